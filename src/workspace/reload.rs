//! Reading again what others may have changed.

use std::sync::Arc;

use super::stillness::{Patience, Sight, ancestor, patience};
use super::{Backend, Folder, WorkspaceRuntime};
use crate::app::{Loaded, Message, SETTINGS_STEM};
use crate::codec::{Content, FileKind, State, read};
use crate::store::layout::SETTINGS_FILE;
use crate::store::watch::Changed;
use crate::store::{Entry, IoErrorKind, Role, Sighting};

impl<B: Backend> WorkspaceRuntime<B> {
    /// Something in the workspace changed outside.
    pub(super) fn changed(&mut self, changed: &Changed) -> Vec<Message> {
        match changed {
            Changed::Method => {
                self.is_method_stale = true;
                Vec::new()
            }
            Changed::File(path) | Changed::Folder(path) if self.is_of_method(path) => {
                self.is_method_stale = true;
                Vec::new()
            }
            Changed::File(file) => self.reload_file(file),
            Changed::Folder(_) => self.reload_all(),
            Changed::Returned => {
                self.is_method_stale = true;
                let again = self.folder.as_ref().map(|folder| folder.watch(&self.notify));
                if let Some((watch, None)) = again {
                    self.watch = Some(watch);
                }
                self.reload_all()
            }
            Changed::Anything => {
                self.is_method_stale = true;
                self.reload_all()
            }
        }
    }

    /// Something was heard of a file. Where it holds something else than what was read or saved last, it is looked at again
    /// in a moment, and believed when it then stands still.
    pub(super) fn reload_file(&mut self, file: &str) -> Vec<Message> {
        self.look(file, false)
    }

    /// The moment is over.
    pub(super) fn look_again(&mut self, file: &str) -> Vec<Message> {
        // Files change in such a way, too, where a command that changes many was killed beside this window.
        let resumed = self.folder.as_ref().and_then(Folder::resume).map(Message::info);
        let mut messages = self.look(file, true);
        messages.extend(resumed);
        messages
    }

    fn look(&mut self, file: &str, is_due: bool) -> Vec<Message> {
        let Some((product, stem)) = self.is_document(file) else { return Vec::new() };
        let Some(folder) = &self.folder else { return Vec::new() };
        let seen = folder.look(file);
        if self.is_asked(file) {
            // The save under way meets what stands there; what comes after it is looked at when it is done.
            self.heard_of.insert(file.to_owned());
            return Vec::new();
        }
        let bytes = match seen {
            Ok(Sighting { bytes, stamp, is_ours }) => {
                let is_known = self.bases.get(file).is_some_and(|base| *base.saved.bytes == *bytes);
                let is_same = is_known && !self.broken.contains(file);
                if !is_same && !is_ours && !self.unsaved.contains_key(file) {
                    let patience = self.patience(file, &bytes);
                    if !self.is_believed(file, Sight::There(stamp, bytes.clone()), patience, is_due) {
                        return vec![Message::Unsettled { file: file.to_owned() }];
                    }
                }
                bytes
            }
            Err(error) => {
                let is_gone = error.trouble == IoErrorKind::Missing;
                if is_gone && (!self.bases.contains_key(file) || self.gone.contains(file)) {
                    return Vec::new();
                }
                let sight = if is_gone { Sight::Missing } else { Sight::Unreadable };
                if !self.is_believed(file, sight, Patience::Missing, is_due) {
                    return vec![Message::Unsettled { file: file.to_owned() }];
                }
                self.unsettled.remove(file);
                return if is_gone { self.removed(file) } else { Vec::new() };
            }
        };
        self.unsettled.remove(file);
        self.take(file, &product, &stem, &bytes)
    }

