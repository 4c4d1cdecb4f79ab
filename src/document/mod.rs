//! What a team wrote: canvas, checklist, product, follow-up, settings; ids, references; edits and their inverses.
//!
//! Values only. How they stand in a file is `codec`'s, where the file lies is `store`'s.

mod body;
mod canvas;
mod checklist;
mod criterion;
mod edit;
mod edit_error;
mod evidence;
mod file_table;
mod follow_up;
mod head;
mod id;
mod id_map;
mod note;
mod order;
mod product;
mod product_entry;
mod reference;
mod register;
mod reviewed;
mod round;
pub mod sequence;
pub mod session;
mod settings;
pub mod text;

pub use body::DocumentBody;
pub use canvas::{Canvas, Mark, NoteMut, SectionNotes, SectionState};
pub use checklist::{Answer, Checklist, Verdict, Waiver};
pub use criterion::{CriterionAnswer, Reply};
pub use edit::{Anchor, Edit, Transaction};
pub use edit_error::EditError;
pub use evidence::Evidence;
pub use file_table::{FileTable, KeyValue};
pub use follow_up::{Decision, FOLLOW_UP, FollowUp, FollowUpItem};
pub use head::{Head, HeadField, Published, Status};
pub use id::{Id, MAX_ID_BYTES};
pub use note::{Basis, Field, Note, Relation, Value};
pub use order::{Notes, Order};
pub use product::{Product, Style};
pub use product_entry::{ProductKey, ProductValue};
pub use reference::{Reference, template_of};
#[cfg(test)]
pub(crate) use register::testing as register_testing;
pub use register::{EntryPlace, Node, Number, Register, RegisterEdit, RegisterValue, Table};
pub use reviewed::{Reviewed, Reviews};
pub use round::{Round, RoundVerdict};
pub use settings::{Names, Settings, initials};
