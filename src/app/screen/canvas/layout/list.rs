//! The notes of one section as they are laid out, with the one that is being typed among them.

use std::rc::Rc;
use std::sync::Arc;

use super::parts::{CanvasScene, NoteStyle};
use crate::app::editor::Editor;
use crate::app::scene::small;
use crate::app::screen::canvas::{CanvasState, sections_of};
use crate::app::{Model, OpenDocument};
use crate::document::{Canvas, Id, Note, Order};
use crate::journal::DraftTarget;
use crate::layout::affinity::{self, Affinity};
use crate::layout::flow::{Board, Notes, Placed, Rows};
use crate::layout::strip::Scroll;
use crate::layout::wrap::Line;
use crate::layout::{Direction, Rect};
use crate::method::Kind;

/// How notes are placed in an area.
#[derive(Clone, Debug)]
enum NoteLayout {
    /// One below the other.
    Rows(Rows),
    /// As cards, side by side in rows.
    Cards(Board),
    /// As cards, groups below their first.
    Affinity(Rc<Affinity>),
    /// As lines beside each other, with arrows between them.
    Steps(Board),
}

/// What stands at a place of the list.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// A note; the number is its place in the section, from 1.
    Note(&'a Arc<Note>, usize),
    /// What is being typed, with its number, in the place of a note where there is one.
    Draft(&'a Editor, usize, Option<&'a Arc<Note>>),
}

/// The notes of a section.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// The canvas.
    pub canvas: &'a Canvas,
    /// The notes in order.
    pub order: &'a Order,
    /// The kind of a note that says nothing else.
    pub kind: Kind,
    /// Whether they are steps of a journey.
    pub steps: bool,
    /// The section, from 0.
    section: usize,
    draft: Option<Draft<'a>>,
    focus: Option<usize>,
    pub(super) look: NoteStyle,
    area: Rect,
    cards: bool,
    /// Whether it is read from afar, so that only texts are shown.
    pub(super) distant: bool,
    pub(super) model: &'a Model,
    pub(super) doc: &'a OpenDocument,
}

#[derive(Clone, Copy, Debug)]
struct Draft<'a> {
    at: usize,
    replaces: bool,
    editor: &'a Editor,
}

/// Columns before the text of a note: bar, sign and space.
pub const GRID_SIGNS: u16 = 3;
/// Columns a row takes beside its text: these, spaces, and the number on the right.
const ROW_SIGNS: u16 = GRID_SIGNS + 7;
/// The columns of a number with the space before it, as they are kept free for a text being typed in the grid.
const GRID_NUMBER: u16 = 5;
/// From how many columns on the steps of a journey stand beside each other in the grid.
const STEPS_BESIDE: u16 = 43;
/// Rows a card takes beside its text: the line with its number.
const CARD_EXTRA: u16 = 1;
/// How many notes are measured to find out how many rows a section of the grid wants.
const MEASURED: usize = 24;

impl<'a> List<'a> {
    /// The notes of the section in focus, drawn in `area`.
    #[must_use]
    pub fn of_focus(model: &'a Model, look: NoteStyle, area: Rect) -> Option<Self> {
        let state = model.canvas_state()?;
        Self::of(model, state, state.section, look, area)
    }

    /// The notes of a section, drawn in `area`.
    ///
    /// Whether they are cards depends on the size of the area and the screen alone, so that nothing jumps when a note
    /// is added.
    #[must_use]
    pub fn of(model: &'a Model, state: &'a CanvasState, section: usize, look: NoteStyle, area: Rect) -> Option<Self> {
        let doc = model.docs.get(&state.file)?;
        let canvas = doc.canvas()?;
        let view = sections_of(doc, &model.method).into_iter().nth(section)?;
        let order = canvas.order(view.id);
        let in_focus = section == state.section;
        let draft = state.editing.as_ref().filter(|editing| editing.section == view.id).map(|editing| {
            let place = |id: &Id| canvas.position_in(view.id, *id);
            match &editing.target {
                DraftTarget::Field { id, .. } => {
                    Draft { at: place(id).unwrap_or(0), replaces: true, editor: &editing.editor }
                }
                DraftTarget::New { at } => {
                    let at = at.after.as_ref().map_or(0, |id| place(id).map_or(order.len(), |at| at + 1));
                    Draft { at, replaces: false, editor: &editing.editor }
                }
            }
        });
        let focus = draft.map(|draft| draft.at).or_else(|| {
            let id = state.note.filter(|_| in_focus)?;
            canvas.position_in(view.id, id)
        });
        Some(Self {
            canvas,
            order,
            kind: view.template.map(|template| template.default_kind).unwrap_or_default(),
            steps: view.template.is_some_and(|template| template.journey_steps),
            section,
            draft,
            focus,
            look,
            area,
            cards: match look {
                NoteStyle::Grid | NoteStyle::GridAiry | NoteStyle::Walk => false,
                NoteStyle::GridCards => true,
                NoteStyle::Board => area.width >= 48 && area.height >= 8,
            },
            distant: model.library.is_distant(&model.theme),
            model,
            doc,
        })
    }

