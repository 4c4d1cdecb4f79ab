//! What stands around something that was found: the notes of its section, the whole of an answer, what a guide is for.

use crate::app::Model;
use crate::app::index::{Key, What, texts_of, texts_of_criterion, texts_of_record};
use crate::app::query::labels::line;
use crate::app::screen::sections_of;
use crate::document::{DocumentBody, Note};
use crate::method::Kind;

/// A text among those around what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The number of a note; empty for what is none.
    pub number: String,
    /// The kind of a note.
    pub kind: Option<Kind>,
    /// The text.
    pub text: String,
}

/// What was found with what stands around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Where it stands.
    pub place: String,
    /// What stands before it, in order.
    pub before: Vec<Neighbour>,
    /// What was found, whole, each of its texts by itself.
    pub hit: Vec<Neighbour>,
    /// What stands behind it, in order.
    pub after: Vec<Neighbour>,
}

/// The most neighbours that are read on either side.
const MOST: usize = 12;

/// What stands around an entry of the index.
#[must_use]
pub fn surroundings(model: &Model, key: Key, words: &[String]) -> Option<Surroundings> {
    let found = line(model, key, words)?;
    let (file, entry) = model.index.entry(key)?;
    let language = model.language();
    let plain = |text: &str| Neighbour { number: String::new(), kind: None, text: text.to_owned() };
    let whole =
        |texts: Vec<Neighbour>| Surroundings { place: found.place.clone(), hit: texts, ..Surroundings::default() };
    if let What::Guide(id) = &entry.what {
        let guide = model.method.guide(id)?;
        let texts = [&guide.title, &guide.purpose, &guide.when].map(|text| plain(text.get(language)));
        return Some(whole(texts.to_vec()));
    }
    let doc = model.docs.get(file)?;
    Some(match &entry.what {
        What::Note(note) => {
            let (section, place) = entry.number;
            let canvas = doc.canvas()?;
            let view = sections_of(doc, &model.method).get(section.checked_sub(1)?).copied()?;
            let usual = view.template.map(|template| template.default_kind).unwrap_or_default();
            let kind = |note: &Note| Some(note.kind.unwrap_or(usual));
            let others: Vec<&Note> = canvas.notes_of(view.id).map(|note| &**note).collect();
            let of = |(at, note): (usize, &&Note)| Neighbour {
                number: format!("{section}.{}", at + 1),
                kind: kind(note),
                text: note.text.clone(),
            };
            let at = place.checked_sub(1)?.min(others.len());
            let mut hit =
                vec![Neighbour { number: format!("{section}.{place}"), kind: kind(note), text: note.text.clone() }];
            hit.extend(note.question.iter().chain(&note.source).map(|text| plain(text)));
            Surroundings {
                place: found.place,
                before: others.iter().enumerate().take(at).skip(at.saturating_sub(MOST)).map(of).collect(),
                hit,
                after: others.iter().enumerate().skip(at + 1).take(MOST).map(of).collect(),
            }
        }
        What::Section(id) => {
            let views = sections_of(doc, &model.method);
            let question = views.iter().find(|view| view.id == *id).and_then(|view| view.template);
            let question = question.map(|template| plain(template.question.get(language)));
            whole(question.into_iter().chain([plain(&found.text)]).collect())
        }
        What::Answer(id) => {
            let item = doc.checklist_template(&model.method)?.item(id)?;
            let answer = doc.checklist()?.answers.get(id).map(texts_of).unwrap_or_default();
            let about = answer.is_empty().then(|| item.how.get(language));
            whole([item.text.get(language)].into_iter().chain(answer).chain(about).map(plain).collect())
        }
        What::Criterion(id) => {
            let Some(DocumentBody::Product(product)) = &doc.sheet else { return None };
            let texts = product.criteria.get(id).map(texts_of_criterion).unwrap_or_default();
            let title = model.method.criterion(id)?.text.get(language);
            whole([title].into_iter().chain(texts).map(plain).collect())
        }
        What::Record { table, key } => {
            let Some(DocumentBody::Register(register)) = &doc.sheet else { return None };
            let known = register.template().table(table)?;
            let (_, stand) = register.entries(table).find(|(other, _)| other == key)?;
            whole(texts_of_record(&known.keys, stand).into_iter().map(plain).collect())
        }
        What::Guide(_) => return None,
    })
}
