//! The grid of a canvas: where each section is drawn.
//!
//! Sections that touch in the template touch on the screen, for edges are computed once for every line of the grid and
//! shared. The grid is true to the template's proportions as far as every section stays usable. Where the area is too
//! small for that, the grid is larger than the area and a part of it is seen: it pans.

use super::neighbour::{Direction, Slot, neighbour, slots};
use super::{Point, Rect};
use crate::method::CanvasTemplate;

/// The smallest section that can be worked in, border included.
pub const LEAST: (u16, u16) = (14, 4);

/// How much higher than its share of the area a row may grow for what is in it.
const MOST_GROWTH: f64 = 2.0;

/// Keeps sums of fractions on the right side of a whole number.
const TINY: f64 = 1e-6;

/// How far the view is moved over a grid that is larger than its area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pan {
    /// Columns of the grid to the left of the area.
    pub x: u16,
    /// Rows of the grid above the area.
    pub y: u16,
}

/// What of a section is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Where it is drawn.
    pub rect: Rect,
    /// Whether something of it lies to the left of the area, and to the right.
    pub columns_cut: (bool, bool),
    /// Whether something of it lies above the area, and below.
    pub rows_cut: (bool, bool),
}

/// The sections of a canvas laid out in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    area: Rect,
    width: u16,
    height: u16,
    slots: Vec<Slot>,
    /// Counted from the grid's own corner.
    rects: Vec<Rect>,
}

impl Grid {
    /// Lays out the sections of a template in `area`. `wanted` says how many rows each section needs for what is in it,
    /// in fill order, border included; rows of the grid grow for it at the cost of others. It may be empty.
    #[must_use]
    pub fn new(template: &CanvasTemplate, area: Rect, wanted: &[u16]) -> Self {
        let columns = u32::from(template.columns).saturating_mul(2);
        Self::of_slots(slots(template), (columns, u32::from(template.rows).saturating_mul(2)), area, wanted)
    }

    /// Lays out slots in a grid of that many half columns and half rows.
    fn of_slots(slots: Vec<Slot>, size: (u32, u32), area: Rect, wanted: &[u16]) -> Self {
        let upright: Vec<_> = slots.iter().map(|slot| (slot.left, slot.right)).collect();
        let level: Vec<_> = slots.iter().map(|slot| (slot.top, slot.bottom)).collect();
        let columns = Axis::new(&upright, size.0, area.width, LEAST.0, &[]);
        let rows = Axis::new(&level, size.1, area.height, LEAST.1, wanted);
        let rects = slots
            .iter()
            .map(|slot| {
                let (left, right) = (columns.edge(slot.left), columns.edge(slot.right));
                let (top, bottom) = (rows.edge(slot.top), rows.edge(slot.bottom));
                Rect::new(left, top, right - left, bottom - top)
            })
            .collect();
        Self { area, width: columns.total, height: rows.total, slots, rects }
    }

