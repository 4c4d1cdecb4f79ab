//! Where what is in focus stands: screen readers and magnifiers follow the terminal's cursor, which is put there.

use super::{SMALLEST, areas, overlay_list};
use crate::app::dialog::{Dialog, DialogParts};
use crate::app::{Model, screen};
use crate::layout::{Position, Rect};

/// What is in focus: a choice or a field of the question in front, or a row, a note or another part of the screen; where none
/// is, the first line of what is read.
#[must_use]
pub fn focus(model: &Model) -> Rect {
    let window = Rect::new(0, 0, model.window.width, model.window.height);
    if model.size.width < SMALLEST.0 || model.size.height < SMALLEST.1 {
        return window;
    }
    let areas = areas(model.size);
    let in_front = if model.overlay.is_some() {
        Some(overlay_list(model))
    } else if model.offer().is_some() {
        Some(areas.message)
    } else if let Some(dialog) = model.dialog() {
        of_dialog(model, dialog)
    } else {
        let front = screen::front(model);
        front.in_focus(model).and_then(|target| front.hits(model).place_of(|other| *other == target))
    };
    in_front.filter(|rect| window.contains(Position { x: rect.x, y: rect.y })).unwrap_or(areas.work)
}

fn of_dialog(model: &Model, dialog: &Dialog) -> Option<Rect> {
    let scene = model.dialog_layout()?;
    let of = |places: &[(usize, Rect)], at: usize| places.iter().find(|(place, _)| *place == at).map(|(_, rect)| *rect);
    match (dialog, &scene.parts) {
        (Dialog::Picker(picker), DialogParts::Picker(parts)) => of(&parts.choices, picker.cursor),
        (Dialog::Finder(finder), DialogParts::Finder(parts)) => of(&parts.found, finder.cursor).or(Some(parts.input)),
        (Dialog::Form(form), DialogParts::Form(parts)) => {
            let (field, place) = (form.fields.get(form.focus)?, parts.fields.get(form.focus)?);
            let word = field.words.iter().position(|(word, _)| word == field.editor.text());
            Some(word.and_then(|word| place.words.get(word).copied()).unwrap_or(place.text))
        }
        _ => None,
    }
    .or(Some(scene.area))
}
