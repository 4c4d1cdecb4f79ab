//! Opening a workspace: its documents, what a killed run left, and what watches over them from then on.

use std::path::Path;
use std::sync::Arc;

use chrono::Utc;

use super::{Session, records};
use crate::app::{Doc, Message, Opened, ProductInfo};
use crate::document::Canvas;
use crate::method::language::Sentence;
use crate::store::journal;
use crate::store::saver::Report;
use crate::store::{Journal, Role, Saver, StateDir, Watch, Workspace};
use crate::terminal::Event;

impl Session {
    /// Opens a workspace: reads its documents, finds what a killed run left, and begins to watch.
    pub fn open(&mut self, root: &Path, open: Option<String>, product: Option<String>, demo: bool) -> Vec<Message> {
        self.close();
        let mut messages = Vec::new();
        let workspace = match Workspace::find(root, Some(root)) {
            Ok(workspace) => workspace,
            Err(error) => return vec![Message::Failed(self.told(&error))],
        };
        let scan = match workspace.scan() {
            Ok(scan) => scan,
            Err(error) => return vec![Message::Failed(self.told(&error))],
        };
        let mut opened =
            Opened { root: workspace.root().display().to_string(), open, product, demo, ..Opened::default() };
        for folder in &scan.products {
            opened.products.push(ProductInfo::new(&folder.id));
            for entry in folder.file(Role::Product).into_iter().chain(folder.sheets()) {
                match workspace.read(&entry.path) {
                    Ok(bytes) => opened.docs.push(self.read(&entry.path, &folder.id, &entry.stem, &bytes)),
                    Err(error) => messages.push(Message::Failed(self.told(&error))),
                }
            }
        }
        opened.ids =
            opened.docs.iter().filter_map(Doc::canvas).flat_map(Canvas::notes).map(|(_, note)| note.id).collect();
        workspace.sweep(&scan);
        self.workspace = Some(workspace);
        let follow_ups = scan.products.iter().filter_map(|folder| folder.file(Role::FollowUp));
        messages.extend(follow_ups.filter_map(|entry| self.follow_up(&entry.path)));
        let left = self.begin(&mut opened, &mut messages);
        messages.insert(0, Message::Opened(Box::new(opened)));
        messages.extend(left);
        messages
    }

    /// Begins the journal, the saver and the watcher. What cannot be had is said; the work goes on without it.
    fn begin(&mut self, opened: &mut Opened, messages: &mut Vec<Message>) -> Option<Message> {
        let workspace = self.workspace.as_ref()?;
        let home = workspace.canonical();
        let root = workspace.root().to_owned();
        let mut left = None;
        match StateDir::open() {
            Ok(state) => {
                self.left = journal::recover(&state, &home, Utc::now()).unwrap_or_default();
                if let Ok(past) = journal::history(&state, &home, &self.left) {
                    opened.history = records::history(past);
                }
                match Journal::open(&state, &home, Utc::now()) {
                    Ok(journal) => {
                        opened.next_number = journal.first();
                        self.last_record = journal.first().saturating_sub(1);
                        self.journal = Some(journal);
                    }
                    Err(error) => messages.push(Message::Failed(self.told(&error))),
                }
                self.state = Some(state);
                left = self.take_up();
            }
            Err(error) => messages.push(Message::Failed(self.told(&error))),
        }
        let sender = self.sender.clone();
        let report = move |report: &Report| {
            // Where the loop has ended, finish() collects the reports.
            let _ = sender.send(Event::Report(Box::new(report.clone())));
        };
        match Saver::start(&root, self.state.clone(), Arc::clone(&self.method), report) {
            Ok(saver) => self.saver = Some(saver),
            Err(error) => messages.push(Message::Failed(Sentence::new("message.told").with("text", error))),
        }
        let sender = self.sender.clone();
        self.watch = Watch::start(&root, move |changed| {
            let _ = sender.send(Event::Changed(changed));
        })
        .map_err(|error| messages.push(Message::Failed(self.told(&error))))
        .ok();
        self.watch_method();
        left
    }

    /// What killed runs left: the steps that are not in the files and still fit, and the texts that were being typed.
    fn take_up(&mut self) -> Option<Message> {
        let mut steps = Vec::new();
        let mut refused = 0;
        let mut drafts = Vec::new();
        for left in &self.left {
            for file in &left.what.files {
                match self.bases.get(&file.file) {
                    Some(base) => {
                        let taken = journal::take_up(&base.saved.sheet, &file.steps);
                        refused += taken.refused.len();
                        let missing = taken.steps.into_iter().skip(taken.there);
                        steps.extend(missing.map(|past| (file.file.clone(), past.step)));
                    }
                    None => refused += file.steps.len(),
                }
            }
            drafts.extend(left.what.draft.clone().and_then(records::draft_of_record));
        }
        let found = !steps.is_empty() || refused > 0 || !drafts.is_empty();
        if !found {
            self.is_settled = true;
            self.forget_left();
        }
        found.then_some(Message::LeftBehind { steps, refused, drafts })
    }
}
