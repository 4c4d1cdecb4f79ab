//! The example as two commits tell it: a version of its value proposition was published, and then a note was added.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use crate::assess::versions::{digest, frozen, frozen_path, history, next_number, with};
use crate::codec::{self, Content, FileKind};
use crate::document::{DocumentBody, Published, Status};
use crate::method::Method;
use crate::store::git::OwnRepository;

/// The product and the document of which a version is published.
const PRODUCT: &str = "orders";
const STEM: &str = "api-value-proposition";

/// So many days before the example stands as it does.
const BEFORE: i64 = 7;

/// What the two commits and the version are called; it stands in files, which are in English.
const FIRST: &str = "orders: the value proposition as agreed, version 1";
const SECOND: &str = "orders: one more note in the value proposition";
const SUMMARY: &str = "Agreed after the interviews";

/// A file of the example: its path below the workspace, and what stands in it.
type File = (String, Vec<u8>);

/// The example at each of its two commits.
struct Story {
    first: Vec<File>,
    second: Vec<File>,
    first_day: NaiveDate,
}

/// Makes the folder around a workspace a repository that tells how these files came about. Says whether that was done; where
/// there is no git, or it refuses, nothing of it is left behind.
pub(super) fn tell(folder: &Path, workspace: &Path, files: &[File], today: NaiveDate) -> bool {
    let write = |files: &[File]| files.iter().try_for_each(|file| super::write(workspace, file)).ok();
    let told = || {
        let story = Story::of(files, today)?;
        let repository = OwnRepository::init(folder).ok()?;
        write(&story.first)?;
        repository.commit(FIRST, story.first_day).ok()?;
        write(&story.second)?;
        repository.commit(SECOND, today).ok()
    };
    if told().is_some() {
        return true;
    }
    let _ = fs::remove_dir_all(folder.join(".git"));
    let _ = fs::remove_dir_all(workspace.join(PRODUCT).join("versions"));
    false
}

impl Story {
    fn of(files: &[File], today: NaiveDate) -> Option<Self> {
        let method = Method::built_in();
        let path = format!("{PRODUCT}/{STEM}.toml");
        let (_, bytes) = files.iter().find(|(known, _)| *known == path)?;
        let reading = codec::read(bytes, FileKind::DocumentBody, method);
        let now = reading.content.as_ref().and_then(Content::sheet)?;
        let DocumentBody::Canvas(canvas) = now else { return None };
        let mut before = (**canvas).clone();
        let (_, last) = canvas.notes().last()?;
        before.remove(last.id)?;
        let before = DocumentBody::Canvas(Arc::new(before));

        let version = next_number(now);
        let as_bytes = |sheet: DocumentBody| codec::update(bytes, &Content::DocumentBody(sheet), method).ok();
        let frozen =
            codec::format(&as_bytes(frozen(&before, version, Status::Accepted))?, FileKind::DocumentBody, method);
        let frozen = frozen.ok()?;
        let first_day = today.checked_sub_signed(TimeDelta::days(BEFORE)).unwrap_or(today);
        let mut published = history(now).to_vec();
        published.push(Published {
            version,
            date: first_day,
            by: None,
            approved_by: None,
            review: None,
            summary: SUMMARY.to_owned(),
            digest: Some(digest(&frozen)),
        });
        let at = |sheet: &DocumentBody| as_bytes(with(sheet, version, Status::Accepted, published.clone()));
        let (at_first, at_second) = (at(&before)?, at(now)?);
        let version = (frozen_path(PRODUCT, STEM, version), frozen);
        let files_with = |bytes: Vec<u8>| -> Vec<File> {
            let others = files.iter().filter(|(known, _)| *known != path).cloned();
            others.chain([(path.clone(), bytes), version.clone()]).collect()
        };
        Some(Self { first: files_with(at_first), second: files_with(at_second), first_day })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::assess::check::{FileInput, check};

    #[test]
    fn nothing_is_found_in_the_example_with_its_version() {
        let today = NaiveDate::from_ymd_opt(2028, 2, 29).expect("a day");
        let files = super::super::files(today);
        let story = Story::of(&files, today).expect("told");
        for files in [&story.first, &story.second] {
            let inputs: Vec<FileInput<'_>> = files.iter().map(|(path, bytes)| FileInput { path, bytes }).collect();
            let mut found = check(&inputs, Method::built_in(), &BTreeMap::new(), today);
            // Before the note there was, others that name it had nothing to name.
            found.retain(|finding| !std::ptr::eq(files, &raw const story.first) || finding.rule.starts_with("version"));
            assert!(found.is_empty(), "{found:?}");
        }
        assert_eq!(story.second.len(), files.len() + 1);
    }
}
