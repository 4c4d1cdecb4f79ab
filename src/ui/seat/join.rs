//! A seat at a keyboard of one's own.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget as _;

use super::beside;
use super::look::{Look, MEASURE, columns};
use super::notes;
use crate::app::join::{Join, Pane};
use crate::app::scene::SMALLEST;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::theme::Role;
use crate::workshop::client::{Ending, Line as Connection};

/// From so many columns on, what was revealed stands beside what is written.
const BESIDE: u16 = 100;
/// The most rows of the text that is being typed.
const TYPED_ROWS: u16 = 5;

/// Draws a seat, and puts the cursor where text is typed.
pub fn join(join: &mut Join, look: Look, now: Duration, frame: &mut Frame) {
    let area = frame.area();
    let buf = frame.buffer_mut();
    buf.fill(area, look.style(Role::Surface));
    let cursor = if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let small = look.tell(&sentence!("canvas.too-small", columns = SMALLEST.0, rows = SMALLEST.1));
        look.wrap(&small, look.style(Role::Text)).render(area, buf);
        None
    } else {
        Seat { join, look, now }.draw(area, buf)
    };
    if !look.unicode {
        buf.leave_ascii();
    }
    if let Some(cursor) = cursor.filter(|cursor| area.contains(*cursor)) {
        frame.set_cursor_position(cursor);
    }
}

struct Seat<'a> {
    join: &'a mut Join,
    look: Look<'a>,
    now: Duration,
}

type Cursor = Option<Position>;

