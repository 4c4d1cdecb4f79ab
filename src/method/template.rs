//! What a document can follow.

use std::sync::Arc;

use super::{CanvasTemplate, ChecklistTemplate};

/// A template that a document can follow.
#[derive(Clone, Debug)]
pub enum Template {
    Canvas(Arc<CanvasTemplate>),
    Checklist(Arc<ChecklistTemplate>),
}

impl Template {
    /// The template's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Canvas(canvas) => &canvas.id,
            Self::Checklist(list) => &list.id,
        }
    }

    /// Its full title in a language.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        match self {
            Self::Canvas(canvas) => canvas.title.get(language),
            Self::Checklist(list) => list.title.get(language),
        }
    }

    /// The template's short title in a language.
    #[must_use]
    pub fn short(&self, language: &str) -> &str {
        match self {
            Self::Canvas(canvas) => canvas.short.get(language),
            Self::Checklist(list) => list.short.get(language),
        }
    }
}
