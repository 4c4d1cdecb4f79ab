//! Commands that work on every screen: undo, redo, keys, leaving.

use super::{Command, Scope};
use crate::app::screens::Screen;
use crate::app::tour;
use crate::app::{Doc, Effect, Entry, Model, Overlay, Reading, Turn};
use crate::document::{Edit, Step};
use crate::i18n::Sentence;

const EVERYWHERE: &[Scope] = &[Scope::Everywhere];
const ALWAYS: &[Scope] = &[Scope::Always];

pub(super) const ROWS: &[Command] = &[
    Command::new("undo", EVERYWHERE, &["u"], |turn, _| undo(turn)).footer().only_if(can_undo),
    Command::new("redo", EVERYWHERE, &["ctrl-r"], |turn, _| redo(turn)).only_if(can_redo),
    Command::new("help", ALWAYS, &["?", "f1"], |turn, _| read(turn, Reading::Keys)).footer(),
    Command::new("messages", EVERYWHERE, &["M"], |turn, _| read(turn, Reading::Messages)).only_if(was_anything_said),
    Command::new("tour", ALWAYS, &["f7"], |turn, _| switch_tour(turn)).only_if(is_example),
    Command::new("mouse", ALWAYS, &["f8"], |turn, _| switch_mouse(turn)),
    Command::new("reload", EVERYWHERE, &["ctrl-l"], |turn, _| turn.effects.push(Effect::Reread)),
    Command::new("suspend", ALWAYS, &["ctrl-z"], |turn, _| turn.effects.push(Effect::Suspend)),
    Command::new("quit", ALWAYS, &["ctrl-c"], |turn, _| quit(turn)),
];

fn quit(turn: &mut Turn) {
    super::typing::keep_what_is_typed(turn);
    turn.effects.push(Effect::Quit);
}

/// Lays something to read over the screen.
fn read(turn: &mut Turn, what: Reading) {
    turn.model.overlay = Some(Overlay { what, top: 0 });
}

fn was_anything_said(model: &Model) -> Result<(), Sentence> {
    let is_any = model.messages.all().len() > 0;
    if is_any { Ok(()) } else { Err(Sentence::new("reason.nothing-said")) }
}

fn is_example(model: &Model) -> Result<(), Sentence> {
    if model.demo { Ok(()) } else { Err(Sentence::new("reason.no-example")) }
}

/// Leaves the tour, or goes on with it.
fn switch_tour(turn: &mut Turn) {
    if turn.model.tour.is_open() {
        tour::leave(turn.model);
        turn.say(Sentence::new("message.tour-left"));
    } else {
        tour::open(turn.model);
    }
}

/// Gives the mouse to the terminal, whose own selection works then, or takes it back.
fn switch_mouse(turn: &mut Turn) {
    let on = !turn.model.mouse;
    turn.model.mouse = on;
    turn.effects.push(Effect::Mouse { on });
    turn.say(Sentence::new(if on { "message.mouse-on" } else { "message.mouse-off" }));
}

fn can_undo(model: &Model) -> Result<(), Sentence> {
    model.history.last().map(|_| ()).ok_or_else(|| Sentence::new("reason.nothing-to-undo"))
}

fn can_redo(model: &Model) -> Result<(), Sentence> {
    model.history.next().map(|_| ()).ok_or_else(|| Sentence::new("reason.nothing-to-redo"))
}

fn undo(turn: &mut Turn) {
    let Some(last) = turn.model.history.last() else { return };
    let (of, file, step) = (last.number, last.file.clone(), last.step.inverse());
    if travel(turn, &file, &step) {
        turn.model.history.went_back();
        let number = turn.number();
        turn.effects.push(Effect::Journal(Entry::Undo { number, of, file: file.clone(), step }));
        turn.save(&file);
        turn.say(Sentence::new("message.undone"));
    } else {
        turn.model.history.drop_last();
    }
}

fn redo(turn: &mut Turn) {
    let Some(next) = turn.model.history.next() else { return };
    let (of, file, step) = (next.number, next.file.clone(), next.step.clone());
    if travel(turn, &file, &step) {
        turn.model.history.went_on();
        let number = turn.number();
        turn.effects.push(Effect::Journal(Entry::Redo { number, of, file: file.clone(), step }));
        turn.save(&file);
        turn.say(Sentence::new("message.redone"));
    } else {
        turn.model.history.drop_next();
    }
}

/// Applies a step of the history and shows where it landed. One that no longer fits is not applied, and said so.
fn travel(turn: &mut Turn, file: &str, step: &Step) -> bool {
    let refused = match turn.model.docs.get_mut(file) {
        Some(doc) if doc.is_writable() => doc.sheet.as_mut().and_then(|sheet| step.apply(sheet).err()),
        _ => {
            turn.warn(Sentence::new("message.not-writable").with("file", file));
            return false;
        }
    };
    if let Some(refused) = refused {
        turn.refuse(&refused);
        return false;
    }
    if let Some(doc) = turn.model.docs.get(file) {
        turn.model.links.follow(doc, step);
    }
    reveal(turn, file, step);
    true
}

/// Brings the place a step changed to the front.
pub fn reveal(turn: &mut Turn, file: &str, step: &Step) {
    if turn.model.docs.get(file).is_some_and(Doc::is_product) {
        return super::station::reveal(turn, file, step);
    }
    if turn.model.doc().map(|doc| doc.file.as_str()) != Some(file) {
        turn.model.screens.truncate(1);
        super::open_doc(turn, file);
    }
    let method = std::sync::Arc::clone(&turn.model.method);
    let Some(doc) = turn.model.docs.get(file) else { return };
    match turn.model.screens.last_mut() {
        Some(Screen::Canvas(state)) => {
            let Some(canvas) = doc.canvas() else { return };
            let there = step.edits.iter().rev().filter_map(Edit::note_id).find(|id| canvas.note(*id).is_some());
            match (there, step.edits.last()) {
                (Some(id), _) => state.go_to_note(doc, &method, id),
                (None, Some(Edit::Mark { section, .. })) => go_to_section(state, doc, &method, section),
                (None, Some(Edit::Remove { at, .. })) => {
                    go_to_section(state, doc, &method, &at.section);
                    state.note = at.after.filter(|id| canvas.note(*id).is_some()).or(state.note);
                }
                _ => {}
            }
        }
        Some(Screen::Checklist(state)) => {
            if let Some(Edit::Answer { item, .. }) = step.edits.last() {
                state.item = Some(item.clone());
            }
        }
        _ => {}
    }
}

fn go_to_section(
    state: &mut crate::app::screens::CanvasState,
    doc: &Doc,
    method: &crate::method::Method,
    section: &str,
) {
    let at = crate::app::screens::sections_of(doc, method).iter().position(|view| view.id == section);
    if let Some(at) = at {
        state.go_to_section(doc, method, at);
    }
}
