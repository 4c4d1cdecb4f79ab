//! Notes in an area: as rows in a section, and as cards on the board.
//!
//! How high a note is depends on how wide it is drawn, so both ask for heights with a width; where the answer comes from
//! [`super::WrapCache`], asking is cheap. Among rows a note grouped under another is drawn a little to the right of it; cards stand in columns.

use super::strip::{Scroll, Strip};
use super::{Position, Rect, RectExt as _};

/// How far a grouped note is drawn to the right of the one it is grouped under.
pub const INDENT: u16 = 2;
/// The narrowest card.
pub const NARROWEST: u16 = 24;
/// The widest card.
pub const WIDEST: u16 = 40;
/// What a card should not be narrower than where that still leaves two beside each other.
pub(super) const COMFORTABLE: u16 = 28;
/// The narrowest step, the narrowest that leaves two beside each other, and the widest, where steps are lines with a bar.
const STEPS: (u16, u16, u16) = (20, 24, 34);
/// Columns between cards.
pub(super) const BETWEEN: u16 = 2;
/// Columns between the steps of a journey: an arrow with a space on both sides.
pub(super) const BETWEEN_STEPS: u16 = 3;

/// A note that is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which it is.
    pub index: usize,
    /// Where it is drawn.
    pub rect: Rect,
    /// How many of its rows are hidden above the area.
    pub skipped: u16,
    /// Whether rows of it are hidden below the area.
    pub cut: bool,
    /// Where the arrow to the next step stands, if there is one and it lies within the area.
    pub arrow: Option<Position>,
}

/// What is to be known of each note. Both are asked only for notes that are seen or near.
pub trait Notes {
    /// How many notes there are.
    fn count(&self) -> usize;

    /// How many rows a note takes when it is `columns` wide, with all its signs and edges.
    fn height(&self, index: usize, columns: u16) -> u16;

    /// How deep a note is grouped; 0 where it is not.
    fn indent(&self, index: usize) -> u16 {
        let _ = index;
        0
    }
}

/// Notes as rows, one below the other, over the whole width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Where they are drawn.
    pub area: Rect,
    /// Empty rows between two notes.
    pub gap: u16,
    /// How many rows a note may take; longer ones are cut.
    pub cap: u16,
    /// How many of the first notes may take one row more.
    pub taller: usize,
}

impl Rows {
    /// Rows of which as many as possible are seen: long notes are cut only as far as that needs. There are `gap` rows
    /// between two of them, where all fit with these.
    #[must_use]
    pub fn fitting(notes: &impl Notes, area: Rect, gap: u16) -> Self {
        let tight = Self { area, gap: 0, cap: 1, taller: 0 };
        if notes.count() > usize::from(area.height) {
            return tight;
        }
        let whole = Self { cap: area.height, ..tight };
        let heights: Vec<u16> = (0..notes.count()).map(|index| whole.height(notes, index)).collect();
        let cap = fitting_cap(&heights, area.height, area.height);
        let taller = if cap < area.height { taller(&heights, cap, area.height) } else { 0 };
        let total: usize = heights.iter().map(|height| usize::from(*height) + usize::from(gap)).sum();
        let has_room = total <= usize::from(area.height) + usize::from(gap);
        Self { area, gap: if has_room { gap } else { 0 }, cap, taller }
    }

    /// What is seen from `scroll` on.
    #[must_use]
    pub fn visible(&self, notes: &impl Notes, scroll: Scroll) -> Vec<Placed> {
        self.with_strip(notes, |strip| {
            let shown = strip.visible(scroll, self.area.height);
            shown
                .into_iter()
                .map(|shown| {
                    let (_, rect) = self.area.split_left(indent(notes, shown.index, self.area.width));
                    let height = self.height(notes, shown.index);
                    Placed {
                        index: shown.index,
                        rect: Rect { y: self.area.y.saturating_add(shown.y), height: shown.height, ..rect },
                        skipped: shown.skipped,
                        cut: shown.skipped + shown.height < height,
                        arrow: None,
                    }
                })
                .collect()
        })
    }

    /// The position that shows a note, moved no further than needed.
    #[must_use]
    pub fn scroll_to(&self, notes: &impl Notes, index: usize, scroll: Scroll) -> Scroll {
        self.with_strip(notes, |strip| strip.scroll_to(index, scroll, self.area.height))
    }

    /// The position some rows further down, or up where `by` is negative.
    #[must_use]
    pub fn scroll_by(&self, notes: &impl Notes, by: i32, scroll: Scroll) -> Scroll {
        self.with_strip(notes, |strip| strip.scroll_by(by, scroll, self.area.height))
    }

