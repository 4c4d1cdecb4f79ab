//! The rooms of the house: no path points up, pure rooms stay pure, and what else the project promises about itself.
//!
//! `rooms.rs` is the table of who may use what, `sources.rs` finds every path of the sources, `judge.rs` brings the two
//! together.

#[path = "architecture/judge.rs"]
mod judge;
#[path = "architecture/project.rs"]
mod project;
#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/sources.rs"]
mod sources;
