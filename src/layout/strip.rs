//! Things of different heights, one below the other, of which an area shows a part.
//!
//! Where one is in it is the first thing seen and how much of that is hidden above the area. Everything walks from there,
//! so that the cost is that of what is visible, however many things there are.

/// Where one is in a strip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scroll {
    /// The first thing that is seen.
    pub first: usize,
    /// How many of its rows are hidden above.
    pub offset: u16,
}

/// One thing that is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which it is.
    pub index: usize,
    /// Rows of the area above it.
    pub y: u16,
    /// How many of its rows are seen.
    pub height: u16,
    /// How many of its rows are hidden above.
    pub skipped: u16,
}

/// Things one below the other. Their heights are asked for only where they are needed.
#[derive(Clone, Copy)]
pub struct Strip<'a> {
    /// How many there are.
    pub count: usize,
    /// Empty rows between two of them.
    pub gap: u16,
    /// The height of one. One without a height counts as one row.
    pub height: &'a dyn Fn(usize) -> u16,
}

impl Strip<'_> {
    fn height_of(&self, index: usize) -> u32 {
        u32::from((self.height)(index).max(1))
    }

    /// The height of one with the gap after it, which the last one does not have.
    fn stride(&self, index: usize) -> u32 {
        self.height_of(index) + if index + 1 < self.count { u32::from(self.gap) } else { 0 }
    }

    /// What is seen in `rows` from `scroll` on.
    #[must_use]
    pub fn visible(&self, scroll: Scroll, rows: u16) -> Vec<Shown> {
        let mut shown = Vec::new();
        let mut y = -i64::from(scroll.offset);
        for index in scroll.first..self.count {
            if y >= i64::from(rows) {
                break;
            }
            let height = i64::from(self.height_of(index));
            let (top, bottom) = (y.max(0), (y + height).min(i64::from(rows)));
            if top < bottom {
                shown.push(Shown { index, y: small(top), height: small(bottom - top), skipped: small(top - y) });
            }
            y += i64::from(self.stride(index));
        }
        shown
    }

    /// The position that shows `index` whole, moved from `scroll` no further than needed. Of one that is higher than the
    /// area, the beginning is shown. The result is [settled](Strip::settle).
    #[must_use]
    pub fn scroll_to(&self, index: usize, scroll: Scroll, rows: u16) -> Scroll {
        let Some(last) = self.count.checked_sub(1) else { return Scroll::default() };
        let index = index.min(last);
        let scroll = self.settle(scroll, rows);
        let height = self.height_of(index);
        if index < scroll.first || (index == scroll.first && scroll.offset > 0) || height >= u32::from(rows) {
            let above = Scroll { first: index, offset: 0 };
            // One that is higher than the area stays where it is, as long as it fills it.
            let stays = index == scroll.first && height >= u32::from(rows) + u32::from(scroll.offset);
            return if stays { scroll } else { self.settle(above, rows) };
        }
        let mut bottom = i64::from(height) - i64::from(scroll.offset);
        for above in scroll.first..index {
            bottom += i64::from(self.stride(above));
            if bottom > i64::from(rows) {
                return self.ending_with(index, rows);
            }
        }
        scroll
    }

    /// The nearest position that leaves no rows empty below the last thing where there is something above.
    #[must_use]
    pub fn settle(&self, scroll: Scroll, rows: u16) -> Scroll {
        let Some(last) = self.count.checked_sub(1) else { return Scroll::default() };
        if scroll.first > last {
            return self.ending_with(last, rows);
        }
        let most = small(i64::from(self.stride(scroll.first)) - 1);
        let scroll = Scroll { first: scroll.first, offset: scroll.offset.min(most) };
        let mut bottom = -i64::from(scroll.offset);
        for index in scroll.first..self.count {
            bottom += i64::from(self.stride(index));
            if bottom >= i64::from(rows) {
                return scroll;
            }
        }
        self.ending_with(last, rows)
    }

    /// The position `by` rows further down, or up where it is negative. The result is [settled](Strip::settle).
    #[must_use]
    pub fn scroll_by(&self, by: i32, scroll: Scroll, rows: u16) -> Scroll {
        let Some(last) = self.count.checked_sub(1) else { return Scroll::default() };
        let scroll = self.settle(scroll, rows);
        let mut first = scroll.first;
        let mut offset = i64::from(scroll.offset) + i64::from(by);
        while offset < 0 && first > 0 {
            first -= 1;
            offset += i64::from(self.stride(first));
        }
        while first < last && offset >= i64::from(self.stride(first)) {
            offset -= i64::from(self.stride(first));
            first += 1;
        }
        self.settle(Scroll { first, offset: small(offset.max(0)) }, rows)
    }

    /// The position at which the last row of `index` is the last row of the area, or the start.
    fn ending_with(&self, index: usize, rows: u16) -> Scroll {
        let mut top = i64::from(rows) - i64::from(self.height_of(index));
        let mut first = index;
        while top > 0 && first > 0 {
            first -= 1;
            top -= i64::from(self.stride(first));
        }
        Scroll { first, offset: small((-top).max(0)) }
    }
}