    /// The area the grid is seen in.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Columns and rows of the whole grid, at least those of the area.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        (self.width, self.height)
    }

    /// Whether the grid is larger than its area, so that a part of it is seen.
    #[must_use]
    pub fn pans(&self) -> bool {
        self.width > self.area.width || self.height > self.area.height
    }

    /// How many sections there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rects.len()
    }

    /// Whether there is no section.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rects.is_empty()
    }

    /// The rectangle of a section, counted from the grid's own corner.
    #[must_use]
    pub fn rect(&self, section: usize) -> Option<Rect> {
        self.rects.get(section).copied()
    }

    /// The pan that shows a section, moved from `from` no further than needed. Where the section is larger than the
    /// area, its top left corner is shown. Without such a section, `from` is only kept within bounds.
    #[must_use]
    pub fn pan_to(&self, section: usize, from: Pan) -> Pan {
        let rect = self.rect(section);
        let along = |near: fn(&Rect) -> u16, far: fn(&Rect) -> u16, view: u16, total: u16, from: u16| {
            let most = total.saturating_sub(view);
            let from = from.min(most);
            let Some(rect) = &rect else { return from };
            let (near_edge, far_edge) = (near(rect), far(rect));
            if near_edge < from || far_edge - near_edge >= view {
                return near_edge.min(most);
            }
            let least = far_edge.saturating_sub(view);
            if from >= least {
                return from;
            }
            // Other sections are seen whole where the view begins with one.
            let starts = self.rects.iter().map(near).filter(|start| (least..=near_edge).contains(start));
            starts.min().unwrap_or(least).min(most)
        };
        Pan {
            x: along(|rect| rect.x, |rect| rect.right(), self.area.width, self.width, from.x),
            y: along(|rect| rect.y, |rect| rect.bottom(), self.area.height, self.height, from.y),
        }
    }

    /// What of a section is seen under a pan, in the coordinates of the area; nothing where it lies outside.
    #[must_use]
    pub fn seen(&self, section: usize, pan: Pan) -> Option<Seen> {
        let rect = self.rect(section)?;
        let view = Rect::new(pan.x, pan.y, self.area.width, self.area.height);
        let part = rect.intersection(view);
        (!part.is_empty()).then(|| Seen {
            rect: Rect::new(
                self.area.x.saturating_add(part.x - pan.x),
                self.area.y.saturating_add(part.y - pan.y),
                part.width,
                part.height,
            ),
            columns_cut: (rect.x < view.x, rect.right() > view.right()),
            rows_cut: (rect.y < view.y, rect.bottom() > view.bottom()),
        })
    }

    /// The section under a point of the screen.
    #[must_use]
    pub fn at(&self, point: Point, pan: Pan) -> Option<usize> {
        (0..self.len()).find(|section| self.seen(*section, pan).is_some_and(|seen| seen.rect.contains(point)))
    }

    /// The section an arrow goes to; see [`neighbour`].
    #[must_use]
    pub fn neighbour(&self, section: usize, direction: Direction) -> Option<usize> {
        neighbour(&self.slots, section, direction)
    }
}

/// The lines of the grid along one axis, and where each lies.
struct Axis {
    lines: Vec<u32>,
    edges: Vec<u16>,
    total: u16,
}

impl Axis {
    /// Places the lines at which `spans` begin and end within `size`, so that each span takes at least `least` cells.
    fn new(spans: &[(u32, u32)], size: u32, view: u16, least: u16, wanted: &[u16]) -> Self {
        let mut lines: Vec<u32> = spans.iter().flat_map(|(start, end)| [*start, *end]).chain([0, size]).collect();
        lines.sort_unstable();
        lines.dedup();
        // The bands between lines, in halves.
        let bands: Vec<f64> = lines.windows(2).map(|pair| f64::from(pair[1] - pair[0])).collect();
        let mut least_of = vec![0.0; bands.len()];
        let mut wanted_of = vec![0.0; bands.len()];
        for (index, (start, end)) in spans.iter().enumerate() {
            let length = f64::from(end - start);
            let want = wanted.get(index).copied().unwrap_or_default();
            for (band, line) in lines.iter().take(bands.len()).enumerate() {
                if (start..end).contains(&line) {
                    let share = bands[band] / length;
                    least_of[band] = f64::max(least_of[band], f64::from(least) * share);
                    wanted_of[band] = f64::max(wanted_of[band], f64::from(want) * share);
                }
            }
        }
        // No grid is larger than what can be counted; one that would be is squeezed.
        let needed = (least_of.iter().sum::<f64>() - TINY).ceil().clamp(0.0, f64::from(u16::MAX));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let total = (needed as u16).max(view);
        let sizes = share_out(&grown(&bands, &wanted_of, f64::from(total)), &least_of, f64::from(total));
        let mut sum = 0.0;
        let mut edges = vec![0];
        for size in &sizes {
            sum += size;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            edges.push(((sum + TINY).round() as u16).min(total));
        }
        if let (Some(last), true) = (edges.last_mut(), !sizes.is_empty()) {
            *last = total;
        }
        Self { lines, edges, total }
    }

