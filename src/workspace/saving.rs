//! Saving a document, and what follows from how that went.

use std::sync::Arc;

use super::backend::Journal as _;
use super::request::Copied;
use super::{Asked, Backend, Report, Request, SaveOutcome, Saved, Saver, WorkspaceEvent, WorkspaceRuntime, told};
use crate::app::{Message, SessionNews};
use crate::document::{DocumentBody, Id};
use crate::i18n::Sentence;
use crate::journal::Record;
use crate::store::state_dir;

impl<B: Backend> WorkspaceRuntime<B> {
    /// Takes up what came about later or outside, and says what the program is to know of it.
    pub fn handle_event(&mut self, event: WorkspaceEvent) -> Vec<Message> {
        match event {
            WorkspaceEvent::Saved(report) => {
                let file = report.file.clone();
                let mut messages: Vec<Message> = self.on_report(*report).into_iter().collect();
                // What others did while the save was under way is looked at now that it is done.
                if !self.is_asked(&file) && self.heard_of.remove(&file) {
                    messages.extend(self.reload_file(&file));
                }
                self.look_at_standing_again();
                messages
            }
            WorkspaceEvent::FlushFailed(error) => vec![Message::error(told(&error))],
            WorkspaceEvent::Late { file, before } => {
                // Theirs stands in the file: saving once more, as what grew out of the same, asks about what clashes.
                if let Some(base) = self.bases.get_mut(&file) {
                    (base.saved.sheet, base.saved.bytes) = (before, Arc::from([]));
                    base.base_revision = self.revision;
                }
                vec![Message::SaveAgain { file }]
            }
            WorkspaceEvent::Unmerged(found) => self.unmerged(found),
            WorkspaceEvent::Committable(Ok(found)) => vec![Message::Committable(found)],
            WorkspaceEvent::Committable(Err(why)) => vec![Message::warning(why)],
            WorkspaceEvent::Committed { count, outcome } => vec![Message::Committed { count, outcome }],
            WorkspaceEvent::Revisions(found) => vec![Message::Revisions(found)],
            WorkspaceEvent::Changed(changed) => {
                let messages = self.changed(&changed);
                self.look_at_standing_again();
                messages
            }
            WorkspaceEvent::Door(news) => vec![Message::Session(SessionNews::Door(news))],
            WorkspaceEvent::Standing(signs) => self.standing_found(signs),
        }
    }

    /// Whether a save of the file is under way.
    pub(super) fn is_asked(&self, file: &str) -> bool {
        self.asked.keys().any(|(other, _)| other == file)
    }

    pub(super) fn save(&mut self, file: &str, serial: u64, sheet: DocumentBody) -> Option<Message> {
        let (Some(saver), Some(base)) = (&self.saver, self.bases.get(file)) else {
            let reason = sentence!("message.not-writable", file = file);
            return Some(Message::SaveFailed { file: file.to_owned(), reason, try_again: false });
        };
        self.revision += 1;
        let request = Request {
            file: file.to_owned(),
            base: base.saved.clone(),
            base_revision: base.base_revision,
            earlier: base.earlier.iter().map(|(_, sheet)| sheet.clone()).collect(),
            ours: sheet.clone(),
            revision: self.revision,
            again: base.gone,
            takes_back: self.taken_back.contains(file),
            copied: self.copied.get(file).cloned().unwrap_or_default(),
        };
        self.asked.insert((file.to_owned(), self.revision), Asked { sheet, serial, journal_seq: self.last_record });
        let error = saver.save(request).err()?;
        Some(Message::SaveFailed { file: file.to_owned(), reason: told(&error), try_again: false })
    }

    /// Notes are put into a file that are copies of others, or were cut from where they stood: each first id stands, or
    /// stood, somewhere, and becomes the second. What the program does not know of them is taken from the text.
    pub(super) fn copy(&mut self, file: &str, ids: &[(Id, Id)]) {
        let texts: Arc<[Arc<[u8]>]> = self.bases.values().map(|base| Arc::clone(&base.saved.bytes)).collect();
        let copied = ids.iter().map(|(of, to)| Copied { of: *of, to: *to, texts: Arc::clone(&texts) });
        self.copied.entry(file.to_owned()).or_default().extend(copied);
    }

    /// Others have taken notes out of a file, which now says this: where those are brought back, they come as they stood in
    /// the text.
    pub(super) fn keep_removed(&mut self, file: &str, now: &DocumentBody) {
        let removed = self.removed_by_others(file, now);
        if !removed.is_empty() {
            self.copied.entry(file.to_owned()).or_default().extend(removed);
        }
    }

