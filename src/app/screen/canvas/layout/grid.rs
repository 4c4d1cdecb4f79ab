//! Where the sections of a canvas are when all of them are shown: by their places in the template's grid, part of it where
//! the screen is too small for all, or, on the smallest screens, as a list of which one is open.

use std::cell::RefCell;

use super::box_title::BoxTitle;
use super::list::List;
use super::parts::{Fold, GridScene, NoteStyle, Outside};
use crate::app::Model;
use crate::app::scene::small;
use crate::app::screen::canvas::{CanvasState, SectionView, sections_of};
use crate::layout::grid::{Grid, Need, Pan};
use crate::layout::{Rect, RectExt as _};
use crate::method::CanvasTemplate;

/// The rows for notes without which a section cannot be worked in.
pub const LEAST_ROWS: u16 = 4;

/// A screen smaller than that shows the sections as a list.
const FOLDS_BELOW: (u16, u16) = (50, 12);

/// From how many columns on a box has space inside its right border.
const ROOMY_WIDTH: u16 = 20;

/// From how many columns on notes are drawn in what is seen of a section that is cut at a side.
const READABLE: u16 = 8;

/// The smallest section in which notes are cards, inside its border.
const CARDS_FROM: (u16, u16) = (30, 11);

impl GridScene {
    /// Where a section is drawn, border and all; nothing where it is not seen.
    #[must_use]
    pub fn outside(&self, section: usize, pan: Pan) -> Option<Outside> {
        if let Some(fold) = &self.fold {
            return fold.rect(section).filter(|_| section < self.count).map(|rect| Outside { rect, edges: [true; 4] });
        }
        if section < self.grid.len() {
            let seen = self.grid.seen(section, pan)?;
            let ((left, right), (top, bottom)) = (seen.columns_cut, seen.rows_cut);
            return Some(Outside { rect: seen.rect, edges: [!left, !right, !top, !bottom] });
        }
        let others = small(self.count.checked_sub(self.grid.len())?).max(1);
        let at = small(section - self.grid.len());
        let width = self.elsewhere.width / others;
        let rect = Rect { x: self.elsewhere.x + at * width, width, ..self.elsewhere };
        (section < self.count && width > 0).then_some(Outside { rect, edges: [true; 4] })
    }

    /// Where the notes of a section are drawn; nothing where none are.
    #[must_use]
    pub fn inside(&self, section: usize, pan: Pan) -> Option<Rect> {
        let outside = self.outside(section, pan)?;
        if let Some(fold) = &self.fold {
            let (_, open) = outside.rect.split_top(1);
            return (section == fold.focus).then(|| open.inset(2, 0));
        }
        // An edge that is not seen takes no row.
        let bottom = u16::from(outside.edges[3]);
        let (_, rect) = outside.rect.split_top(1 + self.titles.get(section).map_or(0, BoxTitle::below));
        let inside = rect.split_bottom(bottom).0;
        let inside = Rect { width: inner_width(rect.width), x: rect.x + 1, ..inside };
        let [left, right, ..] = outside.edges;
        let is_readable = (left && right) || inside.width >= READABLE;
        (!inside.is_empty() && is_readable).then_some(inside)
    }

    /// Whether the sections are a list.
    #[must_use]
    pub fn folds(&self) -> bool {
        self.fold.is_some()
    }

    /// How many sections are seen whole.
    #[must_use]
    pub fn seen_whole(&self, pan: Pan) -> usize {
        match &self.fold {
            Some(fold) => (0..self.count).filter(|section| fold.rect(*section).is_some()).count(),
            None => self.grid.seen_whole(pan) + self.count - self.grid.len(),
        }
    }

    /// The first row that is seen, and how many of how many are.
    #[must_use]
    pub fn rows(&self, pan: Pan) -> (usize, usize, usize) {
        match &self.fold {
            Some(fold) => (fold.first, self.seen_whole(pan), self.count),
            None => (pan.y.into(), self.grid.area().height.into(), self.grid.size().1.into()),
        }
    }

    /// The same for columns.
    #[must_use]
    pub fn columns(&self, pan: Pan) -> (usize, usize, usize) {
        (pan.x.into(), self.grid.area().width.into(), self.grid.size().0.into())
    }
}

impl Fold {
    fn new(area: Rect, focus: usize, count: usize) -> Self {
        let rows = area.height.saturating_sub(1);
        // More than half of the area is for the section that is open, whatever is in it, so that nothing jumps.
        let open = rows.saturating_sub(small(count.saturating_sub(1))).max((rows / 2 + 1).min(rows));
        let lines = usize::from(area.height - open.min(area.height)).max(1);
        let first = focus.saturating_sub(lines.saturating_sub(1) / 2).min(count.saturating_sub(lines));
        Self { area, focus, first, open }
    }

