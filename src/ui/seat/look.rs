//! What these views draw with, and what they share: the title line, the clock, the line that says what is wrong.

use std::borrow::Cow;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;
use ratatui::widgets::Widget as _;

use crate::app::session::glance::minutes_and_seconds;
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::layout::letters::{self, Pixels};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::glyphs::Glyphs;
use crate::ui::text::{self, WrappedText};
use crate::ui::theme::{Role, Theme};
use crate::workshop::client::{Client, Line};

/// The widest that a question is set.
pub(super) const MEASURE: u16 = 76;
/// The most rows of the clock.
const CLOCK_ROWS: u16 = 12;
/// So little is left when the clock says so, and then so little that it says so again, in seconds. What the block was
/// planned for is not sent: a short one says so a little early.
const SOON: i64 = 60;
const NOW: i64 = 20;

/// Words, colours and signs.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    words: &'static Catalogue,
    theme: &'a Theme,
    pub(super) glyphs: &'static Glyphs,
    pub(super) unicode: bool,
}

impl<'a> Look<'a> {
    /// In a language, a theme, and with more than ASCII or without.
    #[must_use]
    pub fn new(words: &'static Catalogue, theme: &'a Theme, unicode: bool) -> Self {
        Self { words, theme, glyphs: Glyphs::of(unicode), unicode }
    }

    pub(super) fn style(self, role: Role) -> Style {
        self.theme.style(role)
    }

    pub(super) fn bold(self, role: Role) -> Style {
        self.style(role).add_modifier(Modifier::BOLD)
    }

    pub(super) fn say(self, key: SentenceKey) -> &'static str {
        self.words.say(key)
    }

    pub(super) fn tell(self, sentence: &Sentence) -> String {
        self.words.tell(sentence)
    }

    pub(super) fn fit<'t>(self, content: impl Into<Cow<'t, str>>, columns: u16, style: Style) -> Span<'t> {
        text::fitted(content, columns, self.glyphs.ellipsis, style)
    }

    pub(super) fn wrap(self, content: &str, style: Style) -> WrappedText<'_> {
        WrappedText { content, style, ellipsis: self.glyphs.ellipsis }
    }

    /// A line that says where one is, with something at its right end that keeps its place. Gives back what is below.
    pub(super) fn title(self, area: Rect, left: &[&str], right: &[(String, Style)], buf: &mut Buffer) -> Rect {
        let (line, rest) = area.split_top(1);
        buf.fill(line, self.style(Role::Raised));
        let room = line.inset(1, 0);
        let mut end = room.right();
        for (at, (text, style)) in right.iter().rev().enumerate() {
            let dot = if at > 0 { format!(" {} ", self.glyphs.dot) } else { String::new() };
            end = buf.put_span_right(end, room.y, &self.fit(dot, 3, self.style(Role::Muted)));
            end = buf.put_span_right(end, room.y, &self.fit(text.as_str(), room.width / 3, *style));
        }
        let mut x = room.x;
        let parts: Vec<&&str> = left.iter().filter(|part| !part.is_empty()).collect();
        for (at, part) in parts.iter().enumerate() {
            let left = end.saturating_sub(x + 2);
            let is_last = at + 1 == parts.len();
            let style = self.style(if is_last { Role::Title } else { Role::Muted });
            let most = if is_last { left } else { left / 2 };
            x += buf.put_span(x, room.y, &self.fit(**part, most, style));
            if !is_last && left > 12 {
                x += buf.put_span(
                    x,
                    room.y,
                    &self.fit(format!(" {} ", self.glyphs.chevron), 3, self.style(Role::Muted)),
                );
            }
        }
        rest
    }

    /// What is left of the block, as digits and with its sign and word, and the style of both; nothing without a clock.
    pub(super) fn left(self, client: &Client, now: Duration) -> Option<(String, String, Style)> {
        let (left_ms, is_running) = client.left(now)?;
        let time = Duration::from_millis(left_ms.unsigned_abs());
        let time = minutes_and_seconds(if left_ms > 0 { Ok(time) } else { Err(time) });
        let [soon, hardly] = self.glyphs.time;
        let seconds = left_ms.div_euclid(1000);
        let (left, over) = (self.say(key!("session.left")), self.say(key!("session.over")));
        let (word, role) = match seconds {
            _ if !is_running => (self.say(key!("session.paused")).to_owned(), Role::Muted),
            ..0 => (format!("{over} {hardly}"), Role::TimerOver),
            0..NOW => (format!("{left} {hardly}"), Role::TimerWarning),
            NOW..SOON => (format!("{left} {soon}"), Role::TimerWarning),
            _ => (left.to_owned(), Role::TimerCalm),
        };
        Some((time, word, self.style(role)))
    }

    /// The clock in the largest digits that fit, with its word below.
    pub(super) fn clock(self, client: &Client, now: Duration, area: Rect, buf: &mut Buffer) {
        let Some((time, word, style)) = self.left(client, now) else { return };
        let (digits, below) = area.split_bottom(u16::from(area.height >= 5));
        let pixels = if self.unicode { Pixels::Blocks } else { Pixels::Ascii };
        let set = letters::set(&time, digits.width, digits.height.min(CLOCK_ROWS), pixels).filter(|_| area.height >= 5);
        let Some(set) = set else {
            let text = format!("{time} {word}");
            let middle = area.centred(columns(&text), 1.min(area.height));
            self.fit(text, middle.width, style).render(middle, buf);
            return;
        };
        let across = set.rows.iter().map(|row| columns(row)).max().unwrap_or(0);
        let rows = u16::try_from(set.rows.len()).unwrap_or(u16::MAX);
        let middle = digits.centred(across, rows);
        for (y, row) in (middle.y..middle.bottom()).zip(&set.rows) {
            buf.put_span(middle.x, y, &self.fit(row.as_str(), middle.width, style));
        }
        let at = Rect { y: middle.bottom(), height: 1, ..below }.centred(columns(&word), 1);
        self.fit(word, at.width, style).render(at, buf);
    }

    /// What is wrong with the line to whoever drives; nothing where it stands.
    pub(super) fn trouble(self, client: &Client) -> Option<String> {
        match client.line() {
            Line::Broken(_) => Some(self.say(key!("join.broken")).to_owned()),
            Line::Calling => Some(self.say(key!("join.calling")).to_owned()),
            Line::Up | Line::Over(_) => None,
        }
    }

    /// Where the room is: its stop of how many.
    pub(super) fn stop(self, client: &Client) -> Option<String> {
        let block = client.view()?.block.as_ref()?;
        Some(self.tell(&sentence!("session.stop", stop = block.n, stops = block.of)))
    }

    /// How many have finished, or voted.
    pub(super) fn finished(self, client: &Client) -> Option<String> {
        let view = client.view()?;
        if let Some(round) = view.round.as_ref().filter(|round| round.totals.is_none()) {
            return Some(self.tell(&sentence!("session.ballots", voted = round.done, voters = round.voters)));
        }
        let finished = view.finished?;
        Some(self.tell(&sentence!("join.finished", done = finished.done, of = finished.of)))
    }
}

/// The columns of a text.
pub(super) fn columns(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
