//! Published versions against their frozen files, and what people said of a document as a whole.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::{Finding, Found, Surveyed};
use crate::assess::location::Location;
use crate::assess::rules::{
    CHANGED_SINCE_VERSION, MALFORMED_DIGEST, REVIEW_OVERDUE, SUPERSEDED_WITHOUT_SUCCESSOR, VERSION_CHANGED,
    VERSION_MISSING,
};
use crate::assess::versions::{digest, frozen_path, history, is_changed, is_digest};
use crate::codec::Content;
use crate::document::{DocumentBody, HeadField, Status};
use crate::method::Method;

/// What is wrong with a version: the rule, where in the file, and what goes into the sentences.
pub(super) struct Trouble {
    rule: &'static str,
    at: String,
    arguments: Vec<(&'static str, String)>,
}

/// A version as the history of a document has it.
pub(super) struct Entry {
    version: u32,
    digest: Option<String>,
}

/// The versions of a document, for whoever compares them with their files.
pub(super) fn entries(content: &Content) -> Vec<Entry> {
    let published = content.sheet().map(history).unwrap_or_default();
    published.iter().map(|it| Entry { version: it.version, digest: it.digest.clone() }).collect()
}

/// Compares the histories of documents with the frozen files; whether documents have changed since only where a policy asks
/// for it.
pub(super) fn check(files: &[Surveyed<'_>], policy: &BTreeMap<String, String>, method: &Method) -> Vec<Vec<Trouble>> {
    let asks = policy.get(CHANGED_SINCE_VERSION).is_some_and(|severity| severity != "off");
    let frozen: HashMap<&str, &Surveyed<'_>> = files
        .iter()
        .filter(|file| matches!(file.location, Location::Frozen(_)))
        .map(|file| (file.input.path, file))
        .collect();
    let troubles = |file: &Surveyed<'_>| {
        let Location::Live(home) = &file.location else { return Vec::new() };
        let mut found = Vec::new();
        let mut last = None;
        // A number that none can have was found on reading.
        for (at, entry) in file.versions.iter().enumerate().filter(|(_, entry)| entry.version > 0) {
            let path = frozen_path(&home.product, &home.stem, entry.version);
            let arguments = vec![("version", entry.version.to_string()), ("path", path.clone())];
            match (frozen.get(path.as_str()), &entry.digest) {
                (None, _) => {
                    found.push(Trouble { rule: VERSION_MISSING, at: format!("history[{at}].version"), arguments });
                }
                (Some(file), Some(said)) if is_digest(said) && digest(file.input.bytes) != *said => {
                    found.push(Trouble { rule: VERSION_CHANGED, at: format!("history[{at}].digest"), arguments });
                }
                (Some(file), _) => last = Some((entry.version, file)),
            }
        }
        if let Some((version, frozen)) = last.filter(|_| asks)
            && let (Some(now), Some(then)) = (file.read(method).content, frozen.read(method).content)
            && let (Some(now), Some(then)) = (now.sheet(), then.sheet())
            && is_changed(now, then)
        {
            let arguments = vec![("version", version.to_string())];
            found.push(Trouble { rule: CHANGED_SINCE_VERSION, at: HeadField::Version.word().to_owned(), arguments });
        }
        found
    };
    files.iter().map(troubles).collect()
}

/// Tells what is wrong with versions.
pub(super) fn tell(troubles: &[Trouble], found: &mut Found<'_>) {
    for trouble in troubles {
        let place = found.reading.places.find(&trouble.at).cloned();
        found.findings.push(Finding::new(trouble.rule, found.path, place, trouble.arguments.clone()));
    }
}

/// Checks what a document says of itself as a whole.
pub(super) fn check_head(sheet: &DocumentBody, today: NaiveDate, found: &mut Found<'_>) {
    for (at, published) in history(sheet).iter().enumerate() {
        if let Some(digest) = published.digest.as_ref().filter(|digest| !is_digest(digest)) {
            let place = found.reading.places.find(&format!("history[{at}].digest")).cloned();
            let arguments = vec![("word", digest.clone())];
            found.findings.push(Finding::new(MALFORMED_DIGEST, found.path, place, arguments));
        }
    }
    let Some(head) = sheet.head() else { return };
    let is_over = head.status == Status::Superseded;
    if let Some(day) = head.review_by.filter(|day| *day < today && !is_over) {
        found.report(REVIEW_OVERDUE, &[HeadField::ReviewBy.word()], vec![("date", day.to_string())]);
    }
    if is_over && head.superseded_by.is_none() {
        found.report(SUPERSEDED_WITHOUT_SUCCESSOR, &[HeadField::Status.word()], Vec::new());
    }
}
