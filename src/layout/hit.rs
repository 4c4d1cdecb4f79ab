//! What lies under a point: whatever draws something that can be pointed at says so here.

use super::{Position, Rect};

/// Rectangles and what they stand for, in the order they are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitMap<T> {
    spots: Vec<(Rect, T)>,
}

impl<T> Default for HitMap<T> {
    fn default() -> Self {
        Self { spots: Vec::new() }
    }
}

impl<T> HitMap<T> {
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
        self.spot_at(point).map(|(_, what)| what)
    }

    /// The same with the rectangle it has.
    #[must_use]
    pub fn spot_at(&self, point: Position) -> Option<&(Rect, T)> {
        self.spots.iter().rev().find(|(rect, _)| rect.contains(point))
    }

    /// The rectangle of the first that is so.
    #[must_use]
    pub fn place_of(&self, is_it: impl Fn(&T) -> bool) -> Option<Rect> {
        self.spots.iter().find(|(_, what)| is_it(what)).map(|(rect, _)| *rect)
    }
}

impl<T> IntoIterator for HitMap<T> {
    type Item = (Rect, T);
    type IntoIter = std::vec::IntoIter<(Rect, T)>;

    /// Everything, in the order it is drawn.
    fn into_iter(self) -> Self::IntoIter {
        self.spots.into_iter()
    }
}

impl<T> Extend<(Rect, T)> for HitMap<T> {
    fn extend<I: IntoIterator<Item = (Rect, T)>>(&mut self, spots: I) {
        spots.into_iter().for_each(|(rect, what)| self.push(rect, what));
    }
}

impl<T> FromIterator<(Rect, T)> for HitMap<T> {
    fn from_iter<I: IntoIterator<Item = (Rect, T)>>(spots: I) -> Self {
        let mut map = Self::new();
        map.extend(spots);
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topmost_is_found() {
        let mut hits = HitMap::new();
        hits.push(Rect::new(0, 0, 10, 5), "section");
        hits.push(Rect::new(2, 1, 4, 1), "note");
        hits.push(Rect::new(2, 1, 0, 9), "nothing");
        assert_eq!(hits.at(Position { x: 3, y: 1 }), Some(&"note"));
        assert_eq!(hits.at(Position { x: 3, y: 2 }), Some(&"section"));
        assert_eq!(hits.at(Position { x: 10, y: 2 }), None);
    }
}
