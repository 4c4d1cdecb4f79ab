//! What can be pointed at, on the screen in front and on all that lies over it.

use super::{FooterAction, SMALLEST, areas, footer};
use crate::app::commands::Command;
use crate::app::dialog::DialogParts;
use crate::app::keymap::Keymap;
use crate::app::screen::{self, Target};
use crate::app::{Key, Model, OpenDocument};
use crate::layout::{HitMap, Rect};

/// What lies under a point.
#[derive(Clone, Copy)]
pub enum Spot {
    /// A part of the screen in front.
    Screen(Target),
    /// A choice of a question, by its place.
    Choice(usize),
    /// What was found, by its place.
    Found(usize),
    /// A field of a form, by its place.
    Field(usize),
    /// A word that a field can hold, by the places of both.
    Word(usize, usize),
    /// A question, or beside one, where there is nothing to choose.
    Question,
    /// What is read over the screen, or beside it.
    Overlay,
    /// A command that the last line names.
    Key(&'static Command),
    /// A key that the last line names and that others follow.
    Begin(Key),
}

/// Whether what is said stands where the keys do, as it does on a low screen.
fn is_footer_covered(model: &Model) -> bool {
    let areas = areas(model.size);
    let is_said = model.messages.line().is_some() || (!model.pending.is_empty() && !model.is_listing);
    areas.message == areas.footer && (is_said || model.doc().and_then(OpenDocument::save_problem).is_some())
}

/// What can be pointed at now: the rectangles by which everything is drawn, what lies over others last.
#[must_use]
pub fn hits(model: &Model, keymap: &Keymap) -> HitMap<Spot> {
    let all = Rect::new(0, 0, model.window.width, model.window.height);
    let mut hits = HitMap::new();
    if model.size.width < SMALLEST.0 || model.size.height < SMALLEST.1 {
        return hits;
    }
    let of_screen = screen::front(model).hits(model);
    hits.extend(of_screen.into_iter().map(|(rect, target)| (rect, Spot::Screen(target))));
    if let Some(scene) = model.dialog_layout() {
        hits.push(all, Spot::Question);
        match &scene.parts {
            DialogParts::Picker(parts) => {
                hits.extend(parts.choices.iter().map(|(at, row)| (*row, Spot::Choice(*at))));
            }
            DialogParts::Finder(parts) => {
                hits.extend(parts.found.iter().map(|(at, row)| (*row, Spot::Found(*at))));
            }
            DialogParts::Form(parts) => {
                for (at, field) in parts.fields.iter().enumerate() {
                    hits.extend([field.name, field.text].map(|rect| (rect, Spot::Field(at))));
                    hits.extend(field.words.iter().enumerate().map(|(word, rect)| (*rect, Spot::Word(at, word))));
                }
            }
        }
    }
    if model.overlay.is_some() {
        hits.push(all, Spot::Overlay);
    }
    if !is_footer_covered(model) {
        hits.extend(footer(model, keymap).into_iter().map(|entry| match entry.action {
            FooterAction::Run(command) => (entry.area, Spot::Key(command)),
            FooterAction::Begin(key) => (entry.area, Spot::Begin(key)),
        }));
    }
    hits
}
