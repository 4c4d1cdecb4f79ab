//! What the screens edit: a canvas, a checklist or a product.

use std::sync::Arc;

use super::{Canvas, Checklist, Head, Product};

/// A canvas, a checklist or a product. Cloning shares the content; changing copies it only where it is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentBody {
    /// A canvas.
    Canvas(Arc<Canvas>),
    /// A checklist.
    Checklist(Arc<Checklist>),
    /// What a product says of itself.
    Product(Arc<Product>),
}

impl DocumentBody {
    /// What stands at the top of a canvas or a checklist.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        match self {
            Self::Canvas(canvas) => Some(&canvas.head),
            Self::Checklist(list) => Some(&list.head),
            Self::Product(_) => None,
        }
    }

    /// Id of the template it follows; empty for a product, which follows none.
    #[must_use]
    pub fn template(&self) -> &str {
        self.head().map_or("", |head| &head.template)
    }

    /// Its title; the name of a product.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Product(product) => &product.name,
            _ => self.head().map_or("", |head| &head.title),
        }
    }

    /// The canvas, where it is one.
    #[must_use]
    pub fn canvas(&self) -> Option<&Canvas> {
        match self {
            Self::Canvas(canvas) => Some(canvas),
            Self::Checklist(_) | Self::Product(_) => None,
        }
    }

    /// The checklist, where it is one.
    #[must_use]
    pub fn checklist(&self) -> Option<&Checklist> {
        match self {
            Self::Checklist(list) => Some(list),
            Self::Canvas(_) | Self::Product(_) => None,
        }
    }

    /// The product, where it is one.
    #[must_use]
    pub fn product(&self) -> Option<&Arc<Product>> {
        match self {
            Self::Product(product) => Some(product),
            Self::Canvas(_) | Self::Checklist(_) => None,
        }
    }

    /// Whether both say the same, however their files are laid out.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Canvas(a), Self::Canvas(b)) => Arc::ptr_eq(a, b) || a.says_the_same(b),
            (Self::Checklist(a), Self::Checklist(b)) => a == b,
            (Self::Product(a), Self::Product(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => false,
        }
    }
}
