//! Cycles and what stands along them: stations, criteria, people, resources.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Text, owners};

/// A cycle: stations in order. One file under `canvases/cycles/`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// Number of the data format; 1.
    pub format: u32,
    /// The id products name.
    #[serde(rename = "cycle")]
    pub id: String,
    pub title: Text,
    /// What it leads to.
    pub purpose: Text,
    /// Ids of the criteria that hold before the first station.
    pub entry_criteria: Vec<String>,
    /// Ids of the criteria that hold after the last.
    pub exit_criteria: Vec<String>,
    /// Where a new round begins: the verdict of the last one to station id; at the first station where none is named.
    #[serde(default)]
    pub rounds: BTreeMap<String, String>,
    /// The stations in order.
    pub stations: Vec<Station>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// Its id, the same in every cycle.
    pub id: String,
    /// Its title in this cycle.
    pub title: Text,
    /// A short name for the line on the map.
    pub short: Text,
    /// What is done there.
    pub description: Text,
    /// Ids of the criteria that hold before it.
    pub entry_criteria: Vec<String>,
    /// Ids of the canvases, checklists and guides to use, in order.
    pub resources: Vec<String>,
    /// Ids of the people who lead.
    pub lead: Vec<String>,
    /// Ids of the people who work.
    pub core: Vec<String>,
    /// Ids of the people who are asked.
    pub consulted: Vec<String>,
    /// Who answers which resource: resource id to the ids of people. A file may give one as a single word.
    #[serde(default, deserialize_with = "owners::read")]
    pub answer_owner: BTreeMap<String, Vec<String>>,
}

/// A criterion: a sentence that is true or not.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    pub id: String,
    /// The sentence.
    pub text: Text,
}

/// A part somebody plays.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What the person brings to the room.
    pub description: Text,
}

/// A guide, template or checklist that stations name.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    pub id: String,
    /// guideline, template or checklist.
    pub category: String,
    pub title: Text,
}

impl Station {
    /// Who answers what: the id of a resource and that of a person, once for each of the two.
    pub fn owners(&self) -> impl Iterator<Item = (&str, &str)> {
        self.answer_owner
            .iter()
            .flat_map(|(resource, people)| people.iter().map(move |person| (resource.as_str(), person.as_str())))
    }
}

impl Cycle {
    /// The station with that id.
    #[must_use]
    pub fn station(&self, id: &str) -> Option<&Station> {
        self.stations.iter().find(|station| station.id == id)
    }

    /// Where the station with that id stands, from 0.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.stations.iter().position(|station| station.id == id)
    }

    /// What holds after a station: the entry criteria of the next one, after the last those of the cycle's end.
    #[must_use]
    pub fn exit_criteria_of(&self, position: usize) -> &[String] {
        self.stations.get(position + 1).map_or(&self.exit_criteria, |next| &next.entry_criteria)
    }
}
