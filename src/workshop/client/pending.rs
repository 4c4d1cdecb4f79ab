//! What was said and is not known to be kept: said again after a break, in the same order, each applied once.

use std::collections::VecDeque;
use std::time::Duration;

use crate::workshop::wire::ToServer;

/// How many messages may wait for their answer.
pub(super) const WAITING: usize = 50;
/// How many messages are said in a second: fewer than the server takes.
const A_SECOND: usize = 12;

/// Messages that wait for their answer, and how many of them were said on the connection that stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    messages: VecDeque<ToServer>,
    said: usize,
    /// The number of the last that was numbered.
    last: u64,
}

impl Pending {
    /// Takes a message, and numbers it; nothing where too many wait.
    pub(super) fn push(&mut self, mut message: ToServer) -> Option<()> {
        if self.messages.len() >= WAITING {
            return None;
        }
        self.last += 1;
        number(&mut message, self.last);
        self.messages.push_back(message);
        Some(())
    }

    /// The seat has applied everything up to `last`. What is left is numbered anew and said again.
    pub(super) fn resume(&mut self, last: u64) {
        self.messages.retain(|message| message.seq().is_some_and(|seq| seq > last));
        self.last = last;
        for message in &mut self.messages {
            self.last += 1;
            number(message, self.last);
        }
        self.said = 0;
    }

    /// The line broke, and what was said may not have been heard.
    pub(super) fn break_off(&mut self) {
        self.said = 0;
    }

    /// The next to be said.
    pub(super) fn next(&mut self) -> Option<ToServer> {
        let message = self.messages.get(self.said).cloned()?;
        self.said += 1;
        Some(message)
    }

    /// Whether something is to be said.
    pub(super) fn is_next(&self) -> bool {
        self.said < self.messages.len()
    }

    /// Everything up to `seq` was applied.
    pub(super) fn acknowledge(&mut self, seq: u64) {
        while self.messages.front().and_then(ToServer::seq).is_some_and(|first| first <= seq) {
            self.messages.pop_front();
            self.said = self.said.saturating_sub(1);
        }
    }

    /// One of them was refused. Gives it back.
    pub(super) fn refuse(&mut self, seq: u64) -> Option<ToServer> {
        let at = self.messages.iter().position(|message| message.seq() == Some(seq))?;
        if at < self.said {
            self.said -= 1;
        }
        self.messages.remove(at)
    }

    /// All that wait.
    pub(super) fn iter(&self) -> impl Iterator<Item = &ToServer> {
        self.messages.iter()
    }

    /// Whether every message was answered.
    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }
}

/// How fast messages are said.
#[derive(Clone, Debug, Default)]
pub(super) struct Tempo(VecDeque<Duration>);

impl Tempo {
    /// When the next message may be said; nothing where it may be now.
    pub(super) fn wait(&mut self, now: Duration) -> Option<Duration> {
        while self.0.front().is_some_and(|said| *said + Duration::from_secs(1) <= now) {
            self.0.pop_front();
        }
        let first = self.0.front().filter(|_| self.0.len() >= A_SECOND)?;
        Some(*first + Duration::from_secs(1))
    }

    /// One was said.
    pub(super) fn take(&mut self, now: Duration) {
        self.0.push_back(now);
    }
}

fn number(message: &mut ToServer, number: u64) {
    match message {
        ToServer::Note { seq, .. }
        | ToServer::Edit { seq, .. }
        | ToServer::Drop { seq, .. }
        | ToServer::Dot { seq, .. }
        | ToServer::Ready { seq, .. }
        | ToServer::Turn { seq, .. }
        | ToServer::Rate { seq, .. } => *seq = number,
        ToServer::Hello { .. } | ToServer::SeatCode { .. } | ToServer::Draft { .. } | ToServer::Bye => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready() -> ToServer {
        ToServer::Ready { seq: 0, yes: true }
    }

    fn numbers(pending: &Pending) -> Vec<u64> {
        pending.iter().filter_map(ToServer::seq).collect()
    }

    #[test]
    fn each_is_said_again_until_it_is_answered_and_no_more() {
        let mut pending = Pending::default();
        for _ in 0..5 {
            pending.push(ready()).expect("there is room");
        }
        assert_eq!(std::iter::from_fn(|| pending.next()).count(), 5);
        pending.acknowledge(2);
        assert_eq!((numbers(&pending), pending.is_next()), (vec![3, 4, 5], false));
        // The line breaks; meanwhile the third was applied.
        pending.break_off();
        pending.resume(3);
        assert_eq!((numbers(&pending), pending.is_next()), (vec![4, 5], true));
        // Whoever drives has lost some that it had acknowledged.
        pending.resume(1);
        assert_eq!(numbers(&pending), [2, 3]);
        assert_eq!(pending.refuse(2).and_then(|refused| refused.seq()), Some(2));
        assert_eq!(pending.next().and_then(|next| next.seq()), Some(3));
        pending.push(ready()).expect("there is room");
        assert_eq!(numbers(&pending), [3, 4]);
        for _ in 0..WAITING - 2 {
            pending.push(ready()).expect("there is room");
        }
        assert_eq!(pending.push(ready()), None);
    }

    #[test]
    fn no_more_is_said_in_a_second_than_the_server_takes() {
        let mut tempo = Tempo::default();
        let mut server = crate::workshop::wire::Pace::new(Duration::ZERO);
        let mut now = Duration::ZERO;
        for _ in 0..500 {
            if let Some(until) = tempo.wait(now) {
                now = until;
            }
            assert_eq!(tempo.wait(now), None);
            tempo.take(now);
            assert!(server.take(now));
        }
        assert!(now < Duration::from_secs(50));
    }
}
