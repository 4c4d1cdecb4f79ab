//! `diff`: every pair of states, every form, every refusal.

use std::fs;

use serde_json::{Value, json};

use super::orders::{canvas, git_in};
use super::support::{Place, assert_harmless};

const FILE: &str = "apiops/orders/api-value-proposition.toml";

/// What `diff` prints where something differs.
fn differs(place: &Place, arguments: &[&str]) -> String {
    let mut all = vec!["diff"];
    all.extend(arguments);
    let ran = place.run(&all);
    assert_eq!(ran.code, Some(1), "{arguments:?}: {ran:?}");
    assert_eq!(ran.err, "", "{arguments:?}");
    ran.out
}

fn json_of(place: &Place, arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.insert(0, "--json");
    serde_json::from_str(&differs(place, &all)).expect("JSON")
}

/// The canvas as somebody changed it: one note reworded, one moved, one new.
fn changed() -> String {
    let text = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                [notes.tasks.b2h8xd]\nbasis = \"observed\"\ntext = \"Change the address until loading\"\n\n\
                [notes.api-products.t7qm4k]\ntext = \"See where an order is\"\n\n\
                [notes.api-products.000001]\ntext = \"Track-and-trace API\"\n";
    text.to_owned()
}

#[test]
fn changes_are_told_note_by_note_with_words_marked() {
    let place = Place::repository();
    assert_eq!(place.run(&["diff"]).code, Some(0));
    place.write(FILE, changed());
    let said = differs(&place, &[]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "orders/api-value-proposition.toml");
    assert!(
        lines.iter().any(|line| line.ends_with("Change the address [-before the parcel leaves-]{+until loading+}")),
        "{said}"
    );
    assert!(
        lines.iter().any(|line| line.trim_start().starts_with("basis ") && line.ends_with("- -> observed")),
        "{said}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line.contains("moved") && line.contains("See where an order is - ") && line.contains(" -> ")),
        "{said}"
    );
    assert!(
        lines.iter().any(|line| line.trim_start().starts_with("+ ") && line.ends_with("Track-and-trace API")),
        "{said}"
    );
    assert_eq!(lines.last(), Some(&"1 document: 1 added, 1 reworded, 1 moved, 1 changed"));
    assert_eq!(
        differs(&place, &["--stat"]),
        "orders/api-value-proposition.toml  1 added, 1 reworded, 1 moved, 1 changed\n1 document: 1 added, 1 reworded, 1 moved, 1 changed\n"
    );
}

#[test]
fn programs_are_told_what_differs_field_by_field() {
    let place = Place::repository();
    place.write(FILE, changed());
    let said = json_of(&place, &["main"]);
    assert_eq!((&said["from"], &said["to"]), (&json!("main"), &Value::Null));
    let document = &said["documents"][0];
    assert_eq!(document["path"], "orders/api-value-proposition.toml");
    assert_eq!(document["path_before"], Value::Null);
    assert_eq!((&document["state"], &document["state_before"]), (&json!("changed"), &json!("valid")));
    let changes = document["changes"].as_array().expect("changes");
    let reworded = changes.iter().find(|change| change["id"] == "b2h8xd").expect("there");
    assert_eq!(reworded["subject"], "note");
    assert_eq!(reworded["section"], "tasks");
    assert_eq!(reworded["kinds"], json!(["reworded", "changed"]));
    assert_eq!(reworded["text"], "Change the address until loading");
    assert_eq!(reworded["before"], json!({"text": "Change the address before the parcel leaves", "basis": null}));
    assert_eq!(reworded["after"], json!({"text": "Change the address until loading", "basis": "observed"}));
    let moved = changes.iter().find(|change| change["id"] == "t7qm4k").expect("there");
    assert_eq!(moved["before"], json!({"place": {"section": "tasks", "after": null}}));
    let added = changes.iter().find(|change| change["id"] == "000001").expect("there");
    assert_eq!((&added["before"], &added["after"]["text"]), (&Value::Null, &json!("Track-and-trace API")));
    let summary = json!({"documents": 1, "added": 1, "removed": 0, "reworded": 1, "moved": 1, "reordered": 0, "regrouped": 0, "changed": 1});
    assert_eq!(said["summary"], summary);
    let format = place.run(&["diff", "main", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&format.out).expect("JSON"), said);
}

