//! What stands on the terminals of a session that somebody else drives: the room's view for a projector, and a seat. They
//! have no model of documents; what they draw is what was sent to them.

mod beside;
mod join;
mod look;
mod notes;
mod presenter;
#[cfg(test)]
mod tests;

pub use join::join;
pub use look::Look;
pub use presenter::presenter;
