//! Blocks that follow each other and are about the same are one stop, by which people count.

use std::ops::Range;

/// The stops of an agenda: where each begins and ends among the blocks. `place` is the canvas and the section a block is
/// about; one that is about no canvas is a stop of its own.
pub fn stops<'b, T>(blocks: &'b [T], place: impl Fn(&'b T) -> (Option<&'b str>, Option<&'b str>)) -> Vec<Range<usize>> {
    let mut stops: Vec<Range<usize>> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let here = place(block);
        match stops.last_mut() {
            Some(last) if here.0.is_some() && place(&blocks[at - 1]) == here => last.end = at + 1,
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
        let (none, no_canvas) = ((None, None), (None, Some("a")));
        let (all, a, b) = ((Some("one"), None), (Some("one"), Some("a")), (Some("one"), Some("b")));
        let blocks = [none, none, a, a, b, a, all, all, no_canvas, no_canvas];
        assert_eq!(stops(&blocks, |block| *block), [0..1, 1..2, 2..4, 4..5, 5..6, 6..8, 8..9, 9..10]);
        assert_eq!(stops::<(Option<&str>, Option<&str>)>(&[], |block| *block), []);
    }
}
