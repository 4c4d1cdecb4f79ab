//! A seat at a keyboard of one's own: what is typed, chosen and looked at there, around what [`Client`] knows of the
//! session.
//!
//! It opens no file, starts no program and keeps nothing: whoever joins may have come over ssh with an account that can do
//! nothing else.

mod ballot;
mod choosing;
mod keys;
mod notes;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use keys::{Act, Keys};
use keys::{Pressed, pressed};
pub use notes::OwnLine;

use crate::app::editor::{Editor, Lines};
use crate::app::{Key, Size};
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::workshop::client::{Client, Ending, Happened, Line};
use crate::workshop::view::{SeenRound, View};
use crate::workshop::wire::{FromServer, Need, ToServer};

/// Rows that a page goes on by.
const PAGE: usize = 10;
/// The exit code of whoever interrupted it.
const INTERRUPTED: u8 = 130;
/// The exit code where there is no session, or none for whoever asked.
const NONE: u8 = 2;

/// What is seen and can be done at a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// Nobody has answered yet.
    Calling,
    /// Which seat it is to be.
    Choosing,
    /// A name that is not on the list.
    Naming,
    /// The code of a seat.
    SeatCode,
    /// Whoever drives is asked.
    Knocking,
    /// The session has not begun.
    Lobby,
    /// Hidden notes, or one's turn.
    Writing,
    /// A vote that is open.
    Ballot,
    /// What the room sees.
    Room,
    /// It is over.
    Over,
}

/// A seat.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own to whoever asks")]
pub struct Join {
    /// What is known of the session.
    pub client: Client,
    /// The words of the program.
    pub words: &'static Catalogue,
    /// The terminal's size.
    pub size: Size,
    /// Whether it can draw more than ASCII.
    pub unicode: bool,
    editor: Editor,
    /// What was being typed before an earlier note was taken up.
    stash: Option<Editor>,
    /// The own note that is edited.
    editing: Option<u32>,
    /// Whether letters are text while notes are written.
    is_text: bool,
    /// Whether a late note is written.
    is_late: bool,
    is_naming: bool,
    /// Which of the sections notes go to.
    section: usize,
    /// Which of a list is in focus.
    at: usize,
    /// The first row that is seen of what the room sees.
    top: usize,
    /// The vote that was seen last, and at which option its ballot begins.
    round: Option<(String, usize)>,
    /// What the block was that was seen last.
    block: (usize, String, Option<String>),
    has_finished: bool,
    rated: Option<u8>,
    is_help: bool,
    pressed: Vec<Key>,
    said: Option<String>,
    is_call_wanted: bool,
    exit: Option<u8>,
}

/// The exit code that a key ends the room's view with; nothing where it does not.
#[must_use]
pub fn stage_exit(key: Key) -> Option<u8> {
    match pressed(Keys::Waiting, &[key]) {
        Pressed::Does(Act::Leave) => Some(0),
        Pressed::Does(Act::Interrupt) => Some(INTERRUPTED),
        _ => None,
    }
}

impl Join {
    /// Nobody is at a seat yet.
    #[must_use]
    pub fn new(who: Option<String>, words: &'static Catalogue, size: Size, unicode: bool) -> Self {
        Self {
            client: Client::seat(who),
            words,
            size,
            unicode,
            editor: Editor::new("", Lines::Many),
            stash: None,
            editing: None,
            is_text: true,
            is_late: false,
            is_naming: false,
            section: 0,
            at: 0,
            top: 0,
            round: None,
            block: (0, String::new(), None),
            has_finished: false,
            rated: None,
            is_help: false,
            pressed: Vec::new(),
            said: None,
            is_call_wanted: false,
            exit: None,
        }
    }

    /// What is seen and can be done now.
    #[must_use]
    pub fn pane(&self) -> Pane {
        match (self.client.line(), self.client.need()) {
            (Line::Over(_), _) => return Pane::Over,
            (_, Some(Need::SeatCode)) => return Pane::SeatCode,
            (_, Some(Need::Wait)) => return Pane::Knocking,
            _ => {}
        }
        if self.client.own_seat().is_none() {
            return match self.client.room() {
                Some(_) if self.client.wanted().is_none() && self.is_naming => Pane::Naming,
                Some(_) if self.client.wanted().is_none() => Pane::Choosing,
                _ => Pane::Calling,
            };
        }
        let Some(view) = self.client.view() else { return Pane::Lobby };
        if self.open_round().is_some() {
            return Pane::Ballot;
        }
        let is_write = view.block.as_ref().is_some_and(|block| block.kind == "write");
        if is_write || self.is_own_turn() || self.is_late { Pane::Writing } else { Pane::Room }
    }

