//! What makes one text of another, in as few bytes as can be: what a key costs in the journal.

use serde::{Deserialize, Serialize};

/// A change of a text that is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Where, in bytes.
    pub at: usize,
    /// How many bytes go.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cut: usize,
    /// What comes in their place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Where the cursor stands then, unless it is behind what came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<usize>,
}

impl Splice {
    /// What makes `new`, with its cursor, of `old`.
    #[must_use]
    pub fn between(old: &str, new: &str, cursor: usize) -> Option<Self> {
        let (before, after) = (old.as_bytes(), new.as_bytes());
        let mut at = before.iter().zip(after).take_while(|(old, new)| old == new).count();
        while !old.is_char_boundary(at) || !new.is_char_boundary(at) {
            at -= 1;
        }
        let same = before[at..].iter().rev().zip(after[at..].iter().rev()).take_while(|(old, new)| old == new).count();
        let (mut cut, mut put) = (before.len() - same, after.len() - same);
        while !old.is_char_boundary(cut) || !new.is_char_boundary(put) {
            (cut, put) = (cut + 1, put + 1);
        }
        let text = new.get(at..put)?.to_owned();
        Some(Self { at, cut: cut - at, text, cursor: (cursor != put).then_some(cursor) })
    }

    /// Makes the change. One that does not fit changes nothing: a line before it is missing.
    pub fn apply(&self, text: &mut String, cursor: &mut usize) {
        let Some(to) = self.at.checked_add(self.cut) else { return };
        if text.get(self.at..to).is_some() {
            text.replace_range(self.at..to, &self.text);
            let now = self.cursor.unwrap_or(self.at + self.text.len());
            *cursor = if text.is_char_boundary(now) { now } else { text.len() };
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
pub(super) fn is_zero(number: &usize) -> bool {
    *number == 0
}
