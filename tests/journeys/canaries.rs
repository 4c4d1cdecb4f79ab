//! What is hidden is nowhere before it is revealed, and nobody's afterwards: texts that are looked for in everything that
//! leaves the program, over many sessions with kills.

use std::collections::BTreeMap;

use stationmaster::app::{Message, SessionNews};
use stationmaster::workshop::peer::{DoorNews, DoorOrder, PeerId};
use stationmaster::workshop::wire::{FromServer, PROTOCOL, Role, ToServer};

use super::journeys;
use super::sessions::{LOG, PLAN, RECORD, planned_as};
use crate::common::Program;

const CANVAS: &str = "orders/api-value-proposition.toml";
const SEATS: u64 = 7;
const STAGE: u64 = 99;

/// A plan with seven who write.
fn plan() -> String {
    let more = (2..SEATS).map(|at| format!("[attendees.p{at}t8ze]\nwho = \"Person {at}\"\n\n"));
    PLAN.replace("# The room opens", &format!("{}# The room opens", more.collect::<String>()))
}

/// One session with its terminals, and everything that left it.
struct Room {
    program: Program,
    /// How often each seat has said something.
    said: BTreeMap<u64, u64>,
}

impl Room {
    fn new() -> Self {
        let mut program = planned_as(&plan());
        program.press("W").press("<enter>").press(")");
        let mut room = Self { program, said: BTreeMap::new() };
        room.all_come();
        room
    }

    fn door(&mut self, news: DoorNews) {
        self.program.tell(vec![Message::Session(SessionNews::Door(news))]);
    }

    fn comes(&mut self, peer: u64, role: Role, who: Option<&str>) {
        self.door(DoorNews::Came { peer: PeerId(peer), is_own_account: true, account: "ra".into() });
        let hello = ToServer::Hello { protocol: PROTOCOL, version: "0.1.0".into(), role, who: who.map(str::to_owned) };
        self.door(DoorNews::Said { peer: PeerId(peer), message: hello });
    }

    fn all_come(&mut self) {
        for (at, who) in ["API product owner", "Domain expert"].into_iter().enumerate() {
            self.comes(at as u64, Role::Seat, Some(who));
        }
        for at in 2..SEATS {
            self.comes(at, Role::Seat, Some(&format!("Person {at}")));
        }
        self.comes(STAGE, Role::Stage, None);
    }

    fn writes(&mut self, seat: u64, text: &str) {
        let seq = self.said.entry(seat).or_default();
        *seq += 1;
        let message = ToServer::Note { seq: *seq, section: "tasks".into(), text: text.into() };
        self.door(DoorNews::Said { peer: PeerId(seat), message });
    }

    /// The program is killed; all take their seats again, with the code that each was given.
    fn kill(&mut self, codes: &BTreeMap<u64, String>) {
        let program = std::mem::replace(&mut self.program, Program::nowhere());
        self.program = program.kill();
        self.program.press("W");
        self.all_come();
        for (seat, code) in codes {
            self.door(DoorNews::Said { peer: PeerId(*seat), message: ToServer::SeatCode { code: code.clone() } });
        }
    }

    /// What was said to each terminal since this was asked last, as it goes over the wire.
    fn said_to(&mut self) -> Vec<(u64, String)> {
        let orders = self.program.disk.take_door_orders().into_iter();
        let said = orders.filter_map(|order| match order {
            DoorOrder::Say { peer, message } => Some((peer.0, format!("{message:?}"))),
            _ => None,
        });
        said.collect()
    }

    fn codes(&mut self) -> BTreeMap<u64, String> {
        let orders = self.program.disk.take_door_orders().into_iter();
        let codes = orders.filter_map(|order| match order {
            DoorOrder::Say { peer, message: FromServer::Seat { code, .. } } => Some((peer.0, code)),
            _ => None,
        });
        codes.collect()
    }

    /// Fails where a text stands in anything that somebody else could see: a screen, a file, the journal, what another
    /// terminal was told.
    fn hides(&mut self, canaries: &[(u64, String)]) {
        let (screen, canvas, record) = (self.program.screen(), self.program.text(CANVAS), self.program.text(RECORD));
        let journal = format!("{:?}", self.program.journal());
        let said = self.said_to();
        for (seat, text) in canaries {
            for (place, all) in [("screen", &screen), ("canvas", &canvas), ("record", &record), ("journal", &journal)] {
                assert!(!all.contains(text.as_str()), "{text} is on the {place}");
            }
            for (to, all) in &said {
                assert!(to == seat || !all.contains(text.as_str()), "{text} of {seat} was told to {to}: {all}");
            }
        }
    }
}

journeys! {
    fn two_hundred_hidden_texts_are_nowhere_before_the_reveal_and_nobodys_after_it() {
        for session in 0..20_u64 {
            let mut random = fastrand::Rng::with_seed(session);
            let mut room = Room::new();
            let codes = room.codes();
            assert_eq!(codes.len(), 7, "each seat has a code");
            room.program.press(")").shows(&["2 of 4"]);
            let mut canaries: Vec<(u64, String)> = Vec::new();
            for note in 0..10 {
                let seat = random.u64(0..SEATS);
                let text = format!("Kanarie-{session}-{note}-{}", random.u32(1_000..9_999));
                room.writes(seat, &text);
                canaries.push((seat, text));
                room.hides(&canaries);
                match random.u8(0..10) {
                    0 => room.kill(&codes),
                    1 => _ = room.program.press(";g"),
                    2 => _ = room.program.press("u"),
                    _ => _ = room.program.after(random.u64(0..9)),
                }
                room.hides(&canaries);
            }
            room.program.press(";v").press("r");
            let notes = room.program.notes(CANVAS, "tasks");
            for (_, text) in &canaries {
                assert_eq!(notes.iter().filter(|note| *note == text).count(), 1, "{text} is there once");
            }
            let lines = room.program.disk.session_lines(LOG).expect("it is kept");
            let journal = format!("{:?}", room.program.journal());
            for (_, text) in &canaries {
                assert!(lines.iter().all(|line| !line.contains(text.as_str())), "{text} is still kept privately");
                assert!(!journal.contains("Person") && !journal.contains("Domain expert"), "{journal}");
            }
            let canvas = room.program.text(CANVAS);
            assert!(!canvas.contains("Person ") && !canvas.contains("Domain expert"), "nobody's name is at a note: {canvas}");
        }
    }
}
