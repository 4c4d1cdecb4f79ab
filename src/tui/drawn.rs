//! What stands on the terminal, so that its width is settled by where the cursor is put and not by anybody's table.
//!
//! Terminals disagree about the width of many clusters. After each of them the cursor is placed anew, what is reserved for
//! one is cleared before it, and what it may cover where it takes more is written again after it: neither a terminal that
//! takes fewer columns nor one that takes more shifts the rest of the row or keeps old letters.

use crossterm::Command as _;
use crossterm::cursor::MoveTo;
use ratatui::buffer::{Cell, CellWidth as _};
use ratatui::layout::Size;

use crate::layout::columns::most_columns;

/// The cells of the terminal as they were written last.
pub struct Drawn {
    size: Size,
    cells: Vec<Cell>,
}

/// A cell in a row: how many columns are reserved for it, and how many terminals may take, where they disagree.
struct Width {
    reserved: u16,
    most: Option<u16>,
}

impl Width {
    fn of(cell: &Cell) -> Self {
        // Most cells of a frame: nobody disagrees about them.
        if is_ascii(cell.symbol()) {
            return Self { reserved: 1, most: None };
        }
        Self { reserved: cell.cell_width().max(1), most: most_columns(cell.symbol()) }
    }
}

impl Drawn {
    /// A screen of which nothing is known.
    pub fn new(size: Size) -> Self {
        Self { size, cells: vec![Cell::EMPTY; usize::from(size.width) * usize::from(size.height)] }
    }

    /// The terminal is empty, and of a size.
    pub fn clear(&mut self, size: Size) {
        *self = Self::new(size);
    }

    /// Takes what is different now, in order of rows and columns, and gives back what is to be written for it.
    pub fn take<'a>(&mut self, content: impl Iterator<Item = (u16, u16, &'a Cell)>) -> Vec<(u16, u16, Cell)> {
        let mut different = Vec::new();
        for (x, y, cell) in content {
            if let Some(drawn) = self.cell_mut(x, y) {
                drawn.clone_from(cell);
                different.push((x, y));
            }
        }
        let mut writing = Vec::with_capacity(different.len());
        // Where the next cell has to stand for it not to have been written yet.
        let mut free = (0, 0);
        for (x, y) in different {
            if y > free.1 {
                free = (0, y);
            }
            let (mut at, mut until) = (x.max(free.0), x + 1);
            while at < until.min(self.size.width) {
                let Some(cell) = self.cell(at, y) else { break };
                let width = Width::of(cell);
                self.write(at, y, &width, &mut writing);
                let covered = width.most.filter(|_| !is_line(cell.symbol())).unwrap_or(0).max(width.reserved);
                until = until.max(at.saturating_add(covered));
                at = at.saturating_add(width.reserved);
            }
            free.0 = free.0.max(at);
        }
        writing
    }

    fn cell(&self, x: u16, y: u16) -> Option<&Cell> {
        self.index(x, y).and_then(|index| self.cells.get(index))
    }

    fn cell_mut(&mut self, x: u16, y: u16) -> Option<&mut Cell> {
        self.index(x, y).and_then(|index| self.cells.get_mut(index))
    }

    fn index(&self, x: u16, y: u16) -> Option<usize> {
        (x < self.size.width).then(|| usize::from(y) * usize::from(self.size.width) + usize::from(x))
    }

    /// Writes a cell, after the one before it.
    fn write(&self, x: u16, y: u16, width: &Width, writing: &mut Vec<(u16, u16, Cell)>) {
        let Some(cell) = self.cell(x, y) else { return };
        // Elsewhere the cursor is moved anyway.
        let is_next = |(before_x, before_y, before): &(u16, u16, Cell)| {
            let is_doubtful = |cell: &Cell| !is_ascii(cell.symbol()) && most_columns(cell.symbol()).is_some();
            before_x + 1 == x
                && *before_y == y
                && self.cell(*before_x, *before_y).is_some_and(is_doubtful)
                && !(is_line(before.symbol()) && is_line(cell.symbol()))
        };
        let mut symbol = String::new();
        if writing.last().is_some_and(is_next) {
            go(x, y, &mut symbol);
        }
        if width.most.is_some() && width.reserved > 1 {
            symbol.extend(std::iter::repeat_n(' ', usize::from(width.reserved.min(self.size.width - x))));
            go(x, y, &mut symbol);
        }
        let shown = cell.symbol();
        let room = self.size.width - x;
        // At the edge of the window what takes more would go on in the next row.
        let fits = width.most.is_none_or(|most| most <= room) || shown.chars().nth(1).is_none();
        symbol.push_str(if fits { shown } else { &shown[..shown.chars().next().map_or(0, char::len_utf8)] });
        let mut written = cell.clone();
        if symbol != shown {
            written.set_symbol(&symbol);
        }
        writing.push((x, y, written));
    }
}

