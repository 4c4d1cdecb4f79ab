use proptest::prelude::*;

use super::super::neighbour::tests::{journey, slot, tiling};
use super::*;
use crate::method::Method;

/// The least height of a section in these tests.
const LEAST: u16 = 4;

fn grid(slots: Vec<Slot>, area: Rect, wanted: &[u16]) -> Grid {
    let columns = slots.iter().map(|slot| slot.right).max().unwrap_or(0);
    let rows = slots.iter().map(|slot| slot.bottom).max().unwrap_or(0);
    Grid::of_slots(slots, (columns, rows), area, |section, _| need(wanted, section))
}

fn need(wanted: &[u16], section: usize) -> Need {
    Need { least: LEAST, wanted: wanted.get(section).copied().unwrap_or_default() }
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
    assert_eq!(grid.at(Position { x: 40, y: 8 }, Pan::default()), Some(2));
    assert_eq!(grid.at(Position { x: 40, y: 0 }, Pan::default()), None);
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
    let heights: Vec<_> = [0, 1, 3].iter().filter_map(|section| full.rect(*section)).map(|rect| rect.height).collect();
    assert!(heights[0] > 9 && heights[1] >= 4 && heights[2] >= 4, "{heights:?}");
    let bursting = grid(four(), area, &[9999, 4, 4, 4]);
    assert!(bursting.rect(0).is_some_and(|rect| rect.height <= 13));
}

#[test]
fn twelve_sections_fit_an_ordinary_terminal() {
    assert!(!grid(twelve(), Rect::new(0, 1, 80, 22), &[]).pans());
}

#[test]
fn a_small_area_pans_to_the_section_in_focus() {
    let grid = grid(twelve(), Rect::new(0, 1, 40, 10), &[]);
    assert!(grid.pans());
    assert_eq!(grid.size(), (64, 12));
    let mut pan = Pan::default();
    for section in (0..12).chain((0..12).rev()) {
        pan = grid.pan_to(section, pan);
        let seen = grid.seen(section, pan).unwrap();
        assert_eq!((seen.rect.width, seen.rect.height), (16, 4));
        assert_eq!((seen.columns_cut, seen.rows_cut), ((false, false), (false, false)));
    }
    assert_eq!(pan, Pan::default());
    assert_eq!(grid.pan_to(5, pan), Pan { x: 0, y: 2 });
    assert_eq!(grid.pan_to(99, Pan { x: 900, y: 900 }), Pan { x: 24, y: 2 });
}

#[test]
fn every_canvas_of_the_method_is_laid_out() {
    for canvas in Method::built_in().canvases() {
        for (width, height) in [(0, 0), (1, 1), (40, 10), (80, 22), (118, 34), (500, 200)] {
            let grid = Grid::new(canvas, Rect::new(0, 1, width, height), |section, _| need(&[], section));
            check(&grid);
        }
        let roomy = Grid::new(canvas, Rect::new(0, 1, 118, 34), |section, _| need(&[], section));
        assert!(!roomy.pans() && roomy.seen_whole(Pan::default()) == roomy.len(), "{}", canvas.id);
    }
}

/// Sections do not overlap, are large enough, and can each be brought into view.
fn check(grid: &Grid) {
    let mut pan = Pan::default();
    for (index, rect) in grid.rects.iter().enumerate() {
        assert!(rect.width >= LEAST_WIDTH && rect.height >= LEAST, "{grid:?}");
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
        let grid = Grid::of_slots(slots, size, Rect::new(0, 0, width, height), |_, _| Need::default());
        for section in 0..grid.len() {
            let pan = grid.pan_to(section, Pan::default());
            let _ = grid.seen(section, pan);
            let _ = grid.neighbour(section, Direction::Right);
        }
    }
}
