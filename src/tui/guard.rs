//! What the program switches on in the terminal, and switching it off again on every way out.

use std::io::{self, BufWriter, Write as _, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::SetCursorStyle;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange,
    EnableMouseCapture,
};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};

/// Whether the terminal is as the program wants it.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the program takes the mouse from the terminal.
static MOUSE: AtomicBool = AtomicBool::new(true);

/// Whether the cursor may blink.
static MOTION: AtomicBool = AtomicBool::new(true);

/// Whether the cursor may blink from the next time the terminal is switched over.
pub(crate) fn want_motion(wanted: bool) {
    MOTION.store(wanted, Ordering::SeqCst);
}

/// Whether the mouse is to be the program's from the next time the terminal is switched over.
pub(crate) fn want_mouse(wanted: bool) {
    MOUSE.store(wanted, Ordering::SeqCst);
}

/// Takes the mouse from the terminal, or gives it back; that stays so when the terminal is switched over again.
///
/// # Errors
/// Where the terminal cannot be written to.
pub(crate) fn mouse(on: bool) -> io::Result<()> {
    want_mouse(on);
    if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
}

/// Puts the terminal back when it is dropped.
pub(crate) struct Guard;

impl Guard {
    /// Switches the terminal to full screen, raw keys, pastes in one piece, telling of focus, and the mouse.
    ///
    /// # Errors
    /// Where the terminal says no; it is then as it was.
    pub(crate) fn enter() -> io::Result<Self> {
        enter()?;
        Ok(Self)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Switches the terminal over; see [`Guard::enter`].
pub(crate) fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let entered = switch_over();
    if entered.is_err() {
        leave();
    }
    entered
}

/// Switches the terminal over anew where it is to be so: somebody else may have set it meanwhile.
///
/// # Errors
/// Where the terminal says no.
pub(crate) fn renew() -> io::Result<()> {
    if !ENTERED.load(Ordering::SeqCst) {
        return Ok(());
    }
    // Raw already, as far as is known; only what is switched off is switched on.
    let _ = disable_raw_mode();
    enter()
}

/// Writes everything in one piece.
fn switch_over() -> io::Result<()> {
    let mut out = BufWriter::new(stdout());
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, cursor::Hide)?;
    if MOUSE.load(Ordering::SeqCst) {
        queue!(out, EnableMouseCapture)?;
    }
    if !MOTION.load(Ordering::SeqCst) {
        queue!(out, SetCursorStyle::SteadyBlock)?;
    }
    out.flush()
}

/// Puts the terminal back. Does nothing where it is so already, so that every way out can call it.
pub(crate) fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // Whatever fails here, the rest is still worth doing.
        if !MOTION.load(Ordering::SeqCst) {
            let _ = execute!(stdout(), SetCursorStyle::DefaultUserShape);
        }
        let _ = execute!(
            stdout(),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableFocusChange,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
    }
}
