//! Changes of a text, gathered first and carried out together.

use std::ops::Range;

use super::super::array::Change;
use super::super::syntax_map::{SyntaxMap, comment_end, string_end};

/// The table or key stands in a form that cannot be changed in place.
#[derive(Debug)]
pub(super) struct NotPatchable;

/// The changes of a file.
pub(super) struct Changes<'t> {
    map: &'t SyntaxMap<'t>,
    /// Where the file ends; what stands behind that is only there to be put elsewhere.
    end: usize,
    inner: Vec<Change>,
    removed: Vec<Range<usize>>,
    after: Vec<(usize, String)>,
    before: Vec<(usize, String)>,
}

impl<'t> Changes<'t> {
    pub(super) fn new(map: &'t SyntaxMap<'t>, end: usize) -> Self {
        Self { map, end, inner: Vec::new(), removed: Vec::new(), after: Vec::new(), before: Vec::new() }
    }

    /// Changes within tables.
    pub(super) fn within(&mut self, changes: Vec<Change>) {
        self.inner.extend(changes);
    }

    /// Takes out a table with one blank line.
    pub(super) fn remove(&mut self, lines: Range<usize>) {
        self.removed.push(lines);
    }

    /// Puts a table after what ends at `at`.
    pub(super) fn put_after(&mut self, at: usize, table: String) {
        self.after.push((at, table));
    }

    /// Puts a table before what begins at `at`.
    pub(super) fn put_before(&mut self, at: usize, table: String) {
        self.before.push((at, table));
    }

    /// The changed text; nothing where changes touch each other, which they do in no file that the parser accepts.
    pub(super) fn apply(mut self) -> Option<String> {
        let (text, newline) = (self.text(), self.map.newline);
        let removed = self.removals();
        // In the order in which they go to one place: within the table before it, after it, before the next one.
        let mut changes: Vec<(usize, u8, Change)> = Vec::new();
        changes.extend(self.inner.drain(..).map(|(range, with)| (range.start, 0, (range, with))));
        self.after.sort_by_key(|(at, _)| *at);
        let mut after = self.after.into_iter().peekable();
        while let Some((at, table)) = after.next() {
            let mut with = format!("{newline}{table}");
            let is_last = after.peek().is_none_or(|(next, _)| *next != at);
            if is_last && !starts_blank(&text[at..]) {
                with.push_str(newline);
            }
            changes.push((at, 1, (at..at, with)));
        }
        changes.extend(self.before.into_iter().map(|(at, table)| (at, 2, (at..at, format!("{table}{newline}")))));
        changes.extend(removed.into_iter().map(|range| (range.start, 3, (range, String::new()))));
        changes.sort_by_key(|(at, class, _)| (*at, *class));
        with_changes(text, 0..text.len(), changes.into_iter().map(|(_, _, change)| change), newline)
    }

    fn text(&self) -> &'t str {
        self.map.text.get(..self.end).unwrap_or(self.map.text)
    }

    /// What is taken out, each with the blank line that follows, or at the end of the file with the one before.
    fn removals(&mut self) -> Vec<Range<usize>> {
        let text = self.text();
        self.removed.retain(|range| range.start < text.len());
        self.removed.sort_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(self.removed.len());
        for mut range in self.removed.drain(..) {
            if let Some(blank) = blank_line(&text[range.end..]) {
                range.end += blank;
            }
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        if let Some(last) = merged.last_mut()
            && last.end == text.len()
        {
            let before = text[..last.start].trim_end_matches([' ', '\t']);
            let line = before.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
            if let Some(line) = line
                && (line.is_empty() || line.ends_with('\n'))
            {
                last.start = line.len();
            }
        }
        merged
    }
}

/// The part `range` of a text with changes made, which must be in order.
pub(super) fn with_changes(
    text: &str,
    range: Range<usize>,
    changes: impl Iterator<Item = Change>,
    newline: &str,
) -> Option<String> {
    let mut out = String::with_capacity(range.len() + 256);
    let mut at = range.start;
    for (place, with) in changes {
        if place.start < at || place.end > range.end {
            return None;
        }
        out.push_str(text.get(at..place.start)?);
        // A file may end without a line feed.
        let is_line = place.is_empty() && with.ends_with('\n');
        if is_line && place.start == text.len() && !text.is_empty() && !out.ends_with('\n') {
            out.push_str(newline);
        }
        out.push_str(&with);
        at = place.end;
    }
    out.push_str(text.get(at..range.end)?);
    Some(out)
}

/// The comments in and behind a value that goes with its key, each on a line of its own: what somebody wrote about it stays.
/// `value` reaches to the end of the last line.
pub(super) fn comments_left(value: &str, indent: &str, newline: &str) -> String {
    let bytes = value.as_bytes();
    let (mut left, mut at) = (String::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' | b'\'' => at = string_end(bytes, at),
            b'#' => {
                let end = comment_end(bytes, at);
                let comment = value.get(at..end).unwrap_or_default().trim_end();
                left.extend([indent, comment, newline]);
                at = end;
            }
            _ => at += 1,
        }
    }
    left
}

/// Whether nothing or a blank line comes next.
fn starts_blank(text: &str) -> bool {
    text.is_empty() || blank_line(text).is_some()
}

/// The length of the blank line with which a text begins.
fn blank_line(text: &str) -> Option<usize> {
    let line = text.find('\n').map_or(text.len(), |end| end + 1);
    (line > 0 && text[..line].trim().is_empty()).then_some(line)
}
