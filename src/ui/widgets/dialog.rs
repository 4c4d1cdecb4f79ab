//! Questions the program asks, in the middle of the screen.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::widgets::{StatefulWidget, Widget as _};

use super::note::editor_text;
use super::pop_up::pop_up;
use crate::app::dialog::{
    AboutNote, Cover, Dialog, DialogParts, FieldParts, Form, FormField, FormParts, Picker, PickerParts,
};
use crate::app::scene::ABOUT_NUMBER;
use crate::layout::{Position, Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::{Context, Cursor};
use crate::ui::theme::Role;

/// A question.
pub(crate) struct DialogBox<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// What is asked.
    pub dialog: &'a Dialog,
}

impl StatefulWidget for DialogBox<'_> {
    type State = Cursor;

    fn render(self, _: Rect, buf: &mut Buffer, cursor: &mut Cursor) {
        let Self { cx, dialog } = self;
        let Some(scene) = cx.model.dialog_layout() else { return };
        let area = scene.area;
        if let (Dialog::Picker(pick), DialogParts::Picker(parts)) = (dialog, &scene.parts)
            && let (Some(slide), Some(places)) = (&pick.slide, &parts.slide)
        {
            return super::slide::slide(cx, pick, slide, (area, parts, places), buf);
        }
        match dialog {
            Dialog::Form(form) if form.is_whole => buf.fill(area, cx.style(Role::Raised)),
            _ => pop_up(cx, area, buf),
        }
        if let Some(about) = dialog.about() {
            note(cx, about, scene.about, buf);
        }
        match (dialog, &scene.parts) {
            (Dialog::Picker(pick), DialogParts::Picker(parts)) => choices(cx, pick, parts, buf),
            (Dialog::Finder(finder), DialogParts::Finder(parts)) => {
                *cursor = super::finder::finder(cx, finder, parts, buf);
            }
            (Dialog::Form(form), DialogParts::Form(parts)) => *cursor = fields(cx, form, parts, buf),
            _ => {}
        }
    }
}

/// The note that is asked about, as it looks on its canvas.
fn note(cx: Context, about: &AboutNote, area: Rect, buf: &mut Buffer) {
    let look = cx.theme.note(about.kind);
    for row in area.rows() {
        buf.set_style(row, look.ground);
        buf.put_glyph(row.x, row.y, cx.glyphs.bar, look.bar);
    }
    if area.is_empty() {
        return;
    }
    buf.put_glyph(area.x + 2, area.y, cx.glyphs.kind(about.kind), look.bar);
    let room = area.split_left(4).1;
    let number = if about.others > 0 { format!("{} +{}", about.number, about.others) } else { about.number.clone() };
    let (text, end) = room.split_right(ABOUT_NUMBER - 4);
    buf.put_span_right(end.right().saturating_sub(1), end.y, &cx.fit(number, room.width, look.ground));
    let text = Rect { width: text.width.saturating_sub(if about.others > 0 { 4 } else { 0 }), ..text };
    cx.wrap(&about.text, look.ground).render(text, buf);
}

fn choices(cx: Context, pick: &Picker, parts: &PickerParts, buf: &mut Buffer) {
    cx.wrap(&cx.model.words().tell(&pick.title), Role::Title).render(parts.title, buf);
    for (line, area) in pick.lines.iter().zip(&parts.lines) {
        cx.wrap(line, Role::Text).render(*area, buf);
    }
    for (at, line) in &parts.choices {
        let Some(item) = pick.items.get(*at) else { continue };
        let is_focus = *at == pick.cursor;
        if is_focus {
            buf.put_glyph(line.x, line.y, cx.glyphs.bar, cx.style(Role::Focus));
        }
        if let Some(key) = item.key {
            buf.put_span(line.x + 2, line.y, &cx.fit(key.to_string(), 2, Role::Key));
        }
        let role = if is_focus { Role::Title } else { Role::Text };
        buf.put_span(line.x + 5, line.y, &cx.fit(&item.label, line.width.saturating_sub(5), role));
    }
    if let Some((first, row)) = parts.choices.first() {
        let shown = parts.choices.len();
        let bar = Rect::new(row.right(), row.y, 1, u16::try_from(shown).unwrap_or(0));
        cx.scroll_bar(pick.items.len(), shown, *first).render(bar, buf);
    }
}

