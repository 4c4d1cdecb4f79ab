//! What the lines of a clash say, for a person who reads them, and new lines in their place.

use std::borrow::Cow;

use toml::de::{DeTable, DeValue};

use super::super::syntax_map::{EntryText, SyntaxMap};
use super::super::table_model::TomlValue;
use super::super::write::push_entry;

/// A key of some lines, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownKey {
    /// Its name, after that of a table within the first.
    pub key: String,
    /// A text as it is, each text of a list on a line of its own, anything else as it stands.
    pub value: String,
    /// Whether it is a text.
    pub is_text: bool,
}

/// What some lines say, key by key; nothing where they are no whole keys and tables.
#[must_use]
pub fn shown_keys(lines: &str) -> Option<Vec<ShownKey>> {
    let (_, errors) = DeTable::parse_recoverable(lines);
    if !errors.is_empty() {
        return None;
    }
    let map = SyntaxMap::new(lines);
    let first = map.blocks.iter().find(|block| !block.path.is_empty()).map_or(0, |block| block.path.len());
    let mut keys = Vec::new();
    for block in &map.blocks {
        let within = block.path.get(first..).unwrap_or_default();
        for entry in &block.entries {
            let names = within.iter().chain([&entry.key]).chain(&entry.more);
            let key = names.map(AsRef::as_ref).collect::<Vec<&str>>().join(" ");
            let (value, is_text) = shown(lines, entry);
            keys.push(ShownKey { key, value, is_text });
        }
    }
    Some(keys)
}

fn shown(lines: &str, entry: &EntryText<'_>) -> (String, bool) {
    let raw = || lines[entry.value.clone()].trim().to_owned();
    let line = format!("value = {}", &lines[entry.value.clone()]);
    let (table, _) = DeTable::parse_recoverable(&line);
    match table.get_ref().iter().next().map(|(_, value)| value.get_ref()) {
        Some(DeValue::String(text)) => (text.to_string(), true),
        Some(DeValue::Array(list)) => {
            let texts: Option<Vec<&str>> = list.iter().map(|item| item.get_ref().as_str()).collect();
            (texts.filter(|texts| !texts.is_empty()).map_or_else(raw, |texts| texts.join("\n")), false)
        }
        _ => (raw(), false),
    }
}

/// The line, or lines, of a key with a text.
#[must_use]
pub fn text_lines(key: &str, text: &str) -> String {
    let mut out = String::new();
    push_entry(&mut out, key, &TomlValue::Text(Cow::Borrowed(text)), false);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_keys() {
        let table = "[items.a]\nverdict = \"gap\"\nevidence = [\n  \"one\",\n  \"two\",\n]\ndate = 2026-01-02\n\n\
                     [items.a.waiver]\nreason = \"Later\"\n";
        let keys = shown_keys(table).expect("they parse");
        let found: Vec<_> = keys.iter().map(|key| (key.key.as_str(), key.value.as_str(), key.is_text)).collect();
        let wanted = [
            ("verdict", "gap", true),
            ("evidence", "one\ntwo", false),
            ("date", "2026-01-02", false),
            ("waiver reason", "Later", true),
        ];
        assert_eq!(found, wanted);
        assert_eq!(shown_keys("text = \"\"\"\nhalf\n"), None);
        assert_eq!(shown_keys(""), Some(Vec::new()));
        assert_eq!(shown_keys(&text_lines("text", "a\n\"b\"")).expect("they parse")[0].value, "a\n\"b\"");
    }
}
