//! Commands that settle a file in conflict.

use super::SettleState;
use crate::app::command::{Command, Linear, Scope};
use crate::app::dialog::{FormField, Problem};
use crate::app::form_drafts::Reopen;
use crate::app::{Cx, Model, WorkspaceEffect, place};
use crate::assess::check::Finding;
use crate::codec::text_merge::{ShownKey, shown_keys, text_lines};
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;
use crate::merge::text::{Choice, Question, Unsettled};

const SETTLE: &[Scope] = &[Scope::Settle];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("settle-mine", SETTLE, &["m"], |cx, _| choose(cx, Choice::Ours)).footer().enabled_when(has_clash),
    Command::new("settle-theirs", SETTLE, &["t"], |cx, _| choose(cx, Choice::Theirs)).footer().enabled_when(has_clash),
    Command::new("settle-both", SETTLE, &["b"], |cx, _| choose(cx, Choice::Both)).footer().enabled_when(can_take_both),
    Command::new("settle-anew", SETTLE, &["e"], |cx, _| anew(cx))
        .linear(&[Linear::Asks])
        .footer()
        .enabled_when(can_write_anew),
    Command::new("settle-done", SETTLE, &["enter"], |cx, _| done(cx))
        .linear(&[Linear::Short("done")])
        .footer()
        .enabled_when(is_anything_settled),
];

/// The clash in focus.
fn clash(model: &Model) -> Option<&Unsettled> {
    let state = model.front::<SettleState>()?;
    state.settling.found.clashes.get(state.at)
}

fn has_clash(model: &Model) -> Result<(), Sentence> {
    clash(model).map(|_| ()).ok_or_else(|| sentence!("reason.no-clash"))
}

fn can_take_both(model: &Model) -> Result<(), Sentence> {
    has_clash(model)?;
    let is_both = clash(model).is_some_and(|clash| clash.both().is_some());
    if is_both { Ok(()) } else { Err(sentence!("reason.only-one-side")) }
}

fn can_write_anew(model: &Model) -> Result<(), Sentence> {
    has_clash(model)?;
    let is_place = clash(model).is_some_and(|clash| clash.question == Question::Moved);
    if is_place { Err(sentence!("reason.only-a-place")) } else { Ok(()) }
}

fn is_anything_settled(model: &Model) -> Result<(), Sentence> {
    let Some(state) = model.front::<SettleState>() else { return Err(sentence!("reason.no-clash")) };
    let count = state.settling.choices().len();
    if count > 0 && state.settling.left() == count { Err(sentence!("reason.nothing-settled")) } else { Ok(()) }
}

/// Decides about the clash in focus, and goes on to the next that nobody has decided about.
pub(super) fn choose(cx: &mut Cx, choice: Choice) {
    let Some(state) = cx.model.screens.front_mut::<SettleState>() else { return };
    state.settling.choose(state.at, choice);
    match state.settling.next_open(state.at) {
        Some(next) => state.go_to(next),
        None => cx.say(sentence!("settle.all-settled")),
    }
}

/// The form for words in place of both sides in the journal.
const ANEW: &str = "anew";

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(ANEW, |cx, draft| {
    if cx.model.front::<SettleState>().is_none_or(|state| state.file != draft.file) {
        place::open_doc(cx, &draft.file);
    }
    let Some(state) = cx.model.screens.front_mut::<SettleState>().filter(|state| state.file == draft.file) else {
        return;
    };
    let clashes = &state.settling.found.clashes;
    if let Some(at) = clashes.iter().position(|clash| Some(name_of(clash)) == draft.key) {
        state.go_to(at);
        if can_write_anew(cx.model).is_ok() {
            anew(cx);
        }
    }
})
.in_conflict()];

/// What a clash is called in the journal.
fn name_of(clash: &Unsettled) -> String {
    format!("{} {}", clash.anchor, clash.keys.join(" "))
}

const TEXT: SentenceKey = key!("dialog.anew.text");
const LINES: SentenceKey = key!("dialog.anew.lines");

/// The only key of some lines, where it is a text.
fn only_text(lines: &str) -> Option<ShownKey> {
    let [key] = <[ShownKey; 1]>::try_from(shown_keys(lines)?).ok()?;
    key.is_text.then_some(key)
}

/// Asks for what is to stand in place of both sides: the text where it is one, else the lines of the file.
fn anew(cx: &mut Cx) {
    let Some(clash) = clash(cx.model) else { return };
    let is_table = clash.keys.is_empty();
    let side = if clash.ours.is_empty() { &clash.theirs } else { &clash.ours };
    let text = only_text(side).filter(|_| !is_table);
    let (label, stands) = match &text {
        Some(key) => (TEXT, key.value.clone()),
        None => (LINES, side.trim_end().to_owned()),
    };
    let hint = if text.is_some() { key!("dialog.anew.text-hint") } else { key!("dialog.anew.lines-hint") };
    let key = text.map(|text| text.key);
    let Some(state) = cx.model.front::<SettleState>() else { return };
    let (file, at) = (state.file.clone(), state.at);
    let draft = FormDraft::new(ANEW, &file).of(&name_of(clash));
    let field = FormField::lines(label, &stands).hint(hint);
    // Words take the place of those that stand; lines of the file are changed here and there.
    let field = if key.is_some() { field.offered().required(key!("dialog.anew.needs-text")) } else { field };
    cx.form(sentence!("dialog.anew.title"), draft).fields([field]).then(move |cx, form| {
        let value = form.value(label);
        let lines = match &key {
            Some(key) => text_lines(key, &value),
            None if value.is_empty() => String::new(),
            None => format!("{value}\n"),
        };
        let Some(state) = cx.model.front::<SettleState>().filter(|state| state.file == file) else {
            return Err(Problem::at(label, sentence!("reason.no-clash")));
        };
        let mut tried = state.settling.choices().to_vec();
        let choice = Choice::Anew(lines);
        if let Some(place) = tried.get_mut(at) {
            *place = Some(choice.clone());
        }
        if let Some(problem) = state.settling.found.problem(&tried, &cx.model.method) {
            let told = Finding::of_problem(&file, &problem).message(cx.model.words);
            return Err(Problem::at(label, sentence!("dialog.anew.wrong", problem = told)));
        }
        if let Some(state) = cx.model.screens.front_mut::<SettleState>() {
            state.go_to(at);
        }
        choose(cx, choice);
        Ok(())
    });
}

/// Writes the file: settled where all is, else with markers around the rest.
fn done(cx: &mut Cx) {
    let Some(state) = cx.model.front::<SettleState>() else { return };
    let (settling, file) = (&state.settling, state.file.clone());
    if let Some(problem) = settling.found.problem(settling.choices(), &cx.model.method) {
        let told = Finding::of_problem(&file, &problem).message(cx.model.words);
        return cx.warn(sentence!("message.settled-badly", problem = told));
    }
    let effect = WorkspaceEffect::WriteSettled {
        file,
        old: settling.found.now.clone(),
        new: settling.bytes(),
        left: settling.left(),
        is_in_index: settling.found.is_in_index,
    };
    cx.effect(effect);
}
