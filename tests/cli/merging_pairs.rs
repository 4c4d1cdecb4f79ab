//! Random pairs of edits through git with the driver: what truly clashes conflicts, and no result is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use stationmaster::codec::{self, Content, FileKind, State};
use stationmaster::document::{DocumentBody, Id};
use stationmaster::merge;
use stationmaster::method::Method;

use crate::repository::{HEAD, Repository};

/// How many pairs of each kind.
const PAIRS: usize = 200;

/// Random numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).expect("small")).expect("small")
    }

    fn id(&mut self) -> String {
        Id::from_bits(u32::try_from(self.below(1 << 30)).expect("small")).to_string()
    }
}

const SECTIONS: [&str; 4] = ["tasks", "gain-enabling-features", "pain-relieving-features", "api-products"];

#[derive(Clone)]
struct Note {
    section: usize,
    id: String,
    text: String,
    basis: Option<&'static str>,
}

fn new_note(random: &mut Random, by: &str) -> Note {
    let basis = ["assumption", "observed", "tested"].get(random.below(5)).copied();
    let id = random.id();
    Note { section: random.below(4), text: format!("Note {id} {by}"), id, basis }
}

fn written(notes: &[Note]) -> String {
    let mut text = HEAD.to_owned();
    for (at, section) in SECTIONS.iter().enumerate() {
        for note in notes.iter().filter(|note| note.section == at) {
            write!(text, "\n# of {}\n[notes.{section}.{}]\n", note.id, note.id).expect("written");
            if let Some(basis) = note.basis {
                writeln!(text, "basis = \"{basis}\"").expect("written");
            }
            writeln!(text, "jira = \"{}\"\ntext = \"{}\"", &note.id[..2], note.text).expect("written");
        }
    }
    text
}

fn edited(random: &mut Random, notes: &[Note], by: &str) -> Vec<Note> {
    let mut notes = notes.to_vec();
    for turn in 0..=random.below(4) {
        let at = random.below(notes.len());
        match random.below(8) {
            0..3 => notes.push(new_note(random, by)),
            3 => notes[at].text = format!("Reworded {by} {turn}"),
            4 => notes[at].basis = ["assumption", "observed", "tested"].get(random.below(4)).copied(),
            5 if notes.len() > 3 => {
                notes.remove(at);
            }
            6 => notes[at].section = random.below(4),
            _ => {
                let note = notes.remove(at);
                notes.insert(random.below(notes.len()), note);
            }
        }
    }
    notes
}

fn canvases(random: &mut Random) -> [String; 3] {
    let base: Vec<Note> = (0..12).map(|_| new_note(random, "base")).collect();
    let (ours, theirs) = (edited(random, &base, "ours"), edited(random, &base, "theirs"));
    [written(&base), written(&ours), written(&theirs)]
}

fn checklists(random: &mut Random) -> [String; 3] {
    const ITEMS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
    type Answers = BTreeMap<&'static str, (&'static str, String)>;
    let write = |answers: &Answers| {
        let head = HEAD.replace("canvas = \"api-value-proposition\"", "checklist = \"api-audit\"");
        let of = |(item, (verdict, by)): (&&str, &(&str, String))| {
            format!("\n[items.{item}]\nverdict = \"{verdict}\"\nby = \"{by}\"\nevidence = [\"{by}\"]\nreason = \"R\"\n")
        };
        head + &answers.iter().map(of).collect::<String>()
    };
    let answer = |random: &mut Random, answers: &mut Answers, by: &str| {
        let verdict = ["pass", "partial", "gap"][random.below(3)];
        answers.insert(ITEMS[random.below(6)], (verdict, by.to_owned()));
    };
    let mut base = Answers::new();
    (0..3).for_each(|_| answer(random, &mut base, "base"));
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    (0..=random.below(3)).for_each(|_| answer(random, &mut ours, "ours"));
    (0..=random.below(3)).for_each(|_| answer(random, &mut theirs, "theirs"));
    [write(&base), write(&ours), write(&theirs)]
}

