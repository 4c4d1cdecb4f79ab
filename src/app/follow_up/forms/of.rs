//! What a form of the follow-up is for, what stands in its fields, and writing it.

use super::form_kind::FormKind;
use crate::app::commands::{self, Scope};
use crate::app::dialog::{Form, FormField, Problem};
use crate::app::follow_up::about::Subject;
use crate::app::follow_up::change::{self, Values};
use crate::app::follow_up::{self, Entry, Kind, day, path_of};
use crate::app::{Cx, Model};
use crate::document::RegisterValue;
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;

/// What a form is for.
#[derive(Clone, Debug)]
pub(in crate::app) struct Of {
    /// Id of the product.
    pub product: String,
    /// The entry that is changed; nothing for a new one.
    pub key: Option<String>,
    /// What it is about.
    pub about: Subject,
    /// The decision that a new one takes the place of.
    pub replaces: Option<String>,
    /// Whether nothing was left to do about the entry when the form was opened.
    pub is_closed: bool,
}

impl Of {
    /// A new entry for the product in front, about what is in focus.
    pub(in crate::app) fn new(model: &Model) -> Option<Self> {
        let product = model.current_product()?.id.clone();
        Some(Self { product, key: None, about: follow_up::about::in_focus(model), replaces: None, is_closed: false })
    }

    /// The same about something else.
    pub(super) fn about(self, typed: String) -> Self {
        Self { about: Subject { typed, lines: Vec::new() }, ..self }
    }

    /// An entry that is there.
    pub(in crate::app) fn entry(product: &str, entry: &Entry) -> Self {
        let about = Subject { typed: entry.list("about").join(" "), lines: Vec::new() };
        Self {
            product: product.to_owned(),
            key: Some(entry.key.to_owned()),
            about,
            replaces: None,
            is_closed: entry.is_closed(),
        }
    }

    /// What a form was for that a former run left.
    pub(super) fn left(product: &str, draft: &FormDraft) -> Self {
        Self {
            product: product.to_owned(),
            key: draft.key.clone(),
            about: Subject { typed: String::new(), lines: draft.lines.clone() },
            replaces: draft.replaces.clone(),
            is_closed: false,
        }
    }

    /// How the journal keeps a form of it.
    pub(super) fn draft(&self, form: FormKind) -> FormDraft {
        FormDraft {
            key: self.key.clone(),
            replaces: self.replaces.clone(),
            lines: self.about.lines.clone(),
            ..FormDraft::new(form.word(), &self.file())
        }
    }

    /// Whether what stands in a field is to be written: of an entry that is there only what the person changed.
    pub(super) fn writes(&self, form: &Form, field: SentenceKey) -> bool {
        form.get(field).is_some() && (self.key.is_none() || form.is_changed(field))
    }

    pub(super) fn file(&self) -> String {
        path_of(&self.product)
    }

    /// The entry as it stands.
    pub(super) fn stands<'m>(&self, model: &'m Model, kind: Kind) -> Option<Entry<'m>> {
        follow_up::entry(model, &self.file(), kind, self.key.as_deref()?)
    }
}

/// Writes an entry, new or changed. Gives back its id.
///
/// # Errors
/// The reason why it cannot be written, beside the first field: the form stays open with all that was typed.
pub(super) fn save(cx: &mut Cx, kind: Kind, of: &Of, values: Values, form: &Form) -> Result<String, Problem> {
    let said = said(cx, kind, &of.file(), form.led_on);
    let saved = match &of.key {
        None => change::add(cx, &of.product, kind, values, of.replaces.as_deref(), said),
        Some(key) => change::set(cx, &of.file(), (kind, key), values, said).map(|()| key.clone()),
    };
    saved.map_err(|why| Problem::at(form.fields.first().map_or(key!("dialog.park.topic"), |field| field.label), why))
}

