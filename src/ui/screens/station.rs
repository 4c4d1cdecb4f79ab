//! A station with everything that belongs to it, or the criteria of all stations, to find out where to start.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use super::item::item_line;
use super::steps::steps;
use crate::app::commands::{item_title, verdict_name};
use crate::app::people;
use crate::app::query::overview::{MapItem, objections};
use crate::app::screen::station::layout::{BESIDE_TEXT, StationScene};
use crate::app::screen::{Part, StationRow, StationState};
use crate::app::station_labels::{criterion_text, group_name, person_title, reply_name};
use crate::assess::objection::{Against, Objections};
use crate::assess::start::Standing;
use crate::document::{Product, Reply};
use crate::i18n::Sentence;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::Cycle;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::{Said, row_details, title_and_status_bar};

/// A station, or the criteria of all.
pub(crate) struct Station<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a StationState,
}

impl Widget for Station<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let words = cx.model.words();
        let Some(info) = cx.model.current_product() else { return };
        let (Some(product), Some(cycle)) = (info.product.as_deref(), cx.model.current_cycle()) else { return };
        let language = cx.model.language();
        let title = match state.station {
            Some(at) => cycle.stations.get(at).map_or("", |station| station.title.get(language)),
            None => words.say(key!("station.where-to-start")),
        };
        title_and_status_bar(cx, buf, &[info.name(), title]);
        let Some(scene) = cx.model.layout::<StationScene>() else { return };
        let objections = objections(cx.model);
        let view = View { cx, state, product, objections, cycle: &cycle, rows: &scene.all };
        let role = if state.station.is_some() { Role::Muted } else { Role::Text };
        let head = scene.head.inset(1, 0);
        cx.wrap(&scene.about, role).render(Rect { width: head.width.min(100), ..head }, buf);
        steps(&view, &scene, buf);
        view.rows(&scene, buf);
        view.details(scene.details, buf);
    }
}

/// What a station is drawn from.
pub(super) struct View<'a> {
    pub(super) cx: Context<'a>,
    pub(super) state: &'a StationState,
    pub(super) product: &'a Product,
    objections: Objections,
    cycle: &'a Cycle,
    pub(super) rows: &'a [StationRow],
}

