//! Commands that move the focus: arrows, sections, screens.

use super::{Command, Linear, Scope};
use crate::app::dialog::Dialog;
use crate::app::{Cx, Overlay, TerminalEffect, screen};
use crate::layout::Direction;

const LISTS: &[Scope] = &[
    Scope::Welcome,
    Scope::Map,
    Scope::Canvas,
    Scope::Checklist,
    Scope::Network,
    Scope::Guide,
    Scope::Station,
    Scope::FollowUp,
    Scope::Session,
    Scope::Settle,
    Scope::Versions,
    Scope::Trouble,
    Scope::Picker,
    Scope::Help,
];
const SECTIONS: &[Scope] = &[
    Scope::Map,
    Scope::Canvas,
    Scope::Checklist,
    Scope::Network,
    Scope::Guide,
    Scope::Station,
    Scope::FollowUp,
    Scope::Session,
    Scope::Settle,
];
const SIDEWAYS: &[Scope] = &[Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Network, Scope::Versions];
const SCREENS: &[Scope] = &Scope::SCREENS;

pub(super) const ROWS: &[Command] = &[
    Command::new("next-section", SECTIONS, &["tab"], |cx, _| section(cx, true))
        .linear(&[Linear::Steps])
        .footer()
        .footer_first_in(Scope::Canvas),
    Command::new("previous-section", SECTIONS, &["shift-tab"], |cx, _| section(cx, false)).linear(&[Linear::Steps]),
    Command::new("up", LISTS, &["up", "k"], |cx, _| go(cx, Direction::Up)).linear(&[Linear::Steps]),
    Command::new("down", LISTS, &["down", "j"], |cx, _| go(cx, Direction::Down)).linear(&[Linear::Steps]),
    Command::new("left", SIDEWAYS, &["left", "h"], |cx, _| go(cx, Direction::Left))
        .linear(&[Linear::Never])
        .footer_first_in(Scope::Versions),
    Command::new("right", SIDEWAYS, &["right", "l"], |cx, _| go(cx, Direction::Right))
        .linear(&[Linear::Never])
        .footer_first_in(Scope::Versions),
    Command::new("page-up", LISTS, &["pageup", "ctrl-b"], |cx, _| page(cx, false)).linear(&[Linear::Never]),
    Command::new("page-down", LISTS, &["pagedown", "ctrl-f"], |cx, _| page(cx, true)).linear(&[Linear::Never]),
    Command::new("first", LISTS, &["home", "g g"], |cx, _| end(cx, false)).linear(&[Linear::Steps]),
    Command::new("last", LISTS, &["end", "G"], |cx, _| end(cx, true)).linear(&[Linear::Steps]),
    Command::new("back", SCREENS, &["esc"], |cx, _| back(cx)),
    Command::new("leave", SCREENS, &["q"], |cx, _| leave(cx)),
];

pub(super) fn section(cx: &mut Cx, forward: bool) {
    screen::front(cx.model).section(cx, forward);
}

fn go(cx: &mut Cx, direction: Direction) {
    let down = direction.is_forward();
    if let Some(Overlay { top, .. }) = &mut cx.model.overlay {
        *top = if down { top.saturating_add(1) } else { top.saturating_sub(1) };
    } else if let Some(Dialog::Picker(pick)) = cx.model.dialog_mut() {
        let count = pick.items.len().max(1);
        pick.cursor = if down { pick.cursor + 1 } else { pick.cursor + count - 1 } % count;
    } else {
        screen::front(cx.model).step(cx, direction);
    }
}

fn page(cx: &mut Cx, down: bool) {
    let rows = screen::front(cx.model).page_rows(cx.model);
    if let Some(Overlay { top, .. }) = &mut cx.model.overlay {
        *top = if down { top.saturating_add(rows) } else { top.saturating_sub(rows) };
    } else if cx.model.dialogs.is_empty() {
        screen::front(cx.model).page(cx, down);
    } else {
        end(cx, down);
    }
}

fn end(cx: &mut Cx, last: bool) {
    if let Some(Overlay { top, .. }) = &mut cx.model.overlay {
        *top = if last { usize::MAX } else { 0 };
    } else if let Some(Dialog::Picker(pick)) = cx.model.dialog_mut() {
        pick.cursor = if last { pick.items.len().saturating_sub(1) } else { 0 };
    } else {
        screen::front(cx.model).end(cx, last);
    }
}

/// One step back, never out of a document or the program: whoever presses it to be sure that nothing is open stays.
fn back(cx: &mut Cx) {
    if screen::front(cx.model).back(cx) {
        return;
    }
    let is_document = cx.model.screen().file().is_some();
    match cx.model.screens.len() {
        1 => cx.say(sentence!("message.q-leaves")),
        2 if is_document => cx.say(sentence!("message.q-to-map")),
        _ if is_document => cx.say(sentence!("message.q-goes-back")),
        _ => cx.model.screens.pop(),
    }
}

/// One screen back. From the last one out of the program; where work is not in the files, that is said once before.
fn leave(cx: &mut Cx) {
    if cx.model.screens.len() > 1 {
        cx.model.screens.pop();
        return;
    }
    let unsaved = cx.model.docs.values().filter(|doc| doc.save_problem().is_some() && doc.serial != doc.saved_serial);
    let unsaved: Vec<(String, u64)> = unsaved.map(|doc| (doc.file.clone(), doc.serial)).collect();
    if unsaved.is_empty() || unsaved == cx.model.warned_of {
        cx.effect(TerminalEffect::Quit);
    } else {
        cx.warn(sentence!("message.unsaved", count = unsaved.len()));
        cx.model.warned_of = unsaved;
    }
}
