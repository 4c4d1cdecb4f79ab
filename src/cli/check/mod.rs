//! `check`: what is wrong, stale or missing, in a form for people, for programs and for pipelines.

mod disk;
mod findings;
mod fingerprint;
mod github;
mod gitlab;
mod json;
mod merges;
mod rules;
mod sarif;
mod since;
mod text;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, FAILED, FOUND, Outcome};
use super::targets::{Group, groups};
use super::threads::Threads;
use crate::assess::check::{self, FileInput, Finding, Named, Spread};
use crate::assess::rules::{BROKEN_REFERENCE, EVIDENCE_MISSING, Severity, VERSION_MISSING};
use crate::codec::{self, Content, FileKind};
use crate::diagnostic::MAX_FINDINGS_OF_A_RULE;
use crate::store::layout::SETTINGS_FILE;
use crate::store::own_method::Unusable;
use crate::store::workspace::read_within;
use disk::Disk;
use findings::{Findings, said};
use since::Before;

pub(super) const ROW: Row = Row { name: "check", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.paths("path", "PATH"))
        .arg(make.choice("format", &["text", "json", "sarif", "github", "gitlab"]))
        .arg(make.switch("strict"))
        .arg(make.value("since", "REV"))
        .arg(make.value("merges", "RANGE").num_args(0..=1).require_equals(true))
        .arg(make.switch("rules"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let format = matches.get_one::<String>("format").map_or("text", String::as_str);
    if context.json && !matches!(format, "text" | "json") {
        let other = format!("--format {format}");
        return Err(sentence!("cli.error.conflict", argument = "--json", other = other).into());
    }
    context.wants_json(matches);
    if matches.get_flag("rules") {
        context.speak_as_the_workspace();
        rules::print(context);
        return Ok(DONE);
    }
    let paths: Vec<PathBuf> = matches.get_many("path").into_iter().flatten().cloned().collect();
    let (groups, unread) = groups(context, &paths)?;
    let mut failed = !unread.is_empty();
    for failure in &unread {
        context.complain(failure);
    }
    let mut findings = Findings::default();
    let since = matches.get_one::<String>("since");
    for group in &groups {
        let mut of_group = Findings::default();
        failed |= !check_group(context, group, &mut of_group);
        if matches.contains_id("merges") {
            let range = matches.get_one::<String>("merges").map(String::as_str);
            let policy = policy_of(context, group);
            merges::check(context, group, range, &policy, &mut of_group)?;
        }
        fingerprint::mark(&mut of_group.found);
        if let Some(revision) = since {
            Before::of(context, group, revision, &policy_of(context, group))?.leave_new(&mut of_group);
        }
        findings.files += of_group.files;
        findings.found.append(&mut of_group.found);
    }
    match format {
        "sarif" => sarif::print(context, &findings),
        "github" => github::print(context, &findings),
        "gitlab" => gitlab::print(context, &findings),
        _ if context.json => json::print(context, &findings),
        _ => text::print(context, &findings),
    }
    let strict = matches.get_flag("strict");
    let bad = findings.count(Severity::Error) > 0 || strict && findings.count(Severity::Warning) > 0;
    Ok(if failed {
        FAILED
    } else if bad {
        FOUND
    } else {
        DONE
    })
}

/// Says on standard error which errors are found in a file, and how many there are.
pub(super) fn errors_of(context: &mut Context, file: &std::path::Path) -> Result<usize, super::failure::Failure> {
    let (groups, _) = groups(context, &[file.to_owned()])?;
    let mut findings = Findings::default();
    for group in &groups {
        check_group(context, group, &mut findings);
        findings.found.retain(|said| said.severity == Severity::Error && group.chosen.contains(&said.path));
    }
    for said in &findings.found {
        let sentence = sentence!(
            "cli.error.finding",
            path = &said.from_here,
            line = said.line,
            column = said.column,
            message = &said.message
        );
        context.complain(&sentence.into());
    }
    Ok(findings.count(Severity::Error))
}

/// How many errors are found in each file of a group; the second part says whether every file could be read.
pub(super) fn errors_by_path(
    context: &mut Context,
    group: &Group,
) -> (std::collections::BTreeMap<String, usize>, bool) {
    let mut findings = Findings::default();
    let is_whole = check_group(context, group, &mut findings);
    let mut errors = std::collections::BTreeMap::new();
    for said in findings.found.iter().filter(|said| said.severity == Severity::Error) {
        *errors.entry(said.path.clone()).or_default() += 1 + said.more;
    }
    (errors, is_whole)
}

/// Checks the chosen files of a group against all of it; says whether every file could be read.
fn check_group(context: &mut Context, group: &Group, findings: &mut Findings) -> bool {
    let threads = Threads::all();
    let mut read = Vec::with_capacity(group.all.len());
    let mut complete = true;
    let bytes = threads.map(&group.all, |path| read_within(&group.on_disk(path), &group.root));
    for (path, bytes) in group.all.iter().zip(bytes) {
        match bytes {
            Ok(bytes) => read.push((path.as_str(), bytes)),
            Err(error) => {
                context.complain(&error.into());
                complete = false;
            }
        }
    }
    let policy = policy_of(context, group);
    let inputs: Vec<FileInput> = read.iter().map(|(path, bytes)| FileInput { path, bytes }).collect();
    let disk = Disk::around(&group.root);
    let is_there = |named: Named<'_>| disk.has(named);
    let found = check::check_spread(&inputs, context.method, &policy, context.today, &is_there, &threads);
    let chosen: HashSet<&str> = group.chosen.iter().map(String::as_str).collect();
    let is_chosen = |path: &str| chosen.contains(path);
    // Nobody can say what a file outside a workspace refers to.
    let is_known = |rule: &str| {
        group.workspace.is_some() || ![BROKEN_REFERENCE, EVIDENCE_MISSING, VERSION_MISSING].contains(&rule)
    };
    findings.files += read.iter().filter(|(path, _)| is_chosen(path)).count();
    let mut text: (String, std::rc::Rc<str>) = (String::new(), "".into());
    let by_path: HashMap<&str, &[u8]> = read.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
    for finding in found.iter().filter(|finding| is_chosen(&finding.path) && is_known(finding.rule)) {
        if text.0 != finding.path {
            let bytes = by_path.get(finding.path.as_str()).copied().unwrap_or_default();
            text = (finding.path.clone(), String::from_utf8_lossy(bytes).into());
        }
        findings.found.push(said(&context.words, group, finding, text.1.clone()));
    }
    check_method(context, group, findings);
    complete
}

/// What the team says of rules.
fn policy_of(context: &Context, group: &Group) -> std::collections::BTreeMap<String, String> {
    let bytes = read_within(&group.on_disk(SETTINGS_FILE), &group.root).ok().filter(|_| group.workspace.is_some());
    match bytes.and_then(|bytes| codec::read(&bytes, FileKind::Settings, context.method).content) {
        Some(Content::Settings(settings)) => settings.policy,
        _ => std::collections::BTreeMap::default(),
    }
}

/// Adds what is wrong with the team's method files: what follows one that is left out is not checked.
fn check_method(context: &Context, group: &Group, findings: &mut Findings) {
    let Some(workspace) = &group.workspace else { return };
    for Unusable { path, problems } in &context.unusable {
        let Some(relative) = workspace.relative(path).filter(|relative| group.asks_for_method(relative)) else {
            continue;
        };
        findings.files += 1;
        let text = read_within(path, workspace.root()).unwrap_or_default();
        let text: std::rc::Rc<str> = String::from_utf8_lossy(&text).into();
        let catalogue = context.words.catalogue();
        let told = problems.iter().filter(|problem| !problem.is_blank()).take(MAX_FINDINGS_OF_A_RULE);
        let mut found: Vec<Finding> =
            told.map(|problem| Finding::of_method_file(&relative, Some(problem), catalogue)).collect();
        if found.is_empty() {
            found.push(Finding::of_method_file(&relative, problems.first(), catalogue));
        }
        if let Some(last) = found.last_mut() {
            last.more = problems.len().saturating_sub(MAX_FINDINGS_OF_A_RULE);
        }
        findings.found.extend(found.iter().map(|finding| said(&context.words, group, finding, text.clone())));
    }
}
