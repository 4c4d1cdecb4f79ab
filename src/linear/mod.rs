//! Linear mode: the walk of a canvas or a checklist as plain questions and answers, a line at a time.
//!
//! It has the same state and the same command table as the screens. A line goes in; the state changes by the command or
//! the answer it is, which `app` is told as a [`LineInput`]; [`Linear::read_out`] then says in lines what is new: what was done, the notes that
//! changed, the place one came to, the question that is open. Nothing is ever drawn again, and no line depends on what a
//! terminal can do.

mod answer;
mod follow_up;
mod guide;
mod name;
mod place;
mod read;
mod recipe;
mod screen;
mod screens;
pub mod seat;
mod session;
mod settle;
mod station;
#[cfg(test)]
mod tests;

use crate::app::commands::{self, Command, Number};
use crate::app::screen::WelcomeState;
use crate::app::{Effect, Env, LineInput, Model, Size, TerminalEffect, take_line};
use crate::document::{Id, Verdict};
use crate::i18n::Sentence;
use name::Named;
use read::Seen;
use screen::LineMeans;

/// The size the state is given, so that what depends on one shows one thing at a time.
pub const SIZE: Size = Size { width: 40, height: 12 };

/// A conversation in lines.
#[expect(clippy::struct_excessive_bools, reason = "each remembers one thing of the line before")]
#[derive(Debug, Default)]
pub struct Linear {
    /// Lines that a command put together and nobody has read out yet.
    lines: Vec<String>,
    /// What was read out last.
    seen: Seen,
    /// The question that was read out last.
    asked: Vec<String>,
    /// The field of a form that was opened again because something was wrong with it.
    field_to_fix: Option<usize>,
    /// Whether the form answers a verdict, so that only what it needs is asked for.
    is_brief: bool,
    /// The item on which a verdict was given; once it has it, the walk goes on.
    judging: Option<(String, Verdict)>,
    /// Where the walk stood before a command that acted on a note elsewhere.
    stood: Option<(String, usize)>,
    /// Whether the notes to act on were named with the command.
    was_named: bool,
    /// Whether a line was taken since something was read out last.
    was_line: bool,
    /// What to do at a place, as it was said already.
    hinted: Vec<String>,
    /// Whether the line before found one thing only and went there: a number that follows means that.
    found_alone: bool,
}

impl Linear {
    /// A conversation in which nothing was said yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a line: the answer to the question that is open, a command after `/` or `:`, or the text of a note, a
    /// verdict, the number of a document, as the place has it. A sign given twice begins a text with that sign.
    pub fn line(&mut self, model: &mut Model, line: &str, env: &mut Env) -> Vec<Effect> {
        take_line(model, LineInput::Begun, env);
        self.was_line = true;
        let line = line.trim();
        let is_there = std::mem::take(&mut self.found_alone) && line.parse::<usize>().is_ok();
        let effects = match command_of(model, line) {
            Some(command) => self.command(model, command, env),
            None if is_there && model.dialogs().is_empty() && !is_typing(model) => {
                self.lines.push(read::tell(model, &sentence!("message.hit", number = 1_usize, total = 1_usize)));
                Vec::new()
            }
            None if line.starts_with("//") || line.starts_with("::") => self.text(model, &line[1..], env),
            None => self.text(model, line, env),
        };
        let more = self.go_on(model, env);
        let effects: Vec<Effect> = effects.into_iter().chain(more).collect();
        // Who leaves is not told once more where they were.
        self.was_line &= !effects.iter().any(|effect| matches!(effect, Effect::Terminal(TerminalEffect::Quit)));
        effects
    }

