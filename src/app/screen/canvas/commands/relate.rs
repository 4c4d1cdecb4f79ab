//! Commands on relations between notes: add, fix, remove, follow. The note comes first, then the relation, where more than
//! one makes sense between the two.

use std::collections::HashSet;

use super::change::{about, numbers};
use crate::app::command::{Command, Linear, Scope, can_change_note, has_note};
use crate::app::dialog::PickerItem;
use crate::app::dialog::finder::{FinderItem, Source};
use crate::app::fitting::{self, Fit};
use crate::app::place::{self, Anchor, Destination, Place};
use crate::app::relations::{self, Related};
use crate::app::screen::follow_up::decisions_about;
use crate::app::screen::sections_of;
use crate::app::{Cx, Model};
use crate::document::{Field, Id, Reference, Relation, Value};
use crate::i18n::{Catalogue, Sentence};

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("relate", CANVAS, &["r"], |cx, _| relate(cx))
        .linear(&[Linear::Asks])
        .footer()
        .enabled_when(can_change_note),
    Command::new("follow", CANVAS, &["]"], |cx, _| follow(cx))
        .linear(&[Linear::Asks, Linear::Arrives])
        .footer()
        .enabled_when(can_follow),
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

/// What is to become of a relation that is there.
#[derive(Clone, Copy)]
enum RelationAction {
    /// Its other end is gone to.
    Go,
    /// It is to another note from now on.
    Other,
    /// It is removed.
    Remove,
    /// The notes are related in this way, too.
    Add(Fit),
}

/// Asks for the note to relate to. Where a relation leads nowhere, that comes first.
fn relate(cx: &mut Cx) {
    let Some((file, ids)) = chosen(cx.model) else { return };
    let broken = match ids.as_slice() {
        [id] => relations::of(cx.model, &file, *id).into_iter().find(Related::is_broken).map(|broken| (*id, broken)),
        _ => None,
    };
    match broken {
        Some((id, broken)) => ask_mend(cx, file, id, broken, Vec::new()),
        None => ask_target(cx, file, ids, None),
    }
}

/// The relation between two notes that is there already.
fn standing(model: &Model, file: &str, id: Id, there: &Place) -> Option<Related> {
    relations::of(model, file, id).into_iter().find(|related| related.place() == Some(there))
}

/// Asks what is to become of a relation that is there; `more` are those that make sense between the same notes besides.
fn ask_mend(cx: &mut Cx, file: String, id: Id, related: Related, more: Vec<Fit>) {
    let words = cx.model.words;
    let mut choices = vec![
        PickerItem::of(words, &sentence!("dialog.relation.other"), RelationAction::Other).named("other"),
        PickerItem::of(words, &sentence!("dialog.relation.remove"), RelationAction::Remove).named("remove"),
    ];
    if related.place().is_some() {
        choices.insert(0, PickerItem::of(words, &sentence!("dialog.relation.go"), RelationAction::Go).named("go"));
    }
    choices.extend(more.into_iter().map(|fit| choice(words, fit, RelationAction::Add(fit))));
    let lines = vec![format!("{} {}", related.place_label(cx.model), related.text(cx.model)).trim().to_owned()];
    let title = sentence!("dialog.relation.title", relation = words.say(related.key()));
    let about = about(cx.model, &file, &[id]);
    cx.pick(title).about(about).choices(choices).lines(lines).then(move |cx, action| {
        let there = related.place().cloned();
        match (action, there) {
            (RelationAction::Go, Some(place)) => place::go_to(cx, &place),
            (RelationAction::Add(fit), Some(place)) => relate_to(cx, &file, &[id], fit, &place),
            (RelationAction::Other, _) => ask_target(cx, file, vec![id], Some(related)),
            (RelationAction::Remove, _) => remove(cx, &file, id, &related),
            (RelationAction::Go | RelationAction::Add(_), None) => {}
        }
    });
}

/// Takes a relation away, whichever of the two notes names the other.
fn remove(cx: &mut Cx, file: &str, id: Id, related: &Related) {
    let said = sentence!("message.relation-removed");
    let Related { relation, reference, .. } = related;
    if let Some(reference) = reference {
        let list = references(cx.model, file, id, *relation).into_iter().filter(|other| other != reference);
        return set(cx, file, said, *relation, vec![(id, list.collect())]);
    }
    let Some(Place { file: other, spot: Anchor::Note(naming) }) = related.place() else { return };
    let list = references(cx.model, other, *naming, *relation).into_iter().filter(|other| other.id != Some(id));
    set(cx, other, said, *relation, vec![(*naming, list.collect())]);
}

/// A relation as a choice.
fn choice<T>(words: &Catalogue, fit: Fit, value: T) -> PickerItem<T> {
    let related =
        Related { relation: fit.relation, is_back: fit.is_back, reference: None, end: relations::End::Elsewhere };
    let forward = Related { is_back: false, ..related.clone() };
    let label = if fit.is_back {
        words.say(related.key()).to_owned()
    } else {
        format!("{}: {}", words.say(related.key()), words.say(related.meaning()))
    };
    let item = PickerItem::new(&label, value).mnemonic(words, forward.key());
    if fit.is_back { item.named(words.say(related.key())) } else { item.named(fit.relation.word()) }
}

