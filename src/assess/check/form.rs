//! How a file says what it says: characters nobody can see, and the canonical form.

use std::ops::Range;

use super::{Finding, Found, loose};
use crate::assess::rules::{LOOSE_INVISIBLE, NOT_CANONICAL};
use crate::codec::{self, Place};
use crate::method::Method;

/// Reports every character that has no width and joins nothing.
pub(super) fn check_characters(found: &mut Found<'_>) {
    let text = &found.reading.text;
    for (character, span) in loose::find(text) {
        let arguments = vec![("code", format!("U+{:04X}", u32::from(character)))];
        if let Some(finding) = found.report(LOOSE_INVISIBLE, &[], arguments) {
            finding.place = Some(place(text, span));
        }
    }
}

/// Reports the first line that canonical form would change. Of the order of the keys of a table it does not speak: version
/// 0.1 had another one, and files stay as they are until somebody changes their form.
pub(super) fn check_canonical(bytes: &[u8], method: &Method, found: &mut Found<'_>) {
    let Ok(canonical) = codec::tidied(found.reading, method) else { return };
    let canonical = canonical.as_bytes();
    if canonical == bytes {
        return;
    }
    let mut start = 0;
    let mut other = canonical.split_inclusive(|byte| *byte == b'\n');
    let mut last = 0..bytes.len();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        last = start..start + line.len();
        if other.next() != Some(line) {
            break;
        }
        start += line.len();
    }
    let place = place(&found.reading.text, last);
    found.findings.push(Finding::new(NOT_CANONICAL, found.path, Some(place), Vec::new()));
}

/// The place of some bytes of a text; a byte order mark has no column.
fn place(text: &str, span: Range<usize>) -> Place {
    let before = &text[..span.start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1;
    Place { line, column, span }
}
