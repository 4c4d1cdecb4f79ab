//! What the method says: canvases, checklists, cycles, stations, criteria, people; and the sentences of the program.
//!
//! Everything here is data read from `canvases/` and `language/`. The room knows nothing of what a team wrote.

mod data;
mod files;
mod library;
mod shelf;
mod template;

pub use data::{
    Automation, Bound, CanvasTemplate, ChecklistTemplate, Criterion, Cycle, ElementType, EntryOrder, Expectation,
    Group, Guide, GuidelineFact, ItemTemplate, KeyTemplate, KeyedBy, Kind, Limits, Line, NetworkStation, Person,
    Profile, RegisterPlace, RegisterTemplate, Resource, SectionTemplate, Shape, Stage, Station, TableTemplate, Text,
    ValueType,
};
pub use files::{STARTERS, built_in_file, demo_files, starter};
pub use library::{DataFile, Method, MethodError, Own};
pub use template::Template;
