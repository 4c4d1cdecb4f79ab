//! The program in memory: the real command table, the real state, the real views and the real runtime, over files that are
//! no files.

// Every test crate uses another part of it.
#![allow(dead_code)]

mod cells;
mod keys;
mod program;
pub mod rebound;
mod used;

pub use cells::{check_cells, text_of};
pub use keys::keys;
#[allow(unused_imports)] // as above
pub use program::{PRODUCT, Program, in_pseudo, told};
#[allow(unused_imports)] // as above
pub use used::commands_run;
