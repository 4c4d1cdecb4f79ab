//! What can be done with prose that was typed where keys are commands.

use super::{Command, Scope, writable};
use crate::app::{Cx, Model, screen};
use crate::i18n::Sentence;

const STRAY: &[Scope] = &[Scope::Stray];

pub(super) const ROWS: &[Command] = &[
    Command::new("stray-add", STRAY, &["enter"], |cx, _| add(cx)).footer().enabled_when(can_add),
    Command::new("stray-search", STRAY, &["/"], |cx, _| search(cx)).footer().enabled_when(can_search),
    Command::new("stray-keep", STRAY, &["k"], |cx, _| cx.model.stray.keep()).footer(),
    Command::new("stray-leave", STRAY, &["esc"], |cx, _| leave(cx)).footer(),
];

fn can_add(model: &Model) -> Result<(), Sentence> {
    if model.canvas().is_none() {
        return Err(sentence!("reason.no-canvas"));
    }
    writable(model)
}

/// Where a text can be a note, it is not searched for.
fn can_search(model: &Model) -> Result<(), Sentence> {
    if can_add(model).is_ok() {
        return Err(sentence!("reason.can-be-note"));
    }
    super::search::has_product(model)
}

/// Adds the text where the focus is, a note of each line.
fn add(cx: &mut Cx) {
    let text = cx.model.stray.take_offer().unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    screen::front(cx.model).add_texts(cx, lines);
}

/// Searches the product for the text.
fn search(cx: &mut Cx) {
    let text = cx.model.stray.take_offer().unwrap_or_default();
    super::search::search(cx);
    cx.search_for(&text);
}

/// The text waits for the next note that is added.
fn leave(cx: &mut Cx) {
    cx.model.stray.leave_offer();
    cx.say(sentence!("message.stray-left"));
}
