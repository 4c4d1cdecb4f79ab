//! Commands on what follows from the work: how an entry stands, changing, adding and deleting one.

use std::rc::Rc;

use super::{FollowUpPlace, FollowUpRow, FollowUpState};
use crate::app::command::{Command, Linear, Scope};
use crate::app::follow_up::change;
use crate::app::follow_up::forms::{self, Of};
use crate::app::follow_up::{self, Entry, Kind};
use crate::app::location::Destination;
use crate::app::screen::follow_up::rows::rows;
use crate::app::{Cx, Model, place};
use crate::i18n::Sentence;

const FOLLOW_UP: &[Scope] = &[Scope::FollowUp];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("follow-up", &[Scope::Everywhere], &["; f"], |cx, _| open(cx)).listed().enabled_when(has_product),
    Command::new("how-it-stands", FOLLOW_UP, &["s"], |cx, _| stands(cx))
        .linear(&[Linear::Asks, Linear::Short("stands")])
        .footer()
        .enabled_when(can_stand),
    Command::new("edit-entry", FOLLOW_UP, &["e"], |cx, _| edit(cx))
        .linear(&[Linear::Asks])
        .footer()
        .enabled_when(can_change),
    Command::new("add-entry", FOLLOW_UP, &["a"], |cx, _| add(cx))
        .linear(&[Linear::Asks])
        .footer()
        .enabled_when(can_write),
    Command::new("delete-entry", FOLLOW_UP, &["d", "delete"], |cx, _| delete(cx)).footer().enabled_when(can_change),
];

fn has_product(model: &Model) -> Result<(), Sentence> {
    model.current_product().map(|_| ()).ok_or_else(|| sentence!("reason.no-product"))
}

fn open(cx: &mut Cx) {
    let Some(product) = cx.model.current_product().map(|product| product.id.clone()) else { return };
    place::go(cx, &Destination::on(FollowUpPlace { product, entry: None }));
}

/// The entry in focus, with its file.
pub(super) fn entry(model: &Model) -> Option<(&str, Entry<'_>)> {
    let state = model.front::<FollowUpState>()?;
    let (kind, key) = match &state.entry {
        Some(entry) => entry.clone(),
        // A row came into focus just now.
        None => match rows(model, state).into_iter().nth(state.at)? {
            FollowUpRow::Entry(kind, key) => (kind, key),
            _ => return None,
        },
    };
    let register = follow_up::register(model, &state.file)?;
    let entry = follow_up::entries(register).find(|entry| entry.kind == kind && entry.key == key)?;
    Some((&state.file, entry))
}

fn can_write(model: &Model) -> Result<(), Sentence> {
    let file = model.front::<FollowUpState>().map(|state| state.file.as_str()).unwrap_or_default();
    match model.docs.get(file) {
        Some(doc) if !doc.is_writable() => Err(sentence!("message.not-writable", file = file)),
        _ => follow_up::can_write(model),
    }
}

fn can_change(model: &Model) -> Result<(), Sentence> {
    can_write(model)?;
    entry(model).map(|_| ()).ok_or_else(|| sentence!("reason.no-entry"))
}

fn can_stand(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    let is_replaced = |(_, entry): (&str, Entry)| entry.kind == Kind::Decision && entry.is_closed();
    if entry(model).is_some_and(is_replaced) { Err(sentence!("reason.replaced")) } else { Ok(()) }
}

fn stands(cx: &mut Cx) {
    let Some((file, entry)) = entry(cx.model) else { return };
    let (product, kind) = (follow_up::product_of(file).unwrap_or_default().to_owned(), entry.kind);
    let key = entry.key.to_owned();
    let after = after(cx.model, kind, &key);
    let go_on = move |cx: &mut Cx| {
        if let (Some(key), Some(state)) = (&after, cx.model.screens.front_mut::<FollowUpState>()) {
            state.focus(kind, key);
        }
    };
    forms::stands(cx, &product, (kind, &key), Rc::new(go_on));
}

/// The open entry of the same kind that follows one as they stand now, so that one after the other can be gone through,
/// wherever those go of which was said how they stand.
fn after(model: &Model, kind: Kind, key: &str) -> Option<String> {
    let state = model.front::<FollowUpState>()?;
    let register = follow_up::register(model, &state.file)?;
    let is_open = |key: &&str| follow_up::entries(register).any(|entry| entry.key == *key && !entry.is_closed());
    let all = rows(model, state);
    let mut keys = all.iter().filter_map(FollowUpRow::entry).filter(|(other, _)| *other == kind).map(|(_, key)| key);
    keys.by_ref().find(|other| *other == key)?;
    keys.find(is_open).map(str::to_owned)
}

fn edit(cx: &mut Cx) {
    let Some((file, entry)) = entry(cx.model) else { return };
    let of = Of::entry(follow_up::product_of(file).unwrap_or_default(), &entry);
    let kind = entry.kind;
    forms::ask(cx, kind, of);
}

/// Adds an entry to the group in focus.
fn add(cx: &mut Cx) {
    let Some(state) = cx.model.front::<FollowUpState>() else { return };
    let kind = rows(cx.model, state).get(state.at).map_or(Kind::Decision, FollowUpRow::kind);
    if let Some(of) = Of::new(cx.model) {
        forms::ask(cx, kind, of);
    }
}

fn delete(cx: &mut Cx) {
    let Some((file, entry)) = entry(cx.model) else { return };
    let (file, kind, key) = (file.to_owned(), entry.kind, entry.key.to_owned());
    change::remove(cx, &file, (kind, &key), sentence!("message.entry-deleted"));
}
