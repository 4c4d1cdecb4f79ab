//! `themes`: every theme there is, and what is wrong with one.

use std::path::Path;

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, FOUND, Failure, Outcome};
use super::nearest::unknown;
use super::output::{Line, Tone};
use super::table::{Cell, Table};
use crate::diagnostic::ConfigError;
use crate::store::sighting::read_text;
use crate::store::{DiskError, IoErrorKind, IoOperation};
use crate::theme::{Library, Role};

pub(super) const ROW: Row = Row { name: "themes", arguments, run };

const ACTIONS: [&str; 3] = ["list", "check", "roles"];

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("action", "ACTION")).arg(make.place("file", "FILE|NAME")).arg(make.format(&["text", "json"]))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let file = matches.get_one::<String>("file");
    match (matches.get_one::<String>("action").map(String::as_str), file) {
        (None | Some("list"), None) => Ok(list(context)),
        (Some("roles"), None) => Ok(roles(context)),
        (Some("list" | "roles"), Some(given)) => Err(unknown("FILE|NAME", given, [])),
        (Some("check"), file) => check(context, file.map(String::as_str)),
        (Some(other), _) => Err(unknown("ACTION", other, ACTIONS)),
        (None, Some(_)) => Ok(DONE),
    }
}

fn list(context: &mut Context) -> u8 {
    #[derive(Serialize)]
    struct View<'a> {
        name: &'a str,
        own: Option<&'a str>,
        contrast: Option<f64>,
        usable: bool,
    }
    let library = context.configuration.library.clone();
    let names = library.names();
    let view = |name| {
        let design = library.design(name).ok();
        let own = library.own(name).map(|own| own.path.as_str());
        View { name, own, contrast: design.as_ref().map(|design| design.contrast), usable: design.is_some() }
    };
    let views: Vec<View> = names.iter().map(|name| view(name)).collect();
    if context.json {
        context.out.json(&views);
        return DONE;
    }
    let mut table = Table::default();
    for View { name, own, usable, .. } in views {
        let about = match (own, usable) {
            (Some(path), true) => path.to_owned(),
            (Some(path), false) => context.words.tell(&sentence!("cli.themes.unusable", path = path)),
            (None, _) => context.words.look_up(&format!("cli.themes.says.{name}")),
        };
        table.row(vec![Cell::left(Tone::Strong, name), Cell::left(Tone::Muted, about)]);
    }
    let lines = table.lines("");
    context.out.lines(&lines);
    DONE
}

/// What a theme gives a look, and what each is for.
fn roles(context: &mut Context) -> u8 {
    #[derive(Serialize)]
    struct View {
        name: &'static str,
        about: String,
    }
    let about = |role: Role| context.words.look_up(&format!("themes.role.{}", role.word()));
    let views: Vec<View> = Role::ALL.into_iter().map(|role| View { name: role.word(), about: about(role) }).collect();
    if context.json {
        context.out.json(&views);
        return DONE;
    }
    let mut table = Table::default();
    for View { name, about } in views {
        table.row(vec![Cell::left(Tone::Strong, name), Cell::left(Tone::Muted, about)]);
    }
    let lines = table.lines("");
    context.out.lines(&lines);
    DONE
}

/// Checks one theme, by its file or its name; without one all of the user's own, and where there is none the built-in.
fn check(context: &mut Context, given: Option<&str>) -> Outcome {
    let library = context.configuration.library.clone();
    let mut found = Vec::new();
    if let Some(given) = given {
        found.push(subject(&library, given)?);
    } else {
        let names = library.names();
        let own: Vec<&String> = names.iter().filter(|name| library.own(name).is_some()).collect();
        for name in if own.is_empty() { names.iter().collect() } else { own } {
            found.push(subject(&library, name)?);
        }
    }
    Ok(report(context, &found))
}

/// What is called so, and what is wrong with it.
fn subject(library: &Library, given: &str) -> Result<(String, Vec<ConfigError>), Failure> {
    let path = Path::new(given);
    if path.is_file() {
        let text = read_text(path)
            .map_err(|error| Failure::from(sentence!("config.unreadable", path = given, error = error)))?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        return Ok((given.to_owned(), library.check(&name, &text)));
    }
    if path.exists() && library.source(given).is_none() {
        return Err(DiskError::found(IoOperation::Read, path, IoErrorKind::NotAFile).into());
    }
    let names = library.names();
    match library.source(given) {
        Some(text) => {
            let path = library.own(given).map_or_else(|| format!("{given}.toml"), |own| own.path.clone());
            Ok((path, library.check(given, text)))
        }
        None => Err(unknown("FILE|NAME", given, names.iter().map(String::as_str))),
    }
}

fn report(context: &mut Context, found: &[(String, Vec<ConfigError>)]) -> u8 {
    #[derive(Serialize)]
    struct View {
        path: String,
        line: Option<usize>,
        column: Option<usize>,
        message: String,
        help: String,
    }
    let words = context.words.catalogue();
    let views: Vec<View> = found
        .iter()
        .flat_map(|(path, problems)| problems.iter().map(move |problem| (path, problem)))
        .map(|(path, problem)| View {
            path: path.clone(),
            line: problem.place.map(|place| place.line),
            column: problem.place.map(|place| place.column),
            message: words.tell(&problem.what),
            help: words.tell(&problem.help),
        })
        .collect();
    if context.json {
        context.out.json(&views);
    } else {
        for (path, problems) in found {
            for problem in problems {
                let mut told = problem.tell(path, words);
                if problem.place.is_none() {
                    told = format!("{path}: {told}");
                }
                context.out.line(&Line::plain(told));
                context.out.line(&Line::plain("  ").and(Tone::Muted, words.tell(&problem.help)));
            }
            if problems.is_empty() {
                let right = context.words.tell(&sentence!("cli.themes.right", path = path));
                context.out.line(&Line::of(Tone::Good, right));
            }
        }
    }
    if views.is_empty() { DONE } else { FOUND }
}
