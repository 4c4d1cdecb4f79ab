//! Opening what is in focus: documents, templates nobody has used yet, guides.

use super::{Command, Scope};
use crate::app::place::{self, Where};
use crate::app::screens::{CanvasState, ChecklistState, MapItem, Mode, Screen, TroubleState, items_of, links_of};
use crate::app::{Cx, Effect, Model};
use crate::i18n::Sentence;

const OPENING: &[Scope] =
    &[Scope::Welcome, Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Network, Scope::Guide, Scope::Station];

pub(super) const ROWS: &[Command] =
    &[Command::new("open", OPENING, &["enter"], |cx, _| open(cx)).footer().only_if(can_open)];

/// In a guide there has to be a link to open.
fn can_open(model: &Model) -> Result<(), Sentence> {
    match model.screen() {
        Screen::Guide(state) if state.link.is_none() => Err(sentence!("reason.no-link")),
        _ => Ok(()),
    }
}

fn open(cx: &mut Cx) {
    match cx.model.screen() {
        Screen::Welcome(state) => match state.cursor {
            0 => super::map::create_workspace(cx),
            1 => cx.effects.push(Effect::OpenDemo),
            _ => cx.effects.push(Effect::Quit),
        },
        Screen::Map(state) => {
            let state = *state;
            let Some(cycle) = cx.model.current_cycle() else { return super::map::new_document(cx) };
            match items_of(cx.model, &cycle, state.station, state.all_styles).get(state.item) {
                Some(item) => open_item(cx, item),
                None => cx.warn(sentence!("message.nothing-here")),
            }
        }
        Screen::Canvas(state) if state.mode == Mode::Grid => {
            if let Some(state) = cx.model.canvas_state_mut() {
                state.mode = Mode::Board;
                state.scroll = crate::layout::strip::Scroll::default();
            }
        }
        Screen::Canvas(state) => {
            let id = if state.note.is_some() { "edit-note" } else { "add-note" };
            if let Some(command) = super::find(id) {
                match (command.can)(cx.model) {
                    Ok(()) => (command.run)(cx, ""),
                    Err(reason) => cx.warn(reason),
                }
            }
        }
        Screen::Checklist(_) => super::checklist::answer(cx),
        Screen::Network(_) => super::network::open(cx),
        Screen::Guide(state) => {
            let link = state.link;
            let guide = cx.model.method.guide(&state.guide).cloned();
            let items = guide.map(|guide| links_of(cx.model, &guide)).unwrap_or_default();
            if let Some(item) = link.and_then(|link| items.get(link)) {
                open_item(cx, item);
            }
        }
        Screen::Station(_) => super::station::open(cx),
        Screen::Trouble(_) => {}
    }
}

/// Opens what a station or a guide names, over the screen in front. A template is begun.
pub(super) fn open_item(cx: &mut Cx, item: &MapItem) {
    match item {
        MapItem::OpenDocument { file } => {
            let from = place::here(cx.model);
            open_doc(cx, file);
            place::remember(cx, from);
        }
        MapItem::Template(template) => match cx.model.current_product().map(|product| product.id.clone()) {
            Some(product) => cx.effects.push(Effect::CreateSheet { product, template: template.clone() }),
            None => cx.warn(sentence!("reason.no-product")),
        },
        MapItem::Guide(id) => place::go(cx, &Where::Guide(id.clone())),
        MapItem::Hidden(_) => super::next::all_styles(cx),
        MapItem::Named { title } => cx.warn(sentence!("message.not-a-document", title = title)),
    }
}

/// Opens the screen of a document.
pub fn open_doc(cx: &mut Cx, file: &str) {
    let Some(doc) = cx.model.docs.get(file) else { return };
    if doc.is_product() && doc.sheet.is_some() {
        // What a product says of itself stands on its map.
        return cx.model.screens.truncate(1);
    }
    let method = &cx.model.method;
    let screen = if doc.canvas().is_some() && doc.canvas_template(method).is_some() {
        Screen::Canvas(Box::new(CanvasState::open(doc, method)))
    } else if doc.checklist().is_some() && doc.checklist_template(method).is_some() {
        Screen::Checklist(ChecklistState::open(doc, method))
    } else {
        Screen::Trouble(TroubleState { file: file.to_owned(), top: 0 })
    };
    cx.model.screens.push(screen);
}
