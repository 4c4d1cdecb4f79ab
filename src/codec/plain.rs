//! Parsing what the program writes, without the general parser.
//!
//! Most files are tables with plain headers and, below them, keys with a string each. Such a text is parsed here in a
//! fraction of the time, into the very same tables with the very same places. Whatever else comes up, the general parser
//! has the word: nothing is understood here that it would understand in another way, and no error is found here.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::skeleton::{bracket_end, string_end};

/// How many keys a header may have: the answers of a round have four.
const DEEPEST: usize = 4;

type Key<'t> = Spanned<Cow<'t, str>>;

/// The tables of a plain text; nothing where it holds anything else, which may be all right.
pub(super) fn parse(text: &str) -> Option<DeTable<'_>> {
    let mut scan = Scan { text, bytes: text.as_bytes(), at: 0 };
    let mut root = DeTable::new();
    scan.entries(&mut root)?;
    while scan.at < scan.bytes.len() {
        let header = scan.header()?;
        let mut table = DeTable::new();
        scan.entries(&mut table)?;
        put(&mut root, header, table)?;
    }
    Some(root)
}

struct Header<'t> {
    keys: Vec<Key<'t>>,
    span: Range<usize>,
    is_element: bool,
}

/// Puts a table where its header says; nothing where something stands there or on the way.
fn put<'t>(root: &mut DeTable<'t>, header: Header<'t>, table: DeTable<'t>) -> Option<()> {
    let Header { mut keys, span, is_element } = header;
    let own = keys.pop()?;
    let mut parent = root;
    for key in keys {
        if !parent.contains_key(&**key.get_ref()) {
            let place = key.span();
            parent.insert(key.clone(), Spanned::new(place, DeValue::Table(DeTable::new())));
        }
        match parent.get_mut(&**key.get_ref())?.get_mut() {
            DeValue::Table(table) => parent = table,
            _ => return None,
        }
    }
    let table = Spanned::new(span.clone(), DeValue::Table(table));
    match parent.get_mut(&**own.get_ref()).map(Spanned::get_mut) {
        // To a list that was written as a value nothing is added; it holds no tables here.
        Some(DeValue::Array(list)) if is_element && list.first().is_some_and(|first| first.get_ref().is_table()) => {
            list.push(table);
        }
        Some(_) => return None,
        None if is_element => {
            let mut list = DeArray::new();
            list.push(table);
            parent.insert(own, Spanned::new(span, DeValue::Array(list)));
        }
        None => {
            parent.insert(own, table);
        }
    }
    Some(())
}

struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Scan<'t> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Goes past blanks, a comment and the line feed; nothing where anything else stands there.
    fn line_end(&mut self) -> Option<()> {
        self.blanks();
        if self.peek() == Some(b'#') {
            let length = self.bytes[self.at..].iter().position(|byte| *byte == b'\n');
            let end = length.map_or(self.bytes.len(), |length| self.at + length);
            if self.bytes[self.at..end].iter().any(|byte| is_control(*byte)) {
                return None;
            }
            self.at = end;
        }
        match self.peek() {
            None => Some(()),
            Some(b'\n') => {
                self.at += 1;
                Some(())
            }
            Some(_) => None,
        }
    }

    /// A key without quotes.
    fn key(&mut self) -> Option<Key<'t>> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
            self.at += 1;
        }
        let key = self.text.get(start..self.at).filter(|key| !key.is_empty())?;
        Some(Spanned::new(start..self.at, Cow::Borrowed(key)))
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    /// A header and the rest of its line.
    fn header(&mut self) -> Option<Header<'t>> {
        let start = self.at;
        if !self.takes(b'[') {
            return None;
        }
        let is_element = self.takes(b'[');
        let mut keys = Vec::with_capacity(3);
        keys.push(self.key()?);
        while self.takes(b'.') {
            if keys.len() == DEEPEST {
                return None;
            }
            keys.push(self.key()?);
        }
        if !self.takes(b']') || (is_element && !self.takes(b']')) {
            return None;
        }
        let span = start..self.at;
        self.line_end()?;
        Some(Header { keys, span, is_element })
    }

    /// Keys with their values, blank lines and comments up to the next header.
    fn entries(&mut self, table: &mut DeTable<'t>) -> Option<()> {
        loop {
            self.blanks();
            match self.peek() {
                None | Some(b'[') => return Some(()),
                Some(b'\n' | b'#') => self.line_end()?,
                Some(_) => {
                    let key = self.key()?;
                    self.blanks();
                    if !self.takes(b'=') {
                        return None;
                    }
                    self.blanks();
                    let value = self.value()?;
                    self.line_end()?;
                    if table.insert(key, value).is_some() {
                        return None;
                    }
                }
            }
        }
    }

    fn value(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        let end = match self.peek()? {
            b'"' => match self.simple_string() {
                Some(text) => return Some(Spanned::new(start..self.at, DeValue::String(Cow::Borrowed(text)))),
                None => string_end(self.bytes, start),
            },
            b'\'' => string_end(self.bytes, start),
            b'[' => bracket_end(self.bytes, start),
            // A number, a date, a word.
            byte if byte.is_ascii_alphanumeric() => {
                let is_part =
                    |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'.' | b'+' | b'_');
                start + self.bytes[start..].iter().take_while(|byte| is_part(byte)).count()
            }
            _ => return None,
        };
        let value = DeValue::parse(self.text.get(start..end)?).ok()?;
        self.at = end;
        moved(value, start)
    }

    /// A string in double quotes that stands for itself.
    fn simple_string(&mut self) -> Option<&'t str> {
        let start = self.at + 1;
        let inner = self.bytes.get(start..)?;
        let length = inner.iter().position(|byte| matches!(*byte, b'"' | b'\\') || is_control(*byte))?;
        // Three quotes begin a long string.
        if inner[length] != b'"' || (length == 0 && inner.get(1) == Some(&b'"')) {
            return None;
        }
        self.at = start + length + 1;
        self.text.get(start..start + length)
    }
}

/// Whether a byte is a control character that may stand neither in a comment nor in a string.
fn is_control(byte: u8) -> bool {
    (byte < b' ' && byte != b'\t') || byte == 0x7f
}

/// A value with its places counted from another point; nothing for tables and for lists within lists.
fn moved(value: Spanned<DeValue<'_>>, by: usize) -> Option<Spanned<DeValue<'_>>> {
    let span = value.span().start + by..value.span().end + by;
    let inner = match value.into_inner() {
        DeValue::Table(_) => return None,
        DeValue::Array(list) => {
            let mut there = DeArray::new();
            for element in list {
                if !matches!(element.get_ref(), DeValue::String(_)) {
                    return None;
                }
                there.push(moved(element, by)?);
            }
            DeValue::Array(there)
        }
        inner => inner,
    };
    Some(Spanned::new(span, inner))
}
