//! What follows from the work on a product: decided, to do, parked.

pub(in crate::app) mod commands;
pub mod layout;
pub mod rows;
mod state;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, State, Target, far, leap, step};
use crate::app::commands::Scope;
use crate::app::dialog::finder::FinderItem;
use crate::app::follow_up::{self, Kind};
use crate::app::index::What;
use crate::app::location::{Destination, HistoryEntry, ScreenPlace, place_as};
use crate::app::relations::{self, End};
use crate::app::{Cx, DocState, Model, OpenDocument, place};
use crate::document::{DocumentBody, Edit, Reference, RegisterEdit, Transaction};
use crate::i18n::Sentence;
use crate::layout::{Direction, HitMap, Rect};
use crate::method::Method;
use layout::FollowUpScene;

pub use rows::FollowUpRow;
pub use state::{FollowUpPlace, FollowUpState};

/// The screen of a product's follow-up.
pub(super) struct FollowUp;

/// Moves the focus among the rows: `place` is given the place among those that can have it, and how many there are.
fn go(cx: &mut Cx, place: impl FnOnce(usize, usize) -> usize) {
    let Some(scene) = cx.model.layout::<FollowUpScene>() else { return };
    let Some(state) = cx.model.screens.front_mut::<FollowUpState>() else { return };
    let work: Vec<usize> = (0..scene.all.len()).filter(|at| scene.all[*at].is_work()).collect();
    let now = work.iter().position(|at| *at >= state.at).unwrap_or(0);
    if let Some(at) = work.get(place(now, work.len())) {
        state.go_to_row(*at);
    }
}

impl Screen for FollowUp {
    fn id(&self) -> &'static str {
        "follow_up"
    }

    fn scopes(&self, _: &Model) -> &'static [Scope] {
        &[Scope::FollowUp, Scope::Everywhere, Scope::Always]
    }

    fn show(&self, doc: &OpenDocument, _: &Method) -> Option<Box<dyn State>> {
        let is_readable = matches!(doc.state, DocState::Valid | DocState::Newer);
        let is_shown = is_readable && matches!(&doc.sheet, Some(DocumentBody::Register(_)));
        let product = follow_up::product_of(&doc.file).filter(|_| is_shown)?;
        Some(Box::new(FollowUpState::of(product)))
    }

    fn here(&self, model: &Model) -> HistoryEntry {
        let state = model.front::<FollowUpState>();
        let place = state
            .map(|state| FollowUpPlace { product: state.product().to_owned(), entry: state.entry.clone() })
            .map_or(Destination::Bottom, Destination::on);
        HistoryEntry { at: place, mode: None }
    }

    /// Over whatever is in front, so that leaving leads back there.
    fn arrive(&self, cx: &mut Cx, to: &dyn ScreenPlace) -> bool {
        let Some(FollowUpPlace { product, entry }) = place_as(to) else { return false };
        place::switch_to(cx, product);
        let file = follow_up::path_of(product);
        match cx.model.screens.last_where::<FollowUpState>(|state| state.file == file) {
            Some(at) => cx.model.screens.truncate(at + 1),
            None => match cx.model.docs.get(&file).map(|doc| super::show(doc, &cx.model.method)) {
                Some(Some(state)) => cx.model.screens.push(state),
                Some(None) => {}
                // Nothing was put down yet.
                None => cx.model.screens.push(Box::new(FollowUpState::of(product))),
            },
        }
        if let (Some(state), Some((kind, key))) = (cx.model.screens.front_mut::<FollowUpState>(), entry) {
            state.focus(*kind, key);
        }
        true
    }

    fn is_gone(&self, model: &Model, place: &dyn ScreenPlace) -> bool {
        place_as::<FollowUpPlace>(place)
            .is_some_and(|place| !model.products.iter().any(|product| product.id == place.product))
    }

    fn place_of(&self, what: &What, product: &str) -> Option<Destination> {
        let What::Record { table, key } = what else { return None };
        let entry = Some((Kind::of_table(table)?, key.clone()));
        Some(Destination::on(FollowUpPlace { product: product.to_owned(), entry }))
    }

    /// What a step changed comes into focus where the screen is in front; elsewhere it is only said.
    fn reveal(&self, cx: &mut Cx, file: &str, step: &Transaction) -> bool {
        let is_own = follow_up::product_of(file).is_some();
        if let Some(state) = cx.model.screens.front_mut::<FollowUpState>().filter(|state| state.file == file)
            && let Some((table, key)) = step.edits.first().and_then(changed)
            && let Some(kind) = Kind::of_table(table)
        {
            state.focus(kind, key);
        }
        is_own
    }

    fn step(&self, cx: &mut Cx, direction: Direction) {
        go(cx, |at, count| step(at, count, direction.is_forward()));
    }

    fn end(&self, cx: &mut Cx, last: bool) {
        go(cx, |_, count| far(count, last));
    }

    fn page(&self, cx: &mut Cx, down: bool) {
        let rows = self.page_rows(cx.model);
        go(cx, |at, count| leap(at, count, rows, down));
    }

    /// The first row of the next or previous group.
    fn section(&self, cx: &mut Cx, forward: bool) {
        let Some(scene) = cx.model.layout::<FollowUpScene>() else { return };
        let Some(state) = cx.model.screens.front_mut::<FollowUpState>() else { return };
        let heads = (0..scene.all.len()).filter(|at| matches!(scene.all[*at], FollowUpRow::Group(..)));
        let heads: Vec<usize> = heads.collect();
        let here = heads.iter().rposition(|at| *at <= state.at).unwrap_or(0);
        let count = heads.len().max(1);
        let next = if forward { here + 1 } else { here + count - 1 } % count;
        if let Some(head) = heads.get(next) {
            state.go_to_row(head + 1);
        }
    }

    fn can_activate(&self, model: &Model) -> Result<(), Sentence> {
        if subjects(model).is_empty() { Err(sentence!("reason.about-nothing")) } else { Ok(()) }
    }

    /// Goes to what the entry is about; where that is more than one thing, they are listed.
    fn activate(&self, cx: &mut Cx) {
        let subjects = subjects(cx.model);
        if let [(_, only)] = subjects.as_slice() {
            return place::go(cx, &only.clone());
        }
        let items: Vec<_> = subjects.into_iter().map(|(label, to)| FinderItem::new(&label, "", to)).collect();
        cx.find(sentence!("dialog.about.title")).items(items).arrives().then(|cx, to| place::go(cx, &to));
    }

    fn explain(&self, cx: &mut Cx) {
        let width = cx.model.size.width;
        let Some(scene) = cx.model.layout::<FollowUpScene>() else { return };
        if let Some(state) = cx.model.screens.front_mut::<FollowUpState>() {
            if layout::has_both(&scene, width) {
                state.info = !state.info;
            } else {
                state.is_read = !state.is_read;
            }
        }
    }

    fn layout(&self, model: &Model) -> Rc<dyn Any> {
        let state = model.front::<FollowUpState>();
        state.map_or_else(|| Rc::new(()) as Rc<dyn Any>, |state| Rc::new(layout::follow_up(model, state)))
    }

    fn settle(&self, model: &mut Model) {
        layout::settle(model);
    }

    fn in_focus(&self, model: &Model) -> Option<Target> {
        model.front::<FollowUpState>().map(|state| Target::Row(state.at))
    }

    fn hits(&self, model: &Model) -> HitMap<Target> {
        let (Some(state), Some(scene)) = (model.front::<FollowUpState>(), model.layout::<FollowUpScene>()) else {
            return HitMap::new();
        };
        let lines = scene.lines(state.top).into_iter().zip(scene.rows.y..scene.rows.bottom());
        let work = lines.filter_map(|(at, y)| Some((at.filter(|at| scene.all[*at].is_work())?, y)));
        work.map(|(at, y)| (Rect { y, height: 1, ..scene.rows }, Target::Row(at))).collect()
    }

    fn press(&self, cx: &mut Cx, target: Target, _: bool) -> bool {
        let (Target::Row(at), Some(state)) = (target, cx.model.screens.front_mut::<FollowUpState>()) else {
            return false;
        };
        state.go_to_row(at);
        true
    }
}