/// Whether it is one letter of ASCII.
fn is_ascii(symbol: &str) -> bool {
    matches!(symbol.as_bytes(), [b' '..=b'~'])
}

/// Puts the cursor somewhere.
fn go(x: u16, y: u16, out: &mut String) {
    // A string takes everything.
    let _ = MoveTo(x, y).write_ansi(out);
}

/// Whether it is a part of a frame or of a bar: where they take two columns, they cover one another.
fn is_line(symbol: &str) -> bool {
    symbol.chars().next_back().is_some_and(|character| ('\u{2500}'..='\u{259f}').contains(&character))
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use unicode_width::UnicodeWidthChar as _;

    use super::*;

    const SIZE: Size = Size { width: 40, height: 2 };

    /// A terminal with a table of its own; what stands in each column of its first row.
    struct Terminal {
        width: fn(char) -> usize,
        row: Vec<char>,
        at: usize,
    }

    impl Terminal {
        fn new(width: fn(char) -> usize) -> Self {
            Self { width, row: vec![' '; 40], at: 0 }
        }

        fn show(&mut self, writing: &[(u16, u16, Cell)]) {
            let mut before = None;
            for (x, y, cell) in writing {
                assert_eq!(*y, 0);
                if before.is_none_or(|before| before + 1 != *x) {
                    self.at = usize::from(*x);
                }
                before = Some(*x);
                self.print(cell.symbol());
            }
        }

        fn print(&mut self, text: &str) {
            let mut rest = text;
            while let Some(character) = rest.chars().next() {
                if let Some(sequence) = rest.strip_prefix("\x1b[1;") {
                    let (column, after) = sequence.split_once('H').expect("a place");
                    self.at = column.parse::<usize>().expect("a number") - 1;
                    rest = after;
                    continue;
                }
                rest = &rest[character.len_utf8()..];
                for _ in 0..(self.width)(character) {
                    assert!(self.at < self.row.len(), "it goes on in the next row");
                    self.row[self.at] = if character.is_ascii() { character } else { '■' };
                    self.at += 1;
                }
            }
        }
    }

    /// Every letter of ASCII stands where it is meant to, and no other does.
    #[test]
    fn no_table_of_a_terminal_shifts_a_row_or_keeps_old_letters() {
        let rows = [
            "keyboard ⌨️ end",
            "heart ❤️ warn ⚠️ end",
            "a👩‍👩‍👧‍👦b🇫🇮c👍🏽d✅e1️⃣f",
            "நிலை a कि b ｶﾞ c กำ d",
            "e\u{301}x · … → я b ┌──┐ c",
            "漢字 end",
        ];
        let tables: [fn(char) -> usize; 3] = [
            |character| character.width_cjk().unwrap_or(0),
            |character| character.width().unwrap_or(0).min(1),
            |character| character.width().unwrap_or(0),
        ];
        for table in tables {
            let mut terminal = Terminal::new(table);
            let mut drawn = Drawn::new(SIZE);
            let mut before = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
            for row in rows.iter().flat_map(|row| [*row, "old letters on every column of the row"]) {
                let mut next = Buffer::empty(before.area);
                next.set_string(0, 0, row, Style::new());
                terminal.show(&drawn.take(before.diff_iter(&next)));
                let mut skip = 0;
                for (x, cell) in next.content[..40].iter().enumerate() {
                    let is_letter = |character: char| character.is_ascii() && character != ' ';
                    let meant =
                        cell.symbol().chars().next().filter(|first| cell.symbol().len() == 1 && is_letter(*first));
                    let shown = Some(terminal.row[x]).filter(|shown| is_letter(*shown));
                    // What is drawn apart begins with the letter itself.
                    if skip == 0 && !cell.symbol().starts_with(['1', 'e']) {
                        assert_eq!(shown, meant, "column {x} of {row}: {:?}", terminal.row);
                    }
                    skip = if skip > 0 { skip - 1 } else { usize::from(cell.cell_width()) - 1 };
                }
                before = next;
            }
        }
    }

    #[test]
    fn certain_text_is_written_as_it_is() {
        let mut drawn = Drawn::new(SIZE);
        let before = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
        let mut next = before.clone();
        next.set_string(0, 0, "See wäre 漢字 ──", Style::new());
        assert!(drawn.take(before.diff_iter(&next)).iter().all(|(_, _, cell)| !cell.symbol().contains('\x1b')));
    }
}
