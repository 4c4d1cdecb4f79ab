//! What a file looked like when it was read. A program that writes in pieces, or empties a file before it fills it, is told
//! from one that is done by looking twice: what is still being written changes its length or its time.
//!
//! Only regular files are opened, and opening never waits: a pipe or a device in a file's place is an error.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// What tells one state of a file from another without its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// How many bytes there are.
    length: u64,
    /// When it was written last, in nanoseconds.
    modified: u128,
    /// Which file it is, where the system tells them apart by a number.
    node: u64,
}

impl Stamp {
    /// The stamp of a file.
    #[must_use]
    pub fn of(data: &Metadata) -> Self {
        let modified = data.modified().ok().and_then(|time: SystemTime| time.duration_since(UNIX_EPOCH).ok());
        Self { length: data.len(), modified: modified.unwrap_or_default().as_nanos(), node: node(data) }
    }

    /// A stamp that is no file's on a disk, for files in memory: told by a number that counts the writes.
    #[must_use]
    pub fn numbered(length: usize, number: u64) -> Self {
        Self { length: u64::try_from(length).unwrap_or(u64::MAX), modified: u128::from(number), node: 0 }
    }

    /// One line from which [`Stamp::parse`] makes the same.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {} {}\n", self.length, self.modified, self.node)
    }

    /// The stamp that a line says; nothing where it says none.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let mut parts = line.strip_suffix('\n')?.split(' ');
        let (length, modified, node) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { length: length.parse().ok()?, modified: modified.parse().ok()?, node: node.parse().ok()? })
    }
}

#[cfg(unix)]
fn node(data: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    data.ino()
}

#[cfg(not(unix))]
fn node(_: &Metadata) -> u64 {
    0
}

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it looked like.
    pub stamp: Stamp,
    /// Whether it stands there as a window of this program left it: such a file is never half of one.
    pub is_ours: bool,
}

/// Opens a regular file for reading, without waiting for anything.
///
/// # Errors
/// What the system says, and [`io::ErrorKind::InvalidInput`] where something else than a file stands there.
pub fn open_regular(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0));
    }
    let file = options.open(path)?;
    let data = file.metadata()?;
    if data.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if data.is_file() { Ok(file) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no regular file")) }
}

/// The bytes of a regular file.
///
/// # Errors
/// As [`open_regular`], and where it cannot be read.
pub fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    look(path).map(|(bytes, _)| bytes)
}

/// The text of a regular file.
///
/// # Errors
/// As [`read_regular`], and where it is no UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read_regular(path)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// The bytes of a regular file, and what it looked like afterwards.
///
/// # Errors
/// As [`read_regular`].
pub fn look(path: &Path) -> io::Result<(Vec<u8>, Stamp)> {
    let mut file = open_regular(path, OpenOptions::new().read(true))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let stamp = Stamp::of(&file.metadata()?);
    Ok((bytes, stamp))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_stamp_says_what_it_is() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.toml");
        fs::write(&path, "one").expect("written");
        let (bytes, stamp) = look(&path).expect("read");
        assert_eq!((bytes.as_slice(), Stamp::parse(&stamp.line())), (b"one".as_slice(), Some(stamp)));
        assert_eq!(Stamp::parse("half a li"), None);
        fs::write(&path, "three").expect("written");
        assert_ne!(look(&path).expect("read").1, stamp);
    }

    #[cfg(unix)]
    #[test]
    fn only_regular_files_are_opened_and_nothing_is_waited_for() {
        let home = tempfile::tempdir().expect("a folder");
        let pipe = home.path().join("pipe");
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).expect("made");
        for path in [pipe.as_path(), Path::new("/dev/zero"), home.path()] {
            assert!(read_regular(path).is_err(), "{}", path.display());
        }
    }
}
