//! Lays out a choice that fills the screen: what is asked in the middle in its own column, what belongs to it around.

use super::{areas, small};
use crate::app::Model;
use crate::app::dialog::{Picker, PickerParts, Slide, SlideParts};
use crate::layout::{Rect, RectExt as _, wrap};

/// The widest column of what is asked: a line that is read from the back row is short.
const WIDEST: u16 = 64;

/// All that is not the title line, what was said last, and the keys.
pub(super) fn area(model: &Model) -> Rect {
    areas(model.size).work
}

/// What is asked stands in the middle, as far apart as there is room; the choices below it are always seen.
pub(super) fn parts(model: &Model, pick: &Picker, slide: &Slide, area: Rect) -> PickerParts {
    let is_roomy = area.height >= 16;
    let inner = area.inset(if area.width >= 60 { 2 } else { 1 }, 0);
    let (place, rest) = inner.split_top(1);
    let (_, rest) = rest.split_top(u16::from(is_roomy));
    let (bar, rest) = rest.split_top(if area.height >= 12 { 2 } else { 1 });
    let rows = |text: &str, width: u16| wrap::height(text, width.max(1));
    let told_rows = rows(&slide.told, inner.width).min(if is_roomy { 3 } else { 1 });
    let (rest, told) = rest.split_bottom(if slide.told.is_empty() { 0 } else { told_rows });
    let (rest, _) = rest.split_bottom(u16::from(is_roomy));

    let width = if inner.width < 60 { inner.width } else { (inner.width * 3 / 4).clamp(50, WIDEST) };
    let column = Rect { x: inner.x + (inner.width - width) / 2, width, ..rest };
    let asked = rows(&model.words.tell(&pick.title), width);
    let said: Vec<u16> = pick.lines.iter().map(|line| rows(line, width).min(3)).collect();
    let said_rows: u16 = said.iter().sum::<u16>() + u16::from(!said.is_empty());
    let choices = small(pick.items.len());
    let needed =
        |spacing: u16, apart: u16| (asked * spacing).saturating_sub(spacing - 1) + said_rows + choices * apart + 2;
    let (spacing, apart) = match column.height {
        height if height >= needed(2, 2) => (2, 2),
        height if height >= needed(1, 2) => (1, 2),
        _ => (1, 1),
    };
    let slack = column.height.saturating_sub(needed(spacing, apart));
    let top = column.y + (slack / 3).max(slack.min(1));
    let choice_rows = (choices * apart).saturating_sub(apart - 1).min(column.height);
    let room = column.bottom().saturating_sub(top + choice_rows + u16::from(is_roomy));
    let title_rows = ((asked * spacing).saturating_sub(spacing - 1)).min(room);
    let title = Rect { y: top, height: title_rows, ..column };
    let mut y = title.bottom() + u16::from(title_rows < room);
    let mut lines = Vec::with_capacity(said.len());
    for height in said {
        let height = height.min(column.bottom().saturating_sub(y + choice_rows));
        lines.push(Rect { y, height, ..column });
        y += height;
    }
    let first =
        (y + u16::from(!lines.is_empty() && is_roomy)).min(column.bottom().saturating_sub(choice_rows)).max(column.y);
    let choices = (0..pick.items.len()).zip((first..column.bottom()).step_by(usize::from(apart)));
    let choices = choices.map(|(at, y)| (at, Rect { y, height: 1, ..column })).collect();
    PickerParts { title, lines, choices, slide: Some(SlideParts { place, stops: stops(slide, bar), spacing, told }) }
}

/// The parts of the bar, side by side and equally wide.
fn stops(slide: &Slide, bar: Rect) -> Vec<Rect> {
    let count = small(slide.stops.len()).max(1);
    let width = bar.width / count;
    (0..count)
        .take(slide.stops.len())
        .map(|at| Rect { x: bar.x + at * width, width: width.saturating_sub(1), ..bar })
        .collect()
}
