//! What is read out: places, notes, answers, and what of them is new.

use super::place;
use super::screen::Screen;
use crate::app::commands::verdict_name;
use crate::app::query::labels::guideline_lines;
use crate::app::query::overview::progress_of_doc;
use crate::app::screen::sections_of;
use crate::app::{DocState, Model, OpenDocument, people};
use crate::assess::progress::{CanvasProgress, ChecklistProgress};
use crate::document::text::visible;
use crate::document::{Answer, Canvas, Id, Mark, Note, Relation};
use crate::i18n::{Sentence, SentenceKey};
use crate::method::Text;

/// What stood there when it was read out last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The screen: its document, or which one it is.
    place: Option<String>,
    /// The section or item in focus.
    part: Option<String>,
    /// The note in focus.
    note: Option<Id>,
    /// The title of the document.
    title: String,
    /// The notes of the canvas in order: section, id, what is read out after the number.
    notes: Vec<(String, Id, String)>,
    /// The marks of the canvas's sections, or the answers of the checklist, each as it is read out.
    marks: Vec<(String, String)>,
}

/// A sentence for a person who reads lines: one written for them, where the usual one names keys.
pub(super) fn tell(model: &Model, sentence: &Sentence) -> String {
    let key = sentence.key.below("linear").unwrap_or(sentence.key);
    model.words().tell(&Sentence { key, arguments: sentence.arguments.clone() })
}

/// Whether a line is one of those that say what to do at a place; once is enough for them.
pub(super) fn is_hint(model: &Model, line: &str) -> bool {
    ["canvas", "checklist", "map", "guide", "station", "settle", "follow-up", "trouble"]
        .iter()
        .any(|at| model.words().look_up(&format!("linear.begin.{at}")) == line)
}

/// The words of a key for a person who reads lines.
pub(super) fn say(model: &Model, key: SentenceKey) -> &'static str {
    model.words().say(key.below("linear").unwrap_or(key))
}

/// A text as lines a terminal cannot be made to act on; all but the first stand in.
pub(super) fn safe(text: &str) -> Vec<String> {
    let shown = visible(text);
    let lines = shown.split('\n').enumerate();
    lines.map(|(at, line)| if at == 0 { line.to_owned() } else { format!("    {line}") }).collect()
}

impl Seen {
    /// What stands there now.
    pub(super) fn of(model: &Model) -> Self {
        let mut seen = Self {
            place: Some(match model.screen().file() {
                Some(_) => model.screen().name(),
                None => format!("{} {}", model.screen().name(), model.product()),
            }),
            title: model
                .doc()
                .and_then(|doc| doc.sheet.as_ref())
                .map(|sheet| sheet.title().to_owned())
                .unwrap_or_default(),
            ..Self::default()
        };
        seen.part = super::station::focus(model)
            .or_else(|| super::settle::focus(model))
            .or_else(|| super::follow_up::focus(model));
        if let Some((state, doc, canvas)) = model.canvas() {
            let sections = sections_of(doc, model.method());
            seen.part = sections.get(state.section).map(|view| view.id.to_owned());
            seen.note = state.note;
            for view in sections {
                let notes = canvas.notes_of(view.id);
                seen.notes.extend(notes.map(|note| (view.id.to_owned(), note.id, note_text(model, doc, canvas, note))));
            }
            seen.marks = canvas.marks.iter().map(|(section, mark)| (section.clone(), mark_text(model, mark))).collect();
        }
        if let Some(list) = model.doc().and_then(|doc| doc.checklist()) {
            seen.part = model.screen().in_focus();
            let answers = list.answers.iter();
            seen.marks = answers.map(|(item, answer)| (item.clone(), answer_lines(model, answer).join("\n"))).collect();
        }
        seen
    }

    /// Has the note in focus read out once more.
    pub(super) fn forget_note(&mut self) {
        self.note = None;
    }

    /// Whether another screen has come to the front since.
    pub(super) fn is_elsewhere(&self, now: &Self) -> bool {
        self.place != now.place
    }

