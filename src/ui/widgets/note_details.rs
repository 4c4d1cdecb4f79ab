//! Everything that is said of a note beside its text: question, basis, source, group, and its relations both ways.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::app::commands::number_of;
use crate::app::{people, relations, sources};
use crate::document::{Basis, Canvas, Note};
use crate::layout::{Rect, RectExt as _};
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// Draws what is said of a note, a line or more each, in a style for texts and one for what stands before them. Gives
/// back the rows it took.
pub(crate) fn note_details(
    cx: Context,
    file: &str,
    canvas: &Canvas,
    note: &Note,
    area: Rect,
    styles: [Style; 2],
    buf: &mut Buffer,
) -> u16 {
    let rows = note.question.as_ref().map_or(0, |question| {
        let text = format!("{} {question}", cx.glyphs.question);
        cx.wrap(&text, styles[0].add_modifier(Modifier::BOLD)).draw(area, buf)
    });
    rows + details_but_question(cx, file, canvas, note, area.split_top(rows).1, styles, buf)
}

/// The same without the open question.
pub(crate) fn details_but_question(
    cx: Context,
    file: &str,
    canvas: &Canvas,
    note: &Note,
    area: Rect,
    [style, muted]: [Style; 2],
    buf: &mut Buffer,
) -> u16 {
    let words = cx.model.words();
    let mut y = area.y;
    let mut say = |buf: &mut Buffer, inset: u16, text: &str, style: Style| {
        let room = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        y += cx.wrap(text, style).draw(room.split_left(inset).1, buf);
    };
    let basis = note.basis.map(|basis| format!("{} {}", cx.glyphs.basis(basis), basis_name(cx, basis)));
    let by = note.by.as_ref().map(|by| people::shown(cx.model, by));
    let parts: Vec<String> = basis.into_iter().chain(note.source.clone()).chain(by).collect();
    if !parts.is_empty() {
        say(buf, 0, &parts.join(&format!(" {} ", cx.glyphs.dot)), muted);
    }
    if let Some(head) = note.under.and_then(|id| canvas.note(id)) {
        let number = number_of(cx.model, file, head.id).unwrap_or_default();
        let told = sentence!("canvas.under", number = number, text = &head.text);
        say(buf, 0, &format!("{} {}", cx.glyphs.grouped, words.tell(&told)), style);
    }
    for member in canvas.group(note.id) {
        let number = number_of(cx.model, file, member.id).unwrap_or_default();
        say(buf, 0, &format!("{} {number} {}", cx.glyphs.grouped, member.text), style);
    }
    let doc = cx.model.docs().get(file);
    if let Some(rule) = doc.and_then(|doc| sources::loose(cx.model, doc, canvas, note)) {
        say(buf, 0, &super::note::loose(cx, rule), muted);
    }
    for related in relations::of(cx.model, file, note.id) {
        let sign = if related.is_broken() { cx.glyphs.broken } else { cx.glyphs.relation };
        let place_label = related.place_label(cx.model);
        let label = format!("{sign} {} {place_label}", words.say(related.key()));
        let is_broken = related.is_broken();
        // What is read on a ground of its own has no colour for what is broken.
        let on_ground = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        let styles = match (is_broken, style.bg) {
            (true, Some(_)) => [on_ground; 2],
            (true, None) => [broken(cx); 2],
            (false, _) => [muted, style],
        };
        say(buf, 0, label.trim_end(), styles[0]);
        let text = related.text(cx.model);
        // What says the same is not said twice.
        if is_broken || !text.split_whitespace().eq(note.text.split_whitespace()) {
            say(buf, 2, &text, styles[1]);
        }
    }
    y - area.y
}

/// How a relation that leads nowhere looks, on any background.
pub(crate) fn broken(cx: Context) -> Style {
    cx.style(Role::Error).add_modifier(Modifier::BOLD)
}

/// The name of a basis.
pub(crate) fn basis_name(cx: Context, basis: Basis) -> &'static str {
    cx.model.words().say(match basis {
        Basis::Assumption => key!("kind.basis.assumption"),
        Basis::Observed => key!("kind.basis.observed"),
        Basis::Tested => key!("kind.basis.tested"),
    })
}
