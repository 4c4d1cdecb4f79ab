//! Our files: bytes to a document with places, and a document back into bytes while keeping everything else.
//!
//! [`read()`] says what a file holds, where every key stands and what is wrong with it. [`update`] changes only the parts
//! of a file in which a document differs from it. [`format()`] puts a file into its canonical form, [`write()`] makes a new
//! one, and [`tidied`] says what canonical form would change but for order that means nothing. Nothing here touches a disk, and nothing here panics on what stands in a file.

mod array;
mod conflict;
mod foreign;
mod format;
mod former;
pub mod grammar;
mod kind;
pub mod name;
mod patch;
mod places;
mod read;
mod reading;
pub mod rules;
pub mod schema;
mod setting;
mod strings;
mod syntax_map;
mod table_model;
pub mod text_merge;
mod vocabulary;
mod wording;
mod write;

#[cfg(test)]
mod tests;

pub use conflict::{Part, Sides, parts, sides};
pub use foreign::Foreign;
pub use format::{format, tidied};
pub use former::{Former, back, without_comments};
pub use kind::{Content, FileKind};
pub use patch::{table_for, update, update_from};
pub use places::{Places, path};
pub use read::read;
pub use reading::{FormatError, Problem, Reading, State, UpdateError};
pub use setting::set_value;
pub use wording::{Wording, Words, reword};
pub use write::write;

pub use crate::diagnostic::Place;
