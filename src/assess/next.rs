//! The next step of a product: always one, with its reason.

use chrono::NaiveDate;

use super::objection::Objections;
use super::progress::{CanvasProgress, ChecklistProgress, Filling};
use super::start::{self, Start};
use super::station;
use crate::document::{DocumentBody, Id, Product};
use crate::i18n::Sentence;
use crate::method::{Method, Text};

/// Why something is the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A waiver no longer holds.
    WaiverExpired {
        /// The checklist's stem.
        stem: String,
        item: String,
        /// The last day it held.
        until: NaiveDate,
    },
    /// A canvas or checklist of the station is not there yet.
    Missing { template: String },
    /// A section is empty, or marked as a gap.
    Section {
        /// The canvas's stem.
        stem: String,
        section: String,
        /// Whether the team said that something is missing.
        gap: bool,
    },
    /// A note has an open question.
    Question {
        /// The canvas's stem.
        stem: String,
        section: String,
        note: Id,
        question: String,
    },
    /// An item has no verdict.
    Item {
        /// The checklist's stem.
        stem: String,
        item: String,
    },
    /// A criterion is not met, or nobody knows.
    Criterion { criterion: String },
    /// A document was to be looked at again by a day that is over.
    Stale {
        stem: String,
        /// That day.
        review_by: NaiveDate,
    },
    /// Every station is done: the round can be closed.
    RoundDone,
}

/// A step, and the station it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Id of the station; nothing where the step belongs to none.
    pub station: Option<String>,
    /// Why it is the next.
    pub reason: Reason,
}

/// The next step of a product with these sheets (stem and content): an expired waiver first; then, at the station where
/// the product stands, the first canvas that is not there or has an unfinished section, an open question, an unanswered
/// item, a criterion that is not met; then the same of what lies elsewhere; then what is stale. Nothing where the
/// product is closed or its cycle unknown.
#[must_use]
pub fn next(product: &Product, sheets: &[(&str, &DocumentBody)], method: &Method, today: NaiveDate) -> Option<Step> {
    let cycle = method.cycle(&product.cycle)?;
    let lists = sheets.iter().filter_map(|(stem, sheet)| match sheet {
        DocumentBody::Checklist(list) => Some((*stem, &**list)),
        _ => None,
    });
    let start = Start::of(cycle, product, &Objections::of(lists, method, today));
    let at = start.recommended?;
    let here = &cycle.stations[at];
    let found = Work { method, today };
    let offered = station::resources(here, &product.styles, method);
    let templates: Vec<&str> = offered.iter().filter_map(|id| method.template_of_resource(id)).collect();
    let step = |station: Option<&str>, reason| Step { station: station.map(str::to_owned), reason };
    let at_station = |reason| step(Some(&here.id), reason);

    if let Some(reason) = sheets.iter().find_map(|(stem, sheet)| found.expired(stem, sheet)) {
        return Some(step(None, reason));
    }
    let of_template = |template: &str| -> Vec<(&str, &DocumentBody)> {
        sheets.iter().filter(|(_, sheet)| sheet.template() == template).copied().collect()
    };
    for template in &templates {
        let there = of_template(template);
        if there.is_empty() {
            return Some(at_station(Reason::Missing { template: (*template).to_owned() }));
        }
        if let Some(reason) = there.iter().find_map(|(stem, sheet)| found.unfinished(stem, sheet)) {
            return Some(at_station(reason));
        }
    }
    let here_sheets = || templates.iter().flat_map(|template| of_template(template));
    if let Some(reason) = here_sheets().find_map(|(stem, sheet)| found.question(stem, sheet)) {
        return Some(at_station(reason));
    }
    if let Some(reason) = here_sheets().find_map(|(stem, sheet)| found.unanswered(stem, sheet)) {
        return Some(at_station(reason));
    }
    let standing = &start.stations[at];
    if let Some(criterion) = [&standing.unmet, &standing.contradicted, &standing.unsure].into_iter().flatten().next() {
        return Some(at_station(Reason::Criterion { criterion: criterion.clone() }));
    }
    let elsewhere = [Work::unfinished, Work::question, Work::unanswered, Work::stale];
    for look in elsewhere {
        if let Some(reason) = sheets.iter().find_map(|(stem, sheet)| look(&found, stem, sheet)) {
            return Some(step(None, reason));
        }
    }
    (start.because == start::Because::AllMet).then(|| at_station(Reason::RoundDone))
}

