//! `method guides`: pages for reading.

use serde::Serialize;

use super::{Entry, Page};
use crate::cli::words::Words;
use crate::method::{Guide, Text};

/// A guide as JSON gives it.
#[derive(Serialize)]
pub(super) struct GuideView {
    id: String,
    category: String,
    title: String,
    purpose: String,
    when: String,
    steps: Vec<String>,
    result: String,
    traps: Vec<String>,
    tips: Vec<String>,
    canvases: Vec<String>,
    criteria: Vec<String>,
}

impl Entry for Guide {
    type View = GuideView;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.title).to_owned()
    }

    fn view(&self, words: &Words) -> GuideView {
        let all = |texts: &[Text]| texts.iter().map(|text| words.text(text).to_owned()).collect();
        GuideView {
            id: self.id.clone(),
            category: self.category.clone(),
            title: self.title(words),
            purpose: words.text(&self.purpose).to_owned(),
            when: words.text(&self.when).to_owned(),
            steps: all(&self.steps),
            result: words.text(&self.result).to_owned(),
            traps: all(&self.traps),
            tips: all(&self.tips),
            canvases: self.canvases.clone(),
            criteria: self.criteria.clone(),
        }
    }

    fn page(&self, page: &mut Page) {
        let words = page.words;
        page.title(words.text(&self.title), &self.id);
        page.gap();
        page.text(0, words.text(&self.purpose));
        page.gap();
        page.labelled(0, "when", words.text(&self.when));
        page.heading(&words.say(key!("cli.method.label.steps")));
        for (at, step) in self.steps.iter().enumerate() {
            page.text(2, &format!("{}. {}", at + 1, words.text(step)));
        }
        page.gap();
        page.labelled(0, "result", words.text(&self.result));
        page.heading(&words.say(key!("cli.method.label.traps")));
        for trap in &self.traps {
            page.text(2, &format!("- {}", words.text(trap)));
        }
        if !self.tips.is_empty() {
            page.heading(&words.say(key!("cli.method.label.tips")));
        }
        for tip in &self.tips {
            page.text(2, &format!("- {}", words.text(tip)));
        }
        page.gap();
        page.labelled(0, "canvases", &self.canvases.join(", "));
        page.labelled(0, "criteria", &self.criteria.join(", "));
    }
}
