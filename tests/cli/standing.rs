//! `status`, `log` and `commit`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::orders::{canvas, git_in};
use super::support::{Place, Ran, assert_harmless};

const FILE: &str = "apiops/orders/api-value-proposition.toml";
const PRODUCT: &str = "apiops/orders/product.toml";

impl Place {
    /// Runs with the settings of git that the tests make, and with nobody else's.
    fn with_git(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).env("PATH", std::env::var_os("PATH").unwrap_or_default()))
    }
}

fn document(said: &Value, path: &str) -> Value {
    let documents = said["documents"].as_array().expect("documents");
    documents.iter().find(|it| it["path"] == path).unwrap_or_else(|| panic!("{path}: {said}")).clone()
}

#[test]
fn status_says_how_every_document_stands() {
    let place = Place::orders();
    place.write("apiops/orders/business-impact.toml", "format = 1\ncanvas = \"business-impact\"\ntitle = \"B\"\nstatus = \"draft\"\nversion = 0\nreview_by = 2026-11-01\n");
    let said = place.json(&["status", "--json", "--today", "2026-11-23"]);
    assert_eq!(said["git"], false);
    let expected = json!({"path": "orders/business-impact.toml", "state": "valid", "git": null, "version": 0, "changed_since_version": false, "review_overdue": true, "findings": 0});
    assert_eq!(document(&said, "orders/business-impact.toml"), expected);
    assert_eq!(document(&said, "orders/product.toml")["version"], Value::Null);
    place.ok(&["publish", "api-value-proposition", "--summary", "S"]);
    place.write(".gitignore", "follow-up.toml\n");
    place.write("apiops/orders/follow-up.toml", "format = 1\n");
    place.begin();
    place.write(
        "apiops/orders/api-value-proposition.b.toml",
        canvas(&[]).replace("version = 0", "version = 0\nsuperseded_by = \"gone\""),
    );
    let text = place.read(FILE).replace("before the parcel leaves", "until loading");
    place.write(FILE, text);
    let said = place.json(&["status", "--json"]);
    assert_eq!(said["git"], true);
    let of = |path: &str| document(&said, path);
    let changed = of("orders/api-value-proposition.toml");
    assert_eq!(
        (&changed["git"], &changed["version"], &changed["changed_since_version"]),
        (&json!("changed"), &json!(1), &json!(true))
    );
    assert_eq!(of("orders/api-value-proposition.b.toml")["git"], "new");
    assert_eq!(of("orders/api-value-proposition.b.toml")["findings"], 1);
    assert_eq!(of("orders/follow-up.toml")["git"], "ignored");
    assert_eq!(of("orders/product.toml")["git"], "clean");
    assert!(!said.to_string().contains("versions/"));
    let text = place.ok(&["status"]);
    assert!(text.contains("*#") && text.contains("changed since version 1"), "{text}");
    assert_harmless(&text);
    let inside = place.run_in("apiops/orders", &["status", "--ascii"]);
    assert!(inside.out.contains("*#"), "{inside:?}");
    place.write(PRODUCT, "format = ");
    let clash =
        place.read(FILE).replace("text = ", "<<<<<<< HEAD\ntext = \"A\"\n=======\ntext = \"B\"\n>>>>>>> side\n# ");
    place.write(FILE, clash);
    place.write(
        "apiops/orders/domain.toml",
        "format = 99\ncanvas = \"domain\"\ntitle = \"D\"\nstatus = \"draft\"\nversion = 0\n",
    );
    let told = place.run(&["status"]);
    assert_eq!(told.code, Some(2));
    for said in ["cannot be read", "in conflict", "newer format"] {
        assert!(told.out.contains(said), "{said}: {told:?}");
    }
    assert!(!told.out.contains("cli."), "{told:?}");
}

