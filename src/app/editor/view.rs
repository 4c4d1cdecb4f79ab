//! What of a text is seen while it is edited, and moving up and down in it.

use std::ops::Range;

use super::{Editor, Lines};
use crate::layout::Position;
use crate::layout::text::{border_from, graphemes_in, next_border};
use crate::layout::wrap::{Line, wrap};

/// A part of a text that is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The lines that are seen. Where text may have one line only, the part of it that is seen.
    pub lines: Vec<Line>,
    /// How many lines stand above them.
    pub first: usize,
    /// How many lines there are.
    pub total: usize,
    /// Where the cursor stands among the lines that are seen.
    pub cursor: Position,
}

impl Editor {
    /// What is seen in `columns` and `rows`, and where the cursor stands in it, which is always inside, unless there is
    /// no room at all. A view moves no further than the cursor needs.
    #[must_use]
    pub fn view(&self, columns: u16, rows: u16) -> View {
        if self.lines == Lines::One {
            return self.view_of_one_line(columns);
        }
        let lines = self.wrapped(columns);
        let row = row_of(&lines, self.cursor);
        let seen = usize::from(rows.max(1));
        let most = lines.len().saturating_sub(seen);
        let first = self.seen.get().clamp((row + 1).saturating_sub(seen), row).min(most);
        self.seen.set(first);
        let x = self.column_in(&lines[row], columns);
        let total = lines.len();
        let lines = lines.into_iter().skip(first).take(usize::from(rows)).collect();
        View { lines, first, total, cursor: Position { x, y: u16::try_from(row - first).unwrap_or(u16::MAX) } }
    }

    /// How many rows the whole text takes in `columns`, with the one the cursor may need after the end.
    #[must_use]
    pub fn height(&self, columns: u16) -> usize {
        if self.lines == Lines::One { 1 } else { self.wrapped(columns).len() }
    }

    /// Moves the cursor to the line above, keeping to the column it came from. Says whether there is one.
    pub fn up(&mut self, columns: u16) -> bool {
        self.go_by_lines(columns, -1)
    }

    /// Moves the cursor to the line below, keeping to the column it came from. Says whether there is one.
    pub fn down(&mut self, columns: u16) -> bool {
        self.go_by_lines(columns, 1)
    }

    /// Moves the cursor by several lines, or as many as there are, keeping to the column it came from. Says whether it
    /// moved.
    pub fn go_by_lines(&mut self, columns: u16, by: isize) -> bool {
        if self.lines == Lines::One {
            return false;
        }
        let lines = self.wrapped_with_end(columns);
        let row = row_of(&lines, self.cursor);
        let to = row.saturating_add_signed(by).min(lines.len() - 1);
        if to == row {
            return false;
        }
        let wished = self.wished.unwrap_or_else(|| self.column_in(&lines[row], columns));
        self.set_cursor(self.at_column(&lines[to], wished));
        self.wished = Some(wished);
        true
    }

    /// The lines in `columns`. Where the cursor stands after a last line that is full, it gets a line of its own.
    fn wrapped(&self, columns: u16) -> Vec<Line> {
        let mut lines = self.wrapped_with_end(columns);
        if self.cursor < self.text.len() && lines.len() > 1 {
            lines.pop_if(|last| last.range.is_empty() && !self.text.ends_with('\n'));
        }
        lines
    }

    /// The lines in `columns`, with one for the cursor after a last line that is full.
    fn wrapped_with_end(&self, columns: u16) -> Vec<Line> {
        let mut lines = wrap(&self.text, columns);
        let end = self.text.len();
        if lines.last().is_some_and(|last| self.columns_of(last.range.clone()) >= usize::from(columns.max(1))) {
            lines.push(Line { range: end..end, width: 0, hard: false });
        }
        lines
    }

    /// The part of the only line that holds the cursor.
    fn view_of_one_line(&self, columns: u16) -> View {
        let room = usize::from(columns.max(1));
        let end = self.text.len();
        let mut first = border_from(&self.text, self.seen.get()).min(self.cursor);
        if self.columns_of(0..end) < room {
            first = 0;
        }
        // The cursor itself takes a column.
        let mut before = self.columns_of(first..self.cursor);
        while before >= room
            && let Some(next) = next_border(&self.text, first)
        {
            before -= self.columns_of(first..next);
            first = next;
        }
        self.seen.set(first);
        let mut last = first;
        let mut width = 0;
        for cell in graphemes_in(&self.text, first..end) {
            if width + usize::from(cell.width) > room {
                break;
            }
            width += usize::from(cell.width);
            last = cell.range.end;
        }
        let small = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
        let line = Line { range: first..last, width: small(width), hard: false };
        View { lines: vec![line], first: 0, total: 1, cursor: Position { x: small(before), y: 0 } }
    }

    /// The columns of a part of the text.
    fn columns_of(&self, part: Range<usize>) -> usize {
        graphemes_in(&self.text, part).map(|cell| usize::from(cell.width)).sum()
    }

    /// The column of the cursor in its line. Spaces that hang over the edge keep it at the edge.
    fn column_in(&self, line: &Line, columns: u16) -> u16 {
        let column = self.columns_of(line.range.start..self.cursor);
        u16::try_from(column).unwrap_or(u16::MAX).min(columns.max(1) - 1)
    }

    /// The place in a line that is nearest to a column and still in that line.
    fn at_column(&self, line: &Line, column: u16) -> usize {
        let text = &self.text;
        let end = if line.hard { line.range.end - 1 } else { line.range.end };
        let mut left = usize::from(column);
        let mut at = line.range.start;
        for cell in graphemes_in(text, line.range.start..end) {
            at = cell.range.start;
            if left < usize::from(cell.width) {
                return at;
            }
            left -= usize::from(cell.width);
        }
        // The end of a line that a line feed or the text ends belongs to it; the end of another is the next one's start.
        if line.hard || line.range.end == text.len() { end } else { at }
    }
}

/// The line in which a byte stands. Every byte has exactly one, and the end of the text is in the last.
fn row_of(lines: &[Line], at: usize) -> usize {
    lines.partition_point(|line| line.range.end <= at).min(lines.len().saturating_sub(1))
}
