//! A list to choose from by typing.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::note::editor_text;
use crate::app::commands::{Argument, Command};
use crate::app::finder::{Finder, Found, Item, Source};
use crate::app::index::{Query, completions};
use crate::app::keymap::Keymap;
use crate::app::place::{self, Line};
use crate::app::scene::{finder_parts, first_choice, keys_text};
use crate::app::{Model, fold};
use crate::i18n::Sentence;
use crate::layout::text::{Cell, graphemes, previous_border, width};
use crate::layout::{Rect, RectExt as _};
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws the list inside its frame, and says where the cursor stands.
pub fn finder(model: &Model, keymap: &Keymap, finder: &Finder, area: Rect, paint: &mut Painter) -> Cursor {
    let parts = finder_parts(area);
    let count = match &finder.source {
        Source::List(items) => Sentence::new("dialog.finder.count").with("total", items.len()),
        Source::Notes { .. } | Source::Search { .. } => Sentence::new("dialog.finder.found"),
    };
    let count = count.with("found", finder.found.len()).with("count", finder.found.len());
    let is_idle = matches!(finder.source, Source::Search { .. }) && finder.editor.text().trim().is_empty();
    let count = if is_idle { String::new() } else { model.words().tell(&count) };
    if !parts.title.is_empty() {
        let start = paint.text_right(parts.title.right(), parts.title.y, parts.title.width / 2, &count, Role::Muted);
        let room = start.saturating_sub(parts.title.x + 1);
        paint.text(parts.title.x, parts.title.y, room, &model.words().tell(&finder.title), Role::Title);
    }
    paint.sign(parts.input.x, parts.input.y, paint.glyphs.pointer, paint.style(Role::Focus));
    let input = Rect { x: parts.input.x + 2, width: parts.input.width.saturating_sub(3), ..parts.input };
    let cursor = editor_text(&finder.editor, input, paint.style(Role::Text), paint);
    if let (Some(rest), Some((x, y))) = (finder.completion(), cursor) {
        paint.text(x, y, input.right().saturating_sub(x), rest, Role::Faint);
    }
    if finder.found.is_empty() {
        let key = if is_idle { "dialog.search.idle" } else { "dialog.finder.none" };
        paint.paragraph(parts.list, model.words().say(key), Role::Muted);
    }
    let shown = usize::from(parts.list.height);
    let first = first_choice(finder.cursor, shown);
    let words = finder.words();
    for (row, (at, found)) in parts.list.rows().zip(finder.found.iter().enumerate().skip(first)) {
        let focused = at == finder.cursor;
        if focused {
            paint.fill(row, Role::Selection);
        }
        match (&finder.source, found) {
            (Source::List(items), Found::Item(at)) => {
                if let Some(item) = items.get(*at) {
                    let row = marks(finder, *found, row, focused, paint);
                    list_item(model, keymap, item, &words, row, focused, paint);
                }
            }
            (source, Found::Entry(key)) => {
                if let Some(line) = place::line(model, *key, &words) {
                    hit(&line, matches!(source, Source::Notes { .. }), &words, row, focused, paint);
                }
            }
            _ => {}
        }
    }
    let bar = parts.list.right();
    paint.scroll_bar(bar, parts.list.y, parts.list.height, finder.found.len(), shown, first);
    if matches!(finder.source, Source::Search { .. }) {
        chips(model, finder, parts.hint, paint);
    } else if !parts.hint.is_empty() && !finder.hint.is_empty() {
        paint.text(parts.hint.x, parts.hint.y, parts.hint.width, model.words().say(finder.hint), Role::Muted);
    }
    cursor
}

/// The filters of a search, those that are set standing out; while one is typed, what it can become.
fn chips(model: &Model, finder: &Finder, area: Rect, paint: &mut Painter) {
    let words = model.words();
    let text = finder.editor.text();
    let possible = if finder.completion().is_some() { completions(text) } else { Vec::new() };
    let query = Query::parse(text);
    let mut x = area.x;
    let mut put = |paint: &mut Painter, text: &str, role: Role| {
        let room = area.right().saturating_sub(x);
        if usize::from(room) >= width(text) && !area.is_empty() {
            x += paint.text(x, area.y, room, text, role) + 2;
        }
    };
    if possible.is_empty() {
        put(paint, words.say("dialog.search.filters"), Role::Muted);
        for (filter, shown) in
            [("kind", "kind:"), ("basis", "basis:"), ("is:question", "is:question"), ("is:unlinked", "is:unlinked")]
        {
            put(paint, shown, if query.has(filter) { Role::Selection } else { Role::Key });
        }
        if let Source::Search { everywhere: true, .. } = finder.source {
            put(paint, words.say("dialog.search.everywhere"), Role::Accent);
        }
        return;
    }
    put(paint, words.say("dialog.search.completes"), Role::Muted);
    for (at, filter) in possible.iter().enumerate() {
        put(paint, filter, if at == 0 { Role::Key } else { Role::Muted });
    }
}

