//! Making files: never over one that is there, unless that was asked for, and then the old one is kept beside it.

use std::fs;
use std::path::Path;

use chrono::Utc;
use clap::ArgMatches;
use serde::Serialize;

use super::context::{Context, HERE};
use super::failure::Failure;
use super::output::Line;
use crate::i18n::Sentence;
use crate::store::removed::{bring_back, remove};
use crate::store::{StateDir, Workspace};

/// What a command did to a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FileAction {
    /// It was made.
    Created,
    /// It was changed.
    Changed,
    /// It goes by another name now.
    Moved,
    /// It was taken away.
    Removed,
    /// It stood in the way and was kept under another name.
    Kept,
    /// It was left as it is.
    Left,
    /// It is back.
    Restored,
}

/// A reference that went with what it meant, or came back with it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ReferenceView {
    /// The file it stands in.
    pub(super) path: String,
    /// The key it stands under.
    pub(super) key: String,
    /// Id of the note or entry it stands at.
    pub(super) id: Option<String>,
    /// The note's number.
    pub(super) number: Option<String>,
    /// What the note or entry says.
    pub(super) text: Option<String>,
    /// The reference.
    pub(super) reference: String,
}

/// One thing that was done.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Done {
    deed: FileAction,
    path: String,
    to: Option<String>,
}

/// What a command did, in order; printed as sentences or as one JSON document.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    done: Vec<Done>,
    /// References that were taken out, or put back.
    #[serde(skip_serializing_if = "Option::is_none")]
    references: Option<Vec<ReferenceView>>,
    /// References that could not be put back.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<Vec<ReferenceView>>,
}

impl Report {
    /// Says which references were taken out or put back, and which could not be.
    pub(super) fn references(&mut self, moved: Vec<ReferenceView>, left_out: Option<Vec<ReferenceView>>) {
        (self.references, self.left_out) = (Some(moved), left_out);
    }

    /// Adds a deed.
    pub(super) fn add(&mut self, deed: FileAction, path: &Path) {
        self.done.push(Done { deed, path: from_here(path), to: None });
    }

    /// Adds a deed that led from one place to another.
    pub(super) fn add_to(&mut self, deed: FileAction, from: &Path, to: &Path) {
        self.done.push(Done { deed, path: from_here(from), to: Some(from_here(to)) });
    }

    /// Prints what was done.
    pub(super) fn print(&self, context: &mut Context) {
        if context.json {
            context.out.json(self);
            return;
        }
        for Done { deed, path, to } in &self.done {
            let key = match deed {
                FileAction::Created => key!("cli.done.created"),
                FileAction::Changed => key!("cli.done.changed"),
                FileAction::Moved => key!("cli.done.moved"),
                FileAction::Removed => key!("cli.done.removed"),
                FileAction::Kept => key!("cli.done.kept"),
                FileAction::Left => key!("cli.done.left"),
                FileAction::Restored => key!("cli.done.restored"),
            };
            let sentence = Sentence::new(key).with("path", path).with("to", to.as_deref().unwrap_or_default());
            let line = Line::plain(context.words.tell(&sentence));
            context.out.line(&line);
        }
        let is_back = self.left_out.is_some();
        let all = self.references.iter().flatten().map(|one| (one, false));
        for (one, is_left_out) in all.chain(self.left_out.iter().flatten().map(|one| (one, true))) {
            let key = match (is_left_out, is_back) {
                (true, _) => key!("cli.rm.left_out"),
                (false, true) => key!("cli.rm.put_back"),
                (false, false) => key!("cli.rm.taken_out"),
            };
            let place = match (&one.number, &one.text) {
                (Some(number), Some(text)) => sentence!("cli.rm.at_note", number = number, text = text),
                (None, Some(text)) => sentence!("cli.rm.at_entry", text = text),
                _ => sentence!("cli.rm.at_file"),
            };
            let sentence = Sentence::new(key).with("path", &one.path).with("key", &one.key);
            let sentence = sentence.with("reference", &one.reference).with("place", place);
            let line = Line::plain(context.words.tell(&sentence));
            context.out.line(&line);
        }
    }
}

/// A path as a person in the current folder would write it, with `/`.
pub(super) fn from_here(path: &Path) -> String {
    let here = std::path::absolute(HERE).unwrap_or_default();
    let shown = path.strip_prefix(&here).unwrap_or(path);
    let shown = shown.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/").replacen("//", "/", 1);
    if shown.is_empty() { HERE.to_owned() } else { shown }
}

/// Whether `--force` was given.
pub(super) fn forced(matches: &ArgMatches) -> bool {
    matches.get_flag("force")
}

/// Does `work`, which puts something new at `path`, relative to the workspace. Where something stands there already it
/// refuses; with `force` that is taken out of the workspace first, and the report says where it is kept. It comes back
/// where the work cannot be done.
pub(super) fn out_of_the_way(
    workspace: &Workspace,
    path: &str,
    force: bool,
    report: &mut Report,
    work: impl FnOnce(&mut Report) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let place = workspace.path(path);
    if fs::symlink_metadata(&place).is_err() {
        return work(report);
    }
    if !force {
        return Err(there_already(&place).and(sentence!("cli.error.exists_force")));
    }
    let kept = remove(&StateDir::open()?, &place, Utc::now())?;
    report.add_to(FileAction::Kept, &place, &kept);
    work(report).map_err(|failure| match bring_back(&kept, &place) {
        Ok(()) => failure,
        Err(_) => failure.and(sentence!("cli.error.kept", path = kept.display())),
    })
}

/// Says that something stands at `path`.
pub(super) fn there_already(path: &Path) -> Failure {
    Failure::from(sentence!("cli.error.exists", path = from_here(path)))
}
