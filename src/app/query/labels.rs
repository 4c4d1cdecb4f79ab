//! What people call things: notes, documents, items, steps, as the screens name them.

use crate::app::index::{Key, What, texts_of, texts_of_criterion, texts_of_record};
use crate::app::location::{Anchor, Place};
use crate::app::query::overview::{MapItem, next_of, sheets_of};
use crate::app::screen::sections_of;
use crate::app::{Model, normalize};
use crate::assess::due::Due;
use crate::assess::next::{Reason, Step};
use crate::document::{DocumentBody, Id, Status, Verdict};
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::method::{ChecklistTemplate, Group, ItemTemplate, NetworkStation};

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

/// The guidelines behind an item that say what they ask for, a line each.
#[must_use]
pub fn guideline_lines(model: &Model, list: &ChecklistTemplate, item: &ItemTemplate) -> Vec<String> {
    let line = |id: &String| {
        let text = list.guidelines.iter().find(|known| known.id == *id)?.text.as_ref()?.get(model.language());
        Some(model.words().tell(&sentence!("checklist.guideline", id = id, text = text)))
    };
    item.guidelines.iter().filter_map(line).collect()
}

/// What is shown of an entry of the index. Of several texts it is the first that holds one of the words.
#[must_use]
pub fn line(model: &Model, key: Key, words: &[String]) -> Option<Line> {
    let (file, entry) = model.index.entry(key)?;
    if let What::Guide(id) = &entry.what {
        return guide_line(model, id, words);
    }
    let doc = model.docs.get(file)?;
    let name = || name_of(model, file).unwrap_or_default();
    let language = model.language();
    let section = |at: usize| {
        let sections = sections_of(doc, &model.method);
        sections.get(at - 1).map(|view| view.title(language).to_owned()).unwrap_or_default()
    };
    match &entry.what {
        What::Note(note) => {
            let (at, place) = entry.number;
            let text = found_in(std::iter::once(&note.text).chain(&note.question).chain(&note.source), words)?;
            Some(Line {
                number: format!("{at}.{place}"),
                is_question: note.question.as_ref() == Some(text),
                text: text.clone(),
                place: format!("{} · {}", name(), section(at)),
            })
        }
        What::Section(id) => Some(Line {
            number: entry.number.0.to_string(),
            text: doc.canvas()?.marks.get(id)?.reason.clone()?,
            place: format!("{} · {}", name(), section(entry.number.0)),
            ..Line::default()
        }),
        What::Answer(item) => {
            let template = doc.checklist_template(&model.method)?;
            let title = template.item(item)?.text.get(language);
            let answer = doc.checklist()?.answers.get(item);
            let waiver = answer.and_then(|answer| answer.waiver.as_ref()).map(|waiver| waiver.reason.as_str());
            // What the team wrote comes before what it was asked.
            let texts = answer.map(texts_of).unwrap_or_default().into_iter().chain([title]);
            let text = found_in(texts, words)?;
            let what = if Some(text) == waiver { key!("dialog.search.waiver") } else { key!("dialog.search.item") };
            let what = model.words.say(what);
            let place = if text == title {
                format!("{what} · {}", name())
            } else {
                format!("{what} · {} · {title}", name())
            };
            Some(Line { text: text.to_owned(), place, ..Line::default() })
        }
        What::Criterion(id) => {
            let title = model.method.criterion(id)?.text.get(language);
            let Some(DocumentBody::Product(product)) = &doc.sheet else { return None };
            let texts = product.criteria.get(id).map(texts_of_criterion).unwrap_or_default();
            let text = found_in(texts.into_iter().chain([title]), words)?;
            let what = model.words.say(key!("dialog.search.criterion"));
            let place = if text == title { what.to_owned() } else { format!("{what} · {title}") };
            Some(Line { text: text.to_owned(), place: of_product(model, &doc.product, place), ..Line::default() })
        }
        What::Record { table, key } => {
            let Some(DocumentBody::Register(register)) = &doc.sheet else { return None };
            let template = register.template();
            let known = template.table(table)?;
            let (_, stand) = register.entries(table).find(|(other, _)| other == key)?;
            let texts = texts_of_record(&known.keys, stand);
            let says = texts.first().copied().unwrap_or_default();
            let text = found_in(texts.iter().copied(), words).unwrap_or(key);
            let what = format!("{} · {}", known.title.get(language), template.title.get(language));
            let place = if text == says { what } else { format!("{what} · {says}") };
            Some(Line { text: text.to_owned(), place: of_product(model, &doc.product, place), ..Line::default() })
        }
        What::Guide(_) => None,
    }
}

