//! Everything that is said of a note beside its text: question, basis, source, group, and its relations both ways.

use ratatui::style::{Modifier, Style};

use super::note::basis_name;
use crate::app::commands::number_of;
use crate::app::{Model, feed, people, relations};
use crate::document::{Canvas, Note};
use crate::i18n::Sentence;
use crate::layout::{Rect, RectExt as _};
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws what is said of a note, a line or more each, in a style for texts and one for what stands before them. Gives
/// back the rows it took.
pub fn about(
    model: &Model,
    file: &str,
    canvas: &Canvas,
    note: &Note,
    area: Rect,
    [style, muted]: [Style; 2],
    paint: &mut Painter,
) -> u16 {
    let words = model.words();
    let mut y = area.y;
    let mut say = |paint: &mut Painter, inset: u16, text: &str, style: Style| {
        let room = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        y += paint.paragraph_style(room.split_left(inset).1, text, style);
    };
    if let Some(question) = &note.question {
        say(paint, 0, &format!("{} {question}", paint.glyphs.question), style.add_modifier(Modifier::BOLD));
    }
    let basis = note.basis.map(|basis| format!("{} {}", paint.glyphs.basis(basis), basis_name(model, basis)));
    let by = note.by.as_ref().map(|by| people::shown(model, by));
    let parts: Vec<String> = basis.into_iter().chain(note.source.clone()).chain(by).collect();
    if !parts.is_empty() {
        say(paint, 0, &parts.join(&format!(" {} ", paint.glyphs.dot)), muted);
    }
    if let Some(head) = note.under.and_then(|id| canvas.note(id)) {
        let number = number_of(model, file, head.id).unwrap_or_default();
        let told = Sentence::new("canvas.under").with("number", number).with("text", &head.text);
        say(paint, 0, &format!("{} {}", paint.glyphs.grouped, words.tell(&told)), style);
    }
    for member in canvas.group(note.id) {
        let number = number_of(model, file, member.id).unwrap_or_default();
        say(paint, 0, &format!("{} {number} {}", paint.glyphs.grouped, member.text), style);
    }
    let doc = model.docs().get(file);
    if let Some(rule) = doc.and_then(|doc| feed::loose(model, doc, canvas, note)) {
        say(paint, 0, &format!("{} {}", paint.glyphs.loose, words.say(&format!("rule.{rule}.title"))), muted);
    }
    for related in relations::of(model, file, note.id) {
        let sign = if related.is_broken() { paint.glyphs.broken } else { paint.glyphs.relation };
        let spoken = related.spoken(model);
        let label = format!("{sign} {} {spoken}", words.say(related.key()));
        let is_broken = related.is_broken();
        let styles = if is_broken { [broken(paint); 2] } else { [muted, style] };
        say(paint, 0, label.trim_end(), styles[0]);
        say(paint, 2, &related.text(model), styles[1]);
    }
    y - area.y
}

/// How a relation that leads nowhere looks, on any ground.
pub fn broken(paint: &Painter) -> Style {
    let ground = paint.style(Role::Raised);
    ground.patch(paint.style(Role::Error)).add_modifier(Modifier::BOLD)
}
