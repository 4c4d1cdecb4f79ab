//! Text as cells: what is shown for each grapheme, and how many columns it takes.
//!
//! A cell is an extended grapheme cluster. What a cell shows holds no character that a terminal could act on, and its
//! width is the width a terminal buffer gives it. A line feed is no cell; it ends lines, and [`super::wrap`] takes care
//! of it.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use crate::document::text::{invisible, symbol};

/// How many characters of one grapheme are shown; the longest emoji families need ten.
const MAX_GRAPHEME_CHARACTERS: usize = 16;
/// How many columns one grapheme may take; the longest Indic conjuncts need six, symbols for loose characters more.
pub const MAX_GRAPHEME_COLUMNS: usize = 16;
/// What carries a mark that stands alone.
const CARRIER: char = '◌';

/// One grapheme as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What is shown for it.
    pub shown: Cow<'a, str>,
    /// How many columns that takes, at least 1.
    pub width: u16,
}

/// The cells of a text; see [`graphemes`].
#[derive(Clone, Debug)]
pub struct Cells<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

/// The cells of a text, one a grapheme, in order. Line feeds are passed over.
#[must_use]
pub fn graphemes(text: &str) -> Cells<'_> {
    Cells { text, at: 0, end: text.len() }
}

/// The cells of a part of a text, shown as they are within the whole: a joiner at the edge of a part still joins.
/// The part must lie on borders of graphemes; of one that does not, nothing is given.
#[must_use]
pub fn graphemes_in(text: &str, part: Range<usize>) -> Cells<'_> {
    let good = text.get(part.clone()).is_some();
    Cells { text, at: if good { part.start } else { part.end }, end: part.end }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cell<'a>;

    fn next(&mut self) -> Option<Cell<'a>> {
        while self.at < self.end && self.text.as_bytes()[self.at] == b'\n' {
            self.at += 1;
        }
        if self.at >= self.end {
            return None;
        }
        let range = self.at..next_border(self.text, self.at)?;
        self.at = range.end;
        let grapheme = &self.text[range.clone()];
        if let [b' '..=b'~'] = grapheme.as_bytes() {
            return Some(Cell { range, shown: Cow::Borrowed(grapheme), width: 1 });
        }
        let shown = shown(self.text, &range);
        let width = columns(&shown);
        Some(Cell { range, shown, width: u16::try_from(width).unwrap_or(u16::MAX) })
    }
}

/// The next border of a grapheme after `at`, which must be one itself; nothing at the end. A line feed always stands
/// alone, also after a carriage return.
#[must_use]
pub fn next_border(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match (bytes.get(at)?, bytes.get(at + 1)) {
        // Between two ASCII characters there is always a border, and most text is ASCII.
        (b'\n' | b'\r', _) | (b' '..=b'~', None | Some(..=b'~')) => Some(at + 1),
        _ => Some(at + text[at..].graphemes(true).next()?.len()),
    }
}

/// The border of a grapheme before `at`, which must be on a character boundary; nothing at the start.
#[must_use]
pub fn previous_border(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match (at.checked_sub(2).map(|before| bytes[before]), bytes[at.checked_sub(1)?]) {
        (_, b'\n' | b'\r') | (Some(b' '..=b'~') | None, b' '..=b'~') => Some(at - 1),
        _ => GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0).ok().flatten(),
    }
}

/// Whether `at` is a border between graphemes. The start and the end are.
#[must_use]
pub fn is_border(text: &str, at: usize) -> bool {
    text.is_char_boundary(at)
        && (text.as_bytes().get(at) == Some(&b'\n')
            || GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false))
}

/// The first border at or after `at`; the end of the text where `at` lies beyond it.
#[must_use]
pub fn border_from(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    while !is_border(text, at) {
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    at
}

/// How many columns the text takes on one line, line feeds not counted.
#[must_use]
pub fn width(text: &str) -> usize {
    graphemes(text).map(|cell| usize::from(cell.width)).sum()
}

/// The text as it is shown on one line: every cell after the other, line feeds left out.
#[must_use]
pub fn shown_line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(graphemes(text).map(|cell| cell.shown).collect())
}

/// What stands at the end of text that was cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ellipsis {
    /// One character, `…`.
    #[default]
    Sign,
    /// Three full stops, for terminals that know ASCII only.
    Ascii,
}

impl Ellipsis {
    /// The characters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sign => "…",
            Self::Ascii => "...",
        }
    }
}