    fn edge(&self, line: u32) -> u16 {
        self.lines.binary_search(&line).ok().and_then(|at| self.edges.get(at)).copied().unwrap_or(self.total)
    }
}

/// The weights of bands: their proportions, more where what is in them needs more than their share of `total`.
fn grown(bands: &[f64], wanted: &[f64], total: f64) -> Vec<f64> {
    let sum: f64 = bands.iter().sum();
    let shares = bands.iter().map(|band| band / sum.max(TINY) * total);
    shares.zip(wanted).map(|(share, wanted)| wanted.clamp(share, share * MOST_GROWTH)).collect()
}

/// Shares `total` out by weight, so that each band gets at least its least; where even these do not fit, they are
/// squeezed.
fn share_out(weights: &[f64], least: &[f64], total: f64) -> Vec<f64> {
    let mut fixed = vec![false; weights.len()];
    loop {
        let taken: f64 = least.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(least, _)| least).sum();
        let weight: f64 = weights.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(weight, _)| weight).sum();
        let size = |band: usize| {
            if fixed[band] { least[band] } else { weights[band] / weight.max(TINY) * (total - taken).max(0.0) }
        };
        let sizes: Vec<f64> = (0..weights.len()).map(size).collect();
        let mut short = false;
        for band in 0..weights.len() {
            if !fixed[band] && sizes[band] < least[band] {
                fixed[band] = true;
                short = true;
            }
        }
        if !short {
            let sum: f64 = sizes.iter().sum();
            let squeeze = if sum > total { total / sum } else { 1.0 };
            return sizes.into_iter().map(|size| size * squeeze).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::neighbour::tests::{journey, slot, tiling};
    use super::*;
    use crate::method::Method;

    fn grid(slots: Vec<Slot>, area: Rect, wanted: &[u16]) -> Grid {
        let columns = slots.iter().map(|slot| slot.right).max().unwrap_or(0);
        let rows = slots.iter().map(|slot| slot.bottom).max().unwrap_or(0);
        Grid::of_slots(slots, (columns, rows), area, wanted)
    }

    fn four() -> Vec<Slot> {
        vec![slot(0.0, 0.0, 4.0, 1.0), slot(0.0, 1.0, 2.0, 1.0), slot(2.0, 1.0, 2.0, 1.0), slot(0.0, 2.0, 4.0, 1.0)]
    }

    fn twelve() -> Vec<Slot> {
        (0..12).map(|at| slot(f64::from(at / 3), f64::from(at % 3), 1.0, 1.0)).collect()
    }

    #[test]
    fn sections_are_true_to_the_template() {
        let grid = grid(four(), Rect::new(0, 1, 80, 21), &[]);
        assert!(!grid.pans());
        assert_eq!(grid.rect(0), Some(Rect::new(0, 0, 80, 7)));
        assert_eq!(grid.rect(2), Some(Rect::new(40, 7, 40, 7)));
        assert_eq!(grid.seen(2, Pan::default()).map(|seen| seen.rect), Some(Rect::new(40, 8, 40, 7)));
        assert_eq!(grid.at(Point { x: 40, y: 8 }, Pan::default()), Some(2));
        assert_eq!(grid.at(Point { x: 40, y: 0 }, Pan::default()), None);
    }

    #[test]
    fn half_columns_meet_in_the_middle() {
        let grid = grid(journey(), Rect::new(0, 0, 80, 22), &[]);
        assert!(!grid.pans());
        assert_eq!(grid.rect(6).map(Rect::right), grid.rect(7).map(|rect| rect.x));
        assert_eq!(grid.rect(6).map(|rect| rect.x), Some(8));
    }

    #[test]
    fn rows_grow_for_what_is_in_them() {
        let area = Rect::new(0, 0, 80, 21);
        let plain = grid(four(), area, &[4, 4, 4, 4]);
        assert_eq!(plain, grid(four(), area, &[]));
        let full = grid(four(), area, &[12, 4, 4, 4]);
        let heights: Vec<_> =
            [0, 1, 3].iter().filter_map(|section| full.rect(*section)).map(|rect| rect.height).collect();
        assert!(heights[0] > 9 && heights[1] >= 4 && heights[2] >= 4, "{heights:?}");
        let bursting = grid(four(), area, &[9999, 4, 4, 4]);
        assert!(bursting.rect(0).is_some_and(|rect| rect.height <= 11));
    }

    #[test]
    fn twelve_sections_fit_an_ordinary_terminal() {
        assert!(!grid(twelve(), Rect::new(0, 1, 80, 22), &[]).pans());
    }

    #[test]
    fn a_small_area_pans_to_the_section_in_focus() {
        let grid = grid(twelve(), Rect::new(0, 1, 40, 10), &[]);
        assert!(grid.pans());
        assert_eq!(grid.size(), (56, 12));
        let mut pan = Pan::default();
        for section in (0..12).chain((0..12).rev()) {
            pan = grid.pan_to(section, pan);
            let seen = grid.seen(section, pan).unwrap();
            assert_eq!((seen.rect.width, seen.rect.height), (14, 4));
            assert_eq!((seen.columns_cut, seen.rows_cut), ((false, false), (false, false)));
        }
        assert_eq!(pan, Pan::default());
        assert_eq!(grid.pan_to(5, pan), Pan { x: 0, y: 2 });
        assert_eq!(grid.pan_to(99, Pan { x: 900, y: 900 }), Pan { x: 16, y: 2 });
    }

    #[test]
    fn every_canvas_of_the_method_is_laid_out() {
        for canvas in Method::built_in().canvases() {
            for (width, height) in [(0, 0), (1, 1), (40, 10), (80, 22), (118, 34), (500, 200)] {
                let grid = Grid::new(canvas, Rect::new(0, 1, width, height), &[]);
                check(&grid);
            }
            assert!(!Grid::new(canvas, Rect::new(0, 1, 118, 34), &[]).pans(), "{}", canvas.id);
        }
    }

    /// Sections do not overlap, are large enough, and can each be brought into view.
    fn check(grid: &Grid) {
        let mut pan = Pan::default();
        for (index, rect) in grid.rects.iter().enumerate() {
            assert!(rect.width >= LEAST.0 && rect.height >= LEAST.1, "{grid:?}");
            for other in &grid.rects[..index] {
                assert!(rect.intersection(*other).is_empty(), "{grid:?}");
            }
            pan = grid.pan_to(index, pan);
            let seen = grid.seen(index, pan);
            assert_eq!(seen.is_some(), !grid.area.is_empty());
            if let Some(seen) = seen {
                assert_eq!(seen.rect, seen.rect.intersection(grid.area));
                assert_eq!(seen.rect.width, rect.width.min(grid.area.width));
                assert_eq!(seen.rect.height, rect.height.min(grid.area.height));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn sections_tile_the_grid(
            slots in tiling(),
            width in 0..220u16,
            height in 0..70u16,
            wanted in proptest::collection::vec(0..60u16, 0..15),
        ) {
            let grid = grid(slots, Rect::new(3, 1, width, height), &wanted);
            check(&grid);
            let covered: u32 = grid.rects.iter().map(|rect| u32::from(rect.width) * u32::from(rect.height)).sum();
            prop_assert_eq!(covered, u32::from(grid.width) * u32::from(grid.height));
            prop_assert!(grid.width >= width && grid.height >= height);
        }

        #[test]
        fn senseless_slots_do_no_harm(
            numbers in proptest::collection::vec((0..300u32, 0..300u32, 1..300u32, 1..300u32), 0..20),
            size: (u32, u32),
            width: u16,
            height: u16,
        ) {
            let slots = numbers.iter().map(|(left, top, width, height)| Slot {
                left: *left, top: *top, right: left + width, bottom: top + height,
            }).collect::<Vec<_>>();
            let grid = Grid::of_slots(slots, size, Rect::new(0, 0, width, height), &[]);
            for section in 0..grid.len() {
                let pan = grid.pan_to(section, Pan::default());
                let _ = grid.seen(section, pan);
                let _ = grid.neighbour(section, Direction::Right);
            }
        }
    }
}