/// Looks for work in one sheet.
struct Work<'m> {
    method: &'m Method,
    today: NaiveDate,
}

impl Work<'_> {
    fn expired(&self, stem: &str, sheet: &DocumentBody) -> Option<Reason> {
        let DocumentBody::Checklist(list) = sheet else { return None };
        list.answers.iter().find_map(|(item, answer)| {
            let waiver = answer.waiver.as_ref().filter(|waiver| waiver.is_expired(self.today))?;
            Some(Reason::WaiverExpired { stem: stem.to_owned(), item: item.clone(), until: waiver.until })
        })
    }

    fn unfinished(&self, stem: &str, sheet: &DocumentBody) -> Option<Reason> {
        let canvas = sheet.canvas()?;
        let template = self.method.canvas(&canvas.head.template)?;
        let progress = CanvasProgress::of(canvas, template);
        let first = progress.first_unfinished()?;
        let gap = first.filling == Filling::Gap;
        Some(Reason::Section { stem: stem.to_owned(), section: first.section.clone(), gap })
    }

    #[allow(clippy::unused_self)] // one of several looks that are called alike
    fn question(&self, stem: &str, sheet: &DocumentBody) -> Option<Reason> {
        sheet.canvas()?.notes().find_map(|(section, note)| {
            let question = note.question.clone()?;
            Some(Reason::Question { stem: stem.to_owned(), section: section.to_owned(), note: note.id, question })
        })
    }

    fn unanswered(&self, stem: &str, sheet: &DocumentBody) -> Option<Reason> {
        let DocumentBody::Checklist(list) = sheet else { return None };
        let template = self.method.checklist(&list.head.template)?;
        let progress = ChecklistProgress::of(list, template, self.today);
        let item = progress.first_unanswered()?.item.clone();
        Some(Reason::Item { stem: stem.to_owned(), item })
    }

    fn stale(&self, stem: &str, sheet: &DocumentBody) -> Option<Reason> {
        let review_by = sheet.head()?.review_by.filter(|day| *day < self.today)?;
        Some(Reason::Stale { stem: stem.to_owned(), review_by })
    }
}

impl Step {
    /// What to do, as a sentence that names documents by their stems. `language` is the one the method's texts are wanted
    /// in.
    #[must_use]
    pub fn sentence(&self, sheets: &[(&str, &DocumentBody)], method: &Method, language: &str) -> Sentence {
        self.sentence_naming(str::to_owned, sheets, method, language)
    }

