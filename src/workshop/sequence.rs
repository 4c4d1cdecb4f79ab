//! Numbered messages: each is applied once and in its order, however often its line breaks.

use serde::{Deserialize, Serialize};

/// What becomes of a numbered message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turnout {
    /// It is the next one.
    Next,
    /// It was applied before, and is only acknowledged again.
    Again,
    /// One before it is missing; it is refused.
    Gap,
}

/// Which messages of a seat were applied: each once, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence(u64);

impl Sequence {
    /// What is to be done with a message.
    #[must_use]
    pub fn turnout(self, seq: u64) -> Turnout {
        match seq.checked_sub(self.0) {
            Some(1) => Turnout::Next,
            Some(2..) => Turnout::Gap,
            _ => Turnout::Again,
        }
    }

    /// The next message was applied.
    pub fn take(&mut self) {
        self.0 = self.0.saturating_add(1);
    }

    /// The number of the last that was applied.
    #[must_use]
    pub fn last(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_is_applied_once_and_in_order() {
        let mut sequence = Sequence::default();
        assert_eq!([sequence.turnout(1), sequence.turnout(2), sequence.turnout(0)], {
            use Turnout::{Again, Gap, Next};
            [Next, Gap, Again]
        });
        sequence.take();
        assert_eq!((sequence.turnout(1), sequence.turnout(2), sequence.last()), (Turnout::Again, Turnout::Next, 1));
        assert_eq!(sequence.turnout(u64::MAX), Turnout::Gap);
    }
}
