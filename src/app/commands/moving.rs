//! Commands that move the focus: arrows, sections, screens.

use std::sync::Arc;

use super::{Command, Scope};
use crate::app::dialog::Dialog;
use crate::app::scene;
use crate::app::screens::{MapState, Mode, Screen, WelcomeState, items_of, sections_of, station_rows};
use crate::app::{Cx, Effect, Overlay};
use crate::layout::neighbour::Direction;

const LISTS: &[Scope] = &[
    Scope::Welcome,
    Scope::Map,
    Scope::Canvas,
    Scope::Checklist,
    Scope::Network,
    Scope::Guide,
    Scope::Station,
    Scope::Trouble,
    Scope::Picker,
    Scope::Help,
];
const SECTIONS: &[Scope] = &[Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Network, Scope::Guide, Scope::Station];
const SIDEWAYS: &[Scope] = &[Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Network];
const SCREENS: &[Scope] = &Scope::SCREENS;

pub(super) const ROWS: &[Command] = &[
    Command::new("next-section", SECTIONS, &["tab"], |cx, _| section(cx, true)).footer(),
    Command::new("previous-section", SECTIONS, &["shift-tab"], |cx, _| section(cx, false)),
    Command::new("up", LISTS, &["up", "k"], |cx, _| go(cx, Direction::Up)),
    Command::new("down", LISTS, &["down", "j"], |cx, _| go(cx, Direction::Down)),
    Command::new("left", SIDEWAYS, &["left", "h"], |cx, _| go(cx, Direction::Left)),
    Command::new("right", SIDEWAYS, &["right", "l"], |cx, _| go(cx, Direction::Right)),
    Command::new("page-up", LISTS, &["pageup", "ctrl-b"], |cx, _| page(cx, false)),
    Command::new("page-down", LISTS, &["pagedown", "ctrl-f"], |cx, _| page(cx, true)),
    Command::new("first", LISTS, &["home", "g g"], |cx, _| end(cx, false)),
    Command::new("last", LISTS, &["end", "G"], |cx, _| end(cx, true)),
    Command::new("back", SCREENS, &["esc"], |cx, _| back(cx)),
    Command::new("leave", SCREENS, &["q"], |cx, _| leave(cx)),
];

/// The next or previous section of a canvas, stage of a checklist, station of the map.
pub(super) fn section(cx: &mut Cx, forward: bool) {
    let method = Arc::clone(&cx.model.method);
    match cx.model.screens.last_mut() {
        Some(Screen::Canvas(state)) => {
            let Some(doc) = cx.model.docs.get(&state.file) else { return };
            let count = sections_of(doc, &method).len();
            if count > 0 {
                let next = if forward { state.section + 1 } else { state.section + count - 1 } % count;
                state.go_to_section(doc, &method, next);
            }
        }
        Some(Screen::Map(_)) => station(cx, forward),
        Some(Screen::Guide(_)) => link(cx, forward),
        Some(Screen::Station(_)) => group(cx, forward),
        Some(Screen::Network(_)) => super::network::line(cx, forward),
        Some(Screen::Checklist(state)) => {
            let Some(doc) = cx.model.docs.get(&state.file) else { return };
            let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return };
            let items = state.items(list, template);
            let Some(at) = items.iter().position(|item| Some(&item.id) == state.item.as_ref()) else { return };
            let here = &items[at].stage;
            let target = if forward {
                items[at..].iter().find(|item| item.stage != *here).or(items.first())
            } else {
                let before = items[..at].iter().rev().find(|item| item.stage != *here).or(items.last());
                before.and_then(|last| items.iter().find(|item| item.stage == last.stage))
            };
            state.item = target.map(|item| item.id.clone()).or(state.item.take());
        }
        _ => {}
    }
}

fn station(cx: &mut Cx, forward: bool) {
    let count = cx.model.current_cycle().map_or(0, |cycle| cycle.stations.len());
    if let Some(Screen::Map(state)) = cx.model.screens.last_mut()
        && count > 0
    {
        let next = if forward { state.station + 1 } else { state.station + count - 1 } % count;
        *state = MapState { station: next, item: 0, top: 0, ..*state };
    }
}

/// The next or previous group of rows of a station.
fn group(cx: &mut Cx, forward: bool) {
    let Screen::Station(state) = cx.model.screen() else { return };
    let rows = station_rows(cx.model, state);
    if let Some(Screen::Station(state)) = cx.model.screens.last_mut() {
        state.go_to_group(&rows, forward);
    }
}

/// The next or previous link of a guide, which is brought into view.
fn link(cx: &mut Cx, forward: bool) {
    let count = scene::guide_links(cx.model);
    if let Some(Screen::Guide(state)) = cx.model.screens.last_mut() {
        state.next_link(count, forward);
    }
    scene::show_link(cx.model);
}

fn step(at: usize, count: usize, down: bool) -> usize {
    if down { (at + 1).min(count.saturating_sub(1)) } else { at.saturating_sub(1) }
}

