//! Why a file was not written.

use std::path::{Path, PathBuf};

use crate::i18n::Sentence;
use crate::store::error::{DiskError, Explanation, UserError};

/// Why a file was not written. What stood there still stands there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The disk said no.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The folder the file was in is gone; it is not made again without being told.
    #[error("the folder {} is gone", .0.display())]
    FolderGone(PathBuf),
    /// The file is a link that leads out of the workspace.
    #[error("{} leads out of the workspace to {}", path.display(), target.display())]
    Outside {
        /// The link.
        path: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
    /// Another window has been writing the file for too long.
    #[error("{} is locked", .0.display())]
    Busy(PathBuf),
    /// What should be written cannot be put into the file without losing something.
    #[error("{} cannot take the change: {detail}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why, for the log.
        detail: String,
    },
    /// What writes files has stopped.
    #[error("{} was not written: the writer has stopped", .0.display())]
    Stopped(PathBuf),
}

impl SaveError {
    /// The file or folder it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Disk(error) => &error.path,
            Self::FolderGone(path)
            | Self::Busy(path)
            | Self::Stopped(path)
            | Self::Outside { path, .. }
            | Self::Unwritable { path, .. } => path,
        }
    }
}

impl UserError for SaveError {
    fn explain(&self) -> Explanation {
        let sentences = |what, help| Explanation::new(Sentence::new(what), Sentence::new(help));
        let mut explanation = match self {
            Self::Disk(error) => return error.explain(),
            Self::FolderGone(_) => sentences(key!("error.folder-gone.what"), key!("error.folder-gone.help")),
            Self::Outside { .. } => sentences(key!("error.link-outside.what"), key!("error.link-outside.help")),
            Self::Busy(_) => sentences(key!("error.busy.what"), key!("error.busy.help")),
            Self::Unwritable { .. } => sentences(key!("error.unwritable.what"), key!("error.unwritable.help")),
            Self::Stopped(_) => sentences(key!("error.stopped.what"), key!("error.stopped.help")),
        };
        explanation.what = explanation.what.with("path", self.path().display());
        match self {
            Self::Outside { target, .. } => explanation.what = explanation.what.with("target", target.display()),
            Self::Unwritable { detail, .. } => explanation.what = explanation.what.with("detail", detail),
            _ => {}
        }
        explanation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::error::tests::assert_tellable;

    #[test]
    fn every_save_error_can_be_told() {
        let path = PathBuf::from("orders/x.toml");
        for error in [
            SaveError::FolderGone(path.clone()),
            SaveError::Busy(path.clone()),
            SaveError::Stopped(path.clone()),
            SaveError::Outside { path: path.clone(), target: "/etc/passwd".into() },
            SaveError::Unwritable { path, detail: "it would lose a comment".into() },
        ] {
            assert_tellable(&error);
        }
    }
}
