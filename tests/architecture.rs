//! The rooms of the house: no path points up, pure rooms stay pure, and what else the project promises about itself.
//!
//! `rooms.rs` is the table of who may use what, `sources.rs` finds every path of the sources, `judge.rs` brings the two
//! together.

mod judge;
mod project;
mod rooms;
mod sources;
