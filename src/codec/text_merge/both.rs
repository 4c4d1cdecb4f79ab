//! What is left of a clash when both sides are to stand: texts one below the other, sets united; of everything else ours.

use std::borrow::Cow;

use toml::de::{DeTable, DeValue};

use super::super::table_model::TomlValue;
use super::super::write::push_entry;
use super::Three;

/// Keys that hold sentences, which can stand one below the other.
const SENTENCES: [&str; 7] = ["text", "reason", "question", "because", "dissent", "note", "summary"];

/// The lines of a clash with what both sides say.
pub(super) fn both(texts: &Three<String>) -> String {
    let (Some(ours), Some(theirs)) = (keys(&texts.ours), keys(&texts.theirs)) else { return texts.ours.clone() };
    let base = keys(&texts.base).unwrap_or_default();
    let of = |table: &'_ [(String, Value)], key: &str| {
        table.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone())
    };
    let mut out = String::new();
    for (key, our) in &ours {
        match (our, of(&theirs, key)) {
            (Value::Text(our), Some(Value::Text(their))) if SENTENCES.contains(&key.as_str()) && *our != their => {
                let text = format!("{our}\n{their}");
                push_entry(&mut out, key, &TomlValue::Text(Cow::Borrowed(&text)), false);
            }
            (Value::List(our), Some(Value::List(their))) if *our != their => {
                let was = if let Some(Value::List(was)) = of(&base, key) { was } else { Vec::new() };
                let kept = our.iter().filter(|text| their.contains(text) || !was.contains(text));
                let added = their.iter().filter(|text| !our.contains(text) && !was.contains(text));
                let list = kept.chain(added).map(|text| Cow::Borrowed(text.as_str())).collect();
                push_entry(&mut out, key, &TomlValue::List(list), key == "evidence");
            }
            (Value::Other(line), _) => out.push_str(line),
            (Value::Text(_) | Value::List(_), _) => out.push_str(&line(&texts.ours, key)),
        }
    }
    for (key, value) in &theirs {
        // What only they say stands, where it is no contradiction.
        if let (Value::List(_), None) = (value, of(&ours, key)) {
            out.push_str(&line(&texts.theirs, key));
        }
    }
    out
}

#[derive(Clone)]
enum Value {
    Text(String),
    List(Vec<String>),
    /// The line of anything else.
    Other(String),
}

/// The keys of some lines; nothing where they hold a whole table.
fn keys(text: &str) -> Option<Vec<(String, Value)>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() || text.is_empty() {
        return None;
    }
    let mut keys: Vec<(usize, String, Value)> = Vec::new();
    for (key, value) in table.get_ref() {
        let name = key.get_ref().to_string();
        let value = match value.get_ref() {
            DeValue::Table(_) => return None,
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Array(list) if list.iter().all(|item| item.get_ref().as_str().is_some()) => {
                Value::List(list.iter().filter_map(|item| item.get_ref().as_str().map(str::to_owned)).collect())
            }
            _ => Value::Other(line(text, &name)),
        };
        keys.push((key.span().start, name, value));
    }
    keys.sort_by_key(|(at, ..)| *at);
    Some(keys.into_iter().map(|(_, key, value)| (key, value)).collect())
}

/// The lines of a key.
fn line(text: &str, key: &str) -> String {
    let map = super::super::syntax_map::SyntaxMap::new(text);
    let entries = map.blocks.first().map_or(&[][..], |top| &top.entries);
    entries
        .iter()
        .find(|entry| entry.key == key)
        .map_or_else(String::new, |entry| text[entry.start..entry.end].to_owned())
}
