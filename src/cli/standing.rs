//! How documents stand, for the commands that say so.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::failure::Failure;
use super::signs::Signs;
use crate::assess::standing::{GitState, Standing, StandingSign, last_frozen};
use crate::codec::{self, Content, FileKind};
use crate::document::DocumentBody;
use crate::method::Method;
use crate::store::workspace::read_within;
use crate::store::{Entry, Git, Role, Workspace};

/// What git says of the files of a workspace.
pub(super) struct KnownToGit(Option<BTreeMap<String, GitState>>);

impl KnownToGit {
    /// Asked once for all files.
    ///
    /// # Errors
    /// Where git refuses; that there is none, or no repository, is no error.
    pub(super) fn of(workspace: &Workspace) -> Result<Self, Failure> {
        match Git::find(workspace.root()).and_then(|git| git.status()) {
            Ok(status) => Ok(Self(Some(status.files.into_iter().map(|(path, state)| (path, state.into())).collect()))),
            Err(error) if error.is_absence() => Ok(Self(None)),
            Err(error) => Err(error.into()),
        }
    }

    /// The same where that git refuses is none of the person's business.
    pub(super) fn if_known(workspace: &Workspace) -> Self {
        Self::of(workspace).unwrap_or(Self(None))
    }

    /// Whether there is a repository.
    pub(super) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// How a file stands; nothing without git.
    pub(super) fn state(&self, path: &str) -> Option<GitState> {
        let known = self.0.as_ref()?;
        Some(known.get(path).copied().unwrap_or(GitState::Clean))
    }
}

/// How a document stands that says this.
pub(super) fn standing(
    workspace: &Workspace,
    entry: &Entry,
    sheet: Option<&DocumentBody>,
    known: &KnownToGit,
    method: &Method,
    today: NaiveDate,
) -> Standing {
    let of_document = sheet.filter(|_| entry.role != Role::Version);
    let path = of_document.and_then(|sheet| last_frozen(sheet, entry.product(), &entry.stem));
    let frozen = path.and_then(|path| read_within(&workspace.path(&path), workspace.root()).ok());
    let frozen = frozen.and_then(|bytes| codec::read(&bytes, FileKind::DocumentBody, method).content);
    let frozen = frozen.as_ref().and_then(Content::sheet);
    Standing::of(of_document, frozen, known.state(&entry.path), today)
}

/// A sign for each thing there is to say, in the order of importance.
pub(super) fn shown(standing: Standing, signs: Signs) -> String {
    let sign = |sign| match sign {
        StandingSign::Conflicted => "!",
        StandingSign::Changed => signs.changed(),
        StandingSign::New => "+",
        StandingSign::Differs => signs.differs(),
        StandingSign::Overdue => signs.overdue(),
    };
    standing.signs().map(sign).collect()
}
