//! Commands that move the focus: arrows, sections, screens.

use std::sync::Arc;

use super::{Command, Scope};
use crate::app::dialog::Dialog;
use crate::app::scene;
use crate::app::screens::{MapState, Mode, Screen, WelcomeState, items_of, sections_of, station_rows};
use crate::app::{Effect, Overlay, Turn};
use crate::i18n::Sentence;
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
    Scope::Pick,
    Scope::Help,
];
const SECTIONS: &[Scope] = &[Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Network, Scope::Guide, Scope::Station];
const SIDEWAYS: &[Scope] = &[Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Network];
const SCREENS: &[Scope] = &Scope::SCREENS;

pub(super) const ROWS: &[Command] = &[
    Command::new("next-section", SECTIONS, &["tab"], |turn, _| section(turn, true)).footer(),
    Command::new("previous-section", SECTIONS, &["shift-tab"], |turn, _| section(turn, false)),
    Command::new("up", LISTS, &["up", "k"], |turn, _| go(turn, Direction::Up)),
    Command::new("down", LISTS, &["down", "j"], |turn, _| go(turn, Direction::Down)),
    Command::new("left", SIDEWAYS, &["left", "h"], |turn, _| go(turn, Direction::Left)),
    Command::new("right", SIDEWAYS, &["right", "l"], |turn, _| go(turn, Direction::Right)),
    Command::new("page-up", LISTS, &["pageup", "ctrl-b"], |turn, _| page(turn, false)),
    Command::new("page-down", LISTS, &["pagedown", "ctrl-f"], |turn, _| page(turn, true)),
    Command::new("first", LISTS, &["home", "g g"], |turn, _| end(turn, false)),
    Command::new("last", LISTS, &["end", "G"], |turn, _| end(turn, true)),
    Command::new("back", SCREENS, &["esc"], |turn, _| back(turn)),
    Command::new("leave", SCREENS, &["q"], |turn, _| leave(turn)),
];

