//! The built-in data by itself: every text against the room it has, every grid and every reference. `tests/method_whole.rs`
//! compares it with the facts of the method, which `tests/facts/method.toml` holds.

mod asking;
mod facts;
mod texts;
mod whole;
mod wording;
