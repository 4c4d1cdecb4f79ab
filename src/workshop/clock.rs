//! The clock of a session: how long blocks were planned for, how long they took, and when the session will end.
//!
//! It stands beside the state that can be undone: time that has passed does not come back. All times are handed in. `now`
//! is monotonic and counts from wherever it likes; `wall` is the time of day, since any moment of that machine, and is
//! only held against it to see that the machine slept.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::document::Id;
use crate::method::Minutes;

/// A jump of the time of day against the clock that is longer is said: the machine slept, or somebody set the time.
pub const NOTICED_JUMP: Duration = Duration::from_secs(30);
/// Whoever comes back within so long finds the clock going on.
pub const COUNTED_ABSENCE: Duration = Duration::from_mins(10);
/// A block that is shorter has no first warning.
const NO_FIRST_WARNING: Duration = Duration::from_mins(3);

/// A moment: the clock, and the time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The clock.
    pub now: Duration,
    /// The time of day, since any moment of that machine.
    pub wall: Duration,
}

/// How much of a block is left, as a sign tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Enough.
    None,
    /// A fifth, or a minute: whichever is less.
    Soon,
    /// A twentieth, or 20 seconds: whichever is less.
    Now,
    /// More than planned was spent.
    Over,
}

/// How long every block took, and which of them goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    spent: BTreeMap<Id, Duration>,
    opened: BTreeMap<Id, u32>,
    block: Option<Id>,
    /// Since when it runs; nothing while it stands still.
    since: Option<Duration>,
}

/// Notices that a machine slept: the clock stands still meanwhile on most systems, and the time of day does not.
#[derive(Clone, Debug, Default)]
pub struct SleepDetector {
    /// The clock and the time of day when they were looked at last.
    looked: Option<(Duration, Duration)>,
}

impl SleepDetector {
    /// Looks at the time of day. Gives back by how much it went on further than the clock, once, where that is long
    /// enough to be said.
    pub fn look(&mut self, now: Duration, wall: Duration) -> Option<Duration> {
        let before = self.looked.replace((now, wall));
        let (then, wall_then) = before?;
        let jump = wall.saturating_sub(wall_then).saturating_sub(now.saturating_sub(then));
        (jump > NOTICED_JUMP).then_some(jump)
    }
}

/// What the private log keeps of the clock beside every event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ClockMark {
    pub block: Option<Id>,
    /// How long the block took so far.
    pub spent: Duration,
    pub running: bool,
    /// The time of day.
    pub wall: Duration,
}

/// What became of the time in which nobody was here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It was counted, since the clock ran and it was short.
    Counted(Duration),
    /// The clock stands still, and a person says whether this is counted.
    Asked(Duration),
    /// The clock stood still anyway.
    None,
}

impl Clock {
    /// Goes over to a block, or to none, and runs.
    pub fn enter(&mut self, block: Option<Id>, now: Duration) {
        self.pause(now);
        self.block = block;
        if let Some(block) = block {
            *self.opened.entry(block).or_default() += 1;
            self.since = Some(now);
        }
    }

    /// Stands still.
    pub fn pause(&mut self, now: Duration) {
        if let (Some(block), Some(since)) = (self.block, self.since.take()) {
            *self.spent.entry(block).or_default() += now.saturating_sub(since);
        }
    }

    /// Runs on.
    pub fn resume(&mut self, now: Duration) {
        if self.block.is_some() && self.since.is_none() {
            self.since = Some(now);
        }
    }

    /// Is at a block, and stands still.
    pub fn stand_at(&mut self, block: Option<Id>) {
        (self.block, self.since) = (block, None);
    }

    /// Whether it runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// How long a block took until now.
    #[must_use]
    pub fn spent(&self, block: Id, now: Duration) -> Duration {
        let running = self.since.filter(|_| self.block == Some(block));
        let before = self.spent.get(&block).copied().unwrap_or_default();
        before + running.map(|since| now.saturating_sub(since)).unwrap_or_default()
    }

    /// How often a block was opened.
    #[must_use]
    pub fn opened(&self, block: Id) -> u32 {
        self.opened.get(&block).copied().unwrap_or_default()
    }

