//! What lies under a point: whatever draws something that can be pointed at says so here.

use super::{Position, Rect};

/// Rectangles and what they stand for, in the order they were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits<T> {
    spots: Vec<(Rect, T)>,
}

impl<T> Default for Hits<T> {
    fn default() -> Self {
        Self { spots: Vec::new() }
    }
}

impl<T> Hits<T> {
    /// Nothing under any point.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a rectangle that lies over everything added before. An empty one is left out.
    pub fn push(&mut self, rect: Rect, what: T) {
        if !rect.is_empty() {
            self.spots.push((rect, what));
        }
    }

    /// What lies topmost under the point.
    #[must_use]
    pub fn at(&self, point: Position) -> Option<&T> {
        self.find(point).map(|(_, what)| what)
    }

    /// What lies topmost under the point, with its rectangle.
    #[must_use]
    pub fn find(&self, point: Position) -> Option<(Rect, &T)> {
        self.spots.iter().rev().find(|(rect, _)| rect.contains(point)).map(|(rect, what)| (*rect, what))
    }

    /// Forgets everything; the memory is kept for the next frame.
    pub fn clear(&mut self) {
        self.spots.clear();
    }

    /// Everything, in the order it was drawn.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Rect, &T)> {
        self.spots.iter().map(|(rect, what)| (*rect, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topmost_is_found() {
        let mut hits = Hits::new();
        hits.push(Rect::new(0, 0, 10, 5), "section");
        hits.push(Rect::new(2, 1, 4, 1), "note");
        hits.push(Rect::new(2, 1, 0, 9), "nothing");
        assert_eq!(hits.at(Position { x: 3, y: 1 }), Some(&"note"));
        assert_eq!(hits.at(Position { x: 3, y: 2 }), Some(&"section"));
        assert_eq!(hits.at(Position { x: 10, y: 2 }), None);
        hits.clear();
        assert_eq!(hits.at(Position { x: 3, y: 1 }), None);
    }
}
