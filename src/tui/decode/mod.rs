//! What a terminal sends, byte by byte: keys, the mouse, pastes, focus, and answers to what it was asked.
//!
//! Everything is told apart here and nowhere else. A sequence of any family is taken whole, known or not, however it was
//! cut on its way: only those that are keys become keys. What does not end is given up after a silence, so that nothing
//! makes the program deaf, and Ctrl-C and Ctrl-Z get through wherever they come. The time is passed in.

mod escape;
mod paste;
mod sequence;
mod string;
mod taken;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};

use escape::{Step, step};
use paste::Paste;
use string::{ControlString, Kind};
use taken::{ESC, Taken, find, interrupts, is_interrupt, press};

pub(crate) use taken::InputEvent;

/// How long an escape waits for what would make it a sequence: longer than the parts of one are apart over most lines,
/// and too short to be felt.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(50);
/// The same while the terminal owes an answer, and how long it can owe one.
const ANSWER_PATIENCE: Duration = Duration::from_millis(250);
const ANSWER_DUE: Duration = Duration::from_secs(2);
/// After so long a silence what has begun is taken to have been cut off. For so long after an escape that was a key, the
/// rest of a sequence is none.
const SILENCE: Duration = Duration::from_secs(1);
/// The same where bytes come one by one, as they do over a slow line, and from somebody who types and sees nothing.
const TRICKLE: Duration = Duration::from_secs(10);
/// For so long an answer that was asked for is known by its beginning, whatever came of its escape.
const ANSWER_KNOWN: Duration = Duration::from_secs(10);

/// What goes on in a sequence behind an escape.
const INTRODUCERS: &[u8] = b"[O]PX^_";

/// Bytes on their way to what they mean.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// What is not understood yet: the beginning of a sequence or of a character.
    rest: Vec<u8>,
    mode: Mode,
    /// When the last bytes came.
    last: Option<Instant>,
    /// When the last came that were several at once, or that began something.
    burst: Option<Instant>,
    /// The escape that was taken for a key, or for the end of a string, where nothing has come since.
    escape: Option<SpentEscape>,
    /// What was given up, where its rest may still come.
    lapsed: Option<Lapsed>,
    /// When the terminal was asked for something it has not said yet.
    asked: Option<Instant>,
}

/// What bytes belong to.
#[derive(Debug, Default)]
enum Mode {
    /// Keys and sequences.
    #[default]
    Keys,
    /// A paste that has not ended.
    Paste(Paste),
    /// A string for which nobody asked, or an answer.
    String(ControlString),
    /// A control sequence too long to mean anything.
    Discarded,
}

/// An escape that nothing followed in time.
#[derive(Clone, Copy, Debug)]
struct SpentEscape {
    at: Instant,
    /// Whether it was taken for the end of a string.
    ended_string: bool,
}

/// What did not end in time.
#[derive(Clone, Copy, Debug)]
enum Lapsed {
    /// A paste, and what ends it.
    Paste(&'static [u8]),
    String(Kind),
}

impl Decoder {
    /// The terminal was asked for its background.
    pub(crate) fn expect_answer(&mut self, now: Instant) {
        self.asked = Some(now);
    }

    /// Takes bytes that have come together, and gives back what has come with them, in order.
    pub(crate) fn take(&mut self, bytes: &[u8], now: Instant) -> Vec<InputEvent> {
        let mut sent = Vec::new();
        if let Mode::Paste(_) = self.mode
            && let Some(through) = paste::what_gets_through(bytes)
        {
            if through.iter().any(is_interrupt) {
                sent.extend(self.give_up());
            }
            sent.extend(through);
            return sent;
        }
        let bytes = self.resume(bytes, now);
        let is_spent = matches!(bytes, Cow::Owned(_));
        if bytes.is_empty() {
            return sent;
        }
        if bytes.len() > 1 || (self.rest.is_empty() && matches!(self.mode, Mode::Keys)) {
            self.burst = Some(now);
        }
        self.last = Some(now);
        let mut rest = std::mem::take(&mut self.rest);
        rest.extend_from_slice(&bytes);
        let mut at = 0;
        while at < rest.len() {
            let bytes = &rest[at..];
            let taken = match &mut self.mode {
                Mode::Keys => match step(bytes) {
                    Step::More => break,
                    Step::Is(count, is) => Taken { count, sent: is.into_iter().collect(), is_over: false },
                    Step::Paste(count, end) => self.enter(count, Mode::Paste(Paste::new(end)), now),
                    Step::String(count, kind) => {
                        let is_doubtful = is_spent && at == 0;
                        self.enter(count, Mode::String(ControlString::new(kind, is_doubtful)), now)
                    }
                    Step::TooLong(count) => self.enter(count, Mode::Discarded, now),
                },
                Mode::Paste(paste) => paste.take(bytes),
                Mode::String(string) => string.take(bytes),
                Mode::Discarded => escape::discard(bytes),
            };
            at += taken.count;
            sent.extend(taken.sent);
            if taken.is_over {
                if let Mode::Paste(paste) = std::mem::take(&mut self.mode) {
                    // Where a key ended it, the rest of it may still come.
                    let is_cut = rest.get(at).is_some_and(|byte| interrupts(*byte));
                    self.lapsed = is_cut.then_some(Lapsed::Paste(paste.end));
                }
            } else if taken.count == 0 {
                break;
            }
        }
        self.rest = rest.split_off(at);
        if sent.iter().any(|sent| matches!(sent, InputEvent::Background { .. })) {
            self.asked = None;
        }
        sent
    }

