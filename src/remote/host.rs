//! The driver's side: a socket, one thread that waits for others to come in, and two for each that did.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io;
use std::net::Shutdown;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::account::{name_of, own_uid, peer_uid};
use super::connection::Reader;
use super::lock::Lock;
use super::outbox::{Outbox, send};
use super::runtime_dir::{RuntimeDir, SocketPlace};
use super::{RemoteError, Tell, locked};
use crate::i18n::{Catalogue, Sentence};
use crate::workshop::peer::{DoorNews, PeerId};
use crate::workshop::wire::{FromServer, Pace};

/// How many connections there may be, and of them of one account that is not the driver's.
const CONNECTIONS: usize = 16;
const OF_ANOTHER: usize = 4;
/// How long a seat waits that said too much at once.
const REST: Duration = Duration::from_secs(5);
/// So long it takes from one try of a code to the next.
const BETWEEN_CODES: Duration = Duration::from_secs(1);
/// So long is waited where connections come too fast, or the system has nothing left for one.
const BETWEEN_CONNECTIONS: Duration = Duration::from_millis(50);
/// How long those that are told the end may take to hear it.
const FAREWELL: Duration = Duration::from_millis(500);

/// The door of a session, open until this is dropped.
pub struct Host {
    runtime: RuntimeDir,
    id: String,
    shared: Arc<Shared>,
    entrances: Vec<Entrance>,
    /// After the entrances, so that it is given up last.
    _lock: Lock,
}

/// A socket that others come in at.
struct Entrance {
    path: PathBuf,
    is_shut: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

/// What every thread of a door knows.
pub(super) struct Shared {
    pub(super) tell: Tell,
    pub(super) words: &'static Catalogue,
    own: u32,
    began: Instant,
    last: AtomicU64,
    state: Mutex<State>,
    /// Somebody is gone.
    less: Condvar,
}

#[derive(Default)]
struct State {
    connections: BTreeMap<PeerId, Connection>,
    /// How fast each account comes in.
    paces: BTreeMap<u32, Pace>,
    /// Seats that have to wait, by account and name.
    tired: BTreeMap<(u32, String), Instant>,
    /// When each account last tried a code.
    codes: BTreeMap<u32, Instant>,
}

struct Connection {
    uid: u32,
    outbox: Arc<Outbox>,
}

impl Host {
    /// Opens a door for the session called `id`: to the same account, or to a group as well. With it comes what is to be
    /// said about where it is, if it is not where it should be.
    ///
    /// # Errors
    /// Where another process drives the session, or there is no safe place for a socket.
    pub fn open(
        runtime: RuntimeDir,
        id: &str,
        group: Option<&str>,
        words: &'static Catalogue,
        tell: Tell,
    ) -> Result<(Self, Option<Sentence>), RemoteError> {
        let place = runtime.place(id)?;
        let lock = Lock::take(&place.lock)?;
        let shared = Arc::new(Shared {
            tell,
            words,
            own: own_uid(),
            began: Instant::now(),
            last: AtomicU64::new(0),
            state: Mutex::default(),
            less: Condvar::new(),
        });
        let entrance = Entrance::open(&place, 0o600, &shared, IsForGroup(false))?;
        let mut host = Self { runtime, id: id.to_owned(), shared, entrances: vec![entrance], _lock: lock };
        if let Some(group) = group {
            host.open_to(group)?;
        }
        let shortened = place.socket.parent().filter(|_| place.is_shortened);
        Ok((host, shortened.map(|folder| sentence!("remote.shortened", path = folder.display()))))
    }

    /// Lets the members of a group come in from now on, too.
    ///
    /// # Errors
    /// Where there is no such group, or no safe place for its socket.
    pub fn open_to(&mut self, group: &str) -> Result<(), RemoteError> {
        let place = self.runtime.place_for(group, &self.id)?;
        if self.entrances.iter().all(|entrance| entrance.path != place.socket) {
            self.entrances.push(Entrance::open(&place, 0o660, &self.shared, IsForGroup(true))?);
        }
        Ok(())
    }

    /// The name of the account that drives.
    #[must_use]
    pub fn account(&self) -> String {
        name_of(self.shared.own)
    }

    /// Says something to one of those who came in; to nobody where it is gone.
    pub fn say(&self, peer: PeerId, message: FromServer) {
        if let Some(connection) = locked(&self.shared.state).connections.get(&peer) {
            connection.outbox.say(message);
        }
    }

    /// Says goodbye to one of them, and ends the connection.
    pub fn hang_up(&self, peer: PeerId, code: &str, text: String) {
        if let Some(connection) = locked(&self.shared.state).connections.get(&peer) {
            connection.outbox.say_last(FromServer::Bye { code: code.to_owned(), text });
        }
    }