fn go(cx: &mut Cx, direction: Direction) {
    let down = matches!(direction, Direction::Down | Direction::Right);
    let sideways = matches!(direction, Direction::Left | Direction::Right);
    if let Some(Overlay { top, .. }) = &mut cx.model.overlay {
        *top = if down { *top + 1 } else { top.saturating_sub(1) };
        return;
    }
    if let Some(Dialog::Picker(pick)) = cx.model.dialog_mut() {
        let count = pick.items.len().max(1);
        pick.cursor = if down { pick.cursor + 1 } else { pick.cursor + count - 1 } % count;
        return;
    }
    match cx.model.screens.last_mut() {
        Some(Screen::Welcome(state)) => state.cursor = step(state.cursor, WelcomeState::CHOICES, down),
        Some(Screen::Trouble(state)) => state.top = if down { state.top + 1 } else { state.top.saturating_sub(1) },
        Some(Screen::Guide(state)) => state.top = if down { state.top + 1 } else { state.top.saturating_sub(1) },
        Some(Screen::Station(_)) => row(cx, |at, count| step(at, count, down)),
        Some(Screen::Network(_)) => super::network::go(cx, direction),
        Some(Screen::Map(_)) if sideways => station(cx, down),
        Some(Screen::Map(state)) => {
            let state = *state;
            let count = cx
                .model
                .current_cycle()
                .map_or(0, |cycle| items_of(cx.model, &cycle, state.station, state.all_styles).len());
            if let Some(Screen::Map(state)) = cx.model.screens.last_mut() {
                state.item = step(state.item, count, down);
            }
        }
        Some(Screen::Checklist(_)) if sideways => section(cx, down),
        Some(Screen::Checklist(_)) => item(cx, |at, count| step(at, count, down)),
        Some(Screen::Canvas(state)) => match (state.mode, sideways) {
            (Mode::Grid, _) => grid(cx, direction),
            (Mode::Board, _) => board(cx, direction),
            (Mode::Walk, true) => section(cx, down),
            (Mode::Walk, false) if scene::is_cards(cx.model) => board(cx, direction),
            (Mode::Walk, false) | (Mode::Spotlight, _) => note(cx, |at, count| step(at, count, down)),
        },
        None => {}
    }
}

/// Moves the focus among the notes of the section in focus.
fn note(cx: &mut Cx, place: impl FnOnce(usize, usize) -> usize) {
    let method = Arc::clone(&cx.model.method);
    // One note at a time goes through what is selected, wherever that stands.
    if let Some((state, _, canvas)) = cx.model.canvas()
        && state.mode == Mode::Spotlight
        && !state.selection.is_empty()
    {
        let chosen = state.chosen(canvas);
        let at = state.note.and_then(|id| chosen.iter().position(|other| *other == id));
        let target = at.map_or(0, |at| place(at, chosen.len()));
        if let (Some(id), Some(Screen::Canvas(state))) = (chosen.get(target), cx.model.screens.last_mut())
            && let Some(doc) = cx.model.docs.get(&state.file)
        {
            state.go_to_note(doc, &method, *id);
        }
        return;
    }
    let Some(Screen::Canvas(state)) = cx.model.screens.last_mut() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    let (Some(section), Some(canvas)) = (state.section_id(doc, &method), doc.canvas()) else { return };
    let order = canvas.order(&section);
    let at = state.note.and_then(|id| canvas.position(id)).unwrap_or(0);
    if !order.is_empty() {
        state.note = order.get(place(at, order.len())).copied().or(state.note);
    }
}

/// Moves the focus among the items shown of a checklist.
fn item(cx: &mut Cx, place: impl FnOnce(usize, usize) -> usize) {
    let method = Arc::clone(&cx.model.method);
    let Some(Screen::Checklist(state)) = cx.model.screens.last_mut() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return };
    let items = state.items(list, template);
    let at = items.iter().position(|item| Some(&item.id) == state.item.as_ref()).unwrap_or(0);
    state.item = items.get(place(at, items.len())).map(|item| item.id.clone());
}

/// Moves the focus among the rows of a station.
fn row(cx: &mut Cx, place: impl FnOnce(usize, usize) -> usize) {
    let Screen::Station(state) = cx.model.screen() else { return };
    let rows = station_rows(cx.model, state);
    if let Some(Screen::Station(state)) = cx.model.screens.last_mut() {
        state.go(&rows, place);
    }
}

/// In the grid arrows go through the notes of a section, and at its edge to the neighbouring section.
fn grid(cx: &mut Cx, direction: Direction) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let sections = sections_of(doc, &cx.model.method);
    let Some(view) = sections.get(state.section) else { return };
    let order = canvas.order(view.id);
    let at = state.note.and_then(|id| canvas.position(id));
    match (direction, at) {
        (Direction::Down, Some(at)) if at + 1 < order.len() => return note(cx, |at, _| at + 1),
        (Direction::Up, Some(at)) if at > 0 => return note(cx, |at, _| at - 1),
        _ => {}
    }
    let Some(neighbour) = scene::neighbour(cx.model, direction) else { return };
    let method = Arc::clone(&cx.model.method);
    if let Some(Screen::Canvas(state)) = cx.model.screens.last_mut()
        && let Some(doc) = cx.model.docs.get(&state.file)
    {
        state.go_to_section(doc, &method, neighbour);
    }
}

