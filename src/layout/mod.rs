//! Geometry without drawing: how wide text is, where it breaks, where the sections of a canvas and the notes in them
//! lie, where the lines of the network run, what scrolls, and what lies under a point.
//!
//! The room knows nothing of a terminal, a colour or a key. What it measures is what [`text`] says is shown, and that
//! never holds a character a terminal could act on.

pub mod affinity;
mod breaks;
pub mod cache;
pub mod columns;
pub mod flow;
pub mod grid;
pub mod hit;
pub mod letters;
pub mod neighbour;
pub mod network;
pub mod rect;
#[cfg(test)]
mod samples;
pub mod scroll;
pub mod strip;
pub mod text;
pub mod wrap;

pub use cache::WrapCache;
pub use grid::{Grid, Pan};
pub use hit::HitMap;
pub use neighbour::Direction;
pub use ratatui_core::layout::{Position, Rect, Size};
pub use rect::RectExt;
pub use strip::{Scroll, Strip};
