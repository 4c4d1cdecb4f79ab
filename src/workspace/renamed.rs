//! A file that is gone because another program of ours gave it another name: the window goes along, and never writes the old
//! name again.

use super::{Backend, Folder, WorkspaceRuntime};
use crate::app::Message;
use crate::journal::Record;

impl<B: Backend> WorkspaceRuntime<B> {
    /// Goes along with a file that was renamed or moved since it was read; nothing where it is simply gone. What is typed or
    /// not saved yet belongs to the new name from then on, and so does what can be undone.
    pub(super) fn follow(&mut self, from: &str) -> Option<Message> {
        let folder = self.folder.as_ref()?;
        let to = folder.moved_to(from)?;
        let (product, stem) = self.is_document(&to)?;
        let bytes = self.folder.as_ref()?.read(&to).ok()?;
        let (doc, saved) = self.sheet_of(&to, &product, &stem, &bytes);
        // Without its new name in the journal of this run, what a kill leaves would be offered for the old one.
        let noted = self.record(Record::Moved { from: from.to_owned(), to: to.clone() });
        if let Some(Message::Notify { .. }) = noted {
            tracing::warn!(from, "the new name is not in the journal");
        }
        let before = self.bases.remove(from);
        if self.unsaved.remove(from).is_none()
            && let Some(saved) = saved
        {
            self.set_base(&to, saved, self.revision);
        } else if let Some(mut base) = before {
            // What is not saved starts from what was read before, and meets what stands there now.
            (base.gone, base.base_revision) = (false, self.revision);
            self.bases.insert(to.clone(), base);
        }
        self.asked.retain(|(file, _), _| file != from);
        for files in [&mut self.gone, &mut self.broken, &mut self.heard_of] {
            files.remove(from);
        }
        self.unsettled.remove(from);
        self.recovery.rename(from, &to);
        Some(Message::Renamed { from: from.to_owned(), to, doc: Box::new(doc) })
    }
}
