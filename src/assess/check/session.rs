//! Rules of records of sessions, also of those that are over: what a merge made of one has to be seen.

use chrono::NaiveDate;

use super::Found;
use crate::assess::rules::{DUPLICATE_DECIDER, SESSION_LEFT_RUNNING, UNKNOWN_BLOCK, VOTES_ODD};
use crate::diagnostic::nearest;
use crate::document::session::{BlockKind, RecordedKind, SessionRecord, SessionState, Vote};
use crate::document::{Register, RegisterValue};

/// How many marks there are to rate a session with.
const MARKS: usize = 5;

/// Checks a record. `is_whole` says whether all that has to stand in it does, so that its numbers can be compared.
pub(super) fn check(record: &SessionRecord, is_whole: bool, today: NaiveDate, found: &mut Found<'_>) {
    if record.state == SessionState::Running && record.date < today {
        found.report(SESSION_LEFT_RUNNING, &["state"], vec![("date", record.date.to_string())]);
    }
    let mut deciders = record.attendees.iter().filter(|attendee| attendee.decides);
    if let Some(first) = deciders.next() {
        for second in deciders {
            let arguments = vec![("who", second.who.clone()), ("other", first.who.clone())];
            found.report(DUPLICATE_DECIDER, &["attendees", second.id.as_str(), "decides"], arguments);
        }
    }
    for block in &record.blocks {
        if let RecordedKind::Other(word) = &block.kind
            && !word.is_empty()
        {
            let known = BlockKind::ALL.map(BlockKind::word);
            let near = nearest(word, known.iter().copied()).map(|near| ("nearest", near.to_owned()));
            let arguments = [("word", word.clone()), ("known", known.join(", "))].into_iter().chain(near).collect();
            found.report(UNKNOWN_BLOCK, &["blocks", block.id.as_str(), "kind"], arguments);
        }
    }
    for vote in record.votes.iter().filter(|_| is_whole) {
        check_vote(vote, found);
    }
}

/// Checks how many numbers say how it went: how many gave 1, 2, 3, 4 and 5.
pub(super) fn check_rated(register: &Register, found: &mut Found<'_>) {
    let rated = register.value(&["outcome", "rated"]).map(RegisterValue::as_numbers).unwrap_or_default();
    if !rated.is_empty() && rated.len() != MARKS {
        let arguments = vec![("number", rated.len().to_string())];
        if let Some(finding) = found.report(VOTES_ODD, &["outcome", "rated"], arguments) {
            finding.part = "rated";
        }
    }
}

fn check_vote(vote: &Vote, found: &mut Found<'_>) {
    let keys = ["votes", vote.id.as_str(), "cast"];
    let cast = u64::from(vote.cast);
    if cast > vote.room() {
        let arguments = vec![("cast", cast.to_string()), ("most", vote.room().to_string())];
        found.report(VOTES_ODD, &keys, arguments);
    }
    if cast != vote.sum() {
        let arguments = vec![("cast", cast.to_string()), ("sum", vote.sum().to_string())];
        if let Some(finding) = found.report(VOTES_ODD, &keys, arguments) {
            finding.part = "sum";
        }
    }
}
