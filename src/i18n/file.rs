//! Catalogue files as the build script reads them, and their sentences laid out as the program finds them: one text and
//! numbers, so that no start has addresses to correct for them.

use std::collections::BTreeMap;

/// The categories of CLDR, in the order of `plural::Category`.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The place of `other` among them.
const OTHER: usize = 5;

/// A sentence: a form for each category, of which `other` is always there.
pub(crate) type Forms = [Option<String>; 6];

/// The sentences of a language, laid out.
#[derive(Debug, Default)]
pub(crate) struct LaidOut {
    /// All sentences, one after the other.
    pub(crate) text: String,
    /// Where the form `other` of each key begins, and where the last one ends. What is empty is missing.
    pub(crate) begins: Vec<u32>,
    /// The other forms, sorted: key, category, beginning, end.
    pub(crate) forms: Vec<(u16, u8, u32, u32)>,
    /// Where the forms begin that name a command's key, sorted.
    pub(crate) keyed: Vec<u32>,
}

/// What stands before the id of a command whose key a sentence names, as in `{key:undo}`.
pub(crate) const KEY: &str = "{key:";

/// The sentences of a catalogue file by their keys.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn parse(text: &str) -> Result<BTreeMap<String, Forms>, String> {
    let table: toml::Table = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut sentences = BTreeMap::new();
    flatten("", table, &mut sentences)?;
    Ok(sentences)
}

fn flatten(prefix: &str, table: toml::Table, into: &mut BTreeMap<String, Forms>) -> Result<(), String> {
    if table.contains_key(CATEGORIES[OTHER]) && table.keys().all(|key| CATEGORIES.contains(&key.as_str())) {
        let mut forms = Forms::default();
        for (at, category) in CATEGORIES.iter().enumerate() {
            forms[at] = table.get(*category).and_then(toml::Value::as_str).map(str::to_owned);
        }
        into.insert(prefix.to_owned(), forms);
        return Ok(());
    }
    for (key, value) in table {
        let path = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::String(text) if !text.is_empty() => {
                let mut forms = Forms::default();
                forms[OTHER] = Some(text);
                into.insert(path, forms);
            }
            toml::Value::Table(table) => flatten(&path, table, into)?,
            _ => return Err(format!("{path} is neither a table nor a sentence")),
        }
    }
    Ok(())
}

/// The sentences of a language in the order of the keys, which are those of English.
///
/// # Errors
/// The key of a sentence that English does not have.
pub(crate) fn lay_out(keys: &[String], sentences: &BTreeMap<String, Forms>) -> Result<LaidOut, String> {
    if let Some(unknown) = sentences.keys().find(|key| keys.binary_search(key).is_err()) {
        return Err(format!("{unknown} is not a key of the English catalogue"));
    }
    let mut out = LaidOut::default();
    let all = || keys.iter().map(|key| sentences.get(key));
    for forms in all() {
        out.begins.push(place(&out.text)?);
        out.add(forms.and_then(|forms| forms[OTHER].as_deref()).unwrap_or_default())?;
    }
    out.begins.push(place(&out.text)?);
    for (key, forms) in all().enumerate() {
        let others = forms.into_iter().flatten().take(OTHER).enumerate();
        for (category, form) in others.filter_map(|(category, form)| Some((category, form.as_deref()?))) {
            let begin = place(&out.text)?;
            out.add(form)?;
            let number = |at: usize| u16::try_from(at).map_err(|_| "there are too many keys".to_owned());
            let category = u8::try_from(category).unwrap_or_default();
            out.forms.push((number(key)?, category, begin, place(&out.text)?));
        }
    }
    Ok(out)
}

impl LaidOut {
    fn add(&mut self, form: &str) -> Result<(), String> {
        if form.contains(KEY) {
            self.keyed.push(place(&self.text)?);
        }
        self.text.push_str(form);
        Ok(())
    }
}

fn place(text: &str) -> Result<u32, String> {
    u32::try_from(text.len()).map_err(|_| "the sentences are too long".to_owned())
}
