//! A file in conflict as a page: each clash with both its sides, broken for the width of the screen, and what of it is seen.

use std::ops::Range;

use super::{SettleState, Target};
use crate::app::Model;
use crate::app::scene::areas;
use crate::codec::text_merge::shown_keys;
use crate::document::{DocumentBody, Id};
use crate::i18n::{Sentence, SentenceKey};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::merge::text::{Choice, Question, Unsettled};

/// The widest a side may be: longer lines are hard to read.
const MEASURE: u16 = 78;
/// From so many columns on, the sides stand beside each other.
const TWO_COLUMNS: u16 = 60;
/// The columns of a border and the space within it, left and right.
const EDGES: u16 = 4;

/// A line of what a side says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideLine {
    /// The key, where the line begins what one says.
    pub key: String,
    /// The text.
    pub text: String,
    /// Whether it is said of the side and stands in no file.
    pub is_told: bool,
}

/// A row of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The upper edge, with what the side is called.
    Top(String),
    Line(SideLine),
    /// The lower edge.
    Bottom,
}

/// What a row of the page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Blank,
    /// What is said of the whole file.
    Notice(String),
    /// What a clash is about.
    Head(String),
    /// The text of the note it is about.
    About(String),
    /// Both sides beside each other.
    Pair([Cell; 2]),
    /// One of them, where they stand below each other.
    Alone {
        is_theirs: bool,
        cell: Cell,
    },
    /// What stood there before, or will.
    Below {
        word: SentenceKey,
        is_first: bool,
        text: String,
    },
}

/// A page and where it stands.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where its rows stand.
    pub area: Rect,
    /// All its rows, each with the clash it belongs to.
    pub rows: Vec<(Option<usize>, Row)>,
    /// The rows of each clash.
    clashes: Vec<Range<usize>>,
}

impl Page {
    /// The first row that can stand on top.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.rows.len().saturating_sub(usize::from(self.area.height))
    }

    /// The rows that are seen, each in its place.
    pub fn visible(&self, top: usize) -> impl Iterator<Item = (Rect, Option<usize>, &Row)> {
        let rows = self.rows.iter().skip(top.min(self.last_top()));
        self.area.rows().zip(rows).map(|(place, (clash, row))| (place, *clash, row))
    }

    /// The places of the two sides in a row.
    #[must_use]
    pub fn halves(row: Rect) -> [Rect; 2] {
        let (ours, rest) = row.split_left((row.width - 1) / 2);
        [ours, rest.split_left(1).1]
    }

    /// The sides that are seen, row by row.
    pub(super) fn sides(&self, top: usize) -> impl Iterator<Item = (Rect, Target)> {
        self.visible(top).flat_map(|(place, clash, row)| {
            let Some(clash) = clash else { return Vec::new() };
            let side = |is_theirs| Target::Side { clash, is_theirs };
            match row {
                Row::Pair(_) => {
                    let [ours, theirs] = Self::halves(place);
                    vec![(ours, side(false)), (theirs, side(true))]
                }
                Row::Alone { is_theirs, .. } => vec![(place, side(*is_theirs))],
                Row::Head(_) | Row::About(_) => vec![(place, side(false))],
                _ => Vec::new(),
            }
        })
    }
}

/// The page of a file in conflict.
pub(super) fn page(model: &Model, state: &SettleState) -> Page {
    let work = areas(model.size).work;
    let is_small = work.width < TWO_COLUMNS;
    // The scroll bar stands clear of the text.
    let room = work.inset(if is_small { 1 } else { 2 }, u16::from(work.height > 12));
    let area = room.centred(2 * MEASURE + 1, room.height);
    let builder = Builder { model, state, columns: area.width };
    let mut rows = vec![(None, Row::Notice(builder.notice()))];
    if area.height < 12 {
        rows.clear();
    }
    let mut clashes = Vec::new();
    for (at, clash) in state.settling.found.clashes.iter().enumerate() {
        if !rows.is_empty() {
            rows.push((None, Row::Blank));
        }
        let first = rows.len();
        rows.extend(builder.clash(at, clash).into_iter().map(|row| (Some(at), row)));
        clashes.push(first..rows.len());
    }
    if clashes.is_empty() {
        rows = vec![(None, Row::Notice(builder.notice()))];
    }
    Page { area, rows, clashes }
}

struct Builder<'a> {
    model: &'a Model,
    state: &'a SettleState,
    columns: u16,
}

