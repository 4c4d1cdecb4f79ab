//! A checklist: answers to items.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::file_table::{file_table, table_type, word_type};
use super::{Head, Published};

/// A person's judgement of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The sentence is true.
    Pass,
    /// It is true in part.
    Partial,
    /// It is not true.
    Gap,
    /// It does not concern this product.
    NotApplicable,
}

impl Verdict {
    /// Every verdict, from the best.
    pub const ALL: [Self; 4] = [Self::Pass, Self::Partial, Self::Gap, Self::NotApplicable];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Partial => "partial",
            Self::Gap => "gap",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The verdict a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}

word_type!(Verdict);
table_type!(Option<Waiver>);

file_table! {
    /// A permission to go on in spite of a gap, for a time.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Waiver {
        /// The last day it holds.
        pub until: NaiveDate,
    } and {
        /// Why.
        pub reason: String,
        /// Who asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub requested_by: Option<String>,
        /// Who agreed to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub approved_by: Option<String>,
    }
}

impl Waiver {
    /// Whether the waiver no longer holds on that day.
    #[must_use]
    pub fn is_expired(&self, today: NaiveDate) -> bool {
        self.until < today
    }
}

file_table! {
    /// What a team says of one item. An item without an answer is unanswered, which is not a pass.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Answer {
    } and {
        /// The judgement; an item may carry evidence or a waiver before anybody judged it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub verdict: Option<Verdict>,
        /// Who judged.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
        /// When.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub date: Option<NaiveDate>,
        /// Where it can be seen: paths and addresses.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub evidence: Vec<String>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub waiver: Option<Waiver>,
    }
}

/// A checklist as a team answered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// What stands at the top.
    pub head: Head,
    /// Item id to answer.
    pub answers: BTreeMap<String, Answer>,
    /// The published versions, oldest first.
    pub history: Vec<Published>,
}

impl Checklist {
    /// A checklist without answers.
    #[must_use]
    pub fn new(head: Head) -> Self {
        Self { head, answers: BTreeMap::new(), history: Vec::new() }
    }

    /// The verdict a person gave an item.
    #[must_use]
    pub fn verdict(&self, item: &str) -> Option<Verdict> {
        self.answers.get(item).and_then(|answer| answer.verdict)
    }
}
