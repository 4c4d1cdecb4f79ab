//! A product as a whole: how far its stations are, what there is to open at each, what comes next and what is due.

use crate::app::{DocState, Model, OpenDocument};
use crate::assess::due::{self, Due};
use crate::assess::next::{self, Step};
use crate::assess::objection::Objections;
use crate::assess::progress::{CanvasProgress, ChecklistProgress, Filling};
use crate::assess::start::Start;
use crate::assess::station;
use crate::document::{DocumentBody, Product, Style};
use crate::method::{Cycle, Line, Method};

/// Something a station offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapItem {
    /// A document there is.
    OpenDocument {
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
    /// So many canvases that are not shown: they are for other styles.
    Hidden(usize),
}

/// How far a station is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Nobody has begun its work.
    Untouched,
    /// Some of its work is done, or a criterion after it is open.
    Begun,
    /// All its work is done, and every criterion that holds after it is met.
    Done,
}

/// A station of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StopState {
    /// How far it is.
    pub reached: Reached,
    /// Canvases and checklists that are finished, and how many there are in all; nothing where it has none.
    pub work: Option<(usize, usize)>,
    /// Entry criteria that are not met, or of which nobody knows.
    pub open: usize,
    /// Sections and items of its documents that are marked as gaps.
    pub gaps: usize,
    /// Whether the product stands here.
    pub is_here: bool,
}

/// What a station offers, in the method's order: documents where there are any, templates where there are none.
/// Documents that no station of the cycle names stand with the last station. A template for a style that the product
/// does not have is left out, and counted in its place, unless every style is asked for.
#[must_use]
pub fn items_of(model: &Model, cycle: &Cycle, station: usize, all_styles: bool) -> Vec<MapItem> {
    let Some(at) = cycle.stations.get(station) else { return Vec::new() };
    let styles: &[Style] = product_of(model).map_or(&[], |product| &product.styles);
    let offered = station::resources(at, styles, &model.method);
    let mut items = Vec::new();
    let mut hidden: Option<usize> = None;
    for resource in &at.resources {
        let found = items_of_resource(model, resource);
        let is_unused = matches!(found.as_slice(), [MapItem::Template(_)]);
        if !is_unused || all_styles || offered.contains(&resource.as_str()) {
            items.extend(found);
            continue;
        }
        // It is said where the first of them would stand.
        let place = *hidden.get_or_insert(items.len());
        match items.get_mut(place) {
            Some(MapItem::Hidden(count)) => *count += 1,
            _ => items.insert(place, MapItem::Hidden(1)),
        }
    }
    if station + 1 == cycle.stations.len() {
        let elsewhere = model.docs_of_product().filter(|doc| {
            !cycle
                .stations
                .iter()
                .flat_map(|station| &station.resources)
                .any(|resource| model.method.template_of_resource(resource) == Some(doc.template_id()))
        });
        items.extend(elsewhere.map(|doc| MapItem::OpenDocument { file: doc.file.clone() }));
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
    let docs: Vec<MapItem> = docs.map(|doc| MapItem::OpenDocument { file: doc.file.clone() }).collect();
    if docs.is_empty() { vec![MapItem::Template(template.to_owned())] } else { docs }
}

/// How far a document is, in numbers that can be shown beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocProgress {
    /// Sections filled, or items answered.
    pub done: usize,
    /// Sections, or items.
    pub total: usize,
    /// Sections and items that are marked as gaps.
    pub gaps: usize,
    /// Notes with an open question.
    pub questions: usize,
}

/// How far a document is: sections filled, or items answered, of all. Nothing where it cannot be read.
#[must_use]
pub fn progress_of_doc(doc: &OpenDocument, method: &Method, today: chrono::NaiveDate) -> Option<DocProgress> {
    if let (Some(canvas), Some(template)) = (doc.canvas(), doc.canvas_template(method)) {
        let progress = CanvasProgress::of(canvas, template);
        let gaps = progress.sections.iter().filter(|section| section.filling == Filling::Gap).count();
        let (done, total) = (progress.sections_filled(), progress.sections_total());
        return Some(DocProgress { done, total, gaps, questions: progress.questions });
    }
    let progress = ChecklistProgress::of(doc.checklist()?, doc.checklist_template(method)?, today).all;
    Some(DocProgress { done: progress.answered, total: progress.total, gaps: progress.gap, questions: 0 })
}

/// What a template takes up: the canvas that feeds its sections first, and whether the product in front has it.
#[must_use]
pub fn source_of<'m>(model: &'m Model, template: &str) -> Option<(&'m str, bool)> {
    let canvas = model.method.canvas(template)?;
    let sources = canvas.sections.iter().flat_map(|section| &section.from);
    let mut others = sources.filter_map(|from| from.split('.').next()).filter(|other| *other != template);
    let first = others.next()?;
    let is_there = |id: &str| model.docs_of_product().any(|doc| doc.template_id() == id);
    let source = if is_there(first) { first } else { others.find(|other| is_there(other)).unwrap_or(first) };
    Some((model.method.canvas(source)?.short.get(model.language()), is_there(source)))
}

