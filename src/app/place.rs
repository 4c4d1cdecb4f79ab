//! Places: where something stands in a document, how people speak of it, what else can be gone to, and the way one came.

use std::sync::Arc;

use super::commands::number_of;
use super::index::{Key, What, texts_of};
use super::screens::{GuideState, Mode, NetworkState, Screen, StationState, sections_of};
use super::{Cx, Model, commands, fold};
use crate::document::Id;

/// A place in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document.
    pub file: String,
    /// Where in it.
    pub spot: Spot,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A note.
    Note(Id),
    /// An item of a checklist.
    Item(String),
    /// Nowhere in particular.
    Whole,
}

/// Where a person can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// At a place in a document.
    OpenDocument(Place),
    /// Reading a guide, by its id.
    Guide(String),
    /// On the network of lines.
    Network,
    /// At a station, or at the criteria of all of them, with that row in focus.
    Station {
        /// The station's place in the cycle; nothing for all.
        station: Option<usize>,
        /// The row.
        row: usize,
    },
    /// Anywhere else: on the screen at the bottom, which is the map.
    Map,
}

/// Where somebody was, and how it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waypoint {
    /// The place.
    pub at: Where,
    /// How the canvas was shown.
    pub mode: Option<Mode>,
}

/// The most places that are remembered.
const LONGEST_TRAIL: usize = 200;

/// What a search or a list shows of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The number of a note; empty for an answer.
    pub number: String,
    /// The text that was found.
    pub text: String,
    /// Whether the text is a note's open question.
    pub is_question: bool,
    /// Canvas and section, or checklist and item.
    pub place: String,
}

/// What is shown of an entry of the index. Of several texts it is the first that holds one of the words.
#[must_use]
pub fn line(model: &Model, key: Key, words: &[String]) -> Option<Line> {
    let (file, entry) = model.index.entry(key)?;
    if let What::Guide(id) = &entry.what {
        return guide_line(model, id, words);
    }
    let name = name_of(model, file)?;
    let doc = model.docs.get(file)?;
    let hit = |text: &&String| {
        let folded = fold::fold(text);
        words.iter().any(|word| folded.contains(word.as_str()))
    };
    match &entry.what {
        What::Note(note) => {
            let (section, place) = entry.number;
            let texts = [Some(&note.text), note.question.as_ref(), note.source.as_ref()];
            let text = texts.into_iter().flatten().find(hit).unwrap_or(&note.text);
            let title =
                sections_of(doc, &model.method).get(section - 1).map(|view| view.title(model.language()).to_owned());
            Some(Line {
                number: format!("{section}.{place}"),
                text: text.clone(),
                is_question: note.question.as_ref() == Some(text),
                place: format!("{name} · {}", title.unwrap_or_default()),
            })
        }
        What::Answer(item) => {
            let texts = texts_of(doc.checklist()?.answers.get(item)?);
            let text = texts.iter().find(|text| hit(text)).or(texts.first())?;
            let template = doc.checklist_template(&model.method)?.item(item)?;
            Some(Line {
                text: (*text).clone(),
                place: format!("{name} · {}", template.text.get(model.language())),
                ..Line::default()
            })
        }
        What::Guide(_) => None,
    }
}

/// What is shown of a guide: its title, and beside it the text that holds one of the words where the title does not.
fn guide_line(model: &Model, id: &str, words: &[String]) -> Option<Line> {
    let guide = model.method.guide(id)?;
    let language = model.language();
    let title = guide.title.get(language);
    let hit = |text: &&str| {
        let folded = fold::fold(text);
        words.iter().any(|word| folded.contains(word.as_str()))
    };
    let beside = [title, guide.purpose.get(language), guide.when.get(language)].into_iter().find(hit).unwrap_or(title);
    let text = if beside == title { title.to_owned() } else { format!("{title}: {beside}") };
    Some(Line { text, place: model.words.say(key!("guide.word")).to_owned(), ..Line::default() })
}

/// How people call a document: its template's short name, its variant, and its product where that is another one.
#[must_use]
pub fn name_of(model: &Model, file: &str) -> Option<String> {
    let doc = model.docs.get(file)?;
    let template = model.method.template(doc.template_id());
    let mut name = template.map_or_else(|| doc.stem.clone(), |template| template.short(model.language()).to_owned());
    if let Some(variant) = doc.variant() {
        name = format!("{name} ({variant})");
    }
    let product = model.products.iter().find(|product| product.id == doc.product);
    match product {
        Some(product) if model.current_product().is_none_or(|now| now.id != product.id) => {
            Some(format!("{} · {name}", product.name()))
        }
        _ => Some(name),
    }
}

/// Where an entry of the index stands.
#[must_use]
pub fn place_of(model: &Model, key: Key) -> Option<Where> {
    let (file, entry) = model.index.entry(key)?;
    let spot = match &entry.what {
        What::Note(note) => Spot::Note(note.id),
        What::Answer(item) => Spot::Item(item.clone()),
        What::Guide(id) => return Some(Where::Guide(id.clone())),
    };
    Some(Where::OpenDocument(Place { file: file.to_owned(), spot }))
}

/// The number of a note and the name of its canvas: `2.1 API Value Proposition`.
#[must_use]
pub fn spoken(model: &Model, place: &Place) -> String {
    let name = name_of(model, &place.file).unwrap_or_else(|| place.file.clone());
    match place.spot {
        Spot::Note(id) => format!("{} {name}", number_of(model, &place.file, id).unwrap_or_default()),
        Spot::Item(_) | Spot::Whole => name,
    }
}