#[test]
fn a_pull_request_is_told_in_markdown() {
    let place = Place::repository();
    place.write(FILE, changed().replace("Track-and-trace API", "@all <b>|*x*"));
    let said = differs(&place, &["--format", "markdown"]);
    assert!(said.starts_with("<!-- stationmaster-diff -->\n"), "{said}");
    assert!(said.contains("\n### orders/api-value-proposition.toml\n\n| | was | is |\n|---|---|---|\n"), "{said}");
    assert!(
        said.contains(
            "| Change the address <del>before the parcel leaves</del> | Change the address <ins>until loading</ins> |"
        ),
        "{said}"
    );
    assert!(said.contains(r"@<!-- -->all \<b\>\|\*x\*"), "{said}");
    assert!(!said.contains("<details>"));
    let many: Vec<(String, String)> = (0..21).map(|at| (format!("0000{at:02}"), format!("Note {at}"))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    place.write("apiops/orders/api-value-proposition.b.toml", canvas(&many));
    let said = differs(&place, &["--format", "markdown"]);
    assert_eq!(said.matches("<details>").count(), 1, "{said}");
    assert!(place.refused(&["diff", "--json", "--format", "markdown"]).contains("--format markdown"));
}

#[test]
fn revisions_branches_and_where_they_parted_can_be_compared() {
    let place = Place::repository();
    place.git(&["checkout", "-q", "-b", "side"]);
    place.write(FILE, canvas(&[("t7qm4k", "See where an order is"), ("000002", "On the side")]));
    place.commit_all("Side");
    place.git(&["checkout", "-q", "main"]);
    place.write(
        FILE,
        canvas(&[("t7qm4k", "See where an order stands"), ("b2h8xd", "Change the address before the parcel leaves")]),
    );
    place.commit_all("Main");
    let kinds = |arguments: &[&str]| -> Vec<String> {
        let said = json_of(&place, arguments);
        let changes = said["documents"][0]["changes"].as_array().expect("changes").clone();
        changes
            .iter()
            .map(|change| {
                format!(
                    "{} {}",
                    change["kinds"][0].as_str().unwrap_or_default(),
                    change["id"].as_str().unwrap_or_default()
                )
            })
            .collect()
    };
    assert_eq!(kinds(&["main", "side"]), ["reworded t7qm4k", "removed b2h8xd", "added 000002"].map(str::to_owned));
    assert_eq!(kinds(&["main~1", "main"]), ["reworded t7qm4k"]);
    // As a pull request shows it: since the line of main parted from this one.
    place.git(&["checkout", "-q", "side"]);
    assert_eq!(kinds(&["main..."]), ["removed b2h8xd", "added 000002"]);
    assert_eq!(kinds(&["main...side", "--", "apiops/orders"]), ["removed b2h8xd", "added 000002"]);
    assert_eq!(json_of(&place, &["main~1..main"])["to"], "main");
    assert_eq!(place.run(&["diff", "main", "side", "--", "apiops/stationmaster.toml"]).code, Some(0));
    assert_eq!(place.run(&["diff", "HEAD"]).code, Some(0));
}

#[test]
fn what_cannot_be_meant_is_refused_and_nothing_is_taken_for_an_option() {
    let place = Place::repository();
    assert!(place.refused(&["diff", "mian"]).contains("Did you mean main?"));
    place.git(&["branch", "orders"]);
    place.write(FILE, changed());
    let said = place.run_in("apiops", &["diff", "orders"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("./orders") && said.err.contains("orders --"), "{said:?}");
    assert_eq!(place.run_in("apiops", &["diff", "./orders"]).code, Some(1));
    assert_eq!(place.run_in("apiops", &["diff", "orders", "--"]).code, Some(1));
    assert!(place.refused(&["diff", "main", "HEAD", "main~0"]).contains("too many"));
    assert!(place.refused(&["diff", "--output=x"]).contains("--output"));
    assert_eq!(place.run_in("apiops", &["diff", "--", "--output=x"]).code, Some(0));
    assert!(!place.has("x") && !place.has("apiops/x"));
    // A program that the repository names is not started.
    let trap = place.path("trap");
    for key in ["core.pager", "diff.external", "alias.rev-parse", "diff.x.textconv"] {
        place.git(&["config", key, &format!("touch '{}'", trap.display())]);
    }
    place.write(".gitattributes", "*.toml diff=x\n");
    assert_eq!(place.run(&["diff"]).code, Some(1));
    assert_eq!(place.run(&["diff", "main"]).code, Some(1));
    assert!(!trap.exists());
}

#[test]
fn without_a_repository_files_are_compared_and_revisions_are_refused() {
    let place = Place::orders();
    let said = place.refused(&["diff"]);
    assert!(said.contains("This needs a git repository"), "{said}");
    assert!(place.refused(&["diff", "HEAD"]).contains("This needs a git repository"));
    place.write("a.toml", canvas(&[("t7qm4k", "One")]));
    place.write("ä \"b\".toml", canvas(&[("t7qm4k", "Two")]));
    let said = json_of(&place, &["a.toml", "ä \"b\".toml"]);
    assert_eq!((&said["from"], &said["to"]), (&json!("a.toml"), &json!("ä \"b\".toml")));
    assert_eq!(said["documents"][0]["changes"][0]["kinds"], json!(["reworded"]));
    assert_eq!(place.run(&["diff", "a.toml", "a.toml"]).code, Some(0));
    // No program git at all.
    let ran = super::support::Ran::of(place.command(&["diff"]).env("PATH", "/nowhere"));
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("This needs a git repository"), "{ran:?}");
    let folder = place.path("bare");
    fs::create_dir(&folder).expect("made");
    git_in(&folder, &["init", "-q", "--bare"]);
    let workspace = place.path("apiops").display().to_string();
    let bare = place.run_in("bare", &["diff", "--workspace", &workspace]);
    assert_eq!(bare.code, Some(2), "{bare:?}");
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let place = Place::orders();
    place.git(&["init", "-q"]);
    let said = json_of(&place, &[]);
    let states: Vec<&str> =
        said["documents"].as_array().expect("documents").iter().filter_map(|it| it["state"].as_str()).collect();
    assert_eq!(states, ["added", "added", "added"]);
    assert_eq!(said["from"], "HEAD");
}

#[test]
fn names_of_every_kind_subfolders_worktrees_and_line_ends_work() {
    let place = Place::orders();
    let strange = "apiops/orders/api-value-proposition.ä b.toml";
    place.write(strange, canvas(&[("000001", "One")]));
    place.begin();
    place.write(strange, canvas(&[("000001", "Two")]));
    let said = json_of(&place, &[strange]);
    assert_eq!(said["documents"][0]["path"], "orders/api-value-proposition.ä b.toml");
    // From below, and from another tree of the same repository.
    let inside = place.run_in("apiops/orders", &["diff", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&inside.out).expect("JSON")["summary"]["reworded"], 1);
    place.git(&["worktree", "add", "-q", "-b", "other", "../other tree"]);
    let other = place.inside.parent().expect("a folder").join("other tree");
    fs::write(other.join(FILE), changed()).expect("written");
    let ran = super::support::Ran::of(place.command(&["diff"]).current_dir(&other));
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.contains("until loading"));
    // As git checks files out on Windows.
    place.write(strange, canvas(&[("000001", "One")]).replace('\n', "\r\n"));
    place.git(&["config", "core.autocrlf", "true"]);
    assert_eq!(place.run(&["diff"]).code, Some(0));
}

