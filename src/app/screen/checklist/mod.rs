//! A checklist: which item is in focus, and which are shown.

pub(in crate::app) mod commands;
pub mod layout;
mod rows;
mod state;

use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;

use super::{Mode, Screen, State, Target, far, leap, step};
use crate::app::commands::Scope;
use crate::app::location::{Anchor, Destination, HistoryEntry, Place};
use crate::app::{Cx, Model, OpenDocument, place};
use crate::document::{self, Edit, Transaction};
use crate::layout::{Direction, HitMap, Rect};
use crate::method::{ChecklistTemplate, ItemTemplate, Method};
use layout::ChecklistScene;
use rows::{Group, order_of};

pub use rows::{Row, rows_of};
pub use state::{ChecklistState, VerdictFilter};

/// The height from which what is wrong comes first. Below it, and in linear mode, items stand in the order of their stages.
const BY_NEED_FROM: u16 = 16;
/// The height from which answers stand below what is wrong, with space between groups.
const ROOMY_FROM: u16 = 30;

/// The checklist screen.
pub(super) struct Checklist;

/// Moves the focus among the items that are shown.
fn item(cx: &mut Cx, choose: impl FnOnce(&[(Group, &ItemTemplate)], Option<usize>) -> Option<usize>) {
    let method = Arc::clone(&cx.model.method);
    let Some(state) = cx.model.screens.front_mut::<ChecklistState>() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return };
    let items = order_of(state, list, template);
    let at = items.iter().position(|(_, item)| Some(&item.id) == state.item.as_ref());
    state.item = choose(&items, at).and_then(|at| items.get(at)).map(|(_, item)| item.id.clone());
}

/// The first item of the next or previous group; at the ends it goes round.
fn of_group(items: &[(Group, &ItemTemplate)], at: usize, forward: bool) -> Option<usize> {
    let group = |at: usize| items.get(at).map(|(group, _)| *group);
    let first_of = |at: usize| (0..items.len()).find(|other| group(*other) == group(at));
    if forward {
        return (at..items.len()).find(|other| group(*other) != group(at)).or(Some(0));
    }
    let before = (0..at).rev().find(|other| group(*other) != group(at));
    first_of(before.or(items.len().checked_sub(1))?)
}

/// The first item that follows a row, for the lines that stand for others.
fn first_item_of<'a>(
    state: &ChecklistState,
    list: &document::Checklist,
    template: &'a ChecklistTemplate,
    row: Row<'a>,
) -> Option<&'a ItemTemplate> {
    match row {
        Row::Item(item) | Row::Answer(item) => Some(item),
        Row::Done(done, _) => {
            let order = order_of(state, list, template);
            order.into_iter().find(|(group, _)| *group == Group::Done(&done.id)).map(|(_, item)| item)
        }
        Row::Wrong | Row::Stage(_) | Row::NoItems(_) | Row::Blank => None,
    }
}

