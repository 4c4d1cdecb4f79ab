//! Guides as lines: which there are, and one from its beginning to its end.

use crate::app::commands::{due_sentence, next_sentence};
use crate::app::query::overview::{due_of, next_of};
use crate::app::screen::GuideState;
use crate::app::{Model, normalize};
use crate::i18n::{Sentence, SentenceKey};

/// The guide that words mean: the one whose title they fit best.
///
/// # Errors
/// The sentence that says that they mean none.
pub(super) fn find(model: &Model, words: &str) -> Result<String, Sentence> {
    let folded = normalize::words(words);
    let language = model.language();
    let scored = model.method().guides().iter().filter_map(|guide| {
        let title = normalize::fold(guide.title.get(language));
        folded.iter().all(|word| title.contains(word.as_str())).then(|| (normalize::score(&title, &folded), guide))
    });
    // Of several that fit as well, the first stands.
    let best = scored.rev().max_by_key(|(score, _)| *score);
    best.map(|(_, guide)| guide.id.clone()).ok_or_else(|| sentence!("linear.no-guide", given = words))
}

/// The guides of the cycle, station by station; of a product without one, every guide.
pub(super) fn list(model: &Model) -> Vec<String> {
    let language = model.language();
    let mut lines = Vec::new();
    if model.current_cycle().is_none() {
        lines.extend(model.method().guides().iter().map(|guide| guide.title.get(language).to_owned()));
    }
    for station in model.current_cycle().iter().flat_map(|cycle| &cycle.stations) {
        let guides = station.resources.iter().filter_map(|id| model.method().guide(id));
        let titles: Vec<&str> = guides.map(|guide| guide.title.get(language)).collect();
        if !titles.is_empty() {
            let sentence = sentence!("linear.guides", station = station.title.get(language));
            lines.push(model.words().tell(&sentence.with("guides", titles.join("; "))));
        }
    }
    lines.push(model.words().say(key!("linear.guides-more")).to_owned());
    lines
}

/// The next step of the product, and how much is due.
pub(super) fn next(model: &Model) -> Vec<String> {
    let due = due_of(model).into_iter().map(|due| model.words().tell(&due_sentence(model, &due)));
    let next = next_of(model).map(|step| {
        let text = model.words().tell(&next_sentence(model, &step));
        format!("{}: {text}", model.words().say(key!("map.next")))
    });
    due.chain(next).collect()
}

/// The guide in front, whole.
pub(super) fn entered(model: &Model) -> Vec<String> {
    model.front::<GuideState>().map(|state| lines(model, &state.guide)).unwrap_or_default()
}

/// A guide, whole.
fn lines(model: &Model, id: &str) -> Vec<String> {
    let Some(guide) = model.method().guide(id) else { return Vec::new() };
    let (words, language) = (model.words(), model.language());
    let named = |key: SentenceKey, text: &str| format!("{}: {text}", words.say(key));
    let mut lines = vec![
        named(key!("guide.word"), guide.title.get(language)),
        named(key!("guide.purpose"), guide.purpose.get(language)),
        named(key!("guide.when"), guide.when.get(language)),
        format!("{}:", words.say(key!("guide.steps"))),
    ];
    let steps = guide.steps.iter().enumerate();
    lines.extend(steps.map(|(at, step)| format!("{}. {}", at + 1, step.get(language))));
    lines.push(named(key!("guide.result"), guide.result.get(language)));
    lines.push(format!("{}:", words.say(key!("guide.traps"))));
    lines.extend(guide.traps.iter().map(|trap| trap.get(language).to_owned()));
    if !guide.tips.is_empty() {
        lines.push(format!("{}:", words.say(key!("guide.tips"))));
    }
    lines.extend(guide.tips.iter().map(|tip| tip.get(language).to_owned()));
    let template = |id: &String| model.method().template(model.method().template_of_resource(id)?);
    let canvases: Vec<String> =
        guide.canvases.iter().filter_map(template).map(|template| template.short(language).to_owned()).collect();
    if !canvases.is_empty() {
        lines.push(named(key!("guide.canvases"), &canvases.join(", ")));
    }
    if !guide.criteria.is_empty() {
        lines.push(format!("{}:", words.say(key!("guide.criteria"))));
    }
    lines.extend(guide.criteria.iter().map(|id| crate::app::screen::guide::layout::criterion_text(model, id).1));
    lines.push(words.say(key!("linear.begin.guide")).to_owned());
    lines
}
