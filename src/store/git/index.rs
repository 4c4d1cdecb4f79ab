//! What git holds in its index of files that are in conflict.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::{Git, GitError};
use crate::merge::text::Stages;

impl Git {
    /// The files below a folder that git holds in conflict, as full paths.
    ///
    /// # Errors
    /// Where there is no git, or no work tree.
    pub fn conflicted(&self, below: &Path) -> Result<Vec<PathBuf>, GitError> {
        let top = self.top()?;
        let arguments = ["ls-files", "--unmerged", "--full-name", "-z", "--"].map(OsStr::new);
        let arguments: Vec<&OsStr> = arguments.into_iter().chain([below.as_os_str()]).collect();
        let output = self.output_of(&arguments)?;
        if !output.status.success() {
            return Err(GitError::failed("ls-files", &output));
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
        let output = self.output_of(&arguments)?;
        if !output.status.success() {
            return Err(GitError::NoRepository(self.folder.clone()));
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
        let output = self.output_of(&[OsStr::new("add"), OsStr::new("--"), path.as_os_str()])?;
        if output.status.success() { Ok(()) } else { Err(GitError::failed("add", &output)) }
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
