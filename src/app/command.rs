//! What a command is: a row of the command table, where it works, and when it can be used.

use super::{Cx, Model};
use crate::i18n::Sentence;

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
    /// What follows from the work on a product.
    FollowUp,
    /// A workshop session.
    Session,
    /// A file in conflict.
    Settle,
    /// What a document said at other times.
    Versions,
    /// A file that cannot be worked on.
    Trouble,
    /// A choice that fills the screen, one question of a series.
    Question,
    /// A choice the program offers.
    Picker,
    /// A form the program offers.
    Form,
    /// A note that is being typed.
    Typing,
    /// Any text that is being typed.
    Text,
    /// A field of a form that holds one of some options.
    Options,
    /// A list to choose from by typing.
    Finder,
    /// A list of which several lines can be marked, while nothing is typed.
    Marks,
    /// Prose that was typed where keys are commands.
    Stray,
    /// Keys that are the beginning of a sequence.
    Sequence,
    /// The list of keys.
    Help,
    /// How a canvas is run, laid over it.
    Recipe,
    /// Every screen, while nothing is asked and nothing typed.
    Everywhere,
    /// Always.
    Always,
}

impl Scope {
    /// Every scope, in the order the key reference lists them.
    pub const ALL: [Self; 26] = [
        Self::Always,
        Self::Everywhere,
        Self::Welcome,
        Self::Map,
        Self::Canvas,
        Self::Checklist,
        Self::Network,
        Self::Guide,
        Self::Station,
        Self::FollowUp,
        Self::Session,
        Self::Settle,
        Self::Versions,
        Self::Trouble,
        Self::Typing,
        Self::Text,
        Self::Form,
        Self::Options,
        Self::Picker,
        Self::Question,
        Self::Finder,
        Self::Marks,
        Self::Stray,
        Self::Sequence,
        Self::Help,
        Self::Recipe,
    ];

    /// Those of the screens: one of them holds where nothing lies over the screen.
    pub const SCREENS: [Self; 12] = [
        Self::Welcome,
        Self::Map,
        Self::Canvas,
        Self::Checklist,
        Self::Network,
        Self::Guide,
        Self::Station,
        Self::FollowUp,
        Self::Session,
        Self::Settle,
        Self::Versions,
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
            Self::FollowUp => "follow-up",
            Self::Session => "session",
            Self::Settle => "settle",
            Self::Versions => "versions",
            Self::Trouble => "trouble",
            Self::Picker => "pick",
            Self::Question => "question",
            Self::Form => "form",
            Self::Typing => "typing",
            Self::Text => "text",
            Self::Options => "options",
            Self::Finder => "finder",
            Self::Marks => "marks",
            Self::Stray => "stray",
            Self::Sequence => "sequence",
            Self::Help => "help",
            Self::Recipe => "recipe",
            Self::Everywhere => "everywhere",
            Self::Always => "always",
        }
    }

    /// Whether it holds only inside a question, a text or the list of keys, where nothing else can be run.
    #[must_use]
    pub fn is_inside(self) -> bool {
        !Self::SCREENS.contains(&self) && !matches!(self, Self::Everywhere | Self::Always)
    }

    /// Whether a letter that is typed is asked of it before it goes into a text.
    #[must_use]
    pub fn comes_before_text(self) -> bool {
        matches!(self, Self::Options | Self::Marks)
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

/// What a typed number comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// There is nothing of that number.
    Unknown,
    /// There is, and a further key can lead on from it.
    Open,
    /// There is, and no further key can.
    Closed,
}

/// What a command is where there is no screen, but one line after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linear {
    /// It means nothing there.
    Never,
    /// It asks for something, so that the answer can follow its name.
    Asks,
    /// It acts on a section, too, so that the number of one can follow its name.
    TakesSections,
    /// It leads from a question elsewhere than its choices.
    Leads,
    /// It goes to another note, to stay there.
    Arrives,
    /// It moves the focus along a list, where that is read out row by row.
    Steps,
    /// It has a short name, whatever else begins so.
    Short(&'static str),
}

