//! A list to choose from by typing.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;
use ratatui::widgets::Widget as _;

use super::note::editor_text;
use super::surroundings;
use crate::app::commands::{self, Argument, Command};
use crate::app::dialog::FinderParts;
use crate::app::dialog::finder::{Finder, FinderItem, Found, Source};
use crate::app::index::{Query, completions};
use crate::app::key_names::keys_text;
use crate::app::normalize;
use crate::app::place::{self, Line};
use crate::layout::text::{Cell, graphemes, previous_border, width};
use crate::layout::{Position, Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::{Context, Cursor};
use crate::ui::theme::Role;

/// Draws the list inside its frame, and says where the cursor stands.
pub(crate) fn finder(cx: Context, finder: &Finder, parts: &FinderParts, buf: &mut Buffer) -> Cursor {
    let count = match &finder.source {
        Source::List(items) => sentence!("dialog.finder.count", total = items.len()),
        Source::Notes { .. } | Source::Search { .. } => sentence!("dialog.finder.found"),
    };
    let count = count.with("found", finder.found.len()).count(finder.found.len());
    let is_idle = matches!(finder.source, Source::Search { .. }) && finder.editor.text().trim().is_empty();
    let count = if is_idle { String::new() } else { cx.model.words().tell(&count) };
    if !parts.title.is_empty() {
        let start =
            buf.put_span_right(parts.title.right(), parts.title.y, &cx.fit(&count, parts.title.width / 2, Role::Muted));
        let room = start.saturating_sub(parts.title.x + 1);
        buf.put_span(parts.title.x, parts.title.y, &cx.fit(cx.model.words().tell(&finder.title), room, Role::Title));
    }
    buf.put_glyph(parts.input.x, parts.input.y, cx.glyphs.pointer, cx.style(Role::Focus));
    let input = Rect { x: parts.input.x + 2, width: parts.input.width.saturating_sub(3), ..parts.input };
    let cursor = editor_text(cx, &finder.editor, input, cx.style(Role::Text), buf);
    if let (Some(rest), Some(Position { x, y })) = (finder.completion(), cursor) {
        buf.put_span(x, y, &cx.fit(rest, input.right().saturating_sub(x), Role::Faint));
    }
    if finder.found.is_empty() {
        let key = if is_idle { key!("dialog.search.idle") } else { key!("dialog.finder.none") };
        cx.wrap(cx.model.words().say(key), Role::Muted).render(parts.list, buf);
    }
    let shown = usize::from(parts.list.height);
    let first = parts.found.first().map_or(0, |(at, _)| *at);
    let words = finder.words();
    for (at, row) in parts.found.iter().copied() {
        let Some(found) = finder.found.get(at) else { continue };
        let focused = at == finder.cursor;
        if focused {
            buf.put_glyph(row.x, row.y, cx.glyphs.bar, cx.style(Role::Focus));
        }
        let row = group(cx, finder, at, first, row, buf);
        match (&finder.source, found) {
            (Source::List(items), Found::Item(at)) => {
                if let Some(item) = items.get(*at) {
                    let row = marks(cx, finder, *found, row, focused, buf);
                    list_item(cx, item, &words, row, focused, buf);
                }
            }
            (source, Found::Entry(key)) => {
                if let Some(line) = place::line(cx.model, *key, &words) {
                    // Beside it stand its surroundings, which say where that is.
                    let is_told = !parts.around.is_empty() && parts.around.y == parts.list.y;
                    let place = row.width * if is_told { 5 } else { 8 } / 20;
                    hit(cx, &line, place, matches!(source, Source::Notes { .. }), &words, (row, focused), buf);
                }
            }
            _ => {}
        }
    }
    let bar = parts.list.right();
    cx.scroll_bar(finder.found.len(), shown, first).render(Rect::new(bar, parts.list.y, 1, parts.list.height), buf);
    if let Some(Found::Entry(key)) = finder.found.get(finder.cursor) {
        surroundings::draw(cx, *key, &words, parts.around, parts.around.y == parts.list.y, buf);
    }
    if matches!(finder.source, Source::Search { .. }) {
        chips(cx, finder, parts.hint, buf);
    } else if let Some(hint) = finder.hint.filter(|_| !parts.hint.is_empty()) {
        cx.wrap(cx.model.words().say(hint), Role::Muted).render(parts.hint, buf);
    }
    cursor
}

/// The filters of a search, those that are set standing out; while one is typed, what it can become.
fn chips(cx: Context, finder: &Finder, area: Rect, buf: &mut Buffer) {
    let words = cx.model.words();
    let text = finder.editor.text();
    let possible = if finder.completion().is_some() { completions(text) } else { Vec::new() };
    let query = Query::parse(text);
    let mut chips = Vec::new();
    if possible.is_empty() {
        chips.push((words.say(key!("dialog.search.filters")), Role::Muted));
        for (filter, shown) in
            [("kind", "kind:"), ("basis", "basis:"), ("is:question", "is:question"), ("is:unlinked", "is:unlinked")]
        {
            chips.push((shown, if query.has(filter) { Role::Selection } else { Role::Key }));
        }
        if let Source::Search { everywhere: true, .. } = finder.source {
            chips.push((words.say(key!("dialog.search.everywhere")), Role::Accent));
        }
    } else {
        chips.push((words.say(key!("dialog.search.completes")), Role::Muted));
        chips.extend(
            possible.iter().enumerate().map(|(at, filter)| (*filter, if at == 0 { Role::Key } else { Role::Muted })),
        );
    }
    let mut line = cx.line(area.width);
    for (text, role) in chips {
        if usize::from(line.room()) >= width(text) {
            line = line.push(text, role).gap(2);
        }
    }
    line.render(area, buf);
}

/// The columns of the names of groups, with the space behind them.
const GROUP: u16 = 12;

/// The name of the group of a line, at the first line of it that is seen. Gives back the rest of the line.
fn group(cx: Context, finder: &Finder, at: usize, first: usize, row: Rect, buf: &mut Buffer) -> Rect {
    let Source::List(items) = &finder.source else { return row };
    let of = |at: usize| match finder.found.get(at) {
        Some(Found::Item(item)) => items.get(*item).and_then(|item| item.group),
        _ => None,
    };
    if row.width < 60 || items.iter().all(|item| item.group.is_none()) {
        return row;
    }
    let (name, rest) = row.split_left(GROUP);
    if let Some(group) = of(at)
        && (at == first || at == 0 || of(at - 1) != Some(group))
    {
        buf.put_span(name.x + 2, name.y, &cx.fit(cx.model.words().say(group), GROUP - 3, Role::Muted));
    }
    rest
}

/// The mark before a line of a list of which several can be taken. Gives back the rest of the line.
fn marks(cx: Context, finder: &Finder, found: Found, row: Rect, focused: bool, buf: &mut Buffer) -> Rect {
    if finder.marked.is_none() {
        return row;
    }
    let (box_, rest) = row.split_left(3);
    let sign = if finder.is_marked(found) { cx.glyphs.selected } else { cx.glyphs.unselected };
    let role = match (focused, finder.is_marked(found)) {
        (true, _) => Role::Focus,
        (false, true) => Role::Accent,
        (false, false) => Role::Muted,
    };
    buf.put_span(box_.x + 1, box_.y, &cx.fit(sign, 1, role));
    rest
}

fn list_item(cx: Context, item: &FinderItem, words: &[String], row: Rect, focused: bool, buf: &mut Buffer) {
    let strong = |plain| if focused { Role::Title } else { plain };
    let beside = match item.command.and_then(commands::find) {
        Some(command) => keys(cx, command),
        None => item.detail.clone(),
    };
    let beside_role = if item.command.is_some() { Role::Key } else { Role::Muted };
    let right = row.right().saturating_sub(1);
    let end = buf.put_span_right(right, row.y, &cx.fit(&beside, row.width / 3, beside_role));
    let x = row.x + 1;
    let remark = item.remark.as_ref().map_or(0, |remark| u16::try_from(width(remark) + 2).unwrap_or(u16::MAX));
    let room = end.saturating_sub(x + 2);
    let room = if remark < room / 2 { room - remark } else { room };
    let text_role = if item.reason.is_some() || item.remark.is_some() { Role::Muted } else { Role::Text };
    let marks = normalize::fuzzy_marks(&item.label, words);
    let taken =
        marked(Rect::new(x, row.y, room, 1), &cx.fit(&item.label, room, strong(text_role)), &item.label, &marks, buf);
    if let Some(text) = item.remark.as_ref().filter(|_| remark < end.saturating_sub(x + 2) / 2) {
        buf.put_span(end.saturating_sub(remark), row.y, &cx.fit(text, remark, Role::Success));
    }
    if let Some(reason) = &item.reason {
        let room = room.saturating_sub(taken + 2);
        if usize::from(room) >= width(reason).min(12) {
            buf.put_span(x + taken + 2, row.y, &cx.fit(reason, room, Role::Muted));
        }
    }
}

/// A note or an answer: its number, the text with what was found in it, and where it stands in so many columns.
fn hit(
    cx: Context,
    line: &Line,
    place: u16,
    fuzzy: bool,
    words: &[String],
    (row, focused): (Rect, bool),
    buf: &mut Buffer,
) {
    let strong = |plain| if focused { Role::Title } else { plain };
    let right = row.right().saturating_sub(1);
    let end = buf.put_span_right(right, row.y, &cx.fit(&line.place, place, Role::Muted));
    buf.put_span(row.x + 1, row.y, &cx.fit(&line.number, 5, Role::Muted));
    let mut x = row.x + 7;
    if line.is_question {
        buf.put_span(x, row.y, &cx.fit(cx.glyphs.question, 2, Role::Warning));
        x += 2;
    }
    let room = end.saturating_sub(x + 2);
    let text = excerpt(cx, &line.text, fuzzy, words, room);
    let marks = if fuzzy { normalize::fuzzy_marks(&text, words) } else { normalize::marks(&text, words) };
    marked(Rect::new(x, row.y, room, 1), &cx.fit(&text, room, strong(Role::Text)), &text, &marks, buf);
}

/// The text on one line; where what was found would not be seen, it begins a little before that.
fn excerpt(cx: Context, text: &str, fuzzy: bool, words: &[String], columns: u16) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = if fuzzy { normalize::fuzzy_marks(&text, words) } else { normalize::marks(&text, words) };
    let Some(first) = marks.first() else { return text };
    if width(&text[..first.end]) < usize::from(columns) {
        return text;
    }
    let before = usize::from(columns / 4);
    let mut start = first.start;
    while let Some(border) = previous_border(&text, start).filter(|at| width(&text[*at..first.start]) <= before) {
        start = border;
    }
    format!("{}{}", cx.glyphs.ellipsis.as_str(), &text[start..])
}

/// The first keys of a command, wherever it works.
fn keys(cx: Context, command: &'static Command) -> String {
    let keys = command.scopes.iter().find_map(|scope| cx.keymap.keys_of(command, *scope).next());
    let mut text = keys_text(cx.model, keys.unwrap_or_default());
    if command.argument == Argument::Number && !text.is_empty() {
        text.push_str("2.1");
    }
    text
}

/// Puts a text on one line with parts of it standing out; what does not fit is cut. Gives back the columns it took.
fn marked(area: Rect, span: &Span, text: &str, marks: &[Range<usize>], buf: &mut Buffer) -> u16 {
    let taken = buf.put_span(area.x, area.y, span);
    // Only what was drawn can stand out; the last column may be the ellipsis.
    let end = if width(text) > usize::from(area.width) { area.width.saturating_sub(1) } else { area.width };
    let strong = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    let mut at = 0u16;
    for Cell { range, width, .. } in graphemes(text) {
        if text.as_bytes()[range.start] == b'\n' || at.saturating_add(width) > end {
            break;
        }
        if marks.iter().any(|mark| mark.contains(&range.start)) {
            buf.set_style(Rect::new(area.x + at, area.y, 1, 1), strong);
        }
        at += width;
    }
    taken
}
