//! Files in conflict, however they came about.

use serde_json::Value;

use crate::repository::{CANVAS, HEAD, Repository, note};
use crate::support::Place;

/// A repository without the driver, in the middle of a merge of two branches that clash in one note and add one each.
fn conflicted() -> Repository {
    let repository = Repository::new(false);
    let text =
        |text: &str, id: &str| format!("{HEAD}{}{}{}", note("b2h8xd", text), note("k3f9aa", "Two"), note(id, text));
    repository.branch("side", "main", CANVAS, &text("Theirs", "c4h7wd"));
    repository.branch("ours", "main", CANVAS, &text("Ours", "q8n3rt"));
    assert_eq!(repository.try_git(&["merge", "--quiet", "--no-edit", "side"]).code, Some(1));
    repository
}

fn settled(text: &str) -> String {
    format!(
        "{HEAD}{}{}{}{}",
        note("b2h8xd", text),
        note("k3f9aa", "Two"),
        note("c4h7wd", "Theirs"),
        note("q8n3rt", "Ours")
    )
}

#[test]
fn what_does_not_clash_is_settled_and_the_rest_is_listed() {
    let repository = conflicted();
    let before = repository.read(CANVAS);
    let listed = repository.run(&["resolve", "--list", "--json"]);
    assert_eq!((listed.code, repository.read(CANVAS)), (Some(1), before), "{listed:?}");
    let listed: Value = serde_json::from_str(&listed.out).expect("JSON");
    let left = &listed["files"][0]["left"];
    assert_eq!(left.as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!((&left[0]["anchor"], &left[0]["keys"][0]), (&Value::from("b2h8xd"), &Value::from("text")));
    let ran = repository.run(&["resolve"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let marked = "<<<<<<< HEAD\ntext = \"Ours\"\n=======\ntext = \"Theirs\"\n>>>>>>> side";
    assert_eq!(repository.read(CANVAS), settled("@").replace("text = \"@\"", marked));
    assert!(ran.out.contains("b2h8xd: text differs"), "{ran:?}");
    // What was settled once is as it was, and goes on from there.
    assert_eq!(repository.run(&["resolve", "--take", "theirs", "--add"]).code, Some(0));
    assert_eq!(repository.read(CANVAS), settled("Theirs"));
    assert!(repository.conflicted().is_empty());
    assert_eq!(repository.run(&["resolve"]).code, Some(0));
    let none = repository.run(&["resolve", CANVAS]);
    assert_eq!(none.code, Some(2), "{none:?}");
}

#[test]
fn one_side_or_both_can_be_taken() {
    let both = settled("@").replace("\"@\"", "\"\"\"\nOurs\nTheirs\"\"\"");
    for (side, expected) in [("ours", settled("Ours")), ("theirs", settled("Theirs")), ("both", both)] {
        let repository = conflicted();
        let ran = repository.run(&["resolve", CANVAS, "--take", side]);
        assert_eq!((ran.code, repository.read(CANVAS)), (Some(0), expected), "{ran:?}");
        assert_eq!(repository.conflicted(), [CANVAS], "nothing is staged without being asked for");
    }
}

#[test]
fn what_a_person_changed_beside_the_markers_stays() {
    let repository = conflicted();
    let edited = repository.read(CANVAS).replace("\"Two\"", "\"Two, by hand\"");
    repository.write(CANVAS, &edited);
    assert_eq!(repository.run(&["resolve", "--take", "ours"]).code, Some(0));
    assert_eq!(repository.read(CANVAS), settled("Ours").replace("\"Two\"", "\"Two, by hand\""));
}

#[test]
fn without_git_the_markers_say_what_each_side_was() {
    let place = Place::demo();
    let path = "apiops/orders/api-value-proposition.parcels.toml";
    let text = format!(
        "{HEAD}\n[notes.tasks.b2h8xd]\n<<<<<<< HEAD\ntext = \"Ours\"\n=======\ntext = \"Theirs\"\n>>>>>>> side\n{}",
        note("k3f9aa", "Two")
    );
    place.write(path, &text);
    assert_eq!(place.run(&["resolve", path]).code, Some(1));
    assert_eq!(place.read(path), text);
    assert_eq!(place.run(&["resolve", path, "--take", "both"]).code, Some(0));
    assert!(place.read(path).contains("Ours\nTheirs"));
}

#[test]
fn three_files_are_merged_into_a_fourth() {
    let place = Place::empty();
    let text = |text: &str| format!("{HEAD}{}", note("b2h8xd", text));
    for (name, says) in [("base.toml", "One"), ("ours.toml", "Ours"), ("theirs.toml", "One")] {
        place.write(name, text(says));
    }
    let merge = ["resolve", "--base", "base.toml", "--ours", "ours.toml", "--theirs", "theirs.toml", "-o", "out.toml"];
    place.ok(&merge);
    assert_eq!(place.read("out.toml"), text("Ours"));
    place.write("theirs.toml", text("Theirs"));
    assert_eq!(place.run(&[&merge[..], &["--force"]].concat()).code, Some(1));
    assert!(place.read("out.toml").contains("<<<<<<< "));
}
