//! `resolve`: files in conflict, merged note by note; what is left is listed, or settled for one side or both.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::{Context, HERE};
use super::failure::{DONE, FAILED, FOUND, Failure, Outcome};
use super::git;
use super::make::{forced, from_here, there_already};
use super::merge_driver::{is_whole, merge_one, told};
use super::output::{Line, Tone};
use super::write_out::is_standard_output;
use crate::codec::text_merge::{Three, Version};
use crate::merge::text::{Markers, MergedFile, Question, Stages, Unsettled, Versions};
use crate::store::git::merge_by_lines;
use crate::store::replace::replace;
use crate::store::{DiskError, Git, IoOperation, Workspace};

pub(super) const ROW: Row = Row { name: "resolve", arguments, run };

/// Words for which side is taken.
const SIDES: [&str; 3] = ["ours", "theirs", "both"];

fn arguments(command: Command, make: &Maker) -> Command {
    let file = |id: &'static str, short: Option<char>| {
        let argument = make.value(id, "FILE").value_parser(value_parser!(PathBuf));
        if let Some(short) = short { argument.short(short) } else { argument }
    };
    command
        .arg(make.paths("file", "FILE"))
        .arg(make.choice("take", &SIDES))
        .arg(make.switch("list"))
        .arg(make.switch("add"))
        .arg(file("base", None).requires("ours").requires("theirs"))
        .arg(file("ours", None).requires("theirs").requires("out"))
        .arg(file("theirs", None).requires("ours").requires("out"))
        .arg(file("out", Some('o')).requires("ours"))
        .arg(make.switch("force").requires("out"))
}

/// What became of the files, as JSON gives it.
#[derive(Serialize)]
struct View {
    files: Vec<FileView>,
}

#[derive(Serialize)]
struct FileView {
    path: String,
    /// Whether nothing is left to settle.
    settled: bool,
    /// Whether it was staged.
    added: bool,
    /// Notes that left their group because its head went.
    ungrouped: Vec<String>,
    left: Vec<LeftView>,
}

#[derive(Serialize)]
struct LeftView {
    line: usize,
    anchor: String,
    keys: Vec<String>,
    question: &'static str,
    ours: String,
    theirs: String,
}

/// How a run goes about it.
struct Way {
    take: Option<String>,
    only_lists: bool,
    adds: bool,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let way = Way {
        take: matches.get_one::<String>("take").cloned(),
        only_lists: matches.get_flag("list"),
        adds: matches.get_flag("add"),
    };
    let path = |id: &str| matches.get_one::<PathBuf>(id);
    let mut view = View { files: Vec::new() };
    let mut code = DONE;
    if let (Some(ours), Some(theirs), Some(out)) = (path("ours"), path("theirs"), path("out")) {
        let base = path("base").map(|base| read(base)).transpose()?.unwrap_or_default();
        let versions = Versions::of_files(base, read(ours)?, read(theirs)?);
        let merged = if is_standard_output(out) {
            print_merged(context, ours, &versions, &way)
        } else {
            may_replace(out, forced(matches)).and_then(|()| settle(context, out, &versions, &way, &mut view))
        };
        code = merged.unwrap_or_else(|failure| {
            context.complain(&failure);
            FAILED
        });
        if is_standard_output(out) {
            return Ok(code);
        }
    } else {
        for file in files(context, matches)? {
            let one = one_file(context, &file, &way, &mut view).unwrap_or_else(|failure| {
                context.complain(&failure);
                FAILED
            });
            code = code.max(one);
        }
        if view.files.is_empty() && code == DONE && !context.json {
            let told = context.words.say(key!("cli.resolve.nothing"));
            context.out.line(&Line::plain(told));
        }
    }
    if context.json {
        context.out.json(&view);
    }
    Ok(code)
}

