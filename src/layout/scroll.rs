//! Where the thumb of a scroll bar stands, which `ui` draws with ratatui's `Scrollbar`. Left to itself, that one rounds a
//! thumb to an end that is not seen yet.

/// The thumb: its first cell along the bar, and how many cells it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thumb {
    /// Cells before it.
    pub start: u16,
    /// Its cells, at least one.
    pub length: u16,
}

/// The thumb of a bar of `track` cells where `visible` of `total` are seen, from `first` on. Nothing where all is seen
/// or there is no room for a bar. The thumb touches an end only where that end is seen, if the bar has room to say so.
#[must_use]
pub fn thumb(track: u16, total: usize, visible: usize, first: usize) -> Option<Thumb> {
    if track == 0 || visible >= total {
        return None;
    }
    let most = (track - 1).max(1);
    let length = share(track, visible, total).clamp(1, most);
    let (room, hidden) = (track - length, total - visible);
    let first = first.min(hidden);
    let mut start = share(room, first, hidden).min(room);
    if room > 1 && first > 0 && first < hidden {
        start = start.clamp(1, room - 1);
    }
    Some(Thumb { start, length })
}

/// `part` of `whole`, scaled to `cells` and rounded.
fn share(cells: u16, part: usize, whole: usize) -> u16 {
    let scaled = (u128::from(cells) * part as u128 + whole as u128 / 2) / (whole as u128).max(1);
    u16::try_from(scaled).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_thumb_says_where_one_is() {
        assert_eq!(thumb(10, 10, 10, 0), None);
        assert_eq!(thumb(10, 100, 20, 0), Some(Thumb { start: 0, length: 2 }));
        assert_eq!(thumb(10, 100, 20, 1), Some(Thumb { start: 1, length: 2 }));
        assert_eq!(thumb(10, 100, 20, 79), Some(Thumb { start: 7, length: 2 }));
        assert_eq!(thumb(10, 100, 20, 80), Some(Thumb { start: 8, length: 2 }));
        assert_eq!(thumb(1, 100, 20, 50), Some(Thumb { start: 0, length: 1 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_thumb_stays_on_the_bar(track: u16, total: usize, visible: usize, first: usize) {
            if let Some(thumb) = thumb(track, total, visible, first) {
                prop_assert!(thumb.length >= 1);
                prop_assert!(u32::from(thumb.start) + u32::from(thumb.length) <= u32::from(track));
            }
        }
    }
}
