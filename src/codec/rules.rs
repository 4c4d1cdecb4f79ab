//! Ids of the rules a file can break as soon as it is read. Their sentences are `rule.<id>.message` and `rule.<id>.help`.
//!
//! A file that breaks one of [`INVALIDATING`] is not [`Valid`](super::State::Valid); the others are findings.

/// The file does not follow the TOML grammar. `detail`
pub const SYNTAX: &str = "syntax";
/// The file holds bytes that are no UTF-8. `byte`
pub const NOT_UTF8: &str = "not-utf8";
/// The file is none of ours. `kind`: the word of a [`Foreign`](super::Foreign)
pub const FOREIGN_FILE: &str = "foreign-file";
/// git left its conflict markers in the file.
pub const CONFLICT_MARKERS: &str = "conflict-markers";
/// A later program wrote the file. `format`, `known`
pub const NEWER_FORMAT: &str = "newer-format";
/// A key or table nobody knows. `word`, `nearest` where one is near, `known`
pub const UNKNOWN_KEY: &str = "unknown-key";
/// A key that must be there is not. `key`, `expected`
pub const MISSING_KEY: &str = "missing-key";
/// A known key holds something of another type. `key`, `found`, `expected`
pub const WRONG_TYPE: &str = "wrong-type";
/// The method has no such canvas or checklist. `word`, `nearest` where one is near, `known`
pub const UNKNOWN_TEMPLATE: &str = "unknown-template";
/// The canvas has no such section. `word`, `nearest` where one is near, `known`
pub const UNKNOWN_SECTION: &str = "unknown-section";
/// A kind of note nobody knows. `word`, `nearest` where one is near, `known`
pub const UNKNOWN_KIND: &str = "unknown-kind";
/// A word that the key cannot have. `key`, `word`, `nearest` where one is near, `known`
pub const UNKNOWN_WORD: &str = "unknown-word";
/// The checklist has no such item, or the method no such criterion. `word`, `nearest` where one is near, `known`
pub const UNKNOWN_ITEM: &str = "unknown-item";
/// Two tables with one id. `id`, `first`, `second`: the lines of both
pub const DUPLICATE_ID: &str = "duplicate-id";
/// A number that the key cannot have. `key`, `found`, and what it breaks: `min`, `max` or `whole`
pub const NUMBER_OUT_OF_RANGE: &str = "number-out-of-range";
/// An id that is not six characters of the alphabet. `word`
pub const MALFORMED_ID: &str = "malformed-id";
/// A text that is no reference. `word`
pub const MALFORMED_REFERENCE: &str = "malformed-reference";
/// A date that is none. `key`, `word`
pub const MALFORMED_DATE: &str = "malformed-date";
/// A colour that is not `#RRGGBB`. `word`
pub const MALFORMED_COLOR: &str = "malformed-color";
/// A note that says nothing. `id`
pub const EMPTY_NOTE: &str = "empty-note";
/// A text that an entry of a register has to have, and that says nothing. `key`, `id`
pub const EMPTY_TEXT: &str = "empty-text";

/// Every rule of this room.
pub const ALL: [&str; 21] = [
    SYNTAX,
    NOT_UTF8,
    FOREIGN_FILE,
    CONFLICT_MARKERS,
    NEWER_FORMAT,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    UNKNOWN_TEMPLATE,
    UNKNOWN_SECTION,
    UNKNOWN_KIND,
    UNKNOWN_WORD,
    UNKNOWN_ITEM,
    NUMBER_OUT_OF_RANGE,
    DUPLICATE_ID,
    MALFORMED_ID,
    MALFORMED_REFERENCE,
    MALFORMED_DATE,
    MALFORMED_COLOR,
    EMPTY_NOTE,
    EMPTY_TEXT,
];

/// The rules after which a file's meaning is unclear. A missing key is one of them only where `format`, `canvas` or
/// `checklist` is missing.
pub const INVALIDATING: [&str; 6] = [SYNTAX, NOT_UTF8, FOREIGN_FILE, WRONG_TYPE, UNKNOWN_TEMPLATE, DUPLICATE_ID];
