//! Canvases: which notes stand, what their fields say, what is said of sections. Where notes stand is in `place`.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::answers::{settle_heads, value};
use super::place::Places;
use super::three::{sets, three_way};
use super::{Conflict, Side, Subject, merge_heads, merge_history};
use crate::document::{Anchor, Canvas, Edit, Field, Id, Note, Transaction};

pub(super) fn merge(base: &Canvas, ours: &Canvas, theirs: &Canvas) -> (Canvas, Vec<Conflict>) {
    let mut merged = theirs.clone();
    let mut conflicts = Vec::new();
    merge_heads(&base.head, &ours.head, &mut merged.head, &mut conflicts);
    merge_marks(base, ours, &mut merged, &mut conflicts);
    merged.history = merge_history(&base.history, &ours.history, &theirs.history);
    let kept = remove(base, ours, theirs, &mut merged, &mut conflicts);
    merge_fields(base, ours, theirs, &mut merged, &mut conflicts);
    Places::new(base, ours, theirs, &kept).merge(&mut merged, &mut conflicts);
    ungroup(ours, theirs, &mut merged);
    settle(ours, &merged, &mut conflicts);
    (merged, conflicts)
}

fn merge_marks(base: &Canvas, ours: &Canvas, merged: &mut Canvas, conflicts: &mut Vec<Conflict>) {
    let sections: BTreeSet<String> = ours.marks.keys().chain(merged.marks.keys()).cloned().collect();
    for section in sections {
        let (before, we, they) = (base.marks.get(&section), ours.marks.get(&section), merged.marks.get(&section));
        match three_way(&before, &we, &they).copied() {
            Some(Some(mark)) => {
                let mark = mark.clone();
                merged.marks.insert(section, mark);
            }
            Some(None) => {
                merged.marks.remove(&section);
            }
            None => {
                let side = |mark: Option<&_>| mark.cloned().map(Side::Mark);
                conflicts.push(Conflict::new(Subject::Mark { section }, side(before), side(we), side(they)));
            }
        }
    }
}

/// Takes out what a side removed and the other left as it was. Gives back the notes that we changed and they removed,
/// which are to be put in again.
fn remove(
    base: &Canvas,
    ours: &Canvas,
    theirs: &Canvas,
    merged: &mut Canvas,
    conflicts: &mut Vec<Conflict>,
) -> HashSet<Id> {
    let mut kept = HashSet::new();
    for (section, before) in base.notes() {
        let id = before.id;
        let (we, they) = (ours.note(id), theirs.note(id));
        let unchanged = |side: &Canvas, note: &Arc<Note>| note == before && side.section_of(id) == Some(section);
        match (we, they) {
            (None, Some(note)) if unchanged(theirs, note) => {
                merged.remove(id);
                continue;
            }
            (Some(note), None) if unchanged(ours, note) => continue,
            (None, Some(_)) => {}
            (Some(_), None) => {
                kept.insert(id);
            }
            _ => continue,
        }
        let side = |note: Option<&Arc<Note>>| note.cloned().map(Side::Note);
        conflicts.push(Conflict::new(Subject::Existence { id }, side(Some(before)), side(we), side(they)));
    }
    kept
}

/// Merges the fields of the notes both sides have.
fn merge_fields(base: &Canvas, ours: &Canvas, theirs: &Canvas, merged: &mut Canvas, conflicts: &mut Vec<Conflict>) {
    for (_, they) in theirs.notes() {
        let Some(we) = ours.note(they.id) else { continue };
        let before = base.note(they.id);
        if Arc::ptr_eq(we, they) || before.is_some_and(|before| Arc::ptr_eq(we, before)) || we == they {
            continue;
        }
        if before == Some(we) {
            continue;
        }
        let mut note = Note::clone(they);
        for field in Field::ALL {
            if let Field::Relation(relation) = field {
                let before = before.map_or(&[][..], |before| before.related(relation));
                note.relations[relation as usize] = sets(before, we.related(relation), they.related(relation));
                continue;
            }
            let values = (before.and_then(|before| before.get(field)), we.get(field), they.get(field));
            match three_way(&values.0, &values.1, &values.2) {
                Some(value) => {
                    note.set(field, value.as_ref());
                }
                None => conflicts.push(Conflict::new(
                    Subject::Field { id: they.id, field },
                    values.0.map(Side::Value),
                    values.1.map(Side::Value),
                    values.2.map(Side::Value),
                )),
            }
        }
        if let Some(mut there) = merged.note_mut(they.id) {
            *there = note;
        }
    }
}

