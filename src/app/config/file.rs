//! The file as the program writes it: all of it commented out for a first time, later one value and nothing else.

use std::fmt::Write as _;

use super::read::KEYS;
use super::settings::{Kind, SETTINGS};
use crate::app::commands::{self, Scope};
use crate::i18n::Catalogue;
use crate::layout::text::width;
use crate::layout::wrap::wrap;

/// Columns of a comment.
const COLUMNS: u16 = 98;

/// A configuration file with every setting and every key, each explained and commented out.
#[must_use]
pub fn template(words: &Catalogue) -> String {
    let mut out = String::new();
    comment(&mut out, words.say(key!("config.file.head")));
    for setting in &SETTINGS {
        out.push('\n');
        comment(&mut out, words.look_up(&format!("config.setting.{}", setting.name)));
        let quote = if setting.kind == Kind::Switch { "" } else { "\"" };
        let _ = writeln!(out, "# {} = {quote}{}{quote}", setting.name, setting.default);
    }
    out.push('\n');
    comment(&mut out, words.say(key!("config.file.keys")));
    for scope in Scope::ALL {
        let rows: Vec<(String, &str)> = commands::all()
            .filter(|command| command.scopes.contains(&scope))
            .map(|command| (format!("{} = {}", command.id, keys(command.keys)), command.id))
            .collect();
        let room = rows.iter().map(|(row, _)| width(row)).max().unwrap_or(0);
        let _ = write!(
            out,
            "\n# {}\n# [{KEYS}.{}]\n",
            words.look_up(&format!("help.scope.{}", scope.word())),
            scope.word()
        );
        for (row, id) in rows {
            let _ = writeln!(out, "# {row:room$}  # {}", words.look_up(&format!("command.{id}.title")));
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
