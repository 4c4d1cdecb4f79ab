//! Two texts word by word.

use unicode_segmentation::UnicodeSegmentation as _;

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

/// More comparisons than this are not made: such texts are told whole.
const MOST: usize = 4_000_000;

/// What stands in two texts, in order: what went before what came in its place. What is between two changes is told with
/// them where it is no word.
#[must_use]
pub fn compare(before: &str, after: &str) -> Vec<Run> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_word_bounds().collect(), after.split_word_bounds().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let mut runs = Runs::default();
    runs.same(&old[..head]);
    runs.between(&old[head..old.len() - tail], &new[head..new.len() - tail]);
    runs.same(&old[old.len() - tail..]);
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
    fn between(&mut self, old: &[&str], new: &[&str]) {
        if old.len().saturating_mul(new.len()) > MOST {
            self.gone.push_str(&old.concat());
            self.new.push_str(&new.concat());
            return;
        }
        // longest[i][j]: how many words the rests from i and j on share at most.
        let width = new.len() + 1;
        let mut longest = vec![0u32; (old.len() + 1) * width];
        for (i, one) in old.iter().enumerate().rev() {
            for (j, other) in new.iter().enumerate().rev() {
                longest[i * width + j] = if one == other {
                    longest[(i + 1) * width + j + 1] + 1
                } else {
                    longest[(i + 1) * width + j].max(longest[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < old.len() && j < new.len() {
            if old[i] == new[j] {
                self.same(&[old[i]]);
                (i, j) = (i + 1, j + 1);
            } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
                self.take_in();
                self.gone.push_str(old[i]);
                i += 1;
            } else {
                self.take_in();
                self.new.push_str(new[j]);
                j += 1;
            }
        }
        if i < old.len() || j < new.len() {
            self.take_in();
        }
        self.gone.push_str(&old[i..].concat());
        self.new.push_str(&new[j..].concat());
    }

    /// What stood between two changes belongs to both.
    fn take_in(&mut self) {
        let between = std::mem::take(&mut self.between);
        self.gone.push_str(&between);
        self.new.push_str(&between);
    }

    fn same(&mut self, words: &[&str]) {
        for word in words {
            if (!self.gone.is_empty() || !self.new.is_empty()) && !word.chars().any(char::is_alphanumeric) {
                self.between.push_str(word);
                continue;
            }
            self.close();
            match self.runs.last_mut() {
                Some(Run::Same(text)) => text.push_str(word),
                _ => self.runs.push(Run::Same((*word).to_owned())),
            }
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
