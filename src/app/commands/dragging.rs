//! Notes that the mouse lets go.

use super::change::units;
use super::picked::{kept_kind, leaving};
use crate::app::Cx;
use crate::app::screens::sections_of;
use crate::document::{Field, Id};
use crate::i18n::Sentence;

/// Puts notes, with what is grouped under them, into a section after another note, or first.
pub fn drop_notes(cx: &mut Cx, ids: &[Id], section: usize, after: Option<Id>) {
    let Some((_, doc, canvas)) = cx.model.canvas() else { return };
    let file = doc.file.clone();
    let Some(view) = sections_of(doc, &cx.model.method).into_iter().nth(section) else { return };
    let (id, title) = (view.id.to_owned(), view.title(cx.model.language()).to_owned());
    let moving = units(canvas, ids);
    // A note goes after another unit as a whole, never into the middle of its own.
    let after = after.and_then(|wanted| {
        let order = canvas.order(&id);
        let before = canvas.position_in(&id, wanted).map_or(order.len(), |at| at + 1);
        (0..before).rev().map(|at| order[at]).find(|other| !moving.contains(other))
    });
    let stays = moving.first().is_some_and(|first| canvas.section_of(*first) == Some(&id));
    let leaving = if stays { Vec::new() } else { leaving(canvas, &moving) };
    let kinds: Vec<_> = moving.iter().filter_map(|note| kept_kind(cx, &file, *note, &id)).collect();
    let said = Sentence::new("message.moved").with("count", ids.len()).with("section", title);
    let moved = cx.change(&file, Some(said), |plan| {
        let mut after = after;
        for note in &moving {
            plan.relocate(*note, &id, after);
            after = Some(*note);
        }
        for note in leaving {
            plan.set(note, Field::Under, None);
        }
        for (note, kind) in kinds {
            plan.set(note, Field::Kind, kind);
        }
    });
    let method = std::sync::Arc::clone(&cx.model.method);
    if moved && let Some(super::Screen::Canvas(state)) = cx.model.screens.last_mut() {
        state.selection.clear();
        if let (Some(doc), Some(first)) = (cx.model.docs.get(&file), ids.first()) {
            state.go_to_note(doc, &method, *first);
        }
    }
}
