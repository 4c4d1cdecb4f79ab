//! One turn of [`update`](super::update()): the model, what the world lends, and the effects so far.

use std::fmt;
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};

use super::dialog::{Dialog, Way};
use super::{DraftOrigin, Effect, LeftDraft, Model, SaveState, Tone, TransactionBuilder, WorkspaceEffect};
use crate::document::{EditError, Id};
use crate::i18n::Sentence;
use crate::journal::{Draft, HistoryStep, Record};

/// What the world lends to an update: the time, the day, and random numbers.
pub struct Env<'a> {
    /// Time since the program started.
    pub now: Duration,
    /// The day.
    pub today: NaiveDate,
    /// The day and the time of day, as the clock on the wall has it.
    pub wall: NaiveDateTime,
    /// Random bits.
    pub random: &'a mut dyn FnMut() -> u32,
}

/// The model in the hands of a command.
pub struct Cx<'a, 'w> {
    /// The state.
    pub(in crate::app) model: &'a mut Model,
    /// What the world lends.
    pub(in crate::app) env: &'a mut Env<'w>,
    /// What is to be done outside, in order.
    pub(in crate::app) effects: Vec<Effect>,
    /// Whether the next step is what was being typed.
    pub(in crate::app) ends_draft: bool,
    /// Why the last change that was refused was.
    pub(in crate::app) why_refused: Option<Sentence>,
}

/// What becomes of a question. The types of what is chosen, and of what is done then, end here.
pub(in crate::app) trait Answer {
    /// It was answered: the dialog as it stood then.
    fn then(self: Box<Self>, cx: &mut Cx, dialog: Dialog);

    /// It was refused. Nothing comes of it, unless whoever asks says otherwise.
    fn cancelled(self: Box<Self>, _: &mut Cx) {}

    /// Somebody goes another way than that of the choices. Nothing comes of it, unless whoever asks says otherwise.
    fn went(self: Box<Self>, _: &mut Cx, _: Way) {}

    /// It is open, and this is in focus.
    fn moved(&self, _: &mut Cx, _: &Dialog) {}

    /// The same once more, where that can be: for a question that is asked again.
    fn again(&self) -> Option<Box<dyn Answer>> {
        None
    }
}

/// A question that waits for its answer: what it shows, and what becomes of it.
pub struct Question {
    /// What it shows.
    pub dialog: Dialog,
    answer: Box<dyn Answer>,
}

impl Question {
    /// A question with what becomes of it.
    pub(in crate::app) fn new(dialog: impl Into<Dialog>, answer: impl Answer + 'static) -> Self {
        Self { dialog: dialog.into(), answer: Box::new(answer) }
    }

    /// The same question, as it stands, to be asked again; nothing where that cannot be.
    pub(in crate::app) fn again(&self) -> Option<Self> {
        let Dialog::Picker(picker) = &self.dialog else { return None };
        Some(Self { dialog: picker.clone().into(), answer: self.answer.again()? })
    }
}

impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Question").field("dialog", &self.dialog).finish_non_exhaustive()
    }
}

impl Cx<'_, '_> {
    /// Takes the question in front as answered the way it stands now.
    pub(in crate::app) fn answer(&mut self) {
        if let Some(Question { dialog, answer }) = self.model.dialogs.pop() {
            answer.then(self, dialog);
        }
    }

    /// Takes the form in front as filled in, where it is one that the command with that id takes and goes on from. Says
    /// whether it is.
    pub(in crate::app) fn lead_on(&mut self, command: &'static str) -> bool {
        let Some(Dialog::Form(form)) = self.model.dialog_mut() else { return false };
        if form.leads_on != Some(command) {
            return false;
        }
        form.led_on = true;
        self.answer();
        true
    }

    /// Makes room for a question over whatever is in front. What was only read is closed; a text that is offered comes back
    /// once the question is over.
    pub(in crate::app) fn lay_aside(&mut self) {
        self.model.overlay = None;
        let depth = self.model.dialogs.len();
        if let Some(offer) = self.model.stray.offer.take() {
            self.model.stray.aside = Some((depth, offer));
        }
    }

    /// Takes the question in front as refused.
    pub(in crate::app) fn cancel(&mut self) {
        if let Some(Question { answer, .. }) = self.model.dialogs.pop() {
            answer.cancelled(self);
        }
    }

    /// Leaves the question in front for another way than that of its choices.
    pub(in crate::app) fn go_way(&mut self, way: Way) {
        if let Some(Question { answer, .. }) = self.model.dialogs.pop() {
            answer.went(self, way);
        }
    }

    /// Shows what is in focus of the question in front, where whoever asks wants it shown before it is chosen.
    pub(in crate::app) fn preview(&mut self) {
        if let Some(question) = self.model.dialogs.pop() {
            question.answer.moved(self, &question.dialog);
            self.model.dialogs.push(question);
        }
    }

    /// Asks for something to be done outside, after what was asked for before.
    pub fn effect(&mut self, effect: impl Into<Effect>) {
        let effect = effect.into();
        if let Effect::Workspace(WorkspaceEffect::Journal(record)) = &effect {
            self.model.stray.notes(record);
        }
        self.effects.push(effect);
    }

    /// Draws an id that the workspace does not have.
    pub fn draw_id(&mut self) -> Id {
        loop {
            let id = Id::from_bits((self.env.random)());
            if self.model.ids.insert(id) {
                return id;
            }
        }
    }

