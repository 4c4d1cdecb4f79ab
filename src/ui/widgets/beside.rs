//! What helps to answer a question, and the panel beside a canvas that shows it together with the note in focus.

use super::about::about;
use crate::app::Model;
use crate::app::commands::number_of;
use crate::app::screens::{CanvasState, Mode, SectionView};
use crate::document::Canvas;
use crate::layout::{Rect, RectExt as _};
use crate::ui::paint::Painter;
use crate::ui::theme::Role;

/// Draws the panel: the question, why it is asked, the examples, and below all that is said of the note in focus.
pub fn beside(
    model: &Model,
    state: &CanvasState,
    canvas: &Canvas,
    section: &SectionView,
    area: Rect,
    paint: &mut Painter,
) {
    if area.is_empty() {
        return;
    }
    let is_below = area.x == 0;
    if is_below {
        rule(Rect { height: 1, ..area }, paint);
    } else {
        for y in area.y..area.bottom() {
            paint.sign(area.x + 1, y, paint.glyphs.frame[5], paint.style(Role::Border));
        }
    }
    let mut room = if is_below { area.split_top(1).1.inset(1, 0) } else { area.inset(1, 0).split_left(3).1 };
    let note = state.note.and_then(|id| canvas.note(id)).filter(|_| !is_below);
    // The note keeps its part of a low panel.
    let (mut upper, kept) = room.split_bottom(if note.is_some() { room.height * 2 / 5 } else { 0 });
    if state.mode == Mode::Grid {
        upper = question(model, state, section, upper, paint);
    }
    let left = guidance(model, section, upper, paint);
    let Some(note) = note else { return };
    room = Rect { y: left.y, height: left.height + kept.height, ..room };
    let (line, room) = room.split_top(1);
    rule(line, paint);
    let (_, room) = room.split_top(1);
    let number = number_of(model, &state.file, note.id).unwrap_or_default();
    let (head, room) = room.split_top(1);
    paint.text(head.x, head.y, head.width, &number, Role::Focus);
    let used = paint.paragraph(Rect { height: room.height.min(12), ..room }, &note.text, Role::Title);
    let styles = [paint.style(Role::Text), paint.style(Role::Muted)];
    about(model, &state.file, canvas, note, room.split_top(used + 1).1, styles, paint);
}

fn rule(area: Rect, paint: &mut Painter) {
    for x in area.x..area.right() {
        paint.sign(x, area.y, paint.glyphs.frame[4], paint.style(Role::Border));
    }
}

/// The section's title and its question. Gives back what is left of the area.
fn question(model: &Model, state: &CanvasState, section: &SectionView, area: Rect, paint: &mut Painter) -> Rect {
    let language = model.language();
    let title = format!("{} {}", state.section + 1, section.title(language));
    let (head, rest) = area.split_top(1);
    paint.text(head.x, head.y, head.width, &title, Role::Focus);
    let used = match section.template {
        Some(template) => paint.paragraph(rest, template.question.get(language), Role::Title),
        None => paint.paragraph(rest, model.words().say("canvas.elsewhere"), Role::Warning),
    };
    rest.split_top(used + u16::from(rest.height > 10)).1
}

/// Draws why the question is asked, a good example and a poor one with the reason. Gives back what is left of the area.
pub fn guidance(model: &Model, section: &SectionView, area: Rect, paint: &mut Painter) -> Rect {
    let Some(template) = section.template.filter(|_| !area.is_empty()) else { return area };
    let language = model.language();
    let words = model.words();
    let because = format!("{} {}", words.say("canvas.because"), template.poor_because.get(language));
    let rows = [
        ("canvas.why", template.why.get(language), Role::Muted, Role::Text),
        ("canvas.good", template.good_example.get(language), Role::Success, Role::Text),
        ("canvas.poor", template.poor_example.get(language), Role::Error, Role::Text),
        ("", because.as_str(), Role::Muted, Role::Muted),
    ];
    // Labels stand in a column of their own where rows are few or lines are long.
    let beside = area.width >= 70 || area.height < 20;
    let mut left = area;
    for (label, text, label_role, role) in rows {
        if left.is_empty() {
            break;
        }
        let label = if label.is_empty() { "" } else { words.say(label) };
        let used = if beside {
            paint.text(left.x, left.y, 7, label, label_role);
            paint.paragraph(left.split_left(8).1, text, role)
        } else {
            let labelled = u16::from(!label.is_empty());
            paint.text(left.x, left.y, left.width * labelled, label, label_role);
            // The reason follows its example; otherwise a row of space.
            let space = u16::from(label != words.say("canvas.poor"));
            labelled + paint.paragraph(left.split_top(labelled).1, text, role) + space
        };
        left = left.split_top(used).1;
    }
    left
}
