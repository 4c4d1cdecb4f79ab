//! Where the parts of the screen without a workspace are.

use super::WelcomeState;
use crate::app::Size;
use crate::app::scene::areas;
use crate::layout::{Rect, RectExt as _};

/// The parts of the screen without a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WelcomeScene {
    /// What is written on.
    pub area: Rect,
    /// The choices, one row each.
    pub choices: Vec<Rect>,
    /// Whether there is room for a rail and space between the choices.
    pub is_roomy: bool,
}

/// The parts on a screen of that size.
pub(super) fn welcome(size: Size) -> WelcomeScene {
    let work = areas(size).work;
    let is_roomy = work.height >= 15;
    let area = work.centred(work.width.saturating_sub(4).min(66), work.height.min(if is_roomy { 15 } else { 10 }));
    let pace = 1 + u16::from(is_roomy);
    let first = area.bottom().saturating_sub(pace * 3 + 1);
    let row = |at: usize| Rect { y: first + pace * u16::try_from(at).unwrap_or(0), height: 1, ..area };
    WelcomeScene { area, choices: (0..WelcomeState::CHOICES).map(row).collect(), is_roomy }
}
