//! The brush: puts text and lines into the buffer. Everything on the screen goes through here, so that nothing a file
//! holds reaches the terminal as anything but visible characters.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::glyphs::Glyphs;
use super::theme::{Role, Theme};
use crate::layout::Rect;
use crate::layout::text;

/// Draws into a buffer with a theme and a set of signs.
pub struct Painter<'a> {
    buffer: &'a mut Buffer,
    /// The theme.
    pub theme: &'a Theme,
    /// The signs.
    pub glyphs: &'static Glyphs,
}

impl<'a> Painter<'a> {
    /// A brush for a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, glyphs: &'static Glyphs) -> Self {
        Self { buffer, theme, glyphs }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Clears an area and gives it the style of a role.
    pub fn fill(&mut self, area: Rect, role: Role) {
        self.fill_style(area, self.style(role));
    }

    /// Clears an area and gives it a style.
    pub fn fill_style(&mut self, area: Rect, style: Style) {
        for y in area.y..area.bottom() {
            self.uncover(area.x, y);
            for x in area.x..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Puts a text at a place, in at most `columns` columns; what does not fit is cut with an ellipsis. Gives back the
    /// columns it took.
    pub fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, role: Role) -> u16 {
        self.text_style(x, y, columns, text, self.style(role))
    }

    /// The same with a style.
    pub fn text_style(&mut self, x: u16, y: u16, columns: u16, content: &str, style: Style) -> u16 {
        let shown = text::shown_line(content);
        if text::width(content) <= usize::from(columns) {
            return self.cells(x, y, columns, &shown, style);
        }
        let cut = text::truncate(content, usize::from(columns), self.glyphs.ellipsis);
        self.cells(x, y, columns, &cut, style)
    }

    /// Puts a text that ends at `right` (exclusive). Gives back the column where it begins.
    pub fn text_right(&mut self, right: u16, y: u16, columns: u16, content: &str, role: Role) -> u16 {
        let width = u16::try_from(text::width(content)).unwrap_or(u16::MAX).min(columns);
        let x = right.saturating_sub(width);
        self.text(x, y, width, content, role);
        x
    }

    /// Puts a text in the middle of an area's row.
    pub fn text_centred(&mut self, area: Rect, y: u16, content: &str, role: Role) {
        let width = u16::try_from(text::width(content)).unwrap_or(u16::MAX).min(area.width);
        self.text(area.x + (area.width - width) / 2, y, width, content, role);
    }

    /// Puts a text over several rows, broken at words. Gives back the rows it took.
    pub fn paragraph(&mut self, area: Rect, content: &str, role: Role) -> u16 {
        self.paragraph_style(area, content, self.style(role))
    }

    /// The same with a style.
    pub fn paragraph_style(&mut self, area: Rect, content: &str, style: Style) -> u16 {
        if area.is_empty() {
            return 0;
        }
        let lines = crate::layout::wrap::wrap(content, area.width);
        let shown = lines.len().min(usize::from(area.height));
        for (row, line) in (area.y..).zip(&lines[..shown]) {
            let last_and_cut = usize::from(row - area.y) + 1 == shown && shown < lines.len();
            if last_and_cut {
                // What follows on further lines follows here after a space.
                let rest = content[line.range.start..].replace('\n', " ");
                let cut = text::truncate(&rest, usize::from(area.width), self.glyphs.ellipsis);
                self.cells(area.x, row, area.width, &cut, style);
            } else {
                self.cells(area.x, row, area.width, &line.shown(content), style);
            }
        }
        u16::try_from(shown).unwrap_or(u16::MAX)
    }

    /// Puts one sign.
    pub fn sign(&mut self, x: u16, y: u16, sign: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(sign).set_style(style);
        }
    }

