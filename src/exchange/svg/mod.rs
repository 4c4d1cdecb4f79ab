//! A screen as a picture: a window with the cells of the screen in it, as an SVG file.
//!
//! The picture needs nothing else: no font of its own, no script, no address. Letters stay letters, which can be read and
//! searched. Each run of them says where it begins and how wide it is, so that no font moves what follows; lines, bars and
//! other signs that have to meet their neighbours are shapes. The same screen gives the same bytes. What the cells hold is
//! text to the picture, whatever it is: it is escaped, and what XML cannot hold is left out.

mod animated;
mod shapes;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use crate::document::text::visible_line;
use crate::layout::{Position, Size};
use crate::theme::{Colour, Look};
pub use animated::{Frame, animate};
use shapes::{Shapes, arms, shape};

/// Columns and rows in units of the picture.
const CELL: (u16, u16) = (9, 20);
/// Height of the bar on top of the window.
const BAR: u16 = 34;
/// The most columns and the most rows of a picture; what lies beyond is left out.
const LARGEST: u16 = 2_000;
/// Letters that fonts of terminals have in the width of a cell, so that a run of them can be one text.
const PLAIN: [char; 6] = ['…', '–', '’', '‘', '“', '”'];

/// A cell of a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it: a letter with its marks, or a blank. The cell after a wide letter is passed over.
    pub symbol: String,
    pub look: Look,
}

/// A screen: its cells row by row, and where the cursor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    size: Size,
    cells: Vec<Cell>,
    cursor: Option<Position>,
}

impl Screen {
    /// A screen of a size. Cells that are missing are blank, and so are those beyond two thousand columns or rows.
    #[must_use]
    pub fn new(size: Size, cells: Vec<Cell>, cursor: Option<Position>) -> Self {
        Self { size, cells, cursor }
    }

    fn columns(&self) -> u16 {
        self.size.width.min(LARGEST)
    }

    fn rows(&self) -> u16 {
        self.size.height.min(LARGEST)
    }

    fn cell(&self, x: u16, y: u16) -> Option<&Cell> {
        self.cells.get(usize::from(y) * usize::from(self.size.width) + usize::from(x))
    }
}

/// What the window is painted with.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The background where a cell says nothing.
    pub background: [u8; 3],
    /// Letters where a cell says nothing.
    pub letters: [u8; 3],
    /// The bar on top.
    pub bar: [u8; 3],
    /// The edge of the window and the dots in its bar.
    pub edge: [u8; 3],
    pub cursor: [u8; 3],
}

/// How a cell is painted: its letters, what is behind them, and how they are set.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four switches, each on or off by itself")]
struct Paint {
    letters: [u8; 3],
    background: [u8; 3],
    bold: bool,
    italic: bool,
    dim: bool,
    underline: bool,
}

/// The picture of a screen, with a title for those who do not see it.
#[must_use]
pub fn draw(screen: &Screen, title: &str, window: Window) -> String {
    let mut styles = Styles::default();
    let body = body(screen, 0..screen.rows(), window, &mut styles);
    framed((screen.columns(), screen.rows()), title, window, &styles.css(), &body)
}

/// What stands in some rows: what is behind the letters, signs as shapes, letters, and the cursor.
fn body(screen: &Screen, rows: Range<u16>, window: Window, styles: &mut Styles) -> String {
    let mut shapes = Shapes::default();
    let mut texts = String::new();
    for y in rows.clone() {
        line(screen, y, window, styles, &mut shapes, &mut texts);
    }
    let mut out = backgrounds(screen, rows.clone(), window);
    out.push_str(&shapes.drawn(CELL));
    out.push_str(&texts);
    if let Some(Position { x, y }) = screen.cursor.filter(|at| at.x < screen.columns() && rows.contains(&at.y)) {
        let (x, y) = (x * CELL.0, y * CELL.1);
        let _ = writeln!(out, "<path fill=\"{}\" d=\"M{x} {}h2v18h-2z\"/>", hex(window.cursor), y + 1);
    }
    out
}