/// Of several texts the first that holds one of the words; the first of all where none does.
fn found_in<T: AsRef<str> + Copy>(texts: impl IntoIterator<Item = T>, words: &[String]) -> Option<T> {
    let mut first = None;
    for text in texts {
        let folded = normalize::fold(text.as_ref());
        if words.iter().any(|word| folded.contains(word.as_str())) {
            return Some(text);
        }
        first = first.or(Some(text));
    }
    first
}

/// What is shown of a guide: its title, and beside it the text that holds one of the words where the title does not.
fn guide_line(model: &Model, id: &str, words: &[String]) -> Option<Line> {
    let guide = model.method.guide(id)?;
    let language = model.language();
    let title = guide.title.get(language);
    let beside = found_in([title, guide.purpose.get(language), guide.when.get(language)], words)?;
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
    Some(of_product(model, &doc.product, name))
}

/// How people call a document of the product in front.
fn name_of_stem(model: &Model, stem: &str) -> String {
    let doc = model.docs_of_product().find(|doc| doc.stem == stem);
    doc.and_then(|doc| name_of(model, &doc.file)).unwrap_or_else(|| stem.to_owned())
}

/// The name of something, with that of its product where that is another one.
fn of_product(model: &Model, id: &str, name: String) -> String {
    match model.products.iter().find(|product| product.id == id) {
        Some(product) if model.current_product().is_none_or(|now| now.id != product.id) => {
            format!("{} · {name}", product.name())
        }
        _ => name,
    }
}

/// The number of a note and the name of its canvas: `2.1 API Value Proposition`.
#[must_use]
pub fn place_label(model: &Model, place: &Place) -> String {
    let name = name_of(model, &place.file).unwrap_or_else(|| place.file.clone());
    match place.spot {
        Anchor::Note(id) => format!("{} {name}", number_of(model, &place.file, id).unwrap_or_default()),
        Anchor::Item(_) | Anchor::Section(_) | Anchor::Whole => name,
    }
}

/// The number by which people speak of a note: section in fill order, place within it, both from 1.
#[must_use]
pub fn number_of(model: &Model, file: &str, id: Id) -> Option<String> {
    let doc = model.docs.get(file)?;
    let canvas = doc.canvas()?;
    let section = canvas.section_of(id)?;
    let at = sections_of(doc, &model.method).iter().position(|view| view.id == section)?;
    Some(format!("{}.{}", at + 1, canvas.position(id)? + 1))
}

/// The numbers of several notes, for a sentence; beyond three only the first and how many.
#[must_use]
pub fn numbers(model: &Model, file: &str, ids: &[Id]) -> String {
    let numbers: Vec<String> = ids.iter().take(3).filter_map(|id| number_of(model, file, *id)).collect();
    match ids.len() {
        0..=3 => numbers.join(", "),
        more => format!("{} +{}", numbers.first().map(String::as_str).unwrap_or_default(), more - 1),
    }
}

/// The next step as a sentence for a person at the screen, who needs no command line.
#[must_use]
pub fn next_sentence(model: &Model, step: &Step) -> Sentence {
    let language = model.language();
    match &step.reason {
        Reason::Missing { template } => {
            let known = model.method.template(template);
            let title = known.as_ref().map_or(template.as_str(), |template| template.short(language));
            sentence!("map.next-missing", title = title)
        }
        Reason::Criterion { criterion } => {
            let text = model.method.criterion(criterion).map_or(criterion.as_str(), |known| known.text.get(language));
            sentence!("map.next-criterion", criterion = text)
        }
        Reason::RoundDone => sentence!("map.next-round"),
        _ => step.sentence_naming(|stem| name_of_stem(model, stem), &sheets_of(model), &model.method, language),
    }
}

