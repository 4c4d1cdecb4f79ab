//! What lies over a screen to be read: where it stands, and how far it goes.

use super::keys::{self, KeyLine};
use super::small;
use crate::app::query::recipe::{self, Part};
use crate::app::{Model, Reading, Tone};
use crate::layout::{Rect, RectExt as _, wrap};

/// A line of the messages of this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    /// How the message is meant.
    pub tone: Tone,
    /// Whether it is the message's first line.
    pub is_first: bool,
    /// The words.
    pub text: String,
}

/// What a line of a recipe is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipeLineKind {
    /// What follows is about this.
    Head,
    /// A line of a paragraph.
    Text,
    /// A line of what is said under a label.
    Entry,
    /// A line of a step.
    Step,
    /// The first line of a point.
    Point,
    /// Nothing.
    Blank,
}

/// A line of a recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipeLine {
    /// What it is.
    pub kind: RecipeLineKind,
    /// The label it has in the column before the text; empty in all but the first line of what the label is of.
    pub label: String,
    /// How many columns its text stands in.
    pub indent: u16,
    /// The words.
    pub text: String,
}

/// The columns of a label with the space behind it.
pub const LABEL: u16 = 21;
/// Columns before the text of a point: its sign and a space.
const POINT: u16 = 2;
/// From how many columns on labels stand beside what they are of.
const LABELS_BESIDE: u16 = 60;

/// How the canvas in front is run, as lines.
#[must_use]
pub fn recipe_lines(model: &Model) -> Vec<RecipeLine> {
    let columns = overlay_list(model).width.max(1);
    let mut page = RecipePage { columns, lines: Vec::new() };
    for part in recipe::page(model) {
        match part {
            Part::Head(text) => {
                page.gap();
                page.put(RecipeLineKind::Head, "", 0, &text);
            }
            Part::Text(text) => page.put(RecipeLineKind::Text, "", 0, &text),
            Part::Step { label, task } => page.labelled(RecipeLineKind::Step, &label, &task, &[]),
            Part::Entry { label, text, points } => page.labelled(RecipeLineKind::Entry, &label, &text, &points),
        }
    }
    page.lines
}

/// A recipe as it is broken into lines.
struct RecipePage {
    columns: u16,
    lines: Vec<RecipeLine>,
}

impl RecipePage {
    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(RecipeLine {
                kind: RecipeLineKind::Blank,
                label: String::new(),
                indent: 0,
                text: String::new(),
            });
        }
    }

    /// A text, broken into lines; only the first is a point and has the label.
    fn put(&mut self, kind: RecipeLineKind, label: &str, indent: u16, text: &str) {
        let broken = wrap::wrap(text, self.columns.saturating_sub(indent).max(1));
        for (at, line) in broken.iter().enumerate() {
            let kind = if at > 0 && kind == RecipeLineKind::Point { RecipeLineKind::Entry } else { kind };
            let label = if at == 0 { label.to_owned() } else { String::new() };
            self.lines.push(RecipeLine { kind, label, indent, text: line.shown(text).into_owned() });
        }
    }

    /// What stands under a label: a text and points. Labels stand in a column of their own where there is room for it.
    fn labelled(&mut self, kind: RecipeLineKind, label: &str, text: &str, points: &[String]) {
        let is_beside = self.columns >= LABELS_BESIDE;
        let indent = if is_beside { LABEL } else { POINT };
        let mut label = label;
        if !is_beside {
            let (label, text) = (std::mem::take(&mut label).to_owned(), String::new());
            self.lines.push(RecipeLine { kind, label, indent: 0, text });
        }
        if !text.is_empty() {
            self.put(kind, std::mem::take(&mut label), indent, text);
        }
        for point in points {
            self.put(RecipeLineKind::Point, std::mem::take(&mut label), indent + POINT, point);
        }
    }
}

/// Where it stands, border and all.
#[must_use]
pub fn overlay_area(model: &Model) -> Rect {
    let screen = Rect::new(0, 0, model.size.width, model.size.height);
    let is_keys = model.overlay.as_ref().is_some_and(|overlay| overlay.what == Reading::Keys);
    if !is_keys {
        return screen.centred(screen.width.saturating_sub(4).min(96), screen.height.saturating_sub(2));
    }
    let (width, height) = (screen.width.saturating_sub(4).min(KEYS_WIDEST), screen.height.saturating_sub(2));
    // What is looked for makes the list shorter, not its frame.
    let rows = keys::columns(model, "", key_columns(width.saturating_sub(4))).iter().map(Vec::len).max();
    let rows = rows.unwrap_or(0) + usize::from(screen.height >= ROOMY);
    screen.centred(width, height.min(small(rows).saturating_add(4)))
}

/// The widest list of keys, and the columns one of its columns takes at least.
const KEYS_WIDEST: u16 = 180;
const KEYS_COLUMN: u16 = 54;

/// The height from which there is space below what is looked for among the keys.
const ROOMY: u16 = 16;

/// How many columns the list of keys has in so many columns of the screen.
fn key_columns(width: u16) -> usize {
    usize::from(width / KEYS_COLUMN).max(1)
}

/// The columns in which the list of keys stands side by side, each with its lines, as far as they have what is looked for.
#[must_use]
pub fn key_parts(model: &Model) -> Vec<(Rect, Vec<KeyLine>)> {
    let list = overlay_list(model);
    let count = key_columns(list.width);
    let width = list.width / small(count).max(1);
    let filter = model.overlay.as_ref().map_or("", |overlay| overlay.filter.text());
    let column = |at: usize| match count {
        1 => list,
        _ => Rect { x: list.x + width * small(at), width: width.saturating_sub(2), ..list },
    };
    let columns = keys::columns(model, filter, count).into_iter().enumerate();
    columns.map(|(at, lines)| (column(at), lines)).collect()
}

/// The part of it that scrolls.
#[must_use]
pub fn overlay_list(model: &Model) -> Rect {
    let is_keys = model.overlay.as_ref().is_some_and(|overlay| overlay.what == Reading::Keys);
    let head = if is_keys && model.size.height >= ROOMY { 3 } else { 2 };
    overlay_area(model).inset(2, 1).split_top(head).1
}

/// The messages of this run as lines, the newest first.
#[must_use]
pub fn message_lines(model: &Model) -> Vec<MessageLine> {
    let columns = overlay_list(model).width.saturating_sub(2).max(1);
    let mut lines = Vec::new();
    for note in model.messages.all() {
        let told = model.words.tell(&note.sentence);
        let broken = wrap::wrap(&told, columns);
        lines.extend(broken.iter().enumerate().map(|(at, line)| MessageLine {
            tone: note.tone,
            is_first: at == 0,
            text: line.shown(&told).into_owned(),
        }));
    }
    lines
}

/// The last line that can stand first.
pub(super) fn overlay_end(model: &Model, what: Reading) -> usize {
    let lines = match what {
        Reading::Keys => key_parts(model).iter().map(|(_, lines)| lines.len()).max().unwrap_or(0),
        Reading::Messages => message_lines(model).len(),
        Reading::Recipe => recipe_lines(model).len(),
    };
    lines.saturating_sub(usize::from(overlay_list(model).height))
}
