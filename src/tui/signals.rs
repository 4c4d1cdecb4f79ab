//! What the system says: end, or stop until called back.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use super::event::Event;
use super::event_loop::EventSender;

/// The exit code of a program that was interrupted.
pub(crate) const INTERRUPTED: u8 = 130;

/// The exit code of a program that was told to quit.
pub(crate) const QUIT: u8 = 131;

/// Whether another program has the terminal.
static LENT: AtomicBool = AtomicBool::new(false);

/// Another program has the terminal from now on, or has it no more.
pub(crate) fn lend(is_lent: bool) {
    LENT.store(is_lent, Ordering::SeqCst);
}

/// What the system says is caught and kept until somebody listens.
#[cfg(unix)]
pub(crate) struct Caught(signal_hook::iterator::Signals);

/// Elsewhere the terminal's own way of ending a program is enough.
#[cfg(not(unix))]
pub struct Caught;

/// Catches from now on what the system says.
///
/// # Errors
/// Where the system does not let the program.
#[cfg(unix)]
pub(crate) fn catch() -> io::Result<Caught> {
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP, SIGUSR1,
        SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
    };
    // All that would end the program at once, but those of a fault in it.
    signal_hook::iterator::Signals::new([
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGIO, SIGXCPU,
        SIGXFSZ, SIGSYS, SIGTRAP, SIGTSTP, SIGCONT, SIGWINCH,
    ])
    .map(Caught)
}

/// Catches nothing.
#[cfg(not(unix))]
pub fn catch() -> io::Result<Caught> {
    Ok(Caught)
}

impl Caught {
    /// Sends what the system said and says, from a thread of its own.
    ///
    /// # Errors
    /// Where the system has no thread left.
    #[cfg(unix)]
    pub(crate) fn listen(self, sender: &EventSender) -> io::Result<()> {
        use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH, SIGXFSZ};
        let (sender, mut signals) = (sender.clone(), self.0);
        std::thread::Builder::new().name("signals".into()).spawn(move || {
            for signal in &mut signals {
                // A program that ends on a signal gives 128 and its number, as shells do.
                let event = match signal {
                    // Whoever has the terminal stops too, and the shell waits for both.
                    SIGTSTP if LENT.load(Ordering::SeqCst) => {
                        let _ = stop();
                        continue;
                    }
                    SIGTSTP => Event::Stop,
                    // A file has grown to its limit: caught, it is an error of writing, which is told like a full disk.
                    SIGXFSZ => continue,
                    SIGCONT => Event::Continued,
                    SIGWINCH => Event::Resized,
                    signal => Event::End(128u8.saturating_add(u8::try_from(signal).unwrap_or(0))),
                };
                if sender.send(event).is_err() {
                    return;
                }
            }
        })?;
        Ok(())
    }

    /// Nothing is caught, and nothing sent.
    #[cfg(not(unix))]
    pub fn listen(self, _: &EventSender) -> io::Result<()> {
        Ok(())
    }
}

/// Stops the program until it is called back.
///
/// # Errors
/// Where the system does not let it.
#[cfg(unix)]
pub(crate) fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// Elsewhere there is nothing to give the terminal back to.
#[cfg(not(unix))]
pub fn stop() -> io::Result<()> {
    Ok(())
}
