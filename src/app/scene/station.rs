//! Where the parts of the station screen are.

use super::areas;
use crate::app::screens::{Screen, StationRow, StationState, station_rows};
use crate::app::{Cx, Model};
use crate::layout::{Position, Rect, RectExt as _, wrap};

/// The parts of the station screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StationScene {
    /// What the station is for, or where to start.
    pub head: Rect,
    /// The rows.
    pub rows: Rect,
    /// What is said of the row in focus; empty where there is no room.
    pub details: Rect,
}

impl StationScene {
    /// The row on each line from the top, by its place among `rows`; nothing on a line left empty before a group, which
    /// there is where everything fits.
    #[must_use]
    pub fn lines(&self, rows: &[StationRow], top: usize) -> Vec<Option<usize>> {
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

/// The parts of the screen, where `about` is the text at its head.
#[must_use]
pub fn station(model: &Model, state: &StationState, about: &str) -> StationScene {
    let work = areas(model.size).work;
    let inner = work.inset(1, 0);
    let most = match work.height {
        18.. => 3,
        12.. => 2,
        _ => 0,
    };
    let text = wrap::height(about, inner.width.min(100)).min(most);
    let (head, rest) = work.split_top(1 + text + u16::from(work.height >= 18));
    let (rows, details) = if model.size.width >= BESIDE {
        rest.split_right((model.size.width * 2 / 5).clamp(40, 80))
    } else if state.info && rest.height >= 10 {
        rest.split_bottom((rest.height / 2).clamp(5, 8))
    } else {
        (rest, Rect::new(rest.x, rest.bottom(), rest.width, 0))
    };
    StationScene { head, rows, details }
}

/// Scrolls so that the row in focus is seen, the head of its group with the first row of one.
pub(super) fn settle(model: &mut Model) {
    let Some(Screen::Station(state)) = model.screens.last() else { return };
    let rows = station_rows(model, state);
    let height =
        usize::from(station(model, state, &crate::app::standing::station_about(model, state)).rows.height).max(1);
    if let Some(Screen::Station(state)) = model.screens.last_mut() {
        state.repair(&rows);
        let is_head = state.at > 0 && matches!(rows.get(state.at - 1), Some(StationRow::Group(_)));
        let first = state.at - usize::from(is_head);
        let most = rows.len().saturating_sub(height);
        state.top = state.top.min(first).max((state.at + 1).saturating_sub(height)).min(most.max(first.min(most)));
    }
}

/// The row under a point.
#[must_use]
pub fn station_row_at(model: &Model, point: Position) -> Option<usize> {
    let Screen::Station(state) = model.screen() else { return None };
    let scene = station(model, state, &crate::app::standing::station_about(model, state));
    let rows = station_rows(model, state);
    let line = usize::from(point.y.checked_sub(scene.rows.y)?);
    let at = (*scene.lines(&rows, state.top).get(line)?).filter(|_| scene.rows.contains(point))?;
    rows[at].is_work().then_some(at)
}

/// A press puts a row in focus. Says whether there is one.
pub(super) fn press(cx: &mut Cx, point: Position) -> bool {
    let Some(at) = station_row_at(cx.model, point) else { return false };
    if let Some(Screen::Station(state)) = cx.model.screens.last_mut() {
        state.at = at;
    }
    true
}
