//! Committing what a person works on, beside the loop.

use std::sync::Arc;
use std::thread;

use super::{Backend, Folder, WorkspaceEvent, WorkspaceRuntime};
use crate::app::committing::Committable;

impl<B: Backend> WorkspaceRuntime<B> {
    /// Finds out what would be committed; that comes as an event.
    pub(super) fn prepare_commit(&self) {
        let (method, words) = (Arc::clone(&self.method), self.words);
        self.beside(move |folder| WorkspaceEvent::Committable(folder.prepare_commit(&method, words)));
    }

    /// Commits; what came of it is an event.
    pub(super) fn commit(&self, asked: Committable) {
        self.beside(move |folder| {
            let count = asked.files.len();
            WorkspaceEvent::Committed { count, outcome: folder.commit(&asked) }
        });
    }

    /// Does something with the folder that may take long, and tells what came of it.
    fn beside(&self, work: impl FnOnce(&B::Folder) -> WorkspaceEvent + Send + 'static) {
        let Some(folder) = self.folder.clone() else { return };
        let notify = Arc::clone(&self.notify);
        let work = move || notify(work(&folder));
        if B::Folder::READERS < 2 {
            return work();
        }
        if let Err(error) = thread::Builder::new().name("git".into()).spawn(work) {
            let refused = sentence!("message.told", text = error).into();
            (self.notify)(WorkspaceEvent::Committed { count: 0, outcome: Err(refused) });
        }
    }
}
