//! What the register of a session says. What is missing or of no use is left out: the reader of files has reported it.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use super::super::{Id, Node, Reference, Register, RegisterValue, Table};
use super::{
    Attendee, Block, CanvasChanges, Minutes, Outcome, RecordedKind, SESSION, SessionRecord, SessionState, Vote,
};

/// Whether a register is the record of a session that is over: nothing changes it any more. So is one of which nobody
/// knows how far it is.
#[must_use]
pub fn is_over(register: &Register) -> bool {
    let state = register.root().text("state").and_then(SessionState::from_word);
    register.template().id == SESSION && !matches!(state, Some(SessionState::Planned | SessionState::Running))
}

impl SessionRecord {
    /// What a register says; nothing where it is none of a session.
    #[must_use]
    pub fn of(register: &Register) -> Option<Self> {
        if register.template().id != SESSION {
            return None;
        }
        let root = register.root();
        let date = root.value("date").and_then(RegisterValue::as_date);
        let changes = register.entries("changes").map(|(stem, table)| (stem.to_owned(), changes(table)));
        Some(Self {
            agenda: text(root, "session").unwrap_or_default(),
            title: text(root, "title").unwrap_or_default(),
            state: root.text("state").and_then(SessionState::from_word).unwrap_or(SessionState::Closed),
            date: date.unwrap_or(NaiveDate::MIN),
            began: root.value("began").and_then(RegisterValue::as_time),
            ended: root.value("ended").and_then(RegisterValue::as_time),
            canvases: root.value("canvases").map(|list| list.as_list().to_vec()).unwrap_or_default(),
            attendees: entries(register, "attendees", attendee),
            blocks: entries(register, "blocks", block),
            votes: entries(register, "votes", vote),
            changes: changes.collect(),
            outcome: root.table("outcome").map(outcome).unwrap_or_default(),
        })
    }
}

fn entries<T>(register: &Register, table: &str, read: fn(Id, &Table) -> T) -> Vec<T> {
    register.entries(table).filter_map(|(id, entry)| Some(read(Id::new(id)?, entry))).collect()
}

fn attendee(id: Id, table: &Table) -> Attendee {
    Attendee {
        id,
        role: text(table, "role"),
        who: text(table, "who").unwrap_or_default(),
        decides: flag(table, "decides"),
        runs: flag(table, "runs"),
        absent: flag(table, "absent"),
    }
}

fn block(id: Id, table: &Table) -> Block {
    Block {
        id,
        kind: RecordedKind::from_word(table.text("kind").unwrap_or_default()),
        canvas: text(table, "canvas"),
        section: text(table, "section"),
        minutes: minutes(table, "minutes").unwrap_or_default(),
        fixed: flag(table, "fixed"),
        title: text(table, "title"),
        hint: text(table, "hint"),
        spent: minutes(table, "spent"),
        opened: whole(table.value("opened")),
        notes: ids(table, "notes"),
        is_added: table.text("added").is_some(),
    }
}

fn vote(id: Id, table: &Table) -> Vote {
    let totals = table.table("totals").into_iter().flat_map(Table::iter);
    let totals = totals.filter_map(|(note, node)| match node {
        Node::Value(value) => Some((Id::new(note)?, whole(Some(value))?)),
        Node::Table(_) => None,
    });
    let count = |key| whole(table.value(key));
    Vote {
        id,
        canvas: text(table, "canvas"),
        section: text(table, "section"),
        question: text(table, "question"),
        dots: count("dots").unwrap_or_default(),
        most: count("most"),
        voters: count("voters").unwrap_or_default(),
        cast: count("cast").unwrap_or_default(),
        paper: flag(table, "paper"),
        seen: flag(table, "seen"),
        runoff_of: table.text("runoff_of").and_then(Id::new),
        totals: totals.collect(),
    }
}

fn changes(table: &Table) -> CanvasChanges {
    CanvasChanges {
        added: ids(table, "added"),
        reworded: ids(table, "reworded"),
        moved: ids(table, "moved"),
        grouped: ids(table, "grouped"),
        removed: match table.value("removed") {
            Some(RegisterValue::Texts(texts)) => texts.clone(),
            _ => BTreeMap::new(),
        },
    }
}

fn outcome(table: &Table) -> Outcome {
    let references = |key: &str| {
        let list = table.value(key).map(RegisterValue::as_list).unwrap_or_default();
        // What stands twice is said once.
        let mut seen = HashSet::new();
        let once = list.iter().filter(|text| seen.insert(text.as_str()));
        once.filter_map(|text| Reference::parse(text)).collect()
    };
    let rated: Option<Vec<u32>> = table.value("rated").map(|value| {
        let numbers = value.as_numbers().iter();
        numbers.filter_map(|number| count(number.value())).collect()
    });
    Outcome {
        decisions: references("decisions"),
        actions: references("actions"),
        parked: references("parked"),
        closed: references("closed"),
        kept: references("kept"),
        rated: rated.and_then(|counts| counts.try_into().ok()),
    }
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.text(key).map(str::to_owned)
}

fn flag(table: &Table, key: &str) -> bool {
    matches!(table.value(key), Some(RegisterValue::Flag(true)))
}

fn minutes(table: &Table, key: &str) -> Option<Minutes> {
    Minutes::from_number(table.value(key)?.as_number()?)
}

fn whole(value: Option<&RegisterValue>) -> Option<u32> {
    count(value?.as_number()?)
}

/// A whole number that can be counted with.
fn count(number: f64) -> Option<u32> {
    let is_right = number.fract() == 0.0 && number >= 0.0 && number <= f64::from(u32::MAX);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a whole number within a u32")]
    is_right.then_some(number as u32)
}

fn ids(table: &Table, key: &str) -> Vec<Id> {
    let list = table.value(key).map(RegisterValue::as_list).unwrap_or_default();
    list.iter().filter_map(|id| Id::new(id)).collect()
}
