//! `method import`: the wording of the method's official data package in the place of ours, and back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::own::has_a_place;
use crate::cli::context::Context;
use crate::cli::failure::{DONE, Failure, Outcome};
use crate::cli::make::{FileAction, Report, from_here};
use crate::cli::output::{Line, Tone};
use crate::exchange::package::{self, About, Difference, FILES, Fault, Files, HEAD, Import, LANGUAGES, NAME};
use crate::i18n::Sentence;
use crate::store::imported::{self, Done};
use crate::store::package::{Package, PackageError};

/// The import as one JSON document.
#[derive(Serialize)]
struct ImportView<'a> {
    package: PackageView<'a>,
    languages: &'a BTreeSet<String>,
    #[serde(flatten)]
    report: &'a Report,
    differences: &'a [Difference],
    missing: &'a [String],
    left: &'a [String],
    /// Ids of what a team or user wrote, which stays before the package's.
    own: Vec<&'a str>,
}

#[derive(Serialize)]
struct PackageView<'a> {
    name: &'static str,
    version: &'a str,
    license: &'a str,
}

/// Imports the package at `folder`, or takes an import back.
pub(super) fn run(context: &mut Context, folder: Option<&str>, remove: bool, force: bool) -> Outcome {
    match (folder, remove) {
        (None, true) => take_back(context, force),
        (Some(folder), false) => bring(context, Path::new(folder), force),
        _ => Err(Failure::from(sentence!("cli.method.import.which")).and(sentence!("cli.method.import.which_help"))),
    }
}

fn bring(context: &mut Context, folder: &Path, force: bool) -> Outcome {
    let workspace = context.workspace()?;
    has_a_place(&workspace)?;
    let (about, import) = read(folder)?;
    let named = format!("{NAME} {}", about.version);
    let heading = context.words.tell(&sentence!(
        "method.import.heading",
        name = NAME,
        version = about.version.clone(),
        license = about.license.clone()
    ));
    let heading = heading.lines().map(|line| format!("# {line}")).collect::<Vec<_>>().join("\n");
    let files: Vec<(String, String)> = import
        .files
        .iter()
        .map(|(place, text)| (place.clone(), imported::stamped(&named, place, &format!("{heading}\n\n{text}"))))
        .collect();
    let done = imported::write(&workspace, NAME, &files, force)?;
    let report = reported(&done);
    // What stands in front of the package's words now, too.
    context.follow(Some(&workspace));
    let ids: BTreeSet<&str> =
        import.files.iter().filter_map(|(place, _)| Path::new(place).file_stem()?.to_str()).collect();
    let method = context.method;
    let own = method.own().iter().filter(|own| own.package.is_none() && ids.contains(own.id.as_str()));
    let own: Vec<&str> = own.map(|own| own.id.as_str()).collect();
    if context.json {
        let package = PackageView { name: NAME, version: &about.version, license: &about.license };
        let Import { languages, differences, missing, left, .. } = &import;
        context.out.json(&ImportView { package, languages, report: &report, differences, missing, left, own });
    } else {
        tell(context, &about, &import, &done, &own, &imported::folder(&workspace, NAME));
    }
    Ok(DONE)
}

/// Reads the package on the disk.
fn read(folder: &Path) -> Result<(About, Import), Failure> {
    let package = Package::open(folder, HEAD)?;
    let broken = |fault: Fault| told(&fault, folder);
    let head = package.read(HEAD)?.unwrap_or_default();
    let about = package::about(&head).map_err(broken)?;
    let languages: BTreeSet<String> =
        package.folders(LANGUAGES).into_iter().filter(|code| !package::files_of_language(code).is_empty()).collect();
    let paths = FILES.iter().map(|path| (*path).to_owned());
    let paths = paths.chain(languages.iter().flat_map(|code| package::files_of_language(code)));
    let files: Result<Files, PackageError> =
        paths.filter_map(|path| Some(package.read(&path).transpose()?.map(|bytes| (path, bytes)))).collect();
    let import = package::import(&files?, &languages).map_err(broken)?;
    Ok((about, import))
}

fn told(fault: &Fault, folder: &Path) -> Failure {
    let path = |key| Sentence::new(key).with("path", folder.display());
    let help = |key| Sentence::new(key).with("name", NAME);
    let (what, help) = match fault {
        Fault::Unreadable { path, line, column, detail } => (
            sentence!(
                "method.import.unreadable.what",
                path = folder.join(path).display(),
                line = line,
                column = column,
                detail = detail
            ),
            help(key!("method.import.unreadable.help")),
        ),
        Fault::Other(name) => (
            path(key!("method.import.other.what")).with("found", name).with("name", NAME),
            help(key!("method.import.other.help")),
        ),
        Fault::Without(key) => {
            (path(key!("method.import.without.what")).with("key", key), help(key!("method.import.without.help")))
        }
        Fault::Empty => (path(key!("method.import.empty.what")), help(key!("method.import.empty.help"))),
    };
    Failure::from(what).and(help)
}

