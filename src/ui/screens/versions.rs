//! A document as it was, and what has changed since.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

use crate::app::query::labels::name_of;
use crate::app::screen::VersionsState;
use crate::app::screen::versions::layout::{ChangeRow, Page, Row};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::title_and_status_bar;

/// A document as it was.
pub(super) struct Versions<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a VersionsState,
}

impl Widget for Versions<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let words = cx.model.words();
        let product = cx.model.current_product().map_or("", |product| product.name());
        let name = name_of(cx.model, &state.of).unwrap_or_else(|| state.of.clone());
        title_and_status_bar(cx, buf, &[product, &name, words.say(key!("versions.title"))]);
        let Some(page) = cx.model.layout::<Page>() else { return };
        self.head(&page, buf);
        if state.revision().is_none() {
            let key = if state.is_over { key!("versions.none") } else { key!("versions.reading") };
            let area = Rect { width: page.list.width.max(cx.model.size().width.saturating_sub(4)), ..page.list };
            let used = cx.wrap(words.say(key), Role::Muted).draw(area, buf);
            if let Some(said) = state.said.as_ref().filter(|_| state.is_over) {
                let below = area.split_top(used + 1).1;
                cx.wrap(&words.tell(said), Role::Muted).draw(below, buf);
            }
            return;
        }
        for (place, row) in page.list.rows().zip(page.rows.iter().skip(state.top)) {
            self.row(place, row, buf);
        }
        self.changes(&page, buf);
    }
}

impl Versions<'_> {
    /// Which revision it is, the way to older and newer ones, and how much has changed.
    fn head(&self, page: &Page, buf: &mut Buffer) {
        let Self { cx, state } = *self;
        let Some(revision) = state.revision() else { return };
        let [older, newer] = cx.glyphs.turn;
        let count = state.revisions.len();
        let sign = |is_there: bool| if is_there { Role::Key } else { Role::Faint };
        let head = page.head;
        buf.put_glyph(head.x, head.y, older, cx.style(sign(state.at + 1 < count)));
        buf.put_glyph(head.right().saturating_sub(1), head.y, newer, cx.style(sign(state.at > 0)));
        let room = head.inset(2, 0);
        let against = match state.against.and_then(|against| state.revisions.get(against)) {
            Some(other) => other.name.to_string(),
            None => cx.model.words().say(key!("versions.now")).to_owned(),
        };
        let more = if state.is_over { "" } else { "+" };
        let place = sentence!("versions.place", at = state.at + 1, total = format!("{count}{more}"));
        let right = cx.fit(cx.model.words().tell(&place), room.width / 2, Role::Muted);
        let taken = u16::try_from(width(&right.content)).unwrap_or(u16::MAX);
        buf.put_span_right(room.right(), room.y, &right);
        let line = cx.line(room.width.saturating_sub(taken.saturating_add(1)));
        line.push(revision.name.to_string(), Role::Title)
            .gap(1)
            .push(&revision.date, Role::Text)
            .gap(1)
            .push(cx.glyphs.arrow, Role::Muted)
            .gap(1)
            .push(against, Role::Text)
            .render(room, buf);
        let by = revision.by.iter().map(String::as_str);
        let about = by.chain([revision.summary.as_str()]).filter(|text| !text.is_empty());
        let about = about.collect::<Vec<_>>().join(&format!(" {} ", cx.glyphs.dot));
        let place = page.about.inset(2, 0);
        if !page.about.is_empty() {
            cx.fit(about, place.width, Role::Muted).render(place, buf);
        }
    }

    fn row(&self, place: Rect, row: &Row, buf: &mut Buffer) {
        let Self { cx, state } = *self;
        match row {
            Row::Blank => {}
            Row::Section(title) => cx.fit(title, place.width, Role::Title).render(place, buf),
            Row::Line { item, is_first, lead, kind, text, changed } => {
                // As a note looks everywhere.
                let is_focus = *item == state.item;
                let paint = cx.theme.note(*kind);
                buf.fill(place, paint.ground);
                let (bar, style) = if is_focus { (" ", cx.style(Role::Selection)) } else { (cx.glyphs.bar, paint.bar) };
                buf.put_glyph(place.x, place.y, bar, style);
                if *is_first {
                    let style = paint.bar.add_modifier(Modifier::BOLD);
                    buf.put_glyph(place.x + 1, place.y, cx.glyphs.kind(*kind), style);
                }
                let columns = u16::try_from(width(lead)).unwrap_or(u16::MAX);
                let room = Rect { x: place.x + 3, width: place.width.saturating_sub(4), ..place };
                let role = if is_focus { Role::Title } else { Role::Text };
                cx.fit(text, room.width.saturating_sub(columns.saturating_add(1)), role).render(room, buf);
                buf.put_span_right(place.right(), place.y, &cx.fit(lead, place.width / 2, Role::Muted));
                let before = u16::try_from(width(text)).unwrap_or(u16::MAX);
                let gap = if before > 0 { 2 } else { 0 };
                let room = room.split_left(before.saturating_add(gap)).1;
                cx.fit(changed, room.width, Role::Warning).render(room, buf);
            }
        }
    }

    fn changes(&self, page: &Page, buf: &mut Buffer) {
        let Self { cx, state } = *self;
        let mut area = page.side;
        if page.is_beside {
            let changes = cx.model.words().say(key!("versions.changes"));
            let title = if page.counted.is_empty() { changes } else { &page.counted };
            let room = area.width.saturating_sub(4);
            let block = cx.block(false, Role::Border).title(cx.fit(format!(" {title} "), room, Role::Muted));
            let inner = block.inner(area).inset(1, 0);
            block.render(area, buf);
            area = inner;
        }
        for (place, row) in area.rows().zip(page.changes.iter().skip(state.changes_top)) {
            let (text, role) = match row {
                ChangeRow::Blank => continue,
                ChangeRow::Head(called, kinds) => {
                    cx.line(place.width).push(called, Role::Title).gap(1).push(kinds, Role::Warning).render(place, buf);
                    continue;
                }
                ChangeRow::Text(text) => (text, Role::Text),
                ChangeRow::Before(text) | ChangeRow::Field(text) | ChangeRow::Said(text) => (text, Role::Muted),
            };
            cx.fit(text, place.width, role).render(place, buf);
        }
        cx.scroll_bar(page.changes.len(), usize::from(area.height), state.changes_top)
            .render(Rect::new(area.right(), area.y, 1, area.height), buf);
    }
}
