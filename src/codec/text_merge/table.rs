//! One table: as one side has it, where only one side changed it; else key by key.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::table_model::{Block, TomlValue};
use super::super::{array, write};
use super::Three;
use super::comments::{added, behind, merged, three_way, within};
use super::piece::{Pieces, Version};
use super::side::{EntryChunk, TableChunk};

/// The three versions of a table, what they say, and what the result is to say.
pub(super) struct TableMerge<'a> {
    pub(super) texts: Three<Option<&'a TableChunk<'a>>>,
    pub(super) known: Three<Option<&'a Block<'a>>>,
    pub(super) wanted: Option<&'a Block<'a>>,
    /// Keys that clash, each group together.
    pub(super) groups: &'a [Vec<String>],
    /// Whose header it gets; nothing where the result says where it stands.
    pub(super) header_of: Option<Version>,
}

type Entries<'a> = Three<Option<&'a EntryChunk<'a>>>;

impl<'a> TableMerge<'a> {
    /// Appends the table without what stands between it and the one before.
    pub(super) fn put(&self, out: &mut Pieces) {
        if let Some(one) = self.as_it_stands() {
            out.plain(one.whole);
            return;
        }
        let (header, lead) = self.header();
        out.plain(&lead);
        out.plain(&header);
        self.put_entries(out);
        out.plain(&merged(&self.texts.map(|text| text.map_or("", |text| text.below))));
    }

    /// The table of the side that alone changed it, where that says what the result is to say.
    fn as_it_stands(&self) -> Option<&'a TableChunk<'a>> {
        if !self.groups.is_empty() || self.header_of.is_some() {
            return None;
        }
        let whole = three_way(&self.texts.map(|text| text.map(|text| text.whole)))??;
        let fits = |version: Version| {
            let text = (*self.texts.get(version)).filter(|text| text.whole == whole)?;
            let says = self.known.get(version).map_or(&[][..], |block| &block.entries);
            let wants = self.wanted.map_or(&[][..], |block| &block.entries);
            let stands = self.wanted.is_none_or(|wanted| same_path(wanted, text));
            (says == wants && stands).then_some(text)
        };
        fits(Version::Ours).or_else(|| fits(Version::Theirs))
    }

    /// Its header line, and the comments above it.
    fn header(&self) -> (String, String) {
        let is_at_its_place = |text: &&TableChunk<'_>| self.wanted.is_none_or(|wanted| same_path(wanted, text));
        let sides = [self.texts.ours, self.texts.theirs, self.texts.base];
        let chosen = match self.header_of {
            Some(version) => *self.texts.get(version),
            None => sides.into_iter().flatten().find(is_at_its_place),
        };
        let tails = self.texts.map(|text| text.map_or("", |text| text.header_tail));
        // Of a side that has no such table nothing can be taken.
        let of = |tail: &'a str, other: &'a str| if tail.is_empty() { other } else { tail };
        let tails =
            Three { ours: of(tails.ours, tails.theirs), theirs: of(tails.theirs, tails.ours), base: tails.base };
        let (tail, extra) = behind(&tails);
        let mut header = match (chosen.or_else(|| sides.into_iter().flatten().next()), self.wanted) {
            (Some(text), _) if chosen.is_some() || self.wanted.is_none() => text.header.to_owned(),
            (_, Some(wanted)) if !wanted.path.is_empty() => {
                let mut header = String::new();
                write::push_header(&mut header, &wanted.path, wanted.element);
                header
            }
            _ => String::new(),
        };
        header.push_str(&tail);
        let lead = merged(&self.texts.map(|text| text.map_or("", |text| text.lead)));
        (header, format!("{lead}{extra}"))
    }

    fn put_entries(&self, out: &mut Pieces) {
        let mut done: HashSet<&str> = HashSet::new();
        // Comments of keys that go, which somebody wrote meanwhile.
        let mut left = String::new();
        for key in self.keys() {
            if done.contains(key) {
                continue;
            }
            let group = self.groups.iter().find(|group| group.iter().any(|of| of == key));
            let keys: Vec<&str> = match group {
                Some(group) => self.keys().into_iter().filter(|key| group.iter().any(|of| of == key)).collect(),
                None => vec![key],
            };
            let mut above = std::mem::take(&mut left);
            for key in &keys {
                above.push_str(&merged(&self.entries(key).map(|entry| entry.map_or("", |entry| entry.above))));
            }
            if group.is_some() {
                out.plain(&above);
                out.clash(self.texts.map(|text| text.map(|text| lines(text, &keys)).unwrap_or_default()));
                done.extend(keys);
                continue;
            }
            let entries = self.entries(key);
            match self.head(key, &entries) {
                Head::Stands(head) => {
                    let (tail, extra) = tails(&entries);
                    above.push_str(&inner_comments(&entries, &head));
                    out.plain(&format!("{above}{extra}{head}{tail}"));
                }
                Head::Goes => left = above,
                Head::Clashes => {
                    out.plain(&above);
                    out.clash(entries.map(|entry| entry.map(line).unwrap_or_default()));
                }
            }
        }
        if left.contains('#') {
            out.plain(&left);
        }
    }

