//! What was found, in words.

use super::super::targets::Group;
use super::super::words::Words;
use super::disk::Disk;
use crate::assess::check::Finding;
use crate::assess::rules::Severity;

/// A finding in words.
pub(super) struct Said {
    /// Id of the rule.
    pub(super) rule: &'static str,
    /// How bad it is.
    pub(super) severity: Severity,
    /// The file, relative to the workspace with `/`.
    pub(super) path: String,
    /// The same as a person in the current folder would write it.
    pub(super) from_here: String,
    /// The same from the root of the repository; without one, from the folder that holds the workspace.
    pub(super) from_root: String,
    /// What it is told apart by, whatever line it moves to.
    pub(super) fingerprint: String,
    /// What it is about, where its line does not say so.
    pub(super) anchor: Option<String>,
    /// Where, from 1; the first character of the file where the finding has no place of its own.
    pub(super) line: usize,
    /// Where in the line, in characters from 1.
    pub(super) column: usize,
    /// The bytes it is about.
    pub(super) span: std::ops::Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: String,
    /// How many further ones of its rule its file has that are counted only.
    pub(super) more: usize,
    /// The text of the file, for showing the line.
    pub(super) text: std::rc::Rc<str>,
}

/// Everything that was found.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) found: Vec<Said>,
    pub(super) files: usize,
}

impl Findings {
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|said| said.severity == severity).map(|said| 1 + said.more).sum()
    }

    /// Those after which more of their rule were counted only.
    pub(super) fn cut_short(&self) -> impl Iterator<Item = &Said> {
        self.found.iter().filter(|said| said.more > 0)
    }
}

/// The path of a file from the root of the repository; without one, from the folder that holds the workspace.
fn from_root(group: &Group, path: &str) -> String {
    let place = group.on_disk(path);
    let root = Disk::around(&group.root);
    let below = place.strip_prefix(root.repository()).map(|below| below.to_string_lossy().replace('\\', "/"));
    below.unwrap_or_else(|_| group.shown(path))
}

/// A finding of a file of a group in words.
pub(super) fn said(words: &Words, group: &Group, finding: &Finding, text: std::rc::Rc<str>) -> Said {
    Said {
        rule: finding.rule,
        severity: finding.severity,
        path: finding.path.clone(),
        from_here: group.shown(&finding.path),
        from_root: from_root(group, &finding.path),
        fingerprint: String::new(),
        anchor: finding.anchor.clone(),
        line: finding.line().max(1),
        column: finding.column().max(1),
        span: finding.place.as_ref().map_or(0..0, |place| place.span.clone()),
        message: finding.message(words.catalogue()),
        help: finding.help(words.catalogue()),
        more: finding.more,
        text,
    }
}
