//! The rooms of the house: no path points up, no files lean on one another in a circle, pure rooms stay pure, and what
//! else the project promises about itself.
//!
//! `rooms.rs` is the table of who may use what, `sources.rs` finds every path of the sources, `judge.rs` brings the two
//! together. `circles.rs` looks for circles of files inside a room, `screens.rs` for files that tell screens apart.

mod circles;
mod judge;
mod keys;
mod project;
mod rooms;
mod screens;
mod sources;