/// Among cards, left and right are the notes before and after, up and down those in the row above and below.
fn board(cx: &mut Cx, direction: Direction) {
    let columns = scene::card_columns(cx.model).max(1);
    note(cx, |at, count| match direction {
        Direction::Left => at.saturating_sub(1),
        Direction::Right => (at + 1).min(count - 1),
        Direction::Up => at.checked_sub(columns).unwrap_or(at),
        Direction::Down if at + columns < count => at + columns,
        // From the last full row down to a shorter one: its last card.
        Direction::Down if at / columns < (count - 1) / columns => count - 1,
        Direction::Down => at,
    });
}

fn page(cx: &mut Cx, down: bool) {
    // Of a page a line stays, so that the eye finds where it was.
    let of_page = scene::guide(cx.model).map(|page| usize::from(page.area.height).saturating_sub(1));
    let rows = of_page.unwrap_or_else(|| usize::from(cx.model.size.height.saturating_sub(6))).max(1);
    let far = move |at: usize, count: usize| {
        if down { (at + rows).min(count.saturating_sub(1)) } else { at.saturating_sub(rows) }
    };
    if let Some(Overlay { top, .. }) = &mut cx.model.overlay {
        *top = if down { *top + rows } else { top.saturating_sub(rows) };
        return;
    }
    if cx.model.dialogs.is_empty() {
        match cx.model.screens.last_mut() {
            Some(Screen::Trouble(state)) => {
                state.top = if down { state.top + rows } else { state.top.saturating_sub(rows) }
            }
            Some(Screen::Guide(state)) => {
                state.top = if down { state.top + rows } else { state.top.saturating_sub(rows) }
            }
            Some(Screen::Canvas(_)) => {
                let few = |at: usize, count: usize| {
                    if down { (at + rows / 3).min(count - 1) } else { at.saturating_sub(rows / 3) }
                };
                note(cx, few);
            }
            Some(Screen::Checklist(_)) => item(cx, far),
            Some(Screen::Station(_)) => row(cx, far),
            _ => end(cx, down),
        }
    } else {
        end(cx, down);
    }
}

fn end(cx: &mut Cx, last: bool) {
    let far = move |_: usize, count: usize| if last { count.saturating_sub(1) } else { 0 };
    if let Some(Overlay { top, .. }) = &mut cx.model.overlay {
        *top = if last { usize::MAX } else { 0 };
        return;
    }
    if let Some(Dialog::Picker(pick)) = cx.model.dialog_mut() {
        pick.cursor = far(pick.cursor, pick.items.len());
        return;
    }
    match cx.model.screens.last_mut() {
        Some(Screen::Welcome(state)) => state.cursor = far(state.cursor, WelcomeState::CHOICES),
        Some(Screen::Trouble(state)) => state.top = if last { usize::MAX } else { 0 },
        Some(Screen::Guide(state)) => state.top = if last { usize::MAX } else { 0 },
        Some(Screen::Station(_)) => row(cx, far),
        Some(Screen::Canvas(_)) => note(cx, far),
        Some(Screen::Network(_)) => super::network::end(cx, last),
        Some(Screen::Checklist(_)) => item(cx, far),
        Some(Screen::Map(state)) => {
            let state = *state;
            let count = cx
                .model
                .current_cycle()
                .map_or(0, |cycle| items_of(cx.model, &cycle, state.station, state.all_styles).len());
            if let Some(Screen::Map(state)) = cx.model.screens.last_mut() {
                state.item = far(state.item, count);
            }
        }
        None => {}
    }
}

/// One step back, never out of the program.
fn back(cx: &mut Cx) {
    if let Some(state) = cx.model.canvas_state_mut() {
        if matches!(state.mode, Mode::Spotlight) {
            state.mode = Mode::Board;
            return;
        }
        if !state.selection.is_empty() {
            state.selection.clear();
            return;
        }
    }
    if let Some(state) = cx.model.checklist_state_mut()
        && (state.stage.is_some() || state.filter != crate::app::screens::VerdictFilter::All)
    {
        state.stage = None;
        state.filter = crate::app::screens::VerdictFilter::All;
        return;
    }
    if cx.model.screens.len() > 1 {
        cx.model.screens.pop();
    } else {
        cx.say(sentence!("message.q-leaves"));
    }
}

fn leave(cx: &mut Cx) {
    let unsaved =
        cx.model.docs.values().filter(|doc| doc.save_problem().is_some() && doc.serial != doc.saved_serial).count();
    if cx.model.screens.len() > 1 {
        cx.model.screens.pop();
    } else if unsaved > 0 && !std::mem::replace(&mut cx.model.was_warned, true) {
        cx.warn(sentence!("message.unsaved", count = unsaved));
    } else {
        cx.effects.push(Effect::Quit);
    }
}