    /// What is to be read out, where `before` was read out last.
    pub(super) fn since(&self, before: &Self, model: &Model, screen: &Screen) -> Vec<String> {
        if self.place != before.place {
            return (screen.entered)(model);
        }
        let mut lines = Vec::new();
        if self.title != before.title {
            lines.push(model.words().tell(&sentence!("linear.title", title = &self.title)));
        }
        if self.part != before.part {
            lines.extend((screen.part)(model));
            if model.canvas_state().is_none() {
                return lines;
            }
        }
        let is_new_part = |section: &str| self.part != before.part && self.part.as_deref() == Some(section);
        let mut is_changed = false;
        for (section, id, text) in &self.notes {
            let old = before.notes.iter().find(|(_, other, _)| other == id);
            let is_same = old.is_some_and(|(there, _, old)| old == text && there == section);
            if (!is_same || self.is_shifted(before, section, *id)) && !is_new_part(section) {
                is_changed = true;
                lines.extend(self.numbered(model, *id));
            }
        }
        for (about, text) in &self.marks {
            if !before.marks.contains(&(about.clone(), text.clone())) && !is_new_part(about) {
                lines.push(marked(model, about, text));
            }
        }
        let removed = |section: &String| !self.marks.iter().any(|(now, _)| now == section);
        if before.marks.iter().any(|(section, _)| removed(section)) {
            lines.push(model.words().say(key!("linear.mark-gone")).to_owned());
        }
        let is_focus_alone = !is_changed && self.part == before.part && self.notes == before.notes;
        if is_focus_alone && self.note != before.note {
            lines.extend(self.note.and_then(|id| self.numbered(model, id)));
        }
        lines
    }

    /// Whether a note stands after another one than before, among those that were there before.
    fn is_shifted(&self, before: &Self, section: &str, id: Id) -> bool {
        let order = |seen: &Self, other: &Self| -> Vec<Id> {
            let there = |id: &Id| other.notes.iter().any(|(at, known, _)| known == id && at == section);
            let here = seen.notes.iter().filter(|(at, _, _)| at == section).map(|(_, id, _)| *id);
            here.filter(there).collect()
        };
        if self.notes.len() != before.notes.len() {
            return false;
        }
        let (now, old) = (order(self, before), order(before, self));
        now.iter().position(|other| *other == id) != old.iter().position(|other| *other == id)
    }

    /// A note as it is read out, with its number.
    fn numbered(&self, model: &Model, id: Id) -> Option<String> {
        let (_, doc, _) = model.canvas()?;
        let (section, _, text) = self.notes.iter().find(|(_, other, _)| *other == id)?;
        let at = sections_of(doc, model.method()).iter().position(|view| view.id == section)?;
        let place =
            self.notes.iter().filter(|(other, _, _)| other == section).position(|(_, other, _)| *other == id)?;
        Some(format!("{}.{} {text}", at + 1, place + 1))
    }
}

/// A note after its number: its text, and in brackets what else is known of it.
fn note_text(model: &Model, doc: &OpenDocument, canvas: &Canvas, note: &Note) -> String {
    let words = model.words();
    let mut details: Vec<String> = Vec::new();
    details.extend(note.kind.map(|kind| words.look_up(&format!("kind.note.{}", kind.word())).to_owned()));
    details.extend(note.basis.map(|basis| words.look_up(&format!("kind.basis.{}", basis.word())).to_owned()));
    let mut detail = |key: SentenceKey, text: &str| details.push(words.tell(&Sentence::new(key).with("text", text)));
    if let Some(source) = &note.source {
        detail(key!("linear.detail.source"), source);
    }
    if let Some(question) = &note.question {
        detail(key!("linear.detail.question"), question);
    }
    if let Some(head) = note.under.and_then(|head| crate::app::commands::number_of(model, &doc.file, head)) {
        detail(key!("linear.detail.under"), &head);
    }
    for (relation, references) in Relation::ALL.into_iter().zip(&note.relations) {
        let references: Vec<String> = references.iter().map(ToString::to_string).collect();
        if !references.is_empty() {
            details.push(format!("{} {}", relation.word(), references.join(", ")));
        }
    }
    debug_assert!(canvas.note(note.id).is_some());
    if details.is_empty() { note.text.clone() } else { format!("{} ({})", note.text, details.join("; ")) }
}

