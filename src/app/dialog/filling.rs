//! Forms as the journal keeps them: what stands in one, and filling one in as it was.

use super::Dialog;
use super::form::{Form, FormField};
use super::keeping::Keeping;
use crate::app::editor::Editor;
use crate::journal::FormDraft;

impl Form {
    /// How the journal is to keep it now, with what is typed into the forms that lie over it as parts of it; nothing where it
    /// is not kept there, or nothing was typed yet.
    #[must_use]
    pub fn draft(&self, over: &[&Self]) -> Option<FormDraft> {
        let kept = self.keeping.kept()?;
        let all = || self.fields.iter().chain(over.iter().flat_map(|form| &form.fields));
        if kept.number.is_none() && !all().any(FormField::is_changed) {
            return None;
        }
        let label = |field: &FormField| field.label.path().to_owned();
        let is_asked = |name: &str| all().any(|field| field.label.path() == name);
        let beyond: Vec<_> = kept.beyond.iter().filter(|(name, _)| !is_asked(name)).collect();
        let fields = all().map(|field| (label(field), field.stood.clone()));
        let fields = fields.chain(beyond.iter().map(|(name, _)| (name.clone(), String::new()))).collect();
        let texts = all().map(|field| field.editor.text()).chain(beyond.iter().map(|(_, text)| text.as_str()));
        let cursor = self.fields.get(self.focus).map_or(0, |field| field.editor.cursor());
        Some(FormDraft { fields, ..kept.draft.clone() }.filled(texts, (self.focus, cursor)))
    }

    /// Fills it in as a draft was.
    pub fn fill(&mut self, draft: &FormDraft) {
        let (focus, cursor) = draft.focus();
        for (place, (label, stood, text)) in draft.texts().enumerate() {
            let Some(at) = self.fields.iter().position(|field| field.label.path() == label) else {
                if let Some(kept) = self.keeping.kept_mut() {
                    kept.beyond.retain(|(known, _)| known != label);
                    kept.beyond.push((label.to_owned(), text.to_owned()));
                }
                continue;
            };
            let field = &mut self.fields[at];
            // A choice stands as the file has it, whatever was chosen before.
            if field.words.is_empty() {
                stood.clone_into(&mut field.stood);
            }
            // What nobody touched is still selected.
            let is_touched = field.editor.text() != text;
            if is_touched {
                field.editor = Editor::new(text, field.editor.lines());
            }
            if place == focus {
                self.focus = at;
                if is_touched {
                    field.editor.set_cursor(cursor);
                }
            }
        }
    }

    /// Fills the forms in that lie over it and are parts of it, with what was typed into them before.
    pub(super) fn fill_over<'d>(&self, over: impl Iterator<Item = &'d mut Dialog>) {
        let Some(kept) = self.keeping.kept() else { return };
        for dialog in over {
            let Dialog::Form(form) = dialog else { continue };
            for field in form.fields.iter_mut().filter(|_| matches!(form.keeping, Keeping::Below)) {
                let known = kept.beyond.iter().find(|(name, _)| name == field.label.path());
                if let Some((_, text)) = known.filter(|(_, text)| field.editor.text() != text) {
                    field.editor = Editor::new(text.clone(), field.editor.lines());
                }
            }
        }
    }
}
