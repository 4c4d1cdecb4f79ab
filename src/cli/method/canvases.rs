//! `method canvases`.

use serde::Serialize;
use serde_json::Number;

use super::recipes::{RecipeView, parts};
use super::{Entry, Page};
use crate::app::query::recipe;
use crate::cli::words::Words;
use crate::method::{CanvasTemplate, Method, SectionTemplate};

/// A canvas as JSON gives it.
#[derive(Serialize)]
pub(super) struct CanvasView {
    id: String,
    official_id: String,
    title: String,
    purpose: String,
    how_to_use: String,
    columns: u16,
    rows: u16,
    license: String,
    authors: Vec<String>,
    sections: Vec<SectionView>,
    /// How it is run with a group; nothing where nobody says.
    recipe: Option<RecipeView>,
}

#[derive(Serialize)]
struct SectionView {
    id: String,
    official_id: String,
    title: String,
    question: String,
    why: String,
    good_example: String,
    poor_example: String,
    poor_because: String,
    minutes: u32,
    fill_order: u32,
    column: Number,
    row: Number,
    column_span: Number,
    row_span: Number,
    highlight: bool,
    journey_steps: bool,
    default_kind: &'static str,
}

/// A canvas together with how it is run.
pub(super) struct Run {
    canvas: &'static CanvasTemplate,
    method: &'static Method,
}

impl Run {
    /// Every canvas, by id.
    pub(super) fn all(method: &'static Method) -> Vec<Self> {
        method.canvases().iter().map(|canvas| Self { canvas, method }).collect()
    }
}

impl Entry for Run {
    type View = CanvasView;

    fn id(&self) -> &str {
        &self.canvas.id
    }

    fn is(&self, word: &str) -> bool {
        self.canvas.id == word || self.canvas.official_id == word
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.canvas.title).to_owned()
    }

    fn view(&self, words: &Words) -> CanvasView {
        CanvasView {
            id: self.canvas.id.clone(),
            official_id: self.canvas.official_id.clone(),
            title: words.text(&self.canvas.title).to_owned(),
            purpose: words.text(&self.canvas.purpose).to_owned(),
            how_to_use: words.text(&self.canvas.how_to_use).to_owned(),
            columns: self.canvas.columns,
            rows: self.canvas.rows,
            license: self.canvas.license.clone(),
            authors: self.canvas.authors.clone(),
            sections: self.canvas.sections.iter().map(|section| view(section, words)).collect(),
            recipe: self.method.recipe(self.canvas).map(|recipe| RecipeView::of(recipe, words)),
        }
    }

    fn page(&self, page: &mut Page) {
        let words = page.words;
        page.title(words.text(&self.canvas.title), &self.canvas.id);
        page.gap();
        page.text(0, words.text(&self.canvas.purpose));
        page.gap();
        page.text(0, words.text(&self.canvas.how_to_use));
        let run = recipe::of_canvas(self.method, words.catalogue(), self.canvas);
        if !run.is_empty() {
            page.heading(&words.say(recipe::title(self.method, words.catalogue(), self.canvas)));
            parts(page, &run);
        }
        for section in &self.canvas.sections {
            let star = if section.highlight { " *" } else { "" };
            page.heading(&format!("{} {}{star}", section.fill_order, words.text(&section.title)));
            page.text(2, words.text(&section.question));
            let below = [
                ("why", &section.why),
                ("good", &section.good_example),
                ("poor", &section.poor_example),
                ("because", &section.poor_because),
            ];
            for (label, text) in below {
                if let Some(text) = text.below(&section.question, words.language()) {
                    page.labelled(2, label, text);
                }
            }
            page.labelled(2, "minutes", &section.minutes.to_string());
            page.labelled(2, "kind", section.default_kind.word());
            parts(page, &recipe::of_section(self.method, words.catalogue(), self.canvas, section));
        }
        page.gap();
        page.labelled(0, "authors", &self.canvas.authors.join(", "));
        page.labelled(0, "license", &self.canvas.license);
    }
}

fn view(section: &SectionTemplate, words: &Words) -> SectionView {
    SectionView {
        id: section.id.clone(),
        official_id: section.official_id.clone(),
        title: words.text(&section.title).to_owned(),
        question: words.text(&section.question).to_owned(),
        why: words.text(&section.why).to_owned(),
        good_example: words.text(&section.good_example).to_owned(),
        poor_example: words.text(&section.poor_example).to_owned(),
        poor_because: words.text(&section.poor_because).to_owned(),
        minutes: section.minutes,
        fill_order: section.fill_order,
        column: number(section.column),
        row: number(section.row),
        column_span: number(section.column_span),
        row_span: number(section.row_span),
        highlight: section.highlight,
        journey_steps: section.journey_steps,
        default_kind: section.default_kind.word(),
    }
}

/// A coordinate: whole ones without a fraction. What is no number at all counts as nothing.
fn number(value: f64) -> Number {
    // Coordinates of a grid are small; a whole one is exactly its integer.
    #[allow(clippy::cast_possible_truncation)]
    let whole = value.trunc() as i64;
    if value.fract() == 0.0 { whole.into() } else { Number::from_f64(value).unwrap_or_else(|| 0.into()) }
}
