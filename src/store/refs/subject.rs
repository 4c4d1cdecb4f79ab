//! What is renamed or removed, and which references mean it.

use std::collections::HashSet;

use super::{Files, Loaded, map};
use crate::document::{Id, Reference};

/// A document, or a whole product.
pub(super) struct Subject<'a> {
    pub product: &'a str,
    /// The document; nothing where the product as a whole is meant.
    pub stem: Option<&'a str>,
    ids: HashSet<Id>,
    files: &'a Files<'a>,
    /// Ids that stand in other documents: a reference to one of them means that document, whatever file it names.
    elsewhere: HashSet<Id>,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(files: &'a Files<'a>, product: &'a str, stem: Option<&'a str>) -> Self {
        let mut subject = Self { product, stem, files, ids: HashSet::new(), elsewhere: HashSet::new() };
        for file in &files.loaded {
            let ids = file.content.as_ref().map(map::ids).unwrap_or_default();
            if subject.has(file) { subject.ids.extend(ids) } else { subject.elsewhere.extend(ids) }
        }
        subject
    }

    /// Whether a file is, or belongs to, what is renamed or removed.
    pub(crate) fn has(&self, file: &Loaded) -> bool {
        file.product() == self.product && self.stem.is_none_or(|stem| stem == file.entry.stem)
    }

    /// Whether a reference in a document of the product `home` means it.
    pub(crate) fn is_meant(&self, reference: &Reference, home: &str) -> bool {
        let product = self.files.meant(reference, home);
        let is_named = product == self.product && self.stem.is_none_or(|stem| stem == reference.file_stem());
        match reference.id {
            Some(id) => self.ids.contains(&id) || is_named && !self.elsewhere.contains(&id),
            None => is_named,
        }
    }

    /// Whether a file that cannot be understood may well refer to it.
    pub(crate) fn may_be_named_in(&self, file: &Loaded) -> bool {
        let text = String::from_utf8_lossy(&file.bytes);
        let is_named = match self.stem {
            Some(stem) => text.contains(stem),
            None => text.contains(&format!("{}/", self.product)),
        };
        is_named || self.ids.iter().any(|id| text.contains(id.as_str()))
    }
}
