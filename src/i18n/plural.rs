//! Plural categories as CLDR has them, and which of them a language uses for a whole number.
//!
//! The rules are those of CLDR 46, `common/supplemental/plurals.xml`, type cardinal, for numbers without decimals:
//! <https://www.unicode.org/cldr/charts/46/supplemental/language_plural_rules.html>. The table holds the languages that
//! have a catalogue or that the method has texts in, and Polish, whose forms the tests use; a language of a new
//! catalogue that is not here gets a line. `icu_plurals` would bring all of them with some hundred kilobytes of data and a
//! dozen crates.

/// A plural category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Such as Arabic 0.
    Zero,
    /// Such as English 1 and French 0 and 1.
    One,
    /// Such as Arabic 2.
    Two,
    /// Such as Polish 2 to 4.
    Few,
    /// Such as Polish 5 to 21.
    Many,
    /// Every other number; each sentence has this form.
    Other,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// What it is called in a catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// The categories that a language has for whole numbers; nothing where it is not in the table.
#[must_use]
pub fn categories(language: &str) -> Option<&'static [Category]> {
    use Category::{Few, Many, One, Other};
    match language {
        "de" | "en" | "fi" => Some(&[One, Other]),
        "fr" | "pt" => Some(&[One, Many, Other]),
        "pl" => Some(&[One, Few, Many]),
        _ => None,
    }
}

/// The category of a number in a language; in one that is not in the table as in English.
#[must_use]
pub fn category(language: &str, number: u64) -> Category {
    match language {
        "fr" | "pt" if number < 2 => Category::One,
        "fr" | "pt" if number.is_multiple_of(1_000_000) => Category::Many,
        "pl" if number != 1 => match (number % 10, number % 100) {
            (2..=4, last) if !(12..=14).contains(&last) => Category::Few,
            _ => Category::Many,
        },
        _ if number == 1 => Category::One,
        _ => Category::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The samples of CLDR 46 for whole numbers.
    #[test]
    fn numbers_have_the_categories_of_cldr() {
        use Category::{Few, Many, One, Other};
        let samples: [(&str, Category, &[u64]); 15] = [
            ("en", One, &[1]),
            ("en", Other, &[0, 2, 16, 100, 1000, 10_000, 1_000_000]),
            ("de", One, &[1]),
            ("de", Other, &[0, 2, 16, 100, 1_000_000]),
            ("fi", One, &[1]),
            ("fi", Other, &[0, 2, 16, 100, 1_000_000]),
            ("fr", One, &[0, 1]),
            ("fr", Many, &[1_000_000]),
            ("fr", Other, &[2, 17, 100, 1000, 10_000, 100_000]),
            ("pt", One, &[0, 1]),
            ("pt", Many, &[1_000_000]),
            ("pt", Other, &[2, 17, 100, 1000, 10_000, 100_000]),
            ("pl", One, &[1]),
            ("pl", Few, &[2, 3, 4, 22, 23, 24, 32, 33, 34, 42, 102, 1002]),
            ("pl", Many, &[0, 5, 6, 12, 13, 14, 19, 21, 25, 100, 101, 111, 112, 1000, 1_000_000]),
        ];
        for (language, wanted, numbers) in samples {
            for number in numbers {
                assert_eq!(category(language, *number), wanted, "{language} {number}");
                assert!(categories(language).is_some_and(|known| known.contains(&wanted)), "{language} {wanted:?}");
            }
        }
    }
}
