//! A file that cannot be worked on: what is wrong with it, and where.

mod state;

use super::{Screen, State, scrolled};
use crate::app::commands::Scope;
use crate::app::{Cx, Model, OpenDocument};
use crate::layout::Direction;
use crate::method::Method;

pub use state::ProblemState;

/// The screen of a file that cannot be worked on.
pub(super) struct Problem;

impl Screen for Problem {
    fn id(&self) -> &'static str {
        "problem"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Trouble, Scope::Everywhere, Scope::Always]
    }

    fn show(&self, doc: &OpenDocument, _: &Method) -> Option<Box<dyn State>> {
        Some(Box::new(ProblemState { file: doc.file.clone(), top: 0, kept: None }))
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        if let Some(state) = cx.model.screens.front_mut::<ProblemState>() {
            state.top = scrolled(state.top, 1, direction.is_forward());
        }
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        if let Some(state) = cx.model.screens.front_mut::<ProblemState>() {
            state.top = if last { usize::MAX } else { 0 };
        }
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        let rows = self.page_rows(cx.model);
        if let Some(state) = cx.model.screens.front_mut::<ProblemState>() {
            state.top = scrolled(state.top, rows, down);
        }
    }

    fn settle(&self, model: &mut Model) {
        let count = model.doc().map_or(0, |doc| doc.problems.len());
        if let Some(state) = model.screens.front_mut::<ProblemState>() {
            state.top = state.top.min(count.saturating_sub(1));
        }
    }
}
