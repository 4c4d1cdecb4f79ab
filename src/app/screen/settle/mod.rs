//! A file in conflict: what each side says, clash by clash, and which of it stands.

pub(in crate::app) mod commands;
pub mod layout;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, State, Target, scrolled};
use crate::app::commands::Scope;
use crate::app::{Cx, DocState, Model, OpenDocument};
use crate::layout::{Direction, HitMap};
use crate::merge::text::Choice;
use crate::method::Method;
use layout::Page;

pub use state::SettleState;

/// The screen of a file in conflict.
pub(super) struct Settle;

impl Screen for Settle {
    fn id(&self) -> &'static str {
        "settle"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Settle, Scope::Everywhere, Scope::Always]
    }

    fn show(&self, doc: &OpenDocument, _: &Method) -> Option<Box<dyn State>> {
        let settling = doc.settling.as_ref().filter(|_| doc.state == DocState::Conflicted)?;
        Some(Box::new(SettleState::open(&doc.file, settling)))
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        scroll(cx, 1, direction.is_forward());
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        if let Some(state) = cx.model.screens.front_mut::<SettleState>() {
            state.go_to(if last { usize::MAX } else { 0 });
        }
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        let rows = self.page_rows(cx.model);
        scroll(cx, rows, down);
    }

    /// Of a page a line stays, so that the eye finds where it was.
    fn page_rows(&self, model: &Model) -> usize {
        model.layout::<Page>().map_or(0, |page| usize::from(page.area.height).saturating_sub(1)).max(1)
    }

    /// The next or the previous clash; at the ends it goes round.
    fn section(&self, cx: &mut Cx, forward: bool) {
        let Some(state) = cx.model.screens.front_mut::<SettleState>() else { return };
        let count = state.settling.choices().len().max(1);
        let at = if forward { state.at + 1 } else { state.at + count - 1 } % count;
        state.go_to(at);
    }

    fn notch(&self) -> usize {
        3
    }

    fn can_undo(&self, model: &Model) -> bool {
        model.front::<SettleState>().is_some_and(|state| state.settling.can_undo())
    }

    fn can_redo(&self, model: &Model) -> bool {
        model.front::<SettleState>().is_some_and(|state| state.settling.can_redo())
    }

    fn undo(&self, cx: &mut Cx) {
        if let Some(state) = cx.model.screens.front_mut::<SettleState>()
            && let Some(at) = state.settling.undo()
        {
            state.go_to(at);
        }
    }

    fn redo(&self, cx: &mut Cx) {
        if let Some(state) = cx.model.screens.front_mut::<SettleState>()
            && let Some(at) = state.settling.redo()
        {
            state.go_to(at);
        }
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let page = model.front::<SettleState>().map(|state| layout::page(model, state));
        page.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |page| Rc::new(page))
    }

    /// What was decided stays with the document, so that whoever leaves the screen finds it there again.
    fn settle(&self, model: &mut Model) {
        layout::settle(model);
        let Some(state) = model.front::<SettleState>() else { return };
        let (file, settling) = (state.file.clone(), state.settling.clone());
        if model.docs.get(&file).is_some_and(|doc| doc.settling.is_some() && doc.settling.as_ref() != Some(&settling))
            && let Some(doc) = model.docs.get_mut(&file)
        {
            doc.settling = Some(settling);
        }
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        let state = model.front::<SettleState>()?;
        (!state.settling.choices().is_empty()).then_some(Target::Side { clash: state.at, is_theirs: false })
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let (Some(page), Some(state)) = (model.layout::<Page>(), model.front::<SettleState>()) else {
            return HitMap::new();
        };
        page.sides(state.top).collect()
    }

    /// A press puts a clash in focus; a second one takes the side it falls on.
    fn press(&self, cx: &mut Cx, target: Target, is_double: bool) -> bool {
        let (Target::Side { clash, is_theirs }, Some(state)) = (target, cx.model.screens.front_mut::<SettleState>())
        else {
            return false;
        };
        state.go_to(clash);
        if is_double {
            commands::choose(cx, if is_theirs { Choice::Theirs } else { Choice::Ours });
        }
        false
    }
}

fn scroll(cx: &mut Cx, rows: usize, down: bool) {
    if let Some(state) = cx.model.screens.front_mut::<SettleState>() {
        state.top = scrolled(state.top, rows, down);
    }
}
