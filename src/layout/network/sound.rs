//! Whether a network can be drawn: lines that nobody foresaw may lead to labels that lie over one another.

use super::{Network, Rect};

impl Network {
    /// The same without titles that lie over something else; nothing where stations, labels or rails do.
    pub(super) fn sound(mut self, area: Rect) -> Option<Self> {
        let signs = self.stops.iter().map(|stop| Rect::new(stop.at.x, stop.at.y, 1, 1));
        let placed: Vec<Rect> = signs.chain(self.stops.iter().map(|stop| stop.label)).collect();
        let is_over = |rect: &Rect, others: &[Rect]| others.iter().any(|other| !rect.intersection(*other).is_empty());
        let is_inside = |rect: &Rect| rect.intersection(area) == *rect;
        let cells: Vec<Rect> = self.tracks.iter().map(|track| Rect::new(track.at.x, track.at.y, 1, 1)).collect();
        let labels = &placed[self.stops.len()..];
        let has_clash =
            placed.iter().enumerate().any(|(at, rect)| !is_inside(rect) || is_over(rect, &placed[at + 1..]));
        if has_clash || cells.iter().any(|cell| !is_inside(cell) || is_over(cell, labels)) {
            return None;
        }
        for at in 0..self.titles.len() {
            let title = self.titles[at];
            // A title may stand on a rail that runs along its whole row.
            let before = self.tracks.iter().find(|track| track.at.y == title.y && track.at.x + 1 == title.x);
            let on_rail = before.is_some_and(|track| track.sides[2] && track.sides[3]);
            let is_crossed = !on_rail && is_over(&title, &cells);
            let others = self.titles.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, title)| *title);
            if is_crossed
                || !is_inside(&title)
                || is_over(&title, &placed)
                || is_over(&title, &others.collect::<Vec<_>>())
            {
                self.titles[at] = Rect::default();
            }
        }
        let around: Vec<Rect> = placed.iter().chain(&cells).chain(&self.titles).copied().collect();
        if is_over(&self.details, &around) {
            self.details = Rect::default();
        }
        Some(self)
    }
}
