//! What the next bytes are: a character, a sequence as ECMA-48 forms them, or the beginning of something longer.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::string::Kind;
use super::{ESC, InputEvent, Taken, interrupts, paste, press, sequence};

/// How long a control sequence can be; what is longer is taken whole all the same, and means nothing.
const MAX_SEQUENCE_BYTES: usize = 256;
/// How many digits can stand within a key of a single shift.
const MAX_DIGITS: usize = 8;

/// What the first bytes are.
#[derive(Debug)]
pub(crate) enum Step {
    /// So many bytes, and what they mean; nothing where it is of no matter.
    Is(usize, Option<InputEvent>),
    /// So many bytes begin a paste, which ends with others.
    Paste(usize, &'static [u8]),
    /// So many bytes begin a string.
    String(usize, Kind),
    /// So many bytes are part of a sequence that is too long.
    TooLong(usize),
    /// Too few to say.
    More,
}

fn is(count: usize, sent: InputEvent) -> Step {
    Step::Is(count, Some(sent))
}

/// What comes next. There must be a byte.
pub(crate) fn step(bytes: &[u8]) -> Step {
    if let Some((letter, count)) = introducer(bytes) {
        return match (letter, Kind::of(letter)) {
            (_, Some(kind)) => Step::String(count, kind),
            (b'[', _) => control_sequence(bytes, count),
            (b'O', _) => single_shift(bytes, count),
            // The end of a string that is over already, and controls that are for terminals.
            _ => Step::Is(count, None),
        };
    }
    match *bytes {
        [ESC] | [ESC, ESC] => Step::More,
        [ESC, ref after @ ..] if after[0] == ESC || introducer(after).is_some() => escaped_sequence(after),
        [ESC, ref after @ ..] => character(after)
            .map_or(Step::More, |(count, code, held)| is(count + 1, InputEvent::Escaped(KeyEvent::new(code, held)))),
        _ => character(bytes).map_or(Step::More, |(count, code, held)| is(count, press(code, held))),
    }
}

/// What begins a sequence, as its letter behind an escape, and how many bytes that takes. Terminals that send eight bits
/// have a byte for both; where they speak UTF-8, that is a character of two. The byte alone is none where it can only be
/// a piece of a character that was broken elsewhere.
pub(crate) fn introducer(bytes: &[u8]) -> Option<(u8, usize)> {
    match *bytes {
        [ESC, letter @ (b'[' | b'O' | b'P' | b'X' | b'\\' | b']' | b'^' | b'_'), ..] => Some((letter, 2)),
        [0xc2, control @ 0x80..=0x9f, ..] => Some((control - 0x40, 2)),
        [control @ 0x80..=0x9f] | [control @ 0x80..=0x9f, 0..=0x7f, ..] => Some((control - 0x40, 1)),
        _ => None,
    }
}

/// An escape before another sequence: rxvt has Alt with an arrow so.
fn escaped_sequence(after: &[u8]) -> Step {
    let esc = is(1, press(KeyCode::Esc, KeyModifiers::NONE));
    if introducer(after).is_none() {
        return esc;
    }
    match step(after) {
        Step::More => Step::More,
        Step::Is(count, Some(InputEvent::Event(Event::Key(key)))) => is(count + 1, InputEvent::Escaped(key)),
        _ => esc,
    }
}

/// What stands after `ESC [`: parameters, and a last byte that says what it is.
fn control_sequence(bytes: &[u8], start: usize) -> Step {
    match bytes.get(start) {
        None => return Step::More,
        // The Linux console's function keys.
        Some(b'[') => {
            return match bytes.get(start + 1) {
                None => Step::More,
                Some(last @ b'A'..=b'E') => is(start + 2, press(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE)),
                Some(b' '..=b'~') => Step::Is(start + 2, None),
                Some(_) => Step::Is(start + 1, None),
            };
        }
        Some(b'M') => return old_mouse(bytes, start + 1),
        Some(_) => {}
    }
    let body = &bytes[start..start + parameters(&bytes[start..])];
    // rxvt ends some keys with a byte that others use in the middle.
    if let Some(at) = body.iter().position(|byte| *byte == b'$')
        && let Some(key) = sequence::with_shift(&body[..at])
    {
        return is(start + at + 1, InputEvent::Event(Event::Key(key)));
    }
    let end = start + body.len();
    if body.len() > MAX_SEQUENCE_BYTES {
        return Step::TooLong(end);
    }
    match (bytes.get(end), body) {
        (None, _) => Step::More,
        (Some(b'~'), b"200") => {
            let marks = [paste::END, paste::END_RAW, paste::END_EIGHT];
            Step::Paste(end + 1, marks[if bytes[0] == ESC { 0 } else { start }])
        }
        (Some(last @ b'@'..=b'~'), body) => {
            Step::Is(end + 1, sequence::control_sequence(body, *last).map(InputEvent::Event))
        }
        // Something else begins in the middle of it.
        (Some(_), _) => Step::Is(end, None),
    }
}

/// How many bytes at the front can stand in the middle of a control sequence.
fn parameters(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| (b' '..=b'?').contains(*byte)).count()
}

/// What belongs to a control sequence that is too long.
pub(crate) fn discard(bytes: &[u8]) -> Taken {
    let count = parameters(bytes);
    let last = bytes.get(count);
    let is_end = last.is_some_and(|last| (b'@'..=b'~').contains(last));
    Taken { count: count + usize::from(is_end), sent: Vec::new(), is_over: last.is_some() }
}

/// What stands after `ESC [ M`: a button and a place, each a byte.
fn old_mouse(bytes: &[u8], start: usize) -> Step {
    let three = &bytes[start..bytes.len().min(start + 3)];
    if let Some(at) = three.iter().position(|byte| *byte == ESC || interrupts(*byte)) {
        return Step::Is(start + at, None);
    }
    let [buttons, x, y] = *three else { return Step::More };
    let [buttons, x, y] = [buttons, x, y].map(|byte| u16::from(byte.saturating_sub(32)));
    Step::Is(start + 3, sequence::mouse(buttons, x, y, false).map(|mouse| InputEvent::Event(Event::Mouse(mouse))))
}

/// What stands after `ESC O`: a letter, and what is held before it on some terminals.
fn single_shift(bytes: &[u8], start: usize) -> Step {
    let held = bytes[start..].iter().take(MAX_DIGITS).take_while(|byte| (b'0'..=b';').contains(*byte)).count();
    let end = start + held;
    match bytes.get(end) {
        None => Step::More,
        Some(last @ b' '..=b'~') => {
            let key = sequence::single_shift(&bytes[start..end], *last);
            Step::Is(end + 1, key.map(|key| InputEvent::Event(Event::Key(key))))
        }
        Some(_) => Step::Is(end, None),
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
        ESC => (1, KeyCode::Esc, KeyModifiers::NONE),
        // The signs of Ctrl-\ Ctrl-] Ctrl-^ Ctrl-_.
        0x1c..=0x1f => control(first + 0x40),
        _ => {
            let count = match first {
                0..=0x7f => 1,
                0xc0..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf7 => 4,
                // What is left of a character that was broken elsewhere.
                _ => {
                    let broken = bytes.iter().take_while(|byte| (0x80..=0xbf).contains(*byte)).count().max(1);
                    return Some((broken, KeyCode::Char(char::REPLACEMENT_CHARACTER), KeyModifiers::NONE));
                }
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
