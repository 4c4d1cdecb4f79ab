//! Changing a file only where a document differs from it.
//!
//! The file is read, its document and the wanted one are laid out as tables, and every difference becomes a change of
//! the text: a value's own characters, a key's own line, a table's own lines. Nothing else is written anew.
//!
//! Notes and answers that stand in other forms of TOML (inline tables, dotted keys) keep them while only values change.
//! Where a key or a whole note comes, goes or moves in such a form, the file is first put into its canonical form.

mod entries;
mod history;
mod moves;
mod plan;
mod text;

use super::syntax_map::SyntaxMap;
use super::table_model::tables;
use super::{Content, Reading, State, UpdateError, format, grammar, read};
use crate::method::Method;

/// The bytes of a file with only those parts changed in which `target` differs from what they say.
///
/// Takes the file as it stands, what it should say, and the method. Where it says so already, the same bytes come back;
/// comments, unknown keys, the order of keys, line ends and a byte order mark stay. What comes back reads back as
/// `target`.
///
/// # Errors
/// Where the file is invalid, newer or conflicted, and where what would be written does not read back as `target`.
pub fn update(bytes: &[u8], target: &Content, method: &Method) -> Result<Vec<u8>, UpdateError> {
    let reading = read(bytes, target.kind(), method);
    let content = reading.writable()?;
    if content.says_the_same(target) {
        return Ok(bytes.to_vec());
    }
    if let Some(new) = attempt(&reading, content, target, method) {
        return Ok(new);
    }
    let formatted = format(bytes, target.kind(), method)?;
    if formatted == bytes {
        return Err(UpdateError::Mismatch);
    }
    let reading = read(&formatted, target.kind(), method);
    attempt(&reading, reading.writable()?, target, method).ok_or(UpdateError::Mismatch)
}

/// Whether that is what bytes say.
fn says(bytes: &[u8], target: &Content, method: &Method) -> bool {
    let back = read(bytes, target.kind(), method);
    back.state == State::Valid && back.content.is_some_and(|content| content.says_the_same(target))
}

/// The changed file; nothing where it stands in a form that cannot be changed in place.
fn attempt(reading: &Reading, content: &Content, target: &Content, method: &Method) -> Option<Vec<u8>> {
    let (map, grammar) = (SyntaxMap::new(&reading.text), grammar::of(target));
    let (current, wanted) = (tables(content, &grammar, method), tables(target, &grammar, method));
    let changes = plan::plan(&map, &grammar, reading, &current, &wanted).ok()?;
    changes.apply().map(String::into_bytes).filter(|new| says(new, target, method))
}

/// What [`update`] gives where the file need not be put into canonical form first; for tests that it need not.
#[cfg(test)]
pub(super) fn in_place(bytes: &[u8], target: &Content, method: &Method) -> Option<Vec<u8>> {
    let reading = read(bytes, target.kind(), method);
    let content = reading.writable().ok()?;
    if content.says_the_same(target) { Some(bytes.to_vec()) } else { attempt(&reading, content, target, method) }
}
