//! Votes with one keyboard in the room: ballots come as slips of paper or as totals, a line of numbers each. Nothing is
//! counted on the screen before the close.

use super::glance::{Glance, file_of};
use super::happening::happen;
use super::{ballot_line, record};
use crate::app::dialog::PickerItem;
use crate::app::{Cx, Model};
use crate::document::{Canvas, Id, template_of};
use crate::workshop::ballot::budget;
use crate::workshop::event::Event;
use crate::workshop::round::Round;

/// What the key of a vote's block does: opens the vote, takes the next slip, or after its close asks for a decision.
pub(in crate::app) fn act(cx: &mut Cx) {
    let Some(running) = cx.model.running_session() else { return };
    let state = running.session.state();
    if state.open_round().is_some() {
        return ballot_line::ask_slip(cx);
    }
    // One vote a block: after its close, somebody decides.
    if state.current.and_then(|block| state.round_of(block)).is_some() {
        if let Some(of) = crate::app::follow_up::forms::Of::new(cx.model) {
            crate::app::follow_up::forms::ask(cx, crate::app::follow_up::Kind::Decision, of);
        }
        return;
    }
    open(cx);
}

/// The stem of the canvas whose notes are voted on.
fn canvas_of(model: &Model, glance: &Glance) -> Option<String> {
    let of_record = || {
        let running = model.running_session()?;
        let (_, record) = record::of(model, &running.file)?;
        let is_canvas = |stem: &&String| model.method.canvas(template_of(stem)).is_some();
        record.canvases.iter().find(is_canvas).cloned()
    };
    glance.block.canvas.clone().or_else(of_record)
}

/// The closed vote whose totals the room looks at.
#[must_use]
pub fn shown(model: &Model) -> Option<&Round> {
    model.running_session()?.session.state().round_in_sight().filter(|round| !round.is_open)
}

/// Opens a vote on the notes of a section; which one is asked where the block does not say.
fn open(cx: &mut Cx) {
    let Some(glance) = Glance::of(cx.model) else { return };
    let section = glance.block.section.clone();
    let Some(stem) = canvas_of(cx.model, &glance) else { return cx.warn(sentence!("message.session-no-options")) };
    let Some(canvas) = file_of(cx.model, &stem).and_then(|file| cx.model.docs.get(&file)?.canvas()) else {
        return cx.warn(sentence!("message.session-no-options"));
    };
    if let Some(section) = section {
        let options = heads(canvas, &section);
        return begin(cx, &stem, Some(section), options);
    }
    let template = cx.model.method.canvas(template_of(&stem));
    let sections: Vec<String> = canvas.sections().map(|notes| notes.section.clone()).collect();
    let with_notes = sections.into_iter().filter(|section| heads(canvas, section).len() >= 2);
    let named = with_notes.map(|section| {
        let known = template.and_then(|template| template.section(&section));
        let name = known.map_or_else(|| section.clone(), |known| known.title.get(cx.model.language()).to_owned());
        (section, name)
    });
    let choice = |(at, (section, name)): (usize, (String, String))| PickerItem::numbered(at + 1, &name, section);
    let choices: Vec<PickerItem<String>> = named.enumerate().map(choice).collect();
    if choices.is_empty() {
        return cx.warn(sentence!("message.session-no-options"));
    }
    cx.pick(sentence!("dialog.vote.section")).choices(choices).then(move |cx, section| {
        let options = file_of(cx.model, &stem)
            .and_then(|file| Some(heads(cx.model.docs.get(&file)?.canvas()?, &section)))
            .unwrap_or_default();
        begin(cx, &stem, Some(section), options);
    });
}

/// The notes of a section that are under no other: a group is voted on as one.
fn heads(canvas: &Canvas, section: &str) -> Vec<Id> {
    canvas.notes_of(section).filter(|note| note.under.is_none()).map(|note| note.id).collect()
}

fn begin(cx: &mut Cx, stem: &str, section: Option<String>, options: Vec<Id>) {
    if options.len() < 2 {
        return cx.warn(sentence!("message.session-no-options"));
    }
    let Some(running) = cx.model.running_session() else { return };
    let state = running.session.state();
    let block = state.current.and_then(|id| state.block(id));
    let (block, question) = (block.map(|block| block.id), block.and_then(|block| block.hint.clone()));
    let budget = budget(options.len(), state.present().count());
    let id = cx.draw_id();
    let question = question.unwrap_or_default();
    let round = Round { block, section, question, ..Round::open(id, stem, options, budget) };
    if happen(cx, Event::RoundOpened { round }) {
        ballot_line::ask_slip(cx);
    }
}

/// The options of a vote, each with its number and its text.
#[must_use]
pub fn options(model: &Model, round: &Round) -> Vec<(usize, Id, String)> {
    let canvas = file_of(model, &round.canvas).and_then(|file| model.docs.get(&file)?.canvas());
    let text = |id: Id| {
        let note = canvas.and_then(|canvas| canvas.note(id));
        note.map_or_else(
            || ballot_line::words_of_gone(model, round, id),
            |note| note.text.lines().collect::<Vec<_>>().join(" "),
        )
    };
    round.options.iter().enumerate().map(|(at, id)| (at + 1, *id, text(*id))).collect()
}

/// Asks once whether the open vote is closed; then its totals are shown.
pub(in crate::app) fn close(cx: &mut Cx) {
    if ballot_line::takes_back_empty(cx) {
        return;
    }
    let Some(running) = cx.model.running_session() else { return };
    let state = running.session.state();
    let Some(round) = state.open_round() else { return };
    let (id, voted, voters) = (round.id, round.voters(), state.present().count());
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.vote.close"), true),
        PickerItem::of(words, &sentence!("dialog.vote.go-on"), false),
    ];
    let title = sentence!("dialog.vote.title", voted = voted, voters = voters);
    cx.pick(title).choices(choices).then(move |cx, closes| {
        if !closes {
            return ballot_line::ask_slip(cx);
        }
        if happen(cx, Event::RoundClosed { round: id }) {
            record::write(cx);
            cx.say(sentence!("message.session-vote-closed"));
        }
    });
}
