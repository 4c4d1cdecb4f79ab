//! `method checklists`.

use serde::Serialize;

use super::{Entry, Page};
use crate::cli::words::Words;
use crate::method::{Automation, ChecklistTemplate, GuidelineFact, ItemTemplate};

/// A checklist as JSON gives it.
#[derive(Serialize)]
pub(super) struct ChecklistView {
    id: String,
    official_id: String,
    title: String,
    purpose: String,
    license: String,
    authors: Vec<String>,
    profiles: Vec<Described>,
    stages: Vec<Described>,
    items: Vec<ItemView>,
    guidelines: Vec<GuidelineView>,
}

#[derive(Serialize)]
struct GuidelineView {
    id: String,
    priority: String,
    category: String,
    text: Option<String>,
}

#[derive(Serialize)]
struct Described {
    id: String,
    title: String,
    description: String,
}

#[derive(Serialize)]
struct ItemView {
    id: String,
    stage: String,
    text: String,
    how: String,
    evidence: String,
    profiles: Vec<String>,
    automation: Automation,
    stations: Vec<String>,
    guidelines: Vec<String>,
    resources: Vec<String>,
}

impl Entry for ChecklistTemplate {
    type View = ChecklistView;

    fn id(&self) -> &str {
        &self.id
    }

    fn is(&self, word: &str) -> bool {
        self.id == word || self.official_id == word
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.title).to_owned()
    }

    fn view(&self, words: &Words) -> ChecklistView {
        let described = |id: &str, title, description| Described {
            id: id.to_owned(),
            title: words.text(title).to_owned(),
            description: words.text(description).to_owned(),
        };
        ChecklistView {
            id: self.id.clone(),
            official_id: self.official_id.clone(),
            title: words.text(&self.title).to_owned(),
            purpose: words.text(&self.purpose).to_owned(),
            license: self.license.clone(),
            authors: self.authors.clone(),
            profiles: self.profiles.iter().map(|one| described(&one.id, &one.title, &one.description)).collect(),
            stages: self.stages.iter().map(|one| described(&one.id, &one.title, &one.description)).collect(),
            items: self.items.iter().map(|item| view(item, words)).collect(),
            guidelines: self.guidelines.iter().map(|guideline| guideline_view(guideline, words)).collect(),
        }
    }

    fn page(&self, page: &mut Page) {
        let words = page.words;
        page.title(words.text(&self.title), &self.id);
        page.gap();
        page.text(0, words.text(&self.purpose));
        page.gap();
        page.text(0, words.text(&self.how_to_use));
        if !self.profiles.is_empty() {
            page.heading(&words.say(key!("cli.method.label.profiles")));
            for profile in &self.profiles {
                page.text(2, &format!("{}: {}", profile.id, words.text(&profile.description)));
            }
        }
        for stage in &self.stages {
            page.heading(words.text(&stage.title));
            page.text(2, words.text(&stage.description));
            for item in self.items_of(&stage.id, None) {
                page.gap();
                page.text(2, words.text(&item.text));
                page.labelled(4, "id", &item.id);
                page.labelled(4, "how", words.text(&item.how));
                page.labelled(4, "evidence", words.text(&item.evidence));
            }
        }
        if !self.guidelines.is_empty() {
            page.heading(&words.say(key!("cli.method.label.guidelines")));
        }
        for guideline in &self.guidelines {
            let text = guideline.text.as_ref().map(|text| words.text(text)).unwrap_or_default();
            page.named(2, &format!("{} ({})", guideline.id, guideline.priority), text);
        }
        page.gap();
        page.labelled(0, "authors", &self.authors.join(", "));
        page.labelled(0, "license", &self.license);
    }
}

fn guideline_view(guideline: &GuidelineFact, words: &Words) -> GuidelineView {
    GuidelineView {
        id: guideline.id.clone(),
        priority: guideline.priority.clone(),
        category: guideline.category.clone(),
        text: guideline.text.as_ref().map(|text| words.text(text).to_owned()),
    }
}

fn view(item: &ItemTemplate, words: &Words) -> ItemView {
    ItemView {
        id: item.id.clone(),
        stage: item.stage.clone(),
        text: words.text(&item.text).to_owned(),
        how: words.text(&item.how).to_owned(),
        evidence: words.text(&item.evidence).to_owned(),
        profiles: item.profiles.clone(),
        automation: item.automation,
        stations: item.stations.clone(),
        guidelines: item.guidelines.clone(),
        resources: item.resources.clone(),
    }
}
