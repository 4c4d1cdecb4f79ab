//! The grammar of the files whose kinds the program knows: one row a key, in canonical order.
//!
//! `text` comes last in what people add side by side: when two added blocks meet in a merge line by line, no line that both
//! share is lost with it.

use super::shared::{Shared, Words};
use super::types::{By, Each, Key, Known, Order, Table, Type};
use crate::document::{Basis, Names, Reply, RoundVerdict, SectionState, Status, Style, Verdict};

/// The words of an enumeration, as a file has them.
macro_rules! words {
    ($of:ty) => {{
        const WORDS: [&str; <$of>::ALL.len()] = {
            let mut words = [""; <$of>::ALL.len()];
            let mut at = 0;
            while at < words.len() {
                words[at] = <$of>::ALL[at].word();
                at += 1;
            }
            words
        };
        Type::Word(Words::Static(&WORDS))
    }};
}

static TEXT: Type = Type::Text;
static REFERENCE: Type = Type::Reference;
static STYLE: Type = words!(Style);

/// A canvas.
pub static CANVAS: Table = Table::new(&CANVAS_KEYS);
static CANVAS_KEYS: [Key; 11] = [
    FORMAT,
    Key::new("canvas", Type::Known(Known::Canvas)).required(),
    TITLE,
    STATUS,
    VERSION,
    OWNER,
    REVIEW_BY,
    SUPERSEDED_BY,
    Key::new("notes", Type::Each(Shared::Static(&NOTES))),
    Key::new("sections", Type::Each(Shared::Static(&SECTIONS))),
    HISTORY,
];

/// A checklist.
pub static CHECKLIST: Table = Table::new(&CHECKLIST_KEYS);
static CHECKLIST_KEYS: [Key; 11] = [
    FORMAT,
    Key::new("checklist", Type::Known(Known::Checklist)).required(),
    Key::new("profile", Type::Known(Known::Profile)),
    TITLE,
    STATUS,
    VERSION,
    OWNER,
    REVIEW_BY,
    SUPERSEDED_BY,
    Key::new("items", Type::Each(Shared::Static(&ITEMS))),
    HISTORY,
];

const FORMAT: Key = Key::new("format", Type::Format).required();
const TITLE: Key = Key::new("title", Type::Text).required().filled();
const STATUS: Key = Key::new("status", words!(Status));
const VERSION: Key = Key::new("version", Type::Integer(0));
const OWNER: Key = Key::new("owner", Type::Text);
const REVIEW_BY: Key = Key::new("review_by", Type::Date);
const SUPERSEDED_BY: Key = Key::new("superseded_by", Type::Text);
const HISTORY: Key = Key::new("history", Type::Rows(Shared::Static(&PUBLISHED)));

static NOTES: Each = Each::new(By::Section, Order::Method, Type::Each(Shared::Static(&NOTES_OF_SECTION))).places();
static NOTES_OF_SECTION: Each = Each::new(By::Id, Order::Kept, Type::Table(Shared::Static(&NOTE)));

/// A note.
pub static NOTE: Table = Table::new(&NOTE_KEYS);
static NOTE_KEYS: [Key; 13] = [
    Key::new("kind", Type::Kind),
    Key::new("color", Type::Color),
    Key::new("under", Type::Id),
    Key::new("by", Type::Text),
    Key::new("basis", words!(Basis)),
    Key::new("source", Type::Text),
    Key::new("question", Type::Text),
    Key::new("from", Type::list(&REFERENCE)),
    Key::new("serves", Type::list(&REFERENCE)),
    Key::new("relieves", Type::list(&REFERENCE)),
    Key::new("realises", Type::list(&REFERENCE)),
    Key::new("see", Type::list(&REFERENCE)),
    Key::new("text", Type::Text).required().filled(),
];

static SECTIONS: Each = Each::new(By::Section, Order::MethodThenKey, Type::Table(Shared::Static(&MARK)));

/// What is said of a section.
pub static MARK: Table = Table::new(&MARK_KEYS).needs("reason", "state", SectionState::NotApplicable.word());
static MARK_KEYS: [Key; 2] =
    [Key::new("state", words!(SectionState)).required().example("\"gap\""), Key::new("reason", Type::Text)];

/// A published version.
pub static PUBLISHED: Table = Table::new(&PUBLISHED_KEYS);
static PUBLISHED_KEYS: [Key; 7] = [
    Key::new("version", Type::Integer(1)).required(),
    Key::new("date", Type::Date).required(),
    Key::new("by", Type::Text),
    Key::new("approved_by", Type::Text),
    Key::new("review", Type::Text),
    Key::new("summary", Type::Text),
    Key::new("digest", Type::Digest),
];

