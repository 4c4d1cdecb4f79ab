//! What a choice does once it is taken.

use super::{answers, typing};
use crate::app::dialog::{Form, FormField, FormPurpose, Purpose};
use crate::app::screens::VerdictFilter;
use crate::app::{Cx, Effect, Screen};
use crate::document::{Canvas, Field, Id, Mark, SectionState, Value, Verdict};
use crate::i18n::Sentence;
use crate::journal::DraftTarget;
use crate::merge::Conflict;
use crate::method::Kind;

pub(super) fn picked(cx: &mut Cx, purpose: Purpose, value: &str) {
    match purpose {
        Purpose::Kind { file, ids } => {
            let kinds: Vec<_> = ids.iter().map(|id| (*id, own_kind(cx, &file, *id, value))).collect();
            cx.change(&file, None, |plan| {
                for (id, kind) in kinds {
                    plan.set(id, Field::Kind, kind);
                }
            });
        }
        Purpose::Basis { file, ids } => basis(cx, file, ids, value),
        Purpose::State { file, section } => state(cx, file, section, value),
        Purpose::MoveTo { file, ids } => move_to(cx, &file, &ids, value),
        Purpose::Split { file, target, pieces, whole } => match value {
            "several" => typing::paste_notes(cx, &file, &target, pieces),
            "one" if cx.model.canvas_state().is_some_and(|state| state.editing.is_some()) => {
                typing::type_text(cx, &whole);
            }
            "one" => typing::paste_notes(cx, &file, &target, vec![whole.trim().to_owned()]),
            _ => {}
        },
        Purpose::Draft { file, target, text } => draft(cx, &file, target, &text, value == "take"),
        Purpose::Conflict { file, conflict } => clash_settled(cx, &file, &conflict, value == "ours"),
        Purpose::Create { product } => cx.effects.push(Effect::CreateSheet { product, template: value.to_owned() }),
        // What is found in the index is taken as it is, not as a word.
        Purpose::Search | Purpose::Target { .. } => {}
        Purpose::Open(items) => {
            if let Some(item) = value.parse().ok().and_then(|at: usize| items.get(at)) {
                super::opening::open_item(cx, item);
            }
        }
        Purpose::Due(mut all) => {
            if let Some(at) = value.parse().ok().filter(|at| *at < all.len()) {
                super::next::take_due(cx, all.swap_remove(at));
            }
        }
        Purpose::Relate { file, ids } => super::relate::chosen_relation(cx, file, ids, value),
        Purpose::Relation { file, id, related } => super::relate::chosen_for(cx, file, id, &related, value),
        Purpose::Offer { file, section, offers } => {
            let chosen = value.split(' ').filter_map(|at| offers.get(at.parse::<usize>().ok()?).cloned()).collect();
            super::feed::chosen(cx, file, section, chosen);
        }
        Purpose::TakeOver { file, section, ids, offers } => match value {
            "take" => super::feed::take_over(cx, &file, &section, &offers),
            _ => super::feed::relate(cx, &file, &ids, &offers),
        },
        Purpose::Follow { places } => {
            if let Some(place) = value.parse().ok().and_then(|at: usize| places.get(at)) {
                crate::app::place::go_to(cx, place);
            }
        }
        Purpose::Command => super::find::run(cx, value),
        Purpose::Product => {
            if let Some(at) = cx.model.products.iter().position(|product| product.id == value) {
                cx.model.product = at;
                if let Some(Screen::Map(state)) = cx.model.screens.first_mut() {
                    *state = crate::app::screens::MapState::default();
                }
            }
        }
        Purpose::Verdict { file, item } => answers::verdict(cx, file, &item, value),
        Purpose::Reply { file, criterion } => super::criteria::replied(cx, &file, &criterion, value),
        Purpose::Resume { file } => super::rounds::resumed(cx, &file, value),
        Purpose::Theme { .. } => super::themes::choose(cx, value),
        Purpose::FilterVerdict => {
            if let Some(state) = cx.model.checklist_state_mut() {
                state.filter = match value {
                    "unanswered" => VerdictFilter::Unanswered,
                    other => Verdict::from_word(other).map_or(VerdictFilter::All, VerdictFilter::Only),
                };
            }
        }
        Purpose::FilterStage => {
            if let Some(state) = cx.model.checklist_state_mut() {
                state.stage = (!value.is_empty()).then(|| value.to_owned());
            }
        }
    }
}

/// Takes up a text that a former run left, or throws it away.
fn draft(cx: &mut Cx, file: &str, target: DraftTarget, text: &str, takes: bool) {
    if takes {
        // What another draft has put into the editor becomes a note first.
        typing::keep_what_is_typed(cx);
        if cx.model.doc().map(|doc| doc.file.as_str()) != Some(file) {
            cx.model.screens.truncate(1);
            super::open_doc(cx, file);
        }
        typing::begin(cx, target, text);
        if let Some(record) = typing::draft_record(cx.model) {
            cx.effects.push(Effect::Journal(record));
        }
    }
    cx.model.undecided = cx.model.undecided.saturating_sub(1);
    if cx.model.undecided == 0 {
        cx.effects.push(Effect::LeftSettled);
    }
}

