//! What people call a step that was made: what was done, to how much, and where.

use crate::app::Model;
use crate::app::query::labels::number_of;
use crate::app::query::station_labels::criterion_text;
use crate::app::screen::sections_of;
use crate::document::{Edit, Field, ProductKey, Transaction};
use crate::i18n::Sentence;

/// What a step did, as one says it after the fact. It is asked while the document stands as the step left it or found it.
#[must_use]
pub fn step_label(model: &Model, file: &str, step: &Transaction) -> Sentence {
    let count = step.edits.len();
    match step.edits.as_slice() {
        [Edit::Insert { at, .. }, rest @ ..] if rest.iter().all(|edit| matches!(edit, Edit::Insert { .. })) => {
            sentence!("step.added", count = count, section = section_label(model, file, &at.section))
        }
        [Edit::Remove { at, .. }, rest @ ..] if rest.iter().all(|edit| matches!(edit, Edit::Remove { .. })) => {
            sentence!("step.deleted", count = count, section = section_label(model, file, &at.section))
        }
        [Edit::Move { to, .. }, rest @ ..] if rest.iter().all(|edit| matches!(edit, Edit::Move { .. })) => {
            sentence!("step.moved", count = count, section = section_label(model, file, &to.section))
        }
        [Edit::Set { id, field: Field::Text, .. }] => match number_of(model, file, *id) {
            Some(number) => sentence!("step.text", number = number),
            None => sentence!("step.other", count = count),
        },
        [Edit::Set { id, field, .. }] => match number_of(model, file, *id) {
            Some(number) => sentence!("step.field", number = number, field = field.word()),
            None => sentence!("step.other", count = count),
        },
        [Edit::Mark { section, .. }] => sentence!("step.mark", section = section_label(model, file, section)),
        [Edit::Head { field, .. }] => sentence!("step.head", field = field.word()),
        [Edit::Answer { item, .. }] => {
            let doc = model.docs.get(file);
            let template = doc.and_then(|doc| doc.checklist_template(&model.method)?.item(item));
            let text = template.map_or(item.as_str(), |item| item.text.get(model.language()));
            sentence!("step.answer", item = text)
        }
        [Edit::Entry { key: ProductKey::Criterion(id), .. }] => {
            sentence!("step.answer", item = criterion_text(model, id))
        }
        _ => sentence!("step.other", count = count),
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
