//! Lays out a question.

use super::{areas, small};
use crate::app::Model;
use crate::app::dialog::finder::{Finder, Source};
use crate::app::dialog::{
    AboutNote, Dialog, DialogParts, DialogScene, FieldParts, FinderParts, Form, FormField, FormParts, Picker,
    PickerParts,
};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};

/// The widest question: longer lines are hard to read.
const WIDEST: u16 = 100;

/// The height of a screen from which a search shows what stands around what was found.
const AROUND_FROM: u16 = 22;

/// The columns of a search from which that stands beside the list.
const AROUND_BESIDE: u16 = 100;

/// Columns before the text of the note a question is about, for bar, number and sign.
pub const ABOUT_NUMBER: u16 = 8;

/// Where a question stands, and its parts.
pub(super) fn dialog(model: &Model, dialog: &Dialog) -> DialogScene {
    if let Dialog::Picker(picker) = dialog
        && let Some(slide) = &picker.slide
    {
        let area = super::slide::area(model);
        let parts = DialogParts::Picker(super::slide::parts(model, picker, slide, area));
        return DialogScene { area, about: Rect::default(), parts };
    }
    let (area, air) = area(model, dialog);
    let is_whole = matches!(dialog, Dialog::Form(form) if form.is_whole);
    let inner = area.inset(2, u16::from(!is_whole || area.height > 14));
    let rows = about_rows(dialog, inner.width);
    let least = match dialog {
        Dialog::Picker(picker) => small(picker.items.len()).min(8) + 4,
        Dialog::Form(form) => small(form.fields.len()).min(4) * 2 + 3,
        Dialog::Finder(_) => 9,
    };
    let rows = rows.min(inner.height.saturating_sub(least.saturating_add(1)));
    let (about, inner) = inner.split_top(rows);
    let (_, inner) = inner.split_top(u16::from(rows > 0));
    let parts = match dialog {
        Dialog::Picker(picker) => DialogParts::Picker(picker_parts(model, picker, inner)),
        Dialog::Form(form) => DialogParts::Form(form_parts(model, form, inner, air)),
        Dialog::Finder(finder) => DialogParts::Finder(finder_parts(finder, inner)),
    };
    DialogScene { area, about, parts }
}

/// Rows of the note a question is about.
fn about_rows(dialog: &Dialog, columns: u16) -> u16 {
    dialog.about().map_or(0, |about| note_rows(about, columns))
}

fn note_rows(about: &AboutNote, columns: u16) -> u16 {
    wrap::height(&about.text, columns.saturating_sub(ABOUT_NUMBER).max(1)).min(3)
}

/// The columns that what a question says would take on one line each.
fn columns(model: &Model, dialog: &Dialog) -> u16 {
    let words = model.words;
    let of = |text: &str| small(text.lines().map(width).max().unwrap_or(0));
    let title = of(&words.tell(dialog.title()));
    let about = dialog.about().map_or(0, |about| of(&about.text).saturating_add(ABOUT_NUMBER));
    let rest = match dialog {
        Dialog::Picker(pick) => {
            let lines = pick.lines.iter().map(|line| of(line)).max().unwrap_or(0);
            let items = pick.items.iter().map(|item| of(&item.label).saturating_add(5)).max().unwrap_or(0);
            lines.max(items).max(44)
        }
        Dialog::Form(form) => {
            let lines = form.lines.iter().map(|line| of(line)).max().unwrap_or(0);
            let hints = form.fields.iter().filter_map(|field| field.hint).map(|hint| of(words.say(hint)));
            let words = |field: &FormField| field.words.iter().map(|(_, name)| of(name) + 2).sum::<u16>() + 2;
            let fields = form.fields.iter().map(words).max().unwrap_or(0);
            lines.max(hints.max().unwrap_or(0)).max(fields).max(68)
        }
        Dialog::Finder(_) => WIDEST,
    };
    title.max(about).max(rest)
}

/// In the middle, as large as it needs to be; with the rows between fields.
fn area(model: &Model, dialog: &Dialog) -> (Rect, u16) {
    let screen = Rect::new(0, 0, model.size.width, model.size.height);
    if let Dialog::Finder(finder) = dialog {
        return (finder_area(finder, screen), 0);
    }
    if matches!(dialog, Dialog::Form(form) if form.is_whole) {
        return (areas(model.size).work, 0);
    }
    let most = screen.width.saturating_sub(if screen.width < 60 { 4 } else { 8 }).clamp(1, WIDEST);
    let width = columns(model, dialog).saturating_add(4).min(most);
    let inner = width.saturating_sub(4).max(1);
    let title = |sentence| wrap::height(&model.words.tell(sentence), inner);
    let about = about_rows(dialog, inner);
    let about = about + u16::from(about > 0);
    let room = screen.height.saturating_sub(2);
    let (rows, air) = match dialog {
        Dialog::Picker(pick) => {
            let lines: u16 = pick.lines.iter().map(|line| wrap::height(line, inner).min(4)).sum();
            let lines = if pick.lines.is_empty() { 0 } else { lines.saturating_add(1) };
            let rows = title(&pick.title).saturating_add(1).saturating_add(lines);
            (rows.saturating_add(small(pick.items.len())), 0)
        }
        Dialog::Finder(_) => (0, 0),
        Dialog::Form(form) => {
            let label = label_columns(model, form, inner);
            let name = u16::from(label == 0);
            let height = |field: &FormField| small(field.editor.height(inner.saturating_sub(label.max(2)))).clamp(1, 5);
            let fields: u16 = form.fields.iter().map(|field| height(field) + name).sum();
            let lines = if form.lines.is_empty() { 0 } else { small(form.lines.len()).saturating_add(1) };
            let rows = title(&form.title).saturating_add(1).saturating_add(lines).saturating_add(fields);
            let rows =
                rows.saturating_add(foot_rows(model, form, inner)).saturating_add(problem_rows(model, form, inner));
            let between = if label == 0 { small(form.fields.len()).saturating_sub(1) } else { 0 };
            let has_air = rows.saturating_add(between + about + 4) <= room;
            (rows.saturating_add(1).saturating_add(if has_air { between } else { 0 }), u16::from(has_air))
        }
    };
    let area = screen.centred(width, rows.saturating_add(about).saturating_add(3).min(room).max(3));
    (area, air)
}

