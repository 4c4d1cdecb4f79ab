//! Rectangles of terminal cells. Every operation saturates; none can fail.

/// A place on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// Columns from the left edge.
    pub x: u16,
    /// Rows from the top.
    pub y: u16,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// Its left edge, in columns from the left.
    pub x: u16,
    /// Its top edge, in rows from the top.
    pub y: u16,
    /// How many columns it has.
    pub width: u16,
    /// How many rows it has.
    pub height: u16,
}

impl Rect {
    /// A rectangle. Where its right or bottom edge would lie beyond the last column or row there is, it is smaller.
    #[must_use]
    pub fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width: width.min(u16::MAX - x), height: height.min(u16::MAX - y) }
    }

    /// The first column to the right of it.
    #[must_use]
    pub fn right(self) -> u16 {
        self.x.saturating_add(self.width)
    }

    /// The first row below it.
    #[must_use]
    pub fn bottom(self) -> u16 {
        self.y.saturating_add(self.height)
    }

    /// Whether it holds no cell.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// Whether the point lies in it.
    #[must_use]
    pub fn contains(self, point: Point) -> bool {
        (self.x..self.right()).contains(&point.x) && (self.y..self.bottom()).contains(&point.y)
    }

    /// What both have; empty where they do not meet.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        Self {
            x,
            y,
            width: self.right().min(other.right()).saturating_sub(x),
            height: self.bottom().min(other.bottom()).saturating_sub(y),
        }
    }

    /// Without `columns` at the left and right and `rows` at the top and bottom.
    #[must_use]
    pub fn inset(self, columns: u16, rows: u16) -> Self {
        let (left, right) = (columns.min(self.width), columns.saturating_mul(2).min(self.width));
        let (top, bottom) = (rows.min(self.height), rows.saturating_mul(2).min(self.height));
        Self::new(self.x.saturating_add(left), self.y.saturating_add(top), self.width - right, self.height - bottom)
    }

    /// Its first `rows`, and the rest.
    #[must_use]
    pub fn split_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        (Self { height: rows, ..self }, Self { y: self.y.saturating_add(rows), height: self.height - rows, ..self })
    }

    /// What is left, and its last `rows`.
    #[must_use]
    pub fn split_bottom(self, rows: u16) -> (Self, Self) {
        self.split_top(self.height.saturating_sub(rows))
    }

    /// Its first `columns`, and the rest.
    #[must_use]
    pub fn split_left(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        (
            Self { width: columns, ..self },
            Self { x: self.x.saturating_add(columns), width: self.width - columns, ..self },
        )
    }

    /// What is left, and its last `columns`.
    #[must_use]
    pub fn split_right(self, columns: u16) -> (Self, Self) {
        self.split_left(self.width.saturating_sub(columns))
    }

    /// A rectangle of at most that size in the middle of this one.
    #[must_use]
    pub fn centred(self, width: u16, height: u16) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        Self::new(
            self.x.saturating_add((self.width - width) / 2),
            self.y.saturating_add((self.height - height) / 2),
            width,
            height,
        )
    }

    /// Its rows from the top, each one cell high.
    #[must_use]
    pub fn rows(self) -> impl DoubleEndedIterator<Item = Self> {
        (self.y..self.bottom()).map(move |y| Self { y, height: 1, ..self })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_rect() -> impl Strategy<Value = Rect> {
        any::<(u16, u16, u16, u16)>().prop_map(|(x, y, width, height)| Rect { x, y, width, height })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_overflows(a in any_rect(), b in any_rect(), m in any::<u16>(), n in any::<u16>()) {
            let inner = a.inset(m, n);
            prop_assert!(inner.width <= a.width && inner.height <= a.height);
            prop_assert!(a.centred(m, n).width <= a.width);
            let both = a.intersection(b);
            prop_assert!(both.width <= a.width.min(b.width) && both.height <= a.height.min(b.height));
            for (first, second) in [a.split_top(m), a.split_bottom(m)] {
                prop_assert_eq!(first.height + second.height, a.height);
            }
            for (first, second) in [a.split_left(m), a.split_right(m)] {
                prop_assert_eq!(first.width + second.width, a.width);
            }
        }
    }

    #[test]
    fn points_lie_inside_or_not() {
        let rect = Rect::new(2, 3, 4, 1);
        assert!(rect.contains(Point { x: 5, y: 3 }));
        assert!(!rect.contains(Point { x: 6, y: 3 }));
        assert!(!rect.contains(Point { x: 2, y: 4 }));
        assert_eq!(Rect::new(0, 0, 10, 4).inset(1, 1), Rect::new(1, 1, 8, 2));
        assert!(Rect::new(0, 0, 1, 1).inset(1, 1).is_empty());
        assert_eq!(Rect::new(0, 0, 10, 4).centred(4, 2), Rect::new(3, 1, 4, 2));
    }
}
