//! References between notes and files.

use std::fmt;

use super::Id;

/// A reference as text: `stem#id`, `product/stem#id`, or a whole file as `stem`, `stem@2`, `product/stem`.
/// The id finds the note; what stands before it is for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// Id of the product, where it is another one.
    pub product: Option<String>,
    /// The file's stem, with `@version` where a published one is meant.
    pub stem: String,
    /// The note, decision, action or topic; nothing where the file as a whole is meant.
    pub id: Option<Id>,
}

impl Reference {
    /// Reads a reference; nothing where the text is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (place, id) = match text.split_once('#') {
            Some((place, id)) => (place, Some(Id::new(id)?)),
            None => (text, None),
        };
        let (product, stem) = match place.split_once('/') {
            Some((product, stem)) => (Some(product), stem),
            None => (None, place),
        };
        let word =
            |word: &str| !word.is_empty() && !word.contains(['/', '#', '\\']) && !word.chars().any(char::is_control);
        (word(stem) && product.is_none_or(word)).then(|| Self {
            product: product.map(str::to_owned),
            stem: stem.to_owned(),
            id,
        })
    }

    /// The stem without a version.
    #[must_use]
    pub fn file_stem(&self) -> &str {
        self.stem.split_once('@').map_or(self.stem.as_str(), |(stem, _)| stem)
    }
}

/// The id of the template that the document with that stem follows: what stands before the variant and the version, as in
/// `customer-journey.courier` and `api-value-proposition@2`.
#[must_use]
pub fn template_of(stem: &str) -> &str {
    stem.split(['.', '@']).next().unwrap_or(stem)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(product) = &self.product {
            write!(f, "{product}/")?;
        }
        f.write_str(&self.stem)?;
        if let Some(id) = self.id {
            write!(f, "#{id}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_begins_with_the_id_of_its_template() {
        for stem in ["api-audit", "api-audit.shops", "api-audit@2", "api-audit.shops@2", "api-audit.a.b"] {
            assert_eq!(template_of(stem), "api-audit", "{stem}");
        }
        assert_eq!(template_of(""), "");
    }

    #[test]
    fn references_read_and_write_the_same() {
        for text in
            ["customer-journey.courier#k3f9aa", "orders/api-audit#k3f9aa", "api-value-proposition@2", "orders/x"]
        {
            assert_eq!(Reference::parse(text).expect("a reference").to_string(), text);
        }
        for text in ["", "#k3f9aa", "a/b/c#k3f9aa", "a#", "/x"] {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }
}
