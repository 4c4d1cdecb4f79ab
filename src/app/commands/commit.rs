//! Committing the files of the workspace: what would be committed, with a message to change.

use super::{Command, Linear, Scope};
use crate::app::committing::{CommitRefused, Committable};
use crate::app::dialog::{FormField, PickerItem};
use crate::app::form_drafts::{self, Reopen};
use crate::app::{Cx, Model, OpenDocument, SentForm, WorkspaceEffect};
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;

const MESSAGE: SentenceKey = key!("dialog.commit.message");

pub(super) const ROWS: &[Command] =
    &[Command::new("commit", &[Scope::Everywhere], &["f6", "alt-f6"], |cx, _| prepare(cx))
        .linear(&[Linear::Asks])
        .enabled_when(can_commit)];

/// The form in the journal.
const COMMIT_FORM: &str = SentForm::Commit.word();

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(COMMIT_FORM, |cx, _| prepare(cx)).later()];

fn can_commit(model: &Model) -> Result<(), Sentence> {
    if model.root.is_none() {
        return Err(sentence!("reason.no-product"));
    }
    let is_unsaved = |doc: &OpenDocument| doc.serial != doc.saved_serial;
    if model.docs.values().any(is_unsaved) { Err(sentence!("reason.not-saved")) } else { Ok(()) }
}

fn prepare(cx: &mut Cx) {
    cx.effect(WorkspaceEffect::PrepareCommit);
}

/// Shows what would be committed, and asks for the message.
pub(in crate::app) fn ask(cx: &mut Cx, found: Committable) {
    let title = sentence!("dialog.commit.title").count(found.files.len());
    let field = FormField::lines(MESSAGE, &found.message).required(key!("dialog.commit.needs-message"));
    let field = field.hint(key!("dialog.commit.message-hint"));
    cx.form(title, FormDraft::new(COMMIT_FORM, "")).lines(found.files.clone()).fields([field]).then(move |cx, form| {
        let message = form.value(MESSAGE);
        form.keeping.send();
        cx.effect(WorkspaceEffect::Commit(Committable { message, ..found.clone() }));
        Ok(())
    });
}

/// Says what came of it; where git refused, all that it said.
pub(in crate::app) fn done(cx: &mut Cx, count: usize, outcome: Result<String, CommitRefused>) {
    match outcome {
        Ok(commit) => {
            let commit = commit.get(..9).unwrap_or(&commit).to_owned();
            cx.say(sentence!("message.committed", commit = commit).count(count));
            form_drafts::outcome(cx, SentForm::Commit, true);
        }
        Err(CommitRefused { why, said }) if said.is_empty() => {
            cx.warn(why);
            form_drafts::outcome(cx, SentForm::Commit, false);
        }
        Err(CommitRefused { why, said }) => {
            let close = PickerItem::of_key(cx.model.words, key!("dialog.commit.close"), ());
            let lines = said.lines().map(str::to_owned).collect();
            // Once that was read, the message is there to be used again.
            let again = |cx: &mut Cx| form_drafts::outcome(cx, SentForm::Commit, false);
            cx.pick(why).lines(lines).choices([close]).on_cancel(again).then(move |cx, ()| again(cx));
        }
    }
}
