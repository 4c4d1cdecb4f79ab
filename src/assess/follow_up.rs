//! What can be said about actions and parked topics: whether one person owns each, and how often sessions carried one on.

use std::collections::BTreeMap;

use crate::document::Id;
use crate::document::session::SessionRecord;
use crate::method::{Method, Text};

/// Words in the place of an owner that name nobody alone.
const EVERYBODY: [&str; 6] = ["all", "everybody", "everyone", "team", "us", "we"];

/// Whether an owner is several people, or a team. A part of the method that has an "and" in its title is one.
#[must_use]
pub fn is_crowd(owner: &str, method: &Method) -> bool {
    let owner = owner.trim();
    if is_part(owner, method) {
        return false;
    }
    let mut words: Vec<String> = owner.split_whitespace().map(str::to_lowercase).collect();
    if words.len() > 1 && ["the", "our"].contains(&words[0].as_str()) {
        words.remove(0);
    }
    let is_everybody = matches!(words.as_slice(), [only] if EVERYBODY.contains(&only.as_str()));
    // "Lead of the platform team" is one person.
    let is_team = matches!(words.as_slice(), [_, team] if team == "team");
    is_everybody || is_team || names_two(owner, method)
}

/// Whether it is a part of the method: its id, or its title in any language.
fn is_part(owner: &str, method: &Method) -> bool {
    let is_it = |title: &str| title.eq_ignore_ascii_case(owner);
    method.people().iter().any(|person| {
        person.id == owner
            || match &person.title {
                Text::One(title) => is_it(title),
                Text::Many(titles) => titles.values().any(|title| is_it(title)),
            }
    })
}

/// Whether what stands on both sides of an "and", a comma or a sign is somebody.
fn names_two(owner: &str, method: &Method) -> bool {
    let is_pair = |left: &str, right: &str| {
        let (left, right) = (left.trim(), right.trim());
        let count = |side: &str| side.split_whitespace().count();
        let is_name = |side: &str| side.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        let is_alike = count(left) == count(right) && (count(left) == 1 || is_name(left));
        let are_parts = is_part(left, method) && is_part(right, method);
        !left.is_empty() && !right.is_empty() && (are_parts || is_alike && is_name(left) == is_name(right))
    };
    let and = [" and ", " & ", "&", " + ", "+", "; ", ";", " / ", "/"];
    let is_joined = and.iter().filter_map(|sign| owner.split_once(sign)).any(|(left, right)| {
        let is_somebody = right.trim_start().starts_with(char::is_uppercase) && !owner.contains('/');
        is_pair(left, right) || is_somebody && !left.trim().is_empty()
    });
    // Behind a comma often stands where somebody works: "Quality manager, IT".
    is_joined
        || owner.split_once(',').is_some_and(|(left, right)| {
            let are_names = [left, right].iter().all(|side| side.trim().starts_with(char::is_uppercase));
            are_names && is_pair(left, right)
        })
}

/// How often each action and topic was looked at in a session and carried on.
#[must_use]
pub fn times_kept<'r>(records: impl IntoIterator<Item = &'r SessionRecord>) -> BTreeMap<Id, usize> {
    let mut times = BTreeMap::new();
    for record in records {
        for id in record.outcome.kept.iter().filter_map(|reference| reference.id) {
            *times.entry(id).or_default() += 1;
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_one_person() {
        let method = Method::built_in();
        for one in [
            "RA",
            "API designer",
            "Support and operations owner",
            "Quality manager, IT",
            "Senior engineer, bookings",
            "Sales and marketing lead",
            "Lead of the platform team",
            "Support team lead",
            "UI/UX designer",
            "Jean-Luc",
            "support and operations owner",
            "",
        ] {
            assert!(!is_crowd(one, method), "{one}");
        }
        for several in [
            "team",
            "The team",
            "Platform team",
            "everyone",
            "RA and JK",
            "RA, JK",
            "RA/JK",
            "RA & JK",
            "RA, JK and TS",
            "Anna Smith, Bob Jones",
            "anna and bob",
            "API designer and API architect",
            "API designer, API architect",
            "RA; JK",
            "Everybody",
            "The team + RA",
        ] {
            assert!(is_crowd(several, method), "{several}");
        }
    }
}
