//! What differs between a revision and another.

use super::VersionsState;
use crate::app::Model;
use crate::codec::Content;
use crate::document::{DocumentBody, HeadField};
use crate::merge::changes::{Change, Compared, Fields, Topic, changes};
use crate::method::Method;

/// What changed from the older to the newer of the two that are compared; nothing where there are not two.
pub(super) fn of(model: &Model, state: &VersionsState) -> Vec<Change> {
    let Some(revision) = state.revision() else { return Vec::new() };
    let now = model.docs.get(&state.of).and_then(|doc| doc.sheet.clone());
    let other = match state.against {
        Some(against) => state.revisions.get(against).map(|other| other.body.clone()),
        None => now,
    };
    let Some(other) = other else { return Vec::new() };
    // A higher place is an older one.
    let is_older = state.against.is_none_or(|against| against < state.at);
    let (before, after) = if is_older { (revision.body.clone(), other) } else { (other, revision.body.clone()) };
    between(&state.of, before, after, &model.method, model.language())
}

fn between(path: &str, before: DocumentBody, after: DocumentBody, method: &Method, language: &str) -> Vec<Change> {
    let (before, after) = (Content::DocumentBody(before), Content::DocumentBody(after));
    let compared = Compared { path, path_before: path, before: Some(&before), after: Some(&after) };
    let mut found = changes(&[compared], method, language).pop().unwrap_or_default();
    // What publishing writes is no change of what the team says.
    found.retain(|change| match change.topic {
        Topic::Version => false,
        Topic::Head => is_said(change),
        _ => true,
    });
    found
}

/// Whether a change of a head is one of what publishing leaves alone.
fn is_said(change: &Change) -> bool {
    let of_publishing = [HeadField::Version.word(), HeadField::Status.word()];
    let fields = [&change.before, &change.after].into_iter().flatten().flat_map(Fields::iter);
    fields.map(|(key, _)| key).any(|key| !of_publishing.contains(&key))
}
