//! How far a team has got: what of a canvas is filled, what of a checklist is answered.

mod canvas;
mod checklist;

pub use canvas::{CanvasProgress, Filling, SectionProgress};
pub use checklist::{ChecklistProgress, ItemProgress, Tally};

/// A part of a whole in percent, rounded down, so that 100 means all; nothing where there is no whole.
#[must_use]
pub fn percent(part: usize, whole: usize) -> Option<usize> {
    (part * 100).checked_div(whole)
}
