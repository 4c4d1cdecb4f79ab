//! A file in conflict: both sides of each clash.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::query::labels::name_of;
use crate::app::screen::SettleState;
use crate::app::screen::settle::layout::{Cell, Page, Row, SideLine};
use crate::document::Verdict;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::merge::text::Choice;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::title_and_status_bar;

/// A file in conflict.
pub(crate) struct Settle<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a SettleState,
}

/// How a side stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nobody has decided.
    Open,
    /// It stands.
    Taken,
    /// Something else stands.
    Left,
}

impl Widget for Settle<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let product = cx.model.current_product().map_or("", |product| product.name());
        let name = name_of(cx.model, &state.file).unwrap_or_else(|| state.file.clone());
        // A file above the products is called as it is.
        let is_shared = !state.file.contains('/');
        let path: &[&str] = if is_shared { &[state.file.as_str()] } else { &[product, &name] };
        title_and_status_bar(cx, buf, path);
        let Some(page) = cx.model.layout::<Page>() else { return };
        for (place, clash, row) in page.visible(state.top) {
            self.row(place, clash, row, buf);
        }
        let area = page.area;
        cx.scroll_bar(page.rows.len(), usize::from(area.height), state.top)
            .render(Rect::new(area.right(), area.y, 1, area.height), buf);
    }
}

impl Settle<'_> {
    fn row(&self, place: Rect, clash: Option<usize>, row: &Row, buf: &mut Buffer) {
        let cx = self.cx;
        let is_focus = clash == Some(self.state.at);
        match row {
            Row::Blank => {}
            Row::Notice(text) => {
                cx.fit(text, place.width, Role::Muted).render(place, buf);
            }
            Row::Head(text) => {
                let role = if is_focus { Role::Title } else { Role::Muted };
                cx.fit(text, place.width, role).render(place, buf);
            }
            Row::About(text) => {
                cx.fit(text, place.width, if is_focus { Role::Text } else { Role::Muted }).render(place, buf);
            }
            Row::Pair(cells) => {
                for ((cell, place), is_theirs) in cells.iter().zip(Page::halves(place)).zip([false, true]) {
                    self.cell(place, clash, cell, is_theirs, buf);
                }
            }
            Row::Alone { is_theirs, cell } => self.cell(place, clash, cell, *is_theirs, buf),
            Row::Below { word, is_first, text } => {
                let label = format!("{}: ", cx.model.words().say(*word));
                let (label_room, room) = place.split_left(u16::try_from(width(&label)).unwrap_or(u16::MAX));
                if *is_first {
                    cx.fit(&label, label_room.width, Role::Muted).render(label_room, buf);
                }
                cx.fit(text, room.width, if is_focus { Role::Text } else { Role::Muted }).render(room, buf);
            }
        }
    }

    /// How a side of a clash stands.
    fn standing(&self, clash: Option<usize>, is_theirs: bool) -> Standing {
        let choices = self.state.settling.choices();
        match clash.and_then(|clash| choices.get(clash)).and_then(Option::as_ref) {
            None => Standing::Open,
            Some(Choice::Ours) if !is_theirs => Standing::Taken,
            Some(Choice::Theirs) if is_theirs => Standing::Taken,
            Some(Choice::Both) => Standing::Taken,
            Some(_) => Standing::Left,
        }
    }

    fn cell(&self, place: Rect, clash: Option<usize>, cell: &Cell, is_theirs: bool, buf: &mut Buffer) {
        let cx = self.cx;
        let is_focus = clash == Some(self.state.at);
        let standing = self.standing(clash, is_theirs);
        let edge = if is_focus { Role::Focus } else { Role::Border };
        let set = &cx.glyphs.frame;
        let right = place.right().saturating_sub(1);
        let edges = match cell {
            Cell::Top(_) => [set.top_left, set.horizontal_top, set.top_right],
            Cell::Bottom => [set.bottom_left, set.horizontal_bottom, set.bottom_right],
            Cell::Line(_) => [set.vertical_left, " ", set.vertical_right],
        };
        for x in place.x..place.right() {
            let at = if x == place.x { 0 } else { 1 + usize::from(x == right) };
            if edges[at] != " " {
                buf.put_glyph(x, place.y, edges[at], cx.style(edge));
            }
        }
        let inner = Rect { x: place.x + 2, width: place.width.saturating_sub(4), ..place };
        match cell {
            Cell::Top(title) => {
                let sign = if standing == Standing::Taken {
                    format!("{} ", cx.glyphs.verdict(Some(Verdict::Pass)))
                } else {
                    String::new()
                };
                let role = match standing {
                    Standing::Taken => Role::Success,
                    Standing::Open if is_focus => Role::Text,
                    _ => Role::Muted,
                };
                let used = buf.put_span(inner.x - 1, inner.y, &cx.span(" ", role));
                let title = format!("{sign}{title} ");
                buf.put_span(inner.x - 1 + used, inner.y, &cx.fit(title, inner.width, role));
            }
            Cell::Line(line) => self.line(inner, line, standing, is_focus, buf),
            Cell::Bottom => {}
        }
    }

    fn line(&self, inner: Rect, line: &SideLine, standing: Standing, is_focus: bool, buf: &mut Buffer) {
        let cx = self.cx;
        let mut x = inner.x;
        if !line.key.is_empty() {
            x += buf.put_span(x, inner.y, &cx.fit(&line.key, inner.width, Role::Muted)) + 2;
        }
        let is_dim = line.is_told || standing == Standing::Left || !is_focus && standing == Standing::Open;
        let role = if is_dim { Role::Muted } else { Role::Text };
        buf.put_span(x, inner.y, &cx.fit(&line.text, inner.right().saturating_sub(x), role));
    }
}
