//! Files in conflict, settled in lines through the real program, in real repositories.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::Stdio;

use crate::linear::say;
use crate::repository::{CANVAS, HEAD, Repository, note};

/// A repository in the middle of a merge of two branches that clash in one note and add one each.
fn conflicted(repository: Repository) -> Repository {
    let text =
        |text: &str, id: &str| format!("{HEAD}{}{}{}", note("b2h8xd", text), note("k3f9aa", "Two"), note(id, text));
    repository.branch("side", "main", CANVAS, &text("Theirs", "c4h7wd"));
    repository.branch("ours", "main", CANVAS, &text("Ours", "q8n3rt"));
    assert_eq!(repository.try_git(&["merge", "--quiet", "--no-edit", "side"]).code, Some(1));
    repository
}

fn settled(text: &str) -> String {
    let notes = [note("b2h8xd", text), note("k3f9aa", "Two"), note("c4h7wd", "Theirs"), note("q8n3rt", "Ours")];
    format!("{HEAD}{}", notes.concat())
}

#[test]
fn clashes_are_settled_as_questions_from_a_pipe() {
    for (lines, wanted) in [
        ("theirs\ndone\n", "Theirs"),
        ("mine\n/undo\nt\n/done\n", "Theirs"),
        ("what\nm\n/done\n", "Ours"),
        ("/settle-anew Neither\n\ndone\n", "Neither"),
    ] {
        let repository = conflicted(Repository::new(false));
        let mut command = repository.place.command(&["open", CANVAS, "--linear"]);
        repository.surround(&mut command);
        let ran = say(&mut command, lines.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
        for said in
            ["one clash is to be settled", "1.1 · both changed text", "mine: Ours", "theirs: Theirs", "was: One"]
        {
            assert!(ran.out.contains(said), "{said}: {}", ran.out);
        }
        assert!(ran.out.contains("`git add` tells git about it"), "{}", ran.out);
        assert_eq!(repository.read(CANVAS), settled(wanted), "{lines:?}: {}", ran.out);
        assert_eq!(repository.conflicted(), [CANVAS], "nothing is staged");
    }
}

/// Where git does not find the driver, it leaves our side without a marker; taking that for settled loses theirs.
#[test]
fn a_conflict_without_markers_is_found_in_the_index() {
    let repository = Repository::set_up();
    repository.git(&["config", "merge.stationmaster.driver", "no-such-program-anywhere %A"]);
    let repository = conflicted(repository);
    assert!(!repository.read(CANVAS).contains("<<<<<<<"));
    let mut command = repository.place.command(&["open", CANVAS, "--linear"]);
    repository.surround(&mut command);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    let mut out = BufReader::new(child.stdout.take().expect("its output"));
    let mut told = String::new();
    while !told.contains("theirs: Theirs") {
        assert!(out.read_line(&mut told).expect("lines") > 0, "{told}");
    }
    child.stdin.take().expect("its input").write_all(b"theirs\ndone\n").expect("taken");
    out.read_to_string(&mut told).expect("the rest");
    assert!(child.wait().expect("it ends").success(), "{told}");
    assert_eq!(repository.read(CANVAS), settled("Theirs"), "{told}");
}
