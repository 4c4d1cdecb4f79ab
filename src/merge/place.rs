//! Where notes stand after a merge: ours that are new, moved, or come back.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Conflict, Side, Subject};
use crate::document::{Anchor, Canvas, Id};
use crate::merge::order::moved;

/// The three canvases, and what each side moved.
pub(super) struct Places<'a> {
    base: &'a Canvas,
    ours: &'a Canvas,
    theirs: &'a Canvas,
    /// Notes that we changed and they removed.
    kept: &'a HashSet<Id>,
    moved_by_us: HashSet<Id>,
    moved_by_them: HashSet<Id>,
}

impl<'a> Places<'a> {
    pub(super) fn new(base: &'a Canvas, ours: &'a Canvas, theirs: &'a Canvas, kept: &'a HashSet<Id>) -> Self {
        let (moved_by_us, moved_by_them) = (moved(base, ours), moved(base, theirs));
        Self { base, ours, theirs, kept, moved_by_us, moved_by_them }
    }

    /// Puts our new notes and those we moved where we have them. Every section of ours is gone through from its first
    /// note, so that the note another one follows has found its place before it.
    pub(super) fn merge(&self, merged: &mut Canvas, conflicts: &mut Vec<Conflict>) {
        for section in self.ours.sections() {
            let name = section.section.as_str();
            let order = section.order.to_vec();
            for (at, id) in order.iter().enumerate() {
                if self.base.note(*id).is_none() && self.theirs.note(*id).is_none() {
                    let after = self.behind(merged, name, nearest(merged, name, &order[..at]), *id);
                    self.insert(merged, name, *id, after);
                } else if self.kept.contains(id) {
                    let after = nearest(merged, name, &order[..at]);
                    self.insert(merged, name, *id, after);
                } else if merged.note(*id).is_some() {
                    self.merge_place(merged, conflicts, *id, &order[..at], name);
                }
            }
        }
    }

    fn insert(&self, merged: &mut Canvas, section: &str, id: Id, after: Option<Id>) {
        if let Some(note) = self.ours.note(id) {
            merged.insert(section, Arc::clone(note), after);
        }
    }

    /// A note both sides have.
    fn merge_place(&self, merged: &mut Canvas, conflicts: &mut Vec<Conflict>, id: Id, earlier: &[Id], section: &str) {
        let both_brought_it = self.base.note(id).is_none();
        if both_brought_it && self.theirs.section_of(id) == Some(section) {
            return;
        }
        if !both_brought_it && !self.moved_by_us.contains(&id) {
            return;
        }
        if both_brought_it || self.moved_by_them.contains(&id) {
            if !self.same_place(id, earlier, section) {
                let side = |canvas| anchor(canvas, id).map(Side::Place);
                let sides = (side(self.base), side(self.ours), side(self.theirs));
                conflicts.push(Conflict::new(Subject::Place { id }, sides.0, sides.1, sides.2));
            }
            return;
        }
        let after = nearest(merged, section, earlier);
        if let Some(note) = merged.remove(id) {
            merged.insert(section, note, after);
        }
    }

    /// Whether both sides moved the note behind the same one, of those both have there.
    fn same_place(&self, id: Id, earlier: &[Id], section: &str) -> bool {
        if self.theirs.section_of(id) != Some(section) {
            return false;
        }
        let order = self.theirs.order(section).to_vec();
        let at = order.iter().position(|other| *other == id).unwrap_or(0);
        nearest(self.theirs, section, earlier) == nearest(self.ours, section, &order[..at])
    }

    /// The note a new one of ours goes behind. Where they added notes at the same place, the two runs of notes stand in
    /// the order of the ids they begin with: the same whichever side merges.
    fn behind(&self, merged: &Canvas, section: &str, after: Option<Id>, id: Id) -> Option<Id> {
        if after.is_some_and(|after| self.theirs.note(after).is_none()) {
            return after;
        }
        let order = merged.order(section);
        let start = after.map_or(0, |after| merged.position_in(section, after).map_or(order.len(), |at| at + 1));
        let is_theirs = |id: &&Id| self.base.note(**id).is_none() && self.ours.note(**id).is_none();
        let run = order.iter().skip(start).take_while(is_theirs).count();
        match order.get(start) {
            Some(first) if run > 0 && *first < id => Some(order[start + run - 1]),
            _ => after,
        }
    }
}

/// The last of `earlier` that stands in that section of a canvas.
fn nearest(canvas: &Canvas, section: &str, earlier: &[Id]) -> Option<Id> {
    earlier.iter().rev().copied().find(|id| canvas.section_of(*id) == Some(section))
}

/// Where a note stands.
fn anchor(canvas: &Canvas, id: Id) -> Option<Anchor> {
    Some(Anchor { section: canvas.section_of(id)?.to_owned(), after: canvas.before(id) })
}

/// The place in `merged` that is most like the one a note has in ours.
pub(super) fn target(ours: &Canvas, merged: &Canvas, id: Id) -> Option<Anchor> {
    let section = ours.section_of(id)?;
    let order = ours.order(section).to_vec();
    let at = order.iter().position(|other| *other == id)?;
    Some(Anchor { section: section.to_owned(), after: nearest(merged, section, &order[..at]) })
}
