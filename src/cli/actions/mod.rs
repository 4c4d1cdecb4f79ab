//! `actions`: what is open of actions and parked topics; closes one, or hands it over.

mod change;

use chrono::NaiveDate;
use clap::{ArgMatches, Command};
use serde::Serialize;

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, FAILED, FOUND, Failure, Outcome};
use super::nearest::unknown;
use super::output::{Line, Tone};
use super::sessions::{FollowUpFile, follow_up, sessions};
use super::table::{Cell, Table};
use crate::assess::follow_up::times_kept;
use crate::codec::{self, Places};
use crate::diagnostic::nearest;
use crate::document::FollowUpItem;
use crate::i18n::Sentence;
use crate::store::ProductFolder;
use change::Change;

pub(super) const ROW: Row = Row { name: "actions", arguments, run };

/// What can be done to one.
const DEEDS: [&str; 3] = ["done", "hand", "drop"];

/// The options of the list, and those of a change.
const OF_LIST: [&str; 4] = ["overdue", "owner", "all", "strict"];
const OF_CHANGE: [&str; 4] = ["on", "to", "due", "reason"];

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("deed", "done|hand|drop"))
        .arg(make.place("id", "ID"))
        .arg(make.switch("overdue"))
        .arg(make.value("owner", "WHO"))
        .arg(make.switch("all"))
        .arg(make.switch("strict"))
        .arg(make.value("on", "DATE"))
        .arg(make.value("to", "WHO"))
        .arg(make.value("due", "DATE"))
        .arg(make.value("reason", "TEXT"))
        .arg(make.format(&["text", "json"]))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.wants_json(matches);
    let deed = matches.get_one::<String>("deed").map(String::as_str);
    let given = |names: &[&'static str]| {
        let is_given = |name: &&str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
        names.iter().copied().find(is_given)
    };
    let wrong = |option: &str, other: &str| -> Failure {
        sentence!("cli.error.conflict", argument = format!("--{option}"), other = other).into()
    };
    let Some(deed) = deed else {
        return match given(&OF_CHANGE) {
            Some(option) => Err(sentence!("cli.actions.needs_deed", argument = format!("--{option}")).into()),
            None => list(context, matches),
        };
    };
    if !DEEDS.contains(&deed) {
        return Err(unknown("done|hand|drop", deed, DEEDS));
    }
    let foreign: Vec<&str> = OF_CHANGE.into_iter().filter(|option| !Change::takes(deed, option)).collect();
    if let Some(option) = given(&[&OF_LIST[..], &foreign].concat()) {
        return Err(wrong(option, deed));
    }
    let Some(id) = matches.get_one::<String>("id") else {
        return Err(sentence!("cli.error.missing", arguments = "ID").into());
    };
    let change = Change::asked(context, deed, matches)?;
    change::run(context, id, &change)
}

/// Everything as JSON gives it.
#[derive(Serialize)]
struct ActionsView {
    today: String,
    actions: Vec<ActionView>,
    parked: Vec<ParkedView>,
}

#[derive(Serialize)]
struct ActionView {
    id: String,
    product: String,
    path: String,
    line: usize,
    text: String,
    owner: Option<String>,
    due: Option<String>,
    done: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dropped: Option<String>,
    overdue: bool,
    kept: usize,
    about: Vec<String>,
    without_owner: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    malformed: Vec<&'static str>,
}

#[derive(Serialize)]
struct ParkedView {
    id: String,
    product: String,
    path: String,
    line: usize,
    text: String,
    owner: Option<String>,
    due: Option<String>,
    done: Option<String>,
    dropped: Option<String>,
    about: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    malformed: Vec<&'static str>,
}

/// An action or topic with where it stands.
struct Listed {
    product: String,
    path: String,
    line: usize,
    is_action: bool,
    kept: usize,
    item: FollowUpItem,
    /// The days that are none, by their key, as they stand in the file.
    malformed: Vec<(&'static str, String)>,
}

impl Listed {
    /// Whether somebody has to look after it: it is late, nobody owns it, or its day is none.
    fn is_loose(&self, today: NaiveDate) -> bool {
        let is_faulty = !self.malformed.is_empty();
        self.item.is_open() && (self.item.is_overdue(today) || self.item.owner.is_none() || is_faulty)
    }
}

/// The days of an entry that are none.
fn malformed(item: &FollowUpItem, table: &str, places: &Places) -> Vec<(&'static str, String)> {
    let days = [("due", item.due), ("done", item.done)].into_iter().filter(|(_, day)| day.is_none());
    let given = days.filter_map(|(key, _)| {
        let place = places.find(&codec::path(&[table, item.id.as_str(), key]))?;
        Some((key, places.text(place).to_owned()))
    });
    given.collect()
}

/// What is wanted of all.
struct Wanted {
    is_all: bool,
    is_overdue: bool,
    owner: Option<String>,
}

impl Wanted {
    /// Whether it would be listed without a filter.
    fn is_in_reach(&self, item: &FollowUpItem) -> bool {
        self.is_all || item.is_open()
    }

