//! Rows whose columns line up, counted in columns of the terminal.

use super::output::{Line, Tone};

/// What stands between two columns.
const GAP: &str = "  ";

/// A table without rules.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    line: Line,
    right: bool,
}

impl Cell {
    /// Text that begins where its column begins.
    pub(super) fn left(tone: Tone, text: impl AsRef<str>) -> Self {
        Self { line: Line::of(tone, text), right: false }
    }

    /// A number, which ends where its column ends.
    pub(super) fn right(tone: Tone, text: impl std::fmt::Display) -> Self {
        Self { line: Line::of(tone, format!("{text}")), right: true }
    }
}

impl Table {
    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The rows as lines, each after `indent`.
    pub(super) fn lines(&self, indent: &str) -> Vec<Line> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|column| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.line.width()).max())
            .map(Option::unwrap_or_default)
            .collect();
        self.rows.iter().map(|row| Self::aligned(row, &widths, indent)).collect()
    }

    fn aligned(row: &[Cell], widths: &[usize], indent: &str) -> Line {
        let mut line = Line::plain(indent);
        for (at, cell) in row.iter().enumerate() {
            let room = " ".repeat(widths[at].saturating_sub(cell.line.width()));
            if at > 0 {
                line = line.and(Tone::Plain, GAP);
            }
            if cell.right {
                line = line.and(Tone::Plain, &room).join(&cell.line);
            } else {
                line = line.join(&cell.line);
                if at + 1 < row.len() {
                    line = line.and(Tone::Plain, &room);
                }
            }
        }
        line
    }
}
