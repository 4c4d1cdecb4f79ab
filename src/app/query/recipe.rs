//! How a canvas is run, as a page: whom to invite and what to prepare, and what is done in a section, step by step.

use crate::app::Model;
use crate::app::screen::sections_of;
use crate::i18n::{Catalogue, Sentence, SentenceKey};
use crate::method::{CanvasTemplate, Method, Recipe, SectionTemplate, Text, Way};

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What follows is about this.
    Head(String),
    /// A paragraph.
    Text(String),
    /// What is said under a label: a text, several points, or both.
    Entry {
        /// The label.
        label: String,
        /// The text; empty where there are points alone.
        text: String,
        /// The points.
        points: Vec<String>,
    },
    /// What everybody does for some minutes.
    Step {
        /// How they work, and how long.
        label: String,
        /// What they do.
        task: String,
    },
}

/// Puts parts together in a language.
struct Writer<'m> {
    method: &'m Method,
    words: &'m Catalogue,
    parts: Vec<Part>,
}

/// What is read of the canvas in front: the section in focus, then the whole canvas; the other way round where nothing is
/// written yet, since then it is being prepared. Empty where no canvas is in front.
#[must_use]
pub fn page(model: &Model) -> Vec<Part> {
    let Some((state, doc, canvas)) = model.canvas() else { return Vec::new() };
    let Some(template) = doc.canvas_template(model.method()) else { return Vec::new() };
    let (method, words) = (model.method(), model.words());
    let language = words.code();
    let head = sentence!("recipe.canvas", canvas = template.title.get(language));
    let mut whole = vec![Part::Head(words.tell(&head))];
    let about = [(key!("recipe.purpose"), &template.purpose), (key!("recipe.how"), &template.how_to_use)];
    whole.extend(about.map(|(label, text)| Part::Entry {
        label: words.say(label).to_owned(),
        text: text.get(language).to_owned(),
        points: Vec::new(),
    }));
    whole.extend(of_canvas(method, words, template));
    let sections = sections_of(doc, method);
    let Some(section) = sections.get(state.section).and_then(|view| view.template) else { return whole };
    let Some(recipe) = method.recipe(template) else { return whole };
    let mut run = Writer { method, words, parts: Vec::new() };
    run.section(recipe, &section.id);
    run.ways(recipe, &section.id);
    let head = sentence!("recipe.section", number = state.section + 1, section = section.title.get(language));
    let time = sentence!("recipe.section-time", time = minutes(words, section.minutes));
    let head = format!("{} {}", words.tell(&head), words.tell(&time));
    let mut part = vec![Part::Head(head), Part::Text(section.question.get(language).to_owned())];
    part.extend(run.parts);
    let is_empty = canvas.sections().all(|notes| notes.order.is_empty());
    if is_empty { [whole, part].concat() } else { [part, whole].concat() }
}

/// How a canvas is run, but for its sections; nothing where it has no recipe.
#[must_use]
pub fn of_canvas(method: &Method, words: &Catalogue, canvas: &CanvasTemplate) -> Vec<Part> {
    let mut writer = Writer { method, words, parts: Vec::new() };
    if let Some(recipe) = method.recipe(canvas) {
        writer.canvas(canvas, recipe);
    }
    writer.parts
}

/// What stands above how a canvas is run: where the canvas has texts in the language and its recipe has none, that those
/// are in English.
#[must_use]
pub fn title(method: &Method, words: &Catalogue, canvas: &CanvasTemplate) -> SentenceKey {
    let language = words.code();
    match method.recipe(canvas) {
        Some(recipe) if recipe.open.say.below(&canvas.purpose, language).is_none() => key!("recipe.title-english"),
        _ => key!("recipe.title"),
    }
}

/// The same of the canvas in front.
#[must_use]
pub fn title_in_front(model: &Model) -> SentenceKey {
    let template = model.canvas().and_then(|(_, doc, _)| doc.canvas_template(model.method()));
    template.map_or(key!("recipe.title"), |template| title(model.method(), model.words(), template))
}

/// How a section of a canvas is run; nothing where the canvas has no recipe.
#[must_use]
pub fn of_section(method: &Method, words: &Catalogue, canvas: &CanvasTemplate, section: &SectionTemplate) -> Vec<Part> {
    let mut writer = Writer { method, words, parts: Vec::new() };
    if let Some(recipe) = method.recipe(canvas) {
        writer.section(recipe, &section.id);
    }
    writer.parts
}

fn minutes(words: &Catalogue, minutes: u32) -> String {
    words.tell(&sentence!("canvas.minutes", count = minutes))
}

