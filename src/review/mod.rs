//! What can be said about documents: what differs, what two people's changes come to, how far a team has got.
//!
//! Values in, values out. The room knows nothing of folders, clocks or screens: the day is passed in, files come as
//! bytes with their path.

pub mod check;
pub mod diff;
pub mod location;
pub mod merge;
mod order;
pub mod progress;
pub mod resolve;
pub mod rules;

pub use location::{Home, Location};

#[cfg(test)]
mod testing;
