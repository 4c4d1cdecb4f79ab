//! Notes as an affinity board: a group is a block of cards under its first, and blocks stand in one to four columns, each
//! in the one that is shortest so far, so that they fill the page. The steps of a journey are blocks that go from left to
//! right, in rows that begin together.

use super::flow::{BETWEEN, BETWEEN_STEPS, COMFORTABLE, NARROWEST, Notes, Placed};
use super::strip::{Scroll, Strip};
use super::{Direction, Position, Rect};

/// The most columns.
const COLUMNS: u16 = 4;
/// The widest card: lines are good to read.
const WIDEST: u16 = 76;
/// Columns that may stay free at the right before there is another column of cards.
const SLACK: u16 = 4;
/// The most notes that are laid out so: all of them are measured for every frame, and no page shows more.
pub const MOST: usize = 80;

/// Notes on an affinity board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affinity {
    area: Rect,
    columns: u16,
    width: u16,
    between: u16,
    /// The column of each note, and its rows counted from the top of the board: where it begins and how many it takes.
    cards: Vec<(u16, u32, u16)>,
}

impl Affinity {
    /// The board of `notes` in an area: as few columns as show all of them, so that cards are as wide as they can be, but
    /// as many as the width has room for. `steps` says that they are the steps of a journey.
    #[must_use]
    pub fn new(notes: &impl Notes, area: Rect, steps: bool) -> Self {
        let between = if steps { BETWEEN_STEPS } else { BETWEEN };
        let fitting = |width: u16| area.width.saturating_add(between) / (width + between);
        let most = match fitting(COMFORTABLE) {
            0 | 1 => fitting(NARROWEST).clamp(1, 2),
            many => many.min(COLUMNS),
        };
        let least = (area.width + between).saturating_sub(SLACK).div_ceil(WIDEST + between).clamp(1, most);
        if steps {
            // They are read from left to right.
            let blocks = (0..notes.count()).filter(|index| notes.indent(*index) == 0).count();
            let wanted = u16::try_from(blocks).unwrap_or(most).clamp(1, most);
            return Self::of_columns(notes, area, wanted.max(least), steps);
        }
        let fits = |board: &Self| board.rows() <= u32::from(area.height);
        let mut boards = (least..most).map(|columns| Self::of_columns(notes, area, columns, steps));
        boards.find(fits).unwrap_or_else(|| Self::of_columns(notes, area, most, steps))
    }

    fn of_columns(notes: &impl Notes, area: Rect, columns: u16, steps: bool) -> Self {
        let between = if steps { BETWEEN_STEPS } else { BETWEEN };
        let width = (area.width.saturating_sub(between * (columns - 1)) / columns).clamp(1, WIDEST);
        let mut ends = vec![0u32; usize::from(columns)];
        let mut steps_seen = 0;
        let mut cards: Vec<(u16, u32, u16)> = Vec::with_capacity(notes.count());
        for index in 0..notes.count() {
            let height = notes.height(index, width).max(1);
            // What is grouped goes on below the card before it.
            let column = match cards.last() {
                Some((column, ..)) if notes.indent(index) > 0 => *column,
                _ if steps => {
                    let column = steps_seen % ends.len();
                    if column == 0 && steps_seen > 0 {
                        let end = ends.iter().max().map_or(0, |end| end + 1);
                        ends.fill(end);
                    }
                    steps_seen += 1;
                    u16::try_from(column).unwrap_or(0)
                }
                _ => {
                    let shortest = ends.iter().enumerate().min_by_key(|(_, end)| **end).map_or(0, |(at, _)| at);
                    if ends[shortest] > 0 {
                        ends[shortest] += 1;
                    }
                    u16::try_from(shortest).unwrap_or(0)
                }
            };
            let end = &mut ends[usize::from(column)];
            cards.push((column, *end, height));
            *end += u32::from(height);
        }
        Self { area, columns, width, between, cards }
    }

    /// How many columns there are.
    #[must_use]
    pub fn columns(&self) -> usize {
        usize::from(self.columns)
    }

    /// How wide a card is.
    #[must_use]
    pub fn card_width(&self) -> u16 {
        self.width
    }

