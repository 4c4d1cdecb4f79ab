//! Where the parts of the station screen are.

use super::{StationRow, StationState, station_rows};
use crate::app::Model;
use crate::app::scene::areas;
use crate::app::station_labels::{criterion_text, reply_name, station_about};
use crate::document::Reply;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};

/// The parts of the station screen, and what stands in them.
#[derive(Clone, Debug)]
pub struct StationScene {
    /// What the station is for, or where to start.
    pub head: Rect,
    /// The four steps of a station, side by side; empty where the criteria of all are shown.
    pub steps: Rect,
    /// The rows.
    pub rows: Rect,
    /// What is said of the row in focus; empty where there is no room.
    pub details: Rect,
    /// What the station is for, in words.
    pub about: String,
    /// All rows, seen or not.
    pub all: Vec<StationRow>,
    /// How many lines each of them takes: more than one where everything is seen whole in that way.
    pub heights: Vec<u16>,
    /// The columns kept for what was answered.
    pub answers: u16,
}

impl StationScene {
    /// The row on each line from the top, by its place among all, and which of its lines it is; nothing on a line left
    /// empty before a group, which there is where everything fits.
    #[must_use]
    pub fn lines(&self, top: usize) -> Vec<Option<(usize, u16)>> {
        let rows = &self.all;
        let groups = rows.iter().filter(|row| matches!(row, StationRow::Group(_))).count();
        let taken: usize = self.heights.iter().map(|lines| usize::from(*lines)).sum();
        let has_room = taken + groups.saturating_sub(1) <= usize::from(self.rows.height);
        let mut lines = Vec::new();
        for (at, row) in rows.iter().enumerate().skip(if has_room { 0 } else { top }) {
            if has_room && at > 0 && matches!(row, StationRow::Group(_)) {
                lines.push(None);
            }
            lines.extend((0..self.heights.get(at).copied().unwrap_or(1)).map(|line| Some((at, line))));
        }
        lines.truncate(usize::from(self.rows.height));
        lines
    }

    /// Where the four steps of a station are, each with the place of its head among the rows.
    #[must_use]
    pub fn steps(&self) -> Vec<(usize, Rect)> {
        let heads = (0..self.all.len()).filter(|at| matches!(self.all[*at], StationRow::Group(_)));
        let heads: Vec<usize> = heads.filter(|_| !self.steps.is_empty()).collect();
        let Ok(count) = u16::try_from(heads.len()) else { return Vec::new() };
        let column = |at: u16| self.steps.x + self.steps.width * at / count.max(1);
        let areas = (0..count).map(|at| Rect { x: column(at), width: column(at + 1) - column(at), ..self.steps });
        heads.into_iter().zip(areas).collect()
    }
}

/// The columns of a row beside its text: before it, and between it and what was answered.
pub const BESIDE_TEXT: u16 = 5;

/// How many lines each row takes, where there is room for all of them whole; else one each.
fn heights(model: &Model, rows: &[StationRow], area: Rect, answers: u16) -> Vec<u16> {
    if area.width < COLUMN_FROM {
        return vec![1; rows.len()];
    }
    let columns = area.width.saturating_sub(2 + BESIDE_TEXT + answers);
    let lines = |row: &StationRow| {
        row.criterion().map_or(1, |id| wrap::height(&criterion_text(model, id), columns).clamp(1, 3))
    };
    let whole: Vec<u16> = rows.iter().map(lines).collect();
    if whole.iter().copied().fold(0, u16::saturating_add) <= area.height { whole } else { vec![1; rows.len()] }
}

/// The columns of rows from which answers have a column of their own.
const COLUMN_FROM: u16 = 60;

/// The columns of the longest answer there is to a criterion; none where each takes what it needs.
fn answer_columns(model: &Model, rows: &[StationRow], area: Rect) -> u16 {
    let product = model.current_product().and_then(|info| info.product.as_deref());
    let is_answered = |id: &str| product.is_some_and(|product| product.criteria.contains_key(id));
    if area.width < COLUMN_FROM || !rows.iter().filter_map(StationRow::criterion).any(is_answered) {
        return 0;
    }
    let replies = Reply::ALL.map(|reply| reply_name(model.words, reply));
    let texts = replies.into_iter().chain([model.words.say(key!("station.contradicted"))]);
    texts.map(|text| u16::try_from(width(text)).unwrap_or(0)).max().unwrap_or(0)
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
    let steps = match (state.station, work.height) {
        (None, _) => 0,
        (_, 26..) => 3,
        (_, 16..) => 2,
        _ => 1,
    };
    let space = |least: u16| u16::from(work.height >= least);
    let (head, rest) = work.split_top(text + if text > 0 { space(if steps > 0 { 26 } else { 18 }) } else { 0 });
    let (line, rest) = rest.split_top(steps + if steps > 0 { space(18) } else { 0 });
    let steps = Rect { height: steps, ..line.inset(2, 0) };
    let (rows, details) = if model.size.width >= BESIDE {
        rest.split_right((model.size.width * 2 / 5).clamp(40, 80))
    } else if state.info && rest.height >= 10 {
        rest.split_bottom((rest.height / 2).clamp(5, 8))
    } else {
        (rest, Rect::new(rest.x, rest.bottom(), rest.width, 0))
    };
    let all = station_rows(model, state);
    let answers = answer_columns(model, &all, rows);
    let heights = heights(model, &all, rows, answers);
    StationScene { head, steps, rows, details, about, all, heights, answers }
}