    fn rect(&self, section: usize) -> Option<Rect> {
        let above = small(section.checked_sub(self.first)?) + if section > self.focus { self.open } else { 0 };
        let y = self.area.y.saturating_add(above);
        let height = if section == self.focus { 1 + self.open } else { 1 };
        let rect = Rect { y, height, ..self.area }.intersection(self.area);
        (!rect.is_empty()).then_some(rect)
    }
}

/// The parts of the grid.
pub(super) fn grid(model: &Model, work: Rect) -> Option<GridScene> {
    let (state, doc, _) = model.canvas()?;
    let template = doc.canvas_template(&model.method)?;
    let views = sections_of(doc, &model.method);
    let count = views.len();
    if work.width < FOLDS_BELOW.0 || work.height < FOLDS_BELOW.1 {
        return Some(folded(model, state.section, template, &views, work));
    }
    let (main, elsewhere) =
        work.split_bottom(if count > template.sections.len() { (work.height / 4).clamp(3, 6) } else { 0 });
    let is_roomy = |area: Rect| {
        let even = Grid::new(template, area, |_, _| Need::default());
        let sizes = (0..even.len()).filter_map(|section| even.rect(section));
        let (width, height) = (CARDS_FROM.0 + 2, CARDS_FROM.1 + 2);
        sizes.into_iter().all(|rect| rect.width >= width && rect.height >= height)
    };
    // Cards with all that is said of a note, and rows with space between them, only where everything has room.
    let laid = |look: NoteStyle, area: Rect| {
        let wanted = RefCell::new(vec![0; template.sections.len()]);
        let grid = Grid::new(template, area, |section, width| {
            let need = need(model, state, views.get(section), section, width, look);
            if let Some(wanted) = wanted.borrow_mut().get_mut(section) {
                *wanted = need.wanted;
            }
            need
        });
        let fits = |(section, wanted): (usize, &u16)| grid.rect(section).is_none_or(|rect| rect.height >= *wanted);
        let is_whole = !grid.pans() && wanted.borrow().iter().enumerate().all(fits);
        (grid, is_whole)
    };
    let cards = Some(NoteStyle::GridCards).filter(|_| is_roomy(main));
    let whole = cards.into_iter().chain([NoteStyle::GridAiry]).find_map(|look| {
        let (grid, is_whole) = laid(look, main);
        is_whole.then_some((grid, look))
    });
    let (mut grid, look) = whole.unwrap_or_else(|| (laid(NoteStyle::Grid, main).0, NoteStyle::Grid));
    let mut notice = Rect::default();
    if grid.pans() {
        // A row says so, and scroll bars show where one is.
        let (rest, row) = main.split_bottom(1);
        notice = row;
        let column = u16::from(grid.size().1 > rest.height);
        grid = laid(look, rest.split_right(column).0).0;
    }
    let titles = (views.iter().enumerate())
        .map(|(at, view)| {
            let width = if at < grid.len() { grid.rect(at).map_or(0, |rect| rect.width) } else { elsewhere.width };
            BoxTitle::new(model, at, view, width)
        })
        .collect();
    Some(GridScene { grid, count, notice, titles, look, elsewhere, fold: None })
}

/// The columns inside a box that wide: without its border, and with a column of space where there is room for one.
fn inner_width(width: u16) -> u16 {
    width.saturating_sub(if width < ROOMY_WIDTH { 2 } else { 3 })
}

/// The rows a section takes, border and title included.
fn need(
    model: &Model,
    state: &CanvasState,
    view: Option<&SectionView>,
    section: usize,
    width: u16,
    look: NoteStyle,
) -> Need {
    let Some(view) = view else { return Need::default() };
    let edges = 2 + BoxTitle::new(model, section, view, width).below();
    let area = Rect::new(0, 0, inner_width(width), 60);
    let wanted = List::of(model, state, section, look, area).map_or(0, |list| list.at_rest().rows_wanted());
    Need { least: edges + LEAST_ROWS, wanted: edges + wanted.max(LEAST_ROWS) }
}

/// The sections as a list.
fn folded(model: &Model, focus: usize, template: &CanvasTemplate, views: &[SectionView], work: Rect) -> GridScene {
    let fold = Fold::new(work, focus, views.len());
    let titles = views.iter().enumerate().map(|(at, view)| BoxTitle::new(model, at, view, u16::MAX)).collect();
    GridScene {
        grid: Grid::new(template, work, |_, _| Need::default()),
        count: views.len(),
        notice: Rect::default(),
        titles,
        look: NoteStyle::Grid,
        elsewhere: Rect::default(),
        fold: Some(fold),
    }
}