    /// The options that leave something out.
    fn options(&self) -> String {
        let owner = self.owner.as_ref().map(|owner| format!("--owner \"{owner}\""));
        let overdue = self.is_overdue.then(|| "--overdue".to_owned());
        overdue.into_iter().chain(owner).collect::<Vec<_>>().join(" ")
    }

    fn is(&self, item: &FollowUpItem, today: NaiveDate) -> bool {
        let folded = |text: &str| text.trim().to_lowercase();
        let is_theirs = |owner: &String| item.owner.as_ref().is_some_and(|known| folded(known) == folded(owner));
        self.is_in_reach(item)
            && (!self.is_overdue || item.is_overdue(today))
            && self.owner.as_ref().is_none_or(is_theirs)
    }
}

fn list(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let wanted = Wanted {
        is_all: matches.get_flag("all"),
        is_overdue: matches.get_flag("overdue"),
        owner: matches.get_one::<String>("owner").cloned(),
    };
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    let mut is_whole = scan.unread.is_empty();
    for error in &scan.unread {
        context.complain(&error.clone().into());
    }
    let products: Vec<&ProductFolder> = match context.asked_product(&workspace, &scan) {
        Some(product) => vec![scan.product(&product)?],
        None => scan.products.iter().collect(),
    };
    let mut listed = Vec::new();
    let mut left_out: Vec<FollowUpItem> = Vec::new();
    let mut names = Vec::new();
    for folder in products {
        let (records, are_read) = sessions(context, &workspace, folder);
        let (file, is_read) = follow_up(context, &workspace, folder);
        is_whole &= are_read && is_read;
        let kept = times_kept(records.iter().map(|session| &session.record));
        let Some(FollowUpFile { path, follow_up, places }) = file else { continue };
        names.push((folder.id.clone(), context.name_of(&workspace, folder).unwrap_or_else(|_| folder.id.clone())));
        let all = follow_up.actions.into_iter().map(|item| ("actions", item));
        for (table, item) in all.chain(follow_up.parked.into_iter().map(|item| ("parked", item))) {
            if wanted.is(&item, context.today) {
                let place = places.find(&codec::path(&[table, item.id.as_str()]));
                listed.push(Listed {
                    product: folder.id.clone(),
                    path: path.clone(),
                    line: place.map_or(1, |place| place.line),
                    is_action: table == "actions",
                    kept: kept.get(&item.id).copied().unwrap_or_default(),
                    malformed: malformed(&item, table, &places),
                    item,
                });
            } else {
                left_out.extend(Some(item).filter(|item| wanted.is_in_reach(item)));
            }
        }
    }
    // Those without a day come last.
    listed.sort_by_key(|one| (one.item.due.is_none(), one.item.due, one.item.id, one.product.clone()));
    let today = context.today;
    let is_found = matches.get_flag("strict") && listed.iter().any(|one| one.is_loose(today));
    if context.json {
        context.out.json(&view(&listed, today));
    } else if listed.is_empty() {
        nothing(context, &wanted, &left_out, is_whole);
    } else {
        print(context, &listed, &names);
    }
    for one in &listed {
        for (key, given) in &one.malformed {
            let (path, line, id) = (&one.path, one.line, one.item.id);
            let said = sentence!("cli.actions.malformed", path = path, line = line, given = given, key = *key, id = id);
            context.complain_softly(&said);
        }
    }
    Ok(match (is_whole, is_found) {
        (false, _) => FAILED,
        (true, true) => FOUND,
        (true, false) => DONE,
    })
}

fn view(listed: &[Listed], today: NaiveDate) -> ActionsView {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let mut view = ActionsView { today: today.to_string(), actions: Vec::new(), parked: Vec::new() };
    for Listed { product, path, line, is_action, kept, item, malformed } in listed {
        let malformed = malformed.iter().map(|(key, _)| *key).collect();
        let (product, path, line) = (product.clone(), path.clone(), *line);
        let FollowUpItem { id, text, owner, without_owner, due, done, dropped, about } = item.clone();
        let (id, due, done) = (id.to_string(), day(due), day(done));
        if *is_action {
            let (kept, overdue) = (*kept, item.is_overdue(today));
            view.actions.push(ActionView {
                id,
                product,
                path,
                line,
                text,
                owner,
                due,
                done,
                dropped,
                overdue,
                kept,
                about,
                without_owner,
                malformed,
            });
        } else {
            view.parked.push(ParkedView { id, product, path, line, text, owner, due, done, dropped, about, malformed });
        }
    }
    view
}

/// Says why nothing is listed: nothing is there, nothing fits, or not all could be read.
fn nothing(context: &mut Context, wanted: &Wanted, left_out: &[FollowUpItem], is_whole: bool) {
    let said = match left_out.len() {
        0 if !is_whole => sentence!("cli.actions.unread"),
        0 if wanted.is_all => sentence!("cli.actions.nothing_at_all"),
        0 => sentence!("cli.actions.nothing"),
        count => Sentence::new(key!("cli.actions.left_out")).with("options", wanted.options()).count(count),
    };
    let said = context.words.tell(&said);
    context.out.hint(&said);
    let owners = || left_out.iter().filter_map(|item| item.owner.as_deref());
    if let Some(near) = wanted.owner.as_deref().and_then(|given| nearest(given, owners())) {
        let near = context.words.tell(&sentence!("cli.error.nearest", word = near));
        context.out.hint(&near);
    }
}

fn print(context: &mut Context, listed: &[Listed], names: &[(String, String)]) {
    let mut is_first = true;
    for (product, name) in names {
        let own: Vec<&Listed> = listed.iter().filter(|one| one.product == *product).collect();
        if own.is_empty() {
            continue;
        }
        if !std::mem::take(&mut is_first) {
            context.out.line(&Line::default());
        }
        let dot = context.out.signs().dot();
        context.out.line(&Line::of(Tone::Strong, name).and(Tone::Muted, format!("{dot}{product}")));
        let table = table(context, &own);
        context.out.lines(&table.lines("  "));
    }
}

fn table(context: &Context, listed: &[&Listed]) -> Table {
    let head = |key: &str| context.words.look_up(&format!("cli.actions.column.{key}"));
    let mut table = Table::default();
    let columns = ["id", "kind", "due", "owner", "kept", "state", "text"];
    table.row(columns.map(|key| Cell::left(Tone::Muted, head(key))).to_vec());
    let nothing = context.out.signs().nothing();
    for one in listed {
        let (state, tone) = state(context, one);
        let kind = if one.is_action { key!("cli.actions.action") } else { key!("cli.actions.parked") };
        let given = one.malformed.iter().find(|(key, _)| *key == "due").map(|(_, given)| given.clone());
        let due = one.item.due.map(|day| day.to_string()).or(given).unwrap_or_else(|| nothing.to_owned());
        let kept = if one.kept == 0 { String::new() } else { one.kept.to_string() };
        table.row(vec![
            Cell::left(Tone::Muted, one.item.id.as_str()),
            Cell::left(Tone::Plain, context.words.say(kind)),
            Cell::left(tone, due),
            Cell::left(Tone::Plain, one.item.owner.as_deref().unwrap_or(nothing)),
            Cell::left(Tone::Plain, kept),
            Cell::left(tone, state),
            Cell::left(Tone::Plain, &one.item.text),
        ]);
    }
    table
}

/// How it stands, in words.
fn state(context: &Context, one: &Listed) -> (String, Tone) {
    let (words, item) = (&context.words, &one.item);
    match (item.done, &item.dropped) {
        (Some(day), _) => (words.tell(&sentence!("cli.actions.was_done", date = day)), Tone::Good),
        (None, Some(_)) => (words.say(key!("cli.actions.was_dropped")), Tone::Muted),
        (None, None) => {
            let overdue = item.is_overdue(context.today).then(|| words.say(key!("cli.actions.overdue_state")));
            let unowned = item.owner.is_none().then(|| words.say(key!("cli.actions.unowned")));
            let faulty = (!one.malformed.is_empty()).then(|| words.say(key!("cli.actions.not_a_date")));
            let tone = if overdue.is_some() || faulty.is_some() { Tone::Bad } else { Tone::Caution };
            ([overdue, faulty, unowned].into_iter().flatten().collect::<Vec<_>>().join(", "), tone)
        }
    }
}
