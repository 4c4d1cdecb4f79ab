//! Shorter blocks for what is left of a session, so that it ends when it was planned to.

use super::state::LiveBlock;
use crate::document::Id;
use crate::document::session::RecordedKind;
use crate::method::{BlockKind, Minutes};

/// What shortening comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebalanced {
    /// The blocks that change, with their minutes before and after: one step.
    pub changes: Vec<(Id, Minutes, Minutes)>,
    /// How much is still missing; then something has to be left out.
    pub missing: Minutes,
}

/// The least a block can be shortened to; nothing where it stays as it is. `seats` is how many speak in a round.
#[must_use]
pub fn least(block: &LiveBlock, seats: usize) -> Option<Minutes> {
    let RecordedKind::Known(kind) = block.kind else { return None };
    let minutes = match kind {
        BlockKind::Write | BlockKind::Vote => 3,
        BlockKind::Group | BlockKind::Talk | BlockKind::Opening | BlockKind::Answer => 2,
        BlockKind::Round => u32::try_from(seats).unwrap_or(u32::MAX).max(1),
        BlockKind::Break | BlockKind::Decide | BlockKind::Close => return None,
    };
    (!block.fixed).then_some(Minutes::whole(minutes))
}

/// Takes `over` from the blocks that are still to come, in proportion and by whole minutes where that is possible. None
/// goes below its least, and none becomes longer.
#[must_use]
pub fn rebalance(ahead: &[LiveBlock], seats: usize, over: Minutes) -> Rebalanced {
    const MINUTE: Minutes = Minutes::whole(1);
    const TENTH: Minutes = Minutes::tenths(1);
    // Each with its least and what it has now.
    let part = |block| Some((block, least(block, seats)?, block.minutes));
    let mut parts: Vec<(&LiveBlock, Minutes, Minutes)> = ahead.iter().filter_map(part).collect();
    let mut missing = over;
    while missing > Minutes::default() {
        // Whoever has kept most of its time gives next.
        let next = |unit: Minutes| {
            let can = (0..parts.len()).filter(|at| parts[*at].2 >= parts[*at].1 + unit);
            can.rev().max_by(|a, b| {
                let kept = |at: usize, of: usize| {
                    u64::from(parts[at].2.as_tenths()) * u64::from(parts[of].0.minutes.as_tenths())
                };
                kept(*a, *b).cmp(&kept(*b, *a))
            })
        };
        let unit = missing.min(MINUTE);
        let found = next(unit).map(|at| (at, unit)).or_else(|| next(TENTH).map(|at| (at, TENTH)));
        let Some((at, unit)) = found else { break };
        parts[at].2 = parts[at].2 - unit;
        missing = missing - unit;
    }
    let changed = parts.into_iter().filter(|(block, _, after)| *after != block.minutes);
    Rebalanced { changes: changed.map(|(block, _, after)| (block.id, block.minutes, after)).collect(), missing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(at: u32, kind: BlockKind, tenths: u32, fixed: bool) -> LiveBlock {
        LiveBlock {
            id: Id::from_bits(at),
            kind: RecordedKind::Known(kind),
            canvas: None,
            section: None,
            minutes: Minutes::tenths(tenths),
            fixed,
            title: None,
            hint: None,
            is_added: false,
        }
    }

    #[test]
    fn others_shrink_in_proportion_and_what_is_kept_stays() {
        let ahead = [
            block(1, BlockKind::Write, 70, false),
            block(2, BlockKind::Talk, 70, true),
            block(3, BlockKind::Talk, 140, false),
            block(4, BlockKind::Round, 60, false),
            block(5, BlockKind::Decide, 180, false),
            block(6, BlockKind::Close, 80, false),
        ];
        let done = rebalance(&ahead, 5, Minutes::whole(7));
        let after: Vec<_> = done.changes.iter().map(|(id, _, after)| (*id, after.to_string())).collect();
        let id = Id::from_bits;
        assert_eq!(after, [(id(1), "5".to_owned()), (id(3), "10".into()), (id(4), "5".into())]);
        assert_eq!(done.missing, Minutes::default());
        let much = rebalance(&ahead, 5, Minutes::whole(60));
        assert_eq!(much.missing, Minutes::whole(60 - 4 - 12 - 1));
        assert_eq!(rebalance(&[], 5, Minutes::whole(3)).missing, Minutes::whole(3));
    }

    proptest! {
        #[test]
        fn nobody_goes_below_the_least_and_all_of_it_is_found_or_missing(
            blocks in prop::collection::vec((0_usize..10, 1_u32..300, any::<bool>()), 0..12),
            over in 0_u32..900,
        ) {
            let blocks: Vec<LiveBlock> = (0_u32..)
                .zip(&blocks)
                .map(|(at, (kind, tenths, fixed))| block(at, BlockKind::ALL[*kind], *tenths, *fixed))
                .collect();
            let done = rebalance(&blocks, 5, Minutes::tenths(over));
            let mut found = done.missing;
            for (id, before, after) in &done.changes {
                let block = blocks.iter().find(|block| block.id == *id).expect("there");
                let least = least(block, 5).expect("it can change");
                prop_assert!(*after >= least && *before == block.minutes);
                prop_assert!(after < before);
                found = found + (*before - *after);
            }
            prop_assert_eq!(found, Minutes::tenths(over));
        }
    }
}
