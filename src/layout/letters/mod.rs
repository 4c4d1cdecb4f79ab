//! Text in letters made of blocks, to be read from the back row.
//!
//! Letters come in four heights: twelve rows, six, four, three. The fonts are our own, since those of the crates have eight, four
//! and two rows and no letters beyond theirs. Text that holds a character they lack is not set at all: half a word in blocks
//! is worse to read than bold letters with space between them.

mod font;

use font::{Font, SMALL, TALL};

use super::text::graphemes;

/// What a terminal can draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pixels {
    /// Half blocks, two pixels above each other in a cell.
    Blocks,
    /// ASCII: a sign a pixel.
    Ascii,
}

/// Text set in big letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lettering {
    /// The rows of a letter: 12, 6, 4 or 3.
    pub letter_rows: u16,
    /// What stands in each row from the top, without blanks at its end.
    pub rows: Vec<String>,
}

/// How one pixel becomes cells.
#[derive(Clone, Copy)]
enum Grain {
    /// A sign in some columns and rows.
    Whole(char, usize, usize),
    /// Half a cell, the upper or the lower.
    Half,
}

/// Columns of pixels between letters, and between words in all.
const BETWEEN_LETTERS: usize = 1;
const BETWEEN_WORDS: usize = 4;

/// Sets a text as large as it fits into `columns` and `rows`, broken at blanks and line feeds. Nothing where even the
/// smallest letters are too large, where the text is blank, or where the font lacks a character of it.
#[must_use]
pub fn set(text: &str, columns: u16, rows: u16, pixels: Pixels) -> Option<Lettering> {
    let sizes: &[(&Font, Grain)] = match pixels {
        Pixels::Blocks => &[
            (&SMALL, Grain::Whole('█', 4, 2)),
            (&SMALL, Grain::Whole('█', 2, 1)),
            (&TALL, Grain::Half),
            (&SMALL, Grain::Half),
        ],
        Pixels::Ascii => {
            &[(&SMALL, Grain::Whole('#', 4, 2)), (&SMALL, Grain::Whole('#', 2, 1)), (&SMALL, Grain::Whole('#', 1, 1))]
        }
    };
    // A text that cannot fit is not set in vain: no letter takes less than two columns of three rows.
    if text.len() > usize::from(columns) * usize::from(rows) {
        return None;
    }
    sizes.iter().find_map(|(font, grain)| set_in(text, font, *grain, usize::from(columns), usize::from(rows)))
}

/// Whether the fonts have every character of a text.
#[must_use]
pub fn has_all(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || SMALL.letter(character).is_some())
}

/// A text with space between its letters, for those that the fonts lack. Words stay together where lines break.
#[must_use]
pub fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() * 2);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            spaced.push('\n');
        }
        // Whether the letter before was a wide one; nothing where there is none.
        let mut before: Option<bool> = None;
        for cell in graphemes(line) {
            let grapheme = &line[cell.range.clone()];
            if grapheme.chars().all(char::is_whitespace) {
                spaced.push_str("   ");
                before = None;
                continue;
            }
            // Scripts of wide letters break anywhere.
            spaced.push_str(match before {
                None => "",
                Some(was_wide) if was_wide || cell.width > 1 => " ",
                Some(_) => "\u{a0}",
            });
            spaced.push_str(grapheme);
            before = Some(cell.width > 1);
        }
    }
    spaced
}

fn set_in(text: &str, font: &Font, grain: Grain, columns: usize, rows: usize) -> Option<Lettering> {
    let (most, height) = match grain {
        Grain::Whole(_, wide, tall) => (columns / wide, font.height * tall),
        Grain::Half => (columns, font.height.div_ceil(2)),
    };
    let mut lines: Vec<Line> = Vec::new();
    for paragraph in text.lines() {
        let mut line = Line::new(font.height);
        for word in paragraph.split_whitespace() {
            let word = Line::of(word, font)?;
            if word.width > most {
                return None;
            }
            if line.width > 0 && line.width + BETWEEN_WORDS + word.width > most {
                lines.push(std::mem::replace(&mut line, word));
            } else {
                line.push(&word);
            }
        }
        if line.width > 0 {
            lines.push(line);
        }
    }
    // One row of air below each line but the last.
    let needed = lines.len() * (height + 1);
    if lines.is_empty() || needed - 1 > rows {
        return None;
    }
    let mut drawn = Vec::with_capacity(needed);
    for line in &lines {
        line.draw(grain, &mut drawn);
        drawn.push(String::new());
    }
    drawn.pop();
    Some(Lettering { letter_rows: u16::try_from(height).unwrap_or(u16::MAX), rows: drawn })
}

/// A line of letters as pixels.
struct Line {
    width: usize,
    rows: Vec<Vec<bool>>,
}

impl Line {
    fn new(height: usize) -> Self {
        Self { width: 0, rows: vec![Vec::new(); height] }
    }

    /// A word; nothing where the font lacks a letter of it.
    fn of(word: &str, font: &Font) -> Option<Self> {
        let mut line = Self::new(font.height);
        for character in word.chars() {
            let letter = font.letter(character)?;
            let gap = if line.width > 0 { BETWEEN_LETTERS } else { 0 };
            line.width += gap + letter.width;
            for (row, bits) in line.rows.iter_mut().zip(&letter.rows) {
                row.extend(std::iter::repeat_n(false, gap));
                row.extend((0..letter.width).map(|at| bits >> at & 1 == 1));
            }
        }
        Some(line)
    }

    /// Puts a word behind what stands already.
    fn push(&mut self, word: &Self) {
        let gap = if self.width > 0 { BETWEEN_WORDS } else { 0 };
        self.width += gap + word.width;
        for (row, more) in self.rows.iter_mut().zip(&word.rows) {
            row.extend(std::iter::repeat_n(false, gap));
            row.extend(more);
        }
    }

    fn draw(&self, grain: Grain, drawn: &mut Vec<String>) {
        let none = Vec::new();
        let rows: Vec<String> = match grain {
            Grain::Whole(sign, wide, tall) => {
                let rows = self.rows.iter().map(|row| whole(row, sign, wide));
                rows.flat_map(|row| std::iter::repeat_n(row, tall)).collect()
            }
            Grain::Half => self.rows.chunks(2).map(|two| halves(&two[0], two.get(1).unwrap_or(&none))).collect(),
        };
        drawn.extend(rows.into_iter().map(|row| row.trim_end().to_owned()));
    }
}

fn whole(row: &[bool], sign: char, wide: usize) -> String {
    row.iter().flat_map(|is_set| std::iter::repeat_n(if *is_set { sign } else { ' ' }, wide)).collect()
}

fn halves(upper: &[bool], lower: &[bool]) -> String {
    let below = |at: usize| lower.get(at).copied().unwrap_or_default();
    let cell = |(at, upper): (usize, &bool)| match (*upper, below(at)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    upper.iter().enumerate().map(cell).collect()
}

#[cfg(test)]
mod tests;
