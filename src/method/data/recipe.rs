//! How a canvas is run with a group of people, and the ways of working its steps name.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{CanvasTemplate, Text};

/// The most minutes of one sitting, opening and close included.
pub const LONGEST_SITTING: u32 = 90;

/// How a canvas is run: whom to invite, what to prepare, and step by step what is done in each section. One file under
/// `canvases/running/`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Number of the data format; 1.
    pub format: u32,
    /// Id of the canvas it is for.
    #[serde(rename = "running")]
    pub canvas: String,
    /// How many people the minutes hold for.
    pub people: u32,
    /// Ids of the people to invite.
    pub invite: Vec<String>,
    /// What the facilitator does before the day.
    pub prepare: Vec<Text>,
    /// How it begins.
    pub open: Opening,
    /// How it ends.
    pub close: Close,
    /// Ids of the sections that one or two people fill in before the workshop.
    #[serde(default)]
    pub beforehand: Vec<String>,
    /// Ids of the sections of each sitting, in fill order.
    pub sittings: Vec<Vec<String>>,
    /// Ids of the sections that two people fill in after the workshop.
    #[serde(default)]
    pub afterwards: Vec<String>,
    /// What the room has at the end.
    pub result: Text,
    /// Ids of the canvases and checklists that come next.
    pub next: Vec<String>,
    /// What goes wrong with the whole canvas.
    pub traps: Vec<Text>,
    /// How each section is run, by its id.
    pub sections: BTreeMap<String, SectionRecipe>,
}

/// How a sitting begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// How long it takes.
    pub minutes: u32,
    /// What is read aloud.
    pub say: Text,
}

/// How a sitting ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// How long it takes.
    pub minutes: u32,
    /// What is done, one after another.
    #[serde(rename = "do")]
    pub tasks: Vec<Text>,
}

/// How a section is run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SectionRecipe {
    /// What somebody brings along.
    pub bring: Option<Text>,
    /// Which kinds of note to use here, and what they mean to the room.
    pub kind_hint: Option<Text>,
    /// What is done, one after another.
    pub steps: Vec<Step>,
    /// Questions that lead on, each about one thing.
    pub ask: Vec<Text>,
    /// When to stop.
    pub enough: Text,
    /// What goes wrong here, and what helps.
    #[serde(default)]
    pub traps: Vec<Trap>,
    /// What to do when nobody speaks.
    pub quiet: Text,
    /// How one person does it alone.
    pub alone: Text,
}

/// A step of a section.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Id of the way of working; people talk where none is named.
    #[serde(default = "talk")]
    pub way: String,
    /// How long it takes.
    pub minutes: u32,
    /// What everybody does.
    #[serde(rename = "do")]
    pub task: Text,
}

fn talk() -> String {
    Way::TALK.to_owned()
}

/// What goes wrong in a section.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// How it shows.
    pub sign: Text,
    /// What helps.
    #[serde(rename = "do")]
    pub remedy: Text,
}

/// A way of working that steps name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What the facilitator says to begin it.
    pub say: Text,
    /// What makes it go better.
    pub tip: Text,
}

impl Way {
    /// The way of a step that names none.
    pub const TALK: &'static str = "talk";
}

impl Recipe {
    /// How the section with that id is run.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&SectionRecipe> {
        self.sections.get(id)
    }

    /// Whether it says how every section of the canvas is run, and nothing of others.
    #[must_use]
    pub fn fits(&self, canvas: &CanvasTemplate) -> bool {
        let sections: BTreeSet<&str> = canvas.sections.iter().map(|section| section.id.as_str()).collect();
        self.canvas == canvas.id && self.sections.keys().map(String::as_str).eq(sections)
    }

    /// How long a sitting with these sections of the canvas takes, with opening and close.
    #[must_use]
    pub fn minutes(&self, canvas: &CanvasTemplate, sitting: &[String]) -> u32 {
        let minutes = sitting.iter().filter_map(|id| canvas.section(id)).map(|section| section.minutes);
        minutes.fold(self.open.minutes.saturating_add(self.close.minutes), u32::saturating_add)
    }
}
