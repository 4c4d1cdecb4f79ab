//! The command table: everything a person can do, one row each.
//!
//! A row knows its id, where it works, its keys, whether it can be used now and why not, and what it does. Titles and
//! help are in the catalogue under `command.<id>`. Dispatch, the footer, the list of keys and the key reference are made
//! from this table; no other place knows a key.

mod answers;
mod canvas;
mod change;
mod checklist;
mod choose;
mod clipboard;
mod criteria;
mod drafts;
mod feed;
mod find;
mod global;
mod map;
mod move_to_section;
mod moving;
mod network;
mod next;
mod notes;
mod opening;
mod relate;
mod rounds;
mod search;
mod station;
mod themes;
mod typing;
mod waiver;

use super::{Cx, Model, Screen};
use crate::app::dialog::Dialog;
use crate::i18n::{Catalogue, Sentence};

pub use canvas::{Number, number};
pub use change::number_of;
pub use checklist::verdict_name;
pub use choose::{accept_mnemonic, cycle_option, select_option};
pub use drafts::offer_draft;
pub use feed::mark_by_space;
pub use global::reveal;
pub use move_to_section::drop_notes;
pub use network::item_title;
pub use next::{due_sentence, next_sentence};
pub use opening::open_doc;
pub(in crate::app) use themes::follow_ground;
pub use typing::{draft_record, paste, take_edited, type_char};

/// Where a command works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The screen without a workspace.
    Welcome,
    /// The map.
    Map,
    /// A canvas.
    Canvas,
    /// A checklist.
    Checklist,
    /// A guide.
    Guide,
    /// The network of lines.
    Network,
    /// A station, or the criteria of all of them.
    Station,
    /// A file that cannot be worked on.
    Trouble,
    /// A choice the program offers.
    Picker,
    /// A form the program offers.
    Form,
    /// A note that is being typed.
    Typing,
    /// Any text that is being typed.
    Text,
    /// A list to choose from by typing.
    Finder,
    /// The list of keys.
    Help,
    /// Every screen, while nothing is asked and nothing typed.
    Everywhere,
    /// Always.
    Always,
}

impl Scope {
    /// Every scope, in the order the key reference lists them.
    pub const ALL: [Self; 16] = [
        Self::Always,
        Self::Everywhere,
        Self::Welcome,
        Self::Map,
        Self::Canvas,
        Self::Checklist,
        Self::Network,
        Self::Guide,
        Self::Station,
        Self::Trouble,
        Self::Typing,
        Self::Text,
        Self::Form,
        Self::Picker,
        Self::Finder,
        Self::Help,
    ];

    /// Those of the screens: one of them holds where nothing lies over the screen.
    pub const SCREENS: [Self; 8] = [
        Self::Welcome,
        Self::Map,
        Self::Canvas,
        Self::Checklist,
        Self::Network,
        Self::Guide,
        Self::Station,
        Self::Trouble,
    ];

    /// The word that stands for it in the catalogue, under `help.scope`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Map => "map",
            Self::Canvas => "canvas",
            Self::Checklist => "checklist",
            Self::Guide => "guide",
            Self::Network => "network",
            Self::Station => "station",
            Self::Trouble => "trouble",
            Self::Picker => "pick",
            Self::Form => "form",
            Self::Typing => "typing",
            Self::Text => "text",
            Self::Finder => "finder",
            Self::Help => "help",
            Self::Everywhere => "everywhere",
            Self::Always => "always",
        }
    }

    /// Whether it holds only inside a question, a text or the list of keys, where nothing else can be run.
    #[must_use]
    pub fn is_inside(self) -> bool {
        matches!(self, Self::Picker | Self::Form | Self::Typing | Self::Text | Self::Finder | Self::Help)
    }
}

/// What a command takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    None,
    /// The number of a section or note, typed after the keys: `2` or `2.1`.
    Number,
}

