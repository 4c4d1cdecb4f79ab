//! Waiting for the terminal and for other threads at once.

use super::decode::InputEvent;
use super::event::Event;

pub(crate) use imp::{Source, Wake, pair};

/// What ended a wait.
#[derive(Debug)]
pub(crate) enum PollResult {
    /// Something has come from the terminal.
    InputEvent(Vec<InputEvent>),
    /// Another thread has handed something over; where that had to be taken to notice, it is here.
    Called(Option<Event>),
    /// The time is over.
    Late,
    /// The terminal is gone.
    Lost,
}

#[cfg(unix)]
mod imp {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::Receiver;
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::{Errno, FdFlags, fcntl_setfd, read, write};
    use rustix::pipe::pipe;
    use rustix::stdio::stdin;

    use super::{InputEvent, PollResult};
    use crate::tui::decode::Decoder;
    use crate::tui::event::Event;

    /// The end that wakes.
    #[derive(Clone, Debug)]
    pub(crate) struct Wake(Arc<Caller>);

    #[derive(Debug)]
    struct Caller {
        end: OwnedFd,
        /// Whether a call stands in the pipe already; one is enough, and so it is never full.
        has_called: AtomicBool,
    }

    /// The end that waits and reads.
    pub(crate) struct Source {
        calls: OwnedFd,
        caller: Wake,
        decoder: Decoder,
    }

    /// Both ends.
    ///
    /// # Errors
    /// Where the system has no pipe left.
    pub(crate) fn pair() -> io::Result<(Wake, Source)> {
        let (calls, end) = pipe()?;
        // An editor that is started has no use for them.
        fcntl_setfd(&calls, FdFlags::CLOEXEC)?;
        fcntl_setfd(&end, FdFlags::CLOEXEC)?;
        let wake = Wake(Arc::new(Caller { end, has_called: AtomicBool::new(false) }));
        Ok((wake.clone(), Source { calls, caller: wake, decoder: Decoder::default() }))
    }

    impl Wake {
        /// Wakes whoever waits, or will wait next.
        pub(crate) fn wake(&self) {
            if !self.0.has_called.swap(true, Ordering::SeqCst) {
                // Where the other end is gone, nobody waits any more.
                let _ = write(&self.0.end, &[1]);
            }
        }
    }

    impl Source {
        /// Sleeps until the terminal has sent something or another thread calls, or for so long.
        pub(crate) fn wait(&mut self, _: &Receiver<Event>, patience: Option<Duration>) -> PollResult {
            let end = patience.map(|patience| Instant::now() + patience);
            loop {
                let due = [end, self.decoder.deadline()].into_iter().flatten().min();
                let left = due.map(|due| due.saturating_duration_since(Instant::now()));
                let keyboard = stdin();
                let mut both = [PollFd::new(&keyboard, PollFlags::IN), PollFd::new(&self.calls, PollFlags::IN)];
                match await_any(&mut both, left) {
                    Err(_) => return PollResult::Lost,
                    Ok(false) => {
                        let now = Instant::now();
                        let sent = self.decoder.expire(now);
                        if !sent.is_empty() {
                            return PollResult::InputEvent(sent);
                        }
                        if end.is_some_and(|end| end <= now) {
                            return PollResult::Late;
                        }
                        continue;
                    }
                    Ok(true) => {}
                }
                let [keyboard, calls] = both.map(|end| end.revents());
                // Keys first: what they change is shown soonest.
                if keyboard.contains(PollFlags::IN) {
                    return self.read().map_or(PollResult::Lost, PollResult::InputEvent);
                }
                if calls.contains(PollFlags::IN) {
                    let _ = read(&self.calls, &mut [0; 8]);
                    self.caller.0.has_called.store(false, Ordering::SeqCst);
                    return PollResult::Called(None);
                }
                if keyboard.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                    return PollResult::Lost;
                }
            }
        }

        /// The terminal was asked for something.
        pub(crate) fn expect_answer(&mut self) {
            self.decoder.expect_answer(Instant::now());
        }

        /// What has come already, without waiting for more.
        pub(crate) fn at_hand(&mut self) -> Vec<InputEvent> {
            let mut sent = Vec::new();
            loop {
                let keyboard = stdin();
                let mut only = [PollFd::new(&keyboard, PollFlags::IN)];
                let is_there = await_any(&mut only, Some(Duration::ZERO)).unwrap_or(false);
                if !is_there || only[0].revents() != PollFlags::IN {
                    return sent;
                }
                let Ok(more) = self.read() else { return sent };
                sent.extend(more);
            }
        }

        fn read(&mut self) -> io::Result<Vec<InputEvent>> {
            let mut bytes = [0; 4096];
            match read(stdin(), &mut bytes) {
                Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => Ok(self.decoder.take(&bytes[..count], Instant::now())),
                Err(Errno::INTR | Errno::AGAIN) => Ok(Vec::new()),
                Err(error) => Err(error.into()),
            }
        }
    }

    /// Says whether any of them had something before the time was over.
    fn await_any(ends: &mut [PollFd], patience: Option<Duration>) -> io::Result<bool> {
        let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
        loop {
            match poll(ends, patience.as_ref()) {
                Ok(count) => return Ok(count > 0),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(not(unix))]
mod imp {
    use std::io;
    use std::sync::mpsc::{Receiver, RecvTimeoutError};
    use std::time::Duration;

    use crossterm::event;

    use super::{InputEvent, PollResult};
    use crate::tui::event::Event;

    /// Whoever waits does so for what is handed over; nothing more is needed to wake it.
    #[derive(Clone, Debug)]
    pub struct Wake;

    /// The end that waits and reads.
    pub struct Source;

    /// Both ends.
    ///
    /// # Errors
    /// None.
    pub fn pair() -> io::Result<(Wake, Source)> {
        Ok((Wake, Source))
    }

    impl Wake {
        /// Nothing is to be done.
        pub fn wake(&self) {}
    }

    impl Source {
        /// Sleeps until another thread hands something over, or for so long; one of them reads the terminal.
        pub fn wait(&mut self, events: &Receiver<Event>, patience: Option<Duration>) -> PollResult {
            match patience {
                None => events.recv().map_or(PollResult::Lost, |event| PollResult::Called(Some(event))),
                Some(patience) => match events.recv_timeout(patience) {
                    Ok(event) => PollResult::Called(Some(event)),
                    Err(RecvTimeoutError::Timeout) => PollResult::Late,
                    Err(RecvTimeoutError::Disconnected) => PollResult::Lost,
                },
            }
        }

        /// Sleeps until the terminal has sent something.
        ///
        /// # Errors
        /// Where the terminal is gone.
        pub fn read(&mut self) -> io::Result<InputEvent> {
            loop {
                match event::read() {
                    Ok(sent) => return Ok(InputEvent::Event(sent)),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        }

        /// Whoever reads the terminal here knows answers by itself.
        pub fn expect_answer(&mut self) {}

        /// What has come already, without waiting for more.
        pub fn at_hand(&mut self) -> Vec<InputEvent> {
            let mut sent = Vec::new();
            while event::poll(Duration::ZERO).unwrap_or(false) {
                let Ok(event) = event::read() else { break };
                sent.push(InputEvent::Event(event));
            }
            sent
        }
    }
}