/// A window of so many columns and rows around what stands in it.
fn framed((columns, rows): (u16, u16), title: &str, window: Window, css: &str, body: &str) -> String {
    let (width, height) = (columns * CELL.0 + 2, rows * CELL.1 + BAR + 2);
    let title = escaped(&visible_line(title));
    let edge = hex(window.edge);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace\" \
         font-size=\"15\">\n<title>{title}</title>\n<style>{css}</style>\n"
    );
    let _ = writeln!(
        out,
        "<clipPath id=\"w\"><rect x=\"1\" y=\"1\" width=\"{}\" height=\"{}\" rx=\"9\"/></clipPath>\n\
         <g clip-path=\"url(#w)\"><path fill=\"{}\" d=\"M0 0h{width}v{height}H0z\"/><path fill=\"{}\" d=\"M0 0h{width}v{}H0z\"/>\
         <path fill=\"{edge}\" d=\"{}\"/>",
        width - 2,
        height - 2,
        hex(window.background),
        hex(window.bar),
        BAR + 1,
        (0..3).fold(String::new(), |out, at| out
            + &format!("M{} 18a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0", 15 + 19 * at)),
    );
    let _ = writeln!(out, "<g transform=\"translate(1 {})\">", BAR + 1);
    out.push_str(body);
    let _ = writeln!(
        out,
        "</g></g>\n<rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"9.5\" fill=\"none\" stroke=\"{edge}\"/>\n</svg>",
        width - 1,
        height - 1
    );
    out
}

/// Adds a line of cells: its shapes, and its texts in the order they are read.
fn line(screen: &Screen, y: u16, window: Window, styles: &mut Styles, shapes: &mut Shapes, texts: &mut String) {
    let mut run: Option<Run> = None;
    let mut x = 0;
    while x < screen.columns() {
        let symbol = shown(screen.cell(x, y).map_or(" ", |cell| &cell.symbol));
        let columns = u16::try_from(symbol.width()).unwrap_or(1).max(1);
        let look = paint(screen.cell(x, y), window);
        let sign = symbol.chars().next().filter(|_| symbol.chars().count() == 1);
        if look.underline {
            shapes.underline(x, y, columns, look.letters);
        }
        if let Some(sign) = sign.filter(|sign| arms(*sign).is_some() || shape(*sign).is_some()) {
            flush(&mut run, y, styles, texts);
            shapes.add(x, y, sign, look.letters);
        } else if symbol == " " {
            // A single blank belongs to the words around it; more of them part two runs.
            match &mut run {
                Some((_, _, text, same)) if *same == look && !text.ends_with(' ') => text.push(' '),
                _ => flush(&mut run, y, styles, texts),
            }
        } else if columns == 1 && sign.is_some_and(is_plain) {
            match &mut run {
                Some((_, to, text, same)) if *same == look && *to + u16::from(text.ends_with(' ')) == x => {
                    text.push_str(&symbol);
                    *to = x + 1;
                }
                _ => {
                    flush(&mut run, y, styles, texts);
                    run = Some((x, x + 1, symbol, look));
                }
            }
        } else {
            flush(&mut run, y, styles, texts);
            let middle = f32::from(x * CELL.0) + f32::from(columns * CELL.0) / 2.0;
            let class = styles.class(look);
            let _ = writeln!(
                texts,
                "<text class=\"{class} m\" x=\"{middle}\" y=\"{}\">{}</text>",
                y * CELL.1 + 15,
                escaped(&symbol)
            );
        }
        x += columns;
    }
    flush(&mut run, y, styles, texts);
}

/// A run of letters: from and to in columns, the letters, and how they are painted.
type Run = (u16, u16, String, Paint);

