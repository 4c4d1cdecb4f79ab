//! What the program and git know of each other without being asked: the repository of the example, what is said in a clone
//! that has to be set up, and how documents stand in lists.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::orders::{canvas, git_in};
use crate::repository::{CANVAS, Repository};
use crate::support::{Place, Ran};

/// Runs in lines, with these for its standard input.
fn say(command: &mut Command, lines: &str) -> Ran {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    child.stdin.take().expect("its input").write_all(lines.as_bytes()).expect("lines are taken");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The folder in which a run left the example.
fn kept(place: &Place) -> PathBuf {
    let below = place.path("..");
    let folders = fs::read_dir(below).expect("listed").map(|entry| entry.expect("an entry").path());
    let name =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("stationmaster-demo"));
    folders.into_iter().find(|path| name(path)).expect("the example")
}

#[test]
fn the_example_is_a_repository_whatever_the_user_has_set_up() {
    let place = Place::empty();
    let home = place.path("../home");
    fs::create_dir_all(&home).expect("made");
    let hooks = place.path("../hooks");
    fs::create_dir_all(&hooks).expect("made");
    fs::write(hooks.join("pre-commit"), "#!/bin/sh\nexit 1\n").expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(hooks.join("pre-commit"), fs::Permissions::from_mode(0o755)).expect("set");
    }
    let config = format!(
        "[commit]\n\tgpgsign = true\n[user]\n\tuseConfigOnly = true\n[gpg]\n\tprogram = false\n[core]\n\thooksPath = {}\n\
         \tautocrlf = true\n",
        hooks.display()
    );
    fs::write(home.join(".gitconfig"), config).expect("written");
    let mut command = place.command(&["demo", "--linear", "--today", "2026-11-23"]);
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Whoever runs it in a hook stands in another repository.
    command.env("PATH", path).env("GIT_DIR", place.path("nowhere")).env("GIT_INDEX_FILE", place.path("index"));
    let ran = say(&mut command, "/quit\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let example = kept(&place);
    assert_eq!(
        git_in(&example, &["log", "--format=%an %as", "--reverse"]),
        "Stationmaster 2026-11-16\nStationmaster 2026-11-23\n"
    );
    assert_eq!(git_in(&example, &["status", "--porcelain"]), "");
    assert!(example.join("apiops/orders/versions/api-value-proposition@1.toml").exists());
    let run = |arguments: &[&str]| Ran::of(place.command(arguments).current_dir(&example));
    let status: Value = serde_json::from_str(&run(&["status", "--json"]).out).expect("JSON");
    let documents = status["documents"].as_array().expect("documents");
    let changed: Vec<&Value> = documents.iter().filter(|it| it["changed_since_version"] == true).collect();
    assert_eq!(changed.len(), 1, "{status}");
    let difference = run(&["diff", "api-value-proposition@1"]);
    assert!(difference.code == Some(1) && difference.out.contains("1 added"), "{difference:?}");
    let check = run(&["check", "--today", "2026-11-23"]);
    assert_eq!(check.code, Some(0), "{check:?}");
}

#[test]
fn the_example_works_without_git_as_it_is() {
    let place = Place::empty();
    let nothing = place.path("nothing");
    fs::create_dir_all(&nothing).expect("made");
    let ran = say(place.command(&["demo", "--linear"]).env("PATH", &nothing), "/quit\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let example = kept(&place);
    assert!(!example.join(".git").exists() && !example.join("apiops/orders/versions").exists());
    assert!(example.join("apiops/orders/api-value-proposition.toml").exists());
}

#[test]
fn a_clone_that_has_to_be_set_up_says_so_once() {
    let repository = Repository::set_up();
    let open = |repository: &Repository| {
        let mut command = repository.place.command(&["open", "api-value-proposition", "--linear"]);
        repository.surround(&mut command);
        say(&mut command, "/quit\n").out
    };
    assert!(!open(&repository).contains("git setup"));
    let clone = Repository { place: Place::empty(), folder: "clone".into(), finds_program: false };
    fs::create_dir_all(clone.place.path("home")).expect("made");
    let (from, to) = (repository.path(""), clone.path(""));
    git_in(&clone.place.inside, &["clone", "-q", from.to_str().expect("UTF-8"), to.to_str().expect("UTF-8")]);
    assert!(open(&clone).contains("`stationmaster git setup`"));
    assert!(!open(&clone).contains("git setup"));
    // What names no driver has nothing to be told, and neither has what is no repository.
    let plain = Repository::new(false);
    assert!(!open(&plain).contains("git setup"));
    fs::remove_dir_all(repository.path(".git")).expect("removed");
    assert!(!open(&repository).contains("git setup"));
    // `init` and `doctor` say so each time.
    assert!(clone.run(&["doctor"]).out.contains("git setup"));
    let fresh = Place::empty();
    fresh.git(&["init", "-q"]);
    assert!(fresh.ok(&["init", "--product", "Orders"]).contains("git setup"));
}

#[test]
fn lists_say_how_documents_stand() {
    let repository = Repository::new(true);
    assert_eq!(repository.run(&["publish", "api-value-proposition", "--summary", "S"]).code, Some(0));
    repository.commit("published");
    let file = |repository: &Repository| -> Value {
        let ran = repository.run(&["list", "--json"]);
        let list: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
        list["products"][0]["files"][0].clone()
    };
    let clean = file(&repository);
    assert_eq!(
        (&clean["git"], &clean["changed_since_version"], &clean["review_overdue"]),
        (&"clean".into(), &false.into(), &false.into())
    );
    let text = repository.read(CANVAS);
    repository.write(
        CANVAS,
        &text.replace("\"One\"", "\"Once\"").replace("version = 1\n", "version = 1\nreview_by = 2020-01-01\n"),
    );
    let changed = file(&repository);
    assert_eq!(
        (&changed["git"], &changed["changed_since_version"], &changed["review_overdue"]),
        (&"changed".into(), &true.into(), &true.into())
    );
    let show = |arguments: &[&str]| repository.run(&[&["show", "api-value-proposition"], arguments].concat()).out;
    let shown: Value = serde_json::from_str(&show(&["--json"])).expect("JSON");
    assert_eq!(
        (&shown["git"], &shown["changed_since_version"], &shown["review_overdue"]),
        (&"changed".into(), &true.into(), &true.into())
    );
    let text = show(&[]);
    for said in ["version 1 - changed since", "review overdue", "changed since the last commit"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(repository.run(&["list", "--ascii"]).out.contains("*#~"), "{}", repository.run(&["list", "--ascii"]).out);
    // Without git nothing is said of it, and frozen files are no documents.
    let place = Place::orders();
    place.write("apiops/orders/versions/api-value-proposition@1.toml", canvas(&[]));
    let list = place.json(&["list", "--json"]);
    let files = list["products"][0]["files"].as_array().expect("files");
    assert_eq!(files.len(), 1);
    assert_eq!(files[0]["git"], Value::Null);
    assert_eq!(place.json(&["show", "api-value-proposition", "--json"])["git"], Value::Null);
}
