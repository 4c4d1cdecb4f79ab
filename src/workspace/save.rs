//! Saving a sheet: under a lock, with what stands in the file now, merged where somebody else has written since.

use std::sync::Arc;

use super::backend::{Displaced, Flush, Folder, LockedFile};
use super::former::Texts;
use super::request::{SaveOutcome, Saved};
use super::stillness::{PAUSE, Patience, Sight, Stillness, ancestor, patience};
use crate::codec::{Content, FileKind, State, UpdateError, read, update_from, write};
use crate::document::DocumentBody;
use crate::merge::merge;
use crate::method::Method;
use crate::store::{DiskError, IoErrorKind, SaveError, Sighting};

/// How often to look again at a file that others are writing.
const LOOKS: usize = 25;

/// Which file to write, and what is needed for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a, F> {
    /// The workspace.
    pub folder: &'a F,
    /// The file, its path relative to the workspace.
    pub file: &'a str,
    /// The method.
    pub method: &'a Method,
    /// Whether something was taken back or made again, so that the file may get a text it had before.
    pub takes_back: bool,
}

/// What a sheet grew out of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    /// What was last known to stand in the file.
    pub base: &'a Saved,
    /// What the sheet itself grew out of.
    pub before: &'a DocumentBody,
    /// What stood in the file shortly before that.
    pub earlier: &'a [DocumentBody],
}

/// What is left to do where something was written.
pub(crate) struct Written {
    /// What is still to be flushed.
    pub flush: Flush,
    /// What stood there, and the file it stood in, where another program may have that open.
    pub over: Option<(Saved, Box<dyn Displaced>)>,
}

/// An outcome, with what is left to do where something was written.
pub(crate) type Outcome = (SaveOutcome, Option<Written>);

/// Writes `ours` into its file. Only the blocks that differ from what stands in the file are changed, and nothing is written
/// where nothing differs. What somebody else is just writing is waited for: `still` says what
/// was seen of it when it was tried before.
#[must_use]
pub(crate) fn save<F: Folder>(
    target: &Target<'_, F>,
    origin: &Origin<'_>,
    ours: &DocumentBody,
    (texts, still): (&mut Texts, &mut Stillness),
) -> Outcome {
    for _ in 0..LOOKS {
        match locked(target, |file| attempt(target, file, origin, (ours, texts), still)) {
            Ok(Some(outcome)) => return outcome,
            // Others may have the file meanwhile: nobody waits for a lock that somebody waits under.
            Ok(None) => target.folder.pause(PAUSE),
            Err(error) => return (SaveOutcome::Failed(error), None),
        }
    }
    (SaveOutcome::Failed(SaveError::Busy(target.folder.root().join(target.file))), None)
}

/// Writes `ours` with what stands in the file now; nothing where somebody else may be writing just now.
fn attempt<F: Folder>(
    target: &Target<'_, F>,
    file: &mut F::Locked,
    origin: &Origin<'_>,
    (ours, texts): (&DocumentBody, &mut Texts),
    still: &mut Stillness,
) -> Result<Option<Outcome>, SaveError> {
    let Sighting { bytes, stamp, is_ours } = match file.read() {
        Ok(sighting) => sighting,
        Err(DiskError { trouble: IoErrorKind::Missing, .. }) => {
            return Ok(still.look(Sight::Missing, Patience::Missing).then_some((SaveOutcome::Gone, None)));
        }
        Err(error) => {
            return if still.look(Sight::Unreadable, Patience::Missing) { Err(error.into()) } else { Ok(None) };
        }
    };
    let (over, (outcome, new)) = if bytes == *origin.base.bytes {
        (origin.base.clone(), changed(target, origin.base, (ours, texts), SaveOutcome::Saved)?)
    } else {
        let reading = read(&bytes, file_kind(target), target.method);
        let theirs = match &reading.content {
            Some(Content::DocumentBody(theirs)) if reading.state == State::Valid => Some(theirs),
            _ => None,
        };
        let patience = patience(origin.base, &bytes, theirs);
        if !is_ours && !still.look(Sight::There(stamp, bytes.clone()), patience) {
            return Ok(None);
        }
        let Some(theirs) = theirs.cloned() else {
            let bytes = bytes.as_slice().into();
            return Ok(Some((SaveOutcome::Blocked { reading: Box::new(reading), bytes }, None)));
        };
        let theirs = Saved { bytes: bytes.as_slice().into(), sheet: theirs };
        (theirs.clone(), together(target, origin, (ours, texts), theirs, is_ours)?)
    };
    let Some(new) = new else { return Ok(Some((outcome, None))) };
    // A program that does not know our lock may have written while we thought.
    let replaced = file.replace(&bytes, &new)?;
    Ok(replaced.map(|(flush, displaced)| {
        let over = displaced.map(|displaced| (over, displaced));
        (outcome, Some(Written { flush, over }))
    }))
}

