//! The checklist screen: which item is in focus and which are shown.

use std::collections::BTreeMap;

use crate::app::OpenDocument;
use crate::app::screen::state::State;
use crate::document::{Checklist, Verdict};
use crate::method::{ChecklistTemplate, ItemTemplate, Method, Stage};

/// Which items are shown by their verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerdictFilter {
    /// All.
    #[default]
    All,
    /// Those nobody has judged.
    Unanswered,
    /// Those with that verdict.
    Only(Verdict),
}

/// The state of a checklist screen.
#[derive(Clone, Debug)]
pub struct ChecklistState {
    /// Path of the document relative to the workspace.
    pub file: String,
    /// Id of the item in focus.
    pub item: Option<String>,
    /// Id of the only stage shown, where one was chosen.
    pub stage: Option<String>,
    /// Which items are shown.
    pub filter: VerdictFilter,
    /// Whether how to find out, and what counts, are shown large.
    pub info: bool,
    /// First row shown.
    pub top: usize,
}

/// A row of the checklist.
#[derive(Clone, Copy, Debug)]
pub enum Row<'a> {
    /// The head of a stage.
    Stage(&'a Stage),
    /// A stage that has no item.
    NoItems(&'a Stage),
    /// An item.
    Item(&'a ItemTemplate),
}

impl ChecklistState {
    /// The screen of a document as it first appears: the first unanswered item.
    #[must_use]
    pub fn open(doc: &OpenDocument, method: &Method) -> Self {
        let mut state =
            Self { file: doc.file.clone(), item: None, stage: None, filter: VerdictFilter::All, info: true, top: 0 };
        if let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(method)) {
            let items = state.items(list, template);
            let first = items.iter().find(|item| !item.is_aggregate() && list.verdict(&item.id).is_none());
            state.item = first.or(items.first()).map(|item| item.id.clone());
        }
        state
    }

    /// The items shown, in order.
    #[must_use]
    pub fn items<'a>(&self, list: &Checklist, template: &'a ChecklistTemplate) -> Vec<&'a ItemTemplate> {
        rows_of(self, list, template)
            .into_iter()
            .filter_map(|row| match row {
                Row::Item(item) => Some(item),
                Row::Stage(_) | Row::NoItems(_) => None,
            })
            .collect()
    }

    /// How many items a filter would show, of the stage that is shown.
    #[must_use]
    pub fn count(&self, filter: VerdictFilter, list: &Checklist, template: &ChecklistTemplate) -> usize {
        let shown = Self { file: String::new(), item: None, stage: self.stage.clone(), filter, info: false, top: 0 };
        shown.items(list, template).len()
    }

    /// Brings the focus back to an item that is shown.
    fn keep_focus(&mut self, list: &Checklist, template: &ChecklistTemplate) {
        let items = self.items(list, template);
        if !items.iter().any(|item| Some(&item.id) == self.item.as_ref()) {
            self.item = items.first().map(|item| item.id.clone());
        }
    }
}

/// The rows a checklist screen shows.
#[must_use]
pub fn rows_of<'a>(state: &ChecklistState, list: &Checklist, template: &'a ChecklistTemplate) -> Vec<Row<'a>> {
    let profile = list.head.profile.as_deref();
    let mut rows = Vec::new();
    for stage in &template.stages {
        if state.stage.as_ref().is_some_and(|only| *only != stage.id) {
            continue;
        }
        let mut items =
            template.items.iter().filter(|item| item.stage == stage.id && item.applies_to(profile)).peekable();
        if items.peek().is_none() {
            if state.filter == VerdictFilter::All {
                rows.push(Row::NoItems(stage));
            }
            continue;
        }
        let shown: Vec<_> = items
            .filter(|item| match state.filter {
                VerdictFilter::All => true,
                VerdictFilter::Unanswered => !item.is_aggregate() && list.verdict(&item.id).is_none(),
                VerdictFilter::Only(verdict) => list.verdict(&item.id) == Some(verdict),
            })
            .map(Row::Item)
            .collect();
        if !shown.is_empty() {
            rows.push(Row::Stage(stage));
            rows.extend(shown);
        }
    }
    rows
}

impl State for ChecklistState {
    fn screen(&self) -> &'static str {
        "checklist"
    }

    fn in_focus(&self) -> Option<String> {
        self.item.clone()
    }

    fn toggle_info(&mut self) {
        self.info = !self.info;
    }

    fn file(&self) -> Option<&str> {
        Some(&self.file)
    }

    fn rename(&mut self, from: &str, to: &str) {
        if self.file == from {
            to.clone_into(&mut self.file);
        }
    }

    fn repair(&mut self, docs: &BTreeMap<String, OpenDocument>, method: &Method, _: usize) {
        if let Some(doc) = docs.get(&self.file)
            && let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(method))
        {
            self.keep_focus(list, template);
        }
    }
}