/// The next step in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextTold {
    /// What to do.
    pub what: String,
    /// Of a canvas that is to be begun: what it is for.
    pub purpose: String,
}

/// What to do next with the product in front; nothing where nothing is open, or its documents are being read.
#[must_use]
pub fn next_told(model: &Model) -> Option<NextTold> {
    let step = next_of(model)?;
    let purpose = match &step.reason {
        Reason::Missing { template } => {
            model.method.canvas(template.as_str()).map(|canvas| canvas.purpose.get(model.language()))
        }
        _ => None,
    };
    let what = model.words.tell(&next_sentence(model, &step));
    Some(NextTold { what, purpose: purpose.unwrap_or_default().to_owned() })
}

/// What is due as a sentence.
#[must_use]
pub fn due_sentence(model: &Model, due: &Due) -> Sentence {
    let file = |stem: &str| model.docs_of_product().find(|doc| doc.stem == stem);
    let text = |stem: &str, item: &str| {
        let template = file(stem).and_then(|doc| doc.checklist_template(&model.method));
        let known = template.and_then(|template| template.item(item));
        known.map_or(item, |known| known.text.get(model.language())).to_owned()
    };
    due.sentence(|stem| name_of_stem(model, stem), text)
}

/// What something to open is called.
#[must_use]
pub fn item_title(model: &Model, item: &MapItem) -> String {
    let language = model.language();
    match item {
        MapItem::OpenDocument { file } => name_of(model, file).unwrap_or_else(|| file.clone()),
        MapItem::Template(id) => {
            let template = model.method.template(id);
            template.map_or_else(|| id.clone(), |template| template.short(language).to_owned())
        }
        MapItem::Guide(id) => {
            model.method.guide(id).map_or_else(|| id.clone(), |guide| guide.title.get(language).to_owned())
        }
        MapItem::Named { title } => title.clone(),
        MapItem::Hidden(count) => count.to_string(),
    }
}

/// The name of a verdict in a language.
#[must_use]
pub fn verdict_name(words: &Catalogue, verdict: Verdict) -> &str {
    words.say(verdict_key(verdict))
}

/// The key of the name of a verdict.
#[must_use]
pub fn verdict_key(verdict: Verdict) -> SentenceKey {
    match verdict {
        Verdict::Pass => key!("kind.verdict.pass"),
        Verdict::Partial => key!("kind.verdict.partial"),
        Verdict::Gap => key!("kind.verdict.gap"),
        Verdict::NotApplicable => key!("kind.verdict.not-applicable"),
    }
}

/// The name of a status in a language.
#[must_use]
pub fn status_name(words: &Catalogue, status: Status) -> &str {
    words.say(match status {
        Status::Draft => key!("kind.status.draft"),
        Status::Proposed => key!("kind.status.proposed"),
        Status::Accepted => key!("kind.status.accepted"),
        Status::Superseded => key!("kind.status.superseded"),
    })
}

/// What a station of the network is called on it: a core one by the short name it has in the cycle.
#[must_use]
pub fn station_label(model: &Model, station: &NetworkStation) -> String {
    let language = model.language();
    let cycle = model.current_cycle().or_else(|| model.method.cycles().first().cloned());
    let of_cycle = cycle.as_ref().and_then(|cycle| cycle.station(&station.id));
    let short = of_cycle.filter(|_| station.group == Group::Core).map(|station| station.short.get(language));
    short.unwrap_or(station.title.get(language)).to_owned()
}

/// What a line is called: its number, which tells lines of one colour apart, and its title.
#[must_use]
pub fn line_label(model: &Model, line: usize) -> String {
    let title = model.method.lines().get(line).map_or("", |line| line.title.get(model.language()));
    format!("{} {title}", line + 1)
}
