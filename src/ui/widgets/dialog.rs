//! Questions the program asks, in the middle of the screen.

use super::note::editor_text;
use crate::app::Model;
use crate::app::dialog::{Dialog, Form, FormField, Pick};
use crate::app::keymap::Keymap;
use crate::app::scene::{dialog_area, first_choice, form_fields};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws a question, and says where the cursor stands.
pub fn dialog(model: &Model, keymap: &Keymap, dialog: &Dialog, paint: &mut Painter, _: Rect) -> Cursor {
    let area = dialog_area(model, dialog);
    paint.fill(area, Role::Raised);
    paint.frame(area, false, paint.style(Role::Accent));
    let inner = area.inset(2, 1);
    match dialog {
        Dialog::Pick(pick) => {
            choices(model, pick, inner, paint);
            None
        }
        Dialog::Finder(finder) => super::finder::finder(model, keymap, finder, area, paint),
        Dialog::Form(form) => fields(model, form, inner, paint),
    }
}

fn choices(model: &Model, pick: &Pick, area: Rect, paint: &mut Painter) {
    let title = model.words().tell(&pick.title);
    let shown = usize::from(area.height.saturating_sub(2)).min(pick.items.len());
    let bottom = area.bottom() - u16::try_from(shown).unwrap_or(0).min(area.height) - u16::from(area.height > 3);
    let rows = |text: &str| wrap::height(text, area.width);
    let wanted: u16 = pick.lines.iter().map(|line| rows(line).min(4)).sum();
    // Where there is little room, what the choice is about matters more than its title and the space around.
    let tight = !pick.lines.is_empty() && area.y + rows(&title) + wanted + 2 > bottom;
    let space = u16::from(!tight);
    let mut y = area.y + paint.paragraph(if tight { area.split_top(1).0 } else { area }, &title, Role::Title) + space;
    for (line, left) in pick.lines.iter().zip((1..=pick.lines.len()).rev()) {
        let room = bottom.saturating_sub(y + space);
        let height = (room / u16::try_from(left).unwrap_or(1)).clamp(1, 4).min(room);
        y += paint.paragraph(Rect { y, height, ..area }, line, Role::Text);
    }
    let first = first_choice(pick.cursor, shown);
    for (row, (at, item)) in (bottom..).zip(pick.items.iter().enumerate().skip(first).take(shown)) {
        let line = Rect { y: row, height: 1, ..area };
        let role = if at == pick.cursor { Role::Selection } else { Role::Text };
        if at == pick.cursor {
            paint.fill(line, Role::Selection);
        }
        if let Some(key) = item.key {
            let key_role = if at == pick.cursor { Role::Selection } else { Role::Key };
            paint.text(area.x + 1, row, 2, key.encode_utf8(&mut [0; 4]), key_role);
        }
        paint.text(area.x + 4, row, area.width.saturating_sub(5), &item.label, role);
    }
    paint.scroll_bar(area.right(), bottom, u16::try_from(shown).unwrap_or(0), pick.items.len(), shown, first);
}

fn fields(model: &Model, form: &Form, area: Rect, paint: &mut Painter) -> Cursor {
    let mut cursor = None;
    paint.paragraph(area, &model.words().tell(&form.title), Role::Title);
    let places = form_fields(model, form, area);
    let end = places.last().map_or(area.y, |(_, room)| room.bottom());
    for (at, (field, (name, room))) in form.fields.iter().zip(places).enumerate() {
        let focused = at == form.focus;
        let role = if focused { Role::Focus } else { Role::Muted };
        paint.text(name.x, name.y, name.width, model.words().say(field.label), role);
        for row in room.rows() {
            paint.sign(area.x, row.y, paint.glyphs.bar, paint.style(role));
        }
        let at = field_text(field, focused, room, paint);
        if focused {
            cursor = at;
        }
    }
    let bottom = area.bottom().saturating_sub(1);
    if let Some(problem) = &form.problem {
        paint.fill(Rect { y: bottom, height: 1, ..area }, Role::Raised);
        paint.text(area.x, bottom, area.width, &model.words().tell(problem), Role::Error);
    } else if let Some(hint) = form.fields.get(form.focus).map(|field| field.hint).filter(|hint| !hint.is_empty())
        && end <= bottom
    {
        paint.text(area.x, bottom, area.width, model.words().say(hint), Role::Muted);
    }
    cursor
}

fn field_text(field: &FormField, focused: bool, area: Rect, paint: &mut Painter) -> Cursor {
    if field.words.is_empty() {
        return editor_text(&field.editor, area, paint.style(Role::Text), paint);
    }
    let wanted: usize = field.words.iter().map(|(_, name)| width(name) + 2).sum();
    if wanted > usize::from(area.width) {
        // Where they do not all fit, the one that holds stands alone between the signs that turn it.
        let now = field.words.iter().position(|(word, _)| word == field.editor.text()).unwrap_or(0);
        let name = field.words.get(now).map_or("", |(_, name)| name);
        let [back, on] = paint.glyphs.turn;
        let text = format!("{back} {name} {on} {}/{}", now + 1, field.words.len());
        paint.text(area.x, area.y, area.width, &text, if focused { Role::Focus } else { Role::Title });
        return None;
    }
    let mut x = area.x;
    for (word, name) in &field.words {
        let now = word == field.editor.text();
        let role = match (now, focused) {
            (true, true) => Role::Selection,
            (true, false) => Role::Title,
            (false, _) => Role::Muted,
        };
        let text = if now { format!("[{name}]") } else { format!(" {name} ") };
        x += paint.text(x, area.y, area.right().saturating_sub(x), &text, role);
    }
    None
}
