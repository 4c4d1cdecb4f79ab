//! A pasted text as notes: what of it is a note, and what is grouped under what.
//!
//! An item of a list is a note, without what marks it as one, and so is a row of a table. What is set in under an item or a
//! line is grouped under the first of them that is not set in, for groups have one level. A ticked item begins with ✓; rules
//! between the rows of a table, and lines that only part, are none. Of text that is no list, each line is a note or each
//! paragraph, as the person says.
//!
//! No letter is lost: what is not in the notes is marks, numbers of a list, and space.

mod mark;
mod table;

use mark::{Item, item};
use table::{Part, parts};

/// What stands before a ticked item.
pub const TICK: &str = "✓ ";

/// How many columns more a line is set in, at least, to stand under another.
const LEAST_INSET: usize = 2;

/// How far a tab goes.
const TAB: usize = 4;

/// A note in a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// What it says; not empty, and without space around.
    pub text: String,
    /// The place, among all, of the one it is grouped under: that comes before it, and is grouped under none.
    pub under: Option<usize>,
}

impl Pasted {
    /// A note that is grouped under none.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), under: None }
    }
}

/// What of text that is no list is a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Each line.
    Line,
    /// Each paragraph, on one line.
    Paragraph,
}

/// The text with a line feed at every end of a line or a paragraph, whatever marked it.
#[must_use]
pub fn line_feeds(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
}

/// The notes in a pasted text, in order.
#[must_use]
pub fn notes(text: &str, by: By) -> Vec<Pasted> {
    let text = line_feeds(text);
    let lines: Vec<&str> = text.split('\n').collect();
    let mut reading = Reading { by, notes: Vec::new(), above: Vec::new(), open: Open::Nothing };
    for part in parts(&lines) {
        reading.take(part);
    }
    reading.finish()
}

/// What the next line may go on with.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    /// An item that is set in so far: what is set in further goes on with it.
    Item(usize),
    /// A paragraph.
    Paragraph,
}

/// A text that is being read, with the notes so far.
struct Reading {
    by: By,
    notes: Vec<Pasted>,
    /// How far the notes are set in that the next one may stand under, with their places.
    above: Vec<(usize, usize)>,
    open: Open,
}

impl Reading {
    fn take(&mut self, part: Part) {
        match part {
            Part::Blank => self.open = Open::Nothing,
            Part::Rule => {
                self.above.clear();
                self.open = Open::Nothing;
            }
            Part::Row(text) => {
                self.above.clear();
                self.open = Open::Nothing;
                self.push(text, 0);
            }
            Part::Line(line) => self.line(line),
        }
    }

    fn line(&mut self, line: &str) {
        let (words, inset) = (line.trim(), inset(line));
        if let Some(Item { text, is_ticked, is_deeper }) = item(words, inset > 0) {
            let inset = if is_deeper { inset + LEAST_INSET } else { inset };
            let text = if text.contains('\t') { table::row(text) } else { text.to_owned() };
            let tick = if is_ticked && !text.is_empty() { TICK } else { "" };
            self.push([tick, &text].concat(), inset);
            self.open = Open::Item(inset);
            return;
        }
        let goes_on = match (self.open, self.by) {
            (Open::Nothing, _) => false,
            (Open::Item(from), By::Line) => inset > from,
            (Open::Item(_) | Open::Paragraph, _) => !is_heading(words),
        };
        if goes_on && let Some(note) = self.notes.last_mut() {
            join(&mut note.text, words);
            return;
        }
        self.push(words.to_owned(), inset);
        let goes_on = self.by == By::Paragraph && !is_heading(words);
        self.open = if goes_on { Open::Paragraph } else { Open::Nothing };
    }

    fn push(&mut self, text: String, inset: usize) {
        while self.above.last().is_some_and(|(above, _)| inset < above + LEAST_INSET) {
            self.above.pop();
        }
        let under = self.above.first().map(|(_, place)| *place);
        self.above.push((inset, self.notes.len()));
        self.notes.push(Pasted { text, under });
    }

    /// The notes that say something.
    fn finish(self) -> Vec<Pasted> {
        let mut kept = 0;
        let places: Vec<Option<usize>> = self
            .notes
            .iter()
            .map(|note| {
                let place = (!note.text.is_empty()).then_some(kept);
                kept += usize::from(place.is_some());
                place
            })
            .collect();
        let said = self.notes.into_iter().filter(|note| !note.text.is_empty());
        said.map(|note| Pasted { under: note.under.and_then(|head| places[head]), ..note }).collect()
    }
}

/// How many columns a line is set in.
fn inset(line: &str) -> usize {
    line.chars().take_while(|space| space.is_whitespace()).fold(0, |at, space| match space {
        '\t' => (at / TAB + 1) * TAB,
        '\u{3000}' => at + 2,
        _ => at + 1,
    })
}

/// A heading of Markdown stands alone.
fn is_heading(words: &str) -> bool {
    let rest = words.trim_start_matches('#');
    (1..=6).contains(&(words.len() - rest.len())) && rest.starts_with(' ')
}

/// Puts a line behind the one it goes on with: with a space, but where scripts have none.
fn join(text: &mut String, words: &str) {
    let is_spaceless = |character: char| {
        matches!(character, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}'
            | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
    };
    let runs_on = text.chars().next_back().zip(words.chars().next());
    let runs_on = runs_on.is_none_or(|(before, after)| is_spaceless(before) && is_spaceless(after));
    if !runs_on {
        text.push(' ');
    }
    text.push_str(words);
}

#[cfg(test)]
mod tests;
