//! The rule of three: a value, a list as a set.

/// What three readings of one thing come to; nothing where both sides changed it to different things.
pub(super) fn three_way<'a, T: PartialEq + ?Sized>(base: &T, ours: &'a T, theirs: &'a T) -> Option<&'a T> {
    if ours == theirs || ours == base {
        Some(theirs)
    } else if theirs == base {
        Some(ours)
    } else {
        None
    }
}

/// What three readings of a set come to: theirs in their order without what ours took out, then what ours added.
pub(super) fn sets<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    if let Some(one) = three_way(base, ours, theirs) {
        return one.to_vec();
    }
    let kept = theirs.iter().filter(|item| ours.contains(item) || !base.contains(item));
    let added = ours.iter().filter(|item| !base.contains(item) && !theirs.contains(item));
    kept.chain(added).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_side_or_both_alike_is_no_question() {
        assert_eq!(three_way(&1, &1, &2), Some(&2));
        assert_eq!(three_way(&1, &2, &1), Some(&2));
        assert_eq!(three_way(&1, &2, &2), Some(&2));
        assert_eq!(three_way(&1, &2, &3), None);
    }

    #[test]
    fn sets_take_additions_and_removals_of_both() {
        assert_eq!(sets(&["a", "b"], &["b", "c"], &["a", "d"]), ["d", "c"]);
        assert_eq!(sets(&["a"], &["a", "c"], &["a", "c", "b"]), ["a", "c", "b"]);
    }
}
