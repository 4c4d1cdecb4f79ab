//! One line that says when git does not know yet how to merge our files.

use std::fs;
use std::path::Path;

use super::attributes::{DRIVER, FILE};
use super::setup::DRIVER_KEY;
use crate::i18n::Sentence;
use crate::store::{Git, StateDir};

/// What is to be said of the workspace at `root`: that its `.gitattributes` names a driver git knows nothing of, or that
/// git can be told. Nothing without git, outside a repository, and where all is well.
pub(in crate::cli) fn advice(root: &Path) -> Option<Sentence> {
    let is_configured = is_configured(root)?;
    match (is_named(root), is_configured) {
        (true, true) => None,
        (true, false) => Some(sentence!("cli.git.not_configured")),
        (false, _) => Some(sentence!("cli.git.can_be_set_up")),
    }
}

/// What is to be said where a clone is opened for the first time: that its `.gitattributes` names a driver git knows nothing
/// of. It is said once. Only then git is asked; everybody else's first frame does not wait for it.
pub(in crate::cli) fn advice_at_first(root: &Path) -> Option<Sentence> {
    let place = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let is_first = || StateDir::open().is_ok_and(|state| state.is_first(CLONES, &place));
    (is_named(root) && is_first() && is_configured(root) == Some(false)).then(|| sentence!("cli.git.not_configured"))
}

/// The folder of the state folder that says which clones were opened.
const CLONES: &str = "clones";

/// Whether the `.gitattributes` of a workspace names the driver.
fn is_named(root: &Path) -> bool {
    fs::read_to_string(root.join(FILE)).is_ok_and(|text| text.contains(DRIVER))
}

/// Whether git knows the driver; nothing without git or outside a repository.
fn is_configured(root: &Path) -> Option<bool> {
    let git = Git::in_folder(root);
    git.is_bare().ok()?;
    Some(git.setting(None, DRIVER_KEY).ok()?.is_some())
}
