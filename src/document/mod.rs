//! What a team wrote: canvas, checklist, product, follow-up, settings; ids, references; edits and their inverses.
//!
//! Values only. How they stand in a file is `codec`'s, where the file lies is `store`'s.

mod canvas;
mod checklist;
mod edit;
mod head;
mod id;
mod note;
mod product;
mod reference;
mod sheet;
pub mod text;

pub use canvas::{Canvas, Mark, SectionNotes, SectionState};
pub use checklist::{Answer, Checklist, Verdict, Waiver};
pub use edit::{Anchor, Edit, Refused, Step};
pub use head::{Head, HeadField, Published, Status};
pub use id::{Id, MAX_ID_BYTES};
pub use note::{Basis, Field, Note, Relation, Value};
pub use product::{
    Action, CriterionAnswer, Decision, FollowUp, Names, Parked, Product, Reply, Round, RoundVerdict, Settings, Style,
};
pub use reference::Reference;
pub use sheet::Sheet;