    /// How many rows the whole board has.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.cards.iter().map(|(_, top, height)| top + u32::from(*height)).max().unwrap_or(0)
    }

    /// What is seen from `scroll` on, of which the offset counts.
    #[must_use]
    pub fn visible(&self, scroll: Scroll) -> Vec<Placed> {
        let scroll = self.strip(|strip| strip.settle(scroll, self.area.height));
        let (from, to) = (u32::from(scroll.offset), u32::from(scroll.offset) + u32::from(self.area.height));
        let seen = self.cards.iter().enumerate().filter_map(|(index, (column, top, height))| {
            let (first, last) = ((*top).max(from), (top + u32::from(*height)).min(to));
            let rows = last.checked_sub(first).filter(|rows| *rows > 0)?;
            let small = |rows: u32| u16::try_from(rows).unwrap_or(u16::MAX);
            let x = self.area.x.saturating_add(column * (self.width + self.between));
            let rect = Rect::new(x, self.area.y.saturating_add(small(first - from)), self.width, small(rows));
            let cut = last < top + u32::from(*height);
            // An arrow leads from the first of a block to the first of the next one beside it.
            let leads_on = self.between == BETWEEN_STEPS && first == *top && self.leads_on(index);
            let arrow = leads_on.then(|| Position { x: rect.right().saturating_add(1), y: rect.y });
            Some(Placed { index, rect: rect.intersection(self.area), skipped: small(first - top), cut, arrow })
        });
        seen.collect()
    }

    /// The position that shows a note, moved no further than needed.
    #[must_use]
    pub fn scroll_to(&self, index: usize, scroll: Scroll) -> Scroll {
        let rows = u32::from(self.area.height);
        let scroll = self.strip(|strip| strip.settle(scroll, self.area.height));
        let Some((_, top, height)) = self.cards.get(index) else { return scroll };
        let from = u32::from(scroll.offset);
        let end = top + u32::from(*height);
        let from = if *top < from || u32::from(*height) >= rows { *top } else { from.max(end.saturating_sub(rows)) };
        let moved = Scroll { first: 0, offset: u16::try_from(from).unwrap_or(u16::MAX) };
        self.strip(|strip| strip.settle(moved, self.area.height))
    }

    /// The note an arrow leads to: the next of the column, or the nearest in the next column.
    #[must_use]
    pub fn step(&self, index: usize, direction: Direction) -> Option<usize> {
        let (column, top, height) = *self.cards.get(index)?;
        let middle = |top: u32, height: u16| top * 2 + u32::from(height);
        let others = self.cards.iter().enumerate().filter(|(other, _)| *other != index);
        let distance =
            |(_, (_, other, rows)): &(usize, &(u16, u32, u16))| middle(*other, *rows).abs_diff(middle(top, height));
        let beside = |wanted: u16| others.clone().filter(|(_, card)| card.0 == wanted).min_by_key(distance);
        let found = match direction {
            Direction::Up => others.clone().filter(|(_, card)| card.0 == column && card.1 < top).min_by_key(distance),
            Direction::Down => others.clone().filter(|(_, card)| card.0 == column && card.1 > top).min_by_key(distance),
            Direction::Left => beside(column.checked_sub(1)?),
            Direction::Right => beside(column + 1),
        };
        found.map(|(other, _)| other)
    }

    /// Whether another block begins beside a card in the same row.
    fn leads_on(&self, index: usize) -> bool {
        let (column, top, _) = self.cards[index];
        self.cards[index + 1..]
            .iter()
            .find(|card| card.0 != column)
            .is_some_and(|card| card.0 > column && card.1 == top)
    }

    /// The board as one thing that is scrolled row by row.
    fn strip<T>(&self, act: impl FnOnce(Strip<'_>) -> T) -> T {
        let rows = u16::try_from(self.rows()).unwrap_or(u16::MAX);
        act(Strip { count: usize::from(!self.cards.is_empty()), gap: 0, height: &|_| rows })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::samples::Samples;

    fn places(board: &Affinity) -> Vec<(u16, u16)> {
        board.visible(Scroll::default()).iter().map(|placed| (placed.rect.x, placed.rect.y)).collect()
    }

    #[test]
    fn a_group_stands_in_one_column_and_singles_fill_the_others() {
        let notes = Samples(vec![(2, 0), (2, 1), (2, 1), (3, 0), (2, 0)]);
        let board = Affinity::new(&notes, Rect::new(0, 0, 60, 8), false);
        assert_eq!((board.columns(), board.card_width()), (2, 29));
        assert_eq!(places(&board), [(0, 0), (0, 2), (0, 4), (31, 0), (31, 4)]);
        let columns = |width, height| Affinity::new(&notes, Rect::new(0, 0, width, height), false).columns();
        assert_eq!([columns(60, 14), columns(134, 40), columns(200, 40)], [1, 2, 3], "as wide as is good to read");
        let steps = [Direction::Down, Direction::Up, Direction::Left, Direction::Right].map(|to| board.step(1, to));
        assert_eq!(steps, [Some(2), Some(0), None, Some(3)]);
        assert_eq!(board.step(4, Direction::Left), Some(2));
    }

    #[test]
    fn steps_go_from_left_to_right_with_what_belongs_to_them_below() {
        let notes = Samples(vec![(2, 0), (2, 1), (3, 0), (2, 0), (2, 1), (2, 0)]);
        let board = Affinity::new(&notes, Rect::new(0, 0, 60, 11), true);
        assert_eq!(places(&board), [(0, 0), (0, 2), (31, 0), (0, 5), (0, 7), (31, 5)]);
        let arrows: Vec<_> = board.visible(Scroll::default()).iter().map(|placed| placed.arrow).collect();
        let at = |y| Some(Position { x: 29, y });
        assert_eq!(arrows, [at(0), None, None, at(5), None, None]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn cards_stay_inside_and_apart_and_what_is_asked_for_is_seen(
            heights in proptest::collection::vec((0..12u16, 0..2u16), 0..40),
            width in 0..200u16,
            height in 0..40u16,
            offset in 0..90u16,
            to in 0..50usize,
            steps: bool,
        ) {
            let notes = Samples(heights);
            let area = Rect::new(3, 1, width, height);
            let board = Affinity::new(&notes, area, steps);
            let scroll = board.scroll_to(to, Scroll { first: 0, offset });
            let seen = board.visible(scroll);
            prop_assert!(to >= notes.count() || area.is_empty() || seen.iter().any(|placed| placed.index == to));
            for (at, placed) in seen.iter().enumerate() {
                prop_assert_eq!(placed.rect.intersection(area), placed.rect);
                prop_assert!(placed.arrow.is_none_or(|arrow| area.contains(arrow)));
                prop_assert!(seen[..at].iter().all(|other| other.rect.intersection(placed.rect).is_empty()));
            }
        }
    }
}
