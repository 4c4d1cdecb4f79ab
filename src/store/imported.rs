//! Files that an import wrote: told apart from those of people, written, and taken back.
//!
//! The first line of such a file names the package and the digest of where it lies and what follows. A file with another
//! digest was changed by somebody since, and is theirs.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::Utc;

use super::batch::{Batch, BatchError, Job, Step};
use super::error::{DiskError, Explanation, IoErrorKind, IoOperation, UserError};
use super::layout::METHOD;
use super::own_method::files_below;
use super::removed::free_place;
use super::state_dir::digest;
use super::workspace::read_within;
use super::{StateDir, Workspace};

/// How the first line of an imported file begins.
const STAMP: &str = "# imported: ";
/// How many files are named where there are many.
const NAMED: usize = 5;

/// Where an imported file came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// Name and version of the package.
    pub package: &'a str,
    /// Whether it says what the import wrote, at the place where it wrote it.
    pub is_untouched: bool,
}

/// What was done to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// It was made.
    Created(PathBuf),
    /// It took the place of an older import.
    Changed(PathBuf),
    /// It was taken away.
    Removed(PathBuf),
    /// Somebody had changed it: it is kept in the state folder.
    Moved(PathBuf, PathBuf),
    /// Somebody had changed it: it stays.
    Stays(PathBuf),
}

/// Why an import could not be written or taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Other files stand where the import would write.
    #[error("{} files are there already", .0.len())]
    There(Vec<PathBuf>),
    /// The disk said no.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It could not be done as a whole.
    #[error(transparent)]
    Batch(#[from] BatchError),
}

impl UserError for ImportError {
    fn explain(&self) -> Explanation {
        match self {
            Self::There(files) => {
                let named: Vec<String> = files.iter().take(NAMED).map(|file| file.display().to_string()).collect();
                let what = sentence!("error.import-there.what", count = files.len(), files = named.join(", "));
                Explanation::new(what, sentence!("error.import-there.help"))
            }
            Self::Disk(error) => error.explain(),
            Self::Batch(error) => error.explain(),
        }
    }
}

/// The text of a file as it is kept: `text` below the line that names its package and says what it was.
#[must_use]
pub fn stamped(package: &str, place: &str, text: &str) -> String {
    format!("{STAMP}{package} {}\n{text}", seal(place, text))
}

/// Where a file came from; nothing where no import wrote it. `place` is its path below the folder of the package.
#[must_use]
pub fn origin<'a>(text: &'a str, place: &str) -> Option<Origin<'a>> {
    let (line, rest) = text.split_once('\n')?;
    let (package, found) = line.trim_end().strip_prefix(STAMP)?.rsplit_once(' ')?;
    Some(Origin { package, is_untouched: seal(place, rest) == found })
}

/// What changes where the text or its place does. Line ends do not count: git may change them.
fn seal(place: &str, text: &str) -> String {
    digest(format!("{place}\n{}", text.replace("\r\n", "\n")).as_bytes())
}

/// Where the files of a package lie in a workspace.
#[must_use]
pub fn folder(workspace: &Workspace, package: &str) -> PathBuf {
    workspace.path(METHOD).join(package)
}

/// The files that lie there, each with its path below the folder and what it says.
fn there(folder: &Path) -> Vec<(PathBuf, String, String)> {
    let read = |path: PathBuf| {
        let text = String::from_utf8(read_within(&path, folder).ok()?).ok()?;
        let place = place_of(&path, folder)?;
        Some((path, place, text))
    };
    files_below(folder).into_iter().filter_map(read).collect()
}

