//! `log`: the story of one document over versions and commits.

use std::collections::{BTreeSet, HashMap};

use clap::{ArgMatches, Command, value_parser};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::diff::counted;
use super::failure::{DONE, Outcome};
use super::output::{Line, Tone};
use crate::assess::versions::{frozen_path, history};
use crate::codec::{self, Content, FileKind};
use crate::document::Published;
use crate::merge::changes::{Change, Compared, Counts, Topic, changes};
use crate::store::git::{Blobs, FileCommit, ObjectId};
use crate::store::{Entry, Git, Role, Workspace};

pub(super) const ROW: Row = Row { name: "log", arguments, run };

/// How many digits of a commit people are shown.
const SHORT: usize = 9;

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("file", "FILE").required(true))
        .arg(make.value("limit", "N").value_parser(value_parser!(u32)))
        .arg(make.format(&["text", "json"]))
}

/// A version or a commit.
#[derive(Serialize)]
struct StepView {
    kind: &'static str,
    /// The commit; of a version the one that brought it, where one did.
    commit: Option<String>,
    version: Option<u32>,
    date: String,
    by: Option<String>,
    summary: String,
    path: String,
    /// What changed; nothing where a side cannot be read.
    changes: Option<Counts>,
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let word = matches.get_one::<String>("file").cloned().unwrap_or_default();
    let limit = matches.get_one::<u32>("limit").map_or(usize::MAX, |limit| *limit as usize);
    let workspace = context.workspace_of(&word)?;
    let scan = workspace.scan(context.method)?;
    let mut entry = context.file(&workspace, &scan, &word)?.clone();
    if entry.role == Role::Version {
        // The story of a version is that of its document.
        let stem = entry.stem.rsplit_once('@').map_or("", |(stem, _)| stem).to_owned();
        let path = format!("{}/{stem}.toml", entry.product());
        entry = Entry { path, stem, role: Role::DocumentBody };
    }
    let mut story = Story::new(context, &workspace, &entry, limit);
    match Git::find(workspace.root()) {
        Ok(git) if git.is_shallow() => context.complain_softly(&sentence!("cli.log.shallow")),
        Ok(git) => story.commits(context, &git)?,
        Err(error) if error.is_absence() => context.complain_softly(&sentence!("cli.log.no_git")),
        Err(error) => return Err(error.into()),
    }
    story.rest(context);
    if context.json {
        context.out.json(&story.told);
    } else if story.count == 0 {
        let nothing = context.words.say(key!("cli.log.nothing"));
        context.out.hint(&nothing);
    }
    Ok(DONE)
}

/// A story while it is told.
struct Story<'w> {
    workspace: &'w Workspace,
    entry: Entry,
    /// The published versions that were not told yet.
    published: Vec<Published>,
    limit: usize,
    count: usize,
    /// What was told, for programs.
    told: Vec<StepView>,
}

impl<'w> Story<'w> {
    fn new(context: &Context, workspace: &'w Workspace, entry: &Entry, limit: usize) -> Self {
        let reading = context.read(workspace, &entry.path).ok();
        let said = reading.and_then(|reading| reading.content);
        let published = said.as_ref().and_then(Content::sheet).map(|sheet| history(sheet).to_vec());
        let published = published.unwrap_or_default();
        Self { workspace, entry: entry.clone(), published, limit, count: 0, told: Vec::new() }
    }

    fn is_over(&self) -> bool {
        self.count >= self.limit
    }

    /// Tells the commits, each with the versions it brought before it.
    fn commits(&mut self, context: &mut Context, git: &Git) -> Result<(), super::failure::Failure> {
        let mut read = Read { blobs: git.blobs()?, known: HashMap::new() };
        let mut is_first = true;
        for commit in git.history(&self.entry.path)? {
            if self.is_over() {
                break;
            }
            let before = read.content(context, &commit, commit.before.as_ref());
            let after = read.content(context, &commit, commit.after.as_ref());
            // Versions that no commit has yet come before all.
            if std::mem::take(&mut is_first) {
                let committed = numbers(after.as_ref());
                self.versions(context, None, |version| !committed.contains(&version));
            }
            let is_readable = |blob: &Option<ObjectId>, content: &Option<Content>| blob.is_none() || content.is_some();
            let found = (is_readable(&commit.before, &before) && is_readable(&commit.after, &after)).then(|| {
                let compared = Compared {
                    path: &self.entry.path,
                    path_before: &self.entry.path,
                    before: before.as_ref(),
                    after: after.as_ref(),
                };
                changes(&[compared], context.method, context.words.language()).remove(0)
            });
            let before = numbers(before.as_ref());
            let new: BTreeSet<u32> = numbers(after.as_ref()).difference(&before).copied().collect();
            self.versions(context, Some(&commit.commit), |version| new.contains(&version));
            read.keep(commit.before.as_ref());
            let path = git.relative(&commit.path).unwrap_or(&commit.path).to_owned();
            let step = StepView {
                kind: "commit",
                commit: Some(commit.commit.to_string()),
                version: None,
                date: commit.date,
                by: Some(commit.author),
                summary: commit.subject,
                path,
                changes: found.as_deref().map(of_content),
            };
            self.tell(context, step);
        }
        Ok(())
    }

