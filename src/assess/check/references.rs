//! Rules across files: references that lead nowhere or elsewhere, ids and versions that stand twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Found, Surveyed};
use crate::assess::resolve::{Entries, Index, Target};
use crate::assess::rules::{BROKEN_REFERENCE, DUPLICATE_VERSION, STALE_REFERENCE};
use crate::codec::{self, Place, Reading, rules::DUPLICATE_ID};
use crate::document::session::SESSION;
use crate::document::{DocumentBody, HeadField, Id, Reference, Register, RegisterValue, Relation};
use crate::method::Method;

/// Where each id stands first in the workspace: path and line.
pub(super) type Firsts = HashMap<Id, (String, usize)>;

/// Finds the first place, by path, of every id that stands in more than one file. Most do not; a file is read again only
/// where it has such an id.
pub(super) fn first_places(files: &[Surveyed<'_>], method: &Method) -> Firsts {
    let mut seen: HashMap<Id, usize> = HashMap::new();
    let mut shared: BTreeMap<usize, HashSet<Id>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate().filter(|(_, file)| !file.is_past) {
        for id in file.entries().into_iter().flat_map(Entries::ids) {
            let first = *seen.entry(id).or_insert(at);
            if first != at {
                shared.entry(first).or_default().insert(id);
            }
        }
    }
    let firsts = shared.into_iter().flat_map(|(at, ids)| {
        let (path, reading) = (files[at].input.path, files[at].read(method));
        ids.into_iter().map(|id| (id, (path.to_owned(), line_of(id, &reading)))).collect::<Vec<_>>()
    });
    firsts.collect()
}

/// The line in which a file names an id.
fn line_of(id: Id, reading: &Reading) -> usize {
    let of = |keys: &[&str]| reading.places.find_key(&codec::path(keys)).map(|place| place.line);
    let line = match &reading.content {
        Some(codec::Content::DocumentBody(DocumentBody::Canvas(canvas))) => {
            canvas.section_of(id).and_then(|section| of(&["notes", section, id.as_str()]))
        }
        Some(codec::Content::DocumentBody(DocumentBody::Register(register))) => {
            let ids = register.ids();
            ids.iter().find(|(_, known)| *known == id).and_then(|(path, _)| of(path))
        }
        _ => None,
    };
    line.unwrap_or(1)
}

/// Checks references and ids of a document.
pub(super) fn check(sheet: &DocumentBody, product: &str, index: &Index, firsts: &Firsts, found: &mut Found<'_>) {
    if let DocumentBody::Register(register) = sheet {
        of_register(register, product, index, firsts, found);
    }
    let Some(head) = sheet.head() else { return };
    if let Some(text) = &head.superseded_by {
        report(index.resolve_text(text, product), text, &[HeadField::SupersededBy.word()], None, found);
    }
    let Some(canvas) = sheet.canvas() else { return };
    for (section, note) in canvas.notes() {
        let id = note.id;
        check_id(id, &["notes", section, id.as_str()], firsts, found);
        for relation in Relation::ALL {
            let texts: Vec<String> = note.related(relation).iter().map(ToString::to_string).collect();
            let keys = ["notes", section, id.as_str(), relation.word()];
            for (at, reference) in note.related(relation).iter().enumerate() {
                report(index.resolve(reference, product), &texts[at], &keys, Some((&texts, at)), found);
            }
        }
    }
}

/// Checks references and ids of a register.
fn of_register(register: &Register, product: &str, index: &Index, firsts: &Firsts, found: &mut Found<'_>) {
    for (path, id) in register.ids() {
        check_id(id, &path, firsts, found);
    }
    let mut before: Vec<&str> = Vec::new();
    // What a session is about stands at every block: where it is not there, that is one finding.
    let is_session = register.template().id == SESSION;
    let mut named: HashSet<&str> = HashSet::new();
    for (path, _) in register.references() {
        // Those of one list come one after the other.
        if std::mem::replace(&mut before, path.clone()) == path {
            continue;
        }
        if register.is_stem(&path)
            && let Some(stem) = path.last()
        {
            of_stem(stem, &path, product, index, found);
        }
        let value = register.value(&path);
        let list = value.map(RegisterValue::as_list).unwrap_or_default();
        // What is no reference at all was found on reading.
        let mut resolved = |text| {
            let reference = Reference::parse(text)?;
            let target = index.resolve(&reference, product);
            let is_document = reference.id.is_none() && matches!(target, Target::Broken);
            (!is_session || !is_document || named.insert(text)).then_some(target)
        };
        if let Some(text) = value.and_then(RegisterValue::as_text)
            && let Some(target) = resolved(text)
        {
            report(target, text, &path, None, found);
        }
        for (at, text) in list.iter().enumerate() {
            if let Some(target) = resolved(text) {
                report(target, text, &path, Some((list, at)), found);
            }
        }
    }
}

/// Reports a key that is the stem of no file.
fn of_stem(stem: &str, path: &[&str], product: &str, index: &Index, found: &mut Found<'_>) {
    let reference = Reference::parse(stem);
    if reference.is_none_or(|reference| matches!(index.resolve(&reference, product), Target::Broken)) {
        let place = found.reading.places.find_key(&codec::path(path)).cloned();
        if let Some(finding) = found.report(BROKEN_REFERENCE, path, vec![("word", stem.to_owned())]) {
            finding.place = place;
        }
    }
}

/// Reports a reference that leads nowhere or elsewhere. `element` is which of which texts it is, where it stands in an
/// array.
fn report(target: Target, text: &str, keys: &[&str], element: Option<(&[String], usize)>, found: &mut Found<'_>) {
    // An id of another form was found on reading.
    let is_malformed = Reference::parse(text).and_then(|reference| reference.id).is_some_and(|id| !id.is_well_formed());
    let (rule, mut arguments) = match target {
        Target::Right | Target::Unknown => return,
        Target::Broken if is_malformed => return,
        Target::Broken => (BROKEN_REFERENCE, Vec::new()),
        Target::Stale(right) => (STALE_REFERENCE, vec![("right", right.to_string())]),
    };
    arguments.insert(0, ("word", text.to_owned()));
    let reading = found.reading;
    if let Some(finding) = found.report(rule, keys, arguments)
        && let Some(place) = element.and_then(|(texts, at)| element_place(reading, &codec::path(keys), texts, at))
    {
        finding.place = Some(place);
    }
}

/// The place of an element of an array. The array may hold more than `texts` does: what is no reference is left out on
/// reading. So it is the element that reads the same, and of several the one that has as many before it.
fn element_place(reading: &Reading, array: &str, texts: &[String], at: usize) -> Option<Place> {
    let nth = texts[..at].iter().filter(|text| **text == texts[at]).count();
    let is_it = |place: &&Place| {
        let raw = reading.text.get(place.span.clone()).unwrap_or_default();
        raw.trim_matches(['"', '\'']) == texts[at]
    };
    let places = (0..).map_while(|at| reading.places.find(&format!("{array}[{at}]")));
    places.filter(is_it).nth(nth).cloned()
}

/// Reports an id that stands in an earlier file, too; one that stands twice in one file was found on reading.
fn check_id(id: Id, keys: &[&str], firsts: &Firsts, found: &mut Found<'_>) {
    let Some((path, line)) = firsts.get(&id).filter(|(path, _)| path != found.path) else { return };
    let arguments = vec![("id", id.to_string()), ("path", path.clone()), ("line", line.to_string())];
    let reading = found.reading;
    if let Some(finding) = found.report(DUPLICATE_ID, keys, arguments) {
        finding.place = reading.places.find_key(&codec::path(keys)).cloned();
        finding.part = "elsewhere";
    }
}

/// Reports versions that stand twice.
pub(super) fn check_history(sheet: &DocumentBody, found: &mut Found<'_>) {
    let history = match sheet {
        DocumentBody::Canvas(canvas) => &canvas.history,
        DocumentBody::Checklist(list) => &list.history,
        DocumentBody::Product(_) | DocumentBody::Register(_) => return,
    };
    let mut seen = HashSet::new();
    for (at, published) in history.iter().enumerate() {
        if !seen.insert(published.version) {
            let arguments = vec![("version", published.version.to_string())];
            let reading = found.reading;
            if let Some(finding) = found.report(DUPLICATE_VERSION, &[], arguments) {
                finding.place = reading.places.find(&format!("history[{at}].version")).cloned();
            }
        }
    }
}
