//! What a path says about a file: whose it is and what kind.

/// Where a file lies in the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// `stationmaster.toml`
    Settings,
    /// A file that is worked on: `<product>/<stem>.toml`, or in a folder of the product
    Live(Home),
    /// A file that products share: `<stem>.toml`
    Shared(Home),
    /// A published version: `<product>/versions/<stem>@<version>.toml`
    Frozen(Home),
    /// The record of a session: `<product>/sessions/<stem>.toml`
    Session(Home),
    /// Anything else.
    Elsewhere,
}

/// A file's product and stem.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Home {
    /// Id of the product: the name of its folder; empty where products share the file.
    pub product: String,
    /// The file's name without `.toml`.
    pub stem: String,
}

impl Home {
    /// A product and a stem.
    #[must_use]
    pub fn new(product: &str, stem: &str) -> Self {
        Self { product: product.to_owned(), stem: stem.to_owned() }
    }
}

impl Location {
    /// Where the file with that path lies; the path is relative to the workspace, with `/` between its parts.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let Some(path) = path.strip_suffix(".toml") else { return Self::Elsewhere };
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["stationmaster"] => Self::Settings,
            [stem] => Self::Shared(Home::new("", stem)),
            [product, "versions", stem] => Self::Frozen(Home::new(product, stem)),
            [product, "sessions", stem] => Self::Session(Home::new(product, stem)),
            // A register may have a folder of its own: a stem stands once in a product, whatever folder it is in.
            [product, stem] | [product, _, stem] => Self::Live(Home::new(product, stem)),
            _ => Self::Elsewhere,
        }
    }

    /// The product whose file it is.
    #[must_use]
    pub fn product(&self) -> Option<&str> {
        match self {
            Self::Live(home) | Self::Shared(home) | Self::Frozen(home) | Self::Session(home) => Some(&home.product),
            Self::Settings | Self::Elsewhere => None,
        }
    }

    /// Whether the file is a record of something that is over: only whether it can be read is checked.
    #[must_use]
    pub fn is_record(&self) -> bool {
        matches!(self, Self::Frozen(_) | Self::Session(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_whose_a_file_is() {
        assert_eq!(Location::of("stationmaster.toml"), Location::Settings);
        let variant = Home::new("orders", "customer-journey.courier");
        assert_eq!(Location::of("orders/customer-journey.courier.toml"), Location::Live(variant));
        assert_eq!(Location::of("orders/versions/a@2.toml"), Location::Frozen(Home::new("orders", "a@2")));
        assert!(Location::of("orders/sessions/2026-11-23-value.toml").is_record());
        assert_eq!(Location::of("goals.toml"), Location::Shared(Home::new("", "goals")));
        assert_eq!(Location::of("orders/evidence/hub.toml"), Location::Live(Home::new("orders", "hub")));
        assert_eq!(Location::of("orders/notes/more/x.toml"), Location::Elsewhere);
        assert_eq!(Location::of("orders/readme.md").product(), None);
    }
}
