//! The other terminals of a session: who sits at one, what they say, and what each of them may see.
//!
//! Whoever drives decides: what comes through the door is a request, and what it changes is an event of the session like any
//! other, kept in the private log before it is acknowledged. It is no step of whoever drives, so that their undo never takes
//! back what somebody else wrote.

mod beside;
pub(in crate::app) mod door;
mod seat;
mod speak;
pub(in crate::app) mod state;
pub(in crate::app) mod views;
