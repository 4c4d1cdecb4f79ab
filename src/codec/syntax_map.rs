//! The syntax map of a text that parses: where its tables and keys stand, and which comments belong to them.
//!
//! Works on text the parser has accepted, so it need not look for errors; on other text it gives some map, and never
//! panics. It is the only scanner of our own: `toml` reads values and finds every error. It is not a fold over the events of
//! `toml_parser`: what is needed here are lines, and where a string or a bracket ends, which the sixty lines at the end of
//! this file say, also for a piece of a text such as one array. Events would have to be put together to lines again, with a
//! state for every bracket, in more lines than they save.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::DeValue;

use super::places::BOM;

/// The tables of a text in the order they stand; the top of the file is the first.
#[derive(Debug)]
pub(super) struct SyntaxMap<'t> {
    pub(super) text: &'t str,
    pub(super) blocks: Vec<TableText<'t>>,
    /// How lines end in this file.
    pub(super) newline: &'static str,
}

/// A table that has a header of its own, or the top of the file.
#[derive(Debug)]
pub(super) struct TableText<'t> {
    /// The keys of the header.
    pub(super) path: Vec<Cow<'t, str>>,
    /// Where each key of the header stands.
    pub(super) keys: Vec<Range<usize>>,
    /// Whether the header has two brackets.
    pub(super) element: bool,
    /// Where it begins: with the comment lines directly above its header.
    pub(super) lead: usize,
    /// The line of its header, with its end; empty at the top of the file.
    pub(super) header: Range<usize>,
    /// Its keys.
    pub(super) entries: Vec<EntryText<'t>>,
    /// Where it ends: after its last key and the comment lines directly below.
    pub(super) end: usize,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct EntryText<'t> {
    /// The key.
    pub(super) key: Cow<'t, str>,
    /// The keys after it, where it is a dotted one.
    pub(super) more: Vec<Cow<'t, str>>,
    /// Where each of these keys stands, the first included.
    pub(super) keys: Vec<Range<usize>>,
    /// Where its line begins.
    pub(super) start: usize,
    /// Its value.
    pub(super) value: Range<usize>,
    /// Where its last line ends.
    pub(super) end: usize,
}

impl TableText<'_> {
    /// Whether the table is the one with that path.
    pub(super) fn is_at<S: AsRef<str>>(&self, path: &[S]) -> bool {
        self.path.len() == path.len() && self.is_within(path)
    }

    /// Whether the table is the one with that path, or one in it.
    pub(super) fn is_within<S: AsRef<str>>(&self, path: &[S]) -> bool {
        self.path.len() >= path.len() && self.path.iter().zip(path).all(|(a, b)| a == b.as_ref())
    }

    /// The key with that name.
    pub(super) fn entry(&self, key: &str) -> Option<&EntryText<'_>> {
        self.entries.iter().find(|entry| entry.more.is_empty() && entry.key == key)
    }
}

/// How the lines of a text end, by the first of them.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

impl<'t> SyntaxMap<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let newline = newline(text);
        let mut scan = Scan { text, bytes: text.as_bytes(), at: if text.starts_with(BOM) { BOM.len() } else { 0 } };
        let top = scan.at;
        let mut blocks = vec![TableText {
            path: Vec::new(),
            keys: Vec::new(),
            element: false,
            lead: top,
            header: top..top,
            entries: Vec::new(),
            end: top,
        }];
        // Where the comment lines begin that stand directly above the current line.
        let mut comments: Option<usize> = None;
        while scan.at < scan.bytes.len() {
            let before = scan.at;
            let start = scan.at;
            scan.blanks();
            match scan.peek() {
                None | Some(b'\n' | b'\r') => {
                    if let (Some(first), Some(block)) = (comments.take(), blocks.last_mut())
                        && first == block.end
                    {
                        block.end = start;
                    }
                    scan.line_end();
                }
                Some(b'#') => {
                    comments.get_or_insert(start);
                    scan.line_end();
                }
                Some(b'[') => {
                    let lead = comments.take().unwrap_or(start);
                    blocks.push(scan.header(lead, start));
                }
                Some(_) => {
                    comments = None;
                    let entry = scan.entry(start);
                    if let Some(block) = blocks.last_mut() {
                        block.end = entry.end;
                        block.entries.push(entry);
                    }
                }
            }
            if scan.at == before {
                // Only text that does not parse leads here.
                scan.at = scan.bytes.len();
            }
        }
        if let (Some(first), Some(block)) = (comments, blocks.last_mut())
            && first == block.end
        {
            block.end = text.len();
        }
        Self { text, blocks, newline }
    }
}

