//! Where the parts of a canvas screen are, in each of its modes.

use super::{areas, beside};
use crate::app::Model;
use crate::app::screens::sections_of;
use crate::layout::wrap;
use crate::layout::{Rect, RectExt as _};

/// The parts of a screen that shows one section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The sections as a strip of numbers; empty on low screens.
    pub strip: Rect,
    /// Number, title and time of the section.
    pub head: Rect,
    /// Its question.
    pub question: Rect,
    /// Why it is asked and the examples, between the question and the notes; empty where they stand beside or are hidden.
    pub info: Rect,
    /// The same beside the notes, with what is said of the note in focus; empty where there is no room.
    pub side: Rect,
    /// The notes.
    pub list: Rect,
}

/// The parts of the walk.
#[must_use]
pub fn walk(model: &Model) -> Option<Walk> {
    one_section(model, true)
}

/// The parts of the board: as the walk, with less above the notes.
#[must_use]
pub fn board(model: &Model) -> Option<Walk> {
    one_section(model, false)
}

fn one_section(model: &Model, walking: bool) -> Option<Walk> {
    let (state, doc, _) = model.canvas()?;
    let sections = sections_of(doc, &model.method);
    let section = sections.get(state.section)?;
    let (work, side) = beside::split(model);
    let main = work;
    // The last column is the scroll bar's.
    let main = if main.width > 40 { main.inset(1, 0) } else { main.split_right(1).0 };
    let roomy = work.height >= 16;
    let (strip, rest) = main.split_top(if walking && roomy { 2 } else { u16::from(walking && work.height >= 9) });
    let (head, rest) = rest.split_top(1);
    // Where there is no question, it is said that the template does not have the section.
    let question = section
        .template
        .map_or_else(|| model.words.say(key!("canvas.elsewhere")), |template| template.question.get(model.language()));
    let rows = wrap::height(question, rest.width);
    let question_rows = if walking || roomy { rows.min(rest.height / 2) } else { 0 };
    let (question, rest) = rest.split_top(question_rows);
    let info_rows = if beside::is_between(model) {
        beside::guidance_height(model, section, rest.width).min(rest.height / 2)
    } else {
        0
    };
    let (info, rest) = rest.split_top(info_rows);
    let (_, list) = rest.split_top(u16::from(rest.height >= 6));
    Some(Walk { strip, head, question, info, side, list })
}

/// One note over the whole screen.
#[must_use]
pub fn spotlight(model: &Model) -> Rect {
    let work = areas(model.size).work;
    work.inset((work.width / 12).max(1), (work.height / 8).max(u16::from(work.height > 4)))
}
