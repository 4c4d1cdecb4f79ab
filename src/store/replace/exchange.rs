//! Exchanging two files at once, so that what was replaced can still be looked at.

use std::path::Path;

use super::{Displaced, Flush, Prepared, SaveError};
use crate::store::sighting::read_regular;

/// How often two files are exchanged while others replace one of them all the time.
const EXCHANGES: usize = 8;

/// What came of replacing a file.
#[derive(Debug)]
pub struct Replaced {
    /// What is still to be flushed.
    pub flush: Flush,
    /// The file that stood there, where it is another one than stands there now.
    pub displaced: Option<Displaced>,
}

impl Prepared {
    /// Puts the new content into the place of `old`, and of nothing else: where somebody has written since it was read,
    /// what they wrote stands there as if nothing had happened, and whoever is still writing it goes on in the right
    /// file. Nothing comes back where the new content did not take the place.
    ///
    /// Looking first is not enough: between the look and the rename others may write. Where the system cannot exchange two
    /// files at once, that moment is left.
    ///
    /// # Errors
    /// As [`Prepared::commit`].
    pub fn commit_over(self, old: &[u8]) -> Result<Option<Replaced>, SaveError> {
        let Some(displaced) = holding(&self.target, old) else { return Ok(None) };
        if self.has_other_names {
            return self.commit().map(|flush| Some(Replaced { flush, displaced: None }));
        }
        if !exchange(self.temporary.path(), &self.target) {
            return self.commit().map(|flush| Some(Replaced { flush, displaced: Some(displaced) }));
        }
        let Self { target, temporary, .. } = self;
        let (file, beside) = temporary.into_parts();
        let displaced = settle(&beside, &target, old);
        Ok(displaced.map(|displaced| Replaced { flush: Flush { path: target, file }, displaced: Some(displaced) }))
    }
}

/// A file, where it holds these bytes.
fn holding(path: &Path, old: &[u8]) -> Option<Displaced> {
    let (displaced, bytes) = Displaced::open(path).ok()?;
    (bytes == old).then_some(displaced)
}

/// Exchanges two files in one step. Says whether the system and the disk can; nothing is changed where they cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

/// Elsewhere there is no such step.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// After a new content took the place of what stood at `target`, which now lies `beside`: that file, where it was `old`. Where
/// it was not, somebody wrote at the last moment, and it is put back; where somebody replaced that again meanwhile, theirs
/// is.
fn settle(beside: &Path, target: &Path, old: &[u8]) -> Option<Displaced> {
    if let Some(displaced) = holding(beside, old) {
        return Some(displaced);
    }
    let mut expected = read_regular(target).ok();
    for _ in 0..EXCHANGES {
        let kept = read_regular(beside).ok();
        if !exchange(beside, target) {
            break;
        }
        // What lies beside now is what stood there a moment ago: ours, or what somebody wrote over it.
        if read_regular(beside).ok() == expected {
            break;
        }
        expected = kept;
    }
    None
}

#[cfg(all(test, any(target_os = "linux", target_os = "macos")))]
mod tests {
    use std::fs::{self, File};
    use std::io::Write as _;

    use super::super::prepare;

    /// What a file holds, and what else is in its folder.
    fn state(folder: &std::path::Path) -> (String, usize) {
        let text = fs::read_to_string(folder.join("a.toml")).expect("read");
        (text, fs::read_dir(folder).expect("a folder").count())
    }

    #[test]
    fn what_was_read_is_replaced() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.toml");
        fs::write(&path, "old").expect("written");
        let written = prepare(&path, b"new", home.path()).expect("prepared").commit_over(b"old").expect("no error");
        assert!(written.is_some());
        assert_eq!(state(home.path()), ("new".to_owned(), 1));
    }

    /// A program that had the file open before goes on writing what has no name any more.
    #[test]
    fn what_is_written_into_what_was_replaced_can_be_read() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.toml");
        let mut writer = File::create(&path).expect("made");
        writer.write_all(b"half").expect("written");
        let replaced = prepare(&path, b"new", home.path()).expect("prepared").commit_over(b"half").expect("no error");
        let displaced = replaced.expect("replaced").displaced.expect("held");
        let stamp = displaced.stamp();
        assert_eq!(displaced.read().expect("read"), b"half");
        writer.write_all(b" and the rest").expect("written");
        assert_ne!(displaced.stamp(), stamp);
        assert_eq!(displaced.read().expect("read"), b"half and the rest");
        assert_eq!(state(home.path()), ("new".to_owned(), 1));
    }

    #[test]
    fn what_somebody_wrote_before_is_left() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.toml");
        fs::write(&path, "theirs").expect("written");
        let written = prepare(&path, b"new", home.path()).expect("prepared").commit_over(b"old").expect("no error");
        assert!(written.is_none());
        assert_eq!(state(home.path()), ("theirs".to_owned(), 1));
    }

    /// The moment between the look and the rename, in which a program empties the file, or puts another in its place.
    #[test]
    fn what_is_written_at_the_last_moment_stands_and_its_writer_goes_on_in_it() {
        let home = tempfile::tempdir().expect("a folder");
        let (path, beside) = (home.path().join("a.toml"), home.path().join("b"));
        fs::write(&path, "old").expect("written");
        fs::write(&beside, "new").expect("written");
        let mut writer = File::create(&path).expect("emptied");
        assert!(super::exchange(&beside, &path));
        writer.write_all(b"the").expect("written");
        assert!(super::settle(&beside, &path, b"old").is_none());
        writer.write_all(b"irs").expect("written");
        fs::remove_file(&beside).expect("ours");
        assert_eq!(state(home.path()), ("theirs".to_owned(), 1));

        fs::write(&beside, "new").expect("written");
        fs::write(home.path().join("c"), "another").expect("written");
        fs::rename(home.path().join("c"), &path).expect("replaced");
        assert!(super::exchange(&beside, &path));
        assert!(super::settle(&beside, &path, b"theirs").is_none());
        fs::remove_file(&beside).expect("ours");
        assert_eq!(state(home.path()), ("another".to_owned(), 1));
    }
}
