//! The file as the program writes it: all of it commented out for a first time, later one value and nothing else.

use std::fmt::Write as _;

use super::read::KEYS;
use super::settings::{Kind, SETTINGS};
use crate::app::commands::{self, Scope};
use crate::layout::text::width;
use crate::layout::wrap::wrap;
use crate::method::language::Catalogue;

/// Columns of a comment.
const COLUMNS: u16 = 98;

/// A configuration file with every setting and every key, each explained and commented out.
#[must_use]
pub fn template(words: &Catalogue) -> String {
    let mut out = String::new();
    comment(&mut out, words.say("config.file.head"));
    for setting in &SETTINGS {
        out.push('\n');
        comment(&mut out, words.say(&format!("config.setting.{}", setting.name)));
        let quote = if setting.kind == Kind::Switch { "" } else { "\"" };
        let _ = writeln!(out, "# {} = {quote}{}{quote}", setting.name, setting.default);
    }
    out.push('\n');
    comment(&mut out, words.say("config.file.keys"));
    for scope in Scope::ALL {
        let rows: Vec<(String, &str)> = commands::all()
            .filter(|command| command.scopes.contains(&scope))
            .map(|command| (format!("{} = {}", command.id, keys(command.keys)), command.id))
            .collect();
        let room = rows.iter().map(|(row, _)| width(row)).max().unwrap_or(0);
        let _ =
            write!(out, "\n# {}\n# [{KEYS}.{}]\n", words.say(&format!("help.scope.{}", scope.word())), scope.word());
        for (row, id) in rows {
            let _ = writeln!(out, "# {row:room$}  # {}", words.say(&format!("command.{id}.title")));
        }
    }
    out
}

fn comment(out: &mut String, text: &str) {
    for paragraph in text.trim_end().lines() {
        for line in wrap(paragraph, COLUMNS) {
            let _ = writeln!(out, "# {}", paragraph[line.range.clone()].trim_end());
        }
    }
}

fn keys(keys: &[&str]) -> String {
    let quoted: Vec<String> = keys.iter().map(|keys| format!("{:?}", keys.to_string())).collect();
    match quoted.as_slice() {
        [] => "\"\"".to_owned(),
        [only] => only.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

/// The text of a configuration file with one setting changed; comments and everything else stay as they are.
///
/// # Errors
/// Where the text is no TOML; it is for the person to mend first.
pub fn change(text: &str, name: &str, value: &str) -> Result<String, toml_edit::TomlError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut document: toml_edit::DocumentMut = body.parse()?;
    let is_switch = SETTINGS.iter().any(|setting| setting.name == name && setting.kind == Kind::Switch);
    let mut new = if is_switch { toml_edit::Value::from(value == "true") } else { toml_edit::Value::from(value) };
    let is_empty = document.is_empty();
    match document.get_mut(name).and_then(toml_edit::Item::as_value_mut) {
        Some(old) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        None if is_empty => {
            // What stands in a file without a value are comments; they stay above.
            let before = document.trailing().as_str().unwrap_or_default().to_owned();
            let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
            let mut key = toml_edit::Key::new(name);
            key.leaf_decor_mut().set_prefix(format!("{before}{gap}"));
            document.insert_formatted(&key, toml_edit::Item::Value(new));
            document.set_trailing("");
        }
        None => {
            document.insert(name, toml_edit::Item::Value(new));
        }
    }
    let changed = document.to_string();
    let changed = if body.contains("\r\n") { changed.replace("\r\n", "\n").replace('\n', "\r\n") } else { changed };
    let mark = if body.len() == text.len() { "" } else { "\u{feff}" };
    Ok(format!("{mark}{changed}"))
}