fn references(model: &Model, file: &str, id: Id, relation: Relation) -> Vec<Reference> {
    let note = model.docs.get(file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.note(id));
    note.map(|note| note.related(relation).to_vec()).unwrap_or_default()
}

/// Opens the list of notes to be related to: first those of sections that have to do with the one of the note. `instead` is
/// the relation that is to lead there.
fn ask_target(cx: &mut Cx, file: String, ids: Vec<Id>, instead: Option<Related>) {
    let Some(product) = cx.model.docs.get(&file).map(|doc| doc.product.clone()) else { return };
    let numbers = numbers(cx.model, &file, &ids);
    let title = match &instead {
        Some(related) => {
            sentence!("dialog.target.title", numbers = numbers, relation = cx.model.words.say(related.key()))
        }
        None => sentence!("dialog.relate.title", numbers = numbers),
    };
    let mut except = ids.clone();
    if let (Some(related), [id]) = (&instead, ids.as_slice()) {
        let there = references(cx.model, &file, *id, related.relation);
        except.extend(there.into_iter().filter_map(|reference| reference.id));
    }
    let first = ids.first().map(|id| likely(cx.model, &file, *id)).unwrap_or_default();
    let source = Source::Notes { product, everywhere: false, except, first };
    let about = about(cx.model, &file, &ids);
    let ask = cx.search(title, source).about(about).hint(key!("dialog.target.hint"));
    ask.then(move |cx, hit| {
        if let Some(Destination::OpenDocument(there)) = place::place_of(cx.model, hit.key) {
            choose(cx, file, ids, instead.as_ref(), there)
        }
    });
}

/// The notes with which another relation makes sense than that one is worth looking at beside the other.
fn likely(model: &Model, file: &str, id: Id) -> HashSet<Id> {
    let section = || Some(model.docs.get(file)?.canvas()?.section_of(id)?.to_owned());
    let (Some(doc), Some(section)) = (model.docs.get(file), section()) else { return HashSet::new() };
    let place = format!("{}.{section}", doc.template_id());
    let here = Place { file: file.to_owned(), spot: Anchor::Note(id) };
    let mut likely = HashSet::new();
    for (other, canvas) in model.docs.values().filter_map(|other| Some((other, other.canvas()?))) {
        let is_known = |id: &str| fitting::is_known(&model.method, &place, &format!("{}.{id}", other.template_id()));
        for view in sections_of(other, &model.method).into_iter().filter(|view| is_known(view.id)) {
            let there = |id| Place { file: other.file.clone(), spot: Anchor::Note(id) };
            let fits = |id: &Id| fitting::between(model, &here, &there(*id)).len() > 1;
            likely.extend(canvas.notes_of(view.id).map(|note| note.id).filter(fits));
        }
    }
    likely
}

/// A note was chosen: it is related in the only way that makes sense, or that is asked.
fn choose(cx: &mut Cx, file: String, ids: Vec<Id>, instead: Option<&Related>, there: Place) {
    if let (Some(related), [id]) = (instead, ids.as_slice()) {
        return replace(cx, &file, *id, related, &there);
    }
    let here = |id: &Id| Place { file: file.clone(), spot: Anchor::Note(*id) };
    let mut fits: Option<Vec<Fit>> = None;
    for id in &ids {
        let of_one = fitting::between(cx.model, &here(id), &there);
        fits = Some(match fits {
            Some(fits) => fits.into_iter().filter(|fit| of_one.contains(fit)).collect(),
            None => of_one,
        });
    }
    let mut fits = fits.unwrap_or_default();
    if let [id] = ids.as_slice()
        && let Some(related) = standing(cx.model, &file, *id, &there)
    {
        fits.retain(|fit| (fit.relation, fit.is_back) != (related.relation, related.is_back));
        return ask_mend(cx, file, *id, related, fits);
    }
    if let [only] = fits.as_slice() {
        return relate_to(cx, &file, &ids, *only, &there);
    }
    let words = cx.model.words;
    let choices: Vec<_> = fits.into_iter().map(|fit| choice(words, fit, fit)).collect();
    let text = |place: &Place| {
        let note = || match place.spot {
            Anchor::Note(id) => cx.model.docs.get(&place.file)?.canvas()?.note(id),
            _ => None,
        };
        let text = note().map(|note| note.text.replace('\n', " ")).unwrap_or_default();
        format!("{} {text}", place::place_label(cx.model, place))
    };
    let lines: Vec<String> = ids.iter().map(here).chain([there.clone()]).map(|place| text(&place)).collect();
    let title = sentence!(
        "dialog.relate.how",
        numbers = numbers(cx.model, &file, &ids),
        to = place::place_label(cx.model, &there)
    );
    cx.pick(title).choices(choices).lines(lines).then(move |cx, fit| relate_to(cx, &file, &ids, fit, &there));
}