/// A list is as high as what it holds. Its first line stays where it is, so that nothing jumps while somebody types. A
/// search has room for what stands around what was found, whatever it is.
fn finder_area(finder: &Finder, screen: Rect) -> Rect {
    let is_search = matches!(finder.source, Source::Search { .. });
    let width = screen.width.saturating_sub(if screen.width < 60 { 0 } else { 4 });
    let width = width.min(if is_search { 180 } else { 104 });
    let most = screen.centred(width, screen.height.saturating_sub(2).clamp(3, if is_search { 40 } else { 30 }));
    if is_search && screen.height >= AROUND_FROM {
        return most;
    }
    let about = finder.about.as_ref().map_or(0, |about| note_rows(about, width.saturating_sub(4)) + 1);
    Rect { height: small(finder.found.len().max(4)).saturating_add(8 + about).min(most.height), ..most }
}

/// Rows for what helps with a field: as many as the longest takes, so that nothing moves from field to field.
fn foot_rows(model: &Model, form: &Form, columns: u16) -> u16 {
    let hints = form.fields.iter().filter_map(|field| field.hint);
    hints.map(|hint| wrap::height(model.words.say(hint), columns.max(1)).min(3)).max().unwrap_or(0)
}

/// Rows for what is wrong with the field in focus.
fn problem_rows(model: &Model, form: &Form, columns: u16) -> u16 {
    let told = form.problem.as_ref().map(|problem| model.words.tell(problem));
    told.map_or(0, |told| wrap::height(&told, columns.saturating_sub(2).max(1)).min(3))
}

/// The first that is shown where only so many fit: the one in focus is always among them.
fn first_shown(cursor: usize, shown: usize) -> usize {
    (cursor + 1).saturating_sub(shown)
}

/// Choices stand at the bottom, above a line of space.
fn picker_parts(model: &Model, pick: &Picker, area: Rect) -> PickerParts {
    let shown = usize::from(area.height.saturating_sub(2)).min(pick.items.len());
    let rows = |text: &str| wrap::height(text, area.width);
    let title_rows = rows(&model.words.tell(&pick.title));
    let wanted: u16 = pick.lines.iter().map(|line| rows(line).min(4)).sum();
    let is_full = title_rows.saturating_add(wanted).saturating_add(small(shown)) >= area.height;
    let bottom = area.bottom() - small(shown).min(area.height) - u16::from(area.height > 3 && !is_full);
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
    // The sign of what is required stands behind the name, a column off.
    let sign = |field: &FormField| if field.required.is_some() { 2 } else { 0 };
    let widest = form.fields.iter().map(|field| width(model.words.say(field.label)) + sign(field)).max().unwrap_or(0);
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

fn form_parts(model: &Model, form: &Form, area: Rect, air: u16) -> FormParts {
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
    // Where names stand beside their fields, what is wrong takes the place of what helps.
    let wrong = if label > 0 { problem_rows(model, form, area.width) } else { 0 };
    let foot = area.split_bottom(foot_rows(model, form, area.width).max(1).max(wrong).min(area.height)).1;
    if label > 0 {
        // On a low screen the fields stand below the title at once.
        let needed: u16 =
            form.fields.iter().map(|field| small(field.editor.height(area.width - label)).clamp(1, 5)).sum();
        let top = if shown == 0 && y + needed > foot.y { y.saturating_sub(1) } else { y };
        let room = Rect { y: top, height: foot.y.saturating_sub(top).max(1), ..area };
        return FormParts {
            title: area,
            lines,
            fields: fields_beside(form, label, room),
            problem: Rect::default(),
            foot,
        };
    }
    let mut fields = Vec::new();
    let mut problem = Rect::default();
    for (at, field) in form.fields.iter().enumerate() {
        if y + 1 >= area.bottom() {
            break;
        }
        let columns = area.width.saturating_sub(2);
        let wanted = small(field.editor.height(columns)).clamp(1, 5);
        let height = wanted.min(area.bottom().saturating_sub(y + 1));
        let text = Rect { x: area.x + 2, y: y + 1, width: columns, height };
        fields.push(FieldParts { name: Rect { y, height: 1, ..area }, text, words: words(field, text) });
        y += 1 + height;
        if at == form.focus {
            let rows = problem_rows(model, form, area.width);
            let height = if y + rows < area.bottom() { rows } else { 0 };
            problem = Rect { x: area.x + 2, y, width: columns, height };
            y += height;
        }
        y += air;
    }
    FormParts { title: area, lines, fields, problem, foot }
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
    let (list, around) = match finder.source {
        Source::Search { .. } if list.width >= AROUND_BESIDE => {
            let (list, around) = list.split_right(list.width * 2 / 5);
            (list, around.split_left(2).1)
        }
        Source::Search { .. } if list.height >= 14 => {
            let (list, around) = list.split_bottom((list.height / 3).clamp(6, 12));
            (list.split_bottom(1).0, around)
        }
        _ => (list, Rect::default()),
    };
    let first = first_shown(finder.cursor, usize::from(list.height));
    let found = (first..finder.found.len()).zip(list.rows());
    FinderParts { title, input, list, hint, around, found: found.collect() }
}
