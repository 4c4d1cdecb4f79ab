//! Where the parts of a checklist screen are.

use super::ChecklistState;
use crate::app::Model;
use crate::app::scene::areas;
use crate::layout::{Rect, RectExt as _};

/// The width from which there is room for what is said beside whole items; below it, it stands below them.
const BESIDE_FROM: u16 = 140;

/// The parts of a checklist screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChecklistScene {
    /// How far it is.
    pub head: Rect,
    /// The rows that are shown at once.
    pub rows: Rect,
    /// What is said of the item in focus; empty where there is no room.
    pub details: Rect,
}

/// The parts of the screen.
pub(super) fn checklist(model: &Model, state: &ChecklistState) -> ChecklistScene {
    let work = areas(model.size).work;
    let (head, rest) = work.split_top(if work.height >= 14 { 3 } else { 1 });
    let (rows, details) = if model.size.width >= BESIDE_FROM {
        rest.split_right((model.size.width / 3).clamp(46, 66))
    } else if state.info && rest.height >= 10 {
        rest.split_bottom((rest.height * 2 / 5).clamp(8, 12))
    } else {
        (rest, Rect::new(rest.x, rest.bottom(), rest.width, 0))
    };
    ChecklistScene { head, rows, details }
}
