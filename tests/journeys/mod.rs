//! Journeys: keys in, screens and files out, through the real command table, the real state and the real views, over
//! files in memory.
//!
//! A journey is a function in one of the files beside this one, listed by `journeys!`. `coverage.rs` fails where the command
//! table has a row that none of them uses; whether it comes to a journey first or the journey's own test does, it runs once. A journey asserts on what matters: that a
//! text is on the screen, what a file holds. How screens look is kept by `tests/screens.rs`.

mod arranging;
mod beside;
mod canaries;
mod checklist;
mod coverage;
mod feeding;
mod finding;
mod first_run;
mod follow_up;
mod follow_up_asking;
mod follow_up_left;
mod follow_up_meanwhile;
mod follow_up_screen;
mod forms_left;
mod guides;
mod kills;
mod map;
mod messages;
mod met;
mod mouse;
mod network;
mod notes;
mod numbers;
mod outside;
mod pasting;
mod people;
mod prefilled;
mod preparing;
mod products;
mod properties;
mod publishing;
mod rebinding;
mod recipes;
mod recovery;
mod registers;
mod relations;
mod searching;
mod seats;
mod session_rounds;
mod sessions;
mod settling;
mod sharing;
mod standing;
mod starting;
mod stations;
mod stray;
mod templates;
mod themes;
mod tour;
mod trouble;
mod typing;
mod undoing;
mod versions;
mod waivers;
mod walking;
mod whole_blocks;
mod writers;

/// Tests that are journeys: each a test by itself, and all of them a list for what they cover.
macro_rules! journeys {
    ($($(#[$about:meta])* fn $name:ident() $body:block)*) => {
        $($(#[$about])* #[test] fn $name() {
            $crate::journeys::coverage::once(concat!(module_path!(), "::", stringify!($name)), || $body);
        })*

        /// Every journey of this file.
        pub const ALL: &[fn()] = &[$($name),*];
    };
}
use journeys;

use crate::common::Program;

/// The canvas most journeys work on: three tasks, two gains.
const VALUE: &str = "orders/api-value-proposition.toml";
const THREE_TASKS: &str = r#"format = 1
canvas = "api-value-proposition"
title = "Orders"
status = "draft"
version = 0

[notes.tasks.t7qm4k]
text = "See where an order is"

[notes.tasks.b2h8xd]
text = "Change the address"

[notes.tasks.w3k9ze]
text = "Return a parcel"

[notes.gain-enabling-features.g5n2ra]
text = "One status for all carriers"

[notes.gain-enabling-features.h8s2nd]
text = "Address check while typing"
"#;

/// The program on that canvas, at the first task.
fn on_canvas() -> Program {
    let mut program = Program::open(VALUE, THREE_TASKS);
    program.press("g1.1");
    program
}
