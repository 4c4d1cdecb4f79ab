//! What a terminal sends, byte by byte: keys, the mouse, pastes, focus, and answers to what it was asked.
//!
//! Everything is told apart here and nowhere else, so that an answer is never taken for keys, however late it comes and
//! wherever it was cut on its way.

mod sequence;
#[cfg(test)]
mod tests;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::theme::light_or_dark;

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputEvent {
    /// From the person.
    Event(Event),
    /// The terminal's answer: whether its background is light.
    Background {
        /// Whether it is.
        is_light_background: bool,
    },
}

/// How a paste ends.
const PASTE_END: &[u8] = b"\x1b[201~";
/// The beginning of an answer about the background.
const ANSWER: &[u8] = b"\x1b]11;";
/// How long an answer or a sequence can be; what is longer is none.
const LONGEST: usize = 64;

/// Bytes on their way to what they mean.
#[derive(Debug, Default)]
pub struct Decoder {
    /// What is not understood yet: the beginning of something, never more than a paste's end or a sequence.
    rest: Vec<u8>,
    /// The text of a paste that has not ended.
    paste: Option<Vec<u8>>,
}

/// What the first bytes are.
enum Step {
    /// So many bytes, and what they mean; nothing where it is of no matter.
    Is(usize, Option<InputEvent>),
    /// So many bytes begin a paste.
    Paste(usize),
    /// Too few to say.
    More,
}

impl Decoder {
    /// Takes bytes, and gives back what has come with them, in order.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<InputEvent> {
        let mut sent = Vec::new();
        let mut rest = std::mem::take(&mut self.rest);
        rest.extend_from_slice(bytes);
        let mut at = 0;
        while at < rest.len() {
            if let Some(text) = &mut self.paste {
                let looked_at = text.len().saturating_sub(PASTE_END.len());
                text.extend_from_slice(&rest[at..]);
                at = rest.len();
                let Some(end) = find(&text[looked_at..], PASTE_END).map(|end| looked_at + end) else { break };
                at -= text.len() - end - PASTE_END.len();
                text.truncate(end);
                let text = self.paste.take().unwrap_or_default();
                sent.extend(paste(text));
                continue;
            }
            match step(&rest[at..]) {
                Step::Is(count, is) => {
                    at += count;
                    sent.extend(is);
                }
                Step::Paste(count) => {
                    at += count;
                    self.paste = Some(Vec::new());
                }
                Step::More => break,
            }
        }
        self.rest = rest.split_off(at);
        sent
    }

    /// Whether what has come can be a key by itself or the beginning of something longer.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.paste.is_none() && matches!(*self.rest, [0x1b] | [0x1b, b'[' | b']' | b'O'])
    }

    /// Nothing else came for a while: what is undecided was a key.
    pub fn flush_pending(&mut self) -> Option<InputEvent> {
        if !self.is_undecided() {
            return None;
        }
        let rest = std::mem::take(&mut self.rest);
        Some(match rest.get(1) {
            Some(letter) => press(KeyCode::Char(char::from(*letter)), KeyModifiers::ALT),
            None => press(KeyCode::Esc, KeyModifiers::NONE),
        })
    }
}

/// A paste as text, and answers that came in the middle of it.
fn paste(mut text: Vec<u8>) -> Vec<InputEvent> {
    let mut sent = Vec::new();
    let mut from = 0;
    while let Some(at) = find(&text[from..], ANSWER).map(|at| from + at) {
        from = match step(&text[at..]) {
            Step::Is(count, Some(InputEvent::Background { is_light_background })) => {
                text.drain(at..at + count);
                sent.push(InputEvent::Background { is_light_background });
                at
            }
            _ => at + 1,
        };
    }
    sent.push(InputEvent::Event(Event::Paste(String::from_utf8_lossy(&text).into_owned())));
    sent
}

fn step(bytes: &[u8]) -> Step {
    match *bytes {
        [0x1b] => Step::More,
        // Two in a row are the key and the beginning of something else.
        [0x1b, 0x1b, ..] => is(1, press(KeyCode::Esc, KeyModifiers::NONE)),
        [0x1b, b'[', ..] => control(bytes),
        [0x1b, b'O', ..] => match bytes.get(2) {
            None => Step::More,
            Some(last) => match sequence::function_key(*last) {
                Some(code) => is(3, press(code, KeyModifiers::NONE)),
                None => is(2, press(KeyCode::Char('O'), KeyModifiers::ALT)),
            },
        },
        [0x1b, b']', ..] => answer(bytes),
        [0x1b, ..] => match character(&bytes[1..]) {
            Some((count, code, held)) => is(count + 1, press(code, held | KeyModifiers::ALT)),
            None => Step::More,
        },
        _ => match character(bytes) {
            Some((count, code, held)) => is(count, press(code, held)),
            None => Step::More,
        },
    }
}

