//! What other programs write into a file after it was saved over.
//!
//! A file is saved by putting another one in its place. A program that opened it before, and pauses for longer than anybody
//! waits, goes on writing the one that has no name any more. So that one is kept open for a while, and looked at now and
//! then: what is written into it later is merged into the file that stands there now.
//!
//! What is written once this program has ended, or after [`KEPT`], is not seen.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use super::backend::{Displaced, Folder, LockedFile, WorkspaceEvent};
use super::former::Texts;
use super::request::Saved;
use super::stillness::{PAUSE, Sight, Stillness, patience};
use crate::codec::text_merge::{Three, Version};
use crate::codec::{Content, FileKind, State, read, update_from};
use crate::document::DocumentBody;
use crate::merge::merge;
use crate::merge::text::merge_files;
use crate::method::Method;
use crate::store::Stamp;
use crate::store::watch::Changed;

/// So long a file is kept that was saved over.
const KEPT: Duration = Duration::from_mins(10);
/// The longest time between two looks at what stands still: they become rarer.
const MAX_PAUSE: Duration = Duration::from_secs(20);
/// So many files are kept at most, the newest.
const MAX_FILES: usize = 64;
/// So much is kept of what stood in them.
const MAX_BYTES: usize = 16 << 20;

/// The files that were saved over.
#[derive(Default)]
pub(crate) struct Late {
    held: VecDeque<Held>,
    /// When to look again.
    next: Option<Instant>,
    pause: Duration,
}

/// A file that was saved over.
struct Held {
    file: String,
    since: Instant,
    displaced: Box<dyn Displaced>,
    /// What stood in it when it was looked at last, and was brought into the file.
    saved: Saved,
    /// What it looked like then.
    stamp: Option<Stamp>,
    /// What was seen since of somebody who is writing it.
    still: Stillness,
    /// Whether somebody is writing it.
    is_written: bool,
}

impl fmt::Debug for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Late").field("held", &self.held.len()).finish_non_exhaustive()
    }
}

impl Late {
    /// A file was saved over that said this.
    pub(crate) fn hold(&mut self, file: String, saved: Saved, displaced: Box<dyn Displaced>) {
        let now = Instant::now();
        let stamp = displaced.stamp();
        let still = Stillness::default();
        self.held.push_back(Held { file, since: now, displaced, saved, stamp, still, is_written: false });
        let mut bytes: usize = self.held.iter().map(|held| held.saved.bytes.len()).sum();
        while self.held.len() > MAX_FILES || (bytes > MAX_BYTES && self.held.len() > 1) {
            bytes -= self.held.pop_front().map_or(0, |held| held.saved.bytes.len());
        }
        self.look_soon(now);
    }

    /// How long until the next look; nothing where nothing is kept.
    #[must_use]
    pub(crate) fn looks_in(&self) -> Option<Duration> {
        self.next.map(|next| next.saturating_duration_since(Instant::now()))
    }

    /// Whether somebody was just writing when it was looked last.
    #[must_use]
    pub(crate) fn is_unsettled(&self) -> bool {
        self.held.iter().any(|held| held.is_written)
    }

    /// Looks at what is kept, and brings into the files what was written.
    pub(crate) fn look<F: Folder>(&mut self, folder: &F, method: &Method, texts: &mut Texts) -> Vec<WorkspaceEvent> {
        let now = Instant::now();
        self.held.retain(|held| held.is_written || now.saturating_duration_since(held.since) < KEPT);
        let events: Vec<_> = self.held.iter_mut().filter_map(|held| held.look(folder, method, texts)).collect();
        if events.is_empty() && !self.is_unsettled() {
            self.pause = (self.pause * 3 / 2).min(MAX_PAUSE);
            self.next = (!self.held.is_empty()).then_some(now + self.pause);
        } else {
            self.look_soon(now);
        }
        events
    }

    fn look_soon(&mut self, now: Instant) {
        self.pause = PAUSE;
        self.next = Some(now + PAUSE);
    }
}

impl Held {
    fn look<F: Folder>(&mut self, folder: &F, method: &Method, texts: &mut Texts) -> Option<WorkspaceEvent> {
        self.is_written = false;
        let stamp = self.displaced.stamp();
        if stamp == self.stamp {
            return None;
        }
        let bytes = self.displaced.read()?;
        let theirs = sheet(&bytes, &self.file, method);
        let patience = patience(&self.saved, &bytes, theirs.as_ref());
        let is_still = self.still.look(Sight::There(stamp.unwrap_or_default(), bytes.clone()), patience);
        self.is_written = !is_still;
        // What cannot be understood may be half of something.
        let theirs = Saved { bytes: bytes.into(), sheet: theirs.filter(|_| is_still)? };
        let before = std::mem::replace(&mut self.saved, theirs);
        let event = merge_into(folder, &self.file, &before, &self.saved, (method, texts));
        if event.is_some() {
            (self.stamp, self.still) = (stamp, Stillness::default());
        } else {
            self.saved = before;
        }
        event
    }
}

/// Brings what somebody made of `before` into the file that stands there now. Nothing comes back where that cannot be done
/// now.
fn merge_into<F: Folder>(
    folder: &F,
    file: &str,
    before: &Saved,
    theirs: &Saved,
    (method, texts): (&Method, &mut Texts),
) -> Option<WorkspaceEvent> {
    let mut locked = folder.lock(file).ok()?;
    let bytes = locked.read().ok()?.bytes;
    let now = Saved { sheet: sheet(&bytes, file, method)?, bytes: bytes.as_slice().into() };
    let three = Three { base: &*before.bytes, ours: &*now.bytes, theirs: &*theirs.bytes };
    let (new, is_settled) = if let Some(merged) = merge_files(three, &FileKind::of(file, method), method) {
        (merged.taken(Version::Theirs), merged.is_settled())
    } else {
        let merged = merge(&before.sheet, &now.sheet, &theirs.sheet);
        let content = Content::DocumentBody(merged.sheet);
        (update_from(&bytes, &content, method, &texts.of(file)).ok()?, merged.conflicts.is_empty())
    };
    if new != bytes {
        let saved = Saved { sheet: sheet(&new, file, method)?, bytes: new.as_slice().into() };
        texts.replace_by_others(file, &now, &saved);
        let (flush, _) = locked.replace(&bytes, &new).ok()??;
        let _ = flush();
        tracing::info!(file, "what was written late is in the file");
    }
    let file = file.to_owned();
    Some(if is_settled {
        WorkspaceEvent::Changed(Changed::File(file))
    } else {
        WorkspaceEvent::Late { file, before: before.sheet.clone() }
    })
}

/// What the bytes of a file say, where they can be understood.
fn sheet(bytes: &[u8], file: &str, method: &Method) -> Option<DocumentBody> {
    let reading = read(bytes, FileKind::of(file, method), method);
    match reading.content {
        Some(Content::DocumentBody(sheet)) if reading.state == State::Valid => Some(sheet),
        _ => None,
    }
}
