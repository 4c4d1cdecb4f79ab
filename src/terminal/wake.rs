//! Waiting for the keyboard in such a way that the waiting can be interrupted.

pub use imp::{Wake, pair};

/// What ended a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// Something has come from the keyboard.
    Input,
    /// Somebody asked for the keyboard to be left alone.
    Pause,
}

#[cfg(unix)]
mod imp {
    use std::io;
    use std::os::fd::OwnedFd;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::{Errno, read, write};
    use rustix::pipe::pipe;
    use rustix::stdio::stdin;

    use super::Woken;

    /// The end that interrupts.
    pub struct Wake(OwnedFd);

    /// The end that waits.
    pub struct Waiting(OwnedFd);

    /// Both ends.
    ///
    /// # Errors
    /// Where the system has no pipe left.
    pub fn pair() -> io::Result<(Wake, Waiting)> {
        let (reader, writer) = pipe()?;
        Ok((Wake(writer), Waiting(reader)))
    }

    impl Wake {
        /// Interrupts the wait. Says whether that worked.
        pub fn wake(&self) -> bool {
            write(&self.0, &[1]).is_ok()
        }
    }

    impl Waiting {
        /// Sleeps until the keyboard has something or somebody interrupts.
        ///
        /// # Errors
        /// Where the keyboard is gone.
        pub fn wait(&self) -> io::Result<Woken> {
            loop {
                let keyboard = stdin();
                let mut both = [PollFd::new(&keyboard, PollFlags::IN), PollFd::new(&self.0, PollFlags::IN)];
                match poll(&mut both, None) {
                    Ok(_) => {}
                    Err(Errno::INTR) => continue,
                    Err(error) => return Err(error.into()),
                }
                let [keyboard, pause] = both.map(|end| end.revents());
                if pause.contains(PollFlags::IN) {
                    read(&self.0, &mut [0; 1])?;
                    return Ok(Woken::Pause);
                }
                if keyboard.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                if keyboard.contains(PollFlags::IN) {
                    return Ok(Woken::Input);
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod imp {
    use std::io;
    use std::time::Duration;

    use super::Woken;

    /// The end that would interrupt, where that is not possible.
    pub struct Wake;

    /// The end that waits.
    pub struct Waiting;

    /// Both ends.
    ///
    /// # Errors
    /// None.
    pub fn pair() -> io::Result<(Wake, Waiting)> {
        Ok((Wake, Waiting))
    }

    impl Wake {
        /// Says that the wait cannot be interrupted.
        pub fn wake(&self) -> bool {
            false
        }
    }

    impl Waiting {
        /// Sleeps until the keyboard has something.
        ///
        /// # Errors
        /// Where the keyboard is gone.
        pub fn wait(&self) -> io::Result<Woken> {
            while !crossterm::event::poll(Duration::from_hours(24))? {}
            Ok(Woken::Input)
        }
    }
}
