//! Rules of products: the API description, the answers to criteria, rounds.

use std::collections::HashSet;

use super::answer::{Asked, check_evidence, check_missing, check_signed};
use super::{Found, Named};
use crate::assess::rules::{DESCRIPTION_MISSING, DUPLICATE_ROUND};
use crate::codec;
use crate::document::{Product, Reply};
use crate::method::Method;

pub(super) fn check(product: &Product, found: &mut Found<'_>) {
    let mut numbers = HashSet::new();
    for round in product.rounds.iter().filter(|round| !numbers.insert(round.number)) {
        let arguments = vec![("number", round.number.to_string())];
        found.report(DUPLICATE_ROUND, &["rounds", round.id.as_str(), "number"], arguments);
    }
}

/// Checks the API description, and what is answered in the present round.
pub(super) fn check_answers(product: &Product, method: &Method, found: &mut Found<'_>) {
    if let Some(path) = product.openapi.as_deref().filter(|path| !path.contains("://"))
        && (path.trim().is_empty() || !(found.is_there)(Named::Description(&beside(found.path, path))))
    {
        found.report(DESCRIPTION_MISSING, &["openapi"], vec![("path", path.to_owned())]);
    }
    for (id, answer) in &product.criteria {
        check_signed(asked(id), answer.by.as_deref(), answer.date, found);
        check_evidence(asked(id), &answer.evidence, found);
    }
    // One without an answer is not carried.
    for criterion in method.criteria().iter().filter(|criterion| !product.criteria.contains_key(&criterion.id)) {
        let id = criterion.id.as_str();
        let is_said = ["evidence", "note", "by"].iter().any(|key| found.says(&["criteria", id, key]));
        if is_said && !found.has(&["criteria", id, "answer"]) {
            let place = found.reading.places.find(&codec::path(&["criteria", id])).cloned();
            // One rule tells of it, and what stands here says more than that a key is missing.
            found.findings.retain(|finding| finding.rule != codec::rules::MISSING_KEY || finding.place != place);
            check_missing(asked(id), Reply::ALL.map(Reply::word), found);
        }
    }
}

fn asked(criterion: &str) -> Asked<'_> {
    Asked { table: "criteria", id: criterion, key: "answer" }
}

/// A path that is relative to a file, relative to the workspace.
fn beside(file: &str, path: &str) -> String {
    file.rsplit_once('/').map_or_else(|| path.to_owned(), |(folder, _)| format!("{folder}/{path}"))
}