/// Whether a note is grouped under one that stands in its section and is not grouped itself, or not grouped at all.
fn is_grouped_well(canvas: &Canvas, note: &Note) -> bool {
    note.under.is_none_or(|under| {
        under != note.id
            && canvas.section_of(under) == canvas.section_of(note.id)
            && canvas.note(under).is_some_and(|parent| parent.under.is_none())
    })
}

/// Takes notes out of groups that only the merge broke: the note they were under is gone, elsewhere or grouped itself.
/// A group that a side had already broken stays as that side left it.
fn ungroup(ours: &Canvas, theirs: &Canvas, merged: &mut Canvas) {
    let grouped: Vec<Id> = merged.notes().filter(|(_, note)| note.under.is_some()).map(|(_, note)| note.id).collect();
    for id in grouped {
        let Some(note) = merged.note(id) else { continue };
        let was_well = |side: &Canvas| {
            side.note(id).is_none_or(|before| before.under != note.under || is_grouped_well(side, before))
        };
        let broken = !is_grouped_well(merged, note) && was_well(ours) && was_well(theirs);
        if let (true, Some(mut note)) = (broken, merged.note_mut(id)) {
            note.under = None;
        }
    }
}

/// Gives every clash its steps, now that the merged canvas is known.
fn settle(ours: &Canvas, merged: &Canvas, conflicts: &mut [Conflict]) {
    settle_heads(&merged.head, conflicts);
    let asked: HashSet<Id> = conflicts
        .iter()
        .filter(|conflict| {
            matches!(conflict.what, Subject::Existence { .. } | Subject::Field { field: Field::Under, .. })
        })
        .filter_map(Conflict::note_id)
        .collect();
    for conflict in conflicts {
        match &conflict.what {
            Subject::Field { id, field } => {
                let before = merged.note(*id).and_then(|note| note.get(*field));
                let edit = Edit::Set { id: *id, field: *field, before, after: value(conflict.ours.as_ref()) };
                conflict.our_step.edits = vec![edit];
            }
            Subject::Mark { section } => {
                let after = match &conflict.ours {
                    Some(Side::Mark(mark)) => Some(mark.clone()),
                    _ => None,
                };
                let before = merged.marks.get(section).cloned();
                conflict.our_step.edits = vec![Edit::Mark { section: section.clone(), before, after }];
            }
            Subject::Existence { id } if conflict.ours.is_none() => conflict.our_step = removal(merged, *id, &asked),
            Subject::Existence { id } => conflict.their_step = removal(merged, *id, &asked),
            Subject::Place { id } => {
                if let (Some(section), Some(to)) = (merged.section_of(*id), super::place::target(ours, merged, *id)) {
                    let from = Anchor { section: section.to_owned(), after: merged.before(*id) };
                    conflict.our_step.edits = vec![Edit::Move { id: *id, from, to }];
                }
            }
            _ => {}
        }
    }
}

/// The step that takes a note out, and its group apart; notes in `asked` have clashes of their own.
fn removal(merged: &Canvas, id: Id, asked: &HashSet<Id>) -> Transaction {
    let (Some(note), Some(section)) = (merged.note(id), merged.section_of(id)) else { return Transaction::default() };
    let mut edits: Vec<Edit> = merged
        .group(id)
        .filter(|child| !asked.contains(&child.id))
        .map(|child| Edit::Set { id: child.id, field: Field::Under, before: child.get(Field::Under), after: None })
        .collect();
    let at = Anchor { section: section.to_owned(), after: merged.before(id) };
    edits.push(Edit::Remove { at, note: Arc::clone(note) });
    Transaction { edits }
}
