//! What the views, the second front end and the terminal may see of the state; only the room itself changes it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};

use super::{Model, Overlay, Size};
use crate::app::capabilities::Capabilities;
use crate::app::commands::{self, Command};
use crate::app::config::Settings;
use crate::app::dialog::Dialog;
use crate::app::keymap::Keymap;
use crate::app::messages::Messages;
use crate::app::met::Sign;
use crate::app::screen::state::Screens;
use crate::app::session::state::RunningSession;
use crate::app::tour::Tour;
use crate::app::{Key, Offer, OpenDocument, ProductInfo, Question};
use crate::assess::standing::StandingSign;
use crate::i18n::Catalogue;
use crate::journal::History;
use crate::method::Method;
use crate::theme::Library;
use crate::workshop::clock::Moment;

impl Model {
    /// What can follow the keys that were pressed, each with the keys that are left, where that is listed and waits.
    pub(in crate::app) fn listing<'k>(&self, keymap: &'k Keymap) -> Option<Vec<(&'k [Key], &'static Command)>> {
        let is_open = self.is_listing && !self.pending.is_empty();
        is_open.then(|| keymap.listing(commands::scopes(self), &self.pending)).flatten()
    }

    /// When the clock of the session on the screen shows another second; nothing where it stands still.
    pub(super) fn next_second(&self) -> Option<Duration> {
        let running = self.session.as_ref().filter(|running| running.session.clock.is_running())?;
        let spent = running.session.clock.spent(running.session.state().current?, self.moment.0.now);
        let part = Duration::from_nanos(u64::from(spent.subsec_nanos()));
        Some(self.moment.0.now + Duration::from_secs(1).saturating_sub(part))
    }

    /// The ids of the commands that the last key ran: one, where it did not choose another.
    #[must_use]
    pub fn commands_run(&self) -> &[&'static str] {
        &self.commands_run
    }

    /// Whether a file that somebody else is writing is looked at again in a moment.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        !self.looks.is_empty()
    }

    /// The workshop session that runs.
    #[must_use]
    pub fn running_session(&self) -> Option<&RunningSession> {
        self.session.as_ref()
    }

    /// When the last update was: the clock, and the day and time of day on the wall.
    #[must_use]
    pub fn moment(&self) -> (Moment, NaiveDateTime) {
        self.moment
    }

    /// The size of the terminal.
    #[must_use]
    pub fn window(&self) -> Size {
        self.window
    }

    /// The size of the screens: what the tour leaves of the terminal.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// The tour of the example.
    #[must_use]
    pub fn tour(&self) -> &Tour {
        &self.tour
    }

    /// What the terminal can do.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    /// The name of the theme.
    #[must_use]
    pub fn theme(&self) -> &str {
        &self.theme
    }

    /// The themes there are.
    #[must_use]
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Whether the theme is the one that `auto` stands for, whatever that is.
    #[must_use]
    pub fn follows_background(&self) -> bool {
        self.follows_background
    }

    /// The settings, each with where it came from.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The sentences.
    #[must_use]
    pub fn words(&self) -> &'static Catalogue {
        self.words
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Arc<Method> {
        &self.method
    }

    /// The screens, the one in front last.
    #[must_use]
    pub fn screens(&self) -> &Screens {
        &self.screens
    }

    /// Whether this is a rehearsal: all of it is a copy, and nothing of it is kept.
    #[must_use]
    pub fn is_rehearsal(&self) -> bool {
        self.session_wishes.is_rehearsal
    }

    /// Whether the workspace is the example.
    #[must_use]
    pub fn demo(&self) -> bool {
        self.demo
    }

    /// The products.
    #[must_use]
    pub fn products(&self) -> &[ProductInfo] {
        &self.products
    }

    /// The product in front, as an index.
    #[must_use]
    pub fn product(&self) -> usize {
        self.product
    }

    /// The documents by path.
    #[must_use]
    pub fn docs(&self) -> &BTreeMap<String, OpenDocument> {
        &self.docs
    }

    /// The sign of how a document stands against git, its last version and the day; nothing where there is none to show.
    #[must_use]
    pub fn standing_of(&self, file: &str) -> Option<StandingSign> {
        self.signs.get(file).copied()
    }

    /// How many documents are still being read.
    #[must_use]
    pub fn reading(&self) -> usize {
        self.reading
    }

    /// What can be taken back.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The number of the next step in the journal.
    #[must_use]
    pub fn next_number(&self) -> u64 {
        self.next_number
    }

    /// What the message line says, and has said.
    #[must_use]
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// Keys of a sequence that is not finished.
    #[must_use]
    pub fn pending(&self) -> &[Key] {
        &self.pending
    }

    /// Prose that was typed where keys are commands, and is offered as a text.
    #[must_use]
    pub fn offer(&self) -> Option<&Offer> {
        self.stray.offer()
    }

    /// How often two changed the same thing and nobody has decided yet, nor is asked right now.
    #[must_use]
    pub fn undecided(&self) -> usize {
        self.clashes.len() + self.waiting.len()
    }

    /// Questions, the one to answer first last.
    #[must_use]
    pub fn dialogs(&self) -> &[Question] {
        &self.dialogs
    }

    /// What the question in front shows.
    #[must_use]
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialogs.last().map(|question| &question.dialog)
    }

    /// The sign that is explained, since it is met for the first time.
    #[must_use]
    pub fn explained(&self) -> Option<Sign> {
        self.met.explained()
    }

    /// What lies over the screen to be read.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// Whether the mouse is the program's.
    #[must_use]
    pub fn mouse(&self) -> bool {
        self.mouse
    }

    /// The day.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Where the team may create a workspace: the current folder.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }
}
