//! What is wrong, stale or missing in the files of a workspace.

mod answer;
mod canvas;
mod checklist;
mod feeding;
mod finding;
mod follow_up;
mod form;
mod found;
mod loose;
mod merges;
mod outline;
mod policy;
mod product;
mod references;
mod session;
mod spread;
mod surveyed;
mod versions;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

pub use feeding::rule_of;
pub use finding::{FileInput, Finding, IsThere, Named};
pub use merges::by_policy;
pub use spread::{OneByOne, Spread};

use super::location::Location;
use super::resolve::Index;
use crate::codec::{self, Content, FileKind, Reading, State};
use crate::diagnostic::{MAX_FINDINGS_OF_A_RULE, Severity};
use crate::document::session::{SessionRecord, SessionState, is_over};
use crate::document::{DocumentBody, FollowUp};
use crate::method::Method;
use feeding::Unmet;
use found::Found;
use outline::Outline;
use policy::Policy;
use references::Firsts;
use surveyed::{Open, Surveyed};
use versions::Trouble;

/// The rules that say whether a file can be read at all. Of versions and records of sessions nothing else is asked:
/// they are never changed again.
const SYNTAX_LEVEL: [&str; 5] = [
    codec::rules::SYNTAX,
    codec::rules::NOT_UTF8,
    codec::rules::FOREIGN_FILE,
    codec::rules::CONFLICT_MARKERS,
    codec::rules::NEWER_FORMAT,
];

/// Whether it is asked what a file says: of what is over only where a definition says what its records hold.
fn is_asked(location: &Location, reading: &Reading) -> bool {
    let is_register = || reading.content.as_ref().is_some_and(|content| content.register().is_some());
    !location.is_record() || matches!(location, Location::Session(_)) && is_register()
}

/// Whether a file is of something that is over, so that nothing is to be changed in it: a published version, or the
/// record of a session that is closed.
fn is_past(location: &Location, reading: &Reading) -> bool {
    let register = || reading.content.as_ref().and_then(Content::register);
    match location {
        Location::Session(_) => register().is_none_or(|register| is_over(register)),
        location => location.is_record(),
    }
}