impl Screen for Checklist {
    fn id(&self) -> &'static str {
        "checklist"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::Checklist, Scope::Everywhere, Scope::Always]
    }

    fn show(&self, doc: &OpenDocument, method: &Method) -> Option<Box<dyn State>> {
        let is_known = doc.checklist().is_some() && doc.checklist_template(method).is_some();
        is_known.then(|| Box::new(ChecklistState::open(doc, method)) as Box<dyn State>)
    }

    fn here(&self, model: &Model) -> HistoryEntry {
        let Some(state) = model.front::<ChecklistState>() else {
            return HistoryEntry { at: Destination::Bottom, mode: None };
        };
        let spot = state.item.clone().map_or(Anchor::Whole, Anchor::Item);
        HistoryEntry { at: Destination::OpenDocument(Place { file: state.file.clone(), spot }), mode: None }
    }

    /// An item that a filter hides is shown.
    fn go_to(&self, cx: &mut Cx, spot: &Anchor, _: Option<Mode>) {
        let method = Arc::clone(&cx.model.method);
        let (Anchor::Item(item), Some(state)) = (spot, cx.model.screens.front_mut::<ChecklistState>()) else { return };
        let Some(doc) = cx.model.docs.get(&state.file) else { return };
        if let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method))
            && !state.items(list, template).iter().any(|known| known.id == *item)
        {
            state.stage = None;
            state.filter = VerdictFilter::All;
        }
        state.item = Some(item.clone());
    }

    fn reveal(&self, cx: &mut Cx, file: &str, step: &Transaction) -> bool {
        if cx.model.docs.get(file).is_none_or(|doc| doc.checklist().is_none()) {
            return false;
        }
        place::bring_to_front(cx, file);
        if let (Some(state), Some(Edit::Answer { item, .. })) =
            (cx.model.screens.front_mut::<ChecklistState>(), step.edits.last())
        {
            state.item = Some(item.clone());
        }
        true
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        if direction.is_sideways() {
            return self.section(cx, direction.is_forward());
        }
        item(cx, |items, at| Some(step(at.unwrap_or(0), items.len(), direction.is_forward())));
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        item(cx, |items, _| Some(far(items.len(), last)));
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        let rows = self.page_rows(cx.model);
        item(cx, |items, at| Some(leap(at.unwrap_or(0), items.len(), rows, down)));
    }

    /// The next or previous group.
    fn section(&self, cx: &mut Cx, forward: bool) {
        item(cx, |items, at| at.map(|at| of_group(items, at, forward).unwrap_or(at)));
    }

    fn activate(&self, cx: &mut Cx) {
        commands::items::answer(cx);
    }

    /// All items are shown again.
    fn back(&self, cx: &mut Cx) -> bool {
        let Some(state) = cx.model.screens.front_mut::<ChecklistState>() else { return false };
        let is_part = state.stage.is_some() || state.filter != VerdictFilter::All;
        if is_part {
            state.stage = None;
            state.filter = VerdictFilter::All;
        }
        is_part
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let state = model.front::<ChecklistState>();
        state.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |state| Rc::new(layout::checklist(model, state)))
    }

    fn settle(&self, model: &mut Model) {
        let height = model.layout::<ChecklistScene>().map_or(1, |scene| usize::from(scene.rows.height).max(1));
        let method = Arc::clone(&model.method);
        let screen = model.size.height;
        let Some(state) = model.screens.front_mut::<ChecklistState>() else { return };
        (state.by_need, state.roomy) = (screen >= BY_NEED_FROM, screen >= ROOMY_FROM);
        let Some(doc) = model.docs.get(&state.file) else { return };
        let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return };
        let rows = rows_of(state, list, template);
        let at = rows.iter().position(|row| matches!(row, Row::Item(item) if Some(&item.id) == state.item.as_ref()));
        let at = at.unwrap_or(0);
        // The head of a group is seen with its first item, and an item with its answer.
        let is_head = |row: &Row| !matches!(row, Row::Item(_) | Row::Answer(_));
        let first = if at > 0 && is_head(&rows[at - 1]) { at - 1 } else { at };
        let end = at + usize::from(matches!(rows.get(at + 1), Some(Row::Answer(_))));
        // What is wrong is seen as long as the item in focus is, too.
        let first = if end < height { 0 } else { first };
        state.top = state.top.min(first).max((end + 1).saturating_sub(height)).min(rows.len().saturating_sub(1));
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        let (state, doc) = (model.front::<ChecklistState>()?, model.doc()?);
        let rows = rows_of(state, doc.checklist()?, doc.checklist_template(&model.method)?);
        let is_it = |row: &Row| matches!(row, Row::Item(item) if Some(&item.id) == state.item.as_ref());
        rows.iter().position(is_it).map(Target::Row)
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let (Some(state), Some(doc)) = (model.front::<ChecklistState>(), model.doc()) else { return HitMap::new() };
        let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&model.method)) else {
            return HitMap::new();
        };
        let Some(area) = model.layout::<ChecklistScene>().map(|scene| scene.rows) else { return HitMap::new() };
        let rows = rows_of(state, list, template).into_iter().enumerate().skip(state.top);
        let seen = rows
            .zip(area.y..area.bottom())
            .filter(|((_, row), _)| matches!(row, Row::Item(_) | Row::Answer(_) | Row::Done(..)));
        seen.map(|((at, _), y)| (Rect { y, height: 1, ..area }, Target::Row(at))).collect()
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let method = Arc::clone(&cx.model.method);
        let (Target::Row(at), Some(state)) = (target, cx.model.screens.front_mut::<ChecklistState>()) else {
            return false;
        };
        let Some(doc) = cx.model.docs.get(&state.file) else { return false };
        let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method)) else { return false };
        let row = rows_of(state, list, template).into_iter().nth(at);
        let Some(item) = row.and_then(|row| first_item_of(state, list, template, row)) else { return false };
        state.item = Some(item.id.clone());
        true
    }
}
