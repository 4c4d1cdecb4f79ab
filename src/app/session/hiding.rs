//! Hidden notes of whoever drives: what is asked on the way out of writing, the reveal, and taking it back.
//!
//! A reveal is one step of the canvas with one event of the session of the same number. Whoever takes the step back hides the
//! notes again, as nobody's: who wrote them was forgotten.

use super::glance::{Glance, file_of};
use super::happening::{keep_of, running};
use super::record;
use super::state::RunningSession;
use crate::app::dialog::PickerItem;
use crate::app::{Cx, Model, OpenDocument};
use crate::document::session::{BlockKind, RecordedKind};
use crate::document::{Edit, Id, Note, Transaction, template_of};
use crate::workshop::event::Event;
use crate::workshop::hidden::{HiddenNote, Place, RevealedNote, reveal as draw};

/// What is done about hidden notes on the way out of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Reveal,
    KeepHidden,
    GoOnWriting,
}

/// The places with hidden notes, in the order of their canvases and sections.
fn places(running: &RunningSession) -> Vec<Place> {
    let mut places: Vec<Place> = running.session.state().hidden.values().map(|note| note.place.clone()).collect();
    places.sort();
    places.dedup();
    places
}

/// The place of the block that goes on, where it is one of writing and notes are hidden there.
#[must_use]
pub(in crate::app) fn to_reveal(model: &Model) -> Option<Place> {
    let glance = Glance::of(model)?;
    let (canvas, section) = (glance.block.canvas.as_ref()?, glance.block.section.as_ref()?);
    let place = Place { canvas: canvas.clone(), section: section.clone() };
    let is_writing = glance.block.kind == RecordedKind::Known(BlockKind::Write);
    let is_hidden = model.running_session()?.session.state().hidden_in(&place).next().is_some();
    (is_writing && is_hidden).then_some(place)
}

/// Asks what becomes of the hidden notes of a place before the room goes on.
pub(in crate::app) fn ask(cx: &mut Cx, place: Place, go_on: fn(&mut Cx)) {
    let Some(running) = cx.model.running_session() else { return };
    let hidden = running.session.state().count(&place);
    let of_cards = running.session.state().hidden_in(&place).all(|note| note.seat.is_none());
    let words = cx.model.words;
    let keeps = if hidden.writers == 1 && !of_cards {
        sentence!("dialog.reveal.wait")
    } else {
        sentence!("dialog.reveal.leave")
    };
    let choices = [
        PickerItem::of(words, &sentence!("dialog.reveal.reveal"), Way::Reveal),
        PickerItem::of(words, &keeps, Way::KeepHidden),
        PickerItem::of(words, &sentence!("dialog.reveal.write"), Way::GoOnWriting),
    ];
    let title = if of_cards {
        sentence!("dialog.reveal.of-cards").count(hidden.notes)
    } else if hidden.writers == 1 {
        sentence!("dialog.reveal.of-one").count(hidden.notes)
    } else {
        sentence!("dialog.reveal.title", people = hidden.writers).count(hidden.notes)
    };
    cx.pick(title).choices(choices).then(move |cx, way| match way {
        Way::Reveal => {
            if reveal(cx, &place) {
                go_on(cx);
            }
        }
        Way::KeepHidden => go_on(cx),
        Way::GoOnWriting => {}
    });
}

/// Reveals what is hidden where the room is, or wherever it is hidden, one place after another.
pub(in crate::app) fn reveal_now(cx: &mut Cx) {
    let Some(running) = cx.model.running_session() else { return };
    match to_reveal(cx.model).or_else(|| places(running).into_iter().next()) {
        Some(place) => ask(cx, place, |_| {}),
        None => cx.warn(sentence!("message.nothing-hidden")),
    }
}

/// Reveals the hidden notes of a place: in an order that is drawn, without names. Says whether it did; where not, nothing
/// has changed, and why is on the message line.
fn reveal(cx: &mut Cx, place: &Place) -> bool {
    let Some(running) = cx.model.running_session() else { return false };
    let hidden: Vec<HiddenNote> = running.session.state().hidden_in(place).cloned().collect();
    let Some(file) = file_of(cx.model, &place.canvas) else {
        let document = place.canvas.clone();
        cx.warn(sentence!("message.session-no-document", document = document));
        return false;
    };
    let count = hidden.len();
    let ids: Vec<Id> = hidden.iter().map(|_| cx.draw_id()).collect();
    let mut ids = ids.into_iter();
    let random = &mut cx.env.random;
    let mut bits = || u64::from(random()) << 32 | u64::from(random());
    // As many ids were drawn as there are notes.
    let notes = draw(hidden, &mut bits, || ids.next().unwrap_or_else(|| Id::from_bits(0)));
    let step = cx.model.next_number;
    let is_done = cx.change(&file, None, |transaction| {
        let canvas = transaction.canvas();
        let mut after = canvas.and_then(|canvas| canvas.notes_of(&place.section).next_back().map(|note| note.id));
        for one in &notes {
            transaction.insert(&place.section, after, Note::new(one.id, one.note.text.clone()));
            after = Some(one.id);
        }
    });
    if !is_done {
        return false;
    }
    let revealed = Event::Revealed { place: place.clone(), step, notes };
    if keep_of(cx, &revealed, None).is_ok() {
        record::write(cx);
        cx.say(sentence!("message.revealed").count(count));
    }
    true
}

