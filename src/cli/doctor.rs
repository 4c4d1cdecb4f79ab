//! `doctor`: every setting and where it came from, the places of the program, what the terminal can do, and what is wrong.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::{Context, HERE};
use super::failure::{DONE, FOUND, Failure, Outcome};
use super::git::advice;
use super::output::{Line, Tone};
use super::table::{Cell, Table};
use crate::app::ColourDepth;
use crate::app::config::{Source, lost, template};
use crate::diagnostic::ConfigError;
use crate::document::text::visible_line;
use crate::i18n::SentenceKey;
use crate::store::{StateDir, Workspace};
use crate::tui::{ColourChoice, Known, Surroundings, clipboard, config};

pub(super) const ROW: Row = Row { name: "doctor", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.switch("write-config")).arg(make.switch("force")).arg(make.format(&["text", "json"]))
}

/// Everything that is told.
#[derive(Serialize)]
struct Report {
    version: &'static str,
    settings: Vec<SettingView>,
    paths: Vec<PathView>,
    terminal: Vec<FactView>,
    problems: Vec<ProblemView>,
    remarks: Vec<String>,
}

#[derive(Serialize)]
struct SettingView {
    name: &'static str,
    value: String,
    source: &'static str,
    /// The flag, the variable, the path or the line.
    place: Option<String>,
}

#[derive(Serialize)]
struct PathView {
    name: &'static str,
    path: Option<String>,
    exists: bool,
}

#[derive(Serialize)]
struct FactView {
    name: &'static str,
    value: String,
    /// Where it is known from, or what to do about it where something is missing.
    help: Option<String>,
}

#[derive(Serialize)]
struct ProblemView {
    message: String,
    help: String,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    if matches.get_flag("write-config") {
        return write(context, matches.get_flag("force"));
    }
    context.speak_as_the_workspace();
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        settings: settings(context),
        paths: paths(context),
        terminal: terminal(context),
        problems: problems(context),
        remarks: remarks(context),
    };
    if context.json {
        context.out.json(&report);
    } else {
        print(context, &report);
    }
    Ok(if report.problems.is_empty() { DONE } else { FOUND })
}

/// Writes the commented file.
fn write(context: &mut Context, force: bool) -> Outcome {
    let failed = |path: &Path, error: &dyn std::fmt::Display| {
        Failure::from(sentence!("doctor.not-written", path = path.display(), error = error))
    };
    let Some(path) = context.configuration.path.clone() else {
        return Err(Failure::from(sentence!("error.no-state.why")));
    };
    if path.exists() {
        if !force {
            let failure = Failure::from(sentence!("cli.error.exists", path = path.display()));
            return Err(failure.and(sentence!("cli.error.exists_force")));
        }
        let kept = free(&path);
        std::fs::rename(&path, &kept).map_err(|error| failed(&path, &error))?;
        let told = sentence!("cli.error.kept", path = kept.display());
        let told = context.words.tell(&told);
        context.out.hint(&told);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed(&path, &error))?;
    }
    std::fs::write(&path, template(context.words.catalogue())).map_err(|error| failed(&path, &error))?;
    let told = context.words.tell(&sentence!("cli.done.created", path = path.display()));
    context.out.line(&Line::plain(told));
    Ok(DONE)
}

/// A name beside the file that nothing has yet.
fn free(path: &Path) -> PathBuf {
    let numbered = |number: usize| path.with_extension(format!("toml.{number}"));
    (1..10_000).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| numbered(0))
}

fn settings(context: &Context) -> Vec<SettingView> {
    let view = |(setting, given): (&crate::app::config::Setting, &crate::app::config::Given)| {
        let (source, place) = match &given.source {
            Source::Flag(flag) => ("flag", Some((*flag).to_owned())),
            Source::Environment(variable) => ("environment", Some(variable.clone())),
            Source::Workspace(path) => ("workspace", Some(path.clone())),
            Source::User(line) => ("user", Some(format!("{}:{line}", context.configuration.shown()))),
            Source::Default => ("default", None),
        };
        SettingView { name: setting.name, value: given.value.clone(), source, place }
    };
    context.settings.iter().map(view).collect()
}

fn paths(context: &Context) -> Vec<PathView> {
    let state = StateDir::locate().ok();
    let below = |name: &str| state.as_ref().map(|state| state.join(name));
    let config = context.configuration.path.clone();
    let themes = config.as_deref().and_then(config::themes_folder);
    [
        ("configuration", config),
        ("themes", themes),
        ("state", state.clone()),
        ("journal", below("journal")),
        ("crashes", below("crashes")),
        ("log", below("log")),
    ]
    .map(|(name, path)| PathView {
        name,
        exists: path.as_ref().is_some_and(|path| path.exists()),
        path: path.map(|path| path.display().to_string()),
    })
    .into()
}

