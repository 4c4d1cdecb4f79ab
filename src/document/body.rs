//! What can be edited: a canvas, a checklist, a product or a register.

use std::sync::Arc;

use super::{Canvas, Checklist, Head, Product, Register};

/// A canvas, a checklist, a product or a register. Cloning shares the content; changing copies it only where it is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentBody {
    Canvas(Arc<Canvas>),
    Checklist(Arc<Checklist>),
    /// What a product says of itself.
    Product(Arc<Product>),
    /// A register.
    Register(Arc<Register>),
}

impl DocumentBody {
    /// What stands at the top of a canvas or a checklist.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        match self {
            Self::Canvas(canvas) => Some(&canvas.head),
            Self::Checklist(list) => Some(&list.head),
            Self::Product(_) | Self::Register(_) => None,
        }
    }

    /// Id of the template it follows, or of a register's definition; empty for a product, which follows none.
    #[must_use]
    pub fn template(&self) -> &str {
        match self {
            Self::Register(register) => &register.template().id,
            _ => self.head().map_or("", |head| &head.template),
        }
    }

    /// Its title; the name of a product; nothing for a register that says none.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Product(product) => &product.name,
            Self::Register(register) => register.root().text("title").unwrap_or_default(),
            _ => self.head().map_or("", |head| &head.title),
        }
    }

    #[must_use]
    pub fn canvas(&self) -> Option<&Canvas> {
        match self {
            Self::Canvas(canvas) => Some(canvas),
            _ => None,
        }
    }

    #[must_use]
    pub fn checklist(&self) -> Option<&Checklist> {
        match self {
            Self::Checklist(list) => Some(list),
            _ => None,
        }
    }

    #[must_use]
    pub fn product(&self) -> Option<&Arc<Product>> {
        match self {
            Self::Product(product) => Some(product),
            _ => None,
        }
    }

    /// The register, where it is one.
    #[must_use]
    pub fn register(&self) -> Option<&Arc<Register>> {
        match self {
            Self::Register(register) => Some(register),
            _ => None,
        }
    }

    /// Whether both say the same, however their files are laid out.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Canvas(a), Self::Canvas(b)) => Arc::ptr_eq(a, b) || a.says_the_same(b),
            (Self::Checklist(a), Self::Checklist(b)) => a == b,
            (Self::Product(a), Self::Product(b)) => Arc::ptr_eq(a, b) || a == b,
            (Self::Register(a), Self::Register(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => false,
        }
    }
}