impl Builder<'_> {
    fn is_beside(&self) -> bool {
        self.columns >= TWO_COLUMNS - EDGES
    }

    /// The columns of what a side says.
    fn inner(&self) -> u16 {
        let outer = if self.is_beside() { (self.columns - 1) / 2 } else { self.columns };
        outer.saturating_sub(EDGES).max(1)
    }

    fn notice(&self) -> String {
        let settling = &self.state.settling;
        let (count, left) = (settling.choices().len(), settling.left());
        let sentence = match (count, left) {
            (0, _) => sentence!("settle.nothing-clashes"),
            (_, 0) => sentence!("settle.all-settled"),
            _ => sentence!("settle.about", count = count),
        };
        self.model.words.tell(&sentence)
    }

    fn clash(&self, at: usize, clash: &Unsettled) -> Vec<Row> {
        let mut rows: Vec<Row> =
            broken(&heading(self.model, self.state, at), self.columns).into_iter().map(Row::Head).collect();
        if let Some(text) = about(self.state, clash) {
            rows.extend(broken(&text, self.columns).into_iter().map(Row::About));
        }
        let [mut ours, mut theirs] = [false, true].map(|is_theirs| self.side(clash, is_theirs));
        if self.is_beside() {
            let height = ours.len().max(theirs.len());
            for side in [&mut ours, &mut theirs] {
                while side.len() < height {
                    side.insert(side.len() - 1, Cell::Line(SideLine::default()));
                }
            }
            rows.extend(ours.into_iter().zip(theirs).map(|(ours, theirs)| Row::Pair([ours, theirs])));
        } else {
            rows.extend(ours.into_iter().map(|cell| Row::Alone { is_theirs: false, cell }));
            rows.extend(theirs.into_iter().map(|cell| Row::Alone { is_theirs: true, cell }));
        }
        let was = (!clash.base.is_empty()).then(|| in_words(&clash.base));
        let stands = match self.state.settling.choices().get(at).and_then(Option::as_ref) {
            Some(Choice::Both) => clash.both(),
            Some(Choice::Anew(lines)) => Some(lines.clone()),
            _ => None,
        };
        let below = [(key!("settle.was"), was), (key!("settle.stands"), stands.map(|lines| in_words(&lines)))];
        for (word, text) in below.into_iter().filter_map(|(word, text)| Some((word, text?))) {
            let label = u16::try_from(width(self.model.words.say(word))).unwrap_or(u16::MAX).saturating_add(2);
            let lines = broken(&text, self.columns.saturating_sub(label));
            let line = |(at, text)| Row::Below { word, is_first: at == 0, text };
            rows.extend(lines.into_iter().enumerate().map(line));
        }
        rows
    }

    fn side(&self, clash: &Unsettled, is_theirs: bool) -> Vec<Cell> {
        let found = &self.state.settling.found;
        let words = self.model.words;
        let (name, label, text) = if is_theirs {
            (key!("settle.theirs"), &found.their_label, &clash.theirs)
        } else {
            (key!("settle.ours"), &found.our_label, &clash.ours)
        };
        let name = words.say(name);
        // Files that were merged without names are called as the sides are.
        let title = if label.is_empty() || label == "ours" || label == "theirs" {
            name.to_owned()
        } else {
            format!("{name} · {label}")
        };
        let mut lines = Vec::new();
        let told = |text: &str| {
            let line = |text| SideLine { text, is_told: true, ..SideLine::default() };
            broken(text, self.inner()).into_iter().map(line).collect::<Vec<_>>()
        };
        if clash.question == Question::Moved
            && let Some(place) = place(self.model, self.state, clash, is_theirs)
        {
            lines.extend(told(&place));
        }
        if text.is_empty() {
            lines.extend(told(words.say(key!("settle.nothing"))));
        }
        lines.extend(side_lines(text, self.inner()));
        [Cell::Top(title)].into_iter().chain(lines.into_iter().map(Cell::Line)).chain([Cell::Bottom]).collect()
    }
}

/// What a side says: the text first, then the keys.
fn side_lines(text: &str, columns: u16) -> Vec<SideLine> {
    let plain = |text| SideLine { text, ..SideLine::default() };
    let Some(mut keys) = shown_keys(text) else {
        return text.lines().flat_map(|line| broken(line, columns)).map(plain).collect();
    };
    keys.sort_by_key(|key| key.key != "text");
    let mut lines = Vec::new();
    for key in keys {
        if key.key == "text" {
            lines.extend(broken(&key.value, columns).into_iter().map(plain));
            continue;
        }
        let taken = u16::try_from(width(&key.key)).unwrap_or(u16::MAX).saturating_add(2);
        for (at, text) in broken(&key.value, columns.saturating_sub(taken).max(8)).into_iter().enumerate() {
            let name = if at == 0 { key.key.clone() } else { String::new() };
            // Further lines stand below the first.
            let text = if at == 0 { text } else { format!("{}{text}", " ".repeat(usize::from(taken))) };
            lines.push(SideLine { key: name, text, is_told: false });
        }
    }
    lines
}

