//! What the room sees beside notes and votes: the decision that is worded just now, what is gone through, when a break ends.

use crate::app::dialog::Dialog;
use crate::app::follow_up::{self, Entry, Kind};
use crate::app::query::labels::verdict_name;
use crate::app::session::closing;
use crate::app::session::glance::{Glance, file_of};
use crate::app::session::state::RunningSession;
use crate::app::{Model, Question};
use crate::document::session::{BlockKind, RecordedKind};
use crate::workshop::seen::{SeenField, SeenForm, SeenItem};

/// The forms that the room words together, by what they are called in the journal.
const WORDED: [&str; 2] = ["decision", "action"];
/// The most of a field that is shown, in characters.
const MOST: usize = 1_000;
/// The most that is listed.
const MOST_ITEMS: usize = 100;

/// The decision or action that is put down just now, as it is typed.
pub(super) fn form(model: &Model, running: &RunningSession) -> Option<SeenForm> {
    let forms = model.dialogs.iter().rev().filter_map(|question: &Question| match &question.dialog {
        Dialog::Form(form) => Some(form),
        _ => None,
    });
    let file = follow_up::path_of(&running.product);
    let is_worded = |kind: &str, of: &str| WORDED.contains(&kind) && of == file;
    let (form, kind) = forms
        .filter_map(|form| Some((form, &form.keeping.kept()?.draft)))
        .find(|(_, draft)| is_worded(&draft.form, &draft.file))
        .map(|(form, draft)| (form, draft.form.clone()))?;
    let fields = form.fields.iter().enumerate().filter(|(at, field)| *at == 0 || !field.value().is_empty());
    let fields = fields.map(|(_, field)| SeenField {
        label: model.words.say(field.label).to_owned(),
        text: field.value().chars().take(MOST).collect(),
    });
    Some(SeenForm { kind, fields: fields.collect() })
}

/// What the room goes through in the block that goes on.
pub(super) fn items(model: &Model, running: &RunningSession) -> Vec<SeenItem> {
    let Some(glance) = Glance::of(model) else { return Vec::new() };
    let mut items = match glance.block.kind {
        RecordedKind::Known(BlockKind::Opening) => open_entries(model, running),
        RecordedKind::Known(BlockKind::Answer) => {
            glance.block.canvas.as_deref().map_or(Vec::new(), |stem| answers(model, stem))
        }
        RecordedKind::Known(BlockKind::Close) => {
            let lines = closing::summary(model).into_iter();
            lines.map(|text| SeenItem { text, note: String::new() }).collect()
        }
        _ => Vec::new(),
    };
    items.truncate(MOST_ITEMS);
    items
}

/// The open actions and topics of earlier sessions, by their day: what, who and when, and never how late.
fn open_entries(model: &Model, running: &RunningSession) -> Vec<SeenItem> {
    let file = follow_up::path_of(&running.product);
    let entries = follow_up::register(model, &file).into_iter().flat_map(follow_up::entries);
    let mut open: Vec<Entry> = entries.filter(|entry| entry.kind != Kind::Decision && !entry.is_closed()).collect();
    open.sort_by_key(|entry| (entry.due().is_none(), entry.due()));
    let item = |entry: &Entry| {
        let day = entry.due().map(|due| due.to_string());
        let parts: Vec<&str> =
            [Some(entry.who()), day.as_deref()].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        SeenItem { text: entry.text("text").to_owned(), note: parts.join(" · ") }
    };
    open.iter().map(item).collect()
}

/// The items of a checklist with their verdicts.
fn answers(model: &Model, stem: &str) -> Vec<SeenItem> {
    let Some(doc) = file_of(model, stem).and_then(|file| model.docs.get(&file)) else { return Vec::new() };
    let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&model.method)) else {
        return Vec::new();
    };
    let of = template.items.iter().filter(|item| item.applies_to(list.head.profile.as_deref()));
    let item = |item: &crate::method::ItemTemplate| SeenItem {
        text: item.text.get(model.language()).to_owned(),
        note: list.verdict(&item.id).map(|verdict| verdict_name(model.words, verdict).to_owned()).unwrap_or_default(),
    };
    of.map(item).collect()
}

/// When a break is over, on the wall.
pub(super) fn back_at(model: &Model) -> Option<String> {
    let glance = Glance::of(model).filter(|glance| glance.block.kind == RecordedKind::Known(BlockKind::Break))?;
    let left = chrono::Duration::from_std(glance.left.ok()?).ok()?;
    Some(model.moment().1.checked_add_signed(left)?.format("%H:%M").to_string())
}
