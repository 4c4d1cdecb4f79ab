//! Keys that follow one another, what they did, and prose among them that is offered as a text; what is done with them is
//! in [`typed`](super::typed).

use std::time::Duration;

use super::clash::Clash;
use super::location::{HistoryEntry, Searched};
use super::messages::{Mark, Note as Said};
use super::prose::{PAUSE, Run};
use super::screen::state::Screens;
use super::session::state::RunningSession;
use super::tour::Tour;
use super::{Effect, Key, LeftDraft};
use crate::document::Note;
use crate::journal::{HistoryStep, Record};

/// What is known of keys that follow one another.
#[derive(Debug, Default)]
pub(in crate::app) struct Stray {
    pub(in crate::app) watched: Option<Watched>,
    pub(in crate::app) offer: Option<Offer>,
    /// An offer that waits until no more questions are open than so many.
    pub(in crate::app) aside: Option<(usize, Offer)>,
    /// A text that was left, for the next note that is added.
    pub(in crate::app) left: Option<String>,
    /// Whether the keys of the offer are to be run after all.
    pub(in crate::app) is_kept: bool,
}

/// A text that was typed where keys are commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub(in crate::app) text: String,
    /// When its last key came.
    pub(in crate::app) last: Duration,
    /// Whether the person has ended it, so that the next key is an answer.
    pub(in crate::app) is_ended: bool,
}

/// A run of keys, what they did, and how things stood before.
#[derive(Debug)]
pub(in crate::app) struct Watched {
    pub(in crate::app) run: Run,
    pub(in crate::app) last: Duration,
    pub(in crate::app) stood: Standing,
    /// Whether they began in a question that can throw something away for good.
    pub(in crate::app) is_guarded: bool,
    /// What they did to documents, in order.
    pub(in crate::app) deeds: Vec<Deed>,
    /// Whether what they typed stands in the journal as a draft.
    pub(in crate::app) has_draft: bool,
    /// What they asked for that cannot be taken back.
    pub(in crate::app) held: Vec<Effect>,
    /// What is said once that is done.
    pub(in crate::app) held_word: Option<Said>,
}

/// A step that was made, taken back or made again.
#[derive(Debug)]
pub(in crate::app) struct Deed {
    pub(in crate::app) record: Record,
    /// What could have been made again before it.
    pub(in crate::app) undone: Vec<HistoryStep>,
}

impl Offer {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.trim()
    }
}

impl Stray {
    /// The text that is offered.
    pub(in crate::app) fn offer(&self) -> Option<&Offer> {
        self.offer.as_ref()
    }

    /// When what waits is done.
    pub(in crate::app) fn deadline(&self) -> Option<Duration> {
        self.watched.as_ref().filter(|watched| !watched.held.is_empty()).map(|watched| watched.last + PAUSE)
    }

    /// The last key means nothing where it was pressed, or was refused.
    pub(in crate::app) fn did_nothing(&mut self) {
        if let Some(watched) = self.watched.as_mut().filter(|watched| watched.run.is_first()) {
            watched.run.did_nothing();
        }
    }

    /// What the journal is told while keys are watched.
    pub(in crate::app) fn notes(&mut self, record: &Record) {
        let Some(watched) = &mut self.watched else { return };
        match record {
            Record::Draft(_) => watched.has_draft = true,
            Record::Step { .. } | Record::Undo { .. } | Record::Redo { .. } => {
                watched.deeds.push(Deed { record: record.clone(), undone: Vec::new() });
            }
            _ => {}
        }
    }

    /// What the last step made impossible to be made again.
    pub(in crate::app) fn notes_dropped(&mut self, undone: Vec<HistoryStep>) {
        if let Some(deed) = self.watched.as_mut().and_then(|watched| watched.deeds.last_mut()) {
            deed.undone = undone;
        }
    }

    /// Offers again what was laid aside, where no more questions are open than then.
    pub(in crate::app) fn resume(&mut self, questions: usize) {
        if let Some((_, mut offer)) = self.aside.take_if(|(depth, _)| questions <= *depth) {
            // Nobody goes on typing where the offer stood before.
            offer.is_ended = true;
            self.offer = Some(offer);
        }
    }

    /// The text that was left, which is then offered no more.
    pub(in crate::app) fn take_left(&mut self) -> Option<String> {
        self.left.take()
    }

    /// Takes the text that is offered.
    pub(in crate::app) fn take_offer(&mut self) -> Option<String> {
        self.offer.take().map(|offer| offer.text().to_owned())
    }

    /// Keeps the text that is offered for the next note that is added.
    pub(in crate::app) fn leave_offer(&mut self) {
        self.left = self.take_offer().or(self.left.take());
    }

    /// The keys of the text that is offered are run after all.
    pub(in crate::app) fn keep(&mut self) {
        self.is_kept = true;
    }
}

/// How things stood before a key: all that a key can change but the documents, whose changes have inverses, and the questions,
/// which the model keeps. What can only be read over a screen stays closed.
#[derive(Debug)]
pub(in crate::app) struct Standing {
    pub(in crate::app) screens: Screens,
    pub(in crate::app) clashes: Vec<Clash>,
    pub(in crate::app) kept_drafts: Vec<LeftDraft>,
    pub(in crate::app) product: usize,
    pub(in crate::app) messages: Mark,
    pub(in crate::app) pending: Vec<Key>,
    pub(in crate::app) clipboard: Vec<Note>,
    pub(in crate::app) searched: Option<Searched>,
    pub(in crate::app) trail: Vec<HistoryEntry>,
    pub(in crate::app) warned_of: Vec<(String, u64)>,
    pub(in crate::app) said_where: Option<u64>,
    pub(in crate::app) tour: Tour,
    pub(in crate::app) mouse: bool,
    pub(in crate::app) theme: String,
    pub(in crate::app) follows_background: bool,
    pub(in crate::app) session: Option<RunningSession>,
    pub(in crate::app) offer: Option<Offer>,
    pub(in crate::app) left: Option<String>,
}
