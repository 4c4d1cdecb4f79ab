//! The screen as the terminal shows it: what differs from the last frame is written, in one piece.
//!
//! Nothing is asked of the terminal here: an answer would come among the keys, and some terminals never answer.

use std::io::{self, BufWriter, Stdout, stdout};

use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::{cursor, queue};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Size;
use crate::ui::Cursor;

/// What stands on the screen now.
pub struct Screen {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    shown: Buffer,
    /// Where the next frame is drawn; kept, for so much memory costs more to get than to clear.
    next: Buffer,
    cursor: Cursor,
    /// Whether what stands there is not known, and everything is to be written anew.
    is_stale: bool,
}

impl Screen {
    /// A screen of which nothing is known.
    pub fn new() -> Self {
        Self {
            // Large enough that a whole frame is one write.
            backend: CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout())),
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
            blank(&mut self.shown, area);
        }
        let changes = self.shown.diff(&self.next);
        if !is_whole && changes.is_empty() && cursor == self.cursor {
            return Ok(());
        }
        queue!(self.backend, BeginSynchronizedUpdate)?;
        if is_whole {
            queue!(self.backend, SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
        }
        if self.cursor.is_some() && !changes.is_empty() {
            queue!(self.backend, cursor::Hide)?;
        }
        self.backend.draw(changes.into_iter())?;
        match cursor {
            Some((x, y)) => queue!(self.backend, cursor::MoveTo(x, y), cursor::Show)?,
            None if is_whole || self.cursor.is_some() => queue!(self.backend, cursor::Hide)?,
            None => {}
        }
        queue!(self.backend, EndSynchronizedUpdate)?;
        io::Write::flush(&mut self.backend)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.cursor = cursor;
        self.is_stale = false;
        Ok(())
    }
}

/// Brings a buffer to a size, with nothing in it.
fn blank(buffer: &mut Buffer, area: Rect) {
    if buffer.area == area {
        buffer.reset();
    } else {
        *buffer = Buffer::empty(area);
    }
}
