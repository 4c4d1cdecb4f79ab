//! Blocks that follow each other and are about the same are one stop, by which people count.

use std::ops::Range;

/// The stops of an agenda: where each begins and ends among the blocks. `place` is the canvas and the section a block is
/// about; one that is about no canvas is a stop of its own.
pub fn stops<'b, T, P: PartialEq>(blocks: &'b [T], place: impl Fn(&'b T) -> Option<P>) -> Vec<Range<usize>> {
    let mut stops: Vec<Range<usize>> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let here = place(block);
        match stops.last_mut() {
            Some(last) if here.is_some() && place(&blocks[at - 1]) == here => last.end = at + 1,
            _ => stops.push(at..at + 1),
        }
    }
    stops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_twice_is_one_stop_unless_it_is_none() {
        let blocks = [None, None, Some(1), Some(1), Some(2), Some(1), None];
        assert_eq!(stops(&blocks, |block| *block), [0..1, 1..2, 2..4, 4..5, 5..6, 6..7]);
        assert_eq!(stops::<Option<u8>, u8>(&[], |block| *block), []);
    }
}
