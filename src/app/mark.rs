//! Whether a document is still the one that was looked at: by identity, without comparing what it says.

use std::sync::{Arc, Weak};

use super::OpenDocument;
use crate::document::{Canvas, Checklist, DocumentBody, Product, Register};

/// Remembers a document's content without keeping it. Every change makes another content, so that nothing is missed.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    /// It cannot be read.
    Unreadable,
    /// A canvas.
    Canvas(Weak<Canvas>),
    /// A checklist.
    Checklist(Weak<Checklist>),
    /// A product.
    Product(Weak<Product>),
    /// A register.
    Register(Weak<Register>),
}

impl Mark {
    /// The content of a document as it stands now.
    #[must_use]
    pub(crate) fn of(doc: &OpenDocument) -> Self {
        match &doc.sheet {
            None => Self::Unreadable,
            Some(DocumentBody::Canvas(canvas)) => Self::Canvas(Arc::downgrade(canvas)),
            Some(DocumentBody::Checklist(list)) => Self::Checklist(Arc::downgrade(list)),
            Some(DocumentBody::Product(product)) => Self::Product(Arc::downgrade(product)),
            Some(DocumentBody::Register(register)) => Self::Register(Arc::downgrade(register)),
        }
    }

    /// Whether the document still has that content.
    #[must_use]
    pub(crate) fn holds(&self, doc: &OpenDocument) -> bool {
        match (self, &doc.sheet) {
            (Self::Unreadable, None) => true,
            (Self::Canvas(weak), Some(DocumentBody::Canvas(canvas))) => {
                std::ptr::eq(weak.as_ptr(), Arc::as_ptr(canvas))
            }
            (Self::Checklist(weak), Some(DocumentBody::Checklist(list))) => {
                std::ptr::eq(weak.as_ptr(), Arc::as_ptr(list))
            }
            (Self::Product(weak), Some(DocumentBody::Product(product))) => {
                std::ptr::eq(weak.as_ptr(), Arc::as_ptr(product))
            }
            (Self::Register(weak), Some(DocumentBody::Register(register))) => {
                std::ptr::eq(weak.as_ptr(), Arc::as_ptr(register))
            }
            _ => false,
        }
    }
}
