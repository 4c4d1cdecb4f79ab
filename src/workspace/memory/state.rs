//! What a workspace in memory holds, whoever has a copy.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::backend::Notifier;
use super::super::saver::SaveQueue;
use crate::assess::standing::GitState;
use crate::merge::text::Stages;
use crate::store::IoErrorKind;
use crate::store::git::Committed;
use crate::workshop::peer::DoorOrder;

/// Where the workspace is said to lie.
pub(super) const ROOT: &str = "/parcels/apiops";

/// The numbers of a run begin with its own number, shifted by this many bits.
pub(super) const NUMBERS: u32 = 20;

/// Workspaces in memory, of which there is one. Whoever has a copy has the same files.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Default)]
pub(super) struct State {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// How often anybody has written, and as the how many-th write each file was written.
    turn: u64,
    pub(super) written: BTreeMap<String, u64>,
    /// The files that stand as the program wrote them.
    pub(super) ours: BTreeSet<String>,
    /// What another program wrote into a file that the program had put another in the place of, and as the how many-th
    /// write.
    pub(super) displaced: BTreeMap<String, (u64, Vec<u8>)>,
    /// What another program does next, each time the program waits a moment.
    pub(super) next: VecDeque<Step>,
    /// What git holds of files in conflict.
    pub(super) stages: BTreeMap<String, Stages>,
    /// The commits of files, the oldest first.
    pub(super) commits: Vec<(String, Committed)>,
    /// What a hook says that lets nothing through.
    pub(super) hook: Option<String>,
    pub(super) writes: usize,
    pub(super) runs: Vec<MemoryRun>,
    /// The private logs of sessions by product and stem, with whether somebody holds each.
    pub(super) sessions: BTreeMap<String, (Vec<String>, bool)>,
    /// What was asked of doors of sessions.
    pub(super) door_orders: Vec<DoorOrder>,
    /// Who is told what comes through the door, while one is open.
    pub(super) door: Option<Notifier>,
    /// Why no door can be opened, where none can.
    pub(super) door_refusal: Option<String>,
    /// What every write is answered with, while writing is refused.
    pub(super) refuses: Option<IoErrorKind>,
    /// What another program writes as soon as somebody has read a file to replace it.
    pub(super) intrusion: Option<(String, Option<Vec<u8>>)>,
    /// What each window has to save; nothing where it is gone, or is saving now.
    pub(super) queues: Vec<Option<(SaveQueue, Notifier)>>,
    pub(super) are_saves_held: bool,
    /// What git says of the files; nothing without it.
    pub(super) git: Option<BTreeMap<String, GitState>>,
}

impl State {
    pub(super) fn put(&mut self, file: &str, bytes: &[u8]) {
        self.turn += 1;
        self.written.insert(file.to_owned(), self.turn);
        self.files.insert(file.to_owned(), bytes.to_vec());
    }

    pub(super) fn put_late(&mut self, file: &str, bytes: Vec<u8>) {
        self.turn += 1;
        self.displaced.insert(file.to_owned(), (self.turn, bytes));
    }
}

/// What a run wrote into its journal.
#[derive(Default)]
pub(super) struct MemoryRun {
    /// Lines, as a file would have them.
    pub(super) lines: Vec<u8>,
    pub(super) is_alive: bool,
    /// Whether nothing of it is to be offered any more.
    pub(super) is_handled: bool,
}

impl Memory {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What another program does in a moment.
pub(super) enum Step {
    /// It writes or removes a file.
    Put(String, Option<Vec<u8>>),
    /// It writes into a file that it has open, which has no name any more where the program has put another in its place.
    InPlace(String, Vec<u8>),
    /// Nothing.
    Rest,
}
