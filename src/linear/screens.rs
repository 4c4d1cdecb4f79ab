//! The screens in lines, a row each.

use super::screen::Screen;
use super::{Linear, guide, place, read, station};
use crate::app::{Effect, Env, LineInput, Model, take_line};

/// A screen of which nothing is said.
const SILENT: Screen = Screen {
    id: "",
    help: key!("linear.help.guide"),
    lists_documents: false,
    is_overview: true,
    entered: |_| Vec::new(),
    part: |_| Vec::new(),
    is_last: |_| true,
    summary: read::summary,
    line: |_, _, _, _| None,
};

/// Every screen.
static SCREENS: [Screen; 8] = [
    Screen {
        id: "welcome",
        help: key!("linear.help.welcome"),
        is_overview: false,
        entered: read::welcome,
        line: Linear::choice,
        ..SILENT
    },
    Screen {
        id: "map",
        help: key!("linear.help.map"),
        lists_documents: true,
        entered: read::map,
        line: document,
        ..SILENT
    },
    Screen {
        id: "canvas",
        help: key!("linear.help.canvas"),
        is_overview: false,
        entered: |model| read::document(model, key!("linear.begin.canvas"), section),
        part: section,
        is_last: place::is_last_section,
        line: |linear, model, line, env| {
            Some(if line.is_empty() {
                linear.next(model, env)
            } else {
                take_line(model, LineInput::Add(line.to_owned()), env)
            })
        },
        ..SILENT
    },
    Screen {
        id: "checklist",
        help: key!("linear.help.checklist"),
        is_overview: false,
        entered: |model| read::document(model, key!("linear.begin.checklist"), item),
        part: item,
        is_last: place::is_last_item,
        line: |linear, model, line, env| {
            Some(if line.is_empty() { linear.next(model, env) } else { linear.verdict(model, line, env) })
        },
        ..SILENT
    },
    Screen { id: "network", ..SILENT },
    Screen { id: "guide", entered: guide::entered, ..SILENT },
    Screen {
        id: "station",
        help: key!("linear.help.station"),
        is_overview: false,
        entered: station::entered,
        part: station::row,
        is_last: station::is_last,
        summary: station::summary,
        line: |linear, model, line, env| {
            Some(if line.is_empty() { linear.next(model, env) } else { linear.reply(model, line, env) })
        },
        ..SILENT
    },
    Screen { id: "problem", help: key!("linear.help.trouble"), is_overview: false, entered: read::problem, ..SILENT },
];

/// The screen in front.
pub(super) fn front(model: &Model) -> &'static Screen {
    let id = model.screen().screen();
    SCREENS.iter().find(|screen| screen.id == id).unwrap_or(&SILENT)
}

fn section(model: &Model) -> Vec<String> {
    read::section(model).unwrap_or_default()
}

fn item(model: &Model) -> Vec<String> {
    read::item(model).unwrap_or_else(|| vec![model.words().say(key!("linear.no-item")).to_owned()])
}

/// Opens a document of the map by its number, name or path.
fn document(_: &mut Linear, model: &mut Model, line: &str, env: &mut Env) -> Option<Vec<Effect>> {
    if line.is_empty() {
        return None;
    }
    Some(match place::document(model, line) {
        Ok(file) => take_line(model, LineInput::OpenDocument(file), env),
        Err(sentence) => super::warn(model, env, sentence),
    })
}
