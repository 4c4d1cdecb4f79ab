//! What every screen has: where one is, how that stands, and the keys that work.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget as _;

use crate::app::commands;
use crate::app::dialog::Dialog;
use crate::app::key_names::keys_text;
use crate::app::query::labels::status_name;
use crate::app::scene::{self, Areas, FooterPlace, areas};
use crate::app::screen::{StationState, sections_of};
use crate::app::{DocState, Model, OpenDocument, SaveState};
use crate::assess::start::questions;
use crate::journal::DraftTarget;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::line::LineBuilder;
use crate::ui::theme::Role;

/// Draws title and keys, and says which areas there are.
pub(crate) fn title_and_status_bar<'a>(cx: Context<'a>, buf: &mut Buffer, title: &[&'a str]) -> Areas {
    let areas = areas(cx.model.size());
    buf.fill(areas.title, cx.style(Role::Raised));
    let room = areas.title.inset(1, 0);
    let state = state_line(cx, areas.title.width);
    let taken = u16::try_from(state.width()).unwrap_or(u16::MAX);
    state.right_aligned().render(room, buf);
    let (left, _) = room.split_right(taken.saturating_add(if taken > 0 { 2 } else { 1 }));
    path_line(cx, title, left.width).render(left, buf);
    footer(cx, buf, &areas);
    areas
}

/// Where one is, in as many columns.
fn path_line<'a>(cx: Context<'a>, path: &[&'a str], columns: u16) -> LineBuilder<'a> {
    let first = first_part(path, columns);
    let mut line = cx.line(columns);
    for (at, part) in path.iter().enumerate() {
        if at > 0 {
            line = line.gap(1).push(cx.glyphs.chevron, Role::Muted).gap(1);
        }
        let role = if at + 1 == path.len() { Role::Title } else { Role::Muted };
        line = line.push_in(*part, if at == 0 { first } else { u16::MAX }, role);
    }
    line
}

/// The columns of the first part of a title, which a person named: it leaves room for what says where one is, and its
/// beginning is seen.
fn first_part(title: &[&str], room: u16) -> u16 {
    const LEAST: u16 = 8;
    let columns = |part: &&str| u16::try_from(width(part)).unwrap_or(u16::MAX).saturating_add(3);
    let others = title.iter().skip(1).map(columns).fold(0, u16::saturating_add);
    room.saturating_sub(others).max(LEAST.min(room))
}

/// Says of a template that a team or user wrote that it is theirs, and whether it stands in the place of a built-in one.
pub(crate) fn origin_badge(cx: Context, template: &str) -> Option<&'static str> {
    let own = cx.model.method().own_of(template).filter(|own| own.package.is_none() && cx.model.size().width >= 60)?;
    Some(cx.model.words().say(if own.replaces { key!("canvas.in-place") } else { key!("canvas.own") }))
}

/// The right end of the title: whether the mouse is the terminal's, then how the document stands, or the round.
fn state_line(cx: Context, columns: u16) -> Line<'static> {
    let mut spans = match cx.model.doc() {
        Some(doc) => state_of_document(cx, doc, columns),
        None => state_of_station(cx, columns).into_iter().chain(state_of_round(cx, columns)).collect(),
    };
    if cx.model.undecided() > 0 {
        if !spans.is_empty() {
            spans.insert(0, between(cx));
        }
        let clashes = cx.model.words().tell(&sentence!("canvas.clashes", count = cx.model.undecided()));
        spans.insert(0, cx.fit(clashes, columns / 3, Role::Warning));
    }
    if !cx.model.mouse() && cx.model.settings().mouse() {
        if !spans.is_empty() {
            spans.insert(0, between(cx));
        }
        spans.insert(0, cx.fit(cx.model.words().say(key!("canvas.mouse-off")), columns / 3, Role::Warning));
    }
    if let Some(writing) = writing(cx) {
        if !spans.is_empty() {
            spans.insert(0, cx.span("  ", Role::Muted));
        }
        spans.insert(0, cx.fit(format!(" {writing} "), columns / 2, Role::Selection));
    }
    if cx.model.is_rehearsal() {
        if !spans.is_empty() {
            spans.push(cx.span("  ", Role::Muted));
        }
        let word = cx.model.words().say(key!("session.rehearsal"));
        spans.push(cx.fit(word, columns / 2, cx.style(Role::Warning).add_modifier(Modifier::BOLD)));
    }
    Line::from(spans)
}

/// That letters go into a text now, and into which note, for everybody in the room to see.
fn writing(cx: Context) -> Option<String> {
    let holds_option = matches!(cx.model.dialog(), Some(Dialog::Form(form)) if form.has_options());
    if holds_option || !commands::is_text(cx.model) {
        return None;
    }
    let words = cx.model.words();
    let number = cx.model.dialog().is_none().then(|| number_written(cx.model)).flatten();
    Some(match number {
        Some(number) => words.tell(&sentence!("canvas.writing-note", number = number)),
        None => words.say(key!("canvas.writing")).to_owned(),
    })
}

