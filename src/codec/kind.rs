//! The kinds of file the program reads, and what one holds.

use std::sync::Arc;

use crate::document::{Canvas, Checklist, DocumentBody, FollowUp, Product, Settings};

/// What kind of file a file is. Its name says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A canvas or a checklist; its first keys say which.
    DocumentBody,
    /// `product.toml`
    Product,
    /// `follow-up.toml`
    FollowUp,
    /// `stationmaster.toml`
    Settings,
}

impl FileKind {
    /// The kind of the file with that path, of which only the name counts. Every other name is a sheet's.
    #[must_use]
    pub fn of(path: &str) -> Self {
        match path.rsplit(['/', '\\']).next().unwrap_or(path) {
            "product.toml" => Self::Product,
            "follow-up.toml" => Self::FollowUp,
            "stationmaster.toml" => Self::Settings,
            _ => Self::DocumentBody,
        }
    }
}

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A canvas, a checklist or a product.
    DocumentBody(DocumentBody),
    /// Decisions, actions and parked topics.
    FollowUp(FollowUp),
    /// Settings shared by all products.
    Settings(Settings),
}

impl Content {
    /// The kind of file that can hold it.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        match self {
            Self::DocumentBody(DocumentBody::Product(_)) => FileKind::Product,
            Self::DocumentBody(_) => FileKind::DocumentBody,
            Self::FollowUp(_) => FileKind::FollowUp,
            Self::Settings(_) => FileKind::Settings,
        }
    }

    /// The canvas, checklist or product, where it is one.
    #[must_use]
    pub fn sheet(&self) -> Option<&DocumentBody> {
        match self {
            Self::DocumentBody(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// The product, where it is one.
    #[must_use]
    pub fn product(&self) -> Option<&Arc<Product>> {
        self.sheet().and_then(DocumentBody::product)
    }

    /// Whether both say the same, however their files are laid out.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::DocumentBody(a), Self::DocumentBody(b)) => a.says_the_same(b),
            (Self::FollowUp(a), Self::FollowUp(b)) => a.says_the_same(b),
            (a, b) => a == b,
        }
    }
}

impl From<Canvas> for Content {
    fn from(canvas: Canvas) -> Self {
        Self::DocumentBody(DocumentBody::Canvas(Arc::new(canvas)))
    }
}

impl From<Checklist> for Content {
    fn from(list: Checklist) -> Self {
        Self::DocumentBody(DocumentBody::Checklist(Arc::new(list)))
    }
}

impl From<Product> for Content {
    fn from(product: Product) -> Self {
        Self::DocumentBody(DocumentBody::Product(Arc::new(product)))
    }
}
