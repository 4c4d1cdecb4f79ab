//! What people call a step that was made: what was done, to how much, where, and in which words.

use crate::app::Model;
use crate::app::query::labels::{number_of, verdict_name};
use crate::app::query::station_labels::criterion_text;
use crate::app::screen::sections_of;
use crate::document::{Answer, DocumentBody, Edit, Field, Id, ProductKey, RegisterEdit, Table, Transaction, Value};
use crate::i18n::{Sentence, SentenceKey};
use crate::layout::text::{Ellipsis, truncate};

/// How many columns of a text a label shows where it stands alone.
const ALONE: usize = 28;
/// How many where it says from what to what.
const BESIDE: usize = 20;

/// What a step did, as one says it after the fact. It is asked while the document stands as the step left it or found it.
#[must_use]
pub fn step_label(model: &Model, file: &str, step: &Transaction) -> Sentence {
    let count = step.edits.len();
    let section = |id: &str| section_label(model, file, id);
    match step.edits.as_slice() {
        [Edit::Insert { at, note }] => {
            sentence!("step.note-added", section = section(&at.section), text = excerpt(model, &note.text, ALONE))
        }
        [Edit::Insert { at, .. }, rest @ ..] if rest.iter().all(|edit| matches!(edit, Edit::Insert { .. })) => {
            sentence!("step.added", count = count, section = section(&at.section))
        }
        [Edit::Remove { at, note }] => {
            sentence!("step.note-deleted", section = section(&at.section), text = excerpt(model, &note.text, ALONE))
        }
        [Edit::Remove { at, .. }, rest @ ..] if rest.iter().all(|edit| matches!(edit, Edit::Remove { .. })) => {
            sentence!("step.deleted", count = count, section = section(&at.section))
        }
        [Edit::Move { id, from, to }] => {
            let text = excerpt(model, &text_of(model, file, *id), BESIDE);
            if from.section == to.section {
                sentence!("step.note-reordered", section = section(&to.section), text = text)
            } else {
                sentence!("step.note-moved", from = section(&from.section), to = section(&to.section), text = text)
            }
        }
        [Edit::Move { to, .. }, rest @ ..] if rest.iter().all(|edit| matches!(edit, Edit::Move { .. })) => {
            sentence!("step.moved", count = count, section = section(&to.section))
        }
        [Edit::Set { id, field, before, after }] => {
            let Some(number) = number_of(model, file, *id) else { return sentence!("step.other", count = count) };
            let value = |value: &Option<Value>| value_label(model, value.as_ref());
            let key = if *field == Field::Text { key!("step.text") } else { key!("step.field") };
            let sentence = Sentence::new(key).with("number", number).with("field", field.word());
            sentence.with("from", value(before)).with("to", value(after))
        }
        [Edit::Mark { section: id, .. }] => sentence!("step.mark", section = section(id)),
        [Edit::Head { field, .. }] => sentence!("step.head", field = field.word()),
        [Edit::Answer { item, before, after }] => {
            let doc = model.docs.get(file);
            let template = doc.and_then(|doc| doc.checklist_template(&model.method)?.item(item));
            let text = template.map_or(item.as_str(), |item| item.text.get(model.language()));
            let item = excerpt(model, text, ALONE);
            let verdict = |answer: &Option<Box<Answer>>| answer.as_ref().and_then(|answer| answer.verdict);
            match (verdict(before), verdict(after)) {
                (before, after) if before == after => sentence!("step.answer", item = item),
                (before, after) => {
                    let name = |verdict: Option<_>| {
                        let nothing = || model.words.say(key!("step.nothing"));
                        verdict.map_or_else(nothing, |verdict| verdict_name(model.words, verdict))
                    };
                    sentence!("step.verdict", item = item, from = name(before), to = name(after))
                }
            }
        }
        [Edit::Entry { key: ProductKey::Criterion(id), .. }] => {
            sentence!("step.answer", item = excerpt(model, &criterion_text(model, id), 2 * ALONE))
        }
        [Edit::Register(RegisterEdit::Insert { entry, .. }), ..] => labelled(model, key!("step.entry-added"), entry),
        [Edit::Register(RegisterEdit::Remove { entry, .. }), ..] => labelled(model, key!("step.entry-deleted"), entry),
        [Edit::Register(RegisterEdit::Set { path, .. }), ..] => match entry_at(model, file, path) {
            Some(entry) => labelled(model, key!("step.entry-changed"), entry),
            None => sentence!("step.other", count = count),
        },
        _ => sentence!("step.other", count = count),
    }
}

/// What is said of an entry of a register, with the words it is known by.
fn labelled(model: &Model, key: SentenceKey, entry: &Table) -> Sentence {
    let texts = entry.iter().filter_map(|(key, _)| entry.text(key));
    let text = entry.text("text").or_else(|| texts.max_by_key(|text| text.len())).unwrap_or_default();
    Sentence::new(key).with("text", excerpt(model, text, ALONE))
}

/// The entry in which a value stands.
fn entry_at<'m>(model: &'m Model, file: &str, path: &[String]) -> Option<&'m Table> {
    let Some(DocumentBody::Register(register)) = &model.docs.get(file)?.sheet else { return None };
    register.table_at(path.get(..path.len().checked_sub(1)?)?)
}

/// The beginning of a text, on one line.
fn excerpt(model: &Model, text: &str, columns: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let ellipsis = if model.capabilities.unicode { Ellipsis::Sign } else { Ellipsis::Ascii };
    truncate(&text, columns, ellipsis)
}

/// The text of a note that is there.
fn text_of(model: &Model, file: &str, id: Id) -> String {
    let canvas = model.docs.get(file).and_then(|doc| doc.canvas());
    canvas.and_then(|canvas| canvas.note(id)).map(|note| note.text.clone()).unwrap_or_default()
}

fn value_label(model: &Model, value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => excerpt(model, text, BESIDE),
        Some(Value::List(texts)) => excerpt(model, &texts.join(", "), BESIDE),
        Some(Value::Number(number)) => number.to_string(),
        None => model.words.say(key!("step.nothing")).to_owned(),
    }
}

/// The number and title of a section; its id where the document has no such section.
fn section_label(model: &Model, file: &str, section: &str) -> String {
    let Some(doc) = model.docs.get(file) else { return section.to_owned() };
    let sections = sections_of(doc, &model.method);
    match sections.iter().position(|view| view.id == section) {
        Some(at) => format!("{} {}", at + 1, sections[at].title(model.language())),
        None => section.to_owned(),
    }
}
