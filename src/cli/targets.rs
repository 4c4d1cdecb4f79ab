//! The files that paths on the command line mean: whole workspaces, folders of them, single files.

use std::fs;
use std::path::{Path, PathBuf};

use super::context::Context;
use super::failure::Failure;
use super::make::from_here;
use crate::method::Method;
use crate::store::layout::{METHOD, SETTINGS_FILE};
use crate::store::own_method::is_product;
use crate::store::sighting::read_regular;
use crate::store::{DiskError, IoErrorKind, IoOperation, Scan, Workspace};

/// Files that are looked at together, because they may refer to each other.
pub(super) struct Group {
    /// The workspace they lie in; nothing for a file that lies in none.
    pub(super) workspace: Option<Workspace>,
    /// The folder their paths start from.
    pub(super) root: PathBuf,
    /// Everything there is to refer to, relative to the root with `/`.
    pub(super) all: Vec<String>,
    /// What was asked for, relative to the root with `/`.
    pub(super) chosen: Vec<String>,
    /// Method files and folders of them that were asked for by name.
    method: Vec<String>,
}

impl Group {
    /// Whether the method file at a path was asked for: with the whole workspace, or by its name or a folder's.
    pub(super) fn asks_for_method(&self, path: &str) -> bool {
        let is_in = |folder: &String| folder.is_empty() || is_below(path, folder) || path == folder;
        self.method.iter().any(is_in)
    }

    /// Whether everything in it was asked for.
    pub(super) fn is_whole(&self) -> bool {
        self.chosen.len() >= self.all.len()
    }

    /// The place of one of its files on the disk.
    pub(super) fn on_disk(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.root.clone(), |folder, part| folder.join(part))
    }

    /// The path of one of its files as a person in the current folder would write it, with `/`.
    pub(super) fn shown(&self, path: &str) -> String {
        from_here(&self.on_disk(path))
    }
}

/// The files that `paths` mean, grouped by workspace; the product or the whole workspace where none is named. Folders that could not be
/// looked into come back as failures beside them.
pub(super) fn groups(context: &mut Context, paths: &[PathBuf]) -> Result<(Vec<Group>, Vec<Failure>), Failure> {
    let mut groups = Vec::new();
    let mut unread = Vec::new();
    if paths.is_empty() {
        let workspace = context.any_workspace()?;
        let asked = context.known_product(&workspace)?;
        let group = group(context.method, &mut groups, &mut unread, workspace)?;
        let inside = |path: &&String| asked.as_deref().is_none_or(|id| path.split('/').next() == Some(id));
        group.chosen = group.all.iter().filter(inside).cloned().collect();
        if asked.is_none() {
            group.method.push(String::new());
        }
    }
    for path in paths {
        let full = std::path::absolute(path).map_err(|error| DiskError::new(IoOperation::Read, path, &error))?;
        let about = fs::metadata(&full).map_err(|error| DiskError::reading(path, &error))?;
        if !about.is_dir() && !about.is_file() {
            // Reading a pipe or a device might never end.
            return Err(DiskError::found(IoOperation::Read, path, IoErrorKind::NotAFile).into());
        }
        let start = if about.is_dir() { full.as_path() } else { full.parent().unwrap_or(&full) };
        let explicit = context.workspace.clone();
        match Workspace::find(start, explicit.as_deref()) {
            Ok(workspace) => {
                context.speak_as(&workspace);
                if about.is_file() && workspace.relative(&full).is_none() && is_foreign(context, &full) {
                    groups.push(alone(&full));
                    continue;
                }
                let group = group(context.method, &mut groups, &mut unread, workspace)?;
                choose(group, &full, about.is_dir())?;
            }
            Err(error) if about.is_dir() => return Err(error.into()),
            Err(_) => {
                let group = alone(&full);
                context.go_on(&group.root);
                groups.push(group);
            }
        }
    }
    if paths.is_empty() {
        return Ok((groups, unread));
    }
    context.speak_as_the_workspace();
    for group in &mut groups {
        group.chosen.sort();
        group.chosen.dedup();
    }
    Ok((groups, unread))
}

/// The group of a workspace, made when it is first named.
fn group<'g>(
    method: &Method,
    groups: &'g mut Vec<Group>,
    unread: &mut Vec<Failure>,
    workspace: Workspace,
) -> Result<&'g mut Group, Failure> {
    let known = groups.iter().position(|group| group.root == workspace.root() && group.workspace.is_some());
    let at = if let Some(at) = known {
        at
    } else {
        let scan = workspace.scan(method)?;
        unread.extend(scan.unread.iter().map(|error| Failure::from(error.clone())));
        let root = workspace.root().to_owned();
        groups.push(Group {
            workspace: Some(workspace),
            root,
            all: everything(&scan),
            chosen: Vec::new(),
            method: Vec::new(),
        });
        groups.len() - 1
    };
    Ok(&mut groups[at])
}

/// The settings, every file of every product, and those that products share.
fn everything(scan: &Scan) -> Vec<String> {
    std::iter::once(SETTINGS_FILE.to_owned()).chain(scan.files().map(|entry| entry.path.clone())).collect()
}

/// Adds to what was asked for the file at `path`, or everything below it.
fn choose(group: &mut Group, path: &Path, is_folder: bool) -> Result<(), Failure> {
    let Some(workspace) = &group.workspace else { return Ok(()) };
    match workspace.relative(path) {
        // The folder lies above the workspace.
        None if is_folder => {
            group.chosen.clone_from(&group.all);
            group.method.push(String::new());
        }
        None => {
            let sentence =
                sentence!("cli.error.outside", path = path.display(), workspace = workspace.root().display());
            return Err(sentence.into());
        }
        Some(relative) if is_folder => {
            let below = |path: &&String| relative.is_empty() || is_below(path, &relative);
            let chosen: Vec<String> = group.all.iter().filter(below).cloned().collect();
            group.chosen.extend(chosen);
            group.method.push(relative);
        }
        // A method file is no document.
        Some(relative) if is_below(&relative, METHOD) && !is_product(workspace.root()) => group.method.push(relative),
        Some(relative) => {
            if !group.all.contains(&relative) {
                group.all.push(relative.clone());
            }
            group.chosen.push(relative);
        }
    }
    Ok(())
}

/// Whether a path lies in a folder.
fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a file is one of another program.
fn is_foreign(context: &Context, path: &Path) -> bool {
    read_regular(path).is_ok_and(|bytes| context.foreign(&bytes, &path.to_string_lossy()).is_some())
}

/// A file that lies in no workspace.
fn alone(path: &Path) -> Group {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let root = path.parent().unwrap_or(path).to_owned();
    Group { workspace: None, root, all: vec![name.clone()], chosen: vec![name], method: Vec::new() }
}
