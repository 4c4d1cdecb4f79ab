//! Tells prose that was typed where keys are commands from commands that were typed quickly.
//!
//! A *run* is printable keys that follow one another within [`LONG_PAUSE`], begun where keys are commands; it is a *slow* one
//! once a key has come later than [`PAUSE`]. A *word* is two or more letters, not all alike, with a vowel among them; a
//! letter beyond ASCII counts as a vowel, and y does from three letters on. A run is prose as soon as
//! - it holds a word, a blank and a letter, in this order, or
//! - it is slow, and holds a word of three letters that is known, or one of four that can be spoken and opened no text, a
//!   blank and a letter. Known are the words that the program itself uses, in its own language, and those of the document:
//!   commands that follow one another at leisure seldom spell one.
//! - its first key meant nothing where it was pressed or was refused, and a word has followed; in a slow run a word of three
//!   letters that can be spoken.
//! - it began where letters take a choice, none was taken but one that throws something away for good, and a word of three
//!   letters that can be spoken has come.
//!
//! It is not prose where its first key begins a new text (`a`, `/`, `:`), where that was a sign or a digit that meant
//! something and no blank came after it, or `g` with a number; the first letter behind these begins another run. A letter
//! that opens a text further on (`e`, `ja`) ends it where the next key is no small letter, or where both together cannot
//! begin a word (`sg` and `no time`); in a slow run also where both together end as a word that is not known (`je` and
//! `and more`).
//!
//! Here is the rule alone; what a run did, and how it is taken back, is in [`typed`](super::typed).

use std::time::Duration;

/// How long after a key the next one is of the same quick run.
pub(crate) const PAUSE: Duration = Duration::from_millis(250);

/// How long after a key the next one is of the same run.
pub(crate) const LONG_PAUSE: Duration = Duration::from_millis(900);

/// The letters that make a word sound.
const VOWELS: &str = "aeiou";

/// The consonants, two of them, that words begin with in the languages of Europe.
const BEGINNINGS: &[&str] = &[
    "bj", "bl", "br", "ch", "cl", "cr", "cz", "dj", "dr", "dv", "dw", "fj", "fl", "fr", "gh", "gl", "gn", "gr", "hj",
    "hr", "kh", "kj", "kl", "kn", "kr", "kv", "ll", "lj", "mj", "mn", "nj", "pf", "ph", "pj", "pl", "pn", "pr", "ps",
    "qu", "rh", "sc", "sf", "sh", "sj", "sk", "sl", "sm", "sn", "sp", "sq", "st", "sv", "sw", "sz", "th", "tj", "tr",
    "ts", "tv", "tw", "tz", "vl", "vr", "wh", "wr", "zb", "zh", "zl", "zn", "zw",
];

/// What the first key of a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Begun {
    /// It ran a command, or begins a sequence.
    #[default]
    Command,
    /// It began a new text.
    Text,
    /// It means nothing here, or was refused.
    Nothing,
    /// It took a choice of a question, or went to one.
    Choice,
    /// It answered what was asked about a text that was typed before; whatever follows goes on with that text.
    Answer,
}

/// Printable keys that follow one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    typed: String,
    begun: Begun,
    /// The byte behind the letter that opened a text.
    opened: Option<usize>,
    /// Whether that text is a new note.
    is_note: bool,
    /// Whether its second key came later than [`PAUSE`].
    is_apart: bool,
    /// Whether a key came later than [`PAUSE`].
    is_slow: bool,
}

impl Run {
    /// A run that begins where letters take a choice.
    #[must_use]
    pub(crate) fn in_choice() -> Self {
        Self { begun: Begun::Choice, ..Self::default() }
    }

    /// What was typed; without a first key that was refused and begins no word of it.
    #[must_use]
    pub(crate) fn text(&self) -> &str {
        let rest = self.typed.char_indices().nth(1).map_or("", |(at, _)| &self.typed[at..]);
        let small = self.typed.starts_with(char::is_lowercase);
        let word = |text: &str| text.split_whitespace().next().is_some_and(can_be_spoken);
        // What was typed in one go is a word, such as iPhone or http; what no word begins with is not missed.
        let is_command = self.is_apart
            && !rest.starts_with(' ')
            && (rest.starts_with(char::is_uppercase) || !word(&self.typed) && word(rest));
        if self.begun == Begun::Nothing && small && is_command { rest } else { &self.typed }
    }