    /// Says to all that the session is over, and closes the door.
    pub fn shut(self, text: &str) {
        for connection in locked(&self.shared.state).connections.values() {
            connection.outbox.say_last(FromServer::Bye { code: "over".to_owned(), text: text.to_owned() });
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.entrances.clear();
        let shared = &self.shared;
        let mut state = locked(&shared.state);
        for connection in state.connections.values() {
            connection.outbox.end();
        }
        let until = Instant::now() + FAREWELL;
        while !state.connections.is_empty() {
            let wait = until.saturating_duration_since(Instant::now());
            if wait.is_zero() {
                return;
            }
            state = shared.less.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// Whether accounts of a group may come in.
#[derive(Clone, Copy)]
struct IsForGroup(bool);

impl Entrance {
    fn open(place: &SocketPlace, mode: u32, shared: &Arc<Shared>, group: IsForGroup) -> Result<Self, RemoteError> {
        let path = place.socket.clone();
        let refused = |error: io::Error| RemoteError::Refused(path.clone(), error);
        // Whoever had it is gone: the lock is ours.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(refused(error)),
            _ => {}
        }
        let listener = UnixListener::bind(&path).map_err(refused)?;
        fs::set_permissions(&path, Permissions::from_mode(mode)).map_err(refused)?;
        let is_shut = Arc::new(AtomicBool::new(false));
        let (shared, ends) = (Arc::clone(shared), Arc::clone(&is_shut));
        let wait = move || wait(&listener, &shared, group, &ends);
        let thread = thread::Builder::new().name("door".into()).spawn(wait).map_err(refused)?;
        Ok(Self { path, is_shut, thread: Some(thread) })
    }
}

impl Drop for Entrance {
    fn drop(&mut self) {
        self.is_shut.store(true, Ordering::SeqCst);
        // It waits for somebody to come.
        let is_woken = UnixStream::connect(&self.path).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| is_woken) {
            let _ = thread.join();
        }
        let _ = fs::remove_file(&self.path);
    }
}

fn wait(listener: &UnixListener, shared: &Arc<Shared>, group: IsForGroup, is_shut: &AtomicBool) {
    loop {
        let come = listener.accept();
        if is_shut.load(Ordering::SeqCst) {
            return;
        }
        let is_in_time = come.map(|(stream, _)| shared.let_in(stream, group));
        if !is_in_time.unwrap_or(false) {
            thread::sleep(BETWEEN_CONNECTIONS);
        }
    }
}

impl Shared {
    /// Lets somebody in, or not. Gives back whether the next one may come at once.
    fn let_in(self: &Arc<Self>, stream: UnixStream, group: IsForGroup) -> bool {
        let Some(uid) = peer_uid(&stream).filter(|uid| *uid == self.own || group.0) else {
            let _ = stream.shutdown(Shutdown::Both);
            return true;
        };
        let now = Instant::now();
        let mut state = locked(&self.state);
        let since = now.saturating_duration_since(self.began);
        if !state.paces.entry(uid).or_insert_with(|| Pace::new(since)).take(since) {
            drop(state);
            refuse(&stream, &self.bye("too-fast", &sentence!("remote.too-fast")));
            return false;
        }
        let of_account = state.connections.values().filter(|connection| connection.uid == uid).count();
        if state.connections.len() >= CONNECTIONS || (uid != self.own && of_account >= OF_ANOTHER) {
            drop(state);
            refuse(&stream, &self.bye("full", &sentence!("remote.full")));
            return true;
        }
        let peer = PeerId(self.last.fetch_add(1, Ordering::Relaxed) + 1);
        let outbox = Arc::new(Outbox::default());
        state.connections.insert(peer, Connection { uid, outbox: Arc::clone(&outbox) });
        drop(state);
        if self.serve(stream, peer, uid, &outbox).is_err() {
            self.forget(peer);
            return false;
        }
        true
    }

    fn serve(self: &Arc<Self>, stream: UnixStream, peer: PeerId, uid: u32, outbox: &Arc<Outbox>) -> io::Result<()> {
        let written = stream.try_clone()?;
        let out = Arc::clone(outbox);
        let named = |name: &str| thread::Builder::new().name(format!("{name} {}", peer.0)).stack_size(256 * 1024);
        let writer = named("writer").spawn(move || out.write(&written))?;
        let reader = Reader::new(Arc::clone(self), peer, uid, Arc::clone(outbox));
        let shared = Arc::clone(self);
        let read = move || {
            reader.read(&stream);
            // What was said last is heard before the place is free again.
            let _ = writer.join();
            shared.forget(peer);
        };
        let outbox = Arc::clone(outbox);
        named("reader").spawn(read).map(drop).inspect_err(|_| outbox.end())
    }

    fn forget(&self, peer: PeerId) {
        locked(&self.state).connections.remove(&peer);
        self.less.notify_all();
    }

    pub(super) fn came(&self, peer: PeerId, uid: u32) -> DoorNews {
        DoorNews::Came { peer, is_own_account: uid == self.own, account: name_of(uid) }
    }

    pub(super) fn bye(&self, code: &str, why: &Sentence) -> FromServer {
        FromServer::Bye { code: code.to_owned(), text: self.words.tell(why) }
    }

    /// A seat said too much at once.
    pub(super) fn tire(&self, uid: u32, who: &str, now: Instant) {
        let mut state = locked(&self.state);
        state.tired.retain(|_, until| now < *until);
        state.tired.insert((uid, who.to_owned()), now + REST);
    }

    /// Whether a seat has to wait.
    pub(super) fn is_tired(&self, uid: u32, who: &str, now: Instant) -> bool {
        locked(&self.state).tired.get(&(uid, who.to_owned())).is_some_and(|until| now < *until)
    }

    /// Whether an account may try a code now, which it does then.
    pub(super) fn may_try_code(&self, uid: u32, now: Instant) -> bool {
        let mut state = locked(&self.state);
        let is_late = state.codes.get(&uid).is_none_or(|last| now >= *last + BETWEEN_CODES);
        if is_late {
            state.codes.insert(uid, now);
        }
        is_late
    }
}

/// Says why somebody cannot come in, if that is heard at once.
fn refuse(stream: &UnixStream, bye: &FromServer) {
    let _ = send(stream, bye.line().as_bytes(), Duration::from_millis(10));
    let _ = stream.shutdown(Shutdown::Both);
}
