//! Lays out a question.

use super::small;
use crate::app::Model;
use crate::app::dialog::finder::Finder;
use crate::app::dialog::{
    Dialog, DialogParts, DialogScene, FieldParts, FinderParts, Form, FormField, FormParts, Picker, PickerParts,
};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};

/// Where a question stands, and its parts.
pub(super) fn dialog(model: &Model, dialog: &Dialog) -> DialogScene {
    if let Dialog::Picker(picker) = dialog
        && let Some(slide) = &picker.slide
    {
        let area = super::slide::area(model);
        return DialogScene { area, parts: DialogParts::Picker(super::slide::parts(model, picker, slide, area)) };
    }
    let area = area(model, dialog);
    let inner = area.inset(2, 1);
    let parts = match dialog {
        Dialog::Picker(picker) => DialogParts::Picker(picker_parts(model, picker, inner)),
        Dialog::Form(form) => DialogParts::Form(form_parts(model, form, inner)),
        Dialog::Finder(finder) => DialogParts::Finder(finder_parts(finder, inner)),
    };
    DialogScene { area, parts }
}

/// In the middle, as large as it needs to be.
fn area(model: &Model, dialog: &Dialog) -> Rect {
    let screen = Rect::new(0, 0, model.size.width, model.size.height);
    if matches!(dialog, Dialog::Finder(_)) {
        // Its size does not follow what is found, so that nothing jumps while somebody types.
        let width = screen.width.saturating_sub(if screen.width < 60 { 0 } else { 4 }).min(104);
        return screen.centred(width, screen.height.saturating_sub(2).clamp(3, 26));
    }
    let width = (screen.width.saturating_sub(4)).clamp(1, 72);
    let inner = width.saturating_sub(4).max(1);
    let title = |sentence| wrap::height(&model.words.tell(sentence), inner);
    let rows = match dialog {
        Dialog::Picker(pick) => {
            let lines: u16 = pick.lines.iter().map(|line| wrap::height(line, inner).min(4)).sum();
            let lines = if pick.lines.is_empty() { 0 } else { lines.saturating_add(1) };
            title(&pick.title).saturating_add(1).saturating_add(lines).saturating_add(small(pick.items.len()))
        }
        Dialog::Finder(_) => 0,
        Dialog::Form(form) => {
            let label = label_columns(model, form, inner);
            let name = u16::from(label == 0);
            let height = |field: &FormField| small(field.editor.height(inner.saturating_sub(label.max(2)))).clamp(1, 5);
            let fields: u16 = form.fields.iter().map(|field| height(field) + name).sum();
            let hint = form.fields.iter().any(|field| field.hint.is_some());
            let lines = if form.lines.is_empty() { 0 } else { small(form.lines.len()).saturating_add(1) };
            let rows = title(&form.title).saturating_add(1).saturating_add(lines).saturating_add(fields);
            rows.saturating_add(if hint { 2 } else { 1 })
        }
    };
    screen.centred(width, rows.saturating_add(3).min(screen.height.saturating_sub(2)).max(3))
}

/// The first that is shown where only so many fit: the one in focus is always among them.
fn first_shown(cursor: usize, shown: usize) -> usize {
    (cursor + 1).saturating_sub(shown)
}

/// Choices stand at the bottom, above a line of space.
fn picker_parts(model: &Model, pick: &Picker, area: Rect) -> PickerParts {
    let shown = usize::from(area.height.saturating_sub(2)).min(pick.items.len());
    let bottom = area.bottom() - small(shown).min(area.height) - u16::from(area.height > 3);
    let rows = |text: &str| wrap::height(text, area.width);
    let title_rows = rows(&model.words.tell(&pick.title));
    let wanted: u16 = pick.lines.iter().map(|line| rows(line).min(4)).sum();
    // Where there is little room, what the choice is about matters more than its title and the space around.
    let tight = !pick.lines.is_empty() && area.y + title_rows + wanted + 2 > bottom;
    let space = u16::from(!tight);
    let title = if tight { area.split_top(1).0 } else { area };
    let mut y = area.y + title_rows.min(title.height) + space;
    let mut lines = Vec::with_capacity(pick.lines.len());
    for (line, left) in pick.lines.iter().zip((1..=pick.lines.len()).rev()) {
        let room = bottom.saturating_sub(y + space);
        let height = (room / u16::try_from(left).unwrap_or(1)).clamp(1, 4).min(room);
        lines.push(Rect { y, height, ..area });
        y += rows(line).min(height);
    }
    let first = first_shown(pick.cursor, shown);
    let choices = (first..first + shown).zip(bottom..).map(|(at, y)| (at, Rect { y, height: 1, ..area }));
    PickerParts { title, lines, choices: choices.collect(), slide: None }
}

