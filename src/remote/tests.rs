//! Sockets that are sockets, in a folder of their own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::RemoteError;
use super::client::{Heard, dial, look};
use super::host::Host;
use super::runtime_dir::RuntimeDir;
use crate::i18n::Catalogue;
use crate::workshop::peer::{DoorNews, PeerId};
use crate::workshop::view::{SeenNote, SeenSection, View};
use crate::workshop::wire::{FromServer, LINE_TO_SERVER, PROTOCOL, Role, ToServer};

/// No test waits longer than this for what has to come.
const PATIENCE: Duration = Duration::from_secs(20);
const ID: &str = "0123456789abcdef";
const HELLO: &str = r#"{"t":"hello","protocol":1,"version":"0","role":"seat","as":"RA"}"#;
const STAGE: &str = r#"{"t":"hello","protocol":1,"version":"0","role":"stage"}"#;

struct Door {
    home: tempfile::TempDir,
    host: Option<Host>,
    news: Receiver<DoorNews>,
}

impl Door {
    fn open() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let (told, news) = channel();
        let tell = Arc::new(move |news| drop(told.send(news)));
        let runtime = RuntimeDir::at(&home.path().join("own"), home.path());
        let (host, note) = Host::open(runtime, ID, None, Catalogue::english(), tell).expect("it opens");
        assert!(note.is_none());
        Self { home, host: Some(host), news }
    }

    fn runtime(&self) -> RuntimeDir {
        RuntimeDir::at(&self.home.path().join("own"), self.home.path())
    }

    fn socket(&self) -> PathBuf {
        self.home.path().join(format!("own/{ID}.sock"))
    }

    fn host(&self) -> &Host {
        self.host.as_ref().expect("it is open")
    }

    fn come(&self) -> Guest {
        Guest::of(UnixStream::connect(self.socket()).expect("somebody answers"))
    }

    /// Somebody who said hello.
    fn join(&self, hello: &str) -> (Guest, PeerId) {
        let mut guest = self.come();
        guest.say(hello);
        let DoorNews::Came { peer, is_own_account, .. } = self.next() else { panic!("nobody came") };
        assert!(is_own_account);
        assert!(matches!(self.said(), ToServer::Hello { .. }));
        (guest, peer)
    }

    fn next(&self) -> DoorNews {
        self.news.recv_timeout(PATIENCE).expect("news")
    }

    fn said(&self) -> ToServer {
        match self.next() {
            DoorNews::Said { message, .. } => message,
            other => panic!("{other:?}"),
        }
    }
}

struct Guest {
    stream: UnixStream,
    lines: BufReader<UnixStream>,
}

impl Guest {
    fn of(stream: UnixStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        let lines = BufReader::new(stream.try_clone().expect("a copy"));
        Self { stream, lines }
    }

    fn say(&mut self, line: &str) {
        self.raw(format!("{line}\n").as_bytes());
    }

    /// Writes, unless the other end has enough already.
    fn raw(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes);
    }

    /// The next message; nothing once the connection has ended.
    fn hear(&mut self) -> Option<FromServer> {
        let mut line = String::new();
        match self.lines.read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(serde_json::from_str(&line).expect("a message")),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// The words of what is said until the end.
    fn codes(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.hear())
            .map(|message| match message {
                FromServer::No { code, .. } => code,
                FromServer::Bye { code, .. } => format!("bye {code}"),
                other => panic!("{other:?}"),
            })
            .collect()
    }
}

