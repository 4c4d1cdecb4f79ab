//! The room's view in a terminal of its own, for a projector: the question, the clock in large digits, what was revealed.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::widgets::Widget as _;

use super::beside;
use super::look::{Look, MEASURE, columns};
use super::notes;
use crate::app::scene::SMALLEST;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::theme::Role;
use crate::workshop::client::Client;
use crate::workshop::view::View;

/// From so many columns and rows on, the clock stands large beside notes as well.
const LARGE: (u16, u16) = (100, 30);
/// The columns of that clock.
const CLOCK: u16 = 34;

/// Draws what the room sees.
pub fn presenter(client: &Client, look: Look, now: Duration, frame: &mut Frame) {
    let area = frame.area();
    let buf = frame.buffer_mut();
    buf.fill(area, look.style(Role::Surface));
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let small = look.tell(&sentence!("canvas.too-small", columns = SMALLEST.0, rows = SMALLEST.1));
        look.wrap(&small, look.style(Role::Text)).render(area, buf);
    } else {
        whole(client, look, now, area, buf);
    }
    if !look.unicode {
        buf.leave_ascii();
    }
}

fn whole(client: &Client, look: Look, now: Duration, area: Rect, buf: &mut Buffer) {
    let title = client.room().map_or("", |room| room.title.as_str());
    let muted = look.style(Role::Muted);
    let mut right: Vec<_> = look.stop(client).map(|stop| (stop, muted)).into_iter().collect();
    let view = client.view();
    if let Some(view) = view.filter(|view| !view.ends.is_empty()) {
        right.push((look.tell(&sentence!("session.ends", time = &view.ends)), muted));
    }
    let document = view.and_then(|view| view.block.as_ref()).map_or("", |block| block.document.as_str());
    let rest = look.title(area, &[title, document], &right, buf);
    let (rest, foot) = rest.split_bottom(1);
    if let Some(trouble) = look.trouble(client) {
        let line = foot.inset(1, 0);
        look.fit(trouble, line.width, look.style(Role::Warning)).render(line, buf);
    }
    let Some(view) = view else {
        let text = look.say(key!("join.not-begun"));
        let middle = rest.centred(columns(text), 1);
        look.fit(text, middle.width, look.style(Role::Text)).render(middle, buf);
        return;
    };
    let body = rest.inset((area.width / 26).clamp(1, 6), 0);
    let body = body.split_top(u16::from(body.height >= 10)).1;
    block(view, client, look, now, body, buf);
    if look.trouble(client).is_none() {
        status(view, client, look, foot.inset((area.width / 26).clamp(1, 6), 0), buf);
    }
}

/// The block that goes on.
fn block(view: &View, client: &Client, look: Look, now: Duration, area: Rect, buf: &mut Buffer) {
    let round = view.round.as_ref();
    let is_about_votes = view.block.as_ref().is_some_and(|block| ["vote", "decide"].contains(&block.kind.as_str()));
    let totals = round.filter(|round| round.totals.is_some() && is_about_votes);
    let open = round.filter(|round| round.totals.is_none());
    let is_writing = view.block.as_ref().is_some_and(|block| block.kind == "write");
    let has_notes = notes::sections_of(view).iter().any(|section| !section.notes.is_empty());
    let is_list = totals.is_some() || open.is_some() || (has_notes && !is_writing);
    let is_gone_through = !view.items.is_empty();
    let rest = head(view, look, area, buf);
    let rest = beside::form(view, look, rest, buf);
    if !is_list && !is_gone_through {
        return look.clock(client, now, rest, buf);
    }
    let is_large = area.width >= LARGE.0 && area.height >= LARGE.1;
    let (list, clock) = if is_large { rest.split_right(CLOCK) } else { (rest, Rect::default()) };
    if is_large {
        look.clock(client, now, clock.split_top(10).0, buf);
    } else if let Some((time, word, style)) = look.left(client, now) {
        let text = format!("{time} {word}");
        buf.put_span_right(list.right(), area.y, &look.fit(text, list.width / 3, style));
    }
    if let Some(round) = totals {
        notes::totals(look, view, round, list, buf);
    } else if let Some(round) = open {
        let known = round.options.iter().filter_map(|id| notes::note_of(view, id));
        for (line, note) in list.rows().zip(known) {
            let grouped = notes::grouped_under(view, &note.id);
            let text = if grouped > 0 { format!("{} ({})", note.text, grouped + 1) } else { note.text.clone() };
            buf.put_span(line.x, line.y, &look.fit(format!("{:>5}", note.n), 6, look.style(Role::Muted)));
            buf.put_span(line.x + 7, line.y, &look.fit(text, line.width.saturating_sub(8), look.style(Role::Text)));
        }
    } else {
        let columns = list.width.saturating_sub(1);
        let rows = if is_list { notes::rows(look, view, columns) } else { beside::rows(look, view, columns) };
        notes::draw(look, &rows, 0, list, buf);
    }
}

/// What the block is called, and its question. Gives back the room below.
fn head(view: &View, look: Look, area: Rect, buf: &mut Buffer) -> Rect {
    let Some(block) = &view.block else { return area };
    let (line, rest) = area.split_top(1);
    let room = line.width.saturating_sub(line.width / 3);
    look.fit(block.title.as_str(), room, look.style(Role::Accent)).render(Rect { width: room, ..line }, buf);
    let question = view.round.as_ref().filter(|round| round.totals.is_none() && !round.question.is_empty());
    let back_at = beside::back_at(look, view);
    let question = question.map_or(block.question.as_str(), |round| round.question.as_str());
    let question = back_at.as_deref().unwrap_or(question);
    if question.is_empty() {
        return rest.split_top(u16::from(rest.height >= 8)).1;
    }
    let rest = rest.split_top(u16::from(rest.height >= 12)).1;
    let measure = MEASURE.min(rest.width);
    let rows = wrap::height(question, measure.max(1)).min(rest.height / 2);
    let (top, rest) = rest.split_top(rows);
    look.wrap(question, look.bold(Role::Title)).render(Rect { width: measure, ..top }, buf);
    rest.split_top(u16::from(rest.height >= 6)).1
}

/// What is hidden, and how many have finished.
fn status(view: &View, client: &Client, look: Look, line: Rect, buf: &mut Buffer) {
    let hidden: usize = notes::sections_of(view).iter().map(|section| section.count).sum();
    let finished = look.finished(client).unwrap_or_default();
    let end =
        buf.put_span_right(line.right(), line.y, &look.fit(finished, line.width * 2 / 3, look.style(Role::Muted)));
    if hidden > 0 {
        let hidden = look.tell(&sentence!("join.hidden").count(hidden));
        buf.put_span(line.x, line.y, &look.fit(hidden, end.saturating_sub(line.x + 2), look.style(Role::Muted)));
    }
}
