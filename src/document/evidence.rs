//! What a piece of evidence is.

use super::Reference;

/// A piece of evidence, by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence<'a> {
    /// It can be opened in a browser or another program.
    Address(&'a str),
    /// Something in the workspace: `stem#id`
    Reference(&'a str),
    /// A file or folder, relative to the root of the repository.
    Path(&'a str),
    /// Anything else.
    Words(&'a str),
}

impl<'a> Evidence<'a> {
    /// What `text` is. An address has `://`; a path has no blank, and a `/` or an ending such as `.md`.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let text = text.trim();
        if text.contains("://") {
            Self::Address(text)
        } else if is_reference(text) {
            Self::Reference(text)
        } else if !text.contains(char::is_whitespace) && (text.contains('/') || has_ending(text)) {
            Self::Path(text)
        } else {
            Self::Words(text)
        }
    }
}

fn is_reference(text: &str) -> bool {
    Reference::parse(text).and_then(|reference| reference.id).is_some_and(|id| id.is_well_formed())
}

/// Whether the text ends like the name of a file; `4.1` and `e.g.` do not.
fn has_ending(text: &str) -> bool {
    let Some((name, ending)) = text.rsplit_once('.') else { return false };
    !name.is_empty()
        && ending.len() <= 10
        && ending.starts_with(|first: char| first.is_ascii_alphabetic())
        && ending.chars().all(|character| character.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_known_by_its_form() {
        for text in ["https://example.org/a b", "ssh://host/x.md"] {
            assert_eq!(Evidence::of(text), Evidence::Address(text));
        }
        for text in ["api-audit#k3f9aa", "billing/api-audit#k3f9aa"] {
            assert_eq!(Evidence::of(text), Evidence::Reference(text));
        }
        for text in ["docs/goals.md", "README.md", "docs/", "./gateway", "docs/goals.md#goals", "größe.txt"] {
            assert_eq!(Evidence::of(text), Evidence::Path(text));
        }
        for text in
            ["", "seen in the workshop", "see docs/goals.md", "4.1", "e.g.", "api-audit@2", "Interview", ".md x"]
        {
            assert_eq!(Evidence::of(text), Evidence::Words(text));
        }
        assert_eq!(Evidence::of(" docs/goals.md\n"), Evidence::Path("docs/goals.md"));
    }
}
