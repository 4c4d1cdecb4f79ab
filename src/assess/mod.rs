//! What can be said about documents: what differs, what two people's changes come to, how far a team has got.
//!
//! Values in, values out. The room knows nothing of folders, clocks or screens: the day is passed in, files come as
//! bytes with their path.

pub mod check;
pub mod due;
pub mod gate;
pub mod lineage;
pub mod location;
pub mod method_file;
pub mod next;
pub mod progress;
pub mod resolve;
pub mod rules;
pub mod start;
pub mod station;

pub use location::{Home, Location};
