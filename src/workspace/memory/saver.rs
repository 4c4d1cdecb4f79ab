//! The saver over memory: it saves at once, or when it is let through.

use std::sync::Arc;

use super::super::backend::{Saver, WorkspaceEvent};
use super::super::request::Request;
use super::place;
use super::state::Memory;
use crate::method::Method;
use crate::store::SaveError;

/// Saves at once, where saves are not held. What is still held when it is dropped is never saved, as when a program is
/// killed.
pub struct MemorySaver {
    pub(super) memory: Memory,
    pub(super) at: usize,
}

impl Saver for MemorySaver {
    fn save(&self, request: Request) -> Result<(), SaveError> {
        let mut state = self.memory.state();
        let Some(Some((queue, _))) = state.queues.get_mut(self.at) else {
            return Err(SaveError::Stopped(place(&request.file)));
        };
        queue.push(request);
        let is_held = state.are_saves_held;
        drop(state);
        if !is_held {
            self.memory.work(self.at);
        }
        Ok(())
    }

    fn set_method(&self, method: Arc<Method>) {
        if let Some(Some((queue, _))) = self.memory.state().queues.get_mut(self.at) {
            queue.set_method(method);
        }
    }

    fn finish(self) -> Vec<WorkspaceEvent> {
        // What came of it was told to whoever is told of everything.
        self.memory.work(self.at);
        Vec::new()
    }
}

impl Drop for MemorySaver {
    fn drop(&mut self) {
        if let Some(queue) = self.memory.state().queues.get_mut(self.at) {
            *queue = None;
        }
    }
}
