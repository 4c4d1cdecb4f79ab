//! Why something on the disk could not be done. Types here; the words are the catalogue's.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::i18n::{Catalogue, Sentence};

/// What the system says of a link that leads back to itself.
#[cfg(unix)]
const LOOP: i32 = rustix::io::Errno::LOOP.raw_os_error();
#[cfg(not(unix))]
const LOOP: i32 = 1921;

/// What a person is told about something that could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What happened, and where.
    pub what: Sentence,
    /// Why, where `what` does not say it already.
    pub why: Option<Sentence>,
    /// What to do.
    pub help: Sentence,
}

impl Explanation {
    /// An explanation whose sentences are `what` and `help`.
    #[must_use]
    pub fn new(what: Sentence, help: Sentence) -> Self {
        Self { what, why: None, help }
    }

    /// What happened and why, in a language.
    #[must_use]
    pub fn message(&self, catalogue: &Catalogue) -> String {
        let what = catalogue.tell(&self.what);
        match &self.why {
            Some(why) => format!("{what} {}", catalogue.tell(why)),
            None => what,
        }
    }

    /// Everything in one paragraph: what happened, why, what to do.
    #[must_use]
    pub fn tell(&self, catalogue: &Catalogue) -> String {
        format!("{} {}", self.message(catalogue), catalogue.tell(&self.help))
    }
}

/// An error that can be told to a person.
pub trait UserError {
    /// What happened, where, why, and what to do.
    fn explain(&self) -> Explanation;
}

/// What was being done when the disk said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IoOperation {
    /// A file was read.
    Read,
    /// A folder was listed.
    List,
    /// A file was written.
    Write,
    /// A folder was made.
    MakeFolder,
    /// A file or folder was moved or removed.
    Move,
    /// What was written was flushed to the disk.
    Flush,
    /// A folder was watched.
    Watch,
    /// A file in the state folder was opened or written.
    Keep,
    /// A journal was read or written.
    Journal,
}

/// What the disk said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IoErrorKind {
    /// It is not there.
    Missing,
    /// The user may not.
    Denied,
    /// The file, folder or disk is marked as read-only.
    ReadOnly,
    /// There is no space left.
    Full,
    /// Something of that name is there already.
    Exists,
    /// A folder was needed, and it is none.
    NotAFolder,
    /// A file was needed, and it is none.
    NotAFile,
    /// A link leads out of the workspace.
    Outside,
    /// A link leads to what is not there.
    LeadsNowhere,
    /// A link leads back to itself.
    LeadsBack,
    /// A link leads to a folder.
    LinkedFolder,
    /// A name is too long, or has characters the system does not take.
    BadName,
    /// There is no state folder to keep it in.
    NoState,
    /// Something else; the system's words say what.
    Other,
}

impl From<&io::Error> for IoErrorKind {
    fn from(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::NotFound => Self::Missing,
            Kind::PermissionDenied => Self::Denied,
            Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::Full,
            Kind::AlreadyExists | Kind::DirectoryNotEmpty => Self::Exists,
            Kind::NotADirectory => Self::NotAFolder,
            Kind::IsADirectory => Self::NotAFile,
            Kind::InvalidFilename | Kind::InvalidInput => Self::BadName,
            _ => Self::Other,
        }
    }
}

/// Something on the disk that could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskError {
    /// What was being done.
    pub act: IoOperation,
    /// To which file or folder.
    pub path: PathBuf,
    /// What the disk said.
    pub trouble: IoErrorKind,
    /// The same in the system's own words.
    pub detail: String,
}

impl DiskError {
    /// The error for what the system returned.
    #[must_use]
    pub fn new(act: IoOperation, path: &Path, error: &io::Error) -> Self {
        Self { act, path: path.to_owned(), trouble: IoErrorKind::from(error), detail: error.to_string() }
    }

    /// An error the program found itself, before it asked the system.
    #[must_use]
    pub fn found(act: IoOperation, path: &Path, trouble: IoErrorKind) -> Self {
        Self { act, path: path.to_owned(), trouble, detail: String::new() }
    }

    /// The error for what the system returned when a file was read, which may be a link: then it is said where that leads.
    #[must_use]
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        let is_link = fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink());
        let is_loop = error.raw_os_error().is_some_and(|code| code == LOOP);
        match error.kind() {
            io::ErrorKind::NotFound if is_link => Self::found(IoOperation::Read, path, IoErrorKind::LeadsNowhere),
            _ if is_link && is_loop => Self::found(IoOperation::Read, path, IoErrorKind::LeadsBack),
            _ => Self::new(IoOperation::Read, path, error),
        }
    }

    /// For `map_err`: [`DiskError::new`] with the last argument still missing.
    pub(super) fn at(act: IoOperation, path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::new(act, path, &error)
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}: {:?} {}", self.act, self.path.display(), self.trouble, self.detail)
    }
}

