//! Lists that are searched, in line with what was typed and with documents that change.

use super::Dialog;
use super::finder::{Finder, Source};
use crate::app::editor::{Editor, Lines};
use crate::app::{Cx, Model};

/// Brings what is searched in line with the documents.
pub(in crate::app) fn refresh(model: &mut Model) {
    model.links.refresh(&model.docs);
    let language = model.language();
    model.index.refresh(&model.docs, &model.method, language);
}

/// Brings the list in front in line with what was typed.
pub(in crate::app) fn refilter(model: &mut Model) {
    if !matches!(model.dialog(), Some(Dialog::Finder(Finder { source: Source::List(_), .. }))) {
        refresh(model);
    }
    if let Some(Dialog::Finder(finder)) = model.dialogs.last_mut().map(|question| &mut question.dialog) {
        finder.refilter(&model.index, &model.links);
    }
}

impl Cx<'_, '_> {
    /// Types another text into the finder that is open.
    pub(in crate::app) fn search_for(&mut self, text: &str) {
        if let Some(Dialog::Finder(finder)) = self.model.dialog_mut() {
            finder.editor = Editor::new(text, Lines::One);
            refilter(self.model);
        }
    }
}

/// Keeps the lists that are open in line with documents that change; the focus stays on its line.
pub(in crate::app) fn keep(model: &mut Model) {
    let searching =
        |dialog: &Dialog| matches!(dialog, Dialog::Finder(finder) if !matches!(finder.source, Source::List(_)));
    if !model.dialogs.iter().any(|question| searching(&question.dialog)) {
        return;
    }
    refresh(model);
    for question in &mut model.dialogs {
        if let Dialog::Finder(finder) = &mut question.dialog
            && finder.is_outdated(&model.index)
        {
            let cursor = finder.cursor;
            finder.refilter(&model.index, &model.links);
            finder.cursor = cursor.min(finder.found.len().saturating_sub(1));
        }
    }
}