/// A number of rows, as far as rows can be counted.
fn small(rows: i64) -> u16 {
    u16::try_from(rows.max(0)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_is_visible_is_asked_for() {
        let asked = Cell::new(0);
        let height = |_| {
            asked.set(asked.get() + 1);
            2
        };
        let strip = Strip { count: 1_000_000, gap: 1, height: &height };
        let far = strip.scroll_to(500_000, Scroll::default(), 20);
        let _ = strip.visible(far, 20);
        let _ = strip.scroll_by(5, far, 20);
        let _ = strip.settle(Scroll { first: usize::MAX, offset: 9 }, 20);
        assert!(asked.get() < 200, "{}", asked.get());
    }

    #[test]
    fn moves_no_further_than_needed() {
        let strip = Strip { count: 10, gap: 0, height: &|_| 2 };
        let top = Scroll::default();
        assert_eq!(strip.scroll_to(2, top, 6), top);
        assert_eq!(strip.scroll_to(3, top, 6), Scroll { first: 1, offset: 0 });
        assert_eq!(strip.scroll_to(3, top, 7), Scroll { first: 0, offset: 1 });
        assert_eq!(strip.scroll_to(4, Scroll { first: 5, offset: 1 }, 6), Scroll { first: 4, offset: 0 });
        assert_eq!(strip.scroll_to(99, top, 6), Scroll { first: 7, offset: 0 });
        assert_eq!(strip.scroll_by(3, top, 6), Scroll { first: 1, offset: 1 });
        assert_eq!(strip.scroll_by(-1, Scroll { first: 2, offset: 0 }, 6), Scroll { first: 1, offset: 1 });
        assert_eq!(strip.scroll_by(-99, Scroll { first: 2, offset: 0 }, 6), top);
        assert_eq!(strip.settle(Scroll { first: 9, offset: 0 }, 6), Scroll { first: 7, offset: 0 });
        assert_eq!(strip.settle(Scroll { first: 9, offset: 0 }, 60), top);
        let none = Strip { count: 0, gap: 0, height: &|_| 2 };
        assert_eq!(none.scroll_to(3, top, 6), top);
        assert_eq!(none.visible(top, 6), []);
    }

    #[test]
    fn what_is_cut_says_so() {
        let strip = Strip { count: 3, gap: 1, height: &|_| 3 };
        assert_eq!(
            strip.visible(Scroll { first: 0, offset: 2 }, 5),
            [Shown { index: 0, y: 0, height: 1, skipped: 2 }, Shown { index: 1, y: 2, height: 3, skipped: 0 },]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_asked_for_is_seen(
            heights in proptest::collection::vec(0..9u16, 1..30),
            gap in 0..3u16,
            index: prop::sample::Index,
            first in 0..40usize,
            offset in 0..12u16,
            by in -40..40i32,
            rows in 1..20u16,
        ) {
            let height = |index: usize| heights[index];
            let strip = Strip { count: heights.len(), gap, height: &height };
            let index = index.index(heights.len());
            let start = strip.settle(Scroll { first, offset }, rows);
            prop_assert_eq!(strip.settle(start, rows), start);
            let scroll = strip.scroll_to(index, start, rows);
            prop_assert_eq!(strip.settle(scroll, rows), scroll);
            prop_assert_eq!(strip.scroll_to(index, scroll, rows), scroll);
            let seen = strip.visible(scroll, rows);
            let shown = seen.iter().find(|shown| shown.index == index);
            prop_assert_eq!(shown.map(|shown| shown.height), Some(heights[index].max(1).min(rows)));
            let moved = strip.scroll_by(by, start, rows);
            prop_assert_eq!(strip.settle(moved, rows), moved);
            let total: u32 = (0..heights.len()).map(|index| strip.stride(index)).sum();
            let filled = strip.visible(moved, rows).last().map_or(0, |last| last.y + last.height);
            if total >= u32::from(rows) {
                prop_assert!(filled + gap >= rows);
            } else {
                prop_assert_eq!(moved, Scroll::default());
            }
        }
    }
}
