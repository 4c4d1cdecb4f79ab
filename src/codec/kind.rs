//! The kinds of file the program reads, and what one holds.

use std::sync::Arc;

use crate::document::{Canvas, Checklist, DocumentBody, Product, Register, Settings};
use crate::method::{Method, RegisterTemplate};

/// What kind of file a file is. Its name says so.
#[derive(Clone, Debug)]
pub enum FileKind {
    /// A canvas or a checklist; its first keys say which.
    DocumentBody,
    /// `product.toml`
    Product,
    /// A register, and which one.
    Register(Arc<RegisterTemplate>),
    /// `stationmaster.toml`
    Settings,
}

impl FileKind {
    /// The kind of the file with that path, of which the name counts, and of a register the folder it is in. Every other
    /// name is a canvas's or a checklist's.
    #[must_use]
    pub fn of(path: &str, method: &Method) -> Self {
        match path.rsplit(['/', '\\']).next().unwrap_or(path) {
            "product.toml" => Self::Product,
            "stationmaster.toml" => Self::Settings,
            _ => method.register_of(path).map_or(Self::DocumentBody, |template| Self::Register(Arc::clone(template))),
        }
    }
}

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A canvas, a checklist, a product or a register.
    DocumentBody(DocumentBody),
    /// Settings shared by all products.
    Settings(Settings),
}

impl Content {
    /// The kind of file that can hold it.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        match self {
            Self::DocumentBody(DocumentBody::Product(_)) => FileKind::Product,
            Self::DocumentBody(DocumentBody::Register(register)) => FileKind::Register(Arc::clone(register.template())),
            Self::DocumentBody(_) => FileKind::DocumentBody,
            Self::Settings(_) => FileKind::Settings,
        }
    }

    /// The canvas, checklist, product or register, where it is one.
    #[must_use]
    pub fn sheet(&self) -> Option<&DocumentBody> {
        match self {
            Self::DocumentBody(sheet) => Some(sheet),
            Self::Settings(_) => None,
        }
    }

    /// The product, where it is one.
    #[must_use]
    pub fn product(&self) -> Option<&Arc<Product>> {
        self.sheet().and_then(DocumentBody::product)
    }

    /// The register, where it is one.
    #[must_use]
    pub fn register(&self) -> Option<&Arc<Register>> {
        self.sheet().and_then(DocumentBody::register)
    }

    /// Whether both say the same, however their files are laid out.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::DocumentBody(a), Self::DocumentBody(b)) => a.says_the_same(b),
            (a, b) => a == b,
        }
    }
}

impl From<Register> for Content {
    fn from(register: Register) -> Self {
        Self::DocumentBody(DocumentBody::Register(Arc::new(register)))
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
