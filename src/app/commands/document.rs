//! Commands on a document in front, whatever it is: its title, and whether what is said of it is shown.

use crate::app::command::{Command, Linear, Scope, writable};
use crate::app::dialog::FormField;
use crate::app::form_drafts::Reopen;
use crate::app::{Cx, place, screen};
use crate::document::{HeadField, Value};
use crate::i18n::SentenceKey;
use crate::journal::FormDraft;

/// The screens on which something is said of what is in focus, and the recipe, which is the next page of that.
const INFORMING: &[Scope] = &[Scope::Canvas, Scope::Checklist, Scope::FollowUp, Scope::Session, Scope::Recipe];

pub(super) const ROWS: &[Command] = &[
    Command::new("document-title", &[Scope::Canvas, Scope::Checklist], &["T"], |cx, _| title(cx))
        .linear(&[Linear::Asks])
        .footer_when_wide()
        .enabled_when(writable),
    Command::new("info", INFORMING, &["i"], |cx, _| info(cx)).linear(&[Linear::Never]).footer(),
];

/// Turns to what explains, on the screen or over it.
fn info(cx: &mut Cx) {
    screen::front(cx.model).explain(cx);
}

/// The form of a title in the journal.
const TITLE_FORM: &str = "title";

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(TITLE_FORM, |cx, draft| {
    place::bring_to_front(cx, &draft.file);
    title(cx);
})];

const TITLE_LABEL: SentenceKey = key!("dialog.title.label");

fn title(cx: &mut Cx) {
    let Some(doc) = cx.model.doc() else { return };
    let Some(sheet) = &doc.sheet else { return };
    let field = FormField::line(TITLE_LABEL, sheet.title()).required(key!("dialog.title.needed"));
    let file = doc.file.clone();
    cx.form(sentence!("dialog.title.title"), FormDraft::new(TITLE_FORM, &file)).fields([field]).then(
        move |cx, form| {
            let title = form.first();
            cx.change(&file, None, |plan| plan.head(HeadField::Title, Some(Value::Text(title))));
            Ok(())
        },
    );
}
