//! What the method says: canvases, checklists, cycles, stations, criteria, people; and the sentences of the program.
//!
//! Everything here is data read from `canvases/` and `language/`. The room knows nothing of what a team wrote.

mod canvas;
mod checklist;
mod cycle;
mod files;
mod guide;
mod kind;
pub mod language;
mod library;
mod line;
mod shelf;
mod template;
mod text;

pub use canvas::{CanvasTemplate, Expectation, SectionTemplate};
pub use checklist::{Automation, ChecklistTemplate, GuidelineFact, ItemTemplate, Profile, Stage};
pub use cycle::{Criterion, Cycle, Person, Resource, Station};
pub use files::{STARTERS, built_in_file, demo_files, starter};
pub use guide::Guide;
pub use kind::Kind;
pub use library::{DataFile, Method, MethodError, Own};
pub use line::{Group, Line, NetworkStation};
pub use template::Template;
pub use text::Text;
