//! One line that says when git does not know yet how to merge our files.

use std::fs;
use std::path::Path;

use super::attributes::{DRIVER, FILE};
use super::setup::DRIVER_KEY;
use crate::i18n::Sentence;
use crate::store::Git;

/// What is to be said of the workspace at `root`: that its `.gitattributes` names a driver git knows nothing of, or that
/// git can be told. Nothing without git, outside a repository, and where all is well.
pub(in crate::cli) fn advice(root: &Path) -> Option<Sentence> {
    let git = Git::in_folder(root);
    git.is_bare().ok()?;
    let is_configured = git.setting(None, DRIVER_KEY).ok()?.is_some();
    let is_named = fs::read_to_string(root.join(FILE)).is_ok_and(|text| text.contains(DRIVER));
    match (is_named, is_configured) {
        (true, true) => None,
        (true, false) => Some(sentence!("cli.git.not_configured")),
        (false, _) => Some(sentence!("cli.git.can_be_set_up")),
    }
}