    fn removed_by_others(&self, file: &str, now: &DocumentBody) -> Vec<Copied> {
        let Some(saved) = self.bases.get(file).map(|base| &base.saved) else { return Vec::new() };
        let (Some(before), Some(now)) = (saved.sheet.canvas(), now.canvas()) else { return Vec::new() };
        let texts: Arc<[Arc<[u8]>]> = Arc::from([Arc::clone(&saved.bytes)]);
        let gone = before.notes().map(|(_, note)| note.id).filter(|id| now.note(*id).is_none());
        gone.map(|id| Copied { of: id, to: id, texts: Arc::clone(&texts) }).collect()
    }

    /// Notes are put in as [`Self::copy`] has it, which is noted in the journal, since the file may never be saved.
    pub(super) fn copy_noted(&mut self, file: String, ids: Vec<(Id, Id)>) -> Option<Message> {
        self.copy(&file, &ids);
        self.record(Record::Copied { file, ids })
    }

    /// A note is put into a file again that stood in another state of it: what the program does not know of it is taken
    /// from that.
    pub(super) fn take_back(&mut self, file: &str, id: Id, text: &str) -> Option<Message> {
        let texts: Arc<[Arc<[u8]>]> = Arc::from([Arc::from(text.as_bytes())]);
        self.copied.entry(file.to_owned()).or_default().push(Copied { of: id, to: id, texts });
        self.record(Record::Copied { file: file.to_owned(), ids: vec![(id, id)] })
    }

    /// What came of a save.
    fn on_report(&mut self, report: Report) -> Option<Message> {
        let Report { file, revision, outcome } = report;
        let asked = self.asked.remove(&(file.clone(), revision))?;
        // The saver drops requests that a newer one for the same file has overtaken.
        self.asked.retain(|(other, number), _| *other != file || *number > revision);
        if matches!(outcome, SaveOutcome::Clashes { .. }) && self.is_asked(&file) {
            // Nothing was written, and the next request says the same and more: one question is enough.
            return None;
        }
        let failed = |reason: Sentence, try_again| Message::SaveFailed { file: file.clone(), reason, try_again };
        let message = match outcome {
            SaveOutcome::Saved(saved) => {
                self.on_saved(&file, saved, revision, asked.journal_seq);
                Message::Saved { file, serial: asked.serial }
            }
            SaveOutcome::Merged(saved) => {
                let merged = saved.sheet.clone();
                let removed = self.removed_by_others(&file, &merged);
                self.on_saved(&file, saved, revision, asked.journal_seq);
                self.copied.entry(file.clone()).or_default().extend(removed);
                Message::Merged { file, serial: asked.serial, ours: asked.sheet, merged, conflicts: Vec::new() }
            }
            SaveOutcome::Clashes { merged, theirs } => {
                // Their file becomes what the next save starts from; the merged sheet differs from it by our changes.
                let open = sentence!("message.clash-open");
                self.unsaved.insert(file.clone(), self.words.tell(&open));
                self.set_base(&file, theirs, revision);
                Message::Merged {
                    file,
                    serial: asked.serial,
                    ours: asked.sheet,
                    merged: merged.sheet,
                    conflicts: merged.conflicts,
                }
            }
            SaveOutcome::Blocked { .. } => failed(sentence!("message.outside-broken", file = &file), true),
            SaveOutcome::Gone => {
                self.unsaved.insert(file.clone(), String::new());
                if let Some(renamed) = self.follow(&file) {
                    return Some(renamed);
                }
                self.unsaved.remove(&file);
                if let Some(base) = self.bases.get_mut(&file) {
                    base.gone = true;
                }
                failed(sentence!("message.file-gone", file = &file), false)
            }
            SaveOutcome::Failed(error) => failed(told(&error), true),
        };
        match &message {
            Message::SaveFailed { file, reason, .. } => tracing::warn!(file, key = reason.key.path(), "not saved"),
            Message::Merged { file, conflicts, .. } => tracing::info!(file, conflicts = conflicts.len(), "merged"),
            _ => tracing::debug!(revision, "saved"),
        }
        if let Message::SaveFailed { file, reason, .. } = &message {
            self.unsaved.insert(file.clone(), self.words.tell(reason));
        }
        Some(message)
    }

    /// A file was written: that is noted in the journal, and the next save starts from it.
    fn on_saved(&mut self, file: &str, saved: Saved, revision: u64, journal_seq: u64) {
        self.unsaved.remove(file);
        if !self.is_asked(file) {
            self.taken_back.remove(file);
            self.copied.remove(file);
        }
        let digest = state_dir::digest(&saved.bytes);
        self.set_base(file, saved, revision);
        self.on_recovered(file);
        if let Some(journal) = &mut self.journal {
            // Where this is missing, the next start finds the steps in the file already.
            let _ = journal.append(&Record::Saved { file: file.to_owned(), upto: journal_seq, digest });
        }
    }
}
