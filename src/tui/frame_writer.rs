//! The screen as the terminal shows it: what differs from the last frame is written, in one piece.
//!
//! Nothing is asked of the terminal here: an answer would come among the keys, and some terminals never answer.

use std::io::{self, BufWriter, Stdout, Write as _, stdout};

use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::{cursor, queue};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::cells;
use crate::app::Size;
use crate::layout::text::width;
use crate::ui::Cursor;

/// What stands on the screen now.
pub struct FrameWriter {
    out: BufWriter<Stdout>,
    shown: Buffer,
    /// Where the next frame is drawn; kept, for so much memory costs more to get than to clear.
    next: Buffer,
    cursor: Cursor,
    /// Whether what stands there is not known, and everything is to be written anew.
    is_stale: bool,
}

impl FrameWriter {
    /// A screen of which nothing is known.
    pub fn new() -> Self {
        Self {
            // Large enough that a whole frame is one write.
            out: BufWriter::with_capacity(1 << 16, stdout()),
            shown: Buffer::empty(Rect::ZERO),
            next: Buffer::empty(Rect::ZERO),
            cursor: None,
            is_stale: true,
        }
    }

    /// Has the next frame written whole.
    pub fn forget(&mut self) {
        self.is_stale = true;
    }

    /// Shows a frame that `draw` draws; the terminal shows it at once and as a whole. Nothing is written where nothing
    /// differs.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn show(&mut self, size: Size, draw: impl FnOnce(&mut Buffer) -> Cursor) -> io::Result<()> {
        let area = Rect::new(0, 0, size.width, size.height);
        blank(&mut self.next, area);
        let cursor = draw(&mut self.next).filter(|(x, y)| *x < size.width && *y < size.height);
        let is_whole = self.is_stale || self.shown.area != area;
        if is_whole {
            queue!(self.out, BeginSynchronizedUpdate, SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
            if self.cursor.is_some() {
                queue!(self.out, cursor::Hide)?;
            }
            cells::write(&mut self.out, whole(&self.next))?;
        } else {
            let mut changes = self.shown.diff_iter(&self.next).peekable();
            let has_changes = changes.peek().is_some();
            if !has_changes && cursor == self.cursor {
                return Ok(());
            }
            queue!(self.out, BeginSynchronizedUpdate)?;
            if self.cursor.is_some() && has_changes {
                queue!(self.out, cursor::Hide)?;
            }
            cells::write(&mut self.out, changes)?;
        }
        match cursor {
            Some((x, y)) => queue!(self.out, cursor::MoveTo(x, y), cursor::Show)?,
            None if is_whole || self.cursor.is_some() => queue!(self.out, cursor::Hide)?,
            None => {}
        }
        queue!(self.out, EndSynchronizedUpdate)?;
        self.out.flush()?;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.cursor = cursor;
        self.is_stale = false;
        Ok(())
    }
}

/// What is to be written on a cleared screen: every cell with something in it, but those behind a wide one.
fn whole(buffer: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut covered = 0;
    buffer.area.positions().zip(&buffer.content).filter_map(move |(at, cell)| {
        if covered > 0 {
            covered -= 1;
            return None;
        }
        let symbol = cell.symbol();
        covered = if symbol.len() == 1 { 0 } else { width(symbol).saturating_sub(1) };
        // Most cells have a ground, which is soon seen.
        let is_empty = cell.bg == Color::Reset && *cell == Cell::EMPTY;
        (!is_empty).then_some((at.x, at.y, cell))
    })
}

/// Brings a buffer to a size, with nothing in it.
fn blank(buffer: &mut Buffer, area: Rect) {
    if buffer.area == area {
        buffer.reset();
    } else {
        *buffer = Buffer::empty(area);
    }
}