/// The mark before a line of a list of which several can be taken. Gives back the rest of the line.
fn marks(finder: &Finder, found: Found, row: Rect, focused: bool, paint: &mut Painter) -> Rect {
    if finder.marked.is_none() {
        return row;
    }
    let (box_, rest) = row.split_left(3);
    let sign = if finder.is_marked(found) { paint.glyphs.selected } else { paint.glyphs.unselected };
    let role = match (focused, finder.is_marked(found)) {
        (true, _) => Role::Selection,
        (false, true) => Role::Accent,
        (false, false) => Role::Muted,
    };
    paint.text(box_.x + 1, box_.y, 1, sign, role);
    rest
}

fn list_item(
    model: &Model,
    keymap: &Keymap,
    item: &Item,
    words: &[String],
    row: Rect,
    focused: bool,
    paint: &mut Painter,
) {
    let role = |plain| if focused { Role::Selection } else { plain };
    let beside = match item.command {
        Some(command) => keys(model, keymap, command),
        None => item.detail.clone(),
    };
    let beside_role = if item.command.is_some() { Role::Key } else { Role::Muted };
    let right = row.right().saturating_sub(1);
    let end = paint.text_right(right, row.y, row.width / 3, &beside, role(beside_role));
    let x = row.x + 1;
    let remark = item.remark.as_ref().map_or(0, |remark| u16::try_from(width(remark) + 2).unwrap_or(u16::MAX));
    let room = end.saturating_sub(x + 2);
    let room = if remark < room / 2 { room - remark } else { room };
    let text_role = if item.reason.is_some() || item.remark.is_some() { Role::Muted } else { Role::Text };
    let marks = fold::fuzzy_marks(&item.label, words);
    let taken = marked(x, row.y, room, &item.label, &marks, paint.style(role(text_role)), paint);
    if let Some(text) = item.remark.as_ref().filter(|_| remark < end.saturating_sub(x + 2) / 2) {
        paint.text(end.saturating_sub(remark), row.y, remark, text, role(Role::Success));
    }
    if let Some(reason) = &item.reason {
        let room = room.saturating_sub(taken + 2);
        if usize::from(room) >= width(reason).min(12) {
            paint.text(x + taken + 2, row.y, room, reason, role(Role::Warning));
        }
    }
}

/// A note or an answer: its number, the text with what was found in it, and where it stands.
fn hit(line: &Line, fuzzy: bool, words: &[String], row: Rect, focused: bool, paint: &mut Painter) {
    let role = |plain| if focused { Role::Selection } else { plain };
    let right = row.right().saturating_sub(1);
    let end = paint.text_right(right, row.y, row.width * 2 / 5, &line.place, role(Role::Muted));
    paint.text(row.x + 1, row.y, 5, &line.number, role(Role::Muted));
    let mut x = row.x + 7;
    if line.is_question {
        paint.text(x, row.y, 2, paint.glyphs.question, role(Role::Warning));
        x += 2;
    }
    let room = end.saturating_sub(x + 2);
    let text = excerpt(&line.text, fuzzy, words, room, paint);
    let marks = if fuzzy { fold::fuzzy_marks(&text, words) } else { fold::marks(&text, words) };
    marked(x, row.y, room, &text, &marks, paint.style(role(Role::Text)), paint);
}

/// The text on one line; where what was found would not be seen, it begins a little before that.
fn excerpt(text: &str, fuzzy: bool, words: &[String], columns: u16, paint: &Painter) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = if fuzzy { fold::fuzzy_marks(&text, words) } else { fold::marks(&text, words) };
    let Some(first) = marks.first() else { return text };
    if width(&text[..first.end]) < usize::from(columns) {
        return text;
    }
    let before = usize::from(columns / 4);
    let mut start = first.start;
    while let Some(border) = previous_border(&text, start).filter(|at| width(&text[*at..first.start]) <= before) {
        start = border;
    }
    format!("{}{}", paint.glyphs.ellipsis.as_str(), &text[start..])
}

/// The first keys of a command, wherever it works.
fn keys(model: &Model, keymap: &Keymap, command: &'static Command) -> String {
    let keys = command.scopes.iter().find_map(|scope| keymap.keys_of(command, *scope).next());
    let mut text = keys_text(model, keys.unwrap_or_default());
    if command.argument == Argument::Number && !text.is_empty() {
        text.push_str("2.1");
    }
    text
}

/// Puts a text on one line with parts of it standing out; what does not fit is cut. Gives back the columns it took.
pub fn marked(
    x: u16,
    y: u16,
    columns: u16,
    text: &str,
    marks: &[Range<usize>],
    style: Style,
    paint: &mut Painter,
) -> u16 {
    let taken = paint.text_style(x, y, columns, text, style);
    // Only what was drawn can stand out; the last column may be the ellipsis.
    let end = if width(text) > usize::from(columns) { columns.saturating_sub(1) } else { columns };
    let mut at = 0u16;
    for Cell { range, shown, width } in graphemes(text) {
        if text.as_bytes()[range.start] == b'\n' || at.saturating_add(width) > end {
            break;
        }
        if marks.iter().any(|mark| mark.contains(&range.start)) {
            let strong = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
            paint.text_style(x + at, y, width, &shown, strong);
        }
        at += width;
    }
    taken
}