fn is(count: usize, sent: InputEvent) -> Step {
    Step::Is(count, Some(sent))
}

fn press(code: KeyCode, held: KeyModifiers) -> InputEvent {
    InputEvent::Event(Event::Key(KeyEvent::new(code, held)))
}

/// What stands after `ESC [`: parameters, and a last byte that says what it is.
fn control(bytes: &[u8]) -> Step {
    match bytes.get(2) {
        None => return Step::More,
        // The Linux console's function keys.
        Some(b'[') => {
            let Some(last) = bytes.get(3) else { return Step::More };
            let key = (b'A'..=b'E').contains(last).then(|| press(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE));
            return Step::Is(4, key);
        }
        Some(b'M') => {
            let Some(three) = bytes.get(3..6) else { return Step::More };
            let [buttons, x, y] = [three[0], three[1], three[2]].map(|byte| u16::from(byte.saturating_sub(32)));
            return Step::Is(
                6,
                sequence::mouse(buttons, x, y, false).map(|mouse| InputEvent::Event(Event::Mouse(mouse))),
            );
        }
        Some(_) => {}
    }
    let body = bytes[2..].iter().take(LONGEST).position(|byte| !(0x20..=0x3f).contains(byte));
    let Some(end) = body.map(|at| at + 2) else {
        return if bytes.len() > LONGEST { Step::Is(bytes.len(), None) } else { Step::More };
    };
    if !(0x40..=0x7e).contains(&bytes[end]) {
        // Something else begins in the middle of it.
        return Step::Is(end, None);
    }
    match (&bytes[2..end], bytes[end]) {
        (b"200", b'~') => Step::Paste(end + 1),
        (body, last) => Step::Is(end + 1, sequence::meaning(body, last).map(InputEvent::Event)),
    }
}

/// An answer such as `ESC ] 11 ; rgb:1e1e/1e1e/2e2e ESC \`; anything else is Alt with the bracket.
fn answer(bytes: &[u8]) -> Step {
    let begins = &bytes[..bytes.len().min(ANSWER.len())];
    let body = bytes.get(ANSWER.len()..).unwrap_or_default();
    let end = body.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b":/#,.".contains(byte));
    if !ANSWER.starts_with(begins) || end.unwrap_or(body.len()) > LONGEST {
        return is(2, press(KeyCode::Char(']'), KeyModifiers::ALT));
    }
    let Some(end) = end else { return Step::More };
    let count = ANSWER.len() + end;
    let told = std::str::from_utf8(&body[..end]).ok().and_then(light_or_dark);
    let told = told.map(|is_light_background| InputEvent::Background { is_light_background });
    match body[end..] {
        [0x07, ..] => Step::Is(count + 1, told),
        [0x1b, b'\\', ..] => Step::Is(count + 2, told),
        [0x1b] => Step::More,
        // Cut off: what comes instead counts for itself.
        _ => Step::Is(count, None),
    }
}

/// A character or a control key: how many bytes it has, and what is held. Nothing where the rest of it is still to come.
fn character(bytes: &[u8]) -> Option<(usize, KeyCode, KeyModifiers)> {
    let first = *bytes.first()?;
    let control = |letter: u8| (1, KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL);
    Some(match first {
        b'\r' => (1, KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (1, KeyCode::Tab, KeyModifiers::NONE),
        0x7f => (1, KeyCode::Backspace, KeyModifiers::NONE),
        0 => control(b' '),
        1..=0x1a => control(first - 1 + b'a'),
        // The signs of Ctrl-\ Ctrl-] Ctrl-^ Ctrl-_; an escape stands for itself where Alt goes with it.
        0x1b => (1, KeyCode::Esc, KeyModifiers::NONE),
        0x1c..=0x1f => control(first + 0x40),
        _ => {
            let count = match first {
                0..=0x7f => 1,
                0xc0..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf7 => 4,
                _ => return Some((1, KeyCode::Char(char::REPLACEMENT_CHARACTER), KeyModifiers::NONE)),
            };
            let whole = bytes.get(..count);
            let so_far = whole.unwrap_or(bytes);
            match std::str::from_utf8(so_far) {
                Ok(text) => (count, KeyCode::Char(text.chars().next()?), KeyModifiers::NONE),
                Err(error) if error.error_len().is_none() => return None,
                Err(error) => {
                    let bad = error.error_len().unwrap_or(1);
                    (bad, KeyCode::Char(char::REPLACEMENT_CHARACTER), KeyModifiers::NONE)
                }
            }
        }
    })
}

/// Where some bytes first stand in others.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