/// Some lines in words, on as few lines as they have texts.
#[must_use]
pub fn in_words(lines: &str) -> String {
    let Some(mut keys) = shown_keys(lines) else { return lines.trim_end().to_owned() };
    keys.sort_by_key(|key| key.key != "text");
    let word = |key: &crate::codec::text_merge::ShownKey| match key.key.as_str() {
        "text" => key.value.clone(),
        name => format!("{name} {}", key.value.replace('\n', ", ")),
    };
    keys.iter().map(word).collect::<Vec<_>>().join("\n")
}

/// What a clash is about, in a sentence.
#[must_use]
pub fn heading(model: &Model, state: &SettleState, at: usize) -> String {
    let Some(clash) = state.settling.found.clashes.get(at) else { return String::new() };
    let what = name(model, state, clash);
    let keys = clash.keys.join(", ");
    let key = match clash.question {
        Question::Differs if keys.is_empty() => key!("settle.both-differ"),
        Question::Differs => key!("settle.differs"),
        Question::RemovedByUs => key!("settle.removed-by-us"),
        Question::RemovedByThem => key!("settle.removed-by-them"),
        Question::Moved => key!("settle.moved"),
    };
    let question = model.words.tell(&Sentence::new(key).with("keys", keys));
    let place = sentence!("settle.heading", at = at + 1, total = state.settling.choices().len());
    let parts = [model.words.tell(&place), what, question];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What people call the thing that a clash is about.
fn name(model: &Model, state: &SettleState, clash: &Unsettled) -> String {
    let found = &state.settling.found;
    let sides = [&found.ours, &found.theirs].into_iter().flatten();
    for side in sides {
        match side {
            DocumentBody::Canvas(_) => {
                if let Some(number) = Id::new(&clash.anchor).and_then(|id| number_in(model, side, id)) {
                    return number;
                }
            }
            DocumentBody::Checklist(list) => {
                let template = model.method.checklist(&list.head.template);
                let (id, part) = clash.anchor.split_once('.').unwrap_or((&clash.anchor, ""));
                if let Some(item) = template.and_then(|template| template.item(id)) {
                    let text = item.text.get(model.language());
                    return if part.is_empty() { text.to_owned() } else { format!("{text} · {part}") };
                }
            }
            DocumentBody::Product(_) | DocumentBody::Register(_) => {}
        }
    }
    clash.anchor.clone()
}

/// The text of the note that a clash is about, where the clash itself does not say it.
fn about(state: &SettleState, clash: &Unsettled) -> Option<String> {
    let says_it = clash.keys.is_empty() || clash.keys.iter().any(|key| key == "text");
    let id = Id::new(&clash.anchor).filter(|_| !says_it)?;
    let found = &state.settling.found;
    let note = |side: &Option<DocumentBody>| Some(side.as_ref()?.canvas()?.note(id)?.text.clone());
    note(&found.ours).or_else(|| note(&found.theirs))
}

/// The number of a note in a canvas.
fn number_in(model: &Model, body: &DocumentBody, id: Id) -> Option<String> {
    let canvas = body.canvas()?;
    let section = canvas.section_of(id)?;
    let template = model.method.canvas(body.template())?;
    let at = template.sections.iter().position(|known| known.id == section)?;
    Some(format!("{}.{}", at + 1, canvas.position(id)? + 1))
}

/// Where a side has a note: its number, and the section.
fn place(model: &Model, state: &SettleState, clash: &Unsettled, is_theirs: bool) -> Option<String> {
    let found = &state.settling.found;
    let body = if is_theirs { found.theirs.as_ref()? } else { found.ours.as_ref()? };
    let id = Id::new(&clash.anchor)?;
    let number = number_in(model, body, id)?;
    let section = body.canvas()?.section_of(id)?;
    let template = model.method.canvas(body.template())?;
    let title = template.section(section).map_or(section, |section| section.title.get(model.language()));
    Some(format!("{number} {title}"))
}

/// A text broken into lines.
fn broken(text: &str, columns: u16) -> Vec<String> {
    let lines = wrap::wrap(text, columns.max(1));
    lines.into_iter().map(|line| line.shown(text).into_owned()).collect()
}

/// Keeps what is seen on the page, and what came into focus in sight: the whole clash where it fits, else its beginning.
pub(super) fn settle(model: &mut Model) {
    let Some(page) = model.layout::<Page>() else { return };
    let Some(state) = model.front::<SettleState>() else { return };
    let (mut top, rows) = (state.top.min(page.last_top()), usize::from(page.area.height));
    if let Some(clash) = page.clashes.get(state.at).filter(|_| state.follows) {
        top = top.max(clash.end.saturating_sub(rows)).min(clash.start);
        // What is said of the whole file is seen with the first.
        if state.at == 0 && clash.end <= rows {
            top = 0;
        }
    }
    if (top != state.top || state.follows)
        && let Some(state) = model.screens.front_mut::<SettleState>()
    {
        (state.top, state.follows) = (top, false);
    }
}
