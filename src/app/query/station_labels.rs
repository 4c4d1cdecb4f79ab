//! How a product and a station stand, in words: where to start and why, and what answers, styles and people are called.

use super::overview::objections;
use crate::app::Model;
use crate::app::screen::{Group, StationState};
use crate::assess::start::{self, Start};
use crate::document::{Product, Reply, Style};
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::method::Cycle;

/// The text at the head of the screen: what the station is for, or where to start and why.
#[must_use]
pub fn station_about(model: &Model, state: &StationState) -> String {
    let Some((product, cycle)) = in_front(model) else { return String::new() };
    let language = model.language();
    if let Some(at) = state.station {
        return cycle.stations.get(at).map(|station| station.description.get(language).to_owned()).unwrap_or_default();
    }
    let start = Start::of(&cycle, &product, &objections(model));
    let told = recommendation(model, &cycle, &start);
    match start.hypothesis(&cycle, &product) {
        Some(at) => {
            let station = cycle.stations[at].title.get(language);
            format!("{told} {}", model.words.tell(&sentence!("station.if-unsure", station = station)))
        }
        None => told,
    }
}

/// Where to start and why, in the words of the room: counts instead of ids.
#[must_use]
pub fn recommendation(model: &Model, cycle: &Cycle, start: &Start) -> String {
    let (start::Because::Unmet | start::Because::Unsure, Some(at)) = (start.because, start.recommended) else {
        return model.words.tell(&start.sentence(cycle, &model.method, model.language()));
    };
    let standing = &start.stations[at];
    let unmet = standing.open() - standing.unsure.len();
    let key = match (unmet, standing.unsure.len()) {
        (_, 0) => key!("station.start-unmet"),
        (0, _) => key!("station.start-unsure"),
        _ => key!("station.start-both"),
    };
    let sentence = Sentence::new(key)
        .with("station", cycle.stations[at].title.get(model.language()))
        .with("unmet", unmet)
        .with("unsure", standing.unsure.len())
        .count(standing.open());
    model.words.tell(&sentence)
}

/// The name of a reply.
#[must_use]
pub fn reply_name(words: &Catalogue, reply: Reply) -> &str {
    words.say(reply_key(reply))
}

/// The key of the name of an answer to a criterion.
#[must_use]
pub fn reply_key(reply: Reply) -> SentenceKey {
    match reply {
        Reply::Yes => key!("station.reply.yes"),
        Reply::No => key!("station.reply.no"),
        Reply::Unsure => key!("station.reply.unsure"),
    }
}

/// The name of a style.
#[must_use]
pub fn style_name(words: &Catalogue, style: Style) -> &str {
    words.say(match style {
        Style::Rest => key!("station.style.rest"),
        Style::Event => key!("station.style.event"),
        Style::Graphql => key!("station.style.graphql"),
    })
}

/// The head of a group of rows.
#[must_use]
pub fn group_name(model: &Model, group: Group) -> String {
    let words = model.words;
    match group {
        Group::Before => words.say(key!("station.before")).to_owned(),
        Group::Use => words.say(key!("station.use")).to_owned(),
        Group::After => words.say(key!("station.after")).to_owned(),
        Group::People => words.say(key!("station.people")).to_owned(),
        Group::CycleBegins => words.say(key!("station.cycle-begins")).to_owned(),
        Group::CycleEnds => words.say(key!("station.cycle-ends")).to_owned(),
        Group::Station(at) => {
            let cycle = model.current_cycle();
            let title = cycle.as_ref().and_then(|cycle| cycle.stations.get(at));
            let title = title.map_or("", |station| station.title.get(model.language()));
            format!("{} {title}", at + 1)
        }
    }
}

/// The sentence of a criterion; its id where the method does not have it.
#[must_use]
pub fn criterion_text(model: &Model, id: &str) -> String {
    model.method.criterion(id).map_or(id, |criterion| criterion.text.get(model.language())).to_owned()
}

/// The method's name of a part; its id where the method does not have it.
#[must_use]
pub fn person_title(model: &Model, id: &str) -> String {
    let person = model.method.people().iter().find(|person| person.id == id);
    person.map_or(id, |person| person.title.get(model.language())).to_owned()
}

fn in_front(model: &Model) -> Option<(std::sync::Arc<Product>, std::sync::Arc<Cycle>)> {
    let product = model.current_product()?.product.clone()?;
    Some((product, model.current_cycle()?))
}
