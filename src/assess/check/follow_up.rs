//! Rules of decisions, actions and parked topics.

use chrono::NaiveDate;

use super::Found;
use crate::assess::follow_up::is_crowd;
use crate::assess::rules::{
    ACTION_CROWD, ACTION_OVERDUE, ACTION_UNOWNED, BROKEN_REFERENCE, DECISION_BARE, DECISION_STALE, PARKED_OPEN,
    Severity,
};
use crate::document::{Decision, FollowUp, FollowUpItem, Id, Reference};
use crate::method::Method;

/// Checks what a follow-up file shows by itself.
pub(super) fn check(follow_up: &FollowUp, method: &Method, today: NaiveDate, found: &mut Found<'_>) {
    for decision in &follow_up.decisions {
        check_decision(decision, today, found);
    }
    for action in follow_up.actions.iter().filter(|action| action.is_open()) {
        check_action(action, method, today, found);
    }
    for decision in &follow_up.decisions {
        check_itself("decisions", decision.id, "about", &decision.about, found);
        check_itself("decisions", decision.id, "superseded_by", decision.superseded_by.as_slice(), found);
    }
    for (table, items) in [("actions", &follow_up.actions), ("parked", &follow_up.parked)] {
        for item in items {
            check_itself(table, item.id, "about", &item.about, found);
        }
    }
}

/// Reports an entry that refers to itself, which says nothing.
fn check_itself(table: &str, id: Id, key: &str, references: &[String], found: &mut Found<'_>) {
    let is_itself = |text: &&String| Reference::parse(text).is_some_and(|reference| reference.id == Some(id));
    if let Some(text) = references.iter().find(is_itself)
        && let Some(finding) = found.report(BROKEN_REFERENCE, &[table, id.as_str(), key], vec![("word", text.clone())])
    {
        finding.part = "itself";
    }
}

fn check_decision(decision: &Decision, today: NaiveDate, found: &mut Found<'_>) {
    let id = decision.id.as_str();
    let missing = [("by", decision.by.is_none()), ("because", decision.because.is_none())];
    if let Some((key, _)) = missing.into_iter().find(|(_, is_missing)| *is_missing) {
        let finding = found.report(DECISION_BARE, &["decisions", id], Vec::new());
        if let (Some(finding), "because") = (finding, key) {
            finding.part = "because";
        }
    }
    if let Some(day) = decision.review_by.filter(|day| *day < today && decision.superseded_by.is_none()) {
        found.report(DECISION_STALE, &["decisions", id, "review_by"], vec![("date", day.to_string())]);
    }
}

fn check_action(action: &FollowUpItem, method: &Method, today: NaiveDate, found: &mut Found<'_>) {
    let id = action.id.as_str();
    if let Some(day) = action.due.filter(|_| action.is_overdue(today)) {
        found.report(ACTION_OVERDUE, &["actions", id, "due"], vec![("date", day.to_string())]);
    }
    match &action.owner {
        Some(owner) if is_crowd(owner, method) => {
            found.report(ACTION_CROWD, &["actions", id, "owner"], vec![("owner", owner.clone())]);
        }
        Some(_) => {}
        None => {
            let reason = action.without_owner.as_deref().filter(|reason| !reason.trim().is_empty());
            let severity = if reason.is_some() { Severity::Note } else { Severity::Warning };
            let arguments = reason.map(|reason| ("reason", reason.to_owned())).into_iter().collect();
            let finding = found.report_as(ACTION_UNOWNED, severity, &["actions", id], arguments);
            if let (Some(finding), Some(_)) = (finding, reason) {
                finding.part = "reason";
            }
        }
    }
}

/// The parked topics that nobody comes back to: neither done nor dropped, without an owner and without a day.
fn adrift(follow_up: &FollowUp) -> impl Iterator<Item = &FollowUpItem> {
    follow_up.parked.iter().filter(|topic| topic.is_open() && topic.owner.is_none() && topic.due.is_none())
}

/// Whether there are parked topics that nobody comes back to. While a session runs they are what it is for.
pub(super) fn has_adrift(follow_up: &FollowUp) -> bool {
    adrift(follow_up).next().is_some()
}

/// Reports those topics.
pub(super) fn tell_adrift(follow_up: &FollowUp, found: &mut Found<'_>) {
    for topic in adrift(follow_up) {
        found.report(PARKED_OPEN, &["parked", topic.id.as_str()], Vec::new());
    }
}
