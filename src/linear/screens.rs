//! The screens in lines, a row each.

use super::screen::{LineMeans, Screen};
use super::{follow_up, guide, place, read, session, settle, station};
use crate::app::Model;

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
    line: LineMeans::Nothing,
};

/// Every screen.
static SCREENS: [Screen; 12] = [
    Screen {
        id: "welcome",
        help: key!("linear.help.welcome"),
        is_overview: false,
        entered: read::welcome,
        line: LineMeans::Choice,
        ..SILENT
    },
    Screen {
        id: "map",
        help: key!("linear.help.map"),
        lists_documents: true,
        entered: read::map,
        line: LineMeans::OpenDocument,
        ..SILENT
    },
    Screen {
        id: "canvas",
        help: key!("linear.help.canvas"),
        is_overview: false,
        entered: |model| read::document(model, key!("linear.begin.canvas"), section),
        part: section,
        is_last: place::is_last_section,
        line: LineMeans::Note,
        ..SILENT
    },
    Screen {
        id: "checklist",
        help: key!("linear.help.checklist"),
        is_overview: false,
        entered: |model| read::document(model, key!("linear.begin.checklist"), item),
        part: item,
        is_last: place::is_last_item,
        line: LineMeans::Verdict,
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
        line: LineMeans::Reply,
        ..SILENT
    },
    Screen {
        id: "follow_up",
        help: key!("linear.help.follow-up"),
        is_overview: false,
        entered: follow_up::entered,
        part: follow_up::row,
        is_last: follow_up::is_last,
        summary: follow_up::entered,
        line: LineMeans::Entry,
        ..SILENT
    },
    Screen {
        id: "session",
        help: key!("linear.help.session"),
        entered: session::entered,
        part: session::stop,
        is_last: session::is_last,
        summary: session::entered,
        ..SILENT
    },
    Screen {
        id: "settle",
        help: key!("linear.help.settle"),
        is_overview: false,
        entered: settle::entered,
        part: settle::clash,
        line: LineMeans::Side,
        ..SILENT
    },
    Screen { id: "versions", ..SILENT },
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