/// What is said of a section or an item; of a section with its number, as it may not be the one in focus.
fn marked(model: &Model, about: &str, text: &str) -> String {
    let at = model
        .canvas()
        .and_then(|(_, doc, _)| sections_of(doc, model.method()).iter().position(|view| view.id == about));
    match at {
        Some(at) => model.words().tell(&sentence!("linear.marked", number = at + 1, text = text)),
        None => text.to_owned(),
    }
}

fn mark_text(model: &Model, mark: &Mark) -> String {
    let state = model.words().say(match mark.state.word() {
        "done" => key!("kind.section.done"),
        "gap" => key!("kind.section.gap"),
        _ => key!("kind.section.not-applicable"),
    });
    let key = if mark.reason.is_some() { key!("linear.mark-reason") } else { key!("linear.mark") };
    let reason = mark.reason.as_deref().unwrap_or_default();
    model.words().tell(&Sentence::new(key).with("state", state).with("reason", reason))
}

fn answer_lines(model: &Model, answer: &Answer) -> Vec<String> {
    let words = model.words();
    let named = |key: SentenceKey, text: &str| format!("{}: {text}", words.say(key));
    let mut lines = Vec::new();
    if let Some(verdict) = answer.verdict {
        let by: Vec<String> = answer
            .by
            .as_ref()
            .map(|by| people::shown(model, by))
            .into_iter()
            .chain(answer.date.map(|date| date.to_string()))
            .collect();
        let verdict = named(key!("dialog.answer.verdict"), verdict_name(words, verdict));
        lines.push(if by.is_empty() { verdict } else { format!("{verdict} ({})", by.join(", ")) });
    }
    if !answer.evidence.is_empty() {
        lines.push(named(key!("checklist.evidence"), &answer.evidence.join("; ")));
    }
    lines.extend(answer.reason.as_ref().map(|reason| named(key!("checklist.reason"), reason)));
    if let Some(waiver) = &answer.waiver {
        let expired = waiver.is_expired(model.today());
        let key = if expired { key!("checklist.waiver-expired") } else { key!("checklist.waiver-until") };
        let text = words.tell(&Sentence::new(key).with("date", waiver.until).with("reason", &waiver.reason));
        lines.push(named(key!("checklist.waiver"), &text));
    }
    lines
}

/// What is read out where a line changed nothing: the note in focus and what is selected, or else the place.
pub(super) fn here(model: &Model, screen: &Screen) -> Vec<String> {
    let note = model.canvas_state().and_then(|state| state.note);
    let Some(note) = note.and_then(|id| Seen::of(model).numbered(model, id)) else { return (screen.part)(model) };
    let mut lines = vec![note];
    if let Some((state, doc, canvas)) = model.canvas()
        && !state.selection.is_empty()
    {
        let chosen = state.chosen(canvas);
        let numbers = chosen.iter().filter_map(|id| crate::app::commands::number_of(model, &doc.file, *id));
        let numbers = numbers.collect::<Vec<_>>().join(", ");
        lines.push(model.words().tell(&sentence!("linear.selected", numbers = numbers)));
    }
    lines
}

/// The screen without a workspace: what there is to choose.
pub(super) fn welcome(model: &Model) -> Vec<String> {
    let words = model.words();
    let mut lines = vec![words.tell(&sentence!("welcome.no-workspace", folder = model.folder()))];
    for (at, key) in [key!("welcome.create"), key!("welcome.demo"), key!("welcome.leave")].into_iter().enumerate() {
        lines.push(words.tell(&sentence!("linear.choice", number = at + 1, label = words.say(key))));
    }
    lines.push(words.say(key!("linear.begin.welcome")).to_owned());
    lines
}

