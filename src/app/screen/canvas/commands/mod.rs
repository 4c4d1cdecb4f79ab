//! What a person can do on a canvas, a file for each group of commands.

pub(in crate::app) mod canvas;
pub(in crate::app) mod change;
pub(in crate::app) mod clipboard;
pub(in crate::app) mod drafts;
pub(in crate::app) mod grouping;
mod left_behind;
pub(in crate::app) mod move_to_section;
pub(in crate::app) mod notes;
pub(in crate::app) mod pasting;
pub(in crate::app) mod relate;
pub(in crate::app) mod sources;
pub(in crate::app) mod typing;
