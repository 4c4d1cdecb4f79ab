//! What else stands at a file: the attributes that people and systems put there.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// Gives a new file the attributes of the one in whose place it comes. What a disk does not take is left out.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn keep(old: &Path, new: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    /// More than systems allow.
    const MAX_ATTRIBUTE_BYTES: usize = 65_536;
    let mut names = vec![0_u8; MAX_ATTRIBUTE_BYTES];
    let Ok(length) = listxattr(old, &mut names[..]) else { return };
    let mut value = vec![0_u8; MAX_ATTRIBUTE_BYTES];
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        if let Ok(length) = getxattr(old, name, &mut value[..]) {
            let _ = fsetxattr(new, name, &value[..length], XattrFlags::empty());
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn keep(_: &Path, _: &File) {}

/// Gives a file that is to come into the place of another the mode, the owner and the attributes of that one.
pub(in crate::store) fn like(old: &Path, new: &Path) -> io::Result<()> {
    let file = File::options().write(true).open(new)?;
    keep_owner_and_mode(&file, &fs::metadata(old)?)?;
    keep(old, &file);
    Ok(())
}

/// Gives a new file the mode and the owner of the one in whose place it comes.
#[cfg(unix)]
pub(super) fn keep_owner_and_mode(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // Only root may give files away; for everybody else the new file is simply theirs.
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(old.permissions())
}

#[cfg(not(unix))]
pub(super) fn keep_owner_and_mode(file: &File, old: &Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::fs::{XattrFlags, getxattr, setxattr};

    #[test]
    fn attributes_stay_where_the_disk_has_them() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.toml");
        std::fs::write(&path, "old").expect("written");
        if setxattr(&path, "user.jira", b"OPS-42", XattrFlags::empty()).is_err() {
            return;
        }
        super::super::replace(&path, b"new", home.path()).expect("written").flush().expect("flushed");
        let mut value = [0_u8; 16];
        let length = getxattr(&path, "user.jira", &mut value[..]).expect("kept");
        assert_eq!(&value[..length], b"OPS-42");
    }
}
