//! The screens. Each is a folder: what it remembers (`state.rs`), where its parts are (`layout.rs`), and what it does,
//! behind one trait. Its view is in `ui`.
//!
//! To add one: its folder here, a line in `SCREENS`, its view and a line in `ui::screens`. No other file tells screens
//! apart.

pub mod canvas;
pub mod checklist;
pub mod follow_up;
pub mod guide;
pub mod map;
pub mod network;
pub mod problem;
pub mod session;
pub mod settle;
pub mod state;
pub mod station;
pub mod versions;
pub mod welcome;

use std::any::Any;
use std::rc::Rc;

use super::command::{Number, Scope};
use super::index::What;
use super::location::{Anchor, Destination, HistoryEntry, ScreenPlace};
use super::{Cx, Model, OpenDocument};
use crate::document::Transaction;
use crate::i18n::Sentence;
use crate::layout::{Direction, HitMap, Position, Rect};
use crate::method::Method;

pub use canvas::{CanvasState, Drag, DropPlace, Editing, Mode, SectionView, sections_of};
pub use checklist::{ChecklistState, Row, VerdictFilter, rows_of};
pub use follow_up::{FollowUpPlace, FollowUpRow, FollowUpState};
pub use guide::{GuidePlace, GuideState, links_of};
pub use map::MapState;
pub use network::NetworkState;
pub use problem::ProblemState;
pub use session::{SessionPlace, SessionState};
pub use settle::SettleState;
pub use state::{Screens, State};
pub use station::{Group, Part, StationRow, StationState, station_rows};
pub use versions::VersionsState;
pub use welcome::WelcomeState;

/// Every screen. A document is shown by the first that can.
static SCREENS: [&dyn Screen; 12] = [
    &welcome::Welcome,
    &map::Map,
    &canvas::Canvas,
    &checklist::Checklist,
    &network::Network,
    &guide::Guide,
    &station::Station,
    &follow_up::FollowUp,
    &session::Session,
    &settle::Settle,
    &versions::Versions,
    &problem::Problem,
];

/// What lies under a point of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A row of what is listed, by its place.
    Row(usize),
    /// A section of a canvas.
    Section(usize),
    /// A note, by the section it is shown in and its place there.
    Note {
        /// The section.
        section: usize,
        /// The place.
        place: usize,
    },
    /// A station, by its place.
    Station(usize),
    /// A link, by its place among all.
    Link(usize),
    /// A side of a clash, by the place of the clash.
    Side {
        /// The clash.
        clash: usize,
        /// Whether it is theirs.
        is_theirs: bool,
    },
    /// What a command does, by its id.
    Command(&'static str),
}

/// What the mouse moves over while it holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over {
    /// What lies there.
    pub target: Target,
    /// Whether that is the middle third of it: of its rows, or of its columns where it has fewer than three rows.
    pub is_middle: bool,
}

impl Over {
    /// The target with that rectangle, under a point in it.
    #[must_use]
    pub fn new(target: Target, rect: Rect, point: Position) -> Self {
        let (at, of) = if rect.height >= 3 { (point.y - rect.y, rect.height) } else { (point.x - rect.x, rect.width) };
        let third = (2 * u32::from(at) + 1) * 3 / (2 * u32::from(of.max(1)));
        Self { target, is_middle: third == 1 }
    }
}

/// A way in which a screen shows what it does.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The command that turns to it, by its id.
    pub command: &'static str,
    /// Whether it is the one that is shown.
    pub is_current: bool,
}

/// What a screen does. Each method is called while the screen is in front, but for `show` and `arrive`.
pub trait Screen: Sync {
    /// Its id, by which its state names it.
    fn id(&self) -> &'static str;

    /// The scopes that hold on it, the innermost first.
    fn scopes(&self, model: &Model) -> &'static [Scope];

    /// The focus as it first is on a document; nothing where the screen does not show such documents.
    fn show(&self, _doc: &OpenDocument, _method: &Method) -> Option<Box<dyn State>> {
        None
    }

    /// The ways in which it shows the same; none where there is only one.
    fn views(&self, _model: &Model) -> Vec<View> {
        Vec::new()
    }

    /// The document that it shows or that is in focus on it, by its path.
    fn document(&self, model: &Model) -> Option<String> {
        model.doc().map(|doc| doc.file.clone())
    }

    /// Where the person is, for the way back. Where a screen says nothing, they are at the bottom.
    fn here(&self, _model: &Model) -> HistoryEntry {
        HistoryEntry { at: Destination::Bottom, mode: None }
    }

    /// Comes to the front, where somebody goes to a place that is on this screen. Says whether it is.
    fn arrive(&self, _cx: &mut Cx, _to: &dyn ScreenPlace) -> bool {
        false
    }

    /// Whether a place that was on this screen is there no more.
    fn is_gone(&self, _model: &Model, _place: &dyn ScreenPlace) -> bool {
        false
    }

    /// The place of something that was searched for in a product, where it is on this screen and in no document.
    fn place_of(&self, _what: &What, _product: &str) -> Option<Destination> {
        None
    }

    /// Brings to the front what a step changed in a document, where such documents are this screen's. Says whether they are.
    fn reveal(&self, _cx: &mut Cx, _file: &str, _step: &Transaction) -> bool {
        false
    }

    /// Goes to a place in the document it shows, which is shown in a mode where one is given.
    fn go_to(&self, _cx: &mut Cx, _spot: &Anchor, _mode: Option<Mode>) {}

    /// Moves the focus by one.
    fn step(&self, cx: &mut Cx, direction: Direction);

    /// Moves the focus to the first or the last.
    fn end(&self, cx: &mut Cx, last: bool);

