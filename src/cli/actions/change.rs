//! One edit of an action or a parked topic: it is done, goes to somebody else, or is dropped.

use std::thread;
use std::time::Duration;

use chrono::NaiveDate;
use clap::ArgMatches;

use super::super::context::Context;
use super::super::failure::{DONE, Failure, Outcome};
use super::super::make::{FileAction, Report};
use super::super::nearest::unknown;
use super::super::output::Line;
use crate::codec::{self, Content, FileKind, State};
use crate::document::{
    DocumentBody, Edit, FOLLOW_UP, FollowUp, FollowUpItem, Id, RegisterEdit, RegisterValue, Transaction,
};
use crate::i18n::Sentence;
use crate::store::batch::{Batch, BatchError, Job};
use crate::store::lock::Lock;
use crate::store::{Entry, Role, SaveError, StateDir, Workspace};

/// What is to be done to one.
pub(super) enum Change {
    /// It was done, or dealt with, on that day.
    Done(NaiveDate),
    /// It goes to somebody, with another day where one is given.
    Hand(String, Option<NaiveDate>),
    /// It is dropped for that reason.
    Drop(String),
}

impl Change {
    /// Whether an option goes together with what is done.
    pub(super) fn takes(deed: &str, option: &str) -> bool {
        matches!((deed, option), ("done", "on") | ("hand", "to" | "due") | ("drop", "reason"))
    }

    /// What the arguments ask for.
    ///
    /// # Errors
    /// Where something is missing, blank or no date.
    pub(super) fn asked(context: &Context, deed: &str, matches: &ArgMatches) -> Result<Self, Failure> {
        let date = |option: &str| -> Result<Option<NaiveDate>, Failure> {
            let Some(given) = matches.get_one::<String>(option) else { return Ok(None) };
            let argument = format!("--{option}");
            given.parse().map(Some).map_err(|_| sentence!("cli.error.date", argument = argument, given = given).into())
        };
        let text = |option: &str, missing: &str| -> Result<String, Failure> {
            let given = matches.get_one::<String>(option).map(|given| given.trim()).filter(|given| !given.is_empty());
            given.map(str::to_owned).ok_or_else(|| sentence!("cli.error.missing", arguments = missing).into())
        };
        Ok(match deed {
            "done" => Self::Done(date("on")?.unwrap_or(context.today)),
            "hand" => Self::Hand(text("to", "--to WHO")?, date("due")?),
            _ => Self::Drop(text("reason", "--reason TEXT")?),
        })
    }

    /// The edits of an entry.
    fn edits(&self, table: &str, item: &FollowUpItem, follow_up: &Content) -> Vec<Edit> {
        let set = |key: &str, after: Option<RegisterValue>| {
            let path = vec![table.to_owned(), item.id.to_string(), key.to_owned()];
            let before = follow_up.register().and_then(|register| register.value(&path)).cloned();
            (before != after).then_some(Edit::Register(RegisterEdit::Set { path, before, after }))
        };
        let edits = match self {
            Self::Done(day) => vec![set("done", Some(RegisterValue::Date(*day)))],
            Self::Hand(who, due) => vec![
                set("owner", Some(who.as_str().into())),
                // The reason why nobody had it has had its day.
                (table == "actions").then(|| set("without_owner", None)).flatten(),
                due.and_then(|day| set("due", Some(RegisterValue::Date(day)))),
            ],
            Self::Drop(reason) => vec![set("dropped", Some(reason.as_str().into()))],
        };
        edits.into_iter().flatten().collect()
    }

    /// What is said of it afterwards.
    fn told(&self, item: &FollowUpItem) -> Sentence {
        let sentence = match self {
            Self::Done(_) => sentence!("cli.actions.told_done"),
            Self::Hand(who, _) => sentence!("cli.actions.told_hand", who = who),
            Self::Drop(_) => sentence!("cli.actions.told_drop"),
        };
        sentence.with("text", &item.text).with("id", item.id)
    }
}

/// An action or topic that was found, with the file it stands in.
struct Found {
    path: String,
    table: &'static str,
    item: FollowUpItem,
    bytes: Vec<u8>,
    says: Content,
}

/// How long other runs may take before this one goes on without waiting for its turn.
const TURN: Duration = Duration::from_mins(1);
/// How often the file may change under the hands of a run before it gives up.
const TRIES: usize = 50;

