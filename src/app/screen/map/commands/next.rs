//! Commands on what is to be done: the next step, what is due, and what the styles of a product hide.

use crate::app::command::{Command, Linear, Scope};
use crate::app::dialog::finder::FinderItem;
use crate::app::follow_up::{self, Kind};
use crate::app::place::{self, Anchor, Destination, Place};
use crate::app::query::labels::due_sentence;
use crate::app::query::overview::{MapItem, due_of, items_of, next_of};
use crate::app::screen::MapState;
use crate::app::screen::station::commands::{marks, rounds};
use crate::app::{Cx, Model, WorkspaceEffect};
use crate::assess::due::Due;
use crate::assess::next::Reason;
use crate::document::Reference;
use crate::i18n::Sentence;

const MAP: &[Scope] = &[Scope::Map];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("take-next", MAP, &["."], |cx, _| take_next(cx)).footer().enabled_when(has_next),
    Command::new("due", MAP, &["!"], |cx, _| list_due(cx)).linear(&[Linear::Never]).enabled_when(has_due),
    Command::new("all-styles", MAP, &["v"], |cx, _| all_styles(cx)).linear(&[Linear::Never]).enabled_when(has_styles),
];

fn has_next(model: &Model) -> Result<(), Sentence> {
    next_of(model).map(|_| ()).ok_or_else(|| sentence!("reason.no-next"))
}

fn has_due(model: &Model) -> Result<(), Sentence> {
    if due_of(model).is_empty() { Err(sentence!("reason.nothing-due")) } else { Ok(()) }
}

/// Whether a canvas of the station in focus is hidden, or shown although it is for another style.
fn has_styles(model: &Model) -> Result<(), Sentence> {
    let (Some(state), Some(cycle)) = (model.front::<MapState>(), model.current_cycle()) else {
        return Err(sentence!("reason.no-product"));
    };
    let items = items_of(model, &cycle, state.station, false);
    if items.iter().any(|item| matches!(item, MapItem::Hidden(_))) {
        return Ok(());
    }
    Err(sentence!("reason.nothing-hidden"))
}

/// Goes to where the next step is done, or does it.
fn take_next(cx: &mut Cx) {
    let Some(step) = next_of(cx.model) else { return };
    let cycle = cx.model.current_cycle();
    let station = step.station.as_deref().and_then(|id| cycle.as_ref()?.position(id));
    if let (Some(station), Some(state)) = (station, cx.model.screens.front_mut::<MapState>()) {
        (state.station, state.item, state.top) = (station, 0, 0);
    }
    match step.reason {
        Reason::Missing { template } => {
            if let Some(product) = cx.model.current_product().map(|product| product.id.clone()) {
                cx.effect(WorkspaceEffect::CreateDocument { product, template });
            }
        }
        Reason::WaiverExpired { stem, item, .. } | Reason::Item { stem, item } => go(cx, &stem, Anchor::Item(item)),
        Reason::Question { stem, note, .. } => go(cx, &stem, Anchor::Note(note)),
        Reason::Stale { stem, .. } => go(cx, &stem, Anchor::Whole),
        Reason::Section { stem, section, .. } => {
            go(cx, &stem, Anchor::Section(section));
        }
        Reason::Criterion { criterion } => marks::show_criterion(cx, station, &criterion),
        Reason::RoundDone => rounds::ask_round(cx),
    }
}

fn go(cx: &mut Cx, stem: &str, spot: Anchor) {
    let file = cx.model.docs_of_product().find(|doc| doc.stem == stem).map(|doc| doc.file.clone());
    if let Some(file) = file {
        place::go_to(cx, &Place { file, spot });
    }
}

/// Lists everything that is due.
fn list_due(cx: &mut Cx) {
    let model = &*cx.model;
    let items: Vec<_> = due_of(model)
        .into_iter()
        .map(|due| FinderItem::new(&model.words.tell(&due_sentence(model, &due)), "", due))
        .collect();
    cx.find(sentence!("dialog.due.title")).items(items).then(take_due);
}

/// Goes to something that is due: to the item, the document, or what an action is about; to the action itself where that is
/// nothing.
fn take_due(cx: &mut Cx, due: Due) {
    match due {
        Due::Waiver { stem, item, .. } => go(cx, &stem, Anchor::Item(item)),
        Due::Stale { stem, .. } => go(cx, &stem, Anchor::Whole),
        Due::Action { id, about, .. } => {
            let ids = about.iter().filter_map(|text| Reference::parse(text)?.id);
            let has = |id| {
                cx.model.docs_of_product().find(|doc| doc.canvas().is_some_and(|canvas| canvas.note(id).is_some()))
            };
            let found =
                ids.into_iter().find_map(|id| Some(Place { file: has(id)?.file.clone(), spot: Anchor::Note(id) }));
            match (found, follow_up::file(cx.model)) {
                (Some(place), _) => place::go_to(cx, &place),
                (None, Some(file)) => {
                    let table = Kind::Action.table().to_owned();
                    place::go(cx, &Destination::Record { file, table, key: id.to_string() });
                }
                (None, None) => {}
            }
        }
    }
}

/// Shows the canvases for every style, or again only those for the product's own.
fn all_styles(cx: &mut Cx) {
    cx.model.screens.in_front_mut().toggle_styles();
}
