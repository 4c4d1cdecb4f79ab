//! Where the parts of a canvas screen are, in each of its modes.

use super::{areas, small};
use crate::app::Model;
use crate::app::screens::{SectionView, sections_of};
use crate::layout::Rect;
use crate::layout::grid::{Grid, Pan};
use crate::layout::wrap;

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
    /// The same beside the notes; empty where there is no room.
    pub side: Rect,
    /// What is said of the note in focus, below that; empty where there is no room or no note.
    pub note: Rect,
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
    let work = areas(model.size).work;
    let side_width =
        if model.size.width >= 110 && (walking || state.info) { (model.size.width / 3).clamp(34, 60) } else { 0 };
    let (main, side) = work.split_right(side_width);
    let main = if main.width > 40 { main.inset(1, 0) } else { main };
    let roomy = work.height >= 16;
    let (strip, rest) = main.split_top(if walking && roomy { 2 } else { u16::from(walking && work.height >= 9) });
    let (head, rest) = rest.split_top(1);
    // Where there is no question, it is said that the template does not have the section.
    let question = section
        .template
        .map_or_else(|| model.words.say("canvas.elsewhere"), |template| template.question.get(model.language()));
    let rows = wrap::height(question, rest.width);
    let question_rows = if walking || roomy { rows.min(rest.height / 2) } else { 0 };
    let (question, rest) = rest.split_top(question_rows);
    let info_rows =
        if state.info && side_width == 0 { info_height(model, section, rest.width).min(rest.height / 2) } else { 0 };
    let (info, rest) = rest.split_top(info_rows);
    let (_, list) = rest.split_top(u16::from(rest.height >= 6));
    let (side, note) = side.split_bottom(if state.note.is_some() { side.height * 2 / 5 } else { 0 });
    Some(Walk { strip, head, question, info, side, note, list })
}

/// Rows that why it is asked and the examples take: each on lines of its own.
fn info_height(model: &Model, section: &SectionView, width: u16) -> u16 {
    let Some(template) = section.template else { return 0 };
    let language = model.language();
    let texts = [&template.why, &template.good_example, &template.poor_example, &template.poor_because];
    let rows: u16 = texts.iter().map(|text| wrap::height(text.get(language), width.saturating_sub(8).max(1))).sum();
    rows.saturating_add(1)
}

/// One note over the whole screen.
#[must_use]
pub fn spotlight(model: &Model) -> Rect {
    let work = areas(model.size).work;
    work.inset((work.width / 12).max(1), (work.height / 8).max(u16::from(work.height > 4)))
}

/// The whole canvas.
#[derive(Clone, Debug)]
pub struct GridScene {
    /// The sections the template has.
    pub grid: Grid,
    /// How many sections there are with those it does not have.
    pub count: usize,
    /// The row for those; empty where there are none.
    pub elsewhere: Rect,
    pan: Pan,
}

impl GridScene {
    /// Where a section is drawn, border and all.
    #[must_use]
    pub fn outside(&self, section: usize) -> Option<Rect> {
        if section < self.grid.len() {
            return self.grid.seen(section, self.pan).map(|seen| seen.rect);
        }
        let others = small(self.count.checked_sub(self.grid.len())?).max(1);
        let at = small(section - self.grid.len());
        let width = self.elsewhere.width / others;
        (section < self.count && width > 0).then(|| Rect { x: self.elsewhere.x + at * width, width, ..self.elsewhere })
    }

    /// Where the notes of a section are drawn.
    #[must_use]
    pub fn inside(&self, section: usize) -> Option<Rect> {
        self.outside(section).map(|rect| rect.inset(1, 1))
    }
}

/// The parts of the grid.
#[must_use]
pub fn grid(model: &Model) -> Option<GridScene> {
    let (state, doc, canvas) = model.canvas()?;
    let template = doc.canvas_template(&model.method)?;
    let count = sections_of(doc, &model.method).len();
    let work = areas(model.size).work;
    let (main, elsewhere) =
        work.split_bottom(if count > template.sections.len() { (work.height / 4).clamp(3, 6) } else { 0 });
    let wanted: Vec<u16> =
        template.sections.iter().map(|section| small(canvas.order(&section.id).len()).clamp(1, 14) + 2).collect();
    Some(GridScene { grid: Grid::new(template, main, &wanted), count, elsewhere, pan: state.pan })
}
