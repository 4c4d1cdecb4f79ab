//! Going places, and the way back.

use super::index::{Key, What};
use super::query::overview::MapItem;
use super::relations::{self, End};
use super::screen::{self, GuidePlace, Mode};
use super::{Cx, Model, WorkspaceEffect, follow_up};
use crate::document::{DocumentBody, Reference};

pub use super::location::{Anchor, Destination, HistoryEntry, Place};
pub use super::query::labels::{Line, line, name_of, place_label};

/// The most places that are remembered.
const MAX_TRAIL: usize = 200;

/// Where the person is now.
#[must_use]
pub fn here(model: &Model) -> HistoryEntry {
    screen::front(model).here(model)
}

/// Where an entry of the index stands.
#[must_use]
pub fn place_of(model: &Model, key: Key) -> Option<Destination> {
    let (file, entry) = model.index.entry(key)?;
    let spot = match &entry.what {
        What::Note(note) => Anchor::Note(note.id),
        What::Answer(item) => Anchor::Item(item.clone()),
        What::Section(id) => Anchor::Section(id.clone()),
        What::Record { .. } if follow_up::product_of(file).is_some() => {
            return follow_up::product_of(file).and_then(|product| screen::place_of(&entry.what, product));
        }
        What::Record { table, key } => {
            return Some(Destination::Record { file: file.to_owned(), table: table.clone(), key: key.clone() });
        }
        What::Criterion(_) | What::Guide(_) => {
            let product = model.docs.get(file).map(|doc| doc.product.as_str()).unwrap_or_default();
            return screen::place_of(&entry.what, product);
        }
    };
    Some(Destination::OpenDocument(Place { file: file.to_owned(), spot }))
}

/// Goes somewhere, and remembers the way back. A canvas is shown as the one before it was.
pub fn go(cx: &mut Cx, to: &Destination) {
    let from = here(cx.model);
    let mode = from.mode;
    arrive(cx, to, mode);
    remember(cx, from);
}

/// Goes to a place in a document, and remembers the way back.
pub fn go_to(cx: &mut Cx, place: &Place) {
    go(cx, &Destination::OpenDocument(place.clone()));
}

/// Goes to a place in a document over the screen in front, to which leaving the document leads back.
pub(in crate::app) fn go_over(cx: &mut Cx, place: &Place) {
    let from = here(cx.model);
    let Some(product) = cx.model.docs.get(&place.file).map(|doc| doc.product.clone()) else { return };
    switch_to(cx, &product);
    open_doc(cx, &place.file);
    screen::front(cx.model).go_to(cx, &place.spot, None);
    remember(cx, from);
}

/// Remembers where the person came from, where that is another place.
pub fn remember(cx: &mut Cx, from: HistoryEntry) {
    if here(cx.model) != from && cx.model.trail.last() != Some(&from) {
        cx.model.trail.push(from);
        let most = cx.model.trail.len().saturating_sub(MAX_TRAIL);
        cx.model.trail.drain(..most);
    }
}

/// Goes back the way one came; places that are gone, and the one where one is, are passed over. Says whether there was
/// any other.
pub fn go_back(cx: &mut Cx) -> bool {
    while let Some(waypoint) = cx.model.trail.pop() {
        let is_gone = match &waypoint.at {
            Destination::OpenDocument(place) => !cx.model.docs.contains_key(&place.file),
            Destination::Screen(to) => screen::is_gone(cx.model, &**to),
            Destination::Bottom | Destination::Record { .. } => false,
        };
        if !is_gone && waypoint != here(cx.model) {
            arrive(cx, &waypoint.at, waypoint.mode);
            return true;
        }
    }
    false
}

fn arrive(cx: &mut Cx, to: &Destination, mode: Option<Mode>) {
    match to {
        Destination::OpenDocument(place) => arrive_in(cx, place, mode),
        Destination::Screen(to) => screen::arrive(cx, &**to),
        Destination::Bottom => cx.model.screens.truncate(1),
        Destination::Record { file, table, key } => {
            let what = What::Record { table: table.clone(), key: key.clone() };
            let shown = follow_up::product_of(file).and_then(|product| screen::place_of(&what, product));
            if let Some(Destination::Screen(to)) = shown {
                return screen::arrive(cx, &*to);
            }
            if let Some(place) = subject_of(cx.model, file, table, key) {
                return arrive_in(cx, &place, mode);
            }
            let product = cx.model.docs.get(file).map(|doc| doc.product.clone()).unwrap_or_default();
            switch_to(cx, &product);
            cx.model.screens.truncate(1);
        }
    }
}

