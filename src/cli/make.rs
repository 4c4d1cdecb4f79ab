//! Making files: never over one that is there, unless that was asked for, and then the old one is kept beside it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde::Serialize;

use super::context::{Context, HERE};
use super::failure::Failure;
use super::output::Line;
use crate::method::language::Sentence;
use crate::store::replace::replace;
use crate::store::{Act, DiskError};

/// What a command did to a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Deed {
    /// It was made.
    Created,
    /// It was changed.
    Changed,
    /// It goes by another name now.
    Moved,
    /// It has a copy.
    Copied,
    /// It was taken away.
    Removed,
    /// It stood in the way and was kept under another name.
    Kept,
}

/// One thing that was done.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Done {
    deed: Deed,
    path: String,
    to: Option<String>,
}

/// What a command did, in order; printed as sentences or as one JSON document.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    done: Vec<Done>,
}

impl Report {
    /// Adds a deed.
    pub(super) fn add(&mut self, deed: Deed, path: &Path) {
        self.done.push(Done { deed, path: from_here(path), to: None });
    }

    /// Adds a deed that led from one place to another.
    pub(super) fn add_to(&mut self, deed: Deed, from: &Path, to: &Path) {
        self.done.push(Done { deed, path: from_here(from), to: Some(from_here(to)) });
    }

    /// Prints what was done.
    pub(super) fn print(&self, context: &mut Context) {
        if context.json {
            context.out.json(self);
            return;
        }
        for Done { deed, path, to } in &self.done {
            let key = match deed {
                Deed::Created => "cli.done.created",
                Deed::Changed => "cli.done.changed",
                Deed::Moved => "cli.done.moved",
                Deed::Copied => "cli.done.copied",
                Deed::Removed => "cli.done.removed",
                Deed::Kept => "cli.done.kept",
            };
            let arguments = [("path", path.clone()), ("to", to.clone().unwrap_or_default())];
            let line = Line::plain(context.words.fill(key, &arguments));
            context.out.line(&line);
        }
    }
}

/// A path as a person in the current folder would write it, with `/`.
pub(super) fn from_here(path: &Path) -> String {
    let here = std::path::absolute(HERE).unwrap_or_default();
    let shown = path.strip_prefix(&here).unwrap_or(path);
    let shown = shown.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/").replacen("//", "/", 1);
    if shown.is_empty() { HERE.to_owned() } else { shown }
}

/// Whether `--force` was given.
pub(super) fn forced(matches: &ArgMatches) -> bool {
    matches.get_flag("force")
}

/// Refuses where something stands at `path` already; with `force` it is renamed first, and the report says to what.
pub(super) fn clear(path: &Path, force: bool, report: &mut Report) -> Result<(), Failure> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    if !force {
        return Err(there_already(path));
    }
    let kept = free_name(path);
    fs::rename(path, &kept).map_err(|error| DiskError::new(Act::Move, path, &error))?;
    report.add_to(Deed::Kept, path, &kept);
    Ok(())
}

/// Writes a file that is not there yet; see [`clear`] for one that is.
pub(super) fn write_new(
    path: &Path,
    bytes: &[u8],
    within: &Path,
    force: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| DiskError::new(Act::MakeFolder, folder, &error))?;
    }
    clear(path, force, report)?;
    // The name is claimed first, so that of two programs only one can have made the file.
    match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(there_already(path)),
        Err(error) => return Err(DiskError::new(Act::Write, path, &error).into()),
    }
    replace(path, bytes, within)?.flush()?;
    report.add(Deed::Created, path);
    Ok(())
}

fn there_already(path: &Path) -> Failure {
    Failure::from(Sentence::new("cli.error.exists").with("path", from_here(path)))
}

/// A name beside `path` that is free and that no program takes for one of our files.
fn free_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let old = |number: u32| {
        let ending = if number == 1 { ".old".to_owned() } else { format!(".old-{number}") };
        path.with_file_name(format!("{name}{ending}"))
    };
    (1..).map(old).find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| old(0))
}
