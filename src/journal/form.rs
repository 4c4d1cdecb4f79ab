//! A form that is being filled in, as the journal keeps it.

use serde::{Deserialize, Serialize};

use super::splice::Splice;

/// What stands between the texts of two fields: no person types it.
const BETWEEN: char = '\u{1f}';

/// A form that is being filled in, of which nothing is in a file yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDraft {
    /// The file it is for.
    pub file: String,
    /// Which form.
    pub form: String,
    /// The entry that it changes; nothing for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The entry that a new one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// What else it takes to open it again: notes it is about, a state that was chosen before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// What is said above the fields: what it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The fields: what each is called, and what stood in it when the form was opened.
    pub fields: Vec<(String, String)>,
    /// What stands in the fields now, one behind the other.
    pub text: String,
    /// Where the cursor stands in that, in bytes.
    pub cursor: usize,
}

impl FormDraft {
    /// A form for a file, with nothing in it yet. One that is for no file in particular has none.
    #[must_use]
    pub fn new(form: &str, file: &str) -> Self {
        Self {
            file: file.to_owned(),
            form: form.to_owned(),
            key: None,
            replaces: None,
            with: Vec::new(),
            lines: Vec::new(),
            fields: Vec::new(),
            text: String::new(),
            cursor: 0,
        }
    }

    /// The same for an entry that is there.
    #[must_use]
    pub fn of(self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self }
    }

    /// The same with what else it takes to open it again.
    #[must_use]
    pub fn with(self, with: impl IntoIterator<Item = String>) -> Self {
        Self { with: with.into_iter().collect(), ..self }
    }

    /// Whether both are the same form for the same entry, whatever was typed into them.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        let is_same_form = self.file == other.file && self.form == other.form;
        is_same_form && self.key == other.key && self.replaces == other.replaces
    }

    /// The same with these texts in its fields, of which the one in focus has the cursor at that byte.
    #[must_use]
    pub fn filled<'t>(self, texts: impl IntoIterator<Item = &'t str>, (focus, cursor): (usize, usize)) -> Self {
        let (mut text, mut at) = (String::new(), 0);
        for (place, own) in texts.into_iter().enumerate() {
            if place > 0 {
                text.push(BETWEEN);
            }
            if place == focus {
                at = text.len() + cursor;
            }
            text.push_str(&own.replace(BETWEEN, " "));
        }
        Self { text, cursor: at, ..self }
    }

    /// What each field is called, what stood there, and what stands there now.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.fields.iter().zip(self.text.split(BETWEEN)).map(|((name, stood), now)| (&**name, &**stood, now))
    }

    /// The place of the field in focus, and the byte in it before which the cursor stands.
    #[must_use]
    pub fn focus(&self) -> (usize, usize) {
        let before = self.text.get(..self.cursor).unwrap_or(&self.text);
        let start = before.rfind(BETWEEN).map_or(0, |at| at + BETWEEN.len_utf8());
        (before.matches(BETWEEN).count(), before.len() - start)
    }

    /// What makes this of an earlier one; nothing where they are different forms.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Option<Splice> {
        let is_same = self.is_about_the_same(earlier) && self.with == earlier.with && self.fields == earlier.fields;
        is_same.then(|| Splice::between(&earlier.text, &self.text, self.cursor)).flatten()
    }

    /// Makes a change that was typed.
    pub fn splice(&mut self, splice: &Splice) {
        splice.apply(&mut self.text, &mut self.cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_put_together_from_what_was_typed() {
        let form = FormDraft {
            fields: vec![("what".into(), String::new()), ("owner".into(), "RA".into())],
            ..FormDraft::new("action", "orders/follow-up.toml")
        };
        let first = form.clone().filled(["Pr", "RA"], (0, 2));
        let last = form.clone().filled(["Print", "日本"], (1, 3));
        let mut kept = first.clone();
        kept.splice(&last.since(&first).expect("the same form"));
        assert_eq!(kept, last);
        assert_eq!(kept.texts().collect::<Vec<_>>(), [("what", "", "Print"), ("owner", "RA", "日本")]);
        assert_eq!((first.focus(), last.focus()), ((0, 2), (1, 3)));
        assert_eq!(last.since(&FormDraft { form: "parked".into(), ..first }), None);
    }
}
