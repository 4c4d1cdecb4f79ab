//! Committing some files, and nothing else, through the user's git.

use std::io::Write as _;
use std::process::Stdio;

use super::{Git, GitError, text};

/// What git is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    Merge,
    Rebase,
    CherryPick,
    Revert,
}

impl Unfinished {
    /// The command of git that is to be finished.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Rebase => "rebase",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
        }
    }
}

impl Git {
    /// What git is in the middle of, where it is.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn unfinished(&self) -> Result<Option<Unfinished>, GitError> {
        let signs = [
            ("rebase-merge", Unfinished::Rebase),
            ("rebase-apply", Unfinished::Rebase),
            ("MERGE_HEAD", Unfinished::Merge),
            ("CHERRY_PICK_HEAD", Unfinished::CherryPick),
            ("REVERT_HEAD", Unfinished::Revert),
        ];
        let asked = signs.iter().flat_map(|(sign, _)| ["--git-path", sign]);
        let printed = self.run(&std::iter::once("rev-parse").chain(asked).collect::<Vec<_>>())?;
        let printed = text(&printed);
        let there = printed.lines().zip(signs).find(|(path, _)| self.folder.join(path).exists());
        Ok(there.map(|(_, (_, unfinished))| unfinished))
    }

    /// Whether git knows who commits; where it does not, its own words.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn identity(&self) -> Result<Result<(), String>, GitError> {
        for of in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
            let ran = self.output(&["var", of])?;
            if !ran.status.success() {
                return Ok(Err(text(&ran.stderr)));
            }
        }
        Ok(Ok(()))
    }

    /// Commits these files, paths relative to the folder, as they stand on the disk, and nothing else that is staged. `new`
    /// are those of them that git has not been told of. With `edit` the message is opened in the user's editor first.
    /// Where git refuses, the index is as it was, and git's own words come back.
    ///
    /// # Errors
    /// Where git cannot be run, or a new file cannot be added.
    pub fn commit_only(
        &self,
        message: &str,
        paths: &[String],
        new: &[String],
        edit: bool,
    ) -> Result<Result<(), String>, GitError> {
        if !new.is_empty() {
            self.on_paths(&["add", "--intent-to-add"], new)?;
        }
        let list = Self::list(paths)?;
        let from = format!("--pathspec-from-file={}", list.path().display());
        let mut arguments = vec!["commit", "--quiet", "--only", "--message", message, "--pathspec-file-nul", &from];
        if edit {
            arguments.push("--edit");
        }
        let mut command = self.command(&arguments);
        // A commit refreshes the index, and may ask for the words that open a key.
        command.env_remove("GIT_OPTIONAL_LOCKS").env_remove("GIT_TERMINAL_PROMPT").stdin(Stdio::inherit());
        let ended = if edit {
            command.status().map(|status| (status.success(), String::new()))
        } else {
            command.output().map(|ran| {
                let said = [text(&ran.stdout), text(&ran.stderr)];
                let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
                (ran.status.success(), said.join("\n"))
            })
        };
        let (is_done, said) = ended.map_err(|error| GitError::program(&self.folder, &error))?;
        if is_done {
            return Ok(Ok(()));
        }
        if !new.is_empty() {
            let command: &[&str] = match self.commit_if_known("HEAD")? {
                Some(_) => &["reset", "--quiet"],
                // Before the first commit there is nothing to go back to.
                None => &["rm", "--quiet", "--cached"],
            };
            self.on_paths(command, new)?;
        }
        Ok(Err(said))
    }

    fn on_paths(&self, command: &[&str], paths: &[String]) -> Result<(), GitError> {
        let list = Self::list(paths)?;
        let from = format!("--pathspec-from-file={}", list.path().display());
        self.run(&[command, &["--pathspec-file-nul", &from]].concat()).map(drop)
    }

    /// A file that lists paths, however many there are and whatever they are called.
    fn list(paths: &[String]) -> Result<tempfile::NamedTempFile, GitError> {
        let write = || -> std::io::Result<tempfile::NamedTempFile> {
            let mut file = tempfile::NamedTempFile::new()?;
            for path in paths {
                file.write_all(path.as_bytes())?;
                file.write_all(&[0])?;
            }
            file.flush()?;
            Ok(file)
        };
        write().map_err(|error| GitError::Failed { command: "commit".into(), detail: error.to_string() })
    }
}
