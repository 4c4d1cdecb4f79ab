//! Reading values out of tables, and reporting what is not as it should be.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::super::grammar::{By, Each, Type};
use super::super::rules;
use super::super::vocabulary::Vocabulary;
use super::gathered::Gathered;
use super::record::Value;
use crate::diagnostic::nearest;
use crate::document::text::visible_line;
use crate::document::{Id, MAX_ID_BYTES};
use crate::method::Method;

/// The number of the format the program writes.
pub(super) const FORMAT: u32 = 1;

/// A value with its place.
pub(super) type Item<'a> = Spanned<DeValue<'a>>;

/// Reads one file and gathers its problems.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) vocabulary: Vocabulary<'t>,
    pub(super) problems: Gathered,
    pub(super) history: Vec<usize>,
    invalid: bool,
    has_returns: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, method: &'t Method) -> Self {
        let has_returns = text.contains('\r');
        let vocabulary = Vocabulary::new(method);
        Self { text, vocabulary, problems: Gathered::default(), history: Vec::new(), invalid: false, has_returns }
    }

    /// Whether something was found after which the meaning of the file is unclear.
    pub(super) fn is_invalid(&self) -> bool {
        self.invalid
    }

    /// Notes a problem.
    pub(super) fn report(&mut self, rule: &'static str, span: Range<usize>, arguments: Vec<(&'static str, String)>) {
        self.invalid |= rules::INVALIDATING.contains(&rule);
        let arguments = arguments.into_iter().map(|(name, value)| (name, shown(&value))).collect();
        self.problems.add(rule, span, arguments);
    }

    /// Notes that a word is not among the known ones.
    pub(super) fn unknown<'k>(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        key: &str,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        if self.problems.is_beyond(rule, span.start) {
            return self.report(rule, span, Vec::new());
        }
        let known: Vec<&str> = known.into_iter().collect();
        let mut arguments = vec![("key", key.to_owned()), ("word", word.to_owned()), ("known", known.join(", "))];
        arguments.extend(nearest(word, known).map(|nearest| ("nearest", nearest.to_owned())));
        self.report(rule, span, arguments);
    }

    /// Notes that a key is missing. `at` is the place of its table.
    pub(super) fn missing(&mut self, at: Range<usize>, key: &str, expected: &str) {
        let arguments = vec![("key", key.to_owned()), ("expected", expected.to_owned())];
        self.report(rules::MISSING_KEY, at, arguments);
    }

    /// Notes that a key without which the file means nothing is missing.
    pub(super) fn missing_at_top(&mut self, key: &str, expected: &str) {
        self.missing(0..0, key, expected);
        self.invalid = true;
    }

    pub(super) fn wrong_type(&mut self, key: &str, item: &Item<'_>, expected: &str) {
        if self.problems.is_beyond(rules::WRONG_TYPE, item.span().start) {
            return self.report(rules::WRONG_TYPE, item.span(), Vec::new());
        }
        let raw = self.text.get(item.span()).unwrap_or_default();
        let first = raw.lines().next().unwrap_or_default().trim_end();
        let found = if first.len() < raw.len() { format!("{first}…") } else { first.to_owned() };
        let arguments = vec![("key", key.to_owned()), ("found", found), ("expected", expected.to_owned())];
        self.report(rules::WRONG_TYPE, item.span(), arguments);
    }

    /// Reads `format` and says whether it is a later one.
    pub(super) fn format(&mut self, table: &DeTable<'_>) -> bool {
        let example = format!("format = {FORMAT}");
        let Some(item) = table.get("format") else {
            self.missing_at_top("format", &example);
            return false;
        };
        match number(item) {
            None | Some(0) => {
                self.wrong_type("format", item, &example);
                false
            }
            Some(format) => {
                let newer = format > FORMAT;
                if newer {
                    let arguments = vec![("format", format.to_string()), ("known", FORMAT.to_string())];
                    self.report(rules::NEWER_FORMAT, item.span(), arguments);
                }
                newer
            }
        }
    }

    /// The text of a value that is one. A file with CRLF has them in its longer strings, too, and means line feeds.
    pub(super) fn string<'i>(&self, item: &'i Item<'_>) -> Option<Cow<'i, str>> {
        let text = item.get_ref().as_str()?;
        if self.has_returns && text.contains('\r') {
            let raw = self.text.get(item.span()).unwrap_or_default();
            if raw.contains("\r\n")
                && let Ok(turned) = DeValue::parse(&raw.replace("\r\n", "\n"))
                && let Some(turned) = turned.get_ref().as_str()
            {
                return Some(Cow::Owned(turned.to_owned()));
            }
        }
        Some(Cow::Borrowed(text))
    }

    /// A day, written as a TOML date or as a string.
    pub(super) fn date(&mut self, key: &str, item: &Item<'_>) -> Option<NaiveDate> {
        let date = match item.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() && moment.offset.is_none() => {
                moment.date.and_then(|date| {
                    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
                })
            }
            DeValue::String(text) if text.len() == 10 => text.parse().ok(),
            DeValue::Datetime(_) | DeValue::String(_) => None,
            _ => {
                self.wrong_type(key, item, &Type::Date.written(key));
                return None;
            }
        };
        if date.is_none() {
            let word = self.text.get(item.span()).unwrap_or_default().trim_matches('"').to_owned();
            self.report(rules::MALFORMED_DATE, item.span(), vec![("key", key.to_owned()), ("word", word)]);
        }
        date
    }

    /// The table of a key.
    pub(super) fn table<'i, 'a>(&mut self, table: &'i DeTable<'a>, key: &str) -> Option<&'i DeTable<'a>> {
        let item = table.get(key)?;
        let inner = item.get_ref().as_table();
        if inner.is_none() {
            self.wrong_type(key, item, &format!("[{key}]"));
        }
        inner
    }

    /// The tables of a table, in the order of the file: key, its place, table, its place.
    pub(super) fn tables<'i, 'a>(&mut self, table: &'i DeTable<'a>, path: &str) -> Vec<SubTable<'i, 'a>> {
        let mut tables = Vec::with_capacity(table.len());
        for (key, item) in table {
            match item.get_ref().as_table() {
                Some(inner) => {
                    let key_span = key.span();
                    tables.push(SubTable { key: key.get_ref(), key_span, table: inner, span: item.span() });
                }
                None => self.wrong_type(key.get_ref(), item, &format!("[{path}.{}]", key.get_ref())),
            }
        }
        tables.sort_by_key(|table| table.span.start);
        tables
    }

    /// The tables under the keys of a table; a key that the method does not have is reported.
    pub(super) fn each<'i, 'a>(&mut self, table: &'i DeTable<'a>, path: &str, by: By) -> Vec<SubTable<'i, 'a>> {
        let tables = self.tables(table, path);
        if let Some(known) = self.vocabulary.keys(by) {
            for table in tables.iter().filter(|table| !known.contains(&table.key)) {
                let known = known.iter().copied();
                self.unknown(rule_of(by), table.key_span.clone(), table.key, table.key, known);
            }
        }
        tables
    }

    /// The words under the keys of a table; a key that the method does not have is reported.
    pub(super) fn words(&mut self, table: &DeTable<'_>, each: &Each) -> BTreeMap<String, String> {
        let known = self.vocabulary.keys(each.by);
        let mut words = BTreeMap::new();
        for (key, item) in table {
            let name = key.get_ref();
            if let Some(Value::Text(word)) = self.value(name, &each.of, item) {
                words.insert(name.clone().into_owned(), word);
            }
            if let Some(known) = &known
                && !known.contains(&name.as_ref())
            {
                self.unknown(rule_of(each.by), key.span(), name, name, known.iter().copied());
            }
        }
        words
    }

    /// The tables under ids, each with its id.
    pub(super) fn by_id<'i, 'a>(&mut self, table: &'i DeTable<'a>, path: &str) -> Vec<(SubTable<'i, 'a>, Id)> {
        let tables = self.tables(table, path);
        let of = |table: SubTable<'i, 'a>| {
            let id = self.id(table.key, table.key_span.clone())?;
            Some((table, id))
        };
        tables.into_iter().filter_map(of).collect()
    }

    /// Reads an id; one that is too long to carry gives nothing, and what it names stays in the file unread.
    pub(super) fn id(&mut self, word: &str, span: Range<usize>) -> Option<Id> {
        let id = Id::new(word);
        if !id.is_some_and(|id| id.is_well_formed()) {
            let carried = word.chars().take(MAX_ID_BYTES + 1).collect();
            self.report(rules::MALFORMED_ID, span, vec![("word", carried)]);
        }
        id
    }

    /// The tables of an array of tables.
    pub(super) fn array<'i, 'a>(&mut self, table: &'i DeTable<'a>, key: &str) -> Option<&'i DeArray<'a>> {
        let item = table.get(key)?;
        let array = item.get_ref().as_array();
        if array.is_none() {
            self.wrong_type(key, item, &format!("[[{key}]]"));
        }
        array
    }
}

/// How much of a file's own words goes into a sentence, in characters; lists of known words are the method's and whole.
const MAX_QUOTED_CHARACTERS: usize = 2000;

/// Words of a file as they can stand in a sentence: not too long, and without anything a terminal would act on.
fn shown(words: &str) -> String {
    match words.char_indices().nth(MAX_QUOTED_CHARACTERS) {
        Some((end, _)) => format!("{}…", visible_line(&words[..end])),
        None => visible_line(words).into_owned(),
    }
}

/// A table within another.
pub(super) struct SubTable<'i, 'a> {
    pub(super) key: &'i str,
    pub(super) key_span: Range<usize>,
    pub(super) table: &'i DeTable<'a>,
    pub(super) span: Range<usize>,
}

/// The rule that a key breaks which the method does not have.
fn rule_of(by: By) -> &'static str {
    match by {
        By::Section => rules::UNKNOWN_SECTION,
        By::Item | By::Criterion => rules::UNKNOWN_ITEM,
        By::Id | By::Date | By::Stem | By::Person | By::Station | By::Rule => rules::UNKNOWN_KEY,
    }
}

pub(super) fn number(item: &Item<'_>) -> Option<u32> {
    let integer = item.get_ref().as_integer()?;
    u32::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok()
}
