//! Documents that go by another name.

use std::collections::HashSet;

use super::likeness::share;
use crate::codec::Content;
use crate::document::{Canvas, DocumentBody};

/// How much of two documents is the same at least where one is the other under another name.
const SAME: f64 = 0.5;

/// Which document that came is which of those that went: pairs of places in `gone` and `new`. Those most alike are found
/// first; of equally alike ones the first.
#[must_use]
pub fn renamed(gone: &[(&str, &Content)], new: &[(&str, &Content)]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (from, (old_path, before)) in gone.iter().enumerate() {
        for (to, (new_path, after)) in new.iter().enumerate() {
            let likeness = likeness(before, after);
            // Of the same name in another folder is the better one.
            let named = u8::from(name(old_path) == name(new_path));
            if likeness >= SAME {
                candidates.push((likeness, named, from, to));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let (mut left, mut came) = (HashSet::new(), HashSet::new());
    let mut pairs = Vec::new();
    for (_, _, from, to) in candidates {
        if !left.contains(&from) && !came.contains(&to) {
            left.insert(from);
            came.insert(to);
            pairs.push((from, to));
        }
    }
    pairs
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How much of two documents is the same, from 0 to 1.
fn likeness(before: &Content, after: &Content) -> f64 {
    let (Content::DocumentBody(before), Content::DocumentBody(after)) = (before, after) else { return 0.0 };
    if before.template() != after.template() {
        return 0.0;
    }
    if before.says_the_same(after) {
        return 1.0;
    }
    match (before, after) {
        (DocumentBody::Canvas(a), DocumentBody::Canvas(b)) => {
            let ids = |canvas: &Canvas| canvas.notes().map(|(_, note)| note.id).collect::<HashSet<_>>();
            let (a, b) = (ids(a), ids(b));
            share(a.intersection(&b).count(), a.len().max(b.len()))
        }
        (DocumentBody::Checklist(a), DocumentBody::Checklist(b)) => {
            let same = a.answers.iter().filter(|(item, answer)| b.answers.get(*item) == Some(answer)).count();
            share(same, a.answers.len().max(b.answers.len()))
        }
        (DocumentBody::Register(a), DocumentBody::Register(b)) => {
            let a: HashSet<_> = a.ids().into_iter().map(|(_, id)| id).collect();
            let b: HashSet<_> = b.ids().into_iter().map(|(_, id)| id).collect();
            share(a.intersection(&b).count(), a.len().max(b.len()))
        }
        (DocumentBody::Product(a), DocumentBody::Product(b)) if a.name == b.name => 1.0,
        _ => 0.0,
    }
}
