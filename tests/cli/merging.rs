//! Merging through git, and the driver it calls.

use std::process::Command;

use crate::repository::{CANVAS, HEAD, Repository, note};
use crate::support::{Place, Ran};

fn canvas(notes: &[(&str, &str)]) -> String {
    format!("{HEAD}{}", notes.iter().map(|(id, text)| note(id, text)).collect::<String>())
}

const BASE: [(&str, &str); 2] = [("b2h8xd", "One"), ("k3f9aa", "Two")];

fn with(more: &[(&str, &str)]) -> String {
    canvas(&[&BASE[..], more].concat())
}

/// Two branches from the head: ours is checked out, theirs is called `side`.
fn branches(repository: &Repository, ours: &str, theirs: &str) {
    repository.branch("side", "main", CANVAS, theirs);
    repository.branch("ours", "main", CANVAS, ours);
}

#[test]
fn setup_writes_once_and_takes_away_what_it_wrote() {
    let repository = Repository::new(true);
    assert_eq!(repository.run(&["git", "setup", "--check"]).code, Some(1));
    let asked = repository.run(&["git", "setup"]);
    assert_eq!(asked.code, Some(2), "nobody could be asked: {asked:?}");
    assert_eq!(repository.run(&["git", "setup", "--dry-run"]).code, Some(0));
    assert!(!repository.path("apiops/.gitattributes").exists());
    let config = repository.read(".git/config");
    assert!(repository.run(&["doctor"]).out.contains("git setup"));
    assert!(repository.run(&["init", "--product", "Returns"]).out.contains("git setup"));
    assert_eq!(repository.run(&["git", "setup", "--yes"]).code, Some(0));
    assert_eq!(
        repository.read("apiops/.gitattributes"),
        "*.toml merge=stationmaster diff=stationmaster\nmethod/** !merge !diff\n\
         **/versions/*.toml -merge diff=stationmaster\n"
    );
    let value = |key: &str| repository.git(&["config", "--get", key]).trim_end().to_owned();
    assert_eq!(
        value("merge.stationmaster.driver"),
        "if command -v stationmaster >/dev/null 2>&1; then stationmaster merge-driver %O %A %B %L %P %S %X %Y; else \
         git merge-file --marker-size=%L -L %X -L %S -L %Y %A %O %B; fi"
    );
    assert_eq!(value("diff.stationmaster.xfuncname"), "^\\[+([^]]+)\\]+");
    assert_eq!(value("diff.stationmaster.wordRegex"), "[[:alnum:]]+|[^[:space:]]");
    assert_eq!(
        value("mergetool.stationmaster.cmd"),
        "stationmaster resolve --base \"$BASE\" --ours \"$LOCAL\" --theirs \"$REMOTE\" -o \"$MERGED\""
    );
    assert!(!repository.run(&["doctor"]).out.contains("git setup"));
    let again = repository.run(&["git", "setup", "--yes"]);
    assert_eq!((again.code, repository.run(&["git", "setup", "--check"]).code), (Some(0), Some(0)));
    repository.git(&["config", "merge.stationmaster.name", "Mine"]);
    assert_eq!(repository.run(&["git", "setup", "--undo", "--yes"]).code, Some(0));
    assert!(!repository.path("apiops/.gitattributes").exists());
    assert_eq!(value("merge.stationmaster.name"), "Mine", "what a person wrote stays");
    repository.git(&["config", "--unset", "merge.stationmaster.name"]);
    assert_eq!(repository.read(".git/config").trim(), config.trim());
}

#[test]
fn setup_works_in_work_trees_and_subfolders_and_nowhere_else() {
    let repository = Repository::new(true);
    repository.git(&["worktree", "add", "--quiet", "-b", "other", "../other"]);
    let run_in = |folder: &str, arguments: &[&str]| {
        let mut command = repository.place.command(arguments);
        repository.surround(&mut command);
        Ran::of(command.current_dir(repository.place.path(folder)))
    };
    assert_eq!(run_in("other/apiops/orders", &["git", "setup", "--yes"]).code, Some(0));
    assert!(repository.place.has("other/apiops/.gitattributes"));
    assert!(!repository.git(&["config", "--local", "--get", "merge.stationmaster.driver"]).is_empty());
    repository.git(&["init", "--quiet", "--bare", "../bare"]);
    let bare = run_in("bare", &["git", "setup", "--yes"]);
    assert_eq!(bare.code, Some(2), "{bare:?}");
    let place = Place::demo();
    let outside = place.refused(&["git", "setup", "--yes"]);
    assert!(outside.contains("git"), "{outside}");
    assert_eq!(run_in("other", &["git", "setup", "--global", "--yes"]).code, Some(0));
    assert!(!repository.git(&["config", "--global", "--get", "merge.stationmaster.driver"]).is_empty());
}

