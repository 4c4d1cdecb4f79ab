//! Signs that have to meet their neighbours, or that fonts draw each in their own way, as shapes: lines of boxes, bars,
//! letters of blocks, stations of the map, marks.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::hex;

/// The arms of a sign of boxes from its middle: left, right, up, down; whether they are heavy, whether the corner is round.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "four arms, each there or not, and two ways to draw them")]
pub(crate) struct Arms {
    left: bool,
    right: bool,
    up: bool,
    down: bool,
    heavy: bool,
    round: bool,
}

/// The arms of a sign, where it is one of boxes.
pub(crate) fn arms(sign: char) -> Option<Arms> {
    let (light, heavy, round) = ("─│┌┐└┘├┤┬┴┼", "━┃┏┓┗┛┣┫┳┻╋", "  ╭╮╰╯");
    let sets = [(light, false, false), (heavy, true, false), (round, false, true)];
    let (at, heavy, round) = sets.into_iter().find_map(|(set, heavy, round)| {
        let at = set.chars().position(|known| known == sign && sign != ' ')?;
        Some((at, heavy, round))
    })?;
    let [left, right, up, down] = [
        [true, true, false, false],
        [false, false, true, true],
        [false, true, false, true],
        [true, false, false, true],
        [false, true, true, false],
        [true, false, true, false],
        [false, true, true, true],
        [true, false, true, true],
        [true, true, false, true],
        [true, true, true, false],
        [true, true, true, true],
    ][at];
    Some(Arms { left, right, up, down, heavy, round })
}