    /// How long after its last key another one belongs to it.
    #[must_use]
    pub(crate) fn patience(&self) -> Duration {
        if self.begun == Begun::Answer { PAUSE } else { LONG_PAUSE }
    }

    /// Takes a key, before it is known what that does; `pause` is how long after the one before it came.
    pub(crate) fn push(&mut self, typed: char, pause: Duration) {
        self.typed.push(typed);
        self.is_slow |= pause >= PAUSE;
        self.is_apart |= pause >= PAUSE && self.typed.chars().count() == 2;
    }

    /// Whether this is its first key.
    #[must_use]
    pub(crate) fn is_first(&self) -> bool {
        self.typed.chars().nth(1).is_none()
    }

    /// Whether it began where letters take a choice, and none was taken that can be taken back.
    #[must_use]
    pub(crate) fn is_choice(&self) -> bool {
        self.begun == Begun::Choice
    }

    /// Whether it ends before a key: behind a sign, a digit or `g` with a number that meant something, letters begin a run
    /// of their own.
    #[must_use]
    pub(crate) fn ends_before(&self, typed: char) -> bool {
        let behind_g =
            self.typed.strip_prefix('g').filter(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()));
        let rest = behind_g.unwrap_or(&self.typed);
        let is_number = !rest.is_empty() && !rest.contains(|other: char| other.is_alphabetic() || other == ' ');
        self.begun == Begun::Command && typed.is_alphabetic() && is_number
    }

    /// Its first key did nothing. Where letters take a choice, that says little.
    pub(crate) fn did_nothing(&mut self) {
        if self.begun != Begun::Choice {
            self.begun = Begun::Nothing;
        }
    }

    /// What its first key did.
    pub(crate) fn began(&mut self, begun: Begun) {
        self.begun = begun;
    }

    /// The last key opened a text, of a new note or another.
    pub(crate) fn opened_text(&mut self, is_note: bool) {
        if self.opened.is_none() {
            (self.opened, self.is_note) = (Some(self.typed.len()), is_note);
        }
    }

    /// Whether the keys have become text that a command asked for: the run is over, and none of it prose. `knows` says
    /// whether a word is known.
    #[must_use]
    pub(crate) fn is_over(&self, knows: &dyn Fn(&str) -> bool) -> bool {
        let Some(opened) = self.opened else { return self.begun == Begun::Text };
        let (before, after) = self.typed.split_at(opened);
        let Some(next) = after.chars().next() else { return false };
        // A choice that asks for a text is followed by that.
        if self.begun == Begun::Choice && before.chars().nth(1).is_none() {
            return true;
        }
        let begins = before.rfind(|letter: char| !letter.is_alphabetic()).map_or(0, |at| at + 1);
        if self.is_slow_command() {
            // At leisure, what follows the letter that opened a text is that text, unless both together are a known word.
            let from = self.typed.get(begins..).unwrap_or_default();
            let word: String = from.chars().take_while(|letter| letter.is_alphabetic()).collect();
            if word.len() < from.len() && (word.chars().count() < 3 || !knows(&word)) {
                return true;
            }
        }
        if next == ' ' && !self.is_note {
            let is_word = before.get(begins..).is_some_and(can_be_spoken);
            return self.begun != Begun::Nothing && !is_word;
        }
        if !next.is_lowercase() {
            return true;
        }
        let first = self.typed.get(begins..).unwrap_or_default();
        let word: String = first.chars().take_while(|letter| letter.is_alphabetic()).collect();
        let is_whole = word.len() < first.len();
        is_whole && !can_be_spoken(&word)
    }

    /// Whether it is slow, and began with a command.
    fn is_slow_command(&self) -> bool {
        self.is_slow && matches!(self.begun, Begun::Command | Begun::Choice)
    }

    /// Whether the keys are prose. `knows` says whether a word is known.
    #[must_use]
    pub(crate) fn is_prose(&self, knows: &dyn Fn(&str) -> bool) -> bool {
        if self.begun == Begun::Answer {
            return !self.is_first();
        }
        if self.is_command() {
            return false;
        }
        let after_first = self.typed.char_indices().nth(1).map_or("", |(at, _)| &self.typed[at..]);
        let counts = |word: &str| {
            if self.is_slow { word.chars().count() >= 3 && can_be_spoken(word) } else { is_word(word) }
        };
        let is_word = |word: &str| word.chars().count() >= 3 && can_be_spoken(word);
        match self.begun {
            Begun::Nothing if words(after_first).any(counts) => true,
            _ if self.is_slow_command() => is_sentence(&self.typed, |word| {
                let count = word.chars().count();
                count >= 4 && self.opened.is_none() && can_be_spoken(word) || count >= 3 && knows(word)
            }),
            Begun::Choice if words(&self.typed).any(is_word) => true,
            _ => is_sentence(&self.typed, self::is_word),
        }
    }

    /// Whether it begins as only commands do.
    fn is_command(&self) -> bool {
        let mut keys = self.typed.chars();
        let (first, second) = (keys.next(), keys.next());
        match self.begun {
            Begun::Text => true,
            Begun::Command | Begun::Choice => match (first, second) {
                (Some('g'), Some(second)) => second.is_ascii_digit(),
                (Some(first), second) => !first.is_alphabetic() && first != ' ' && second != Some(' '),
                (None, _) => true,
            },
            Begun::Nothing | Begun::Answer => false,
        }
    }
}