    fn command(&mut self, model: &mut Model, typed: &str, env: &mut Env) -> Vec<Effect> {
        let (name, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
        let rest = rest.trim();
        let command = match name::find(model, name) {
            Ok(command) => command,
            Err(sentences) => {
                self.lines.extend(sentences.iter().map(|sentence| read::tell(model, sentence)));
                return Vec::new();
            }
        };
        match command {
            Named::Help => self.help(model, rest),
            Named::Why => self.lines.extend(read::why(model)),
            Named::Run => self.lines.extend(recipe::lines(model)),
            Named::Read => self.seen = Seen::default(),
            Named::Open if screens::front(model).lists_documents && model.dialogs().is_empty() => {
                return self.text(model, rest, env);
            }
            Named::Open => return warn(model, env, sentence!("linear.not-here", command = "open")),
            Named::Cancel => return self.cancel(model, env),
            Named::Guide => return self.guide(model, rest, env),
            Named::Row(command) => return self.row(model, command, rest, env),
        }
        Vec::new()
    }

    /// Opens the guide that words mean, or lists those of the stations.
    fn guide(&mut self, model: &mut Model, words: &str, env: &mut Env) -> Vec<Effect> {
        if words.is_empty() {
            self.lines.extend(guide::list(model));
            return Vec::new();
        }
        match guide::find(model, words) {
            Ok(id) => take_line(model, LineInput::OpenGuide(id), env),
            Err(sentence) => warn(model, env, sentence),
        }
    }

    fn help(&mut self, model: &Model, rest: &str) {
        if rest.is_empty() {
            return self.lines.extend(name::help(model));
        }
        let word = rest.trim_start_matches(['/', ':']);
        self.lines.extend(name::help_of(model, word));
    }

    /// Runs a row of the table: on the notes named, with what else was given as answers to what it asks.
    fn row(
        &mut self,
        model: &mut Model,
        command: &'static commands::Command,
        rest: &str,
        env: &mut Env,
    ) -> Vec<Effect> {
        if command.argument == commands::Argument::Number {
            if rest.is_empty() {
                return warn(model, env, sentence!("linear.needs-number", command = command.id));
            }
            return take_line(model, LineInput::Run { command, argument: rest.to_owned() }, env);
        }
        let (numbers, words) = name::numbers(model, command, rest);
        let (words, head) = name::head(model, command, words);
        if !words.is_empty() && !name::takes_words(command) {
            let sentence = sentence!("linear.takes-no-words", command = command.id, words = words);
            return warn(model, env, sentence);
        }
        if let Some(unknown) =
            numbers.iter().chain(&head).find(|number| commands::number(model, number) == Number::Unknown)
        {
            return warn(model, env, sentence!("message.no-such-number", number = unknown));
        }
        if !numbers.is_empty() {
            self.go_to(model, &numbers, env);
        }
        if let Some(head) = head {
            self.go_to_head(model, head, env);
        }
        // What leads from one question to another leaves as many open.
        let dialogs = model.dialogs().len();
        let is_asked = |now: usize| now > dialogs || (dialogs > 0 && now > 0);
        if command.is(commands::Linear::Arrives) {
            self.arrive();
        }
        let mut effects = run(model, command, env);
        take_line(model, LineInput::AskAsChoice, env);
        if !words.is_empty() && (is_asked(model.dialogs().len()) || is_typing(model)) {
            effects.extend(self.answers(model, words, env));
        } else if !words.is_empty() && model.messages().line().is_none() {
            let sentence = sentence!("linear.takes-no-words", command = command.id, words = words);
            effects.extend(warn(model, env, sentence));
        }
        effects
    }

    /// Goes to the notes a command names, and remembers where the walk stood.
    fn go_to(&mut self, model: &mut Model, numbers: &[&str], env: &mut Env) {
        self.stood = model.canvas_state().map(|state| (state.file.clone(), state.section));
        self.was_named = true;
        let mut ids: Vec<Id> = Vec::new();
        for number in numbers {
            if let Some(command) = commands::find("go-to-number") {
                take_line(model, LineInput::Run { command, argument: (*number).to_owned() }, env);
            }
            ids.extend(model.canvas_state().and_then(|state| state.note));
        }
        take_line(model, LineInput::Select(if ids.len() > 1 { ids } else { Vec::new() }), env);
    }

    /// The note in focus is selected, where none is, and the one with that number comes into focus.
    fn go_to_head(&mut self, model: &mut Model, head: &str, env: &mut Env) {
        self.was_named = true;
        let alone = model.canvas_state().filter(|state| state.selection.is_empty());
        if let Some(note) = alone.and_then(|state| state.note) {
            take_line(model, LineInput::Select(vec![note]), env);
        }
        if let Some(command) = commands::find("go-to-number") {
            take_line(model, LineInput::Run { command, argument: head.to_owned() }, env);
        }
    }

    /// The place one comes to next is stayed at, and its note is read out, whichever was read out last.
    fn arrive(&mut self) {
        self.stood = None;
        self.seen.forget_note();
    }

    /// Takes a line that is no command.
    fn text(&mut self, model: &mut Model, line: &str, env: &mut Env) -> Vec<Effect> {
        if !model.dialogs().is_empty() || is_typing(model) {
            return self.answer(model, line, env);
        }
        match screens::front(model).line {
            LineMeans::Choice if !line.is_empty() => choice(model, line, env),
            LineMeans::OpenDocument if !line.is_empty() => match place::document(model, line) {
                Ok(file) => take_line(model, LineInput::OpenDocument(file), env),
                Err(sentence) => warn(model, env, sentence),
            },
            LineMeans::Note if !line.is_empty() => take_line(model, LineInput::Add(line.to_owned()), env),
            LineMeans::Verdict if !line.is_empty() => self.verdict(model, line, env),
            LineMeans::Reply if !line.is_empty() => self.reply(model, line, env),
            LineMeans::Side if !line.is_empty() => match settle::command(line) {
                Some(command) => take_line(model, LineInput::Run { command, argument: String::new() }, env),
                None => warn(model, env, sentence!("linear.no-side", given = line)),
            },
            LineMeans::Entry if !line.is_empty() => {
                match line.parse().ok().and_then(|number| follow_up::row_of(model, number)) {
                    Some(row) => take_line(model, LineInput::FocusRow(row), env),
                    None => warn(model, env, sentence!("linear.no-entry", given = line)),
                }
            }
            LineMeans::Side => run_by_id(model, "next-section", env),
            LineMeans::Note | LineMeans::Verdict | LineMeans::Reply | LineMeans::Entry => self.next(model, env),
            LineMeans::Nothing | LineMeans::Choice | LineMeans::OpenDocument => {
                self.seen = Seen::default();
                Vec::new()
            }
        }
    }

    /// The next section or item; after the last one, how far the document is.
    fn next(&mut self, model: &mut Model, env: &mut Env) -> Vec<Effect> {
        let screen = screens::front(model);
        if (screen.is_last)(model) {
            self.lines.extend((screen.summary)(model));
            return Vec::new();
        }
        let id = if model.canvas_state().is_some() { "next-section" } else { "down" };
        run_by_id(model, id, env)
    }

    /// An answer to the criterion in focus, as its word.
    fn reply(&mut self, model: &mut Model, line: &str, env: &mut Env) -> Vec<Effect> {
        let Some(command) = commands::find("reply") else { return Vec::new() };
        let Some(reply) = station::reply(model, line) else {
            return warn(model, env, sentence!("linear.no-reply", given = line));
        };
        let before = station::focus(model);
        let mut effects = run(model, command, env);
        if !model.dialogs().is_empty() {
            self.is_brief = true;
            effects.extend(self.answer(model, reply.word(), env));
        }
        if model.dialogs().is_empty() && station::focus(model) == before && !station::is_last(model) {
            effects.extend(self.next(model, env));
        }
        effects
    }

    /// A verdict on the item in focus, as its word.
    fn verdict(&mut self, model: &mut Model, line: &str, env: &mut Env) -> Vec<Effect> {
        let Some(verdict) = place::verdict(model, line) else {
            let known = Verdict::ALL.map(|verdict| commands::verdict_name(model.words(), verdict)).join(", ");
            return warn(model, env, sentence!("linear.no-verdict", given = line, known = known));
        };
        let Some(command) = commands::find("verdict") else { return Vec::new() };
        let item = model.screen().in_focus();
        let mut effects = run(model, command, env);
        if !model.dialogs().is_empty() {
            self.is_brief = true;
            self.judging = item.map(|item| (item, verdict));
            effects.extend(self.answer(model, verdict.word(), env));
        }
        effects
    }

    /// Where nothing is asked any more: back to where the walk stood, and on where an item has got its verdict.
    fn go_on(&mut self, model: &mut Model, env: &mut Env) -> Vec<Effect> {
        if !model.dialogs().is_empty() || is_typing(model) {
            return Vec::new();
        }
        (self.field_to_fix, self.is_brief) = (None, false);
        if std::mem::take(&mut self.was_named) {
            take_line(model, LineInput::Select(Vec::new()), env);
        }
        if let Some((file, section)) = self.stood.take() {
            take_line(model, LineInput::ReturnTo { file, section }, env);
        }
        let Some((item, verdict)) = self.judging.take() else { return Vec::new() };
        let is_judged =
            model.doc().and_then(|doc| doc.checklist()).is_some_and(|list| list.verdict(&item) == Some(verdict));
        let stays = model.screen().in_focus().as_ref() == Some(&item);
        if is_judged && stays { self.next(model, env) } else { Vec::new() }
    }

    /// What is new since it was called last, in lines that are safe to print: what was said, what changed, the place
    /// one came to, and the question that is open.
    pub fn read_out(&mut self, model: &mut Model, env: &mut Env) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for said in model.messages().unread() {
            lines.push(read::tell(model, &said.sentence));
        }
        let asked = model.dialogs().len();
        take_line(model, LineInput::Answered, env);
        let put_away = asked - model.dialogs().len();
        lines.append(&mut self.lines);
        // What only a screen can show was put away again.
        for _ in 0..put_away {
            lines.push(model.words().say(key!("linear.only-on-screen")).to_owned());
        }
        let question = answer::question(model, self.field_to_fix.is_some());
        let now = Seen::of(model);
        if question.is_empty() || self.seen.is_elsewhere(&now) {
            lines.extend(now.since(&self.seen, model, screens::front(model)));
            self.seen = now;
        }
        if question != self.asked {
            lines.extend(question.iter().cloned());
        }
        self.asked = question;
        let is_hint = |line: &String| read::is_hint(model, line);
        lines.retain(|line| !is_hint(line) || !self.hinted.contains(line));
        self.hinted.extend(lines.iter().filter(|line| is_hint(line)).cloned());
        if std::mem::take(&mut self.was_line) && lines.is_empty() {
            lines = if self.asked.is_empty() { read::here(model, screens::front(model)) } else { self.asked.clone() };
        }
        lines.iter().flat_map(|line| read::safe(line)).collect()
    }

