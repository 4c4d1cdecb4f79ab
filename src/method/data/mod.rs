//! The shapes of data files, and how they are laid out in the program.
//!
//! This folder is part of the program and of its build script. The build script reads the TOML under `canvases/` and lays
//! it out as postcard; a start then reads what it needs without looking at TOML. A test demands that both say the same.

mod agenda;
mod canvas;
mod checklist;
mod cycle;
mod guide;
mod kind;
mod laid;
mod line;
mod minutes;
mod owners;
mod recipe;
mod register;
mod text;

pub use agenda::{Agenda, AgendaBlock, BlockKind, BlockTime, Each};
pub use canvas::{CanvasTemplate, Expectation, SectionTemplate};
pub use checklist::{Automation, ChecklistTemplate, GuidelineFact, ItemTemplate, Profile, Stage};
pub use cycle::{Criterion, Cycle, Person, Resource, Station};
pub use guide::Guide;
pub use kind::Kind;
pub(crate) use laid::{Laid, LaidFile};
pub use line::{Group, Line, NetworkStation};
pub use minutes::Minutes;
pub use recipe::{Close, LONGEST_SITTING, Opening, Recipe, SectionRecipe, Step, Trap, Way};
pub use register::{
    Bound, ElementType, EntryOrder, KeyTemplate, KeyedBy, Limits, RegisterPlace, RegisterTemplate, Shape,
    TableTemplate, ValueType,
};
pub use text::Text;
