//! What some bytes are, and the bytes that count everywhere.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum InputEvent {
    /// From the person.
    Event(Event),
    /// An escape and a key as one: the key with Alt held, or Esc and then the key.
    Escaped(KeyEvent),
    /// The terminal's answer: whether its background is light.
    Background {
        /// Whether it is.
        is_light_background: bool,
    },
}

/// The byte all sequences begin with.
pub(super) const ESC: u8 = 0x1b;

/// What some bytes were to a paste or a string.
pub(super) struct Taken {
    /// How many of them belong to it.
    pub(super) count: usize,
    /// What came of them.
    pub(super) sent: Vec<InputEvent>,
    /// Whether it has ended.
    pub(super) is_over: bool,
}

pub(super) fn press(code: KeyCode, held: KeyModifiers) -> InputEvent {
    InputEvent::Event(Event::Key(KeyEvent::new(code, held)))
}

/// Whether it is Ctrl-C or Ctrl-Z, which get through everything.
pub(super) fn is_interrupt(sent: &InputEvent) -> bool {
    let InputEvent::Event(Event::Key(key)) = sent else { return false };
    key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char('c' | 'z'))
}

/// Whether a byte is Ctrl-C or Ctrl-Z.
pub(super) fn interrupts(byte: u8) -> bool {
    matches!(byte, 0x03 | 0x1a)
}

/// Where some bytes first stand in others.
pub(super) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
