//! Ids: which are in use, and new ones.

use std::collections::HashSet;

use super::workspace::Workspace;
use super::{DiskError, Scan};
use crate::document::Id;

/// How long a word is that can be an id.
const LENGTH: usize = 6;

/// Draws ids that no file of the workspace uses.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    taken: HashSet<Id>,
}

impl Ids {
    /// The ids in use: every word in any file that could be one, so that no id is reused to which something still refers.
    /// A few ordinary words are taken for ids; there are a thousand million others. Files that cannot be read are named in
    /// the second part.
    #[must_use]
    pub fn of(workspace: &Workspace, scan: &Scan) -> (Self, Vec<DiskError>) {
        let mut ids = Self::default();
        let mut unread = Vec::new();
        for entry in scan.files() {
            match workspace.read(&entry.path) {
                Ok(bytes) => ids.take_from(&bytes),
                Err(error) => unread.push(error),
            }
        }
        (ids, unread)
    }

    /// Takes every word of a file that could be an id.
    pub fn take_from(&mut self, bytes: &[u8]) {
        let words = bytes.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_' && *byte < 0x80);
        for word in words.filter(|word| word.len() == LENGTH) {
            if let Some(id) = std::str::from_utf8(word).ok().and_then(Id::new).filter(Id::is_well_formed) {
                self.taken.insert(id);
            }
        }
    }

    /// Takes one id. Says whether it was free.
    pub fn take(&mut self, id: Id) -> bool {
        self.taken.insert(id)
    }

    /// Whether an id is in use.
    #[must_use]
    pub fn is_taken(&self, id: Id) -> bool {
        self.taken.contains(&id)
    }

    /// A new id, which is in use from now on.
    pub fn draw(&mut self) -> Id {
        loop {
            let id = Id::from_bits(fastrand::u32(..));
            if self.take(id) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_in_a_file_is_taken() {
        let mut ids = Ids::default();
        ids.take_from(
            b"[notes.tasks.t7qm4k]\nunder = \"b2h8xd\"\nfrom = [\"customer-journey#k3f9aa\"]\n[decisions.w3k9ze]\n\
              notes.tasks.\"a1a1a1\" = { text = \"unfinished",
        );
        for id in ["t7qm4k", "b2h8xd", "k3f9aa", "w3k9ze", "a1a1a1"] {
            assert!(ids.is_taken(Id::new(id).expect("an id")), "{id}");
        }
        assert!(!ids.is_taken(Id::new("zzzzzz").expect("an id")));
    }

    #[test]
    fn drawn_ids_are_new_each_time() {
        let mut ids = Ids::default();
        let drawn: HashSet<Id> = (0..10_000).map(|_| ids.draw()).collect();
        assert_eq!(drawn.len(), 10_000);
        assert!(drawn.iter().all(Id::is_well_formed));
    }
}