#[test]
fn additions_of_two_branches_merge_with_the_driver_and_conflict_without_it() {
    let (ours, theirs) = (with(&[("q8n3rt", "Ours")]), with(&[("c4h7wd", "Theirs")]));
    let repository = Repository::set_up();
    branches(&repository, &ours, &theirs);
    let merged = repository.try_git(&["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(merged.code, Some(0), "{merged:?}");
    assert_eq!(repository.read(CANVAS), with(&[("c4h7wd", "Theirs"), ("q8n3rt", "Ours")]));
    // The same settings, and nobody finds the program: as git does it, with everything of both sides.
    let mut repository = Repository::set_up();
    branches(&repository, &ours, &theirs);
    repository.finds_program = false;
    let merged = repository.try_git(&["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(merged.code, Some(1), "{merged:?}");
    let text = repository.read(CANVAS);
    assert!(text.contains("<<<<<<< HEAD\n") && text.contains(">>>>>>> side\n"), "{text}");
    assert!(text.contains("\"Ours\"") && text.contains("\"Theirs\""), "{text}");
    // Where it was not on the PATH from the first, its place is written.
    let repository = Repository::new(false);
    assert_eq!(repository.run(&["git", "setup", "--yes"]).code, Some(0));
    repository.commit("attributes");
    branches(&repository, &ours, &theirs);
    repository.git(&["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(repository.read(CANVAS), with(&[("c4h7wd", "Theirs"), ("q8n3rt", "Ours")]));
}

#[test]
fn a_clash_stands_around_its_key_and_is_named() {
    let repository = Repository::set_up();
    branches(
        &repository,
        &canvas(&[("b2h8xd", "Ours"), BASE[1]]),
        &canvas(&[("b2h8xd", "Theirs"), ("k3f9aa", "Zwei")]),
    );
    let merged = repository.try_git(&["merge", "--no-edit", "side"]);
    assert_eq!(merged.code, Some(1), "{merged:?}");
    assert!(merged.err.contains("b2h8xd: text differs"), "{merged:?}");
    let expected = canvas(&[("b2h8xd", "@"), ("k3f9aa", "Zwei")])
        .replace("text = \"@\"\n", "<<<<<<< HEAD\ntext = \"Ours\"\n=======\ntext = \"Theirs\"\n>>>>>>> side\n");
    assert_eq!(repository.read(CANVAS), expected);
    assert_eq!(repository.conflicted(), [CANVAS]);
}

#[test]
fn rebase_cherry_pick_stash_and_files_that_both_added_merge_too() {
    let (ours, theirs) = (with(&[("q8n3rt", "Ours")]), with(&[("c4h7wd", "Theirs")]));
    let both = with(&[("c4h7wd", "Theirs"), ("q8n3rt", "Ours")]);
    for way in ["rebase", "cherry-pick"] {
        let repository = Repository::set_up();
        branches(&repository, &ours, &theirs);
        repository.git(&[way, "side"]);
        assert_eq!(repository.read(CANVAS), both, "{way}");
    }
    let repository = Repository::set_up();
    repository.write(CANVAS, &theirs);
    repository.git(&["stash", "--quiet"]);
    repository.write(CANVAS, &ours);
    repository.commit("ours");
    repository.git(&["stash", "pop", "--quiet"]);
    assert_eq!(repository.read(CANVAS), both);
    let repository = Repository::set_up();
    let path = "apiops/orders/api-value-proposition.more.toml";
    repository.branch("side", "main", path, &theirs);
    repository.branch("ours", "main", path, &ours);
    repository.git(&["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(repository.read(path), both);
}

#[test]
fn common_ancestors_of_a_criss_cross_never_hold_markers() {
    let repository = Repository::set_up();
    let text = |text: &str| canvas(&[("b2h8xd", text), BASE[1]]);
    branches(&repository, &text("Ours"), &text("Theirs"));
    repository.git(&["branch", "first"]);
    let settle = |other: &str, chosen: &str| {
        assert_eq!(repository.try_git(&["merge", "--quiet", "--no-edit", other]).code, Some(1));
        repository.write(CANVAS, &text(chosen));
        repository.commit(chosen);
    };
    settle("side", "Ours");
    repository.git(&["checkout", "--quiet", "side"]);
    settle("first", "Theirs");
    repository.write(CANVAS, &text("Theirs").replace("Two", "Zwei"));
    repository.commit("on");
    let merged = repository.try_git(&["merge", "--no-edit", "ours"]);
    let expected = text("@")
        .replace("Two", "Zwei")
        .replace("text = \"@\"\n", "<<<<<<< HEAD\ntext = \"Theirs\"\n=======\ntext = \"Ours\"\n>>>>>>> ours\n");
    assert_eq!((merged.code, repository.read(CANVAS)), (Some(1), expected), "{}", merged.err);
}

/// Three files beside each other, and the driver over them.
struct Driver {
    place: Place,
}

impl Driver {
    fn new(base: &str, ours: &str, theirs: &str) -> Self {
        let place = Place::empty();
        for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
            place.write(name, text);
        }
        Self { place }
    }

    fn run(&self, more: &[&str]) -> Ran {
        self.place.run(&[&["merge-driver", "base", "ours", "theirs"][..], more].concat())
    }
}

#[test]
fn the_driver_says_nothing_where_all_is_well_and_ends_with_numbers_git_understands() {
    let (ours, theirs) = (with(&[("q8n3rt", "Ours")]), with(&[("c4h7wd", "Theirs")]));
    let driver = Driver::new(&canvas(&BASE), &ours, &theirs);
    let ran = driver.run(&["7", CANVAS, "base", "HEAD", "side", "-o", "out"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
    assert_eq!((driver.place.read("ours"), driver.place.has("out")), (ours.clone(), true));
    let clash = Driver::new(&canvas(&BASE), &ours.replace("One", "Eins"), &theirs.replace("One", "Uno"));
    let ran = clash.run(&["7", CANVAS, "base", "HEAD", "side"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(1), "", "b2h8xd: text differs\n"));
    assert_eq!(driver.run(&[]).code, Some(0));
    assert_eq!(driver.place.read("ours"), driver.place.read("out"));
    for (arguments, why) in [
        (&["merge-driver"][..], "no files"),
        (&["merge-driver", "base", "ours"], "two files"),
        (&["merge-driver", "base", "ours", "theirs", "seven"], "no number"),
        (&["merge-driver", "base", "ours", "gone"], "a file that is not there"),
        (&["merge-driver", "base", ".", "theirs"], "a folder"),
        (&["merge-driver", "--no-such", "base", "ours", "theirs"], "an option that is none"),
        (&["merge-driver", "base", "ours", "theirs", "7", CANVAS, "a", "b", "c", "-o", "gone/out"], "no folder"),
        (&["merge-driver", "base", "ours", "theirs", "-o"], "no file for the result"),
    ] {
        let driver = Driver::new(&canvas(&BASE), &ours, &theirs);
        let ran = driver.place.run(arguments);
        assert_eq!(ran.code, Some(129), "{why}: {ran:?}");
        assert!(!ran.err.is_empty(), "{why}");
        assert_eq!(driver.place.read("ours"), ours, "{why}");
    }
}

#[test]
fn what_cannot_be_read_is_merged_by_lines_as_git_does() {
    let broken = format!("{}\n[oops\n", canvas(&BASE));
    let driver = Driver::new(&canvas(&BASE), &broken, &canvas(&[("b2h8xd", "Uno"), BASE[1]]));
    let ran = driver.run(&["7", CANVAS, "b", "HEAD", "side"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(driver.place.read("ours"), broken.replace("One", "Uno"));
    let driver = Driver::new(&canvas(&BASE), &broken.replace("One", "Eins"), &canvas(&[("b2h8xd", "Uno"), BASE[1]]));
    let wanted = Command::new("git")
        .args(["merge-file", "-p", "--marker-size=9", "-L", "HEAD", "-L", "b", "-L", "side", "ours", "base", "theirs"])
        .current_dir(driver.place.path(""))
        .output()
        .expect("git runs");
    assert_eq!(driver.run(&["9", CANVAS, "b", "HEAD", "side"]).code, Some(1));
    assert_eq!(driver.place.read("ours").as_bytes(), wanted.stdout);
}
