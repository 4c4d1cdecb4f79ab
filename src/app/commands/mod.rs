//! The command table: everything a person can do, one row each.
//!
//! A row knows its id, where it works, its keys, whether it can be used now and why not, and what it does. Titles and
//! help are in the catalogue under `command.<id>`. Dispatch, the footer, the list of keys and the key reference are made
//! from this table; no other place knows a key. A command of one screen stands in the folder of the screen, a command of
//! several, or of what lies over them, here.

mod choose;
pub(in crate::app) mod commit;
pub(in crate::app) mod document;
mod find;
mod follow_up;
mod global;
mod lists;
mod moving;
pub(in crate::app) mod new_product;
mod opening;
pub(in crate::app) mod properties;
pub(in crate::app) mod publish;
mod search;
mod stray;
pub(in crate::app) mod text;
mod themes;

pub use crate::app::place::open_doc;
pub use crate::app::query::labels::{due_sentence, item_title, next_sentence, number_of, verdict_name};

use super::command::writable;
pub use super::command::{Argument, Command, Linear, Number, Scope};
use super::screen::canvas::commands as canvas;
use super::screen::checklist::commands as checklist;
use super::screen::follow_up::commands as follow_up_screen;
use super::screen::map::commands as map;
use super::screen::session::commands as session;
use super::screen::settle::commands as settle;
use super::screen::station::commands as station;
use super::screen::versions::commands as versions;
use super::screen::welcome::commands as welcome;
use super::{Cx, Model, Reading, screen};
use crate::app::dialog::{Dialog, Picker};
use crate::i18n::{Catalogue, Sentence, SentenceKey};

pub use choose::{accept_mnemonic, select_option};
pub(in crate::app) use commit::{ask as ask_for_message, done as committed};
pub(in crate::app) use publish::ask as ask_for_publication;
pub use text::{draft_record, paste, take_edited, type_char};
pub(in crate::app) use text::{is_refused, kept_by};
pub(in crate::app) use themes::follow_background;

/// Every command, in the order in which the footer and the list of keys name them: those of the screens stand in their
/// folders, those of several here. Beside them stands what they are about.
static TABLE: [(SentenceKey, &[Command]); 39] = [
    (key!("help.topic.notes"), canvas::notes::ROWS),
    (key!("help.topic.groups"), canvas::grouping::ROWS),
    (key!("help.topic.copying"), canvas::clipboard::ROWS),
    (key!("help.topic.canvas"), canvas::canvas::ROWS),
    (key!("help.topic.document"), document::ROWS),
    (key!("help.topic.views"), canvas::canvas::VIEWS),
    (key!("help.topic.relations"), canvas::relate::ROWS),
    (key!("help.topic.document"), properties::ROWS),
    (key!("help.topic.document"), publish::ROWS),
    (key!("help.topic.document"), commit::ROWS),
    (key!("help.topic.follow-up"), follow_up::ROWS),
    (key!("help.topic.relations"), canvas::sources::ROWS),
    (key!("help.topic.document"), lists::ROWS),
    (key!("help.topic.checklist"), checklist::items::ROWS),
    (key!("help.topic.checklist"), checklist::waiver::ROWS),
    (key!("help.topic.follow-up"), follow_up_screen::ROWS),
    (key!("help.topic.session"), session::ROWS),
    (key!("help.topic.settle"), settle::ROWS),
    (key!("help.topic.document"), versions::ROWS),
    (key!("help.topic.map"), map::next::ROWS),
    (key!("help.topic.workspace"), welcome::ROWS),
    (key!("help.topic.workspace"), map::products::ROWS),
    (key!("help.topic.workspace"), new_product::ROWS),
    (key!("help.topic.map"), map::station::ROWS),
    (key!("help.topic.station"), station::marks::ROWS),
    (key!("help.topic.station"), station::criteria::ROWS),
    (key!("help.topic.station"), station::interview::ROWS),
    (key!("help.topic.station"), station::rounds::ROWS),
    (key!("help.topic.map"), map::network::ROWS),
    (key!("help.topic.typing"), canvas::typing::ROWS),
    (key!("help.topic.typing"), text::ROWS),
    (key!("help.topic.typing"), stray::ROWS),
    (key!("help.topic.choosing"), choose::ROWS),
    (key!("help.topic.moving"), opening::ROWS),
    (key!("help.topic.moving"), moving::ROWS),
    (key!("help.topic.finding"), find::ROWS),
    (key!("help.topic.finding"), search::ROWS),
    (key!("help.topic.program"), global::ROWS),
    (key!("help.topic.program"), themes::ROWS),
];

