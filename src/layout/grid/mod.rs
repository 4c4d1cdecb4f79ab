//! The grid of a canvas: where each section is drawn.
//!
//! Sections that touch in the template touch on the screen, for edges are computed once for every line of the grid and
//! shared. The grid is true to the template's proportions as far as every section stays usable. Where the area is too
//! small for that, the grid is larger than the area and a part of it is seen: it pans.

mod axis;
#[cfg(test)]
mod tests;

use super::neighbour::{Direction, Slot, neighbour, slots};
use super::{Position, Rect};
use crate::method::CanvasTemplate;
use axis::Axis;

/// The narrowest section that can be worked in, border included.
pub const LEAST_WIDTH: u16 = 16;

/// How many rows a section takes, border included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// What it needs to be worked in.
    pub least: u16,
    /// What it needs so that everything in it is seen.
    pub wanted: u16,
}

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
    /// Lays out the sections of a template in `area`. `need` says how many rows a section takes, by its place in fill
    /// order, when it is that many columns wide; rows of the grid grow for what they want at the cost of others.
    #[must_use]
    pub fn new(template: &CanvasTemplate, area: Rect, need: impl Fn(usize, u16) -> Need) -> Self {
        let columns = u32::from(template.columns).saturating_mul(2);
        Self::of_slots(slots(template), (columns, u32::from(template.rows).saturating_mul(2)), area, need)
    }

    /// Lays out slots in a grid of that many half columns and half rows.
    fn of_slots(slots: Vec<Slot>, size: (u32, u32), area: Rect, need: impl Fn(usize, u16) -> Need) -> Self {
        let upright: Vec<_> = slots.iter().map(|slot| (slot.left, slot.right)).collect();
        let level: Vec<_> = slots.iter().map(|slot| (slot.top, slot.bottom)).collect();
        let columns = Axis::new(&upright, size.0, area.width, &vec![LEAST_WIDTH; slots.len()], &[]);
        let spans: Vec<_> = slots.iter().map(|slot| (columns.edge(slot.left), columns.edge(slot.right))).collect();
        let needs = spans.iter().enumerate().map(|(section, (left, right))| need(section, right - left));
        let (least, wanted): (Vec<u16>, Vec<u16>) = needs.map(|need| (need.least, need.wanted)).unzip();
        let rows = Axis::new(&level, size.1, area.height, &least, &wanted);
        let rects = slots
            .iter()
            .zip(spans)
            .map(|(slot, (left, right))| {
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

    /// How many sections are seen whole under a pan.
    #[must_use]
    pub fn seen_whole(&self, pan: Pan) -> usize {
        let whole = |seen: &Seen| seen.columns_cut == (false, false) && seen.rows_cut == (false, false);
        (0..self.len()).filter_map(|section| self.seen(section, pan)).filter(whole).count()
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
    pub fn at(&self, point: Position, pan: Pan) -> Option<usize> {
        (0..self.len()).find(|section| self.seen(*section, pan).is_some_and(|seen| seen.rect.contains(point)))
    }

    /// The section an arrow goes to; see [`neighbour`].
    #[must_use]
    pub fn neighbour(&self, section: usize, direction: Direction) -> Option<usize> {
        neighbour(&self.slots, section, direction)
    }
}
