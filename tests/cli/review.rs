//! What pipelines read: `check --since`, SARIF, GitLab's report, the hooks and the examples of the documentation.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::orders::canvas;
use super::support::Place;

const FILE: &str = "apiops/orders/api-value-proposition.toml";

fn broken(id: &str) -> String {
    canvas(&[(id, "a")]).replace("text = \"a\"", "see = [\"gone#000009\"]\ntext = \"a\"")
}

fn found(place: &Place, arguments: &[&str]) -> Vec<String> {
    let ran = place.run(&[&["check", "--json"], arguments].concat());
    let said: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    said["findings"].as_array().expect("findings").iter().map(|it| format!("{} {}", it["rule"], it["line"])).collect()
}

#[test]
fn only_what_was_not_found_before_is_told() {
    let place = Place::orders();
    place.write(FILE, broken("t7qm4k"));
    place.begin();
    assert_eq!(found(&place, &[]).len(), 1);
    assert_eq!(found(&place, &["--since", "HEAD"]), Vec::<String>::new());
    assert_eq!(place.run(&["check", "--since", "HEAD"]).code, Some(0));
    // The old one stands in another line and section now, and there is a new one.
    let moved = broken("t7qm4k").replace("[notes.tasks", "[sections.tasks]\nstate = \"done\"\n\n[notes.api-products");
    place.write(FILE, format!("{moved}\n[notes.tasks.b2h8xd]\nsee = [\"gone#000008\"]\ntext = \"b\"\n"));
    let new = found(&place, &["--since", "main"]);
    assert!(new.iter().any(|it| it.starts_with("\"broken-reference\"")), "{new:?}");
    assert_eq!(new.iter().filter(|it| it.starts_with("\"broken-reference\"")).count(), 1, "{new:?}");
    assert_eq!(place.run(&["check", "--since", "main"]).code, Some(1));
    let unknown = place.run(&["check", "--since", "mian"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("Did you mean main?"), "{unknown:?}");
    assert_eq!(place.run(&["check", "--since", "--output=x"]).code, Some(2));
    assert!(Place::orders().refused(&["check", "--since", "HEAD"]).contains("This needs a git repository"));
}

#[test]
fn evidence_that_went_since_is_new() {
    let place = Place::orders();
    place.write("docs/a b.md", "x");
    place.write("apiops/orders/api-audit.toml", "format = 1\nchecklist = \"api-audit\"\ntitle = \"A\"\nstatus = \"draft\"\nversion = 0\n\n[items.uses-https]\nverdict = \"pass\"\nby = \"PO\"\ndate = 2026-11-23\nevidence = [\n  \"docs/a.md\",\n]\n");
    place.write("docs/a.md", "x");
    place.begin();
    let before = found(&place, &[]);
    fs::remove_file(place.path("docs/a.md")).expect("removed");
    assert_eq!(found(&place, &[]).len(), before.len() + 1);
    assert_eq!(found(&place, &["--since", "HEAD"]).len(), 1);
}

#[test]
fn code_scanning_is_told_with_help_and_fingerprints_that_stay() {
    let place = Place::orders();
    place.write("apiops/my ä/product.toml", "format = 1\nname = \"Ä\"\ncycle = \"api-productization-cycle\"\n");
    place.write("apiops/my ä/api-value-proposition.toml", broken("t7qm4k"));
    place.begin();
    let report = |folder: &str| -> Value {
        let ran = place.run_in(folder, &["check", "--format", "sarif"]);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
    };
    let said = report(".");
    let run = &said["runs"][0];
    assert_eq!(run["automationDetails"]["id"], "stationmaster/check/");
    let result =
        run["results"].as_array().and_then(|results| results.iter().find(|it| it["ruleId"] == "broken-reference"));
    let result = result.expect("a result").clone();
    let artifact = &result["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(artifact, &json!({"uri": "apiops/my%20%C3%A4/api-value-proposition.toml", "uriBaseId": "%SRCROOT%"}));
    let index = result["ruleIndex"].as_u64().expect("an index");
    let rule = &run["tool"]["driver"]["rules"][usize::try_from(index).expect("small")];
    assert_eq!(rule["id"], "broken-reference");
    for part in
        ["/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown", "/properties/tags/0"]
    {
        assert!(rule.pointer(part).and_then(Value::as_str).is_some_and(|text| !text.is_empty()), "{part}: {rule}");
    }
    let line = result["partialFingerprints"]["primaryLocationLineHash"].as_str().expect("a hash").to_owned();
    let own = result["partialFingerprints"]["stationmaster/v1"].as_str().expect("a hash").to_owned();
    assert_eq!((line.len(), own.len(), &line[..16]), (18, 64, &own[..16]));
    assert!(line.ends_with(":1"));
    // The same from below, and where the line is another.
    place.write("apiops/my ä/api-value-proposition.toml", format!("# A comment\n{}", broken("t7qm4k")));
    let again = report("apiops/orders");
    let again = again["runs"][0]["results"]
        .as_array()
        .and_then(|results| results.iter().find(|it| it["ruleId"] == "broken-reference").cloned());
    let again = again.expect("a result");
    assert_eq!(again["partialFingerprints"], result["partialFingerprints"]);
    assert_eq!(again["locations"][0]["physicalLocation"]["artifactLocation"], *artifact);
}

#[test]
fn no_more_results_than_are_shown_are_reported_and_errors_come_first() {
    let place = Place::orders();
    // Each file has a hundred warnings, and the last an error.
    for file in 0..51 {
        let notes = (0..100)
            .map(|at| format!("\n[notes.tasks.{}]\ntext = \"\"\n", id(file * 100 + at)))
            .collect::<Vec<_>>()
            .concat();
        place.write(&format!("apiops/orders/api-value-proposition.v{file:02}.toml"), format!("{}{notes}", canvas(&[])));
    }
    place.write("apiops/orders/api-value-proposition.z.toml", broken("t7qm4k"));
    let ran = place.run(&["check", "--format", "sarif"]);
    let said: Value = serde_json::from_str(&ran.out).expect("JSON");
    let results = said["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 5_000);
    assert_eq!(results[0]["level"], "error");
    assert!(ran.err.contains("5,000"), "{}", ran.err);
}

/// An id for a number.
fn id(number: usize) -> String {
    format!("{number:06}")
}

#[test]
fn gitlab_gets_a_report_in_which_nothing_stands_twice() {
    let place = Place::orders();
    place.write(FILE, broken("t7qm4k").replace("[\"gone#000009\"]", "[\"gone#000009\", \"gone#000008\"]"));
    place.begin();
    let ran = place.run(&["check", "--format", "gitlab"]);
    let said: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let entries = said.as_array().expect("entries");
    let broken: Vec<&Value> = entries.iter().filter(|it| it["check_name"] == "broken-reference").collect();
    assert_eq!(broken.len(), 2);
    assert_eq!(broken[0]["severity"], "major");
    assert_eq!(broken[0]["location"]["path"], FILE);
    assert!(broken[0]["location"]["lines"]["begin"].is_u64());
    let fingerprints: BTreeSet<&str> = entries.iter().filter_map(|it| it["fingerprint"].as_str()).collect();
    assert_eq!(fingerprints.len(), entries.len());
}

/// The commands of the program in the YAML of a page.
fn commands(page: &str) -> Vec<Vec<String>> {
    let blocks = page.split("```yaml").skip(1).filter_map(|block| block.split("```").next());
    let lines = blocks.flat_map(str::lines).filter_map(|line| {
        line.split_once("stationmaster ").map(|(_, rest)| rest.to_owned()).filter(|_| {
            line.contains("run:") || line.contains("entry:") || line.trim_start().starts_with("- stationmaster ")
        })
    });
    lines
        .map(|line| {
            line.split([">", "|"].map(|it| it.chars().next().unwrap_or('>')))
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

#[test]
fn the_commands_of_the_examples_and_of_the_hooks_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/publishing.md")).expect("the page");
    let hooks = fs::read_to_string(root.join(".pre-commit-hooks.yaml")).expect("the hooks");
    let commands = commands(&format!("{page}\n```yaml\n{hooks}```\n"));
    assert!(commands.len() >= 9, "{commands:?}");
    let place = Place::repository();
    place.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    for command in commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        let ran = place.run(&arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {ran:?}");
    }
    for word in ["files: (^|/)apiops/.*\\.toml$", "language: system", "pass_filenames: false"] {
        assert!(hooks.contains(word), "{word}");
    }
}
