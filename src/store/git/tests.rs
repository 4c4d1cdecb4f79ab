//! Against repositories made by the real git.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::*;

fn git(folder: &Path, arguments: &[&str]) {
    let ran = Command::new(PROGRAM)
        .args(["-c", "user.name=R", "-c", "user.email=r@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git runs");
    assert!(ran.status.success(), "{arguments:?}: {}", text(&ran.stderr));
}

fn repository() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    git(home.path(), &["init", "-q"]);
    home
}

#[test]
fn files_of_a_commit_are_read_whatever_they_are_called() {
    let home = repository();
    let folder = home.path().join("a b\"ä");
    fs::create_dir(&folder).expect("made");
    for (name, content) in [("-x.toml", "1\n"), ("ä\".toml", "zwei"), ("*.toml", "")] {
        fs::write(folder.join(name), content).expect("written");
    }
    git(home.path(), &["add", "-A"]);
    git(home.path(), &["commit", "-qm", "One"]);
    let repository = Git::find(&folder).expect("found");
    assert_eq!((repository.prefix(), repository.is_shallow()), ("a b\"ä/", false));
    let commit = repository.commit("HEAD").expect("known");
    let files = repository.files_of(&commit, repository.prefix()).expect("listed");
    let mut blobs = repository.blobs().expect("runs");
    let mut read: Vec<(String, Vec<u8>)> =
        files.iter().map(|file| (file.path.clone(), blobs.read(&file.blob).expect("read").expect("there"))).collect();
    read.sort();
    let there = |name: &str, content: &str| (repository.from_top(name), content.as_bytes().to_vec());
    assert_eq!(read, [there("*.toml", ""), there("-x.toml", "1\n"), there("ä\".toml", "zwei")]);
    assert_eq!(repository.relative("a b\"ä/-x.toml"), Some("-x.toml"));
    // A name is no pattern.
    assert_eq!(repository.files_of(&commit, "a b\"ä/*.toml").expect("listed").len(), 1);
}

#[test]
fn a_revision_is_never_an_option_and_an_unknown_one_names_its_nearest() {
    let home = repository();
    git(home.path(), &["commit", "-qm", "One", "--allow-empty"]);
    git(home.path(), &["branch", "release"]);
    let repository = Git::find(home.path()).expect("found");
    for word in ["--output=x", "-p", "", "a\nb", "HEAD:x"] {
        assert_eq!(repository.commit_if_known(word), Ok(None), "{word}");
    }
    assert!(!home.path().join("x").exists());
    let unknown = repository.commit("relaese").expect_err("unknown");
    assert_eq!(unknown, GitError::UnknownRevision { word: "relaese".into(), nearest: Some("release".into()) });
    let (one, other) = (repository.commit("release").expect("known"), repository.commit("HEAD").expect("known"));
    assert_eq!(repository.merge_base(&one, &other), Ok(other));
}

#[test]
fn where_there_is_no_repository_that_is_said() {
    let home = tempfile::tempdir().expect("a folder");
    assert_eq!(Git::find(home.path()).expect_err("none"), GitError::NoRepository(home.path().to_owned()));
    git(home.path(), &["init", "-q", "--bare"]);
    let bare = Git::find(home.path()).expect_err("bare");
    assert_eq!(bare, GitError::Bare(home.path().to_owned()));
    assert!(bare.is_absence());
    for error in [bare, GitError::NoProgram("x".into()), GitError::Failed { command: "c".into(), detail: "d".into() }] {
        crate::store::error::tests::assert_tellable(&error);
    }
}
