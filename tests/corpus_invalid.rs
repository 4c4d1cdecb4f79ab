//! Every file under `tests/corpus/invalid` gets exactly the findings that stand in the `.expected` file beside it.
//!
//! `NAME.toml` is checked as `orders/NAME.toml`; `NAME.dir` is a workspace of several files. The day is 2026-11-23; what
//! is named and no part of the workspace is there unless `missing` stands in its path. With
//! `STATIONMASTER_BLESS=1` in the environment the expectations are written anew, to be read before they are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use stationmaster::assess::check::{FileInput, Finding, Named, OneByOne, check_spread};
use stationmaster::assess::rules::{MERGE_LOST, MERGE_MIXED, MERGE_RETURNED, METHOD_FILE, RULES};
use stationmaster::codec::{self, Content, FileKind};
use stationmaster::i18n::Catalogue;
use stationmaster::method::Method;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/invalid")
}

/// Path below the workspace, and content.
type File = (String, Vec<u8>);

/// The cases: name, and the files of its workspace.
fn cases() -> Vec<(String, Vec<File>)> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(corpus()).expect("the corpus is there") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("toml") => {
                let bytes = fs::read(&path).expect("a readable file");
                cases.push((name.clone(), vec![(format!("orders/{name}.toml"), bytes)]));
            }
            Some("dir") => {
                let mut files = Vec::new();
                walk(&path, "", &mut files);
                cases.push((name, files));
            }
            _ => {}
        }
    }
    cases.sort();
    cases
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{prefix}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            walk(&path, &format!("{name}/"), files);
        } else {
            files.push((name, fs::read(&path).expect("a readable file")));
        }
    }
}

fn findings(files: &[File]) -> Vec<Finding> {
    let method = Method::built_in();
    let inputs: Vec<FileInput<'_>> = files.iter().map(|(path, bytes)| FileInput { path, bytes }).collect();
    let settings = files.iter().find(|(path, _)| path == "stationmaster.toml");
    let policy = settings.map_or_else(BTreeMap::new, |(_, bytes)| {
        match codec::read(bytes, FileKind::Settings, method).content {
            Some(Content::Settings(settings)) => settings.policy,
            _ => BTreeMap::new(),
        }
    });
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let is_there = |named: Named<'_>| {
        let (Named::Evidence(path) | Named::Description(path)) = named;
        !path.contains("missing")
    };
    check_spread(&inputs, method, &policy, today, &is_there, &OneByOne)
}

fn rendered(findings: &[Finding]) -> String {
    let catalogue = Catalogue::english();
    let mut out = String::new();
    for finding in findings {
        let (path, line, column) = (&finding.path, finding.line(), finding.column());
        let (severity, rule) = (finding.severity.word(), finding.rule);
        let _ = writeln!(out, "{path}:{line}:{column}: {severity}[{rule}] {}", finding.message(catalogue));
        let _ = writeln!(out, "  {}", finding.help(catalogue));
    }
    out
}

#[test]
fn every_invalid_file_gets_its_exact_message() {
    let bless = std::env::var_os("STATIONMASTER_BLESS").is_some();
    let mut wrong = Vec::new();
    for (name, files) in cases() {
        let got = rendered(&findings(&files));
        let path = corpus().join(format!("{name}.expected"));
        if bless {
            fs::write(&path, &got).expect("a writable corpus");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if got != expected {
            wrong.push(format!("{name}\n--- expected\n{expected}+++ got\n{got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_corpus_shows_every_rule_and_nothing_that_is_not_filled_in() {
    let mut seen = BTreeSet::new();
    for (name, files) in cases() {
        let findings = findings(&files);
        assert!(!findings.is_empty(), "{name} has no finding");
        seen.extend(findings.iter().map(|finding| finding.rule));
        let text = rendered(&findings);
        let held = text.lines().all(|line| !line.contains('{') || line.contains("{ a = 1"));
        assert!(held, "{name}: a placeholder is left:\n{text}");
        assert!(!text.chars().any(|character| character.is_control() && character != '\n'), "{name}:\n{text}");
    }
    // A method file is looked through where the method is put together: `tests/cli/checking.rs` shows that one.
    seen.insert(METHOD_FILE);
    // What merges got wrong takes a repository: `tests/cli/merge_mistakes.rs` shows it.
    seen.extend([MERGE_LOST, MERGE_RETURNED, MERGE_MIXED]);
    let missing: Vec<&str> = RULES.iter().map(|rule| rule.id).filter(|id| !seen.contains(id)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn findings_do_not_depend_on_the_order_of_files() {
    for (name, mut files) in cases() {
        let before = findings(&files);
        files.reverse();
        assert_eq!(findings(&files), before, "{name}");
    }
}
