//! The private log of a session in memory.

use super::super::backend::SessionLines;
use super::Memory;
use crate::store::DiskError;

/// The private log of a session, in the hands of one window.
pub struct MemoryLines {
    memory: Memory,
    name: String,
}

impl MemoryLines {
    /// The log of that name with its lines; nothing where another window holds it.
    pub(super) fn open(memory: Memory, name: String) -> Option<(Self, Vec<String>)> {
        let mut state = memory.state();
        let (lines, is_held) = state.sessions.entry(name.clone()).or_default();
        if std::mem::replace(is_held, true) {
            return None;
        }
        let lines = lines.clone();
        drop(state);
        Some((Self { memory, name }, lines))
    }

    fn change(&self, change: impl FnOnce(&mut Vec<String>)) {
        change(&mut self.memory.state().sessions.entry(self.name.clone()).or_default().0);
    }
}

impl SessionLines for MemoryLines {
    fn append(&mut self, line: &str) -> Result<(), DiskError> {
        self.change(|lines| lines.push(line.to_owned()));
        Ok(())
    }

    fn rewrite(&mut self, line: &str) -> Result<(), DiskError> {
        self.change(|lines| *lines = vec![line.to_owned()]);
        Ok(())
    }

    fn length(&self) -> u64 {
        let mut length = 0;
        self.change(|lines| length = lines.iter().map(|line| line.len() as u64 + 1).sum());
        length
    }

    fn erase(self) -> Result<(), DiskError> {
        self.memory.state().sessions.remove(&self.name);
        Ok(())
    }
}

impl Drop for MemoryLines {
    fn drop(&mut self) {
        if let Some((_, is_held)) = self.memory.state().sessions.get_mut(&self.name) {
            *is_held = false;
        }
    }
}
