//! What lies over a screen: a box, and calm around it.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::widgets::Widget as _;

use crate::layout::Rect;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// Draws an empty box over the screen. Words that it would cut in two are taken away whole, so that no scraps of them
/// stand beside it.
pub(crate) fn pop_up(cx: Context, area: Rect, buf: &mut Buffer) {
    for row in area.rows() {
        clear_scraps(row, buf);
    }
    buf.fill(area, cx.style(Role::Raised));
    cx.block(false, Role::Accent).render(area, buf);
}

/// Takes away what a row of the box touches: the cell on either side, and the word that stands in it.
fn clear_scraps(row: Rect, buf: &mut Buffer) {
    for x in (0..row.x).rev() {
        if !clear(buf, x, row.y) {
            break;
        }
    }
    for x in row.right()..buf.area.right() {
        if !clear(buf, x, row.y) {
            break;
        }
    }
}

/// Clears a cell, whose ground stays. Says whether a part of a word stood there.
fn clear(buf: &mut Buffer, x: u16, y: u16) -> bool {
    let symbol = buf.cell((x, y)).map_or(" ", |cell| cell.symbol());
    let is_word = symbol != " " && !symbol.chars().all(is_line);
    buf.put_glyph(x, y, " ", Style::new());
    is_word
}

/// Whether it is a part of a frame or of a rule.
fn is_line(character: char) -> bool {
    matches!(character, '\u{2500}'..='\u{257f}' | '|' | '-' | '+' | '=')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands on a line of text beside a box over the columns `from` to `to`.
    fn beside(text: &'static str, from: u16, to: u16) -> String {
        let columns = u16::try_from(crate::layout::text::width(text)).unwrap_or(0);
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, 1));
        for (x, (at, sign)) in (0..).zip(text.char_indices()) {
            buf.put_glyph(x, 0, &text[at..at + sign.len_utf8()], Style::new());
        }
        let row = Rect::new(from, 0, to - from, 1);
        clear_scraps(row, &mut buf);
        buf.fill(row, Style::new());
        let cells = (0..columns).map(|x| buf[(x, 0)].symbol());
        cells
            .enumerate()
            .map(|(x, cell)| if (usize::from(from)..usize::from(to)).contains(&x) { "#" } else { cell })
            .collect()
    }

    #[test]
    fn words_are_there_whole_or_not_at_all() {
        assert_eq!(beside("Tracking feed for shops", 11, 16), "Tracking   #####  shops");
        assert_eq!(beside("Tracking feed for shops", 9, 17), "Tracking ######## shops");
        assert_eq!(beside("Tracking feed for shops", 3, 20), "   #################   ");
        assert_eq!(beside("over all of it", 0, 14), "##############");
        assert_eq!(beside("text    4.1 ", 5, 8), "text ###    ");
    }

    #[test]
    fn frames_go_on_up_to_a_column_before_it() {
        assert_eq!(beside("╭──────────╮", 4, 8), "╭── #### ──╮");
        assert_eq!(beside("│ word     │", 4, 8), "│   ####   │");
    }
}