#[test]
fn the_story_of_a_document_is_told_over_versions_commits_and_names() {
    let place = Place::repository();
    assert_eq!(place.json(&["log", "api-value-proposition", "--json"]).as_array().map(Vec::len), Some(1));
    let text = place.read(FILE).replace("before the parcel leaves", "until loading");
    place.write(FILE, text);
    place.commit_all("Settle: the address");
    place.git(&["mv", FILE, "apiops/orders/api-value-proposition.peak.toml"]);
    place.commit_all("Rename");
    place.ok(&["publish", "api-value-proposition.peak", "--summary", "First", "--by", "PO", "--today", "2026-11-24"]);
    place.commit_all("Publish");
    let text =
        place.read("apiops/orders/api-value-proposition.peak.toml").replace("until loading", "until the van leaves");
    place.write("apiops/orders/api-value-proposition.peak.toml", text);
    place.ok(&["publish", "api-value-proposition.peak", "--summary", "Second", "--today", "2026-11-25"]);
    let said = place.json(&["log", "api-value-proposition.peak", "--json"]);
    let steps = said.as_array().expect("steps");
    let told: Vec<(&str, &str)> = steps
        .iter()
        .map(|it| (it["kind"].as_str().unwrap_or_default(), it["summary"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        told,
        [
            ("version", "Second"),
            ("version", "First"),
            ("commit", "Publish"),
            ("commit", "Rename"),
            ("commit", "Settle: the address"),
            ("commit", "One")
        ]
    );
    assert_eq!((&steps[0]["version"], &steps[0]["commit"]), (&json!(2), &Value::Null));
    assert_eq!(steps[0]["changes"]["reworded"], 1);
    assert_eq!((&steps[1]["by"], &steps[1]["date"]), (&json!("PO"), &json!("2026-11-24")));
    assert_eq!(steps[1]["commit"], steps[2]["commit"]);
    assert_eq!(steps[4]["changes"]["reworded"], 1);
    assert_eq!((&steps[4]["by"], &steps[4]["date"]), (&json!("R. Aalto"), &json!("2026-11-23")));
    assert_eq!(steps[5]["path"], "orders/api-value-proposition.toml");
    assert_eq!(
        place.json(&["log", "api-value-proposition.peak", "--limit", "2", "--json"]).as_array().map(Vec::len),
        Some(2)
    );
    let text = place.ok(&["log", "api-value-proposition.peak"]);
    assert_eq!(text.lines().count(), 6, "{text}");
    assert!(text.lines().nth(4).is_some_and(|line| line.contains("R. Aalto") && line.contains("1 reworded")), "{text}");
}

#[test]
fn without_git_or_in_a_shallow_clone_the_versions_are_told_alone() {
    let place = Place::orders();
    place.ok(&["publish", "api-value-proposition", "--summary", "First"]);
    let ran = place.run(&["log", "api-value-proposition", "--json"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("no git repository"), "{ran:?}");
    assert_eq!(serde_json::from_str::<Value>(&ran.out).expect("JSON")[0]["kind"], "version");
    place.begin();
    place.write(PRODUCT, place.read(PRODUCT).replace("Orders", "Parcels"));
    place.commit_all("Two");
    let address = format!("file://{}", place.inside.display());
    place.git(&["clone", "-q", "--depth", "1", &address, "../shallow"]);
    let shallow = place.inside.parent().expect("a folder").join("shallow");
    let ran = Ran::of(place.command(&["log", "api-value-proposition"]).current_dir(&shallow));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("cut off") && ran.out.lines().count() == 1, "{ran:?}");
    let diff = Ran::of(place.command(&["diff"]).current_dir(&shallow));
    assert_eq!(diff.code, Some(0), "{diff:?}");
}

#[test]
fn only_the_files_of_the_workspace_are_committed_and_what_else_is_staged_stays_so() {
    let place = Place::repository();
    assert_eq!(place.with_git(&["commit"]).code, Some(1));
    place.write("src/x.txt", "mine");
    place.git(&["add", "src/x.txt"]);
    place.write(FILE, canvas(&[("t7qm4k", "See where an order is"), ("b2h8xd", "Change the address until loading")]));
    let new = "apiops/orders/-x ä.toml";
    place.write(
        "apiops/orders/follow-up.toml",
        "format = 1\n\n[decisions.w3k9ze]\ntext = \"Addresses can be changed\"\n",
    );
    place.write(new, canvas(&[]));
    place.write("apiops/orders/notes.txt", "not ours");
    fs::remove_file(place.path(PRODUCT)).expect("removed");
    let dry = place.with_git(&["commit", "--dry-run", "--json"]);
    assert_eq!(dry.code, Some(0), "{dry:?}");
    let dry: Value = serde_json::from_str(&dry.out).expect("JSON");
    assert_eq!(dry["commit"], Value::Null);
    assert_eq!(
        dry["files"],
        json!([
            "orders/-x ä.toml",
            "orders/api-value-proposition.toml",
            "orders/follow-up.toml",
            "orders/product.toml"
        ])
    );
    let message = dry["message"].as_str().expect("a message");
    assert!(message.starts_with("orders: "), "{message}");
    assert!(message.lines().next().is_some_and(|line| line.chars().count() <= 72), "{message}");
    assert!(message.contains("follow-up: ") && message.contains("decisions \"Addresses can be changed\""), "{message}");
    assert!(message.contains("api-value-proposition: 1 reworded ("), "{message}");
    let ran = place.with_git(&["commit"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(place.git(&["diff", "--cached", "--name-only"]).trim(), "src/x.txt");
    let committed = place.git(&["show", "--name-status", "-z", "--format=", "HEAD"]);
    assert!(
        committed.contains("D\0apiops/orders/product.toml") && committed.contains("A\0apiops/orders/-x ä.toml"),
        "{committed}"
    );
    assert!(!committed.contains("notes.txt") && !committed.contains("src/x.txt"));
    assert_eq!(place.git(&["log", "-1", "--format=%B"]).trim(), message.trim());
    assert_eq!(place.with_git(&["commit"]).code, Some(1));
    place.write(FILE, canvas(&[]));
    place.write(new, canvas(&[("000001", "x")]));
    assert_eq!(place.with_git(&["commit", "-m", "Only this", FILE]).code, Some(0));
    assert_eq!(
        place.git(&["status", "--porcelain", "-z", "apiops"]),
        " M apiops/orders/-x ä.toml\0?? apiops/orders/notes.txt\0"
    );
}

/// Who reads the log wants to know of the session, and not how many keys its record has.
#[test]
fn a_commit_of_a_session_names_it() {
    let place = Place::repository();
    let subject = |place: &Place| {
        let ran = place.with_git(&["commit"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        place.git(&["log", "-1", "--format=%B"])
    };
    let plan = ["workshop", "--plan", "domain", "--title", "How orders move", "--date", "2026-12-08"];
    let ran = place.with_git(&plan);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let path = "apiops/orders/sessions/2026-12-08-how-orders-move.toml";
    let message = subject(&place);
    assert!(message.starts_with("orders: session planned: How orders move\n"), "{message}");
    place.write(path, place.read(path).replace("fixed = true\n", "").replace("date = 2026-12-08", "date = 2026-12-09"));
    assert!(subject(&place).starts_with("orders: session changed: How orders move\n"));
    place.write(path, place.read(path).replace("state = \"planned\"", "state = \"closed\""));
    place.write("apiops/orders/follow-up.toml", "format = 1\n\n[actions.w3k9ze]\ntext = \"Ask the depot\"\n");
    let message = subject(&place);
    assert!(message.starts_with("orders: session closed: How orders move\n"), "{message}");
    assert!(message.contains("\nfollow-up: actions \"Ask the depot\""), "{message}");
    fs::remove_file(place.path(path)).expect("removed");
    assert!(subject(&place).starts_with("orders: session removed: How orders move\n"));
}

/// The index as git sees it.
fn index(place: &Place) -> String {
    place.git(&["ls-files", "--stage", "-z"]) + &place.git(&["status", "--porcelain=v2", "-z"])
}

#[test]
fn where_a_commit_cannot_be_nothing_is_done() {
    let place = Place::repository();
    place.write(FILE, canvas(&[("t7qm4k", "Other")]));
    place.write("apiops/orders/api-value-proposition.b.toml", canvas(&[]));
    let before = index(&place);
    let refused = |arguments: &[&str], word: &str| {
        let ran = place.with_git(arguments);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(word), "{word}: {ran:?}");
    };
    let hook = place.path(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().expect("a folder")).expect("made");
    fs::write(&hook, "#!/bin/sh\necho not today >&2\nexit 1\n").expect("written");
    executable(&hook);
    refused(&["commit"], "not today");
    assert_eq!(index(&place), before);
    fs::remove_file(&hook).expect("removed");
    place.git(&["config", "--unset", "user.name"]);
    place.git(&["config", "--unset", "user.email"]);
    place.git(&["config", "user.useConfigOnly", "true"]);
    refused(&["commit", "-m", "x"], "git config user.name");
    assert_eq!(index(&place), before);
    place.git(&["config", "user.name", "R"]);
    place.git(&["config", "user.email", "r@example.org"]);
    place.write(FILE, "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> side\n");
    refused(&["commit", "-m", "x"], "in conflict");
    place.git(&["checkout", "-q", "--", "."]);
    fs::write(place.path(".git/MERGE_HEAD"), place.git(&["rev-parse", "HEAD"])).expect("written");
    refused(&["commit", "-m", "x"], "git merge --continue");
    fs::remove_file(place.path(".git/MERGE_HEAD")).expect("removed");
    let outside = Place::orders();
    assert!(outside.refused(&["commit", "-m", "x"]).contains("This needs a git repository"));
}

#[test]
fn the_first_commit_of_a_repository_can_be_one_of_the_workspace() {
    let place = Place::orders();
    place.git(&["init", "-q"]);
    place.git(&["config", "user.name", "R"]);
    place.git(&["config", "user.email", "r@example.org"]);
    place.write("other.txt", "x");
    let ran = place.with_git(&["commit"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let files = git_in(&place.inside, &["ls-files"]);
    assert_eq!(files.lines().count(), 3, "{files}");
}

fn executable(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("set");
    }
    #[cfg(not(unix))]
    let _ = path;
}
