//! The parts of every screen, by its size.

use crate::app::Size;
use crate::layout::{Rect, RectExt as _};

/// The smallest screen that can be worked on, in columns and rows; on a smaller one nothing stands but that.
pub const SMALLEST: (u16, u16) = (24, 6);

/// The parts of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// Where am I, is it saved.
    pub title: Rect,
    /// The work.
    pub work: Rect,
    /// What was said last.
    pub message: Rect,
    /// The keys that work here now.
    pub footer: Rect,
}

/// The parts of a screen of that size. On a low screen the message takes the footer's place.
#[must_use]
pub fn areas(size: Size) -> Areas {
    let (title, rest) = Rect::new(0, 0, size.width, size.height).split_top(1);
    let (rest, footer) = rest.split_bottom(1);
    let (work, message) = if size.height >= 16 { rest.split_bottom(1) } else { (rest, footer) };
    Areas { title, work, message, footer }
}

pub(in crate::app) fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
