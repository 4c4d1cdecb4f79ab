//! Commands that work on every screen: undo, redo, keys, leaving.

use super::{Command, Linear, Scope};
use crate::app::conflict;
use crate::app::query::labels::name_of;
use crate::app::query::steps::step_label;
use crate::app::session::hiding;
use crate::app::vanished::Vanished;
use crate::app::{
    Cx, Model, OpenDocument, Overlay, Reading, TerminalEffect, TransactionBuilder, WorkspaceEffect, screen, tour,
};
use crate::document::{Edit, Transaction};
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::Record;

const EVERYWHERE: &[Scope] = &[Scope::Everywhere];
const ALWAYS: &[Scope] = &[Scope::Always];

pub(super) const ROWS: &[Command] = &[
    Command::new("undo", EVERYWHERE, &["u"], |cx, _| undo(cx)).footer().enabled_when(can_undo),
    Command::new("redo", EVERYWHERE, &["ctrl-r"], |cx, _| redo(cx)).enabled_when(can_redo),
    Command::new("bring-back", EVERYWHERE, &["U"], |cx, _| bring_back(cx)).enabled_when(can_bring_back),
    Command::new("decide-clash", EVERYWHERE, &["="], |cx, _| conflict::ask_again(cx)).enabled_when(has_clash),
    Command::new("help", ALWAYS, &["?", "f1"], |cx, _| read(cx, Reading::Keys)).linear(&[Linear::Never]).footer(),
    Command::new("messages", EVERYWHERE, &["M"], |cx, _| read(cx, Reading::Messages))
        .linear(&[Linear::Never])
        .enabled_when(was_anything_said),
    Command::new("tour", ALWAYS, &["f7"], |cx, _| switch_tour(cx)).linear(&[Linear::Never]).enabled_when(is_example),
    Command::new("mouse", ALWAYS, &["f8"], |cx, _| switch_mouse(cx)).linear(&[Linear::Never]),
    Command::new("reload", EVERYWHERE, &["ctrl-l"], |cx, _| reload(cx)),
    Command::new("suspend", ALWAYS, &["ctrl-z"], |cx, _| cx.effect(TerminalEffect::Suspend)).linear(&[Linear::Never]),
    Command::new("quit", ALWAYS, &["ctrl-c"], |cx, _| quit(cx)),
];

fn quit(cx: &mut Cx) {
    screen::front(cx.model).finish_typing(cx);
    cx.effect(TerminalEffect::Quit);
}

/// Lays something to read over the screen.
fn read(cx: &mut Cx, what: Reading) {
    cx.model.overlay = Some(Overlay::new(what));
}

fn was_anything_said(model: &Model) -> Result<(), Sentence> {
    let is_any = model.messages.all().len() > 0;
    if is_any { Ok(()) } else { Err(sentence!("reason.nothing-said")) }
}

fn is_example(model: &Model) -> Result<(), Sentence> {
    if model.demo { Ok(()) } else { Err(sentence!("reason.no-example")) }
}

/// Leaves the tour, or goes on with it.
fn switch_tour(cx: &mut Cx) {
    if cx.model.tour.is_open() {
        cx.model.tour.leave();
        cx.say(sentence!("message.tour-left"));
    } else {
        tour::open(cx.model);
    }
}

/// Reads every file again and draws the whole screen again.
fn reload(cx: &mut Cx) {
    cx.effect(WorkspaceEffect::ReloadAll);
    cx.effect(TerminalEffect::Redraw);
}

/// Gives the mouse to the terminal, whose own selection works then, or takes it back.
fn switch_mouse(cx: &mut Cx) {
    let on = !cx.model.mouse;
    cx.model.mouse = on;
    cx.effect(TerminalEffect::CaptureMouse { on });
    cx.say(Sentence::new(if on { key!("message.mouse-on") } else { key!("message.mouse-off") }));
}

fn can_undo(model: &Model) -> Result<(), Sentence> {
    let can = screen::front(model).can_undo(model) || model.history.last().is_some();
    if can { Ok(()) } else { Err(sentence!("reason.nothing-to-undo")) }
}

fn can_redo(model: &Model) -> Result<(), Sentence> {
    let can = screen::front(model).can_redo(model) || model.history.next().is_some();
    if can { Ok(()) } else { Err(sentence!("reason.nothing-to-redo")) }
}

/// Brings back what others took out last, as a step of its own.
fn bring_back(cx: &mut Cx) {
    while let Some(vanished) = cx.model.vanished.pop() {
        let edits = edits_back(cx.model, &vanished);
        if edits.is_empty() {
            continue;
        }
        let said = sentence!("message.brought-back", file = &vanished.file, count = edits.len());
        let make = |transaction: &mut TransactionBuilder| edits.into_iter().for_each(|edit| transaction.make(edit));
        if !cx.change(&vanished.file, Some(said), make) {
            // It could not be written now; it stays on offer.
            cx.model.vanished.push(vanished);
        }
        return;
    }
}

