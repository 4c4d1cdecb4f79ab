//! Saving a sheet: under a lock, with what stands in the file now, merged where somebody else has written since.

use std::sync::Arc;

use super::backend::{Flush, Folder, LockedFile};
use super::request::{SaveOutcome, Saved};
use crate::codec::{Content, FileKind, State, UpdateError, read, update, write};
use crate::document::DocumentBody;
use crate::merge::merge;
use crate::method::Method;
use crate::store::{DiskError, IoErrorKind, SaveError};

/// How often to begin anew when a program without our lock writes in between.
const ATTEMPTS: usize = 8;

/// Which file to write, and what is needed for it.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a, F> {
    /// The workspace.
    pub folder: &'a F,
    /// The file, its path relative to the workspace.
    pub file: &'a str,
    /// The method.
    pub method: &'a Method,
}

/// An outcome, with what is still to be flushed where something was written.
pub type Outcome = (SaveOutcome, Option<Flush>);

/// Writes `ours`, which grew out of `before`, into its file, where `base` was last known to stand. Only the blocks that
/// differ from what stands in the file are changed, and nothing is written where nothing differs.
#[must_use]
pub fn save<F: Folder>(target: &Target<'_, F>, base: &Saved, before: &DocumentBody, ours: &DocumentBody) -> Outcome {
    locked(target, |file| {
        for _ in 0..ATTEMPTS {
            let bytes = match file.read() {
                Ok(bytes) => bytes,
                Err(DiskError { trouble: IoErrorKind::Missing, .. }) => return Ok((SaveOutcome::Gone, None)),
                Err(error) => return Err(error.into()),
            };
            let (outcome, is_new) = decide(target, &bytes, base, before, ours)?;
            let Some(new) = is_new else { return Ok((outcome, None)) };
            // A program that does not know our lock may have written while we thought.
            if let Some(flush) = file.replace(&bytes, &new)? {
                return Ok((outcome, Some(flush)));
            }
        }
        Err(SaveError::Busy(target.folder.root().join(target.file)))
    })
}

/// Writes `ours` into a file that is gone, with the comments and order that `base` had. Where the file is back in the
/// meantime, it is an ordinary save.
#[must_use]
pub fn write_again<F: Folder>(
    target: &Target<'_, F>,
    base: &Saved,
    before: &DocumentBody,
    ours: &DocumentBody,
) -> Outcome {
    let outcome = locked(target, |file| {
        let content = Content::DocumentBody(ours.clone());
        let bytes = update(&base.bytes, &content, target.method)
            .unwrap_or_else(|_| write(&content, target.method).into_bytes());
        let flush = file.create(&bytes)?;
        let saved = Saved { bytes: bytes.into(), sheet: ours.clone() };
        Ok((SaveOutcome::Saved(saved), Some(flush)))
    });
    match outcome {
        (SaveOutcome::Failed(SaveError::Disk(DiskError { trouble: IoErrorKind::Exists, .. })), _) => {
            save(target, base, before, ours)
        }
        outcome => outcome,
    }
}

/// Does something with the file that the target means, under its lock.
fn locked<F: Folder>(target: &Target<'_, F>, work: impl FnOnce(&F::Locked) -> Result<Outcome, SaveError>) -> Outcome {
    let locked = target.folder.lock(target.file);
    locked.and_then(|file| work(&file)).unwrap_or_else(|error| (SaveOutcome::Failed(error), None))
}

/// The kind of file that the target is.
fn file_kind<F>(target: &Target<'_, F>) -> FileKind {
    FileKind::of(target.file, target.method)
}

/// What is to be done, given what stands in the file: the outcome, and the bytes to write where there are any.
fn decide<F: Folder>(
    target: &Target<'_, F>,
    bytes: &[u8],
    base: &Saved,
    before: &DocumentBody,
    ours: &DocumentBody,
) -> Result<(SaveOutcome, Option<Vec<u8>>), SaveError> {
    if bytes == &*base.bytes {
        return changed(target, base, ours, SaveOutcome::Saved);
    }
    let reading = read(bytes, file_kind(target), target.method);
    let (State::Valid, Some(Content::DocumentBody(theirs))) = (reading.state, &reading.content) else {
        return Ok((SaveOutcome::Blocked { reading: Box::new(reading), bytes: bytes.into() }, None));
    };
    let merged = merge(before, ours, theirs);
    let theirs = Saved { bytes: bytes.into(), sheet: theirs.clone() };
    if !merged.conflicts.is_empty() {
        return Ok((SaveOutcome::Clashes { merged, theirs }, None));
    }
    let kind = if merged.sheet.says_the_same(ours) { SaveOutcome::Saved } else { SaveOutcome::Merged };
    changed(target, &theirs, &merged.sheet, kind)
}

fn changed<F: Folder>(
    target: &Target<'_, F>,
    now: &Saved,
    sheet: &DocumentBody,
    kind: fn(Saved) -> SaveOutcome,
) -> Result<(SaveOutcome, Option<Vec<u8>>), SaveError> {
    match update(&now.bytes, &Content::DocumentBody(sheet.clone()), target.method) {
        Ok(new) => {
            let is_new = new != *now.bytes;
            let outcome = kind(Saved { bytes: new.as_slice().into(), sheet: sheet.clone() });
            Ok((outcome, is_new.then_some(new)))
        }
        Err(error @ UpdateError::Mismatch) => {
            Err(SaveError::Unwritable { path: target.folder.root().join(target.file), detail: error.to_string() })
        }
        Err(_) => {
            let reading = Box::new(read(&now.bytes, file_kind(target), target.method));
            Ok((SaveOutcome::Blocked { reading, bytes: Arc::clone(&now.bytes) }, None))
        }
    }
}

#[cfg(test)]
#[path = "save_tests.rs"]
mod tests;
