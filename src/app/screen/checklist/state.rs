//! The checklist screen: which item is in focus and which are shown.

use std::collections::BTreeMap;

use super::rows::order_of;
use crate::app::OpenDocument;
use crate::app::screen::state::State;
use crate::document::{Checklist, Verdict};
use crate::method::{ChecklistTemplate, ItemTemplate, Method};

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
    /// Whether what is wrong comes first and what is done last and folded; on a screen that shows one thing at a time,
    /// items stand in the order of their stages.
    pub by_need: bool,
    /// Whether there are rows for the answers of what is wrong, and for space between groups.
    pub roomy: bool,
    /// First row shown.
    pub top: usize,
}

impl ChecklistState {
    /// The screen of a document as it first appears: the first unanswered item.
    #[must_use]
    pub fn open(doc: &OpenDocument, method: &Method) -> Self {
        let mut state = Self::shown(doc.file.clone(), None, VerdictFilter::All);
        state.info = true;
        if let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(method)) {
            let items = state.items(list, template);
            let first = items.iter().find(|item| !item.is_aggregate() && list.verdict(&item.id).is_none());
            state.item = first.or(items.first()).map(|item| item.id.clone());
        }
        state
    }

    fn shown(file: String, stage: Option<String>, filter: VerdictFilter) -> Self {
        Self { file, item: None, stage, filter, info: false, by_need: false, roomy: false, top: 0 }
    }

    /// The items shown, in the order in which the focus walks them.
    #[must_use]
    pub fn items<'a>(&self, list: &Checklist, template: &'a ChecklistTemplate) -> Vec<&'a ItemTemplate> {
        order_of(self, list, template).into_iter().map(|(_, item)| item).collect()
    }

    /// How many items a filter would show, of the stage that is shown.
    #[must_use]
    pub fn count(&self, filter: VerdictFilter, list: &Checklist, template: &ChecklistTemplate) -> usize {
        Self::shown(String::new(), self.stage.clone(), filter).items(list, template).len()
    }

    /// Brings the focus back to an item that is shown.
    fn keep_focus(&mut self, list: &Checklist, template: &ChecklistTemplate) {
        let items = self.items(list, template);
        if !items.iter().any(|item| Some(&item.id) == self.item.as_ref()) {
            self.item = items.first().map(|item| item.id.clone());
        }
    }
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