/// What is said of an entry that was written. The key that takes it back is named where it does so at once: not where typing
/// goes on, or something else is asked.
fn said(cx: &Cx, kind: Kind, file: &str, leads_on: bool) -> Sentence {
    let is_at_hand = commands::scopes(cx.model).contains(&Scope::Everywhere) && cx.model.stray.aside.is_none();
    let key = match kind {
        _ if leads_on || !is_at_hand => key!("message.saved-in"),
        Kind::Decision => key!("message.decided"),
        Kind::Action => key!("message.action-saved"),
        Kind::Parked => key!("message.parked"),
    };
    Sentence::new(key).with("file", file)
}

/// The day in a field; none where it is empty. One that is over may stay where it stands, which writes nothing.
pub(super) fn day_in(cx: &Cx, form: &Form, field: SentenceKey) -> Result<Option<RegisterValue>, Problem> {
    let typed = form.value(field);
    if typed.is_empty() {
        return Ok(None);
    }
    match day::day(cx.model.words, &typed, cx.env.today) {
        Some(day) if day >= cx.env.today => Ok(Some(RegisterValue::Date(day))),
        Some(day) => Err(Problem::at(field, sentence!("dialog.follow-up.day-over", date = day))),
        None => Err(Problem::at(field, sentence!("dialog.follow-up.wrong-day", date = typed))),
    }
}

/// What stands in the field for what an entry is about.
pub(super) fn about_in(cx: &Cx, form: &Form, field: SentenceKey, of: &Of) -> Result<Vec<String>, Problem> {
    let stood = form.fields.iter().find(|other| other.label == field && of.key.is_some());
    let stood = stood.map_or("", |field| &field.stood);
    let read = follow_up::about::read(cx.model, &of.product, &form.value(field), stood);
    read.map_err(|given| Problem::at(field, sentence!("dialog.follow-up.no-note", given = given)))
}

/// What was asked about texts of a form: about each text once.
#[derive(Default)]
pub(super) struct Asked(Vec<(SentenceKey, String)>);

impl Asked {
    /// Asks about what stands in a field, where that was not asked yet.
    ///
    /// # Errors
    /// The question.
    pub(super) fn once(&mut self, form: &Form, field: SentenceKey, question: Sentence) -> Result<(), Problem> {
        let about = (field, form.value(field));
        if self.0.contains(&about) {
            return Ok(());
        }
        self.0.push(about);
        Err(Problem::at(field, question))
    }

    /// Asks whether a name that was only begun is meant so.
    ///
    /// # Errors
    /// The question.
    pub(super) fn whole_name(&mut self, of: &Of, form: &Form, field: SentenceKey) -> Result<(), Problem> {
        let begun = form.fields.iter().find(|other| other.label == field && of.writes(form, field));
        match begun.and_then(FormField::begun) {
            Some(name) => {
                let asked = sentence!("dialog.follow-up.begun", given = form.value(field), name = name);
                self.once(form, field, asked)
            }
            None => Ok(()),
        }
    }
}

/// Puts texts of a form into the values of its entry.
pub(super) fn texts(of: &Of, form: &Form, keys: &[(&'static str, SentenceKey)], values: &mut Values) {
    for (key, field) in keys {
        if of.writes(form, *field) {
            values.insert(*key, change::text(&form.value(*field)));
        }
    }
}

/// The texts and days of an entry as they stand in fields; nothing where it is a new one.
pub(super) struct Stood<'m>(pub Option<Entry<'m>>);

impl Stood<'_> {
    /// A text of it.
    pub(super) fn text(&self, key: &str) -> String {
        self.0.map(|entry| entry.text(key).to_owned()).unwrap_or_default()
    }

    /// A day of it.
    pub(super) fn day(&self, key: &str) -> String {
        self.0.and_then(|entry| entry.day(key)).map(|day| day.to_string()).unwrap_or_default()
    }

    /// A list of it.
    pub(super) fn list(&self, key: &str, between: &str) -> String {
        self.0.map(|entry| entry.list(key).join(between)).unwrap_or_default()
    }
}