    /// How many rows all of them take; the first `most` are measured, the others counted.
    #[must_use]
    pub fn rows_wanted(&self, notes: &impl Notes, most: usize) -> u16 {
        let heights = (0..notes.count().min(most)).map(|index| self.height(notes, index).saturating_add(self.gap));
        let others = u16::try_from(notes.count().saturating_sub(most)).unwrap_or(u16::MAX);
        heights.fold(others, u16::saturating_add).saturating_sub(self.gap)
    }

    fn with_strip<T>(&self, notes: &impl Notes, act: impl FnOnce(Strip<'_>) -> T) -> T {
        act(Strip { count: notes.count(), gap: self.gap, height: &|index| self.height(notes, index) })
    }

    fn height(&self, notes: &impl Notes, index: usize) -> u16 {
        let columns = self.area.width - indent(notes, index, self.area.width);
        let cap = self.cap.saturating_add(u16::from(index < self.taller));
        notes.height(index, columns).clamp(1, cap.max(1))
    }
}

/// Notes as cards: in rows from left to right, every card of a row as high as its highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Board {
    area: Rect,
    columns: u16,
    width: u16,
    between: u16,
    cap: u16,
    /// How many of the first rows of cards may take one row more.
    taller: usize,
    /// Empty rows between two rows of cards.
    gap: u16,
}

impl Board {
    /// A board in `area`. A card takes at most `cap` rows. `steps` says that the notes are steps of a journey; arrows
    /// between them get room. How many cards stand beside each other depends on the area alone, so that nothing jumps
    /// when a note is added.
    #[must_use]
    pub fn new(area: Rect, cap: u16, steps: bool) -> Self {
        let between = if steps { BETWEEN_STEPS } else { BETWEEN };
        Self::of_widths(area, cap, between, (NARROWEST, COMFORTABLE, WIDEST))
    }

    /// The steps of a journey as lines with a bar, beside each other with arrows between them. Long ones are cut only as
    /// far as is needed to see as many as possible. There are `gap` rows between two rows of them, where all fit with
    /// these.
    #[must_use]
    pub fn of_steps(notes: &impl Notes, area: Rect, gap: u16) -> Self {
        let board = Self { cap: area.height.max(1), ..Self::of_whole_steps(area, 0) };
        let rows = notes.count().div_ceil(board.columns());
        if rows > usize::from(area.height) {
            return Self { cap: 1, ..board };
        }
        let heights: Vec<u16> = (0..rows).map(|row| board.row_height(notes, row)).collect();
        let cap = fitting_cap(&heights, area.height, board.cap);
        let taller = if cap < board.cap { taller(&heights, cap, area.height) } else { 0 };
        let total: usize = heights.iter().map(|height| usize::from(*height) + usize::from(gap)).sum();
        let has_room = total <= usize::from(area.height) + usize::from(gap);
        Self { cap, taller, gap: if has_room { gap } else { 0 }, ..board }
    }

    /// The same where there are rows enough for all of them.
    #[must_use]
    pub fn of_whole_steps(area: Rect, gap: u16) -> Self {
        Self { gap, ..Self::of_widths(area, u16::MAX, BETWEEN_STEPS, STEPS) }
    }

    /// How many rows all of them take; the first `most` rows of cards are measured, the others counted.
    #[must_use]
    pub fn rows_wanted(&self, notes: &impl Notes, most: usize) -> u16 {
        let rows = notes.count().div_ceil(self.columns());
        let heights = (0..rows.min(most)).map(|row| self.row_height(notes, row).saturating_add(self.gap));
        let others = u16::try_from(rows.saturating_sub(most)).unwrap_or(u16::MAX);
        heights.fold(others, u16::saturating_add).saturating_sub(self.gap)
    }

    fn of_widths(area: Rect, cap: u16, between: u16, (narrowest, comfortable, widest): (u16, u16, u16)) -> Self {
        let fits = |width: u16| (area.width.saturating_add(between)) / (width + between);
        let columns = match fits(comfortable) {
            0 | 1 => fits(narrowest).clamp(1, 2),
            many => many,
        };
        let width = ((area.width.saturating_sub(between * (columns - 1))) / columns).min(widest);
        Self { area, columns, width, between, cap: cap.max(1), taller: 0, gap: 1 }
    }

    /// How many cards stand beside each other.
    #[must_use]
    pub fn columns(&self) -> usize {
        usize::from(self.columns)
    }

    /// How wide a card is.
    #[must_use]
    pub fn card_width(&self) -> u16 {
        self.width
    }

