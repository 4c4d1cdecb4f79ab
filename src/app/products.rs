//! The products of the workspace, in line with the documents that tell of them.

use std::sync::Arc;

use super::{Model, OpenDocument, ProductInfo};

/// Brings every product in line with its `product.toml`, and adds those whose document has come since.
pub(in crate::app) fn refresh(model: &mut Model) {
    for doc in model.docs.values().filter(|doc| doc.is_product()) {
        if !model.products.iter().any(|product| product.id == doc.product) {
            let at = model.products.partition_point(|product| product.id < doc.product);
            model.products.insert(at, ProductInfo::new(&doc.product));
            // The product in front stays the one it was.
            if at <= model.product && model.products.len() > 1 {
                model.product += 1;
            }
        }
    }
    for product in &mut model.products {
        let Some(doc) = model.docs.get(&product.file()) else {
            (product.product, product.problem) = (None, None);
            continue;
        };
        let now = doc.sheet.as_ref().and_then(|sheet| sheet.product());
        let is_same = match (&product.product, now) {
            (Some(known), Some(now)) => Arc::ptr_eq(known, now),
            (None, None) => product.problem.is_some(),
            _ => false,
        };
        if !is_same {
            product.product = now.cloned();
            product.problem = problem(doc).filter(|_| now.is_none());
        }
    }
}

/// What is wrong with a document, with its place.
fn problem(doc: &OpenDocument) -> Option<String> {
    let first = doc.problems.first()?;
    Some(format!("{}:{}:{}: {}", doc.file, first.line, first.column, first.message))
}