/// Every command, in the order in which the footer and the list of keys name them.
pub fn all() -> impl Iterator<Item = &'static Command> {
    TABLE.into_iter().flat_map(|(_, rows)| rows)
}

/// Every command with what it is about, in the same order.
pub fn by_topic() -> impl Iterator<Item = (SentenceKey, &'static Command)> {
    TABLE.into_iter().flat_map(|(topic, rows)| rows.iter().map(move |command| (topic, command)))
}

/// The command with that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Command> {
    all().find(|command| command.id == id)
}

/// The scopes that hold now, the innermost first.
#[must_use]
pub fn scopes(model: &Model) -> &'static [Scope] {
    match model.overlay.as_ref().map(|overlay| overlay.what) {
        Some(Reading::Recipe) => return &[Scope::Recipe, Scope::Help, Scope::Always],
        Some(Reading::Messages) => return &[Scope::Help, Scope::Always],
        // What is typed there is looked for.
        Some(Reading::Keys) => return &[Scope::Help, Scope::Text, Scope::Always],
        None => {}
    }
    scopes_without_help(model)
}

/// The scopes of what lies below the list of keys.
#[must_use]
pub fn scopes_without_help(model: &Model) -> &'static [Scope] {
    if model.offer().is_some() {
        return &[Scope::Stray, Scope::Always];
    }
    match model.dialog() {
        Some(Dialog::Picker(Picker { slide: Some(_), .. })) => {
            return &[Scope::Question, Scope::Picker, Scope::Always];
        }
        Some(Dialog::Picker(_)) => return &[Scope::Picker, Scope::Always],
        Some(Dialog::Finder(finder)) if finder.is_marked_by_key() => {
            return &[Scope::Marks, Scope::Finder, Scope::Text, Scope::Always];
        }
        Some(Dialog::Finder(_)) => return &[Scope::Finder, Scope::Text, Scope::Always],
        Some(Dialog::Form(form)) if form.has_options() => {
            return &[Scope::Options, Scope::Form, Scope::Text, Scope::Always];
        }
        Some(Dialog::Form(_)) => return &[Scope::Form, Scope::Text, Scope::Always],
        None => {}
    }
    screen::front(model).scopes(model)
}

/// The commands of a scope that the list of keys names there: one that works in a scope further in stands there alone.
pub fn listed_in(model: &Model, scope: Scope) -> impl Iterator<Item = &'static Command> {
    let hold = scopes_without_help(model);
    let further_in = &hold[..hold.iter().position(|other| *other == scope).unwrap_or(0)];
    let is_named = |command: &Command| further_in.iter().any(|other| command.scopes.contains(other));
    all().filter(move |command| command.scopes.contains(&scope) && !is_named(command))
}

/// The title of a command.
#[must_use]
pub fn title<'a>(words: &'a Catalogue, command: &Command) -> &'a str {
    words.find(&format!("command.{}.title", command.id)).unwrap_or(command.id)
}

/// Whether a command can be used on the screen in front, as it stands now.
///
/// # Errors
/// The reason why not, for the person to read.
pub fn usable(model: &Model, command: &Command) -> Result<(), Sentence> {
    if scopes(model).iter().any(|scope| command.scopes.contains(scope)) {
        return (command.availability)(model);
    }
    Err(sentence!("reason.another-screen"))
}

/// Runs a command, where it can be used; otherwise says why not.
pub(in crate::app) fn run_if_usable(cx: &mut Cx, id: &str) {
    let Some(command) = find(id) else { return };
    match (command.availability)(cx.model) {
        Ok(()) => (command.run)(cx, ""),
        Err(reason) => cx.warn(reason),
    }
}

/// The same for a command of what is in front; of another screen nothing is said.
pub(in crate::app) fn run_here(cx: &mut Cx, id: &str) {
    let holds = |command: &Command| scopes(cx.model).iter().any(|scope| command.scopes.contains(scope));
    if find(id).is_some_and(holds) {
        run_if_usable(cx, id);
    }
}

/// What a number comes to that is typed after the keys of a command.
#[must_use]
pub fn number(model: &Model, typed: &str) -> Number {
    screen::front(model).number(model, typed)
}

/// Whether a character that is typed now goes into a text.
#[must_use]
pub fn is_text(model: &Model) -> bool {
    scopes(model).contains(&Scope::Text)
}
