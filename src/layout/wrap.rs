//! Where text breaks into lines.
//!
//! Every byte of the text belongs to exactly one line, so that a cursor has one place. Lines break at line feeds and where the
//! rules of Unicode let them (`breaks.rs`); what is longer than a line is split between graphemes. Spaces at
//! the end of a line hang over its edge.

use std::borrow::Cow;
use std::ops::Range;

use super::breaks::Breaks;
use super::text::{Cell, Cells, graphemes, graphemes_in, previous_border};

/// One line of wrapped text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes in the text, with the spaces and the line feed at its end.
    pub range: Range<usize>,
    /// How many columns it takes, without the spaces at its end.
    pub width: u16,
    /// Whether a line feed ends it.
    pub hard: bool,
}

impl Line {
    /// What is to be drawn of the line: without the line feed and the spaces at its end. `text` must be the text that
    /// was wrapped; of another, nothing or something else is given.
    #[must_use]
    pub fn content<'a>(&self, text: &'a str) -> &'a str {
        let line = text.get(self.range.clone()).unwrap_or_default();
        let mut content = line.strip_suffix('\n').unwrap_or(line);
        while let Some(before) = previous_border(content, content.len()).filter(|at| is_blank(&content[*at..])) {
            content = &content[..before];
        }
        content
    }

    /// The cells to be drawn of the line, as they are shown within the whole text; see [`Line::content`].
    #[must_use]
    pub fn cells<'a>(&self, text: &'a str) -> Cells<'a> {
        graphemes_in(text, self.range.start..self.range.start + self.content(text).len())
    }

    /// What is shown of the line; [`Line::cells`] one after the other.
    #[must_use]
    pub fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let content = self.content(text);
        if content.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Cow::Borrowed(content);
        }
        Cow::Owned(self.cells(text).map(|cell| cell.shown).collect())
    }
}

/// The lines of `text` in `columns`; at least one, also for no text. Text that ends with a line feed has an empty last
/// line. A line is wider than `columns` only where a single grapheme is; no columns count as one.
#[must_use]
pub fn wrap(text: &str, columns: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    each_line(text, columns, |line| lines.push(line));
    lines
}

/// The lines of `text` where the first one has `first` columns and the others `rest`: something stands beside the first.
/// `known` are its lines in `first` columns, as [`wrap`] gives them.
#[must_use]
pub fn wrap_beside(text: &str, known: &[Line], rest: u16) -> Vec<Line> {
    let [head, second, ..] = known else { return known.to_vec() };
    let start = second.range.start;
    let moved = wrap(text.get(start..).unwrap_or_default(), rest).into_iter();
    let tail = moved.map(|line| Line { range: line.range.start + start..line.range.end + start, ..line });
    std::iter::once(head.clone()).chain(tail).collect()
}

/// How many lines `text` has in `columns`, as many as `u16` can count.
#[must_use]
pub fn height(text: &str, columns: u16) -> u16 {
    let mut count = 0u16;
    each_line(text, columns, |_| count = count.saturating_add(1));
    count
}

fn each_line(text: &str, columns: u16, mut found: impl FnMut(Line)) {
    let columns = usize::from(columns.max(1));
    let mut start = 0;
    loop {
        let feed = text[start..].find('\n').map(|at| start + at);
        let end = feed.unwrap_or(text.len());
        let mut wrapping = Wrapping::new(start, columns);
        let mut breaks = Breaks::of(&text[start..end]);
        for cell in graphemes(&text[start..end]) {
            let may_break = breaks.may_break(cell.range.start);
            wrapping.take(&cell, start, may_break, &mut found);
        }
        match feed {
            Some(feed) => found(wrapping.line(feed + 1, true)),
            None => return found(wrapping.line(end, false)),
        }
        start = end + 1;
    }
}

/// The line that is being filled.
struct Wrapping {
    columns: usize,
    /// Where the line starts.
    start: usize,
    /// Columns taken, spaces included.
    used: usize,
    /// Columns taken, spaces at the end not included.
    filled: usize,
    /// The last place where the line may end.
    place: Option<Place>,
}

/// A place where a line may end.
struct Place {
    at: usize,
    used: usize,
    filled: usize,
}

impl Wrapping {
    fn new(start: usize, columns: usize) -> Self {
        Self { columns, start, used: 0, filled: 0, place: None }
    }

    /// The line as it stands, ending before `end`.
    fn line(&self, end: usize, hard: bool) -> Line {
        Line { range: self.start..end, width: u16::try_from(self.filled).unwrap_or(u16::MAX), hard }
    }

    fn place(&self, at: usize) -> Place {
        Place { at, used: self.used, filled: self.filled }
    }

