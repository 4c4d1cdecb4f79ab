//! `method stakeholders`, `method criteria` and `method resources`.

use serde::Serialize;

use super::{Entry, Page};
use crate::cli::words::Words;
use crate::method::{Criterion, Person, Resource};

/// A person as JSON gives it.
#[derive(Serialize)]
pub(super) struct PersonView {
    id: String,
    title: String,
    description: String,
}

/// A criterion as JSON gives it.
#[derive(Serialize)]
pub(super) struct CriterionView {
    id: String,
    text: String,
}

/// A resource as JSON gives it.
#[derive(Serialize)]
pub(super) struct ResourceView {
    id: String,
    category: String,
    title: String,
}

impl Entry for Person {
    type View = PersonView;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.title).to_owned()
    }

    fn view(&self, words: &Words) -> PersonView {
        let description = words.text(&self.description).to_owned();
        PersonView { id: self.id.clone(), title: self.title(words), description }
    }

    fn page(&self, page: &mut Page) {
        page.title(page.words.text(&self.title), &self.id);
        page.gap();
        page.text(0, page.words.text(&self.description));
    }
}

impl Entry for Criterion {
    type View = CriterionView;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.text).to_owned()
    }

    fn view(&self, words: &Words) -> CriterionView {
        CriterionView { id: self.id.clone(), text: self.title(words) }
    }

    fn page(&self, page: &mut Page) {
        page.title(page.words.text(&self.text), &self.id);
    }
}

impl Entry for Resource {
    type View = ResourceView;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.title).to_owned()
    }

    fn view(&self, words: &Words) -> ResourceView {
        ResourceView { id: self.id.clone(), category: self.category.clone(), title: self.title(words) }
    }

    fn page(&self, page: &mut Page) {
        page.title(page.words.text(&self.title), &self.id);
        page.text(0, &self.category);
    }
}
