//! The method files of team and user while the program runs: what changes in them is taken up at once.

use std::path::Path;
use std::sync::Arc;

use super::{Backend, Folder, Saver, WorkspaceRuntime};
use crate::app::Message;
use crate::i18n::Sentence;
use crate::method::Method;
use crate::store::layout::{METHOD, PRODUCT_FILE};
use crate::store::own_method::Unusable;

/// What is said of method files that cannot be used: of the first, and how many there are.
#[must_use]
pub fn unusable(files: &[Unusable], root: Option<&Path>) -> Option<Sentence> {
    let first = files.first()?;
    let path = root.and_then(|root| first.path.strip_prefix(root).ok()).unwrap_or(&first.path);
    let line = first.problems.first().map_or(1, |problem| problem.place.line.max(1));
    let place = sentence!("message.method-broken", path = path.display(), line = line);
    Some(place.count(files.len()))
}

impl<B: Backend> WorkspaceRuntime<B> {
    /// Whether a path of the workspace is a method file, or the folder of them.
    pub(super) fn is_of_method(&self, path: &str) -> bool {
        let product = format!("{METHOD}/{PRODUCT_FILE}");
        let is_product = self.folder.as_ref().is_some_and(|folder| folder.is_there(&product));
        path.split('/').next() == Some(METHOD) && !is_product
    }

    /// Reads the method again where its files have changed, and the documents that had or get a template by that. To be
    /// called once for all files that changed together.
    pub fn renew_method(&mut self) -> Vec<Message> {
        if !std::mem::take(&mut self.is_method_stale) {
            return Vec::new();
        }
        let root = self.folder.as_ref().map(|folder| folder.root().to_owned());
        let (method, broken) = self.backend.method(root.as_deref());
        let method = Arc::new(method);
        let before = std::mem::replace(&mut self.method, Arc::clone(&method));
        if let Some(saver) = &self.saver {
            saver.set_method(Arc::clone(&method));
        }
        let knows = |method: &Method, template: &str| method.template_ids().any(|id| id == template);
        let lost: Vec<String> = self
            .bases
            .iter()
            .filter(|(_, base)| {
                let template = base.saved.sheet.template();
                knows(&before, template) && !knows(&method, template)
            })
            .map(|(file, _)| file.clone())
            .collect();
        self.broken.extend(lost);
        let is_other = before.registers() != method.registers();
        if is_other {
            // What a file is, and which are there, its definition says.
            let registers = self.bases.iter().filter(|(_, base)| base.saved.sheet.register().is_some());
            self.broken.extend(registers.map(|(file, _)| file.clone()).collect::<Vec<_>>());
        }
        let mut messages = vec![Message::Method(method)];
        let broken_docs: Vec<String> = self.broken.iter().cloned().collect();
        messages.extend(broken_docs.iter().flat_map(|file| self.reload_file(file)));
        if is_other {
            messages.extend(self.reload_all());
        }
        messages.push(match unusable(&broken, root.as_deref()) {
            Some(sentence) => Message::error(sentence),
            None => Message::info(sentence!("message.method-renewed")),
        });
        messages
    }
}