/// Writes `ours` into a file that is gone, with the comments and order that `base` had. Where the file is back in the
/// meantime, it is an ordinary save.
#[must_use]
pub(crate) fn write_again<F: Folder>(
    target: &Target<'_, F>,
    origin: &Origin<'_>,
    ours: &DocumentBody,
    (texts, still): (&mut Texts, &mut Stillness),
) -> Outcome {
    let written = locked(target, |file| {
        let content = Content::DocumentBody(ours.clone());
        let bytes = bytes_for(target, origin.base, &content, texts)
            .unwrap_or_else(|_| write(&content, target.method).into_bytes());
        let saved = Saved { bytes: bytes.as_slice().into(), sheet: ours.clone() };
        texts.replace(target.file, origin.base, &saved);
        let flush = file.create(&bytes)?;
        Ok((SaveOutcome::Saved(saved), Some(Written { flush, over: None })))
    });
    match written {
        Err(SaveError::Disk(DiskError { trouble: IoErrorKind::Exists, .. })) => {
            save(target, origin, ours, (texts, still))
        }
        Err(error) => (SaveOutcome::Failed(error), None),
        Ok(outcome) => outcome,
    }
}

/// Does something with the file that the target means, under its lock.
fn locked<F: Folder, T>(
    target: &Target<'_, F>,
    work: impl FnOnce(&mut F::Locked) -> Result<T, SaveError>,
) -> Result<T, SaveError> {
    let mut file = target.folder.lock(target.file)?;
    work(&mut file)
}

/// The kind of file that the target is.
fn file_kind<F>(target: &Target<'_, F>) -> FileKind {
    FileKind::of(target.file, target.method)
}

/// What is to be done where somebody else has written: the outcome, and the bytes to write where there are any.
fn together<F: Folder>(
    target: &Target<'_, F>,
    origin: &Origin<'_>,
    (ours, texts): (&DocumentBody, &mut Texts),
    theirs: Saved,
    is_ours: bool,
) -> Result<(SaveOutcome, Option<Vec<u8>>), SaveError> {
    // Another window merges what it writes with what stands there: it takes nothing back that it has not seen.
    let before = if is_ours { origin.before } else { ancestor(origin.before, origin.earlier, &theirs.sheet) };
    let merged = merge(before, ours, &theirs.sheet);
    if !merged.conflicts.is_empty() {
        return Ok((SaveOutcome::Clashes { merged, theirs }, None));
    }
    let kind = if merged.sheet.says_the_same(ours) { SaveOutcome::Saved } else { SaveOutcome::Merged };
    changed(target, &theirs, (&merged.sheet, texts), kind)
}

/// The bytes of a file that says `content` from now on: those it had when it said that, where that was taken back; else
/// with only what differs changed.
fn bytes_for<F: Folder>(
    target: &Target<'_, F>,
    now: &Saved,
    content: &Content,
    texts: &mut Texts,
) -> Result<Vec<u8>, UpdateError> {
    if let Content::DocumentBody(wanted) = content
        && target.takes_back
        && let Some(former) = texts.find(target.file, now, wanted, target.method)
    {
        return Ok(former);
    }
    update_from(&now.bytes, content, target.method, &texts.of(target.file))
}

fn changed<F: Folder>(
    target: &Target<'_, F>,
    now: &Saved,
    (sheet, texts): (&DocumentBody, &mut Texts),
    kind: fn(Saved) -> SaveOutcome,
) -> Result<(SaveOutcome, Option<Vec<u8>>), SaveError> {
    match bytes_for(target, now, &Content::DocumentBody(sheet.clone()), texts) {
        Ok(new) => {
            let is_new = new != *now.bytes;
            let saved = Saved { bytes: new.as_slice().into(), sheet: sheet.clone() };
            if is_new {
                texts.replace(target.file, now, &saved);
            }
            Ok((kind(saved), is_new.then_some(new)))
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
