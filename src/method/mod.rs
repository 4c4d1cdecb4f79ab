//! What the method says: canvases and how they are run, checklists, cycles, stations, criteria, people; and the sentences of the program.
//!
//! Everything here is data read from `canvases/` and `language/`. The room knows nothing of what a team wrote.

mod data;
mod data_file;
mod files;
mod library;
mod shelf;
mod template;

pub use data::{
    Agenda, AgendaBlock, Automation, BlockKind, BlockTime, Bound, CanvasTemplate, ChecklistTemplate, Close, Criterion,
    Cycle, Each, ElementType, EntryOrder, Expectation, Group, Guide, GuidelineFact, ItemTemplate, KeyTemplate, KeyedBy,
    Kind, LONGEST_SITTING, Limits, Line, Minutes, NetworkStation, Opening, Person, Profile, Recipe, RegisterPlace,
    RegisterTemplate, Resource, SectionRecipe, SectionTemplate, Shape, Stage, Station, Step, TableTemplate, Text, Trap,
    ValueType, Way,
};
pub use data_file::{DataFile, MethodError};
pub use files::{STARTERS, built_in_file, demo_files, starter};
pub use library::{Method, Own};
pub use template::Template;