/// One row of the table.
pub struct Command {
    /// Its id: words joined by hyphens; names its sentences in the catalogue.
    pub id: &'static str,
    /// Where it works.
    pub scopes: &'static [Scope],
    /// Its keys, each one key or a sequence, as [`Key::parse_sequence`](super::Key::parse_sequence) reads them.
    pub keys: &'static [&'static str],
    /// What it takes.
    pub argument: Argument,
    /// Whether the footer names it; rows come in the order of the table.
    pub in_footer: bool,
    /// Whether it can be used now.
    ///
    /// # Errors
    /// The reason why not, for the person to read.
    pub can: fn(&Model) -> Result<(), Sentence>,
    /// Does it. The text is the argument, empty where it takes none.
    pub run: fn(&mut Cx, &str),
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Command").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Command {
    const fn new(
        id: &'static str,
        scopes: &'static [Scope],
        keys: &'static [&'static str],
        run: fn(&mut Cx, &str),
    ) -> Self {
        Self { id, scopes, keys, argument: Argument::None, in_footer: false, can: always, run }
    }

    const fn footer(mut self) -> Self {
        self.in_footer = true;
        self
    }

    const fn only_if(mut self, can: fn(&Model) -> Result<(), Sentence>) -> Self {
        self.can = can;
        self
    }

    const fn with_number(mut self) -> Self {
        self.argument = Argument::Number;
        self
    }
}

/// Every command, in the order in which the footer and the list of keys name them.
pub fn all() -> impl Iterator<Item = &'static Command> {
    [
        notes::ROWS,
        clipboard::ROWS,
        canvas::ROWS,
        relate::ROWS,
        feed::ROWS,
        checklist::ROWS,
        waiver::ROWS,
        next::ROWS,
        map::ROWS,
        station::ROWS,
        criteria::ROWS,
        rounds::ROWS,
        network::ROWS,
        typing::ROWS,
        choose::ROWS,
        opening::ROWS,
        moving::ROWS,
        find::ROWS,
        search::ROWS,
        global::ROWS,
        themes::ROWS,
    ]
    .into_iter()
    .flatten()
}

/// The command with that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Command> {
    all().find(|command| command.id == id)
}

/// The scopes that hold now, the innermost first.
#[must_use]
pub fn scopes(model: &Model) -> &'static [Scope] {
    if model.overlay.is_some() {
        return &[Scope::Help, Scope::Always];
    }
    scopes_without_help(model)
}

/// The scopes of what lies below the list of keys.
#[must_use]
pub fn scopes_without_help(model: &Model) -> &'static [Scope] {
    match model.dialog() {
        Some(Dialog::Picker(_)) => return &[Scope::Picker, Scope::Always],
        Some(Dialog::Finder(_)) => return &[Scope::Finder, Scope::Text, Scope::Always],
        Some(Dialog::Form(_)) => return &[Scope::Form, Scope::Text, Scope::Always],
        None => {}
    }
    match model.screen() {
        Screen::Welcome(_) => &[Scope::Welcome, Scope::Everywhere, Scope::Always],
        Screen::Map(_) => &[Scope::Map, Scope::Everywhere, Scope::Always],
        Screen::Canvas(state) if state.editing.is_some() => &[Scope::Typing, Scope::Text, Scope::Always],
        Screen::Canvas(_) => &[Scope::Canvas, Scope::Everywhere, Scope::Always],
        Screen::Checklist(_) => &[Scope::Checklist, Scope::Everywhere, Scope::Always],
        Screen::Network(_) => &[Scope::Network, Scope::Everywhere, Scope::Always],
        Screen::Guide(_) => &[Scope::Guide, Scope::Everywhere, Scope::Always],
        Screen::Station(_) => &[Scope::Station, Scope::Everywhere, Scope::Always],
        Screen::Trouble(_) => &[Scope::Trouble, Scope::Everywhere, Scope::Always],
    }
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
        return (command.can)(model);
    }
    Err(sentence!("reason.another-screen"))
}

/// Whether a character that is typed now goes into a text.
#[must_use]
pub fn is_text(model: &Model) -> bool {
    scopes(model).contains(&Scope::Text)
}

#[allow(clippy::unnecessary_wraps)] // the type that a row asks for
fn always(_: &Model) -> Result<(), Sentence> {
    Ok(())
}

/// For commands that change the document in front.
fn writable(model: &Model) -> Result<(), Sentence> {
    match model.doc() {
        Some(doc) if doc.is_writable() => Ok(()),
        Some(doc) => Err(sentence!("message.not-writable", file = &doc.file)),
        None => Err(sentence!("reason.no-document")),
    }
}

/// For commands that act on the note in focus or the selected ones.
fn has_note(model: &Model) -> Result<(), Sentence> {
    match model.canvas() {
        Some((state, _, canvas)) if !state.chosen(canvas).is_empty() => Ok(()),
        _ => Err(sentence!("reason.no-note")),
    }
}

/// For commands that change the note in focus or the selected ones.
fn can_change_note(model: &Model) -> Result<(), Sentence> {
    writable(model).and_then(|()| has_note(model))
}
