//! Who takes part in a session, as `names` of the settings allows it to stand in a file.

use std::collections::HashSet;

use crate::app::people::in_a_sentence;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::nearest::{meant, titles};
use crate::cli::words::Words;
use crate::document::session::Attendee;
use crate::document::{Names, initials};
use crate::method::{Method, Person};
use crate::store::Ids;

/// The role of whoever has none of the method's.
const GUEST: &str = "guest";

/// What `--attendee` says.
#[derive(Debug, PartialEq, Eq)]
struct Given<'a> {
    who: &'a str,
    /// Id of one of the method's people; nothing for a guest.
    role: Option<&'a str>,
    decides: bool,
}

/// Reads who takes part. At most one of them decides, and nobody stands there twice.
///
/// # Errors
/// Where a word has another form, or a role is not known.
pub(super) fn attendees(context: &Context, words: &[&str], ids: &mut Ids) -> Result<Vec<Attendee>, Failure> {
    let mut given = Vec::new();
    for word in words {
        given.push(read(context.method, word)?);
    }
    if given.iter().filter(|one| one.decides).count() > 1 {
        return Err(sentence!("cli.workshop.two_decide").into());
    }
    let mut seen = HashSet::new();
    if let Some(twice) = given.iter().find(|one| !seen.insert(one.who.to_lowercase())) {
        return Err(sentence!("cli.workshop.twice", who = twice.who).into());
    }
    let names = context.settings.names();
    let mut taken: HashSet<String> = HashSet::new();
    let attendee = |one: &Given<'_>| {
        let called = called(one, names, context.method, &context.words);
        let mut who = called.clone();
        for number in 2.. {
            if taken.insert(who.to_lowercase()) {
                break;
            }
            who = format!("{called} {number}");
        }
        Attendee { decides: one.decides, ..Attendee::new(ids.draw(), one.role, &who) }
    };
    Ok(given.iter().map(attendee).collect())
}

/// Reads `WHO=ROLE` or, of who decides, `WHO=ROLE!`.
fn read<'a>(method: &'a Method, word: &'a str) -> Result<Given<'a>, Failure> {
    let wrong = || Failure::from(sentence!("cli.workshop.attendee_form", given = word));
    let (who, role) = word.split_once('=').ok_or_else(wrong)?;
    let (who, role) = (who.trim(), role.trim());
    let (role, decides) = role.strip_suffix('!').map_or((role, false), |role| (role.trim_end(), true));
    if who.is_empty() || role.is_empty() || who.chars().any(char::is_control) {
        return Err(wrong());
    }
    let mut known: Vec<_> = method.people().iter().map(|one| (one.id.as_str(), titles(&one.title))).collect();
    known.push((GUEST, Vec::new()));
    let role = meant("--attendee", role, &known)?;
    Ok(Given { who, role: Some(role).filter(|role| *role != GUEST), decides })
}

/// What somebody is called in a file.
fn called(one: &Given<'_>, names: Names, method: &Method, words: &Words) -> String {
    match names {
        Names::Full => one.who.to_owned(),
        Names::Initials => initials(one.who),
        Names::Roles => match one.role.and_then(|id| method.person(id)) {
            Some(person) => role(person, words),
            None => words.say(key!("cli.workshop.guest")),
        },
    }
}

/// The title of a role as it stands in a sentence.
fn role(person: &Person, words: &Words) -> String {
    in_a_sentence(words.text(&person.title), words.language())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attendees_have_a_role_and_one_of_them_decides() {
        let method = Method::built_in();
        let given = read(method, "R. Aalto = api-product-owner!").expect("right");
        assert_eq!(given, Given { who: "R. Aalto", role: Some("api-product-owner"), decides: true });
        assert_eq!(read(method, "HK=guest").expect("right").role, None);
        assert_eq!(read(method, "HK=API Designer").expect("right").role, Some("api-designer"));
        for wrong in ["HK", "=guest", "HK=", "HK=!", "HK=nobody", "H\u{1b}K=guest"] {
            assert!(read(method, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn roles_become_words_of_a_sentence() {
        let (method, words) = (Method::built_in(), Words::of("en"));
        let named = |id| role(method.person(id).expect("known"), &words);
        assert_eq!(named("api-product-owner"), "API product owner");
        assert_eq!(named("api-devrel-specialist"), "Documentation and DevRel owner");
        assert_eq!(role(method.person("domain-specialist").expect("known"), &Words::of("de")), "Domain-Experte");
    }
}