/// The columns of the names where they stand beside their fields, with the bar before the text; otherwise none.
fn label_columns(model: &Model, form: &Form, columns: u16) -> u16 {
    let widest = form.fields.iter().map(|field| width(model.words.say(field.label))).max().unwrap_or(0);
    if form.is_beside { small(widest + 3).min(columns / 2) } else { 0 }
}

/// The fields of a form whose names stand beside them; where they do not all fit, those from the first on with which the
/// one in focus does.
fn fields_beside(form: &Form, label: u16, area: Rect) -> Vec<FieldParts> {
    let columns = area.width.saturating_sub(label);
    let heights = |field: &FormField| small(field.editor.height(columns)).clamp(1, 5);
    let mut first = 0;
    let needed = |first: usize| form.fields[first..=form.focus].iter().map(heights).sum::<u16>();
    while first < form.focus && needed(first) > area.height {
        first += 1;
    }
    let mut y = area.y;
    let mut parts: Vec<FieldParts> = Vec::with_capacity(form.fields.len());
    // The fields before are there, too, so that each has its place; they are not seen.
    let hidden = |y| Rect { y, height: 0, ..area };
    parts.extend((0..first).map(|_| FieldParts { name: hidden(y), text: hidden(y), words: Vec::new() }));
    for field in &form.fields[first..] {
        if y >= area.bottom() {
            break;
        }
        let height = heights(field).min(area.bottom() - y);
        let text = Rect { x: area.x + label, y, width: columns, height };
        let name = Rect { width: label.saturating_sub(3), height: 1, y, ..area };
        parts.push(FieldParts { name, text, words: words(field, text) });
        y += height;
    }
    parts
}

fn form_parts(model: &Model, form: &Form, area: Rect) -> FormParts {
    let mut y = area.y + wrap::height(&model.words.tell(&form.title), area.width.max(1)).min(area.height) + 1;
    // The fields come first where there is little room.
    let label = label_columns(model, form, area.width);
    let rows = if label > 0 { 1 } else { 2 };
    let needed = small(form.fields.len()).saturating_mul(rows).saturating_add(2);
    let room = area.bottom().saturating_sub(y).saturating_sub(needed);
    let shown = small(form.lines.len()).min(room.saturating_sub(1));
    let lines: Vec<Rect> = (0..shown).map(|at| Rect { y: y + at, height: 1, ..area }).collect();
    if shown > 0 {
        y += shown + 1;
    }
    let foot = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    if label > 0 {
        // On a low screen the fields stand below the title at once.
        let needed: u16 =
            form.fields.iter().map(|field| small(field.editor.height(area.width - label)).clamp(1, 5)).sum();
        let top = if shown == 0 && y + needed > foot.y { y.saturating_sub(1) } else { y };
        let room = Rect { y: top, height: foot.y.saturating_sub(top).max(1), ..area };
        return FormParts { title: area, lines, fields: fields_beside(form, label, room), foot };
    }
    let mut fields = Vec::new();
    for field in &form.fields {
        if y + 1 >= area.bottom() {
            break;
        }
        let columns = area.width.saturating_sub(2);
        let wanted = small(field.editor.height(columns)).clamp(1, 5);
        let height = wanted.min(area.bottom().saturating_sub(y + 1));
        let text = Rect { x: area.x + 2, y: y + 1, width: columns, height };
        fields.push(FieldParts { name: Rect { y, height: 1, ..area }, text, words: words(field, text) });
        y += 1 + height;
    }
    FormParts { title: area, lines, fields, foot }
}

/// A word stands between brackets or spaces.
fn words(field: &FormField, text: Rect) -> Vec<Rect> {
    let columns = |name: &str| small(width(name) + 2);
    let wanted: usize = field.words.iter().map(|(_, name)| width(name) + 2).sum();
    if wanted > usize::from(text.width) {
        return Vec::new();
    }
    let mut x = text.x;
    let mut words = Vec::with_capacity(field.words.len());
    for (_, name) in &field.words {
        words.push(Rect { x, width: columns(name), height: 1, ..text });
        x += columns(name);
    }
    words
}

fn finder_parts(finder: &Finder, inner: Rect) -> FinderParts {
    let (title, rest) = inner.split_top(u16::from(inner.height >= 5));
    let (input, rest) = rest.split_top(1);
    let (_, rest) = rest.split_top(u16::from(inner.height >= 9));
    let (list, hint) = rest.split_bottom(u16::from(inner.height >= 7));
    let first = first_shown(finder.cursor, usize::from(list.height));
    let found = (first..finder.found.len()).zip(list.rows());
    FinderParts { title, input, list, hint, found: found.collect() }
}