/// Checks the files of a workspace, one after the other, as if everything that they name were there; see
/// [`check_spread`].
#[must_use]
pub fn check(
    files: &[FileInput<'_>],
    method: &Method,
    policy: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Vec<Finding> {
    check_spread(files, method, policy, today, &|_| true, &OneByOne)
}

/// Checks the files of a workspace.
///
/// `files` are all of them: a reference is broken only where no file has its note. `policy` is rule id to `off`, `note`,
/// `warning` or `error`, as `stationmaster.toml` has it; `today` decides what is expired; `is_there` knows the files that are no part of the workspace; `spread`
/// works on many files. The findings come sorted by path, line, column and rule, however the files were worked on. Of one rule a
/// file has at most [`MAX_FINDINGS_OF_A_RULE`]; the last of them says how many more there are.
///
/// Every file is read once by itself, and of it only what the others need is kept: 10,000 canvases with 300,000 notes fit
/// into 200 MB. One in which something is found that only the others show is then read again, for its words and places.
#[must_use]
pub fn check_spread(
    files: &[FileInput<'_>],
    method: &Method,
    policy: &BTreeMap<String, String>,
    today: NaiveDate,
    is_there: &IsThere<'_>,
    spread: &impl Spread,
) -> Vec<Finding> {
    let mut surveyed = spread.map(files, |file| Surveyed::new(*file, method, today, is_there));
    surveyed.sort_by_key(|file| file.input.path);
    let index = Index::of_entries(surveyed.iter().map(|file| (file.input.path, file.entries())));
    let firsts = references::first_places(&surveyed, method);
    let unmet = feeding::check(&surveyed, method);
    let troubles = versions::check(&surveyed, policy, method);
    let running: HashSet<&str> =
        surveyed.iter().filter(|file| file.open == Some(Open::Session)).map(Surveyed::product).collect();
    let again: Vec<(&Surveyed<'_>, Across<'_>)> = surveyed
        .iter()
        .zip(unmet.iter().zip(&troubles))
        .map(|(file, (unmet, troubles))| {
            let is_adrift = file.open == Some(Open::Topics) && !running.contains(file.product());
            (file, Across { unmet, troubles, is_adrift })
        })
        .filter(|(file, across)| !across.is_nothing() || file.disagrees(&index, &firsts))
        .collect();
    let across = spread.map(&again, |(file, across)| file.look_again(method, (&index, &firsts), across));
    let policy = Policy::new(policy);
    let settings = surveyed.iter().find(|file| file.location == Location::Settings);
    let settings = settings.map(|file| file.read(method));
    let mut findings = policy.findings(settings.as_ref().map(|reading| &reading.places));
    findings.extend(surveyed.into_iter().flat_map(|file| file.findings));
    findings.extend(across.into_iter().flatten());
    findings.retain_mut(|finding| policy.apply(finding));
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    first_of_each_rule(findings)
}

/// Of each rule and severity the first findings of a file; the last of them says how many more there are. They come sorted
/// by path.
fn first_of_each_rule(findings: Vec<Finding>) -> Vec<Finding> {
    let mut first: Vec<Finding> = Vec::with_capacity(findings.len());
    // Of the file at hand: how many of each kind are told, which was the last, and how many more there are.
    let mut kinds: HashMap<(&'static str, Severity), (usize, usize, usize)> = HashMap::new();
    let settle = |first: &mut Vec<Finding>, kinds: &mut HashMap<_, (usize, usize, usize)>| {
        for (_, (_, last, more)) in kinds.drain() {
            first[last].more = more;
        }
    };
    for mut finding in findings {
        if first.last().is_some_and(|last| last.path != finding.path) {
            settle(&mut first, &mut kinds);
        }
        let (told, last, more) = kinds.entry((finding.rule, finding.severity)).or_default();
        *more += std::mem::take(&mut finding.more);
        if *told < MAX_FINDINGS_OF_A_RULE {
            (*told, *last) = (*told + 1, first.len());
            first.push(finding);
        } else {
            *more += 1;
        }
    }
    settle(&mut first, &mut kinds);
    first
}

/// What the other files have to do with one.
struct Across<'a> {
    unmet: &'a [Unmet],
    troubles: &'a [Trouble],
    /// Whether it is to be told of parked topics that nobody comes back to.
    is_adrift: bool,
}

impl Across<'_> {
    fn is_nothing(&self) -> bool {
        self.unmet.is_empty() && self.troubles.is_empty() && !self.is_adrift
    }
}

impl<'a> Surveyed<'a> {
    fn new(input: FileInput<'a>, method: &Method, today: NaiveDate, is_there: &IsThere<'_>) -> Self {
        let location = Location::of(input.path);
        let mut file = Self {
            input,
            location,
            outline: None,
            versions: Vec::new(),
            is_past: false,
            open: None,
            is_checked: false,
            findings: Vec::new(),
        };
        let reading = file.read(method);
        file.is_past = is_past(&file.location, &reading);
        let problems = reading.problems.iter();
        let problems =
            problems.filter(|problem| is_asked(&file.location, &reading) || SYNTAX_LEVEL.contains(&problem.rule));
        file.findings.extend(problems.map(|problem| Finding::of_problem(input.path, problem)));
        let parses = !reading.problems.iter().any(|problem| SYNTAX_LEVEL.contains(&problem.rule));
        let is_whole = match reading.state {
            State::Valid | State::Newer => true,
            State::Invalid => parses,
            State::Conflicted => false,
        };
        file.outline = reading.content.as_ref().filter(|_| is_whole).map(Outline::of);
        file.is_checked = parses && !file.is_past;
        file.versions = reading.content.as_ref().filter(|_| file.is_checked).map(versions::entries).unwrap_or_default();
        if parses && matches!(file.location, Location::Session(_)) {
            file.check_session(&reading, today);
        }
        if file.is_checked {
            file.check_alone(&reading, method, today, is_there);
        }
        file
    }

    fn read(&self, method: &Method) -> Reading {
        codec::read(self.input.bytes, FileKind::of(self.input.path, method), method)
    }

    /// Checks the record of a session, whether it is over or not.
    fn check_session(&mut self, reading: &Reading, today: NaiveDate) {
        let register = reading.content.as_ref().and_then(Content::register);
        let Some(register) = register else { return };
        let Some(record) = SessionRecord::of(register) else { return };
        self.open = (record.state == SessionState::Running).then_some(Open::Session);
        let findings = std::mem::take(&mut self.findings);
        let mut found =
            Found { path: self.input.path, reading, is_there: &|_| true, findings, counted: BTreeMap::new() };
        let is_whole = reading.problems.is_empty();
        session::check(&record, is_whole, today, &mut found);
        session::check_rated(register, &mut found);
        self.findings = found.finish();
    }

    /// Checks what the file shows by itself.
    fn check_alone(&mut self, reading: &Reading, method: &Method, today: NaiveDate, is_there: &IsThere<'_>) {
        let is_valid = reading.state == State::Valid;
        let findings = std::mem::take(&mut self.findings);
        let mut found = Found { path: self.input.path, reading, is_there, findings, counted: BTreeMap::new() };
        if let Some(Content::DocumentBody(sheet)) = &reading.content {
            references::check_history(sheet, &mut found);
            versions::check_head(sheet, today, &mut found);
            match sheet {
                DocumentBody::Canvas(canvas) => canvas::check(canvas, &mut found),
                // A verdict without its reason may only be one whose reason cannot be read.
                DocumentBody::Checklist(list) if is_valid => checklist::check(list, method, today, &mut found),
                DocumentBody::Product(product) => {
                    product::check(product, &mut found);
                    if is_valid {
                        product::check_answers(product, method, &mut found);
                    }
                }
                DocumentBody::Register(register) => {
                    if let Some(follow_up) = FollowUp::of(register) {
                        follow_up::check(&follow_up, method, today, &mut found);
                        self.open = follow_up::has_adrift(&follow_up).then_some(Open::Topics);
                    }
                }
                DocumentBody::Checklist(_) => {}
            }
        }
        form::check_characters(&mut found);
        if is_valid {
            form::check_canonical(self.input.bytes, method, &mut found);
        }
        self.findings = found.finish();
    }

    /// Whether it refers to what other files do not have, or has an id of theirs.
    fn disagrees(&self, index: &Index, firsts: &Firsts) -> bool {
        let Some(outline) = self.outline.as_ref().filter(|_| self.is_checked) else { return false };
        let is_elsewhere = |id| firsts.get(&id).is_some_and(|(path, _)| path != self.input.path);
        !firsts.is_empty() && outline.entries.ids().any(is_elsewhere) || outline.leads_astray(index, self.product())
    }

    /// What only the other files show.
    fn look_again(&self, method: &Method, (index, firsts): (&Index, &Firsts), across: &Across<'_>) -> Vec<Finding> {
        let reading = self.read(method);
        let mut found = Found {
            path: self.input.path,
            reading: &reading,
            is_there: &|_| true,
            findings: Vec::new(),
            counted: BTreeMap::new(),
        };
        if let Some(Content::DocumentBody(sheet)) = &reading.content {
            if self.is_checked {
                references::check(sheet, self.product(), index, firsts, &mut found);
            }
            feeding::tell(sheet, across.unmet, &mut found);
            versions::tell(across.troubles, &mut found);
            if let Some(follow_up) = sheet.register().and_then(|register| FollowUp::of(register))
                && across.is_adrift
            {
                follow_up::tell_adrift(&follow_up, &mut found);
            }
        }
        found.finish()
    }
}

#[cfg(test)]
mod tests;
