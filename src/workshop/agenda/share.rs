//! How minutes are given to the parts of something.

use crate::method::{BlockKind, Minutes};

/// Shares out a time in proportion to others, to whole minutes where there are enough of them, so that the parts come to
/// exactly that time, and each has something where there is enough for that. Where the time is what they come to already,
/// each keeps its own.
pub(super) fn share(total: Minutes, among: &[Minutes]) -> Vec<Minutes> {
    if among.iter().copied().sum::<Minutes>() == total {
        return among.to_vec();
    }
    let count = u32::try_from(among.len()).unwrap_or(u32::MAX);
    let unit = if total >= Minutes::whole(count) { 10 } else { 1 };
    let units = u64::from(total.as_tenths() / unit);
    let is_even = among.iter().all(|one| *one == Minutes::default());
    let weights: Vec<u64> = among.iter().map(|one| if is_even { 1 } else { u64::from(one.as_tenths()) }).collect();
    let sum = weights.iter().sum::<u64>().max(1);
    let mut parts: Vec<u64> = weights.iter().map(|weight| units * weight / sum).collect();
    // What is left over goes to those that lost most by rounding; of equals to the first.
    let mut losers: Vec<usize> = (0..parts.len()).collect();
    losers.sort_by_key(|at| (std::cmp::Reverse(units * weights[*at] % sum), *at));
    let left = units.saturating_sub(parts.iter().sum());
    for at in losers.into_iter().take(usize::try_from(left).unwrap_or(usize::MAX)) {
        parts[at] += 1;
    }
    while let (Some(empty), Some(most)) =
        (parts.iter().position(|part| *part == 0), (0..parts.len()).rev().max_by_key(|at| parts[*at]))
        && parts[most] > 1
    {
        parts[most] -= 1;
        parts[empty] = 1;
    }
    let minutes = |part: u64| Minutes::tenths(u32::try_from(part).unwrap_or(u32::MAX).saturating_mul(unit));
    let mut parts: Vec<Minutes> = parts.into_iter().map(minutes).collect();
    if let Some(last) = parts.last_mut() {
        *last = *last + Minutes::tenths(total.as_tenths() % unit);
    }
    parts
}

/// The least that a block of a kind can be shortened to.
pub(super) fn least(kind: BlockKind) -> Minutes {
    Minutes::whole(match kind {
        BlockKind::Write | BlockKind::Vote => 3,
        BlockKind::Opening | BlockKind::Group | BlockKind::Talk | BlockKind::Answer => 2,
        BlockKind::Round | BlockKind::Decide | BlockKind::Break | BlockKind::Close => 1,
    })
}

/// Shares out a time as [`share`] does, with no part below its least where the time is enough for all of those: what a part
/// lacks comes from those that have most over theirs.
pub(super) fn share_above(total: Minutes, among: &[Minutes], least: &[Minutes]) -> Vec<Minutes> {
    let mut parts = share(total, among);
    if least.iter().copied().sum::<Minutes>() > total {
        return parts;
    }
    let over = |parts: &[Minutes], at: usize| parts[at].as_tenths().saturating_sub(least[at].as_tenths());
    while let Some(short) = (0..parts.len()).find(|at| parts[*at] < least[*at]) {
        let Some(most) = (0..parts.len()).rev().max_by_key(|at| over(&parts, *at)) else { break };
        let lacks = least[short].as_tenths() - parts[short].as_tenths();
        let given = Minutes::tenths(lacks.min(over(&parts, most)).min(10));
        if given == Minutes::default() {
            break;
        }
        (parts[short], parts[most]) = (parts[short] + given, parts[most] - given);
    }
    parts
}

