//! What the system says: end, or stop until called back.

use std::io;
use std::sync::mpsc::Sender;

use super::Event;

/// The exit code of a program that was interrupted.
pub const INTERRUPTED: u8 = 130;

/// Sends what the system says, from a thread of its own.
///
/// # Errors
/// Where the system does not let the program listen.
#[cfg(unix)]
pub fn listen(sender: &Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGWINCH])?;
    let sender = sender.clone();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in &mut signals {
            // A program that ends on a signal gives 128 and its number, as shells do.
            let event = match signal {
                SIGTSTP => Event::Stop,
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

/// Elsewhere the terminal's own way of ending a program is enough.
#[cfg(not(unix))]
pub fn listen(_: &Sender<Event>) -> io::Result<()> {
    Ok(())
}

/// Stops the program until it is called back.
///
/// # Errors
/// Where the system does not let it.
#[cfg(unix)]
pub fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// Elsewhere there is nothing to give the terminal back to.
#[cfg(not(unix))]
pub fn stop() -> io::Result<()> {
    Ok(())
}
