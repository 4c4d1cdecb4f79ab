//! A station with everything that belongs to it, or the criteria of all stations, to find out where to start.

use crate::app::commands::{item_title, verdict_name};
use crate::app::keymap::Keymap;
use crate::app::scene::{self, StationScene};
use crate::app::screens::{MapItem, Part, StationRow, StationState, station_rows};
use crate::app::standing::{criterion_text, group_name, person_title, reply_name, station_about};
use crate::app::{Model, people};
use crate::assess::gate::contradiction;
use crate::document::{Checklist, Product, Reply};
use crate::i18n::Sentence;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::Cycle;
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{Said, chrome, details};

use super::item::item_line;

/// Draws the screen.
pub fn station(model: &Model, keymap: &Keymap, state: &StationState, paint: &mut Painter, _: Rect) -> Cursor {
    let words = model.words();
    let info = model.current_product()?;
    let (product, cycle) = (info.product.as_deref()?, model.current_cycle()?);
    let language = model.language();
    let title = match state.station {
        Some(at) => cycle.stations.get(at)?.title.get(language),
        None => words.say("station.where-to-start"),
    };
    chrome(model, keymap, paint, &[info.name(), title]);
    let about = station_about(model, state);
    let scene = scene::station(model, state, &about);
    let view = View { model, keymap, state, product, cycle: &cycle, rows: station_rows(model, state) };
    view.head(&scene, title, &about, paint);
    view.rows(&scene, paint);
    view.details(scene.details, paint);
    None
}

struct View<'a> {
    model: &'a Model,
    keymap: &'a Keymap,
    state: &'a StationState,
    product: &'a Product,
    cycle: &'a Cycle,
    rows: Vec<StationRow>,
}

