//! The file that stood where another one stands now. A program that has it open goes on writing it and does not know that
//! it has no name any more; whoever put the other in its place can still look what it writes.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _};
use std::path::Path;

use crate::store::sighting::{Stamp, open_regular};

/// A file that was replaced, held open.
#[derive(Debug)]
pub struct Displaced(File);

impl Displaced {
    /// Opens a file that is about to lose its name, or has lost it, and reads it.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Vec<u8>)> {
        let displaced = Self(open_regular(path, OpenOptions::new().read(true))?);
        let bytes = displaced.read()?;
        Ok((displaced, bytes))
    }

    /// What it looks like now; nothing where the system does not say.
    #[must_use]
    pub fn stamp(&self) -> Option<Stamp> {
        self.0.metadata().ok().map(|data| Stamp::of(&data))
    }

    /// What stands in it now.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let (mut file, mut bytes) = (&self.0, Vec::new());
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
