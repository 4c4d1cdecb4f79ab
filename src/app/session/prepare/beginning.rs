//! What is asked before a planned session begins: who decides, and what each vote is about.

use super::change;
use crate::app::dialog::PickerItem;
use crate::app::session::record;
use crate::app::{Cx, SessionEffect, WorkspaceEffect};
use crate::document::Id;
use crate::document::session::{BlockKind, RecordedKind, SessionRecord, SessionState};

/// Begins the session of a record, after what is still missing was asked for.
pub(in crate::app) fn begin(cx: &mut Cx, file: &str) {
    ask(cx, file, Vec::new());
}

/// Asks for what is missing next. The votes in `later` are asked about when they open.
fn ask(cx: &mut Cx, file: &str, later: Vec<Id>) {
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let is_planned = record.state == SessionState::Planned && cx.model.running_session().is_none();
    if is_planned && asks_who_decides(cx, file, &record) {
        return;
    }
    if is_planned && asks_what_is_voted_on(cx, file, &record, later) {
        return;
    }
    hold(cx, file);
}

/// Whether nobody decides of those who could: then it is asked who.
fn asks_who_decides(cx: &mut Cx, file: &str, record: &SessionRecord) -> bool {
    let could = || record.attendees.iter().filter(|attendee| !attendee.runs && !attendee.absent);
    if record.decider().is_some() || could().next().is_none() {
        return false;
    }
    let choice = |(at, attendee): (usize, &crate::document::session::Attendee)| {
        PickerItem::numbered(at + 1, &attendee.who, attendee.id)
    };
    let choices: Vec<_> = could().enumerate().map(choice).collect();
    let file = file.to_owned();
    cx.pick(sentence!("dialog.plan.who-decides")).choices(choices).then(move |cx, id| {
        super::people::decides(cx, &file, id);
        ask(cx, &file, Vec::new());
    });
    true
}

/// Whether a vote names no section: then it is asked which, once for each vote.
fn asks_what_is_voted_on(cx: &mut Cx, file: &str, record: &SessionRecord, later: Vec<Id>) -> bool {
    let is_open = |block: &&crate::document::session::Block| {
        block.kind == RecordedKind::Known(BlockKind::Vote) && block.section.is_none() && !later.contains(&block.id)
    };
    let Some(id) = record.blocks.iter().find(is_open).map(|block| block.id) else { return false };
    let places = super::agenda::written(cx.model, record);
    if places.is_empty() {
        return false;
    }
    let choice = |(at, place): (usize, super::agenda::Written)| {
        PickerItem::numbered(at + 1, &place.label, Some((place.canvas, place.section)))
    };
    let mut choices: Vec<_> = places.into_iter().enumerate().map(choice).collect();
    choices.push(PickerItem::of(cx.model.words, &sentence!("dialog.plan.vote-later"), None));
    let file = file.to_owned();
    cx.pick(sentence!("dialog.plan.vote-on")).choices(choices).then(move |cx, place| {
        let mut later = later;
        match place {
            None => later.push(id),
            Some((canvas, section)) => {
                let is_done = change(cx, &file, None, |record| {
                    if let Some(block) = record.blocks.iter_mut().find(|block| block.id == id) {
                        (block.canvas, block.section) = (Some(canvas), Some(section));
                    }
                });
                if !is_done {
                    return;
                }
            }
        }
        ask(cx, &file, later);
    });
    true
}

/// Asks for the private log of the session on the screen; what comes of it begins the session, or goes on with it.
pub(in crate::app) fn hold(cx: &mut Cx, file: &str) {
    if cx.model.running_session().is_some() {
        return cx.warn(sentence!("message.session-runs"));
    }
    let Some(doc) = cx.model.docs.get(file) else { return };
    let is_planned = |(_, record): (_, SessionRecord)| record.state == SessionState::Planned;
    if cx.model.is_rehearsal() && !record::of(cx.model, file).is_some_and(is_planned) {
        return cx.warn(sentence!("reason.begun-already"));
    }
    if !doc.is_writable() {
        return cx.warn(sentence!("message.not-writable", file = file));
    }
    let (product, stem) = (doc.product.clone(), doc.stem.clone());
    cx.effect(WorkspaceEffect::Session(SessionEffect::Hold { product, stem }));
}