/// The first thing that an entry of a register is about and that can be gone to.
fn subject_of(model: &Model, file: &str, table: &str, key: &str) -> Option<Place> {
    let doc = model.docs.get(file)?;
    let Some(DocumentBody::Register(register)) = &doc.sheet else { return None };
    let about = register.value(&[table, key, "about"])?.as_list();
    about.iter().filter_map(|text| Reference::parse(text)).find_map(|reference| {
        match relations::end(model, &doc.product, &reference) {
            End::Place(place) => Some(place),
            End::Elsewhere | End::Broken => None,
        }
    })
}

/// Brings a product to the front.
pub(in crate::app) fn switch_to(cx: &mut Cx, product: &str) {
    if let Some(at) = cx.model.products.iter().position(|known| known.id == product) {
        cx.model.product = at;
    }
}

fn arrive_in(cx: &mut Cx, place: &Place, mode: Option<Mode>) {
    let Some(product) = cx.model.docs.get(&place.file).map(|doc| doc.product.clone()) else { return };
    switch_to(cx, &product);
    let open = cx.model.screens.iter().rposition(|screen| screen.file() == Some(&place.file));
    if let Some(at) = open {
        cx.model.screens.truncate(at + 1);
    } else {
        cx.model.screens.truncate(1);
        open_doc(cx, &place.file);
    }
    screen::front(cx.model).go_to(cx, &place.spot, mode);
}

/// Brings a document to the front, over the screen at the bottom, where it is not there.
pub(in crate::app) fn bring_to_front(cx: &mut Cx, file: &str) {
    if cx.model.doc().map(|doc| doc.file.as_str()) != Some(file) {
        cx.model.screens.truncate(1);
        open_doc(cx, file);
    }
}

/// Opens the screen of a document.
pub fn open_doc(cx: &mut Cx, file: &str) {
    let Some(doc) = cx.model.docs.get(file) else { return };
    if doc.is_product() && doc.sheet.is_some() {
        // What a product says of itself stands on its map.
        let product = doc.product.clone();
        cx.model.screens.truncate(1);
        return switch_to(cx, &product);
    }
    if let Some(state) = screen::show(doc, &cx.model.method) {
        cx.model.screens.push(state);
    }
}

/// Shows both sides of a conflict in what the map rests on, and in the settings, where the map is in front.
pub(super) fn show_conflict(cx: &mut Cx, file: &str) {
    let Some(doc) = cx.model.docs.get(file) else { return };
    let is_below_the_map = doc.is_settings()
        || doc.is_product() && cx.model.current_product().is_some_and(|product| product.id == doc.product);
    // The map is the screen that all others stand on.
    let is_free = cx.model.dialogs.is_empty() && cx.model.screens.iter().count() == 1;
    if is_below_the_map && is_free && doc.settling.is_some() {
        open_doc(cx, file);
    }
}

/// Settings are a document only while they are in conflict.
pub(super) fn forget_settings(model: &mut Model, file: &str) {
    model.docs.remove(file);
    let open = model.screens.iter().position(|screen| screen.file() == Some(file));
    if let Some(at) = open {
        model.screens.truncate(at);
    }
}

/// Opens what a station or a guide names, over the screen in front. A template is begun.
pub fn open_item(cx: &mut Cx, item: &MapItem) {
    match item {
        MapItem::OpenDocument { file } => {
            let from = here(cx.model);
            open_doc(cx, file);
            remember(cx, from);
        }
        MapItem::Template(template) => match cx.model.current_product().map(|product| product.id.clone()) {
            Some(product) => cx.effect(WorkspaceEffect::CreateDocument { product, template: template.clone() }),
            None => cx.warn(sentence!("reason.no-product")),
        },
        MapItem::Guide(id) => go(cx, &Destination::on(GuidePlace(id.clone()))),
        MapItem::Hidden(_) => cx.model.screens.in_front_mut().toggle_styles(),
        MapItem::Named { title } => cx.warn(sentence!("message.not-a-document", title = title)),
    }
}
