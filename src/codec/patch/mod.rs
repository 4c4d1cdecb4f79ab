//! Changing a file only where a document differs from it.
//!
//! The file is read, its document and the wanted one are laid out as tables, and every difference becomes a change of
//! the text: a value's own characters, a key's own line, a table's own lines. Nothing else is written anew.
//!
//! Notes and answers that stand in other forms of TOML (inline tables, dotted keys) keep them, and what comes beside them
//! gets theirs ([`steps`]). A file that cannot be changed in place at all is first put into its canonical form.

mod entries;
mod forms;
mod history;
mod moves;
mod plan;
mod put;
mod restore;
mod steps;
mod text;

pub use restore::table_for;

use super::syntax_map::SyntaxMap;
use super::table_model::{Block, tables};
use super::{Content, Former, Reading, State, UpdateError, format, grammar, read};
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
    update_from(bytes, target, method, &Former::default())
}

/// As [`update`] does. A table that comes back is taken from the text that it had when it went, where `former` has that:
/// with its comments, with the keys that nobody here knows, and with its values as somebody wrote them.
///
/// # Errors
/// As [`update`].
pub fn update_from(
    bytes: &[u8],
    target: &Content,
    method: &Method,
    former: &Former<'_>,
) -> Result<Vec<u8>, UpdateError> {
    let reading = read(bytes, target.kind(), method);
    let content = reading.writable()?;
    if content.says_the_same(target) {
        return Ok(bytes.to_vec());
    }
    if let Some(new) = attempt(&reading, content, target, method, former) {
        return Ok(new);
    }
    let formatted = format(bytes, target.kind(), method)?;
    if formatted == bytes {
        return Err(UpdateError::Mismatch);
    }
    let reading = read(&formatted, target.kind(), method);
    attempt(&reading, reading.writable()?, target, method, former).ok_or(UpdateError::Mismatch)
}

/// Whether that is what bytes say.
fn says(bytes: &[u8], target: &Content, method: &Method) -> bool {
    let back = read(bytes, target.kind(), method);
    back.state == State::Valid && back.content.is_some_and(|content| content.says_the_same(target))
}

/// The changed file; nothing where it cannot be changed in place.
fn attempt(
    reading: &Reading,
    content: &Content,
    target: &Content,
    method: &Method,
    former: &Former<'_>,
) -> Option<Vec<u8>> {
    let (map, grammar) = (SyntaxMap::new(&reading.text), grammar::of(target));
    let by_steps = || steps::attempt(reading, target, method, former);
    let (current, wanted) = (tables(content, &grammar, method), tables(target, &grammar, method));
    let at_once = || {
        let restored = restore::planned(&map, &grammar, (&current, &wanted), former, target, method);
        let is_right = |new: &String| says(new.as_bytes(), target, method);
        let planned = || planned(reading, &map, &grammar, &current, &wanted).filter(is_right);
        restored.filter(is_right).or_else(planned).map(String::into_bytes)
    };
    if steps::is_plain(&map, &grammar) { at_once().or_else(by_steps) } else { by_steps().or_else(at_once) }
}

/// The text with its tables changed as a plan says; nothing where it stands in a form that cannot be changed so.
fn planned(
    reading: &Reading,
    map: &SyntaxMap<'_>,
    grammar: &grammar::Table,
    current: &[Block<'_>],
    wanted: &[Block<'_>],
) -> Option<String> {
    plan::plan(map, grammar, reading, current, wanted, map.text.len()).ok()?.apply()
}

/// What [`update`] gives where the file need not be put into canonical form first; for tests that it need not.
#[cfg(test)]
pub(super) fn in_place(bytes: &[u8], target: &Content, method: &Method) -> Option<Vec<u8>> {
    let reading = read(bytes, target.kind(), method);
    let content = reading.writable().ok()?;
    let same = content.says_the_same(target);
    if same { Some(bytes.to_vec()) } else { attempt(&reading, content, target, method, &Former::default()) }
}
