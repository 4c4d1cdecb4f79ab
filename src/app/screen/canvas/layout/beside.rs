//! What stands beside a canvas: the question in focus with what helps to answer it, and all that is said of the note in
//! focus.

use crate::app::Model;
use crate::app::scene::areas;
use crate::app::screen::canvas::{Mode, SectionView, sections_of};
use crate::layout::{Rect, RectExt as _, wrap};
use crate::method::Text;

/// The columns of the notes in the walk: their text is no wider than is good to read.
const COLUMN: u16 = 80;
/// The widest panel beside one section.
const WIDEST: u16 = 80;
/// From how many columns on there is room beside one section.
const BESIDE_SECTION: u16 = 110;
/// From how many columns on there is room beside a whole canvas or a board.
const BESIDE_CANVAS: u16 = 150;

/// The work of a canvas screen, and the panel beside it, or below it where the screen is narrow; empty where there is
/// none. The panel is there where there is room for it, and otherwise on request; the same key takes it away.
#[must_use]
pub(crate) fn split(model: &Model) -> (Rect, Rect) {
    let work = areas(model.size).work;
    let none = (work, Rect::new(work.right(), work.y, 0, work.height));
    let Some(state) = model.canvas_state() else { return none };
    let from = if state.mode == Mode::Walk { BESIDE_SECTION } else { BESIDE_CANVAS };
    let is_shown = (work.width >= from) != state.info;
    match state.mode {
        Mode::Spotlight => none,
        Mode::Walk => {
            // The column and what stands beside it are in the middle, with air around them.
            let is_beside = is_shown && work.width >= BESIDE_SECTION;
            let side = if is_beside { work.width.saturating_sub(COLUMN).clamp(36, WIDEST) } else { 0 };
            let both = work.centred((COLUMN + side).min(work.width), work.height);
            both.split_right(side)
        }
        _ if is_shown && work.width >= BESIDE_SECTION => work.split_right((work.width / 3).clamp(36, 66)),
        Mode::Grid if is_shown => {
            let rows = rows_below(model, work.width).unwrap_or(0);
            work.split_bottom(rows.min(work.height * 3 / 5))
        }
        _ => none,
    }
}

/// Whether what helps to answer the question stands between the question and the notes.
#[must_use]
pub(crate) fn is_between(model: &Model) -> bool {
    let info = model.canvas_state().is_some_and(|state| state.info);
    info && areas(model.size).work.width < BESIDE_SECTION
}

/// Whether what helps to answer the question is seen, on a canvas that has a place for it as it is shown; nothing where
/// one note fills the screen.
#[must_use]
pub fn shows_guidance(model: &Model) -> Option<bool> {
    let state = model.canvas_state()?;
    match state.mode {
        Mode::Spotlight => None,
        Mode::Grid => Some(!split(model).1.is_empty()),
        Mode::Walk | Mode::Board => Some(!split(model).1.is_empty() || is_between(model)),
    }
}

/// Rows that the panel takes below a canvas: a line, the section's title and question, and what helps to answer it.
fn rows_below(model: &Model, width: u16) -> Option<u16> {
    let (state, doc, _) = model.canvas()?;
    let sections = sections_of(doc, &model.method);
    let section = sections.get(state.section)?;
    let question = section.template.map_or("", |template| template.question.get(model.language()));
    let width = width.saturating_sub(2).max(1);
    Some(wrap::height(question, width).saturating_add(1).saturating_add(guidance_height(model, section, width)))
}

/// Rows that why a question is asked and the examples take, with their labels beside them, and one more.
pub(super) fn guidance_height(model: &Model, section: &SectionView, width: u16) -> u16 {
    let Some(template) = section.template else { return 0 };
    let language = model.language();
    let said = |text: &Text| text.below(&template.question, language).map(str::to_owned);
    let because =
        said(&template.poor_because).map(|text| format!("{} {text}", model.words.say(key!("canvas.because"))));
    let texts = [&template.why, &template.good_example, &template.poor_example].map(said);
    let height = |text: String| wrap::height(&text, width.saturating_sub(8).max(1));
    texts.into_iter().chain([because]).flatten().map(height).fold(1u16, u16::saturating_add)
}