fn terminal(context: &Context) -> Vec<FactView> {
    let surroundings = Surroundings::of_process();
    let capabilities = surroundings.capabilities(ColourChoice::Auto, context.ascii, None);
    let say = |key: SentenceKey| context.words.say(key);
    let fact = |name, value: String, help: Option<SentenceKey>| FactView { name, value, help: help.map(say) };
    let given = |value: &Option<String>| value.clone().unwrap_or_else(|| say(key!("doctor.unset")));
    let colours = match capabilities.colours {
        ColourDepth::Mono => "0",
        ColourDepth::Sixteen => "16",
        ColourDepth::Indexed => "256",
        ColourDepth::True => "16777216",
    };
    let colour_help = match capabilities.colours {
        ColourDepth::Mono if surroundings.no_color.is_some() => Some(key!("doctor.help.no-color")),
        ColourDepth::True => None,
        _ => Some(key!("doctor.help.colours")),
    };
    let yes = |on: bool| say(if on { key!("doctor.yes") } else { key!("doctor.no") });
    let is_dumb = surroundings.is_dumb();
    let refusal = clipboard::refusal_here();
    let multiplexer = std::env::var_os("TMUX").is_some();
    let (background, told) = match surroundings.background() {
        None => (key!("doctor.unknown"), key!("doctor.help.ground-unknown")),
        Some((is_light, known)) => (
            if is_light { key!("doctor.light") } else { key!("doctor.dark") },
            match known {
                Known::Environment => key!("doctor.help.ground-environment"),
                Known::Remembered => key!("doctor.help.ground-remembered"),
            },
        ),
    };
    let auto = surroundings.theme(None, &capabilities);
    vec![
        fact("term", given(&surroundings.term), is_dumb.then_some(key!("doctor.help.dumb"))),
        fact("locale", given(&surroundings.locale), None),
        fact("colours", colours.to_owned(), colour_help),
        fact("unicode", yes(capabilities.unicode), (!capabilities.unicode).then_some(key!("doctor.help.unicode"))),
        fact("ground", say(background), Some(told)),
        fact("auto-theme", auto, None),
        fact(
            "mouse",
            yes(!is_dumb && context.settings.mouse()),
            (!context.settings.mouse()).then_some(key!("doctor.help.mouse")),
        ),
        fact(
            "clipboard",
            say(if refusal.is_some() { key!("doctor.not-reached") } else { key!("doctor.asked-for") }),
            refusal,
        ),
        fact(
            "synchronised-output",
            say(key!("doctor.asked-for")),
            multiplexer.then_some(key!("doctor.help.synchronised")),
        ),
    ]
}

fn problems(context: &Context) -> Vec<ProblemView> {
    let words = context.words.catalogue();
    let path = context.configuration.shown();
    let view = |path: &str, problem: &ConfigError| ProblemView {
        message: visible_line(&problem.tell(path, words)).into_owned(),
        help: words.tell(&problem.help),
    };
    let mut views: Vec<ProblemView> =
        context.configuration.problems.iter().map(|problem| view(&path, problem)).collect();
    let library = &context.configuration.library;
    for own in library.names().iter().filter_map(|name| library.own(name)) {
        views.extend(library.check(&own.name, &own.text).iter().map(|problem| view(&own.path, problem)));
    }
    views
}

/// What is as it was asked for, and perhaps not as it was meant.
fn remarks(context: &Context) -> Vec<String> {
    let lost = lost(&context.configuration.reading.keys);
    let keys =
        lost.into_iter().map(|(scope, command)| sentence!("doctor.lost", command = command.id, scope = scope.word()));
    let workspace = Workspace::find(Path::new(HERE), context.workspace.as_deref()).ok();
    let git = workspace.and_then(|workspace| advice(workspace.root()));
    keys.chain(git).map(|sentence| context.words.tell(&sentence)).collect()
}

fn print(context: &mut Context, report: &Report) {
    let mut lines = vec![Line::of(Tone::Strong, format!("Stationmaster {}", report.version))];
    let heading = |context: &Context, lines: &mut Vec<Line>, key: &str| {
        lines.push(Line::default());
        lines.push(Line::of(Tone::Strong, context.words.look_up(&format!("doctor.heading.{key}"))));
    };
    heading(context, &mut lines, "settings");
    let mut table = Table::default();
    for SettingView { name, value, source, place } in &report.settings {
        let from = context.words.look_up(&format!("doctor.source.{source}"));
        let from = place.as_ref().map_or(from.clone(), |place| format!("{from} {place}"));
        table.row(vec![Cell::left(Tone::Plain, name), Cell::left(Tone::Strong, value), Cell::left(Tone::Muted, from)]);
    }
    lines.extend(table.lines("  "));
    heading(context, &mut lines, "paths");
    let mut table = Table::default();
    for PathView { name, path, exists } in &report.paths {
        let about = if *exists { String::new() } else { context.words.say(key!("doctor.not-there")) };
        let label = context.words.look_up(&format!("doctor.path.{name}"));
        let path = path.clone().unwrap_or_else(|| context.words.say(key!("doctor.unknown")));
        table.row(vec![Cell::left(Tone::Plain, label), Cell::left(Tone::Strong, path), Cell::left(Tone::Muted, about)]);
    }
    lines.extend(table.lines("  "));
    heading(context, &mut lines, "terminal");
    let mut table = Table::default();
    for FactView { name, value, help } in &report.terminal {
        let label = context.words.look_up(&format!("doctor.fact.{name}"));
        let help = help.clone().unwrap_or_default();
        table.row(vec![Cell::left(Tone::Plain, label), Cell::left(Tone::Strong, value), Cell::left(Tone::Muted, help)]);
    }
    lines.extend(table.lines("  "));
    heading(context, &mut lines, "problems");
    for ProblemView { message, help } in &report.problems {
        lines.push(Line::plain("  ").and(Tone::Bad, message));
        lines.push(Line::plain("    ").and(Tone::Muted, help));
    }
    for remark in &report.remarks {
        lines.push(Line::plain("  ").and(Tone::Caution, remark));
    }
    if report.problems.is_empty() && report.remarks.is_empty() {
        lines.push(Line::plain("  ").and(Tone::Good, context.words.say(key!("doctor.healthy"))));
    }
    context.out.lines(&lines);
}
