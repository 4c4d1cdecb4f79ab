//! The end of a session.

use std::cell::Cell;
use std::rc::Rc;

use super::happening::{erase, happen};
use super::peers::door;
use super::{hiding, record};
use crate::app::dialog::{Form, FormField, PickerItem, Problem};
use crate::app::follow_up::{self, Entry, Kind};
use crate::app::form_drafts::Reopen;
use crate::app::{Cx, Model, OpenDocument, SessionEffect, WorkspaceEffect};
use crate::document::FOLLOW_UP;
use crate::document::session::SessionState;
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;
use crate::workshop::event::{Erasure, Event};

const FINGERS: SentenceKey = key!("dialog.close.fingers");
/// More than that many people are in no room.
const MOST_FINGERS: u32 = 1_000;

/// The form in the journal.
const CLOSE_FORM: &str = "close-session";

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(CLOSE_FORM, |cx, draft| {
    if cx.model.running_session().is_some_and(|running| running.file == draft.file) {
        close(cx);
    }
})];

/// Shows what came of the session and what is still open, asks how it went, and closes it.
pub(in crate::app) fn close(cx: &mut Cx) {
    if hiding::asks_before_close(cx, close) {
        return;
    }
    let lines = summary(cx.model);
    let field = FormField::line(FINGERS, "").hint(key!("dialog.close.fingers-hint"));
    let file = cx.model.running_session().map(|running| running.file.clone()).unwrap_or_default();
    let draft = FormDraft::new(CLOSE_FORM, &file);
    let is_sure = Rc::new(Cell::new(false));
    cx.form(sentence!("dialog.close.title"), draft).lines(lines).fields([field]).whole().then(move |cx, form| {
        let to = fingers(form)?;
        let shown = to.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
        let here = cx.model.running_session().map_or(0, |running| running.session.state().present().count());
        if here > 0 && usize::try_from(shown).is_ok_and(|shown| shown > here) && !is_sure.get() {
            ask_whether(cx, (shown, here), Rc::clone(&is_sure));
            return Err(Problem::asked(FINGERS));
        }
        let from = cx.model.running_session().map(|running| running.session.state().fingers).unwrap_or_default();
        if from != to {
            happen(cx, Event::Fingers { from, to });
        }
        end(cx)
    });
}

/// Asks whether more hands than people are counted; the form below is taken again where they are.
fn ask_whether(cx: &mut Cx, (shown, here): (u32, usize), is_sure: Rc<Cell<bool>>) {
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.more-votes.look"), false),
        PickerItem::of(words, &sentence!("dialog.more-votes.count"), true),
    ];
    let title = sentence!("dialog.more-votes.hands", shown = shown, here = here);
    cx.pick(title).choices(choices).then(move |cx, counts| {
        if counts {
            is_sure.set(true);
            cx.answer();
        }
    });
}

/// How many gave 1, 2, 3, 4 and 5; all nought where nobody was asked.
fn fingers(form: &Form) -> Result<[u32; 5], Problem> {
    let text = form.value(FINGERS);
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Ok([0; 5]);
    }
    let counts: Option<Vec<u32>> =
        words.iter().map(|word| word.parse().ok().filter(|count| *count <= MOST_FINGERS)).collect();
    let counts = counts.and_then(|counts| <[u32; 5]>::try_from(counts).ok());
    counts.ok_or_else(|| Problem::at(FINGERS, sentence!("dialog.close.fingers-wrong")))
}

/// What is read out before the end, a line each.
pub(super) fn summary(model: &Model) -> Vec<String> {
    let Some(running) = model.running_session() else { return Vec::new() };
    let file = follow_up::path_of(&running.product);
    let entries: Vec<_> = follow_up::register(model, &file).into_iter().flat_map(follow_up::entries).collect();
    let open = |kind: Kind| entries.iter().filter(move |entry| entry.kind == kind && !entry.is_closed());
    let unowned = open(Kind::Action).filter(|entry| entry.who().is_empty()).count();
    let loose = open(Kind::Parked).filter(|entry| entry.who().is_empty() && entry.due().is_none()).count();
    let outcome = record::outcome(model, running);
    let words = model.words;
    let mut lines = vec![words.tell(&sentence!(
        "dialog.close.came",
        decided = outcome.decisions.len(),
        actions = outcome.actions.len(),
        parked = outcome.parked.len()
    ))];
    let is_new = |entry: &&Entry| {
        let of = match entry.kind {
            Kind::Decision => &outcome.decisions,
            Kind::Action => &outcome.actions,
            Kind::Parked => &outcome.parked,
        };
        of.iter().any(|reference| reference.to_string() == format!("{}#{}", FOLLOW_UP, entry.key))
    };
    lines.extend(entries.iter().filter(is_new).map(|entry| words.tell(&read_out(model, entry))));
    if unowned > 0 {
        lines.push(words.tell(&sentence!("dialog.close.unowned").count(unowned)));
    }
    if loose > 0 {
        lines.push(words.tell(&sentence!("dialog.close.loose").count(loose)));
    }
    lines
}

/// What is read out of something that came of the session: what, who, and by when.
fn read_out(model: &Model, entry: &Entry) -> Sentence {
    let text = entry.text("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let nobody = model.words.say(key!("dialog.close.nobody"));
    let who = if entry.who().is_empty() { nobody } else { entry.who() };
    let key = match entry.kind {
        Kind::Decision => key!("dialog.close.decision"),
        Kind::Action => key!("dialog.close.action"),
        Kind::Parked => key!("dialog.close.topic"),
    };
    let who = entry.due().map_or_else(|| who.to_owned(), |day| format!("{who}, {day}"));
    Sentence::new(key).with("text", text).with("who", who)
}

/// Closes the session, whose record says so; what is private goes once that is in the file.
///
/// # Errors
/// Where the record cannot be written. Nothing has changed then.
fn end(cx: &mut Cx) -> Result<(), Problem> {
    let Some(file) = cx.model.running_session().map(|running| running.file.clone()) else { return Ok(()) };
    let is_writable = cx.model.docs.get(&file).is_some_and(OpenDocument::is_writable);
    if !is_writable || record::of(cx.model, &file).is_none() {
        return Err(Problem::at(FINGERS, sentence!("message.not-writable", file = file)));
    }
    if happen(cx, Event::Closed) {
        record::write(cx);
        finish(cx);
    }
    Ok(())
}

/// Lets a session go that is closed, once its record is in the file: its private log is gone then, and not before.
pub(in crate::app) fn finish(cx: &mut Cx) {
    let Some(running) = cx.model.running_session() else { return };
    let doc = cx.model.docs.get(&running.file);
    let is_saved = doc.is_some_and(|doc| doc.serial == doc.saved_serial && doc.save_problem().is_none());
    if running.session.state().stage != SessionState::Closed || !is_saved {
        return;
    }
    let stem = doc.map(|doc| doc.stem.clone()).unwrap_or_default();
    if erase(cx, &Event::Erased { what: Erasure::Everything }) {
        cx.effect(WorkspaceEffect::Session(SessionEffect::Forget));
    }
    door::shut(cx);
    *cx.model.session = None;
    if cx.model.is_rehearsal() {
        return cx.say(sentence!("message.rehearsal-over"));
    }
    cx.say(sentence!("message.session-closed", stem = stem));
}