/// Whether a step of a document was a reveal, and taking it back is still to be asked about: the room would notice.
pub(in crate::app) fn asks(cx: &mut Cx, number: u64) -> bool {
    let is_reveal = |running: &&RunningSession| running.session.state().revealed.contains_key(&number);
    let is_asked = |running: &RunningSession| running.asked_reveal == Some(number);
    if cx.model.running_session().filter(is_reveal).is_none_or(is_asked) {
        return false;
    }
    if let Some(running) = running(cx.model) {
        running.asked_reveal = Some(number);
    }
    cx.warn(sentence!("message.session-door-reveal"));
    true
}

/// A step of a document was taken back: where it was a reveal, its notes are hidden again.
pub(in crate::app) fn taken_back(cx: &mut Cx, number: u64, step: &Transaction) {
    let revealed = cx.model.running_session().and_then(|running| running.session.state().revealed.get(&number));
    let Some((place, ids)) = revealed.cloned() else { return };
    let Some(running) = running(cx.model) else { return };
    running.asked_reveal = None;
    let session = std::sync::Arc::make_mut(&mut running.session);
    let text = |id: Id| {
        step.edits.iter().find_map(|edit| match edit {
            Edit::Insert { note, .. } if note.id == id => Some(note.text.clone()),
            _ => None,
        })
    };
    let notes: Vec<RevealedNote> = ids
        .into_iter()
        .filter_map(|id| {
            let text = text(id)?;
            let note = HiddenNote { key: session.draw_key(), seat: None, place: place.clone(), text };
            Some(RevealedNote { id, note })
        })
        .collect();
    if keep_of(cx, &Event::Hid { place, step: number, notes }, None).is_ok() {
        record::write(cx);
    }
}

/// A step of a document was done again: where it puts notes in that are hidden, they were revealed by it before.
pub(in crate::app) fn done_again(cx: &mut Cx, number: u64, file: &str, step: &Transaction) {
    let Some(running) = cx.model.running_session() else { return };
    let Some(doc) = cx.model.docs.get(file).filter(|doc| doc.product == running.product) else { return };
    let Some(place) = place_of(doc, step) else { return };
    let mut hidden: Vec<HiddenNote> = running.session.state().hidden_in(&place).cloned().collect();
    let revealed: Option<Vec<RevealedNote>> = step
        .edits
        .iter()
        .map(|edit| {
            let Edit::Insert { note, .. } = edit else { return None };
            let at = hidden.iter().position(|one| one.seat.is_none() && one.text == note.text)?;
            Some(RevealedNote { id: note.id, note: hidden.swap_remove(at) })
        })
        .collect();
    if let Some(notes) = revealed
        && keep_of(cx, &Event::Revealed { place, step: number, notes }, None).is_ok()
    {
        record::write(cx);
    }
}

/// The one section into which a step puts notes, where it does nothing else.
fn place_of(doc: &OpenDocument, step: &Transaction) -> Option<Place> {
    let mut sections = step.edits.iter().map(|edit| match edit {
        Edit::Insert { at, .. } => Some(at.section.as_str()),
        _ => None,
    });
    let first = sections.next()??;
    let is_one = sections.all(|section| section == Some(first)) && !template_of(&doc.stem).is_empty();
    is_one.then(|| Place { canvas: doc.stem.clone(), section: first.to_owned() })
}

/// Lets only whoever drives see the driver's picture, or the room again.
pub(in crate::app) fn toggle_shared(cx: &mut Cx) {
    let Some(running) = cx.model.running_session() else { return };
    let is_shared = running.session.state().is_private;
    if keep_of(cx, &Event::Shared { is_shared }, None).is_ok() {
        cx.say(if is_shared { sentence!("message.shared") } else { sentence!("message.private") });
    }
}

/// Asks about the hidden notes that are left before a session is closed. Says whether there are any.
pub(in crate::app) fn asks_before_close(cx: &mut Cx, close: fn(&mut Cx)) -> bool {
    let Some(place) = cx.model.running_session().and_then(|running| places(running).into_iter().next()) else {
        return false;
    };
    let count = cx.model.running_session().map_or(0, |running| running.session.state().count(&place).notes);
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.left-hidden.reveal"), Way::Reveal),
        PickerItem::of(words, &sentence!("dialog.left-hidden.delete").count(count), Way::KeepHidden),
        PickerItem::of(words, &sentence!("dialog.left-hidden.back"), Way::GoOnWriting),
    ];
    let of = crate::app::session::glance::place_title(cx.model, &place);
    cx.pick(sentence!("dialog.left-hidden.title", place = of).count(count)).choices(choices).then(move |cx, way| {
        match way {
            Way::Reveal => {
                if reveal(cx, &place) {
                    close(cx);
                }
            }
            Way::KeepHidden => {
                drop_all(cx, &place);
                close(cx);
            }
            Way::GoOnWriting => {}
        }
    });
    true
}

/// Deletes the hidden notes of a place.
fn drop_all(cx: &mut Cx, place: &Place) {
    let Some(running) = cx.model.running_session() else { return };
    let hidden: Vec<HiddenNote> = running.session.state().hidden_in(place).cloned().collect();
    let events = hidden.into_iter().map(|note| Event::Dropped { note }).collect();
    super::happening::happen_together(cx, events);
}
