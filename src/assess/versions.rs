//! Published versions: where the frozen file of one lies, what stands in it, its digest, and whether a document has changed
//! since.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::document::{DocumentBody, Published, Status};

/// How a digest begins.
const SHA256: &str = "sha256:";

/// The path of a frozen file, relative to the workspace.
#[must_use]
pub fn frozen_path(product: &str, stem: &str, version: impl std::fmt::Display) -> String {
    format!("{product}/versions/{stem}@{version}.toml")
}

/// The digest of a frozen file: of its bytes with CRLF read as LF and without a byte order mark, so that it is the same
/// however git checks the file out.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut hash = Sha256::new();
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.by_ref().for_each(|line| match line.strip_suffix(b"\r\n") {
        Some(text) => {
            hash.update(text);
            hash.update(b"\n");
        }
        None => hash.update(line),
    });
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        // A string takes everything.
        let _ = write!(digits, "{byte:02x}");
    }
    format!("{SHA256}{digits}")
}

/// Whether a text has the form of a digest.
#[must_use]
pub fn is_digest(text: &str) -> bool {
    text.strip_prefix(SHA256).is_some_and(|digits| {
        digits.len() == 64 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// The versions that were published of a document.
#[must_use]
pub fn history(sheet: &DocumentBody) -> &[Published] {
    match sheet {
        DocumentBody::Canvas(canvas) => &canvas.history,
        DocumentBody::Checklist(list) => &list.history,
        DocumentBody::Product(_) | DocumentBody::Register(_) => &[],
    }
}

/// The number the next version gets.
#[must_use]
pub fn next_number(sheet: &DocumentBody) -> u32 {
    let head = sheet.head().map_or(0, |head| head.version);
    history(sheet).iter().map(|published| published.version).fold(head, u32::max).saturating_add(1)
}

/// What stands in the frozen file of a version: the document with that number and its status, without its history, which
/// holds the digest of this file.
#[must_use]
pub fn frozen(sheet: &DocumentBody, version: u32, status: Status) -> DocumentBody {
    with(sheet, version, status, Vec::new())
}

/// The document with a version, a status and a history.
#[must_use]
pub fn with(sheet: &DocumentBody, version: u32, status: Status, history: Vec<Published>) -> DocumentBody {
    let mut sheet = sheet.clone();
    match &mut sheet {
        DocumentBody::Canvas(canvas) => {
            let canvas = Arc::make_mut(canvas);
            (canvas.head.version, canvas.head.status, canvas.history) = (version, status, history);
        }
        DocumentBody::Checklist(list) => {
            let list = Arc::make_mut(list);
            (list.head.version, list.head.status, list.history) = (version, status, history);
        }
        DocumentBody::Product(_) | DocumentBody::Register(_) => {}
    }
    sheet
}

/// Whether a document says something else than its frozen version: title, notes, marks, answers. Status, owner, days and
/// history do not count.
#[must_use]
pub fn is_changed(sheet: &DocumentBody, frozen: &DocumentBody) -> bool {
    if sheet.title() != frozen.title() {
        return true;
    }
    match (sheet, frozen) {
        (DocumentBody::Canvas(a), DocumentBody::Canvas(b)) => {
            let mut a = (**a).clone();
            a.head.clone_from(&b.head);
            a.history.clone_from(&b.history);
            !a.says_the_same(b)
        }
        (DocumentBody::Checklist(a), DocumentBody::Checklist(b)) => {
            a.answers != b.answers || a.head.profile != b.head.profile
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Canvas, Head, Id, Note};

    #[test]
    fn a_digest_does_not_depend_on_line_ends_or_a_byte_order_mark() {
        let plain = digest(b"a\nb\r\r\nc");
        assert_eq!(digest(b"\xef\xbb\xbfa\r\nb\r\r\nc"), plain);
        assert_ne!(digest(b"a\nb\nc"), plain);
        assert!(is_digest(&plain));
        assert_eq!(digest(b""), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert!(!is_digest("sha256:abc") && !is_digest(&plain.to_uppercase()));
    }

    #[test]
    fn what_people_set_around_a_document_is_no_change_of_it() {
        let mut canvas = Canvas::new(Head::new("domain", "Orders"));
        canvas.push("a", Arc::new(Note::new(Id::from_bits(1), "x")));
        let sheet = DocumentBody::Canvas(Arc::new(canvas.clone()));
        let frozen = frozen(&sheet, 3, Status::Accepted);
        assert!(history(&frozen).is_empty());
        assert_eq!(frozen.head().map(|head| (head.version, head.status)), Some((3, Status::Accepted)));
        canvas.head.owner = Some("RA".into());
        let owned = DocumentBody::Canvas(Arc::new(canvas.clone()));
        assert!(!is_changed(&owned, &frozen));
        canvas.head.title = "Parcels".into();
        assert!(is_changed(&DocumentBody::Canvas(Arc::new(canvas)), &frozen));
        assert_eq!((next_number(&sheet), next_number(&frozen)), (1, 4));
    }
}
