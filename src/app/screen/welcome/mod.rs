//! The screen without a workspace.

pub(in crate::app) mod commands;
pub mod layout;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, Target, far, step};
use crate::app::commands::Scope;
use crate::app::{Cx, Model, TerminalEffect, WorkspaceEffect};
use crate::layout::{Direction, HitMap};
use layout::WelcomeScene;

pub use state::WelcomeState;

/// The screen without a workspace.
pub(super) struct Welcome;

impl Screen for Welcome {
    fn id(&self) -> &'static str {
        "welcome"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Welcome, Scope::Everywhere, Scope::Always]
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        if let Some(state) = cx.model.screens.front_mut::<WelcomeState>() {
            state.cursor = step(state.cursor, WelcomeState::CHOICES, direction.is_forward());
        }
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        if let Some(state) = cx.model.screens.front_mut::<WelcomeState>() {
            state.cursor = far(WelcomeState::CHOICES, last);
        }
    }

    fn activate(&self, cx: &mut Cx) {
        match cx.model.front::<WelcomeState>().map(|state| state.cursor) {
            Some(0) => commands::create_workspace(cx),
            Some(1) => cx.effect(WorkspaceEffect::OpenDemo { today: cx.env.today }),
            _ => cx.effect(TerminalEffect::Quit),
        }
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        Rc::new(layout::welcome(model.size))
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        model.front::<WelcomeState>().map(|state| Target::Row(state.cursor))
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let Some(scene) = model.layout::<WelcomeScene>() else { return HitMap::new() };
        scene.choices.iter().enumerate().map(|(at, row)| (*row, Target::Row(at))).collect()
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let (Target::Row(at), Some(state)) = (target, cx.model.screens.front_mut::<WelcomeState>()) else {
            return false;
        };
        state.cursor = at;
        true
    }
}