/// What was done, as every command reports it.
fn reported(done: &[Done]) -> Report {
    let mut report = Report::default();
    for done in done {
        match done {
            Done::Created(path) => report.add(FileAction::Created, path),
            Done::Changed(path) => report.add(FileAction::Changed, path),
            Done::Removed(path) => report.add(FileAction::Removed, path),
            Done::Moved(path, to) => report.add_to(FileAction::Kept, path, to),
            Done::Stays(path) => report.add(FileAction::Left, path),
        }
    }
    report
}

/// Says what came of an import.
fn tell(context: &mut Context, about: &About, import: &Import, done: &[Done], own: &[&str], home: &Path) {
    let say = |context: &mut Context, tone: Tone, sentence: &Sentence| {
        let said = context.words.tell(sentence);
        context.out.line(&Line::of(tone, said));
    };
    let languages = import.languages.iter().cloned().collect::<Vec<_>>().join(", ");
    let (version, license) = (&about.version, &about.license);
    let read =
        sentence!("method.import.read", name = NAME, version = version, license = license, languages = languages);
    say(context, Tone::Strong, &read);
    let moved: Vec<Done> = done.iter().filter(|done| matches!(done, Done::Moved(..))).cloned().collect();
    reported(&moved).print(context);
    let written = done.iter().filter(|done| matches!(done, Done::Created(_) | Done::Changed(_))).count();
    let key = if written == 0 { key!("method.import.same") } else { key!("method.import.written") };
    say(context, Tone::Good, &Sentence::new(key).count(written).with("folder", from_here(home)));
    for file in &import.missing {
        say(context, Tone::Muted, &sentence!("method.import.missing", path = file));
    }
    for file in &import.left {
        say(context, Tone::Muted, &sentence!("method.import.left", path = file));
    }
    for id in own {
        say(context, Tone::Muted, &sentence!("method.import.own", id = id));
    }
    if import.differences.is_empty() {
        say(context, Tone::Plain, &sentence!("method.import.alike"));
        return;
    }
    say(context, Tone::Strong, &sentence!("method.import.differs", count = import.differences.len()));
    for difference in &import.differences {
        let Difference { list, id, part, what, ours, package } = difference;
        let place = part.as_ref().map_or_else(|| format!("{list} {id}"), |part| format!("{list} {id} {part}"));
        let key = match (ours, package) {
            (Some(_), None) => key!("method.import.difference.ours"),
            (None, _) => key!("method.import.difference.theirs"),
            _ => key!("method.import.difference.both"),
        };
        let nothing = || context.words.say(key!("method.import.nothing"));
        let value = |value: &Option<String>| value.clone().filter(|text| !text.is_empty()).unwrap_or_else(nothing);
        let what = context.words.look_up(&format!("method.import.what.{what}"));
        let said = context
            .words
            .tell(&Sentence::new(key).with("what", what).with("ours", value(ours)).with("package", value(package)));
        context.out.line(&Line::of(Tone::Muted, format!("  {place}: ")).and(Tone::Plain, said));
    }
}

fn take_back(context: &mut Context, force: bool) -> Outcome {
    let workspace = context.workspace()?;
    let done = imported::take_back(&workspace, NAME, force)?;
    if context.json {
        reported(&done).print(context);
        return Ok(DONE);
    }
    let removed = done.iter().filter(|done| matches!(done, Done::Removed(_))).count();
    let key = if removed == 0 { key!("method.import.nothing_removed") } else { key!("method.import.removed") };
    let said = context.words.tell(&Sentence::new(key).count(removed).with("name", NAME));
    context.out.line(&Line::of(Tone::Good, said));
    let others: Vec<Done> = done.into_iter().filter(|done| !matches!(done, Done::Removed(_))).collect();
    reported(&others).print(context);
    let stays: Vec<PathBuf> = others
        .into_iter()
        .filter_map(|done| match done {
            Done::Stays(path) => Some(path),
            _ => None,
        })
        .collect();
    if !stays.is_empty() {
        let hint = context.words.tell(&sentence!("method.import.stays", count = stays.len()));
        context.out.hint(&hint);
    }
    Ok(DONE)
}