pub(super) fn run(context: &mut Context, word: &str, change: &Change) -> Outcome {
    let workspace = context.workspace()?;
    let state = StateDir::open().ok();
    // Runs take turns from reading to writing, so that each builds on what the one before it wrote.
    let turn = state.as_ref().and_then(|state| Lock::take(state, &workspace.canonical(), TURN).ok());
    let mut tries = 0;
    let found = loop {
        let found = find(context, &workspace, word)?;
        if !found.item.is_open() {
            return Err(closed(&found.item).into());
        }
        let edits = change.edits(found.table, &found.item, &found.says);
        tries += 1;
        match write(context, &workspace, state.as_ref(), &found, edits)? {
            Ok(()) => break found,
            // Somebody else wrote meanwhile: the change is made to what stands there now.
            Err(BatchError::Changed(_) | BatchError::Save(SaveError::Busy(_))) if tries < TRIES => {
                thread::sleep(Duration::from_millis(fastrand::u64(5..40)));
            }
            Err(error) => return Err(error.into()),
        }
    };
    drop(turn);
    let mut report = Report::default();
    report.add(FileAction::Changed, &workspace.path(&found.path));
    if context.json {
        report.print(context);
    } else {
        let told = context.words.tell(&change.told(&found.item));
        context.out.line(&Line::plain(told));
    }
    Ok(DONE)
}

/// Changes the one block of the file, and nothing else in it. What comes back is whether the disk took it.
///
/// # Errors
/// Where the file cannot be changed so.
fn write(
    context: &Context,
    workspace: &Workspace,
    state: Option<&StateDir>,
    found: &Found,
    edits: Vec<Edit>,
) -> Result<Result<(), BatchError>, Failure> {
    if edits.is_empty() {
        return Ok(Ok(()));
    }
    let refused = || Failure::from(sentence!("cli.actions.refused", path = &found.path));
    let mut sheet = found.says.sheet().cloned().ok_or_else(refused)?;
    Transaction { edits }.apply(&mut sheet).map_err(|_| refused())?;
    let after = codec::update(&found.bytes, &Content::DocumentBody(sheet), context.method).map_err(|_| refused())?;
    let mut batch = Batch::new(Job::FollowUp, &found.path, workspace.root(), state);
    batch.write(&found.path, Some(&found.bytes), after);
    Ok(batch.run())
}

/// Why nothing is changed of what is closed.
fn closed(item: &FollowUpItem) -> Sentence {
    let sentence = match (item.done, &item.dropped) {
        (Some(day), _) => sentence!("cli.actions.closed_done", date = day),
        (None, reason) => sentence!("cli.actions.closed_dropped", reason = reason.as_deref().unwrap_or_default()),
    };
    sentence.with("id", item.id)
}

/// The action or topic that a word means: its id, or a reference to it.
fn find(context: &mut Context, workspace: &Workspace, word: &str) -> Result<Found, Failure> {
    let (place, id) = word.rsplit_once('#').unwrap_or(("", word));
    let scan = workspace.scan(context.method)?;
    let asked = match place.split_once('/') {
        Some((product, _)) => Some(product.to_owned()),
        None => context.asked_product(workspace, &scan),
    };
    if let Some(product) = &asked {
        scan.product(product)?;
    }
    let method = context.method;
    let is_follow_up = |entry: &&Entry| {
        entry.role == Role::Register
            && method.register_of(&entry.path).is_some_and(|one| one.id == FOLLOW_UP)
            && asked.as_ref().is_none_or(|product| entry.product() == product)
    };
    let mut found: Vec<Found> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    let mut is_whole = true;
    for entry in scan.files().filter(is_follow_up) {
        let bytes = workspace.read(&entry.path)?;
        let reading = codec::read(&bytes, FileKind::of(&entry.path, method), method);
        let (State::Valid, Some(says @ Content::DocumentBody(DocumentBody::Register(register)))) =
            (reading.state, &reading.content)
        else {
            context.complain_of(&entry.path, &reading, 1);
            is_whole = false;
            continue;
        };
        let Some(follow_up) = FollowUp::of(register) else { continue };
        let all = follow_up.actions.iter().map(|item| ("actions", item));
        for (table, item) in all.chain(follow_up.parked.iter().map(|item| ("parked", item))) {
            if Some(item.id) == Id::new(id) {
                let (path, item) = (entry.path.clone(), item.clone());
                found.push(Found { path, table, item, bytes: bytes.clone(), says: says.clone() });
            } else if item.is_open() {
                known.push(item.id.to_string());
            }
        }
    }
    let paths: Vec<String> = found.iter().map(|one| one.path.clone()).collect();
    match (found.pop(), paths.len()) {
        (Some(only), 1) => Ok(only),
        (None, _) if !is_whole => Err(Failure::said()),
        (None, _) => Err(unknown("ID", id, known.iter().map(String::as_str))),
        (Some(_), _) => Err(sentence!("cli.actions.several", id = id, paths = paths.join(", ")).into()),
    }
}
