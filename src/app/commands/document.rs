//! Commands on a document in front, whatever it is: its title, and whether what is said of it is shown.

use crate::app::Cx;
use crate::app::command::{Command, Linear, Scope, writable};
use crate::app::dialog::{FormField, Problem};
use crate::document::{HeadField, Value};
use crate::i18n::SentenceKey;
use crate::layout::text::width;

pub(super) const ROWS: &[Command] = &[
    Command::new("document-title", &[Scope::Canvas, Scope::Checklist], &["T"], |cx, _| title(cx))
        .linear(&[Linear::Asks])
        .enabled_when(writable),
    Command::new("info", &[Scope::Canvas, Scope::Checklist], &["i"], |cx, _| info(cx))
        .linear(&[Linear::Never])
        .footer(),
];

fn info(cx: &mut Cx) {
    cx.model.screens.in_front_mut().toggle_info();
}

const TITLE_LABEL: SentenceKey = key!("dialog.title.label");

fn title(cx: &mut Cx) {
    let Some(doc) = cx.model.doc() else { return };
    let Some(sheet) = &doc.sheet else { return };
    let (file, field) = (doc.file.clone(), FormField::line(TITLE_LABEL, sheet.title()));
    cx.form(sentence!("dialog.title.title")).fields([field]).then(move |cx, form| {
        let title = form.first();
        if width(&title) == 0 {
            return Err(Problem::at(TITLE_LABEL, sentence!("dialog.title.needed")));
        }
        cx.change(&file, None, |plan| plan.head(HeadField::Title, Some(Value::Text(title))));
        Ok(())
    });
}