fn edits_back(model: &Model, vanished: &Vanished) -> Vec<Edit> {
    let sheet = model.docs.get(&vanished.file).and_then(|doc| doc.sheet.as_ref());
    sheet.map(|sheet| vanished.back(sheet)).unwrap_or_default()
}

fn can_bring_back(model: &Model) -> Result<(), Sentence> {
    let is_any = model.vanished.iter().any(|vanished| !edits_back(model, vanished).is_empty());
    if is_any { Ok(()) } else { Err(sentence!("reason.nothing-vanished")) }
}

fn has_clash(model: &Model) -> Result<(), Sentence> {
    if model.clashes.is_empty() { Err(sentence!("reason.no-clash")) } else { Ok(()) }
}

/// Takes back what the screen itself holds, else the last step of the history.
fn undo(cx: &mut Cx) {
    if screen::front(cx.model).can_undo(cx.model) {
        return screen::front(cx.model).undo(cx);
    }
    let Some(last) = cx.model.history.last() else { return };
    let (of, file, done) = (last.number, last.file.clone(), last.step.clone());
    let step = done.inverse();
    let what = step_label(cx.model, &file, &last.step);
    if hiding::asks(cx, of) {
        // Asked once is enough, wherever it goes.
        cx.model.said_where = Some(of);
        return;
    }
    if says_where_it_goes(cx, of, &file, &what, key!("message.undo-elsewhere")) {
        return;
    }
    if is_gone(cx, &file) {
        return;
    }
    if apply_history_step(cx, &file, &step) {
        cx.model.history.undo();
        let number = cx.number();
        cx.effect(WorkspaceEffect::Journal(Record::Undo { number, of, file: file.clone(), step }));
        cx.save(&file);
        hiding::taken_back(cx, of, &done);
        cx.say(sentence!("message.undone", what = what));
    } else {
        cx.model.history.drop_last();
    }
}

fn redo(cx: &mut Cx) {
    if screen::front(cx.model).can_redo(cx.model) {
        return screen::front(cx.model).redo(cx);
    }
    let Some(next) = cx.model.history.next() else { return };
    let (of, file, step) = (next.number, next.file.clone(), next.step.clone());
    let before = step_label(cx.model, &file, &step);
    if says_where_it_goes(cx, of, &file, &before, key!("message.redo-elsewhere")) {
        return;
    }
    if is_gone(cx, &file) {
        return;
    }
    if apply_history_step(cx, &file, &step) {
        cx.model.history.redo();
        let number = cx.number();
        let what = step_label(cx.model, &file, &step);
        let done = step.clone();
        cx.effect(WorkspaceEffect::Journal(Record::Redo { number, of, file: file.clone(), step }));
        cx.save(&file);
        hiding::done_again(cx, of, &file, &done);
        cx.say(sentence!("message.redone", what = what));
    } else {
        cx.model.history.drop_next();
    }
}

/// Where the document of a step is not there any more, all its steps are passed over at once, and that is said.
fn is_gone(cx: &mut Cx, file: &str) -> bool {
    let is_gone = !cx.model.docs.contains_key(file);
    if is_gone {
        cx.model.history.drop_file(file);
        cx.warn(sentence!("message.undo-gone", file = file));
    }
    is_gone
}

/// Where a step belongs to another document than the one in front, the first press only says so.
fn says_where_it_goes(cx: &mut Cx, number: u64, file: &str, what: &Sentence, said: SentenceKey) -> bool {
    let front = cx.model.doc().map(|doc| doc.file.clone());
    let is_shown = |doc: &OpenDocument| !doc.is_product() && !doc.is_register(&cx.model.method);
    let is_elsewhere = front.is_some_and(|front| front != file) && cx.model.docs.get(file).is_some_and(is_shown);
    if !is_elsewhere || cx.model.said_where == Some(number) {
        cx.model.said_where = None;
        return false;
    }
    cx.model.said_where = Some(number);
    let document = name_of(cx.model, file).unwrap_or_else(|| file.to_owned());
    cx.warn(Sentence::new(said).with("document", document).with("what", what.clone()));
    true
}

/// Applies a step of the history and shows where it landed. One that no longer fits is not applied, and said so.
fn apply_history_step(cx: &mut Cx, file: &str, step: &Transaction) -> bool {
    let refused = match cx.model.docs.get_mut(file) {
        Some(doc) if doc.is_writable() => doc.sheet.as_mut().and_then(|sheet| step.apply(sheet).err()),
        _ => {
            cx.warn(sentence!("message.not-writable", file = file));
            return false;
        }
    };
    if let Some(refused) = refused {
        cx.refuse(&refused);
        return false;
    }
    if let Some(doc) = cx.model.docs.get(file) {
        cx.model.links.follow(doc, step);
    }
    screen::reveal(cx, file, step);
    true
}
