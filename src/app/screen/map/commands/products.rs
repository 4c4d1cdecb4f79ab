//! Commands on the map that begin documents and switch between products.

use crate::app::command::{Command, Linear, Scope};
use crate::app::dialog::PickerItem;
use crate::app::dialog::finder::FinderItem;
use crate::app::screen::MapState;
use crate::app::{Cx, Model, WorkspaceEffect};
use crate::i18n::Sentence;

const MAP: &[Scope] = &[Scope::Map];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("new-document", MAP, &["c"], |cx, _| new_document(cx))
        .linear(&[Linear::Asks])
        .footer()
        .enabled_when(has_product),
    Command::new("switch-product", MAP, &["P"], |cx, _| switch_product(cx))
        .linear(&[Linear::Asks])
        .enabled_when(has_products),
];

fn has_product(model: &Model) -> Result<(), Sentence> {
    model.current_product().map(|_| ()).ok_or_else(|| sentence!("reason.no-product"))
}

fn has_products(model: &Model) -> Result<(), Sentence> {
    if model.products.len() > 1 { Ok(()) } else { Err(sentence!("reason.one-product")) }
}

/// Asks for a template: those of the cycle's stations first, in the order of the line, then the others.
pub(in crate::app) fn new_document(cx: &mut Cx) {
    let Some(product) = cx.model.current_product().map(|product| product.id.clone()) else { return };
    let model = &*cx.model;
    let (method, language) = (&model.method, model.language());
    let mut ordered: Vec<(&str, String)> = Vec::new();
    let cycle = model.current_cycle();
    for station in cycle.iter().flat_map(|cycle| &cycle.stations) {
        for template in station.resources.iter().filter_map(|resource| method.template_of_resource(resource)) {
            if !ordered.iter().any(|(known, _)| *known == template) {
                ordered.push((template, station.short.get(language).to_owned()));
            }
        }
    }
    for template in method.template_ids() {
        if !ordered.iter().any(|(known, _)| *known == template) {
            ordered.push((template, String::new()));
        }
    }
    // What a team or user wrote is told apart; what only has other words is not.
    for (template, beside) in &mut ordered {
        let is_own = method.own_of(template).is_some_and(|own| own.package.is_none());
        if is_own && beside.is_empty() {
            model.words.say(key!("canvas.own")).clone_into(beside);
        } else if is_own {
            *beside = format!("{}, {beside}", model.words.say(key!("canvas.own")));
        }
    }
    let items: Vec<FinderItem<String>> = ordered
        .iter()
        .filter(|(id, _)| !model.docs_of_product().any(|doc| doc.stem == *id))
        .filter_map(|(id, station)| {
            let template = method.template(id)?;
            Some(FinderItem::new(template.short(language), station, (*id).to_owned()).named(id))
        })
        .collect();
    if items.is_empty() {
        return cx.warn(sentence!("message.all-there"));
    }
    let ask = cx.find(sentence!("dialog.create.title")).items(items).hint(key!("dialog.create.hint"));
    ask.then(move |cx, template| cx.effect(WorkspaceEffect::CreateDocument { product, template }));
}

fn switch_product(cx: &mut Cx) {
    let products = cx.model.products.iter().enumerate();
    let choices: Vec<_> = products
        .map(|(at, product)| {
            let is_alone = cx.model.products.iter().filter(|other| other.name() == product.name()).count() == 1;
            // Those of one name are told apart by their folders.
            let label =
                if is_alone { product.name().to_owned() } else { format!("{} ({})", product.name(), product.id) };
            PickerItem::numbered(at + 1, &label, product.id.clone()).named(&product.id)
        })
        .collect();
    let now = cx.model.current_product().map(|product| product.id.clone()).unwrap_or_default();
    let ask = cx.pick(sentence!("dialog.product.title")).choices(choices).at(|id| *id == now).marks_current();
    ask.then(|cx, id| {
        if let Some(at) = cx.model.products.iter().position(|product| product.id == id) {
            cx.model.product = at;
            if let Some(state) = cx.model.screens.first_mut::<MapState>() {
                *state = MapState::default();
            }
        }
    });
}
