//! What helps to answer a question, and the panel beside a canvas that shows it together with the note in focus.

use ratatui::buffer::Buffer;
use ratatui::widgets::{Borders, Widget as _};

use super::note_details::note_details;
use crate::app::commands::number_of;
use crate::app::screen::{CanvasState, Mode, SectionView};
use crate::document::Canvas;
use crate::layout::{Rect, RectExt as _};
use crate::method::Text;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;

/// Draws the panel: the question, why it is asked, the examples, and below all that is said of the note in focus.
pub(crate) fn detail_pane(
    cx: Context,
    state: &CanvasState,
    canvas: &Canvas,
    section: &SectionView,
    area: Rect,
    buf: &mut Buffer,
) {
    if area.is_empty() {
        return;
    }
    let is_below = area.x == 0;
    if is_below {
        rule(cx, area, buf);
    } else {
        cx.block(false, Role::Border).borders(Borders::LEFT).render(area.split_left(1).1, buf);
    }
    let mut room = if is_below { area.split_top(1).1.inset(1, 0) } else { area.inset(1, 0).split_left(3).1 };
    let note = state.note.and_then(|id| canvas.note(id)).filter(|_| !is_below);
    // The note keeps its part of a low panel.
    let (mut upper, kept) = room.split_bottom(if note.is_some() { room.height * 2 / 5 } else { 0 });
    if state.mode == Mode::Grid {
        upper = question(cx, state, section, upper, buf);
    }
    let left = guidance(cx, section, upper, buf);
    let Some(note) = note else { return };
    room = Rect { y: left.y, height: left.height + kept.height, ..room };
    let (line, room) = room.split_top(1);
    rule(cx, line, buf);
    let (_, room) = room.split_top(1);
    // Read from afar, numbers say nothing.
    let (head, room) = room.split_top(u16::from(!cx.theme.is_distant()));
    if !head.is_empty() {
        let number = number_of(cx.model, &state.file, note.id).unwrap_or_default();
        cx.fit(&number, head.width, Role::Muted).render(head, buf);
    }
    let used = cx.wrap(&note.text, Role::Title).draw(Rect { height: room.height.min(12), ..room }, buf);
    let styles = [cx.style(Role::Text), cx.style(Role::Muted)];
    note_details(cx, &state.file, canvas, note, room.split_top(used + 1).1, styles, buf);
}

/// A line along the top of an area.
fn rule(cx: Context, area: Rect, buf: &mut Buffer) {
    cx.block(false, Role::Border).borders(Borders::TOP).render(area, buf);
}

/// The section's title and its question. Gives back what is left of the area.
fn question(cx: Context, state: &CanvasState, section: &SectionView, area: Rect, buf: &mut Buffer) -> Rect {
    let language = cx.model.language();
    let title = format!("{} {}", state.section + 1, section.title(language));
    let (head, rest) = area.split_top(1);
    cx.fit(&title, head.width, Role::Title).render(head, buf);
    let used = match section.template {
        Some(template) => cx.wrap(template.question.get(language), Role::Title).draw(rest, buf),
        None => cx.wrap(cx.model.words().say(key!("canvas.elsewhere")), Role::Warning).draw(rest, buf),
    };
    rest.split_top(used + u16::from(rest.height > 10)).1
}

/// Draws why the question is asked, a good example and a poor one with the reason. Gives back what is left of the area.
pub(crate) fn guidance(cx: Context, section: &SectionView, area: Rect, buf: &mut Buffer) -> Rect {
    let Some(template) = section.template.filter(|_| !area.is_empty()) else { return area };
    let language = cx.model.language();
    let words = cx.model.words();
    let said = |text: &Text| text.below(&template.question, language).unwrap_or_default().to_owned();
    let because = said(&template.poor_because);
    let because = if because.is_empty() { because } else { format!("{} {because}", words.say(key!("canvas.because"))) };
    let [why, good, poor] = [&template.why, &template.good_example, &template.poor_example].map(said);
    let rows = [
        (Some(key!("canvas.why")), why.as_str(), Role::Muted, Role::Text),
        (Some(key!("canvas.good")), good.as_str(), Role::Success, Role::Text),
        (Some(key!("canvas.poor")), poor.as_str(), Role::Error, Role::Text),
        (None, because.as_str(), Role::Muted, Role::Muted),
    ];
    // Labels stand in a column of their own where rows are few or lines are long.
    let beside = area.width >= 70 || area.height < 20;
    let mut left = area;
    for (label, text, label_role, role) in rows.into_iter().filter(|(_, text, ..)| !text.is_empty()) {
        if left.is_empty() {
            break;
        }
        let is_poor = label == Some(key!("canvas.poor"));
        let label = label.map_or("", |label| words.say(label));
        let used = if beside {
            buf.put_span(left.x, left.y, &cx.fit(label, 7, label_role));
            cx.wrap(text, role).draw(left.split_left(8).1, buf)
        } else {
            let labelled = u16::from(!label.is_empty());
            buf.put_span(left.x, left.y, &cx.fit(label, left.width * labelled, label_role));
            // The reason follows its example; otherwise a row of space.
            let space = u16::from(!is_poor);
            labelled + cx.wrap(text, role).draw(left.split_top(labelled).1, buf) + space
        };
        left = left.split_top(used).1;
    }
    left
}
