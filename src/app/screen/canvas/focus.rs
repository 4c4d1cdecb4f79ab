//! How the focus moves among the notes and sections of a canvas.

use std::sync::Arc;

use super::{CanvasState, Mode, layout, sections_of};
use crate::app::Cx;
use crate::layout::Direction;

/// The next or previous section; at the ends it goes round.
pub(super) fn section(cx: &mut Cx, forward: bool) {
    let method = Arc::clone(&cx.model.method);
    let Some(state) = cx.model.screens.front_mut::<CanvasState>() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    let count = sections_of(doc, &method).len();
    if count > 0 {
        let next = if forward { state.section + 1 } else { state.section + count - 1 } % count;
        state.go_to_section(doc, &method, next);
    }
}

/// Moves the focus among the notes of the section in focus.
pub(super) fn note(cx: &mut Cx, place: impl FnOnce(usize, usize) -> usize) {
    let method = Arc::clone(&cx.model.method);
    // One note at a time goes through what is selected, wherever that stands.
    if let Some((state, _, canvas)) = cx.model.canvas()
        && state.mode == Mode::Spotlight
        && !state.selection.is_empty()
    {
        let chosen = state.chosen(canvas);
        let at = state.note.and_then(|id| chosen.iter().position(|other| *other == id));
        let target = at.map_or(0, |at| place(at, chosen.len()));
        if let (Some(id), Some(state)) = (chosen.get(target), cx.model.screens.front_mut::<CanvasState>())
            && let Some(doc) = cx.model.docs.get(&state.file)
        {
            state.go_to_note(doc, &method, *id);
        }
        return;
    }
    let Some(state) = cx.model.screens.front_mut::<CanvasState>() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    let (Some(section), Some(canvas)) = (state.section_id(doc, &method), doc.canvas()) else { return };
    let order = canvas.order(&section);
    let at = state.note.and_then(|id| canvas.position(id)).unwrap_or(0);
    if !order.is_empty() {
        state.note = order.get(place(at, order.len())).copied().or(state.note);
    }
}

/// In the grid arrows go through the notes of a section, and at its edge to the neighbouring section.
pub(super) fn grid(cx: &mut Cx, direction: Direction) {
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
    let Some(neighbour) = layout::neighbour(cx.model, direction) else { return };
    let method = Arc::clone(&cx.model.method);
    if let Some(state) = cx.model.screens.front_mut::<CanvasState>()
        && let Some(doc) = cx.model.docs.get(&state.file)
    {
        state.go_to_section(doc, &method, neighbour);
    }
}

/// On an affinity board arrows go by place. Among other cards, left and right are the notes before and after, up and down those in the row above and below.
pub(super) fn board(cx: &mut Cx, direction: Direction) {
    let at = cx.model.canvas().and_then(|(state, _, canvas)| canvas.position(state.note?)).unwrap_or(0);
    if let Some(target) = layout::board_step(cx.model, at, direction) {
        return note(cx, |_, _| target);
    }
    let columns = layout::card_columns(cx.model).max(1);
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
