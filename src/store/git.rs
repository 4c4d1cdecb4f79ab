//! The git program: the only place that starts it.
//!
//! It is the user's own, with their hooks and settings. Pagers stay off, paths are taken literally, and what comes from a
//! file or a person never stands where git looks for options.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::codec::text_merge::Three;
use crate::merge::text::Markers;

/// Why git did not do what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// There is no program called git.
    #[error("git is not there")]
    NotInstalled,
    /// The folder lies in no repository.
    #[error("no repository")]
    NoRepository,
    /// git said no; its own words.
    #[error("{0}")]
    Refused(String),
}

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

/// A version of a file that git holds in its index while a merge is going on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    pub base: Option<Vec<u8>>,
    pub ours: Option<Vec<u8>>,
    pub theirs: Option<Vec<u8>>,
}

/// git, run in a folder.
#[derive(Clone, Debug)]
pub struct Git {
    folder: PathBuf,
}

impl Git {
    /// git in this folder, whatever it is.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.args(["--no-pager", "--literal-pathspecs"]).current_dir(&self.folder);
        command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_LITERAL_PATHSPECS", "1").stdin(Stdio::null());
        command
    }

    /// Runs git and gives back what it printed, whatever it ended with.
    fn output(&self, arguments: &[&OsStr]) -> Result<Output, GitError> {
        self.command().args(arguments).output().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => GitError::NotInstalled,
            _ => GitError::Refused(error.to_string()),
        })
    }

    fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        let output = self.output(&arguments)?;
        if output.status.success() { Ok(output.stdout) } else { Err(refused(&output)) }
    }

    /// Makes sure that there is a git and that the folder lies in a repository; says whether that is a bare one.
    ///
    /// # Errors
    /// Where there is no git, or no repository.
    pub fn is_bare(&self) -> Result<bool, GitError> {
        match self.run(&["rev-parse", "--is-bare-repository"]) {
            Ok(out) => Ok(out.starts_with(b"true")),
            Err(GitError::Refused(_)) => Err(GitError::NoRepository),
            Err(error) => Err(error),
        }
    }

    /// The folder at the top of the work tree.
    ///
    /// # Errors
    /// Where there is no git, or no work tree.
    pub fn top(&self) -> Result<PathBuf, GitError> {
        let out = self.run(&["rev-parse", "--show-toplevel"]).map_err(|error| match error {
            GitError::Refused(_) => GitError::NoRepository,
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
        let output = self.output(&arguments)?;
        match output.status.code() {
            Some(0) => {
                let value = String::from_utf8_lossy(&output.stdout);
                Ok(Some(value.strip_suffix('\0').unwrap_or(&value).to_owned()))
            }
            Some(1) => Ok(None),
            _ => Err(refused(&output)),
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

    /// The files below a folder that git holds in conflict, as full paths.
    ///
    /// # Errors
    /// Where there is no git, or no work tree.
    pub fn conflicted(&self, below: &Path) -> Result<Vec<PathBuf>, GitError> {
        let top = self.top()?;
        let arguments = ["ls-files", "--unmerged", "--full-name", "-z", "--"].map(OsStr::new);
        let arguments: Vec<&OsStr> = arguments.into_iter().chain([below.as_os_str()]).collect();
        let output = self.output(&arguments)?;
        if !output.status.success() {
            return Err(refused(&output));
        }
        let mut paths: Vec<PathBuf> = entries(&output.stdout).map(|(_, _, path)| top.join(native(path))).collect();
        paths.dedup();
        Ok(paths)
    }

    /// The versions of a file that git holds in its index; nothing where it is not in conflict there.
    ///
    /// # Errors
    /// Where there is no git, no repository, or an object cannot be read.
    pub fn stages(&self, path: &Path) -> Result<Option<Stages>, GitError> {
        let arguments = ["ls-files", "--unmerged", "-z", "--"].map(OsStr::new);
        let arguments: Vec<&OsStr> = arguments.into_iter().chain([path.as_os_str()]).collect();
        let output = self.output(&arguments)?;
        if !output.status.success() {
            return Err(GitError::NoRepository);
        }
        let mut stages = None;
        for (object, stage, _) in entries(&output.stdout) {
            let stages: &mut Stages = stages.get_or_insert_default();
            let bytes = Some(self.run(&["cat-file", "blob", object])?);
            match stage {
                "1" => stages.base = bytes,
                "2" => stages.ours = bytes,
                "3" => stages.theirs = bytes,
                _ => {}
            }
        }
        Ok(stages)
    }

    /// Stages a file, which tells git that it is settled.
    ///
    /// # Errors
    /// Where git cannot.
    pub fn add(&self, path: &Path) -> Result<(), GitError> {
        let output = self.output(&[OsStr::new("add"), OsStr::new("--"), path.as_os_str()])?;
        if output.status.success() { Ok(()) } else { Err(refused(&output)) }
    }
}

/// The line merge of the git program: the merged lines, and how many clashes are among them.
///
/// # Errors
/// Where there is no git, or the files are no text.
pub fn merge_file(files: &Three<&[u8]>, markers: &Markers<'_>) -> Result<(Vec<u8>, usize), GitError> {
    let failed = |error: io::Error| GitError::Refused(error.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    for (name, bytes) in [("base", files.base), ("ours", files.ours), ("theirs", files.theirs)] {
        let mut file = fs::File::create(folder.path().join(name)).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
    }
    let size = format!("--marker-size={}", markers.size);
    let arguments = [
        "merge-file",
        "-p",
        "-q",
        &size,
        "-L",
        markers.ours,
        "-L",
        "base",
        "-L",
        markers.theirs,
        "ours",
        "base",
        "theirs",
    ];
    let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
    let output = Git::in_folder(folder.path()).output(&arguments)?;
    match output.status.code() {
        Some(clashes @ 0..128) => Ok((output.stdout, usize::try_from(clashes).unwrap_or(1))),
        _ => Err(refused(&output)),
    }
}

/// The object, the stage and the path of each entry of the index.
fn entries(listing: &[u8]) -> impl Iterator<Item = (&str, &str, &[u8])> {
    listing.split(|byte| *byte == 0).filter_map(|entry| {
        let tab = entry.iter().position(|byte| *byte == b'\t')?;
        let mut about = std::str::from_utf8(&entry[..tab]).ok()?.split(' ').skip(1);
        Some((about.next()?, about.next()?, &entry[tab + 1..]))
    })
}

#[cfg(unix)]
fn native(path: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsStr::from_bytes(path))
}

#[cfg(not(unix))]
fn native(path: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(path).into_owned())
}

fn refused(output: &Output) -> GitError {
    GitError::Refused(String::from_utf8_lossy(&output.stderr).trim().to_owned())
}
