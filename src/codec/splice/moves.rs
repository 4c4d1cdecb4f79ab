//! Which tables stay where they are, and the lines that belong to one.

use std::ops::Range;

use super::super::skeleton::Skeleton;
use super::super::strings;
use super::entries;
use super::text::splice;

/// Which of these places can stay so that the others move: a longest rising run.
pub(super) fn staying(places: &[usize]) -> Vec<bool> {
    // The last element of the best run of each length, and what stands before each element in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before[at] = length.checked_sub(1).map(|length| ends[length]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut stays = vec![false; places.len()];
    let mut at = ends.last().copied();
    while let Some(here) = at {
        stays[here] = true;
        at = before[here];
    }
    stays
}

/// The tables of a text that belong to others but do not follow them.
pub(super) fn strays(skeleton: &Skeleton<'_>) -> Vec<usize> {
    let depth = |path: &[std::borrow::Cow<'_, str>]| if path.first().is_some_and(|key| key == "notes") { 3 } else { 2 };
    (1..skeleton.blocks.len())
        .filter(|at| {
            let block = &skeleton.blocks[*at];
            let depth = depth(&block.path);
            block.path.len() > depth && !skeleton.blocks[at - 1].is_within(&block.path[..depth])
        })
        .collect()
}

/// Where the tables end that belong to the table `at` and follow it: the place of the first that does not.
pub(super) fn run(skeleton: &Skeleton<'_>, at: usize) -> usize {
    let block = &skeleton.blocks[at];
    if block.path.is_empty() {
        return at + 1;
    }
    let belongs = |next: usize| {
        skeleton
            .blocks
            .get(next)
            .is_some_and(|next| next.is_within(&block.path) && !(next.path.len() == block.path.len() && next.element))
    };
    let mut next = at + 1;
    while belongs(next) {
        next += 1;
    }
    next
}

/// Where the table `at` ends with everything that belongs to it and follows it.
pub(super) fn end(skeleton: &Skeleton<'_>, at: usize) -> usize {
    skeleton.blocks[run(skeleton, at) - 1].end
}

/// The lines of a table and of everything that belongs to it.
pub(super) fn lines(skeleton: &Skeleton<'_>, strays: &[usize], at: usize) -> Vec<Range<usize>> {
    let block = &skeleton.blocks[at];
    let last = run(skeleton, at);
    let mut lines = Vec::with_capacity(1);
    lines.push(block.lead..skeleton.blocks[last - 1].end);
    for stray in strays.iter().filter(|stray| !(at..last).contains(stray)) {
        let other = &skeleton.blocks[*stray];
        if !block.element && other.is_within(&block.path) {
            lines.push(other.lead..other.end);
        }
    }
    lines
}

/// The text of a note that moves to another place: as it stands, with its own changes and the new section in its headers.
pub(super) fn moved(
    skeleton: &Skeleton<'_>,
    strays: &[usize],
    at: usize,
    section: Option<&str>,
    changes: Vec<super::super::array::Change>,
) -> Option<String> {
    let path = &skeleton.blocks[at].path;
    let mut changes = changes;
    if let Some(section) = section {
        let mut key = String::new();
        strings::push_key(&mut key, section);
        let own = strays.iter().copied().chain(at..run(skeleton, at));
        for block in own.map(|own| &skeleton.blocks[own]).filter(|block| block.is_within(path)) {
            changes.push((block.keys.get(1)?.clone(), key.clone()));
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    changes.dedup();
    let mut text = String::new();
    for lines in lines(skeleton, strays, at) {
        let (start, end) = (lines.start, lines.end);
        let inner = changes.iter().filter(|(range, _)| range.start >= start && range.end <= end).cloned();
        if !text.is_empty() {
            text.push_str(skeleton.newline);
        }
        text.push_str(&splice(skeleton.text, lines, inner, skeleton.newline)?);
        if !text.ends_with('\n') {
            text.push_str(&entries::turned("\n".to_owned(), skeleton));
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::staying;

    #[test]
    fn as_few_as_possible_move() {
        assert_eq!(staying(&[]), Vec::<bool>::new());
        assert_eq!(staying(&[1, 2, 3]), [true, true, true]);
        assert_eq!(staying(&[3, 1, 2]), [false, true, true]);
        assert_eq!(staying(&[2, 3, 1]), [true, true, false]);
    }
}
