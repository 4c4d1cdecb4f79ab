//! A file in conflict as lines: each clash as a question, and a line that says which side stands.

use crate::app::Model;
use crate::app::commands::{self, Command};
use crate::app::query::labels::name_of;
use crate::app::screen::SettleState;
use crate::app::screen::settle::layout::{heading, in_words};
use crate::i18n::{Sentence, SentenceKey};
use crate::merge::text::Choice;

/// The clash in focus, and what was decided about it.
pub(super) fn focus(model: &Model) -> Option<String> {
    let state = model.front::<SettleState>()?;
    Some(format!("{} {:?}", state.at, state.settling.choices().get(state.at)))
}

/// The command that a line stands for.
pub(super) fn command(line: &str) -> Option<&'static Command> {
    commands::find(match line.to_lowercase().as_str() {
        "m" | "mine" | "ours" => "settle-mine",
        "t" | "theirs" => "settle-theirs",
        "b" | "both" => "settle-both",
        "done" => "settle-done",
        _ => return None,
    })
}

/// What is to be settled, and the first of it.
pub(super) fn entered(model: &Model) -> Vec<String> {
    let Some(state) = model.front::<SettleState>() else { return Vec::new() };
    let name = name_of(model, &state.file).unwrap_or_else(|| state.file.clone());
    let words = model.words();
    let about = match state.settling.choices().len() {
        0 => sentence!("linear.settle-nothing", file = name),
        count => sentence!("linear.settle-begin", file = name).count(count),
    };
    let mut lines = vec![words.tell(&about)];
    if !state.settling.choices().is_empty() {
        lines.push(words.say(key!("linear.begin.settle")).to_owned());
    }
    lines.extend(clash(model));
    lines
}

/// The clash in focus: what it is about, what each side says, what stood there before, and what was decided.
pub(super) fn clash(model: &Model) -> Vec<String> {
    let Some(state) = model.front::<SettleState>() else { return Vec::new() };
    let Some(clash) = state.settling.found.clashes.get(state.at) else { return Vec::new() };
    let words = model.words();
    let say = |key: SentenceKey, lines: &str| {
        let said = if lines.is_empty() { words.say(key!("settle.nothing")).to_owned() } else { in_words(lines) };
        words.tell(&Sentence::new(key).with("text", said))
    };
    let mut lines = vec![
        heading(model, state, state.at),
        say(key!("linear.settle-ours"), &clash.ours),
        say(key!("linear.settle-theirs"), &clash.theirs),
    ];
    if !clash.base.is_empty() {
        lines.push(say(key!("linear.settle-was"), &clash.base));
    }
    let decided = match state.settling.choices().get(state.at).and_then(Option::as_ref) {
        None => return lines,
        Some(Choice::Ours) => clash.ours.clone(),
        Some(Choice::Theirs) => clash.theirs.clone(),
        Some(Choice::Both) => clash.both().unwrap_or_default(),
        Some(Choice::Anew(lines)) => lines.clone(),
    };
    lines.push(say(key!("linear.settle-stands"), &decided));
    lines
}
