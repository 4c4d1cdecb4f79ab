//! A document as it was, as a page: what stood in it beside what has changed, broken for the width of the screen.

use std::collections::HashMap;
use std::ops::Range;

use super::{Target, VersionsState, compared};
use crate::app::Model;
use crate::app::query::changes::{Told, counted, told};
use crate::app::scene::areas;
use crate::document::{Canvas, Checklist, DocumentBody};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::merge::changes::{Change, Counts};
use crate::method::Kind;

/// From so many columns on, the changes stand beside.
const TWO_COLUMNS: u16 = 70;
/// Columns before the text of a note: its bar, its sign, and spaces.
const BAR: u16 = 4;

/// Something that stood in a document and can come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The id of the note, or of the item that was answered.
    pub id: String,
    /// What happened to it since, in words; empty where nothing did.
    pub changed: String,
}

/// What a row of the document as it was is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Blank,
    /// The title of a section, or the stage of items.
    Section(String),
    /// A line of a note or an answer.
    Line {
        /// Its place among what can be in focus.
        item: usize,
        /// Whether it is the first of its lines.
        is_first: bool,
        /// The number or the sign of a verdict, where it is the first line.
        lead: String,
        kind: Kind,
        text: String,
        /// What happened to it since, where it is the last line.
        changed: String,
    },
}

/// A row of what has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeRow {
    Blank,
    /// What it is called, and what happened.
    Head(String, String),
    /// What it says.
    Text(String),
    /// What it said.
    Before(String),
    /// A key.
    Field(String),
    /// Something that is said of all.
    Said(String),
}

/// A page and where its parts stand.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which revision it is, and of how many.
    pub head: Rect,
    /// What is said of the revision, and how much changed.
    pub about: Rect,
    /// What stood there.
    pub list: Rect,
    /// What has changed.
    pub side: Rect,
    /// Whether that stands beside what stood there, and not below it.
    pub is_beside: bool,
    pub rows: Vec<Row>,
    pub items: Vec<Item>,
    pub changes: Vec<ChangeRow>,
    /// How many changes there are of each kind, in words.
    pub counted: String,
    /// The rows of each item.
    places: Vec<Range<usize>>,
    /// The first row of the change of each item, where it has one.
    change_of: Vec<Option<usize>>,
}

impl Page {
    /// What can be pointed at.
    pub(super) fn hits(&self, state: &VersionsState) -> impl Iterator<Item = (Rect, Target)> {
        let rows = self.list.rows().zip(self.rows.iter().skip(state.top));
        let items = rows.filter_map(|(place, row)| match row {
            Row::Line { item, .. } => Some((place, Target::Row(*item))),
            _ => None,
        });
        let (older, newer) = (self.head.split_left(2).0, self.head.split_right(2).1);
        items.chain([(older, Target::Command("left")), (newer, Target::Command("right"))])
    }
}

/// The page of a document as it was.
pub(super) fn page(model: &Model, state: &VersionsState) -> Page {
    let work = areas(model.size).work;
    let room = work.inset(1, 0);
    let (head, rest) = room.split_top(1);
    let (about, rest) = rest.split_top(u16::from(rest.height >= 8));
    let rest = if rest.height > 12 { rest.split_top(1).1 } else { rest };
    let is_beside = rest.width >= TWO_COLUMNS;
    let (list, side) = if is_beside {
        let (list, side) = rest.split_left(rest.width * 11 / 20);
        (list, side.split_left(1).1)
    } else {
        rest.split_bottom(rest.height / 3)
    };
    let found = compared::of(model, state);
    let template = state.revision().map(|revision| revision.body.template().to_owned()).unwrap_or_default();
    let told: Vec<Told> = found.iter().map(|change| told(model, &template, change)).collect();
    let mut page = Page {
        head,
        about,
        list,
        side,
        is_beside,
        rows: Vec::new(),
        items: Vec::new(),
        changes: Vec::new(),
        counted: counted(model.words, Counts::of(found.iter().collect::<Vec<&Change>>())),
        places: Vec::new(),
        change_of: Vec::new(),
    };
    let columns = if is_beside { side.width.saturating_sub(4) } else { side.width.saturating_sub(1) };
    let starts = page.tell(model, state, &told, columns);
    let kinds: HashMap<&str, &Told> = told.iter().filter_map(|told| Some((told.id.as_deref()?, told))).collect();
    match state.revision().map(|revision| &revision.body) {
        Some(DocumentBody::Canvas(canvas)) => page.canvas(model, canvas, &kinds),
        Some(DocumentBody::Checklist(list)) => page.checklist(model, list, &kinds),
        _ => {}
    }
    page.change_of = page.items.iter().map(|item| starts.get(&item.id).copied()).collect();
    page
}

impl Page {
    /// Puts the changes into rows, and gives back where that of each id begins.
    fn tell(&mut self, model: &Model, state: &VersionsState, told: &[Told], columns: u16) -> HashMap<String, usize> {
        let mut starts = HashMap::new();
        let rows = &mut self.changes;
        if !self.is_beside && !self.counted.is_empty() {
            rows.push(ChangeRow::Said(self.counted.clone()));
        }
        if told.is_empty() && state.revision().is_some() {
            rows.extend(broken(model.words.say(key!("versions.no-change")), columns).map(ChangeRow::Said));
        }
        for told in told {
            if !rows.is_empty() {
                rows.push(ChangeRow::Blank);
            }
            if let Some(id) = &told.id {
                starts.insert(id.clone(), rows.len());
            }
            rows.push(ChangeRow::Head(told.called.clone(), told.kinds.clone()));
            rows.extend(broken(&told.text, columns).map(ChangeRow::Text));
            if let Some(before) = &told.before {
                let before = model.words.tell(&sentence!("versions.before", text = before));
                rows.extend(broken(&before, columns).map(ChangeRow::Before));
            }
            for (key, after, before) in &told.fields {
                let nothing = || model.words.say(key!("versions.nothing")).to_owned();
                let (after, before) = (after.clone().unwrap_or_else(nothing), before.clone().unwrap_or_else(nothing));
                let line = sentence!("versions.field", key = key, after = after, before = before);
                rows.extend(broken(&model.words.tell(&line), columns).map(ChangeRow::Field));
            }
        }
        if let Some(said) = state.said.as_ref().filter(|_| state.is_over) {
            if !rows.is_empty() {
                rows.push(ChangeRow::Blank);
            }
            rows.extend(broken(&model.words.tell(said), columns).map(ChangeRow::Said));
        }
        starts
    }

