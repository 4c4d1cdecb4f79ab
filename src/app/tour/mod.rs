//! The short tour of the example: one thing to do at a time. It counts as done once the state says so, whichever way it
//! was done.

mod state;

use super::{Model, OpenDocument, Size};
use crate::document::{Canvas, Id};
use crate::i18n::SentenceKey;
use state::{Order, Stand};

pub use state::Tour;

/// One thing to do.
#[derive(Debug)]
pub struct Step {
    /// Key of its sentence.
    pub sentence: SentenceKey,
    /// The commands whose keys the sentence names, each by the command's id.
    pub commands: &'static [&'static str],
    /// Whether it is done on a canvas, so that where there is none, one has to be opened first.
    on_canvas: bool,
    /// Whether it is done now, as against how things stood when it began.
    is_done: fn(&Model, &Stand) -> bool,
}

/// The steps, in order.
static STEPS: [Step; 6] = [
    Step {
        sentence: key!("tour.open"),
        commands: &["down", "up", "open"],
        on_canvas: false,
        is_done: |now, _| now.canvas().is_some(),
    },
    Step { sentence: key!("tour.add"), commands: &["add-note", "finish"], on_canvas: true, is_done: has_more_notes },
    Step {
        sentence: key!("tour.move"),
        commands: &["move-down", "move-up", "move-to-section"],
        on_canvas: true,
        is_done: |now, stood| is_moved(&stood.order, &order_of(now)),
    },
    Step {
        sentence: key!("tour.undo"),
        commands: &["undo", "redo"],
        on_canvas: false,
        is_done: |now, stood| now.history.undone().len() > stood.undone,
    },
    Step {
        sentence: key!("tour.relate"),
        commands: &["relate"],
        on_canvas: true,
        is_done: |now, stood| relations_of(now) > stood.relations,
    },
    Step {
        sentence: key!("tour.search"),
        commands: &["search", "finder-take"],
        on_canvas: false,
        is_done: |now, stood| now.searched.is_some() && now.searched != stood.searched,
    },
];

/// What is shown in the place of a step for which a canvas has to be opened first.
static BACK: Step =
    Step { sentence: key!("tour.back"), commands: &["back", "open"], on_canvas: false, is_done: |_, _| false };

/// What is shown after the last step.
static END: Step =
    Step { sentence: key!("tour.end"), commands: &["help", "palette"], on_canvas: false, is_done: |_, _| false };

impl Tour {
    /// The step to do, and how many are done; nothing while the tour is not open.
    #[must_use]
    pub fn step(&self, model: &Model) -> Option<(&'static Step, usize)> {
        if !self.is_open {
            return None;
        }
        let step = STEPS.get(self.at).unwrap_or(&END);
        let shown = if step.on_canvas && model.canvas().is_none() { &BACK } else { step };
        Some((shown, self.at))
    }

    /// How many steps there are.
    #[must_use]
    pub fn count() -> usize {
        STEPS.len()
    }
}

/// Begins the tour, or goes on where it was left; from the start where it was at its end.
pub(in crate::app) fn open(model: &mut Model) {
    let at = if model.tour.at < STEPS.len() { model.tour.at } else { 0 };
    model.tour = Tour { at, is_open: true, stood: Stand::of(model) };
}

/// Goes on where the step has been done, and gives the screens the room that is left.
pub(in crate::app) fn settle(model: &mut Model) {
    if model.tour.is_open
        && let Some(step) = STEPS.get(model.tour.at)
        && (step.is_done)(model, &model.tour.stood)
    {
        model.tour = Tour { at: model.tour.at + 1, is_open: true, stood: Stand::of(model) };
    }
    let height = model.window.height - rows(model);
    model.size = Size { height: height - session_rows(model, height), ..model.window };
}

/// The rows of the strip that says how the session stands that runs, below a screen that leaves `height` rows: none where
/// none runs, on its own screen, or where that would leave too few.
#[must_use]
pub fn session_rows(model: &Model, height: u16) -> u16 {
    let is_elsewhere = model.running_session().is_some() && model.screen().screen() != "session";
    u16::from(is_elsewhere && height >= 10)
}

/// The rows of the strip below the screen: none while the tour is not open, or where they would leave too few.
#[must_use]
pub fn rows(model: &Model) -> u16 {
    match model.window {
        _ if !model.tour.is_open => 0,
        Size { height: ..=9, .. } | Size { width: ..=35, .. } => 0,
        Size { width: 110.., .. } => 1,
        Size { width: 60.., .. } => 2,
        Size { .. } => 3,
    }
}

impl Stand {
    fn of(model: &Model) -> Self {
        Self {
            order: order_of(model),
            undone: model.history.undone().len(),
            relations: relations_of(model),
            searched: model.searched.clone(),
        }
    }
}

fn order_of(model: &Model) -> Order {
    let mut order = Order::new();
    for doc in model.docs.values() {
        for (section, note) in doc.canvas().into_iter().flat_map(Canvas::notes) {
            order.entry((doc.file.clone(), section.to_owned())).or_default().push(note.id);
        }
    }
    order
}

fn relations_of(model: &Model) -> usize {
    let notes = model.docs.values().filter_map(OpenDocument::canvas).flat_map(Canvas::notes);
    notes.map(|(_, note)| note.relations.iter().map(Vec::len).sum::<usize>()).sum()
}

fn has_more_notes(now: &Model, stood: &Stand) -> bool {
    let is_typing = now.screen().is_typing();
    let count = |order: &Order| order.values().map(Vec::len).sum::<usize>();
    !is_typing && count(&order_of(now)) > count(&stood.order)
}

/// Whether a note stands in another section, or before or after another one than it did. What was added or removed
/// meanwhile is of no matter.
fn is_moved(before: &Order, now: &Order) -> bool {
    let known = |order: &Order, id: &Id| order.values().any(|ids| ids.contains(id));
    now.iter().any(|(place, ids)| {
        let there = before.get(place).map_or(&[][..], Vec::as_slice);
        let still: Vec<&Id> = there.iter().filter(|id| known(now, id)).collect();
        ids.iter().filter(|id| known(before, id)).collect::<Vec<_>>() != still
    })
}
