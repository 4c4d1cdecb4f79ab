//! Sections by position: where each stands in the template's grid, and which one an arrow goes to.

use crate::method::CanvasTemplate;

/// The largest grid a template may ask for, in half columns or rows; what lies beyond is drawn at the edge.
const MAX_HALVES: u32 = 256;

/// Where a section stands in the template's grid, counted in half columns and half rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Left edge.
    pub left: u32,
    /// Top edge.
    pub top: u32,
    /// Right edge, beyond the left one.
    pub right: u32,
    /// Bottom edge, below the top one.
    pub bottom: u32,
}

/// The way an arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Towards the first column.
    Left,
    /// Towards the last column.
    Right,
    /// Towards the first row.
    Up,
    /// Towards the last row.
    Down,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Self; 4] = [Self::Left, Self::Right, Self::Up, Self::Down];

    /// Whether it points to what comes next: down or to the right.
    #[must_use]
    pub fn is_forward(self) -> bool {
        matches!(self, Self::Down | Self::Right)
    }

    /// Whether it points to the left or the right.
    #[must_use]
    pub fn is_sideways(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// The slots of a template's sections, in fill order. Numbers that make no sense are made to.
#[must_use]
pub fn slots(template: &CanvasTemplate) -> Vec<Slot> {
    let sections = template.sections.iter();
    sections
        .map(|section| {
            let (left, top) = (halves(section.column), halves(section.row));
            Slot {
                left,
                top,
                right: left + halves(section.column_span).max(1),
                bottom: top + halves(section.row_span).max(1),
            }
        })
        .collect()
}

/// A place or span in halves.
fn halves(value: f64) -> u32 {
    // A float that is not a number or out of bounds becomes the nearest bound.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let halves = (value * 2.0).round() as u32;
    halves.min(MAX_HALVES)
}

/// The section an arrow goes to from section number `from` (in fill order, from 0); nothing where there is none that
/// way.
///
/// It is the nearest one that way which lies beside the section, the one that lies beside more of it if there are
/// several. Where some section could not be reached so, the topmost or leftmost of them is taken instead, by which every
/// section of a grid without holes can be reached.
#[must_use]
pub fn neighbour(slots: &[Slot], from: usize, direction: Direction) -> Option<usize> {
    let natural = reaches_all(slots, Choice::MostBeside);
    let choice = if natural || !reaches_all(slots, Choice::First) { Choice::MostBeside } else { Choice::First };
    next(slots, from, direction, choice)
}

/// Which of several sections at the same distance is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// The one that lies beside most of the section.
    MostBeside,
    /// The topmost or leftmost.
    First,
}

fn next(slots: &[Slot], from: usize, direction: Direction, choice: Choice) -> Option<usize> {
    let own = turned(slots.get(from)?, direction);
    let others = slots.iter().enumerate().filter(|(index, _)| *index != from);
    others
        .filter_map(|(index, slot)| {
            let other = turned(slot, direction);
            let distance = other.left.checked_sub(own.right)?;
            let beside = (own.bottom.min(other.bottom) - own.top.max(other.top)).max(0);
            let apart = (own.top.max(other.top) - own.bottom.min(other.bottom)).max(0);
            let most = if choice == Choice::MostBeside { -beside } else { 0 };
            // Beside the section first; where nothing is, the nearest that way.
            (distance >= 0).then_some(((beside == 0, distance + apart, most, other.top, index), index))
        })
        .min()
        .map(|(_, index)| index)
}

/// A slot as it is seen when the direction points right.
#[derive(Clone, Copy)]
struct Turned {
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
}

fn turned(slot: &Slot, direction: Direction) -> Turned {
    let [left, top, right, bottom] = [slot.left, slot.top, slot.right, slot.bottom].map(i64::from);
    match direction {
        Direction::Right => Turned { left, right, top, bottom },
        Direction::Left => Turned { left: -right, right: -left, top, bottom },
        Direction::Down => Turned { left: top, right: bottom, top: left, bottom: right },
        Direction::Up => Turned { left: -bottom, right: -top, top: left, bottom: right },
    }
}

