//! The shapes of data files.

mod canvas;
mod checklist;
mod cycle;
mod guide;
mod kind;
mod line;
mod register;
mod text;

pub use canvas::{CanvasTemplate, Expectation, SectionTemplate};
pub use checklist::{Automation, ChecklistTemplate, GuidelineFact, ItemTemplate, Profile, Stage};
pub use cycle::{Criterion, Cycle, Person, Resource, Station};
pub use guide::Guide;
pub use kind::Kind;
pub use line::{Group, Line, NetworkStation};
pub use register::{
    Bound, ElementType, EntryOrder, KeyTemplate, KeyedBy, Limits, RegisterPlace, RegisterTemplate, Shape,
    TableTemplate, ValueType,
};
pub use text::Text;
