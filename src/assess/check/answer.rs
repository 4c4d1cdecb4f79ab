//! Rules of answers, to items and to criteria: whether there is one, who signed it, and what shows it.

use chrono::NaiveDate;

use super::{Found, Named};
use crate::assess::rules::{EVIDENCE_MISSING, VERDICT_MISSING, VERDICT_UNSIGNED};
use crate::codec;
use crate::document::Evidence;

/// Where an answer stands in its file.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The table of all answers.
    pub(super) table: &'static str,
    /// Id of the item or criterion.
    pub(super) id: &'a str,
    /// The key of what is asked for.
    pub(super) key: &'static str,
}

impl Asked<'_> {
    fn argument(&self) -> (&'static str, String) {
        ("item", self.id.to_owned())
    }
}

/// Whether somebody wrote something.
pub(super) fn is_said(text: impl AsRef<str>) -> bool {
    !text.as_ref().trim().is_empty()
}

/// Reports what was written where nobody answered.
pub(super) fn check_missing<'k>(asked: Asked<'_>, known: impl IntoIterator<Item = &'k str>, found: &mut Found<'_>) {
    let known: Vec<&str> = known.into_iter().collect();
    let arguments = vec![asked.argument(), ("key", asked.key.to_owned()), ("known", known.join(", "))];
    found.report(VERDICT_MISSING, &[asked.table, asked.id], arguments);
}

/// Reports an answer that does not say who gave it, or when. A day that cannot be read is told by another rule.
pub(super) fn check_signed(asked: Asked<'_>, by: Option<&str>, date: Option<NaiveDate>, found: &mut Found<'_>) {
    let is_named = by.is_some_and(is_said);
    let is_dated = date.is_some() || found.has(&[asked.table, asked.id, "date"]);
    let part = match (is_named, is_dated) {
        (true, true) => return,
        (true, false) => "undated",
        (false, true) => "unnamed",
        (false, false) => "message",
    };
    if let Some(finding) = found.report(VERDICT_UNSIGNED, &[asked.table, asked.id, asked.key], vec![asked.argument()]) {
        finding.part = part;
    }
}

/// Reports evidence that is a path and not there.
pub(super) fn check_evidence(asked: Asked<'_>, evidence: &[String], found: &mut Found<'_>) {
    let keys = [asked.table, asked.id, "evidence"];
    for (index, text) in evidence.iter().enumerate() {
        let Evidence::Path(path) = Evidence::of(text) else { continue };
        if !is_there(path, found) {
            let arguments = vec![asked.argument(), ("path", path.to_owned())];
            let reading = found.reading;
            if let Some(finding) = found.report(EVIDENCE_MISSING, &keys, arguments)
                && let Some(place) = reading.places.find(&format!("{}[{index}]", codec::path(&keys)))
            {
                finding.place = Some(place.clone());
            }
        }
    }
}

/// Whether a path is there, as it stands or without the place in the file that it may end with: `#heading`, `:12`.
fn is_there(path: &str, found: &Found<'_>) -> bool {
    let mut file = path.split_once('#').map_or(path, |(file, _)| file);
    while let Some((before, line)) = file.rsplit_once(':')
        && line.chars().all(|character| character.is_ascii_digit())
    {
        file = before;
    }
    let is_there = |path| (found.is_there)(Named::Evidence(path));
    is_there(path) || !file.is_empty() && file != path && is_there(file)
}
