//! Arrays of texts: writing them, and changing them element by element.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::DeValue;

use super::strings;
use super::syntax_map::comment_end;
use crate::document::sequence::Common;

/// How long a line with an array may become before every element gets a line of its own, in characters.
const LINE: usize = 100;

/// Appends an array as it stands after `key`: over several lines where it is long, or `is_tall` and has more than one
/// element.
pub(super) fn push(out: &mut String, key: &str, list: &[Cow<'_, str>], is_tall: bool) {
    let mut line = String::new();
    push_inline(&mut line, list);
    let is_long = key.len() + 3 + line.chars().count() > LINE;
    if list.len() > 1 && (is_tall || is_long) {
        out.push_str("[\n");
        for text in list {
            out.push_str("  ");
            strings::push_line(out, text);
            out.push_str(",\n");
        }
        out.push(']');
    } else {
        out.push_str(&line);
    }
}

/// Appends an array on one line.
pub(super) fn push_inline(out: &mut String, list: &[Cow<'_, str>]) {
    out.push('[');
    for (place, text) in list.iter().enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        strings::push_line(out, text);
    }
    out.push(']');
}

/// A piece of text to put in place of another.
pub(super) type Change = (Range<usize>, String);

/// The changes within the text `raw` of an array that turn the elements `from` into `to`. Elements that are none of
/// `from`, such as words nobody knows, stay; so do comments. Nothing where the array is better written anew.
pub(super) fn changes(raw: &str, from: &[Cow<'_, str>], to: &[Cow<'_, str>], newline: &str) -> Option<Vec<Change>> {
    let value = DeValue::parse(raw).ok()?;
    let elements = value.get_ref().as_array()?;
    // Which elements the document carries, in order; the others it does not know.
    let mut carried: Vec<Range<usize>> = Vec::new();
    for element in elements {
        if element.get_ref().as_str().is_some_and(|text| from.get(carried.len()).is_some_and(|next| next == text)) {
            carried.push(element.span());
        }
    }
    let is_plain = !raw.contains(['\n', '#']) && carried.len() == elements.len();
    if carried.len() != from.len() || is_plain || from.len().saturating_mul(to.len()) > 1_000_000 {
        return None;
    }
    let all: Vec<Range<usize>> = elements.iter().map(toml::Spanned::span).collect();
    let mut changes = Vec::new();
    // The element behind which the next new one goes.
    let mut behind: Option<Range<usize>> = None;
    let mut gone: Vec<Range<usize>> = Vec::new();
    let mut new: Vec<(Option<Range<usize>>, String)> = Vec::new();
    for step in align(from, to) {
        match step {
            Step::Keep(at) => behind = Some(carried[at].clone()),
            Step::Replace(at, with) => {
                let mut text = String::new();
                strings::push_line(&mut text, &to[with]);
                changes.push((carried[at].clone(), text));
                behind = Some(carried[at].clone());
            }
            Step::Remove(at) => gone.push(carried[at].clone()),
            Step::Add(with) => {
                let mut text = String::new();
                strings::push_line(&mut text, &to[with]);
                new.push((behind.clone(), text));
            }
        }
    }
    let lines = all.iter().all(|element| has_own_line(raw, element));
    for element in gone {
        changes.push((removal(raw, &element, lines), String::new()));
    }
    for (behind, text) in new {
        changes.extend(addition(raw, &all, behind.as_ref(), &text, lines, newline));
    }
    Some(changes)
}

enum Step {
    Keep(usize),
    Replace(usize, usize),
    Remove(usize),
    Add(usize),
}

/// The shortest way from one list to the other, by their longest common subsequence; a removal next to an addition
/// becomes a replacement.
fn align(from: &[Cow<'_, str>], to: &[Cow<'_, str>]) -> Vec<Step> {
    let common = Common::new(from, to);
    let (mut a, mut b) = (0, 0);
    let mut steps = Vec::new();
    while a < from.len() || b < to.len() {
        if a < from.len() && b < to.len() && from[a] == to[b] {
            steps.push(Step::Keep(a));
            (a, b) = (a + 1, b + 1);
        } else if a < from.len() && b < to.len() && common.at(a, b) == common.at(a + 1, b + 1) {
            steps.push(Step::Replace(a, b));
            (a, b) = (a + 1, b + 1);
        } else if b == to.len() || (a < from.len() && common.at(a + 1, b) >= common.at(a, b + 1)) {
            steps.push(Step::Remove(a));
            a += 1;
        } else {
            steps.push(Step::Add(b));
            b += 1;
        }
    }
    steps
}

fn line_start(raw: &str, at: usize) -> usize {
    raw[..at].rfind('\n').map_or(0, |line| line + 1)
}

/// Whether nothing but blanks stands before an element on its line, and nothing but a comma and a comment behind it.
fn has_own_line(raw: &str, element: &Range<usize>) -> bool {
    let start = line_start(raw, element.start);
    if start == 0 || !raw[start..element.start].trim().is_empty() {
        return false;
    }
    let rest = raw[element.end..].split('\n').next().unwrap_or_default().trim();
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    (rest.is_empty() || rest.starts_with('#')) && raw[element.end..].contains('\n')
}

/// Where the comma behind an element stands, if there is one.
fn comma(raw: &str, element: &Range<usize>) -> Option<usize> {
    let bytes = raw.as_bytes();
    let mut at = element.end;
    loop {
        match bytes.get(at)? {
            b',' => return Some(at),
            b'#' => at = comment_end(bytes, at),
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => return None,
        }
    }
}

/// What goes with an element: its line where it has one, else the comma and the blanks behind it.
fn removal(raw: &str, element: &Range<usize>, lines: bool) -> Range<usize> {
    if lines {
        let end = raw[element.end..].find('\n').map_or(raw.len(), |line| element.end + line + 1);
        return line_start(raw, element.start)..end;
    }
    let behind = raw[element.end..].trim_start_matches([' ', '\t']);
    if behind.starts_with(',') {
        let comma = raw.len() - behind.len();
        let blanks = raw[comma + 1..].len() - raw[comma + 1..].trim_start_matches([' ', '\t']).len();
        return element.start..comma + 1 + blanks;
    }
    element.clone()
}

fn addition(
    raw: &str,
    all: &[Range<usize>],
    behind: Option<&Range<usize>>,
    text: &str,
    lines: bool,
    newline: &str,
) -> Vec<Change> {
    match (behind, all.first()) {
        (Some(element), _) if lines => {
            let mut changes = Vec::new();
            if comma(raw, element).is_none() {
                changes.push((element.end..element.end, ",".to_owned()));
            }
            let indent = &raw[line_start(raw, element.start)..element.start];
            let end = raw[element.end..].find('\n').map_or(raw.len(), |line| element.end + line + 1);
            changes.push((end..end, format!("{indent}{text},{newline}")));
            changes
        }
        (Some(element), _) => vec![(element.end..element.end, format!(", {text}"))],
        (None, Some(first)) if lines => {
            let start = line_start(raw, first.start);
            let indent = &raw[start..first.start];
            vec![(start..start, format!("{indent}{text},{newline}"))]
        }
        (None, _) => vec![(1..1, format!("{text}, "))],
    }
}

/// How many elements the text of an array has.
pub(super) fn len(raw: &str) -> Option<usize> {
    DeValue::parse(raw).ok()?.get_ref().as_array().map(|array| array.len())
}
