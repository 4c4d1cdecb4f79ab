//! Two lists beside each other: what they have in common, and which of their elements stay where they are.

/// How many comparisons are made at most; beyond them, lists have only their beginning and their end in common.
const MAX_COMPARISONS: usize = 4_000_000;

/// How many elements the rests of two lists have in common in one order, from each pair of places on.
#[derive(Debug)]
pub struct Common {
    width: usize,
    lengths: Vec<u32>,
}

impl Common {
    /// Compares each element of the one with each of the other.
    #[must_use]
    pub fn new<T: PartialEq>(from: &[T], to: &[T]) -> Self {
        let width = to.len() + 1;
        let mut common = Self { width, lengths: vec![0; (from.len() + 1) * width] };
        for (a, one) in from.iter().enumerate().rev() {
            for (b, other) in to.iter().enumerate().rev() {
                common.lengths[a * width + b] = if one == other {
                    common.at(a + 1, b + 1) + 1
                } else {
                    common.at(a + 1, b).max(common.at(a, b + 1))
                };
            }
        }
        common
    }

    /// The length from a place of each on; no place lies behind the end.
    #[must_use]
    pub fn at(&self, from: usize, to: usize) -> u32 {
        self.lengths[from * self.width + to]
    }
}

/// How many elements two lists have alike at their beginning, and at their end behind those.
#[must_use]
pub fn alike_at_ends<T: PartialEq>(from: &[T], to: &[T]) -> (usize, usize) {
    let head = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let most = from.len().min(to.len()) - head;
    let tail = from.iter().rev().zip(to.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    (head, tail)
}

/// The places in both lists of what they have in common, in order: a longest common subsequence.
#[must_use]
pub fn in_common<T: PartialEq>(from: &[T], to: &[T]) -> Vec<(usize, usize)> {
    let (head, tail) = alike_at_ends(from, to);
    let (a, b) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    if a.len().saturating_mul(b.len()) <= MAX_COMPARISONS {
        let common = Common::new(a, b);
        let (mut x, mut y) = (0, 0);
        while x < a.len() && y < b.len() {
            if a[x] == b[y] {
                pairs.push((head + x, head + y));
                (x, y) = (x + 1, y + 1);
            } else if common.at(x + 1, y) >= common.at(x, y + 1) {
                x += 1;
            } else {
                y += 1;
            }
        }
    }
    pairs.extend((1..=tail).rev().map(|at| (from.len() - at, to.len() - at)));
    pairs
}

/// Which of these places can stay so that the others move: a longest rising run.
#[must_use]
pub fn staying(places: &[usize]) -> Vec<bool> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_possible_move() {
        assert_eq!(staying(&[]), Vec::<bool>::new());
        assert_eq!(staying(&[1, 2, 3]), [true, true, true]);
        assert_eq!(staying(&[3, 1, 2]), [false, true, true]);
        assert_eq!(staying(&[2, 3, 1]), [true, true, false]);
    }

    #[test]
    fn what_lists_have_in_common_is_found_in_order() {
        let pairs = |from: &str, to: &str| in_common(from.as_bytes(), to.as_bytes());
        assert_eq!(pairs("abcd", "abxd"), [(0, 0), (1, 1), (3, 3)]);
        assert_eq!(pairs("xaby", "ab"), [(1, 0), (2, 1)]);
        assert_eq!(pairs("aa", "aaa"), [(0, 0), (1, 1)]);
        assert_eq!(pairs("", "a"), []);
    }

    #[test]
    fn of_lists_too_long_to_compare_only_the_ends_are_found() {
        let list = |middle: usize| [vec![0], vec![middle; 3_000], vec![9]].concat();
        assert_eq!(in_common(&list(1), &list(2)), [(0, 0), (3_001, 3_001)]);
    }
}
