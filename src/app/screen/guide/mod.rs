//! A guide, to be read: a page, what of it is seen, and which of its links is in focus.

pub mod layout;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, Target, scrolled};
use crate::app::commands::Scope;
use crate::app::index::What;
use crate::app::location::{Destination, HistoryEntry, ScreenPlace, place_as};
use crate::app::place::open_item;
use crate::app::query::overview::{MapItem, items_of_resource};
use crate::app::{Cx, Model};
use crate::i18n::Sentence;
use crate::layout::{Direction, HitMap};
use crate::method::Guide as Page;

pub use state::{GuidePlace, GuideState};

/// The reader of guides.
pub(super) struct Guide;

/// What a guide leads to: the documents of the canvases it serves, or their templates where there are none yet.
#[must_use]
pub fn links_of(model: &Model, guide: &Page) -> Vec<MapItem> {
    guide.canvases.iter().flat_map(|canvas| items_of_resource(model, canvas)).collect()
}

/// Brings a guide to the front: the one that is open, or a new one over what is in front; it takes another guide's place.
fn arrive(cx: &mut Cx, id: &str) {
    let screens = &mut cx.model.screens;
    let is_it = |state: &GuideState| state.guide == id;
    if let Some(at) = screens.last_where(is_it) {
        return screens.truncate(at + 1);
    }
    let state = Box::new(GuideState::open(id));
    if screens.front::<GuideState>().is_some() {
        let front = screens.len() - 1;
        screens.replace(front, state);
    } else {
        screens.push(state);
    }
}

impl Screen for Guide {
    fn id(&self) -> &'static str {
        "guide"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Guide, Scope::Everywhere, Scope::Always]
    }

    fn here(&self, model: &Model) -> HistoryEntry {
        let guide = model.front::<GuideState>().map(|state| state.guide.clone());
        HistoryEntry { at: guide.map_or(Destination::Bottom, |id| Destination::on(GuidePlace(id))), mode: None }
    }

    fn arrive(&self, cx: &mut Cx, to: &dyn ScreenPlace) -> bool {
        let Some(GuidePlace(id)) = place_as(to) else { return false };
        arrive(cx, id);
        true
    }

    fn is_gone(&self, model: &Model, place: &dyn ScreenPlace) -> bool {
        place_as(place).is_some_and(|GuidePlace(id)| !model.method.is_guide(id))
    }

    fn place_of(&self, what: &What, _: &str) -> Option<Destination> {
        let What::Guide(id) = what else { return None };
        Some(Destination::on(GuidePlace(id.clone())))
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        if let Some(state) = cx.model.screens.front_mut::<GuideState>() {
            state.top = scrolled(state.top, 1, direction.is_forward());
        }
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        if let Some(state) = cx.model.screens.front_mut::<GuideState>() {
            state.top = if last { usize::MAX } else { 0 };
        }
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        let rows = self.page_rows(cx.model);
        if let Some(state) = cx.model.screens.front_mut::<GuideState>() {
            state.top = scrolled(state.top, rows, down);
        }
    }

    /// Of a page a line stays, so that the eye finds where it was.
    fn page_rows(&self, model: &Model) -> usize {
        model.layout::<layout::Page>().map_or(0, |page| usize::from(page.area.height).saturating_sub(1)).max(1)
    }

    /// The next or previous link, which is brought into view.
    fn section(&self, cx: &mut Cx, forward: bool) {
        let Some(page) = cx.model.layout::<layout::Page>() else { return };
        if let Some(state) = cx.model.screens.front_mut::<GuideState>() {
            state.next_link(page.links.len(), forward);
        }
        layout::show_link(cx.model, &page);
    }

    fn notch(&self) -> usize {
        3
    }

    /// There has to be a link to open.
    fn can_activate(&self, model: &Model) -> Result<(), Sentence> {
        match model.front::<GuideState>() {
            Some(state) if state.link.is_none() => Err(sentence!("reason.no-link")),
            _ => Ok(()),
        }
    }

    fn activate(&self, cx: &mut Cx) {
        let Some(state) = cx.model.front::<GuideState>() else { return };
        let link = state.link;
        let guide = cx.model.method.guide(&state.guide).cloned();
        let items = guide.map(|guide| links_of(cx.model, &guide)).unwrap_or_default();
        if let Some(item) = link.and_then(|link| items.get(link)) {
            open_item(cx, item);
        }
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let page = model.front::<GuideState>().and_then(|state| layout::page(model, state));
        page.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |page| Rc::new(page))
    }

    fn settle(&self, model: &mut Model) {
        layout::settle(model);
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        model.front::<GuideState>()?.link.map(Target::Link)
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let (Some(page), Some(state)) = (model.layout::<layout::Page>(), model.front::<GuideState>()) else {
            return HitMap::new();
        };
        let links = page.visible(state.top).filter_map(|(row, line)| match line {
            layout::PageLine::Link(link) => Some((row, Target::Link(*link))),
            _ => None,
        });
        links.collect()
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let (Target::Link(link), Some(state)) = (target, cx.model.screens.front_mut::<GuideState>()) else {
            return false;
        };
        state.link = Some(link);
        true
    }
}