/// Ends a run of letters.
fn flush(run: &mut Option<Run>, y: u16, styles: &mut Styles, texts: &mut String) {
    let Some((from, to, text, look)) = run.take() else { return };
    let class = styles.class(look);
    let (x, y) = (from * CELL.0, y * CELL.1 + 15);
    let length = if to - from > 1 { format!(" textLength=\"{}\"", (to - from) * CELL.0) } else { String::new() };
    let _ = writeln!(texts, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{length}>{}</text>", escaped(text.trim_end()));
}

/// The backgrounds that differ from the window's, runs of equal width in following lines as one.
fn backgrounds(screen: &Screen, rows: Range<u16>, window: Window) -> String {
    let mut open: Vec<(u16, u16, u16, [u8; 3])> = Vec::new();
    let mut paths: BTreeMap<[u8; 3], String> = BTreeMap::new();
    let mut close = |(from, to, top, colour): (u16, u16, u16, [u8; 3]), bottom: u16| {
        let (wide, high) = ((to - from) * CELL.0, (bottom - top) * CELL.1);
        let _ = write!(paths.entry(colour).or_default(), "M{} {}h{wide}v{high}h-{wide}z", from * CELL.0, top * CELL.1);
    };
    for y in rows.clone() {
        let mut runs: Vec<(u16, u16, [u8; 3])> = Vec::new();
        for x in 0..screen.columns() {
            let background = paint(screen.cell(x, y), window).background;
            match runs.last_mut() {
                Some((_, to, same)) if *same == background && *to == x => *to = x + 1,
                _ if background == window.background => {}
                _ => runs.push((x, x + 1, background)),
            }
        }
        let goes_on = |open: &(u16, u16, u16, [u8; 3])| runs.contains(&(open.0, open.1, open.3));
        for ended in open.iter().filter(|open| !goes_on(open)) {
            close(*ended, y);
        }
        open.retain(goes_on);
        let begun = runs.iter().filter(|run| !open.iter().any(|open| (open.0, open.1, open.3) == **run));
        let begun: Vec<_> = begun.map(|(from, to, colour)| (*from, *to, y, *colour)).collect();
        open.extend(begun);
    }
    for left in open {
        close(left, rows.end);
    }
    paths.iter().fold(String::new(), |mut out, (colour, path)| {
        let _ = writeln!(out, "<path fill=\"{}\" d=\"{path}\"/>", hex(*colour));
        out
    })
}

/// The styles of texts, by the class that stands for each.
#[derive(Default)]
struct Styles {
    rules: Vec<String>,
}

impl Styles {
    fn class(&mut self, paint: Paint) -> String {
        let mut rule = format!("fill:{}", hex(paint.letters));
        let parts =
            [(paint.bold, ";font-weight:700"), (paint.italic, ";font-style:italic"), (paint.dim, ";opacity:.6")];
        rule.extend(parts.into_iter().filter(|(is_so, _)| *is_so).map(|(_, part)| part));
        let at = self.rules.iter().position(|known| *known == rule).unwrap_or_else(|| {
            self.rules.push(rule);
            self.rules.len() - 1
        });
        format!("s{at}")
    }

    fn css(&self) -> String {
        let rules = self.rules.iter().enumerate();
        rules.fold(".m{text-anchor:middle}".to_owned(), |out, (at, rule)| out + &format!(".s{at}{{{rule}}}"))
    }
}

fn paint(cell: Option<&Cell>, window: Window) -> Paint {
    let look = cell.map_or_else(Look::default, |cell| cell.look);
    let mut letters = look.fg.map_or(window.letters, Colour::usual);
    let mut background = look.bg.map_or(window.background, Colour::usual);
    if look.reverse {
        (letters, background) = (background, letters);
    }
    let Look { bold, italic, dim, underline, .. } = look;
    Paint { letters, background, bold, italic, dim, underline }
}

/// What of a symbol belongs into a picture: no control character, and a blank for nothing.
fn shown(symbol: &str) -> String {
    let kept: String = symbol.chars().filter(|character| !character.is_control()).collect();
    if kept.is_empty() { " ".to_owned() } else { kept }
}

fn is_plain(sign: char) -> bool {
    ('!'..='~').contains(&sign) || ('\u{a1}'..='\u{17f}').contains(&sign) && sign != '\u{ad}' || PLAIN.contains(&sign)
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write these.
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// A colour as `#rrggbb`.
fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::text::graphemes;

    const WINDOW: Window =
        Window { background: [16; 3], letters: [208; 3], bar: [32; 3], edge: [64; 3], cursor: [255, 128, 0] };

    fn blank(width: u16, height: u16) -> Screen {
        let cell = Cell { symbol: " ".to_owned(), look: Look::default() };
        Screen::new(Size { width, height }, vec![cell; usize::from(width * height)], None)
    }

    impl Screen {
        fn at(&mut self, x: u16, y: u16) -> &mut Cell {
            &mut self.cells[usize::from(y * self.size.width + x)]
        }

        fn put(&mut self, mut x: u16, y: u16, text: &str, look: Look) {
            for grapheme in graphemes(text) {
                *self.at(x, y) = Cell { symbol: grapheme.shown.into_owned(), look };
                x += grapheme.width;
            }
        }
    }

    fn body(picture: &str) -> Vec<&str> {
        let from = picture.find("<g transform").expect("the screen");
        picture[from..].lines().skip(1).take_while(|line| !line.starts_with("</g>")).collect()
    }

    #[test]
    fn runs_say_where_they_begin_and_how_wide_they_are() {
        let mut screen = blank(12, 2);
        screen.put(0, 0, "a <b> & \u{6f22}c", Look::default());
        screen.put(1, 1, "two  \u{23ce}", Look { fg: Some(Colour::Rgb([1, 2, 3])), bold: true, ..Look::default() });
        screen.cursor = Some(Position { x: 3, y: 1 });
        let picture = draw(&screen, "a \"b\"", WINDOW);
        assert_eq!(
            body(&picture),
            [
                "<text class=\"s0\" x=\"0\" y=\"15\" textLength=\"63\">a &lt;b&gt; &amp;</text>",
                "<text class=\"s0 m\" x=\"81\" y=\"15\">\u{6f22}</text>",
                "<text class=\"s0\" x=\"90\" y=\"15\">c</text>",
                "<text class=\"s1\" x=\"9\" y=\"35\" textLength=\"27\">two</text>",
                "<text class=\"s1 m\" x=\"58.5\" y=\"35\">\u{23ce}</text>",
                "<path fill=\"#ff8000\" d=\"M27 21h2v18h-2z\"/>",
            ]
        );
        assert!(picture.contains("<title>a &quot;b&quot;</title>"));
        assert!(picture.contains(".s0{fill:#d0d0d0}.s1{fill:#010203;font-weight:700}"));
        assert_eq!(picture, draw(&screen, "a \"b\"", WINDOW));
    }

    #[test]
    fn grounds_of_one_width_are_one_shape_and_reversed_letters_change_places_with_them() {
        let mut screen = blank(4, 3);
        for (x, y) in [(1, 0), (2, 0), (1, 1), (2, 1)] {
            screen.at(x, y).look.bg = Some(Colour::Rgb([9, 9, 9]));
        }
        screen.put(0, 2, "r", Look { reverse: true, ..Look::default() });
        let picture = draw(&screen, "t", WINDOW);
        assert_eq!(
            body(&picture),
            [
                "<path fill=\"#090909\" d=\"M9 0h18v40h-18z\"/>",
                "<path fill=\"#d0d0d0\" d=\"M0 40h9v20h-9z\"/>",
                "<text class=\"s0\" x=\"0\" y=\"55\">r</text>",
            ]
        );
        assert!(picture.contains(".s0{fill:#101010}"));
    }

    #[test]
    fn lines_are_shapes_and_nothing_hidden_gets_in() {
        let mut screen = blank(4, 3);
        for (y, text) in ["\u{256d}\u{2500}\u{2500}\u{256e}", "\u{2502}  \u{2502}", "\u{2570}\u{2500}\u{2500}\u{256f}"]
            .into_iter()
            .enumerate()
        {
            screen.put(0, u16::try_from(y).expect("small"), text, Look::default());
        }
        "\u{1b}".clone_into(&mut screen.at(1, 1).symbol);
        "\u{7}x".clone_into(&mut screen.at(2, 1).symbol);
        let picture = draw(&screen, "t", WINDOW);
        let body = body(&picture);
        assert_eq!(body.len(), 2, "{body:#?}");
        assert!(body[0].starts_with("<path fill=\"none\" stroke=\"#d0d0d0\""), "{body:#?}");
        assert!(body[0].contains("M9 10h18") && body[0].contains("M9 50h18"), "{body:#?}");
        assert_eq!(body[1], "<text class=\"s0\" x=\"18\" y=\"35\">x</text>");
        assert!(!picture.chars().any(|character| character.is_control() && character != '\n'));
    }
}
