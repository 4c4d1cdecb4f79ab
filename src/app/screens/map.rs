//! The map screen: the cycle of a product, its stations, and what there is to open at each.

use crate::app::Doc;
use crate::app::Model;
use crate::method::{Cycle, Method};
use crate::review::progress::{CanvasProgress, ChecklistProgress};

/// The state of the map screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct MapState {
    /// The station in focus.
    pub station: usize,
    /// The item in focus within the station.
    pub item: usize,
    /// First item shown.
    pub top: usize,
}

/// Something a station offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapItem {
    /// A document there is.
    Doc {
        /// Its path.
        file: String,
    },
    /// A template nobody has used yet, by its id.
    Template(String),
    /// A guide, by its id.
    Guide(String),
    /// Something that is not among the templates and guides: it is named.
    Named {
        /// Its title.
        title: String,
    },
}

/// What a station offers, in the method's order: documents where there are any, templates where there are none.
/// Documents that no station of the cycle names stand with the last station.
#[must_use]
pub fn items_of(model: &Model, cycle: &Cycle, station: usize) -> Vec<MapItem> {
    let Some(at) = cycle.stations.get(station) else { return Vec::new() };
    let mut items = Vec::new();
    for resource in &at.resources {
        items.extend(items_of_resource(model, resource));
    }
    if station + 1 == cycle.stations.len() {
        let elsewhere = model.docs_of_product().filter(|doc| {
            !cycle
                .stations
                .iter()
                .flat_map(|station| &station.resources)
                .any(|resource| model.method.template_of_resource(resource) == Some(doc.template_id()))
        });
        items.extend(elsewhere.map(|doc| MapItem::Doc { file: doc.file.clone() }));
    }
    items
}

/// What a resource of the method is for the product in front: its documents, or the template where there are none; a
/// guide; or its name.
#[must_use]
pub fn items_of_resource(model: &Model, resource: &str) -> Vec<MapItem> {
    let Some(template) = model.method.template_of_resource(resource) else {
        if model.method.is_guide(resource) {
            return vec![MapItem::Guide(resource.to_owned())];
        }
        let known = model.method.resources().iter().find(|known| known.id == resource);
        let named = known.map(|known| MapItem::Named { title: known.title.get(model.language()).to_owned() });
        return named.into_iter().collect();
    };
    let docs = model.docs_of_product().filter(|doc| doc.template_id() == template);
    let docs: Vec<MapItem> = docs.map(|doc| MapItem::Doc { file: doc.file.clone() }).collect();
    if docs.is_empty() { vec![MapItem::Template(template.to_owned())] } else { docs }
}

/// How far a document is: sections filled, or items answered, of all. Nothing where it cannot be read.
#[must_use]
pub fn progress_of_doc(doc: &Doc, method: &Method, today: chrono::NaiveDate) -> Option<(usize, usize)> {
    if let (Some(canvas), Some(template)) = (doc.canvas(), doc.canvas_template(method)) {
        let progress = CanvasProgress::of(canvas, template);
        return Some((progress.sections_filled(), progress.sections_total()));
    }
    let progress = ChecklistProgress::of(doc.checklist()?, doc.checklist_template(method)?, today);
    Some((progress.all.answered, progress.all.total))
}

/// How far the documents of a station are together; nothing where it has none.
#[must_use]
pub fn progress_of(model: &Model, cycle: &Cycle, station: usize) -> Option<(usize, usize)> {
    items_of(model, cycle, station)
        .iter()
        .filter_map(|item| match item {
            MapItem::Doc { file } => progress_of_doc(model.docs.get(file)?, &model.method, model.today),
            MapItem::Template(_) | MapItem::Guide(_) | MapItem::Named { .. } => None,
        })
        .reduce(|(done, total), (more, of)| (done + more, total + of))
}
