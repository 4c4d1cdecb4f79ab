//! Reading the file: every value that can be used, and every problem with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Reading;
use super::keys::{KeyChoice, Misfit, collide, sequence};
use super::settings::{Kind, Known, SETTINGS, Setting};
use crate::app::commands::{self, Command, Scope};
use crate::diagnostic::{ConfigError, Position, nearest};
use crate::document::text::visible_line;
use crate::i18n::{Sentence, SentenceKey};

/// The table of the file that holds keys.
pub(crate) const KEYS: &str = "keys";

/// What is no TOML.
const SYNTAX: SentenceKey = key!("config.problem.syntax");

/// Reads a configuration file. What is valid comes back as it is meant, and everything else as a problem.
#[must_use]
pub fn read(text: &str, known: &Known) -> Reading {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, known, reading: Reading::default() };
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let what = Sentence::new(SYNTAX).with("detail", visible_line(error.message()));
        reader.problem(at..at, what, sentence!("config.help.syntax"));
    }
    for (key, value) in root.get_ref() {
        let name = key.get_ref().as_ref();
        match SETTINGS.iter().find(|setting| setting.name == name) {
            Some(setting) => reader.setting(setting, value),
            None if name == KEYS => reader.scopes(value),
            None => {
                let names = SETTINGS.iter().map(|setting| setting.name).chain([KEYS]);
                reader.unknown(key!("config.problem.setting"), key.span(), name, &names.collect::<Vec<_>>());
            }
        }
    }
    let mut reading = reader.reading;
    reading.values.sort_by_key(|(_, _, place)| *place);
    reading.keys.sort_by_key(|choice| choice.place);
    refuse_twice(&mut reading);
    // A value that is no TOML is told once, by what the setting wants.
    let is_syntax = |problem: &ConfigError| problem.what.key == SYNTAX;
    let better: Vec<_> = reading.problems.iter().filter(|found| !is_syntax(found)).map(|found| found.place).collect();
    reading.problems.retain(|problem| !is_syntax(problem) || !better.contains(&problem.place));
    reading.problems.sort_by_key(|problem| problem.place);
    reading
}

struct Reader<'t> {
    text: &'t str,
    known: &'t Known,
    reading: Reading,
}

