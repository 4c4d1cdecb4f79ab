//! What can be said about documents: findings, how far a team has got, what comes next, what a note led to.
//!
//! Values in, values out. The room knows nothing of folders, clocks or screens: the day is passed in, files come as
//! bytes with their path.

pub mod check;
pub mod due;
pub mod follow_up;
pub mod gate;
pub mod lineage;
pub mod location;
pub mod method_file;
pub mod next;
pub mod objection;
pub mod progress;
pub mod recap;
pub mod resolve;
pub mod rules;
pub mod standing;
pub mod start;
pub mod station;
pub mod versions;

pub use location::{Home, Location};
