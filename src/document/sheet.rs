//! A document that follows a template: canvas or checklist.

use std::sync::Arc;

use super::{Canvas, Checklist, Head};

/// A canvas or a checklist. Cloning shares the content; changing copies it only where it is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// A canvas.
    Canvas(Arc<Canvas>),
    /// A checklist.
    Checklist(Arc<Checklist>),
}

impl Sheet {
    /// What stands at the top.
    #[must_use]
    pub fn head(&self) -> &Head {
        match self {
            Self::Canvas(canvas) => &canvas.head,
            Self::Checklist(list) => &list.head,
        }
    }

    /// The canvas, where it is one.
    #[must_use]
    pub fn canvas(&self) -> Option<&Canvas> {
        match self {
            Self::Canvas(canvas) => Some(canvas),
            Self::Checklist(_) => None,
        }
    }

    /// The checklist, where it is one.
    #[must_use]
    pub fn checklist(&self) -> Option<&Checklist> {
        match self {
            Self::Checklist(list) => Some(list),
            Self::Canvas(_) => None,
        }
    }

    /// Whether both say the same, however their files are laid out.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Canvas(a), Self::Canvas(b)) => Arc::ptr_eq(a, b) || a.says_the_same(b),
            (Self::Checklist(a), Self::Checklist(b)) => a == b,
            _ => false,
        }
    }
}
