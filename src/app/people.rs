//! How people are named on notes and answers: by the part they play, by initials, or in full, as the settings say. What
//! stands in the files stays as it was written.

use super::Model;
use crate::document::{Names, initials};
use crate::i18n::SentenceKey;

/// A name as it is shown. By part, somebody of the product's team is called by that part; a part is never shortened.
#[must_use]
pub fn shown(model: &Model, name: &str) -> String {
    match model.settings.names() {
        Names::Full => name.to_owned(),
        Names::Initials if is_part(model, name) || !is_name(name) => name.to_owned(),
        Names::Initials => initials(name),
        Names::Roles => part_of(model, name).unwrap_or_else(|| name.to_owned()),
    }
}

/// A name as it is written into the record of a session: in full, by initials, or as the part that somebody plays.
#[must_use]
pub(in crate::app) fn as_written(model: &Model, name: &str, part: Option<&str>) -> String {
    match model.settings.names() {
        Names::Full if !name.is_empty() => name.to_owned(),
        Names::Initials if !name.is_empty() => initials(name),
        _ => match part.and_then(|part| model.method.person(part)) {
            Some(person) => in_a_sentence(person.title.get(model.language()), model.language()),
            None => model.words.say(key!("dialog.plan.guest")).to_owned(),
        },
    }
}

/// The title of a part as it stands in a sentence: English has only the first word and what is no word of its own in
/// capitals.
#[must_use]
pub fn in_a_sentence(title: &str, language: &str) -> String {
    if language != "en" {
        return title.to_owned();
    }
    let lower = |(at, word): (usize, &str)| {
        let is_plain = word.chars().skip(1).all(char::is_lowercase);
        if at > 0 && is_plain { word.to_lowercase() } else { word.to_owned() }
    };
    title.split(' ').enumerate().map(lower).collect::<Vec<_>>().join(" ")
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

/// Whether it is the name of somebody, such as Heidi van Virtanen or Riikka: that of a part goes on in small letters.
fn is_name(name: &str) -> bool {
    let begins = |word: Option<&str>| word.is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase));
    begins(name.split_whitespace().next()) && begins(name.split_whitespace().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_has_no_initials() {
        for name in ["Heidi van Virtanen", "Jean-Luc Picard", "Riikka", "RA"] {
            assert!(is_name(name), "{name}");
        }
        for none in ["API designer", "", "somebody else", "team"] {
            assert!(!is_name(none), "{none}");
        }
    }
}