impl Seat<'_> {
    fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Cursor {
        let look = self.look;
        let rest = self.title(area, buf);
        let (rest, footer) = rest.split_bottom(1);
        self.footer(footer, buf);
        let (body, said) = rest.split_bottom(1);
        self.said(said.inset(1, 0), buf);
        let body = body.inset(1, 0);
        if self.join.is_help() {
            self.help(body, buf);
            return None;
        }
        match self.join.pane() {
            Pane::Choosing => self.choosing(body, buf),
            Pane::Naming => return self.asked(&look.tell(&sentence!("join.which-name")), body, buf),
            Pane::SeatCode => {
                let who = self.join.client.wanted().unwrap_or_default().to_owned();
                return self.asked(&look.tell(&sentence!("join.which-code", who = who)), body, buf);
            }
            Pane::Writing => return self.writing(body, buf),
            Pane::Ballot => self.ballot(body, buf),
            Pane::Room => self.room(body, buf),
            Pane::Calling => self.text(look.say(key!("join.calling")), body, buf),
            Pane::Knocking => self.text(look.say(key!("join.knocking")), body, buf),
            Pane::Lobby => self.lobby(body, buf),
            Pane::Over => self.text(&over(look, self.join), body, buf),
        }
        None
    }

    fn title(&self, area: Rect, buf: &mut Buffer) -> Rect {
        let (look, client) = (self.look, &self.join.client);
        let muted = look.style(Role::Muted);
        let mut right: Vec<(String, Style)> = Vec::new();
        if let Some(seat) = client.own_seat() {
            right.push((seat.who.clone(), look.style(Role::Text)));
        }
        right.extend(look.stop(client).map(|stop| (stop, muted)));
        if let Some(round) = self.join.open_round() {
            let given = client.ballot().len();
            let left = (round.dots as usize).saturating_sub(given);
            right.push((look.tell(&sentence!("join.dots-left").count(left)), look.style(Role::Accent)));
        }
        right.extend(look.left(client, self.now).map(|(time, word, style)| (format!("{time} {word}"), style)));
        let title = client.room().map_or("", |room| room.title.as_str());
        look.title(area, &[title], &right, buf)
    }

    fn footer(&self, area: Rect, buf: &mut Buffer) {
        let look = self.look;
        buf.fill(area, look.style(Role::Raised));
        let room = area.inset(1, 0);
        let mut x = room.x;
        for (keys, label) in self.join.footer() {
            let label = look.say(label);
            let wide = columns(&keys) + 1 + columns(label);
            if x + wide > room.right() {
                break;
            }
            x += buf.put_span(x, room.y, &look.fit(keys, wide, look.style(Role::Key))) + 1;
            x += buf.put_span(x, room.y, &look.fit(label, wide, look.style(Role::Muted))) + 2;
        }
    }

    /// What was said to whoever sits here, what is wrong with the line, or how many have finished.
    fn said(&self, line: Rect, buf: &mut Buffer) {
        let look = self.look;
        let trouble = look.trouble(&self.join.client).filter(|_| self.join.pane() != Pane::Calling);
        if let Some(text) = trouble.as_deref().or(self.join.said()) {
            look.fit(text, line.width, look.style(Role::Warning)).render(line, buf);
            return;
        }
        let mut parts = Vec::new();
        if let Some(view) = self.join.view() {
            let hidden: usize = notes::sections_of(view).iter().map(|section| section.count).sum();
            if hidden > 0 {
                parts.push(look.tell(&sentence!("join.hidden").count(hidden)));
            }
        }
        parts.extend(look.finished(&self.join.client));
        if self.join.has_finished() {
            parts.push(look.say(key!("join.you-finished")).to_owned());
        }
        if self.join.open_round().is_some() {
            parts.push(look.say(key!("join.totals-later")).to_owned());
        }
        let text = parts.join(&format!(" {} ", look.glyphs.dot));
        look.fit(text, line.width, look.style(Role::Muted)).render(line, buf);
    }

    fn text(&self, text: &str, area: Rect, buf: &mut Buffer) {
        let area = area.split_top(u16::from(area.height >= 4)).1;
        let measure = Rect { width: MEASURE.min(area.width), ..area };
        self.look.wrap(text, self.look.style(Role::Text)).render(measure, buf);
    }

    fn lobby(&self, area: Rect, buf: &mut Buffer) {
        let look = self.look;
        let rest = area.split_top(1).1;
        let (line, rest) = rest.split_top(1);
        look.fit(look.say(key!("join.not-begun")), line.width, look.bold(Role::Title)).render(line, buf);
        let here = rest.split_top(1).1;
        let seats = self.join.client.room().map(|room| room.seats.as_slice()).unwrap_or_default();
        for (line, seat) in here.rows().zip(seats) {
            self.seat_row(&seat.who, &seat.state, false, line, buf);
        }
    }

    fn choosing(&self, area: Rect, buf: &mut Buffer) {
        let look = self.look;
        let area = area.split_top(u16::from(area.height >= 8)).1;
        let (line, rest) = area.split_top(1);
        look.fit(look.say(key!("join.which-seat")), line.width, look.bold(Role::Title)).render(line, buf);
        let rest = rest.split_top(u16::from(rest.height >= 8)).1;
        let seats = self.join.client.room().map(|room| room.seats.as_slice()).unwrap_or_default();
        let top = (self.join.at() + 1).saturating_sub(usize::from(rest.height));
        for (line, (at, seat)) in rest.rows().zip(seats.iter().enumerate().skip(top)) {
            self.seat_row(&seat.who, &seat.state, at == self.join.at(), line, buf);
        }
    }

    fn seat_row(&self, who: &str, state: &str, is_focus: bool, line: Rect, buf: &mut Buffer) {
        let look = self.look;
        let role = |plain| if is_focus { Role::Selection } else { plain };
        if is_focus {
            buf.fill(line, look.style(Role::Selection));
            buf.put_glyph(line.x, line.y, look.glyphs.pointer, look.style(Role::Selection));
        }
        let state = match state {
            "here" => look.say(key!("join.state.here")),
            "away" => look.say(key!("join.state.away")),
            _ => look.say(key!("join.state.free")),
        };
        let end = buf.put_span_right(line.right() - 1, line.y, &look.fit(state, 12, look.style(role(Role::Muted))));
        let room = end.saturating_sub(line.x + 3);
        buf.put_span(line.x + 2, line.y, &look.fit(who, room, look.style(role(Role::Text))));
    }

    /// A question with a line to answer it.
    fn asked(&self, question: &str, area: Rect, buf: &mut Buffer) -> Cursor {
        let look = self.look;
        let area = area.split_top(u16::from(area.height >= 6)).1;
        let measure = MEASURE.min(area.width);
        let rows = wrap::height(question, measure.max(1)).min(area.height.saturating_sub(1));
        let (top, rest) = area.split_top(rows);
        look.wrap(question, look.bold(Role::Title)).render(Rect { width: measure, ..top }, buf);
        let (line, _) = rest.split_top(u16::from(rest.height >= 2)).1.split_top(1);
        self.typed(Rect { width: measure, ..line }, buf)
    }

    /// The text that is being typed, behind a sign.
    fn typed(&self, area: Rect, buf: &mut Buffer) -> Cursor {
        let look = self.look;
        if area.is_empty() {
            return None;
        }
        let sign = look.glyphs.pointer;
        buf.put_span(area.x + 1, area.y, &look.fit(sign, 1, look.style(Role::Focus)));
        let text = Rect { x: area.x + 3, width: area.width.saturating_sub(4), ..area };
        let editor = self.join.editor();
        let view = editor.view(text.width, text.height);
        for (y, line) in (text.y..).zip(&view.lines) {
            buf.put_span(text.x, y, &look.fit(line.shown(editor.text()), text.width + 1, look.bold(Role::Text)));
        }
        Some(Position::new(text.x + view.cursor.x, text.y + view.cursor.y))
    }

    /// The question of the block, at most in a third of the room. Gives back what is below.
    fn question(&self, area: Rect, buf: &mut Buffer) -> Rect {
        let look = self.look;
        let Some(block) = self.join.view().and_then(|view| view.block.as_ref()) else { return area };
        let question = match self.join.open_round() {
            Some(round) if !round.question.is_empty() => format!("{}: {}", block.title, round.question),
            _ if block.question.is_empty() => match self.join.view().and_then(|view| beside::back_at(look, view)) {
                Some(back_at) => format!("{}: {back_at}", block.title),
                None => block.title.clone(),
            },
            _ => format!("{}: {}", block.title, block.question),
        };
        let measure = MEASURE.min(area.width);
        let rows = wrap::height(&question, measure.max(1)).min((area.height / 3).max(1));
        let (top, rest) = area.split_top(rows);
        look.wrap(&question, look.bold(Role::Title)).render(Rect { width: measure, ..top }, buf);
        rest.split_top(u16::from(rest.height >= 8)).1
    }

    fn writing(&mut self, area: Rect, buf: &mut Buffer) -> Cursor {
        let look = self.look;
        let is_wide = area.width >= BESIDE;
        let (area, beside) = if is_wide { area.split_right(area.width * 2 / 5) } else { (area, Rect::default()) };
        if let Some(view) = self.join.view().filter(|_| is_wide) {
            let beside = beside.inset(1, 0);
            notes::draw(look, &notes::rows(look, view, beside.width.saturating_sub(1)), 0, beside, buf);
        }
        let rest = self.question(area, buf);
        if self.join.is_own_turn() {
            let (line, rest) = rest.split_top(1);
            look.fit(look.say(key!("join.your-turn")), line.width, look.style(Role::Accent)).render(line, buf);
            return self.typed(rest.split_top(TYPED_ROWS.min(rest.height)).0, buf);
        }
        let is_text = self.join.keys() == crate::app::join::Keys::Writing;
        let height = u16::try_from(self.join.editor().height(rest.width.saturating_sub(4))).unwrap_or(1);
        let rows = if is_text { height.clamp(1, TYPED_ROWS.min(rest.height.max(1))) } else { 0 };
        let lines = self.join.own_lines();
        let (head, rest) = rest.split_top(1);
        let mine = look.tell(&sentence!("join.yours").count(lines.len()));
        let sections = self.join.sections().len();
        let section = self.join.section().filter(|_| sections > 1).map(|section| notes::heading(look, section));
        let mine = section.map_or_else(|| mine.clone(), |section| format!("{mine} {} {section}", look.glyphs.chevron));
        look.fit(mine, head.width, look.style(Role::Accent)).render(head, buf);
        let (list, below) =
            rest.split_top(u16::try_from(lines.len()).unwrap_or(u16::MAX).min(rest.height.saturating_sub(rows)));
        let seen = usize::from(list.height);
        let focus = match self.join.editing() {
            Some(note) => lines.iter().position(|line| line.note == Some(note)),
            None => (!is_text).then(|| self.join.at()),
        };
        let top = focus.map_or(lines.len().saturating_sub(seen), |at| (at + 1).saturating_sub(seen));
        for (row, (at, line)) in list.rows().zip(lines.iter().enumerate().skip(top)) {
            let is_focus = focus == Some(at);
            let role = |plain| if is_focus { Role::Selection } else { plain };
            if is_focus {
                buf.fill(row, look.style(Role::Selection));
            }
            let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
            buf.put_span(row.x + 2, row.y, &look.fit(letter.to_string(), 1, look.style(role(Role::Muted))));
            buf.put_glyph(row.x + 4, row.y, look.glyphs.bar, look.style(role(Role::Faint)));
            let waits = if line.is_waiting { look.glyphs.ellipsis.as_str() } else { "" };
            let end = buf.put_span_right(row.right(), row.y, &look.fit(waits, 3, look.style(role(Role::Muted))));
            let text = line.text.replace('\n', " ");
            let room = end.saturating_sub(row.x + 7);
            buf.put_span(row.x + 6, row.y, &look.fit(text, room, look.style(role(Role::Text))));
        }
        if is_text { self.typed(below.split_top(rows).0, buf) } else { None }
    }

    fn ballot(&self, area: Rect, buf: &mut Buffer) {
        let look = self.look;
        let rest = self.question(area, buf);
        let Some(view) = self.join.view() else { return };
        let ballot = self.join.client.ballot();
        let options = self.join.options();
        let seen = usize::from(rest.height);
        let top = (self.join.at() + 1).saturating_sub(seen);
        for (line, (at, id)) in rest.rows().zip(options.iter().enumerate().skip(top)) {
            let is_focus = at == self.join.at();
            let role = |plain| if is_focus { Role::Selection } else { plain };
            if is_focus {
                buf.fill(line, look.style(Role::Selection));
                buf.put_glyph(line.x, line.y, look.glyphs.pointer, look.style(Role::Selection));
            }
            let given = ballot.iter().filter(|dot| *dot == id).count();
            let dots = vec![look.glyphs.stations[0]; given].join(" ");
            let end = buf.put_span_right(line.right() - 1, line.y, &look.fit(dots, 16, look.style(role(Role::Accent))));
            let (number, text) = notes::note_of(view, id).map_or(("", id.as_str()), |note| (&note.n, &note.text));
            let grouped = notes::grouped_under(view, id);
            let text = if grouped > 0 { format!("{text} ({})", grouped + 1) } else { text.to_owned() };
            buf.put_span(line.x + 2, line.y, &look.fit(number, 5, look.style(role(Role::Muted))));
            let room = end.saturating_sub(line.x + 9);
            buf.put_span(line.x + 8, line.y, &look.fit(text, room, look.style(role(Role::Text))));
        }
        if top + seen < options.len() && !rest.is_empty() {
            buf.put_glyph(rest.right() - 1, rest.bottom() - 1, look.glyphs.more[1], look.style(Role::Muted));
        }
    }

    fn room(&mut self, area: Rect, buf: &mut Buffer) {
        let look = self.look;
        let rest = self.question(area, buf);
        let Some(view) = self.join.view() else { return };
        let rest = beside::form(view, look, rest, buf);
        let kind = view.block.as_ref().map_or("", |block| block.kind.as_str());
        if kind == "close" {
            let (line, below) = rest.split_top(1);
            let text = match self.join.rated() {
                Some(mark) => look.tell(&sentence!("join.rated", mark = mark)),
                None => look.say(key!("join.rate")).to_owned(),
            };
            look.fit(text, line.width, look.style(Role::Accent)).render(line, buf);
            let below = below.split_top(u16::from(below.height >= 6)).1;
            notes::draw(look, &beside::rows(look, view, below.width.saturating_sub(1)), 0, below, buf);
            return;
        }
        if let Some(round) = view.round.as_ref().filter(|_| ["vote", "decide"].contains(&kind)) {
            notes::totals(look, view, round, rest, buf);
            return;
        }
        let columns = rest.width.saturating_sub(1);
        let mut rows: Vec<Line<'static>> = beside::rows(look, view, columns);
        if rows.is_empty() {
            rows = notes::rows(look, view, columns);
        }
        self.join.keep_top(rows.len(), usize::from(rest.height));
        notes::draw(look, &rows, self.join.top(), rest, buf);
    }

    /// What keys do here, and the code of the seat.
    fn help(&self, area: Rect, buf: &mut Buffer) {
        let look = self.look;
        let mut rest = area.split_top(u16::from(area.height >= 10)).1;
        if let Some(seat) = self.join.client.own_seat().filter(|seat| !seat.code.is_empty()) {
            let code = look.tell(&sentence!("join.code", code = &seat.code));
            let rows = wrap::height(&code, rest.width.max(1)).min(rest.height);
            let (top, below) = rest.split_top(rows);
            look.wrap(&code, look.bold(Role::Title)).render(top, buf);
            rest = below.split_top(u16::from(below.height >= 8)).1;
        }
        let private = look.say(key!("join.private"));
        let rows = wrap::height(private, rest.width.max(1)).min(rest.height / 2);
        let (top, below) = rest.split_top(rows);
        look.wrap(private, look.style(Role::Text)).render(top, buf);
        rest = below.split_top(u16::from(below.height >= 8)).1;
        for (line, (keys, label)) in rest.rows().zip(self.join.footer()) {
            buf.put_span(line.x + 1, line.y, &look.fit(keys, 10, look.style(Role::Key)));
            let room = line.width.saturating_sub(13);
            buf.put_span(line.x + 12, line.y, &look.fit(look.say(label), room, look.style(Role::Text)));
        }
    }
}

/// How it ended.
fn over(look: Look, join: &Join) -> String {
    match join.client.line() {
        Connection::Over(Ending::Refused(why)) => why.clone(),
        Connection::Over(Ending::Deserted) => look.say(key!("join.deserted")).to_owned(),
        _ => look.say(key!("join.over")).to_owned(),
    }
}
