//! A workshop session: its agenda and people; while it runs the question, the clock in the largest letters that fit, and
//! what the room does now.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

use crate::app::screen::SessionState;
use crate::app::screen::session::Part;
use crate::app::screen::session::layout::{SessionScene, Stop, detail_rows, record_of};
use crate::app::session::glance::{Glance, kind_name, minutes_and_seconds, question, title};
use crate::app::session::room::{hidden_here, who_sees};
use crate::app::session::vote;
use crate::document::session::{BlockKind, RecordedKind, SessionRecord, SessionState as Stage};
use crate::i18n::{Sentence, SentenceKey};
use crate::layout::letters::{self, Pixels};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::{left, title_and_status_bar};
use crate::workshop::round::Round;

mod people;

/// A session.
pub(crate) struct Session<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a SessionState,
}

/// The widest that a question is set.
const MEASURE: u16 = 76;
/// The most rows of the clock.
const CLOCK_ROWS: u16 = 12;
/// The columns of minutes in the agenda.
const MINUTES: u16 = 16;

impl Widget for Session<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let product = cx.model.current_product().map_or("", |product| product.name());
        let record = record_of(cx.model, &state.file);
        let name = record.as_ref().map_or(cx.model.words().say(key!("session.title")), |record| record.title.as_str());
        // A title that begins with the product need not say so twice.
        let name = name.strip_prefix(product).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(name);
        title_and_status_bar(cx, buf, &[product, name]);
        let Some(scene) = cx.model.layout::<SessionScene>() else { return };
        if let Some(glance) = Glance::of(cx.model).filter(|_| !scene.stage.is_empty()) {
            self.stage(&glance, scene.stage.inset(2, 0), buf);
        }
        if let Some(record) = &record
            && !scene.agenda.is_empty()
        {
            self.agenda(&scene, record, buf);
        }
        if let Some(record) = &record {
            self.people(&scene, record, buf);
        }
    }
}