/// The keys between the braces of an inline table; each ends where its value does.
pub(super) fn within_braces<'t>(text: &'t str, braces: &Range<usize>) -> Vec<EntryText<'t>> {
    let end = braces.end.saturating_sub(1);
    let mut scan = Scan { text, bytes: text.as_bytes(), at: braces.start + 1 };
    let mut entries = Vec::new();
    loop {
        scan.blanks();
        if scan.at >= end {
            return entries;
        }
        entries.push(scan.pair(scan.at, b",}\n\r#"));
        scan.blanks();
        if scan.peek() != Some(b',') {
            return entries;
        }
        scan.at += 1;
    }
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

    /// Goes to the beginning of the next line.
    fn line_end(&mut self) {
        self.at = self.bytes[self.at..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.bytes.len(), |line| self.at + line + 1);
    }

    fn header(&mut self, lead: usize, start: usize) -> TableText<'t> {
        self.at += 1;
        let element = self.peek() == Some(b'[');
        if element {
            self.at += 1;
        }
        let (path, keys) = self.keys();
        self.line_end();
        TableText { path, keys, element, lead, header: start..self.at, entries: Vec::new(), end: self.at }
    }

    fn entry(&mut self, start: usize) -> EntryText<'t> {
        let mut entry = self.pair(start, b"\n\r#");
        self.line_end();
        entry.end = self.at;
        entry
    }

    /// A key with its value; what is no string and has no brackets ends before one of `ends`.
    fn pair(&mut self, start: usize, ends: &[u8]) -> EntryText<'t> {
        let (mut path, keys) = self.keys();
        if self.peek() == Some(b'=') {
            self.at += 1;
        }
        self.blanks();
        let from = self.at;
        self.value(ends);
        let key = if path.is_empty() { Cow::Borrowed("") } else { path.remove(0) };
        EntryText { key, more: path, keys, start, value: from..self.at, end: self.at }
    }

    /// Reads keys joined by dots.
    fn keys(&mut self) -> (Vec<Cow<'t, str>>, Vec<Range<usize>>) {
        let (mut path, mut spans) = (Vec::with_capacity(1), Vec::new());
        loop {
            self.blanks();
            let start = self.at;
            if let Some(b'"' | b'\'') = self.peek() {
                self.at = string_end(self.bytes, self.at);
                let raw = self.text.get(start..self.at).unwrap_or_default();
                let key = DeValue::parse(raw).ok().and_then(|key| key.get_ref().as_str().map(str::to_owned));
                path.push(Cow::Owned(key.unwrap_or_default()));
            } else {
                while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
                    self.at += 1;
                }
                path.push(Cow::Borrowed(self.text.get(start..self.at).unwrap_or_default()));
            }
            spans.push(start..self.at);
            self.blanks();
            if self.peek() != Some(b'.') {
                return (path, spans);
            }
            self.at += 1;
        }
    }

    /// Goes behind a value.
    fn value(&mut self, ends: &[u8]) {
        match self.peek() {
            Some(b'"' | b'\'') => self.at = string_end(self.bytes, self.at),
            Some(b'[' | b'{') => self.at = bracket_end(self.bytes, self.at),
            _ => {
                let from = self.at;
                while self.peek().is_some_and(|byte| !ends.contains(&byte)) {
                    self.at += 1;
                }
                while self.at > from && matches!(self.bytes[self.at - 1], b' ' | b'\t') {
                    self.at -= 1;
                }
            }
        }
    }
}

/// Where the string ends that begins at `at`, of whichever of the four forms.
pub(super) fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let escapes = quote == b'"';
    let is_long = bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote);
    let mut at = at + if is_long { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if escapes => at += 2,
            b'\n' if !is_long => return at,
            byte if byte == quote => {
                if !is_long {
                    return at + 1;
                }
                let run = bytes[at..].iter().take_while(|byte| **byte == quote).count();
                if run >= 3 {
                    // Up to two quotes may stand before the three that end it.
                    return at + run.min(5);
                }
                at += run;
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Where the array or inline table ends that begins at `at`.
pub(super) fn bracket_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < bytes.len() {
        match bytes[at] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            b'"' | b'\'' => {
                at = string_end(bytes, at);
                continue;
            }
            b'#' => {
                at = comment_end(bytes, at);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Where the comment ends that begins at `at`, before its line feed.
pub(super) fn comment_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |line| at + line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keys_and_comments_are_found() {
        let text = "# top\n\nformat = 1 # one\n\n# a's\n[notes.tasks.\"a b\"] # h\n# text's\ntext = \"\"\"\n[x]\n\"\"\"\nfrom = [ # c ]\n \"x\",\n]\n# tail\n\n# float\n\n[[history]]\na.b = {c = \"}\"}";
        let map = SyntaxMap::new(text);
        let [top, note, history] = &map.blocks[..] else { panic!("{map:#?}") };
        assert_eq!(&text[top.lead..top.end], "# top\n\nformat = 1 # one\n");
        assert_eq!(note.path, ["notes", "tasks", "a b"]);
        assert_eq!(&text[note.keys[2].clone()], "\"a b\"");
        assert!(text[note.lead..].starts_with("# a's"));
        assert!(text[..note.end].ends_with("# tail\n"));
        assert_eq!(&text[note.entries[0].value.clone()], "\"\"\"\n[x]\n\"\"\"");
        assert!(text[note.entries[0].start..].starts_with("text"));
        assert_eq!(&text[note.entries[1].value.clone()], "[ # c ]\n \"x\",\n]");
        assert!(history.element);
        assert_eq!((history.entries[0].key.as_ref(), history.entries[0].more.len()), ("a", 1));
        assert_eq!(&text[history.entries[0].value.clone()], "{c = \"}\"}");
        assert_eq!(history.end, text.len());
    }

    #[test]
    fn text_that_does_not_parse_ends() {
        for text in ["", "=", "]", "\u{feff}", "a", "a = \"", "[", "[[a", "a = [", "\"", "é = 1", "a.", "'''", "\r"] {
            let _ = SyntaxMap::new(text);
        }
    }
}
