//! Questions of the program as lines, and lines as answers to them.

use super::{Linear, is_typing, name, read, run_by_id, warn};
use crate::app::dialog::finder::{Finder, Found, Source};
use crate::app::dialog::{Dialog, Form, FormField, Picker, PickerItem};
use crate::app::editor::Lines;
use crate::app::place;
use crate::app::{Effect, Env, LineInput, Model, take_line};
use crate::document::Field;
use crate::i18n::Sentence;
use crate::journal::DraftTarget;

/// The sign that empties a field.
const NOTHING: &str = "-";

/// How many lines of what was found are read out.
const MAX_FOUND_LINES: usize = 20;

/// What is searched, in lines: what to type, or what was found.
fn found(model: &Model, finder: &Finder) -> Vec<String> {
    let words = model.words();
    let typed = finder.editor.text();
    if typed.is_empty() {
        let mut lines = vec![read::tell(model, &finder.title)];
        if matches!(finder.source, Source::Search { .. }) {
            lines.push(words.say(key!("dialog.search.idle")).to_owned());
        }
        lines.push(words.say(key!("linear.type-words")).to_owned());
        return lines;
    }
    let query = finder.words();
    let mut lines = Vec::new();
    for (at, found) in finder.found.iter().take(MAX_FOUND_LINES).enumerate() {
        if let Found::Entry(key) = found
            && let Some(line) = place::line(model, *key, &query)
        {
            let text = [line.number, line.text].join(" ");
            let sentence = sentence!("linear.found", number = at + 1, text = text.trim());
            lines.push(words.tell(&sentence.with("place", line.place)));
        }
    }
    let more = finder.found.len().saturating_sub(MAX_FOUND_LINES);
    if finder.found.is_empty() {
        lines.push(words.tell(&sentence!("linear.found-nothing", text = typed)));
    } else if more > 0 {
        lines.push(words.tell(&sentence!("linear.found-more", count = more)));
    }
    lines.push(
        words
            .say(if finder.found.is_empty() { key!("linear.type-words") } else { key!("linear.choose-found") })
            .to_owned(),
    );
    lines
}

/// The question that is open, in lines; none where nothing is asked. `is_mended` says that what is asked for was wrong.
pub(super) fn question(model: &Model, is_mended: bool) -> Vec<String> {
    if let Some(Dialog::Picker(pick)) = model.dialog() {
        return choices(model, pick);
    }
    if let Some(Dialog::Form(form)) = model.dialog() {
        return fields(model, form, is_mended);
    }
    if let Some(Dialog::Finder(finder)) = model.dialog() {
        return found(model, finder);
    }
    let Some(editing) = model.canvas_state().and_then(|state| state.editing.as_ref()) else { return Vec::new() };
    let text = editing.editor.text();
    let words = model.words();
    if text.trim().is_empty() {
        return vec![words.say(key!("linear.type-note")).to_owned()];
    }
    vec![words.tell(&sentence!("linear.type-text", text = text))]
}

fn choices(model: &Model, pick: &Picker) -> Vec<String> {
    let words = model.words();
    let place = pick.slide.iter().map(|slide| slide.place.clone());
    let mut lines: Vec<String> = place.chain([read::tell(model, &pick.title)]).collect();
    lines.extend(pick.lines.iter().cloned());
    for (at, item) in pick.items.iter().enumerate() {
        let key =
            if pick.marks_current && at == pick.cursor { key!("linear.choice-now") } else { key!("linear.choice") };
        lines.push(words.tell(&Sentence::new(key).with("number", at + 1).with("label", &item.label)));
    }
    lines.push(words.say(key!("linear.choose")).to_owned());
    let ways = name::ways(model);
    if !ways.is_empty() {
        lines.push(words.tell(&sentence!("linear.ways", ways = ways.join(", "))));
    }
    lines
}

fn fields(model: &Model, form: &Form, is_mended: bool) -> Vec<String> {
    let Some(field) = form.fields.get(form.focus) else { return Vec::new() };
    let words = model.words();
    let mut lines = Vec::new();
    match &form.problem {
        Some(problem) => lines.push(read::tell(model, problem)),
        None if form.focus == 0 || is_mended => {
            lines.push(read::tell(model, &form.title));
            lines.extend(form.lines.iter().cloned());
        }
        None => {}
    }
    let label = words.say(field.label);
    let hint = field.hint.map_or("", |hint| read::say(model, hint));
    let key = if hint.is_empty() { key!("linear.field") } else { key!("linear.field-hint") };
    lines.push(words.tell(&Sentence::new(key).with("label", label).with("hint", hint)));
    for (_, name) in field.words.iter().filter(|(word, _)| !word.is_empty()) {
        lines.push(format!("- {name}"));
    }
    lines.extend(field.offers.iter().map(|offer| format!("- {offer}")));
    let now = name_of(field);
    if !now.is_empty() {
        let now = now.lines().collect::<Vec<_>>().join("; ");
        let adds = field.editor.lines() == Lines::Many && !field.editor.is_selected();
        let key = if adds { key!("linear.field-many") } else { key!("linear.field-now") };
        lines.push(words.tell(&Sentence::new(key).with("text", now)));
    }
    lines
}