/// One row of the table.
pub struct Command {
    /// Its id: words joined by hyphens; names its sentences in the catalogue.
    pub id: &'static str,
    /// Where it works.
    pub scopes: &'static [Scope],
    /// Its keys, each one key or a sequence, as [`Key::parse_sequence`](super::key::Key::parse_sequence) reads them.
    pub keys: &'static [&'static str],
    /// What it takes.
    pub argument: Argument,
    /// What it is in linear mode.
    pub linear: &'static [Linear],
    /// Whether the footer names it; rows come in the order of the table.
    pub in_footer: bool,
    /// The scope in which the footer names it before all others.
    pub leads_footer_in: Option<Scope>,
    /// Whether a wide footer names it, behind the others.
    pub in_wide_footer: bool,
    /// Whether keys that lead to it wait, and the last line lists what can follow them.
    pub is_listed: bool,
    /// Whether it can be used now.
    ///
    /// # Errors
    /// The reason why not, for the person to read.
    pub availability: fn(&Model) -> Result<(), Sentence>,
    /// Does it. The text is the argument, empty where it takes none.
    pub run: fn(&mut Cx, &str),
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Command").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Command {
    pub(in crate::app) const fn new(
        id: &'static str,
        scopes: &'static [Scope],
        keys: &'static [&'static str],
        run: fn(&mut Cx, &str),
    ) -> Self {
        Self {
            id,
            scopes,
            keys,
            argument: Argument::None,
            linear: &[],
            in_footer: false,
            leads_footer_in: None,
            in_wide_footer: false,
            is_listed: false,
            availability: always,
            run,
        }
    }

    pub(in crate::app) const fn linear(mut self, linear: &'static [Linear]) -> Self {
        self.linear = linear;
        self
    }

    /// Whether it is that in linear mode.
    #[must_use]
    pub fn is(&self, linear: Linear) -> bool {
        self.linear.contains(&linear)
    }

    pub(in crate::app) const fn listed(mut self) -> Self {
        self.is_listed = true;
        self
    }

    pub(in crate::app) const fn footer(mut self) -> Self {
        self.in_footer = true;
        self
    }

    pub(in crate::app) const fn footer_first_in(mut self, scope: Scope) -> Self {
        self.leads_footer_in = Some(scope);
        self
    }

    pub(in crate::app) const fn footer_when_wide(mut self) -> Self {
        self.in_wide_footer = true;
        self
    }

    pub(in crate::app) const fn enabled_when(mut self, availability: fn(&Model) -> Result<(), Sentence>) -> Self {
        self.availability = availability;
        self
    }

    pub(in crate::app) const fn with_number(mut self) -> Self {
        self.argument = Argument::Number;
        self
    }
}

#[allow(clippy::unnecessary_wraps)] // the type that a row asks for
fn always(_: &Model) -> Result<(), Sentence> {
    Ok(())
}

/// For commands that change the document in front.
pub(in crate::app) fn writable(model: &Model) -> Result<(), Sentence> {
    match model.doc() {
        Some(doc) if doc.is_writable() => Ok(()),
        Some(doc) => Err(sentence!("message.not-writable", file = &doc.file)),
        None => Err(sentence!("reason.no-document")),
    }
}

/// For commands that act on the note in focus or the selected ones.
pub(in crate::app) fn has_note(model: &Model) -> Result<(), Sentence> {
    match model.canvas() {
        Some((state, _, canvas)) if !state.chosen(canvas).is_empty() => Ok(()),
        _ => Err(sentence!("reason.no-note")),
    }
}

/// For commands that change the note in focus or the selected ones.
pub(in crate::app) fn can_change_note(model: &Model) -> Result<(), Sentence> {
    writable(model).and_then(|()| has_note(model))
}
