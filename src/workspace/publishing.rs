//! Publishing what a person works on: whether it can be, and doing it.

use chrono::NaiveDate;

use super::publish::{Document, LastVersion, Plan, changes_since, errors_in};
use super::{Backend, WorkspaceRuntime, told};
use crate::app::publishing::{Publication, Publishable};
use crate::app::{Loaded, Message, SentForm};
use crate::assess::versions::{is_changed, next_number};

impl<B: Backend> WorkspaceRuntime<B> {
    /// Whether a document can be published, and what has changed since its last version.
    pub(super) fn prepare_publishing(&self, file: &str, today: NaiveDate) -> Option<Message> {
        let (folder, base) = (self.folder.as_ref()?, self.bases.get(file)?);
        let (product, stem) = self.is_document(file)?;
        let sheet = &base.saved.sheet;
        let document = Document { path: file, product: &product, stem: &stem, bytes: &base.saved.bytes, sheet };
        match errors_in(folder, file, &self.method, today) {
            Ok(0) => {}
            Ok(errors) => {
                return Some(Message::warning(sentence!("cli.publish.errors", path = file).count(errors)));
            }
            Err(error) => return Some(Message::error(told(&error))),
        }
        let last = LastVersion::of(folder, &document, &self.method);
        if let Some(last) = last.as_ref().filter(|last| !is_changed(sheet, &last.body)) {
            let said = sentence!("cli.publish.unchanged", path = file, version = last.number);
            return Some(Message::warning(said));
        }
        let before = last.as_ref().map(|last| &last.body);
        let changes = changes_since(before, sheet, file, &self.method, self.words.code());
        let last = last.as_ref().map(|last| last.number);
        let version = next_number(sheet);
        Some(Message::Publishable(Box::new(Publishable { file: file.to_owned(), version, last, changes })))
    }

    /// Publishes a document as it stands in its file.
    pub(super) fn publish(&mut self, file: &str, asked: &Publication, today: NaiveDate) -> Vec<Message> {
        let (is_done, mut messages) = self.try_publish(file, asked, today);
        messages.push(Message::Outcome { form: SentForm::Publish, is_done });
        messages
    }

    fn try_publish(&mut self, file: &str, asked: &Publication, today: NaiveDate) -> (bool, Vec<Message>) {
        let (Some(folder), Some(base)) = (&self.folder, self.bases.get(file)) else { return (false, Vec::new()) };
        let Some((product, stem)) = self.is_document(file) else { return (false, Vec::new()) };
        let (bytes, sheet) = (&base.saved.bytes, &base.saved.sheet);
        let document = Document { path: file, product: &product, stem: &stem, bytes, sheet };
        let plan = match Plan::new(&document, asked, today, &self.method) {
            Ok(plan) => plan,
            Err(refused) => return (false, vec![Message::error(refused)]),
        };
        match plan.write(folder, file, bytes) {
            Ok(true) => {}
            Ok(false) => {
                let mut messages = self.reload_file(file);
                messages.push(Message::warning(sentence!("message.settled-late", file = file)));
                return (false, messages);
            }
            Err(error) => return (false, vec![Message::error(told(&error))]),
        }
        let doc = self.read(file, &product, &stem, &plan.document);
        let said = sentence!("message.published", file = file, version = plan.version);
        (true, vec![Message::Loaded(Box::new(Loaded { doc, from_outside: false })), Message::info(said)])
    }
}
