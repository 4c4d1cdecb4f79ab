//! Where the parts of the screen without a workspace are.

use super::WelcomeState;
use crate::app::Size;
use crate::app::scene::areas;
use crate::layout::{Rect, RectExt as _};

/// The parts of the screen without a workspace. Each is empty where there is no room for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WelcomeScene {
    /// The mark of six lines, a row each.
    pub mark: Rect,
    /// What the program and the method are, and that there is no workspace here.
    pub about: Rect,
    /// The choices, one row each.
    pub choices: Vec<Rect>,
}

/// Rows of the mark: a line each.
const MARK: u16 = 6;

/// The parts on a screen of that size.
pub(super) fn welcome(size: Size) -> WelcomeScene {
    let work = areas(size).work;
    let is_roomy = work.height >= 21;
    let area = work.centred(work.width.saturating_sub(4).min(72), work.height.min(if is_roomy { 20 } else { 10 }));
    let pace = 1 + u16::from(is_roomy);
    let (mark, rest) = area.split_top(if is_roomy { MARK } else { 0 });
    let (_, rest) = rest.split_top(u16::from(is_roomy));
    let (about, choices) = rest.split_bottom(pace * 3);
    let row = |at: usize| Rect { y: choices.y + pace * u16::try_from(at).unwrap_or(0), height: 1, ..area };
    WelcomeScene { mark, about, choices: (0..WelcomeState::CHOICES).map(row).collect() }
}
