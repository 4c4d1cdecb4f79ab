//! What a document said at other times, read beside the loop: its published versions, and its commits.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;

use super::{Backend, Folder, Notifier, WorkspaceEvent, WorkspaceRuntime};
use crate::app::revisions::{Revision, RevisionName, Revisions};
use crate::assess::versions::{frozen_path, history};
use crate::codec::{self, Content, FileKind, State};
use crate::document::{DocumentBody, Published};
use crate::i18n::Sentence;
use crate::method::Method;
use crate::store::git::Committed;

/// So many are told at once.
const BATCH: usize = 16;
/// Nobody steps through more.
const MOST: usize = 500;

impl<B: Backend> WorkspaceRuntime<B> {
    /// Reads the versions and commits of a document; they come as events, the newest first.
    pub(super) fn read_revisions(&self, file: &str, asked: u32) {
        let (Some(folder), Some((product, stem))) = (self.folder.clone(), self.is_document(file)) else { return };
        let published = self.bases.get(file).map(|base| history(&base.saved.sheet).to_vec()).unwrap_or_default();
        let reader = Reader {
            folder,
            method: Arc::clone(&self.method),
            notify: Arc::clone(&self.notify),
            file: file.to_owned(),
            product,
            stem,
            published,
            asked,
            found: Vec::new(),
            count: 0,
        };
        if B::Folder::READERS < 2 {
            return reader.run();
        }
        if let Err(error) = thread::Builder::new().name("revisions".into()).spawn(move || reader.run()) {
            let said = Some(sentence!("message.told", text = error));
            let nothing = Revisions { asked, is_over: true, said, ..Revisions::default() };
            (self.notify)(WorkspaceEvent::Revisions(nothing));
        }
    }
}

/// A commit, and what the document said in it; nothing where that cannot be read.
type Read = (Committed, Option<DocumentBody>);

struct Reader<F> {
    folder: F,
    method: Arc<Method>,
    notify: Notifier,
    file: String,
    product: String,
    stem: String,
    /// The published versions that were not told yet.
    published: Vec<Published>,
    asked: u32,
    /// What is to be told.
    found: Vec<Revision>,
    count: usize,
}

impl<F: Folder> Reader<F> {
    fn run(mut self) {
        let folder = self.folder.clone();
        let mut newer: Option<Read> = None;
        let file = self.file.clone();
        let said = folder.commits(&file, &mut |commit| {
            let body = self.body(&commit.bytes);
            match newer.take() {
                // Versions that no commit has yet come before all.
                None => self.versions(&numbers(body.as_ref()), true),
                Some(newer) => self.commit(newer, body.as_ref()),
            }
            newer = Some((commit, body));
            self.count < MOST
        });
        if let Some(newer) = newer {
            self.commit(newer, None);
        }
        self.versions(&BTreeSet::new(), true);
        self.tell(true, said);
    }

    /// Takes up a commit with the versions it brought, knowing what the document said before it.
    fn commit(&mut self, (commit, body): Read, before: Option<&DocumentBody>) {
        let before = numbers(before);
        let new: BTreeSet<u32> = numbers(body.as_ref()).difference(&before).copied().collect();
        self.versions(&new, false);
        let Some(body) = body else { return };
        self.push(Revision {
            name: RevisionName::Commit(commit.commit),
            date: commit.date,
            by: Some(commit.author),
            summary: commit.subject,
            text: Arc::from(String::from_utf8_lossy(&commit.bytes)),
            body,
        });
    }

    /// Takes up the versions with these numbers, or all others, the newest first.
    fn versions(&mut self, numbers: &BTreeSet<u32>, all_others: bool) {
        let mut meant: Vec<Published> =
            self.published.extract_if(.., |it| numbers.contains(&it.version) != all_others).collect();
        meant.sort_by_key(|it| std::cmp::Reverse((it.date, it.version)));
        for published in meant {
            let path = frozen_path(&self.product, &self.stem, published.version);
            // One whose frozen file is gone or cannot be read cannot be shown.
            let Ok(bytes) = self.folder.read(&path) else { continue };
            let Some(body) = self.body(&bytes) else { continue };
            self.push(Revision {
                name: RevisionName::Version(published.version),
                date: published.date.to_string(),
                by: published.by,
                summary: published.summary,
                text: Arc::from(String::from_utf8_lossy(&bytes)),
                body,
            });
        }
    }

    fn body(&self, bytes: &[u8]) -> Option<DocumentBody> {
        let reading = codec::read(bytes, FileKind::of(&self.file, &self.method), &self.method);
        let is_readable = matches!(reading.state, State::Valid | State::Newer);
        reading.content.as_ref().and_then(Content::sheet).filter(|_| is_readable).cloned()
    }

    fn push(&mut self, revision: Revision) {
        self.count += 1;
        self.found.push(revision);
        if self.found.len() >= BATCH {
            self.tell(false, None);
        }
    }

    fn tell(&mut self, is_over: bool, said: Option<Sentence>) {
        let revisions = std::mem::take(&mut self.found);
        (self.notify)(WorkspaceEvent::Revisions(Revisions { asked: self.asked, revisions, is_over, said }));
    }
}

/// The numbers of the versions that a document tells of.
fn numbers(body: Option<&DocumentBody>) -> BTreeSet<u32> {
    body.map(history).unwrap_or_default().iter().map(|it| it.version).collect()
}