/// A canvas or a checklist that comes to the front: its title, what to do there, and what is in focus.
pub(super) fn document(model: &Model, begin: SentenceKey, part: fn(&Model) -> Vec<String>) -> Vec<String> {
    let words = model.words();
    let Some(doc) = model.doc() else { return Vec::new() };
    let title = doc.sheet.as_ref().map(|sheet| sheet.title().to_owned()).unwrap_or_default();
    let template = match (doc.canvas_template(model.method()), doc.checklist_template(model.method())) {
        (Some(canvas), _) => canvas.title.get(model.language()),
        (_, Some(list)) => list.title.get(model.language()),
        _ => doc.template_id(),
    };
    let mut lines = vec![words.tell(&sentence!("linear.begin.title", title = title, template = template))];
    if !doc.is_writable() {
        lines.push(words.say(key!("canvas.trouble-newer")).to_owned());
    }
    lines.push(words.say(begin).to_owned());
    lines.extend(part(model));
    lines
}

/// The map: the documents of the product, and what comes next.
pub(super) fn map(model: &Model) -> Vec<String> {
    let words = model.words();
    let mut lines = Vec::new();
    let Some(product) = model.current_product() else {
        return vec![words.say(key!("linear.begin.no-product")).to_owned()];
    };
    lines.push(words.tell(&sentence!("linear.begin.product", product = product.name())));
    lines.extend(product.problem.clone());
    let docs = place::documents(model);
    for (at, doc) in docs.iter().enumerate() {
        let sentence = sentence!("linear.document", number = at + 1, name = &doc.stem);
        let state = match (doc.state, progress_of_doc(doc, model.method(), model.today())) {
            (DocState::Valid, Some(progress)) => {
                let key = if doc.checklist().is_some() { key!("linear.answered") } else { key!("canvas.filled") };
                words.tell(&Sentence::new(key).with("filled", progress.done).with("total", progress.total))
            }
            (DocState::Newer, _) => words.say(key!("map.newer")).to_owned(),
            (DocState::Conflicted, _) => words.say(key!("map.conflicted")).to_owned(),
            _ => words.say(key!("map.invalid")).to_owned(),
        };
        lines.push(words.tell(&sentence.with("state", state)));
    }
    lines.extend(super::guide::next(model));
    let hint = if docs.is_empty() { key!("linear.begin.empty") } else { key!("linear.begin.map") };
    lines.push(words.say(hint).to_owned());
    lines
}

/// What is wrong with the file in front.
pub(super) fn problem(model: &Model) -> Vec<String> {
    let words = model.words();
    let Some(doc) = model.doc() else { return Vec::new() };
    let file = &doc.file;
    let key = match doc.state {
        DocState::Newer => key!("canvas.trouble-newer"),
        DocState::Conflicted => key!("canvas.trouble-conflicted"),
        DocState::Invalid => key!("canvas.trouble-invalid"),
        DocState::Valid => key!("canvas.trouble-unknown"),
    };
    let mut lines = vec![file.clone(), words.say(key).to_owned()];
    for problem in &doc.problems {
        lines.push(format!("{file}:{}:{}: {}", problem.line, problem.column, problem.message));
        lines.push(problem.help.clone());
    }
    lines.push(words.say(key!("linear.begin.trouble")).to_owned());
    lines
}

/// The section in focus: its place, its question, what stands there.
pub(super) fn section(model: &Model) -> Option<Vec<String>> {
    let (state, doc, canvas) = model.canvas()?;
    let words = model.words();
    let language = model.language();
    let sections = sections_of(doc, model.method());
    let view = sections.get(state.section)?;
    let head = sentence!("linear.section", number = state.section + 1, total = sections.len());
    let mut lines = vec![words.tell(&head.with("title", view.title(language)))];
    match view.template {
        Some(template) => lines.push(template.question.get(language).to_owned()),
        None => lines.push(words.say(key!("linear.elsewhere")).to_owned()),
    }
    lines.extend(canvas.marks.get(view.id).map(|mark| mark_text(model, mark)));
    let seen = Seen::of(model);
    let notes: Vec<String> = canvas.order(view.id).iter().filter_map(|id| seen.numbered(model, *id)).collect();
    if notes.is_empty() {
        lines.push(words.say(key!("linear.no-note")).to_owned());
    }
    lines.extend(notes);
    Some(lines)
}