/// What stands in a field, as a person reads it.
fn name_of(field: &FormField) -> String {
    let value = field.value();
    field.words.iter().find(|(word, _)| *word == value).map_or(value, |(_, name)| name.clone())
}

/// The choice a line means: its number, its word, its label, its letter, or the beginning of only one of them.
fn choice(items: &[PickerItem], line: &str) -> Option<usize> {
    let line = line.to_lowercase();
    if let Ok(number) = line.parse::<usize>() {
        return number.checked_sub(1).filter(|at| *at < items.len());
    }
    let names = |item: &PickerItem| -> Vec<String> {
        item.name.iter().chain([&item.label]).map(|name| name.to_lowercase()).collect()
    };
    let is = |item: &PickerItem| names(item).contains(&line);
    if let Some(at) = items.iter().position(is) {
        return Some(at);
    }
    let mut letters = line.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && let Some(at) = items.iter().position(|item| item.key == Some(letter))
    {
        return Some(at);
    }
    let begins = |item: &PickerItem| !line.is_empty() && names(item).iter().any(|name| name.starts_with(&line));
    let mut found = items.iter().enumerate().filter(|(_, item)| begins(item)).map(|(at, _)| at);
    found.next().filter(|_| found.next().is_none())
}

impl Linear {
    /// Takes a line as the answer to the question that is open.
    pub(super) fn answer(&mut self, model: &mut Model, line: &str, env: &mut Env) -> Vec<Effect> {
        let keeps_text = is_typing(model) && line.is_empty();
        match model.dialog() {
            Some(Dialog::Picker(pick)) => {
                let Some(at) = choice(&pick.items, line) else {
                    return warn(model, env, sentence!("linear.no-choice", given = line));
                };
                // What is asked next is read out even where it is in the same words.
                self.asked.clear();
                if pick.is_arrival {
                    self.arrive();
                }
                take_line(model, LineInput::Choose(at), env);
                let effects = run_by_id(model, "take", env);
                self.begin_form(model);
                effects
            }
            Some(Dialog::Form(form)) => {
                let filled = fill(form, line, self.is_brief, self.field_to_fix);
                let Filled { text, focus, is_last } = match filled {
                    Ok(filled) => filled,
                    Err(sentence) => {
                        take_line(model, LineInput::Fill { text: None, focus: form.focus }, env);
                        return warn(model, env, sentence);
                    }
                };
                take_line(model, LineInput::Fill { text, focus }, env);
                if is_last {
                    self.asked.clear();
                    let effects = run_by_id(model, "submit", env);
                    self.begin_form(model);
                    effects
                } else {
                    Vec::new()
                }
            }
            Some(Dialog::Finder(finder)) => {
                let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let is_asked = !finder.editor.text().is_empty();
                let mut chosen = number.filter(|at| is_asked && *at < finder.found.len());
                if chosen.is_none() {
                    take_line(model, LineInput::Search(line.to_owned()), env);
                    // What is read out next is what fits now, also where that is the same.
                    self.asked.clear();
                    chosen = match model.dialog() {
                        Some(Dialog::Finder(finder)) if finder.found.len() == 1 && !line.is_empty() => Some(0),
                        _ => None,
                    };
                }
                let (Some(chosen), Some(Dialog::Finder(finder))) = (chosen, model.dialog()) else {
                    return Vec::new();
                };
                if finder.is_arrival {
                    self.found_alone = number.is_none_or(|number| number != chosen) && finder.found.len() == 1;
                    self.arrive();
                }
                take_line(model, LineInput::Choose(chosen), env);
                run_by_id(model, "finder-take", env)
            }
            _ if keeps_text => run_by_id(model, "finish", env),
            _ => take_line(model, LineInput::Finish(line.to_owned()), env),
        }
    }

