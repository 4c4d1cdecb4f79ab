//! How people are named on notes and answers: by the part they play, by initials, or in full, as the settings say. What
//! stands in the files stays as it was written.

use super::Model;
use crate::document::Names;
use crate::i18n::SentenceKey;

/// A name as it is shown. By part, somebody of the product's team is called by that part; a part is never shortened.
#[must_use]
pub fn shown(model: &Model, name: &str) -> String {
    match model.settings.names() {
        Names::Full => name.to_owned(),
        Names::Initials if is_part(model, name) => name.to_owned(),
        Names::Initials => initials(name).unwrap_or_else(|| name.to_owned()),
        Names::Roles => part_of(model, name).unwrap_or_else(|| name.to_owned()),
    }
}

/// The hint beside a field for a name, as a key of the catalogue.
#[must_use]
pub fn hint(model: &Model) -> SentenceKey {
    match model.settings.names() {
        Names::Roles => key!("dialog.answer.by-hint"),
        Names::Initials => key!("dialog.answer.by-hint-initials"),
        Names::Full => key!("dialog.answer.by-hint-full"),
    }
}

fn is_part(model: &Model, name: &str) -> bool {
    model.method.people().iter().any(|person| person.title.get(model.language()).eq_ignore_ascii_case(name))
}

/// The part that the product's team says somebody plays.
fn part_of(model: &Model, name: &str) -> Option<String> {
    let product = model.current_product()?.product.as_ref()?;
    let (id, _) = product.team.iter().find(|(_, who)| who.eq_ignore_ascii_case(name))?;
    Some(model.method.person(id).map_or_else(|| id.clone(), |person| person.title.get(model.language()).to_owned()))
}

/// The initials of a name such as Heidi van Virtanen; nothing where it is none: the name of a part goes on in small
/// letters, and what is one word is short already.
fn initials(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let is_whole = words.len() > 1 && words.first().is_some_and(&is_name) && words.last().is_some_and(is_name);
    is_whole.then(|| words.iter().filter_map(|word| word.chars().next()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_names() {
        assert_eq!(initials("Heidi van Virtanen").as_deref(), Some("HvV"));
        assert_eq!(initials("Åsa Öberg").as_deref(), Some("ÅÖ"));
        for none in ["API designer", "RA", "", "somebody else"] {
            assert_eq!(initials(none), None, "{none}");
        }
    }
}