/// Whether arrows lead from the first section to every other and back.
fn reaches_all(slots: &[Slot], choice: Choice) -> bool {
    let count = slots.len();
    let mut forth = vec![Vec::new(); count];
    let mut back = vec![Vec::new(); count];
    for (from, forth) in forth.iter_mut().enumerate() {
        for to in Direction::ALL.into_iter().filter_map(|direction| next(slots, from, direction, choice)) {
            forth.push(to);
            back[to].push(from);
        }
    }
    [forth, back].iter().all(|ways| {
        let mut seen = vec![false; count];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if at < count && !std::mem::replace(&mut seen[at], true) {
                open.extend(&ways[at]);
            }
        }
        seen.into_iter().all(|seen| seen)
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::method::Method;

    /// A slot from whole and half columns and rows.
    pub(crate) fn slot(column: f64, row: f64, column_span: f64, row_span: f64) -> Slot {
        let (left, top) = (halves(column), halves(row));
        Slot { left, top, right: left + halves(column_span), bottom: top + halves(row_span) }
    }

    /// A grid with half columns and corners without a section.
    pub(crate) fn journey() -> Vec<Slot> {
        vec![
            slot(1.0, 0.0, 3.0, 1.0),
            slot(0.0, 0.0, 1.0, 1.0),
            slot(4.0, 0.0, 1.0, 1.0),
            slot(1.0, 1.0, 3.0, 2.0),
            slot(0.0, 1.0, 1.0, 2.0),
            slot(4.0, 1.0, 1.0, 2.0),
            slot(0.5, 3.0, 2.0, 1.0),
            slot(2.5, 3.0, 2.0, 1.0),
            slot(0.0, 4.0, 5.0, 1.0),
        ]
    }

    /// Any way to cut a rectangle into sections by straight cuts.
    pub(crate) fn tiling() -> impl Strategy<Value = Vec<Slot>> {
        (1..7u32, 1..7u32, proptest::collection::vec((any::<bool>(), any::<u32>(), any::<u32>()), 0..14)).prop_map(
            |(columns, rows, cuts)| {
                let mut slots = vec![Slot { left: 0, top: 0, right: columns * 2, bottom: rows * 2 }];
                for (upright, which, place) in cuts {
                    let at = which as usize % slots.len();
                    let mut slot = slots[at];
                    let length = if upright { slot.right - slot.left } else { slot.bottom - slot.top };
                    if length < 2 {
                        continue;
                    }
                    let place = 1 + place % (length - 1);
                    if upright {
                        slots[at].right = slot.left + place;
                        slot.left += place;
                    } else {
                        slots[at].bottom = slot.top + place;
                        slot.top += place;
                    }
                    slots.push(slot);
                }
                slots
            },
        )
    }

    fn walk(slots: &[Slot], from: usize) -> usize {
        let mut seen = std::collections::BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                open.extend(Direction::ALL.into_iter().filter_map(|direction| neighbour(slots, at, direction)));
            }
        }
        seen.len()
    }

    #[test]
    fn arrows_follow_the_picture() {
        let slots = journey();
        assert_eq!(neighbour(&slots, 0, Direction::Down), Some(3));
        assert_eq!(neighbour(&slots, 0, Direction::Left), Some(1));
        assert_eq!(neighbour(&slots, 0, Direction::Right), Some(2));
        assert_eq!(neighbour(&slots, 0, Direction::Up), None);
        assert_eq!(neighbour(&slots, 6, Direction::Up), Some(3));
        assert_eq!(neighbour(&slots, 7, Direction::Left), Some(6));
        assert_eq!(neighbour(&slots, 8, Direction::Up), Some(6));
        assert_eq!(neighbour(&slots, 5, Direction::Down), Some(7));
        assert_eq!(neighbour(&slots, 99, Direction::Down), None);
        assert_eq!(neighbour(&[], 0, Direction::Down), None);
    }

    #[test]
    fn a_pinwheel_lets_its_middle_be_reached() {
        let slots = [
            slot(0.0, 0.0, 2.0, 1.0),
            slot(2.0, 0.0, 3.0, 2.0),
            slot(1.0, 2.0, 4.0, 3.0),
            slot(0.0, 1.0, 1.0, 4.0),
            slot(1.0, 1.0, 1.0, 1.0),
        ];
        assert!((0..slots.len()).all(|from| walk(&slots, from) == slots.len()));
    }

    #[test]
    fn every_section_of_every_canvas_is_reached() {
        for canvas in Method::built_in().canvases() {
            let slots = slots(canvas);
            for from in 0..slots.len() {
                assert_eq!(walk(&slots, from), slots.len(), "{} from section {from}", canvas.id);
            }
        }
        let journey = journey();
        assert!((0..journey.len()).all(|from| walk(&journey, from) == journey.len()));
    }

    #[test]
    fn senseless_numbers_are_made_to_fit() {
        for value in [f64::NAN, f64::INFINITY, -3.0, 1e300] {
            assert!(halves(value) <= MAX_HALVES);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_section_is_reached_from_every_other(slots in tiling()) {
            for from in 0..slots.len() {
                prop_assert_eq!(walk(&slots, from), slots.len());
            }
        }
    }
}
