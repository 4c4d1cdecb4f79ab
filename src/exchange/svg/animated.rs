//! Screens one after another as one picture that moves: a row that stays the same over several of them is drawn once, and
//! seen while it holds. Whoever asked for less motion sees the last screen.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Screen, Styles, Window, body, framed};

/// A screen, and how long it is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What is seen.
    pub screen: Screen,
    /// For how many tenths of a second.
    pub tenths: u32,
}

/// The moving picture of screens of one size, over and over, with a title for those who do not see it. Without a screen it
/// is an empty window.
#[must_use]
pub fn animate(frames: &[Frame], title: &str, window: Window) -> String {
    let Some(last) = frames.last() else { return framed((1, 1), title, window, "", "") };
    let mut styles = Styles::default();
    let mut parts = String::new();
    let mut times: BTreeSet<(usize, usize)> = BTreeSet::new();
    for y in 0..last.screen.rows() {
        let mut from = 0;
        while from < frames.len() {
            let first = &frames[from].screen;
            let to =
                (from + 1..frames.len()).find(|at| !is_same(first, &frames[*at].screen, y)).unwrap_or(frames.len());
            let row = body(first, y..y + 1, window, &mut styles);
            match (from, to) {
                _ if row.is_empty() => {}
                (0, to) if to == frames.len() => parts.push_str(&row),
                _ => {
                    times.insert((from, to));
                    let _ = writeln!(parts, "<g class=\"t{from}-{to}\">\n{row}</g>");
                }
            }
            from = to;
        }
    }
    let css = styles.css() + &timing(frames, &times);
    framed((last.screen.columns(), last.screen.rows()), title, window, &css, &parts)
}

/// Whether a row is the same on two screens.
fn is_same(one: &Screen, other: &Screen, y: u16) -> bool {
    let cursor = |screen: &Screen| screen.cursor.filter(|at| at.y == y);
    cursor(one) == cursor(other) && (0..one.columns()).all(|x| one.cell(x, y) == other.cell(x, y))
}

/// When each part is seen.
fn timing(frames: &[Frame], times: &BTreeSet<(usize, usize)>) -> String {
    let all: u32 = frames.iter().map(|frame| frame.tenths).sum::<u32>().max(1);
    // In hundredths of a percent, so that the same screens give the same bytes.
    let share = |at: usize| {
        let before = frames[..at].iter().map(|frame| frame.tenths).sum::<u32>();
        let share = u64::from(before) * 10_000 / u64::from(all);
        format!("{}.{:02}%", share / 100, share % 100)
    };
    let mut css = String::from("@media(prefers-reduced-motion:reduce){g{animation:none!important}}");
    for (from, to) in times {
        let (name, is_last) = (format!("t{from}-{to}"), *to == frames.len());
        let rest = if is_last { "visible" } else { "hidden" };
        let begin = if *from == 0 { "visible" } else { "hidden" };
        let _ = write!(
            css,
            ".{name}{{visibility:{rest};animation:{name} {}.{}s step-end infinite}}@keyframes {name}{{0%{{visibility:{begin}}}",
            all / 10,
            all % 10
        );
        if *from > 0 {
            let _ = write!(css, "{}{{visibility:visible}}", share(*from));
        }
        if !is_last {
            let _ = write!(css, "{}{{visibility:hidden}}", share(*to));
        }
        css.push('}');
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::svg::Cell;
    use crate::layout::Size;

    const WINDOW: Window =
        Window { background: [16; 3], letters: [208; 3], bar: [32; 3], edge: [64; 3], cursor: [255, 128, 0] };

    fn frame(rows: [&str; 2]) -> Frame {
        let cells = rows.iter().flat_map(|row| row.chars());
        let cells = cells.map(|sign| Cell { symbol: sign.to_string(), ..Cell::default() }).collect();
        Frame { screen: Screen::new(Size { width: 3, height: 2 }, cells, None), tenths: 10 }
    }

    #[test]
    fn what_stays_is_drawn_once_and_what_changes_is_seen_while_it_holds() {
        let picture = animate(&[frame(["abc", "one"]), frame(["abc", "two"]), frame(["abc", "two"])], "x", WINDOW);
        assert_eq!(picture.matches(">abc<").count(), 1);
        assert_eq!(picture.matches(">two<").count(), 1);
        assert!(picture.contains("<g class=\"t0-1\">") && picture.contains("<g class=\"t1-3\">"), "{picture}");
        assert!(
            picture.contains(".t1-3{visibility:visible") && picture.contains("33.33%{visibility:visible}"),
            "{picture}"
        );
        assert!(animate(&[], "x", WINDOW).contains("</svg>"));
    }
}