/// The text as it is shown on one line, cut to `columns` with an ellipsis at the end where it is longer. Line feeds are
/// left out. Where there is no room even for the ellipsis, as much of the ellipsis is given as fits.
#[must_use]
pub fn truncate(text: &str, columns: usize, ellipsis: Ellipsis) -> String {
    fit(text, columns, ellipsis).0
}

/// The text cut to `columns`, and how many it takes then.
fn fit(text: &str, columns: usize, ellipsis: Ellipsis) -> (String, usize) {
    let sign = ellipsis.as_str();
    let sign_width = columns_of(sign);
    let room = columns.saturating_sub(sign_width);
    let mut out = String::new();
    let (mut used, mut fits) = (0, (0, 0));
    for cell in graphemes(text) {
        used += usize::from(cell.width);
        if used > columns {
            out.truncate(fits.0);
            // Both ellipses are made of characters one column wide.
            out.extend(sign.chars().take(columns));
            return (out, fits.1 + sign_width.min(columns));
        }
        out.push_str(&cell.shown);
        if used <= room {
            fits = (out.len(), used);
        }
    }
    (out, used)
}

/// The text as it is shown on one line, cut to `columns` with an ellipsis in its middle where it is longer: of a path both
/// the beginning and the name are seen, the name before the beginning.
#[must_use]
pub fn shorten(text: &str, columns: usize, ellipsis: Ellipsis) -> String {
    let all: Vec<Cell> = graphemes(text).collect();
    let total: usize = all.iter().map(|cell| usize::from(cell.width)).sum();
    if total <= columns {
        return all.iter().map(|cell| cell.shown.as_ref()).collect();
    }
    let sign = ellipsis.as_str();
    let room = columns.saturating_sub(columns_of(sign));
    let fitting = |cells: &mut dyn Iterator<Item = &Cell>, room: usize| {
        let mut used = 0;
        cells
            .take_while(|cell| {
                used += usize::from(cell.width);
                used <= room
            })
            .count()
    };
    let end = fitting(&mut all.iter().rev(), room - room / 3);
    let start = fitting(&mut all.iter(), room / 3);
    let shown = |cells: &[Cell]| cells.iter().map(|cell| cell.shown.to_string()).collect::<String>();
    let out = [shown(&all[..start]), sign.to_owned(), shown(&all[all.len() - end..])].concat();
    truncate(&out, columns, ellipsis)
}

/// The text as it is shown, filled with spaces to `columns`, and cut with an ellipsis where it is longer.
#[must_use]
pub fn pad(text: &str, columns: usize, ellipsis: Ellipsis) -> String {
    let (mut out, used) = fit(text, columns, ellipsis);
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    out
}

/// The text as it is shown, with spaces before it up to `columns`: numbers align by it.
#[must_use]
pub fn pad_left(text: &str, columns: usize, ellipsis: Ellipsis) -> String {
    let (out, used) = fit(text, columns, ellipsis);
    let mut padded = " ".repeat(columns.saturating_sub(used));
    padded.push_str(&out);
    padded
}

/// What is shown for the grapheme at `range`.
fn shown<'a>(text: &'a str, range: &Range<usize>) -> Cow<'a, str> {
    let grapheme = &text[range.clone()];
    // Whether a joiner joins depends on its neighbours. The character on either side is enough, and looking no further
    // keeps the cost of a text made of joiners in bounds.
    let start = range.start - text[..range.start].chars().next_back().map_or(0, char::len_utf8);
    let end = range.end + text[range.end..].chars().next().map_or(0, char::len_utf8);
    let (window, offset) = (&text[start..end], range.start - start);
    let last = grapheme.char_indices().nth(MAX_GRAPHEME_CHARACTERS).map_or(grapheme.len(), |(at, _)| at);
    let plain = grapheme[..last].char_indices().all(|(at, _)| invisible(window, offset + at).is_none());
    if plain && last == grapheme.len() && (1..=MAX_GRAPHEME_COLUMNS).contains(&columns_of(grapheme)) {
        return Cow::Borrowed(grapheme);
    }
    Cow::Owned(build(&grapheme[..last], window, offset))
}

