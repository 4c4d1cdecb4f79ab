//! Reading from the terminal in such a way that the waiting can be interrupted.

use super::decode::Sent;

pub use imp::{Source, Wake, pair};

/// What ended a wait.
#[derive(Debug)]
pub enum Woken {
    /// Something has come from the terminal.
    Sent(Vec<Sent>),
    /// Somebody asked for the keyboard to be left alone.
    Pause,
}

#[cfg(unix)]
mod imp {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::{Errno, read, write};
    use rustix::pipe::pipe;
    use rustix::stdio::stdin;

    use super::{Sent, Woken};
    use crate::terminal::decode::Decoder;

    /// How long the bytes of one key can be apart: an escape that nothing follows for so long is the key.
    const TOGETHER: Duration = Duration::from_millis(10);

    /// The end that interrupts.
    pub struct Wake(OwnedFd);

    /// The end that waits and reads.
    pub struct Source {
        wake: OwnedFd,
        decoder: Decoder,
    }

    /// Both ends.
    ///
    /// # Errors
    /// Where the system has no pipe left.
    pub fn pair() -> io::Result<(Wake, Source)> {
        let (reader, writer) = pipe()?;
        Ok((Wake(writer), Source { wake: reader, decoder: Decoder::default() }))
    }

    impl Wake {
        /// Interrupts the wait. Says whether that worked.
        pub fn wake(&self) -> bool {
            write(&self.0, &[1]).is_ok()
        }
    }

    impl Source {
        /// Sleeps until the terminal has sent something or somebody interrupts.
        ///
        /// # Errors
        /// Where the terminal is gone.
        pub fn wait(&mut self) -> io::Result<Woken> {
            loop {
                let patience = self.decoder.is_undecided().then_some(TOGETHER);
                let keyboard = stdin();
                let mut both = [PollFd::new(&keyboard, PollFlags::IN), PollFd::new(&self.wake, PollFlags::IN)];
                if !await_any(&mut both, patience)? {
                    return Ok(Woken::Sent(self.decoder.give_up().into_iter().collect()));
                }
                let [keyboard, pause] = both.map(|end| end.revents());
                if pause.contains(PollFlags::IN) {
                    read(&self.wake, &mut [0; 1])?;
                    return Ok(Woken::Pause);
                }
                if keyboard.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                if keyboard.contains(PollFlags::IN) {
                    return self.read().map(Woken::Sent);
                }
            }
        }

        /// What has come already, without waiting for more.
        pub fn at_hand(&mut self) -> Vec<Sent> {
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

        fn read(&mut self) -> io::Result<Vec<Sent>> {
            let mut bytes = [0; 4096];
            match read(stdin(), &mut bytes) {
                Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => Ok(self.decoder.take(&bytes[..count])),
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
    use std::time::Duration;

    use crossterm::event;

    use super::{Sent, Woken};

    /// The end that would interrupt, where that is not possible.
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
        /// Says that the wait cannot be interrupted.
        pub fn wake(&self) -> bool {
            false
        }
    }

    impl Source {
        /// Sleeps until the terminal has sent something.
        ///
        /// # Errors
        /// Where the terminal is gone.
        pub fn wait(&mut self) -> io::Result<Woken> {
            loop {
                match event::read() {
                    Ok(sent) => return Ok(Woken::Sent(vec![Sent::Event(sent)])),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        }

        /// What has come already, without waiting for more.
        pub fn at_hand(&mut self) -> Vec<Sent> {
            let mut sent = Vec::new();
            while event::poll(Duration::ZERO).unwrap_or(false) {
                let Ok(event) = event::read() else { break };
                sent.push(Sent::Event(event));
            }
            sent
        }
    }
}
