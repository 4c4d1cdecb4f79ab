//! Publishing and committing by their keys, in a real repository.

use std::process::Command;

use super::harness::{CANVAS, EMPTY, Place};

/// Runs git in the folder of the workspace; gives back what it says.
fn git(place: &Place, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(place.inside()).env_clear().envs(place.environment());
    let ran = command.output().expect("git runs");
    assert!(ran.status.success(), "{arguments:?}: {ran:?}");
    String::from_utf8(ran.stdout).expect("text")
}

/// Promise: F5 freezes a version, and F6 commits it with what else the workspace changed, and nothing beside it.
#[test]
fn a_version_is_published_and_committed_by_keys() {
    let place = Place::with_canvas(&format!("{EMPTY}\n[notes.tasks.t7qm4k]\ntext = \"One\"\n"));
    git(&place, &["init", "--quiet"]);
    for (name, value) in [("user.name", "Ana"), ("user.email", "ana@example.org"), ("commit.gpgsign", "false")] {
        git(&place, &["config", name, value]);
    }
    git(&place, &["add", "--all"]);
    git(&place, &["commit", "--quiet", "--message", "Begin"]);
    std::fs::write(place.inside().join("beside.txt"), "x").expect("written");
    git(&place, &["add", "beside.txt"]);

    let mut run = place.open_in(120, 30);
    run.keys("\x1b[15~");
    run.wait_for("as version 1");
    run.keys("Agreed\r");
    run.wait_for("published as version 1");
    run.keys("\x1b[17~");
    run.wait_for("Commit 2 files?");
    run.wait_for("api-value-proposition@1.toml");
    run.keys("\r");
    run.wait_for("committed as");
    run.leave();

    assert!(place.read(CANVAS).contains("summary = \"Agreed\"\n"));
    let committed = git(&place, &["show", "--name-only", "--format=", "HEAD"]);
    let frozen = "apiops/orders/versions/api-value-proposition@1.toml";
    assert_eq!(committed.lines().collect::<Vec<_>>(), [&format!("apiops/{CANVAS}"), frozen]);
    assert_eq!(git(&place, &["status", "--porcelain"]), "A  beside.txt\n");
}
