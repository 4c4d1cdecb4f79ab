//! What views ask of ratatui's buffer beside.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::layout::text::{MAX_GRAPHEME_COLUMNS, width};

/// Putting signs and spans into a buffer.
pub(crate) trait BufferExt {
    /// Puts a sign of the program's own.
    fn put_glyph(&mut self, x: u16, y: u16, glyph: &'static str, style: Style);

    /// Puts a span. Gives back the columns it took.
    fn put_span(&mut self, x: u16, y: u16, span: &Span) -> u16;

    /// Puts a span that ends before the column `right`. Gives back where it begins.
    fn put_span_right(&mut self, right: u16, y: u16, span: &Span) -> u16;

    /// Clears an area and gives it a style.
    fn fill(&mut self, area: Rect, style: Style);

    /// Replaces everything that is not ASCII: a terminal that cannot draw it might take its bytes for commands.
    fn leave_ascii(&mut self);
}

impl BufferExt for Buffer {
    fn put_glyph(&mut self, x: u16, y: u16, glyph: &'static str, style: Style) {
        if let Some(cell) = self.cell_mut((x, y)) {
            cell.set_symbol(glyph).set_style(style);
        }
    }

    fn put_span(&mut self, x: u16, y: u16, span: &Span) -> u16 {
        if y >= self.area.bottom() || x >= self.area.right() {
            return 0;
        }
        uncover(self, x, y);
        let room = self.area.right() - x;
        // Most text need not be taken apart.
        if span.content.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return put_ascii(self, x, y, &span.content[..span.content.len().min(usize::from(room))], span.style);
        }
        let (end, _) = self.set_span(x, y, span, room);
        end - x
    }

    fn put_span_right(&mut self, right: u16, y: u16, span: &Span) -> u16 {
        let columns = u16::try_from(width(&span.content)).unwrap_or(u16::MAX);
        let x = right.saturating_sub(columns);
        self.put_span(x, y, span);
        x
    }

    fn fill(&mut self, area: Rect, style: Style) {
        for y in area.y..area.bottom() {
            uncover(self, area.x, y);
            for x in area.x..area.right() {
                if let Some(cell) = self.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    fn leave_ascii(&mut self) {
        for cell in &mut self.content {
            if !cell.symbol().is_ascii() {
                let plain = match cell.symbol() {
                    "·" | "–" | "—" | "−" => "-",
                    "…" => ".",
                    "✓" => "x",
                    "‘" | "’" => "'",
                    "“" | "”" => "\"",
                    _ => "?",
                };
                cell.set_symbol(plain);
            }
        }
    }
}

/// Takes away what reaches into a cell from the left: half of a wide character would push the rest of the line aside.
fn uncover(buf: &mut Buffer, x: u16, y: u16) {
    for before in (0..x).rev().take(MAX_GRAPHEME_COLUMNS) {
        let Some(cell) = buf.cell_mut((before, y)) else { return };
        match cell.symbol() {
            " " => {}
            symbol => {
                if !symbol.is_ascii() && usize::from(x - before) < width(symbol) {
                    cell.set_symbol(" ");
                }
                return;
            }
        }
    }
}

/// Puts a text of which every byte is a column, and which fits.
fn put_ascii(buf: &mut Buffer, x: u16, y: u16, content: &str, style: Style) -> u16 {
    let columns = u16::try_from(content.len()).unwrap_or(u16::MAX);
    for (at, x) in (x..x.saturating_add(columns)).enumerate() {
        if let Some(cell) = buf.cell_mut((x, y)) {
            cell.set_symbol(&content[at..=at]).set_style(style);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_wide_character_is_taken_away() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 2));
        buf.put_span(0, 0, &Span::raw("a漢字b"));
        buf.put_span(0, 1, &Span::raw("a漢字b"));
        buf.fill(Rect::new(2, 0, 2, 1), Style::new());
        buf.put_span(4, 1, &Span::raw("x"));
        let line = |y| (0..6).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert_eq!((line(0), line(1)), ("a    b".to_owned(), "a漢  xb".to_owned()));
    }

    #[test]
    fn plain_text_is_put_as_any_other() {
        let style = Style::new().bold();
        for (x, text) in [(0, "a b~"), (3, "cut off at the end"), (5, "at the edge"), (8, "x"), (2, "")] {
            let (mut ours, mut other) = (Buffer::empty(Rect::new(0, 0, 9, 1)), Buffer::empty(Rect::new(0, 0, 9, 1)));
            for buf in [&mut ours, &mut other] {
                buf.set_string(0, 0, "漢字漢字x", Style::new());
                uncover(buf, x, 0);
            }
            let taken = ours.put_span(x, 0, &Span::styled(text, style));
            let (end, _) = other.set_stringn(x, 0, text, 9, style);
            assert_eq!((taken, &ours), (end - x, &other), "{text:?} at {x}");
        }
    }
}