    /// Takes the next cell, whose range counts from `offset`; the line may end before it or not.
    fn take(&mut self, cell: &Cell<'_>, offset: usize, may_break: bool, found: &mut impl FnMut(Line)) {
        let from = offset + cell.range.start;
        let width = usize::from(cell.width);
        if may_break && self.used > 0 {
            self.place = Some(self.place(from));
        }
        if is_blank(&cell.shown) {
            self.used += width;
            return;
        }
        if self.used + width > self.columns
            && let Some(place) = self.place.take()
        {
            self.end_at(&place, found);
        }
        // What is left of the word is too long by itself.
        if self.used > 0 && self.used + width > self.columns {
            self.end_at(&self.place(from), found);
        }
        self.used += width;
        self.filled = self.used;
    }

    /// Ends the line at a place; what was taken since then begins the next one.
    fn end_at(&mut self, place: &Place, found: &mut impl FnMut(Line)) {
        found(Line {
            range: self.start..place.at,
            width: u16::try_from(place.filled).unwrap_or(u16::MAX),
            hard: false,
        });
        self.start = place.at;
        self.used -= place.used;
        self.filled = self.filled.saturating_sub(place.used);
        self.place = None;
    }
}

/// Whether a grapheme is a space at which lines break and that hangs over their edge; one with a mark on it is not.
fn is_blank(grapheme: &str) -> bool {
    matches!(grapheme, " " | "\u{1680}" | "\u{205f}" | "\u{3000}")
        || ("\u{2000}"..="\u{200a}").contains(&grapheme) && grapheme.len() == 3 && grapheme != "\u{2007}"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::text::{self, is_border, tests::hard_text};

    fn lines(text: &str, columns: u16) -> Vec<&str> {
        wrap(text, columns).iter().map(|line| &text[line.range.clone()]).collect()
    }

    #[test]
    fn lines_break_after_spaces() {
        assert_eq!(lines("See where an order is", 10), ["See where ", "an order ", "is"]);
        assert_eq!(lines("See where an", 12), ["See where an"]);
        assert_eq!(lines("abc   def", 3), ["abc   ", "def"]);
        assert_eq!(wrap("abc   def", 3)[0].width, 3);
        assert_eq!(lines("one\u{a0}two three", 9), ["one\u{a0}two ", "three"]);
    }

    #[test]
    fn lines_end_at_line_feeds() {
        assert_eq!(lines("", 5), [""]);
        assert_eq!(lines("a\n\nb\n", 5), ["a\n", "\n", "b\n", ""]);
        let all = wrap("a\n\nb", 5);
        assert_eq!(all.iter().map(|line| line.hard).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!(all[0].content("a\n\nb"), "a");
        assert_eq!(height("a\n\nb", 5), 3);
    }

    #[test]
    fn long_words_are_split_between_graphemes() {
        assert_eq!(lines("a abcdefgh", 4), ["a ", "abcd", "efgh"]);
        assert_eq!(lines("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(lines("漢字", 1), ["漢", "字"]);
        assert_eq!(lines("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 0), ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
    }

    #[test]
    fn scripts_without_spaces_break_between_characters() {
        assert_eq!(lines("配送の状態を見る", 6), ["配送の", "状態を", "見る"]);
        assert_eq!(lines("配送の。状態", 6), ["配送", "の。状", "態"]);
        assert_eq!(lines("配送「状態」", 6), ["配送", "「状", "態」"]);
        assert_eq!(lines("API配送 API", 5), ["API配", "送 ", "API"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn every_byte_has_one_line(text in hard_text(), columns in 0..30u16) {
            let lines = wrap(&text, columns);
            prop_assert_eq!(usize::from(height(&text, columns)), lines.len());
            let mut end = 0;
            for line in &lines {
                prop_assert_eq!(line.range.start, end);
                prop_assert!(is_border(&text, line.range.end));
                end = line.range.end;
                let content = line.content(&text);
                prop_assert_eq!(text[line.range.clone()].ends_with('\n'), line.hard);
                prop_assert!(line.width <= columns.max(1) || text::graphemes(content).count() == 1);
                prop_assert!(!content.contains('\n'));
            }
            prop_assert_eq!(end, text.len());
            prop_assert!(lines.iter().rev().skip(1).all(|line| !line.range.is_empty()));
            let feeds = text.bytes().filter(|byte| *byte == b'\n').count();
            prop_assert_eq!(lines.iter().filter(|line| line.hard).count(), feeds);
            if let Some(last) = lines.last() {
                prop_assert!(!last.hard);
            }
        }

        #[test]
        fn a_line_is_as_wide_as_it_says(text in hard_text(), columns in 1..30u16) {
            for line in wrap(&text, columns) {
                let width: usize = line.cells(&text).map(|cell| usize::from(cell.width)).sum();
                prop_assert_eq!(usize::from(line.width), width);
            }
        }
    }
}