    /// Takes over how long a block took when that was kept.
    pub fn note(&mut self, mark: ClockMark) {
        if let Some(block) = mark.block {
            self.spent.insert(block, mark.spent);
        }
    }

    /// How long each block took, and how often it was opened, without what runs.
    #[must_use]
    pub fn kept(&self) -> (&BTreeMap<Id, Duration>, &BTreeMap<Id, u32>) {
        (&self.spent, &self.opened)
    }

    /// A clock that stands still, with what blocks took before.
    #[must_use]
    pub fn of(spent: BTreeMap<Id, Duration>, opened: BTreeMap<Id, u32>) -> Self {
        Self { spent, opened, ..Self::default() }
    }

    /// Counts time that was not counted, for the block that goes on.
    pub fn count(&mut self, time: Duration) {
        if let Some(block) = self.block {
            *self.spent.entry(block).or_default() += time;
        }
    }

    /// What is kept of it.
    #[must_use]
    pub fn mark(&self, now: Duration, wall: Duration) -> ClockMark {
        let spent = self.block.map(|block| self.spent(block, now)).unwrap_or_default();
        ClockMark { block: self.block, spent, running: self.is_running(), wall }
    }

    /// Goes on from what was kept, after the program ended. Short absences of a clock that ran are counted; after a long
    /// one, or where the time of day went backwards, it stands still.
    pub fn restore(&mut self, mark: ClockMark, now: Duration, wall: Duration) -> Absence {
        (self.block, self.since) = (mark.block, None);
        let Some(block) = mark.block else { return Absence::None };
        self.spent.insert(block, mark.spent);
        if !mark.running {
            return Absence::None;
        }
        match wall.checked_sub(mark.wall) {
            Some(away) if away <= COUNTED_ABSENCE => {
                self.count(away);
                self.since = Some(now);
                Absence::Counted(away)
            }
            away => Absence::Asked(away.unwrap_or_default()),
        }
    }
}

/// What is left of a planned time.
///
/// # Errors
/// Where nothing is left: how much it is over.
pub fn left(planned: Minutes, spent: Duration) -> Result<Duration, Duration> {
    let planned = planned.duration();
    planned.checked_sub(spent).ok_or_else(|| spent.saturating_sub(planned))
}

/// The sign for what is left of a block.
#[must_use]
pub fn warning(planned: Minutes, spent: Duration) -> Warning {
    let all = planned.duration();
    let Ok(left) = left(planned, spent) else { return Warning::Over };
    if left <= (all / 20).min(Duration::from_secs(20)) {
        Warning::Now
    } else if all >= NO_FIRST_WARNING && left <= (all / 5).min(Duration::from_mins(1)) {
        Warning::Soon
    } else {
        Warning::None
    }
}

/// How much later than planned a session ends, as it looks now: what the blocks before took longer, and what the current
/// one is over already. Negative where it ends earlier. Blocks are given with their planned time and what was spent, in
/// order, and `current` is the place of the one that goes on.
#[must_use]
pub fn drift(blocks: &[(Minutes, Duration)], current: usize) -> i64 {
    let seconds = |time: Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    let of = |(at, (planned, spent)): (usize, &(Minutes, Duration))| {
        let difference = seconds(*spent).saturating_sub(seconds(planned.duration()));
        if at == current { difference.max(0) } else { difference }
    };
    blocks.iter().enumerate().take(current + 1).map(of).fold(0, i64::saturating_add)
}