#[test]
fn what_is_said_goes_through_and_back() {
    let door = Door::open();
    let (mut guest, peer) = door.join(HELLO);
    guest.say(r#"{"t":"note","seq":1,"section":"tasks","text":"Print a label"}"#);
    assert_eq!(door.said(), ToServer::Note { seq: 1, section: "tasks".into(), text: "Print a label".into() });
    door.host().say(peer, FromServer::Ack { seq: 1 });
    assert_eq!(guest.hear(), Some(FromServer::Ack { seq: 1 }));
    door.host().hang_up(peer, "put-out", "Sorry".into());
    assert_eq!(guest.hear(), Some(FromServer::Bye { code: "put-out".into(), text: "Sorry".into() }));
    assert_eq!(guest.hear(), None);
    assert_eq!(door.next(), DoorNews::Gone { peer });
}

#[test]
fn whoever_leaves_is_gone_once() {
    let door = Door::open();
    let (mut guest, peer) = door.join(HELLO);
    guest.say(r#"{"t":"bye"}"#);
    assert_eq!(door.said(), ToServer::Bye);
    assert_eq!(door.next(), DoorNews::Gone { peer });
    let (guest, peer) = door.join(HELLO);
    drop(guest);
    assert_eq!(door.next(), DoorNews::Gone { peer });
    drop(door.come());
    let (_guest, peer) = door.join(HELLO);
    assert_eq!(peer, PeerId(4), "who says nothing never came");
}

#[test]
fn what_is_no_message_is_refused_and_the_fourth_ends_it() {
    let door = Door::open();
    let (mut guest, peer) = door.join(HELLO);
    guest.raw(b"\xff\xfe\n");
    guest.say(r#"{"t":"note","seq":7,"section":"tasks","text":"  "}"#);
    guest.say("{}");
    guest.say(r#"{"t":"dance","seq":8}"#);
    let answers: Vec<_> = (0..4).map(|_| guest.hear()).collect();
    let expected = [(None, "bad-message"), (Some(7), "empty"), (None, "bad-message"), (Some(8), "bad-message")];
    for (answer, (number, word)) in answers.iter().zip(expected) {
        let Some(FromServer::No { seq, code, .. }) = answer else { panic!("{answer:?}") };
        assert_eq!((*seq, code.as_str()), (number, word));
    }
    guest.say("null");
    assert_eq!(guest.codes(), ["bye bad-message"]);
    assert_eq!(door.next(), DoorNews::Gone { peer });
}

#[test]
fn a_line_that_is_too_long_ends_it_whole_or_not() {
    let door = Door::open();
    for line in ["x".repeat(LINE_TO_SERVER + 1), "x".repeat(LINE_TO_SERVER + 1) + "\n"] {
        let (mut guest, peer) = door.join(HELLO);
        guest.raw(line.as_bytes());
        assert_eq!(guest.codes(), ["bye too-long"]);
        assert_eq!(door.next(), DoorNews::Gone { peer });
    }
}

#[test]
fn another_protocol_is_told_what_to_run() {
    let door = Door::open();
    let mut guest = door.come();
    guest.say(r#"{"t":"hello","protocol":7,"role":"owl"}"#);
    let Some(FromServer::Bye { code, text }) = guest.hear() else { panic!("no goodbye") };
    assert_eq!(code, "version");
    assert!(text.contains('7') && text.contains(env!("CARGO_PKG_VERSION")), "{text}");
    assert_eq!(guest.hear(), None);
}

#[test]
fn anything_before_hello_a_second_one_and_whatever_a_stage_says_ends_it() {
    let door = Door::open();
    let mut guest = door.come();
    guest.say(r#"{"t":"ready","seq":1,"yes":true}"#);
    assert_eq!(guest.hear(), None);
    for (first, second) in [(HELLO, HELLO), (STAGE, r#"{"t":"ready","seq":1,"yes":true}"#)] {
        let (mut guest, peer) = door.join(first);
        guest.say(second);
        assert_eq!(guest.hear(), None);
        assert_eq!(door.next(), DoorNews::Gone { peer });
    }
}

#[test]
fn whoever_does_not_say_hello_is_shut_out() {
    let door = Door::open();
    let began = Instant::now();
    let mut guest = door.come();
    guest.say("{");
    assert!(matches!(guest.hear(), Some(FromServer::No { .. })));
    assert_eq!(guest.hear(), None);
    assert!(began.elapsed() >= Duration::from_secs(5));
}

#[test]
fn a_flood_ends_and_its_seat_waits() {
    let door = Door::open();
    let (mut guest, peer) = door.join(HELLO);
    for seq in 1..200 {
        guest.say(&format!(r#"{{"t":"ready","seq":{seq},"yes":true}}"#));
    }
    assert_eq!(guest.codes(), ["bye too-fast"]);
    let said = std::iter::from_fn(|| Some(door.next())).take_while(|news| *news != DoorNews::Gone { peer }).count();
    assert!((39..=60).contains(&said), "{said}");
    let mut again = door.come();
    again.say(HELLO);
    assert_eq!(again.codes(), ["bye too-fast"]);
    door.join(&HELLO.replace("RA", "JK"));
}

#[test]
fn of_what_is_typed_only_the_newest_goes_on() {
    let door = Door::open();
    let (mut guest, _) = door.join(HELLO);
    let draft = |text: &str| format!(r#"{{"t":"draft","section":"s","text":"{text}","cursor":0}}"#);
    for text in ["a", "ab", "abc", "abcd"] {
        guest.say(&draft(text));
    }
    let text = |message: ToServer| match message {
        ToServer::Draft { text, .. } => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(text(door.said()), "a");
    assert_eq!(text(door.said()), "abcd", "after half a second");
    guest.say(&draft("e"));
    guest.say(r#"{"t":"bye"}"#);
    assert_eq!((text(door.said()), door.said()), ("e".into(), ToServer::Bye), "at once at the end");
}

#[test]
fn the_seventeenth_is_told_that_it_is_full() {
    let door = Door::open();
    let mut guests: Vec<_> = (0..16).map(|_| door.join(HELLO)).collect();
    let mut more = door.come();
    assert_eq!(more.codes(), ["bye full"]);
    let (last, peer) = guests.pop().expect("somebody");
    drop(last);
    assert_eq!(door.next(), DoorNews::Gone { peer });
    // The place is free a moment later.
    let until = Instant::now() + PATIENCE;
    loop {
        let mut guest = door.come();
        guest.say(HELLO);
        match door.news.recv_timeout(Duration::from_millis(200)) {
            Ok(DoorNews::Came { .. }) => break,
            other => assert!(Instant::now() < until, "{other:?}"),
        }
    }
}

#[test]
fn whoever_never_reads_is_given_up_and_nobody_else_waits() {
    let door = Door::open();
    let (_deaf, peer) = door.join(HELLO);
    let (mut other, second) = door.join(&HELLO.replace("RA", "JK"));
    let notes = vec![SeenNote { text: "x".repeat(900), ..SeenNote::default() }; 250];
    let sections = vec![SeenSection { notes, ..SeenSection::default() }];
    let began = Instant::now();
    let mut serial = 0;
    let mut is_gone = false;
    while !is_gone {
        serial += 1;
        let view = View { serial, sections: sections.clone(), ..View::default() };
        let said = Instant::now();
        door.host().say(peer, FromServer::View(Box::new(view)));
        assert!(said.elapsed() < Duration::from_secs(1), "saying something does not wait");
        door.host().say(second, FromServer::Ack { seq: serial });
        assert_eq!(other.hear(), Some(FromServer::Ack { seq: serial }));
        is_gone = door.news.recv_timeout(Duration::from_millis(20)).is_ok_and(|news| news == DoorNews::Gone { peer });
        assert!(began.elapsed() < PATIENCE);
    }
}

#[test]
fn one_process_at_a_time_drives_a_session_and_nothing_stays_behind() {
    let mut door = Door::open();
    let open = || Host::open(door.runtime(), ID, None, Catalogue::english(), Arc::new(|_| {}));
    let Err(RemoteError::Elsewhere(Some(process))) = open() else { panic!("two drive") };
    assert_eq!(process, std::process::id());
    let (mut guest, _) = door.join(HELLO);
    door.host.take().expect("it is open").shut("The session is over.");
    assert_eq!(guest.codes(), ["bye over"]);
    let own = door.home.path().join("own");
    assert_eq!(std::fs::read_dir(&own).expect("there").count(), 0, "no socket, no lock");
    // What a killed one left is in nobody's way.
    drop(std::os::unix::net::UnixListener::bind(door.socket()).expect("bound"));
    std::fs::write(own.join(format!("{ID}.lock")), "4711").expect("written");
    let (host, _) = Host::open(door.runtime(), ID, None, Catalogue::english(), Arc::new(|_| {})).expect("it opens");
    let found = door.runtime().sockets().expect("listed");
    assert_eq!(found.iter().map(|socket| socket.id.as_str()).collect::<Vec<_>>(), [ID]);
    drop(host);
    assert!(door.runtime().sockets().expect("listed").is_empty());
}

#[test]
fn a_session_is_found_and_looked_at_and_talked_to() {
    let door = Door::open();
    let socket = door.runtime().sockets().expect("listed").remove(0);
    let asked = socket.clone();
    let looking = thread::spawn(move || look(&asked, PATIENCE));
    let DoorNews::Came { peer, .. } = door.next() else { panic!("nobody came") };
    assert!(matches!(door.said(), ToServer::Hello { who: None, role: Role::Seat, .. }));
    let room = FromServer::Room { session: "p/s".into(), title: "T".into(), by: "A".into(), seats: Vec::new() };
    door.host().say(peer, room.clone());
    assert_eq!(looking.join().expect("it looked"), Some(room));
    assert_eq!((door.said(), door.next()), (ToServer::Bye, DoorNews::Gone { peer }));

    let (told, heard) = channel();
    dial(socket.clone(), move |news| drop(told.send(news))).expect("a thread");
    let Ok(Heard::Up(link)) = heard.recv_timeout(PATIENCE) else { panic!("no link") };
    link.say(&ToServer::Hello { protocol: PROTOCOL, version: "0".into(), role: Role::Stage, who: None }).expect("said");
    let DoorNews::Came { peer, .. } = door.next() else { panic!("nobody came") };
    door.host().say(peer, FromServer::View(Box::default()));
    assert!(
        matches!(heard.recv_timeout(PATIENCE), Ok(Heard::Said(message)) if matches!(*message, FromServer::View(_)))
    );
    drop(door.host);
    assert!(matches!(heard.recv_timeout(PATIENCE), Ok(Heard::Gone)), "without a goodbye the driver may come back");
    let (told, heard) = channel();
    dial(socket, move |news| drop(told.send(news))).expect("a thread");
    assert!(matches!(heard.recv_timeout(PATIENCE), Ok(Heard::Gone)));
}