    /// Lines that say how the conversation ends.
    #[must_use]
    pub fn farewell(&self, model: &Model) -> Vec<String> {
        let open = !model.dialogs().is_empty();
        let key = if open { key!("linear.end-open") } else { key!("linear.end") };
        vec![model.words().say(key).to_owned()]
    }
}

/// What follows the sign, where the line is a command. In a text a path may begin with the same sign: there only the
/// whole name of a command is one.
fn command_of<'l>(model: &Model, line: &'l str) -> Option<&'l str> {
    let rest = line.strip_prefix(['/', ':'])?;
    if rest.starts_with(['/', ':']) {
        return None;
    }
    let word = rest.split_whitespace().next().unwrap_or_default();
    (!commands::is_text(model) || name::is_whole(word)).then_some(rest)
}

/// Takes a choice of the screen without a workspace.
fn choice(model: &mut Model, line: &str, env: &mut Env) -> Vec<Effect> {
    let choice = line.parse::<usize>().ok().filter(|number| (1..=WelcomeState::CHOICES).contains(number));
    match choice {
        Some(choice) => take_line(model, LineInput::OpenRow(choice - 1), env),
        None => warn(model, env, sentence!("linear.choose-number", given = line)),
    }
}

/// Says why something was not done.
fn warn(model: &mut Model, env: &mut Env, sentence: Sentence) -> Vec<Effect> {
    take_line(model, LineInput::Warn(sentence), env)
}

/// Runs a command that takes no argument.
fn run(model: &mut Model, command: &'static Command, env: &mut Env) -> Vec<Effect> {
    take_line(model, LineInput::Run { command, argument: String::new() }, env)
}

fn run_by_id(model: &mut Model, id: &str, env: &mut Env) -> Vec<Effect> {
    commands::find(id).map(|command| run(model, command, env)).unwrap_or_default()
}

/// Whether the text of a note is being typed.
fn is_typing(model: &Model) -> bool {
    model.screen().is_typing()
}
