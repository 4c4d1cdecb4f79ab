//! Where one is: the sections and items of the walk, the documents of a product.

use crate::app::commands::verdict_name;
use crate::app::query::overview::{MapItem, items_of};
use crate::app::screen::{ChecklistState, sections_of};
use crate::app::{Model, OpenDocument};
use crate::document::Verdict;
use crate::i18n::Sentence;
use crate::method::ItemTemplate;

/// The documents of the product in front, in the order of the cycle's stations.
pub(super) fn documents(model: &Model) -> Vec<&OpenDocument> {
    let mut docs: Vec<&OpenDocument> = Vec::new();
    if let Some(cycle) = model.current_cycle() {
        for station in 0..cycle.stations.len() {
            for item in items_of(model, &cycle, station, true) {
                let MapItem::OpenDocument { file } = item else { continue };
                docs.extend(model.docs().get(&file).filter(|doc| docs.iter().all(|known| known.file != doc.file)));
            }
        }
    }
    docs.extend(
        model.docs_of_product().filter(|doc| docs.iter().all(|known| known.file != doc.file)).collect::<Vec<_>>(),
    );
    docs
}

/// The document a line means: its number in the list, its name or its path.
///
/// # Errors
/// The sentence that says that it means none.
pub(super) fn document(model: &Model, line: &str) -> Result<String, Sentence> {
    let docs = documents(model);
    let by_number = line.parse::<usize>().ok().and_then(|number| docs.get(number.checked_sub(1)?));
    let by_name = || docs.iter().find(|doc| doc.stem == line || doc.file == line || doc.file.ends_with(line));
    match by_number.or_else(by_name) {
        Some(doc) => Ok(doc.file.clone()),
        None => Err(sentence!("linear.no-document", given = line)),
    }
}

/// The items of the checklist in front that are shown, and the place of the one in focus.
pub(super) fn items(model: &Model) -> Option<(Vec<&ItemTemplate>, usize)> {
    let state = model.front::<ChecklistState>()?;
    let doc = model.docs().get(&state.file)?;
    let items = state.items(doc.checklist()?, doc.checklist_template(model.method())?);
    let at = items.iter().position(|item| Some(&item.id) == state.item.as_ref())?;
    Some((items, at))
}

/// Whether the section in focus is the last one.
pub(super) fn is_last_section(model: &Model) -> bool {
    model.canvas().is_none_or(|(state, doc, _)| state.section + 1 >= sections_of(doc, model.method()).len())
}

/// Whether the item in focus is the last one.
pub(super) fn is_last_item(model: &Model) -> bool {
    items(model).is_none_or(|(items, at)| at + 1 >= items.len())
}

/// The verdict a line means: its word in files, its name, or the beginning of only one name.
pub(super) fn verdict(model: &Model, line: &str) -> Option<Verdict> {
    let line = line.to_lowercase();
    let name = |verdict: Verdict| verdict_name(model.words(), verdict).to_lowercase();
    let whole = Verdict::ALL.into_iter().find(|verdict| verdict.word() == line || name(*verdict) == line);
    whole.or_else(|| {
        let mut found = Verdict::ALL.into_iter().filter(|verdict| name(*verdict).starts_with(&line));
        found.next().filter(|_| found.next().is_none())
    })
}