    /// What keys mean now.
    #[must_use]
    pub fn keys(&self) -> Keys {
        match self.pane() {
            Pane::Choosing => Keys::Choosing,
            Pane::Naming | Pane::SeatCode => Keys::Asked,
            Pane::Writing if self.is_text => Keys::Writing,
            Pane::Writing => Keys::Beside,
            Pane::Ballot => Keys::Ballot,
            Pane::Room => Keys::Room,
            Pane::Calling | Pane::Knocking | Pane::Lobby | Pane::Over => Keys::Waiting,
        }
    }

    /// The keys that work now, each with what it does in a word.
    #[must_use]
    pub fn footer(&self) -> Vec<(String, SentenceKey)> {
        let place = self.keys();
        let has_more = self.sections().len() > 1;
        let acts = keys::footer(place).into_iter().filter(|(act, _)| has_more || *act != Act::NextSection);
        acts.map(|(act, label)| (keys::keys_of(place, act, self.words, self.unicode), label)).collect()
    }

    /// The vote that is open.
    #[must_use]
    pub fn open_round(&self) -> Option<&SeenRound> {
        self.client.view()?.round.as_ref().filter(|round| round.totals.is_none())
    }

    /// Whether whoever sits here is asked to say something.
    #[must_use]
    pub fn is_own_turn(&self) -> bool {
        let turn = self.client.view().and_then(|view| view.turn.as_deref());
        turn.is_some() && turn == self.client.own_seat().map(|seat| seat.who.as_str())
    }

    /// The text that is being typed.
    #[must_use]
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// Which of a list is in focus.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// The first row that is seen of what the room sees.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// Whether what keys do is shown, with the code of the seat.
    #[must_use]
    pub fn is_help(&self) -> bool {
        self.is_help
    }

    /// Whether "I have finished" was said.
    #[must_use]
    pub fn has_finished(&self) -> bool {
        self.has_finished
    }

    /// How the session went, where that was said here.
    #[must_use]
    pub fn rated(&self) -> Option<u8> {
        self.rated
    }

