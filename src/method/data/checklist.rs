//! A checklist template: its stages, profiles and items.

use serde::{Deserialize, Serialize};

use super::Text;

/// A checklist as the method describes it. One file under `canvases/checklists/`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistTemplate {
    /// Number of the data format; 1.
    pub format: u32,
    /// The id documents name.
    #[serde(rename = "checklist")]
    pub id: String,
    /// The id in the method's official data package.
    #[serde(default)]
    pub official_id: String,
    /// The full title.
    pub title: Text,
    /// The title without the word checklist, for tight places.
    pub short: Text,
    pub purpose: Text,
    /// How to go about it.
    pub how_to_use: Text,
    /// Licence of the checklist's design.
    pub license: String,
    /// Who designed it.
    pub authors: Vec<String>,
    /// The profiles, of which a document names one; empty where every item always applies.
    #[serde(default)]
    pub profiles: Vec<Profile>,
    /// The stages in order; one may be without items.
    pub stages: Vec<Stage>,
    /// The items, in order within their stages.
    pub items: Vec<ItemTemplate>,
    /// The guidelines that items name.
    #[serde(default)]
    pub guidelines: Vec<GuidelineFact>,
}

/// A choice of items: what kind of thing is being checked.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The id documents name.
    pub id: String,
    /// What stands on the screen.
    pub title: Text,
    /// When to choose it.
    pub description: Text,
}

/// A stage: a group of items that are answered at the same time of life.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The id items name.
    pub id: String,
    /// What stands over the stage.
    pub title: Text,
    /// When the stage is looked at.
    pub description: Text,
}

/// How far a program can answer an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Automation {
    /// A person answers.
    Manual,
    /// A program can help a person.
    Semi,
    /// A program can answer.
    Auto,
}

/// One item of a checklist.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ItemTemplate {
    /// The id documents name.
    pub id: String,
    /// Id of the stage it belongs to.
    pub stage: String,
    /// A sentence that can be answered.
    pub text: Text,
    /// How to find out.
    pub how: Text,
    /// What counts as evidence.
    pub evidence: Text,
    /// Ids of the profiles it belongs to; empty where it belongs to all.
    #[serde(default)]
    pub profiles: Vec<String>,
    /// How far a program can answer it.
    pub automation: Automation,
    /// Name of the automatic check, where there is one.
    pub check: Option<String>,
    /// Ids of the stations where it matters.
    #[serde(default)]
    pub stations: Vec<String>,
    /// Ids of the criteria it produces.
    #[serde(default)]
    pub criteria: Vec<String>,
    /// Ids of the guidelines behind it.
    #[serde(default)]
    pub guidelines: Vec<String>,
    /// Ids of canvases, checklists and guides that help.
    #[serde(default)]
    pub resources: Vec<String>,
    /// Kinds of evidence, as words of the method.
    #[serde(default)]
    pub evidence_tags: Vec<String>,
    /// Stages whose items this one sums up; its verdict is computed from theirs, and nobody gives it.
    #[serde(default)]
    pub covers: Vec<String>,
}

/// A guideline that items refer to.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineFact {
    pub id: String,
    /// How binding it is, as a word of the method.
    pub priority: String,
    /// Its group, as a word of the method.
    pub category: String,
    /// What it asks for.
    pub text: Option<Text>,
}

impl ItemTemplate {
    /// Whether the item belongs to `profile`; every item does where there is no profile.
    #[must_use]
    pub fn applies_to(&self, profile: Option<&str>) -> bool {
        profile.is_none_or(|profile| self.profiles.is_empty() || self.profiles.iter().any(|id| id == profile))
    }

    /// Whether the verdict is computed from other items.
    #[must_use]
    pub fn is_aggregate(&self) -> bool {
        !self.covers.is_empty()
    }
}

impl ChecklistTemplate {
    /// The item with that id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&ItemTemplate> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The number of the item with that id, by which people speak of it: its place among all of them, from 1.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.id == id).map(|at| at + 1)
    }

    /// The items of one stage that belong to a profile, in order.
    pub fn items_of<'a>(
        &'a self,
        stage: &'a str,
        profile: Option<&'a str>,
    ) -> impl Iterator<Item = &'a ItemTemplate> + 'a {
        self.items.iter().filter(move |item| item.stage == stage && item.applies_to(profile))
    }
}
