//! Pastes: text between two marks. Where the second mark does not come, the text is kept all the same.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::escape::{Step, step};
use super::{ESC, InputEvent, Taken, find, interrupts, is_interrupt, string};

/// How a paste begins.
const BEGIN: &[u8] = b"\x1b[200~";
/// How a paste ends.
pub(crate) const END: &[u8] = b"\x1b[201~";
/// The same in eight bits, raw and as UTF-8.
pub(crate) const END_RAW: &[u8] = b"\x9b201~";
pub(crate) const END_EIGHT: &[u8] = b"\xc2\x9b201~";
/// How an answer about the background begins.
const ANSWER: &[u8] = b"\x1b]11;";
/// How long a paste can be; a longer one comes in pieces.
const MAX_PASTE_BYTES: usize = 8 << 20;
/// So many bytes at once were not typed.
const LARGE: usize = 256;

/// A paste on its way.
#[derive(Debug)]
pub(crate) struct Paste {
    /// What ends it.
    pub end: &'static [u8],
    text: Vec<u8>,
}

impl Paste {
    pub(crate) fn new(end: &'static [u8]) -> Self {
        Self { end, text: Vec::new() }
    }

    /// Takes what belongs to it.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Taken {
        let looked_at = self.text.len().saturating_sub(self.end.len());
        let before = self.text.len();
        self.text.extend_from_slice(bytes);
        if let Some(end) = find(&self.text[looked_at..], self.end).map(|end| looked_at + end) {
            let count = end + self.end.len() - before;
            self.text.truncate(end);
            return Taken { count, sent: said(std::mem::take(&mut self.text)), is_over: true };
        }
        // Pressed and not pasted: nothing has come behind it.
        let pressed = bytes.iter().rev().take_while(|byte| interrupts(**byte)).count();
        if pressed > 0 {
            let count = bytes.len() - pressed;
            self.text.truncate(before + count);
            return Taken { count, sent: kept(std::mem::take(&mut self.text)), is_over: true };
        }
        let mut sent = Vec::new();
        if self.text.len() > MAX_PASTE_BYTES {
            let is_border = |at: &usize| !(0x80..=0xbf).contains(&self.text[*at]) && self.text[*at] != ESC;
            let end = (MAX_PASTE_BYTES - 8..MAX_PASTE_BYTES).rev().find(is_border).unwrap_or(MAX_PASTE_BYTES);
            let rest = self.text.split_off(end);
            sent = kept(std::mem::replace(&mut self.text, rest));
        }
        Taken { count: bytes.len(), sent, is_over: false }
    }

    /// What has come of it, where no more does; and the bytes at its end that may be the beginning of its mark.
    pub(crate) fn give_up(mut self) -> (Vec<InputEvent>, Vec<u8>) {
        let rest = (1..self.end.len()).rev().find(|count| self.text.ends_with(&self.end[..*count])).unwrap_or(0);
        let rest = self.text.split_off(self.text.len() - rest);
        let pressed = self.text.iter().copied().find(|byte| interrupts(*byte));
        self.text.retain(|byte| !interrupts(*byte));
        let mut sent = kept(self.text);
        sent.extend(pressed.map(|byte| {
            let key = KeyEvent::new(KeyCode::Char(char::from(byte - 1 + b'a')), KeyModifiers::CONTROL);
            InputEvent::Event(Event::Key(key))
        }));
        (sent, rest)
    }
}

/// Whether bytes are the rest of a paste that was given up.
pub(crate) fn goes_on(bytes: &[u8], end: &[u8]) -> bool {
    match find(bytes, end) {
        Some(at) => at > 0 && find(&bytes[..at], BEGIN).is_none(),
        None => bytes.len() >= LARGE && !bytes.contains(&ESC),
    }
}

/// What is neither text nor a reason to wait for more of it, although it comes in the middle of a paste: reports of mouse
/// and focus, and keys that get through everything, where nothing else has come with them.
pub(crate) fn what_gets_through(bytes: &[u8]) -> Option<Vec<InputEvent>> {
    let mut sent = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != ESC {
            return None;
        }
        let Step::Is(count, Some(is)) = step(&bytes[at..]) else { return None };
        let InputEvent::Event(event) = &is else { return None };
        if matches!(event, Event::Key(_)) && !is_interrupt(&is) {
            return None;
        }
        at += count;
        sent.push(is);
    }
    (!sent.is_empty()).then_some(sent)
}

/// The same as [`said`] of what was not pasted to its end; nothing where nothing was.
fn kept(text: Vec<u8>) -> Vec<InputEvent> {
    if text.is_empty() { Vec::new() } else { said(text) }
}

/// A paste as text, and answers that came in the middle of it. Where another one begins in it, it was never ended.
fn said(mut text: Vec<u8>) -> Vec<InputEvent> {
    let mut sent = Vec::new();
    let mut from = 0;
    while let Some(at) = find(&text[from..], ANSWER).map(|at| from + at) {
        let mut answer = string::ControlString::new(string::Kind::Osc, false);
        let taken = answer.take(&text[at + 2..]);
        from = if taken.sent.is_empty() {
            at + 1
        } else {
            text.drain(at..at + 2 + taken.count);
            sent.extend(taken.sent);
            at
        };
    }
    while let Some(at) = find(&text, BEGIN) {
        sent.extend(kept_text(&text[..at]));
        text.drain(..at + BEGIN.len());
    }
    sent.push(pasted(&text));
    sent
}

fn kept_text(text: &[u8]) -> Option<InputEvent> {
    (!text.is_empty()).then(|| pasted(text))
}

fn pasted(text: &[u8]) -> InputEvent {
    InputEvent::Event(Event::Paste(String::from_utf8_lossy(text).into_owned()))
}