/// Refuses to write a merged file over one that is in no conflict, which is another file than git would name.
fn may_replace(out: &Path, force: bool) -> Result<(), Failure> {
    let Ok(now) = fs::read(out) else { return Ok(()) };
    let whole = std::path::absolute(out).map_err(|error| DiskError::new(IoOperation::Read, out, &error))?;
    let is_in_conflict = || {
        let stages = whole.parent().and_then(|folder| Git::in_folder(folder).stages(&whole).ok().flatten());
        stages.is_some() || Versions::of_text(&now).is_some()
    };
    if force || now.is_empty() || is_in_conflict() {
        return Ok(());
    }
    Err(there_already(&whole).and(sentence!("cli.resolve.force_help")))
}

/// Prints the merged file as the result, and beside it what is left to be settled.
fn print_merged(context: &mut Context, path: &Path, versions: &Versions, way: &Way) -> Outcome {
    let merged = merge_one(versions.files(), path)
        .ok_or_else(|| Failure::from(sentence!("cli.resolve.unreadable", path = from_here(path))))?;
    let left = if way.take.is_some() { Vec::new() } else { merged.unsettled() };
    context.out.rendered(&String::from_utf8_lossy(&bytes(&merged, versions, way)));
    for one in &left {
        context.complain_softly(&told(one));
    }
    Ok(if left.is_empty() { DONE } else { FOUND })
}

/// The files that are meant: those that are named, else all of the workspace that git holds in conflict.
fn files(context: &mut Context, matches: &ArgMatches) -> Result<Vec<PathBuf>, Failure> {
    let named: Vec<PathBuf> = matches.get_many("file").into_iter().flatten().cloned().collect();
    if !named.is_empty() {
        context.speak_as_the_workspace();
        return Ok(named);
    }
    let workspace = context.any_workspace()?;
    let git = Git::in_folder(workspace.root());
    let conflicted = git.conflicted(workspace.root());
    let paths = conflicted.map_err(|error| git::failure(error, sentence!("cli.resolve.needs_git")))?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect())
}

fn one_file(context: &mut Context, path: &Path, way: &Way, view: &mut View) -> Outcome {
    let whole = std::path::absolute(path).map_err(|error| DiskError::new(IoOperation::Read, path, &error))?;
    let folder = whole.parent().unwrap_or(Path::new(HERE)).to_owned();
    let git = Git::in_folder(&folder);
    // Without git, and outside a repository, the markers say what each side was.
    let stages = git.stages(&whole).unwrap_or_default();
    let now = fs::read(&whole).map_err(|error| DiskError::new(IoOperation::Read, path, &error));
    let shown = from_here(&whole);
    if let (Some(stages), Ok(now)) = (&stages, &now)
        && stages.ours.is_some()
        && stages.theirs.is_some()
        && is_whole(now, &whole, context.method)
        && stages.ours.as_ref() != Some(now)
    {
        // A person settled it already.
        return finish(context, &whole, Vec::new(), Vec::new(), way, view);
    }
    let Some(versions) = versions(stages, now, &shown)? else {
        return Err(sentence!("cli.resolve.no_conflict", path = shown).into());
    };
    settle(context, &whole, &versions, way, view)
}

/// Reads a file.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| DiskError::new(IoOperation::Read, path, &error).into())
}

/// The versions of a file that git holds in `stages` and that stands as `now` on the disk; nothing where it is in no
/// conflict.
fn versions(stages: Option<Stages>, now: Result<Vec<u8>, DiskError>, shown: &str) -> Result<Option<Versions>, Failure> {
    let Some(stages) = stages else { return Ok(Versions::of_text(&now?)) };
    let merges = |files: Three<&[u8]>, markers: &Markers<'_>| {
        let merged = merge_one(files, Path::new(shown)).map(|merged| merged.marked(markers));
        [merge_by_lines(&files, markers).0].into_iter().chain(merged).collect()
    };
    match Versions::of_stages(stages, now.as_deref().ok(), merges) {
        Some(versions) => Ok(Some(versions)),
        None => Err(sentence!("cli.resolve.one_side", path = shown).into()),
    }
}