/// How long a session goes on from now: what is left of the current block, and the blocks behind it.
#[must_use]
pub fn remaining(blocks: &[(Minutes, Duration)], current: usize) -> Duration {
    let of = |(planned, spent): &(Minutes, Duration)| left(*planned, *spent).unwrap_or_default();
    let behind = blocks.iter().skip(current.saturating_add(1)).map(|(planned, _)| planned.duration());
    blocks.get(current).map(of).unwrap_or_default() + behind.sum::<Duration>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: fn() -> Id = || Id::from_bits(1);
    const B: fn() -> Id = || Id::from_bits(2);

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn each_block_has_the_time_it_was_open_without_pauses() {
        let mut clock = Clock::default();
        clock.enter(Some(A()), seconds(100));
        assert_eq!(clock.spent(A(), seconds(130)), seconds(30));
        clock.pause(seconds(140));
        clock.pause(seconds(150));
        assert_eq!(clock.spent(A(), seconds(200)), seconds(40));
        clock.resume(seconds(200));
        clock.resume(seconds(205));
        clock.enter(Some(B()), seconds(210));
        assert_eq!((clock.spent(A(), seconds(300)), clock.spent(B(), seconds(300))), (seconds(50), seconds(90)));
        clock.enter(Some(A()), seconds(300));
        assert_eq!((clock.opened(A()), clock.opened(B())), (2, 1));
        assert_eq!(clock.spent(A(), seconds(310)), seconds(60));
    }

    #[test]
    fn warnings_come_at_a_fifth_and_a_twentieth_but_never_earlier_than_a_minute_and_20_seconds() {
        let at = |minutes: u32, left: u64| {
            let planned = Minutes::whole(minutes);
            warning(planned, planned.duration().saturating_sub(Duration::from_secs(left)))
        };
        assert_eq!([at(15, 61), at(15, 60), at(15, 21), at(15, 20), at(15, 0)], {
            use Warning::{None, Now, Soon};
            [None, Soon, Soon, Now, Now]
        });
        assert_eq!([at(3, 37), at(3, 36), at(3, 9)], [Warning::None, Warning::Soon, Warning::Now]);
        assert_eq!([at(2, 30), at(2, 6)], [Warning::None, Warning::Now], "a short block has one warning");
        assert_eq!(warning(Minutes::whole(2), seconds(121)), Warning::Over);
        assert_eq!(left(Minutes::whole(2), seconds(130)), Err(seconds(10)));
    }

    #[test]
    fn a_machine_that_slept_is_noticed_once_and_not_counted() {
        let mut clock = Clock::default();
        clock.enter(Some(A()), seconds(0));
        let mut sleep = SleepDetector::default();
        assert_eq!(sleep.look(seconds(0), seconds(1000)), None);
        assert_eq!(sleep.look(seconds(10), seconds(1040)), None, "30 s are none");
        assert_eq!(sleep.look(seconds(11), seconds(3600)), Some(seconds(2559)));
        assert_eq!(sleep.look(seconds(12), seconds(3601)), None);
        assert_eq!(sleep.look(seconds(13), seconds(5)), None, "the time of day may go backwards");
        assert_eq!(clock.spent(A(), seconds(13)), seconds(13));
        clock.count(seconds(2559));
        assert_eq!(clock.spent(A(), seconds(13)), seconds(2572));
    }

    #[test]
    fn after_an_end_the_clock_goes_on_or_asks() {
        let mut before = Clock::default();
        before.enter(Some(A()), seconds(0));
        let mark = before.mark(seconds(90), seconds(10_000));
        let back = |mark: ClockMark, wall: u64| {
            let mut clock = Clock::default();
            let absence = clock.restore(mark, seconds(5), seconds(wall));
            (absence, clock.spent(A(), seconds(6)), clock.is_running())
        };
        assert_eq!(back(mark, 10_300), (Absence::Counted(seconds(300)), seconds(391), true));
        assert_eq!(back(mark, 10_601), (Absence::Asked(seconds(601)), seconds(90), false));
        assert_eq!(back(mark, 9_000), (Absence::Asked(seconds(0)), seconds(90), false));
        before.pause(seconds(95));
        assert_eq!(back(before.mark(seconds(99), seconds(10_000)), 10_001), (Absence::None, seconds(95), false));
    }

    #[test]
    fn drift_is_what_was_lost_and_the_end_follows() {
        let blocks = [
            (Minutes::whole(5), seconds(7 * 60)),
            (Minutes::whole(10), seconds(4 * 60)),
            (Minutes::whole(8), Duration::ZERO),
        ];
        assert_eq!((drift(&blocks, 1), remaining(&blocks, 1)), (120, seconds(14 * 60)));
        let over = [(Minutes::whole(5), seconds(3 * 60)), (Minutes::whole(10), seconds(11 * 60))];
        assert_eq!((drift(&over, 1), remaining(&over, 1)), (-60, Duration::ZERO));
    }
}
