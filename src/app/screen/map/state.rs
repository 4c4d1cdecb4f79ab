//! What the map remembers.

use crate::app::screen::state::State;

/// The state of the map screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct MapState {
    /// The station in focus.
    pub station: usize,
    /// The item in focus within the station.
    pub item: usize,
    /// First item shown.
    pub top: usize,
    /// Whether canvases for styles the product does not have are shown too.
    pub all_styles: bool,
}

impl State for MapState {
    fn screen(&self) -> &'static str {
        "map"
    }

    fn toggle_styles(&mut self) {
        self.all_styles = !self.all_styles;
    }
}