    /// Draws a box.
    pub fn frame(&mut self, area: Rect, strong: bool, style: Style) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let [top_left, top_right, bottom_left, bottom_right, horizontal, vertical] =
            if strong { self.glyphs.strong } else { self.glyphs.frame };
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for x in area.x + 1..right {
            self.sign(x, area.y, horizontal, style);
            self.sign(x, bottom, horizontal, style);
        }
        for y in area.y + 1..bottom {
            self.sign(area.x, y, vertical, style);
            self.sign(right, y, vertical, style);
        }
        self.sign(area.x, area.y, top_left, style);
        self.sign(right, area.y, top_right, style);
        self.sign(area.x, bottom, bottom_left, style);
        self.sign(right, bottom, bottom_right, style);
    }

    /// Draws a box of which only some edges are seen: left, right, top, bottom.
    pub fn frame_open(&mut self, area: Rect, [left, right, top, bottom]: [bool; 4], strong: bool, style: Style) {
        if area.width < 2 || area.is_empty() {
            return;
        }
        // An edge that is not seen lies one cell further out, and is not drawn. Titles stand in the top one.
        let set = if strong { &self.glyphs.strong } else { &self.glyphs.frame };
        let (last_x, last_y) = (area.right() - 1, area.bottom() - 1);
        let is_low = area.height < 2;
        for x in area.x..=last_x {
            let corner = |edge: bool, at: u16, sign: usize| (edge && x == at).then_some(set[sign]);
            let above = corner(left, area.x, 0).or(corner(right, last_x, 1)).unwrap_or(set[4]);
            self.sign(x, area.y, if top { above } else { set[4] }, style);
            if bottom && !is_low {
                let below = corner(left, area.x, 2).or(corner(right, last_x, 3)).unwrap_or(set[4]);
                self.sign(x, last_y, below, style);
            }
        }
        for y in area.y + 1..area.bottom() - u16::from(bottom && !is_low) {
            if left {
                self.sign(area.x, y, set[5], style);
            }
            if right {
                self.sign(last_x, y, set[5], style);
            }
        }
    }

    /// Draws a scroll bar along a row, where there is more than fits.
    pub fn scroll_bar_level(&mut self, x: u16, y: u16, width: u16, total: usize, visible: usize, first: usize) {
        let Some(thumb) = crate::layout::scroll::thumb(width, total, visible, first) else { return };
        for column in 0..width {
            let on = (thumb.start..thumb.start + thumb.length).contains(&column);
            let (sign, role) =
                if on { (self.glyphs.gauge[0], Role::Muted) } else { (self.glyphs.gauge[1], Role::Border) };
            self.sign(x + column, y, sign, self.style(role));
        }
    }

    /// Draws a scroll bar down the right side of an area, where there is more than fits.
    pub fn scroll_bar(&mut self, x: u16, y: u16, height: u16, total: usize, visible: usize, first: usize) {
        let Some(thumb) = crate::layout::scroll::thumb(height, total, visible, first) else { return };
        for row in 0..height {
            let on = (thumb.start..thumb.start + thumb.length).contains(&row);
            let (sign, role) =
                if on { (self.glyphs.scroll[0], Role::Muted) } else { (self.glyphs.scroll[1], Role::Border) };
            self.sign(x, y + row, sign, self.style(role));
        }
    }

    /// Replaces everything that is not ASCII: a terminal that cannot draw it might take its bytes for commands.
    pub fn leave_ascii(&mut self, area: Rect) {
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y))
                    && !cell.symbol().is_ascii()
                {
                    let plain = match cell.symbol() {
                        "·" | "–" | "—" | "−" => "-",
                        "…" => ".",
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
    fn uncover(&mut self, x: u16, y: u16) {
        for before in (0..x).rev().take(text::MOST_COLUMNS) {
            let Some(cell) = self.buffer.cell_mut((before, y)) else { return };
            match cell.symbol() {
                " " => {}
                symbol => {
                    if !symbol.is_ascii() && usize::from(x - before) < text::width(symbol) {
                        cell.set_symbol(" ");
                    }
                    return;
                }
            }
        }
    }

    /// Puts a text that is already safe to show.
    fn cells(&mut self, x: u16, y: u16, columns: u16, shown: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || x >= area.right() {
            return 0;
        }
        self.uncover(x, y);
        let room = usize::from(columns.min(area.right() - x));
        if shown.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return self.ascii(x, y, &shown[..shown.len().min(room)], style);
        }
        let (end, _) = self.buffer.set_stringn(x, y, shown, room, style);
        end - x
    }

    /// Puts a text of which every byte is a column, and which fits. Most text is; it need not be taken apart.
    fn ascii(&mut self, x: u16, y: u16, shown: &str, style: Style) -> u16 {
        let columns = u16::try_from(shown.len()).unwrap_or(u16::MAX);
        for (at, x) in (x..x.saturating_add(columns)).enumerate() {
            if let Some(cell) = self.buffer.cell_mut((x, y)) {
                cell.set_symbol(&shown[at..=at]).set_style(style);
            }
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ColourDepth;

    #[test]
    fn half_a_wide_character_is_taken_away() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 2));
        let theme = Theme::load("mono", ColourDepth::Mono).expect("a built-in theme");
        let mut paint = Painter::new(&mut buffer, &theme, Glyphs::of(true));
        paint.text(0, 0, 6, "a漢字b", Role::Text);
        paint.text(0, 1, 6, "a漢字b", Role::Text);
        paint.fill(Rect::new(2, 0, 2, 1), Role::Raised);
        paint.text(4, 1, 1, "x", Role::Text);
        let line = |y| (0..6).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        assert_eq!((line(0), line(1)), ("a    b".to_owned(), "a漢  xb".to_owned()));
    }

    #[test]
    fn plain_text_is_drawn_as_any_other() {
        let theme = Theme::load("mono", ColourDepth::Mono).expect("a built-in theme");
        let style = theme.style(Role::Title);
        for (x, columns, text) in [(0, 9, "a b~"), (3, 2, "cut off"), (5, 9, "at the edge"), (8, 1, "x"), (2, 3, "")] {
            let (mut ours, mut other) = (Buffer::empty(Rect::new(0, 0, 9, 1)), Buffer::empty(Rect::new(0, 0, 9, 1)));
            for buffer in [&mut ours, &mut other] {
                buffer.set_string(0, 0, "漢字漢字x", Style::new());
            }
            let mut paint = Painter::new(&mut ours, &theme, Glyphs::of(true));
            paint.uncover(x, 0);
            let taken = paint.cells(x, 0, columns, text, style);
            Painter::new(&mut other, &theme, Glyphs::of(true)).uncover(x, 0);
            let (end, _) = other.set_stringn(x, 0, text, usize::from(columns), style);
            assert_eq!((taken, &ours), (end - x, &other), "{text:?} at {x}");
        }
    }
}