    /// What was said last to whoever sits here.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        self.said.as_deref()
    }

    /// The same, once.
    pub fn take_said(&mut self) -> Option<String> {
        self.said.take()
    }

    /// The exit code, once it has ended.
    #[must_use]
    pub fn exit(&self) -> Option<u8> {
        self.exit.or(match self.client.line() {
            Line::Over(Ending::Closed | Ending::Left) => Some(0),
            Line::Over(Ending::Refused(_) | Ending::Deserted) => Some(NONE),
            Line::Calling | Line::Up | Line::Broken(_) => None,
        })
    }

    /// Whether the connection is to be closed and made anew.
    pub fn take_call(&mut self) -> bool {
        std::mem::take(&mut self.is_call_wanted)
    }

    /// Takes what the server said. `random` is drawn for the order of a ballot.
    pub fn heard(&mut self, message: FromServer, now: Duration, random: u32) {
        match self.client.heard(message, now) {
            Some(Happened::Seated { draft }) => {
                if let Some(draft) = draft.filter(|_| self.editor.is_empty()) {
                    self.editor = Editor::new(draft, Lines::Many);
                }
                (self.said, self.at) = (None, 0);
            }
            Some(Happened::Refused { why, text }) => {
                if let Some(text) = text.filter(|_| self.editor.is_empty()) {
                    self.editor = Editor::new(text, Lines::Many);
                }
                self.said = Some(why);
            }
            Some(Happened::CallAgain) => self.is_call_wanted = true,
            None => {}
        }
        self.look(random);
    }

    /// Looks at what has changed of what there is to see.
    fn look(&mut self, random: u32) {
        let Some(view) = self.client.view() else { return };
        let block = view.block.as_ref();
        let block = block.map(|block| (block.n, block.kind.clone(), block.section.clone())).unwrap_or_default();
        let round = self.open_round().map(|round| (round.id.clone(), round.options.len()));
        if block != self.block {
            self.block = block;
            (self.has_finished, self.is_text, self.is_late) = (false, true, self.is_late && !self.editor.is_empty());
            (self.section, self.at, self.top) = (0, 0, 0);
            self.is_help = false;
        }
        match round {
            Some((id, _)) if self.round.as_ref().is_some_and(|(known, _)| *known == id) => {}
            Some((id, options)) => {
                self.round = Some((id, random as usize % options.max(1)));
                (self.has_finished, self.at) = (false, 0);
            }
            None => self.round = None,
        }
    }

    /// The program is told to end, with this exit code.
    pub fn end(&mut self, code: u8) {
        self.client.leave();
        self.exit = Some(code);
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key, now: Duration) {
        let place = self.keys();
        self.pressed.push(key);
        let keys = std::mem::take(&mut self.pressed);
        match pressed(place, &keys) {
            Pressed::Does(act) => {
                self.said = None;
                self.act(act, now);
            }
            Pressed::Begins => self.pressed = keys,
            Pressed::Nothing => {
                let typed = key.typed().filter(|_| keys.len() == 1 && matches!(place, Keys::Writing | Keys::Asked));
                if let Some(typed) = typed {
                    let _ = self.editor.type_char(typed);
                    self.typed(now);
                }
            }
        }
    }

    /// Takes text from elsewhere, as one piece.
    pub fn paste(&mut self, text: &str, now: Duration) {
        if matches!(self.keys(), Keys::Writing | Keys::Asked) {
            let _ = self.editor.paste(text);
            self.typed(now);
        }
    }

    fn typed(&mut self, now: Duration) {
        if self.pane() != Pane::Writing {
            return;
        }
        if std::mem::take(&mut self.has_finished) {
            self.say(ToServer::Ready { seq: 0, yes: false });
        }
        if self.editing.is_none() {
            let section = self.section().map(|section| section.id.clone()).unwrap_or_default();
            self.client.typing(&section, self.editor.text(), self.editor.cursor(), now);
        }
    }

    fn tell(&mut self, sentence: &Sentence) {
        self.said = Some(self.words.tell(sentence));
    }

    /// Says something to whoever drives. Says here that it was not, where too much waits for an answer.
    fn say(&mut self, message: ToServer) -> bool {
        let is_said = self.client.say(message).is_some();
        if !is_said {
            self.tell(&sentence!("join.too-much"));
        }
        is_said
    }

    /// Does what a key or a word of a line means.
    pub fn act(&mut self, act: Act, now: Duration) {
        match act {
            Act::Interrupt => self.end(INTERRUPTED),
            Act::Leave => self.end(if self.client.own_seat().is_some() { 0 } else { NONE }),
            Act::Help => self.is_help = !self.is_help,
            Act::Take => self.take(now),
            Act::OtherName => (self.is_naming, self.editor) = (true, Editor::new("", Lines::One)),
            Act::Finished => self.finished(),
            Act::Dot => self.dot(1),
            Act::TakeBack => self.dot(-1),
            Act::Rate(mark) => self.rate(mark),
            Act::Up | Act::Down | Act::PageUp | Act::PageDown => self.go(act),
            _ => self.act_on_text(act, now),
        }
    }

    fn go(&mut self, act: Act) {
        let by: isize = match act {
            Act::Up => -1,
            Act::Down => 1,
            Act::PageUp => -(PAGE.cast_signed()),
            _ => PAGE.cast_signed(),
        };
        if self.keys() == Keys::Writing {
            let columns = self.size.width.saturating_sub(6).max(1);
            let is_moved = if by < 0 { self.editor.up(columns) } else { self.editor.down(columns) };
            if !is_moved && by < 0 {
                self.take_up_earlier();
            } else if !is_moved {
                self.leave_earlier();
            }
            return;
        }
        let last = match self.pane() {
            Pane::Choosing => self.client.room().map_or(0, |room| room.seats.len()),
            Pane::Ballot => self.options().len(),
            Pane::Writing => self.own_lines().len(),
            _ => {
                self.top = self.top.saturating_add_signed(by);
                return;
            }
        };
        self.at = self.at.saturating_add_signed(by).min(last.saturating_sub(1));
    }

    /// Keeps what is seen of a long list within it: `rows` of `all`.
    pub fn keep_top(&mut self, all: usize, rows: usize) {
        self.top = self.top.min(all.saturating_sub(rows));
    }

    /// What there is to see.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        self.client.view()
    }
}
