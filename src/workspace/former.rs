//! The texts that files had before they were saved over, for bringing them back when something is taken back.
//!
//! A document says only what the program knows of it. Comments, keys of other tools and the way somebody wrote a value are
//! in the text alone; so what every save takes out of a file goes into the journal before the file is written. Where taking
//! something back leads to what a file once said, it gets the first text that said so, byte for byte, as long as only this program
//! has written it since; otherwise each table that comes back gets its own former text.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;
use std::sync::Arc;

use super::request::{Copied, Saved};
use crate::codec::{Content, FileKind, Former, State, back, read, table_for, without_comments};
use crate::document::DocumentBody;
use crate::journal::{FormerText, FormerTexts, Piece, Record, digest};
use crate::method::Method;

/// How much of a text may go for it to be kept: more than any person changes at once.
const MAX_TEXT_BYTES: usize = 1 << 18;
/// Through how many former texts to look for the one that says what is wanted.
const MAX_LOOKS: usize = 256;
/// How much text to look through for an older one where one is found.
const MAX_LOOK_BYTES: usize = 1 << 22;

/// Writes into the journal of the run, on whatever thread has it.
pub struct Pen(Box<dyn FnMut(&Record) + Send>);

impl Pen {
    /// What is called for each record.
    #[must_use]
    pub fn new(write: impl FnMut(&Record) + Send + 'static) -> Self {
        Self(Box::new(write))
    }
}

impl fmt::Debug for Pen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pen").finish_non_exhaustive()
    }
}

/// The former texts of a workspace's files, and the journal they are written into.
#[derive(Debug, Default)]
#[expect(clippy::struct_field_names, reason = "the field is what the type gathers")]
pub struct Texts {
    texts: FormerTexts,
    pen: Option<Pen>,
    /// What texts say that were read or written in this run, by file and digest.
    said: HashMap<String, HashMap<u64, DocumentBody>>,
}

impl Texts {
    /// What earlier runs left, and where the next ones are written; without a pen they are kept for this run alone.
    #[must_use]
    pub fn new(texts: FormerTexts, pen: Option<Pen>) -> Self {
        Self { texts, pen, said: HashMap::new() }
    }

    /// Notes that `old` is about to be saved over by `new`.
    pub(super) fn replace(&mut self, file: &str, old: &Saved, new: &Saved) {
        let Some(back) = pieces(old, new) else { return };
        let text = FormerText { was: digest(&old.bytes), is: digest(&new.bytes), back };
        let said = self.said.entry(file.to_owned()).or_default();
        if said.len() > 2 * MAX_LOOKS {
            said.clear();
        }
        said.insert(text.was, old.sheet.clone());
        said.insert(text.is, new.sheet.clone());
        if text.len() <= MAX_TEXT_BYTES && self.texts.of(file).next() != Some(&text) {
            self.note(Record::Replaced { file: file.to_owned(), text });
        }
    }

    /// Notes that `old` is about to be saved over by `new`, in which is what somebody else wrote: nothing leads back over it.
    pub(super) fn replace_by_others(&mut self, file: &str, old: &Saved, new: &Saved) {
        let text = FormerText { was: 0, is: 0, back: pieces(old, new).unwrap_or_default() };
        if !text.back.is_empty() && text.len() <= MAX_TEXT_BYTES {
            self.note(Record::Replaced { file: file.to_owned(), text });
        }
    }

    /// Notes of what is put into a file how it stood where it was.
    pub(super) fn add(&mut self, file: &str, copied: &[Copied]) {
        let known: HashSet<&str> = self.texts.pieces(file).collect();
        let pieces = copied.iter().filter_map(table_of).filter(|piece| !known.contains(piece.as_str()));
        let back: Vec<Piece> = pieces.map(|text| Piece { at: 0, cut: 0, text }).collect();
        if !back.is_empty() {
            // It is a part of no text that the file had.
            self.note(Record::Replaced { file: file.to_owned(), text: FormerText { was: 0, is: 0, back } });
        }
    }

    fn note(&mut self, record: Record) {
        if let Some(Pen(write)) = &mut self.pen {
            write(&record);
        }
        self.texts.replay(&[record]);
    }

    /// The first text that the file had when it said `wanted`, as long as nobody else has written it since: `now` is what
    /// stands there. A later one that says the same is what the program made of it, with what was lost on the way.
    pub(super) fn find(&mut self, file: &str, now: &Saved, wanted: &DocumentBody, method: &Method) -> Option<Vec<u8>> {
        let said = self.said.entry(file.to_owned()).or_default();
        let kind = FileKind::of(file, method);
        // How many were saved over since it was the first time; nothing for what never was.
        let age = |text: u64| {
            self.texts.of(file).zip(1..).filter(|(former, _)| former.was == text).last().map(|(_, age)| age)
        };
        let (first, text) = (digest(&now.bytes), std::str::from_utf8(&now.bytes).ok()?);
        let mut found: Option<(Option<usize>, Arc<str>)> =
            now.sheet.says_the_same(wanted).then(|| (age(first), text.into()));
        let mut room = MAX_LOOK_BYTES;
        let mut seen = HashSet::from([first]);
        let mut open: VecDeque<(u64, Arc<str>)> = VecDeque::from([(first, text.into())]);
        while let Some((is, text)) = open.pop_front() {
            for former in self.texts.of(file).filter(|former| former.is == is) {
                if seen.len() > MAX_LOOKS || (found.is_some() && room == 0) || !seen.insert(former.was) {
                    continue;
                }
                let Some(old) = former.of(&text) else { continue };
                let old: Arc<str> = old.into();
                room = room.saturating_sub(old.len());
                let says = match said.get(&former.was) {
                    Some(says) => Some(says.clone()),
                    None => match read(old.as_bytes(), kind.clone(), method) {
                        reading if reading.state == State::Valid => match reading.content {
                            Some(Content::DocumentBody(says)) => Some(says),
                            _ => None,
                        },
                        _ => None,
                    },
                };
                if let Some(says) = says {
                    let age = age(former.was);
                    if says.says_the_same(wanted) && found.as_ref().is_none_or(|(other, _)| *other < age) {
                        found = Some((age, Arc::clone(&old)));
                    }
                    said.insert(former.was, says);
                }
                open.push_back((former.was, old));
            }
        }
        found.map(|(_, text)| text.as_bytes().to_vec())
    }

    /// Where tables that come back into a file are looked for.
    pub(super) fn of(&self, file: &str) -> Former<'_> {
        Former { own: self.texts.pieces(file).collect(), others: self.texts.pieces_of_others(file).collect() }
    }
}

/// What makes the old text out of the new one.
fn pieces(old: &Saved, new: &Saved) -> Option<Vec<Piece>> {
    let (was, is) = (std::str::from_utf8(&old.bytes).ok()?, std::str::from_utf8(&new.bytes).ok()?);
    Some(back(is, was).into_iter().map(|(range, text)| Piece { at: range.start, cut: range.len(), text }).collect())
}

/// The table of what is put somewhere, as it stood where it was, with its new id.
fn table_of(copied: &Copied) -> Option<String> {
    let Copied { of, to, texts } = copied;
    let texts = texts.iter().filter_map(|bytes| std::str::from_utf8(bytes).ok());
    let table = texts.filter(|text| text.contains(of.as_str())).find_map(|text| table_for(text, *of, *to))?;
    // Comments are about the original; what only was put elsewhere is that.
    Some(if of == to { table } else { without_comments(&table) })
}
