//! Writing cells: where the cursor goes, what changes in colours and attributes from one cell to the next, and the symbols.
//!
//! A screenful has thousands of cells and a hundred changes of style. What changes is left to the terminal library; the
//! symbols themselves are written as they are.

use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::style::{Attribute, Color as Shown, Colors, SetAttribute, SetColors};
use ratatui::backend::IntoCrossterm as _;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Attributes that are switched on and off one by one.
const SWITCHES: [(Modifier, Attribute, Attribute); 6] = [
    (Modifier::REVERSED, Attribute::Reverse, Attribute::NoReverse),
    (Modifier::ITALIC, Attribute::Italic, Attribute::NoItalic),
    (Modifier::UNDERLINED, Attribute::Underlined, Attribute::NoUnderline),
    (Modifier::CROSSED_OUT, Attribute::CrossedOut, Attribute::NotCrossedOut),
    (Modifier::HIDDEN, Attribute::Hidden, Attribute::NoHidden),
    (Modifier::SLOW_BLINK, Attribute::SlowBlink, Attribute::NoBlink),
];

/// Strong and weak letters, which are switched off together.
const WEIGHTS: [(Modifier, Attribute); 2] = [(Modifier::BOLD, Attribute::Bold), (Modifier::DIM, Attribute::Dim)];

/// Writes cells, each with its column and row; they come row by row. Before and after, no colour and no attribute is set.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write<'a>(out: &mut impl Write, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> io::Result<()> {
    let mut next = None;
    let (mut colours, mut modifier) = ((Color::Reset, Color::Reset), Modifier::empty());
    for (x, y, cell) in cells {
        if next != Some((x, y)) {
            queue!(out, MoveTo(x, y))?;
        }
        // Where a wide symbol leaves the cursor, terminals do not agree; the cell after it is gone to.
        next = x.checked_add(1).map(|x| (x, y));
        if cell.modifier != modifier {
            attributes(out, modifier, cell.modifier)?;
            modifier = cell.modifier;
        }
        if (cell.fg, cell.bg) != colours {
            queue!(out, SetColors(Colors::new(cell.fg.into_crossterm(), cell.bg.into_crossterm())))?;
            colours = (cell.fg, cell.bg);
        }
        out.write_all(cell.symbol().as_bytes())?;
    }
    queue!(out, SetColors(Colors::new(Shown::Reset, Shown::Reset)), SetAttribute(Attribute::Reset))
}

fn attributes(out: &mut impl Write, from: Modifier, to: Modifier) -> io::Result<()> {
    let (removed, mut added) = (from - to, to - from);
    for (modifier, _, off) in SWITCHES {
        if removed.contains(modifier) {
            queue!(out, SetAttribute(off))?;
        }
    }
    if removed.intersects(Modifier::BOLD | Modifier::DIM) {
        queue!(out, SetAttribute(Attribute::NormalIntensity))?;
        added |= to & (Modifier::BOLD | Modifier::DIM);
    }
    let switched_on = SWITCHES.map(|(modifier, on, _)| (modifier, on));
    for (modifier, on) in switched_on.into_iter().chain(WEIGHTS) {
        if added.contains(modifier) {
            queue!(out, SetAttribute(on))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn written(buffer: &Buffer) -> String {
        let cells = buffer.area.positions().zip(&buffer.content).map(|(at, cell)| (at.x, at.y, cell));
        let mut out = Vec::new();
        write(&mut out, cells).expect("a vector takes it");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn only_what_changes_is_written_between_symbols() {
        crossterm::style::force_color_output(true);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        buffer.set_string(0, 0, "abcd", Style::new().bold());
        buffer.set_string(2, 0, "c", Style::new().dim());
        buffer.set_string(0, 1, "e", Style::new().fg(Color::Red));
        let reset = "\x1b[39;49m\x1b[0m";
        let expected =
            format!("\x1b[1;1H\x1b[1mab\x1b[2mc\x1b[22m\x1b[1md\x1b[2;1H\x1b[22m\x1b[38;5;9;49me\x1b[39;49m   {reset}");
        assert_eq!(written(&buffer), expected.replace("38;5;9", "38;5;1"));
    }

    #[test]
    fn every_change_of_attributes_ends_where_it_should() {
        let all: Vec<Modifier> =
            SWITCHES.iter().map(|(modifier, ..)| *modifier).chain(WEIGHTS.map(|(modifier, _)| modifier)).collect();
        for from in 0..1u16 << all.len() {
            for to in [0, 1, from.rotate_left(1) & 0xff, !from & 0xff, from & 0x0f, 0xff] {
                let of = |bits: u16| {
                    let on = all.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
                    on.fold(Modifier::empty(), |sum, (_, modifier)| sum | *modifier)
                };
                // The screen it is read with knows one weight at a time.
                if [of(from), of(to)].iter().any(|both| both.contains(Modifier::BOLD | Modifier::DIM)) {
                    continue;
                }
                let mut screen = vt100::Parser::new(NonZero::<u16>::MIN, NonZero::<u16>::MIN.saturating_add(2), 0);
                let mut out = Vec::new();
                attributes(&mut out, Modifier::empty(), of(from)).expect("written");
                attributes(&mut out, of(from), of(to)).expect("written");
                out.push(b'x');
                screen.process(&out);
                let cell = screen.screen().cell(0, 0).expect("a cell");
                let shown = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
                let asked = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
                assert_eq!(shown, asked.map(|one| of(to).contains(one)), "{:?} to {:?}", of(from), of(to));
            }
        }
    }
}
