//! Opening what is in focus: documents, templates nobody has used yet, guides.

use super::{Command, Scope};
use crate::app::place::{self, Where};
use crate::app::screens::{CanvasState, ChecklistState, MapItem, Mode, Screen, TroubleState, items_of, links_of};
use crate::app::{Effect, Model, Turn};
use crate::i18n::Sentence;

const OPENING: &[Scope] =
    &[Scope::Welcome, Scope::Map, Scope::Canvas, Scope::Checklist, Scope::Network, Scope::Guide, Scope::Station];

pub(super) const ROWS: &[Command] =
    &[Command::new("open", OPENING, &["enter"], |turn, _| open(turn)).footer().only_if(can_open)];

/// In a guide there has to be a link to open.
fn can_open(model: &Model) -> Result<(), Sentence> {
    match model.screen() {
        Screen::Guide(state) if state.link.is_none() => Err(Sentence::new("reason.no-link")),
        _ => Ok(()),
    }
}

fn open(turn: &mut Turn) {
    match turn.model.screen() {
        Screen::Welcome(state) => match state.cursor {
            0 => super::map::create_workspace(turn),
            1 => turn.effects.push(Effect::OpenDemo),
            _ => turn.effects.push(Effect::Quit),
        },
        Screen::Map(state) => {
            let state = *state;
            let Some(cycle) = turn.model.current_cycle() else { return super::map::new_document(turn) };
            match items_of(turn.model, &cycle, state.station, state.all_styles).get(state.item) {
                Some(item) => open_item(turn, item),
                None => turn.warn(Sentence::new("message.nothing-here")),
            }
        }
        Screen::Canvas(state) if state.mode == Mode::Grid => {
            if let Some(state) = turn.model.canvas_state_mut() {
                state.mode = Mode::Board;
                state.scroll = crate::layout::strip::Scroll::default();
            }
        }
        Screen::Canvas(state) => {
            let id = if state.note.is_some() { "edit-note" } else { "add-note" };
            if let Some(command) = super::find(id) {
                match (command.can)(turn.model) {
                    Ok(()) => (command.run)(turn, ""),
                    Err(reason) => turn.warn(reason),
                }
            }
        }
        Screen::Checklist(_) => super::checklist::answer(turn),
        Screen::Network(_) => super::network::open(turn),
        Screen::Guide(state) => {
            let link = state.link;
            let guide = turn.model.method.guide(&state.guide).cloned();
            let items = guide.map(|guide| links_of(turn.model, &guide)).unwrap_or_default();
            if let Some(item) = link.and_then(|link| items.get(link)) {
                open_item(turn, item);
            }
        }
        Screen::Station(_) => super::station::open(turn),
        Screen::Trouble(_) => {}
    }
}

/// Opens what a station or a guide names, over the screen in front. A template is begun.
pub(super) fn open_item(turn: &mut Turn, item: &MapItem) {
    match item {
        MapItem::Doc { file } => {
            let from = place::here(turn.model);
            open_doc(turn, file);
            place::remember(turn, from);
        }
        MapItem::Template(template) => match turn.model.current_product().map(|product| product.id.clone()) {
            Some(product) => turn.effects.push(Effect::CreateSheet { product, template: template.clone() }),
            None => turn.warn(Sentence::new("reason.no-product")),
        },
        MapItem::Guide(id) => place::go(turn, &Where::Guide(id.clone())),
        MapItem::Hidden(_) => super::next::all_styles(turn),
        MapItem::Named { title } => turn.warn(Sentence::new("message.not-a-document").with("title", title)),
    }
}

/// Opens the screen of a document.
pub fn open_doc(turn: &mut Turn, file: &str) {
    let Some(doc) = turn.model.docs.get(file) else { return };
    if doc.is_product() && doc.sheet.is_some() {
        // What a product says of itself stands on its map.
        return turn.model.screens.truncate(1);
    }
    let method = &turn.model.method;
    let screen = if doc.canvas().is_some() && doc.canvas_template(method).is_some() {
        Screen::Canvas(Box::new(CanvasState::open(doc, method)))
    } else if doc.checklist().is_some() && doc.checklist_template(method).is_some() {
        Screen::Checklist(ChecklistState::open(doc, method))
    } else {
        Screen::Trouble(TroubleState { file: file.to_owned(), top: 0 })
    };
    turn.model.screens.push(screen);
}
