//! The catalogues, and how a sentence is told.

use std::borrow::Cow;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::key_names::KeyNames;
use super::laid::{ENGLISH, LAID, Laid};
use super::plural::{Category, categories, category};
use super::pseudo;
use super::{Sentence, SentenceKey, Value};

/// The sentences of one language; what it lacks is English.
#[derive(Debug)]
pub struct Catalogue {
    code: Cow<'static, str>,
    laid: &'static Laid,
    keys: Option<KeyNames>,
}

impl Catalogue {
    /// The catalogue of a language.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        all().iter().find(|catalogue| catalogue.code == code)
    }

    /// The English catalogue, which is complete.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH_ONE: Catalogue = Catalogue { code: Cow::Borrowed(ENGLISH.code), laid: ENGLISH, keys: None };
        &ENGLISH_ONE
    }

    /// English made longer and strange, to see where screens have no room for another language (`pseudo.rs`). Letters that
    /// take a choice stay as they are.
    #[must_use]
    pub fn pseudo() -> &'static Self {
        static PSEUDO: LazyLock<Catalogue> = LazyLock::new(|| {
            let keys: Vec<SentenceKey> = SentenceKey::all().collect();
            let keeps = |at: usize| keys.get(at).is_some_and(|key| key.path().starts_with("mnemonic."));
            let laid = Box::leak(Box::new(pseudo::stretched(ENGLISH, keeps)));
            Catalogue { code: Cow::Borrowed(ENGLISH.code), laid, keys: None }
        });
        &PSEUDO
    }

    /// The words of a run in a language: its catalogue, or where there is none the sentences of English with the
    /// language's code, in which the method may have texts all the same. Kept for as long as the program runs.
    #[must_use]
    pub fn speaking(code: &str) -> &'static Self {
        static OTHERS: Mutex<Vec<&'static Catalogue>> = Mutex::new(Vec::new());
        if let Some(catalogue) = Self::of(code) {
            return catalogue;
        }
        let mut others = OTHERS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = others.iter().find(|other| other.code == code) {
            return known;
        }
        let made: &'static Self =
            Box::leak(Box::new(Self { code: Cow::Owned(code.to_owned()), laid: ENGLISH, keys: None }));
        others.push(made);
        made
    }

    /// Whether the sentences are those of another language than the code says.
    #[must_use]
    pub fn is_borrowed(&self) -> bool {
        self.code != self.laid.code
    }

    /// The same sentences with the keys that they name: what the key of a command is called, by the command's id, or by the
    /// word of a scope, a slash and the id. Kept for as long as the program runs.
    #[must_use]
    pub fn naming_keys(&self, name: impl Fn(&str) -> String + Send + Sync + 'static) -> &'static Self {
        let keys = Some(KeyNames::new(name));
        Box::leak(Box::new(Self { code: self.code.clone(), laid: self.laid, keys }))
    }

    /// Whether it knows what keys are called.
    #[must_use]
    pub fn names_keys(&self) -> bool {
        self.keys.is_some()
    }

    /// The codes of the languages there are.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        LAID.iter().map(|laid| laid.code)
    }

    /// The two-letter code of the language.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What it lacks: sentences, which are told in English, and forms of those that have several.
    #[must_use]
    pub fn lacks(&self) -> Vec<(SentenceKey, Category)> {
        let mut lacks = Vec::new();
        for key in SentenceKey::all() {
            if self.laid.find(key.index(), Category::Other).is_none() {
                lacks.push((key, Category::Other));
            } else if self.laid.forms.iter().any(|form| usize::from(form.0) == key.index()) {
                let wanted = categories(self.laid.code).unwrap_or(&Category::ALL).iter();
                let is_there =
                    |category| category == Category::Other || self.laid.form(key.index(), category).is_some();
                lacks.extend(wanted.filter(|category| !is_there(**category)).map(|category| (key, *category)));
            }
        }
        lacks
    }

    /// The words of a sentence without arguments.
    #[must_use]
    pub fn say(&self, key: SentenceKey) -> &'static str {
        self.words(key, None)
    }

    /// The words of a sentence whose key is put together when the program runs, if there is one.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&'static str> {
        SentenceKey::find(path).map(|key| self.say(key))
    }

    /// The same where there has to be one; a missing one shows its key, which a test does not let pass.
    #[must_use]
    pub fn look_up<'a>(&self, path: &'a str) -> &'a str {
        self.find(path).unwrap_or(path)
    }

    /// The letter that takes the choice with that key: under its key below `mnemonic`. Where a language has none there is
    /// none, for the English one may be another's.
    #[must_use]
    pub fn mnemonic(&self, key: SentenceKey) -> Option<char> {
        let letter = key.below("mnemonic")?;
        self.laid.find(letter.index(), Category::Other)?.text.chars().next()
    }

    /// Whether one of its sentences is such.
    #[must_use]
    pub fn uses(&self, is_such: &dyn Fn(&str) -> bool) -> bool {
        SentenceKey::all().any(|key| is_such(self.say(key)))
    }

    /// The words of a sentence with what goes into it.
    #[must_use]
    pub fn tell(&self, sentence: &Sentence) -> String {
        self.tell_with(sentence, &|_, text| Cow::Borrowed(text))
    }

    /// The same with every text in it, in the sentences inside it too, as `shown` makes it: name and text. A placeholder
    /// without an argument stays as it is.
    #[must_use]
    pub fn tell_with<'s>(&self, sentence: &'s Sentence, shown: &dyn Fn(&str, &'s str) -> Cow<'s, str>) -> String {
        let mut rest = self.words(sentence.key, sentence.number());
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                rest = &rest[before.len()..];
                break;
            };
            match sentence.argument(name) {
                Some(Value::Text(text)) => out.push_str(&shown(name, text)),
                Some(Value::Count(count)) => out.push_str(&count.to_string()),
                Some(Value::Sentence(inner)) => out.push_str(&self.tell_with(inner, shown)),
                None => out.extend(["{", name, "}"]),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// The words of a key about so many, in the language or in English by the rules of the one they are in.
    fn words(&self, key: SentenceKey, count: Option<u64>) -> &'static str {
        let find = |laid: &'static Laid| {
            laid.find(key.index(), count.map_or(Category::Other, |count| category(laid.code, count)))
        };
        let Some(form) = find(self.laid).or_else(|| find(ENGLISH)) else { return key.path() };
        match &self.keys {
            Some(keys) if form.names_keys => keys.fill(form.text),
            _ => form.text,
        }
    }
}

