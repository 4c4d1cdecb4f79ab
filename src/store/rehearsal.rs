//! A copy of a product to rehearse a session on, in a fresh folder that is gone afterwards, together with everything the
//! program keeps meanwhile.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{DiskError, IoOperation};
use super::layout::{FOLDER, METHOD, SETTINGS_FILE};
use super::state_dir::Instead;
use super::workspace::Workspace;

/// What a copy is made of lies no deeper than that.
const DEEPEST: usize = 16;

/// A copy of a product. It is removed when this goes.
#[derive(Debug)]
pub struct Rehearsal {
    workspace: PathBuf,
    // Fields go in this order: what is kept meanwhile is put aside before the folder goes.
    _state: Instead,
    _folder: tempfile::TempDir,
}

impl Rehearsal {
    /// Copies a product, with the settings and the method files of its workspace, into a folder below the system's
    /// temporary one that only this user can read. Until the copy goes, the state folder of this run lies beside it.
    ///
    /// # Errors
    /// Where the folder or a file cannot be written, or a file of the product cannot be read.
    pub fn of(workspace: &Workspace, product: &str) -> Result<Self, DiskError> {
        let folder = tempfile::Builder::new().prefix("stationmaster-rehearsal-").tempdir();
        let folder = folder.map_err(DiskError::at(IoOperation::MakeFolder, &std::env::temp_dir()))?;
        private(folder.path()).map_err(DiskError::at(IoOperation::MakeFolder, folder.path()))?;
        let to = folder.path().join(FOLDER);
        make(&to)?;
        for name in [SETTINGS_FILE, METHOD, product] {
            copy(&workspace.root().join(name), &to.join(name), DEEPEST)?;
        }
        let state = Instead::of(&folder.path().join("state"));
        Ok(Self { workspace: to, _state: state, _folder: folder })
    }

    /// The folder of the copied workspace.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.workspace
    }
}

fn make(folder: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(folder).map_err(DiskError::at(IoOperation::MakeFolder, folder))
}

/// Copies a file, or a folder with what lies in it. Links are left out, and so is what is hidden: neither is the product's.
fn copy(from: &Path, to: &Path, deep: usize) -> Result<(), DiskError> {
    let Ok(found) = from.symlink_metadata() else { return Ok(()) };
    if found.is_file() {
        let bytes = fs::read(from).map_err(DiskError::at(IoOperation::Read, from))?;
        return fs::write(to, bytes).map_err(DiskError::at(IoOperation::Write, to));
    }
    if !found.is_dir() || deep == 0 {
        return Ok(());
    }
    make(to)?;
    for entry in fs::read_dir(from).map_err(DiskError::at(IoOperation::Read, from))? {
        let entry = entry.map_err(DiskError::at(IoOperation::Read, from))?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            copy(&entry.path(), &to.join(entry.file_name()), deep - 1)?;
        }
    }
    Ok(())
}

/// Keeps everybody else out of a folder, whatever the user's mask allows.
fn private(folder: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    let _ = folder;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_of_one_product_and_goes_with_its_folder() {
        let home = tempfile::tempdir().expect("a folder");
        let put = |path: &str, text: &str| {
            let path = home.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        put("stationmaster.toml", "format = 1\n");
        put("orders/product.toml", "format = 1\n");
        put("orders/sessions/plan.toml", "format = 1\n");
        put("orders/.hidden", "x");
        put("returns/product.toml", "format = 1\n");
        put("method/mine.toml", "format = 1\n");
        let workspace = Workspace::find(home.path(), Some(home.path())).expect("a workspace");
        let copy = Rehearsal::of(&workspace, "orders").expect("copied");
        let root = copy.root().to_owned();
        let there = |path: &str| root.join(path).exists();
        assert!(there("stationmaster.toml") && there("orders/sessions/plan.toml") && there("method/mine.toml"));
        assert!(!there("returns") && !there("orders/.hidden"));
        drop(copy);
        assert!(!root.exists());
    }
}
