//! A language that nobody speaks: every English sentence with accents and two fifths longer, in brackets. Where a screen
//! cuts a text, has no room for one, or builds one from parts, that is seen before anybody has translated a word.

use super::laid::Laid;

/// What stands before the id of a command whose key a sentence names.
const KEY: &str = "{key:";

/// How much longer a sentence gets, in parts of a hundred; translations from English into Finnish, French and German come
/// near it.
const LONGER: usize = 40;

/// The sentences of a language, each made longer but those that `keeps` says: letters that take a choice.
pub(super) fn stretched(of: &Laid, keeps: impl Fn(usize) -> bool) -> Laid {
    let (mut text, mut begins, mut keyed) = (String::new(), Vec::new(), Vec::new());
    let mut add = |text: &mut String, at: usize, from: u32, to: u32| {
        let form = &of.text[from as usize..to as usize];
        let begin = u32::try_from(text.len()).unwrap_or(u32::MAX);
        if form.contains(KEY) {
            keyed.push(begin);
        }
        if keeps(at) || form.is_empty() {
            text.push_str(form);
        } else {
            stretch(form, text);
        }
        begin
    };
    for (at, span) in of.begins.windows(2).enumerate() {
        begins.push(add(&mut text, at, span[0], span[1]));
    }
    begins.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let forms: Vec<_> = of
        .forms
        .iter()
        .map(|(key, category, from, to)| {
            let begin = add(&mut text, usize::from(*key), *from, *to);
            (*key, *category, begin, u32::try_from(text.len()).unwrap_or(u32::MAX))
        })
        .collect();
    Laid { code: of.code, text: text.leak(), begins: begins.leak(), forms: forms.leak(), keyed: keyed.leak() }
}

/// Puts a form into `out`: its letters with accents, vowels again until it is long enough, places as they are.
fn stretch(form: &str, out: &mut String) {
    let letters = form.chars().count();
    let mut more = (letters * LONGER).div_ceil(100).saturating_sub(2);
    let mut depth = 0_usize;
    let mut is_code = false;
    out.push('⟦');
    for letter in form.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '`' => is_code = !is_code,
            _ => {}
        }
        let shown = if depth == 0 && !is_code { accented(letter) } else { letter };
        out.push(shown);
        if shown != letter && more > 0 && "aeiouyAEIOUY".contains(letter) {
            out.push(shown);
            more -= 1;
        }
    }
    // What has few vowels gets the rest at its end.
    out.extend(std::iter::repeat_n('~', more));
    out.push('⟧');
}

fn accented(letter: char) -> char {
    match letter {
        'a' => 'á',
        'c' => 'ç',
        'e' => 'é',
        'i' => 'í',
        'n' => 'ñ',
        'o' => 'ö',
        's' => 'š',
        'u' => 'ü',
        'y' => 'ý',
        'A' => 'Å',
        'E' => 'É',
        'I' => 'Í',
        'O' => 'Ø',
        'U' => 'Ú',
        'Y' => 'Ý',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Catalogue;
    use crate::sentence;

    #[test]
    fn places_stay_and_the_rest_grows_by_two_fifths() {
        let mut out = String::new();
        stretch("{count} notes of {section}", &mut out);
        assert!(out.starts_with("⟦{count} ñöötééš ööf {section}") && out.ends_with('⟧'), "{out}");
        assert!(out.chars().count() * 100 >= 26 * 140, "{out}");
        let mut out = String::new();
        stretch("Run `git setup`", &mut out);
        assert!(out.contains("`git setup`"), "{out}");
    }

    #[test]
    fn counts_have_their_forms_and_letters_stay_what_they_are() {
        let pseudo = Catalogue::pseudo();
        assert_eq!(pseudo.tell(&sentence!("cli.check.errors", count = 1)), "⟦1 éérröör~~⟧");
        assert_eq!(pseudo.say(crate::key!("mnemonic.dialog.draft.take")), "t");
    }
}
