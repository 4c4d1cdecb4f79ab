//! What disks and other programs do, on request.

use chrono::{DateTime, Utc};

use super::super::backend::Displaced;
use super::state::{Memory, MemoryRun, ROOT, Step};
use crate::assess::standing::GitState;
use crate::journal::{FORMAT, Record, Run};
use crate::merge::text::Stages;
use crate::store::git::Committed;
use crate::store::{IoErrorKind, Stamp};

impl Memory {
    /// Another program writes a file.
    pub fn write(&self, file: &str, bytes: &[u8]) {
        let mut state = self.state();
        state.put(file, bytes);
        state.ours.remove(file);
    }

    /// Somebody commits a file as it stands.
    pub fn commit(&self, file: &str, date: &str, author: &str, subject: &str) {
        let mut state = self.state();
        let bytes = state.files.get(file).cloned().unwrap_or_default();
        let commit = format!("{:x}{:039}", state.commits.len() + 1, 0);
        let [date, author, subject] = [date, author, subject].map(str::to_owned);
        state.commits.push((file.to_owned(), Committed { commit, date, author, subject, bytes }));
    }

    /// A hook lets no commit through from here on, and says so.
    pub fn refuse_commits(&self, said: &str) {
        self.state().hook = Some(said.to_owned());
    }

    /// git holds a file in conflict from here on.
    pub fn hold_stages(&self, file: &str, stages: Stages) {
        self.state().stages.insert(file.to_owned(), stages);
    }

    /// Another program removes a file.
    pub fn remove(&self, file: &str) {
        self.state().files.remove(file);
    }

    /// Another run of the program gives a file another name, and writes that into its journal.
    pub fn rename(&self, from: &str, to: &str) {
        let mut state = self.state();
        if let Some(bytes) = state.files.remove(from) {
            state.put(to, &bytes);
        }
        let head = Run {
            format: FORMAT,
            workspace: ROOT.to_owned(),
            started: DateTime::<Utc>::UNIX_EPOCH,
            pid: 1,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let mut lines = Vec::new();
        for record in [Record::Run(head), Record::Moved { from: from.to_owned(), to: to.to_owned() }] {
            if serde_json::to_writer(&mut lines, &record).is_ok() {
                lines.push(b'\n');
            }
        }
        state.runs.push(MemoryRun { lines, ..MemoryRun::default() });
    }

    /// Another program writes or removes a file in steps, one each time the program waits a moment; the first at once.
    pub fn write_in_steps(&self, file: &str, steps: &[Option<&[u8]>]) {
        let steps = steps.iter().map(|bytes| Step::Put(file.to_owned(), bytes.map(<[u8]>::to_vec)));
        self.state().next.extend(steps);
        self.step();
    }

    /// Another program opens a file and writes it in place, in pieces; each is what stands there then. It rests for so many
    /// moments after each. The first is written at once.
    pub fn write_in_place(&self, file: &str, pieces: &[&[u8]], rest: usize) {
        for (at, piece) in pieces.iter().enumerate() {
            let piece = match at {
                0 => Step::Put(file.to_owned(), Some(piece.to_vec())),
                _ => Step::InPlace(file.to_owned(), piece.to_vec()),
            };
            self.state().next.push_back(piece);
            self.state().next.extend((0..rest).map(|_| Step::Rest));
        }
        self.step();
    }

    /// A moment goes by: what another program does in it.
    pub fn step(&self) {
        let next = self.state().next.pop_front();
        match next {
            Some(Step::Put(file, Some(bytes))) => self.write(&file, &bytes),
            Some(Step::Put(file, None)) => self.remove(&file),
            Some(Step::InPlace(file, bytes)) => {
                if self.state().ours.contains(&file) {
                    self.state().put_late(&file, bytes);
                } else {
                    self.write(&file, &bytes);
                }
            }
            Some(Step::Rest) | None => {}
        }
        self.look_at_late();
    }

    /// The file that stands there as another program wrote it, before another one takes its place.
    pub(super) fn displace(&self, file: &str) -> Option<Box<dyn Displaced>> {
        let mut state = self.state();
        if state.ours.contains(file) {
            return None;
        }
        state.displaced.remove(file);
        drop(state);
        Some(Box::new(MemoryDisplaced { memory: self.clone(), file: file.to_owned() }))
    }

    /// From here on git says this of the files that are not as they were.
    pub fn commit_all_but(&self, states: &[(&str, GitState)]) {
        self.state().git = Some(states.iter().map(|(file, state)| ((*file).to_owned(), *state)).collect());
    }

    /// Every write fails from here on, or none does.
    pub fn refuse_writes(&self, trouble: Option<IoErrorKind>) {
        self.state().refuses = trouble;
    }

    /// Another program writes or removes a file, right after the program has read one that it is about to replace.
    pub fn intrude(&self, file: &str, bytes: Option<&[u8]>) {
        self.state().intrusion = Some((file.to_owned(), bytes.map(<[u8]>::to_vec)));
    }

    /// Saves wait from here on, as they do while a disk is slow.
    pub fn hold_saves(&self) {
        self.state().are_saves_held = true;
    }

    /// What waits is saved, and what is asked for from here on, too.
    pub fn release_saves(&self) {
        self.state().are_saves_held = false;
        let windows = self.state().queues.len();
        (0..windows).for_each(|at| self.work(at));
    }
}

/// A file that the program has put another in the place of.
struct MemoryDisplaced {
    memory: Memory,
    file: String,
}

impl Displaced for MemoryDisplaced {
    fn stamp(&self) -> Option<Stamp> {
        let state = self.memory.state();
        state.displaced.get(&self.file).map(|(turn, bytes)| Stamp::numbered(bytes.len(), *turn))
    }

    fn read(&self) -> Option<Vec<u8>> {
        self.memory.state().displaced.get(&self.file).map(|(_, bytes)| bytes.clone())
    }
}