/// A part of a sign: where its path begins in a cell of 9 by 20, and how it goes on from there.
type Part = (f32, f32, &'static str);

/// How a sign is drawn that is no line: what is filled, and what is a stroke.
pub(crate) fn shape(sign: char) -> Option<(Part, Part)> {
    Some(match sign {
        '▎' => ((0.0, 0.0, "h3v20h-3z"), (0.0, 0.0, "")),
        '█' => ((0.0, 0.0, "h9v20h-9z"), (0.0, 0.0, "")),
        '▀' => ((0.0, 0.0, "h9v10h-9z"), (0.0, 0.0, "")),
        '▄' => ((0.0, 10.0, "h9v10h-9z"), (0.0, 0.0, "")),
        '●' => ((-0.5, 10.0, "a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"), (0.0, 0.0, "")),
        '◉' => {
            ((2.0, 10.0, "a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z"), (-0.5, 10.0, "a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"))
        }
        '○' => ((0.0, 0.0, ""), (0.0, 10.0, "a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z")),
        '◐' => ((4.5, 6.0, "a4 4 0 0 0 0 8z"), (0.5, 10.0, "a4 4 0 1 0 8 0a4 4 0 1 0-8 0z")),
        '◎' => ((3.0, 10.0, "a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0z"), (0.5, 10.0, "a4 4 0 1 0 8 0a4 4 0 1 0-8 0z")),
        '■' => ((0.5, 6.0, "h8v8h-8z"), (0.0, 0.0, "")),
        '□' => ((0.0, 0.0, ""), (1.0, 6.5, "h7v7h-7z")),
        '◆' => ((4.5, 5.5, "l4 4.5l-4 4.5l-4-4.5z"), (0.0, 0.0, "")),
        '▲' => ((4.5, 6.0, "l4 8h-8z"), (0.0, 0.0, "")),
        '▼' => ((0.5, 6.0, "h8l-4 8z"), (0.0, 0.0, "")),
        '▸' => ((2.0, 6.5, "l5 3.5l-5 3.5z"), (0.0, 0.0, "")),
        '•' => ((2.0, 10.0, "a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z"), (0.0, 0.0, "")),
        '·' => ((3.3, 10.5, "a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0z"), (0.0, 0.0, "")),
        '→' => ((0.0, 0.0, ""), (0.5, 10.0, "h7.5m-3-3.5l3.5 3.5l-3.5 3.5")),
        '❯' => ((0.0, 0.0, ""), (2.5, 5.5, "l4 4.5l-4 4.5")),
        '›' => ((0.0, 0.0, ""), (3.0, 7.0, "l3 3.2l-3 3.2")),
        '✓' => ((0.0, 0.0, ""), (1.0, 10.5, "l2.5 3.5l4.5-8")),
        '✗' => ((0.0, 0.0, ""), (1.5, 6.5, "l6 7m0-7l-6 7")),
        '↔' => ((0.0, 0.0, ""), (0.5, 10.0, "h8m-6-2.5l-2.5 2.5l2.5 2.5m4-5l2.5 2.5l-2.5 2.5")),
        _ => return None,
    })
}

/// Red, green and blue.
type Rgb = [u8; 3];

/// From and to of each run, in order.
type Runs = Vec<(u16, u16)>;

/// The shapes of a picture, by colour; lines in one line of cells as one.
#[derive(Default)]
pub(crate) struct Shapes {
    /// From and to in half columns, by row and weight.
    across: BTreeMap<(Rgb, bool, u16), Runs>,
    /// From and to in half rows, by column and weight.
    down: BTreeMap<(Rgb, bool, u16), Runs>,
    corners: BTreeMap<[u8; 3], Vec<(u16, u16, Corner)>>,
    /// Bars at the left of a cell, by column: from and to in rows.
    bars: BTreeMap<(Rgb, u16), Runs>,
    underlines: BTreeMap<(Rgb, u16), Runs>,
    signs: BTreeMap<[u8; 3], Vec<(u16, u16, char)>>,
}

/// Which way a round corner goes from its middle.
#[derive(Clone, Copy)]
struct Corner {
    right: bool,
    down: bool,
}

impl Shapes {
    /// Adds a sign at a cell.
    pub(crate) fn add(&mut self, x: u16, y: u16, sign: char, colour: [u8; 3]) {
        let Some(arms) = arms(sign) else {
            match sign {
                '▎' => extend(self.bars.entry((colour, x)).or_default(), y, y + 1),
                other => self.signs.entry(colour).or_default().push((x, y, other)),
            }
            return;
        };
        if arms.round {
            let corner = Corner { right: arms.right, down: arms.down };
            self.corners.entry(colour).or_default().push((x, y, corner));
            return;
        }
        let (left, middle, right) = (2 * x, 2 * x + 1, 2 * x + 2);
        let (top, centre, bottom) = (2 * y, 2 * y + 1, 2 * y + 2);
        let across = self.across.entry((colour, arms.heavy, y)).or_default();
        if arms.left {
            extend(across, left, middle);
        }
        if arms.right {
            extend(across, middle, right);
        }
        let down = self.down.entry((colour, arms.heavy, x)).or_default();
        if arms.up {
            extend(down, top, centre);
        }
        if arms.down {
            extend(down, centre, bottom);
        }
    }

    /// Adds a line under cells.
    pub(crate) fn underline(&mut self, x: u16, y: u16, columns: u16, colour: [u8; 3]) {
        extend(self.underlines.entry((colour, y)).or_default(), x, x + columns);
    }

    /// Every shape as paths, in a fixed order.
    pub(crate) fn drawn(&self, (wide, high): (u16, u16)) -> String {
        let half = |at: u16, size: u16| f32::from(at * size) / 2.0;
        let mut light: BTreeMap<[u8; 3], String> = BTreeMap::new();
        let mut heavy: BTreeMap<[u8; 3], String> = BTreeMap::new();
        let mut filled: BTreeMap<[u8; 3], String> = BTreeMap::new();
        for ((colour, is_heavy, y), runs) in &self.across {
            let path = if *is_heavy { &mut heavy } else { &mut light }.entry(*colour).or_default();
            for (from, to) in runs {
                let _ = write!(path, "M{} {}h{}", half(*from, wide), half(2 * y + 1, high), half(to - from, wide));
            }
        }
        for ((colour, is_heavy, x), runs) in &self.down {
            let path = if *is_heavy { &mut heavy } else { &mut light }.entry(*colour).or_default();
            for (from, to) in runs {
                let _ = write!(path, "M{} {}v{}", half(2 * x + 1, wide), half(*from, high), half(to - from, high));
            }
        }
        for (colour, corners) in &self.corners {
            let path = light.entry(*colour).or_default();
            for (x, y, Corner { right, down }) in corners {
                let (sign_x, sign_y) = (if *right { "" } else { "-" }, if *down { "-" } else { "" });
                let edge = if *down { 2 * y + 2 } else { 2 * y };
                let _ = write!(
                    path,
                    "M{} {}v{sign_y}5.5q0 {sign_y}4.5 {sign_x}4.5 {sign_y}4.5",
                    half(2 * x + 1, wide),
                    half(edge, high)
                );
            }
        }
        for ((colour, x), runs) in &self.bars {
            let path = filled.entry(*colour).or_default();
            for (from, to) in runs {
                let _ = write!(path, "M{} {}h3v{}h-3z", x * wide, from * high, (to - from) * high);
            }
        }
        for ((colour, y), runs) in &self.underlines {
            let path = light.entry(*colour).or_default();
            for (from, to) in runs {
                let _ = write!(path, "M{} {}h{}", from * wide, y * high + 18, (to - from) * wide);
            }
        }
        for (colour, signs) in &self.signs {
            for (x, y, sign) in signs {
                let Some((fill, stroke)) = shape(*sign) else { continue };
                for ((right, below, part), paths) in [(fill, &mut filled), (stroke, &mut light)] {
                    if !part.is_empty() {
                        let (x, y) = (f32::from(x * wide) + right, f32::from(y * high) + below);
                        let _ = write!(paths.entry(*colour).or_default(), "M{x} {y}{part}");
                    }
                }
            }
        }
        let mut out = String::new();
        for (colour, path) in &filled {
            let _ = writeln!(out, "<path fill=\"{}\" d=\"{path}\"/>", hex(*colour));
        }
        for (width, paths) in [("1.3", &light), ("2.6", &heavy)] {
            for (colour, path) in paths {
                let _ = writeln!(
                    out,
                    "<path fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linecap=\"square\" d=\"{path}\"/>",
                    hex(*colour)
                );
            }
        }
        out
    }
}

/// Adds a run, to the last one where it goes on from there.
fn extend(runs: &mut Runs, from: u16, to: u16) {
    match runs.last_mut() {
        Some((_, end)) if *end == from => *end = to,
        _ => runs.push((from, to)),
    }
}