    /// The product and the stem of a file, where it is a document.
    pub(super) fn is_document(&self, file: &str) -> Option<(String, String)> {
        if file == SETTINGS_FILE {
            let bytes = || self.folder.as_ref()?.read(file).ok();
            let is_in_conflict =
                |bytes: Vec<u8>| read(&bytes, FileKind::Settings, &self.method).state == State::Conflicted;
            let is_known = self.broken.contains(file) || self.unmerged.contains_key(file);
            let is_one = is_known || bytes().is_some_and(is_in_conflict);
            return is_one.then(|| (String::new(), SETTINGS_STEM.to_owned()));
        }
        let entry = Entry::of(file, &self.method)?;
        let is_worked_on = match entry.role {
            Role::Version => false,
            // The record of a session is, once somebody has opened it.
            Role::Session => self.bases.contains_key(file),
            Role::Product | Role::DocumentBody | Role::Register => true,
        };
        is_worked_on.then(|| (entry.product().to_owned(), entry.stem))
    }

    fn is_believed(&mut self, file: &str, sight: Sight, patience: Patience, is_due: bool) -> bool {
        let still = self.unsettled.entry(file.to_owned()).or_default();
        if is_due {
            return still.look(sight, patience);
        }
        still.glance(sight);
        false
    }

    /// How long a file that holds these bytes has to stand still.
    fn patience(&self, file: &str, bytes: &[u8]) -> Patience {
        let reading = read(bytes, FileKind::of(file, &self.method), &self.method);
        match (&reading.content, self.bases.get(file)) {
            (Some(Content::DocumentBody(sheet)), base) if reading.state == State::Valid => {
                base.map_or(Patience::Usual, |base| patience(&base.saved, bytes, Some(sheet)))
            }
            _ => Patience::Missing,
        }
    }

    /// A file is gone.
    fn removed(&mut self, file: &str) -> Vec<Message> {
        if let Some(renamed) = self.follow(file) {
            return vec![renamed];
        }
        self.gone.insert(file.to_owned());
        if let Some(base) = self.bases.get_mut(file) {
            // It is said that the next change writes it again.
            base.gone = true;
        }
        vec![Message::FileRemoved { file: file.to_owned() }]
    }

    /// What stands in a file is what somebody meant.
    fn take(&mut self, file: &str, product: &str, stem: &str, bytes: &[u8]) -> Vec<Message> {
        let was_gone = self.gone.remove(file);
        let was_broken = self.broken.remove(file);
        if self.unsaved.contains_key(file) {
            // What could not be saved starts from what was read before; the next try meets what stands there now.
            let file = file.to_owned();
            return vec![if was_gone { Message::FileRestored { file } } else { Message::RetrySave { file } }];
        }
        // Our own saves come back as changes: what counts is the content.
        if !was_broken && self.bases.get(file).is_some_and(|base| *base.saved.bytes == *bytes) {
            if let Some(base) = self.bases.get_mut(file) {
                base.gone = false;
            }
            return was_gone.then(|| Message::FileRestored { file: file.to_owned() }).into_iter().collect();
        }
        let (doc, saved) = self.sheet_of(file, product, stem, bytes);
        if let (Some(saved), Some(base)) = (&saved, self.bases.get_mut(file)) {
            let earlier: Vec<_> = base.earlier.iter().map(|(_, sheet)| sheet.clone()).collect();
            let before = ancestor(&base.saved.sheet, &earlier, &saved.sheet);
            if !before.says_the_same(&base.saved.sheet) {
                // Whoever wrote this had not seen what was saved last: the save that follows brings both together.
                base.saved.sheet = before.clone();
                base.saved.bytes = Arc::from([]);
                base.base_revision = self.revision;
                return vec![Message::SaveAgain { file: file.to_owned() }];
            }
        }
        if let Some(saved) = &saved {
            self.keep_removed(file, &saved.sheet);
        }
        let doc = self.known(doc, saved);
        vec![Message::Loaded(Box::new(Loaded { doc, from_outside: true }))]
    }

    /// Reads every document again.
    pub fn reload_all(&mut self) -> Vec<Message> {
        let Some(folder) = &self.folder else { return Vec::new() };
        // A folder that is gone has no documents.
        let scan = folder.scan(&self.method).unwrap_or_default();
        let known: Vec<String> = self.bases.keys().cloned().collect();
        let there: Vec<String> = scan.documents().map(|entry| entry.path.clone()).collect();
        let gone: Vec<String> = known.into_iter().filter(|file| !there.contains(file)).collect();
        gone.iter().chain(&there).flat_map(|file| self.reload_file(file)).collect()
    }
}