/// The letters between what are none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Whether a word, a blank and a letter stand there.
fn is_sentence(text: &str, is_word: impl Fn(&str) -> bool) -> bool {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(' ') {
        let last = before.trim_end_matches(|sign: char| !sign.is_alphabetic());
        if words(last).last().is_some_and(&is_word) && after.chars().any(char::is_alphabetic) {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether letters are a word.
fn is_word(word: &str) -> bool {
    let count = word.chars().count();
    let mut letters = word.chars();
    let first = letters.next();
    let differs = letters.any(|letter| Some(letter) != first);
    count >= 2 && differs && word.chars().any(|letter| is_vowel(letter, count))
}

fn is_vowel(letter: char, count: usize) -> bool {
    let letter = letter.to_ascii_lowercase();
    VOWELS.contains(letter) || !letter.is_ascii() || (letter == 'y' && count >= 3)
}

/// Whether letters are a word, and begin as words do.
fn can_be_spoken(word: &str) -> bool {
    let word = word.to_lowercase();
    let count = word.chars().count();
    let before: String = word.chars().take_while(|letter| !is_vowel(*letter, count)).collect();
    let begins = |two: &str| BEGINNINGS.contains(&two);
    is_word(&word)
        && match before.len() {
            0 | 1 => true,
            2 => begins(&before) || before.starts_with("mc"),
            3 => {
                begins(&before[..2]) && begins(&before[1..]) || matches!(before.as_str(), "sch" | "str" | "spr" | "scr")
            }
            4 => matches!(before.as_str(), "schl" | "schm" | "schn" | "schr" | "schw"),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knows(word: &str) -> bool {
        ["delay", "drop", "delete", "every", "the", "empty", "test", "gateway", "one", "late"]
            .contains(&&*word.to_lowercase())
    }

    /// How a run ends that begins so; a key of `texts` opens a text the first time it is pressed.
    fn judged(begun: Begun, texts: &str, typed: &str, pause: Duration) -> &'static str {
        let mut run = Run::default();
        for (at, key) in typed.chars().enumerate() {
            run.push(key, pause);
            if run.is_over(&knows) {
                return "commands";
            }
            if run.is_prose(&knows) {
                return "prose";
            }
            if at == 0 {
                run.began(begun);
            }
            if run.opened.is_none() && begun != Begun::Text && texts.contains(key) {
                run.opened_text(false);
            }
        }
        "commands"
    }

    #[test]
    fn prose_is_told_from_commands() {
        for typed in [
            "delay is the main pain",
            "drop the last idea",
            "Delete the old endpoint",
            "empty paths",
            "Gateway not yet updated",
            "Test parcels that behave like real ones",
            "one more",
            "is it late",
            "go to the shop",
            "well, that",
            "3 parcels are late",
            "Kunden wollen wissen wo",
            "estä väärä osoite",
        ] {
            assert_eq!(judged(Begun::Command, "eTor", typed, Duration::ZERO), "prose", "{typed}");
        }
        for typed in ["We should drop it", "would", "(late)", "漢字を", "- Print"] {
            assert_eq!(judged(Begun::Nothing, "e", typed, Duration::ZERO), "prose", "{typed}");
        }
        for typed in ["sGateway", "ewhat", "sthe"] {
            assert_eq!(judged(Begun::Nothing, "", typed, PAUSE), "prose", "{typed}");
        }
    }

    /// A word never loses its first letter to a key that was refused, as long as both may be one.
    #[test]
    fn a_refused_key_is_left_out_where_it_is_no_letter_of_the_word() {
        let text = |typed: &str, pauses: [Duration; 2]| {
            let mut run = Run::default();
            for (at, key) in typed.chars().enumerate() {
                run.push(key, pauses[at.min(1)]);
            }
            run.did_nothing();
            run.text().to_owned()
        };
        let (quick, slow) = ([Duration::ZERO; 2], [Duration::ZERO, PAUSE]);
        for typed in ["iPhone orders", "http paths", "tcp limits", "would be", "West side"] {
            assert_eq!((&*text(typed, quick)), typed);
        }
        for (typed, expected) in [
            ("sGateway not", "Gateway not"),
            ("nthe rest", "the rest"),
            ("tcp limits", "tcp limits"),
            ("harp", "harp"),
            ("http", "http"),
        ] {
            assert_eq!(text(typed, slow), expected);
        }
    }

    /// Slowly typed, too: by words that are known, or that no command would spell.
    #[test]
    fn slow_prose_is_told_from_slow_commands() {
        for typed in ["delay is", "Delete the old", "empty paths", "would not", "it is late now", "the shop"] {
            assert_eq!(judged(Begun::Command, "er", typed, PAUSE), "prose", "{typed}");
        }
        for typed in [
            "jeand more",
            "eand more",
            "je very",
            "je and more",
            "jee and more",
            "e and more",
            "jjd d",
            "duj d",
            "jaParcels late",
            "japarcels late",
            "uuu j",
            "g1.2 x",
            "tn x",
            "jj d",
            "xjp p",
            "nnn e",
            "dd e",
            "J J",
            "eNew text here",
        ] {
            let texts = if typed.contains("ja") { "a" } else { "eT" };
            assert_eq!(judged(Begun::Command, texts, typed, PAUSE), "commands", "{typed}");
        }
    }

    /// Where a letter takes a choice, a word is enough; a choice that asks for a text is followed by one.
    #[test]
    fn words_are_told_from_choices() {
        for typed in ["theirs", "the rest", "drop", "delay is", "mine is better", "x", "njt", "d"] {
            let expected = if typed.len() > 3 { "prose" } else { "commands" };
            assert_eq!(judged(Begun::Choice, "e", typed, Duration::ZERO), expected, "{typed}");
        }
        assert_eq!(judged(Begun::Choice, "p", "pall of it", Duration::ZERO), "commands");
    }

    #[test]
    fn commands_stay_commands() {
        for typed in [
            "g1.2",
            "JJJ",
            "tn x",
            "jj d",
            "g3*tn",
            "jjd?",
            "eNew text here",
            "e and more",
            "jaNew note",
            "GANew note",
            "g2.1d",
            "* tn",
            "jjjj",
            "g1.1e is it",
            "xjp",
            "gg G",
            "sgno time",
            "snnot here",
            "TParcels for",
            "uuu",
        ] {
            let texts = if typed.starts_with('s') { "gn" } else { "eTorA" };
            let texts = if typed.starts_with('j') || typed.starts_with('G') { "aA" } else { texts };
            assert_eq!(judged(Begun::Command, texts, typed, Duration::ZERO), "commands", "{typed}");
        }
        for typed in ["adelay is the main pain", "A customer wants", "/two words", ":new canvas"] {
            assert_eq!(judged(Begun::Text, "", typed, Duration::ZERO), "commands", "{typed}");
        }
        for typed in ["sjjs", "sje", "ejj", "p p"] {
            assert_eq!(judged(Begun::Nothing, "", typed, PAUSE), "commands", "{typed}");
        }
    }
}
