//! What of a document is searched besides its notes: items with their answers, criteria, reasons of sections, and the
//! entries of registers.

use super::{Entry, What, fold_all};
use crate::app::OpenDocument;
use crate::app::screen::sections_of;
use crate::document::{Answer, Checklist, CriterionAnswer, Product, Register, RegisterValue, Table};
use crate::method::{ChecklistTemplate, ElementType, Guide, KeyTemplate, Kind, Method, ValueType};

/// An entry that is no note, with its folded texts.
fn entry(what: What, number: (usize, usize), folded: Box<str>) -> Entry {
    Entry { what, number, kind: Kind::default(), basis: None, has_question: false, is_unanswered: false, folded }
}

/// Of a guide, what it is about is searched: its title, what it is for, and when to use it. Single words of its steps
/// would bury what the team wrote.
pub(super) fn of_guide(guide: &Guide, language: &str) -> Entry {
    let texts = [&guide.title, &guide.purpose, &guide.when];
    entry(What::Guide(guide.id.clone()), (0, 0), fold_all(texts.map(|text| text.get(language))))
}

/// Why sections stand as they do, in the order of the sections.
pub(super) fn of_sections(doc: &OpenDocument, method: &Method) -> Vec<Entry> {
    let Some(canvas) = doc.canvas() else { return Vec::new() };
    let reason = |id: &str| canvas.marks.get(id).and_then(|mark| mark.reason.as_deref());
    let sections = sections_of(doc, method);
    let stand = sections.iter().enumerate().filter_map(|(at, view)| {
        let reason = reason(view.id)?;
        Some(entry(What::Section(view.id.to_owned()), (at + 1, 0), fold_all([reason])))
    });
    stand.collect()
}

/// The items that the checklist asks, each with its answer.
pub(super) fn of_items(list: &Checklist, template: &ChecklistTemplate, language: &str) -> Vec<Entry> {
    let profile = list.head.profile.as_deref();
    let asked = template.items.iter().filter(|item| item.applies_to(profile) || list.answers.contains_key(&item.id));
    let texts = |id: &str| list.answers.get(id).map(texts_of).unwrap_or_default();
    asked
        .map(|item| {
            let folded = fold_all(std::iter::once(item.text.get(language)).chain(texts(&item.id)));
            let is_unanswered = !list.answers.contains_key(&item.id);
            Entry { is_unanswered, ..entry(What::Answer(item.id.clone()), (0, 0), folded) }
        })
        .collect()
}

/// The criteria of a product's cycle, each with its answer, in the order in which they are asked.
pub(super) fn of_criteria(product: &Product, method: &Method, language: &str) -> Vec<Entry> {
    let Some(cycle) = method.cycle(&product.cycle) else { return Vec::new() };
    let asked = crate::assess::start::questions(cycle);
    let of = asked.into_iter().filter_map(|question| {
        let criterion = method.criterion(question.criterion)?;
        let answer = product.criteria.get(question.criterion).map(texts_of_criterion).unwrap_or_default();
        let folded = fold_all(std::iter::once(criterion.text.get(language)).chain(answer));
        let is_unanswered = !product.criteria.contains_key(question.criterion);
        Some(Entry { is_unanswered, ..entry(What::Criterion(question.criterion.to_owned()), (0, 0), folded) })
    });
    of.collect()
}

/// The entries of a register: decisions, actions, parked topics, and whatever a team's own registers hold.
pub(super) fn of_register(register: &Register) -> Vec<Entry> {
    let tables = register.template().tables.iter();
    let of = tables.flat_map(|table| {
        register.entries(&table.name).map(|(key, stand)| {
            let what = What::Record { table: table.name.clone(), key: key.to_owned() };
            entry(what, (0, 0), fold_all(texts_of_record(&table.keys, stand)))
        })
    });
    of.collect()
}

/// The texts of an answer that are searched: its reason, its evidence, and why it was waived.
#[must_use]
pub fn texts_of(answer: &Answer) -> Vec<&str> {
    let waiver = answer.waiver.as_ref().map(|waiver| &waiver.reason);
    answer.reason.iter().chain(&answer.evidence).chain(waiver).map(String::as_str).collect()
}

/// The texts of the answer to a criterion that are searched: its remark and its evidence.
#[must_use]
pub fn texts_of_criterion(answer: &CriterionAnswer) -> Vec<&str> {
    answer.note.iter().chain(&answer.evidence).map(String::as_str).collect()
}

/// The texts of an entry of a register that are searched, what it says first. What refers to something else is no text.
#[must_use]
pub fn texts_of_record<'t>(keys: &[KeyTemplate], stand: &'t Table) -> Vec<&'t str> {
    let mut texts: Vec<&str> = stand.text("text").into_iter().collect();
    for key in keys.iter().filter(|key| key.key != "text") {
        match (key.kind, stand.value(&key.key)) {
            (ValueType::Text, Some(RegisterValue::Text(text))) => texts.push(text),
            (ValueType::List | ValueType::Set, Some(RegisterValue::List(list))) if key.of == ElementType::Text => {
                texts.extend(list.iter().map(String::as_str));
            }
            _ => {}
        }
    }
    texts
}
