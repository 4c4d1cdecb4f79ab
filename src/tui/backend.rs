//! What ratatui's [`Terminal`](ratatui::Terminal) writes through: crossterm's backend, so that a frame is one write that the
//! terminal shows at once and as a whole.
//!
//! Frames are encoded by ratatui and crossterm: an encoder of our own took a million instructions less for a first frame
//! and 7 bytes less for a typed character, which takes 84 where 120 are allowed, so it went.
//!
//! Nothing is asked of the terminal here: an answer would come among the keys, and some terminals never answer. How large
//! it is the program has been told already, and where the cursor stands is known, for nobody else moves it.

use std::io::{self, Write};

use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType as Cleared, EndSynchronizedUpdate};
use crossterm::{cursor, queue};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::drawn::Drawn;

/// Writes frames, each within a synchronized update; nothing where nothing differs from the one before.
pub(crate) struct FrameBackend<W: Write> {
    out: W,
    /// What was written of the frame so far.
    frame: Vec<u8>,
    size: Size,
    /// Where the cursor is to stand, and whether it is to be seen.
    position: Position,
    is_visible: bool,
    /// Where it is seen now.
    shown: Option<Position>,
    /// Where it stands while it is not seen, for screen readers and magnifiers, and whether it stands there now.
    rest: Option<Position>,
    is_at_rest: bool,
    /// What stands on the terminal.
    screen: Drawn,
    /// Whether the screen was cleared, and nothing written since.
    is_cleared: bool,
}

impl<W: Write> FrameBackend<W> {
    /// A terminal of a size, of which nothing else is known.
    pub(crate) fn new(out: W, size: Size) -> Self {
        Self {
            out,
            frame: Vec::new(),
            size,
            position: Position::ORIGIN,
            is_visible: false,
            shown: None,
            rest: None,
            is_at_rest: false,
            screen: Drawn::new(size),
            is_cleared: false,
        }
    }

    /// The terminal has another size: the next frame is of that size, and written whole.
    pub(crate) fn resize(&mut self, size: Size) {
        self.size = size;
    }

    /// From the next frame on the cursor stands there while it is not seen.
    pub(crate) fn rest_at(&mut self, rest: Position) {
        let rest = Position {
            x: rest.x.min(self.size.width.saturating_sub(1)),
            y: rest.y.min(self.size.height.saturating_sub(1)),
        };
        if self.rest.replace(rest) != Some(rest) {
            self.is_at_rest = false;
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        self.is_at_rest = false;
        if self.frame.is_empty() {
            queue!(self.frame, BeginSynchronizedUpdate)?;
            // The cursor would be seen to jump about while the frame is written.
            if self.shown.take().is_some() {
                queue!(self.frame, cursor::Hide)?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Backend for FrameBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_some() {
            self.begin()?;
            self.is_cleared = false;
            let cells = self.screen.take(content);
            CrosstermBackend::new(&mut self.frame).draw(cells.iter().map(|(x, y, cell)| (*x, *y, &**cell)))?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.is_visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.is_visible = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.position = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Clears the screen; nothing else is ever asked for where a frame fills it.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.screen.clear(self.size);
        if std::mem::replace(&mut self.is_cleared, true) {
            return Ok(());
        }
        self.begin()?;
        queue!(self.frame, SetAttribute(Attribute::Reset), Clear(Cleared::All), cursor::Hide)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let wanted = self.is_visible.then_some(self.position);
        let rest = self.rest.filter(|_| wanted.is_none() && !self.is_at_rest);
        if self.frame.is_empty() && wanted == self.shown && rest.is_none() {
            return Ok(());
        }
        if self.frame.is_empty() {
            queue!(self.frame, BeginSynchronizedUpdate)?;
        }
        match wanted {
            Some(Position { x, y }) => queue!(self.frame, cursor::MoveTo(x, y), cursor::Show)?,
            None if self.shown.is_some() => queue!(self.frame, cursor::Hide)?,
            None => {}
        }
        if let Some(Position { x, y }) = rest {
            queue!(self.frame, cursor::MoveTo(x, y))?;
        }
        self.is_at_rest = wanted.is_none();
        queue!(self.frame, EndSynchronizedUpdate)?;
        self.shown = wanted;
        self.is_cleared = false;
        let written = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.clear();
        written
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;

    use super::*;

    fn written(terminal: &mut Terminal<FrameBackend<Vec<u8>>>, text: &str, cursor: Option<(u16, u16)>) -> String {
        terminal
            .draw(|frame| {
                frame.render_widget(text, frame.area());
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            })
            .expect("a vector takes it");
        String::from_utf8(std::mem::take(&mut terminal.backend_mut().out)).expect("text")
    }

    #[test]
    fn a_frame_is_one_update_and_the_same_frame_is_nothing() {
        crossterm::style::force_color_output(true);
        let backend = FrameBackend::new(Vec::new(), Size::new(4, 2));
        let mut terminal = Terminal::new(backend).expect("it asks nothing");
        terminal.clear().expect("cleared");
        let whole = "\x1b[?2026h\x1b[0m\x1b[2J\x1b[?25l\x1b[1;1Hab\x1b[39m\x1b[49m\x1b[59m\x1b[0m\x1b[?2026l";
        assert_eq!(written(&mut terminal, "ab", None), whole);
        assert_eq!(written(&mut terminal, "ab", None), "");
        let cursor = "\x1b[?2026h\x1b[2;2H\x1b[?25h\x1b[?2026l";
        assert_eq!(written(&mut terminal, "ab", Some((1, 1))), cursor);
        assert_eq!(written(&mut terminal, "ab", Some((1, 1))), "");
        let typed = "\x1b[?2026h\x1b[?25l\x1b[1;2Hc\x1b[39m\x1b[49m\x1b[59m\x1b[0m\x1b[2;3H\x1b[?25h\x1b[?2026l";
        assert_eq!(written(&mut terminal, "ac", Some((2, 1))), typed);
        assert_eq!(written(&mut terminal, "ac", None), "\x1b[?2026h\x1b[?25l\x1b[?2026l");
        terminal.backend_mut().rest_at(Position { x: 3, y: 1 });
        assert_eq!(written(&mut terminal, "ac", None), "\x1b[?2026h\x1b[2;4H\x1b[?2026l");
        assert_eq!(written(&mut terminal, "ac", None), "");
        let moved = "\x1b[?2026h\x1b[1;1Hb\x1b[39m\x1b[49m\x1b[59m\x1b[0m\x1b[2;4H\x1b[?2026l";
        assert_eq!(written(&mut terminal, "bc", None), moved);
        terminal.backend_mut().resize(Size::new(2, 1));
        terminal.backend_mut().rest_at(Position { x: 3, y: 1 });
        let resized =
            "\x1b[?2026h\x1b[0m\x1b[2J\x1b[?25l\x1b[1;1Hac\x1b[39m\x1b[49m\x1b[59m\x1b[0m\x1b[1;2H\x1b[?2026l";
        assert_eq!(written(&mut terminal, "ac", None), resized);
    }
}
