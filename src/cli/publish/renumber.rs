//! `publish --renumber`: where two branches published one number, one of them gets the next free one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::context::Context;
use super::super::failure::{DONE, Failure, Outcome};
use super::super::make::from_here;
use super::super::output::{Line, Tone};
use super::{lock, readable};
use crate::assess::versions::{digest, frozen, frozen_path, history, with};
use crate::codec::{self, Content, FileKind};
use crate::document::{DocumentBody, Published};
use crate::store::replace::replace;
use crate::store::{Entry, Git, Workspace};

/// What was renumbered, as programs are told.
#[derive(Serialize)]
struct RenumberView<'a> {
    path: &'a str,
    renumbered: Vec<RenumberedView>,
    /// Places that name one of the numbers, and may mean either version.
    references: Vec<ReferenceView>,
}

#[derive(Serialize)]
struct RenumberedView {
    from: u32,
    to: u32,
    /// Nothing where no file holds it any more.
    frozen: Option<String>,
    digest: Option<String>,
}

#[derive(Serialize)]
struct ReferenceView {
    path: String,
    line: usize,
    reference: String,
}

pub(super) fn run(context: &mut Context, workspace: &Workspace, entry: &Entry, dry_run: bool) -> Outcome {
    let lock = lock(workspace, &entry.path)?;
    let bytes = workspace.read(&entry.path)?;
    let sheet = readable(context, &entry.path, &bytes)?;
    let mut published = history(&sheet).to_vec();
    let renumbered = numbers(&published);
    let mut view = RenumberView { path: &entry.path, renumbered: Vec::new(), references: Vec::new() };
    let mut writes: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (at, to) in &renumbered {
        let from = published[*at].version;
        let versions = kept(context, workspace, entry, from);
        let (old, new) =
            (frozen_path(entry.product(), &entry.stem, from), frozen_path(entry.product(), &entry.stem, *to));
        let find =
            |published: &Published| versions.iter().find(|bytes| published.digest.as_ref() == Some(&digest(bytes)));
        // The one that keeps the number keeps the file.
        let keeper = published.iter().enumerate().find(|(other, it)| {
            it.version == from && other != at && !renumbered.iter().any(|(moved, _)| moved == other)
        });
        if let Some(bytes) = keeper.and_then(|(_, keeper)| find(keeper)) {
            writes.insert(old, bytes.clone());
        }
        let moved = find(&published[*at]).map(|bytes| numbered(context, entry, bytes, *to)).transpose()?;
        published[*at].version = *to;
        let mut told = RenumberedView { from, to: *to, frozen: None, digest: None };
        if let Some(bytes) = moved {
            published[*at].digest = Some(digest(&bytes));
            told.digest.clone_from(&published[*at].digest);
            told.frozen = Some(new.clone());
            writes.insert(new, bytes);
        }
        view.references.extend(references(context, workspace, &format!("{}@{from}", entry.stem))?);
        view.renumbered.push(told);
    }
    if !renumbered.is_empty() && !dry_run {
        write(context, workspace, entry, (&bytes, &sheet), published, &writes)?;
    }
    drop(lock);
    print(context, workspace, &view);
    Ok(DONE)
}

/// Which entries get another number: of several with one number all but the one with the smallest day and digest, each the
/// next that is free.
fn numbers(published: &[Published]) -> Vec<(usize, u32)> {
    let taken: BTreeSet<u32> = published.iter().map(|it| it.version).collect();
    let mut next = taken.last().map_or(1, |last| last.saturating_add(1));
    let mut numbers = Vec::new();
    for number in &taken {
        let mut same: Vec<usize> = (0..published.len()).filter(|at| published[*at].version == *number).collect();
        same.sort_by_key(|at| (published[*at].date, published[*at].digest.clone(), *at));
        for at in same.into_iter().skip(1) {
            numbers.push((at, next));
            next = next.saturating_add(1);
        }
    }
    numbers
}

/// What stood in the frozen file of a number on either side: on the disk, in the index where a merge left it in conflict,
/// and in the commits that are or were merged.
fn kept(context: &Context, workspace: &Workspace, entry: &Entry, number: u32) -> Vec<Vec<u8>> {
    let path = frozen_path(entry.product(), &entry.stem, number);
    let mut versions: Vec<Vec<u8>> = workspace.read(&path).into_iter().collect();
    let _ = context;
    let Ok(git) = Git::find(workspace.root()) else { return versions };
    let from_top = git.from_top(&path);
    let places = [":2", ":3", "HEAD", "MERGE_HEAD", "HEAD^1", "HEAD^2"];
    for place in places {
        if let Ok(bytes) = git.run(&["cat-file", "blob", &format!("{place}:{from_top}")]) {
            versions.push(bytes);
        }
    }
    versions
}