fn fields(cx: Context, form: &Form, parts: &FormParts, buf: &mut Buffer) -> Cursor {
    let mut cursor = None;
    cx.wrap(&cx.model.words().tell(&form.title), Role::Title).render(parts.title, buf);
    let top = form.lines_top.min(form.lines.len().saturating_sub(parts.lines.len()));
    for (row, (place, (at, line))) in parts.lines.iter().zip(form.lines.iter().enumerate().skip(top)).enumerate() {
        let left = form.lines.len() - at;
        let is_cut = row + 1 == parts.lines.len() && left > 1;
        let more = || {
            let whole = sentence!("dialog.more-below").count(left);
            let plain = sentence!("dialog.more-lines").count(left);
            cx.model.words().tell(if form.is_whole { &whole } else { &plain })
        };
        let text = if is_cut { more() } else { line.clone() };
        let role = if at == 0 || (form.is_whole && !is_cut) { Role::Text } else { Role::Muted };
        cx.fit(text, place.width, role).render(*place, buf);
    }
    let end = parts.fields.last().map_or(parts.title.y, |field| field.text.bottom()).max(parts.problem.bottom());
    for (at, (field, place)) in form.fields.iter().zip(&parts.fields).enumerate() {
        if place.text.is_empty() {
            continue;
        }
        let (name, room) = (place.name, place.text);
        let focused = at == form.focus;
        let role = if focused { Role::Focus } else { Role::Muted };
        let taken = buf.put_span(name.x, name.y, &cx.fit(cx.model.words().say(field.label), name.width, role));
        if field.required.is_some() && taken + 1 < name.width {
            // What is missing needs the person; what is there needs nobody.
            let role = if field.value().is_empty() { Role::Warning } else { Role::Muted };
            buf.put_glyph(name.x + taken + 1, name.y, cx.glyphs.required, cx.style(role));
        }
        for row in room.rows() {
            if field.words.is_empty() {
                buf.set_style(row, Style { fg: None, ..cx.style(Role::Surface) });
            }
            buf.put_glyph(room.x.saturating_sub(2), row.y, cx.glyphs.bar, cx.style(role));
        }
        let at = field_text(cx, field, focused, place, buf);
        if focused {
            cursor = at;
        }
    }
    let foot = parts.foot;
    let problem = form.problem.as_ref().map(|problem| cx.model.words().tell(problem));
    match problem {
        Some(problem) if !parts.problem.is_empty() => cx.wrap(&problem, Role::Error).render(parts.problem, buf),
        Some(problem) => {
            // What was typed stays in sight.
            let room = foot.bottom().saturating_sub(end.max(foot.y)).max(1);
            let rows = wrap::height(&problem, foot.width.max(1)).min(room);
            let foot = foot.split_bottom(rows).1;
            buf.fill(foot, cx.style(Role::Raised));
            cx.wrap(&problem, Role::Error).render(foot, buf);
            return cursor;
        }
        None => {}
    }
    if let Some(hint) = form.fields.get(form.focus).and_then(|field| field.hint)
        && end <= foot.y
    {
        cx.wrap(cx.model.words().say(hint), Role::Muted).render(foot, buf);
    } else if let Some(field) = form.fields.get(form.focus).filter(|field| !field.offers.is_empty() && end <= foot.y) {
        let offered = field.fitting().collect::<Vec<_>>().join(&format!(" {} ", cx.glyphs.dot));
        let offered = match field.completion() {
            Some(_) => cx.model.words().tell(&sentence!("dialog.completes", names = offered)),
            None => offered,
        };
        buf.put_span(foot.x, foot.y, &cx.fit(offered, foot.width, Role::Muted));
    }
    cursor
}

/// A text that nobody may read: a sign for each character; of a ballot one for each dot, and how many are left.
fn covered(cx: Context, field: &FormField, cover: &Cover, area: Rect, buf: &mut Buffer) -> Position {
    let given = cover.signs(field.editor.text());
    let Some(ballot) = cover.ballot() else {
        // What is beyond the line is one sign like all others.
        let shown = given.min(usize::from(area.width.saturating_sub(1)));
        let taken = buf.put_span(area.x, area.y, &cx.fit(cx.glyphs.covered.repeat(shown), area.width, Role::Text));
        return Position { x: area.x + taken, y: area.y };
    };
    let left = ballot.left(field.editor.text());
    let [full, _, empty] = cx.glyphs.stations;
    let dots = vec![full; given].into_iter().chain(vec![empty; left]).collect::<Vec<_>>().join(" ");
    let said = format!("{dots}  {}", cx.model.words().tell(&sentence!("dialog.covered.left").count(left)));
    let end = buf.put_span_right(area.right(), area.y, &cx.fit(said, area.width / 2, Role::Muted));
    let signs: String = vec![cx.glyphs.covered; given].iter().flat_map(|sign| [*sign, " "]).collect();
    let taken = buf.put_span(area.x, area.y, &cx.fit(&signs, end.saturating_sub(area.x + 1), Role::Text));
    Position { x: area.x + taken, y: area.y }
}

fn field_text(cx: Context, field: &FormField, focused: bool, place: &FieldParts, buf: &mut Buffer) -> Cursor {
    let area = place.text;
    if let Some(cover) = &field.cover {
        return Some(covered(cx, field, cover, area, buf));
    }
    if field.words.is_empty() {
        let role = if focused && field.editor.is_selected() { Role::Selection } else { Role::Text };
        let cursor = editor_text(cx, &field.editor, area, cx.style(role), buf);
        if let (Some(at), Some((_, rest))) = (cursor.filter(|_| focused), field.completion()) {
            buf.put_span(at.x, at.y, &cx.fit(rest, area.right().saturating_sub(at.x), Role::Muted));
        }
        return cursor;
    }
    if place.words.is_empty() {
        // Where they do not all fit, the one that holds stands alone between the signs that turn it.
        let now = field.words.iter().position(|(word, _)| word == field.editor.text()).unwrap_or(0);
        let name = field.words.get(now).map_or("", |(_, name)| name);
        let [back, on] = cx.glyphs.turn;
        let text = format!("{back} {name} {on} {}/{}", now + 1, field.words.len());
        cx.fit(&text, area.width, if focused { Role::Focus } else { Role::Title }).render(area, buf);
        return None;
    }
    for ((word, name), place) in field.words.iter().zip(&place.words) {
        let now = word == field.editor.text();
        let role = match (now, focused) {
            (true, true) => Role::Selection,
            (true, false) => Role::Title,
            (false, _) => Role::Muted,
        };
        let text = if now { format!("[{name}]") } else { format!(" {name} ") };
        cx.fit(text, place.width, role).render(*place, buf);
    }
    None
}
