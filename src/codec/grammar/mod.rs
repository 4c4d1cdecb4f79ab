//! The grammar of our files: which tables a file has, which keys they hold, in which order, of which type.
//!
//! A grammar is data. That of the fixed kinds of file stands in [`files`]; that of others can be made while the program
//! runs, since every name and every table in it may be owned. Reader, writer, canonical form, patch and JSON Schema all
//! read it, so that adding a key to a file is one row here, and the field that holds what it says.
//!
//! It knows nothing of text and spans, and nothing of what a document does with a value.

pub mod files;
mod path;
pub mod register;
mod shared;
mod types;

pub use path::{Identity, Node};
pub use shared::{Shared, Words};
pub use types::{By, Condition, Each, Key, Known, List, Name, Order, Table, Type};

use super::Content;
use crate::document::DocumentBody;

/// The grammar of files that say `content`: the table at their top.
#[must_use]
pub fn of(content: &Content) -> Shared<Table> {
    Shared::Static(match content {
        Content::DocumentBody(DocumentBody::Register(register)) => {
            return Shared::from(register::of(register.template()));
        }
        Content::DocumentBody(DocumentBody::Canvas(_)) => &files::CANVAS,
        Content::DocumentBody(DocumentBody::Checklist(_)) => &files::CHECKLIST,
        Content::DocumentBody(DocumentBody::Product(_)) => &files::PRODUCT,
        Content::Settings(_) => &files::SETTINGS,
    })
}
