//! What of a canvas can be pointed at, and notes that the mouse moves.

use std::rc::Rc;
use std::sync::Arc;

use super::commands::grouping::{group_under, head_of, joining};
use super::commands::move_to_section;
use super::layout::{CanvasScene, grid_list, section_list, tabs};
use super::{CanvasState, Drag, DropPlace, Mode, sections_of};
use crate::app::commands;
use crate::app::screen::{Over, Target};
use crate::app::{Cx, Model};
use crate::document::Id;
use crate::layout::strip::Scroll;
use crate::layout::{HitMap, Rect};

/// What can be pointed at: the numbers in the strip, sections, notes.
pub(super) fn hits(model: &Model) -> HitMap<Target> {
    let mut hits = HitMap::new();
    let Some(state) = model.canvas_state() else { return hits };
    let notes = |section: usize| {
        let is_focus = section == state.section;
        let list = if is_focus { section_list(model) } else { grid_list(model, section) };
        let scroll = if is_focus { state.scroll } else { Scroll::default() };
        let seen = list.map_or_else(Rc::default, |list| list.visible(scroll));
        // Of two that lie over one another the first counts.
        let places = seen.iter().rev().map(|placed| (placed.rect, Target::Note { section, place: placed.index }));
        places.collect::<Vec<_>>()
    };
    match state.mode {
        Mode::Grid => {
            let scene = model.layout::<CanvasScene>();
            let Some(scene) = scene.as_ref().and_then(|scene| scene.grid.as_ref()) else { return hits };
            let outsides = |section: &usize| Some((*section, scene.outside(*section, state.pan)?.rect));
            let seen: Vec<(usize, Rect)> = (0..scene.count).filter_map(|section| outsides(&section)).collect();
            for (section, rect) in seen.into_iter().rev() {
                hits.push(rect, Target::Section(section));
                hits.extend(notes(section));
            }
        }
        // What lies under one note is not seen.
        Mode::Spotlight => {
            let place = state.note.and_then(|note| model.canvas()?.2.position(note));
            if let Some((place, scene)) = place.zip(model.layout::<CanvasScene>()) {
                hits.push(scene.spotlight, Target::Note { section: state.section, place });
            }
        }
        Mode::Walk | Mode::Board => hits.extend(notes(state.section)),
    }
    if state.mode == Mode::Walk {
        hits.extend(tabs(model).into_iter().map(|tab| (tab.rect, Target::Section(tab.section))));
    }
    hits
}

/// A press puts a section or a note in focus, and takes hold of the note.
pub(super) fn press(cx: &mut Cx, target: Target, is_double: bool) -> bool {
    let (section, note) = match target {
        Target::Section(section) => (section, None),
        Target::Note { section, place } => (section, note_at(cx, section, place)),
        _ => return false,
    };
    let method = Arc::clone(&cx.model.method);
    let Some(state) = cx.model.screens.front_mut::<CanvasState>() else { return false };
    let Some(doc) = cx.model.docs.get(&state.file) else { return false };
    if state.editing.is_some() {
        return false;
    }
    if state.section != section {
        state.go_to_section(doc, &method, section);
    }
    if let Some(note) = note {
        state.note = Some(note);
        let ids = if state.selection.contains(&note) { state.selection.clone() } else { vec![note] };
        state.drag = doc.is_writable().then_some(Drag { ids, target: None, opens: is_double });
    }
    note.is_none() && state.mode == Mode::Grid
}

/// The mouse moves with a note: shows where it would go.
pub(super) fn drag(cx: &mut Cx, over: Option<Over>) {
    let target = target(cx, over);
    if let Some(state) = cx.model.screens.front_mut::<CanvasState>()
        && let Some(drag) = &mut state.drag
    {
        drag.target = target;
    }
}

/// The mouse lets go of a note.
pub(super) fn release(cx: &mut Cx) {
    let drag = cx.model.canvas_state_mut().and_then(|state| state.drag.take());
    match drag {
        Some(Drag { ids, target: Some(DropPlace::After { section, after }), .. }) => {
            move_to_section::drop_notes(cx, &ids, section, after);
        }
        Some(Drag { ids, target: Some(DropPlace::Under { head, .. }), .. }) => {
            let file = cx.model.canvas_state().map(|state| state.file.clone()).unwrap_or_default();
            group_under(cx, &file, head, &ids);
        }
        Some(Drag { opens: true, .. }) => commands::run_here(cx, "edit-note"),
        _ => {}
    }
}

/// The note at a place of a section.
fn note_at(cx: &Cx, section: usize, place: usize) -> Option<Id> {
    let (_, doc, canvas) = cx.model.canvas()?;
    let view = sections_of(doc, &cx.model.method).into_iter().nth(section)?;
    canvas.order(view.id).get(place).copied()
}

/// Where the notes that the mouse holds would go if they were let go here: into the group of a note from its middle, and
/// beside it from elsewhere.
fn target(cx: &Cx, over: Option<Over>) -> Option<DropPlace> {
    let (state, doc, canvas) = cx.model.canvas()?;
    let drag = state.drag.as_ref()?;
    let Over { target, is_middle } = over?;
    let (section, over) = match target {
        Target::Section(section) => (section, None),
        Target::Note { section, place } => (section, note_at(cx, section, place)),
        _ => return None,
    };
    let Some(over) = over.filter(|over| !drag.ids.contains(over)) else {
        let after = last_of(cx, section);
        return (section != state.section).then_some(DropPlace::After { section, after });
    };
    let head = head_of(canvas, over);
    if is_middle && !joining(canvas, head, &drag.ids).is_empty() && !drag.ids.contains(&head) {
        return Some(DropPlace::Under { section, head });
    }
    let first = canvas.position(*drag.ids.first()?)?;
    // A note that goes up takes the place of the one under the mouse, one that goes down follows it.
    let goes_up = section == state.section && canvas.position(over)? < first;
    let id = sections_of(doc, &cx.model.method).get(section)?.id;
    debug_assert_eq!(canvas.section_of(over), Some(id));
    Some(DropPlace::After { section, after: if goes_up { canvas.before(over) } else { Some(over) } })
}

fn last_of(cx: &Cx, section: usize) -> Option<Id> {
    let (_, doc, canvas) = cx.model.canvas()?;
    let view = sections_of(doc, &cx.model.method).into_iter().nth(section)?;
    canvas.order(view.id).last().copied()
}
