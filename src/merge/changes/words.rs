//! Two texts word by word.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::document::sequence::in_common;

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// In both texts.
    Same(String),
    /// In the first text only.
    Gone(String),
    /// In the second text only.
    New(String),
}

/// What stands in two texts, in order: what went before what came in its place. What is between two changes is told with
/// them where it is no word.
#[must_use]
pub fn compare(before: &str, after: &str) -> Vec<Run> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_word_bounds().collect(), after.split_word_bounds().collect());
    let mut runs = Runs::default();
    let (mut at_old, mut at_new) = (0, 0);
    for (same_old, same_new) in in_common(&old, &new) {
        runs.between(&old[at_old..same_old], &new[at_new..same_new]);
        runs.same(old[same_old]);
        (at_old, at_new) = (same_old + 1, same_new + 1);
    }
    runs.between(&old[at_old..], &new[at_new..]);
    runs.finish()
}

/// Gathers runs. What went and what came is held back until a word follows that both have.
#[derive(Default)]
#[expect(clippy::struct_field_names, reason = "the field is what the type gathers")]
struct Runs {
    runs: Vec<Run>,
    gone: String,
    new: String,
    /// What both have since, and is no word.
    between: String,
}

impl Runs {
    /// What stood between two changes belongs to both.
    fn between(&mut self, old: &[&str], new: &[&str]) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        let between = std::mem::take(&mut self.between);
        for (text, words) in [(&mut self.gone, old), (&mut self.new, new)] {
            text.push_str(&between);
            text.push_str(&words.concat());
        }
    }

    fn same(&mut self, word: &str) {
        if (!self.gone.is_empty() || !self.new.is_empty()) && !word.chars().any(char::is_alphanumeric) {
            self.between.push_str(word);
            return;
        }
        self.close();
        match self.runs.last_mut() {
            Some(Run::Same(text)) => text.push_str(word),
            _ => self.runs.push(Run::Same(word.to_owned())),
        }
    }

    fn close(&mut self) {
        let (gone, new) = (std::mem::take(&mut self.gone), std::mem::take(&mut self.new));
        self.runs.extend([Run::Gone(gone), Run::New(new)].into_iter().filter(|run| !run.text().is_empty()));
        let between = std::mem::take(&mut self.between);
        if !between.is_empty() {
            self.runs.push(Run::Same(between));
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.runs
    }
}

impl Run {
    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Gone(text) | Self::New(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(before: &str, after: &str) -> String {
        let told = compare(before, after).into_iter().map(|run| match run {
            Run::Same(text) => text,
            Run::Gone(text) => format!("[-{text}-]"),
            Run::New(text) => format!("{{+{text}+}}"),
        });
        told.collect()
    }

    #[test]
    fn words_are_marked_where_they_differ() {
        let was = "Change the address before the parcel leaves";
        let told_of = told(was, "Change the address until loading");
        assert_eq!(told_of, "Change the address [-before the parcel leaves-]{+until loading+}");
        assert_eq!(told("a b c", "a c"), "a [-b -]c");
        assert_eq!(told("", "new"), "{+new+}");
        assert_eq!(told("same", "same"), "same");
        assert_eq!(told("Pay by card.", "Pay by bill."), "Pay by [-card-]{+bill+}.");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_runs(before in "[a-d .\nä]{0,24}", after in "[a-d .\nä]{0,24}") {
            let runs = compare(&before, &after);
            let side = |other: fn(&Run) -> bool| runs.iter().filter(|run| !other(run)).map(Run::text).collect::<String>();
            prop_assert_eq!(side(|run| matches!(run, Run::New(_))), before);
            prop_assert_eq!(side(|run| matches!(run, Run::Gone(_))), after);
        }
    }
}
