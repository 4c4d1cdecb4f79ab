//! What the screen of a file in conflict remembers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::OpenDocument;
use crate::app::screen::state::State;
use crate::app::settling::Settling;
use crate::method::Method;

/// The screen of a file in conflict.
#[derive(Clone, Debug)]
pub struct SettleState {
    /// Path relative to the workspace.
    pub file: String,
    /// What clashes, and what was decided.
    pub settling: Settling,
    /// The clash in focus, by its place.
    pub at: usize,
    /// First row shown.
    pub top: usize,
    /// Whether the clash in focus is to be brought into view.
    pub(super) follows: bool,
    /// The screen of the file as it was while it could be worked on.
    kept: Option<Box<dyn State>>,
}

impl SettleState {
    /// A file in conflict as it first appears: at the first clash that nobody has decided about.
    #[must_use]
    pub fn open(file: &str, settling: &Settling) -> Self {
        let at = settling.choices().iter().position(Option::is_none).unwrap_or(0);
        Self { file: file.to_owned(), settling: settling.clone(), at, top: 0, follows: true, kept: None }
    }

    /// Puts a clash in focus.
    pub(in crate::app) fn go_to(&mut self, at: usize) {
        self.at = at.min(self.settling.choices().len().saturating_sub(1));
        self.follows = true;
    }
}

impl State for SettleState {
    fn screen(&self) -> &'static str {
        "settle"
    }

    fn file(&self) -> Option<&str> {
        Some(&self.file)
    }

    fn go_to_row(&mut self, row: usize) {
        self.go_to(row);
    }

    fn in_focus(&self) -> Option<String> {
        let clash = self.settling.found.clashes.get(self.at)?;
        Some(format!("{} {} {}", self.at, clash.anchor, clash.keys.join(" ")))
    }

    fn repair(&mut self, docs: &BTreeMap<String, OpenDocument>, _: &Method, _: usize) {
        let found = docs.get(&self.file).and_then(|doc| doc.settling.as_ref());
        if let Some(settling) = found.filter(|settling| !Arc::ptr_eq(&settling.found, &self.settling.found)) {
            self.settling = settling.clone();
            let at = settling.choices().iter().position(Option::is_none).unwrap_or(0);
            self.go_to(at);
        }
    }

    fn rename(&mut self, from: &str, to: &str) {
        if self.file == from {
            to.clone_into(&mut self.file);
        }
        if let Some(kept) = &mut self.kept {
            kept.rename(from, to);
        }
    }

    fn keep(&mut self, screen: Box<dyn State>) {
        self.kept = Some(screen);
    }

    fn kept(&mut self) -> Option<Box<dyn State>> {
        self.kept.take()
    }
}