fn follow_ups(random: &mut Random) -> [String; 3] {
    let action = |id: &String| format!("\n[actions.{id}]\nowner = \"A\"\ndue = 2026-12-08\ntext = \"Ask {id}\"\n");
    let write = |ids: &BTreeSet<String>| format!("format = 1\n{}", ids.iter().map(action).collect::<String>());
    let base: BTreeSet<String> = (0..3).map(|_| random.id()).collect();
    let mut more = || {
        let mut ids = base.clone();
        ids.extend((0..=random.below(3)).map(|_| random.id()));
        write(&ids)
    };
    let (ours, theirs) = (more(), more());
    [write(&base), ours, theirs]
}

fn body(text: &str, path: &str) -> DocumentBody {
    let method = Method::built_in();
    let reading = codec::read(text.as_bytes(), FileKind::of(path, method), method);
    assert_eq!(reading.state, State::Valid, "{path}: {:?}\n{text}", reading.problems);
    match reading.content {
        Some(Content::DocumentBody(body)) => body,
        other => panic!("{path}: {other:?}"),
    }
}

/// Merges that many pairs in one repository; says how many clashed.
fn merges(pairs: &[[String; 3]], path: impl Fn(usize) -> String) -> usize {
    let repository = Repository::set_up();
    let write = |version: usize| {
        for (at, pair) in pairs.iter().enumerate() {
            repository.write(&path(at), &pair[version]);
        }
    };
    write(0);
    repository.commit("base");
    for (version, branch) in [(2, "side"), (1, "ours")] {
        repository.git(&["checkout", "--quiet", "-b", branch, "main"]);
        write(version);
        repository.commit(branch);
    }
    let merged = repository.try_git(&["merge", "--quiet", "--no-edit", "side"]);
    assert!(merged.code.is_some_and(|code| code < 2), "{merged:?}");
    let conflicted: BTreeSet<String> = repository.conflicted().into_iter().collect();
    let mut clashes = 0;
    for (at, pair) in pairs.iter().enumerate() {
        let path = path(at);
        let [base, ours, theirs] = [0, 1, 2].map(|version| body(&pair[version], &path));
        let wanted = merge::merge(&base, &ours, &theirs);
        let text = repository.read(&path);
        assert_eq!(conflicted.contains(&path), !wanted.conflicts.is_empty(), "{path}: {:?}\n{text}", wanted.conflicts);
        if wanted.conflicts.is_empty() {
            assert!(body(&text, &path).says_the_same(&wanted.sheet), "{path}:\n{text}");
            for line in text.lines().filter(|line| line.starts_with("[notes.")) {
                let id = line.rsplit('.').next().expect("an id").trim_end_matches(']');
                assert!(text.contains(&format!("# of {id}\n")) && text.contains(&format!("jira = \"{}\"", &id[..2])));
            }
        } else {
            clashes += 1;
            let sides = codec::sides(text.as_bytes()).expect("markers");
            body(&sides.ours, &path);
            body(&sides.theirs, &path);
        }
    }
    clashes
}

/// The text without markers, with what both sides have.
fn both_taken(text: &str) -> String {
    let is_marker = |line: &&str| ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|sign| line.starts_with(sign));
    text.lines().filter(|line| !is_marker(line)).flat_map(|line| [line, "\n"]).collect()
}

/// What a document says of each thing in it, whatever the order: a line for each key of each table.
fn said(text: &str, path: &str) -> Option<BTreeSet<String>> {
    let method = Method::built_in();
    let reading = codec::read(text.as_bytes(), FileKind::of(path, method), method);
    let content = reading.content.filter(|_| reading.state == State::Valid)?;
    let text = codec::write(&content, method);
    let mut table = String::new();
    let mut lines = BTreeSet::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('[') {
            line.clone_into(&mut table);
        }
        lines.insert(format!("{table} {line}"));
    }
    Some(lines)
}

