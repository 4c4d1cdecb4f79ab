//! Preparing a planned session on its screen: every change of its record is an edit that can be taken back.
//!
//! [`agenda`] is the blocks, [`people`] who takes part, [`beginning`] what is asked before a session begins.

pub(in crate::app) mod agenda;
pub(in crate::app) mod beginning;
pub mod people;

use std::sync::Arc;

use super::record;
use crate::app::Cx;
use crate::app::dialog::{FormField, Keeping, Problem};
use crate::document::DocumentBody;
use crate::document::session::{SessionRecord, SessionState};
use crate::i18n::{Sentence, SentenceKey};
use crate::merge::diff;

const TITLE: SentenceKey = key!("dialog.plan.title");
const DATE: SentenceKey = key!("dialog.plan.date");

/// Changes the record of a planned session. Says whether anything is another than before.
pub(super) fn change(cx: &mut Cx, file: &str, said: Option<Sentence>, to: impl FnOnce(&mut SessionRecord)) -> bool {
    let Some((register, mut record)) = record::of(cx.model, file) else { return false };
    if record.state != SessionState::Planned {
        cx.warn(sentence!("reason.begun-already"));
        return false;
    }
    let template = Arc::clone(register.template());
    let before = DocumentBody::Register(Arc::new(register.clone()));
    to(&mut record);
    let after = DocumentBody::Register(Arc::new(record.register(&template)));
    let edits = diff::edits(&before, &after);
    cx.change(file, said, |plan| edits.into_iter().for_each(|edit| plan.make(edit)))
}

/// Asks for the title and the day of a planned session.
pub(in crate::app) fn edit_head(cx: &mut Cx, file: &str) {
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let title = FormField::line(TITLE, &record.title).required(key!("dialog.plan.no-title"));
    let fields = [title, FormField::line(DATE, &record.date.to_string())];
    let file = file.to_owned();
    cx.form(sentence!("dialog.plan.head"), Keeping::Passing).fields(fields).then(move |cx, form| {
        let (title, date) = (form.value(TITLE), form.value(DATE));
        let wrong = |_| Problem::at(DATE, sentence!("dialog.plan.date-wrong"));
        let date = date.parse().map_err(wrong)?;
        change(cx, &file, None, |record| (record.title, record.date) = (title.clone(), date));
        Ok(())
    });
}