/// The stations of a product's cycle. Criteria alone make no station done, and open ones keep it from being so. While
/// documents are being read, nothing is said of their work.
#[must_use]
pub fn stops_of(model: &Model, cycle: &Cycle) -> Vec<StopState> {
    let Some(product) = product_of(model) else { return Vec::new() };
    let start = Start::of(cycle, product, &objections(model));
    let open = |at: usize| start.stations.get(at).unwrap_or(&start.exit).open();
    (0..cycle.stations.len())
        .map(|at| {
            let is_here = start.recommended == Some(at);
            if model.reading > 0 {
                return StopState { reached: Reached::Untouched, work: None, open: open(at), gaps: 0, is_here };
            }
            let StationWork { finished, begun, all, gaps } = work_of(model, cycle, at);
            let reached = match (begun, finished == all && open(at + 1) == 0) {
                (0, _) => Reached::Untouched,
                (_, true) => Reached::Done,
                (_, false) => Reached::Begun,
            };
            let work = (all > 0).then_some((finished, all));
            StopState { reached, work, open: open(at), gaps, is_here }
        })
        .collect()
}

/// Canvases and checklists of a station: how many there are, are begun and are finished; and the gaps in them.
#[derive(Clone, Copy, Default)]
struct StationWork {
    finished: usize,
    begun: usize,
    all: usize,
    gaps: usize,
}

/// Counts the work of a station. A document that was reviewed for the station is finished there, whatever is empty; a
/// canvas of two stations has a mark of its own at each.
fn work_of(model: &Model, cycle: &Cycle, station: usize) -> StationWork {
    let mut work = StationWork::default();
    let reviews = product_of(model).and_then(|product| product.reviewed.get(&cycle.stations.get(station)?.id));
    let is_reviewed = |doc: &OpenDocument| reviews.is_some_and(|reviews| reviews.contains_key(&doc.stem));
    for item in items_of(model, cycle, station, false) {
        let (is_finished, is_begun) = match &item {
            MapItem::OpenDocument { file } => {
                let Some(doc) = model.docs.get(file) else { continue };
                let progress = progress_of_doc(doc, &model.method, model.today);
                work.gaps += progress.map_or(0, |progress| progress.gaps);
                let is_full = progress.is_some_and(|progress| progress.done >= progress.total);
                (is_reviewed(doc) || is_full, is_reviewed(doc) || progress.is_some_and(|progress| progress.done > 0))
            }
            MapItem::Template(_) => (false, false),
            MapItem::Guide(_) | MapItem::Named { .. } | MapItem::Hidden(_) => continue,
        };
        work.finished += usize::from(is_finished);
        work.begun += usize::from(is_begun);
        work.all += 1;
    }
    work
}

/// What the checklists of the product in front say against its criteria.
#[must_use]
pub fn objections(model: &Model) -> Objections {
    let lists = model.docs_of_product().filter_map(|doc| Some((doc.stem.as_str(), doc.checklist()?)));
    Objections::of(lists, &model.method, model.today)
}

/// What the file of the product in front says.
fn product_of(model: &Model) -> Option<&Product> {
    model.current_product()?.product.as_deref()
}

/// The canvases and checklists of the product in front that can be read: stem and content.
#[must_use]
pub fn sheets_of(model: &Model) -> Vec<(&str, &DocumentBody)> {
    let readable = model.docs_of_product().filter(|doc| matches!(doc.state, DocState::Valid | DocState::Newer));
    readable.filter_map(|doc| Some((doc.stem.as_str(), doc.sheet.as_ref()?))).collect()
}

/// The next step of the product in front; nothing while its documents are being read.
#[must_use]
pub fn next_of(model: &Model) -> Option<Step> {
    if model.reading > 0 {
        return None;
    }
    next::next(product_of(model)?, &sheets_of(model), &model.method, model.today)
}

/// The station of the next step, or where the product in front stands; the first where neither says so.
#[must_use]
pub fn station_in_work(model: &Model) -> usize {
    let Some(cycle) = model.current_cycle() else { return 0 };
    let next = next_of(model).and_then(|step| step.station);
    next.or_else(|| position_of(model)).and_then(|id| cycle.position(&id)).unwrap_or(0)
}

/// The station where the product in front stands: the one its answers lead to. Nothing where it is at rest or has no
/// cycle.
#[must_use]
pub fn place_of_product(model: &Model) -> Option<usize> {
    Start::of(&*model.current_cycle()?, product_of(model)?, &objections(model)).recommended
}

/// Id of the station where the product in front stands; nothing where it stands at none.
#[must_use]
pub fn position_of(model: &Model) -> Option<String> {
    Some(model.current_cycle()?.stations.get(place_of_product(model)?)?.id.clone())
}

/// What is due of the product in front.
#[must_use]
pub fn due_of(model: &Model) -> Vec<Due> {
    let Some(product) = model.current_product() else { return Vec::new() };
    let registers = model.docs.values().filter(|doc| doc.product == product.id && doc.is_register(&model.method));
    let mut documents = sheets_of(model);
    documents.extend(registers.filter_map(|doc| Some((doc.stem.as_str(), doc.sheet.as_ref()?))));
    due::due(&documents, model.today)
}

/// The line that two stations have one after the other, whichever way it runs; with its number, from 1.
#[must_use]
pub fn line_between<'m>(method: &'m Method, one: &str, other: &str) -> Option<(usize, &'m Line)> {
    let joins = |pair: &[String]| (pair[0] == one && pair[1] == other) || (pair[0] == other && pair[1] == one);
    let lines = method.lines().iter().enumerate();
    lines.map(|(at, line)| (at + 1, line)).find(|(_, line)| line.stations.windows(2).any(joins))
}

/// The lines that a station lies on, each with its number, from 1.
pub fn lines_of<'m>(method: &'m Method, station: &str) -> impl Iterator<Item = (usize, &'m Line)> {
    let lines = method.lines().iter().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(move |(_, line)| line.stations.iter().any(|other| other == station))
}
