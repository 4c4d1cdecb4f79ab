//! The known word that a mistyped one is most like.

/// How alike two words have to be before one is offered for the other.
const ALIKE: f64 = 0.7;

/// The word among `known` that is most like `given`, where one is alike at all. Of equals the first is taken.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let mut best: Option<(&str, f64)> = None;
    for word in known {
        let alike = strsim::jaro_winkler(&given, &word.to_lowercase());
        if alike >= ALIKE && best.is_none_or(|(_, before)| alike > before) {
            best = Some((word, alike));
        }
    }
    best.map(|(word, _)| word)
}
