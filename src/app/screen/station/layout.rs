//! Where the parts of the station screen are.

use super::{StationRow, StationState, station_rows};
use crate::app::Model;
use crate::app::scene::areas;
use crate::app::station_labels::station_about;
use crate::layout::{Rect, RectExt as _, wrap};

/// The parts of the station screen, and what stands in them.
#[derive(Clone, Debug)]
pub struct StationScene {
    /// What the station is for, or where to start.
    pub head: Rect,
    /// The rows.
    pub rows: Rect,
    /// What is said of the row in focus; empty where there is no room.
    pub details: Rect,
    /// What the station is for, in words.
    pub about: String,
    /// All rows, seen or not.
    pub all: Vec<StationRow>,
}

impl StationScene {
    /// The row on each line from the top, by its place among all; nothing on a line left empty before a group, which
    /// there is where everything fits.
    #[must_use]
    pub fn lines(&self, top: usize) -> Vec<Option<usize>> {
        let rows = &self.all;
        let groups = rows.iter().filter(|row| matches!(row, StationRow::Group(_))).count();
        let has_room = rows.len() + groups.saturating_sub(1) <= usize::from(self.rows.height);
        let mut lines = Vec::new();
        for (at, row) in rows.iter().enumerate().skip(if has_room { 0 } else { top }) {
            if has_room && at > 0 && matches!(row, StationRow::Group(_)) {
                lines.push(None);
            }
            lines.push(Some(at));
        }
        lines.truncate(usize::from(self.rows.height));
        lines
    }
}

/// The narrowest screen on which the details stand beside the rows.
const BESIDE: u16 = 110;

/// The parts of the screen.
pub(super) fn station(model: &Model, state: &StationState) -> StationScene {
    let about = station_about(model, state);
    let work = areas(model.size).work;
    let inner = work.inset(1, 0);
    let most = match work.height {
        18.. => 3,
        12.. => 2,
        _ => 0,
    };
    let text = wrap::height(&about, inner.width.min(100)).min(most);
    let (head, rest) = work.split_top(1 + text + u16::from(work.height >= 18));
    let (rows, details) = if model.size.width >= BESIDE {
        rest.split_right((model.size.width * 2 / 5).clamp(40, 80))
    } else if state.info && rest.height >= 10 {
        rest.split_bottom((rest.height / 2).clamp(5, 8))
    } else {
        (rest, Rect::new(rest.x, rest.bottom(), rest.width, 0))
    };
    StationScene { head, rows, details, about, all: station_rows(model, state) }
}