/// Merges pairs by lines, takes both sides where git does not know better, and says how many came out wrong: each of those
/// is found, and nothing is found in the others.
fn wrong_by_lines(pairs: &[[String; 3]], path: impl Fn(usize) -> String) -> usize {
    let repository = Repository::new(true);
    let write = |version: usize| {
        for (at, pair) in pairs.iter().enumerate() {
            repository.write(&path(at), &pair[version]);
        }
    };
    write(0);
    repository.commit("base");
    for (version, branch) in [(2, "side"), (1, "ours")] {
        repository.git(&["checkout", "--quiet", "-b", branch, "main"]);
        write(version);
        repository.commit(branch);
    }
    repository.try_git(&["merge", "--quiet", "--no-edit", "--no-commit", "side"]);
    for at in 0..pairs.len() {
        let text = repository.read(&path(at));
        repository.write(&path(at), &both_taken(&text));
    }
    repository.commit("both");
    let ran = repository.run(&["check", "--merges", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in told["findings"].as_array().expect("findings") {
        let rule = one["rule"].as_str().expect("a rule");
        if one["severity"] == "error" || rule == "merge-mixed" {
            found.entry(one["path"].as_str().expect("a path")).or_default().push(rule);
        }
    }
    let mut wrong = 0;
    for (at, pair) in pairs.iter().enumerate() {
        let path = path(at);
        let [base, ours, theirs] = [0, 1, 2].map(|version| body(&pair[version], &path));
        let wanted = merge::merge(&base, &ours, &theirs);
        let text = repository.read(&path);
        let of_file = found.get(path.trim_start_matches("apiops/")).cloned().unwrap_or_default();
        let canonical = codec::write(&Content::DocumentBody(wanted.sheet), Method::built_in());
        let wanted_lines = said(&canonical, &path);
        let is_wrong = said(&text, &path) != wanted_lines;
        if wanted.conflicts.is_empty() {
            assert_eq!(!of_file.is_empty(), is_wrong, "{path}: {of_file:?}\n{}\n---\n{text}", pair.join("\n---\n"));
            wrong += usize::from(is_wrong);
        }
    }
    wrong
}

#[test]
fn what_comes_out_wrong_by_lines_is_found_and_nothing_else() {
    let mut random = Random(0x5eed_0004);
    let pairs: Vec<_> = (0..PAIRS).map(|_| canvases(&mut random)).collect();
    let canvases = wrong_by_lines(&pairs, |at| format!("apiops/orders/api-value-proposition.v{at}.toml"));
    let pairs: Vec<_> = (0..PAIRS).map(|_| checklists(&mut random)).collect();
    let lists = wrong_by_lines(&pairs, |at| format!("apiops/orders/api-audit.v{at}.toml"));
    let pairs: Vec<_> = (0..PAIRS).map(|_| follow_ups(&mut random)).collect();
    wrong_by_lines(&pairs, |at| format!("apiops/p{at}/follow-up.toml"));
    assert!(canvases > 0 && lists > 0, "{canvases} {lists}");
}

#[test]
fn pairs_of_edits_of_a_canvas_conflict_only_where_they_clash() {
    let mut random = Random(0x5eed_0001);
    let pairs: Vec<_> = (0..PAIRS).map(|_| canvases(&mut random)).collect();
    let clashes = merges(&pairs, |at| format!("apiops/orders/api-value-proposition.v{at}.toml"));
    assert!((1..PAIRS / 3).contains(&clashes), "{clashes}");
}

#[test]
fn pairs_of_answers_conflict_only_where_they_clash() {
    let mut random = Random(0x5eed_0002);
    let pairs: Vec<_> = (0..PAIRS).map(|_| checklists(&mut random)).collect();
    let clashes = merges(&pairs, |at| format!("apiops/orders/api-audit.v{at}.toml"));
    assert!((1..PAIRS).contains(&clashes), "{clashes}");
}

#[test]
fn pairs_of_additions_to_follow_up_never_conflict() {
    let mut random = Random(0x5eed_0003);
    let pairs: Vec<_> = (0..PAIRS).map(|_| follow_ups(&mut random)).collect();
    assert_eq!(merges(&pairs, |at| format!("apiops/p{at}/follow-up.toml")), 0);
}