impl std::error::Error for DiskError {}

impl UserError for DiskError {
    fn explain(&self) -> Explanation {
        let what = match self.act {
            IoOperation::Read => key!("error.disk.read"),
            IoOperation::List => key!("error.disk.list"),
            IoOperation::Write => key!("error.disk.write"),
            IoOperation::MakeFolder => key!("error.disk.make-folder"),
            IoOperation::Move => key!("error.disk.move"),
            IoOperation::Flush => key!("error.disk.flush"),
            IoOperation::Watch => key!("error.disk.watch"),
            IoOperation::Keep => key!("error.disk.keep"),
            IoOperation::Journal => key!("error.disk.journal"),
        };
        let (why, help) = match self.trouble {
            IoErrorKind::Missing => (key!("error.missing.why"), key!("error.missing.help")),
            IoErrorKind::Denied => (key!("error.denied.why"), key!("error.denied.help")),
            IoErrorKind::ReadOnly => (key!("error.read-only.why"), key!("error.read-only.help")),
            IoErrorKind::Full => (key!("error.full.why"), key!("error.full.help")),
            IoErrorKind::Exists => (key!("error.exists.why"), key!("error.exists.help")),
            IoErrorKind::NotAFolder => (key!("error.not-a-folder.why"), key!("error.not-a-folder.help")),
            IoErrorKind::NotAFile => (key!("error.not-a-file.why"), key!("error.not-a-file.help")),
            IoErrorKind::Outside => (key!("error.outside.why"), key!("error.outside.help")),
            IoErrorKind::LeadsNowhere => (key!("error.leads-nowhere.why"), key!("error.leads-nowhere.help")),
            IoErrorKind::LeadsBack => (key!("error.leads-back.why"), key!("error.leads-back.help")),
            IoErrorKind::LinkedFolder => (key!("error.linked-folder.why"), key!("error.linked-folder.help")),
            IoErrorKind::BadName => (key!("error.bad-name.why"), key!("error.bad-name.help")),
            IoErrorKind::NoState => (key!("error.no-state.why"), key!("error.no-state.help")),
            IoErrorKind::Other => (key!("error.other.why"), key!("error.other.help")),
        };
        let help = if self.act == IoOperation::Watch { key!("error.disk.watch-help") } else { help };
        Explanation {
            what: Sentence::new(what).with("path", self.path.display()),
            why: Some(Sentence::new(why).with("detail", &self.detail)),
            help: Sentence::new(help),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Fails where a sentence of an explanation has a placeholder nobody fills.
    pub(in crate::store) fn assert_tellable(error: &dyn UserError) {
        let catalogue = Catalogue::english();
        let explanation = error.explain();
        let sentences = [Some(&explanation.what), explanation.why.as_ref(), Some(&explanation.help)];
        for sentence in sentences.into_iter().flatten() {
            let told = catalogue.tell(sentence);
            assert!(!told.contains('{'), "{}: {told}", sentence.key);
        }
    }

    #[test]
    fn every_disk_error_can_be_told() {
        use {IoErrorKind as T, IoOperation as A};
        for act in [A::Read, A::List, A::Write, A::MakeFolder, A::Move, A::Flush, A::Watch, A::Keep, A::Journal] {
            for trouble in [
                T::Missing,
                T::Denied,
                T::ReadOnly,
                T::Full,
                T::Exists,
                T::NotAFolder,
                T::NotAFile,
                T::Outside,
                T::LeadsNowhere,
                T::LeadsBack,
                T::LinkedFolder,
                T::BadName,
                T::NoState,
                T::Other,
            ] {
                assert_tellable(&DiskError::found(act, Path::new("orders/x.toml"), trouble));
            }
        }
    }

    #[test]
    fn a_full_disk_is_told_apart() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(DiskError::new(IoOperation::Write, Path::new("x"), &full).trouble, IoErrorKind::Full);
        let told =
            DiskError::new(IoOperation::Write, Path::new("apiops/x.toml"), &full).explain().tell(Catalogue::english());
        assert_eq!(
            told,
            "apiops/x.toml could not be written. There is no space left on the disk. Free some space, then try again."
        );
    }
}