    /// Remembers whether the form that is open now was opened again because something was wrong with it, and whether a
    /// verdict opened it, which asks for no more than it needs.
    fn begin_form(&mut self, model: &Model) {
        if let Some(Dialog::Form(form)) = model.dialog()
            && form.is_brief
        {
            self.is_brief = true;
        }
        self.field_to_fix = match model.dialog() {
            Some(Dialog::Form(form)) if form.problem.is_some() => Some(form.focus),
            _ => None,
        };
    }

    /// Takes words that followed a command as answers: the first as the choice, what is left as the text that is asked
    /// for then.
    pub(super) fn answers(&mut self, model: &mut Model, words: &str, env: &mut Env) -> Vec<Effect> {
        let Some(Dialog::Picker(pick)) = model.dialog() else {
            return self.answer(model, words, env);
        };
        // A label may have several words: the longest beginning that is a choice counts.
        let ends = words.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).chain([words.len()]);
        let Some(end) = ends.rev().find(|end| choice(&pick.items, &words[..*end]).is_some()) else {
            return self.answer(model, words, env);
        };
        let (first, rest) = words.split_at(end);
        let mut effects = self.answer(model, first, env);
        let rest = rest.trim();
        if !rest.is_empty() && (!model.dialogs().is_empty() || is_typing(model)) {
            effects.extend(self.answer(model, rest, env));
        }
        effects
    }

    /// Leaves the open question unanswered.
    pub(super) fn cancel(&mut self, model: &mut Model, env: &mut Env) -> Vec<Effect> {
        self.asked.clear();
        self.judging = None;
        match model.dialog() {
            Some(_) => take_line(model, LineInput::Cancel, env),
            None if is_typing(model) => take_line(model, LineInput::Leave(original(model)), env),
            _ => warn(model, env, sentence!("linear.nothing-open")),
        }
    }
}

/// What stood in the text that is being typed, before anything was typed.
fn original(model: &Model) -> String {
    let Some((state, _, canvas)) = model.canvas() else { return String::new() };
    match state.editing.as_ref().map(|editing| &editing.target) {
        Some(DraftTarget::Field { id, field: Field::Text }) => {
            canvas.note(*id).map(|note| note.text.clone()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// What a line makes of a form.
struct Filled {
    /// What stands in the field in focus from now on; nothing where it stays.
    text: Option<String>,
    /// The field that is asked for next.
    focus: usize,
    /// Whether there is none.
    is_last: bool,
}

/// What a line means for the field in focus, and which one is asked for next.
fn fill(form: &Form, line: &str, is_brief: bool, field_to_fix: Option<usize>) -> Result<Filled, Sentence> {
    let focus = form.focus;
    let Some(field) = form.fields.get(focus) else { return Ok(Filled { text: None, focus, is_last: true }) };
    let text = match line {
        NOTHING => Some(String::new()),
        "" => None,
        _ if !field.words.is_empty() => {
            let lower = line.to_lowercase();
            let is = |(word, name): &&(String, String)| *word == lower || name.to_lowercase() == lower;
            let found = field.words.iter().find(is).ok_or_else(|| sentence!("linear.no-choice", given = line))?;
            Some(found.0.clone())
        }
        _ if field.editor.lines() == Lines::Many => {
            // What was only offered gives way to the first line.
            let before = if field.editor.is_selected() { String::new() } else { field.value() };
            let text = if before.is_empty() { line.to_owned() } else { format!("{before}\n{line}") };
            // Another may follow; an empty line goes on.
            return Ok(Filled { text: Some(text), focus, is_last: false });
        }
        _ => Some(line.to_owned()),
    };
    if field_to_fix.is_some() {
        return Ok(Filled { text, focus, is_last: true });
    }
    let is_brief = is_brief || form.is_brief;
    let is_asked = |field: &FormField| !is_brief || field.is_asked_in_brief();
    let next = (focus + 1..form.fields.len()).find(|at| is_asked(&form.fields[*at]));
    Ok(Filled { text, focus: next.unwrap_or(focus), is_last: next.is_none() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_named_in_several_ways() {
        let items = [
            PickerItem { key: Some('b'), ..PickerItem::new("Benefit", ()).named("benefit") },
            PickerItem { key: Some('n'), ..PickerItem::new("Not applicable", ()).named("not-applicable") },
        ];
        for (line, at) in [("1", Some(0)), ("b", Some(0)), ("not applicable", Some(1)), ("not-applicable", Some(1))] {
            assert_eq!(choice(&items, line), at, "{line}");
        }
        for line in ["", "0", "3", "x"] {
            assert_eq!(choice(&items, line), None, "{line}");
        }
    }
}
