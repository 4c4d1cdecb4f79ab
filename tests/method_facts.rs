//! The built-in data by itself: every text against the room it has, every grid and every reference. `tests/method_whole.rs`
//! compares it with the facts of the method, which `tests/facts/method.toml` holds.

#[path = "method_facts/facts.rs"]
mod facts;
#[path = "method_facts/texts.rs"]
mod texts;
#[path = "method_facts/whole.rs"]
mod whole;
