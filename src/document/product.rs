//! What a team keeps beside its canvases: the product, what is still open, and the settings of the workspace.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Id;

/// A style of API; decides which design canvases are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Resources over HTTP.
    Rest,
    /// Events.
    Event,
    /// GraphQL.
    Graphql,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 3] = [Self::Rest, Self::Event, Self::Graphql];

    /// The word that stands for it in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Event => "event",
            Self::Graphql => "graphql",
        }
    }

    /// The style a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.word() == word)
    }
}

/// An answer to a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply {
    /// It is met.
    Yes,
    /// It is not.
    No,
    /// Nobody knows yet.
    Unsure,
}

impl Reply {
    /// Every reply.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// The word that stands for it in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }

    /// The reply a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reply| reply.word() == word)
    }
}

/// What a team says of a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionAnswer {
    /// The answer.
    pub answer: Reply,
    /// Where it can be seen.
    pub evidence: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// Who answered.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
}

impl CriterionAnswer {
    /// An answer about which nothing else is said.
    #[must_use]
    pub fn new(answer: Reply) -> Self {
        Self { answer, evidence: Vec::new(), note: None, by: None, date: None }
    }
}

/// What a team decides at the end of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoundVerdict {
    /// Make it better for those who use it.
    Improve,
    /// Open it to more people or more uses.
    Expand,
    /// Limit what it does or who may use it.
    Restrict,
    /// Leave it as it is for now.
    Pause,
    /// Take it away.
    Retire,
}

impl RoundVerdict {
    /// Every verdict.
    pub const ALL: [Self; 5] = [Self::Improve, Self::Expand, Self::Restrict, Self::Pause, Self::Retire];

    /// The word that stands for it in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Improve => "improve",
            Self::Expand => "expand",
            Self::Restrict => "restrict",
            Self::Pause => "pause",
            Self::Retire => "retire",
        }
    }

    /// The verdict a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }

    /// Whether no round follows.
    #[must_use]
    pub fn closes(self) -> bool {
        matches!(self, Self::Pause | Self::Retire)
    }
}

/// A round of the cycle that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its id; the same for ever.
    pub id: Id,
    /// Which round it was, from 1.
    pub number: u32,
    /// What was decided at its end.
    pub verdict: RoundVerdict,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// Id of the station where the next round began; nothing where none did.
    pub next: Option<String>,
    /// What was answered in it: criterion id to answer.
    pub criteria: BTreeMap<String, CriterionAnswer>,
}

impl Round {
    /// A round of which only this is known.
    #[must_use]
    pub fn new(id: Id, number: u32, verdict: RoundVerdict) -> Self {
        let reason = String::new();
        Self { id, number, verdict, reason, by: None, date: None, next: None, criteria: BTreeMap::new() }
    }
}

/// A product: one API, capability, integration or automation (`product.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Number of the file's format.
    pub format: u32,
    /// Its name.
    pub name: String,
    /// Id of its cycle.
    pub cycle: String,
    /// Its styles; none while undecided.
    pub styles: Vec<Style>,
    /// Its API description, relative to this file.
    pub openapi: Option<String>,
    /// Person of the method to who that is here.
    pub team: BTreeMap<String, String>,
    /// Criterion id to answer, in the present round.
    pub criteria: BTreeMap<String, CriterionAnswer>,
    /// The rounds that are over, in the order of the file.
    pub rounds: Vec<Round>,
}

impl Product {
    /// The round that ended last.
    #[must_use]
    pub fn last_round(&self) -> Option<&Round> {
        self.rounds.iter().max_by_key(|round| round.number)
    }

    /// The number of the present round, from 1.
    #[must_use]
    pub fn round(&self) -> u32 {
        self.last_round().map_or(1, |round| round.number.saturating_add(1))
    }

    /// Ends the present round: its answers go under it, and the next one begins with none.
    pub fn close_round(&mut self, mut round: Round) {
        round.criteria = std::mem::take(&mut self.criteria);
        self.rounds.push(round);
    }
}

/// A decision of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: Id,
    /// What was decided.
    pub text: String,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// Why.
    pub because: Option<String>,
    /// What was turned down, and why.
    pub rejected: Vec<String>,
    /// Who did not agree, and why.
    pub dissent: Option<String>,
    /// What it is about: references as text.
    pub about: Vec<String>,
}

/// Something somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its id.
    pub id: Id,
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// When it was done; nothing while open.
    pub done: Option<NaiveDate>,
    /// What it is about: references as text.
    pub about: Vec<String>,
}

/// A topic put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Its id.
    pub id: Id,
    /// The topic.
    pub text: String,
    /// Who takes it up.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Why it was dropped, where it was.
    pub dropped: Option<String>,
    /// What it is about: references as text.
    pub about: Vec<String>,
}

/// Decisions, actions and parked topics of a product (`follow-up.toml`), each in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// Number of the file's format.
    pub format: u32,
    /// The decisions.
    pub decisions: Vec<Decision>,
    /// The actions.
    pub actions: Vec<Action>,
    /// The parked topics.
    pub parked: Vec<Parked>,
}

/// How people are named in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Names {
    /// By the part they play; what stays in git for ever names nobody.
    #[default]
    Roles,
    /// By initials.
    Initials,
    /// By name.
    Full,
}

impl Names {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Roles, Self::Initials, Self::Full];

    /// The word that stands for it in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Initials => "initials",
            Self::Full => "full",
        }
    }

    /// The way a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|names| names.word() == word)
    }
}

/// Settings shared by all products (`stationmaster.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Number of the file's format.
    pub format: u32,
    /// Language of the method's texts, a two-letter code.
    pub language: Option<String>,
    /// How people are named.
    pub names: Names,
    /// Rule id to severity: `off`, `note`, `warning`, `error`.
    pub policy: BTreeMap<String, String>,
}