    /// What is seen from `scroll` on, which counts rows of cards.
    #[must_use]
    pub fn visible(&self, notes: &impl Notes, scroll: Scroll) -> Vec<Placed> {
        let rows = self.with_strip(notes, |strip| strip.visible(scroll, self.area.height));
        let mut placed = Vec::new();
        for row in rows {
            let first = row.index * self.columns();
            let height = self.row_height(notes, row.index);
            for index in first..(first + self.columns()).min(notes.count()) {
                let column = u16::try_from(index - first).unwrap_or(0);
                let left = self.area.x.saturating_add(column * (self.width + self.between));
                let y = self.area.y.saturating_add(row.y);
                let rect = Rect::new(left, y, self.width, row.height);
                placed.push(Placed {
                    index,
                    rect: rect.intersection(self.area),
                    skipped: row.skipped,
                    cut: row.skipped + row.height < height,
                    arrow: self.arrow(notes, index, rect, row.skipped),
                });
            }
        }
        placed
    }

    /// The position that shows a note, moved no further than needed.
    #[must_use]
    pub fn scroll_to(&self, notes: &impl Notes, index: usize, scroll: Scroll) -> Scroll {
        self.with_strip(notes, |strip| strip.scroll_to(index / self.columns(), scroll, self.area.height))
    }

    /// The position some screen rows further down, or up where `by` is negative.
    #[must_use]
    pub fn scroll_by(&self, notes: &impl Notes, by: i32, scroll: Scroll) -> Scroll {
        self.with_strip(notes, |strip| strip.scroll_by(by, scroll, self.area.height))
    }

