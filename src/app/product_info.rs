//! A product of the workspace, as far as it is known.

use std::sync::Arc;

use super::PRODUCT_STEM;
use crate::document::Product;

/// A product as its `product.toml` tells of it; kept in line with that document.
#[derive(Clone, Debug, Default)]
pub struct ProductInfo {
    /// Name of its folder.
    pub id: String,
    /// What its `product.toml` says; nothing where that is missing or cannot be read.
    pub product: Option<Arc<Product>>,
    /// What is wrong with that file.
    pub problem: Option<String>,
}

impl ProductInfo {
    /// A product of which only the folder is known yet.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), ..Self::default() }
    }

    /// Path of the document that tells of it.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}/{PRODUCT_STEM}.toml", self.id)
    }

    /// Its name, or its folder's where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.product.as_ref().map(|product| product.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(&self.id)
    }
}
