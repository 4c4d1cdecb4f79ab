//! Where the parts of the screen without a workspace are.

use super::WelcomeState;
use crate::app::Size;
use crate::app::scene::areas;
use crate::layout::{Rect, RectExt as _};

/// The choices of the screen without a workspace, one row each.
#[must_use]
pub fn welcome_rows(size: Size) -> Vec<Rect> {
    let area = welcome(size);
    let pace = 1 + u16::from(is_roomy(size));
    let first = area.bottom().saturating_sub(pace * 3 + 1);
    (0..WelcomeState::CHOICES)
        .map(|at| Rect { y: first + pace * u16::try_from(at).unwrap_or(0), height: 1, ..area })
        .collect()
}

/// The part of the screen without a workspace that is written on.
#[must_use]
pub fn welcome(size: Size) -> Rect {
    let work = areas(size).work;
    work.centred(work.width.saturating_sub(4).min(66), work.height.min(if is_roomy(size) { 15 } else { 10 }))
}

/// Whether there is room for a rail and space between the choices.
#[must_use]
pub fn is_roomy(size: Size) -> bool {
    areas(size).work.height >= 15
}
