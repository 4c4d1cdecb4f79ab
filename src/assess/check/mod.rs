//! What is wrong, stale or missing in the files of a workspace.

mod canvas;
mod checklist;
mod feeding;
mod finding;
mod form;
mod loose;
mod policy;
mod product;
mod references;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use feeding::rule_of;
pub use finding::{FileInput, Finding};

use super::location::Location;
use super::resolve::Index;
use crate::codec::{self, Content, FileKind, Reading, State};
use crate::document::DocumentBody;
use crate::method::Method;
use policy::Policy;

/// The rules that say whether a file can be read at all. Of versions and records of sessions nothing else is asked:
/// they are never changed again.
const SYNTAX_LEVEL: [&str; 4] =
    [codec::rules::SYNTAX, codec::rules::NOT_UTF8, codec::rules::CONFLICT_MARKERS, codec::rules::NEWER_FORMAT];

/// A file that was read, with what is found in it.
struct Checked<'a> {
    path: &'a str,
    bytes: &'a [u8],
    location: Location,
    reading: Reading,
    findings: Vec<Finding>,
}

/// Checks the files of a workspace.
///
/// `files` are all of them: a reference is broken only where no file has its note. `policy` is rule id to `off`, `note`,
/// `warning` or `error`, as `stationmaster.toml` has it; `today` decides what is expired. The findings come sorted by
/// path, line, column and rule.
#[must_use]
pub fn check(
    files: &[FileInput<'_>],
    method: &Method,
    policy: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Vec<Finding> {
    let mut checked: Vec<Checked<'_>> = files.iter().map(|file| Checked::read(file, method)).collect();
    checked.sort_by_key(|file| file.path);
    let index = Index::new(checked.iter().map(|file| (file.path, file.known())));
    let firsts = references::first_places(&checked);
    for file in checked.iter_mut().filter(|file| !file.location.is_record()) {
        file.check(method, &index, &firsts, today);
    }
    for (at, finding) in feeding::check(&checked, method) {
        checked[at].findings.push(finding);
    }
    let policy = Policy::new(policy);
    let settings = checked.iter().find(|file| file.location == Location::Settings);
    let mut findings = policy.findings(settings.map(|file| &file.reading.places));
    findings.extend(checked.into_iter().flat_map(|file| file.findings));
    findings.retain_mut(|finding| policy.apply(finding));
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings
}

impl<'a> Checked<'a> {
    fn read(file: &FileInput<'a>, method: &Method) -> Self {
        let (kind, location) = (FileKind::of(file.path, method), Location::of(file.path));
        let reading = codec::read(file.bytes, kind, method);
        let findings = reading
            .problems
            .iter()
            .filter(|problem| !location.is_record() || SYNTAX_LEVEL.contains(&problem.rule))
            .map(|problem| Finding::of_problem(file.path, problem))
            .collect();
        Self { path: file.path, bytes: file.bytes, location, reading, findings }
    }

    /// Whether the file follows the grammar, so that what stands in it is what somebody meant.
    fn parses(&self) -> bool {
        !self.reading.problems.iter().any(|problem| SYNTAX_LEVEL.contains(&problem.rule))
    }

    /// What the file holds, where all its ids are known.
    fn known(&self) -> Option<&Content> {
        let is_whole = match self.reading.state {
            State::Valid | State::Newer => true,
            State::Invalid => self.parses(),
            State::Conflicted => false,
        };
        self.reading.content.as_ref().filter(|_| is_whole)
    }

    fn check(&mut self, method: &Method, index: &Index, firsts: &references::Firsts, today: NaiveDate) {
        if !self.parses() {
            return;
        }
        let is_valid = self.reading.state == State::Valid;
        let mut found = Found { path: self.path, reading: &self.reading, findings: Vec::new() };
        let product = self.location.product().unwrap_or_default();
        match &self.reading.content {
            Some(Content::DocumentBody(sheet)) => {
                references::of_sheet(sheet, product, index, firsts, &mut found);
                match sheet {
                    DocumentBody::Canvas(canvas) => canvas::check(canvas, &mut found),
                    // A verdict without its reason may only be one whose reason cannot be read.
                    DocumentBody::Checklist(list) if is_valid => checklist::check(list, method, today, &mut found),
                    DocumentBody::Checklist(_) => {}
                    DocumentBody::Product(product) => product::check(product, &mut found),
                    DocumentBody::Register(register) => {
                        references::of_register(register, product, index, firsts, &mut found);
                    }
                }
            }
            Some(Content::Settings(_)) | None => {}
        }
        form::check_characters(&mut found);
        if is_valid {
            form::check_canonical(self.bytes, method, &mut found);
        }
        let findings = found.findings;
        self.findings.extend(findings);
    }
}

/// Gathers what is found in one file.
struct Found<'a> {
    path: &'a str,
    reading: &'a Reading,
    findings: Vec<Finding>,
}

impl Found<'_> {
    /// Reports what stands at a path of keys; where the key is not there, at the table it would be in.
    fn report(&mut self, rule: &'static str, keys: &[&str], arguments: Vec<(&'static str, String)>) {
        let places = &self.reading.places;
        let place = (0..=keys.len()).rev().find_map(|length| places.find(&codec::path(&keys[..length])));
        self.findings.push(Finding::new(rule, self.path, place.cloned(), arguments));
    }
}

#[cfg(test)]
mod tests;
