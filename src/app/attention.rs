//! What a person can have meant by a key: only what was there to see when it was typed.
//!
//! Where somebody else's change moves the focus, keys wait for a moment in which the person can see it. A question that comes
//! up by itself waits until nobody is typing, and takes no key before it has stood there for a moment.

use std::time::Duration;

/// How long nobody may have typed before a question comes up by itself.
const QUIET: Duration = Duration::from_millis(700);
/// How long what has changed by itself stands there before a key is meant for it.
const SEEN: Duration = Duration::from_millis(500);

/// How long after its last key the beginning of a sequence is forgotten.
const FORGOTTEN: Duration = Duration::from_secs(4);

/// Where a key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To a question.
    Question,
    /// Into a text.
    Text,
    /// To a command, which works on what is in focus.
    Command,
}

/// When what happened.
#[derive(Debug, Default)]
pub(crate) struct Attention {
    /// When a key was pressed last.
    last_key: Option<Duration>,
    /// Until when keys may have been typed for what was in focus before.
    moved_until: Duration,
    /// Until when keys may have been typed before the question was there.
    asked_until: Duration,
}

impl Attention {
    /// Somebody else's change has moved the focus.
    pub(crate) fn focus_moved(&mut self, now: Duration) {
        self.moved_until = now + SEEN;
    }

    /// A question has come up by itself.
    pub(crate) fn asked(&mut self, now: Duration) {
        if self.last_key.is_some() {
            self.asked_until = now + SEEN;
        }
    }

    /// When a question may come up by itself.
    #[must_use]
    pub(crate) fn quiet_from(&self) -> Duration {
        self.last_key.map_or(Duration::ZERO, |key| key + QUIET)
    }

    /// When keys are forgotten that begin a sequence nobody goes on with.
    #[must_use]
    pub(crate) fn forgets_at(&self) -> Duration {
        self.last_key.map_or(Duration::ZERO, |key| key + FORGOTTEN)
    }

    /// Takes note of a key. Gives back whether it can have been meant for where it goes.
    pub(crate) fn is_meant(&mut self, now: Duration, target: Target) -> bool {
        self.last_key = Some(now);
        match target {
            Target::Question if now < self.asked_until => {
                // Whoever is typing goes on typing.
                self.asked_until = now + SEEN;
                false
            }
            Target::Command => now >= self.moved_until,
            Target::Question | Target::Text => true,
        }
    }
}
