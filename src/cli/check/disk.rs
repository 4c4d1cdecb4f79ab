//! Whether the files are there that a workspace names and that are no part of it.

use std::path::{Component, Path, PathBuf};

use crate::assess::check::Named;

/// The folders from which the paths in a workspace start.
pub(super) struct Disk {
    workspace: PathBuf,
    repository: PathBuf,
}

impl Disk {
    /// Around a workspace: the repository it lies in, and without one the folder that holds it.
    pub(super) fn around(workspace: &Path) -> Self {
        let repository = workspace.ancestors().find(|folder| folder.join(".git").exists());
        let repository = repository.or(workspace.parent()).unwrap_or(workspace);
        Self { workspace: workspace.to_owned(), repository: repository.to_owned() }
    }

    /// The root of the repository.
    pub(super) fn repository(&self) -> &Path {
        &self.repository
    }

    /// Whether what a file names is there.
    pub(super) fn has(&self, named: Named<'_>) -> bool {
        match named {
            // As hosts of repositories read it, a slash in front is their root.
            Named::Evidence(path) => {
                below(&self.repository, path.trim_start_matches('/')).is_some_and(|path| path.exists())
            }
            Named::Description(path) => below(&self.workspace, path).is_some_and(|path| path.is_file()),
        }
    }
}

/// A path from a folder on; none for one that starts elsewhere, such as at another drive or at a server.
fn below(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let is_relative = |part| matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir);
    path.components().all(is_relative).then(|| folder.join(path))
}
