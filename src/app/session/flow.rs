//! Going through the agenda: on, back, the clock, and what a block's own key does.

use super::glance::{Glance, file_of, kind_name, title};
use super::happening::{erase, happen};
use super::{cards, closing, grouping, hiding, opening, record, vote};
use crate::app::command::writable;
use crate::app::commands;
use crate::app::follow_up::Kind;
use crate::app::follow_up::forms::{self, Of};
use crate::app::location::{Anchor, Place};
use crate::app::{Cx, WorkspaceEffect, place};
use crate::document::session::{BlockKind, RecordedKind};
use crate::document::{Id, template_of};
use crate::method::Minutes;
use crate::workshop::event::{Erasure, Event};
use crate::workshop::state::LiveBlock;

/// Goes on to the next block; at the last one to the close. An open vote is closed before.
pub(in crate::app) fn next(cx: &mut Cx) {
    if cx.model.running_session().is_some_and(|running| running.session.state().open_round().is_some()) {
        return vote::close(cx);
    }
    match hiding::to_reveal(cx.model) {
        Some(place) => hiding::ask(cx, place, go_on),
        None => go_on(cx),
    }
}

fn go_on(cx: &mut Cx) {
    let Some(next) = Glance::of(cx.model).map(|glance| glance.next.map(|block| block.id)) else { return };
    match next {
        Some(block) => enter(cx, block),
        None => closing::close(cx),
    }
}

/// Goes back to the block before.
pub(in crate::app) fn back(cx: &mut Cx) {
    let before = Glance::of(cx.model).and_then(|glance| {
        let blocks = &cx.model.running_session()?.session.state().blocks;
        blocks.get(glance.at.checked_sub(1)?).map(|block| block.id)
    });
    match before {
        Some(block) => enter(cx, block),
        None => cx.warn(sentence!("reason.first-block")),
    }
}

/// Goes to a block, and says so. Nothing that was done in another one goes.
pub(in crate::app) fn enter(cx: &mut Cx, to: Id) {
    let Some(running) = cx.model.running_session() else { return };
    let state = running.session.state();
    let from = state.current;
    if from == Some(to) {
        return;
    }
    let rounds: Vec<Id> =
        state.rounds.iter().filter(|round| !round.is_open && round.erased.is_none()).map(|round| round.id).collect();
    if happen(cx, Event::Entered { from, to: Some(to) }) {
        for round in rounds {
            erase(cx, &Event::Erased { what: Erasure::Ballots(round) });
        }
        record::write(cx);
        if let Some(file) = cx.model.running_session().map(|running| running.file.clone()) {
            opening::show(cx, &file);
        }
        say_where(cx);
    }
}

/// Says which block goes on.
pub(in crate::app) fn say_where(cx: &mut Cx) {
    let said = Glance::of(cx.model).map(|glance| {
        let kind = kind_name(cx.model, glance.block);
        let title = title(cx.model, glance.block);
        let (stop, stops) = glance.stop;
        let minutes = glance.block.minutes;
        if title.starts_with(kind) {
            sentence!("message.session-at", stop = stop, stops = stops, title = title, minutes = minutes)
        } else {
            sentence!(
                "message.session-at-in",
                stop = stop,
                stops = stops,
                title = title,
                kind = kind,
                minutes = minutes
            )
        }
    });
    if let Some(said) = said {
        cx.say(said);
    }
}

/// Gives the block that goes on a minute more, or one less.
pub(in crate::app) fn more_minutes(cx: &mut Cx, is_more: bool) {
    let Some(glance) = Glance::of(cx.model) else { return };
    let (id, from) = (glance.block.id, glance.block.minutes);
    let tenths = from.as_tenths();
    let to = Minutes::tenths(if is_more { tenths.saturating_add(10) } else { tenths.saturating_sub(10) });
    if !to.is_of_a_block() {
        return cx.warn(sentence!("reason.no-shorter"));
    }
    if happen(cx, Event::Minutes { changes: vec![(id, from, to)] }) {
        cx.say(sentence!("message.session-minutes", minutes = to));
    }
}

/// Stops the clock, or lets it go on.
pub(in crate::app) fn pause(cx: &mut Cx) {
    let Some(running) = cx.model.running_session() else { return };
    let is_paused = !running.session.state().is_paused;
    if happen(cx, Event::Paused { is_paused }) {
        cx.say(if is_paused { sentence!("message.session-paused") } else { sentence!("message.session-resumed") });
    }
}

/// What the block that goes on is for: its canvas, the checklist, the vote, a decision, what is still open, the close.
pub(in crate::app) fn act(cx: &mut Cx) {
    let Some(glance) = Glance::of(cx.model) else { return };
    let block = glance.block.clone();
    let RecordedKind::Known(kind) = block.kind else { return go_to_document(cx, &block) };
    match kind {
        BlockKind::Opening => {
            run(cx, "follow-up");
        }
        BlockKind::Group => {
            if !grouping::ask(cx) {
                go_to_document(cx, &block);
            }
        }
        BlockKind::Write => match cards::hidden_place(cx.model, &block) {
            Some(place) => cards::ask(cx, place),
            None => go_to_document(cx, &block),
        },
        BlockKind::Round | BlockKind::Talk | BlockKind::Answer => go_to_document(cx, &block),
        BlockKind::Vote => vote::act(cx),
        BlockKind::Decide => {
            if let Some(of) = Of::new(cx.model) {
                forms::ask(cx, Kind::Decision, of);
            }
        }
        BlockKind::Break => pause(cx),
        BlockKind::Close => closing::close(cx),
    }
}

/// Does what a command does.
fn run(cx: &mut Cx, id: &str) {
    if let Some(command) = commands::find(id) {
        (command.run)(cx, "");
    }
}

/// Opens the document that a block is about, at its section; one that is not there yet is made.
fn go_to_document(cx: &mut Cx, block: &LiveBlock) {
    let Some(stem) = block.canvas.clone() else { return };
    let Some(file) = file_of(cx.model, &stem) else {
        let Some(product) = cx.model.running_session().map(|running| running.product.clone()) else { return };
        if cx.model.method.template(template_of(&stem)).is_some() && template_of(&stem) == stem {
            cx.effect(WorkspaceEffect::CreateDocument { product, template: stem });
        } else {
            cx.warn(sentence!("message.session-no-document", document = stem));
        }
        return;
    };
    let spot = block.section.clone().map_or(Anchor::Whole, Anchor::Section);
    place::go_over(cx, &Place { file, spot });
    // Cards are typed in one after another.
    if block.kind == RecordedKind::Known(BlockKind::Write) && writable(cx.model).is_ok() {
        run(cx, "add-note");
    }
}