impl Writer<'_> {
    fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.words.code())
    }

    fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.text(text).to_owned()).collect()
    }

    fn entry(&mut self, label: SentenceKey, text: String, points: Vec<String>) {
        self.told_entry(&Sentence::new(label), text, points);
    }

    fn told_entry(&mut self, label: &Sentence, text: String, points: Vec<String>) {
        if !text.is_empty() || !points.is_empty() {
            let label = self.words.tell(label);
            self.parts.push(Part::Entry { label, text, points });
        }
    }

    fn line(&mut self, label: SentenceKey, text: &Text) {
        let text = self.text(text).to_owned();
        self.entry(label, text, Vec::new());
    }

    /// A text with its minutes before it.
    fn timed(&self, count: u32, text: &str) -> String {
        self.words.tell(&sentence!("recipe.timed", time = minutes(self.words, count), text = text))
    }

    fn canvas(&mut self, canvas: &CanvasTemplate, recipe: &Recipe) {
        let people = self.words.tell(&sentence!("recipe.people-count", count = recipe.people));
        self.entry(key!("recipe.people"), people, Vec::new());
        let named =
            |id: &String| self.method.person(id).map_or(id.clone(), |person| self.text(&person.title).to_owned());
        let invite = recipe.invite.iter().map(named).collect::<Vec<_>>().join(", ");
        self.entry(key!("recipe.invite"), invite, Vec::new());
        self.entry(key!("recipe.prepare"), String::new(), self.texts(&recipe.prepare));
        let titles = |ids: &[String]| {
            let sections = ids.iter().filter_map(|id| canvas.section(id));
            sections.map(|section| self.text(&section.title)).collect::<Vec<_>>().join(", ")
        };
        let (before, after) = (titles(&recipe.beforehand), titles(&recipe.afterwards));
        let sitting = |ids: &Vec<String>| self.timed(recipe.minutes(canvas, ids), &titles(ids));
        let sittings = recipe.sittings.iter().map(sitting).collect();
        self.entry(key!("recipe.beforehand"), before, Vec::new());
        self.entry(key!("recipe.sittings"), String::new(), sittings);
        let [open, close] = [recipe.open.minutes, recipe.close.minutes].map(|count| minutes(self.words, count));
        let (say, tasks) = (self.text(&recipe.open.say).to_owned(), self.texts(&recipe.close.tasks));
        self.told_entry(&sentence!("recipe.open", time = open), say, Vec::new());
        self.told_entry(&sentence!("recipe.close", time = close), String::new(), tasks);
        self.entry(key!("recipe.afterwards"), after, Vec::new());
        self.line(key!("recipe.result"), &recipe.result);
        let title = |id: &String| self.method.template(id).map(|template| template.title(self.words.code()).to_owned());
        let next = recipe.next.iter().filter_map(title).collect::<Vec<_>>().join(", ");
        self.entry(key!("recipe.next"), next, Vec::new());
        self.entry(key!("recipe.traps"), String::new(), self.texts(&recipe.traps));
    }

    fn section(&mut self, recipe: &Recipe, id: &str) {
        let Some(section) = recipe.section(id) else { return };
        let beside = [(key!("recipe.bring"), &section.bring), (key!("recipe.kinds"), &section.kind_hint)];
        for (label, text) in beside.into_iter().filter_map(|(label, text)| Some((label, text.as_ref()?))) {
            self.line(label, text);
        }
        for step in &section.steps {
            let way = self.method.way(&step.way).map_or(step.way.as_str(), |way| self.text(&way.title));
            let label = sentence!("recipe.step", way = way, time = minutes(self.words, step.minutes));
            let (label, task) = (self.words.tell(&label), self.text(&step.task).to_owned());
            self.parts.push(Part::Step { label, task });
        }
        self.entry(key!("recipe.ask"), String::new(), self.texts(&section.ask));
        self.line(key!("recipe.enough"), &section.enough);
        let trap = |sign: &Text, remedy: &Text| {
            let sentence = sentence!("recipe.trap", sign = self.text(sign), remedy = self.text(remedy));
            self.words.tell(&sentence)
        };
        let traps = section.traps.iter().map(|one| trap(&one.sign, &one.remedy)).collect();
        self.entry(key!("recipe.traps"), String::new(), traps);
        self.line(key!("recipe.quiet"), &section.quiet);
        self.line(key!("recipe.alone"), &section.alone);
    }

    /// What is said to begin each way of working of a section, and what makes it go better.
    fn ways(&mut self, recipe: &Recipe, id: &str) {
        let steps = recipe.section(id).map(|section| section.steps.as_slice()).unwrap_or_default();
        let is_named = |id: &str| steps.iter().any(|step| step.way == id);
        let explained = |way: &Way| {
            let said = sentence!("recipe.way", way = self.text(&way.title), say = self.text(&way.say));
            format!("{} {}", self.words.tell(&said), self.text(&way.tip))
        };
        let ways = self.method.ways().iter().filter(|way| is_named(&way.id)).map(explained).collect();
        self.entry(key!("recipe.ways"), String::new(), ways);
    }
}