impl Reader<'_> {
    fn problem(&mut self, span: Range<usize>, what: Sentence, help: Sentence) {
        self.reading.problems.push(ConfigError { place: Some(Position::of(self.text, span.start)), what, help });
    }

    /// A word that is not among the known ones.
    fn unknown(&mut self, what: SentenceKey, span: Range<usize>, word: &str, known: &[&str]) {
        let what = Sentence::new(what).with("word", visible_line(word));
        let help = match nearest(word, known.iter().copied()) {
            Some(nearest) => sentence!("config.help.nearest", nearest = nearest),
            None => sentence!("config.help.known", known = known.join(", ")),
        };
        self.problem(span, what, help);
    }

    fn setting(&mut self, setting: &'static Setting, value: &Spanned<DeValue<'_>>) {
        let word = match (setting.kind, value.get_ref()) {
            (Kind::Switch, DeValue::Boolean(on)) => on.to_string(),
            (Kind::Switch, _) => return self.wrong_type(setting.name, value, key!("config.help.switch")),
            (_, DeValue::String(text)) => text.to_string(),
            _ => return self.wrong_type(setting.name, value, key!("config.help.text")),
        };
        if setting.takes(&word, self.known) {
            self.reading.values.push((setting.name, word, Position::of(self.text, value.span().start)));
        } else {
            let (what, help) = setting.refuse(setting.name, &visible_line(&word), self.known);
            self.problem(value.span(), what, help);
        }
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, help: SentenceKey) {
        let raw = self.text.get(value.span()).unwrap_or_default();
        let found = visible_line(raw.lines().next().unwrap_or_default());
        let what = sentence!("config.problem.type", key = visible_line(key), found = found);
        self.problem(value.span(), what, Sentence::new(help));
    }

    fn scopes(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(KEYS, value, key!("config.help.scopes"));
        };
        for (key, value) in table {
            let word = key.get_ref().as_ref();
            let Some(scope) = Scope::ALL.into_iter().find(|scope| scope.word() == word) else {
                self.unknown(key!("config.problem.scope"), key.span(), word, &Scope::ALL.map(Scope::word));
                continue;
            };
            let DeValue::Table(table) = value.get_ref() else {
                self.wrong_type(&format!("{KEYS}.{word}"), value, key!("config.help.scope"));
                continue;
            };
            for (key, value) in table {
                if let Some(command) = self.command(scope, key) {
                    self.keys(scope, command, key.span(), value);
                }
            }
        }
    }

    /// The command of that id, where it works in the scope.
    fn command(&mut self, scope: Scope, key: &Spanned<std::borrow::Cow<'_, str>>) -> Option<&'static Command> {
        let word = key.get_ref().as_ref();
        match commands::find(word) {
            Some(command) if command.scopes.contains(&scope) => Some(command),
            Some(command) => {
                let what = sentence!("config.problem.elsewhere", word = word, scope = scope.word());
                let tables: Vec<String> =
                    command.scopes.iter().map(|scope| format!("[{KEYS}.{}]", scope.word())).collect();
                let help = sentence!("config.help.elsewhere", tables = tables.join(", "));
                self.problem(key.span(), what, help);
                None
            }
            None => {
                // What works here is meant sooner than what works elsewhere.
                let here = || commands::all().filter(|command| command.scopes.contains(&scope));
                let ids = here().chain(commands::all()).map(|command| command.id);
                let what = sentence!("config.problem.command", word = visible_line(word));
                let help = match nearest(word, ids) {
                    Some(nearest) => sentence!("config.help.nearest", nearest = nearest),
                    None => sentence!("config.help.commands"),
                };
                self.problem(key.span(), what, help);
                None
            }
        }
    }

    fn keys(&mut self, scope: Scope, command: &'static Command, at: Range<usize>, value: &Spanned<DeValue<'_>>) {
        let texts: Vec<(Range<usize>, String)> = match value.get_ref() {
            DeValue::String(text) => vec![(value.span(), text.to_string())],
            DeValue::Array(items) if items.iter().all(|item| matches!(item.get_ref(), DeValue::String(_))) => items
                .iter()
                .filter_map(|item| match item.get_ref() {
                    DeValue::String(text) => Some((item.span(), text.to_string())),
                    _ => None,
                })
                .collect(),
            _ => return self.wrong_type(command.id, value, key!("config.help.keys")),
        };
        let mut keys = Vec::new();
        let mut is_refused = false;
        for (span, text) in texts {
            match sequence(&text, scope) {
                Ok(sequence) if sequence.is_empty() => {}
                Ok(sequence) => keys.push(sequence),
                Err(misfit) => {
                    is_refused = true;
                    self.misfit(span, scope, misfit);
                }
            }
        }
        // Where nothing of it can be used, the command keeps the keys it has.
        if !(is_refused && keys.is_empty()) {
            self.reading.keys.push(KeyChoice { scope, command, keys, place: Position::of(self.text, at.start) });
        }
    }

    fn misfit(&mut self, span: Range<usize>, scope: Scope, misfit: Misfit) {
        match misfit {
            Misfit::NoKey(word, meant) => {
                let what = sentence!("config.problem.key", word = visible_line(&word));
                let help = match meant {
                    Some(meant) => sentence!("config.help.nearest", nearest = meant),
                    None => sentence!("config.help.key"),
                };
                self.problem(span, what, help);
            }
            Misfit::Typed(key) => {
                let what = sentence!("config.problem.typed", key = key, scope = scope.word());
                self.problem(span, what, sentence!("config.help.typed"));
            }
        }
    }
}

/// Takes out keys that a former line of the same scope has taken, or that could never be reached beside them.
fn refuse_twice(reading: &mut Reading) {
    for at in 0..reading.keys.len() {
        let (before, rest) = reading.keys.split_at_mut(at);
        let Some(choice) = rest.first_mut() else { break };
        let (scope, command, here) = (choice.scope, choice.command, choice.place);
        let problems = &mut reading.problems;
        choice.keys.retain(|keys| {
            let other = before.iter().filter(|other| other.scope == scope).find_map(|other| {
                let taken = other.keys.iter().find(|taken| collide((taken, other.command), (keys, command)))?;
                Some((other, taken))
            });
            let Some((other, taken)) = other else { return true };
            let what = if taken == keys { key!("config.problem.twice") } else { key!("config.problem.hidden") };
            let what = Sentence::new(what)
                .with("keys", written(keys))
                .with("taken", written(taken))
                .with("other", other.command.id)
                .with("scope", scope.word())
                .with("line", other.place.line)
                .with("column", other.place.column);
            let help = sentence!("config.help.twice", command = command.id);
            problems.push(ConfigError { place: Some(here), what, help });
            false
        });
    }
}

fn written(keys: &[crate::app::Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
