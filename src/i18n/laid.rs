//! The sentences as the build script lays them out: of each language one text, and numbers that say where in it a sentence
//! stands. A slice of texts would hold an address for each, which the loader would have to correct before `main` begins.

use std::ops::Range;

use super::plural::Category;

/// The sentences of one language as the build script lays them out (`file.rs`).
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) code: &'static str,
    pub(super) text: &'static str,
    pub(super) begins: &'static [u32],
    pub(super) forms: &'static [(u16, u8, u32, u32)],
    /// Where the forms begin that name a command's key, sorted.
    pub(super) keyed: &'static [u32],
}

/// Every language that has a catalogue file.
#[expect(clippy::unreadable_literal, reason = "the table is written by the build script")]
pub(super) const LAID: &[Laid] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The language whose keys are those of all.
pub(super) const ENGLISH: &Laid = {
    let mut at = 0;
    while !matches!(LAID[at].code.as_bytes(), b"en") {
        at += 1;
    }
    &LAID[at]
};

/// A form of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) text: &'static str,
    /// Whether it names the key of a command.
    pub(super) names_keys: bool,
}

impl Laid {
    /// The form of a sentence, if it is there.
    pub(super) fn find(&self, at: usize, wanted: Category) -> Option<Form> {
        let other = self.begins[at]..self.begins[at + 1];
        if other.is_empty() {
            return None;
        }
        let span = self.form(at, wanted).unwrap_or(other);
        let text = &self.text[span.start as usize..span.end as usize];
        Some(Form { text, names_keys: self.keyed.binary_search(&span.start).is_ok() })
    }

    /// Where the form of a sentence for a category stands, if it has one of its own.
    pub(super) fn form(&self, at: usize, wanted: Category) -> Option<Range<u32>> {
        let wanted = (at, wanted as usize);
        let at = self.forms.binary_search_by_key(&wanted, |form| (form.0.into(), form.1.into())).ok()?;
        Some(self.forms[at].2..self.forms[at].3)
    }

    /// Whether a form of a sentence has a place for an argument.
    pub(super) const fn has_place(&self, at: usize, argument: &[u8]) -> bool {
        if names(self.text, self.begins[at], self.begins[at + 1], argument) {
            return true;
        }
        let mut form = 0;
        while form < self.forms.len() {
            let (of, _, begin, end) = self.forms[form];
            if of as usize == at && names(self.text, begin, end, argument) {
                return true;
            }
            form += 1;
        }
        false
    }
}

/// Whether a part of a text holds a name in braces.
const fn names(text: &str, begin: u32, end: u32, name: &[u8]) -> bool {
    let text = text.as_bytes();
    let (mut at, end) = (begin as usize, end as usize);
    while at + name.len() + 2 <= end {
        if text[at] == b'{' && text[at + name.len() + 1] == b'}' {
            let mut same = 0;
            while same < name.len() && text[at + 1 + same] == name[same] {
                same += 1;
            }
            if same == name.len() {
                return true;
            }
        }
        at += 1;
    }
    false
}