/// How a note refers to another from a product.
fn reference_to(model: &Model, from: &str, to: &Place) -> Option<Reference> {
    let (here, there) = (model.docs.get(from)?, model.docs.get(&to.file)?);
    let Anchor::Note(id) = to.spot else { return None };
    let product = (there.product != here.product).then(|| there.product.clone());
    Some(Reference { product, stem: there.stem.clone(), id: Some(id) })
}

/// A relation leads to another note from now on.
fn replace(cx: &mut Cx, file: &str, id: Id, related: &Related, there: &Place) {
    let Some(reference) = reference_to(cx.model, file, there) else { return };
    let fit = Fit { relation: related.relation, is_back: related.is_back };
    let Some(old) = &related.reference else {
        remove(cx, file, id, related);
        return relate_to(cx, file, &[id], fit, there);
    };
    let said = said(cx.model, fit, there);
    let mut list = references(cx.model, file, id, related.relation);
    match list.iter().position(|other| other == old) {
        Some(at) => list[at] = reference,
        None => list.push(reference),
    }
    set(cx, file, said, related.relation, vec![(id, list)]);
}

fn said(model: &Model, fit: Fit, there: &Place) -> Sentence {
    let Fit { relation, is_back } = fit;
    let related = Related { relation, is_back, reference: None, end: relations::End::Elsewhere };
    let to = place::place_label(model, there);
    sentence!("message.related", relation = model.words.say(related.key()), to = to)
}

/// Relates notes to another, each naming it or named by it.
fn relate_to(cx: &mut Cx, file: &str, ids: &[Id], fit: Fit, there: &Place) {
    let said = said(cx.model, fit, there);
    let model = &*cx.model;
    let add = |mut list: Vec<Reference>, reference: Reference| {
        if !list.iter().any(|other| other.id == reference.id) {
            list.push(reference);
        }
        list
    };
    if !fit.is_back {
        let Some(reference) = reference_to(model, file, there) else { return };
        let list = |id: &Id| (*id, add(references(model, file, *id, fit.relation), reference.clone()));
        let lists = ids.iter().map(list).collect();
        return set(cx, file, said, fit.relation, lists);
    }
    let Anchor::Note(naming) = there.spot else { return };
    let here = ids.iter().map(|id| Place { file: file.to_owned(), spot: Anchor::Note(*id) });
    let list = here
        .filter_map(|here| reference_to(model, &there.file, &here))
        .fold(references(model, &there.file, naming, fit.relation), add);
    set(cx, &there.file, said, fit.relation, vec![(naming, list)]);
}

fn set(cx: &mut Cx, file: &str, said: Sentence, relation: Relation, lists: Vec<(Id, Vec<Reference>)>) {
    cx.change(file, Some(said), |plan| {
        for (id, list) in lists {
            let list: Vec<String> = list.iter().map(ToString::to_string).collect();
            plan.set(id, Field::Relation(relation), (!list.is_empty()).then_some(Value::List(list)));
        }
    });
}

/// The decisions about the note in focus, each with its text and where it stands.
fn decisions(model: &Model) -> Vec<(String, Destination)> {
    let note = model.canvas().and_then(|(state, doc, _)| Some((doc, state.note?)));
    note.map(|(doc, id)| decisions_about(model, &doc.product, id)).unwrap_or_default()
}

fn can_follow(model: &Model) -> Result<(), Sentence> {
    has_note(model)?;
    let is_any = !of_focus(model).is_empty() || !decisions(model).is_empty();
    if is_any { Ok(()) } else { Err(sentence!("reason.not-related")) }
}

/// Goes to the related note, whichever of the two refers to the other, or to the decision about it; where there are
/// several, they are listed.
fn follow(cx: &mut Cx) {
    let model = &*cx.model;
    let related = of_focus(model).into_iter().filter_map(|related| {
        let label = format!("{}: {}", model.words.say(related.key()), related.text(model));
        Some((label, related.place_label(model), Destination::OpenDocument(related.place()?.clone())))
    });
    let decided = decisions(model).into_iter().map(|(text, to)| {
        let label = format!("{}: {text}", model.words.say(key!("relation.decision")));
        (label, model.words.say(key!("followed.title")).to_owned(), to)
    });
    let found: Vec<_> = related.chain(decided).collect();
    match found.as_slice() {
        [] => cx.warn(sentence!("message.leads-nowhere")),
        [(_, _, only)] => place::go(cx, &only.clone()),
        _ => {
            let items: Vec<_> =
                found.into_iter().map(|(label, place, to)| FinderItem::new(&label, &place, to)).collect();
            let ask = cx.find(sentence!("dialog.follow.title")).items(items).arrives();
            ask.then(|cx, to| place::go(cx, &to));
        }
    }
}
