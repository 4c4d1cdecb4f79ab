//! What the parser accepts and TOML 1.0 does not: files must open in every other program, too.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::rules;
use super::values::{Item, Reader};

/// Reports what only TOML 1.1 knows: line feeds and commas at the end of inline tables, `\e` and `\xHH`, times without
/// seconds.
pub(super) fn check(table: &DeTable<'_>, reader: &mut Reader<'_>) {
    let text = reader.text;
    let escapes = text.contains("\\e") || text.contains("\\x");
    let inline = text.contains('{');
    let is_time = |colon: usize| colon > 0 && text.as_bytes()[colon - 1].is_ascii_digit();
    let times = text.match_indices(':').any(|(colon, _)| is_time(colon));
    if escapes || inline || times {
        check_table(table, reader, escapes);
    }
}

fn check_table(table: &DeTable<'_>, reader: &mut Reader<'_>, escapes: bool) {
    for (key, item) in table {
        if escapes {
            check_string(key.span(), reader);
        }
        check_item(item, reader, escapes);
    }
}

fn check_item(item: &Item<'_>, reader: &mut Reader<'_>, escapes: bool) {
    let raw = reader.text.get(item.span()).unwrap_or_default();
    match item.get_ref() {
        DeValue::String(_) if escapes => check_string(item.span(), reader),
        DeValue::Datetime(moment) if moment.time.is_some_and(|time| time.second.is_none()) => {
            report(reader, item.span(), "HH:MM:SS");
        }
        DeValue::Array(array) => array.iter().for_each(|element| check_item(element, reader, escapes)),
        DeValue::Table(table) => {
            if raw.starts_with('{')
                && let Some(at) = not_inline(raw)
            {
                let start = item.span().start + at;
                report(reader, start..start + 1, "{ a = 1, b = 2 }");
            }
            check_table(table, reader, escapes);
        }
        _ => {}
    }
}

/// Where an inline table holds a line feed or a comma that TOML 1.0 does not allow there. Line feeds within arrays and
/// longer strings are allowed.
fn not_inline(raw: &str) -> Option<usize> {
    let bytes = raw.as_bytes();
    // The innermost bracket: only line feeds directly within braces count.
    let mut open: Vec<u8> = Vec::new();
    let mut last_comma = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => open.push(bytes[at]),
            b'}' => {
                if last_comma.is_some() && open.last() == Some(&b'{') {
                    return last_comma;
                }
                open.pop();
            }
            b']' => {
                open.pop();
            }
            b'"' | b'\'' => {
                last_comma = None;
                at = super::super::syntax_map::string_end(bytes, at);
                continue;
            }
            b'#' => at = super::super::syntax_map::comment_end(bytes, at).saturating_sub(1),
            b'\n' if open.last() == Some(&b'{') => return Some(at),
            b',' => {
                last_comma = Some(at);
                at += 1;
                continue;
            }
            _ => {}
        }
        if !bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            last_comma = None;
        }
        at += 1;
    }
    None
}

fn check_string(span: Range<usize>, reader: &mut Reader<'_>) {
    let raw = reader.text.get(span.clone()).unwrap_or_default().as_bytes();
    if raw.first() != Some(&b'"') {
        return;
    }
    let mut at = 0;
    while at + 1 < raw.len() {
        if raw[at] == b'\\' {
            if matches!(raw[at + 1], b'e' | b'x') {
                let start = span.start + at;
                report(reader, start..start + 2, if raw[at + 1] == b'e' { "\\u001B" } else { "\\u00HH" });
            }
            at += 1;
        }
        at += 1;
    }
}

fn report(reader: &mut Reader<'_>, span: Range<usize>, detail: &str) {
    reader.report(rules::SYNTAX, span, vec![("detail", format!("TOML 1.1, expected {detail}"))]);
}
