//! Settings of git.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::{Git, GitError};

/// In which file of settings something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// That of the repository, which its work trees share.
    Repository,
    /// That of the user.
    User,
}

impl Scope {
    fn option(self) -> &'static str {
        match self {
            Self::Repository => "--local",
            Self::User => "--global",
        }
    }
}

impl Git {
    /// Makes sure that there is a git and that the folder lies in a repository; says whether that is a bare one.
    ///
    /// # Errors
    /// Where there is no git, or no repository.
    pub fn is_bare(&self) -> Result<bool, GitError> {
        match self.run(&["rev-parse", "--is-bare-repository"]) {
            Ok(out) => Ok(out.starts_with(b"true")),
            Err(GitError::Failed { .. }) => Err(GitError::NoRepository(self.folder.clone())),
            Err(error) => Err(error),
        }
    }

    /// The folder at the top of the work tree.
    ///
    /// # Errors
    /// Where there is no git, or no work tree.
    pub fn top(&self) -> Result<PathBuf, GitError> {
        let out = self.run(&["rev-parse", "--show-toplevel"]).map_err(|error| match error {
            GitError::Failed { .. } => GitError::NoRepository(self.folder.clone()),
            error => error,
        })?;
        let text = String::from_utf8_lossy(&out);
        Ok(PathBuf::from(text.strip_suffix('\n').unwrap_or(&text)))
    }

    /// The value of a setting; nothing where it has none there.
    ///
    /// # Errors
    /// Where there is no git, or its settings cannot be read.
    pub fn setting(&self, scope: Option<Scope>, key: &str) -> Result<Option<String>, GitError> {
        let mut arguments = vec![OsStr::new("config")];
        arguments.extend(scope.map(|scope| OsStr::new(scope.option())));
        arguments.extend(["--null", "--get", key].map(OsStr::new));
        let output = self.output_of(&arguments)?;
        match output.status.code() {
            Some(0) => {
                let value = String::from_utf8_lossy(&output.stdout);
                Ok(Some(value.strip_suffix('\0').unwrap_or(&value).to_owned()))
            }
            Some(1) => Ok(None),
            _ => Err(GitError::failed("config", &output)),
        }
    }

    /// Gives a setting a value, in place of any it has.
    ///
    /// # Errors
    /// Where git cannot write it.
    pub fn set(&self, scope: Scope, key: &str, value: &str) -> Result<(), GitError> {
        self.run(&["config", scope.option(), "--replace-all", key, value]).map(|_| ())
    }

    /// Takes a setting away.
    ///
    /// # Errors
    /// Where git cannot write that.
    pub fn unset(&self, scope: Scope, key: &str) -> Result<(), GitError> {
        self.run(&["config", scope.option(), "--unset-all", key]).map(|_| ())
    }
}
