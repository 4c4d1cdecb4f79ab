//! A document as it was: step by step through its published versions and its commits, with what has changed since.

pub(in crate::app) mod commands;
mod compared;
pub mod layout;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, Target, far, leap, step};
use crate::app::commands::Scope;
use crate::app::{Cx, Model};
use crate::layout::{Direction, HitMap};
use layout::Page;

pub use state::VersionsState;

/// The screen of a document's versions.
pub(super) struct Versions;

fn items(model: &Model) -> usize {
    model.layout::<Page>().map_or(0, |page| page.items.len())
}

impl Screen for Versions {
    fn id(&self) -> &'static str {
        "versions"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Versions, Scope::Everywhere, Scope::Always]
    }

    fn document(&self, model: &Model) -> Option<String> {
        model.front::<VersionsState>().map(|state| state.of.clone())
    }

    /// Left goes to an older one, right to a newer.
    fn step(&self, cx: &mut Cx, direction: Direction) {
        let count = items(cx.model);
        let Some(state) = cx.model.screens.front_mut::<VersionsState>() else { return };
        match direction {
            Direction::Up | Direction::Down => state.item = step(state.item, count, direction.is_forward()),
            Direction::Left => state.at = step(state.at, state.revisions.len(), true),
            Direction::Right => state.at = step(state.at, state.revisions.len(), false),
        }
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        let count = items(cx.model);
        if let Some(state) = cx.model.screens.front_mut::<VersionsState>() {
            state.item = far(count, last);
        }
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        let (count, by) = (items(cx.model), self.page_rows(cx.model));
        if let Some(state) = cx.model.screens.front_mut::<VersionsState>() {
            state.item = leap(state.item, count, by, down);
        }
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let page = model.front::<VersionsState>().map(|state| layout::page(model, state));
        page.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |page| Rc::new(page))
    }

    fn settle(&self, model: &mut Model) {
        layout::settle(model);
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        let state = model.front::<VersionsState>()?;
        (items(model) > 0).then_some(Target::Row(state.item))
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let (Some(page), Some(state)) = (model.layout::<Page>(), model.front::<VersionsState>()) else {
            return HitMap::new();
        };
        page.hits(state).collect()
    }

    fn press(&self, cx: &mut Cx, target: Target, is_double: bool) -> bool {
        let (Target::Row(item), Some(state)) = (target, cx.model.screens.front_mut::<VersionsState>()) else {
            return false;
        };
        state.item = item;
        if is_double {
            crate::app::commands::run_here(cx, "take-back");
        }
        false
    }
}
