//! How a canvas is run, for `method canvases`, and the ways of working for `method ways`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Entry, Page};
use crate::app::query::recipe::Part;
use crate::cli::words::Words;
use crate::method::{Recipe, SectionRecipe, Text, Way};

/// A recipe as JSON gives it: as its file has it, with the texts in one language.
#[derive(Serialize)]
pub(super) struct RecipeView {
    people: u32,
    invite: Vec<String>,
    prepare: Vec<String>,
    open: OpeningView,
    close: CloseView,
    beforehand: Vec<String>,
    sittings: Vec<Vec<String>>,
    afterwards: Vec<String>,
    result: String,
    next: Vec<String>,
    traps: Vec<String>,
    sections: BTreeMap<String, SectionView>,
}

#[derive(Serialize)]
struct OpeningView {
    minutes: u32,
    say: String,
}

#[derive(Serialize)]
struct CloseView {
    minutes: u32,
    r#do: Vec<String>,
}

#[derive(Serialize)]
struct SectionView {
    bring: Option<String>,
    kind_hint: Option<String>,
    steps: Vec<StepView>,
    ask: Vec<String>,
    enough: String,
    traps: Vec<TrapView>,
    quiet: String,
    alone: String,
}

#[derive(Serialize)]
struct StepView {
    way: String,
    minutes: u32,
    r#do: String,
}

#[derive(Serialize)]
struct TrapView {
    sign: String,
    r#do: String,
}

/// A way of working as JSON gives it.
#[derive(Serialize)]
pub(super) struct WayView {
    id: String,
    title: String,
    say: String,
    tip: String,
}

fn all(texts: &[Text], words: &Words) -> Vec<String> {
    texts.iter().map(|text| words.text(text).to_owned()).collect()
}

impl RecipeView {
    /// A recipe in the language of the run.
    pub(super) fn of(recipe: &Recipe, words: &Words) -> Self {
        let text = |text: &Text| words.text(text).to_owned();
        Self {
            people: recipe.people,
            invite: recipe.invite.clone(),
            prepare: all(&recipe.prepare, words),
            open: OpeningView { minutes: recipe.open.minutes, say: text(&recipe.open.say) },
            close: CloseView { minutes: recipe.close.minutes, r#do: all(&recipe.close.tasks, words) },
            beforehand: recipe.beforehand.clone(),
            sittings: recipe.sittings.clone(),
            afterwards: recipe.afterwards.clone(),
            result: text(&recipe.result),
            next: recipe.next.clone(),
            traps: all(&recipe.traps, words),
            sections: recipe.sections.iter().map(|(id, section)| (id.clone(), view(section, words))).collect(),
        }
    }
}

fn view(section: &SectionRecipe, words: &Words) -> SectionView {
    let text = |text: &Text| words.text(text).to_owned();
    let steps = section.steps.iter();
    let traps = section.traps.iter();
    SectionView {
        bring: section.bring.as_ref().map(text),
        kind_hint: section.kind_hint.as_ref().map(text),
        steps: steps
            .map(|step| StepView { way: step.way.clone(), minutes: step.minutes, r#do: text(&step.task) })
            .collect(),
        ask: all(&section.ask, words),
        enough: text(&section.enough),
        traps: traps.map(|trap| TrapView { sign: text(&trap.sign), r#do: text(&trap.remedy) }).collect(),
        quiet: text(&section.quiet),
        alone: text(&section.alone),
    }
}

/// Writes parts of a recipe onto a page.
pub(super) fn parts(page: &mut Page, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Head(text) => page.heading(text),
            Part::Text(text) => page.text(2, text),
            Part::Step { label, task } => page.named(2, label, task),
            Part::Entry { label, text, points } => {
                page.named(2, label, text);
                for point in points {
                    page.text(4, &format!("- {point}"));
                }
            }
        }
    }
}

impl Entry for Way {
    type View = WayView;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.title).to_owned()
    }

    fn view(&self, words: &Words) -> WayView {
        let text = |text: &Text| words.text(text).to_owned();
        WayView { id: self.id.clone(), title: text(&self.title), say: text(&self.say), tip: text(&self.tip) }
    }

    fn page(&self, page: &mut Page) {
        let words = page.words;
        page.title(words.text(&self.title), &self.id);
        page.gap();
        page.text(0, words.text(&self.say));
        page.text(0, words.text(&self.tip));
    }
}
