//! Repositories that the program makes itself: with its own identity, and whatever the user has set up for theirs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;

use super::{GitError, PROGRAM};

/// Who commits.
const NAME: &str = "Stationmaster";
const ADDRESS: &str = "demo@stationmaster.invalid";

/// Settings that hold whatever stands elsewhere: no hooks, no signing, every file as it is.
const SETTINGS: [&str; 9] = [
    "init.defaultBranch=main",
    "core.hooksPath=/dev/null",
    "core.excludesFile=/dev/null",
    "core.attributesFile=/dev/null",
    "core.autocrlf=false",
    "core.fsmonitor=false",
    "commit.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
];

/// A repository that the program made.
#[derive(Clone, Debug)]
pub struct OwnRepository {
    folder: PathBuf,
}

impl OwnRepository {
    /// Makes a folder a repository.
    ///
    /// # Errors
    /// Where there is no git, or it cannot.
    pub fn init(folder: &Path) -> Result<Self, GitError> {
        let repository = Self { folder: folder.to_owned() };
        repository.run(&["init", "--quiet", "--template="], None)?;
        Ok(repository)
    }

    /// Commits everything in it as of a day.
    ///
    /// # Errors
    /// Where git cannot.
    pub fn commit(&self, message: &str, day: NaiveDate) -> Result<(), GitError> {
        self.run(&["add", "--all"], None)?;
        self.run(&["commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", message], Some(day))
    }

    fn run(&self, arguments: &[&str], day: Option<NaiveDate>) -> Result<(), GitError> {
        let mut command = Command::new(PROGRAM);
        // Whoever starts the program may stand in a repository of their own.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_TERMINAL_PROMPT", "0");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), NAME).env(format!("GIT_{role}_EMAIL"), ADDRESS);
            if let Some(day) = day {
                command.env(format!("GIT_{role}_DATE"), format!("{day}T08:00:00Z"));
            }
        }
        command.arg("--no-pager").args(SETTINGS.iter().flat_map(|setting| ["-c", setting])).args(arguments);
        let ran = command.current_dir(&self.folder).stdin(Stdio::null()).output();
        let ran = ran.map_err(|error| GitError::program(&self.folder, &error))?;
        if ran.status.success() {
            return Ok(());
        }
        Err(GitError::failed(arguments.first().copied().unwrap_or_default(), &ran))
    }
}