/// Where the person is now.
#[must_use]
pub fn here(model: &Model) -> Waypoint {
    let in_doc = |file: &String, spot| Where::OpenDocument(Place { file: file.clone(), spot });
    match model.screen() {
        Screen::Canvas(state) => {
            let spot = state.note.map_or(Spot::Whole, Spot::Note);
            Waypoint { at: in_doc(&state.file, spot), mode: Some(state.mode) }
        }
        Screen::Checklist(state) => {
            let spot = state.item.clone().map_or(Spot::Whole, Spot::Item);
            Waypoint { at: in_doc(&state.file, spot), mode: None }
        }
        Screen::Guide(state) => Waypoint { at: Where::Guide(state.guide.clone()), mode: None },
        Screen::Station(state) => Waypoint { at: Where::Station { station: state.station, row: state.at }, mode: None },
        Screen::Network(_) => Waypoint { at: Where::Network, mode: None },
        _ => Waypoint { at: Where::Map, mode: None },
    }
}

/// Goes somewhere, and remembers the way back. A canvas is shown as the one before it was.
pub fn go(cx: &mut Cx, to: &Where) {
    let from = here(cx.model);
    let mode = from.mode;
    arrive(cx, to, mode);
    remember(cx, from);
}

/// Goes to a place in a document, and remembers the way back.
pub fn go_to(cx: &mut Cx, place: &Place) {
    go(cx, &Where::OpenDocument(place.clone()));
}

/// Remembers where the person came from, where that is another place.
pub fn remember(cx: &mut Cx, from: Waypoint) {
    if here(cx.model) != from && cx.model.trail.last() != Some(&from) {
        cx.model.trail.push(from);
        let most = cx.model.trail.len().saturating_sub(LONGEST_TRAIL);
        cx.model.trail.drain(..most);
    }
}

/// Goes back the way one came; places that are gone, and the one where one is, are passed over. Says whether there was
/// any other.
pub fn go_back(cx: &mut Cx) -> bool {
    while let Some(waypoint) = cx.model.trail.pop() {
        let is_gone = match &waypoint.at {
            Where::OpenDocument(place) => !cx.model.docs.contains_key(&place.file),
            Where::Guide(id) => !cx.model.method.is_guide(id),
            Where::Station { .. } => cx.model.current_cycle().is_none(),
            Where::Network | Where::Map => false,
        };
        if !is_gone && waypoint != here(cx.model) {
            arrive(cx, &waypoint.at, waypoint.mode);
            return true;
        }
    }
    false
}

fn arrive(cx: &mut Cx, to: &Where, mode: Option<Mode>) {
    match to {
        Where::OpenDocument(place) => arrive_in(cx, place, mode),
        Where::Guide(id) => arrive_at_guide(cx, id),
        Where::Network => arrive_at_network(cx),
        Where::Station { station, row } => arrive_at_station(cx, *station, *row),
        Where::Map => cx.model.screens.truncate(1),
    }
}

/// Brings a station to the front, over the map, with a row in focus.
fn arrive_at_station(cx: &mut Cx, station: Option<usize>, row: usize) {
    cx.model.screens.truncate(1);
    cx.model.screens.push(Screen::Station(StationState { at: row, ..StationState::of(station) }));
}

/// Brings the network to the front, at the station that was in focus last.
fn arrive_at_network(cx: &mut Cx) {
    let screens = &cx.model.screens;
    if let Some(at) = screens.iter().rposition(|screen| matches!(screen, Screen::Network(_))) {
        return cx.model.screens.truncate(at + 1);
    }
    let station = match screens.first() {
        Some(Screen::Map(state)) => state.station,
        _ => 0,
    };
    let cycle = cx.model.current_cycle();
    let state = NetworkState::open(cx.model, cycle.as_deref(), station);
    cx.model.screens.push(Screen::Network(state));
}

/// Brings a guide to the front: the one that is open, or a new one over what is in front; it takes another guide's place.
fn arrive_at_guide(cx: &mut Cx, id: &str) {
    let screens = &mut cx.model.screens;
    let is_it = |screen: &Screen| matches!(screen, Screen::Guide(state) if state.guide == id);
    if let Some(at) = screens.iter().rposition(is_it) {
        return screens.truncate(at + 1);
    }
    if matches!(screens.last(), Some(Screen::Guide(_))) {
        screens.pop();
    }
    screens.push(Screen::Guide(GuideState::open(id)));
}

fn arrive_in(cx: &mut Cx, place: &Place, mode: Option<Mode>) {
    let Some(product) = cx.model.docs.get(&place.file).map(|doc| doc.product.clone()) else { return };
    if let Some(at) = cx.model.products.iter().position(|known| known.id == product) {
        cx.model.product = at;
    }
    if let Some(at) = cx.model.screens.iter().rposition(|screen| screen.file() == Some(&place.file)) {
        cx.model.screens.truncate(at + 1);
    } else {
        cx.model.screens.truncate(1);
        commands::open_doc(cx, &place.file);
    }
    let method = Arc::clone(&cx.model.method);
    let Some(doc) = cx.model.docs.get(&place.file) else { return };
    match (cx.model.screens.last_mut(), &place.spot) {
        (Some(Screen::Canvas(state)), spot) => {
            state.mode = mode.unwrap_or(state.mode);
            if let Spot::Note(id) = spot {
                state.go_to_note(doc, &method, *id);
            }
        }
        (Some(Screen::Checklist(state)), Spot::Item(item)) => {
            // An item that a filter hides is shown.
            if let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method))
                && !state.items(list, template).iter().any(|known| known.id == *item)
            {
                state.stage = None;
                state.filter = super::screens::VerdictFilter::All;
            }
            state.item = Some(item.clone());
        }
        _ => {}
    }
}
