//! The example workspace, unpacked, as it would stand on the day it is written.

mod story;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, TimeDelta};

use super::error::{DiskError, IoOperation};
use crate::method::demo_files;

/// The day as of which the example is written down.
const WRITTEN: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 23);

/// The files of the example, path below the workspace and content, with every date as far from `today` as it is written
/// down from its own day: what is due next week is always due next week.
#[must_use]
pub fn files(today: NaiveDate) -> Vec<(String, Vec<u8>)> {
    let later = WRITTEN.map_or(TimeDelta::zero(), |written| today - written);
    let files = demo_files();
    // A session is called by its day, and that name stands in other files, too.
    let stems: Vec<(String, String)> = files.iter().filter_map(|(path, _)| renamed(path, later)).collect();
    let called = |text: String| stems.iter().fold(text, |text, (from, to)| text.replace(from, to));
    let files = files.into_iter();
    files.map(|(path, bytes)| (called(path), called(moved(bytes, later)).into_bytes())).collect()
}

/// The stem of a session, and the one it has where its day is moved.
fn renamed(path: &str, by: TimeDelta) -> Option<(String, String)> {
    let (_, name) = path.split_once("/sessions/")?;
    let stem = name.strip_suffix(".toml")?;
    let (day, slug) = stem.split_at_checked("2026-11-23".len())?;
    let day = day.parse::<NaiveDate>().ok()?.checked_add_signed(by)?;
    Some((stem.to_owned(), format!("{day}{slug}")))
}

/// A file with the date at the end of each `key = date` moved; dates in addresses and texts are none.
fn moved(bytes: &[u8], by: TimeDelta) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = |line: &str| {
        let (key, value) = line.trim_end().rsplit_once(" = ")?;
        let day = value.parse::<NaiveDate>().ok()?.checked_add_signed(by)?;
        Some(format!("{key} = {day}\n"))
    };
    text.split_inclusive('\n').map(|whole| line(whole).unwrap_or_else(|| whole.to_owned())).collect()
}

/// Writes the example into a fresh folder below the system's temporary one, which only this user can read. Gives back
/// its workspace, the dates of which are counted from `today`. Where there is git, the folder is a repository with two
/// commits and a published version. The folder stays until somebody removes it.
///
/// # Errors
/// Where the folder or a file cannot be written.
pub fn unpack(today: NaiveDate) -> Result<PathBuf, DiskError> {
    let folder = tempfile::Builder::new()
        .prefix("stationmaster-demo-")
        .tempdir()
        .and_then(|folder| private(&folder).map(|()| folder))
        .map_err(DiskError::at(IoOperation::MakeFolder, &std::env::temp_dir()))?;
    let workspace = folder.path().join("apiops");
    let files = files(today);
    if !story::tell(folder.path(), &workspace, &files, today) {
        files.iter().try_for_each(|file| write(&workspace, file))?;
    }
    // From here on the folder is the user's to look at and to throw away.
    let _ = folder.keep();
    Ok(workspace)
}

/// Writes a file below the workspace.
fn write(workspace: &Path, (path, content): &(String, Vec<u8>)) -> Result<(), DiskError> {
    let path = path.split('/').fold(workspace.to_owned(), |folder, part| folder.join(part));
    let parent = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(DiskError::at(IoOperation::MakeFolder, parent))?;
    fs::write(&path, content).map_err(DiskError::at(IoOperation::Write, &path))
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
    use std::collections::BTreeMap;

    use super::*;
    use crate::assess::check::{FileInput, check};
    use crate::method::Method;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn its_dates_are_counted_from_the_day_it_is_written() {
        let product = |today| {
            let files = files(day(today));
            let (_, bytes) = files.into_iter().find(|(path, _)| path == "orders/follow-up.toml").expect("there");
            String::from_utf8(bytes).expect("text")
        };
        assert!(product("2026-11-23").contains("due = 2026-12-04\n"));
        assert!(product("2026-11-24").contains("due = 2026-12-05\n"));
        assert!(product("2031-03-01").contains("due = 2031-03-12\n"));
        assert!(product("2031-03-01").contains("cites = [\"2031-02-22-value-proposition#"));
        let files = files(day("2031-03-01"));
        assert!(files.iter().any(|(path, _)| path == "orders/sessions/2031-02-22-value-proposition.toml"));
    }

    #[test]
    fn nothing_is_found_in_it_whenever_it_is_written() {
        for today in ["2026-11-23", "2028-02-29", "2040-07-01"] {
            let files = files(day(today));
            let inputs: Vec<FileInput<'_>> = files.iter().map(|(path, bytes)| FileInput { path, bytes }).collect();
            let found = check(&inputs, Method::built_in(), &BTreeMap::new(), day(today));
            assert!(found.is_empty(), "{today}: {found:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_example_is_the_users_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let workspace = super::unpack(day("2026-06-01")).expect("unpacked");
        let folder = workspace.parent().expect("a folder");
        let mode = std::fs::metadata(folder).expect("there").permissions().mode() & 0o777;
        std::fs::remove_dir_all(folder).expect("removed");
        assert_eq!(mode, 0o700);
    }
}