    fn with_strip<T>(&self, notes: &impl Notes, act: impl FnOnce(Strip<'_>) -> T) -> T {
        let count = notes.count().div_ceil(self.columns());
        act(Strip { count, gap: self.gap, height: &|row| self.row_height(notes, row) })
    }

    fn row_height(&self, notes: &impl Notes, row: usize) -> u16 {
        let first = row.saturating_mul(self.columns());
        let heights = (first..first.saturating_add(self.columns()).min(notes.count()))
            .map(|index| notes.height(index, self.width));
        heights.max().unwrap_or(1).clamp(1, self.cap.saturating_add(u16::from(row < self.taller)))
    }

    /// Where the arrow after a card stands: beside its first row of text, where another card follows in the row.
    fn arrow(&self, notes: &impl Notes, index: usize, card: Rect, skipped: u16) -> Option<Position> {
        let follows = !(index + 1).is_multiple_of(self.columns()) && index + 1 < notes.count();
        let steps = self.between == BETWEEN_STEPS;
        (steps && follows && skipped == 0).then(|| Position { x: card.right().saturating_add(1), y: card.y })
    }
}

/// The largest cap, `most` at the most, under which things of these heights fit into `rows`; 1 where none does.
fn fitting_cap(heights: &[u16], rows: u16, most: u16) -> u16 {
    let total = |cap: u16| heights.iter().map(|height| u32::from(*height.min(&cap))).sum::<u32>();
    (2..=most).rev().find(|cap| total(*cap) <= u32::from(rows)).unwrap_or(1)
}

/// How many of the first things may take a row more than `cap`, for all of them still to fit into `rows`.
fn taller(heights: &[u16], cap: u16, rows: u16) -> usize {
    let taken: u32 = heights.iter().map(|height| u32::from(*height.min(&cap))).sum();
    let mut left = u32::from(rows).saturating_sub(taken);
    let mut fits = |height: &u16| {
        let wants = u32::from(*height > cap);
        let gets = wants <= left;
        left = left.saturating_sub(wants);
        gets
    };
    heights.iter().take_while(|height| fits(height)).count()
}

/// How far a note is drawn to the right, at least half of the room being left to it.
fn indent(notes: &impl Notes, index: usize, room: u16) -> u16 {
    notes.indent(index).saturating_mul(INDENT).min(room / 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::samples::Samples;

    #[test]
    fn rows_stand_below_each_other() {
        let notes = Samples(vec![(2, 0), (1, 1), (9, 0)]);
        let rows = Rows { area: Rect::new(5, 2, 20, 6), gap: 0, cap: 4, taller: 0 };
        let seen = rows.visible(&notes, Scroll::default());
        assert_eq!(seen[0].rect, Rect::new(5, 2, 20, 2));
        assert_eq!(seen[1].rect, Rect::new(7, 4, 18, 1));
        assert_eq!(seen[2].rect, Rect::new(5, 5, 20, 3));
        assert!(seen[2].cut && !seen[0].cut);
        assert_eq!(rows.scroll_to(&notes, 2, Scroll::default()), Scroll { first: 0, offset: 1 });
    }

    #[test]
    fn rows_are_cut_only_as_far_as_needed() {
        let fit = |heights: &[u16], rows| {
            let notes = Samples(heights.iter().map(|height| (*height, 0)).collect());
            let rows = Rows::fitting(&notes, Rect::new(0, 0, 20, rows), 1);
            (rows.cap, rows.gap, rows.taller)
        };
        assert_eq!(fit(&[4, 1, 2], 7), (7, 0, 0));
        assert_eq!(fit(&[4, 1, 2], 6), (3, 0, 0));
        assert_eq!(fit(&[4, 1, 2], 3), (1, 0, 0));
        assert_eq!(fit(&[4, 1, 2], 2), (1, 0, 0));
        assert_eq!(fit(&[4, 1, 2], 4), (1, 0, 2), "the first takes the row that is left");
        assert_eq!(fit(&[4, 1, 2], 8), (8, 0, 0));
        assert_eq!(fit(&[4, 1, 2], 9), (9, 1, 0));
        assert_eq!(fit(&[], 9), (9, 1, 0));
        let steps = Samples(vec![(4, 0), (1, 0), (2, 0)]);
        let seen = Board::of_steps(&steps, Rect::new(0, 0, 50, 4), 0).visible(&steps, Scroll::default());
        assert_eq!(seen.iter().map(|placed| placed.rect.height).collect::<Vec<_>>(), [2, 2, 2]);
        let seen = Board::of_steps(&steps, Rect::new(0, 0, 50, 5), 0).visible(&steps, Scroll::default());
        assert_eq!(seen.iter().map(|placed| placed.rect.height).collect::<Vec<_>>(), [3, 3, 2], "no row is left");
        assert_eq!(seen[0].arrow, Some(Position { x: 24, y: 0 }));
    }

    #[test]
    fn cards_are_neither_narrow_nor_wide() {
        let columns = |width, steps| {
            let board = Board::new(Rect::new(0, 0, width, 20), 8, steps);
            (board.columns(), board.card_width())
        };
        assert_eq!(columns(95, true), (3, 29));
        assert_eq!(columns(78, false), (2, 38));
        assert_eq!(columns(50, false), (2, 24));
        assert_eq!(columns(38, false), (1, 38));
        assert_eq!(columns(49, false), (1, 40));
        assert_eq!(columns(10, false), (1, 10));
        for width in NARROWEST..500 {
            for steps in [false, true] {
                let (columns, card) = columns(width, steps);
                assert!((NARROWEST..=WIDEST).contains(&card), "{columns} cards of {card} in {width}");
            }
        }
    }

    #[test]
    fn cards_of_a_row_are_of_one_height_and_steps_have_arrows() {
        let notes = Samples(vec![(3, 0), (5, 0), (2, 1)]);
        let board = Board::new(Rect::new(1, 1, 78, 12), 8, true);
        let seen = board.visible(&notes, Scroll::default());
        assert_eq!(seen[0].rect, Rect::new(1, 1, 37, 5));
        assert_eq!(seen[1].rect, Rect::new(41, 1, 37, 5));
        assert_eq!(seen[2].rect, Rect::new(1, 7, 37, 2));
        assert_eq!(seen[0].arrow, Some(Position { x: 39, y: 1 }));
        assert_eq!((seen[1].arrow, seen[2].arrow), (None, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn notes_stay_inside_and_apart(
            heights in proptest::collection::vec((0..12u16, 0..4u16), 0..40),
            x in 0..9u16,
            width in 0..200u16,
            height in 0..40u16,
            first in 0..50usize,
            offset in 0..9u16,
            to in 0..50usize,
            steps: bool,
        ) {
            let notes = Samples(heights);
            let area = Rect::new(x, 1, width, height);
            let rows = if steps { Rows::fitting(&notes, area, 1) } else { Rows { area, gap: 0, cap: 5, taller: 0 } };
            let board = if steps { Board::of_steps(&notes, area, 1) } else { Board::new(area, 7, false) };
            let start = Scroll { first, offset };
            let of_rows = rows.visible(&notes, rows.scroll_to(&notes, to, start));
            let of_board = board.visible(&notes, board.scroll_to(&notes, to, start));
            for seen in [of_rows, of_board] {
                let wanted = to.min(notes.count().saturating_sub(1));
                prop_assert!(notes.count() == 0 || height == 0 || seen.iter().any(|placed| placed.index == wanted));
                for (at, placed) in seen.iter().enumerate() {
                    prop_assert_eq!(placed.rect.intersection(area), placed.rect);
                    prop_assert!(seen[..at].iter().all(|other| other.rect.intersection(placed.rect).is_empty()));
                    prop_assert!(placed.arrow.is_none_or(|arrow| area.contains(arrow)));
                }
            }
        }
    }
}
