//! Why a socket cannot be used.

use std::io;
use std::path::PathBuf;

use crate::i18n::Sentence;

/// Why a socket cannot be opened or found.
#[derive(Debug)]
pub enum RemoteError {
    /// There is something else where the folder of sockets should be.
    NotAFolder(PathBuf),
    /// It is a link, which may lead anywhere.
    Link(PathBuf),
    /// It belongs to another account.
    NotOurs(PathBuf),
    /// Others may enter it.
    Open(PathBuf),
    /// The system refused something about it.
    Refused(PathBuf, io::Error),
    /// Another process drives the session, where its number is known.
    Elsewhere(Option<u32>),
    /// There is no group of that name.
    NoGroup(String),
    /// Sessions with several terminals need Unix.
    NeedsUnix,
}

impl RemoteError {
    /// What happened, where, and what to do.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::NotAFolder(path) => sentence!("remote.not-a-folder", path = path.display()),
            Self::Link(path) => sentence!("remote.link", path = path.display()),
            Self::NotOurs(path) => sentence!("remote.not-ours", path = path.display()),
            Self::Open(path) => sentence!("remote.open", path = path.display()),
            Self::Refused(path, error) => sentence!("remote.refused", path = path.display(), why = error),
            Self::Elsewhere(Some(process)) => sentence!("remote.elsewhere", process = process),
            Self::Elsewhere(None) => sentence!("remote.elsewhere-unknown"),
            Self::NoGroup(name) => sentence!("remote.no-group", name = name),
            Self::NeedsUnix => sentence!("remote.needs-unix"),
        }
    }
}