/// Every catalogue.
fn all() -> &'static [Catalogue] {
    static ALL: LazyLock<Vec<Catalogue>> = LazyLock::new(|| {
        LAID.iter().map(|laid| Catalogue { code: Cow::Borrowed(laid.code), laid, keys: None }).collect()
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::file;
    use super::*;
    use crate::{key, sentence};

    /// A language of a test, from a file as it stands beside the English one.
    fn language(code: &'static str, text: &str) -> Catalogue {
        let keys: Vec<String> = SentenceKey::all().map(|key| key.to_string()).collect();
        let laid = file::lay_out(&keys, &file::parse(text).expect("a catalogue")).expect("known keys");
        let laid = Laid {
            code,
            text: laid.text.leak(),
            begins: laid.begins.leak(),
            forms: laid.forms.leak(),
            keyed: laid.keyed.leak(),
        };
        Catalogue { code: Cow::Borrowed(code), laid: Box::leak(Box::new(laid)), keys: None }
    }

    #[test]
    fn placeholders_are_filled_and_unknown_ones_stay() {
        let sentence = Sentence::new(key!("rule.syntax.message"));
        let english = Catalogue::english();
        assert_eq!(english.tell(&sentence), "This is not valid TOML 1.0: {detail}.");
        let sentence = sentence!("rule.syntax.message", detail = "{no} name");
        assert_eq!(english.tell(&sentence), "This is not valid TOML 1.0: {no} name.");
    }

    #[test]
    fn a_count_chooses_the_form() {
        let told = |count| Catalogue::english().tell(&sentence!("cli.check.errors", count = count));
        assert_eq!([told(0), told(1), told(2)], ["0 errors", "1 error", "2 errors"]);
        let polish = language(
            "pl",
            "[cli.check.errors]\none = '{count} błąd'\nfew = '{count} błędy'\nmany = '{count} błędów'\nother = '{count} błędu'",
        );
        let told = |count| polish.tell(&sentence!("cli.check.errors", count = count));
        assert_eq!([told(1), told(3), told(5), told(22)], ["1 błąd", "3 błędy", "5 błędów", "22 błędy"]);
        let french = language("fr", "[cli.check.errors]\none = '{count} erreur'\nother = '{count} erreurs'");
        let told = |count| french.tell(&sentence!("cli.check.errors", count = count));
        assert_eq!([told(0), told(1), told(2)], ["0 erreur", "1 erreur", "2 erreurs"]);
    }

    #[test]
    fn a_sentence_in_a_sentence_is_told_in_the_same_language() {
        let french = language(
            "fr",
            "[cli.check]\nfiles.other = '{count} fichiers : {errors}'\nerrors.other = '{count} erreurs'",
        );
        let sentence = sentence!("cli.check.files", count = 3, errors = sentence!("cli.check.errors", count = 2));
        assert_eq!(french.tell(&sentence), "3 fichiers : 2 erreurs");
        let shown = |_: &str, text: &str| Cow::Owned(text.to_uppercase());
        let inner = sentence!("rule.syntax.message", detail = "quiet");
        let told = Catalogue::english().tell_with(&sentence!("cli.check.files", count = 3, errors = inner), &shown);
        assert!(told.contains("QUIET"), "{told}");
    }

    #[test]
    fn what_a_language_lacks_is_english_and_said_to_be_missing() {
        let finnish = language("fi", "[cli.check.errors]\none = '{count} virhe'\nother = '{count} virhettä'");
        assert_eq!(finnish.say(key!("map.next")), Catalogue::english().say(key!("map.next")));
        assert_eq!(finnish.tell(&sentence!("cli.check.warnings", count = 1)), "1 warning");
        let missing: Vec<SentenceKey> = finnish.lacks().into_iter().map(|(key, _)| key).collect();
        assert_eq!(missing.len(), SentenceKey::all().count() - 1);
        assert!(!missing.contains(&key!("cli.check.errors")));
        let polish = language("pl", "[cli.check.errors]\nfew = '{count} błędy'\nother = '{count} błędu'");
        let of_errors = polish.lacks().into_iter().filter(|(key, _)| *key == key!("cli.check.errors"));
        assert_eq!(of_errors.map(|(_, form)| form).collect::<Vec<_>>(), [Category::One, Category::Many]);
    }

    #[test]
    fn no_language_lacks_anything_and_its_plurals_are_known() {
        for code in Catalogue::codes() {
            assert!(categories(code).is_some(), "plural.rs has no line for {code}");
            assert_eq!(Catalogue::of(code).expect("a catalogue").lacks(), [], "{code}");
        }
        assert!(SentenceKey::all().count() > 1000 && SentenceKey::all().is_sorted_by_key(SentenceKey::path));
    }

    #[test]
    fn the_letters_of_one_dialog_differ_in_every_language() {
        for code in Catalogue::codes() {
            let catalogue = Catalogue::of(code).expect("a catalogue");
            let mut seen = BTreeSet::new();
            let letters = SentenceKey::all().filter_map(|key| Some((key.path().strip_prefix("mnemonic.")?, key)));
            for (choice, letter) in letters {
                let choice = SentenceKey::find(choice).unwrap_or_else(|| panic!("{choice} is no choice"));
                let taken = catalogue.mnemonic(choice).unwrap_or_else(|| panic!("{code}: {choice} has no letter"));
                let (dialog, _) = choice.path().rsplit_once('.').expect("a table");
                assert!(catalogue.say(letter).chars().eq([taken]) && taken.is_lowercase(), "{code}: {choice}");
                assert!(seen.insert((dialog, taken)), "{code}: {taken} takes two choices of {dialog}");
            }
            assert!(seen.len() > 10, "{code}");
        }
        let finnish = language("fi", "[mnemonic.dialog]\ndraft.take = 'o'");
        let letter = |key| finnish.mnemonic(key);
        assert_eq!((letter(key!("dialog.draft.take")), letter(key!("dialog.draft.drop"))), (Some('o'), None));
    }

    /// A sentence of another language has no place for what is never handed to it.
    #[test]
    fn every_language_has_the_placeholders_of_english() {
        let names = |catalogue: &Catalogue, key: SentenceKey| {
            let forms = Category::ALL.into_iter().filter_map(|category| catalogue.laid.find(key.index(), category));
            let parts = forms.flat_map(|form| form.text.split('{').skip(1).filter_map(|part| part.split_once('}')));
            parts.map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>()
        };
        for code in Catalogue::codes() {
            let catalogue = Catalogue::of(code).expect("a catalogue");
            for key in SentenceKey::all() {
                let (here, english) = (names(catalogue, key), names(Catalogue::english(), key));
                assert!(here.is_subset(&english), "{code}: {key}: {here:?} and {english:?}");
            }
        }
    }

    #[test]
    fn a_file_with_a_key_that_english_lacks_is_refused() {
        let keys: Vec<String> = SentenceKey::all().map(|key| key.to_string()).collect();
        let sentences = file::parse("[message]\nof-nobody = 'x'").expect("a catalogue");
        assert!(file::lay_out(&keys, &sentences).is_err_and(|error| error.contains("message.of-nobody")));
        assert!(file::parse("[message]\nmoved = 3").is_err());
    }

    #[test]
    fn a_language_without_sentences_of_its_own_borrows_the_english_ones() {
        let finnish = Catalogue::speaking("fi");
        assert!(finnish.is_borrowed() && !Catalogue::speaking("en").is_borrowed());
        assert_eq!((finnish.code(), finnish.say(key!("map.next"))), ("fi", Catalogue::english().say(key!("map.next"))));
        assert!(std::ptr::eq(finnish, Catalogue::speaking("fi")));
    }
}