/// A frozen file with another number.
fn numbered(context: &Context, entry: &Entry, bytes: &[u8], version: u32) -> Result<Vec<u8>, Failure> {
    let refused = || Failure::from(sentence!("error.unwritable.what", path = &entry.path));
    let reading = codec::read(bytes, FileKind::DocumentBody, context.method);
    let sheet = reading.content.as_ref().and_then(Content::sheet).ok_or_else(refused)?;
    let status = sheet.head().map(|head| head.status).unwrap_or_default();
    let target = Content::DocumentBody(frozen(sheet, version, status));
    let changed = codec::update(bytes, &target, context.method).map_err(|_| refused())?;
    codec::format(&changed, FileKind::DocumentBody, context.method).map_err(|_| refused())
}

fn write(
    context: &Context,
    workspace: &Workspace,
    entry: &Entry,
    (bytes, sheet): (&[u8], &DocumentBody),
    mut published: Vec<Published>,
    frozen: &BTreeMap<String, Vec<u8>>,
) -> Result<(), Failure> {
    published.sort_by_key(|it| it.version);
    let last = published.last().map_or(0, |it| it.version);
    let status = sheet.head().map(|head| head.status).unwrap_or_default();
    let target = Content::DocumentBody(with(sheet, last, status, published));
    let refused = |_| Failure::from(sentence!("error.unwritable.what", path = &entry.path));
    let document = codec::update(bytes, &target, context.method).map_err(refused)?;
    for (path, bytes) in frozen {
        workspace.create_folder_of(path)?;
        replace(&workspace.path(path), bytes, workspace.root())?.flush()?;
    }
    Ok(replace(&workspace.path(&entry.path), &document, workspace.root())?.flush()?)
}

/// Where the files of the workspace name a version.
fn references(context: &Context, workspace: &Workspace, version: &str) -> Result<Vec<ReferenceView>, Failure> {
    let mut found = Vec::new();
    let scan = workspace.scan(context.method)?;
    for entry in scan.documents() {
        let Ok(bytes) = workspace.read(&entry.path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for (at, line) in text.lines().enumerate() {
            let ends = |after: &str| !after.starts_with(|next: char| next.is_ascii_digit());
            let begins = |before: &str| !before.ends_with(|last: char| last.is_alphanumeric() || "-.".contains(last));
            let is_named = line
                .match_indices(version)
                .any(|(start, word)| begins(&line[..start]) && ends(&line[start + word.len()..]));
            if is_named {
                found.push(ReferenceView { path: entry.path.clone(), line: at + 1, reference: version.to_owned() });
            }
        }
    }
    Ok(found)
}

fn print(context: &mut Context, workspace: &Workspace, view: &RenumberView<'_>) {
    if context.json {
        context.out.json(view);
        return;
    }
    if view.renumbered.is_empty() {
        let nothing = context.words.say(key!("cli.publish.no_double"));
        context.out.hint(&nothing);
    }
    let path = from_here(&workspace.path(view.path));
    for renumbered in &view.renumbered {
        let (from, to) = (renumbered.from, renumbered.to);
        let told = sentence!("cli.publish.renumbered", path = &path, from = from, to = to);
        let told = context.words.tell(&told);
        context.out.line(&Line::of(Tone::Strong, told));
        if renumbered.frozen.is_none() {
            let missing = context.words.tell(&sentence!("cli.publish.no_file", version = from));
            context.out.aside(&Line::of(Tone::Caution, missing));
        }
    }
    for reference in &view.references {
        let told = sentence!(
            "cli.publish.reference",
            path = from_here(&workspace.path(&reference.path)),
            line = reference.line,
            reference = &reference.reference
        );
        let told = context.words.tell(&told);
        context.out.line(&Line::of(Tone::Caution, format!("  {told}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_keeps_its_number_and_the_others_get_the_next_free_ones() {
        let one = |version, day, digest: &str| Published {
            version,
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, day).expect("a day"),
            by: None,
            approved_by: None,
            review: None,
            summary: String::new(),
            digest: Some(digest.to_owned()),
        };
        let published = [one(1, 1, "a"), one(2, 9, "c"), one(2, 9, "b"), one(3, 3, "d"), one(2, 2, "z")];
        assert_eq!(numbers(&published), [(2, 4), (1, 5)]);
        assert_eq!(numbers(&published[..2]), []);
    }
}