    /// Moves the focus by about as much as fits.
    fn page(&self, cx: &mut Cx, down: bool) {
        self.end(cx, down);
    }

    /// How many rows a page is.
    fn page_rows(&self, model: &Model) -> usize {
        usize::from(model.size.height.saturating_sub(6)).max(1)
    }

    /// Moves the focus to the next or the previous section, stage, station, whatever the screen is parted into.
    fn section(&self, _cx: &mut Cx, _forward: bool) {}

    /// How many steps the wheel of the mouse goes by a notch.
    fn notch(&self) -> usize {
        1
    }

    /// Whether there is anything to open.
    ///
    /// # Errors
    /// The reason why not, for the person to read.
    fn can_activate(&self, _model: &Model) -> Result<(), Sentence> {
        Ok(())
    }

    /// Opens what is in focus.
    fn activate(&self, _cx: &mut Cx) {}

    /// Turns to what explains it: shows or hides it, unless the screen has more pages.
    fn explain(&self, cx: &mut Cx) {
        cx.model.screens.in_front_mut().toggle_info();
    }

    /// Takes what is being typed as it stands.
    fn finish_typing(&self, _cx: &mut Cx) {}

    /// Takes a text that was pasted.
    fn paste(&self, cx: &mut Cx, _text: &str) {
        cx.warn(sentence!("message.paste-nowhere"));
    }

    /// Adds texts where the focus is, each as an entry of its own.
    fn add_texts(&self, _cx: &mut Cx, _texts: Vec<String>) {}

    /// What a number comes to that is typed after the keys of a command.
    fn number(&self, _model: &Model, _typed: &str) -> Number {
        Number::Unknown
    }

    /// Whether something was done on it that stands in no document and can be taken back.
    fn can_undo(&self, _model: &Model) -> bool {
        false
    }

    /// The same of what was taken back and can be done again.
    fn can_redo(&self, _model: &Model) -> bool {
        false
    }

    /// Takes that back.
    fn undo(&self, _cx: &mut Cx) {}

    /// Does it again.
    fn redo(&self, _cx: &mut Cx) {}

    /// Takes one step back on the screen itself. Says whether there was one; otherwise the screen is left.
    fn back(&self, _cx: &mut Cx) -> bool {
        false
    }

    /// Where its parts are, but for how far they are scrolled. It is worked out once for a state; drawing, scrolling and the
    /// mouse take it from [`Model::layout`].
    fn layout(&self, _model: &Model) -> Rc<dyn Any> {
        Rc::new(())
    }

    /// Scrolls so that what is in focus is seen. The layout stays what it is.
    fn settle(&self, _model: &mut Model) {}

    /// What is in focus, as one points at it; nothing where the whole page is.
    fn in_focus(&self, _model: &Model) -> Option<Target> {
        None
    }

    /// What can be pointed at, as the screen is drawn now.
    fn hits(&self, _model: &Model) -> HitMap<Target> {
        HitMap::new()
    }

    /// The mouse was pressed on something; `is_double` where that was the second time. Says whether a double press opens it.
    fn press(&self, _cx: &mut Cx, _target: Target, _is_double: bool) -> bool {
        false
    }

    /// The mouse moves while it is pressed, over something or nothing.
    fn drag(&self, _cx: &mut Cx, _over: Option<Over>) {}

    /// The mouse is let go.
    fn release(&self, _cx: &mut Cx) {}
}

/// What the screen in front does.
#[must_use]
pub fn front(model: &Model) -> &'static dyn Screen {
    let id = model.screens.in_front().screen();
    SCREENS.into_iter().find(|screen| screen.id() == id).unwrap_or(SCREENS[SCREENS.len() - 1])
}

/// Brings the screen of a place to the front.
pub(in crate::app) fn arrive(cx: &mut Cx, to: &dyn ScreenPlace) {
    SCREENS.iter().any(|screen| screen.arrive(cx, to));
}

/// Whether a place on a screen is there no more.
pub(in crate::app) fn is_gone(model: &Model, place: &dyn ScreenPlace) -> bool {
    SCREENS.iter().any(|screen| screen.is_gone(model, place))
}

/// The place of something that was searched for and is in no document.
pub(in crate::app) fn place_of(what: &What, product: &str) -> Option<Destination> {
    SCREENS.iter().find_map(|screen| screen.place_of(what, product))
}

/// Brings to the front what a step changed in a document. One that no screen shows, as a register, stays where it is.
pub(in crate::app) fn reveal(cx: &mut Cx, file: &str, step: &Transaction) {
    SCREENS.iter().any(|screen| screen.reveal(cx, file, step));
}

/// The screen of a document as it first appears.
#[must_use]
pub fn show(doc: &OpenDocument, method: &Method) -> Option<Box<dyn State>> {
    SCREENS.iter().find_map(|screen| screen.show(doc, method))
}

/// The place after a step among so many.
fn step(at: usize, count: usize, down: bool) -> usize {
    if down { at.saturating_add(1).min(count.saturating_sub(1)) } else { at.saturating_sub(1) }
}

/// The first or last place among so many.
fn far(count: usize, last: bool) -> usize {
    if last { count.saturating_sub(1) } else { 0 }
}

/// The place after so many steps.
fn leap(at: usize, count: usize, by: usize, down: bool) -> usize {
    if down { at.saturating_add(by).min(count.saturating_sub(1)) } else { at.saturating_sub(by) }
}

/// The first line shown, after so many steps of a page that is read.
fn scrolled(top: usize, by: usize, down: bool) -> usize {
    if down { top.saturating_add(by) } else { top.saturating_sub(by) }
}