    /// Tells the versions that were not told yet and are among these, the newest first.
    fn versions(&mut self, context: &mut Context, commit: Option<&ObjectId>, is_meant: impl Fn(u32) -> bool) {
        let mut meant: Vec<Published> = self.published.extract_if(.., |it| is_meant(it.version)).collect();
        meant.sort_by_key(|it| std::cmp::Reverse((it.date, it.version)));
        for published in meant {
            let step = StepView {
                kind: "version",
                commit: commit.map(ToString::to_string),
                version: Some(published.version),
                date: published.date.to_string(),
                by: published.by.clone(),
                summary: published.summary.clone(),
                path: frozen_path(self.entry.product(), &self.entry.stem, published.version),
                changes: self.since_before(context, published.version),
            };
            self.tell(context, step);
        }
    }

    /// What changed between a version and the one before it.
    fn since_before(&self, context: &Context, version: u32) -> Option<Counts> {
        let said_by = |version: u32| {
            let path = frozen_path(self.entry.product(), &self.entry.stem, version);
            context.read(self.workspace, &path).ok().and_then(|reading| reading.content)
        };
        let after = said_by(version)?;
        let before = version.checked_sub(1).filter(|before| *before > 0).map(said_by);
        let before = match before {
            Some(before) => Some(before?),
            None => None,
        };
        let path = &self.entry.path;
        let compared = Compared { path, path_before: path, before: before.as_ref(), after: Some(&after) };
        Some(of_content(&changes(&[compared], context.method, context.words.language()).remove(0)))
    }

    /// Tells the versions that no commit brought.
    fn rest(&mut self, context: &mut Context) {
        self.versions(context, None, |_| true);
    }

    fn tell(&mut self, context: &mut Context, step: StepView) {
        if self.is_over() {
            return;
        }
        self.count += 1;
        if context.json {
            self.told.push(step);
            return;
        }
        let called = match (step.version, &step.commit) {
            (Some(version), _) => format!("v{version}"),
            (None, commit) => commit.as_deref().unwrap_or_default().chars().take(SHORT).collect(),
        };
        let tone = if step.version.is_some() { Tone::Good } else { Tone::Caution };
        let mut line = Line::of(tone, format!("{called:SHORT$}")).and(Tone::Muted, format!("  {}", step.date));
        if let Some(by) = &step.by {
            line = line.and(Tone::Plain, format!("  {by}"));
        }
        let counted = step.changes.map(|counts| counted(context, counts)).unwrap_or_default();
        line = line.and(Tone::Plain, format!("  {}", step.summary));
        if !counted.is_empty() {
            line = line.and(Tone::Muted, format!("  ({counted})"));
        }
        context.out.line(&line);
        // Whoever looks on need not wait for the end of a long story.
        if self.count == 1 {
            context.out.flush();
        }
    }
}

/// The numbers of the versions in a history.
fn numbers(content: Option<&Content>) -> BTreeSet<u32> {
    let published = content.and_then(Content::sheet).map(history).unwrap_or_default();
    published.iter().map(|it| it.version).collect()
}

/// How many changes there are but for versions, which are told by themselves.
fn of_content(changes: &[Change]) -> Counts {
    Counts::of(changes.iter().filter(|change| change.topic != Topic::Version))
}

/// What stood in a file, each state read once.
struct Read {
    blobs: Blobs,
    known: HashMap<ObjectId, Option<Content>>,
}

impl Read {
    fn content(&mut self, context: &Context, commit: &FileCommit, blob: Option<&ObjectId>) -> Option<Content> {
        let blob = blob?;
        if let Some(known) = self.known.get(blob) {
            return known.clone();
        }
        let bytes = self.blobs.read(blob).ok()?;
        let said = bytes.and_then(|bytes| {
            let reading = codec::read(&bytes, FileKind::of(&commit.path, context.method), context.method);
            let is_readable = !matches!(reading.state, codec::State::Invalid | codec::State::Conflicted);
            reading.content.filter(|_| is_readable)
        });
        self.known.insert(blob.clone(), said.clone());
        said
    }

    /// Lets go of all but what the next commit ends with.
    fn keep(&mut self, blob: Option<&ObjectId>) {
        self.known.retain(|known, _| Some(known) == blob);
    }
}
