//! Where the parts of the follow-up screen are.

use super::{FollowUpRow, FollowUpState, rows};
use crate::app::Model;
use crate::app::scene::areas;
use crate::layout::{Rect, RectExt as _};

/// The parts of the follow-up screen, and what stands in them.
#[derive(Clone, Debug)]
pub struct FollowUpScene {
    /// The rows.
    pub rows: Rect,
    /// What is said of the entry in focus; empty where there is no room.
    pub details: Rect,
    /// All rows, seen or not.
    pub all: Vec<FollowUpRow>,
}

/// The narrowest screen on which the details stand beside the rows.
const BESIDE: u16 = 110;
/// The lowest on which they stand below; on a lower one they take the place of the rows where somebody wants to read them.
const BELOW: u16 = 12;

impl FollowUpScene {
    /// The row on each line from the top, by its place among all; nothing on a line left empty before a group, which
    /// there is where everything fits.
    #[must_use]
    pub fn lines(&self, top: usize) -> Vec<Option<usize>> {
        let has_room = self.has_room();
        let mut lines = Vec::new();
        for (at, row) in self.all.iter().enumerate().skip(if has_room { 0 } else { top }) {
            if has_room && at > 0 && matches!(row, FollowUpRow::Group(..)) {
                lines.push(None);
            }
            lines.push(Some(at));
        }
        lines.truncate(usize::from(self.rows.height));
        lines
    }

    /// Whether all rows can be seen, with a line between the groups.
    #[must_use]
    pub fn has_room(&self) -> bool {
        let groups = self.all.iter().filter(|row| matches!(row, FollowUpRow::Group(..))).count();
        self.all.len() + groups.saturating_sub(1) <= usize::from(self.rows.height)
    }
}

/// Whether there is room for rows and details at once.
pub(super) fn has_both(scene: &FollowUpScene, width: u16) -> bool {
    width >= BESIDE || scene.rows.height + scene.details.height >= BELOW
}

/// The parts of the screen.
pub(super) fn follow_up(model: &Model, state: &FollowUpState) -> FollowUpScene {
    let work = areas(model.size).work;
    let (_, rest) = work.split_top(u16::from(work.height >= 18));
    let all = rows::rows(model, state);
    let groups = all.iter().filter(|row| matches!(row, FollowUpRow::Group(..))).count();
    // What the rows leave is for what is said, and that has half at most where there are many.
    let spare = rest.height.saturating_sub(u16::try_from(all.len() + groups).unwrap_or(u16::MAX));
    let none = |rest: Rect| Rect::new(rest.x, rest.bottom(), rest.width, 0);
    let (rows, details) = if model.size.width >= BESIDE {
        rest.split_right((model.size.width / 3).clamp(40, 72))
    } else if rest.height < BELOW && state.is_read {
        (Rect { height: 0, ..rest }, rest)
    } else if rest.height >= BELOW && state.info {
        rest.split_bottom((rest.height / 2).clamp(5, 9).max(spare))
    } else {
        (rest, none(rest))
    };
    FollowUpScene { rows, details, all }
}

/// Keeps an entry in focus and in sight, and the head of its group with the first of one.
pub(super) fn settle(model: &mut Model) {
    let Some(scene) = model.layout::<FollowUpScene>() else { return };
    let Some(state) = model.screens.front_mut::<FollowUpState>() else { return };
    let place = |entry: &(crate::app::follow_up::Kind, String)| {
        scene.all.iter().position(|row| row.entry() == Some((entry.0, entry.1.as_str())))
    };
    let known = state.entry.as_ref().and_then(place);
    let mut at = known.unwrap_or(state.at).min(scene.all.len().saturating_sub(1));
    if !scene.all.get(at).is_some_and(FollowUpRow::is_work) {
        at = scene.all.iter().skip(at).position(FollowUpRow::is_work).map_or(0, |by| at + by);
    }
    state.at = at;
    state.entry = scene.all.get(at).and_then(FollowUpRow::entry).map(|(kind, key)| (kind, key.to_owned()));
    if scene.rows.is_empty() {
        // They are not seen, and are where they were once they are.
        return;
    }
    let height = usize::from(scene.rows.height);
    let is_first = at > 0 && matches!(scene.all.get(at - 1), Some(FollowUpRow::Group(..)));
    let first = at - usize::from(is_first && height > 1);
    state.top = if scene.has_room() { 0 } else { state.top.min(first).max((at + 1).saturating_sub(height)) };
}
