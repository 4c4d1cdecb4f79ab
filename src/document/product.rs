//! A product: its cycle, its people, what was answered and looked at in the present round, and the rounds before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::file_table::{FieldType, KeyValue, file_table, table_type};
use super::{CriterionAnswer, Reviews, Round};

/// A style of API; decides which design canvases are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Resources over HTTP.
    Rest,
    Event,
    Graphql,
}

impl Style {
    pub const ALL: [Self; 3] = [Self::Rest, Self::Event, Self::Graphql];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
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

/// A product that has no style says so.
impl FieldType for Vec<Style> {
    fn value(&self) -> Option<KeyValue<'_>> {
        Some(KeyValue::List(self.iter().map(|style| style.word().into()).collect()))
    }

    fn read(value: Option<KeyValue<'_>>) -> Option<Self> {
        let words = value.map_or(Some(Vec::new()), KeyValue::into_list)?;
        Some(words.iter().filter_map(|word| Style::from_word(word)).collect())
    }
}

table_type!(Vec<Round>);

file_table! {
    /// A product: one API, capability, integration or automation (`product.toml`).
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Product {
    } and {
        /// Number of the file's format.
        pub format: u32,
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
        /// What was looked at in the present round.
        pub reviewed: Reviews,
        /// The rounds that are over, in the order of the file.
        pub rounds: Vec<Round>,
    }
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

    /// Ends the present round: its answers and marks go under it, and the next one begins with none.
    pub fn close_round(&mut self, mut round: Round) {
        round.criteria = std::mem::take(&mut self.criteria);
        round.reviewed = std::mem::take(&mut self.reviewed);
        self.rounds.push(round);
    }
}
