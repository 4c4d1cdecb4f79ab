//! Merging by lines, as git does it.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};

use super::{Git, GitError};
use crate::codec::text_merge::Three;
use crate::merge::text::Markers;
use crate::merge::text::lines::merge_lines;

/// Merges by lines: as git does it, or where there is no git, as it would. The second part counts the clashes.
#[must_use]
pub fn merge_by_lines(files: &Three<&[u8]>, markers: &Markers<'_>) -> (Vec<u8>, usize) {
    merge_file(files, markers).unwrap_or_else(|_| merge_lines(*files, markers))
}

/// The line merge of the git program: the merged lines, and how many clashes are among them.
///
/// # Errors
/// Where there is no git, or the files are no text.
fn merge_file(files: &Three<&[u8]>, markers: &Markers<'_>) -> Result<(Vec<u8>, usize), GitError> {
    let failed = |error: io::Error| GitError::Failed { command: "merge-file".into(), detail: error.to_string() };
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
    let output = Git::in_folder(folder.path()).output_of(&arguments)?;
    match output.status.code() {
        Some(clashes @ 0..128) => Ok((output.stdout, usize::try_from(clashes).unwrap_or(1))),
        _ => Err(GitError::failed("merge-file", &output)),
    }
}
