//! Commands on relations between notes: add, mend, remove, follow.

use super::change::numbers;
use crate::app::command::{Command, Scope, can_change_note, has_note};
use crate::app::dialog::PickerItem;
use crate::app::dialog::finder::{FinderItem, Source};
use crate::app::index::Key;
use crate::app::place::{self, Anchor, Destination, Place};
use crate::app::relations::{self, Related};
use crate::app::{Cx, Model};
use crate::document::{Field, Id, Reference, Relation, Value};
use crate::i18n::Sentence;

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("relate", CANVAS, &["r"], |cx, _| relate(cx)).footer().enabled_when(can_change_note),
    Command::new("follow", CANVAS, &["]"], |cx, _| follow(cx)).footer().enabled_when(can_follow),
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

/// What a person wants of the relations of notes.
#[derive(Clone)]
enum Wish {
    /// Another of that kind.
    Add(Relation),
    /// Something of one that is there.
    Mend(Related),
}

/// What is to become of a relation that is there.
#[derive(Clone, Copy)]
enum Mend {
    /// Its other end is gone to.
    Go,
    /// It is to another note from now on.
    Other,
    /// It is removed.
    Remove,
}

/// Asks how the notes are related; what one is related to already can be mended and removed.
fn relate(cx: &mut Cx) {
    let Some((file, ids)) = chosen(cx.model) else { return };
    let model = &*cx.model;
    let words = model.words;
    let mut choices: Vec<PickerItem<Wish>> = Relation::ALL
        .into_iter()
        .map(|relation| {
            let related = Related { relation, is_back: false, reference: None, end: relations::End::Elsewhere };
            let label = format!("{}: {}", words.say(related.key()), words.say(related.meaning()));
            PickerItem::new(&label, Wish::Add(relation)).mnemonic(words, related.key()).named(relation.word())
        })
        .collect();
    if let [id] = ids.as_slice() {
        let there = relations::of(model, &file, *id).into_iter().filter(|related| !related.is_back);
        for (number, related) in (1..).zip(there) {
            let label = format!("{} {} {}", words.say(related.key()), related.place_label(model), related.text(model));
            choices.push(PickerItem::numbered(number, &label, Wish::Mend(related)));
        }
    }
    let title = sentence!("dialog.relate.title", numbers = numbers(model, &file, &ids));
    let is_broken = |wish: &Wish| matches!(wish, Wish::Mend(related) if related.is_broken());
    cx.pick(title).choices(choices).at(is_broken).then(move |cx, wish| match (wish, ids.first().copied()) {
        (Wish::Add(relation), _) => ask_target(cx, file, ids, relation, None),
        (Wish::Mend(related), Some(id)) => ask_mend(cx, file, id, related),
        (Wish::Mend(_), None) => {}
    });
}

/// Asks what is to become of a relation that is there.
fn ask_mend(cx: &mut Cx, file: String, id: Id, related: Related) {
    let words = cx.model.words;
    let mut choices = vec![
        PickerItem::of(words, &sentence!("dialog.relation.other"), Mend::Other).named("other"),
        PickerItem::of(words, &sentence!("dialog.relation.remove"), Mend::Remove).named("remove"),
    ];
    if related.place().is_some() {
        choices.insert(0, PickerItem::of(words, &sentence!("dialog.relation.go"), Mend::Go).named("go"));
    }
    let lines = vec![format!("{} {}", related.place_label(cx.model), related.text(cx.model)).trim().to_owned()];
    let title = sentence!("dialog.relation.title", relation = words.say(related.key()));
    cx.pick(title).choices(choices).lines(lines).then(move |cx, mend| {
        let Related { relation, reference: Some(reference), .. } = &related else { return };
        match mend {
            Mend::Go => {
                if let Some(place) = related.place() {
                    place::go_to(cx, place);
                }
            }
            Mend::Other => ask_target(cx, file, vec![id], *relation, Some(reference.clone())),
            Mend::Remove => {
                let said = sentence!("message.relation-removed");
                let list = references(cx.model, &file, id, *relation).into_iter().filter(|other| other != reference);
                set(cx, &file, said, *relation, vec![(id, list.collect())]);
            }
        }
    });
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
    let title = sentence!(
        "dialog.target.title",
        numbers = numbers(cx.model, &file, &ids),
        relation = cx.model.words.say(related.key())
    );
    let source = Source::Notes { product, everywhere: false, except };
    let ask = cx.search(title, source).hint(key!("dialog.target.hint"));
    ask.then(move |cx, hit| relate_to(cx, &file, &ids, relation, instead.as_ref(), hit.key));
}

/// A note was chosen: the others refer to it from now on, in place of what they referred to so far where that is to be
/// mended.
fn relate_to(cx: &mut Cx, file: &str, ids: &[Id], relation: Relation, instead: Option<&Reference>, key: Key) {
    let Some(Destination::OpenDocument(target)) = place::place_of(cx.model, key) else { return };
    let (Some(there), Some(here)) = (cx.model.docs.get(&target.file), cx.model.docs.get(file)) else { return };
    let Anchor::Note(id) = target.spot else { return };
    let product = (there.product != here.product).then(|| there.product.clone());
    let reference = Reference { product, stem: there.stem.clone(), id: Some(id) };
    let said = sentence!("message.related", to = place::place_label(cx.model, &target));
    let lists = ids
        .iter()
        .map(|id| {
            let mut list = references(cx.model, file, *id, relation);
            match instead.and_then(|old| list.iter().position(|other| other == old)) {
                Some(at) => list[at] = reference.clone(),
                None if list.iter().any(|other| other.id == reference.id) => {}
                None => list.push(reference.clone()),
            }
            (*id, list)
        })
        .collect();
    set(cx, file, said, relation, lists);
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
    if of_focus(model).is_empty() { Err(sentence!("reason.not-related")) } else { Ok(()) }
}

/// Goes to the related note, whichever of the two refers to the other; where there are several, they are listed.
fn follow(cx: &mut Cx) {
    let related = of_focus(cx.model);
    let places: Vec<Place> = related.iter().filter_map(|related| related.place().cloned()).collect();
    match places.as_slice() {
        [] => cx.warn(sentence!("message.leads-nowhere")),
        [only] => place::go_to(cx, only),
        _ => {
            let model = &*cx.model;
            let items: Vec<_> = related
                .iter()
                .filter_map(|related| {
                    let label = format!("{}: {}", model.words.say(related.key()), related.text(model));
                    Some(FinderItem::new(&label, &related.place_label(model), related.place()?.clone()))
                })
                .collect();
            let ask = cx.find(sentence!("dialog.follow.title")).items(items).arrives();
            ask.then(|cx, place| place::go_to(cx, &place));
        }
    }
}