/// The number of the note that is written, or that a new one will have.
fn number_written(model: &Model) -> Option<String> {
    let (state, doc, canvas) = model.canvas()?;
    match &state.editing.as_ref()?.target {
        DraftTarget::Field { id, .. } => commands::number_of(model, &doc.file, *id),
        DraftTarget::New { at } => {
            let section = sections_of(doc, model.method()).iter().position(|view| view.id == at.section)? + 1;
            let place = at.after.and_then(|id| canvas.position_in(&at.section, id)).map_or(1, |after| after + 2);
            Some(format!("{section}.{place}"))
        }
    }
}

fn between(cx: Context) -> Span<'static> {
    cx.span(format!(" {} ", cx.glyphs.dot), Role::Muted)
}

/// The document's status, where there is room, and whether it is saved.
fn state_of_document(cx: Context, doc: &OpenDocument, columns: u16) -> Vec<Span<'static>> {
    if let Some(settling) = doc.settling.as_ref().filter(|_| doc.state == DocState::Conflicted) {
        let sentence = sentence!("settle.left", left = settling.left(), total = settling.choices().len());
        let role = if settling.left() == 0 { Role::Success } else { Role::Warning };
        return vec![cx.fit(cx.model.words().tell(&sentence), columns / 2, role)];
    }
    let (saved, role) = match &doc.save {
        _ if !doc.is_writable() => (cx.model.words().say(key!("canvas.read-only")), Role::Warning),
        SaveState::Saved => (cx.model.words().say(key!("canvas.saved")), Role::Muted),
        SaveState::Saving => (cx.model.words().say(key!("canvas.saving")), Role::Muted),
        SaveState::Failed { .. } => (cx.model.words().say(key!("canvas.not-saved")), Role::Error),
    };
    let head = doc.sheet.as_ref().filter(|_| columns >= 50).and_then(|sheet| sheet.head());
    let status = head.map(|head| format!("{} {} ", status_name(cx.model.words(), head.status), cx.glyphs.dot));
    let status = status.map(|status| cx.fit(status, columns / 2, Role::Muted));
    let sign = cx.standing(&doc.file).into_iter().flat_map(|sign| [sign, cx.span(" ", Role::Muted)]);
    sign.chain(status).chain([cx.fit(saved, columns / 2, role)]).collect()
}

/// On a station, which one it is and in which round; where to start, how many questions are answered.
fn state_of_station(cx: Context, columns: u16) -> Vec<Span<'static>> {
    let (Some(state), Some(cycle)) = (cx.model.front::<StationState>(), cx.model.current_cycle()) else {
        return Vec::new();
    };
    let Some(product) = cx.model.current_product().and_then(|info| info.product.as_deref()) else { return Vec::new() };
    let sentence = if let Some(at) = state.station {
        // On a narrow screen the title matters more.
        if columns < 60 {
            return Vec::new();
        }
        sentence!("station.number", number = at + 1, total = cycle.stations.len(), round = product.round())
    } else {
        let questions = questions(&cycle);
        let answered = questions.iter().filter(|question| product.criteria.contains_key(question.criterion)).count();
        sentence!("station.answered", answered = answered, total = questions.len())
    };
    let mut spans = vec![cx.fit(cx.model.words().tell(&sentence), columns / 2, Role::Muted)];
    if cx.model.demo() && columns > 60 {
        spans.push(between(cx));
    }
    spans
}

/// On the map, which round it is; and whether this is the example.
fn state_of_round(cx: Context, columns: u16) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let product = cx.model.current_product().and_then(|product| product.product.as_ref());
    // The map is at the bottom.
    if let Some(product) = product.filter(|_| cx.model.screens().len() == 1) {
        let round = cx.model.words().tell(&sentence!("map.round", number = product.round()));
        spans.push(cx.fit(round, columns / 2, Role::Muted));
    }
    if cx.model.demo() && columns > 60 {
        if !spans.is_empty() {
            spans.push(between(cx));
        }
        spans.push(cx.fit(cx.model.words().say(key!("map.demo")), 20, Role::Muted));
    }
    spans
}

/// The key of a command here, as the screen names it; empty where it has none.
#[must_use]
pub(crate) fn key_of(cx: Context, id: &str) -> String {
    let Some(command) = commands::find(id) else { return String::new() };
    let keys = command.scopes.iter().find_map(|scope| cx.keymap.keys_of(command, *scope).next());
    keys_text(cx.model, keys.unwrap_or_default())
}

/// The keys that work here now.
fn footer(cx: Context, buf: &mut Buffer, areas: &Areas) {
    let area = areas.footer;
    buf.fill(area, cx.style(Role::Raised));
    for entry in scene::footer(cx.model, cx.keymap) {
        let room = Rect { x: entry.area.x, width: area.right().saturating_sub(entry.area.x), ..area };
        let line = cx.line(room.width).push(&entry.keys, Role::Key).gap(1);
        let style = match entry.place {
            FooterPlace::CurrentView => cx.style(Role::Title).add_modifier(Modifier::UNDERLINED),
            _ => cx.style(Role::Muted),
        };
        line.push(entry.short, style).render(room, buf);
        if entry.place == FooterPlace::WayOut {
            buf.put_span(room.x.saturating_sub(2), room.y, &cx.fit(cx.glyphs.dot, 1, Role::Muted));
        }
    }
}
