//! Publishing a document: what is written, and where. The command and the screens do the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::backend::{Folder, LockedFile};
use crate::app::publishing::Publication;
use crate::assess::check::{FileInput, check};
use crate::assess::versions::{digest, frozen, frozen_path, history, next_number, with};
use crate::codec::{self, Content, FileKind};
use crate::diagnostic::Severity;
use crate::document::{DocumentBody, HeadField, Published};
use crate::i18n::Sentence;
use crate::merge::changes::{Change, Compared, Fields, Topic, changes};
use crate::method::Method;
use crate::store::layout::SETTINGS_FILE;
use crate::store::{DiskError, WorkspaceError};

/// A document on the disk.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Path relative to the workspace.
    pub path: &'a str,
    pub product: &'a str,
    pub stem: &'a str,
    pub bytes: &'a [u8],
    pub sheet: &'a DocumentBody,
}

/// The version that was published last: its number, what it says, and its text.
#[derive(Clone, Debug)]
pub struct LastVersion {
    pub number: u32,
    pub body: DocumentBody,
}

impl LastVersion {
    /// The last version of a document; nothing where there is none that can be read.
    pub fn of(folder: &impl Folder, document: &Document<'_>, method: &Method) -> Option<Self> {
        let number = next_number(document.sheet).checked_sub(1).filter(|number| *number > 0)?;
        let bytes = folder.read(&frozen_path(document.product, document.stem, number)).ok()?;
        let reading = codec::read(&bytes, FileKind::DocumentBody, method);
        let body = reading.content.as_ref().and_then(Content::sheet)?.clone();
        Some(Self { number, body })
    }
}

/// What has changed since a version, or all there is where there is none; what publishing itself writes is no change.
#[must_use]
pub fn changes_since(
    last: Option<&DocumentBody>,
    now: &DocumentBody,
    path: &str,
    method: &Method,
    language: &str,
) -> Vec<Change> {
    let (before, after) = (last.cloned().map(Content::DocumentBody), Content::DocumentBody(now.clone()));
    let compared = Compared { path, path_before: path, before: before.as_ref(), after: Some(&after) };
    let mut found = changes(&[compared], method, language).pop().unwrap_or_default();
    found.retain(|change| !matches!(change.topic, Topic::Head | Topic::Version) || is_title(change));
    found
}

/// Whether a change of a head is one of its title.
fn is_title(change: &Change) -> bool {
    let title = HeadField::Title.word();
    let has = |fields: &Option<Fields>| fields.as_ref().is_some_and(|fields| fields.get(title).is_some());
    has(&change.before) && has(&change.after)
}

/// How many errors there are in a document, among all the files of its workspace.
///
/// # Errors
/// Where the workspace cannot be listed.
pub fn errors_in(folder: &impl Folder, path: &str, method: &Method, today: NaiveDate) -> Result<usize, DiskError> {
    let scan = folder.scan(method)?;
    let paths: Vec<&str> = [SETTINGS_FILE].into_iter().chain(scan.files().map(|entry| entry.path.as_str())).collect();
    let read: Vec<(&str, Vec<u8>)> =
        paths.into_iter().filter_map(|path| Some((path, folder.read(path).ok()?))).collect();
    let settings = read.iter().find(|(path, _)| *path == SETTINGS_FILE).map(|(_, bytes)| bytes);
    let policy = match settings.and_then(|bytes| codec::read(bytes, FileKind::Settings, method).content) {
        Some(Content::Settings(settings)) => settings.policy,
        _ => BTreeMap::new(),
    };
    let inputs: Vec<FileInput<'_>> = read.iter().map(|(path, bytes)| FileInput { path, bytes }).collect();
    let found = check(&inputs, method, &policy, today);
    Ok(found.iter().filter(|found| found.path == path && found.severity == Severity::Error).count())
}

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Plan {
    pub version: u32,
    /// The path of the frozen file, relative to the workspace.
    pub path: String,
    /// What stands in it.
    pub frozen: Vec<u8>,
    pub digest: String,
    /// What the frozen file says.
    pub body: DocumentBody,
    /// What is to stand in the document.
    pub document: Vec<u8>,
}

impl Plan {
    /// Plans the next version of a document.
    ///
    /// # Errors
    /// The sentence that says that the file cannot be written.
    pub fn new(
        document: &Document<'_>,
        asked: &Publication,
        today: NaiveDate,
        method: &Method,
    ) -> Result<Self, Sentence> {
        let Document { path, product, stem, bytes, sheet } = *document;
        let version = next_number(sheet);
        let mut sheet = sheet.clone();
        set_head(&mut sheet, asked);
        let refused = |_| sentence!("error.unwritable.what", path = path);
        let as_bytes = |sheet: DocumentBody| codec::update(bytes, &Content::DocumentBody(sheet), method);
        let body = frozen(&sheet, version, asked.status);
        let frozen = as_bytes(body.clone()).map_err(refused)?;
        let frozen = codec::format(&frozen, FileKind::DocumentBody, method).map_err(refused)?;
        let digest = digest(&frozen);
        let mut history = history(&sheet).to_vec();
        history.push(Published {
            version,
            date: today,
            by: asked.by.clone(),
            approved_by: asked.approved_by.clone(),
            review: asked.review.clone(),
            summary: asked.summary.clone().unwrap_or_default(),
            digest: Some(digest.clone()),
        });
        let document = as_bytes(with(&sheet, version, asked.status, history)).map_err(refused)?;
        Ok(Self { version, path: frozen_path(product, stem, version), frozen, digest, body, document })
    }

    /// Writes the frozen file, then the document in the place of `old`; where that cannot be written, or says something else
    /// by now, the first is taken back. Says whether it was written.
    ///
    /// # Errors
    /// Where a file cannot be written, or something else stands where the frozen one belongs.
    pub fn write(&self, folder: &impl Folder, file: &str, old: &[u8]) -> Result<bool, WorkspaceError> {
        let was_there = folder.is_there(&self.path);
        if was_there {
            // A run that was killed may have left it.
            if digest(&folder.read(&self.path)?) != self.digest {
                return Err(WorkspaceError::Exists(folder.root().join(&self.path)));
            }
        } else {
            folder.create_with_folder(&self.path, &self.frozen)?;
        }
        let written = folder.lock(file).and_then(|mut locked| locked.replace(old, &self.document));
        match written {
            Ok(Some((flush, _))) => flush().map(|()| true).map_err(WorkspaceError::from),
            not_written => {
                if !was_there {
                    folder.remove(&self.path);
                }
                not_written.map(|_| false).map_err(WorkspaceError::from)
            }
        }
    }
}

/// Gives the head what was asked for; what was not asked for stays.
fn set_head(sheet: &mut DocumentBody, asked: &Publication) {
    let head = match sheet {
        DocumentBody::Canvas(canvas) => &mut Arc::make_mut(canvas).head,
        DocumentBody::Checklist(list) => &mut Arc::make_mut(list).head,
        DocumentBody::Product(_) | DocumentBody::Register(_) => return,
    };
    if asked.owner.is_some() {
        head.owner.clone_from(&asked.owner);
    }
    if asked.review_by.is_some() {
        head.review_by = asked.review_by;
    }
}
