//! Commands on what feeds a section: earlier notes to take over or relate to, and the walk along relations.

use super::change::{new_notes, number_of, numbers};
use crate::app::command::{Command, Scope, has_note, writable};
use crate::app::dialog::PickerItem;
use crate::app::dialog::finder::{FinderItem, InLines};
use crate::app::place::{self, Anchor, Place, place_label};
use crate::app::relations::{End, Related};
use crate::app::sources::{self, SourceNote};
use crate::app::{Cx, Model, lineage};
use crate::document::{Field, Id, Note, Reference, Relation, Value};
use crate::i18n::Sentence;

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("take-over", CANVAS, &["R"], |cx, _| offer(cx)).footer().enabled_when(can_take_over),
    Command::new("chain", CANVAS, &["}"], |cx, _| walk(cx)).enabled_when(can_walk),
];

fn can_take_over(model: &Model) -> Result<(), Sentence> {
    writable(model)?;
    if !sources::is_fed(model) {
        return Err(sentence!("reason.not-fed"));
    }
    if sources::sources(model).is_empty() { Err(sentence!("reason.nothing-earlier")) } else { Ok(()) }
}

/// Offers the earlier notes, those first that nothing was made of yet in this section.
fn offer(cx: &mut Cx) {
    let Some((state, doc, _)) = cx.model.canvas() else { return };
    let (file, Some(section)) = (doc.file.clone(), state.section_id(doc, &cx.model.method)) else { return };
    let views = crate::app::screen::sections_of(doc, &cx.model.method);
    let title = views.get(state.section).map(|view| view.title(cx.model.language()).to_owned()).unwrap_or_default();
    let model = &*cx.model;
    let items: Vec<_> = sources::offers(model).into_iter().map(|offer| item(model, offer)).collect();
    let title = sentence!("dialog.offer.title", section = title);
    let ask = cx.find(title).items(items).hint(key!("dialog.offer.hint")).at(|offer| offer.used.is_none());
    ask.in_lines(InLines::LabelsAndDetails).then_with_all(move |cx, offers| chosen(cx, file, section, offers));
}

/// A line of the list: the note's number and text, its place, and where it was taken up already.
fn item(model: &Model, offer: SourceNote) -> FinderItem<SourceNote> {
    let note = model.docs.get(&offer.file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.note(offer.id));
    let text = note.map(|note| note.text.replace('\n', " ")).unwrap_or_default();
    let used = offer.used.as_ref().map(|number| {
        let told = sentence!("dialog.offer.used", number = number);
        model.words.tell(&told)
    });
    let label = format!("{} {text}", offer.number);
    let place = offer.place.clone();
    FinderItem::new(&label, &place, offer).with_remark(used)
}

/// What is done with earlier notes.
#[derive(Clone, Copy)]
enum Use {
    /// They are taken over as notes of their own.
    TakeOver,
    /// The notes in focus are related to them.
    Relate,
}

/// Notes were chosen: they are taken over, or, where there is a note to relate, it is asked which of both is meant.
fn chosen(cx: &mut Cx, file: String, section: String, offers: Vec<SourceNote>) {
    let Some((state, _, canvas)) = cx.model.canvas() else { return };
    let ids = state.chosen(canvas);
    if ids.is_empty() {
        return take_over(cx, &file, &section, &offers);
    }
    let words = cx.model.words;
    let relation = offers.first().map_or(Relation::From, |offer| offer.relation);
    let related = Related { relation, is_back: false, reference: None, end: End::Elsewhere };
    let take = sentence!("dialog.take-over.take", count = offers.len());
    let relate_to = sentence!(
        "dialog.take-over.relate",
        numbers = numbers(cx.model, &file, &ids),
        relation = words.say(related.key())
    );
    let choices = [
        PickerItem::of(words, &take, Use::TakeOver).named("take"),
        PickerItem::of(words, &relate_to, Use::Relate).named("relate"),
    ];
    let lines = offers.iter().take(4).map(|offer| format!("{} {}", offer.number, text_of(cx.model, offer))).collect();
    let title = sentence!("dialog.take-over.title", count = offers.len());
    cx.pick(title).choices(choices).lines(lines).then(move |cx, meant| match meant {
        Use::TakeOver => take_over(cx, &file, &section, &offers),
        Use::Relate => relate(cx, &file, &ids, &offers),
    });
}

fn text_of(model: &Model, offer: &SourceNote) -> String {
    let canvas = model.docs.get(&offer.file).and_then(|doc| doc.canvas());
    canvas.and_then(|canvas| canvas.note(offer.id)).map(|note| note.text.clone()).unwrap_or_default()
}

