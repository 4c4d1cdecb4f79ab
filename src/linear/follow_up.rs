//! What follows from the work on a product, in lines: every entry with its number, and the one in focus in full.

use crate::app::follow_up::{self, Kind};
use crate::app::screen::follow_up::rows::{referred, rows, who_and_day};
use crate::app::screen::{FollowUpRow, FollowUpState};
use crate::app::{Model, people};
use crate::i18n::SentenceKey;

fn state(model: &Model) -> Option<&FollowUpState> {
    model.front()
}

/// The rows that are entries, each with its place among all.
fn entries(model: &Model) -> Vec<(usize, FollowUpRow)> {
    let all = state(model).map(|state| rows(model, state)).unwrap_or_default();
    all.into_iter().enumerate().filter(|(_, row)| row.entry().is_some()).collect()
}

/// The row that a number means.
pub(super) fn row_of(model: &Model, number: usize) -> Option<usize> {
    entries(model).get(number.checked_sub(1)?).map(|(at, _)| *at)
}

/// What stands in focus, for what changed: the entry, and all that it says.
pub(super) fn focus(model: &Model) -> Option<String> {
    let state = state(model)?;
    let (kind, key) = state.entry.as_ref()?;
    let entry = follow_up::entry(model, &state.file, *kind, key)?;
    Some(format!("{key} {:?}", entry.table))
}

/// Every entry, group by group, and what to do here.
pub(super) fn entered(model: &Model) -> Vec<String> {
    let words = model.words();
    let Some(state) = state(model) else { return Vec::new() };
    let mut lines = vec![words.say(key!("followed.title")).to_owned()];
    let mut number = 0;
    for row in rows(model, state) {
        match row {
            FollowUpRow::Group(kind, ..) => lines.push(words.say(kind.title()).to_owned()),
            FollowUpRow::Nothing(_) => lines.push(words.say(key!("linear.nothing-there")).to_owned()),
            FollowUpRow::Entry(kind, key) => {
                number += 1;
                lines.extend(line(model, state, number, (kind, &key)));
            }
        }
    }
    lines.push(words.say(key!("linear.begin.follow-up")).to_owned());
    lines
}

/// An entry on one line: its number, what it says, who and when.
fn line(model: &Model, state: &FollowUpState, number: usize, (kind, key): (Kind, &str)) -> Option<String> {
    let entry = follow_up::entry(model, &state.file, kind, key)?;
    let (who, day) = who_and_day(model, &entry);
    let late = entry.is_late(model.today()).then(|| model.words().say(key!("followed.late")).to_owned());
    let beside: Vec<String> = [who, day].into_iter().chain(late).filter(|part| !part.is_empty()).collect();
    let text = entry.text("text").replace('\n', " ");
    let beside = if beside.is_empty() { String::new() } else { format!(" ({})", beside.join(", ")) };
    Some(format!("{number} {text}{beside}"))
}

/// The entry in focus in full.
pub(super) fn row(model: &Model) -> Vec<String> {
    let words = model.words();
    let Some(state) = state(model) else { return Vec::new() };
    let all = entries(model);
    let Some(place) = all.iter().position(|(at, _)| *at == state.at) else { return Vec::new() };
    let Some((kind, key)) = all[place].1.entry() else { return Vec::new() };
    let Some(entry) = follow_up::entry(model, &state.file, kind, key) else { return Vec::new() };
    let mut lines: Vec<String> = line(model, state, place + 1, (kind, key)).into_iter().collect();
    let mut say = |label: SentenceKey, text: String| {
        if !text.is_empty() {
            lines.push(format!("{}: {text}", words.say(label)));
        }
    };
    say(key!("followed.because"), entry.text("because").to_owned());
    say(key!("followed.aside"), entry.list("rejected").join("; "));
    say(key!("followed.dissent"), entry.text("dissent").to_owned());
    say(key!("followed.without-owner"), people::shown(model, entry.text("without_owner")));
    say(key!("followed.dropped-because"), entry.text("dropped").to_owned());
    for (label, key) in [
        (key!("followed.about"), "about"),
        (key!("followed.cites"), "cites"),
        (key!("followed.replaced-by"), "superseded_by"),
    ] {
        say(label, referred(model, state.product(), &entry, key).join("; "));
    }
    say(key!("followed.review"), entry.day("review_by").map(|day| day.to_string()).unwrap_or_default());
    lines
}

/// Whether the entry in focus is the last.
pub(super) fn is_last(model: &Model) -> bool {
    let Some(state) = state(model) else { return true };
    entries(model).last().is_none_or(|(last, _)| state.at >= *last)
}