    /// What stands at a place.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<Item<'a>> {
        match self.draft {
            Some(draft) if draft.at == index => {
                let note = self.order.note(index).filter(|_| draft.replaces);
                Some(Item::Draft(draft.editor, index + 1, note))
            }
            // What comes after a new note has the number it will have.
            Some(draft) if !draft.replaces && index > draft.at => self.note(index - 1, index + 1),
            _ => self.note(index, index + 1),
        }
    }

    fn note(&self, at: usize, number: usize) -> Option<Item<'a>> {
        self.order.note(at).map(|note| Item::Note(note, number))
    }

    /// Whether the place is the one in focus.
    #[must_use]
    pub fn is_focus(&self, index: usize) -> bool {
        self.focus == Some(index)
    }

    /// Whether one of the notes is in focus.
    #[must_use]
    pub fn has_focus(&self) -> bool {
        self.focus.is_some()
    }

    /// The kind of a note.
    #[must_use]
    pub fn kind_of(&self, note: &Note) -> Kind {
        note.kind.unwrap_or(self.kind)
    }

    /// Where they are drawn.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.area
    }

    /// How much of each is shown.
    #[must_use]
    pub fn look(&self) -> NoteStyle {
        self.look
    }

    /// Whether the notes are cards.
    #[must_use]
    pub fn is_cards(&self) -> bool {
        self.cards
    }

    /// How many notes stand beside each other.
    #[must_use]
    pub fn columns(&self) -> usize {
        match self.placing() {
            NoteLayout::Cards(board) | NoteLayout::Steps(board) => board.columns(),
            NoteLayout::Affinity(board) => board.columns(),
            NoteLayout::Rows(_) => 1,
        }
    }

    fn placing(&self) -> NoteLayout {
        let area = self.area;
        if self.is_affinity() {
            return NoteLayout::Affinity(Rc::new(Affinity::new(self, area, self.steps)));
        }
        if self.cards {
            return NoteLayout::Cards(Board::new(area, area.height, self.steps));
        }
        let gap = u16::from(self.look == NoteStyle::GridAiry);
        match self.look {
            _ if self.is_beside() => NoteLayout::Steps(Board::of_steps(self, area, gap)),
            NoteStyle::Grid | NoteStyle::GridAiry => NoteLayout::Rows(Rows::fitting(self, area, gap)),
            _ => NoteLayout::Rows(Rows {
                area,
                gap: u16::from(area.height >= 24 || self.distant && area.height >= 12),
                cap: area.height,
                taller: 0,
            }),
        }
    }

    /// Whether the notes stand as an affinity board.
    #[must_use]
    pub fn is_affinity(&self) -> bool {
        self.look == NoteStyle::Board && self.cards && self.count() <= affinity::MOST
    }

    /// The note of an affinity board that an arrow leads to; nothing where it stays.
    #[must_use]
    pub fn step(&self, index: usize, direction: Direction) -> Option<usize> {
        match self.placing() {
            NoteLayout::Affinity(board) => board.step(index, direction),
            _ => None,
        }
    }

    /// Whether the notes are steps that stand beside each other as lines.
    fn is_beside(&self) -> bool {
        self.steps && self.look.is_grid_line() && self.area.width >= STEPS_BESIDE
    }

    /// Whether the notes are steps that stand below each other.
    #[must_use]
    pub fn goes_down(&self) -> bool {
        self.steps && !self.cards && !self.is_beside()
    }

    /// Whether an arrow leads from a note down to the next step. What is grouped under a step is part of it.
    #[must_use]
    pub fn leads_on(&self, index: usize) -> bool {
        let is_step = |index: &usize| self.indent(*index) == 0;
        self.goes_down() && is_step(&index) && (index + 1..self.count()).any(|next| is_step(&next))
    }

    /// Whether the note after it begins a step, so that an arrow can lead there.
    #[must_use]
    pub fn is_before_step(&self, index: usize) -> bool {
        self.indent(index + 1) == 0
    }

    /// The same as long as nothing is typed, so that nothing moves while somebody types.
    #[must_use]
    pub fn at_rest(self) -> Self {
        Self { draft: None, ..self }
    }

    /// The rows it takes to see everything; of many notes, the first are measured.
    #[must_use]
    pub fn rows_wanted(&self) -> u16 {
        let gap = u16::from(self.look == NoteStyle::GridAiry);
        if self.cards {
            return Board::new(self.area, u16::MAX, self.steps).rows_wanted(self, MEASURED);
        }
        if self.is_beside() {
            return Board::of_whole_steps(self.area, gap).rows_wanted(self, MEASURED);
        }
        Rows { area: self.area, gap, cap: u16::MAX, taller: 0 }.rows_wanted(self, MEASURED)
    }

    /// The notes that are seen; they are placed once for a layout.
    #[must_use]
    pub fn visible(&self, scroll: Scroll) -> Rc<[Placed]> {
        match self.model.layout::<CanvasScene>() {
            Some(scene) => scene.placed((self.section, self.area, scroll), || self.place(scroll).into()),
            None => self.place(scroll).into(),
        }
    }

    fn place(&self, scroll: Scroll) -> Vec<Placed> {
        match self.placing() {
            NoteLayout::Rows(rows) => rows.visible(self, scroll),
            NoteLayout::Cards(board) | NoteLayout::Steps(board) => board.visible(self, scroll),
            NoteLayout::Affinity(board) => board.visible(scroll),
        }
    }

    /// The position that shows what is in focus.
    #[must_use]
    pub fn scroll_to_focus(&self, scroll: Scroll) -> Scroll {
        let index = self.focus.unwrap_or(0);
        match self.placing() {
            NoteLayout::Rows(rows) => rows.scroll_to(self, index, scroll),
            NoteLayout::Cards(board) | NoteLayout::Steps(board) => board.scroll_to(self, index, scroll),
            NoteLayout::Affinity(board) => board.scroll_to(index, scroll),
        }
    }

    /// The columns of the text of the one in focus.
    #[must_use]
    pub fn text_columns(&self) -> u16 {
        match self.placing() {
            NoteLayout::Rows(rows) => Self::row_text(rows.area.width, self.look),
            NoteLayout::Steps(board) => Self::row_text(board.card_width(), self.look),
            NoteLayout::Cards(board) => Self::card_text(board.card_width()),
            NoteLayout::Affinity(board) => Self::card_text(board.card_width()),
        }
    }

    /// The columns of a text that is typed in a row that wide.
    #[must_use]
    pub fn row_text(width: u16, look: NoteStyle) -> u16 {
        let beside = if look.is_grid_line() { GRID_SIGNS + GRID_NUMBER } else { ROW_SIGNS };
        width.saturating_sub(beside).max(1)
    }

    /// The columns of the text on a card that wide: the bar and the sign before it, and space around it.
    #[must_use]
    pub fn card_text(width: u16) -> u16 {
        width.saturating_sub(GRID_SIGNS + 1).max(1)
    }

    /// The number of a note by its place, from 1.
    #[must_use]
    pub fn number(&self, place: usize) -> String {
        format!("{}.{place}", self.section + 1)
    }

    /// The lines of a note's text where it is drawn `columns` wide, and how many columns the first of them and the others
    /// have. In the grid, the number stands beside the first line only.
    #[must_use]
    pub fn lines(&self, note: &Arc<Note>, place: usize, columns: u16) -> (Arc<[Line]>, [u16; 2]) {
        if self.cards || !self.look.is_grid_line() {
            let text = if self.cards { Self::card_text(columns) } else { Self::row_text(columns, self.look) };
            return (self.model.wraps.lines(note, text), [text; 2]);
        }
        let flags = [note.question.is_some(), self.is_loose(note), self.is_in_group(note)];
        let flags = flags.into_iter().filter(|flag| *flag).count();
        let digits = |number: usize| number.checked_ilog10().map_or(1, |log| log as usize + 1);
        let number = digits(self.section + 1) + 1 + digits(place);
        let signs = number + 1 + 2 * flags;
        let signs = small(signs) + if self.goes_down() { 2 } else { 0 };
        let rest = columns.saturating_sub(GRID_SIGNS).max(1);
        let first = rest.saturating_sub(signs).max(1);
        (self.model.wraps.lines_beside(note, first, rest), [first, rest])
    }

    /// Whether it is read from afar, so that only texts are shown.
    #[must_use]
    pub fn is_distant(&self) -> bool {
        self.distant
    }

    /// Whether a note is grouped under another without standing to the right of it: cards and steps stand in columns.
    #[must_use]
    pub fn is_in_group(&self, note: &Note) -> bool {
        (self.cards || self.is_beside()) && note.under.is_some_and(|id| self.canvas.note(id).is_some())
    }
}

impl Notes for List<'_> {
    fn count(&self) -> usize {
        self.order.len() + usize::from(self.draft.is_some_and(|draft| !draft.replaces))
    }

    fn height(&self, index: usize, columns: u16) -> u16 {
        let text = if self.cards { Self::card_text(columns) } else { Self::row_text(columns, self.look) };
        let (lines, beside) = match self.item(index) {
            Some(Item::Note(note, place)) => (small(self.lines(note, place, columns).0.len()), self.beside(note, text)),
            // One column is kept for the cursor behind the last letter.
            Some(Item::Draft(editor, _, note)) => {
                let lines = u16::try_from(editor.height(text)).unwrap_or(u16::MAX);
                (lines, note.map_or(0, |note| self.beside(note, text)))
            }
            None => (1, 0),
        };
        let edges = if self.cards && !self.distant { CARD_EXTRA } else { 0 };
        lines.saturating_add(beside).saturating_add(edges)
    }

    fn indent(&self, index: usize) -> u16 {
        match self.item(index) {
            Some(Item::Note(note, _) | Item::Draft(_, _, Some(note))) => {
                u16::from(note.under.is_some_and(|id| self.canvas.note(id).is_some()))
            }
            _ => 0,
        }
    }
}
