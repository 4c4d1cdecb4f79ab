//! What the message line says, and everything it has said in this run.

use std::collections::VecDeque;

use crate::i18n::Sentence;

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Plain,
    /// Something was not done, and why.
    Warning,
    /// Something went wrong; it stays until it has been seen.
    Error,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words.
    pub sentence: Sentence,
    /// How it is meant.
    pub tone: Tone,
}

/// How many messages are kept; the oldest are forgotten first.
const MAX_KEPT: usize = 500;

/// How far the messages are, to go back there.
#[derive(Debug)]
pub(in crate::app) struct Mark {
    line: Option<Note>,
    more: usize,
    is_seen: bool,
    unread: usize,
    said: u64,
}

/// The messages of this run.
#[derive(Debug, Default)]
pub struct Messages {
    all: VecDeque<Note>,
    line: Option<Note>,
    more: usize,
    is_seen: bool,
    /// How many of them were not read out.
    unread: usize,
    /// How many there have been.
    said: u64,
}

impl Messages {
    /// How far they are now.
    pub(in crate::app) fn mark(&self) -> Mark {
        let Self { line, more, is_seen, unread, said, .. } = self;
        Mark { line: line.clone(), more: *more, is_seen: *is_seen, unread: *unread, said: *said }
    }

    /// Forgets what was said since, but for errors: they came from elsewhere, and stay.
    pub(in crate::app) fn rewind(&mut self, mark: Mark) {
        let since = usize::try_from(self.said.saturating_sub(mark.said)).unwrap_or(usize::MAX).min(self.all.len());
        let errors: Vec<Note> = self.all.drain(..since).filter(|note| note.tone == Tone::Error).collect();
        (self.line, self.more, self.is_seen) = (mark.line, mark.more, mark.is_seen);
        (self.unread, self.said) = (mark.unread, mark.said);
        errors.into_iter().rev().for_each(|note| self.say(note));
    }

    /// Says something. An error on the line stays there until it was seen; how many others there are is counted.
    pub fn say(&mut self, note: Note) {
        // What was done twice is told twice; what could not be done, and is tried again and again, once.
        if note.tone == Tone::Plain || self.all.front() != Some(&note) {
            self.all.truncate(MAX_KEPT - 1);
            self.all.push_front(note.clone());
            self.said += 1;
            self.unread = (self.unread + 1).min(MAX_KEPT);
        }
        let before = self.line.as_ref().filter(|line| line.tone == Tone::Error);
        let is_another = note.tone == Tone::Error && before.is_some_and(|before| *before != note);
        if before.is_some() && !self.is_seen {
            self.more += usize::from(is_another);
            return;
        }
        self.more = if is_another { self.more + 1 } else { 0 };
        self.line = Some(note);
        self.is_seen = false;
    }

    /// What stands on the line.
    #[must_use]
    pub fn line(&self) -> Option<&Note> {
        self.line.as_ref()
    }

    /// How many other errors have come since that one.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }

    /// All of them, the newest first.
    #[must_use]
    pub fn all(&self) -> impl ExactSizeIterator<Item = &Note> {
        self.all.iter()
    }

    /// Whether something stands on the line that no frame has shown.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        self.line.is_some() && !self.is_seen
    }

    /// A frame has shown the line.
    pub fn seen(&mut self) {
        self.is_seen = true;
    }

    /// The person goes on: what stands on the line goes, unless it is an error that nobody can have seen.
    pub fn go_on(&mut self) {
        let stays = self.line.as_ref().is_some_and(|line| line.tone == Tone::Error && !self.is_seen);
        if !stays {
            self.take();
        }
    }

    /// What stands on the line, behind every other warning and error since the last time, the oldest first. For where
    /// there is no line that shows one at a time.
    #[must_use]
    pub fn unread(&self) -> Vec<Note> {
        let line = self.line.as_ref();
        let told = |note: &&Note| note.tone != Tone::Plain && Some(*note) != line;
        let notes = self.all.iter().take(self.unread).rev().filter(told);
        notes.chain(line).cloned().collect()
    }

    /// All of it was read out.
    pub(in crate::app) fn read(&mut self) {
        self.unread = 0;
        self.take();
    }

    /// Takes what stands on the line away.
    pub fn take(&mut self) -> Option<Note> {
        self.more = 0;
        self.line.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(text: &str, tone: Tone) -> Note {
        Note { sentence: sentence!("message.told", text = text), tone }
    }

    fn text(note: &Note) -> &str {
        note.sentence.text("text").unwrap_or_default()
    }

    #[test]
    fn an_error_stays_until_it_was_seen_and_others_are_counted() {
        let mut messages = Messages::default();
        messages.say(note("a", Tone::Plain));
        messages.say(note("b", Tone::Error));
        messages.say(note("c", Tone::Plain));
        messages.say(note("d", Tone::Error));
        messages.say(note("d", Tone::Error));
        messages.say(note("b", Tone::Error));
        messages.go_on();
        assert_eq!((messages.line().map(text), messages.more()), (Some("b"), 2));
        messages.seen();
        messages.say(note("e", Tone::Error));
        assert_eq!((messages.line().map(text), messages.more()), (Some("e"), 3));
        messages.seen();
        messages.go_on();
        assert_eq!((messages.line(), messages.more()), (None, 0));
        assert_eq!(messages.all().map(text).collect::<Vec<_>>(), ["e", "b", "d", "c", "b", "a"]);
    }

    #[test]
    fn what_was_done_twice_is_told_twice() {
        let mut messages = Messages::default();
        for tone in [Tone::Plain, Tone::Plain, Tone::Warning, Tone::Warning, Tone::Error, Tone::Error] {
            messages.say(note("moved", tone));
        }
        assert_eq!(messages.all().len(), 4);
    }

    #[test]
    fn what_is_read_out_leaves_no_error_out() {
        let mut messages = Messages::default();
        messages.say(note("a", Tone::Plain));
        messages.say(note("b", Tone::Error));
        messages.say(note("c", Tone::Error));
        let keys = |notes: Vec<Note>| notes.iter().map(text).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(keys(messages.unread()), ["c", "b"]);
        messages.read();
        assert_eq!(keys(messages.unread()), [""; 0]);
        messages.say(note("c", Tone::Error));
        assert_eq!(keys(messages.unread()), ["c"]);
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut messages = Messages::default();
        for _ in 0..MAX_KEPT {
            messages.say(note("a", Tone::Plain));
            messages.say(note("b", Tone::Plain));
        }
        assert_eq!(messages.all().len(), MAX_KEPT);
    }
}
