//! What must hold for every cell of every frame, and the frame as text.

use ratatui::buffer::Buffer;
use stationmaster::document::text::invisible;
use unicode_width::UnicodeWidthStr;

/// The frame as lines of text, without spaces at their ends.
pub fn text_of(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += columns(symbol);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Panics unless every cell holds something that can be seen, and what is wide has room and nothing beneath it.
pub fn check_cells(buffer: &Buffer) {
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            assert!(!symbol.is_empty(), "nothing at {x},{y}");
            let columns = columns(symbol);
            assert!(x + columns <= buffer.area.width, "{symbol:?} at {x},{y} is wider than what is left");
            for beneath in x + 1..x + columns {
                let below = buffer[(beneath, y)].symbol();
                assert!(below == " " || below.is_empty(), "{below:?} at {beneath},{y} lies beneath {symbol:?}");
            }
            x += columns;
        }
        // Joiners do their work between two cells, so that lines are looked at as a whole. One whose second half was cut
        // off still belongs to its letter.
        let is_cut = |at: usize, character| {
            matches!(character, '\u{200c}' | '\u{200d}') && line[..at].ends_with(|before: char| !before.is_ascii())
        };
        let hidden = line.char_indices().find(|(at, found)| invisible(&line, *at).is_some() && !is_cut(*at, *found));
        assert!(hidden.is_none() && !line.contains('\n'), "{hidden:?} in line {y} cannot be seen: {line:?}");
    }
}

fn columns(symbol: &str) -> u16 {
    u16::try_from(symbol.width()).unwrap_or(u16::MAX).max(1)
}
