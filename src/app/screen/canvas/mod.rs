//! A canvas: which section and note are in focus, what is selected, what is being typed.

pub(in crate::app) mod commands;
mod focus;
pub mod layout;
mod pointing;
mod reveal;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Over, Screen, State, Target, View, far, leap, step};
use crate::app::command::{Number, Scope};
use crate::app::commands as table;
use crate::app::location::{Anchor, Destination, HistoryEntry, Place};
use crate::app::{Cx, Model, OpenDocument, Overlay, Reading};
use crate::document::Transaction;
use crate::layout::{Direction, HitMap, Scroll};
use crate::method::Method;

pub use state::{CanvasState, Drag, DropPlace, Editing, Mode, SectionView, sections_of};

/// The canvas screen.
pub(super) struct Canvas;

impl Screen for Canvas {
    fn id(&self) -> &'static str {
        "canvas"
    }

    fn scopes(&self, model: &Model) -> &'static [Scope] {
        if model.canvas_state().is_some_and(|state| state.editing.is_some()) {
            return &[Scope::Typing, Scope::Text, Scope::Always];
        }
        &[Scope::Canvas, Scope::Everywhere, Scope::Always]
    }

    fn show(&self, doc: &OpenDocument, method: &Method) -> Option<Box<dyn State>> {
        let is_known = doc.canvas().is_some() && doc.canvas_template(method).is_some();
        is_known.then(|| Box::new(CanvasState::open(doc, method)) as Box<dyn State>)
    }

    fn views(&self, model: &Model) -> Vec<View> {
        let mode = model.canvas_state().map(|state| state.mode);
        let views = mode.map(|mode| Mode::ALL.map(|view| View { command: view.command(), is_current: view == mode }));
        views.into_iter().flatten().collect()
    }

    fn here(&self, model: &Model) -> HistoryEntry {
        let Some(state) = model.canvas_state() else { return HistoryEntry { at: Destination::Bottom, mode: None } };
        let spot = state.note.map_or(Anchor::Whole, Anchor::Note);
        let at = Destination::OpenDocument(Place { file: state.file.clone(), spot });
        HistoryEntry { at, mode: Some(state.mode) }
    }

    fn go_to(&self, cx: &mut Cx, spot: &Anchor, mode: Option<Mode>) {
        let method = std::sync::Arc::clone(&cx.model.method);
        let Some(state) = cx.model.screens.front_mut::<CanvasState>() else { return };
        let Some(doc) = cx.model.docs.get(&state.file) else { return };
        state.mode = mode.unwrap_or(state.mode);
        match spot {
            Anchor::Note(id) => state.go_to_note(doc, &method, *id),
            Anchor::Section(section) => reveal::go_to_section(state, doc, &method, section),
            Anchor::Item(_) | Anchor::Whole => {}
        }
    }

    fn reveal(&self, cx: &mut Cx, file: &str, step: &Transaction) -> bool {
        reveal::reveal(cx, file, step)
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        let Some(mode) = cx.model.canvas_state().map(|state| state.mode) else { return };
        match (mode, direction.is_sideways()) {
            (Mode::Grid, _) => focus::grid(cx, direction),
            (Mode::Board, _) => focus::board(cx, direction),
            (Mode::Walk, true) => focus::section(cx, direction.is_forward()),
            (Mode::Walk, false) if layout::is_cards(cx.model) => focus::board(cx, direction),
            (Mode::Walk, false) | (Mode::Spotlight, _) => {
                focus::note(cx, |at, count| step(at, count, direction.is_forward()));
            }
        }
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        focus::note(cx, |_, count| far(count, last));
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        // A note takes some rows.
        let by = self.page_rows(cx.model) / 3;
        focus::note(cx, |at, count| leap(at, count, by, down));
    }

    fn section(&self, cx: &mut Cx, forward: bool) {
        focus::section(cx, forward);
    }

    fn activate(&self, cx: &mut Cx) {
        match cx.model.canvas_state_mut() {
            Some(state) if state.mode == Mode::Grid => {
                state.mode = Mode::Board;
                state.scroll = Scroll::default();
            }
            Some(state) => {
                let id = if state.note.is_some() { "edit-note" } else { "add-note" };
                table::run_if_usable(cx, id);
            }
            None => {}
        }
    }

    /// Three pages: why it is asked, how to run it, none of the two. One note that fills the screen has no place for the
    /// first.
    fn explain(&self, cx: &mut Cx) {
        let was_read = cx.model.overlay.take().is_some();
        let is_explained = layout::shows_guidance(cx.model);
        if !was_read && is_explained.unwrap_or(true) {
            cx.model.overlay = Some(Overlay::new(Reading::Recipe));
        } else if is_explained.is_some() {
            cx.model.screens.in_front_mut().toggle_info();
        }
    }

    fn finish_typing(&self, cx: &mut Cx) {
        commands::typing::keep_what_is_typed(cx);
    }

    fn paste(&self, cx: &mut Cx, text: &str) {
        commands::pasting::paste(cx, text);
    }

    fn add_texts(&self, cx: &mut Cx, texts: Vec<String>) {
        commands::pasting::add_texts(cx, &texts);
    }

    fn number(&self, model: &Model, typed: &str) -> Number {
        commands::canvas::number(model, typed)
    }

    /// Out of one note, and then out of the selection.
    fn back(&self, cx: &mut Cx) -> bool {
        let Some(state) = cx.model.canvas_state_mut() else { return false };
        if state.mode == Mode::Spotlight {
            state.mode = Mode::Board;
            return true;
        }
        let has_selection = !state.selection.is_empty();
        state.selection.clear();
        has_selection
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let state = model.canvas_state();
        state.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |state| Rc::new(layout::canvas(model, state)))
    }

    fn settle(&self, model: &mut Model) {
        layout::settle(model);
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        let (state, _, canvas) = model.canvas()?;
        let place = state.note.and_then(|note| canvas.position(note));
        let section = state.section;
        Some(place.map_or(Target::Section(section), |place| Target::Note { section, place }))
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        pointing::hits(model)
    }

    fn press(&self, cx: &mut Cx, target: Target, is_double: bool) -> bool {
        pointing::press(cx, target, is_double)
    }

    fn drag(&self, cx: &mut Cx, over: Option<Over>) {
        pointing::drag(cx, over);
    }

    fn release(&self, cx: &mut Cx) {
        pointing::release(cx);
    }
}
