//! `publish`, and what check says of versions.

use std::fs;

use serde_json::{Value, json};

use super::orders::canvas;
use super::support::Place;

const FILE: &str = "apiops/orders/api-value-proposition.toml";
const FROZEN: &str = "apiops/orders/versions/api-value-proposition@1.toml";

fn rules(place: &Place, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--json"];
    all.extend(arguments);
    let ran = place.run(&all);
    let said: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let findings = said["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["rule"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_document_is_frozen_with_its_digest_and_refused_where_nothing_changed() {
    let place = Place::orders();
    let before = place.read(FILE);
    let dry = place.json(&["publish", "api-value-proposition", "--dry-run", "--json"]);
    assert_eq!(place.read(FILE), before);
    assert!(!place.has("apiops/orders/versions"));
    let arguments = [
        "publish",
        FILE,
        "--summary",
        "Agreed",
        "--owner",
        "API product owner",
        "--review-by",
        "2097-02-01",
        "--by",
        "API product owner",
        "--approved-by",
        "Head of logistics",
        "--review",
        "https://example.org/pulls/81",
        "--today",
        "2026-11-23",
        "--json",
    ];
    let said = place.json(&arguments);
    assert_eq!(said["path"], "orders/api-value-proposition.toml");
    assert_eq!((&said["version"], &dry["version"]), (&json!(1), &json!(1)));
    assert_eq!(said["frozen"], "orders/versions/api-value-proposition@1.toml");
    let changes =
        json!({"added": 2, "removed": 0, "reworded": 0, "moved": 0, "reordered": 0, "regrouped": 0, "changed": 0});
    assert_eq!(said["changes"], changes);
    let frozen = place.read(FROZEN);
    assert!(
        frozen.contains("version = 1\n") && frozen.contains("status = \"accepted\"") && !frozen.contains("[[history]]"),
        "{frozen}"
    );
    let document = place.read(FILE);
    let digest = said["digest"].as_str().expect("a digest");
    let entry = format!(
        "[[history]]\nversion = 1\ndate = 2026-11-23\nby = \"API product owner\"\napproved_by = \"Head of logistics\"\nreview = \"https://example.org/pulls/81\"\nsummary = \"Agreed\"\ndigest = \"{digest}\"\n"
    );
    assert!(document.ends_with(&entry), "{document}");
    assert!(document.contains("owner = \"API product owner\"\nreview_by = 2097-02-01\n"), "{document}");
    let again = place.run(&["publish", "api-value-proposition", "--summary", "Again"]);
    assert_eq!(again.code, Some(1), "{again:?}");
    assert!(again.err.contains("has not changed since version 1"));
    assert_eq!(place.read(FILE), document);
    assert_eq!(rules(&place, &[]), Vec::<String>::new());
    assert_eq!(place.run(&["fmt", "--check"]).code, Some(0));
}

#[test]
fn a_frozen_file_is_no_document() {
    let place = Place::orders();
    place.ok(&["publish", "api-value-proposition", "--summary", "Agreed"]);
    let listed = place.json(&["list", "--json"]);
    assert_eq!(listed["products"][0]["files"].as_array().map(Vec::len), Some(1));
    // What stands twice stands once in documents.
    assert_eq!(rules(&place, &[]), Vec::<String>::new());
    let frozen = place.read(FROZEN);
    place.write(FROZEN, frozen.replace("[notes", "\n\n\n[notes"));
    assert_eq!(rules(&place, &[]), ["version-changed"]);
    assert_eq!(place.run(&["fmt", "--check"]).code, Some(0));
    assert!(place.refused(&["publish", FROZEN, "--summary", "x"]).contains("is not a canvas or checklist"));
    // Line ends and a byte order mark are no change.
    place.write(FROZEN, format!("\u{feff}{}", frozen.replace('\n', "\r\n")));
    assert_eq!(rules(&place, &[]), Vec::<String>::new());
    fs::remove_file(place.path(FROZEN)).expect("removed");
    assert_eq!(rules(&place, &[]), ["version-missing"]);
}

#[test]
fn errors_conflicts_and_names_that_are_taken_are_refused_and_nothing_is_written() {
    let place = Place::orders();
    let publish = ["publish", "api-value-proposition", "--summary", "Agreed"];
    let refused = |code: i32| {
        let before = place.read(FILE);
        let ran = place.run(&publish);
        assert_eq!(ran.code, Some(code), "{ran:?}");
        assert_eq!(place.read(FILE), before);
        ran.err
    };
    place.write(FILE, canvas(&[("t7qm4k", "a")]).replace("text =", "see = [\"gone#000009\"]\ntext ="));
    assert!(refused(1).contains("check finds 1 error"));
    place.write(FILE, format!("{}\n[[history]]\ndate = 2026-11-23\nsummary = \"S\"\n", canvas(&[])));
    refused(1);
    place.write(
        FILE,
        format!(
            "{}\n[[history]]\nversion = 1\ndate = 2026-11-23\nsummary = \"S\"\ndigest = \"sha256:9f\"\n",
            canvas(&[])
        ),
    );
    refused(1);
    assert!(rules(&place, &[]).contains(&"malformed-digest".to_owned()));
    place.write(FILE, "<<<<<<< HEAD\n");
    refused(2);
    place.write(FILE, canvas(&[]).replace("format = 1", "format = 99"));
    refused(2);
    place.write(FILE, canvas(&[]));
    place.write(FROZEN, "something else\n");
    refused(2);
    assert_eq!(place.read(FROZEN), "something else\n");
    assert!(place.refused(&["publish", "api-value-proposition"]).contains("--summary"));
    assert!(place.refused(&["publish", FILE, "--summary", "x", "--review-by", "soon"]).contains("--review-by"));
}

#[test]
fn where_the_document_cannot_be_written_the_frozen_file_is_taken_back() {
    let place = Place::orders();
    let folder = place.path("apiops/orders");
    let mut rights = fs::metadata(place.path(FILE)).expect("there").permissions();
    rights.set_readonly(true);
    fs::set_permissions(place.path(FILE), rights).expect("set");
    let ran = place.run(&["publish", "api-value-proposition", "--summary", "Agreed"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(!folder.join("versions").exists());
}

#[test]
fn comments_and_unknown_keys_stay_in_both_files() {
    let place = Place::orders();
    place.write(FILE, canvas(&[("t7qm4k", "a")]).replace("text = \"a\"", "jira = \"ORD-17\" # ours\ntext = \"a\""));
    place.ok(&["publish", "api-value-proposition", "--summary", "Agreed"]);
    for path in [FILE, FROZEN] {
        assert!(place.read(path).contains("jira = \"ORD-17\" # ours"), "{}", place.read(path));
    }
}

#[test]
fn what_people_said_of_a_document_is_checked() {
    let place = Place::orders();
    place.write(FILE, canvas(&[]).replace("version = 0", "version = 0\nreview_by = 2026-11-01"));
    assert_eq!(rules(&place, &["--today", "2026-11-01"]), Vec::<String>::new());
    assert_eq!(rules(&place, &["--today", "2026-11-02"]), ["review-overdue"]);
    place.write(FILE, canvas(&[]).replace("draft", "superseded"));
    assert_eq!(rules(&place, &[]), ["superseded-without-successor"]);
    place.write(FILE, canvas(&[("t7qm4k", "a")]));
    place.ok(&["publish", "api-value-proposition", "--summary", "Agreed"]);
    let text = place.read(FILE).replace("\"a\"", "\"b\"");
    place.write(FILE, text);
    assert_eq!(rules(&place, &[]), Vec::<String>::new());
    place.write(
        "apiops/stationmaster.toml",
        "format = 1\nnames = \"roles\"\n\n[policy]\nchanged-since-version = \"warning\"\n",
    );
    assert_eq!(rules(&place, &[]), ["changed-since-version"]);
}

#[test]
fn two_branches_that_published_one_number_are_settled() {
    let place = Place::repository();
    place.git(&["checkout", "-q", "-b", "side"]);
    place.write(FILE, canvas(&[("t7qm4k", "On the side")]));
    place.ok(&["publish", "api-value-proposition", "--summary", "Side", "--today", "2026-11-20"]);
    place.commit_all("Side");
    let side = (place.read(FILE), place.read(FROZEN));
    place.git(&["checkout", "-q", "main"]);
    place.write(FILE, canvas(&[("t7qm4k", "On main")]));
    place.ok(&["publish", "api-value-proposition", "--summary", "Main", "--today", "2026-11-21"]);
    place.commit_all("Main");
    place.write(".gitattributes", "**/versions/*.toml -merge\n");
    place.commit_all("Attributes");
    let merge =
        std::process::Command::new("git").args(["merge", "side"]).current_dir(&place.inside).output().expect("runs");
    assert!(!merge.status.success());
    // Somebody settled the document: both entries stand in it.
    let history = |text: &str| text[text.find("[[history]]").expect("there")..].to_owned();
    let ours = place.git(&["show", "main:apiops/orders/api-value-proposition.toml"]);
    place.write(FILE, format!("{ours}\n{}", history(&side.0)));
    assert!(rules(&place, &[]).contains(&"duplicate-version".to_owned()));
    let said = place.json(&["publish", "--renumber", "api-value-proposition", "--json"]);
    assert_eq!((&said["renumbered"][0]["from"], &said["renumbered"][0]["to"]), (&json!(1), &json!(2)));
    // The earlier day keeps the number and its file, as it was.
    assert_eq!(place.read(FROZEN), side.1);
    let second = place.read("apiops/orders/versions/api-value-proposition@2.toml");
    assert!(second.contains("On main") && second.contains("version = 2\n"), "{second}");
    assert_eq!(rules(&place, &[]), Vec::<String>::new());
    assert!(place.read(FILE).contains("\nversion = 2\n"));
    let before = place.read(FILE);
    assert_eq!(place.json(&["publish", "--renumber", FILE, "--json"])["renumbered"], json!([]));
    assert_eq!(place.read(FILE), before);
}