static ITEMS: Each = Each::new(By::Item, Order::MethodThenKey, Type::Table(Shared::Static(&ANSWER)));

/// The answer to an item of a checklist.
pub static ANSWER: Table = Table::new(&ANSWER_KEYS).needs("reason", "verdict", Verdict::NotApplicable.word());
static ANSWER_KEYS: [Key; 6] = [
    Key::new("verdict", words!(Verdict)),
    Key::new("by", Type::Text),
    Key::new("date", Type::Date),
    Key::new("evidence", Type::tall_list(&TEXT)),
    Key::new("reason", Type::Text),
    Key::new("waiver", Type::Table(Shared::Static(&WAIVER))),
];

/// A waiver of an item.
pub static WAIVER: Table = Table::new(&WAIVER_KEYS);
static WAIVER_KEYS: [Key; 4] = [
    Key::new("reason", Type::Text).required(),
    Key::new("requested_by", Type::Text),
    Key::new("approved_by", Type::Text),
    Key::new("until", Type::Date).required().example("2026-12-31"),
];

/// A product.
pub static PRODUCT: Table = Table::new(&PRODUCT_KEYS);
static PRODUCT_KEYS: [Key; 9] = [
    FORMAT,
    Key::new("name", Type::Text).required(),
    Key::new("cycle", Type::Known(Known::Cycle)).required(),
    Key::new("styles", Type::set(&STYLE)),
    Key::new("openapi", Type::Text),
    Key::new("team", Type::Each(Shared::Static(&TEAM))),
    CRITERIA,
    REVIEWED,
    Key::new("rounds", Type::Each(Shared::Static(&ROUNDS))),
];

const CRITERIA: Key = Key::new("criteria", Type::Each(Shared::Static(&CRITERIA_OF_PRODUCT)));
const REVIEWED: Key = Key::new("reviewed", Type::Each(Shared::Static(&STATIONS)));

static TEAM: Each = Each::new(By::Person, Order::MethodThenKey, Type::Text);
static CRITERIA_OF_PRODUCT: Each =
    Each::new(By::Criterion, Order::MethodThenKey, Type::Table(Shared::Static(&CRITERION)));
static STATIONS: Each = Each::new(By::Station, Order::MethodThenKey, Type::Each(Shared::Static(&DOCUMENTS)));
static DOCUMENTS: Each = Each::new(By::Stem, Order::ByKey, Type::Table(Shared::Static(&MARK_OF_DOCUMENT)));
static ROUNDS: Each = Each::new(By::Id, Order::Kept, Type::Table(Shared::Static(&ROUND)));

/// The answer to a criterion.
pub static CRITERION: Table = Table::new(&CRITERION_KEYS);
static CRITERION_KEYS: [Key; 5] = [
    Key::new("answer", words!(Reply)).required().example("\"yes\""),
    Key::new("by", Type::Text),
    Key::new("date", Type::Date),
    Key::new("evidence", Type::tall_list(&TEXT)),
    Key::new("note", Type::Text),
];

/// The mark of a document at a station.
pub static MARK_OF_DOCUMENT: Table = Table::new(&MARK_OF_DOCUMENT_KEYS);
static MARK_OF_DOCUMENT_KEYS: [Key; 2] = [Key::new("by", Type::Text), Key::new("date", Type::Date)];

/// A round that is over.
pub static ROUND: Table = Table::new(&ROUND_KEYS);
static ROUND_KEYS: [Key; 8] = [
    Key::new("number", Type::Integer(1)).required(),
    Key::new("verdict", words!(RoundVerdict)).required().example("\"improve\""),
    Key::new("reason", Type::Text).required(),
    Key::new("by", Type::Text),
    Key::new("date", Type::Date),
    Key::new("next", Type::Known(Known::Station)),
    CRITERIA,
    REVIEWED,
];

/// Settings shared by all products.
pub static SETTINGS: Table = Table::new(&SETTINGS_KEYS);
static SETTINGS_KEYS: [Key; 4] = [
    FORMAT,
    Key::new("language", Type::Text),
    Key::new("names", words!(Names)),
    Key::new("policy", Type::Each(Shared::Static(&POLICY))),
];

static POLICY: Each =
    Each::new(By::Rule, Order::ByKey, Type::Word(Words::Static(&["off", "note", "warning", "error"])));
