//! What stands on the terminal, so that its width is settled by where the cursor is put and not by anybody's table.
//!
//! Terminals disagree about the width of many clusters. After each of them the cursor is placed anew, what is reserved for
//! one is cleared before it, and what it may cover where it takes more is written again after it: neither a terminal that
//! takes fewer columns nor one that takes more shifts the rest of the row or keeps old letters.

use std::borrow::Cow;

use crossterm::Command as _;
use crossterm::cursor::MoveTo;
use ratatui::buffer::{Cell, CellWidth as _};
use ratatui::layout::Size;

use crate::layout::columns::most_columns;

/// The cells of the terminal as they were written last.
pub(crate) struct Drawn {
    size: Size,
    /// Row by row; none before the first is written.
    cells: Vec<Cell>,
}

/// A cell that is to be written: its column, its row and what goes there.
pub(crate) type Writing<'a> = (u16, u16, Cow<'a, Cell>);

/// A cell in a row: how many columns are reserved for it, and how many terminals may take, where they disagree.
struct Width {
    reserved: u16,
    most: Option<u16>,
}

impl Width {
    fn of(cell: &Cell) -> Self {
        Self { reserved: cell.cell_width().max(1), most: most_columns(cell.symbol()) }
    }
}

/// Where the cursor may stand after something terminals disagree about: the column and row after it.
#[derive(Clone, Copy)]
struct Doubt {
    next: (u16, u16),
    is_line: bool,
}

impl Drawn {
    /// A screen of which nothing is known.
    pub(crate) fn new(size: Size) -> Self {
        Self { size, cells: Vec::new() }
    }

    /// The terminal is empty, and of a size.
    pub(crate) fn clear(&mut self, size: Size) {
        self.size = size;
        self.cells.clear();
    }

    /// Takes what is different now, in order of rows and columns, and gives back what is to be written for it.
    pub(crate) fn take<'a>(&mut self, content: impl Iterator<Item = (u16, u16, &'a Cell)>) -> Vec<Writing<'_>> {
        self.cells.resize(usize::from(self.size.width) * usize::from(self.size.height), Cell::EMPTY);
        let mut different = Vec::new();
        for (x, y, cell) in content {
            if let Some(drawn) = self.index(x, y).and_then(|index| self.cells.get_mut(index)) {
                drawn.clone_from(cell);
                different.push((x, y));
            }
        }
        let mut writing = Vec::with_capacity(different.len());
        // Where the next cell has to stand for it not to have been written yet.
        let mut free = (0, 0);
        let mut doubt: Option<Doubt> = None;
        for (x, y) in different {
            if y > free.1 {
                free = (0, y);
            }
            let (mut at, mut until) = (x.max(free.0), x + 1);
            while at < until.min(self.size.width) {
                let Some(cell) = self.cell(at, y) else { break };
                // Most cells of a frame: nobody disagrees about them, and nobody about where they stand.
                if is_ascii(cell.symbol()) && doubt.is_none_or(|doubt| doubt.next != (at, y)) {
                    writing.push((at, y, Cow::Borrowed(cell)));
                    doubt = None;
                    at += 1;
                    continue;
                }
                let (width, is_line) = (Width::of(cell), is_line(cell.symbol()));
                writing.push((at, y, self.placed(at, y, cell, &width, doubt)));
                doubt = width.most.map(|_| Doubt { next: (at + 1, y), is_line });
                let covered = width.most.filter(|_| !is_line).unwrap_or(0).max(width.reserved);
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

    fn index(&self, x: u16, y: u16) -> Option<usize> {
        (x < self.size.width).then(|| usize::from(y) * usize::from(self.size.width) + usize::from(x))
    }

    /// A cell with what has to be written before it, so that it stands where it belongs after the one before it.
    fn placed<'a>(&self, x: u16, y: u16, cell: &'a Cell, width: &Width, before: Option<Doubt>) -> Cow<'a, Cell> {
        let shown = cell.symbol();
        let mut symbol = String::new();
        // Elsewhere the cursor is moved anyway.
        if before.is_some_and(|before| before.next == (x, y) && !(before.is_line && is_line(shown))) {
            go(x, y, &mut symbol);
        }
        let room = self.size.width - x;
        if width.most.is_some() && width.reserved > 1 {
            symbol.extend(std::iter::repeat_n(' ', usize::from(width.reserved.min(room))));
            go(x, y, &mut symbol);
        }
        // At the edge of the window what takes more would go on in the next row.
        let fits = width.most.is_none_or(|most| most <= room) || shown.chars().nth(1).is_none();
        if symbol.is_empty() && fits {
            return Cow::Borrowed(cell);
        }
        symbol.push_str(if fits { shown } else { &shown[..shown.chars().next().map_or(0, char::len_utf8)] });
        let mut placed = cell.clone();
        placed.set_symbol(&symbol);
        Cow::Owned(placed)
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

        fn show(&mut self, writing: &[Writing<'_>]) {
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
