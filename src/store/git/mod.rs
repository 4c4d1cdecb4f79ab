//! The user's git, run as a program: its settings, hooks and signing are the user's own. Every call goes through here.
//!
//! Names of files are taken literally and end with a zero byte, a revision is never taken for an option, and neither a
//! pager nor a program that the repository names for comparing is started.

mod apart;
mod commit;
mod config;
mod error;
mod history;
mod index;
mod merge_file;
mod merges;
mod objects;
mod status;
#[cfg(test)]
mod tests;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub use apart::OwnRepository;
pub use commit::Unfinished;
pub use config::Scope;
pub use error::GitError;
pub use history::{Committed, FileCommit, FileHistory};
pub use merge_file::merge_by_lines;
pub use merges::{ChangedFile, MergeCommit};
pub use objects::{Blobs, ObjectId, TreeFile};
pub use status::{FileState, Status};

/// The name of the program.
const PROGRAM: &str = "git";

/// A repository with files in it, as seen from a folder of it.
#[derive(Clone, Debug)]
pub struct Git {
    /// The folder in which git is run.
    folder: PathBuf,
    /// Its path from the top of the repository, with `/` at its end; empty where it is the top.
    prefix: String,
    /// Whether the history was cut off when it was cloned.
    is_shallow: bool,
}

impl Git {
    /// The repository that a folder lies in.
    ///
    /// # Errors
    /// Where git cannot be run, the folder lies in no repository, or in a bare one.
    pub fn find(folder: &Path) -> Result<Self, GitError> {
        let asked = ["rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository"];
        let mut command = command(folder);
        // What is told apart below are git's own words.
        command.args(asked).arg("--show-prefix").env("LC_ALL", "C");
        let ran = command.output().map_err(|error| GitError::program(folder, &error))?;
        if !ran.status.success() {
            let said = text(&ran.stderr);
            return Err(if said.contains("not a git repository") {
                GitError::NoRepository(folder.to_owned())
            } else {
                GitError::failed("rev-parse", &ran)
            });
        }
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        // The prefix comes last, for it may hold line feeds.
        let mut lines = said.splitn(4, '\n');
        let mut is_true = || lines.next() == Some("true");
        let (is_bare, is_inside, is_shallow) = (is_true(), is_true(), is_true());
        if is_bare || !is_inside {
            return Err(GitError::Bare(folder.to_owned()));
        }
        let prefix = lines.next().unwrap_or_default();
        let prefix = prefix.strip_suffix('\n').unwrap_or(prefix).to_owned();
        Ok(Self { folder: folder.to_owned(), prefix, is_shallow })
    }

    /// git in this folder, whether it lies in a repository or not.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), prefix: String::new(), is_shallow: false }
    }

    /// The folder in which git is run.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of that folder from the top of the repository, with `/` at its end; empty where it is the top.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether the history was cut off when the repository was cloned.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// The path from the top of the repository of a path relative to the folder.
    #[must_use]
    pub fn from_top(&self, relative: &str) -> String {
        format!("{}{relative}", self.prefix)
    }

    /// The path relative to the folder of one from the top of the repository; nothing where it lies elsewhere.
    #[must_use]
    pub fn relative<'p>(&self, from_top: &'p str) -> Option<&'p str> {
        from_top.strip_prefix(&self.prefix)
    }

    /// git with arguments, to be run in the folder.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(&self.folder);
        command.args(arguments);
        command
    }

    /// Runs git and gives back what it printed, however it ended.
    ///
    /// # Errors
    /// Where it cannot be run.
    pub fn output(&self, arguments: &[&str]) -> Result<Output, GitError> {
        self.command(arguments).output().map_err(|error| GitError::program(&self.folder, &error))
    }

    /// The same with arguments that need not be UTF-8.
    fn output_of(&self, arguments: &[&OsStr]) -> Result<Output, GitError> {
        let ran = command(&self.folder).args(arguments).output();
        ran.map_err(|error| GitError::program(&self.folder, &error))
    }

    /// Runs git and gives back what it printed.
    ///
    /// # Errors
    /// Where it cannot be run or does not end well.
    pub fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        let ran = self.output(arguments)?;
        if ran.status.success() {
            return Ok(ran.stdout);
        }
        Err(GitError::failed(arguments.first().copied().unwrap_or_default(), &ran))
    }
}

/// git in a folder, with nothing to read from and nobody to ask.
fn command(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .arg("--no-pager")
        .current_dir(folder)
        .env("GIT_LITERAL_PATHSPECS", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null());
    // A hook is run with paths from the top of the repository; git finds the repository again from the folder.
    if std::env::var_os("GIT_WORK_TREE").is_none() {
        command.env_remove("GIT_DIR");
    }
    command.env_remove("GIT_PREFIX");
    if let Some(index) = std::env::var_os("GIT_INDEX_FILE").and_then(absolute) {
        command.env("GIT_INDEX_FILE", index);
    }
    command
}

fn absolute(path: OsString) -> Option<OsString> {
    std::path::absolute(path).ok().map(PathBuf::into_os_string)
}

/// What git said, as text without the line feed at its end.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

/// Whether a word could be taken for an option.
fn is_option(word: &str) -> bool {
    OsStr::new(word).as_encoded_bytes().first() == Some(&b'-')
}