/// Builds what is shown for a grapheme that cannot be shown as it is.
fn build(grapheme: &str, window: &str, offset: usize) -> String {
    let mut out = String::new();
    for (at, character) in grapheme.char_indices() {
        let before = out.len();
        if invisible(window, offset + at).is_some() {
            out.push_str(&symbol(character));
        } else {
            out.push(character);
        }
        if columns_of(&out) > MAX_GRAPHEME_COLUMNS - 1 {
            out.truncate(before);
            out.push('…');
            break;
        }
    }
    // A joiner at the end, where the grapheme was cut, would join what comes after.
    out.truncate(out.trim_end_matches('\u{200d}').len());
    if columns_of(&out) == 0 {
        let carried = format!("{CARRIER}{out}");
        if carried.graphemes(true).count() > 1 {
            // Nothing carries it, so its number stands for it.
            return grapheme.chars().take(1).map(symbol).collect();
        }
        return carried;
    }
    out
}

/// The columns of a grapheme, as a terminal buffer counts them.
fn columns(shown: &str) -> usize {
    columns_of(shown).max(1)
}

/// The columns of a text that is one grapheme, counted as the terminal buffer counts them, which gives half-width sound
/// marks one more. What follows would not line up if we counted otherwise.
fn columns_of(shown: &str) -> usize {
    shown.width() + shown.chars().filter(|character| matches!(character, '\u{ff9e}' | '\u{ff9f}')).count()
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    fn widths(text: &str) -> Vec<u16> {
        graphemes(text).map(|cell| cell.width).collect()
    }

    #[test]
    fn a_grapheme_is_one_cell() {
        assert_eq!(widths("abc"), [1, 1, 1]);
        assert_eq!(widths("e\u{301}n\u{303}"), [1, 1]);
        assert_eq!(widths("漢字"), [2, 2]);
        assert_eq!(widths("👩‍👩‍👧‍👦🇫🇮👍🏽1️⃣"), [2, 2, 2, 2]);
        assert_eq!(widths("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"), [2]);
        assert_eq!(widths("ｶﾞ"), [3], "the terminal buffer keeps a column more than it needs, and so must we");
        assert_eq!(widths("가"), [2]);
        assert_eq!(width("क्षत्रिय"), 6);
    }

    #[test]
    fn what_cannot_be_shown_becomes_a_symbol() {
        assert_eq!(shown_line("a\u{1b}[2Jb"), "a␛[2Jb");
        assert_eq!(shown_line("a\u{9b}2J\tb\r\nc"), "a⟨9B⟩2J␉b␍c");
        assert_eq!(shown_line("\u{202e}txt"), "⟨202E⟩txt");
        assert_eq!(widths("a\u{200d}b"), [7, 1]);
        assert_eq!(shown_line("a\u{200b}b"), "a⟨200B⟩b");
    }

    #[test]
    fn a_mark_alone_is_carried() {
        assert_eq!(shown_line("\u{301}"), "◌\u{301}");
        assert_eq!(widths("\u{301}a"), [1, 1]);
        assert_eq!(shown_line("a\n\u{301}"), "a◌\u{301}");
    }

    #[test]
    fn hundreds_of_marks_are_capped() {
        let text = format!("a{}b", "\u{301}".repeat(500));
        let cells: Vec<_> = graphemes(&text).collect();
        assert_eq!(cells.len(), 2);
        assert_eq!(cells[0].width, 1);
        assert_eq!(cells[0].shown.chars().count(), MAX_GRAPHEME_CHARACTERS);
        let joiners = format!("a{}", "\u{200d}".repeat(500));
        assert!(width(&joiners) <= MAX_GRAPHEME_COLUMNS);
        let family = "👩‍".repeat(20) + "👩👩";
        assert_eq!(widths(&family), [2, 2]);
        assert_eq!(shown_line(&family).graphemes(true).count(), 2);
    }

    #[test]
    fn text_is_cut_and_filled() {
        assert_eq!(truncate("Change the address", 10, Ellipsis::Sign), "Change th…");
        assert_eq!(truncate("Change the address", 10, Ellipsis::Ascii), "Change ...");
        assert_eq!(truncate("Change", 6, Ellipsis::Sign), "Change");
        assert_eq!(truncate("漢字漢字", 5, Ellipsis::Sign), "漢字…");
        assert_eq!(truncate("漢字漢字", 4, Ellipsis::Sign), "漢…");
        assert_eq!(truncate("漢字", 4, Ellipsis::Sign), "漢字");
        assert_eq!(truncate("abc", 0, Ellipsis::Sign), "");
        assert_eq!(truncate("abcd", 2, Ellipsis::Ascii), "..");
        assert_eq!(pad("字", 5, Ellipsis::Sign), "字   ");
        assert_eq!(pad("漢字漢", 4, Ellipsis::Sign), "漢… ");
        assert_eq!(pad_left("1.3", 5, Ellipsis::Sign), "  1.3");
    }

    #[test]
    fn borders_stand_around_every_line_feed() {
        let text = "a\r\ne\u{301}👩‍👧";
        let mut borders = vec![0];
        while let Some(next) = next_border(text, borders[borders.len() - 1]) {
            borders.push(next);
        }
        assert_eq!(borders, [0, 1, 2, 3, 6, text.len()]);
        let back: Vec<_> = borders[1..].iter().filter_map(|at| previous_border(text, *at)).collect();
        assert_eq!(back, borders[..borders.len() - 1]);
        assert!(borders.iter().all(|at| is_border(text, *at)));
        assert_eq!(border_from(text, 4), 6);
        assert_eq!(border_from(text, 99), text.len());
    }

    fn is_dangerous(character: char) -> bool {
        character.is_control()
            || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    }

    /// The columns that a terminal buffer takes: it puts every grapheme into cells of its own.
    fn drawn(shown: &str) -> usize {
        shown.graphemes(true).map(columns_of).sum()
    }

    /// Text of all the characters that have ever bitten somebody.
    pub(crate) fn hard_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            3 => "[ -~]{1,4}".prop_map(String::from),
            2 => any::<char>().prop_map(String::from),
            2 => proptest::sample::select(vec![
                "\n", "\r\n", "\r", "\t", "\u{1b}", "\u{9b}", "\u{7f}", "\u{202e}", "\u{2066}", "\u{200b}", "\u{200c}",
                "\u{200d}", "\u{fe0f}", "\u{fe0e}", "\u{feff}", "\u{301}", "\u{20e3}", "\u{e0067}", "\u{e007f}", "🏴",
                "👩", "👧", "🏽", "❤", "🇫", "🇮", "漢", "。", "「", "ｶ", "\u{ff9e}", "한", "\u{1100}", "\u{1161}", "\u{11a8}",
                "क", "\u{94d}", "ष", "\u{600}", "ل", "ا", "\u{61c}", "\u{3164}", "\u{115f}", "\u{3000}", "\u{a0}", " ",
                "\u{2028}", "\u{a9c0}", "\u{e33}", "ก", "\u{1f1e6}",
            ])
            .prop_map(String::from),
            1 => ("[a漢👩]", proptest::sample::select(vec!["\u{301}", "\u{200d}", "\u{1f3fd}", "\u{1100}"]), 0..40usize)
                .prop_map(|(base, mark, count)| base + &mark.repeat(count)),
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn what_is_shown_is_safe_and_as_wide_as_it_says(text in hard_text()) {
            let cells: Vec<_> = graphemes(&text).collect();
            let shown = shown_line(&text);
            prop_assert!(!shown.chars().any(is_dangerous));
            prop_assert_eq!(drawn(&shown), width(&text));
            let mut end = 0;
            for cell in &cells {
                prop_assert!(text[end..cell.range.start].bytes().all(|byte| byte == b'\n'));
                prop_assert!((1..=MAX_GRAPHEME_COLUMNS).contains(&usize::from(cell.width)));
                prop_assert!(is_border(&text, cell.range.start) && is_border(&text, cell.range.end));
                end = cell.range.end;
            }
            prop_assert!(text[end..].bytes().all(|byte| byte == b'\n'));
        }

        #[test]
        fn shortening_keeps_to_the_room(text in hard_text(), columns in 0..40usize) {
            let shortened = shorten(&text, columns, Ellipsis::Sign);
            prop_assert!(drawn(&shortened) <= columns, "{:?}", shortened);
            prop_assert!(width(&text) > columns || shortened == shown_line(&text));
        }

        #[test]
        fn cutting_keeps_to_the_room(text in hard_text(), columns in 0..40usize) {
            for ellipsis in [Ellipsis::Sign, Ellipsis::Ascii] {
                prop_assert!(drawn(&truncate(&text, columns, ellipsis)) <= columns);
                prop_assert_eq!(drawn(&pad(&text, columns, ellipsis)), columns);
            }
        }

        #[test]
        fn borders_agree_both_ways(text in hard_text()) {
            let mut at = 0;
            while let Some(next) = next_border(&text, at) {
                prop_assert_eq!(previous_border(&text, next), Some(at));
                prop_assert!((at + 1..next).all(|inside| !is_border(&text, inside)));
                at = next;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