/// Merges three versions of a file, settles what is to be settled, and writes it.
fn settle(context: &mut Context, path: &Path, versions: &Versions, way: &Way, view: &mut View) -> Outcome {
    let merged = merge_one(versions.files(), path)
        .ok_or_else(|| Failure::from(sentence!("cli.resolve.unreadable", path = from_here(path))))?;
    let left = if way.take.is_some() && !way.only_lists { Vec::new() } else { merged.unsettled() };
    let ungrouped = merged.ungrouped.iter().map(ToString::to_string).collect();
    if !way.only_lists {
        let whole = std::path::absolute(path).map_err(|error| DiskError::new(IoOperation::Write, path, &error))?;
        let bytes = bytes(&merged, versions, way);
        let within = within(&whole);
        replace(&whole, &bytes, &within)?.flush()?;
    }
    finish(context, path, left, ungrouped, way, view)
}

/// What is written.
fn bytes(merged: &MergedFile, versions: &Versions, way: &Way) -> Vec<u8> {
    match way.take.as_deref() {
        Some("ours") => merged.taken(Version::Ours),
        Some("theirs") => merged.taken(Version::Theirs),
        Some(_) => merged.with_both(),
        None => merged.marked(&versions.markers()),
    }
}

/// The folder within which a link may lead: the workspace, else the file's own.
fn within(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(path);
    let workspace = Workspace::find(folder, None).ok().filter(|workspace| folder.starts_with(workspace.root()));
    workspace.map_or_else(|| folder.to_owned(), |workspace| workspace.root().to_owned())
}

fn finish(
    context: &mut Context,
    path: &Path,
    left: Vec<Unsettled>,
    ungrouped: Vec<String>,
    way: &Way,
    view: &mut View,
) -> Outcome {
    let shown = from_here(path);
    let settled = left.is_empty();
    let mut added = false;
    if settled && way.adds && !way.only_lists {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(HERE));
        let whole = std::path::absolute(path).map_err(|error| DiskError::new(IoOperation::Read, path, &error))?;
        let staged = Git::in_folder(folder).add(&whole);
        staged.map_err(|error| git::failure(error, sentence!("cli.resolve.not_added", path = &shown)))?;
        added = true;
    }
    if !context.json {
        let told = match (settled, added) {
            (true, true) => sentence!("cli.resolve.added", path = &shown),
            (true, false) => sentence!("cli.resolve.settled", path = &shown),
            (false, _) => sentence!("cli.resolve.left", path = &shown, count = left.len()),
        };
        let line = context.words.tell(&told);
        context.out.line(&Line::plain(line));
        for anchor in &ungrouped {
            let line = context.words.tell(&sentence!("cli.merge.ungrouped", anchor = anchor));
            context.out.line(&Line::plain("  ").and(Tone::Muted, line));
        }
        for one in &left {
            print(context, &shown, one);
        }
    }
    let left: Vec<LeftView> = left.into_iter().map(of_unsettled).collect();
    view.files.push(FileView { path: shown, settled, added, ungrouped, left });
    Ok(if settled { DONE } else { FOUND })
}

/// Prints what is left of one thing: where, what, and both sides.
fn print(context: &mut Context, path: &str, one: &Unsettled) {
    let what = context.words.tell(&told(one));
    context.out.line(&Line::plain("  ").and(Tone::Strong, format!("{path}:{}: ", one.line)).and(Tone::Plain, what));
    for (key, side) in [(key!("cli.resolve.says_ours"), &one.ours), (key!("cli.resolve.says_theirs"), &one.theirs)] {
        let name = context.words.say(key);
        for line in side.lines().filter(|line| !line.is_empty()) {
            context.out.line(&Line::plain("    ").and(Tone::Muted, format!("{name}  ")).and(Tone::Plain, line));
        }
    }
}

fn of_unsettled(one: Unsettled) -> LeftView {
    let question = match one.question {
        Question::Differs => "differs",
        Question::RemovedByUs => "removed-by-us",
        Question::RemovedByThem => "removed-by-them",
        Question::Moved => "moved",
    };
    let Unsettled { line, anchor, keys, ours, theirs, .. } = one;
    LeftView { line, anchor, keys, question, ours, theirs }
}
