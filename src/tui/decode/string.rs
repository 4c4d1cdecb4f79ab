//! Control strings: what a terminal says of itself, between an introducer and its end. One is understood, the answer
//! about the background; all are taken whole.

use super::{ESC, InputEvent, Taken, interrupts};
use crate::theme::light_or_dark;

/// What an answer about the background begins with.
const BACKGROUND: &[u8] = b"11;";
/// How much of a string is looked at; what is longer is no answer.
const MAX_STRING_BYTES: usize = 80;
/// How long a string can be before it is taken to have no end.
const ENDLESS: usize = 1 << 20;

/// Which string it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An operating system command, `ESC ]`.
    Osc,
    /// A device control string, `ESC P`.
    Dcs,
    /// An application program command, `ESC _`.
    Apc,
    /// A privacy message or a start of string, `ESC ^` and `ESC X`.
    Other,
}

impl Kind {
    /// What a letter behind an escape begins.
    pub(crate) fn of(letter: u8) -> Option<Self> {
        Some(match letter {
            b']' => Self::Osc,
            b'P' => Self::Dcs,
            b'_' => Self::Apc,
            b'^' | b'X' => Self::Other,
            _ => return None,
        })
    }

    /// Whether terminals begin such a string with this, where nothing else speaks for one.
    fn is_begun_by(self, byte: u8) -> bool {
        match self {
            Self::Osc => byte.is_ascii_digit() || matches!(byte, b'l' | b'L' | b'I'),
            Self::Dcs => (0x20..=0x3f).contains(&byte),
            Self::Apc => byte == b'G',
            Self::Other => false,
        }
    }
}

/// A string on its way.
#[derive(Debug)]
pub(crate) struct ControlString {
    kind: Kind,
    /// Whether its escape was a key already, so that it may be something that was typed.
    is_doubtful: bool,
    /// Its beginning.
    body: Vec<u8>,
    /// How long it is.
    length: usize,
    /// The first byte of the character it is in, and how many are to come.
    character: (u8, u8),
}

impl ControlString {
    pub(crate) fn new(kind: Kind, is_doubtful: bool) -> Self {
        Self { kind, is_doubtful, body: Vec::new(), length: 0, character: (0, 0) }
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// Takes what belongs to it. An escape at the end is left until it is known what follows.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Taken {
        if std::mem::take(&mut self.is_doubtful)
            && let [first, ..] = *bytes
            && !self.kind.is_begun_by(first)
            && !goes_on(bytes, self.kind)
        {
            return Taken { count: 0, sent: Vec::new(), is_over: true };
        }
        for (at, byte) in bytes.iter().enumerate() {
            let (first, left) = self.character;
            let is_within = left > 0 && (0x80..=0xbf).contains(byte);
            self.character = match byte {
                _ if is_within => (first, left - 1),
                0xc0..=0xdf => (*byte, 1),
                0xe0..=0xef => (*byte, 2),
                0xf0..=0xf7 => (*byte, 3),
                _ => (0, 0),
            };
            let over = |count| Taken { count, sent: self.said().into_iter().collect(), is_over: true };
            let cut = |count| Taken { count, sent: Vec::new(), is_over: true };
            match byte {
                0x07 if self.kind == Kind::Osc => return over(at + 1),
                0x9c if !is_within || first == 0xc2 => return over(at + 1),
                &ESC => match bytes.get(at + 1) {
                    None => return Taken { count: at, sent: Vec::new(), is_over: false },
                    Some(b'\\') => return over(at + 2),
                    // Something else begins in the middle of it.
                    Some(_) => return cut(at),
                },
                // It is called off.
                0x18 => return cut(at + 1),
                byte if interrupts(*byte) => return cut(at),
                _ => {}
            }
            if self.body.len() <= MAX_STRING_BYTES {
                self.body.push(*byte);
            }
            self.length += 1;
            if self.length > ENDLESS {
                return cut(at + 1);
            }
        }
        Taken { count: bytes.len(), sent: Vec::new(), is_over: false }
    }

    /// What it says, where that is understood.
    pub(crate) fn said(&self) -> Option<InputEvent> {
        let told = self
            .body
            .strip_prefix(BACKGROUND)
            .filter(|_| self.kind == Kind::Osc && self.body.len() <= MAX_STRING_BYTES)?;
        let told = told.strip_suffix(b"\xc2").unwrap_or(told);
        let is_light_background = std::str::from_utf8(told).ok().and_then(light_or_dark)?;
        Some(InputEvent::Background { is_light_background })
    }
}

/// Whether bytes are the rest of a string, which they are where they end one.
pub(crate) fn goes_on(bytes: &[u8], kind: Kind) -> bool {
    let end = bytes.iter().position(|byte| matches!(*byte, ESC | 0x07 | 0x9c));
    let Some(end) = end else { return false };
    match bytes[end] {
        0x07 => kind == Kind::Osc,
        0x9c => true,
        _ => end > 0 && bytes.get(end + 1) == Some(&b'\\'),
    }
}

/// Whether bytes are an answer about the background that has lost its escape.
pub(crate) fn is_background(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"]").is_some_and(|body| body.starts_with(BACKGROUND))
}
