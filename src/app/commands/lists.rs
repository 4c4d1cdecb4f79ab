//! Commands on what a list to choose from shows: how far it reaches, and which of its lines are marked.

use crate::app::command::{Command, Scope};
use crate::app::dialog::finder::{Finder, Source};
use crate::app::dialog::{Dialog, refilter};
use crate::app::{Cx, Model};
use crate::i18n::Sentence;

pub(super) const ROWS: &[Command] = &[
    Command::new("finder-wider", &[Scope::Finder], &["tab"], |cx, _| wider(cx)).footer().enabled_when(can_widen),
    Command::new("mark-line", &[Scope::Marks], &["space"], |cx, _| mark(cx)),
    Command::new("finder-mark", &[Scope::Finder], &["ctrl-t"], |cx, _| mark(cx)).footer().enabled_when(can_mark),
];

fn can_widen(model: &Model) -> Result<(), Sentence> {
    match model.dialog() {
        Some(Dialog::Finder(Finder { source: Source::Notes { .. } | Source::Search { .. }, .. }))
            if model.products.len() > 1 =>
        {
            Ok(())
        }
        _ => Err(sentence!("reason.one-product")),
    }
}

/// Searches the notes of all products, or again only those of this one.
fn wider(cx: &mut Cx) {
    if let Some(Dialog::Finder(finder)) = cx.model.dialog_mut()
        && let Source::Notes { everywhere, .. } | Source::Search { everywhere, .. } = &mut finder.source
    {
        *everywhere = !*everywhere;
    }
    refilter::refilter(cx.model);
}

fn can_mark(model: &Model) -> Result<(), Sentence> {
    match model.dialog() {
        Some(Dialog::Finder(finder)) if finder.marked.is_some() => Ok(()),
        _ => Err(sentence!("reason.one-at-a-time")),
    }
}

/// Marks the line in focus, or takes its mark away, and goes to the next.
fn mark(cx: &mut Cx) {
    if let Some(Dialog::Finder(finder)) = cx.model.dialog_mut() {
        finder.mark();
    }
}
