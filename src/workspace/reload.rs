//! Reading again what others may have changed.

use super::{Backend, Folder, WorkspaceRuntime};
use crate::app::{Loaded, Message};
use crate::codec::FileKind;
use crate::store::watch::Changed;
use crate::store::{ProductFolder, Role};

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
            Changed::File(file) => self.reload_file(file).into_iter().collect(),
            Changed::Folder(_) => self.reload_all(),
            Changed::Anything => {
                self.is_method_stale = true;
                self.reload_all()
            }
        }
    }

    /// Reads a file again, where it holds something else than what was read or saved last.
    pub(super) fn reload_file(&mut self, file: &str) -> Option<Message> {
        let folder = self.folder.as_ref()?;
        let (product, name) = file.split_once('/')?;
        let stem = name.strip_suffix(".toml").filter(|stem| !stem.contains('/'))?;
        match FileKind::of(file, &self.method) {
            FileKind::DocumentBody | FileKind::Product | FileKind::Register(_) => {}
            FileKind::Settings => return None,
        }
        let Ok(bytes) = folder.read(file) else {
            let is_gone = !folder.is_there(file);
            let is_news = is_gone && self.bases.contains_key(file) && self.gone.insert(file.to_owned());
            if is_news && let Some(base) = self.bases.get_mut(file) {
                // It is said that the next change writes it again.
                base.gone = true;
            }
            return is_news.then(|| Message::FileRemoved { file: file.to_owned() });
        };
        let was_gone = self.gone.remove(file);
        let was_broken = self.broken.remove(file);
        if self.unsaved.contains_key(file) {
            // What could not be saved starts from what was read before; the next try meets what stands there now.
            let file = file.to_owned();
            return Some(if was_gone { Message::FileRestored { file } } else { Message::RetrySave { file } });
        }
        // Our own saves come back as changes: what counts is the content.
        if !was_broken && self.bases.get(file).is_some_and(|base| *base.saved.bytes == *bytes) {
            if let Some(base) = self.bases.get_mut(file) {
                base.gone = false;
            }
            return was_gone.then(|| Message::FileRestored { file: file.to_owned() });
        }
        if self.asked.keys().any(|(other, _)| other == file) {
            // A save is under way; it meets what stands there and says what came of it.
            return None;
        }
        let (product, stem) = (product.to_owned(), stem.to_owned());
        let doc = self.read(file, &product, &stem, &bytes);
        Some(Message::Loaded(Box::new(Loaded { doc, from_outside: true })))
    }

    /// Reads every document again.
    pub fn reload_all(&mut self) -> Vec<Message> {
        let Some(scan) = self.folder.as_ref().and_then(|folder| folder.scan().ok()) else { return Vec::new() };
        let known: Vec<String> = self.bases.keys().cloned().collect();
        let documents = |folder: &ProductFolder| -> Vec<String> {
            let small = folder.file(Role::Product).into_iter().chain(folder.file(Role::FollowUp));
            small.chain(folder.sheets()).map(|entry| entry.path.clone()).collect()
        };
        let there: Vec<String> = scan.products.iter().flat_map(documents).collect();
        let gone: Vec<String> = known.into_iter().filter(|file| !there.contains(file)).collect();
        gone.iter().chain(&there).filter_map(|file| self.reload_file(file)).collect()
    }
}
