//! Canonical form of a file that exists: tables and keys in order, every table under a header of its own, one blank line
//! between tables, values as the program writes them. Comments and unknown keys stay with what they belong to.

mod inline;
mod render;
mod tree;

use std::borrow::Cow;

use super::places::BOM;
use super::syntax_map::SyntaxMap;
use super::vocabulary::Vocabulary;
use super::{Content, FileKind, FormatError, Reading, State, grammar, read, syntax_map};
use crate::method::Method;

/// A file in canonical form.
///
/// Takes the file as it stands, what kind of file it is, and the method, which knows the order of sections and items.
/// Line ends and a byte order mark stay as they are. A file in canonical form comes back as it is.
///
/// # Errors
/// Where the file is invalid, newer or conflicted, and where the canonical form would not say the same.
pub fn format(bytes: &[u8], kind: FileKind, method: &Method) -> Result<Vec<u8>, FormatError> {
    let reading = read(bytes, kind.clone(), method);
    let content = reading.writable()?;
    let formatted = formatted(&reading, content, method, false);
    if *formatted == *reading.text {
        return Ok(formatted.into_bytes());
    }
    let back = read(formatted.as_bytes(), kind, method);
    let same = back.state == State::Valid && back.content.is_some_and(|back| back.says_the_same(content));
    if same { Ok(formatted.into_bytes()) } else { Err(FormatError::Mismatch) }
}

/// What a file would be in canonical form, but for the order of the keys of a table and of tables whose order means
/// nothing: these stay, and in a register so do tables of different names among one another. A file as version 0.1 wrote it comes back as it is.
///
/// # Errors
/// Where the file is invalid, newer or conflicted.
pub fn tidied(reading: &Reading, method: &Method) -> Result<String, FormatError> {
    Ok(formatted(reading, reading.writable()?, method, true))
}

fn formatted(reading: &Reading, content: &Content, method: &Method, keeps_order: bool) -> String {
    let text = reading.text.strip_prefix(BOM).unwrap_or(&reading.text);
    let newline = syntax_map::newline(text);
    let plain = text.replace("\r\n", "\n");
    let tree = tree::Tree::new(&plain);
    let grammar = grammar::of(content);
    let form = render::Form { grammar: &grammar, vocabulary: Vocabulary::of(content, method), keeps_order };
    let mut formatted = render::render(tree, &form);
    if keeps_order && content.register().is_some() {
        formatted = in_order_of(&plain, &formatted);
    }
    if newline != "\n" {
        formatted = formatted.replace('\n', newline);
    }
    if reading.text.starts_with(BOM) {
        formatted.insert_str(0, BOM);
    }
    formatted
}

/// The canonical form `formatted` with its tables in the order in which they stand in `text`; what has no header there
/// comes last.
fn in_order_of(text: &str, formatted: &str) -> String {
    let (own, other) = (SyntaxMap::new(text), SyntaxMap::new(formatted));
    let tables = &other.blocks[1..];
    let Some(first) = other.blocks.first().filter(|_| !tables.is_empty()) else { return formatted.to_owned() };
    // Each with everything between it and the table before.
    let starts = std::iter::once(first.end).chain(tables.iter().map(|table| table.end));
    let pieces: Vec<(&[Cow<'_, str>], &str)> = starts
        .zip(tables)
        .map(|(start, table)| (table.path.as_slice(), formatted[start..table.end].trim_start_matches('\n')))
        .collect();
    let place = |path: &[Cow<'_, str>]| own.blocks.iter().position(|block| block.is_at(path)).unwrap_or(usize::MAX);
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_cached_key(|at| place(pieces[*at].0));
    let mut out = formatted[..first.end].to_owned();
    for at in order {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(pieces[at].1);
    }
    out.push_str(&formatted[tables.last().map_or(0, |table| table.end)..]);
    out
}