#[test]
fn what_went_by_another_name_came_or_went_is_told_and_what_cannot_be_read_does_not_stop_the_rest() {
    let place = Place::repository();
    fs::rename(place.path(FILE), place.path("apiops/orders/api-value-proposition.peak.toml")).expect("moved");
    let said = json_of(&place, &[]);
    assert_eq!(said["documents"].as_array().expect("documents").len(), 1);
    let document = &said["documents"][0];
    assert_eq!(
        (&document["state"], &document["path_before"]),
        (&json!("renamed"), &json!("orders/api-value-proposition.toml"))
    );
    assert!(differs(&place, &["apiops/orders/api-value-proposition.peak.toml"]).contains(" -> "));
    fs::remove_file(place.path("apiops/orders/api-value-proposition.peak.toml")).expect("removed");
    let said = json_of(&place, &[FILE]);
    assert_eq!(said["documents"][0]["state"], "removed");
    assert_eq!(said["summary"]["removed"], 2);
    place.write(FILE, "<<<<<<< HEAD\n");
    place.write("apiops/orders/product.toml", "format = 1\nname = \"Parcels\"\ncycle = \"api-productization-cycle\"\n");
    let ran = place.run(&["diff", "--json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("api-value-proposition.toml:1"), "{ran:?}");
    let said: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(said["documents"][0]["state"], "conflicted");
    assert_eq!(said["documents"][0]["changes"], json!([]));
    assert_eq!(said["documents"][1]["changes"][0]["after"]["name"], "Parcels");
    place.git(&["checkout", "-q", "--", "."]);
    place.write(FILE, [0xff, 0xfe]);
    place.commit_all("Binary");
    place.write(FILE, changed());
    let ran = place.run(&["diff", "--json"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    let said: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(said["documents"][0]["state_before"], "invalid");
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_as_it_is() {
    let place = Place::repository();
    place.write(FILE, canvas(&[("t7qm4k", "a\\u001b[2J\\u202e b")]));
    for format in ["text", "markdown", "json"] {
        assert_harmless(&differs(&place, &["--format", format]));
    }
}

#[test]
fn versions_are_compared_with_now_and_with_each_other() {
    let place = Place::orders();
    place.ok(&["publish", "api-value-proposition", "--summary", "First"]);
    assert_eq!(place.run(&["diff", "api-value-proposition@1"]).code, Some(0));
    let text = place.read(FILE).replace("before the parcel leaves", "until loading");
    place.write(FILE, text);
    place.ok(&["publish", "api-value-proposition", "--summary", "Second"]);
    let text = place.read(FILE).replace("until loading", "until the van leaves");
    place.write(FILE, text);
    let said = json_of(&place, &["api-value-proposition@1"]);
    assert_eq!((&said["from"], &said["to"]), (&json!("api-value-proposition@1"), &Value::Null));
    assert_eq!(said["documents"][0]["path_before"], Value::Null);
    let said = json_of(&place, &["orders/api-value-proposition@1", "api-value-proposition@2"]);
    assert_eq!(said["to"], "api-value-proposition@2");
    let reworded =
        said["documents"][0]["changes"].as_array().expect("changes").iter().find(|it| it["subject"] == "note");
    assert_eq!(reworded.expect("there")["after"]["text"], "Change the address until loading");
    assert!(place.refused(&["diff", "api-value-proposition@9"]).contains("api-value-proposition@2"));
    assert_eq!(place.run(&["diff", "api-value-proposition@2", FILE]).code, Some(1));
}
