//! Files in conflict: what git holds of them, and writing what a person has settled.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::{Backend, Folder, LockedFile, Saved, WorkspaceEvent, WorkspaceRuntime, load, told};
use crate::app::{DocState, Loaded, Message, OpenDocument};
use crate::merge::text::Stages;

/// How long after the start git is asked: the first frame has the processor to itself.
const LATER: Duration = Duration::from_millis(200);

impl<B: Backend> WorkspaceRuntime<B> {
    /// Reads a document. One in which git holds two sides, and which stands as ours without a marker, is in conflict, too:
    /// that is how git leaves a file where the merge driver is missing.
    pub(super) fn sheet_of(
        &self,
        file: &str,
        product: &str,
        stem: &str,
        bytes: &[u8],
    ) -> (OpenDocument, Option<Saved>) {
        let stages = || self.folder.as_ref()?.stages(file);
        let (mut doc, saved) = load::sheet(bytes, file, product, stem, &self.method, self.words, stages);
        let stages = self.unmerged.get(file).filter(|_| !self.settled.contains(file));
        let is_ours = |stages: &&Stages| stages.ours.as_deref() == Some(bytes) && stages.theirs.is_some();
        if let Some(stages) = stages.filter(|_| doc.state == DocState::Valid).filter(is_ours)
            && let Some(settling) = load::settling(bytes, file, Some(stages.clone()), &self.method)
            && (!settling.choices().is_empty() || settling.bytes() != bytes)
        {
            (doc.state, doc.sheet, doc.settling) = (DocState::Conflicted, None, Some(settling));
            return (doc, None);
        }
        (doc, saved)
    }

    /// Asks git beside the caller which files it holds in conflict; that comes back as an event.
    pub(super) fn look_for_unmerged(&self) {
        let Some(folder) = self.folder.clone() else { return };
        let (notify, were_any) = (Arc::clone(&self.notify), !self.unmerged.is_empty());
        let ask = move || {
            let found = folder.unmerged();
            if were_any || !found.is_empty() {
                notify(WorkspaceEvent::Unmerged(found));
            }
        };
        if B::Folder::READERS < 2 {
            return ask();
        }
        let later = move || {
            thread::sleep(LATER);
            ask();
        };
        // Without a thread for it, files with markers are found all the same.
        if let Err(error) = thread::Builder::new().name("git".into()).spawn(later) {
            tracing::warn!(%error, "git was not asked for files in conflict");
        }
    }

    /// git holds these files in conflict, and no others.
    pub(super) fn unmerged(&mut self, found: Vec<(String, Stages)>) -> Vec<Message> {
        self.unmerged = found.into_iter().collect();
        let files: Vec<String> = self.unmerged.keys().cloned().collect();
        files.iter().filter_map(|file| self.unmerged_file(file)).collect()
    }

    fn unmerged_file(&mut self, file: &str) -> Option<Message> {
        // What is not saved yet is saved first, and one that cannot be read is known to be in conflict.
        if self.is_asked(file) || self.unsaved.contains_key(file) || self.broken.contains(file) {
            return None;
        }
        let (product, stem) = self.is_document(file)?;
        let bytes = self.folder.as_ref()?.read(file).ok()?;
        let (doc, saved) = self.sheet_of(file, &product, &stem, &bytes);
        if doc.state != DocState::Conflicted {
            return None;
        }
        let doc = self.known(doc, saved);
        Some(Message::Loaded(Box::new(Loaded { doc, from_outside: false })))
    }

    /// Writes a file in conflict as it was settled.
    pub(super) fn write_settled(
        &mut self,
        file: &str,
        (old, new): (&[u8], &[u8]),
        left: usize,
        is_in_index: bool,
    ) -> Vec<Message> {
        let (Some(folder), Some((product, stem))) = (&self.folder, self.is_document(file)) else { return Vec::new() };
        let written = folder.lock(file).and_then(|mut locked| locked.replace(old, new));
        let flushed = written.and_then(|written| Ok(written.map(|(flush, _)| flush()).transpose()?));
        match flushed {
            Ok(Some(())) => {}
            Ok(None) => {
                let mut messages = self.reload_file(file);
                messages.push(Message::warning(sentence!("message.settled-late", file = file)));
                return messages;
            }
            Err(error) => return vec![Message::error(told(&error))],
        }
        if left == 0 {
            self.settled.insert(file.to_owned());
        }
        self.broken.remove(file);
        let (doc, saved) = self.sheet_of(file, &product, &stem, new);
        let doc = self.known(doc, saved);
        let said = match (left, is_in_index) {
            (0, false) => sentence!("message.settled", file = file),
            (0, true) => sentence!("message.settled-add", file = file),
            _ => sentence!("message.settled-partly", file = file, count = left),
        };
        vec![Message::Loaded(Box::new(Loaded { doc, from_outside: false })), Message::info(said)]
    }
}