impl Session<'_> {
    fn tell(&self, sentence: &Sentence) -> String {
        self.cx.model.words().tell(sentence)
    }

    fn say(&self, key: SentenceKey) -> &'static str {
        self.cx.model.words().say(key)
    }

    /// What the room looks at: where it is, the question or the totals, the clock, what to do, what comes next.
    fn stage(&self, glance: &Glance, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let (head, rest) = area.split_top(1);
        let ends = self.tell(&sentence!("session.ends", time = glance.ends.format("%H:%M").to_string()));
        let end = buf.put_span_right(head.right(), head.y, &cx.fit(&ends, head.width / 2, Role::Muted));
        let (stop, stops) = glance.stop;
        let at = self.tell(&sentence!("session.stop", stop = stop, stops = stops));
        let at = match who_sees(cx.model) {
            Some(key) => format!("{at} {} {}", cx.glyphs.dot, self.say(key)),
            None => at,
        };
        let x = head.x + buf.put_span(head.x, head.y, &cx.fit(&at, head.width / 3, Role::Muted)) + 2;
        let (name, kind) = (title(cx.model, glance.block), kind_name(cx.model, glance.block));
        let text = if name.starts_with(kind) { name } else { format!("{name} {} {kind}", cx.glyphs.dot) };
        let bold = cx.style(Role::Title).add_modifier(Modifier::BOLD);
        buf.put_span(x, head.y, &cx.fit(&text, end.saturating_sub(x + 2), bold));
        let (rest, foot) = rest.split_bottom(1);
        if let Some(next) = glance.next {
            let (name, kind) = (title(cx.model, next), kind_name(cx.model, next));
            let next = if name.starts_with(kind) {
                sentence!("session.then", title = name, minutes = next.minutes)
            } else {
                sentence!("session.then-in", title = name, kind = kind, minutes = next.minutes)
            };
            cx.fit(self.tell(&next), foot.width, Role::Muted).render(foot, buf);
        }
        let totals = self.totals();
        let body = rest.split_top(u16::from(rest.height >= 8)).1;
        let body = match totals {
            Some(round) => self.ranking(round, body, buf),
            None => self.question(glance, body, buf),
        };
        let (body, told) = body.split_bottom(self.told_rows(glance, body));
        cx.wrap(&self.told(glance), Role::Text).render(told.centred(MEASURE.min(told.width), told.height), buf);
        self.clock(glance, body, buf);
    }

    /// The vote whose totals are shown, where one was closed in this block or just before.
    fn totals(&self) -> Option<&Round> {
        vote::shown(self.cx.model)
    }

    /// The question of the section. Gives back the room below it.
    fn question(&self, glance: &Glance, area: Rect, buf: &mut Buffer) -> Rect {
        let cx = self.cx;
        let question = question(cx.model, glance.block);
        if question.is_empty() {
            return area;
        }
        let columns = MEASURE.min(area.width);
        let rows = wrap::height(question, columns.max(1)).min(area.height / 2);
        let (top, rest) = area.split_top(rows);
        let bold = cx.style(Role::Title).add_modifier(Modifier::BOLD);
        cx.wrap(question, bold).render(top.centred(columns, rows), buf);
        rest.split_top(u16::from(rest.height >= 6)).1
    }

    /// The totals of a vote, the most first, ties with a sign. Gives back the room below them.
    fn ranking(&self, round: &Round, area: Rect, buf: &mut Buffer) -> Rect {
        let cx = self.cx;
        let texts = vote::options(cx.model, round);
        let ranking = round.ranking();
        let shown = u16::try_from(ranking.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(5));
        let (rows, rest) = area.split_top(shown);
        let most = ranking.first().map_or(1, |(_, dots)| (*dots).max(1));
        let gauge = (rows.width / 4).min(20);
        for (line, (at, (note, dots))) in rows.rows().zip(ranking.iter().enumerate()) {
            let is_tie = |other: Option<&(_, u32)>| other.is_some_and(|(_, others)| others == dots);
            let place = ranking.iter().position(|(_, other)| other == dots).map_or(at, |first| first) + 1;
            let has_tie = is_tie(at.checked_sub(1).and_then(|at| ranking.get(at))) || is_tie(ranking.get(at + 1));
            let place = format!("{place:>2}{}", if has_tie { "=" } else { " " });
            buf.put_span(line.x, line.y, &cx.fit(&place, 4, Role::Muted));
            let count = format!("{dots:>3}");
            let bar = line.right().saturating_sub(gauge);
            let filled = u16::try_from(u64::from(*dots) * u64::from(gauge) / u64::from(most)).unwrap_or(gauge);
            for x in bar..bar + filled {
                buf.put_glyph(x, line.y, cx.glyphs.gauge[0], cx.style(Role::Accent));
            }
            buf.put_span(bar.saturating_sub(4), line.y, &cx.fit(&count, 3, Role::Title));
            let text = texts.iter().find(|(_, id, _)| id == note).map_or("", |(_, _, text)| text.as_str());
            buf.put_span(line.x + 4, line.y, &cx.fit(text, bar.saturating_sub(line.x + 10), Role::Text));
        }
        let (foot, rest) = rest.split_top(1);
        let said = sentence!("session.voted", voters = round.voters(), dots = round.budget.dots, cast = round.cast());
        cx.fit(self.tell(&said), foot.width, Role::Muted).render(foot, buf);
        rest
    }

    /// What the room does now.
    fn told(&self, glance: &Glance) -> String {
        let RecordedKind::Known(kind) = glance.block.kind else { return String::new() };
        let state = self.cx.model.running_session().map(|running| running.session.state());
        if let Some(round) = state.and_then(|state| state.open_round()) {
            let voters = state.map_or(0, |state| state.present().count());
            return self.tell(&sentence!("session.ballots", voted = round.voters(), voters = voters));
        }
        if self.totals().is_some() {
            return self.say(key!("session.do.totals")).to_owned();
        }
        let key = match kind {
            BlockKind::Opening => key!("session.do.opening"),
            BlockKind::Write => key!("session.do.write"),
            BlockKind::Round => key!("session.do.round"),
            BlockKind::Group => key!("session.do.group"),
            BlockKind::Talk => key!("session.do.talk"),
            BlockKind::Vote => key!("session.do.vote"),
            BlockKind::Answer => key!("session.do.answer"),
            BlockKind::Decide => key!("session.do.decide"),
            BlockKind::Break => key!("session.do.break"),
            BlockKind::Close => key!("session.do.close"),
        };
        let hidden = hidden_here(self.cx.model, glance).map(|said| self.tell(&said));
        hidden.into_iter().chain([self.say(key).to_owned()]).collect::<Vec<_>>().join("\n")
    }

    fn told_rows(&self, glance: &Glance, room: Rect) -> u16 {
        wrap::height(&self.told(glance), MEASURE.min(room.width).max(1)).min(room.height / 2)
    }

    /// The clock in the middle of the room, with its sign and word below.
    fn clock(&self, glance: &Glance, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let (text, role) = left(cx, glance);
        let (digits, word) = area.split_bottom(u16::from(area.height >= 5));
        let pixels = if cx.model.capabilities().unicode { Pixels::Blocks } else { Pixels::Ascii };
        let time = minutes_and_seconds(glance.left);
        let set = letters::set(&time, digits.width, digits.height.min(CLOCK_ROWS), pixels).filter(|_| area.height >= 5);
        let Some(set) = set else {
            let columns = u16::try_from(width(&text)).unwrap_or(u16::MAX);
            let middle = area.centred(columns, 1.min(area.height));
            cx.fit(&text, middle.width, role).render(middle, buf);
            return;
        };
        let rows = u16::try_from(set.rows.len()).unwrap_or(u16::MAX);
        let columns = set.rows.iter().map(|row| width(row)).max().unwrap_or(0);
        let middle = digits.centred(u16::try_from(columns).unwrap_or(u16::MAX), rows);
        for (y, row) in (middle.y..middle.bottom()).zip(&set.rows) {
            buf.put_span(middle.x, y, &cx.span(row.as_str(), role));
        }
        let below = text.replacen(&time, "", 1);
        let below = below.trim();
        let columns = u16::try_from(width(below)).unwrap_or(u16::MAX);
        let at = Rect { y: middle.bottom(), height: 1, ..word }.centred(columns, 1);
        cx.fit(below, at.width, role).render(at, buf);
    }

    /// The agenda by stops: what was done, where the room is, what comes, with the minutes.
    fn agenda(&self, scene: &SessionScene, record: &SessionRecord, buf: &mut Buffer) {
        let cx = self.cx;
        let area = scene.agenda.inset(1, 0);
        let is_planned = record.state == Stage::Planned && scene.stage.is_empty();
        let (area, detail) = area.split_bottom(if is_planned { detail_rows(scene.agenda) } else { 0 });
        let (head, rows) = area.split_top(1);
        if is_planned && self.state.part == Part::Head {
            buf.fill(head, cx.style(Role::Selection));
        }
        let total: crate::method::Minutes = scene.stops.iter().map(|stop| stop.minutes).sum();
        let state = match record.state {
            Stage::Planned => key!("session.planned"),
            Stage::Running => key!("session.running"),
            Stage::Closed => key!("session.closed"),
        };
        let said =
            self.tell(&sentence!("session.agenda", date = record.date, minutes = total, state = self.say(state)));
        let role = if is_planned && self.state.part == Part::Head { Role::Selection } else { Role::Accent };
        let mut end = head.right();
        if is_planned {
            let begins = self.tell(&sentence!("session.begins"));
            end = buf.put_span_right(end - 1, head.y, &cx.fit(begins, head.width / 3, role)).saturating_sub(1);
        }
        let room = end.saturating_sub(head.x + 1);
        cx.fit(said, room, role).render(Rect { x: head.x + 1, width: room, ..head }, buf);
        if scene.stops.is_empty() && is_planned {
            let (line, _) = rows.split_top(1);
            cx.fit(self.tell(&sentence!("session.no-blocks")), line.width, Role::Muted).render(line.inset(1, 0), buf);
        }
        let has_detail = self.state.part == Part::Agenda;
        if let Some(stop) = scene.stops.get(self.state.at).filter(|_| has_detail) {
            self.detail(stop, record, detail.inset(1, 0), buf);
        }
        let current = cx.model.running_session().and_then(|running| running.session.state().current);
        for (line, (at, stop)) in rows.rows().zip(scene.stops.iter().enumerate().skip(self.state.top)) {
            let is_here = stop.blocks.iter().any(|block| Some(block.id) == current);
            let is_focus = at == self.state.at && (!is_planned || self.state.part == Part::Agenda);
            self.stop(stop, is_focus, is_here, line, buf);
        }
        cx.scroll_bar(scene.stops.len(), usize::from(rows.height), self.state.top)
            .render(Rect::new(rows.right(), rows.y, 1, rows.height), buf);
    }

    fn stop(&self, stop: &Stop, is_focus: bool, is_here: bool, line: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let Some(first) = stop.blocks.first() else { return };
        if is_focus {
            buf.fill(line, cx.style(Role::Selection));
            buf.put_glyph(line.x, line.y, cx.glyphs.bar, cx.style(Role::Focus));
        }
        let role = |plain| if is_focus { Role::Selection } else { plain };
        let [done, here, ahead] = cx.glyphs.stations;
        let sign = if is_here {
            here
        } else if stop.spent.is_some() {
            done
        } else {
            ahead
        };
        let plain = if is_here { Role::Accent } else { Role::Muted };
        buf.put_span(line.x + 2, line.y, &cx.fit(sign, 1, role(plain)));
        let minutes = match stop.spent {
            Some(spent) if !is_here => sentence!("session.spent", spent = spent, minutes = stop.minutes),
            _ => sentence!("session.minutes", minutes = stop.minutes),
        };
        let columns = MINUTES.min(line.width / 3);
        let end =
            buf.put_span_right(line.right() - 1, line.y, &cx.fit(self.tell(&minutes), columns, role(Role::Muted)));
        let x = line.x + 4;
        let name = title(cx.model, first);
        let taken = buf.put_span(x, line.y, &cx.fit(&name, end.saturating_sub(x + 1), role(Role::Text)));
        let kinds: Vec<&str> = stop.blocks.iter().map(|block| kind_name(cx.model, block)).collect();
        if stop.blocks.len() > 1 && line.width >= 56 {
            let kinds = kinds.join(" ");
            let room = end.saturating_sub(x + taken + 3);
            buf.put_span(x + taken + 2, line.y, &cx.fit(&kinds, room, role(Role::Muted)));
        }
    }
}
