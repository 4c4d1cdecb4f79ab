//! Writing a new file, and the pieces of one: headers, keys, values.

use std::fmt::Write as _;

use super::table_model::{Block, TomlValue, tables};
use super::{Content, array, grammar, strings};
use crate::document::Number;
use crate::method::Method;

/// A new file that says `content`, in canonical form.
#[must_use]
pub fn write(content: &Content, method: &Method) -> String {
    let (mut out, grammar) = (String::new(), grammar::of(content));
    for block in tables(content, &grammar, method) {
        if !out.is_empty() {
            out.push('\n');
        }
        push_block(&mut out, &block);
    }
    out
}

/// Appends a table with its header and keys.
pub(super) fn push_block(out: &mut String, block: &Block<'_>) {
    if !block.path.is_empty() {
        push_header(out, &block.path, block.element);
        out.push('\n');
    }
    for (key, value) in &block.entries {
        push_entry(out, key, value, block.is_tall(key));
    }
}

/// Appends a header without a line feed.
pub(super) fn push_header<S: AsRef<str>>(out: &mut String, path: &[S], element: bool) {
    out.push_str(if element { "[[" } else { "[" });
    for (place, key) in path.iter().enumerate() {
        if place > 0 {
            out.push('.');
        }
        strings::push_key(out, key.as_ref());
    }
    out.push_str(if element { "]]" } else { "]" });
}

/// Appends a line, or several, with a key and its value.
pub(super) fn push_entry(out: &mut String, key: &str, value: &TomlValue<'_>, is_tall: bool) {
    strings::push_key(out, key);
    out.push_str(" = ");
    push_value(out, key, value, is_tall);
    out.push('\n');
}

/// Appends a value as it stands after its key in a table of its own; `is_tall` says that a list has a line for each value.
pub(super) fn push_value(out: &mut String, key: &str, value: &TomlValue<'_>, is_tall: bool) {
    match value {
        TomlValue::Text(text) => strings::push_text(out, text),
        TomlValue::List(list) => array::push(out, key, list, is_tall),
        _ => push_inline(out, value),
    }
}

/// Appends a value on one line, as it stands within braces.
pub(super) fn push_inline(out: &mut String, value: &TomlValue<'_>) {
    match value {
        TomlValue::Text(text) => strings::push_line(out, text),
        TomlValue::Number(number) => {
            let _ = write!(out, "{number}");
        }
        TomlValue::Date(date) => {
            let _ = write!(out, "{date}");
        }
        TomlValue::Decimal(number) => out.push_str(number.as_str()),
        TomlValue::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        TomlValue::Time(time) => {
            let _ = write!(out, "{}", time.format("%H:%M:%S"));
        }
        TomlValue::List(list) => array::push_inline(out, list),
        TomlValue::Numbers(numbers) => {
            let numbers: Vec<&str> = numbers.iter().map(Number::as_str).collect();
            let _ = write!(out, "[{}]", numbers.join(", "));
        }
        TomlValue::Inline(texts) => {
            for (place, (key, text)) in texts.iter().enumerate() {
                out.push_str(if place == 0 { "{ " } else { ", " });
                strings::push_key(out, key);
                out.push_str(" = ");
                strings::push_line(out, text);
            }
            out.push_str(" }");
        }
    }
}
