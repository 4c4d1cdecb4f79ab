//! The parts of a canvas screen.

use std::cell::RefCell;
use std::rc::Rc;

use super::box_title::BoxTitle;
use crate::layout::Rect;
use crate::layout::flow::Placed;
use crate::layout::grid::Grid;
use crate::layout::strip::Scroll;

/// The parts of a screen that shows one section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The sections as tabs; empty on low screens.
    pub strip: Rect,
    /// Whether the tab of the section in focus has its title.
    pub is_titled: bool,
    /// Number, title and time of the section, or what the team says of it; empty where tabs name it and nothing is said.
    pub head: Rect,
    /// Its question.
    pub question: Rect,
    /// Why it is asked and the examples, between the question and the notes; empty where they stand beside or are hidden.
    pub info: Rect,
    /// The same beside the notes, with what is said of the note in focus; empty where there is no room.
    pub side: Rect,
    /// The notes.
    pub list: Rect,
    /// Which section comes next; empty where none does, and on low screens.
    pub next: Rect,
}

/// What a list was placed for: its section, where it stands, and how far it is scrolled.
pub(super) type PlacedFor = (usize, Rect, Scroll);

/// The parts of a canvas screen in its mode.
#[derive(Debug)]
pub struct CanvasScene {
    /// One section, in the walk and on the board.
    pub section: Option<Walk>,
    /// All sections, in the grid.
    pub grid: Option<GridScene>,
    /// One note over the whole screen.
    pub spotlight: Rect,
    /// The panel beside a canvas, or below it; empty where there is none.
    pub beside: Rect,
    /// The notes of each list that was asked for.
    pub(super) placed: RefCell<Vec<(PlacedFor, Rc<[Placed]>)>>,
}

impl CanvasScene {
    pub(super) fn placed(&self, list: PlacedFor, place: impl FnOnce() -> Rc<[Placed]>) -> Rc<[Placed]> {
        if let Some((_, known)) = self.placed.borrow().iter().find(|(known, _)| *known == list) {
            return Rc::clone(known);
        }
        let placed = place();
        self.placed.borrow_mut().push((list, Rc::clone(&placed)));
        placed
    }
}

/// How much of a note is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteStyle {
    /// In the walk: its text, and what stands beside it.
    Walk,
    /// On the board: cards, with the same.
    Board,
    /// In the grid: its text, cut where it is long.
    Grid,
    /// In a grid where there is room for a row between any two notes.
    GridAiry,
    /// In a grid where every section has room for cards.
    GridCards,
}

impl NoteStyle {
    /// Whether it is a line of the grid, with signs for what has no room in words.
    #[must_use]
    pub fn is_grid_line(self) -> bool {
        matches!(self, Self::Grid | Self::GridAiry)
    }

    /// Whether it is a part of the whole canvas.
    #[must_use]
    pub fn is_of_grid(self) -> bool {
        self.is_grid_line() || self == Self::GridCards
    }
}

/// Sections as a list, one of them open.
#[derive(Clone, Debug)]
pub(super) struct Fold {
    pub(super) area: Rect,
    pub(super) focus: usize,
    /// The first section that is seen.
    pub(super) first: usize,
    /// Rows of the one that is open, below its title.
    pub(super) open: u16,
}

/// The whole canvas. How far it is panned is handed in: nothing else depends on that.
#[derive(Clone, Debug)]
pub struct GridScene {
    /// The sections the template has.
    pub grid: Grid,
    /// How many sections there are with those it does not have.
    pub count: usize,
    /// Where it is said that not everything is seen; empty where everything is.
    pub notice: Rect,
    /// The titles of the sections; those of a list have one line.
    pub titles: Vec<BoxTitle>,
    /// How notes are drawn.
    pub look: NoteStyle,
    /// The row for sections the template does not have; empty where there are none.
    pub(super) elsewhere: Rect,
    pub(super) fold: Option<Fold>,
}

/// Where a section is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The whole of it, border and all.
    pub rect: Rect,
    /// Whether its left, right, top and bottom edge are seen.
    pub edges: [bool; 4],
}
