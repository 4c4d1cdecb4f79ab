//! Questions the program asks, in the middle of the screen.

use ratatui::buffer::Buffer;
use ratatui::widgets::{StatefulWidget, Widget as _};

use super::note::editor_text;
use crate::app::dialog::{Dialog, DialogParts, FieldParts, Form, FormField, FormParts, Picker, PickerParts};
use crate::layout::Rect;
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
        buf.fill(area, cx.style(Role::Raised));
        cx.block(false, Role::Accent).render(area, buf);
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

fn choices(cx: Context, pick: &Picker, parts: &PickerParts, buf: &mut Buffer) {
    cx.wrap(&cx.model.words().tell(&pick.title), Role::Title).render(parts.title, buf);
    for (line, area) in pick.lines.iter().zip(&parts.lines) {
        cx.wrap(line, Role::Text).render(*area, buf);
    }
    for (at, line) in &parts.choices {
        let Some(item) = pick.items.get(*at) else { continue };
        let is_focus = *at == pick.cursor;
        if is_focus {
            buf.fill(*line, cx.style(Role::Selection));
        }
        let role = |plain| if is_focus { Role::Selection } else { plain };
        if let Some(key) = item.key {
            buf.put_span(line.x + 1, line.y, &cx.fit(key.to_string(), 2, role(Role::Key)));
        }
        buf.put_span(line.x + 4, line.y, &cx.fit(&item.label, line.width.saturating_sub(5), role(Role::Text)));
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
    for (at, place) in parts.lines.iter().enumerate() {
        let left = form.lines.len() - at;
        let is_cut = at + 1 == parts.lines.len() && left > 1;
        let more = || cx.model.words().tell(&sentence!("dialog.more-lines").count(left));
        let text = if is_cut { more() } else { form.lines[at].clone() };
        cx.fit(text, place.width, if at == 0 { Role::Text } else { Role::Muted }).render(*place, buf);
    }
    let end = parts.fields.last().map_or(parts.title.y, |field| field.text.bottom());
    for (at, (field, place)) in form.fields.iter().zip(&parts.fields).enumerate() {
        if place.text.is_empty() {
            continue;
        }
        let (name, room) = (place.name, place.text);
        let focused = at == form.focus;
        let role = if focused { Role::Focus } else { Role::Muted };
        cx.fit(cx.model.words().say(field.label), name.width, role).render(name, buf);
        for row in room.rows() {
            buf.put_glyph(room.x.saturating_sub(2), row.y, cx.glyphs.bar, cx.style(role));
        }
        let at = field_text(cx, field, focused, place, buf);
        if focused {
            cursor = at;
        }
    }
    let foot = parts.foot;
    if let Some(problem) = &form.problem {
        buf.fill(foot, cx.style(Role::Raised));
        buf.put_span(foot.x, foot.y, &cx.fit(cx.model.words().tell(problem), foot.width, Role::Error));
    } else if let Some(hint) = form.fields.get(form.focus).and_then(|field| field.hint)
        && end <= foot.y
    {
        buf.put_span(foot.x, foot.y, &cx.fit(cx.model.words().say(hint), foot.width, Role::Muted));
    } else if let Some(field) = form.fields.get(form.focus).filter(|field| !field.offers.is_empty() && end <= foot.y) {
        let offered = field.fitting().collect::<Vec<_>>().join(&format!(" {} ", cx.glyphs.dot));
        buf.put_span(foot.x, foot.y, &cx.fit(offered, foot.width, Role::Muted));
    }
    cursor
}

fn field_text(cx: Context, field: &FormField, focused: bool, place: &FieldParts, buf: &mut Buffer) -> Cursor {
    let area = place.text;
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
