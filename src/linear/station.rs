//! A station in lines, and the criteria of all stations: where the product stands, and the row in focus.

use crate::app::commands::item_title;
use crate::app::screen::{Group, Part, StationRow, StationState, station_rows};
use crate::app::station_labels::{criterion_text, group_name, person_title, reply_name, station_about};
use crate::app::{Model, people};
use crate::document::Reply;
use crate::i18n::SentenceKey;

fn state(model: &Model) -> Option<&StationState> {
    model.front()
}

/// Title and purpose of the station, or where to start; then what to do.
pub(super) fn entered(model: &Model) -> Vec<String> {
    let Some(state) = state(model) else { return Vec::new() };
    let cycle = model.current_cycle();
    let station = state.station.and_then(|at| cycle.as_ref()?.stations.get(at));
    let title = station
        .map_or(model.words().say(key!("station.where-to-start")), |station| station.title.get(model.language()));
    let mut lines =
        vec![title.to_owned(), station_about(model, state), model.words().say(key!("linear.begin.station")).to_owned()];
    lines.extend(row(model));
    lines
}

/// What stands in focus: a name by which it can be told from the others, for what changed.
pub(super) fn focus(model: &Model) -> Option<String> {
    let state = state(model)?;
    Some(format!("{}:{}", state.station.map_or(-1, |at| i64::try_from(at).unwrap_or(-1)), state.at))
}

/// The row in focus with its group and its place, and what was said of it.
pub(super) fn row(model: &Model) -> Vec<String> {
    let Some(state) = state(model) else { return Vec::new() };
    let rows = station_rows(model, state);
    let Some(row) = rows.get(state.at) else { return Vec::new() };
    let work = rows.iter().filter(|row| row.is_work()).count();
    let place = rows.iter().take(state.at + 1).filter(|row| row.is_work()).count();
    let group = rows.iter().take(state.at).rev().find_map(|row| match row {
        StationRow::Group(group) => Some(*group),
        _ => None,
    });
    let group = group_name(model, group.unwrap_or(Group::Before));
    let head = sentence!("linear.row", number = place, total = work, group = group);
    let mut lines = vec![model.words().tell(&head)];
    lines.extend(said(model, row));
    lines
}

fn said(model: &Model, row: &StationRow) -> Vec<String> {
    let words = model.words();
    let named = |key: SentenceKey, text: &str| format!("{}: {text}", words.say(key));
    let product = model.current_product().and_then(|product| product.product.as_ref());
    match row {
        StationRow::Criterion(id) => {
            let mut lines = vec![criterion_text(model, id)];
            let Some(answer) = product.and_then(|product| product.criteria.get(id)) else {
                lines.push(named(key!("station.answer"), words.say(key!("station.open"))));
                return lines;
            };
            let by = answer.by.iter().map(|by| people::shown(model, by));
            let parts = by.chain(answer.date.map(|date| date.to_string()));
            let parts = parts.collect::<Vec<_>>().join(", ");
            let reply = reply_name(words, answer.answer);
            lines.push(named(
                key!("station.answer"),
                &if parts.is_empty() { reply.to_owned() } else { format!("{reply} ({parts})") },
            ));
            if !answer.evidence.is_empty() {
                lines.push(named(key!("station.evidence"), &answer.evidence.join("; ")));
            }
            lines.extend(answer.note.as_ref().map(|note| named(key!("station.note"), note)));
            lines
        }
        StationRow::SourceNote(item) => vec![item_title(model, item)],
        StationRow::Person { id, part } => {
            let key = match part {
                Part::Lead => key!("station.lead"),
                Part::Core => key!("station.core"),
                Part::Consulted => key!("station.consulted"),
            };
            let mut lines = vec![format!("{} ({})", person_title(model, id), words.say(key))];
            let who = product.and_then(|product| product.team.get(id));
            lines.extend(who.map(|who| named(key!("station.who"), who)));
            lines
        }
        StationRow::Group(_) | StationRow::Nothing(_) => Vec::new(),
    }
}

/// The reply that a line means, as its word or the beginning of its name.
pub(super) fn reply(model: &Model, line: &str) -> Option<Reply> {
    let line = line.to_lowercase();
    let means =
        |reply: &Reply| reply.word() == line || reply_name(model.words(), *reply).to_lowercase().starts_with(&line);
    Reply::ALL.into_iter().find(means)
}

/// Whether the row in focus is the last.
pub(super) fn is_last(model: &Model) -> bool {
    let Some(state) = state(model) else { return true };
    station_rows(model, state).iter().rposition(StationRow::is_work).is_none_or(|last| state.at >= last)
}

/// What the station is for, or where to start.
pub(super) fn summary(model: &Model) -> Vec<String> {
    state(model).map(|state| station_about(model, state)).into_iter().collect()
}
