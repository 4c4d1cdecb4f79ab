//! Questions the program asks, in the middle of the screen.

use ratatui::buffer::Buffer;
use ratatui::widgets::{StatefulWidget, Widget as _};

use super::note::editor_text;
use crate::app::dialog::{Dialog, Form, FormField, Picker};
use crate::app::scene::{dialog_area, first_choice, form_fields};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::{Context, Cursor};
use crate::ui::theme::Role;

/// A question.
pub struct DialogBox<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// What is asked.
    pub dialog: &'a Dialog,
}

impl StatefulWidget for DialogBox<'_> {
    type State = Cursor;

    fn render(self, _: Rect, buf: &mut Buffer, cursor: &mut Cursor) {
        let Self { cx, dialog } = self;
        let area = dialog_area(cx.model, dialog);
        buf.fill(area, cx.style(Role::Raised));
        cx.block(false, Role::Accent).render(area, buf);
        let inner = area.inset(2, 1);
        match dialog {
            Dialog::Picker(pick) => choices(cx, pick, inner, buf),
            Dialog::Finder(finder) => *cursor = super::finder::finder(cx, finder, area, buf),
            Dialog::Form(form) => *cursor = fields(cx, form, inner, buf),
        }
    }
}

fn choices(cx: Context, pick: &Picker, area: Rect, buf: &mut Buffer) {
    let title = cx.model.words().tell(&pick.title);
    let shown = usize::from(area.height.saturating_sub(2)).min(pick.items.len());
    let bottom = area.bottom() - u16::try_from(shown).unwrap_or(0).min(area.height) - u16::from(area.height > 3);
    let rows = |text: &str| wrap::height(text, area.width);
    let wanted: u16 = pick.lines.iter().map(|line| rows(line).min(4)).sum();
    // Where there is little room, what the choice is about matters more than its title and the space around.
    let tight = !pick.lines.is_empty() && area.y + rows(&title) + wanted + 2 > bottom;
    let space = u16::from(!tight);
    let mut y = area.y + cx.wrap(&title, Role::Title).draw(if tight { area.split_top(1).0 } else { area }, buf) + space;
    for (line, left) in pick.lines.iter().zip((1..=pick.lines.len()).rev()) {
        let room = bottom.saturating_sub(y + space);
        let height = (room / u16::try_from(left).unwrap_or(1)).clamp(1, 4).min(room);
        y += cx.wrap(line, Role::Text).draw(Rect { y, height, ..area }, buf);
    }
    let first = first_choice(pick.cursor, shown);
    for (row, (at, item)) in (bottom..).zip(pick.items.iter().enumerate().skip(first).take(shown)) {
        let line = Rect { y: row, height: 1, ..area };
        let role = if at == pick.cursor { Role::Selection } else { Role::Text };
        if at == pick.cursor {
            buf.fill(line, cx.style(Role::Selection));
        }
        if let Some(key) = item.key {
            let key_role = if at == pick.cursor { Role::Selection } else { Role::Key };
            buf.put_span(area.x + 1, row, &cx.fit(key.to_string(), 2, key_role));
        }
        buf.put_span(area.x + 4, row, &cx.fit(&item.label, area.width.saturating_sub(5), role));
    }
    cx.scroll_bar(pick.items.len(), shown, first)
        .render(Rect::new(area.right(), bottom, 1, u16::try_from(shown).unwrap_or(0)), buf);
}

fn fields(cx: Context, form: &Form, area: Rect, buf: &mut Buffer) -> Cursor {
    let mut cursor = None;
    cx.wrap(&cx.model.words().tell(&form.title), Role::Title).render(area, buf);
    let places = form_fields(cx.model, form, area);
    let end = places.last().map_or(area.y, |(_, room)| room.bottom());
    for (at, (field, (name, room))) in form.fields.iter().zip(places).enumerate() {
        let focused = at == form.focus;
        let role = if focused { Role::Focus } else { Role::Muted };
        cx.fit(cx.model.words().say(field.label), name.width, role).render(name, buf);
        for row in room.rows() {
            buf.put_glyph(area.x, row.y, cx.glyphs.bar, cx.style(role));
        }
        let at = field_text(cx, field, focused, room, buf);
        if focused {
            cursor = at;
        }
    }
    let bottom = area.bottom().saturating_sub(1);
    if let Some(problem) = &form.problem {
        buf.fill(Rect { y: bottom, height: 1, ..area }, cx.style(Role::Raised));
        buf.put_span(area.x, bottom, &cx.fit(cx.model.words().tell(problem), area.width, Role::Error));
    } else if let Some(hint) = form.fields.get(form.focus).and_then(|field| field.hint)
        && end <= bottom
    {
        buf.put_span(area.x, bottom, &cx.fit(cx.model.words().say(hint), area.width, Role::Muted));
    }
    cursor
}

fn field_text(cx: Context, field: &FormField, focused: bool, area: Rect, buf: &mut Buffer) -> Cursor {
    if field.words.is_empty() {
        return editor_text(cx, &field.editor, area, cx.style(Role::Text), buf);
    }
    let wanted: usize = field.words.iter().map(|(_, name)| width(name) + 2).sum();
    if wanted > usize::from(area.width) {
        // Where they do not all fit, the one that holds stands alone between the signs that turn it.
        let now = field.words.iter().position(|(word, _)| word == field.editor.text()).unwrap_or(0);
        let name = field.words.get(now).map_or("", |(_, name)| name);
        let [back, on] = cx.glyphs.turn;
        let text = format!("{back} {name} {on} {}/{}", now + 1, field.words.len());
        cx.fit(&text, area.width, if focused { Role::Focus } else { Role::Title }).render(area, buf);
        return None;
    }
    let mut line = cx.line(area.width);
    for (word, name) in &field.words {
        let now = word == field.editor.text();
        let role = match (now, focused) {
            (true, true) => Role::Selection,
            (true, false) => Role::Title,
            (false, _) => Role::Muted,
        };
        let text = if now { format!("[{name}]") } else { format!(" {name} ") };
        line = line.push(text, role);
    }
    line.render(area, buf);
    None
}
