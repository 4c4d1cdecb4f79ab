//! Fields of which a room may read no more than that something is typed.

use crate::app::editor::{Editor, Lines};
use crate::document::Id;
use crate::i18n::Sentence;
use crate::workshop::ballot::{self, Budget, NotCounted};

/// What is shown in the place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// A sign for each character.
    Letters,
    /// A sign for each dot of a ballot.
    Ballot(Covered),
}

/// A ballot that nobody but its voter knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// How many options there are, by their numbers from 1.
    pub options: usize,
    /// The dots: a sign stands for each of which the number is finished.
    pub budget: Budget,
    /// Who has the keys.
    pub who: String,
}

impl Cover {
    /// How many signs stand in the place of a text.
    #[must_use]
    pub fn signs(&self, text: &str) -> usize {
        match self {
            Self::Letters => text.chars().count(),
            Self::Ballot(ballot) => ballot.given(text),
        }
    }

    /// The ballot that is covered, where one is.
    #[must_use]
    pub fn ballot(&self) -> Option<&Covered> {
        match self {
            Self::Letters => None,
            Self::Ballot(ballot) => Some(ballot),
        }
    }

    /// Brings a field in line after a key, and says what of it does not count. The cursor always stands behind what was
    /// typed.
    #[must_use]
    pub fn after(&self, editor: &Editor) -> (Editor, Option<Sentence>) {
        let (text, problem) = match self {
            Self::Letters => (editor.text().to_owned(), None),
            Self::Ballot(ballot) => ballot.kept(editor.text()),
        };
        (Editor::new(text, Lines::One), problem)
    }
}

impl Covered {
    /// The dots of the numbers in a line, as options of a vote on nothing.
    fn dots(&self, line: &str) -> (Vec<Id>, Vec<NotCounted>) {
        let number = |number: u32| {
            let at = usize::try_from(number).ok()?;
            (1..=self.options).contains(&at).then(|| Id::from_bits(number))
        };
        ballot::ballot(line, self.budget, number)
    }

    /// How many numbers are finished, each a dot.
    #[must_use]
    pub fn given(&self, text: &str) -> usize {
        let (finished, _) = text.rsplit_once(is_between).map_or(("", text), |parts| parts);
        self.dots(finished).0.len()
    }

    /// How many dots are left.
    #[must_use]
    pub fn left(&self, text: &str) -> usize {
        usize::try_from(self.budget.dots).unwrap_or(usize::MAX).saturating_sub(self.given(text))
    }

    /// A text after a key, without a number that was finished and does not count, and why that is.
    #[must_use]
    pub fn kept(&self, text: &str) -> (String, Option<Sentence>) {
        if text.chars().any(|sign| !sign.is_ascii_digit() && !is_between(sign)) {
            let line = text.chars().filter(|sign| sign.is_ascii_digit() || is_between(*sign)).collect();
            return (line, Some(sentence!("dialog.covered.has-keys", who = &self.who)));
        }
        let Some((finished, open)) = text.rsplit_once(is_between) else { return (text.to_owned(), None) };
        let mut line = String::new();
        let mut problem = None;
        for word in finished.split(is_between).filter(|word| !word.is_empty()) {
            let more = format!("{line}{word} ");
            match self.dots(&more).1.last() {
                None => line = more,
                Some(why) => problem = Some(not_counted(*why)),
            }
        }
        line.push_str(open);
        (line, problem)
    }

    /// A text without its last number.
    #[must_use]
    pub fn without_last(text: &str) -> String {
        let text = text.trim_end_matches(is_between);
        text.rsplit_once(is_between).map_or_else(String::new, |(before, _)| format!("{before} "))
    }
}

fn is_between(sign: char) -> bool {
    sign.is_whitespace() || sign == ','
}

/// Why a number of a ballot is not counted, and no more.
#[must_use]
pub(in crate::app) fn not_counted(why: NotCounted) -> Sentence {
    match why {
        NotCounted::NoSuchNumber => sentence!("dialog.ballot.no-such-number"),
        NotCounted::AtMost(most) => sentence!("dialog.ballot.at-most", most = most),
        NotCounted::NoneLeft => sentence!("dialog.ballot.none-left"),
        NotCounted::NoNumber => sentence!("dialog.ballot.no-number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Catalogue;

    fn cover() -> Covered {
        Covered { options: 9, budget: Budget { dots: 3, most: Some(2) }, who: "RA".to_owned() }
    }

    #[test]
    fn a_sign_stands_for_a_number_that_is_finished_and_counts() {
        let given = ["", "6", "6 ", "6 6", "6 6 ", "6 6 1 "].map(|text| cover().given(text));
        assert_eq!(given, [0, 0, 1, 1, 2, 3]);
        assert_eq!(cover().left("6 6 "), 1);
    }

    #[test]
    fn what_does_not_count_is_left_out_and_said_without_saying_which() {
        let kept = |text: &str| {
            let (text, problem) = cover().kept(text);
            (text, problem.map(|problem| Catalogue::english().tell(&problem)))
        };
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(kept("6 6"), ("6 6".into(), None));
        assert_eq!(kept("10 "), (String::new(), said("No note has that number")));
        assert_eq!(kept("6 6 6 "), ("6 6 ".into(), said("At most 2 on one note")));
        assert_eq!(kept("1 2 3 4 "), ("1 2 3 ".into(), said("That is more dots than a ballot has")));
        assert!(kept("1 )").1.is_some_and(|said| said.starts_with("RA has these keys")));
        assert_eq!(kept("1 )").0, "1 ");
        assert_eq!(kept("q").0, "");
    }

    #[test]
    fn the_last_number_is_taken_back_as_a_whole() {
        let back = |text| Covered::without_last(text);
        assert_eq!(["6 12 ", "6 12", "6 ", "6", ""].map(back), ["6 ", "6 ", "", "", ""]);
    }
}