/// The same for the item in focus.
pub(super) fn item(model: &Model) -> Option<Vec<String>> {
    let (items, at) = place::items(model)?;
    let doc = model.doc()?;
    let (item, template) = (items.get(at)?, doc.checklist_template(model.method())?);
    let words = model.words();
    let language = model.language();
    let stage = template.stages.iter().find(|stage| stage.id == item.stage);
    let stage = stage.map_or(item.stage.as_str(), |stage| stage.title.get(language));
    let head = sentence!("linear.item", number = at + 1, total = items.len(), stage = stage);
    let mut lines = vec![words.tell(&head), item.text.get(language).to_owned()];
    match doc.checklist()?.answers.get(&item.id) {
        _ if item.is_aggregate() => lines.push(words.say(key!("linear.computed")).to_owned()),
        Some(answer) => lines.extend(answer_lines(model, answer)),
        None => lines.push(words.say(key!("kind.verdict.unanswered")).to_owned()),
    }
    Some(lines)
}

/// Why the section in focus is asked for, with a good example and a poor one; how an item is found out.
pub(super) fn why(model: &Model) -> Vec<String> {
    let words = model.words();
    let language = model.language();
    let named = |key: SentenceKey, text: &str| format!("{}: {text}", words.say(key));
    if let Some((state, doc, _)) = model.canvas()
        && let Some(section) = sections_of(doc, model.method()).get(state.section).and_then(|view| view.template)
    {
        let said = |text: &Text| text.below(&section.question, language).map(str::to_owned);
        let poor = said(&section.poor_example).map(|text| named(key!("canvas.poor"), &text));
        let poor = poor.map(|poor| match said(&section.poor_because) {
            Some(because) => format!("{poor} ({because})"),
            None => poor,
        });
        let why = said(&section.why).map(|text| named(key!("canvas.why"), &text));
        let good = said(&section.good_example).map(|text| named(key!("canvas.good"), &text));
        let lines: Vec<String> = [why, good, poor].into_iter().flatten().collect();
        if !lines.is_empty() {
            return lines;
        }
    }
    if let Some((items, at)) = place::items(model)
        && let Some(item) = items.get(at)
    {
        let mut lines = vec![
            named(key!("checklist.how"), item.how.get(language)),
            named(key!("checklist.counts"), item.evidence.get(language)),
        ];
        if let Some(list) = model.doc().and_then(|doc| doc.checklist_template(model.method())) {
            let guidelines = guideline_lines(model, list, item);
            lines.extend(guidelines.iter().map(|line| named(key!("checklist.guidelines"), line)));
        }
        return lines;
    }
    vec![words.say(key!("linear.nothing-to-explain")).to_owned()]
}

/// How far the document in front is, and what of it is open.
pub(super) fn summary(model: &Model) -> Vec<String> {
    let words = model.words();
    let language = model.language();
    let Some(doc) = model.doc() else { return Vec::new() };
    let mut lines = Vec::new();
    if let (Some(canvas), Some(template)) = (doc.canvas(), doc.canvas_template(model.method())) {
        let progress = CanvasProgress::of(canvas, template);
        let (filled, total) = (progress.sections_filled(), progress.sections_total());
        lines.push(words.tell(&sentence!("linear.last-section", filled = filled, total = total)));
        for (at, section) in progress.sections.iter().enumerate().filter(|(_, section)| !section.filling.is_filled()) {
            let title = template.section(&section.section).map_or("", |section| section.title.get(language));
            lines.push(words.tell(&sentence!("linear.open", number = at + 1, title = title)));
        }
    }
    if let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(model.method())) {
        let tally = ChecklistProgress::of(list, template, model.today()).all;
        let sentence = sentence!("linear.last-item", answered = tally.answered, total = tally.total);
        lines.push(words.tell(&sentence));
    }
    lines
}