/// Splits the time of a section without a recipe between what is done in it: writing, grouping and talking where nothing
/// is named. Writing takes 0.47 of it, 3 to 7 minutes; grouping a quarter, at least 2; whatever else the rest, and where
/// that is under 2 minutes it goes to grouping.
pub(super) fn split(minutes: Minutes, way: &[BlockKind]) -> Vec<(BlockKind, Minutes)> {
    const USUAL: [BlockKind; 3] = [BlockKind::Write, BlockKind::Group, BlockKind::Talk];
    let way = if way.is_empty() { &USUAL } else { way };
    // Hundredths of a minute, rounded half up to whole ones.
    let part = |percent: u32| Minutes::whole((minutes.as_tenths() * percent + 500) / 1000);
    let writing = part(47).clamp(Minutes::whole(3), Minutes::whole(7));
    let grouping = part(25).max(Minutes::whole(2));
    let own = |kind: &BlockKind| match kind {
        BlockKind::Write => Some(writing),
        BlockKind::Group => Some(grouping),
        _ => None,
    };
    let taken: Minutes = way.iter().filter_map(own).sum();
    if taken > minutes {
        // Not even those fit: each gets its part of what there is.
        let weights: Vec<Minutes> = way.iter().map(|kind| own(kind).unwrap_or(Minutes::whole(1))).collect();
        return way.iter().copied().zip(share(minutes, &weights)).collect();
    }
    let others = way.iter().filter(|kind| own(kind).is_none()).count();
    let rest = minutes - taken;
    let is_too_short = rest < Minutes::whole(2 * u32::try_from(others).unwrap_or(u32::MAX));
    let mut parts = Vec::new();
    let mut shares = share(rest, &vec![Minutes::whole(1); others]).into_iter();
    for kind in way {
        match own(kind) {
            Some(time) => parts.push((*kind, time)),
            None if is_too_short => {}
            None => parts.push((*kind, shares.next().unwrap_or_default())),
        }
    }
    if is_too_short || others == 0 {
        // Nobody else takes it: what is done last before it does.
        let at = parts.iter().position(|(kind, _)| *kind == BlockKind::Group).or(parts.len().checked_sub(1));
        match at {
            Some(at) => parts[at].1 = parts[at].1 + rest,
            None => parts.extend(way.first().map(|kind| (*kind, rest))),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(minutes: Minutes) -> u32 {
        minutes.as_whole().expect("whole minutes")
    }

    #[test]
    fn a_section_without_a_recipe_is_split_as_promised() {
        for (minutes, parts) in
            [(15, &[7, 4, 4][..]), (12, &[6, 3, 3]), (10, &[5, 3, 2]), (9, &[4, 2, 3]), (7, &[3, 2, 2]), (5, &[3, 2])]
        {
            let split = split(Minutes::whole(minutes), &[]);
            assert_eq!(split.iter().map(|(_, time)| whole(*time)).collect::<Vec<_>>(), parts, "{minutes}");
            assert_eq!(split[0].0, BlockKind::Write);
            assert_eq!(split[1].0, BlockKind::Group);
        }
        assert_eq!(split(Minutes::whole(10), &[BlockKind::Talk]), [(BlockKind::Talk, Minutes::whole(10))]);
        let two = split(Minutes::whole(20), &[BlockKind::Write, BlockKind::Round, BlockKind::Talk]);
        assert_eq!(two.iter().map(|(_, time)| whole(*time)).collect::<Vec<_>>(), [7, 7, 6]);
        assert_eq!(split(Minutes::whole(12), &[BlockKind::Write]), [(BlockKind::Write, Minutes::whole(12))]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nobody_goes_empty(
            total in 1_u32..5000,
            among in prop::collection::vec(0_u32..600, 1..9),
        ) {
            let weights: Vec<Minutes> = among.iter().map(|one| Minutes::tenths(*one)).collect();
            let parts = share(Minutes::tenths(total), &weights);
            prop_assert_eq!(parts.len(), among.len());
            prop_assert_eq!(parts.iter().copied().sum::<Minutes>(), Minutes::tenths(total));
            let is_enough = total as usize >= among.len() && parts != weights;
            prop_assert!(!is_enough || parts.iter().all(|part| *part > Minutes::default()));
        }

        #[test]
        fn nobody_is_left_below_the_least(
            parts in prop::collection::vec((1_u32..600, 1_u32..40), 1..9),
            more in 0_u32..2000,
        ) {
            let (among, least): (Vec<Minutes>, Vec<Minutes>) =
                parts.iter().map(|(one, least)| (Minutes::tenths(*one), Minutes::tenths(*least))).unzip();
            let total = least.iter().copied().sum::<Minutes>() + Minutes::tenths(more);
            let parts = share_above(total, &among, &least);
            prop_assert_eq!(parts.iter().copied().sum::<Minutes>(), total);
            prop_assert!(parts.iter().zip(&least).all(|(part, least)| part >= least), "{:?} {:?}", parts, least);
        }

        #[test]
        fn a_split_comes_to_its_minutes(
            tenths in 50_u32..1000,
            way in proptest::sample::subsequence(
                [BlockKind::Write, BlockKind::Round, BlockKind::Group, BlockKind::Talk, BlockKind::Vote].to_vec(), 0..=5,
            ),
        ) {
            let parts = split(Minutes::tenths(tenths), &way);
            prop_assert_eq!(parts.iter().map(|(_, time)| *time).sum::<Minutes>(), Minutes::tenths(tenths));
            prop_assert!(parts.iter().all(|(_, time)| time.is_of_a_block()));
        }
    }
}