/// The table and the id of the entry that an edit changes.
fn changed(edit: &Edit) -> Option<(&str, &str)> {
    match edit {
        Edit::Register(RegisterEdit::Insert { at, key, .. } | RegisterEdit::Remove { at, key, .. }) => {
            Some((at.table.first()?, key))
        }
        Edit::Register(RegisterEdit::Set { path, .. }) => Some((path.first()?, path.get(1)?)),
        _ => None,
    }
}

/// What the entry in focus is about and can be gone to, each with what it is called.
fn subjects(model: &Model) -> Vec<(String, Destination)> {
    let Some((file, entry)) = commands::entry(model) else { return Vec::new() };
    let product = follow_up::product_of(file).unwrap_or_default();
    let labels = rows::referred(model, product, &entry, "about");
    let found = entry.list("about").iter().zip(labels).filter_map(|(text, label)| {
        let reference = Reference::parse(text)?;
        match relations::end(model, product, &reference) {
            End::Place(place) => Some((label, Destination::OpenDocument(place))),
            End::Elsewhere | End::Broken => {
                let owner = reference.product.as_deref().unwrap_or(product);
                let there = follow_up::referred(model, product, &reference)?;
                let entry = Some((there.kind, there.key.to_owned()));
                Some((label, Destination::on(FollowUpPlace { product: owner.to_owned(), entry })))
            }
        }
    });
    found.collect()
}

/// The decisions of every product that are about a note, each with its text and where it stands.
#[must_use]
pub fn decisions_about(model: &Model, product: &str, id: crate::document::Id) -> Vec<(String, Destination)> {
    let files = model.docs.values().filter_map(|doc| Some((follow_up::product_of(&doc.file)?, doc)));
    let mut found: Vec<(bool, String, Destination)> = Vec::new();
    for (owner, doc) in files {
        let Some(register) = follow_up::register(model, &doc.file) else { continue };
        for entry in follow_up::entries(register).filter(|entry| entry.kind == Kind::Decision) {
            let is_about = |text: &String| Reference::parse(text).is_some_and(|reference| reference.id == Some(id));
            if entry.list("about").iter().any(is_about) {
                let place =
                    FollowUpPlace { product: owner.to_owned(), entry: Some((entry.kind, entry.key.to_owned())) };
                found.push((owner != product, entry.text("text").replace('\n', " "), Destination::on(place)));
            }
        }
    }
    found.sort_by(|(one, text, _), (other, other_text, _)| (one, text).cmp(&(other, other_text)));
    found.into_iter().map(|(_, text, to)| (text, to)).collect()
}