/// The next or previous section of a canvas, stage of a checklist, station of the map.
pub(super) fn section(turn: &mut Turn, forward: bool) {
    let method = Arc::clone(&turn.model.method);
    match turn.model.screens.last_mut() {
        Some(Screen::Canvas(state)) => {
            let Some(doc) = turn.model.docs.get(&state.file) else { return };
            let count = sections_of(doc, &method).len();
            if count > 0 {
                let next = if forward { state.section + 1 } else { state.section + count - 1 } % count;
                state.go_to_section(doc, &method, next);
            }
        }
        Some(Screen::Map(_)) => station(turn, forward),
        Some(Screen::Guide(_)) => link(turn, forward),
        Some(Screen::Station(_)) => group(turn, forward),
        Some(Screen::Network(_)) => super::network::line(turn, forward),
        Some(Screen::Checklist(state)) => {
            let Some(doc) = turn.model.docs.get(&state.file) else { return };
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

fn station(turn: &mut Turn, forward: bool) {
    let count = turn.model.current_cycle().map_or(0, |cycle| cycle.stations.len());
    if let Some(Screen::Map(state)) = turn.model.screens.last_mut()
        && count > 0
    {
        let next = if forward { state.station + 1 } else { state.station + count - 1 } % count;
        *state = MapState { station: next, item: 0, top: 0, ..*state };
    }
}

/// The next or previous group of rows of a station.
fn group(turn: &mut Turn, forward: bool) {
    let Screen::Station(state) = turn.model.screen() else { return };
    let rows = station_rows(turn.model, state);
    if let Some(Screen::Station(state)) = turn.model.screens.last_mut() {
        state.go_to_group(&rows, forward);
    }
}

/// The next or previous link of a guide, which is brought into view.
fn link(turn: &mut Turn, forward: bool) {
    let count = scene::guide_links(turn.model);
    if let Some(Screen::Guide(state)) = turn.model.screens.last_mut() {
        state.next_link(count, forward);
    }
    scene::show_link(turn.model);
}

fn step(at: usize, count: usize, down: bool) -> usize {
    if down { (at + 1).min(count.saturating_sub(1)) } else { at.saturating_sub(1) }
}

fn go(turn: &mut Turn, direction: Direction) {
    let down = matches!(direction, Direction::Down | Direction::Right);
    let sideways = matches!(direction, Direction::Left | Direction::Right);
    if let Some(Overlay { top, .. }) = &mut turn.model.overlay {
        *top = if down { *top + 1 } else { top.saturating_sub(1) };
        return;
    }
    if let Some(Dialog::Pick(pick)) = turn.model.dialogs.last_mut() {
        let count = pick.items.len().max(1);
        pick.cursor = if down { pick.cursor + 1 } else { pick.cursor + count - 1 } % count;
        return;
    }
    match turn.model.screens.last_mut() {
        Some(Screen::Welcome(state)) => state.cursor = step(state.cursor, WelcomeState::CHOICES, down),
        Some(Screen::Trouble(state)) => state.top = if down { state.top + 1 } else { state.top.saturating_sub(1) },
        Some(Screen::Guide(state)) => state.top = if down { state.top + 1 } else { state.top.saturating_sub(1) },
        Some(Screen::Station(_)) => row(turn, |at, count| step(at, count, down)),
        Some(Screen::Network(_)) => super::network::go(turn, direction),
        Some(Screen::Map(_)) if sideways => station(turn, down),
        Some(Screen::Map(state)) => {
            let state = *state;
            let count = turn
                .model
                .current_cycle()
                .map_or(0, |cycle| items_of(turn.model, &cycle, state.station, state.all_styles).len());
            if let Some(Screen::Map(state)) = turn.model.screens.last_mut() {
                state.item = step(state.item, count, down);
            }
        }
        Some(Screen::Checklist(_)) if sideways => section(turn, down),
        Some(Screen::Checklist(_)) => item(turn, |at, count| step(at, count, down)),
        Some(Screen::Canvas(state)) => match (state.mode, sideways) {
            (Mode::Grid, _) => grid(turn, direction),
            (Mode::Board, _) => board(turn, direction),
            (Mode::Walk, true) => section(turn, down),
            (Mode::Walk, false) if scene::is_cards(turn.model) => board(turn, direction),
            (Mode::Walk, false) | (Mode::Spotlight, _) => note(turn, |at, count| step(at, count, down)),
        },
        None => {}
    }
}

/// Moves the focus among the notes of the section in focus.
fn note(turn: &mut Turn, place: impl FnOnce(usize, usize) -> usize) {
    let method = Arc::clone(&turn.model.method);
    // One note at a time goes through what is selected, wherever that stands.
    if let Some((state, _, canvas)) = turn.model.canvas()
        && state.mode == Mode::Spotlight
        && !state.selection.is_empty()
    {
        let chosen = state.chosen(canvas);
        let at = state.note.and_then(|id| chosen.iter().position(|other| *other == id));
        let target = at.map_or(0, |at| place(at, chosen.len()));
        if let (Some(id), Some(Screen::Canvas(state))) = (chosen.get(target), turn.model.screens.last_mut())
            && let Some(doc) = turn.model.docs.get(&state.file)
        {
            state.go_to_note(doc, &method, *id);
        }
        return;
    }
    let Some(Screen::Canvas(state)) = turn.model.screens.last_mut() else { return };
    let Some(doc) = turn.model.docs.get(&state.file) else { return };
    let (Some(section), Some(canvas)) = (state.section_id(doc, &method), doc.canvas()) else { return };
    let order = canvas.order(&section);
    let at = state.note.and_then(|id| canvas.position(id)).unwrap_or(0);
    if !order.is_empty() {
        state.note = order.get(place(at, order.len())).copied().or(state.note);
    }
}

/// Moves the focus among the items shown of a checklist.
fn item(turn: &mut Turn, place: impl FnOnce(usize, usize) -> usize) {
    let method = Arc::clone(&turn.model.method);
    let Some(Screen::Checklist(state)) = turn.model.screens.last_mut() else { return };
    let Some(doc) = turn.model.docs.get(&state.file) else { return };
    let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return };
    let items = state.items(list, template);
    let at = items.iter().position(|item| Some(&item.id) == state.item.as_ref()).unwrap_or(0);
    state.item = items.get(place(at, items.len())).map(|item| item.id.clone());
}

/// Moves the focus among the rows of a station.
fn row(turn: &mut Turn, place: impl FnOnce(usize, usize) -> usize) {
    let Screen::Station(state) = turn.model.screen() else { return };
    let rows = station_rows(turn.model, state);
    if let Some(Screen::Station(state)) = turn.model.screens.last_mut() {
        state.go(&rows, place);
    }
}

/// In the grid arrows go through the notes of a section, and at its edge to the neighbouring section.
fn grid(turn: &mut Turn, direction: Direction) {
    let Some((state, doc, canvas)) = turn.model.canvas() else { return };
    let sections = sections_of(doc, &turn.model.method);
    let Some(view) = sections.get(state.section) else { return };
    let order = canvas.order(view.id);
    let at = state.note.and_then(|id| canvas.position(id));
    match (direction, at) {
        (Direction::Down, Some(at)) if at + 1 < order.len() => return note(turn, |at, _| at + 1),
        (Direction::Up, Some(at)) if at > 0 => return note(turn, |at, _| at - 1),
        _ => {}
    }
    let Some(neighbour) = scene::neighbour(turn.model, direction) else { return };
    let method = Arc::clone(&turn.model.method);
    if let Some(Screen::Canvas(state)) = turn.model.screens.last_mut()
        && let Some(doc) = turn.model.docs.get(&state.file)
    {
        state.go_to_section(doc, &method, neighbour);
    }
}

/// Among cards, left and right are the notes before and after, up and down those in the row above and below.
fn board(turn: &mut Turn, direction: Direction) {
    let columns = scene::card_columns(turn.model).max(1);
    note(turn, |at, count| match direction {
        Direction::Left => at.saturating_sub(1),
        Direction::Right => (at + 1).min(count - 1),
        Direction::Up => at.checked_sub(columns).unwrap_or(at),
        Direction::Down if at + columns < count => at + columns,
        // From the last full row down to a shorter one: its last card.
        Direction::Down if at / columns < (count - 1) / columns => count - 1,
        Direction::Down => at,
    });
}

fn page(turn: &mut Turn, down: bool) {
    // Of a page a line stays, so that the eye finds where it was.
    let of_page = scene::guide(turn.model).map(|page| usize::from(page.area.height).saturating_sub(1));
    let rows = of_page.unwrap_or_else(|| usize::from(turn.model.size.height.saturating_sub(6))).max(1);
    let far = move |at: usize, count: usize| {
        if down { (at + rows).min(count.saturating_sub(1)) } else { at.saturating_sub(rows) }
    };
    if let Some(Overlay { top, .. }) = &mut turn.model.overlay {
        *top = if down { *top + rows } else { top.saturating_sub(rows) };
        return;
    }
    if turn.model.dialogs.is_empty() {
        match turn.model.screens.last_mut() {
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
                note(turn, few);
            }
            Some(Screen::Checklist(_)) => item(turn, far),
            Some(Screen::Station(_)) => row(turn, far),
            _ => end(turn, down),
        }
    } else {
        end(turn, down);
    }
}

fn end(turn: &mut Turn, last: bool) {
    let far = move |_: usize, count: usize| if last { count.saturating_sub(1) } else { 0 };
    if let Some(Overlay { top, .. }) = &mut turn.model.overlay {
        *top = if last { usize::MAX } else { 0 };
        return;
    }
    if let Some(Dialog::Pick(pick)) = turn.model.dialogs.last_mut() {
        pick.cursor = far(pick.cursor, pick.items.len());
        return;
    }
    match turn.model.screens.last_mut() {
        Some(Screen::Welcome(state)) => state.cursor = far(state.cursor, WelcomeState::CHOICES),
        Some(Screen::Trouble(state)) => state.top = if last { usize::MAX } else { 0 },
        Some(Screen::Guide(state)) => state.top = if last { usize::MAX } else { 0 },
        Some(Screen::Station(_)) => row(turn, far),
        Some(Screen::Canvas(_)) => note(turn, far),
        Some(Screen::Network(_)) => super::network::end(turn, last),
        Some(Screen::Checklist(_)) => item(turn, far),
        Some(Screen::Map(state)) => {
            let state = *state;
            let count = turn
                .model
                .current_cycle()
                .map_or(0, |cycle| items_of(turn.model, &cycle, state.station, state.all_styles).len());
            if let Some(Screen::Map(state)) = turn.model.screens.last_mut() {
                state.item = far(state.item, count);
            }
        }
        None => {}
    }
}

/// One step back, never out of the program.
fn back(turn: &mut Turn) {
    if let Some(state) = turn.model.canvas_state_mut() {
        if matches!(state.mode, Mode::Spotlight) {
            state.mode = Mode::Board;
            return;
        }
        if !state.selection.is_empty() {
            state.selection.clear();
            return;
        }
    }
    if let Some(state) = turn.model.checklist_state_mut()
        && (state.stage.is_some() || state.filter != crate::app::screens::VerdictFilter::All)
    {
        state.stage = None;
        state.filter = crate::app::screens::VerdictFilter::All;
        return;
    }
    if turn.model.screens.len() > 1 {
        turn.model.screens.pop();
    } else {
        turn.say(Sentence::new("message.q-leaves"));
    }
}

fn leave(turn: &mut Turn) {
    let unsaved =
        turn.model.docs.values().filter(|doc| doc.save_problem().is_some() && doc.serial != doc.saved_serial).count();
    if turn.model.screens.len() > 1 {
        turn.model.screens.pop();
    } else if unsaved > 0 && !std::mem::replace(&mut turn.model.was_warned, true) {
        turn.warn(Sentence::new("message.unsaved").with("count", unsaved));
    } else {
        turn.effects.push(Effect::Quit);
    }
}