    fn section(&mut self, title: String) {
        if !self.rows.is_empty() {
            self.rows.push(Row::Blank);
        }
        self.rows.push(Row::Section(title));
    }

    /// The columns of a text in the list.
    fn columns(&self, lead: &str) -> u16 {
        let lead = u16::try_from(width(lead)).unwrap_or(u16::MAX);
        self.list.width.saturating_sub(BAR.saturating_add(lead).saturating_add(2)).max(8)
    }

    fn item(&mut self, id: String, lead: &str, kind: Kind, text: &str, changed: &HashMap<&str, &Told>) {
        let (item, first) = (self.items.len(), self.rows.len());
        let changed = changed.get(id.as_str()).map(|told| told.kinds.clone()).unwrap_or_default();
        let columns = self.columns(lead);
        let mut lines: Vec<String> = broken(text, columns).collect();
        let fits = |line: &String| width(line) + 2 + width(&changed) <= usize::from(columns);
        if !changed.is_empty() && !lines.last().is_some_and(fits) {
            lines.push(String::new());
        }
        let last = lines.len().saturating_sub(1);
        for (at, text) in lines.into_iter().enumerate() {
            let lead = if at == 0 { lead.to_owned() } else { String::new() };
            let changed = if at == last { changed.clone() } else { String::new() };
            self.rows.push(Row::Line { item, is_first: at == 0, lead, kind, text, changed });
        }
        self.places.push(first..self.rows.len());
        self.items.push(Item { id, changed });
    }

    fn canvas(&mut self, model: &Model, canvas: &Canvas, changed: &HashMap<&str, &Told>) {
        let template = model.method.canvas(&canvas.head.template);
        let known = template
            .iter()
            .flat_map(|template| &template.sections)
            .map(|section| (section.id.as_str(), section.title.get(model.language()), section.default_kind));
        let is_known = |id: &str| template.is_some_and(|template| template.section(id).is_some());
        let others = canvas.sections().map(|notes| notes.section.as_str()).filter(|id| !is_known(id));
        let sections: Vec<(&str, &str, Kind)> = known.chain(others.map(|id| (id, id, Kind::default()))).collect();
        for (at, (id, title, default)) in sections.into_iter().enumerate() {
            let notes: Vec<_> = canvas.notes_of(id).collect();
            if notes.is_empty() {
                continue;
            }
            self.section(format!("{} {title}", at + 1));
            for (place, note) in notes.into_iter().enumerate() {
                let lead = format!("{}.{}", at + 1, place + 1);
                let kind = note.kind.unwrap_or(default);
                self.item(note.id.to_string(), &lead, kind, &note.text, changed);
            }
        }
    }

    fn checklist(&mut self, model: &Model, list: &Checklist, changed: &HashMap<&str, &Told>) {
        let language = model.language();
        let Some(template) = model.method.checklist(&list.head.template) else { return };
        for stage in &template.stages {
            let items = template.items.iter().filter(|item| item.stage == stage.id);
            let answered: Vec<_> = items.filter(|item| list.answers.contains_key(&item.id)).collect();
            if answered.is_empty() {
                continue;
            }
            self.section(stage.title.get(language).to_owned());
            for item in answered {
                let verdict = list.verdict(&item.id);
                let lead = verdict.map_or("", |verdict| crate::app::commands::verdict_name(model.words, verdict));
                self.item(item.id.clone(), lead, Kind::default(), item.text.get(language), changed);
            }
        }
    }
}

/// A text broken into lines.
fn broken(text: &str, columns: u16) -> impl Iterator<Item = String> + use<> {
    let lines = wrap::wrap(text, columns.max(1));
    lines.into_iter().map(|line| line.shown(text).into_owned()).collect::<Vec<_>>().into_iter()
}

/// Keeps what is in focus in sight, and its change with it.
pub(super) fn settle(model: &mut Model) {
    let Some(page) = model.layout::<Page>() else { return };
    let Some(state) = model.front::<VersionsState>() else { return };
    let item = state.item.min(page.items.len().saturating_sub(1));
    let rows = usize::from(page.list.height);
    let mut top = state.top.min(page.rows.len().saturating_sub(rows));
    if let Some(place) = page.places.get(item) {
        // The title above the first is seen with it.
        let start = if item == 0 { 0 } else { place.start };
        top = top.max(place.end.saturating_sub(rows)).min(start);
    }
    let room = usize::from(page.side.height).saturating_sub(if page.is_beside { 2 } else { 0 });
    let last = page.changes.len().saturating_sub(room);
    let changes_top = match page.change_of.get(item).copied().flatten() {
        Some(start) if start < state.changes_top || start + 2 > state.changes_top + room => start.min(last),
        Some(_) => state.changes_top.min(last),
        None => 0,
    };
    if (item, top, changes_top) != (state.item, state.top, state.changes_top)
        && let Some(state) = model.screens.front_mut::<VersionsState>()
    {
        (state.item, state.top, state.changes_top) = (item, top, changes_top);
    }
}