    /// What to do, as a sentence; `name` says what the document of a stem is called.
    #[must_use]
    pub fn sentence_naming(
        &self,
        name: impl Fn(&str) -> String,
        sheets: &[(&str, &DocumentBody)],
        method: &Method,
        language: &str,
    ) -> Sentence {
        let template = |stem: &str| {
            let sheet = sheets.iter().find(|(known, _)| *known == stem);
            sheet.map_or_else(|| stem.to_owned(), |(_, sheet)| sheet.template().to_owned())
        };
        let short = |id: &str| {
            method.template(id).map_or_else(|| id.to_owned(), |template| template.short(language).to_owned())
        };
        let section = |stem: &str, section: &str| {
            let canvas = method.canvas(&template(stem));
            let title = canvas.and_then(|canvas| canvas.section(section)).map(|section| section.title.get(language));
            title.unwrap_or(section).to_owned()
        };
        let item = |stem: &str, item: &str| {
            let list = method.checklist(&template(stem));
            let text = list.and_then(|list| list.item(item)).map(|item| item.text.get(language));
            text.unwrap_or(item).to_owned()
        };
        let said = |text: Option<&Text>, id: &str| text.map_or(id, |text| text.get(language)).to_owned();
        match &self.reason {
            Reason::WaiverExpired { stem, item: id, until } => {
                sentence!("next.waiver", file = name(stem), item = item(stem, id), until = until)
            }
            Reason::Missing { template } => {
                sentence!("next.missing", title = short(template), template = template)
            }
            Reason::Section { stem, section: id, gap } => {
                let key = if *gap { key!("next.gap") } else { key!("next.section") };
                Sentence::new(key).with("file", name(stem)).with("section", section(stem, id))
            }
            Reason::Question { stem, section: id, question, .. } => {
                sentence!("next.question", file = name(stem), section = section(stem, id), question = question)
            }
            Reason::Item { stem, item: id } => {
                sentence!("next.item", file = name(stem), item = item(stem, id))
            }
            Reason::Criterion { criterion } => {
                let text = said(method.criterion(criterion).map(|known| &known.text), criterion);
                sentence!("next.criterion", criterion = text)
            }
            Reason::Stale { stem, review_by } => {
                sentence!("next.stale", file = name(stem), review_by = review_by)
            }
            Reason::RoundDone => sentence!("next.round"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{
        Answer, Canvas, Checklist, CriterionAnswer, Head, Mark, Note, Reply, SectionState, Verdict, Waiver,
    };

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
    }

    fn product() -> Product {
        Product { cycle: "api-productization-cycle".to_owned(), ..Product::default() }
    }

    fn done(template: &str) -> Canvas {
        let mut canvas = Canvas::new(Head::new(template, "Orders"));
        for section in &Method::built_in().canvas(template).expect("built in").sections {
            canvas.marks.insert(section.id.clone(), Mark { state: SectionState::Done, reason: None });
        }
        canvas
    }

    fn reason(product: &Product, sheets: &[(&str, &DocumentBody)]) -> Option<Reason> {
        next(product, sheets, Method::built_in(), today()).map(|step| step.reason)
    }

    #[test]
    fn the_work_of_the_station_comes_in_the_order_of_its_resources() {
        let at_first = reason(&product(), &[]);
        assert_eq!(at_first, Some(Reason::Missing { template: "customer-journey".to_owned() }));
        let names = ["customer-journey", "domain", "api-value-proposition", "api-business-model"];
        let mut canvases = names.map(done);
        canvases[1].marks.remove("core-entities-and-business-meaning");
        let as_sheets = |canvases: &[Canvas]| -> Vec<DocumentBody> {
            canvases.iter().map(|canvas| DocumentBody::Canvas(Arc::new(canvas.clone()))).collect()
        };
        let mut all = as_sheets(&canvases);
        let found = |all: &[DocumentBody]| {
            let sheets: Vec<(&str, &DocumentBody)> = names.into_iter().zip(all).collect();
            reason(&product(), &sheets)
        };
        let section = "core-entities-and-business-meaning".to_owned();
        assert_eq!(found(&all), Some(Reason::Section { stem: "domain".to_owned(), section, gap: false }));

        canvases[1] = done("domain");
        let mut note = Note::new(Id::from_bits(1), "A note");
        note.question = Some("Who may?".to_owned());
        canvases[3].push("channels", Arc::new(note));
        all = as_sheets(&canvases);
        assert!(matches!(found(&all), Some(Reason::Question { question, .. }) if question == "Who may?"));

        canvases[3] = done("api-business-model");
        all = as_sheets(&canvases);
        let criterion = "metrics-feedback-available".to_owned();
        assert_eq!(found(&all), Some(Reason::Criterion { criterion }));
    }

    #[test]
    fn an_expired_waiver_comes_first_and_the_end_last() {
        let method = Method::built_in();
        let waiver = Waiver {
            reason: "Later".to_owned(),
            requested_by: None,
            approved_by: None,
            until: today().pred_opt().unwrap_or_default(),
        };
        let mut list = Checklist::new(Head::new("api-audit", "Orders"));
        list.answers.insert("uses-https".to_owned(), Answer { waiver: Some(waiver), ..Answer::default() });
        let sheet = DocumentBody::Checklist(Arc::new(list.clone()));
        assert!(matches!(reason(&product(), &[("api-audit", &sheet)]), Some(Reason::WaiverExpired { .. })));

        list.answers.clear();
        for item in &method.checklist("api-audit").expect("built in").items {
            let answer = Answer { verdict: Some(Verdict::Pass), ..Answer::default() };
            list.answers.insert(item.id.clone(), answer);
        }
        let sheet = DocumentBody::Checklist(Arc::new(list));
        let mut whole = product();
        for criterion in method.criteria() {
            whole.criteria.insert(criterion.id.clone(), CriterionAnswer::with(Reply::Yes));
        }
        assert_eq!(reason(&whole, &[("api-audit", &sheet)]), Some(Reason::RoundDone));
    }

    #[test]
    fn every_step_has_its_sentence() {
        use crate::i18n::Catalogue;
        for key in ["waiver", "missing", "section", "gap", "question", "item", "criterion", "stale", "round"] {
            let key = format!("next.{key}");
            assert!(Catalogue::english().find(&key).is_some(), "{key}");
        }
    }
}
