//! Which references a removal takes out of other files, and how they are put back.

use super::Files;
use super::parts::{TakenOut, Write};
use crate::codec::{Content, FileKind, read};
use crate::document::{
    DocumentBody, Edit, HeadField, Product, Reference, Register, RegisterEdit, RegisterValue, Relation,
};

/// The references that these writes take out.
pub(super) fn out_of(files: &Files<'_>, writes: &[Write]) -> Vec<TakenOut> {
    let content = |path: &str, bytes: &[u8]| read(bytes, FileKind::of(path, files.method), files.method).content;
    let mut taken = Vec::new();
    for write in writes {
        let before = write.before.as_deref().and_then(|bytes| content(&write.path, bytes));
        if let (Some(before), Some(after)) = (before, content(&write.path, &write.bytes)) {
            difference(&write.path, &before, &after, &mut taken);
        }
    }
    taken
}

/// The references that one content has and the other does not.
fn difference(file: &str, before: &Content, after: &Content, taken: &mut Vec<TakenOut>) {
    let mut add = |keys: Vec<&str>, note, word: String| {
        let keys = keys.into_iter().map(str::to_owned).collect();
        taken.push(TakenOut { file: file.to_owned(), keys, note, word });
    };
    let (Content::DocumentBody(before), Content::DocumentBody(after)) = (before, after) else { return };
    if let (DocumentBody::Canvas(before), DocumentBody::Canvas(after)) = (before, after) {
        for (section, note) in before.notes() {
            for relation in Relation::ALL {
                let left = after.note(note.id).map(|note| note.related(relation)).unwrap_or_default();
                for reference in note.related(relation).iter().filter(|reference| !left.contains(reference)) {
                    let keys = vec!["notes", section, note.id.as_str(), relation.word()];
                    add(keys, Some(note.id), reference.to_string());
                }
            }
        }
    }
    if let (Some(before), Some(after)) = (before.head(), after.head())
        && let Some(word) = before.superseded_by.as_ref().filter(|_| after.superseded_by.is_none())
    {
        add(vec![HeadField::SupersededBy.word()], None, word.clone());
    }
    if let (DocumentBody::Register(before), DocumentBody::Register(after)) = (before, after) {
        let mut left = after.references();
        for (path, word) in before.references() {
            match left.iter().position(|other| *other == (path.clone(), word)) {
                Some(at) => drop(left.swap_remove(at)),
                None => add(path, None, word.to_owned()),
            }
        }
    }
    if let (DocumentBody::Product(before), DocumentBody::Product(after)) = (before, after) {
        for (station, stem) in marks(before)
            .filter(|(station, stem)| !after.reviewed.get(*station).is_some_and(|marks| marks.contains_key(*stem)))
        {
            add(vec!["reviewed", station], None, stem.to_owned());
        }
    }
}

fn marks(product: &Product) -> impl Iterator<Item = (&str, &str)> {
    product.reviewed.iter().flat_map(|(station, marks)| marks.keys().map(|stem| (station.as_str(), stem.as_str())))
}

/// Puts references back into what stands in a file now; `before` is what stood in it. Gives back which of them found no place
/// any more: what they stood at is gone, or says something else.
pub(super) fn put_back<'t>(now: &mut DocumentBody, before: &DocumentBody, taken: &[&'t TakenOut]) -> Vec<&'t TakenOut> {
    taken.iter().copied().filter(|one| !put(now, before, one)).collect()
}

fn put(now: &mut DocumentBody, before: &DocumentBody, one: &TakenOut) -> bool {
    let is_of_head = one.keys.len() == 1 && one.keys[0] == HeadField::SupersededBy.word();
    let marks = (one.keys.len() == 2 && one.keys[0] == "reviewed").then(|| one.keys[1].clone());
    match (now, before) {
        (DocumentBody::Canvas(canvas), DocumentBody::Canvas(_)) => {
            let canvas = std::sync::Arc::make_mut(canvas);
            if is_of_head {
                return set(&mut canvas.head.superseded_by, &one.word);
            }
            let relation =
                one.keys.last().and_then(|word| Relation::ALL.into_iter().find(|known| known.word() == word));
            let (Some(relation), Some(id), Some(reference)) = (relation, one.note, Reference::parse(&one.word)) else {
                return false;
            };
            let Some(mut note) = canvas.note_mut(id) else { return false };
            let mut related = note.related(relation).to_vec();
            if !related.contains(&reference) {
                related.push(reference);
                note.relations[relation as usize] = related;
            }
            true
        }
        (DocumentBody::Checklist(list), DocumentBody::Checklist(_)) => {
            is_of_head && set(&mut std::sync::Arc::make_mut(list).head.superseded_by, &one.word)
        }
        (DocumentBody::Product(product), DocumentBody::Product(before)) => {
            let Some(station) = marks else { return false };
            let Some(mark) = before.reviewed.get(&station).and_then(|marks| marks.get(&one.word)) else { return false };
            let product = std::sync::Arc::make_mut(product);
            let there = product.reviewed.entry(station).or_default();
            there.entry(one.word.clone()).or_insert_with(|| mark.clone());
            true
        }
        (now @ DocumentBody::Register(_), DocumentBody::Register(before)) => put_into_register(now, before, one),
        _ => false,
    }
}

fn set(place: &mut Option<String>, word: &str) -> bool {
    if let Some(there) = place {
        return there == word;
    }
    *place = Some(word.to_owned());
    true
}

fn put_into_register(now: &mut DocumentBody, before: &Register, one: &TakenOut) -> bool {
    let DocumentBody::Register(register) = &*now else { return false };
    let there = register.value(&one.keys).cloned();
    let is_there = |value: &RegisterValue| value.as_text() == Some(&one.word) || value.as_list().contains(&one.word);
    if there.as_ref().is_some_and(is_there) {
        return true;
    }
    // The entry it stood in has to be there still.
    if register.table_at(&one.keys[..one.keys.len().saturating_sub(1)]).is_none() {
        return false;
    }
    let after = match (&there, before.value(&one.keys)) {
        (None, Some(value)) if value.as_text().is_some() => value.clone(),
        (there, Some(value)) if value.as_text().is_none() => {
            let mut list = there.as_ref().map(|value| value.as_list().to_vec()).unwrap_or_default();
            list.push(one.word.clone());
            RegisterValue::List(list)
        }
        _ => return false,
    };
    let edit = RegisterEdit::Set { path: one.keys.clone(), before: there, after: Some(after) };
    Edit::Register(edit).apply(now).is_ok()
}
