//! How the documents stand against git and their versions: found beside the loop, so that no key waits for it.

use std::collections::BTreeMap;
use std::mem::{replace, take};
use std::sync::Arc;
use std::thread;

use chrono::NaiveDate;

use super::backend::WorkspaceEvent;
use super::{Backend, Folder, WorkspaceRuntime};
use crate::app::Message;
use crate::assess::standing::{GitState, Standing, StandingSign, last_frozen};
use crate::codec::{self, Content, FileKind};
use crate::document::DocumentBody;
use crate::method::Method;
use crate::store::Entry;

/// A document and what stands on the disk of it.
struct Document {
    file: String,
    /// The file of its last version.
    frozen: Option<String>,
    sheet: DocumentBody,
}

impl<B: Backend> WorkspaceRuntime<B> {
    /// Begins to find how the documents stand; what is found comes as an event. From then on that is done after each save
    /// and whenever something changes outside, too.
    pub fn look_at_standing(&mut self, today: NaiveDate) {
        self.looking.today = Some(today);
        self.look_at_standing_again();
    }

    /// The same, where somebody has asked before.
    pub(super) fn look_at_standing_again(&mut self) {
        let (Some(today), Some(folder)) = (self.looking.today, &self.folder) else { return };
        if replace(&mut self.looking.is_under_way, true) {
            self.looking.is_asked_again = true;
            return;
        }
        let document = |(file, base): (&String, &super::Base)| {
            let entry = Entry::of(file, &self.method)?;
            let sheet = base.saved.sheet.clone();
            Some(Document { file: file.clone(), frozen: last_frozen(&sheet, entry.product(), &entry.stem), sheet })
        };
        let documents: Vec<Document> = self.bases.iter().filter_map(document).collect();
        let (folder, method, notify) = (folder.clone(), Arc::clone(&self.method), Arc::clone(&self.notify));
        let find = move || notify(WorkspaceEvent::Standing(found(&folder, &documents, &method, today)));
        if B::Folder::READERS < 2 {
            find();
        } else if thread::Builder::new().name("standing".into()).spawn(find).is_err() {
            // Without a thread for it nothing is shown.
            self.looking.is_under_way = false;
        }
    }

    /// Takes up what was found.
    pub(super) fn standing_found(&mut self, signs: BTreeMap<String, StandingSign>) -> Vec<Message> {
        self.looking.is_under_way = false;
        if take(&mut self.looking.is_asked_again) {
            self.look_at_standing_again();
        }
        vec![Message::Standing(signs)]
    }
}

/// The sign of each document that has one.
fn found<F: Folder>(
    folder: &F,
    documents: &[Document],
    method: &Method,
    today: NaiveDate,
) -> BTreeMap<String, StandingSign> {
    let states = folder.git_states().unwrap_or_default();
    // What cannot be read as a document has a state all the same.
    let of_git = states.iter().filter_map(|(file, state)| {
        let standing = Standing { git: Some(*state), ..Standing::default() };
        Some((file.clone(), standing.signs().next()?))
    });
    let mut signs: BTreeMap<String, StandingSign> = of_git.collect();
    for Document { file, frozen, sheet } in documents {
        let frozen = frozen.as_ref().and_then(|frozen| folder.read(frozen).ok());
        let frozen = frozen.and_then(|bytes| codec::read(&bytes, FileKind::DocumentBody, method).content);
        let frozen = frozen.as_ref().and_then(Content::sheet);
        let git: Option<GitState> = states.get(file).copied();
        if let Some(sign) = Standing::of(Some(sheet), frozen, git, today).signs().next() {
            signs.insert(file.clone(), sign);
        }
    }
    signs
}
