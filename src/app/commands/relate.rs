//! Commands on relations between notes: add, mend, remove, follow.

use super::change::numbers;
use super::{Command, Scope, can_change_note, has_note};
use crate::app::dialog::finder::{Finder, Item, Source};
use crate::app::dialog::{Dialog, Picker, PickerItem, Purpose};
use crate::app::index::Key;
use crate::app::place::{self, Place, Spot, Where};
use crate::app::relations::{self, Related};
use crate::app::{Cx, Model};
use crate::document::{Field, Id, Reference, Relation, Value};
use crate::i18n::Sentence;

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(super) const ROWS: &[Command] = &[
    Command::new("relate", CANVAS, &["r"], |cx, _| relate(cx)).footer().only_if(can_change_note),
    Command::new("follow", CANVAS, &["]"], |cx, _| follow(cx)).footer().only_if(can_follow),
    Command::new("finder-wider", &[Scope::Finder], &["tab"], |cx, _| wider(cx)).footer().only_if(can_widen),
];

fn chosen(model: &Model) -> Option<(String, Vec<Id>)> {
    let (state, doc, canvas) = model.canvas()?;
    Some((doc.file.clone(), state.chosen(canvas)))
}

/// The relations of the note in focus.
fn of_focus(model: &Model) -> Vec<Related> {
    let note = model.canvas_state().and_then(|state| Some((&state.file, state.note?)));
    note.map(|(file, id)| relations::of(model, file, id)).unwrap_or_default()
}

/// Asks how the notes are related; what one is related to already can be mended and removed.
fn relate(cx: &mut Cx) {
    let Some((file, ids)) = chosen(cx.model) else { return };
    let model = &*cx.model;
    let words = model.words;
    let mut items: Vec<PickerItem> = Relation::ALL
        .into_iter()
        .zip(['f', 's', 'r', 'a', 'e'])
        .map(|(relation, key)| {
            let related = Related { relation, is_back: false, reference: None, end: relations::End::Elsewhere };
            let label = format!("{}: {}", words.say(related.key()), words.say(related.meaning()));
            PickerItem { label, key: Some(key), value: relation.word().to_owned() }
        })
        .collect();
    let mut cursor = 0;
    if let [id] = ids.as_slice() {
        let there = relations::of(model, &file, *id);
        for (at, related) in there.iter().enumerate().filter(|(_, related)| !related.is_back) {
            if related.is_broken() && cursor == 0 {
                cursor = items.len();
            }
            let label = format!("{} {} {}", words.say(related.key()), related.spoken(model), related.text(model));
            let key = items.len().checked_sub(4).and_then(|number| char::from_digit(u32::try_from(number).ok()?, 10));
            items.push(PickerItem { label, key, value: at.to_string() });
        }
    }
    let title = Sentence::new("dialog.relate.title").with("numbers", numbers(model, &file, &ids));
    let mut pick = Picker::new(title, items, Purpose::Relate { file, ids });
    pick.cursor = cursor;
    cx.model.dialogs.push(pick.into());
}

/// A relation was chosen, to be added; or one that is there, by its place among all.
pub(super) fn chosen_relation(cx: &mut Cx, file: String, ids: Vec<Id>, value: &str) {
    if let Some(relation) = Relation::ALL.into_iter().find(|relation| relation.word() == value) {
        return ask_target(cx, file, ids, relation, None);
    }
    let (Some(id), Ok(at)) = (ids.first().copied(), value.parse::<usize>()) else { return };
    let Some(related) = relations::of(cx.model, &file, id).into_iter().nth(at) else { return };
    let words = cx.model.words;
    let choice = |key: char, label: &str, value: &str| PickerItem {
        label: words.say(label).to_owned(),
        key: Some(key),
        value: value.to_owned(),
    };
    let mut items =
        vec![choice('o', "dialog.relation.other", "other"), choice('r', "dialog.relation.remove", "remove")];
    if related.place().is_some() {
        items.insert(0, choice('g', "dialog.relation.go", "go"));
    }
    let lines = vec![format!("{} {}", related.spoken(cx.model), related.text(cx.model)).trim().to_owned()];
    let title = Sentence::new("dialog.relation.title").with("relation", words.say(related.key()));
    let purpose = Purpose::Relation { file, id, related: Box::new(related) };
    cx.model.dialogs.push(Picker::new(title, items, purpose).with_lines(lines).into());
}

/// What is to become of a relation that is there.
pub(super) fn chosen_for(cx: &mut Cx, file: String, id: Id, related: &Related, value: &str) {
    let Related { relation, reference: Some(reference), .. } = related else { return };
    match value {
        "go" => {
            if let Some(place) = related.place() {
                place::go_to(cx, place);
            }
        }
        "other" => ask_target(cx, file, vec![id], *relation, Some(reference.clone())),
        _ => {
            let said = Sentence::new("message.relation-removed");
            let list = references(cx.model, &file, id, *relation).into_iter().filter(|other| other != reference);
            set(cx, &file, said, *relation, vec![(id, list.collect())]);
        }
    }
}

