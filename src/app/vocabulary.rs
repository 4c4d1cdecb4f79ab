//! The words that the program knows: those of its own sentences, of the method, and of the document in front.

use super::Model;
use super::screen::sections_of;

/// Whether a word is known, in large letters or small ones.
pub(super) fn is_known(model: &Model, word: &str) -> bool {
    let has =
        |text: &str| text.split(|letter: char| !letter.is_alphabetic()).any(|other| other.eq_ignore_ascii_case(word));
    in_document(model, &has) || model.words.uses(&has) || in_method(model, &has)
}

fn in_document(model: &Model, has: &dyn Fn(&str) -> bool) -> bool {
    let Some(doc) = model.doc() else { return false };
    let language = model.language();
    let is_title = sections_of(doc, &model.method).iter().any(|view| has(view.title(language)));
    is_title || doc.canvas().is_some_and(|canvas| canvas.notes().any(|(_, note)| has(&note.text)))
}

fn in_method(model: &Model, has: &dyn Fn(&str) -> bool) -> bool {
    let language = model.language();
    let sections = model.method.canvases().iter().flat_map(|canvas| &canvas.sections);
    let of_canvases = sections.flat_map(|section| {
        [&section.question, &section.why, &section.good_example, &section.poor_example, &section.poor_because]
    });
    let of_guides = model.method.guides().iter().flat_map(|guide| {
        [&guide.purpose, &guide.when].into_iter().chain(&guide.steps).chain(&guide.traps).chain(&guide.tips)
    });
    let items = model.method.checklists().iter().flat_map(|list| &list.items);
    let mut texts = of_canvases.chain(of_guides).chain(items.map(|item| &item.text));
    texts.any(|text| has(text.get(language)))
}