impl View<'_> {
    fn rows(&self, scene: &StationScene, buf: &mut Buffer) {
        let cx = self.cx;
        let area = scene.rows.inset(1, 0);
        for (line, at) in area.rows().zip(scene.lines(self.state.top)) {
            let Some((at, 0)) = at else { continue };
            let row = &self.rows[at];
            let height = scene.heights.get(at).copied().unwrap_or(1);
            let line = Rect { height: height.min(area.bottom().saturating_sub(line.y)), ..line };
            match row {
                StationRow::Group(group) => {
                    let name = group_name(cx.model, *group);
                    let taken = buf.put_span(line.x, line.y, &cx.fit(&name, line.width, Role::Title));
                    let counted = self.counted(at);
                    let room = line.width.saturating_sub(taken + 3);
                    buf.put_span_right(line.right().saturating_sub(1), line.y, &cx.fit(&counted, room, Role::Muted));
                }
                StationRow::Nothing(_) => {
                    let nothing = cx.model.words().say(key!("station.nothing"));
                    buf.put_span(line.x + 2, line.y, &cx.fit(nothing, line.width.saturating_sub(2), Role::Muted));
                }
                StationRow::SourceNote(item) => self.offer(item, at == self.state.at, line, buf),
                _ => self.row(row, at == self.state.at, line, scene.answers, buf),
            }
        }
        let lines = scene.heights.iter().map(|lines| usize::from(*lines)).sum();
        cx.scroll_bar(lines, usize::from(area.height), self.state.top)
            .render(Rect::new(area.right(), area.y, 1, area.height), buf);
    }

    /// The criteria of the group with its head there, and how many of them are met.
    pub(super) fn met(&self, head: usize) -> (usize, usize) {
        let inside = self.rows.iter().skip(head + 1).take_while(|row| !matches!(row, StationRow::Group(_)));
        let ids: Vec<String> = inside.filter_map(StationRow::criterion).map(str::to_owned).collect();
        (Standing::of(&ids, &self.product.criteria, &self.objections).met.len(), ids.len())
    }

    /// How many criteria of a group are met.
    fn counted(&self, head: usize) -> String {
        match self.met(head) {
            (_, 0) => String::new(),
            (met, total) => self.cx.model.words().tell(&sentence!("station.met", met = met, total = total)),
        }
    }

    /// A row that can be in focus: a sign, what it says, and what was said of it.
    fn row(&self, row: &StationRow, focused: bool, area: Rect, answers: u16, buf: &mut Buffer) {
        let cx = self.cx;
        if focused {
            for line in area.rows() {
                buf.put_glyph(line.x, line.y, cx.glyphs.bar, cx.style(Role::Focus));
            }
        }
        let Some(look) = self.look(row) else { return };
        let columns = match row {
            StationRow::Criterion(_) if answers > 0 => answers,
            _ => u16::try_from(width(&look.state)).unwrap_or(u16::MAX),
        };
        let columns = columns.min(area.width / 2);
        buf.put_span(area.x + 1, area.y, &cx.fit(look.sign, 1, look.role));
        let room = area.width.saturating_sub(BESIDE_TEXT + columns);
        let role = if focused { Role::Focus } else { look.text_role };
        cx.wrap(&look.text, role).draw(Rect { x: area.x + 3, width: room, ..area }, buf);
        buf.put_span_right(area.right().saturating_sub(1), area.y, &cx.fit(&look.state, columns, look.role));
    }

    fn look(&self, row: &StationRow) -> Option<RowLook> {
        let cx = self.cx;
        match row {
            StationRow::Criterion(id) => Some(self.criterion(id)),
            StationRow::Person { id, part } => {
                let who = self.product.team.get(id);
                let key = match part {
                    Part::Lead => key!("station.lead"),
                    Part::Core => key!("station.core"),
                    Part::Consulted => key!("station.consulted"),
                };
                let title = person_title(cx.model, id);
                let part = cx.model.words().say(key);
                Some(RowLook {
                    sign: if who.is_some() { cx.glyphs.stations[0] } else { cx.glyphs.stations[2] },
                    text: who.map_or_else(|| title.clone(), |who| format!("{title} {} {who}", cx.glyphs.dot)),
                    state: part.to_owned(),
                    role: Role::Muted,
                    text_role: Role::Text,
                })
            }
            StationRow::SourceNote(_) | StationRow::Group(_) | StationRow::Nothing(_) => None,
        }
    }

    fn criterion(&self, id: &str) -> RowLook {
        let cx = self.cx;
        let words = cx.model.words();
        let text = criterion_text(cx.model, id);
        let against = !self.against(id).is_empty();
        let (sign, role, state) = match self.product.criteria.get(id).map(|answer| answer.answer) {
            Some(Reply::Yes) if against => {
                (cx.glyphs.reply(Some(Reply::No)), Role::Error, words.say(key!("station.contradicted")))
            }
            Some(reply) => {
                let role = match reply {
                    Reply::Yes => Role::Success,
                    Reply::No => Role::Error,
                    Reply::Unsure => Role::Warning,
                };
                (cx.glyphs.reply(Some(reply)), role, reply_name(words, reply))
            }
            None => (cx.glyphs.reply(None), Role::Faint, ""),
        };
        RowLook { sign, text, state: state.to_owned(), role, text_role: Role::Text }
    }

    /// Whether a criterion was answered with no, or a checklist says so.
    pub(super) fn is_refused(&self, row: &StationRow) -> bool {
        let Some(id) = row.criterion() else { return false };
        let is_no = self.product.criteria.get(id).is_some_and(|answer| answer.answer == Reply::No);
        is_no || !self.against(id).is_empty()
    }

    /// Whether somebody is named for a part.
    pub(super) fn is_named(&self, row: &StationRow) -> bool {
        matches!(row, StationRow::Person { id, .. } if self.product.team.contains_key(id))
    }

    /// Something to open, with the mark that it was reviewed here.
    fn offer(&self, item: &MapItem, focused: bool, line: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let mark = self.reviewed(item).map(|_| cx.model.words().say(key!("station.reviewed")));
        let columns = mark.map_or(0, |mark| u16::try_from(width(mark)).unwrap_or(0) + 3);
        let (left, right) = line.split_right(columns);
        item_line(cx, item, focused, left, buf);
        if let Some(mark) = mark {
            let role = Role::Success;
            let text = format!("{} {mark}", cx.glyphs.reply(Some(Reply::Yes)));
            buf.put_span_right(right.right().saturating_sub(1), right.y, &cx.fit(&text, columns, role));
        }
    }

    /// The mark of a document at this station.
    fn reviewed(&self, item: &MapItem) -> Option<&crate::document::Reviewed> {
        let cx = self.cx;
        let MapItem::OpenDocument { file } = item else { return None };
        let station = self.cycle.stations.get(self.state.station?)?;
        self.product.reviewed.get(&station.id)?.get(&cx.model.docs().get(file)?.stem)
    }

    /// What checklists say against a yes.
    fn against(&self, criterion: &str) -> &[Against] {
        let is_yes = self.product.criteria.get(criterion).is_some_and(|answer| answer.answer == Reply::Yes);
        if is_yes { self.objections.to(criterion) } else { &[] }
    }

    /// What is said of the row in focus.
    fn details(&self, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let Some(row) = self.rows.get(self.state.at).filter(|_| area.height >= 3) else { return };
        row_details(cx, area, self.said(row), 12, buf);
    }

    /// What is said of a row. The first has no label.
    fn said(&self, row: &StationRow) -> Vec<Said> {
        let cx = self.cx;
        let dot = format!(" {} ", cx.glyphs.dot);
        match row {
            StationRow::Criterion(id) => self.said_of_criterion(id, &dot),
            StationRow::SourceNote(item) => self.said_of_offer(item, &dot),
            StationRow::Person { id, .. } => {
                let person = cx.model.method().people().iter().find(|person| person.id == *id);
                let about = person.map_or("", |person| person.description.get(cx.model.language()));
                let mut said = vec![(None, person_title(cx.model, id), Role::Title)];
                if let Some(who) = self.product.team.get(id) {
                    said.push((Some(key!("station.who")), who.clone(), Role::Text));
                }
                said.push((None, about.to_owned(), Role::Muted));
                said
            }
            StationRow::Group(_) | StationRow::Nothing(_) => Vec::new(),
        }
    }

    fn said_of_criterion(&self, id: &str, dot: &str) -> Vec<Said> {
        let cx = self.cx;
        let words = cx.model.words();
        let mut said = vec![(None, criterion_text(cx.model, id), Role::Title)];
        if let Some(answer) = self.product.criteria.get(id) {
            let reply = reply_name(words, answer.answer).to_owned();
            let date = answer.date.map(|date| date.to_string());
            let by = answer.by.as_ref().map(|by| people::shown(cx.model, by));
            let parts: Vec<String> = [Some(reply), by, date].into_iter().flatten().collect();
            said.push((Some(key!("station.answer")), parts.join(dot), Role::Text));
            if !answer.evidence.is_empty() {
                said.push((Some(key!("station.evidence")), answer.evidence.join("\n"), Role::Text));
            }
            said.extend(answer.note.clone().map(|note| (Some(key!("station.note")), note, Role::Text)));
        } else {
            said.push((Some(key!("station.answer")), words.say(key!("station.open")).to_owned(), Role::Muted));
        }
        for against in self.against(id) {
            let list = cx.model.docs_of_product().find(|doc| doc.stem == against.stem);
            let item = list.and_then(|doc| doc.checklist_template(cx.model.method())?.item(&against.item));
            let text = item.map_or(against.item.as_str(), |item| item.text.get(cx.model.language()));
            let key = if against.is_computed { key!("station.against-computed") } else { key!("station.against") };
            let told = Sentence::new(key)
                .with("file", &*against.stem)
                .with("verdict", verdict_name(words, against.verdict))
                .with("item", text);
            said.push((Some(key!("station.but")), words.tell(&told), Role::Error));
        }
        let asked: Vec<&str> = self
            .cycle
            .stations
            .iter()
            .filter(|station| station.entry_criteria.iter().any(|other| other == id))
            .map(|station| station.short.get(cx.model.language()))
            .collect();
        if !asked.is_empty() {
            said.push((Some(key!("station.asked")), asked.join(", "), Role::Muted));
        }
        said
    }

    fn said_of_offer(&self, item: &MapItem, dot: &str) -> Vec<Said> {
        let cx = self.cx;
        let (resource, title, about) = self.offered(item);
        let mut said = vec![(None, title, Role::Title)];
        if let Some(mark) = self.reviewed(item) {
            let parts: Vec<String> = mark
                .by
                .iter()
                .map(|by| people::shown(cx.model, by))
                .chain(mark.date.map(|date| date.to_string()))
                .collect();
            said.push((Some(key!("station.reviewed-by")), parts.join(dot), Role::Success));
        }
        let station = self.state.station.and_then(|at| self.cycle.stations.get(at));
        if let Some(owners) = station.and_then(|station| station.answer_owner.get(&resource)) {
            let named = |owner: &String| {
                let who = self.product.team.get(owner).map(|who| format!(" ({who})")).unwrap_or_default();
                format!("{}{who}", person_title(cx.model, owner))
            };
            let owners: Vec<String> = owners.iter().map(named).collect();
            said.push((Some(key!("station.answers")), owners.join(", "), Role::Text));
        }
        said.push((None, about, Role::Muted));
        said
    }

    /// Id, title and purpose of what can be opened.
    fn offered(&self, item: &MapItem) -> (String, String, String) {
        let cx = self.cx;
        let language = cx.model.language();
        let method = cx.model.method();
        let id = match item {
            MapItem::OpenDocument { file } => cx.model.docs().get(file).map(|doc| doc.template_id().to_owned()),
            MapItem::Template(id) | MapItem::Guide(id) => Some(id.clone()),
            MapItem::Named { .. } | MapItem::Hidden(_) => {
                return (String::new(), item_title(cx.model, item), String::new());
            }
        };
        let id = id.unwrap_or_default();
        let texts = method
            .canvas(&id)
            .map(|canvas| (&canvas.title, &canvas.purpose))
            .or_else(|| method.checklist(&id).map(|list| (&list.title, &list.purpose)))
            .or_else(|| method.guide(&id).map(|guide| (&guide.title, &guide.purpose)));
        let told = texts.map(|(title, purpose)| (title.get(language).to_owned(), purpose.get(language).to_owned()));
        let (title, purpose) = told.unwrap_or_else(|| (id.clone(), String::new()));
        (id, title, purpose)
    }
}

/// How a row looks.
struct RowLook {
    sign: &'static str,
    text: String,
    state: String,
    role: Role,
    text_role: Role,
}
