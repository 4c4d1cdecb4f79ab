//! The texts that files had before they were saved over, over all runs: as far back as there is room for.

use std::collections::BTreeMap;

use super::history::renamed;
use super::record::{FormerText, Record};
use crate::document::Id;

/// How many bytes of text are kept of one file, the newest.
const MAX_FILE_BYTES: usize = 1 << 20;
/// How many texts are kept of one file, the newest.
const MAX_FILE_TEXTS: usize = 2_000;

/// The former texts of each file, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormerTexts {
    files: BTreeMap<String, Vec<FormerText>>,
    /// What was put into each file since it was saved, by the ids it had and has.
    copied: BTreeMap<String, Vec<(Id, Id)>>,
}

impl FormerTexts {
    /// Goes on with the records of the next run.
    pub fn replay(&mut self, records: &[Record]) {
        for record in records {
            match record {
                Record::Replaced { file, text } => self.push(file, text.clone()),
                Record::Copied { file, ids } => self.copied.entry(file.clone()).or_default().extend(ids),
                Record::Saved { file, .. } => drop(self.copied.remove(file)),
                Record::Moved { from, to } => self.rename(from, to),
                _ => {}
            }
        }
    }

    /// Takes what was put into files that were not saved after it.
    pub fn take_copied(&mut self) -> BTreeMap<String, Vec<(Id, Id)>> {
        std::mem::take(&mut self.copied)
    }

    /// A file was saved over.
    pub fn push(&mut self, file: &str, text: FormerText) {
        if !self.files.contains_key(file) {
            self.files.insert(file.to_owned(), Vec::new());
        }
        let Some(texts) = self.files.get_mut(file) else { return };
        texts.push(text);
        // Looked at now and then only, so that a text costs itself.
        if texts.len() > MAX_FILE_TEXTS + MAX_FILE_TEXTS / 8 || texts.len().is_multiple_of(64) {
            let mut room = MAX_FILE_BYTES;
            let fits = |text: &&FormerText| {
                let left = room.checked_sub(text.len());
                room = left.unwrap_or(0);
                left.is_some()
            };
            let kept = texts.iter().rev().take(MAX_FILE_TEXTS).take_while(fits).count();
            texts.drain(..texts.len() - kept);
        }
    }

    /// The former texts of a file, the newest first.
    pub fn of(&self, file: &str) -> impl Iterator<Item = &FormerText> {
        self.files.get(file).into_iter().flatten().rev()
    }

    /// The pieces of former texts of a file, the newest first.
    pub fn pieces(&self, file: &str) -> impl Iterator<Item = &str> {
        self.of(file).flat_map(|text| &text.back).map(|piece| piece.text.as_str()).filter(|piece| !piece.is_empty())
    }

    /// The pieces of former texts of all other files, of each the newest first.
    pub fn pieces_of_others(&self, file: &str) -> impl Iterator<Item = &str> {
        self.files.keys().filter(move |other| *other != file).flat_map(|other| self.pieces(other))
    }

    fn rename(&mut self, from: &str, to: &str) {
        let copied = std::mem::take(&mut self.copied);
        self.copied = copied.into_iter().map(|(file, ids)| (renamed(&file, from, to).unwrap_or(file), ids)).collect();
        let moved: Vec<(String, String)> =
            self.files.keys().filter_map(|file| Some((file.clone(), renamed(file, from, to)?))).collect();
        for (old, new) in moved {
            if let Some(texts) = self.files.remove(&old) {
                self.files.insert(new, texts);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::{Piece, digest};
    use super::*;

    fn text(old: &str, new: &str) -> FormerText {
        let back = vec![Piece { at: 0, cut: new.len(), text: old.into() }];
        FormerText { was: digest(old.as_bytes()), is: digest(new.as_bytes()), back }
    }

    #[test]
    fn a_former_text_is_had_again_out_of_the_one_in_its_place() {
        let kept = text("one", "two");
        assert_eq!(kept.of("two").as_deref(), Some("one"));
        assert_eq!(kept.of("another"), None);
        assert_eq!(FormerText { was: 1, ..kept }.of("two"), None);
    }

    #[test]
    fn texts_go_with_a_file_that_is_renamed_and_the_oldest_go_where_there_are_too_many() {
        let mut texts = FormerTexts::default();
        let moved = Record::Moved { from: "orders".into(), to: "parcels".into() };
        let replaced = |old: &str, new: &str| Record::Replaced { file: "orders/x.toml".into(), text: text(old, new) };
        texts.replay(&[replaced("one", "two"), replaced("two", "three"), moved]);
        assert_eq!(texts.pieces("parcels/x.toml").collect::<Vec<_>>(), ["two", "one"]);
        assert_eq!(texts.pieces_of_others("a.toml").count(), 2);
        let large = "x".repeat(MAX_FILE_BYTES / 100);
        for _ in 0..1_000 {
            texts.push("a.toml", text(&large, ""));
        }
        assert!(texts.of("a.toml").count() < 200);
        for at in 0..10_000 {
            texts.push("a.toml", text(&at.to_string(), ""));
        }
        assert!(texts.of("a.toml").count() <= MAX_FILE_TEXTS + MAX_FILE_TEXTS / 8);
        assert_eq!(texts.pieces("a.toml").next(), Some("9999"));
    }
}
