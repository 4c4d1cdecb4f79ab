//! How files stand against the last commit.

use std::collections::BTreeMap;

use super::{Git, GitError};
use crate::assess::standing::GitState;

/// How a file stands against the last commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileState {
    /// It says something else than it did, or has another mode.
    Changed,
    /// It was not there; whether git was told of it or not.
    New,
    /// It is gone.
    Removed,
    /// A merge left it for a person to settle.
    Conflicted,
    /// git was told to pass it over.
    Ignored,
}

impl From<FileState> for GitState {
    fn from(state: FileState) -> Self {
        match state {
            FileState::Changed | FileState::Removed => Self::Changed,
            FileState::New => Self::New,
            FileState::Conflicted => Self::Conflicted,
            FileState::Ignored => Self::Ignored,
        }
    }
}

/// What git knows of files that are not as they were, by path relative to the folder in which git is run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    pub files: BTreeMap<String, FileState>,
    /// New files that git has not been told of.
    pub untracked: Vec<String>,
}

impl Git {
    /// How the files below the folder stand against the last commit; those that are as they were are left out. Names that
    /// are no UTF-8 are left out, too.
    ///
    /// # Errors
    /// Where git cannot say.
    pub fn status(&self) -> Result<Status, GitError> {
        let asked =
            ["status", "--porcelain=v2", "-z", "--untracked-files=all", "--ignored=traditional", "--no-renames"];
        let printed = self.run(&[&asked[..], &["--", "."]].concat())?;
        let mut status = Status::default();
        for line in printed.split(|byte| *byte == 0).filter_map(|line| std::str::from_utf8(line).ok()) {
            let Some((path, state)) = stands(line) else { continue };
            let Some(path) = self.relative(path) else { continue };
            if line.starts_with('?') {
                status.untracked.push(path.to_owned());
            }
            status.files.insert(path.to_owned(), state);
        }
        Ok(status)
    }
}

/// A line of `status --porcelain=v2 -z`: which file, and how it stands.
fn stands(line: &str) -> Option<(&str, FileState)> {
    let (kind, rest) = line.split_once(' ')?;
    match kind {
        "?" => Some((rest, FileState::New)),
        "!" => Some((rest, FileState::Ignored)),
        // XY sub, modes and hashes of the stages, then the path.
        "u" => Some((rest.splitn(10, ' ').nth(9)?, FileState::Conflicted)),
        "1" => {
            let path = rest.splitn(8, ' ').nth(7)?;
            let mut letters = rest.chars();
            let (index, tree) = (letters.next()?, letters.next()?);
            let state = match (index, tree) {
                (_, 'D') | ('D', _) => FileState::Removed,
                ('A', _) | (_, 'A') => FileState::New,
                _ => FileState::Changed,
            };
            Some((path, state))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_is_understood() {
        let hash = "0".repeat(40);
        let line = |xy: &str| format!("1 {xy} N... 100644 100644 100644 {hash} {hash} a b.toml");
        for (xy, state) in
            [(".M", FileState::Changed), ("A.", FileState::New), (".A", FileState::New), (".D", FileState::Removed)]
        {
            assert_eq!(stands(&line(xy)), Some(("a b.toml", state)), "{xy}");
        }
        let conflict = format!("u UU N... 100644 100644 100644 100644 {hash} {hash} {hash} a b.toml");
        assert_eq!(stands(&conflict), Some(("a b.toml", FileState::Conflicted)));
        assert_eq!(stands("? -x \"ä\""), Some(("-x \"ä\"", FileState::New)));
        assert_eq!(stands("! x/"), Some(("x/", FileState::Ignored)));
        assert_eq!(stands("# branch.oid x"), None);
    }
}
