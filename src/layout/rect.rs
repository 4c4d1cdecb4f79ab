//! Rectangles of terminal cells are ratatui's; here is what the screens ask of them beside. Every operation saturates; none
//! can fail.

use ratatui_core::layout::Rect;

/// Taking parts of a rectangle by hand, where a split of a few cells needs no solver of constraints.
pub trait RectExt: Sized {
    /// Without `columns` at the left and right and `rows` at the top and bottom.
    #[must_use]
    fn inset(self, columns: u16, rows: u16) -> Self;

    /// Its first `rows`, and the rest.
    #[must_use]
    fn split_top(self, rows: u16) -> (Self, Self);

    /// What is left, and its last `rows`.
    #[must_use]
    fn split_bottom(self, rows: u16) -> (Self, Self);

    /// Its first `columns`, and the rest.
    #[must_use]
    fn split_left(self, columns: u16) -> (Self, Self);

    /// What is left, and its last `columns`.
    #[must_use]
    fn split_right(self, columns: u16) -> (Self, Self);

    /// A rectangle of at most that size in the middle of this one.
    #[must_use]
    fn centred(self, width: u16, height: u16) -> Self;
}

impl RectExt for Rect {
    fn inset(self, columns: u16, rows: u16) -> Self {
        let (left, right) = (columns.min(self.width), columns.saturating_mul(2).min(self.width));
        let (top, bottom) = (rows.min(self.height), rows.saturating_mul(2).min(self.height));
        Self::new(self.x.saturating_add(left), self.y.saturating_add(top), self.width - right, self.height - bottom)
    }

    fn split_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        (Self { height: rows, ..self }, Self { y: self.y.saturating_add(rows), height: self.height - rows, ..self })
    }

    fn split_bottom(self, rows: u16) -> (Self, Self) {
        self.split_top(self.height.saturating_sub(rows))
    }

    fn split_left(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        (
            Self { width: columns, ..self },
            Self { x: self.x.saturating_add(columns), width: self.width - columns, ..self },
        )
    }

    fn split_right(self, columns: u16) -> (Self, Self) {
        self.split_left(self.width.saturating_sub(columns))
    }

    fn centred(self, width: u16, height: u16) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        Self::new(
            self.x.saturating_add((self.width - width) / 2),
            self.y.saturating_add((self.height - height) / 2),
            width,
            height,
        )
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
        fn nothing_overflows(a in any_rect(), m in any::<u16>(), n in any::<u16>()) {
            let inner = a.inset(m, n);
            prop_assert!(inner.width <= a.width && inner.height <= a.height);
            prop_assert!(a.centred(m, n).width <= a.width);
            for (first, second) in [a.split_top(m), a.split_bottom(m)] {
                prop_assert_eq!(first.height + second.height, a.height);
            }
            for (first, second) in [a.split_left(m), a.split_right(m)] {
                prop_assert_eq!(first.width + second.width, a.width);
            }
        }
    }

    #[test]
    fn parts_lie_inside() {
        assert_eq!(Rect::new(0, 0, 10, 4).inset(1, 1), Rect::new(1, 1, 8, 2));
        assert!(Rect::new(0, 0, 1, 1).inset(1, 1).is_empty());
        assert_eq!(Rect::new(0, 0, 10, 4).centred(4, 2), Rect::new(3, 1, 4, 2));
    }
}