/// The path of a file below a folder, parts joined by `/`.
pub(super) fn place_of(path: &Path, folder: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(folder).ok()?.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Writes the files of an import, each with its path below the folder, stamped. An import that says the same already is
/// left alone; where anything else stands there, `force` is needed: then files of an older import are replaced, and
/// those that somebody changed are kept in the state folder.
///
/// # Errors
/// Where something stands there without `force`, the place lies outside the workspace, or the disk says no. Everything then
/// stands as it stood.
pub fn write(
    workspace: &Workspace,
    package: &str,
    files: &[(String, String)],
    force: bool,
) -> Result<Vec<Done>, ImportError> {
    let home = folder(workspace, package);
    inside(workspace, &home)?;
    let mut open: Vec<&(String, String)> = Vec::new();
    let mut in_the_way = Vec::new();
    for file in files {
        let path = at(&home, &file.0);
        inside(workspace, &path)?;
        if fs::symlink_metadata(&path).is_err() {
            open.push(file);
            continue;
        }
        let text = read_within(&path, workspace.root()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let is_same = text.as_ref().is_some_and(|text| text.replace("\r\n", "\n") == file.1);
        if !is_same {
            let is_untouched = text.and_then(|text| origin(&text, &file.0).map(|origin| origin.is_untouched));
            in_the_way.push((path, is_untouched == Some(true)));
            open.push(file);
        }
    }
    // What an older import wrote and this one does not.
    let left: Vec<PathBuf> = there(&home)
        .into_iter()
        .filter(|(_, place, text)| {
            !files.iter().any(|(path, _)| path == place)
                && origin(text, place).is_some_and(|origin| origin.is_untouched)
        })
        .map(|(path, ..)| path)
        .collect();
    let is_free = in_the_way.is_empty() && left.is_empty();
    if !is_free && !force {
        return Err(ImportError::There(in_the_way.into_iter().map(|(path, _)| path).chain(left).collect()));
    }
    let state = StateDir::open();
    let mut batch = Batch::new(Job::Import, package, workspace.root(), state.as_ref().ok());
    let relative = |path: &Path| workspace.relative(path).unwrap_or_default();
    let mut done = Vec::new();
    for (path, _) in in_the_way.iter().filter(|(_, is_untouched)| !is_untouched) {
        done.push(put_aside(&mut batch, state.as_ref(), workspace, path)?);
    }
    for path in left {
        let bytes = read_within(&path, workspace.root())?;
        batch.step(Step::Delete { path: relative(&path), before: digest(&bytes) });
        done.push(Done::Removed(path));
    }
    let mut folders = BTreeSet::new();
    for (place, text) in open {
        let path = at(&home, place);
        let missing: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
        for folder in missing.into_iter().rev().filter(|folder| folders.insert(folder.to_path_buf())) {
            batch.step(Step::Folder { path: relative(folder) });
        }
        let is_aside = done.iter().any(|done| matches!(done, Done::Moved(other, _) if *other == path));
        let was_there = fs::symlink_metadata(&path).is_ok();
        let before = if was_there && !is_aside { Some(read_within(&path, workspace.root())?) } else { None };
        batch.write(&relative(&path), before.as_deref(), text.clone().into_bytes());
        done.push(if before.is_some() { Done::Changed(path) } else { Done::Created(path) });
    }
    batch.run()?;
    Ok(done)
}

/// Adds the step that takes a file that somebody changed out of the way.
fn put_aside(
    batch: &mut Batch<'_>,
    state: Result<&StateDir, &DiskError>,
    workspace: &Workspace,
    path: &Path,
) -> Result<Done, ImportError> {
    let state = state.map_err(Clone::clone)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let kept = format!("{}/{name}", free_place(Utc::now()));
    batch.step(Step::Keep { path: workspace.relative(path).unwrap_or_default(), kept: kept.clone() });
    Ok(Done::Moved(path.to_owned(), state.root().join(kept)))
}

/// Takes an import back: removes what it wrote. A file that somebody changed since stays; with `force` it goes to the
/// state folder.
///
/// # Errors
/// Where the disk says no. Everything then stands as it stood.
pub fn take_back(workspace: &Workspace, package: &str, force: bool) -> Result<Vec<Done>, ImportError> {
    let home = folder(workspace, package);
    inside(workspace, &home)?;
    let state = StateDir::open();
    let mut batch = Batch::new(Job::TakeImportBack, package, workspace.root(), state.as_ref().ok());
    let mut done = Vec::new();
    for (path, place, text) in there(&home) {
        match origin(&text, &place) {
            Some(origin) if origin.is_untouched => {
                let relative = workspace.relative(&path).unwrap_or_default();
                batch.step(Step::Delete { path: relative, before: digest(text.as_bytes()) });
                done.push(Done::Removed(path));
            }
            Some(_) if force => done.push(put_aside(&mut batch, state.as_ref(), workspace, &path)?),
            Some(_) => done.push(Done::Stays(path)),
            None => {}
        }
    }
    batch.run()?;
    for path in done.iter().filter_map(|done| match done {
        Done::Removed(path) | Done::Moved(path, _) => path.parent(),
        _ => None,
    }) {
        // A folder that holds something else stays.
        let _ = path.ancestors().take_while(|folder| folder.starts_with(&home)).try_for_each(fs::remove_dir);
    }
    Ok(done)
}

fn at(home: &Path, place: &str) -> PathBuf {
    let mut path = home.to_owned();
    path.extend(place.split('/'));
    path
}

/// Refuses a place that a link would lead out of the workspace, before anything is made there.
fn inside(workspace: &Workspace, path: &Path) -> Result<(), DiskError> {
    let root = workspace.canonical();
    for folder in path.ancestors().take_while(|folder| folder.starts_with(workspace.root())) {
        match fs::canonicalize(folder) {
            Ok(real) if real.starts_with(&root) => return Ok(()),
            Ok(_) => return Err(DiskError::found(IoOperation::Write, path, IoErrorKind::Outside)),
            Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(folder).is_err() => {}
            Err(error) => return Err(DiskError::new(IoOperation::Write, folder, &error)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::error::tests::assert_tellable;
    use super::*;

    const PACKAGE: &str = "some-package";

    fn workspace() -> (tempfile::TempDir, Workspace) {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("stationmaster.toml"), "format = 1\n").expect("written");
        let workspace = Workspace::find(home.path(), Some(home.path())).expect("found");
        (home, workspace)
    }

    fn files(version: &str, places: &[&str]) -> Vec<(String, String)> {
        let package = format!("{PACKAGE} {version}");
        let text = |place: &&str| stamped(&package, place, &format!("said = \"{version} {place}\"\n"));
        places.iter().map(|place| ((*place).to_owned(), text(place))).collect()
    }

    #[test]
    fn a_stamp_tells_what_was_changed_and_what_was_moved() {
        let text = stamped("p 1.0", "a/b.toml", "x = 1\ny = 2\n");
        let origin_of = |text: &str, place: &str| origin(text, place).map(|origin| origin.is_untouched);
        assert_eq!(origin(&text, "a/b.toml").map(|origin| origin.package.to_owned()).as_deref(), Some("p 1.0"));
        assert_eq!(origin_of(&text, "a/b.toml"), Some(true));
        assert_eq!(origin_of(&text.replace('\n', "\r\n"), "a/b.toml"), Some(true));
        assert_eq!(origin_of(&text.replace("y = 2", "y = 3"), "a/b.toml"), Some(false));
        assert_eq!(origin_of(&text, "a/c.toml"), Some(false));
        assert_eq!(origin_of("x = 1\n", "a/b.toml"), None);
    }

    #[test]
    fn what_was_imported_is_taken_back_and_nothing_else() {
        let (home, workspace) = workspace();
        let first = files("1", &["a.toml", "deep/b.toml", "deep/c.toml"]);
        assert_eq!(write(&workspace, PACKAGE, &first, false).expect("written").len(), 3);
        assert_eq!(write(&workspace, PACKAGE, &first, false).expect("there already"), []);
        // Git may have changed the line ends; and what an interrupted import did not write is written.
        fs::remove_file(home.path().join(METHOD).join(PACKAGE).join("deep/c.toml")).expect("removed");
        let windows = home.path().join(METHOD).join(PACKAGE).join("deep/b.toml");
        fs::write(&windows, first[1].1.replace('\n', "\r\n")).expect("written");
        assert_eq!(write(&workspace, PACKAGE, &first, false).expect("written").len(), 1);
        let path = |place: &str| home.path().join(METHOD).join(PACKAGE).join(place);
        fs::write(path("a.toml"), format!("{}# ours now\n", first[0].1)).expect("written");
        fs::write(path("deep/mine.toml"), "x = 1\n").expect("written");
        let done = take_back(&workspace, PACKAGE, false).expect("taken back");
        let wanted =
            [Done::Stays(path("a.toml")), Done::Removed(path("deep/b.toml")), Done::Removed(path("deep/c.toml"))];
        assert_eq!(done, wanted);
        assert!(path("deep/mine.toml").exists() && !path("deep/b.toml").exists());
        fs::remove_file(path("deep/mine.toml")).expect("removed");
        fs::remove_file(path("a.toml")).expect("removed");
        write(&workspace, PACKAGE, &first, false).expect("written");
        take_back(&workspace, PACKAGE, false).expect("taken back");
        assert!(!path("").exists(), "an empty folder is left");
    }

    #[test]
    fn nothing_is_replaced_unless_that_was_asked_for() {
        let (home, workspace) = workspace();
        write(&workspace, PACKAGE, &files("1", &["a.toml", "b.toml"]), false).expect("written");
        let second = files("2", &["a.toml", "c.toml"]);
        let error = write(&workspace, PACKAGE, &second, false).expect_err("refused");
        let path = |place: &str| home.path().join(METHOD).join(PACKAGE).join(place);
        assert_eq!(error, ImportError::There(vec![path("a.toml"), path("b.toml")]));
        assert_tellable(&error);
        assert!(!path("c.toml").exists());
        let done = write(&workspace, PACKAGE, &second, true).expect("replaced");
        let wanted = [Done::Removed(path("b.toml")), Done::Changed(path("a.toml")), Done::Created(path("c.toml"))];
        assert_eq!(done, wanted);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link_that_leads_out() {
        let (home, workspace) = workspace();
        let outside = tempfile::tempdir().expect("a folder");
        for link in [METHOD.to_owned(), format!("{METHOD}/{PACKAGE}"), format!("{METHOD}/{PACKAGE}/deep")] {
            let link = home.path().join(link);
            fs::create_dir_all(link.parent().expect("a folder")).expect("made");
            std::os::unix::fs::symlink(outside.path(), &link).expect("linked");
            let error = write(&workspace, PACKAGE, &files("1", &["deep/a.toml"]), true).expect_err("refused");
            assert!(matches!(error, ImportError::Disk(DiskError { trouble: IoErrorKind::Outside, .. })), "{error:?}");
            assert_eq!(fs::read_dir(outside.path()).expect("listed").count(), 0);
            fs::remove_file(&link).expect("removed");
        }
    }
}