impl View<'_> {
    /// The title with the number of the station and the round, and what the station is for.
    fn head(&self, scene: &StationScene, title: &str, about: &str, paint: &mut Painter) {
        let words = self.model.words();
        let area = scene.head.inset(1, 0);
        let number = match self.state.station {
            Some(at) => {
                // On a narrow screen the title matters more.
                let key = if area.width < 60 { "station.number-short" } else { "station.number" };
                let sentence = Sentence::new(key).with("number", at + 1);
                words.tell(&sentence.with("total", self.cycle.stations.len()).with("round", self.product.round()))
            }
            None => words.tell(
                &Sentence::new("station.answered").with("answered", self.answered()).with("total", self.criteria()),
            ),
        };
        let begins = paint.text_right(area.right(), area.y, area.width / 2, &number, Role::Muted);
        paint.text(area.x, area.y, begins.saturating_sub(area.x + 2), title, Role::Title);
        let text = Rect { y: area.y + 1, height: area.height.saturating_sub(1), width: area.width.min(100), ..area };
        let role = if self.state.station.is_some() { Role::Muted } else { Role::Text };
        paint.paragraph(text, about, role);
    }

    fn criteria(&self) -> usize {
        self.rows.iter().filter(|row| row.criterion().is_some()).count()
    }

    fn answered(&self) -> usize {
        let is_answered = |row: &&StationRow| row.criterion().is_some_and(|id| self.product.criteria.contains_key(id));
        self.rows.iter().filter(is_answered).count()
    }

    fn rows(&self, scene: &StationScene, paint: &mut Painter) {
        let area = scene.rows.inset(1, 0);
        for (line, at) in area.rows().zip(scene.lines(&self.rows, self.state.top)) {
            let Some(at) = at else { continue };
            let row = &self.rows[at];
            match row {
                StationRow::Group(group) => {
                    let name = group_name(self.model, *group);
                    let taken = paint.text(line.x, line.y, line.width, &name, Role::Accent);
                    let counted = self.counted(at);
                    let room = line.width.saturating_sub(taken + 3);
                    paint.text_right(line.right().saturating_sub(1), line.y, room, &counted, Role::Muted);
                }
                StationRow::Nothing(_) => {
                    let nothing = self.model.words().say("station.nothing");
                    paint.text(line.x + 2, line.y, line.width.saturating_sub(2), nothing, Role::Muted);
                }
                StationRow::Offer(item) => self.offer(item, at == self.state.at, line, paint),
                _ => self.row(row, at == self.state.at, line, paint),
            }
        }
        paint.scroll_bar(area.right(), area.y, area.height, self.rows.len(), usize::from(area.height), self.state.top);
    }

    /// How many criteria of a group are met.
    fn counted(&self, head: usize) -> String {
        let inside = self.rows.iter().skip(head + 1).take_while(|row| !matches!(row, StationRow::Group(_)));
        let criteria: Vec<&str> = inside.filter_map(StationRow::criterion).collect();
        if criteria.is_empty() {
            return String::new();
        }
        let is_met = |id: &&&str| self.product.criteria.get(**id).is_some_and(|answer| answer.answer == Reply::Yes);
        let met = criteria.iter().filter(is_met).count();
        self.model.words().tell(&Sentence::new("station.met").with("met", met).with("total", criteria.len()))
    }

    /// A row that can be in focus: a sign, what it says, and what was said of it.
    fn row(&self, row: &StationRow, focused: bool, line: Rect, paint: &mut Painter) {
        if focused {
            paint.fill(line, Role::Selection);
        }
        let role = |plain| if focused { Role::Selection } else { plain };
        let Some(look) = self.look(row, paint) else { return };
        let columns = u16::try_from(width(&look.state)).unwrap_or(u16::MAX).min(line.width / 2);
        paint.text(line.x + 1, line.y, 1, look.sign, role(look.role));
        let room = line.width.saturating_sub(5 + columns);
        paint.text(line.x + 3, line.y, room, &look.text, role(look.text_role));
        paint.text_right(line.right().saturating_sub(1), line.y, columns, &look.state, role(look.role));
    }

    fn look(&self, row: &StationRow, paint: &Painter) -> Option<Look> {
        match row {
            StationRow::Criterion(id) => Some(self.criterion(id, paint)),
            StationRow::Person { id, part } => {
                let who = self.product.team.get(id);
                let key = match part {
                    Part::Lead => "station.lead",
                    Part::Core => "station.core",
                    Part::Consulted => "station.consulted",
                };
                let title = person_title(self.model, id);
                let part = self.model.words().say(key);
                Some(Look {
                    sign: if who.is_some() { paint.glyphs.stations[0] } else { paint.glyphs.stations[2] },
                    text: who.map_or_else(|| title.clone(), |who| format!("{title} {} {who}", paint.glyphs.dot)),
                    state: part.to_owned(),
                    role: Role::Muted,
                    text_role: Role::Text,
                })
            }
            StationRow::Offer(_) | StationRow::Group(_) | StationRow::Nothing(_) => None,
        }
    }

    fn criterion(&self, id: &str, paint: &Painter) -> Look {
        let words = self.model.words();
        let text = criterion_text(self.model, id);
        let against = self.against(id).is_some();
        let (sign, role, state) = match self.product.criteria.get(id).map(|answer| answer.answer) {
            Some(Reply::Yes) if against => {
                (paint.glyphs.reply(Some(Reply::No)), Role::Error, words.say("station.contradicted"))
            }
            Some(reply) => {
                let role = match reply {
                    Reply::Yes => Role::Success,
                    Reply::No => Role::Error,
                    Reply::Unsure => Role::Warning,
                };
                (paint.glyphs.reply(Some(reply)), role, reply_name(words, reply))
            }
            None => (paint.glyphs.reply(None), Role::Faint, ""),
        };
        Look { sign, text, state: state.to_owned(), role, text_role: Role::Text }
    }

    /// Something to open, with the mark that it was reviewed here.
    fn offer(&self, item: &MapItem, focused: bool, line: Rect, paint: &mut Painter) {
        let mark = self.reviewed(item).map(|_| self.model.words().say("station.reviewed"));
        let columns = mark.map_or(0, |mark| u16::try_from(width(mark)).unwrap_or(0) + 3);
        let (left, right) = line.split_right(columns);
        if focused {
            paint.fill(line, Role::Selection);
        }
        item_line(self.model, self.keymap, item, focused, left, paint);
        if let Some(mark) = mark {
            let role = if focused { Role::Selection } else { Role::Success };
            let text = format!("{} {mark}", paint.glyphs.reply(Some(Reply::Yes)));
            paint.text_right(right.right().saturating_sub(1), right.y, columns, &text, role);
        }
    }

    /// The mark of a document at this station.
    fn reviewed(&self, item: &MapItem) -> Option<&crate::document::Reviewed> {
        let MapItem::OpenDocument { file } = item else { return None };
        let station = self.cycle.stations.get(self.state.station?)?;
        self.product.reviewed.get(&station.id)?.get(&self.model.docs().get(file)?.stem)
    }

    /// What checklists say against a yes.
    fn against(&self, criterion: &str) -> Option<crate::assess::gate::Contradiction> {
        let lists: Vec<(&str, &Checklist)> =
            self.model.docs_of_product().filter_map(|doc| Some((doc.stem.as_str(), doc.checklist()?))).collect();
        contradiction(criterion, self.product, &lists, self.model.method(), self.model.today())
    }

    /// What is said of the row in focus.
    fn details(&self, area: Rect, paint: &mut Painter) {
        let Some(row) = self.rows.get(self.state.at).filter(|_| area.height >= 3) else { return };
        details(self.model.words(), area, self.said(row, paint), 12, paint);
    }

    /// What is said of a row. The first has no label.
    fn said(&self, row: &StationRow, paint: &Painter) -> Vec<Said> {
        let dot = format!(" {} ", paint.glyphs.dot);
        match row {
            StationRow::Criterion(id) => self.said_of_criterion(id, &dot),
            StationRow::Offer(item) => self.said_of_offer(item, &dot),
            StationRow::Person { id, .. } => {
                let person = self.model.method().people().iter().find(|person| person.id == *id);
                let about = person.map_or("", |person| person.description.get(self.model.language()));
                let mut said = vec![("", person_title(self.model, id), Role::Title)];
                if let Some(who) = self.product.team.get(id) {
                    said.push(("station.who", who.clone(), Role::Text));
                }
                said.push(("", about.to_owned(), Role::Muted));
                said
            }
            StationRow::Group(_) | StationRow::Nothing(_) => Vec::new(),
        }
    }

    fn said_of_criterion(&self, id: &str, dot: &str) -> Vec<Said> {
        let words = self.model.words();
        let mut said = vec![("", criterion_text(self.model, id), Role::Title)];
        if let Some(answer) = self.product.criteria.get(id) {
            let reply = reply_name(words, answer.answer).to_owned();
            let date = answer.date.map(|date| date.to_string());
            let by = answer.by.as_ref().map(|by| people::shown(self.model, by));
            let parts: Vec<String> = [Some(reply), by, date].into_iter().flatten().collect();
            said.push(("station.answer", parts.join(dot), Role::Text));
            if !answer.evidence.is_empty() {
                said.push(("station.evidence", answer.evidence.join("\n"), Role::Text));
            }
            said.extend(answer.note.clone().map(|note| ("station.note", note, Role::Text)));
        } else {
            said.push(("station.answer", words.say("station.open").to_owned(), Role::Muted));
        }
        for against in self.against(id).into_iter().flat_map(|found| found.against) {
            let list = self.model.docs_of_product().find(|doc| doc.stem == against.stem);
            let item = list.and_then(|doc| doc.checklist_template(self.model.method())?.item(&against.item));
            let text = item.map_or(against.item.as_str(), |item| item.text.get(self.model.language()));
            let told = Sentence::new("station.against")
                .with("file", &against.stem)
                .with("verdict", verdict_name(words, against.verdict))
                .with("item", text);
            said.push(("station.but", words.tell(&told), Role::Error));
        }
        let asked: Vec<&str> = self
            .cycle
            .stations
            .iter()
            .filter(|station| station.entry_criteria.iter().any(|other| other == id))
            .map(|station| station.short.get(self.model.language()))
            .collect();
        if !asked.is_empty() {
            said.push(("station.asked", asked.join(", "), Role::Muted));
        }
        said
    }

    fn said_of_offer(&self, item: &MapItem, dot: &str) -> Vec<Said> {
        let (resource, title, about) = self.offered(item);
        let mut said = vec![("", title, Role::Title)];
        if let Some(mark) = self.reviewed(item) {
            let parts: Vec<String> = mark
                .by
                .iter()
                .map(|by| people::shown(self.model, by))
                .chain(mark.date.map(|date| date.to_string()))
                .collect();
            said.push(("station.reviewed-by", parts.join(dot), Role::Success));
        }
        let station = self.state.station.and_then(|at| self.cycle.stations.get(at));
        if let Some(owner) = station.and_then(|station| station.answer_owner.get(&resource)) {
            let who = self.product.team.get(owner).map(|who| format!(" ({who})")).unwrap_or_default();
            said.push(("station.answers", format!("{}{who}", person_title(self.model, owner)), Role::Text));
        }
        said.push(("", about, Role::Muted));
        said
    }

    /// Id, title and purpose of what can be opened.
    fn offered(&self, item: &MapItem) -> (String, String, String) {
        let language = self.model.language();
        let method = self.model.method();
        let id = match item {
            MapItem::OpenDocument { file } => self.model.docs().get(file).map(|doc| doc.template_id().to_owned()),
            MapItem::Template(id) | MapItem::Guide(id) => Some(id.clone()),
            MapItem::Named { .. } | MapItem::Hidden(_) => {
                return (String::new(), item_title(self.model, item), String::new());
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
struct Look {
    sign: &'static str,
    text: String,
    state: String,
    role: Role,
    text_role: Role,
}
