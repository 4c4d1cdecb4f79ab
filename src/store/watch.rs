//! Watching the workspace for what other programs write. Nothing is polled: without a change, nothing happens.

use std::path::{Path, PathBuf};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::error::{DiskError, IoErrorKind, IoOperation};
use crate::codec::name::is_ours;

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A file of ours was made, written, moved or removed; path relative to the workspace, parts joined by `/`. Our own
    /// saves come back too: compare the content.
    File(String),
    /// A folder was made, moved or removed.
    Folder(String),
    /// A method file of the user was made, written, moved or removed.
    Method,
    /// The system lost track; everything may have changed.
    Anything,
    /// The workspace itself came back after it was gone: it has to be watched anew.
    Returned,
}

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches the workspace at `root`, and calls `report` on a thread of its own.
    ///
    /// # Errors
    /// Where the system cannot watch it. Changes are then seen at the next save.
    pub fn start(root: &Path, report: impl Fn(Changed) + Send + 'static) -> Result<Self, DiskError> {
        let failed = |error: &notify::Error| {
            let trouble = match &error.kind {
                notify::ErrorKind::Io(error) => IoErrorKind::from(error),
                notify::ErrorKind::PathNotFound => IoErrorKind::Missing,
                _ => IoErrorKind::Other,
            };
            DiskError { act: IoOperation::Watch, path: root.to_owned(), trouble, detail: error.to_string() }
        };
        // Events name the path without links.
        let home = std::fs::canonicalize(root).map_err(DiskError::at(IoOperation::Watch, root))?;
        let homes = vec![home.clone(), root.to_owned()];
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| match event {
            Ok(event) => changes(&event, &homes).into_iter().for_each(&report),
            Err(_) => report(Changed::Anything),
        })
        .map_err(|error| failed(&error))?;
        watcher.watch(&home, RecursiveMode::Recursive).map_err(|error| failed(&error))?;
        if let Some(around) = home.parent() {
            // The workspace may go and come back, as it does with another branch. Where that cannot be watched, coming back
            // is seen at the next save.
            let _ = watcher.watch(around, RecursiveMode::NonRecursive);
        }
        Ok(Self { _watcher: watcher })
    }
}

fn changes(event: &Event, homes: &[PathBuf]) -> Vec<Changed> {
    if event.need_rescan() {
        return vec![Changed::Anything];
    }
    if matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_))) {
        return Vec::new();
    }
    let comes = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)));
    if comes && event.paths.iter().any(|path| homes.contains(path) && path.exists()) {
        return vec![Changed::Returned];
    }
    let mut changes = Vec::new();
    for path in &event.paths {
        if let Some(changed) = homes.iter().find_map(|home| path.strip_prefix(home).ok()).and_then(changed)
            && !changes.contains(&changed)
        {
            changes.push(changed);
        }
    }
    changes
}

fn changed(relative: &Path) -> Option<Changed> {
    let parts: Vec<&str> = relative.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    if parts.iter().any(|part| part.starts_with('.')) {
        return None;
    }
    let path = parts.join("/");
    match parts.last() {
        None => Some(Changed::Anything),
        Some(name) if is_ours(name) => Some(Changed::File(path)),
        // What is gone can no longer be asked what it was; folders of ours have no ending.
        Some(name) if !name.contains(['.', '~', '#']) => Some(Changed::Folder(path)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    #[test]
    fn only_what_is_ours_is_told() {
        assert_eq!(changed(Path::new("orders/x.toml")), Some(Changed::File("orders/x.toml".into())));
        assert_eq!(changed(Path::new("orders")), Some(Changed::Folder("orders".into())));
        assert_eq!(changed(Path::new("")), Some(Changed::Anything));
        for path in ["orders/.stationmaster-a1.tmp", "orders/x.toml~", "orders/.x.toml.swp", "a.md", ".git/index"] {
            assert_eq!(changed(Path::new(path)), None, "{path}");
        }
    }

    #[test]
    fn a_file_that_is_replaced_is_told() {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir(home.path().join("orders")).expect("made");
        let (tell, told) = channel();
        let _watch = Watch::start(home.path(), move |changed| {
            let _ = tell.send(changed);
        })
        .expect("watched");
        let path = home.path().join("orders/x.toml");
        super::super::replace::replace(&path, b"x", home.path()).expect("written").flush().expect("flushed");
        let first = told.recv_timeout(Duration::from_secs(20)).expect("told");
        assert_eq!(first, Changed::File("orders/x.toml".into()));
    }

    #[test]
    fn a_workspace_that_comes_back_is_told() {
        let home = tempfile::tempdir().expect("a folder");
        let root = home.path().join("apiops");
        fs::create_dir(&root).expect("made");
        let (tell, told) = channel();
        let _watch = Watch::start(&root, move |changed| {
            let _ = tell.send(changed);
        })
        .expect("watched");
        fs::rename(&root, home.path().join("elsewhere")).expect("moved");
        fs::rename(home.path().join("elsewhere"), &root).expect("moved back");
        while told.recv_timeout(Duration::from_secs(20)).expect("told") != Changed::Returned {}
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let home = tempfile::tempdir().expect("a folder");
        let error = Watch::start(&home.path().join("none"), |_| {}).expect_err("refused");
        assert_eq!(error.trouble, IoErrorKind::Missing);
        super::super::error::tests::assert_tellable(&error);
    }
}