/// Puts in the side of a clash that stands.
fn clash_settled(cx: &mut Cx, file: &str, conflict: &Conflict, is_ours: bool) {
    let (step, said) = if is_ours {
        (conflict.take_ours(), "message.clash-ours")
    } else {
        (conflict.take_theirs(), "message.clash-theirs")
    };
    if !cx.change(file, None, |plan| step.edits.into_iter().for_each(|edit| plan.make(edit))) {
        cx.save(file);
    }
    typing::forget_draft(cx);
    cx.say(Sentence::new(said));
}

/// A kind as a note carries it: nothing where it is the section's own.
fn own_kind(cx: &Cx, file: &str, id: Id, word: &str) -> Option<Value> {
    let kind = Kind::from_word(word)?;
    let doc = cx.model.docs.get(file)?;
    let section = doc.canvas()?.section_of(id)?;
    let template = doc.canvas_template(&cx.model.method).and_then(|template| template.section(section));
    (template.map(|template| template.default_kind).unwrap_or_default() != kind).then(|| kind.word().into())
}

fn basis(cx: &mut Cx, file: String, ids: Vec<Id>, word: &str) {
    if word.is_empty() || word == "assumption" {
        let value = (!word.is_empty()).then(|| Value::from(word));
        cx.change(&file, None, |plan| {
            for id in &ids {
                plan.set(*id, Field::Basis, value.clone());
            }
        });
        return;
    }
    let source = cx.model.docs.get(&file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.note(*ids.first()?));
    let source = source.and_then(|note| note.source.clone()).unwrap_or_default();
    let field = FormField::line("dialog.source.label", &source).hint("dialog.source.hint");
    let purpose = FormPurpose::Basis { file, ids, basis: word.to_owned() };
    cx.model.dialogs.push(Form::new(Sentence::new("dialog.source.title"), vec![field], purpose).into());
}

fn state(cx: &mut Cx, file: String, section: String, word: &str) {
    match SectionState::from_word(word) {
        None => {
            cx.change(&file, None, |plan| plan.mark(&section, None));
        }
        Some(SectionState::Done) => {
            let mark = Mark { state: SectionState::Done, reason: None };
            cx.change(&file, None, |plan| plan.mark(&section, Some(mark)));
        }
        Some(state) => {
            let mark =
                cx.model.docs.get(&file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.marks.get(&section));
            let reason = mark.and_then(|mark| mark.reason.clone()).unwrap_or_default();
            let field = FormField::line("dialog.reason.label", &reason).hint("dialog.reason.hint");
            let purpose = FormPurpose::State { file, section, state: state.word().to_owned() };
            cx.model.dialogs.push(Form::new(Sentence::new("dialog.reason.title"), vec![field], purpose).into());
        }
    }
}

fn move_to(cx: &mut Cx, file: &str, ids: &[Id], section: &str) {
    let Some(doc) = cx.model.docs.get(file) else { return };
    let Some(canvas) = doc.canvas() else { return };
    let moving = super::change::units(canvas, ids);
    let leaving = leaving(canvas, &moving);
    let last = canvas.order(section).last().copied();
    let language = cx.model.language();
    let views = crate::app::screens::sections_of(doc, &cx.model.method);
    let title = views.iter().find(|view| view.id == section).map_or(section, |view| view.title(language)).to_owned();
    // What has no kind of its own was of its section's kind, and stays what it was.
    let kinds: Vec<(Id, Option<Value>)> = moving.iter().filter_map(|id| kept_kind(cx, file, *id, section)).collect();
    let said = Sentence::new("message.moved").with("count", ids.len()).with("section", title);
    let moved = cx.change(file, Some(said), |plan| {
        let mut after = last;
        for id in &moving {
            plan.relocate(*id, section, after);
            after = Some(*id);
        }
        for id in leaving {
            plan.set(id, Field::Under, None);
        }
        for (id, kind) in kinds {
            plan.set(id, Field::Kind, kind);
        }
    });
    if moved {
        let method = std::sync::Arc::clone(&cx.model.method);
        if let Some(Screen::Canvas(state)) = cx.model.screens.last_mut() {
            state.selection.clear();
            if let Some(doc) = cx.model.docs.get(file) {
                state.repair(doc, &method, 0);
            }
        }
    }
}

/// The notes among those that move whose group stays behind: they are grouped no more.
pub(super) fn leaving(canvas: &Canvas, moving: &[Id]) -> Vec<Id> {
    let left = |id: &Id| canvas.note(*id).and_then(|note| note.under).is_some_and(|head| !moving.contains(&head));
    moving.iter().copied().filter(left).collect()
}

/// The kind a note carries in another section, where that differs from what it carries now.
pub(super) fn kept_kind(cx: &Cx, file: &str, id: Id, section: &str) -> Option<(Id, Option<Value>)> {
    let doc = cx.model.docs.get(file)?;
    let canvas = doc.canvas()?;
    let template = doc.canvas_template(&cx.model.method)?;
    let own = template.section(canvas.section_of(id)?)?.default_kind;
    let there = template.section(section)?.default_kind;
    let note = canvas.note(id)?;
    // A note that was of the old section's kind takes the new one's; one with a kind of its own keeps it.
    let kind = note.kind.filter(|kind| *kind != own)?;
    let carried = (kind != there).then(|| Value::from(kind.word()));
    (carried != note.get(Field::Kind)).then_some((id, carried))
}
