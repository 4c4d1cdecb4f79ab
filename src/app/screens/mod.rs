//! What each screen remembers.

mod canvas;
mod checklist;
mod guide;
mod map;
mod network;
mod station;

pub use canvas::{CanvasState, Drag, Editing, Mode, SectionView, sections_of};
pub use checklist::{ChecklistState, Row, VerdictFilter, rows_of};
pub use guide::{GuideState, links_of};
pub use map::{
    MapItem, MapState, Reached, StopState, due_of, items_of, items_of_resource, line_between, lines_of, next_of,
    position_of, progress_of_doc, sheets_of, stops_of,
};
pub use network::NetworkState;
pub use station::{Group, Part, StationRow, StationState, station_rows};

/// A screen.
#[derive(Debug)]
pub enum Screen {
    /// There is no workspace.
    Welcome(WelcomeState),
    /// The cycle of a product as a line.
    Map(MapState),
    /// A canvas.
    Canvas(Box<CanvasState>),
    /// A checklist.
    Checklist(ChecklistState),
    /// A guide.
    Guide(GuideState),
    /// The lines and all their stations.
    Network(NetworkState),
    /// A station, or the criteria of all of them.
    Station(StationState),
    /// A file that cannot be worked on.
    Trouble(TroubleState),
}

/// The screen without a workspace.
#[derive(Clone, Copy, Debug, Default)]
pub struct WelcomeState {
    /// The choice in focus: create, example, leave.
    pub cursor: usize,
}

impl WelcomeState {
    /// How many choices there are.
    pub const CHOICES: usize = 3;
}

/// The screen of a file that cannot be worked on.
#[derive(Clone, Debug)]
pub struct TroubleState {
    /// Path relative to the workspace.
    pub file: String,
    /// First line shown.
    pub top: usize,
}

impl Screen {
    /// Path of the document it shows, where it shows one.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Canvas(state) => Some(&state.file),
            Self::Checklist(state) => Some(&state.file),
            Self::Trouble(state) => Some(&state.file),
            Self::Welcome(_) | Self::Map(_) | Self::Network(_) | Self::Station(_) | Self::Guide(_) => None,
        }
    }
}