    fn enter(&mut self, count: usize, mode: Mode, now: Instant) -> Taken {
        (self.mode, self.burst, self.lapsed) = (mode, Some(now), None);
        Taken { count, sent: Vec::new(), is_over: false }
    }

    /// What bytes are the rest of, where that was given up before they came.
    fn resume<'a>(&mut self, bytes: &'a [u8], now: Instant) -> Cow<'a, [u8]> {
        let spent = self.escape.take();
        let (true, Mode::Keys, [first, ..]) = (self.rest.is_empty(), &self.mode, bytes) else { return bytes.into() };
        if let Some(spent) = spent {
            let is_soon = now.saturating_duration_since(spent.at) <= SILENCE;
            let is_asked = self.asked.is_some_and(|asked| now.saturating_duration_since(asked) <= ANSWER_KNOWN);
            if spent.ended_string {
                let is_end = is_soon && *first == b'\\';
                return bytes[usize::from(is_end)..].into();
            }
            if (is_soon && INTRODUCERS.contains(first)) || (is_asked && string::is_background(bytes)) {
                return [&[ESC], bytes].concat().into();
            }
        }
        match self.lapsed {
            Some(Lapsed::Paste(end)) if paste::goes_on(bytes, end) => self.mode = Mode::Paste(Paste::new(end)),
            Some(Lapsed::String(kind)) if string::goes_on(bytes, kind) => {
                self.mode = Mode::String(ControlString::new(kind, false));
            }
            // A report of the mouse says nothing of what came before.
            Some(_) if *first == ESC => return bytes.into(),
            _ => {}
        }
        self.lapsed = None;
        bytes.into()
    }

    /// When what has come is to be looked at again although nothing else came; see [`Decoder::expire`].
    #[must_use]
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let (last, burst) = (self.last?, self.burst?);
        match (&self.mode, self.rest.as_slice()) {
            (Mode::Keys, []) => None,
            (Mode::Keys, [ESC] | [ESC, ESC]) => {
                let is_due = self.asked.is_some_and(|asked| last.saturating_duration_since(asked) <= ANSWER_DUE);
                Some(last + if is_due { ANSWER_PATIENCE } else { ESCAPE_PATIENCE })
            }
            // Half a character is of no harm.
            (Mode::Keys, rest) if rest[0] != ESC && escape::introducer(rest).is_none() => None,
            _ => Some((last + SILENCE).min(burst + TRICKLE)),
        }
    }

    /// Nothing else has come until the deadline: an escape was a key, and what has not ended was cut off.
    pub(crate) fn expire(&mut self, now: Instant) -> Vec<InputEvent> {
        if self.deadline().is_none_or(|deadline| deadline > now) {
            return Vec::new();
        }
        if let (Mode::Keys, Some(last)) = (&self.mode, self.last) {
            let rest = std::mem::take(&mut self.rest);
            let escapes = match *rest {
                [ESC] => 1,
                [ESC, ESC] => 2,
                // Half of a sequence or of a character after the key.
                [ESC, ESC, ..] => return vec![press(KeyCode::Esc, KeyModifiers::NONE)],
                [ESC, 0x80..=0xff, ..] => {
                    self.rest = rest[1..].to_vec();
                    return vec![press(KeyCode::Esc, KeyModifiers::NONE)];
                }
                _ => return Vec::new(),
            };
            self.escape = Some(SpentEscape { at: last, ended_string: false });
            return vec![press(KeyCode::Esc, KeyModifiers::NONE); escapes];
        }
        (self.last, self.burst) = (Some(now), Some(now));
        self.give_up()
    }

    /// Ends a paste or a string before its end has come: what was pasted is kept.
    fn give_up(&mut self) -> Vec<InputEvent> {
        match std::mem::take(&mut self.mode) {
            Mode::Paste(paste) => {
                self.lapsed = Some(Lapsed::Paste(paste.end));
                let (sent, rest) = paste.give_up();
                self.rest = rest;
                sent
            }
            Mode::String(string) => {
                let is_ending = !std::mem::take(&mut self.rest).is_empty();
                match self.last.filter(|_| is_ending) {
                    Some(at) => self.escape = Some(SpentEscape { at, ended_string: true }),
                    None => self.lapsed = Some(Lapsed::String(string.kind())),
                }
                if is_ending { string.said().into_iter().collect() } else { Vec::new() }
            }
            Mode::Keys | Mode::Discarded => Vec::new(),
        }
    }
}
