//! Stationmaster runs API workshops in a terminal and keeps their results in git.
//!
//! The library is a stack of rooms; each may use only the ones below it. `docs/architecture.md` says what each room is
//! for, and `tests/architecture.rs` fails where a path points up.

// Nothing that a user, a file or a terminal can cause ends the program; tests may say what they count on.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented
    )
)]

// First, so that its macros are known in every room.
#[macro_use]
pub mod i18n;

pub mod app;
pub mod assess;
pub mod cli;
pub mod codec;
pub mod diagnostic;
pub mod document;
pub mod exchange;
pub mod journal;
pub mod layout;
pub mod linear;
pub mod merge;
pub mod method;
pub mod remote;
pub mod store;
pub mod theme;
pub mod tui;
pub mod ui;
pub mod workshop;
pub mod workspace;
