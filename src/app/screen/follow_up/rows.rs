//! The rows of a product's follow-up: decided, to do, parked; in each first what is overdue, last what is closed.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::FollowUpState;
use crate::app::follow_up::{self, Entry, Kind};
use crate::app::location::{Anchor, Place};
use crate::app::place::place_label;
use crate::app::relations::{self, End};
use crate::app::{Model, people};
use crate::document::Reference;

/// A row of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpRow {
    /// The head of a group, with how many of it are open and how many there are.
    Group(Kind, usize, usize),
    /// A group that has nothing in it.
    Nothing(Kind),
    /// An entry, by its id.
    Entry(Kind, String),
}

impl FollowUpRow {
    /// What it belongs to.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Group(kind, ..) | Self::Nothing(kind) | Self::Entry(kind, _) => *kind,
        }
    }

    /// Whether it can be in focus. Of a group without entries the row that says so can, so that one is added there.
    #[must_use]
    pub fn is_work(&self) -> bool {
        !matches!(self, Self::Group(..))
    }

    /// The entry, where it is one.
    #[must_use]
    pub fn entry(&self) -> Option<(Kind, &str)> {
        match self {
            Self::Entry(kind, key) => Some((*kind, key)),
            _ => None,
        }
    }
}

/// The rows of the screen.
#[must_use]
pub fn rows(model: &Model, state: &FollowUpState) -> Vec<FollowUpRow> {
    let register = follow_up::register(model, &state.file);
    let mut rows = Vec::new();
    for kind in Kind::ALL {
        let of_kind = |entry: &Entry| entry.kind == kind;
        let mut entries: Vec<Entry> = register.into_iter().flat_map(follow_up::entries).filter(of_kind).collect();
        entries.sort_by_key(|entry| order(entry, model.today()));
        let open = entries.iter().filter(|entry| !entry.is_closed()).count();
        rows.push(FollowUpRow::Group(kind, open, entries.len()));
        if entries.is_empty() {
            rows.push(FollowUpRow::Nothing(kind));
        }
        rows.extend(entries.iter().map(|entry| FollowUpRow::Entry(kind, entry.key.to_owned())));
    }
    rows
}

/// What is open first, then what is overdue, then by its day; decisions and what is closed the newest first.
fn order<'a>(entry: &Entry<'a>, today: NaiveDate) -> (bool, bool, NaiveDate, Reverse<NaiveDate>, &'a str) {
    let is_closed = entry.is_closed();
    let due = match entry.kind {
        _ if is_closed => NaiveDate::MAX,
        Kind::Decision if !entry.is_late(today) => NaiveDate::MAX,
        _ => entry.due().unwrap_or(NaiveDate::MAX),
    };
    let made = entry.day("done").or_else(|| entry.day("date")).unwrap_or(NaiveDate::MIN);
    (is_closed, !entry.is_late(today), due, Reverse(made), entry.key)
}

/// Who sees to an entry or has decided, and the day: that by which it is due, or the one on which it was done or decided.
#[must_use]
pub fn who_and_day(model: &Model, entry: &Entry) -> (String, String) {
    let words = model.words();
    let day = match entry.kind {
        _ if entry.is_dropped() => Some(words.say(key!("followed.dropped")).to_owned()),
        Kind::Decision if entry.is_closed() => Some(words.say(key!("followed.replaced")).to_owned()),
        Kind::Decision if entry.is_late(model.today()) => entry.due().map(|day| day.to_string()),
        Kind::Decision => entry.day("date").map(|day| day.to_string()),
        Kind::Action | Kind::Parked => match entry.day("done") {
            Some(day) => Some(words.tell(&sentence!("followed.done-on", date = day))),
            None => entry.due().map(|day| day.to_string()),
        },
    };
    let who = match entry.who() {
        "" if entry.kind == Kind::Action && !entry.is_closed() => words.say(key!("followed.no-owner")).to_owned(),
        who => people::shown(model, who),
    };
    (who, day.unwrap_or_default())
}

/// What an entry refers to under a key, a line each: number and canvas of a note with its text, else what stands there.
#[must_use]
pub fn referred(model: &Model, product: &str, entry: &Entry, key: &str) -> Vec<String> {
    let own = entry.table.text(key).map(str::to_owned);
    let texts = own.iter().chain(entry.list(key));
    texts
        .map(|text| Reference::parse(text).map_or_else(|| text.clone(), |reference| told(model, product, &reference)))
        .collect()
}

fn told(model: &Model, product: &str, reference: &Reference) -> String {
    match relations::end(model, product, reference) {
        End::Place(place @ Place { spot: Anchor::Note(_), .. }) => {
            let text = note_text(model, &place).unwrap_or_default();
            format!("{} {text}", place_label(model, &place))
        }
        End::Place(place) => place_label(model, &place),
        End::Elsewhere | End::Broken => {
            let found = follow_up::referred(model, product, reference);
            found.map_or_else(|| reference.to_string(), |entry| entry.text("text").replace('\n', " "))
        }
    }
}

fn note_text(model: &Model, place: &Place) -> Option<String> {
    let Anchor::Note(id) = place.spot else { return None };
    Some(model.docs.get(&place.file)?.canvas()?.note(id)?.text.replace('\n', " "))
}
