//! Checklists: answers item by item, field by field.

use std::collections::BTreeSet;

use super::keys::{differing_keys, merge_keys, merge_lists, take};
use super::three::three_way;
use super::{Conflict, Side, Subject, merge_heads, merge_history};
use crate::document::{Answer, Checklist, Edit, Head, Transaction, Value};

/// The key of an answer's waiver, a table of its own, which is merged as a whole.
pub(super) const WAIVER: &str = "waiver";

pub(super) fn merge(base: &Checklist, ours: &Checklist, theirs: &Checklist) -> (Checklist, Vec<Conflict>) {
    let mut merged = theirs.clone();
    let mut conflicts = Vec::new();
    merge_heads(&base.head, &ours.head, &mut merged.head, &mut conflicts);
    settle_heads(&merged.head, &mut conflicts);
    merged.history = merge_history(&base.history, &ours.history, &theirs.history);
    let items: BTreeSet<&String> = ours.answers.keys().chain(theirs.answers.keys()).collect();
    for item in items {
        let sides =
            Sides { base: base.answers.get(item), ours: ours.answers.get(item), theirs: theirs.answers.get(item) };
        let (answer, conflict) = sides.merge(item);
        conflicts.extend(conflict);
        match answer {
            Some(answer) => merged.answers.insert(item.clone(), answer),
            None => merged.answers.remove(item),
        };
    }
    (merged, conflicts)
}

/// Gives the clashes of a head their steps.
pub(super) fn settle_heads(merged: &Head, conflicts: &mut [Conflict]) {
    for conflict in conflicts {
        if let Subject::Head { field } = conflict.what {
            let after = value(conflict.ours.as_ref());
            conflict.our_step = Transaction { edits: vec![Edit::Head { field, before: merged.get(field), after }] };
        }
    }
}

/// The value of a side that is one.
pub(super) fn value(side: Option<&Side>) -> Option<Value> {
    match side {
        Some(Side::Value(value)) => Some(value.clone()),
        _ => None,
    }
}

struct Sides<'a> {
    base: Option<&'a Answer>,
    ours: Option<&'a Answer>,
    theirs: Option<&'a Answer>,
}

impl Sides<'_> {
    fn merge(&self, item: &str) -> (Option<Answer>, Option<Conflict>) {
        if let Some(one) = three_way(&self.base, &self.ours, &self.theirs) {
            return (one.cloned(), None);
        }
        let (Some(ours), Some(theirs)) = (self.ours, self.theirs) else {
            return self.taken_back(item);
        };
        let none = Answer::default();
        let base = self.base.unwrap_or(&none);
        let mut merged = theirs.clone();
        // Who judged, when and why belong to the judgement: where two people judged differently, each stands whole.
        let mut fields = if three_way(&base.verdict, &ours.verdict, &theirs.verdict).is_none() {
            merge_lists(base, ours, &mut merged);
            differing_keys(ours, theirs)
        } else {
            merge_keys(base, ours, &mut merged)
        };
        match three_way(&base.waiver, &ours.waiver, &theirs.waiver) {
            Some(waiver) => merged.waiver.clone_from(waiver),
            None => fields.push(WAIVER),
        }
        if fields.is_empty() {
            return (Some(merged), None);
        }
        let mut settled = merged.clone();
        for field in &fields {
            take(field, ours, &mut settled);
        }
        if fields.contains(&WAIVER) {
            settled.waiver.clone_from(&ours.waiver);
        }
        let mut conflict = self.conflict(item, fields);
        conflict.our_step = change(item, Some(&merged), Some(&settled));
        (Some(merged), Some(conflict))
    }

    /// One side took the answer back, the other changed it: it stays until somebody says otherwise.
    fn taken_back(&self, item: &str) -> (Option<Answer>, Option<Conflict>) {
        let kept = self.ours.or(self.theirs);
        let mut conflict = self.conflict(item, Vec::new());
        let step = change(item, kept, None);
        if self.ours.is_none() {
            conflict.our_step = step;
        } else {
            conflict.their_step = step;
        }
        (kept.cloned(), Some(conflict))
    }

    fn conflict(&self, item: &str, fields: Vec<&'static str>) -> Conflict {
        let side = |answer: Option<&Answer>| answer.map(|answer| Side::Answer(Box::new(answer.clone())));
        let what = Subject::Answer { item: item.to_owned(), fields };
        Conflict::new(what, side(self.base), side(self.ours), side(self.theirs))
    }
}

fn change(item: &str, before: Option<&Answer>, after: Option<&Answer>) -> Transaction {
    let boxed = |answer: &Answer| Box::new(answer.clone());
    let edit = Edit::Answer { item: item.to_owned(), before: before.map(boxed), after: after.map(boxed) };
    Transaction { edits: vec![edit] }
}
