//! What is to be said to one of the other terminals: a few answers, and the newest view.

use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::locked;
use crate::workshop::wire::FromServer;

/// How many answers may wait.
const ANSWERS: usize = 64;
/// So long it takes from one view to the next.
const BETWEEN_VIEWS: Duration = Duration::from_millis(100);
/// How long a line may take to be written, where nobody reads it.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// What waits to be said, for whoever writes it.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    waiting: Mutex<Waiting>,
    wake: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    answers: VecDeque<FromServer>,
    /// The newest view. One that was not sent yet when another came is never sent.
    view: Option<FromServer>,
    end: End,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum End {
    /// There will be more.
    #[default]
    Open,
    /// Nothing comes after the answers that wait.
    AfterAnswers,
    /// Nothing comes any more.
    Now,
}

impl Outbox {
    /// Something is to be said. Whoever has let too much wait is given up.
    pub(super) fn say(&self, message: FromServer) {
        let mut waiting = locked(&self.waiting);
        if waiting.end != End::Open {
            return;
        }
        match message {
            view @ FromServer::View(_) => waiting.view = Some(view),
            answer if waiting.answers.len() < ANSWERS => waiting.answers.push_back(answer),
            _ => waiting.end = End::Now,
        }
        self.wake.notify_all();
    }

    /// Something is to be said last.
    pub(super) fn say_last(&self, message: FromServer) {
        self.say(message);
        let mut waiting = locked(&self.waiting);
        if waiting.end == End::Open {
            waiting.end = End::AfterAnswers;
        }
        self.wake.notify_all();
    }

    /// Nothing is to be said after what waits.
    pub(super) fn end(&self) {
        let mut waiting = locked(&self.waiting);
        if waiting.end == End::Open {
            waiting.end = End::AfterAnswers;
        }
        self.wake.notify_all();
    }

    /// What is to be said next, once it is time for it; nothing at the end.
    fn next(&self, viewed: &mut Option<Instant>) -> Option<FromServer> {
        let mut waiting = locked(&self.waiting);
        loop {
            if waiting.end == End::Now {
                return None;
            }
            if let Some(answer) = waiting.answers.pop_front() {
                return Some(answer);
            }
            if waiting.end == End::AfterAnswers {
                return None;
            }
            let now = Instant::now();
            let wait = viewed.map(|viewed| (viewed + BETWEEN_VIEWS).saturating_duration_since(now));
            match wait.filter(|wait| !wait.is_zero() && waiting.view.is_some()) {
                Some(wait) => {
                    let woken = self.wake.wait_timeout(waiting, wait);
                    waiting = woken.unwrap_or_else(PoisonError::into_inner).0;
                }
                None if waiting.view.is_some() => {
                    *viewed = Some(now);
                    return waiting.view.take();
                }
                None => waiting = self.wake.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    /// Writes what is to be said until the end, or until nobody reads it; then the connection ends.
    pub(super) fn write(&self, stream: &UnixStream) {
        let mut viewed = None;
        while let Some(message) = self.next(&mut viewed) {
            if send(stream, message.line().as_bytes(), PATIENCE).is_err() {
                break;
            }
        }
        let _ = stream.shutdown(Shutdown::Both);
    }
}

/// Writes a line, unless that takes too long.
///
/// # Errors
/// Where the other end is gone or does not read.
pub(super) fn send(mut stream: &UnixStream, line: &[u8], patience: Duration) -> io::Result<()> {
    let until = Instant::now() + patience;
    let mut left = line;
    while !left.is_empty() {
        let wait = until.saturating_duration_since(Instant::now());
        if wait.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(wait))?;
        match stream.write(left) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => left = &left[written..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::view::View;

    fn view(serial: u64) -> FromServer {
        FromServer::View(Box::new(View { serial, ..View::default() }))
    }

    #[test]
    fn answers_come_in_order_and_only_the_newest_view() {
        let outbox = Outbox::default();
        outbox.say(view(1));
        outbox.say(FromServer::Ack { seq: 1 });
        outbox.say(view(2));
        outbox.say(FromServer::Ack { seq: 2 });
        let mut viewed = None;
        let mut next = || outbox.next(&mut viewed);
        assert_eq!(next(), Some(FromServer::Ack { seq: 1 }));
        assert_eq!(next(), Some(FromServer::Ack { seq: 2 }));
        assert_eq!(next(), Some(view(2)));
        outbox.say(view(3));
        outbox.say_last(FromServer::Bye { code: "over".into(), text: String::new() });
        outbox.say(view(4));
        assert!(matches!(outbox.next(&mut viewed), Some(FromServer::Bye { .. })));
        assert_eq!(outbox.next(&mut viewed), None);
    }

    #[test]
    fn no_more_than_ten_views_come_in_a_second() {
        let outbox = Outbox::default();
        let mut viewed = None;
        let began = Instant::now();
        for serial in 0..4 {
            outbox.say(view(serial));
            assert_eq!(outbox.next(&mut viewed), Some(view(serial)));
        }
        assert!(began.elapsed() >= BETWEEN_VIEWS * 3);
    }

    #[test]
    fn whoever_lets_too_much_wait_is_given_up() {
        let outbox = Outbox::default();
        for seq in 0..=ANSWERS as u64 {
            outbox.say(FromServer::Ack { seq });
        }
        assert_eq!(outbox.next(&mut None), None);
    }
}