fn references(model: &Model, file: &str, id: Id, relation: Relation) -> Vec<Reference> {
    let note = model.docs.get(file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.note(id));
    note.map(|note| note.related(relation).to_vec()).unwrap_or_default()
}

/// Opens the list of notes to be related to.
fn ask_target(cx: &mut Cx, file: String, ids: Vec<Id>, relation: Relation, instead: Option<Reference>) {
    let Some(product) = cx.model.docs.get(&file).map(|doc| doc.product.clone()) else { return };
    let mut except = ids.clone();
    if let [id] = ids.as_slice() {
        let there = references(cx.model, &file, *id, relation);
        except.extend(there.into_iter().filter_map(|reference| reference.id));
    }
    let related = Related { relation, is_back: false, reference: None, end: relations::End::Elsewhere };
    let title = Sentence::new("dialog.target.title")
        .with("numbers", numbers(cx.model, &file, &ids))
        .with("relation", cx.model.words.say(related.key()));
    let source = Source::Notes { product, everywhere: false, except };
    let finder = Finder::of(title, source).purpose(Purpose::Target { file, ids, relation, instead });
    cx.model.dialogs.push(finder.hint("dialog.target.hint").into());
    crate::app::dialog::finder::refilter(cx.model);
}

/// A note was chosen: the others refer to it from now on.
pub(super) fn take(cx: &mut Cx, purpose: Purpose, key: Key) {
    let Purpose::Target { file, ids, relation, instead } = purpose else { return };
    let Some(Where::OpenDocument(target)) = place::place_of(cx.model, key) else { return };
    let (Some(there), Some(here)) = (cx.model.docs.get(&target.file), cx.model.docs.get(&file)) else { return };
    let Spot::Note(id) = target.spot else { return };
    let product = (there.product != here.product).then(|| there.product.clone());
    let reference = Reference { product, stem: there.stem.clone(), id: Some(id) };
    let said = Sentence::new("message.related").with("to", place::spoken(cx.model, &target));
    let lists = ids
        .iter()
        .map(|id| {
            let mut list = references(cx.model, &file, *id, relation);
            match instead.as_ref().and_then(|old| list.iter().position(|other| other == old)) {
                Some(at) => list[at] = reference.clone(),
                None if list.iter().any(|other| other.id == reference.id) => {}
                None => list.push(reference.clone()),
            }
            (*id, list)
        })
        .collect();
    set(cx, &file, said, relation, lists);
}

fn set(cx: &mut Cx, file: &str, said: Sentence, relation: Relation, lists: Vec<(Id, Vec<Reference>)>) {
    cx.change(file, Some(said), |plan| {
        for (id, list) in lists {
            let list: Vec<String> = list.iter().map(ToString::to_string).collect();
            plan.set(id, Field::Relation(relation), (!list.is_empty()).then_some(Value::List(list)));
        }
    });
}

fn can_follow(model: &Model) -> Result<(), Sentence> {
    has_note(model)?;
    if of_focus(model).is_empty() { Err(Sentence::new("reason.not-related")) } else { Ok(()) }
}

/// Goes to the related note, whichever of the two refers to the other; where there are several, they are listed.
fn follow(cx: &mut Cx) {
    let related = of_focus(cx.model);
    let places: Vec<Place> = related.iter().filter_map(|related| related.place().cloned()).collect();
    match places.as_slice() {
        [] => cx.warn(Sentence::new("message.leads-nowhere")),
        [only] => place::go_to(cx, only),
        several => {
            let model = &*cx.model;
            let found = related.iter().filter(|related| related.place().is_some()).enumerate();
            let items = found
                .map(|(at, related)| {
                    let label = format!("{}: {}", model.words.say(related.key()), related.text(model));
                    Item::new(&label, &related.spoken(model), &at.to_string())
                })
                .collect();
            let purpose = Purpose::Follow { places: several.to_vec() };
            let finder = Finder::list(Sentence::new("dialog.follow.title"), items, purpose);
            cx.model.dialogs.push(finder.into());
        }
    }
}

fn can_widen(model: &Model) -> Result<(), Sentence> {
    match model.dialogs.last() {
        Some(Dialog::Finder(Finder { source: Source::Notes { .. } | Source::Search { .. }, .. }))
            if model.products.len() > 1 =>
        {
            Ok(())
        }
        _ => Err(Sentence::new("reason.one-product")),
    }
}

/// Searches the notes of all products, or again only those of this one.
fn wider(cx: &mut Cx) {
    if let Some(Dialog::Finder(finder)) = cx.model.dialogs.last_mut()
        && let Source::Notes { everywhere, .. } | Source::Search { everywhere, .. } = &mut finder.source
    {
        *everywhere = !*everywhere;
    }
    crate::app::dialog::finder::refilter(cx.model);
}
