//! The example workspace, unpacked.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{DiskError, IoOperation};
use crate::method::demo_files;

/// Writes the example into a fresh folder below the system's temporary one, which only this user can read. Gives back
/// its workspace. The folder stays until somebody removes it.
///
/// # Errors
/// Where the folder or a file cannot be written.
pub fn unpack() -> Result<PathBuf, DiskError> {
    let folder = tempfile::Builder::new()
        .prefix("stationmaster-demo-")
        .tempdir()
        .and_then(|folder| private(&folder).map(|()| folder))
        .map_err(DiskError::at(IoOperation::MakeFolder, &std::env::temp_dir()))?;
    let workspace = folder.path().join("apiops");
    for (path, content) in demo_files() {
        let path = path.split('/').fold(workspace.clone(), |folder, part| folder.join(part));
        let parent = path.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(parent).map_err(DiskError::at(IoOperation::MakeFolder, parent))?;
        fs::write(&path, content).map_err(DiskError::at(IoOperation::Write, &path))?;
    }
    // From here on the folder is the user's to look at and to throw away.
    let _ = folder.keep();
    Ok(workspace)
}

/// Keeps everybody else out of a folder that was just made, whatever the user's mask allows.
fn private(folder: &tempfile::TempDir) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700))?;
    }
    let _ = folder;
    Ok(())
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn the_example_is_the_users_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let workspace = super::unpack().expect("unpacked");
        let folder = workspace.parent().expect("a folder");
        let mode = std::fs::metadata(folder).expect("there").permissions().mode() & 0o777;
        std::fs::remove_dir_all(folder).expect("removed");
        assert_eq!(mode, 0o700);
    }
}