    fn entries(&self, key: &str) -> Entries<'a> {
        self.texts.map(|text| text.and_then(|text| text.entry(key)))
    }

    /// Every key of both sides, in the order of ours; theirs stand where the grammar or what they follow says.
    fn keys(&self) -> Vec<&'a str> {
        let keys = |text: Option<&'a TableChunk<'a>>| -> Vec<&'a str> {
            text.map(|text| text.entries.iter().map(|entry| entry.key.as_ref()).collect()).unwrap_or_default()
        };
        let mut order = keys(self.texts.ours);
        if order.is_empty() {
            return keys(self.texts.theirs);
        }
        let rank = |key: &str| {
            [self.wanted, self.known.ours, self.known.theirs].into_iter().flatten().find_map(|block| block.rank(key))
        };
        let mut before: Option<&str> = None;
        for key in keys(self.texts.theirs) {
            if !order.contains(&key) {
                let follows =
                    || before.and_then(|before| order.iter().position(|other| *other == before)).map_or(0, |at| at + 1);
                let place = match rank(key) {
                    Some(own) => {
                        order.iter().position(|other| rank(other).is_some_and(|rank| rank > own)).unwrap_or_else(|| {
                            order.iter().rposition(|other| rank(other).is_some()).map_or_else(follows, |at| at + 1)
                        })
                    }
                    None => follows(),
                };
                order.insert(place, key);
            }
            before = Some(key);
        }
        order
    }

    /// The key with its value in the result.
    fn head(&self, key: &str, entries: &Entries<'a>) -> Head {
        let values = self.known.map(|block| block.and_then(|block| block.get(key)));
        let wanted = self.wanted.and_then(|block| block.get(key));
        let heads = entries.map(|entry| entry.map(|entry| entry.head));
        let of = |head: Option<&str>| head.map_or(Head::Goes, |head| Head::Stands(head.to_owned()));
        if wanted.is_none() && values == Three::default() {
            return three_way(&heads).map_or(Head::Clashes, of);
        }
        if wanted.is_none() {
            return Head::Goes;
        }
        match (values.ours == wanted, values.theirs == wanted) {
            (true, true) => of(three_way(&heads).unwrap_or(heads.ours)),
            (true, false) => of(heads.ours),
            (false, true) => of(heads.theirs),
            (false, false) => {
                wanted.map_or(Head::Goes, |value| Head::Stands(self.written(key, value, &values, entries)))
            }
        }
    }

    /// A key with a value that no side has as it is: a set with the additions of both.
    fn written(
        &self,
        key: &str,
        value: &TomlValue<'_>,
        values: &Three<Option<&TomlValue<'_>>>,
        entries: &Entries<'_>,
    ) -> String {
        for (now, entry) in [(values.ours, entries.ours), (values.theirs, entries.theirs)] {
            if let (Some(TomlValue::List(from)), TomlValue::List(to), Some(entry)) = (now, value, entry)
                && let Some(changed) = changed_list(entry.value, from, to)
            {
                return format!("{}{changed}", &entry.head[..entry.head.len() - entry.value.len()]);
            }
        }
        let is_tall = self.wanted.is_some_and(|block| block.is_tall(key));
        let mut line = String::new();
        write::push_entry(&mut line, key, value, is_tall);
        line.truncate(line.trim_end().len());
        line
    }
}

enum Head {
    Stands(String),
    Goes,
    Clashes,
}

fn same_path(block: &Block<'_>, text: &TableChunk<'_>) -> bool {
    block.path.len() == text.path.len() && block.path.iter().zip(&text.path).all(|(a, b)| a == b)
}

fn line(entry: &EntryChunk<'_>) -> String {
    [entry.head, entry.tail].concat()
}

/// The lines of some keys, in the order in which they stand.
fn lines(text: &TableChunk<'_>, keys: &[&str]) -> String {
    text.entries.iter().filter(|entry| keys.contains(&entry.key.as_ref())).map(line).collect()
}

/// What stands behind a value in the result, and what of it needs a line of its own.
fn tails(entries: &Entries<'_>) -> (String, String) {
    let tail = |entry: Option<&EntryChunk<'_>>| entry.map(|entry| entry.tail.to_owned());
    let [base, ours, theirs] = [entries.base, entries.ours, entries.theirs].map(tail);
    match (&ours, &theirs) {
        (Some(ours), Some(theirs)) => behind(&Three { base: base.as_deref().unwrap_or("\n"), ours, theirs }),
        (Some(one), None) | (None, Some(one)) => (one.clone(), String::new()),
        (None, None) => ("\n".to_owned(), String::new()),
    }
}

/// Comments within an array that a side added and the result has not, each on a line of its own.
fn inner_comments(entries: &Entries<'_>, head: &str) -> String {
    let texts = [entries.ours, entries.theirs].into_iter().flatten().map(|entry| entry.value);
    if !texts.clone().any(|value| value.starts_with('[') && value.contains('#')) {
        return String::new();
    }
    let lines = |raw: &str| within(raw).iter().flat_map(|comment| [*comment, "\n"]).collect::<String>();
    let base = entries.base.map_or("", |entry| entry.value);
    let known = format!("{}{}", lines(base), lines(head));
    let mut out = String::new();
    for value in texts {
        let own = lines(value);
        for comment in added(&own, &known) {
            out.push_str(comment);
            out.push('\n');
        }
    }
    out
}

/// The text of an array in which the elements changed; what nobody knows and comments stay.
fn changed_list(raw: &str, from: &[Cow<'_, str>], to: &[Cow<'_, str>]) -> Option<String> {
    let mut changes = array::changes(raw, from, to, "\n")?;
    changes.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::new(), 0);
    for (range, with) in changes {
        out.push_str(raw.get(at..range.start)?);
        out.push_str(&with);
        at = range.end;
    }
    out.push_str(raw.get(at..)?);
    Some(out)
}
