//! git at its edges: names of every kind, line ends, work trees, programs that git may call, refs and settings that mean
//! harm, files of another form, and frozen files.

use std::fs;

use crate::orders::canvas;
use crate::repository::{CANVAS, HEAD, Repository, note};
use crate::support::{Place, Ran};

fn with(notes: &[(&str, &str)]) -> String {
    format!("{HEAD}{}", notes.iter().map(|(id, text)| note(id, text)).collect::<String>())
}

const ONE: (&str, &str) = ("b2h8xd", "One");
const TWO: (&str, &str) = ("k3f9aa", "Two");

/// What both sides add comes to both.
fn both_added(repository: &Repository, path: &str) {
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write(path, &with(&[ONE, TWO]));
    repository.commit("base");
    repository.branch("side", "main", path, &with(&[ONE, TWO, ("c4h7wd", "Theirs")]));
    repository.branch("ours", "main", path, &with(&[ONE, TWO, ("q8n3rt", "Ours")]));
    let merged = repository.try_git(&["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(merged.code, Some(0), "{path}: {merged:?}");
    let expected = with(&[ONE, TWO, ("c4h7wd", "Theirs"), ("q8n3rt", "Ours")]);
    assert_eq!(repository.read(path), expected, "{path}");
}

#[test]
fn files_of_every_name_merge_are_told_of_and_are_committed() {
    let names = ["a b", "it's", "say \"ä\"", "two\nlines", "$(touch hacked)", "-n", "*"];
    for name in names {
        let path = format!("apiops/orders/api-value-proposition.{name}.toml");
        let repository = Repository::set_up();
        both_added(&repository, &path);
        assert!(!repository.path("hacked").exists() && !repository.path("apiops/hacked").exists());
        repository.write(&path, &with(&[ONE]));
        let status = repository.run(&["status", "--json"]);
        let status: serde_json::Value = serde_json::from_str(&status.out).expect("JSON");
        let wanted = path.trim_start_matches("apiops/");
        let documents = status["documents"].as_array().expect("documents");
        let own = documents.iter().find(|it| it["path"] == wanted).unwrap_or_else(|| panic!("{name}: {status}"));
        assert_eq!(own["git"], "changed", "{name}");
        assert_eq!(repository.run(&["diff", "--json", "--", &path]).code, Some(1), "{name}");
        let ran = repository.run(&["commit", "-m", "Less", "--", &path]);
        assert_eq!(ran.code, Some(0), "{name}: {ran:?}");
        assert_eq!(repository.git(&["status", "--porcelain"]), "", "{name}");
        let log = repository.run(&["log", &path]);
        assert!(log.code == Some(0) && log.out.contains("1 removed") | log.out.contains("removed"), "{name}: {log:?}");
        let check = repository.run(&["check", "--merges=HEAD", "--", &path]);
        assert_ne!(check.code, Some(2), "{name}: {check:?}");
    }
    // A folder whose name could be an option, and a file in it.
    let repository = Repository::set_up();
    let folder = "apiops/-x";
    repository
        .write(&format!("{folder}/product.toml"), "format = 1\nname = \"X\"\ncycle = \"api-productization-cycle\"\n");
    both_added(&repository, &format!("{folder}/api-value-proposition.toml"));
}

#[test]
fn line_ends_that_git_turns_round_change_nothing() {
    let repository = Repository::set_up();
    repository.git(&["config", "core.autocrlf", "true"]);
    repository.write(CANVAS, &with(&[ONE, TWO]).replace('\n', "\r\n"));
    assert_eq!(repository.run(&["diff"]).code, Some(0));
    repository.branch("side", "main", CANVAS, &with(&[ONE, TWO, ("c4h7wd", "Theirs")]).replace('\n', "\r\n"));
    repository.branch("ours", "main", CANVAS, &with(&[ONE, TWO, ("q8n3rt", "Ours")]).replace('\n', "\r\n"));
    let merged = repository.try_git(&["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(merged.code, Some(0), "{merged:?}");
    let expected = with(&[ONE, TWO, ("c4h7wd", "Theirs"), ("q8n3rt", "Ours")]);
    assert_eq!(repository.read(CANVAS), expected.replace('\n', "\r\n"));
    assert_eq!(repository.run(&["check", "--merges"]).code, Some(0));
    // What was published stays what was published, however it is checked out.
    assert_eq!(repository.run(&["publish", "api-value-proposition", "--summary", "S"]).code, Some(0));
    repository.commit("published");
    let frozen = "apiops/orders/versions/api-value-proposition@1.toml";
    fs::remove_file(repository.path(frozen)).expect("removed");
    repository.git(&["checkout", "--quiet", "--", "."]);
    assert!(repository.read(frozen).contains("\r\n"));
    let check = repository.run(&["check"]);
    assert!(!check.out.contains("version-changed"), "{check:?}");
}

#[test]
fn another_work_tree_and_a_subfolder_merge_settle_and_commit() {
    let repository = Repository::set_up();
    repository.branch("side", "main", CANVAS, &with(&[("b2h8xd", "Theirs"), TWO]));
    repository.git(&["worktree", "add", "--quiet", "-b", "ours", "../other tree", "main"]);
    let tree = Repository { place: Place::empty(), folder: String::new(), finds_program: true };
    let inside = repository.place.path("other tree");
    let run = |arguments: &[&str], folder: &str| {
        let mut command = repository.place.command(arguments);
        repository.surround(&mut command);
        Ran::of(command.current_dir(inside.join(folder)))
    };
    drop(tree);
    fs::write(inside.join(CANVAS), with(&[("b2h8xd", "Ours"), TWO])).expect("written");
    let committed = run(&["commit", "-m", "Ours"], "apiops/orders");
    assert_eq!(committed.code, Some(0), "{committed:?}");
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        repository.surround(command.args(arguments));
        Ran::of(command.current_dir(&inside))
    };
    let merged = git(&["merge", "--no-edit", "side"]);
    assert!(merged.code == Some(1) && merged.err.contains("b2h8xd: text differs"), "{merged:?}");
    let unfinished = run(&["commit", "-m", "x"], "apiops");
    assert!(unfinished.code == Some(2) && unfinished.err.contains("merge --continue"), "{unfinished:?}");
    let settled = run(&["resolve", "--take", "theirs", "--add"], "apiops/orders");
    assert_eq!(settled.code, Some(0), "{settled:?}");
    assert_eq!(git(&["commit", "--quiet", "--no-edit"]).code, Some(0));
    assert_eq!(fs::read_to_string(inside.join(CANVAS)).expect("read"), with(&[("b2h8xd", "Theirs"), TWO]));
    let checked = run(&["check", "--merges", "api-value-proposition.toml"], "apiops/orders");
    assert_eq!(checked.code, Some(0), "{checked:?}");
}

#[test]
fn the_merge_tool_of_git_settles_what_does_not_clash() {
    let repository = Repository::set_up();
    // Without the driver for this merge, as after a merge on a forge.
    fs::remove_file(repository.path("apiops/.gitattributes")).expect("removed");
    repository.commit("no attributes");
    repository.branch("side", "main", CANVAS, &with(&[ONE, TWO, ("c4h7wd", "Theirs")]));
    repository.branch("ours", "main", CANVAS, &with(&[ONE, TWO, ("q8n3rt", "Ours")]));
    assert_eq!(repository.try_git(&["merge", "--quiet", "--no-edit", "side"]).code, Some(1));
    let tool = repository.try_git(&["mergetool", "--no-prompt", "--tool=stationmaster"]);
    assert_eq!(tool.code, Some(0), "{tool:?}");
    assert_eq!(repository.read(CANVAS), with(&[ONE, TWO, ("c4h7wd", "Theirs"), ("q8n3rt", "Ours")]));
    assert!(repository.conflicted().is_empty());
    repository.git(&["commit", "--quiet", "--no-edit"]);
    // What clashes is left, and git is told so.
    repository.branch("one", "main", CANVAS, &with(&[("b2h8xd", "Theirs"), TWO]));
    repository.branch("two", "main", CANVAS, &with(&[("b2h8xd", "Ours"), TWO]));
    assert_eq!(repository.try_git(&["merge", "--quiet", "--no-edit", "one"]).code, Some(1));
    let tool = repository.try_git(&["mergetool", "--no-prompt", "--tool=stationmaster"]);
    assert_ne!(tool.code, Some(0), "{tool:?}");
    assert_eq!(repository.conflicted(), [CANVAS]);
}

#[test]
fn settings_and_refs_that_mean_harm_start_nothing() {
    let repository = Repository::set_up();
    for command in ["status", "diff", "log", "ls-tree", "ls-files", "cat-file", "rev-parse", "rev-list", "diff-tree"] {
        repository.git(&["config", &format!("alias.{command}"), "!touch hacked"]);
    }
    for (key, value) in [
        ("core.pager", "touch hacked"),
        ("pager.log", "touch hacked"),
        ("diff.external", "touch hacked"),
        ("diff.stationmaster.textconv", "touch hacked; cat"),
        ("color.ui", "always"),
        ("status.relativePaths", "false"),
        ("core.quotePath", "true"),
        ("log.showSignature", "true"),
        ("diff.noprefix", "true"),
        ("diff.renames", "copies"),
    ] {
        repository.git(&["config", key, value]);
    }
    repository.write(CANVAS, &with(&[("b2h8xd", "Eins"), TWO]));
    let said = |arguments: &[&str], expected: i32, word: &str| {
        let ran = repository.run(arguments);
        assert_eq!(ran.code, Some(expected), "{arguments:?}: {ran:?}");
        assert!(ran.out.contains(word) || ran.err.contains(word), "{arguments:?}: {ran:?}");
        assert!(!repository.path("hacked").exists() && !repository.path("apiops/hacked").exists(), "{arguments:?}");
        assert!(!repository.path("x").exists() && !repository.path("apiops/x").exists(), "{arguments:?}");
    };
    said(&["status"], 0, "changed");
    said(&["diff"], 1, "Eins");
    said(&["list"], 0, "Orders");
    said(&["check", "--merges"], 0, "");
    said(&["check", "--since", "HEAD"], 0, "");
    said(&["commit", "-m", "Eins"], 0, "");
    said(&["log", "api-value-proposition"], 0, "reworded");
    for word in ["--output=x", "-O/tmp/x", "--help", "HEAD --output=x", "HEAD:x", "@{upstream}"] {
        for arguments in [
            &["diff", "--", word][..],
            &["check", &format!("--since={word}")],
            &["check", &format!("--merges={word}")],
            &["check", &format!("--merges={word}..HEAD")],
            &["check", &format!("--merges=HEAD...{word}")],
        ] {
            let ran = repository.run(arguments);
            assert!(matches!(ran.code, Some(0 | 2)), "{arguments:?}: {ran:?}");
            assert!(!repository.path("x").exists() && !repository.path("apiops/x").exists(), "{arguments:?}");
        }
    }
    // A branch may be called like an option where git lets it be.
    repository.git(&["update-ref", "refs/heads/-p", "HEAD"]);
    assert_eq!(repository.run(&["check", "--merges=-p"]).code, Some(2));
}

#[test]
fn a_file_of_another_form_is_taken_as_it_stands_where_one_side_alone_changed_it() {
    let inline = "# By hand\nformat = 1\ncanvas = 'api-value-proposition'   # single quotes\ntitle=\"Orders\"\n\
                  notes.tasks = { b2h8xd = { text = \"One\", jira = 'A' } , k3f9aa = {text=\"Two\"} }\n";
    let changed = inline.replace("{text=\"Two\"}", "{text=\"Zwei\"}").replace("# By hand", "# By my hand");
    let repository = Repository::set_up();
    repository.write(CANVAS, inline);
    repository.commit("by hand");
    repository.branch("side", "main", CANVAS, &changed);
    repository.branch(
        "ours",
        "main",
        "apiops/orders/business-impact.toml",
        "format = 1\ncanvas = \"business-impact\"\ntitle = \"B\"\n",
    );
    repository.git(&["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(repository.read(CANVAS), changed);
    // The same through the driver itself, whichever side it was, with the line ends and the mark of the file.
    let dressed = format!("\u{feff}{}", inline.replace('\n', "\r\n"));
    let place = Place::empty();
    for (ours, theirs) in [(inline, changed.as_str()), (&changed, inline), (&changed, &changed)] {
        for (name, text) in [("base", inline), ("ours", ours), ("theirs", theirs)] {
            place.write(name, text);
        }
        assert_eq!(place.run(&["merge-driver", "base", "ours", "theirs", "7", CANVAS]).code, Some(0));
        assert_eq!(place.read("ours"), changed);
    }
    for (name, text) in [("base", inline), ("ours", dressed.as_str()), ("theirs", &changed)] {
        place.write(name, text);
    }
    assert_eq!(place.run(&["merge-driver", "base", "ours", "theirs", "7", CANVAS]).code, Some(0));
    assert_eq!(place.read("ours"), format!("\u{feff}{}", changed.replace('\n', "\r\n")));
    // Both changed something: nothing of either is lost.
    let other = inline.replace("\"One\"", "\"Eins\"");
    for (name, text) in [("base", inline), ("ours", other.as_str()), ("theirs", &changed)] {
        place.write(name, text);
    }
    assert_eq!(place.run(&["merge-driver", "base", "ours", "theirs", "7", CANVAS]).code, Some(0));
    let merged = place.read("ours");
    for part in ["# By my hand", "# single quotes", "Eins", "Zwei", "jira"] {
        assert!(merged.contains(part), "{part}: {merged}");
    }
}

#[test]
fn a_frozen_file_is_no_document_for_any_command() {
    let repository = Repository::new(true);
    assert_eq!(repository.run(&["publish", "api-value-proposition", "--summary", "S"]).code, Some(0));
    repository.commit("published");
    let frozen = "apiops/orders/versions/api-value-proposition@1.toml";
    let text = repository.read(frozen);
    // In no canonical form, with a reference to itself, and changed against git.
    repository.write(frozen, &text.replace("[notes", "\n\n[notes").replace("\"Two\"", "\"Zwei\""));
    for arguments in
        [&["list", "--json"][..], &["status", "--json"], &["diff", "--json"], &["fmt"], &["start", "--json"]]
    {
        let ran = repository.run(arguments);
        assert!(!ran.out.contains("versions/"), "{arguments:?}: {ran:?}");
    }
    assert_eq!(repository.run(&["diff"]).code, Some(0));
    assert_eq!(repository.run(&["fmt", "--check"]).code, Some(0));
    let check = repository.run(&["check", "--json"]).out;
    assert!(check.contains("version-changed") && !check.contains("not-canonical"), "{check}");
    // Its notes have the ids of the document's, and are found there alone.
    repository.write(frozen, &text);
    let other = canvas(&[]).replace(
        "version = 0\n",
        "version = 0\n\n[notes.tasks.aaaaaa]\nsee = [\"api-value-proposition#b2h8xd\"]\ntext = \"A\"\n",
    );
    repository.write("apiops/orders/api-value-proposition.b.toml", &other);
    let check = repository.run(&["check", "--json"]).out;
    assert!(!check.contains("duplicate-id") && !check.contains("stale-reference"), "{check}");
    assert_eq!(repository.run(&["show", frozen]).code, Some(0));
}