    /// The number of the next record in the journal.
    pub fn number(&mut self) -> u64 {
        let number = self.model.next_number;
        self.model.next_number += 1;
        number
    }

    /// Says something plainly.
    pub fn say(&mut self, sentence: Sentence) {
        self.model.say(sentence, Tone::Plain);
    }

    /// Says why something was not done.
    pub fn warn(&mut self, sentence: Sentence) {
        self.model.say(sentence, Tone::Warning);
    }

    /// Changes a document: `make` plans the edits, which become one step that can be taken back, stand in the journal
    /// and are saved. Gives back whether anything changed; where it could not, the reason is on the message line.
    pub fn change(&mut self, file: &str, said: Option<Sentence>, make: impl FnOnce(&mut TransactionBuilder)) -> bool {
        let changed = self.try_change(file, said, make);
        changed.unwrap_or_else(|refused| self.refused(refused))
    }

    /// Changes a document as [`Cx::change`] does, and leaves it to whoever asks to say why it could not. Gives back whether
    /// anything changed.
    ///
    /// # Errors
    /// The reason why it could not be changed. Nothing has changed then.
    pub fn try_change(
        &mut self,
        file: &str,
        said: Option<Sentence>,
        make: impl FnOnce(&mut TransactionBuilder),
    ) -> Result<bool, Sentence> {
        let file = &self.named_now(file);
        let is_changed = self.try_make(file, make)?;
        if is_changed {
            self.save(file);
            if let Some(said) = said {
                self.say(said);
            }
        }
        Ok(is_changed)
    }

    /// What a document is called now that was called so when somebody was asked about it.
    fn named_now(&self, file: &str) -> String {
        if self.model.docs.contains_key(file) {
            return file.to_owned();
        }
        crate::journal::renamed_by(file, &self.model.renames).unwrap_or_else(|| file.to_owned())
    }

    /// Changes a document as [`Cx::change`] does, and leaves the saving to whoever asks.
    pub fn make(&mut self, file: &str, make: impl FnOnce(&mut TransactionBuilder)) -> bool {
        self.try_make(file, make).unwrap_or_else(|refused| self.refused(refused))
    }

    fn try_make(&mut self, file: &str, make: impl FnOnce(&mut TransactionBuilder)) -> Result<bool, Sentence> {
        let file = self.named_now(file);
        let not_writable = || sentence!("message.not-writable", file = &file);
        let doc = self.model.docs.get_mut(&file).filter(|doc| doc.is_writable()).ok_or_else(not_writable)?;
        let sheet = doc.sheet.as_mut().ok_or_else(not_writable)?;
        let mut plan = TransactionBuilder::new(sheet);
        make(&mut plan);
        let step = plan.finish().map_err(|refused| why_refused(&refused))?;
        if step.edits.is_empty() {
            return Ok(false);
        }
        let number = self.number();
        let ends_draft = std::mem::take(&mut self.ends_draft);
        let record = Record::Step { number, file: file.clone(), step: step.clone(), ends_draft };
        self.effect(WorkspaceEffect::Journal(record));
        if let Some(doc) = self.model.docs.get(&file) {
            self.model.links.follow(doc, &step);
        }
        let undone = self.model.history.push(HistoryStep { number, file, step });
        self.model.stray.notes_dropped(undone);
        Ok(true)
    }

    /// Says why a document could not be changed: nothing has changed.
    fn refused(&mut self, why: Sentence) -> bool {
        self.why_refused = Some(why.clone());
        self.warn(why);
        false
    }

    /// Asks for a document that has changed to be saved as it stands now.
    pub fn save(&mut self, file: &str) {
        if let Some(doc) = self.model.docs.get_mut(file) {
            doc.serial += 1;
            if doc.save_problem().is_none() {
                doc.save = SaveState::Saving;
            }
        }
        self.request_save(file);
    }

    /// Asks for a document to be saved as it stands now. One that could not be saved stays so until it is.
    pub fn request_save(&mut self, file: &str) {
        let Some(doc) = self.model.docs.get(file) else { return };
        let (serial, Some(sheet)) = (doc.serial, doc.sheet.clone()) else { return };
        self.effect(WorkspaceEffect::Save { file: file.to_owned(), serial, sheet });
    }

    /// Puts a text aside that could not be put into its file: it is offered again once the file can be worked on, and at
    /// the next start.
    pub fn keep_draft(&mut self, draft: Draft) {
        let number = self.number();
        self.effect(WorkspaceEffect::Journal(Record::DraftKept { number, draft: draft.clone() }));
        self.model.kept_drafts.push(LeftDraft { origin: DraftOrigin::Here { number }, draft });
        self.warn(sentence!("message.text-kept"));
    }

    /// Says why an edit was not applied.
    pub fn refuse(&mut self, refused: &EditError) {
        self.warn(why_refused(refused));
    }
}

/// Why an edit was not applied, for the person to read.
fn why_refused(refused: &EditError) -> Sentence {
    Sentence::new(match refused {
        EditError::Gone(_) => key!("message.refused-gone"),
        EditError::Taken(_) => key!("message.refused-taken"),
        EditError::Changed => key!("message.refused-changed"),
        EditError::Misfit => key!("message.refused-misfit"),
    })
}
