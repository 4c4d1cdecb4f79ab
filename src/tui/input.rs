//! The keyboard and the mouse: what the terminal sends, as messages.

use std::io;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use crossterm::event::{
    Event as CrosstermEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::background::Background;
use super::decode::InputEvent;
use super::event::Event;
use super::event_loop::EventSender;
use super::wake::{self, PollResult, Source, Wake};
use crate::app::{Code, Key, Message, Mouse, MouseKind, Size};

/// What the terminal sends.
pub(crate) struct Input {
    wake: Wake,
    source: Source,
}

impl Input {
    /// Nobody listens yet.
    ///
    /// # Errors
    /// Where the system has no pipe left.
    pub(crate) fn new() -> io::Result<Self> {
        let (wake, source) = wake::pair()?;
        Ok(Self { wake, source })
    }

    /// What wakes whoever waits for the terminal.
    pub(crate) fn wake(&self) -> Wake {
        self.wake.clone()
    }

    /// Sleeps until the terminal has sent something or another thread calls, or for so long.
    pub(crate) fn wait(&mut self, events: &Receiver<Event>, patience: Option<Duration>) -> PollResult {
        self.source.wait(events, patience)
    }

    /// What has come already; nothing where a thread of its own listens.
    pub(crate) fn at_hand(&mut self) -> Vec<InputEvent> {
        if cfg!(unix) { self.source.at_hand() } else { Vec::new() }
    }

    /// What was typed while the program was starting. The line discipline of the terminal turned Enter into a line feed
    /// then; here it is Enter again.
    pub(crate) fn typed_ahead(&mut self) -> Vec<Event> {
        let sent = self.source.at_hand().into_iter();
        let messages = sent.filter_map(|sent| match sent {
            InputEvent::Event(told) => message(told).map(Event::Input),
            InputEvent::Escaped(told) => key(told).map(Event::Escaped),
            InputEvent::Background { .. } => None,
        });
        messages
            .map(|event| match event {
                Event::Input(Message::Key(Key { code: Code::Char('j'), ctrl: true, .. })) => {
                    Event::Input(Message::Key(Key::plain(Code::Enter)))
                }
                event => event,
            })
            .collect()
    }

    /// The terminal was asked for something: its answer is waited for where it comes in pieces.
    pub(crate) fn expect_answer(&mut self) {
        self.source.expect_answer();
    }

    /// Has a thread of its own listen, where nothing can be waited for beside the terminal.
    ///
    /// # Errors
    /// Where the system has no thread left.
    #[cfg(not(unix))]
    pub fn listen(&self, sender: &EventSender, background: &Background) -> io::Result<()> {
        let (sender, background) = (sender.clone(), background.clone());
        let (_, mut source) = wake::pair()?;
        let listen = move || loop {
            let event = match source.read() {
                Ok(sent) => event(sent, &background),
                Err(_) => Some(Event::InputLost),
            };
            let is_lost = matches!(event, Some(Event::InputLost));
            if event.is_some_and(|event| sender.send(event).is_err()) || is_lost {
                return;
            }
        };
        std::thread::Builder::new().name("input".into()).spawn(listen).map(|_| ())
    }

    /// The loop listens.
    ///
    /// # Errors
    /// None.
    #[cfg(unix)]
    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(crate) fn listen(&self, _: &EventSender, _: &Background) -> io::Result<()> {
        Ok(())
    }
}

/// What reaches the loop of something that was sent.
pub(crate) fn event(sent: InputEvent, background: &Background) -> Option<Event> {
    match sent {
        InputEvent::Background { is_light_background } => {
            background.answered(is_light_background).then_some(Event::Background { is_light_background })
        }
        InputEvent::Event(CrosstermEvent::FocusGained) => Some(Event::Focused),
        InputEvent::Event(told) => message(told).map(Event::Input),
        InputEvent::Escaped(told) => key(told).map(Event::Escaped),
    }
}

fn message(told: CrosstermEvent) -> Option<Message> {
    match told {
        CrosstermEvent::Key(key) => self::key(key).map(Message::Key),
        CrosstermEvent::Paste(text) => Some(Message::Paste(text)),
        CrosstermEvent::Mouse(mouse) => self::mouse(mouse).map(Message::Mouse),
        CrosstermEvent::Resize(width, height) => Some(Message::Resize(Size { width, height })),
        CrosstermEvent::FocusGained | CrosstermEvent::FocusLost => None,
    }
}

/// A key, where it is pressed or repeats; some terminals also tell of its release.
fn key(sent: KeyEvent) -> Option<Key> {
    if sent.kind == KeyEventKind::Release {
        return None;
    }
    let mut shift = sent.modifiers.contains(KeyModifiers::SHIFT);
    let code = match sent.code {
        KeyCode::Char(character) => {
            // Shift is in the character already; some terminals send both, some the small letter with Shift.
            let upper = character.to_uppercase().next().filter(|_| shift && character.is_lowercase());
            shift = false;
            Code::Char(upper.unwrap_or(character))
        }
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let ctrl = sent.modifiers.contains(KeyModifiers::CONTROL);
    let alt = sent.modifiers.contains(KeyModifiers::ALT);
    // Windows reports AltGr as Control with Alt; what comes with it is a character that was typed.
    let is_alt_gr =
        cfg!(windows) && ctrl && alt && matches!(code, Code::Char(character) if !character.is_ascii_alphabetic());
    Some(Key { code, ctrl: ctrl && !is_alt_gr, alt: alt && !is_alt_gr, shift })
}

fn mouse(sent: MouseEvent) -> Option<Mouse> {
    let kind = match sent.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, x: sent.column, y: sent.row })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_ignored_and_shift_is_in_the_character() {
        let sent = KeyEvent::new(KeyCode::Char('k'), KeyModifiers::SHIFT);
        assert_eq!(key(sent), Some(Key::char('K')));
        assert_eq!(key(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)), Key::parse("shift-tab"));
        assert_eq!(key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)), Key::parse("ctrl-c"));
        let release = KeyEvent { kind: KeyEventKind::Release, ..sent };
        assert_eq!(key(release), None);
    }
}