/// The reference to an offered note, as it stands in a file of a product.
fn reference(model: &Model, product: &str, offer: &SourceNote) -> Option<Reference> {
    let doc = model.docs.get(&offer.file)?;
    let other = (doc.product != product).then(|| doc.product.clone());
    Some(Reference { product: other, stem: doc.stem.clone(), id: Some(offer.id) })
}

/// Copies the texts of notes to the end of a section; each copy says where it comes from. All of it is one step.
fn take_over(cx: &mut Cx, file: &str, section: &str, offers: &[SourceNote]) {
    let Some(product) = cx.model.docs.get(file).map(|doc| doc.product.clone()) else { return };
    let ids: Vec<(Id, Id)> = offers.iter().map(|offer| (offer.id, cx.draw_id())).collect();
    let model = &*cx.model;
    let copied = |old: Id| ids.iter().find(|(before, _)| *before == old).map(|(_, now)| *now);
    let copy = |(offer, (_, id)): (&SourceNote, &(Id, Id))| {
        let earlier = model.docs.get(&offer.file)?.canvas()?.note(offer.id)?;
        let mut note = Note::new(*id, earlier.text.clone());
        // A group that is taken over stays one.
        note.under = earlier.under.and_then(copied);
        note.relations[Relation::From as usize].push(reference(model, &product, offer)?);
        Some(note)
    };
    let notes: Vec<Note> = offers.iter().zip(&ids).filter_map(copy).collect();
    let first = notes.first().map(|note| note.id);
    let last =
        model.docs.get(file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.order(section).last().copied());
    let said = sentence!("message.taken-over", count = notes.len());
    if cx.change(file, Some(said), |plan| new_notes(plan, section, last, notes))
        && let (Some(state), Some(first)) = (cx.model.canvas_state_mut(), first)
    {
        state.note = Some(first);
    }
}

/// Relates notes to the offered ones, each as its section expects it. All of it is one step.
fn relate(cx: &mut Cx, file: &str, ids: &[Id], offers: &[SourceNote]) {
    let model = &*cx.model;
    let Some(doc) = model.docs.get(file) else { return };
    let mut lists: Vec<(Id, Relation, Vec<Reference>)> = Vec::new();
    for id in ids {
        let Some(note) = doc.canvas().and_then(|canvas| canvas.note(*id)) else { continue };
        for offer in offers.iter().filter(|offer| offer.id != *id) {
            let Some(reference) = reference(model, &doc.product, offer) else { continue };
            let known = lists.iter().position(|(other, relation, _)| other == id && *relation == offer.relation);
            let at = known.unwrap_or_else(|| {
                lists.push((*id, offer.relation, note.related(offer.relation).to_vec()));
                lists.len() - 1
            });
            let list = &mut lists[at].2;
            if !list.iter().any(|there| there.id == reference.id) {
                list.push(reference);
            }
        }
    }
    let said = sentence!("message.related-to", count = offers.len());
    cx.change(file, Some(said), |plan| {
        for (id, relation, list) in lists {
            let list: Vec<String> = list.iter().map(ToString::to_string).collect();
            plan.set(id, Field::Relation(relation), Some(Value::List(list)));
        }
    });
}

fn can_walk(model: &Model) -> Result<(), Sentence> {
    has_note(model)?;
    let (state, _, canvas) = model.canvas().ok_or_else(|| sentence!("reason.no-note"))?;
    let leads = |relation: Relation| relation != Relation::See;
    let names = |note: &Note| Relation::ALL.into_iter().any(|of| leads(of) && !note.related(of).is_empty());
    let is_part = state.note.is_some_and(|id| {
        canvas.note(id).is_some_and(|note| names(note)) || model.links.to(id).iter().any(|link| leads(link.relation))
    });
    if is_part { Ok(()) } else { Err(sentence!("reason.not-related")) }
}

/// Shows what the note came from and what was made of it, as far as that goes, as a tree.
fn walk(cx: &mut Cx) {
    let model = &*cx.model;
    let Some((state, doc, _)) = model.canvas() else { return };
    let Some(note) = state.note else { return };
    let here = Place { file: doc.file.clone(), spot: Anchor::Note(note) };
    let items: Vec<_> = lineage::of(model, &doc.file, note)
        .into_iter()
        .map(|stop| FinderItem::new(&lineage::label(model, &stop), &place_label(model, &stop.place), stop.place))
        .collect();
    let number = number_of(model, &doc.file, note).unwrap_or_default();
    let title = sentence!("dialog.chain.title", number = number);
    let ask = cx.find(title).items(items).hint(key!("dialog.chain.hint")).at(|place| *place == here).arrives();
    ask.then(|cx, place| place::go_to(cx, &place));
}
