//! A guide: a page for reading.

use serde::{Deserialize, Serialize};

use super::Text;

/// A guide as the method describes it. One file under `canvases/guides/`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Number of the data format; 1.
    pub format: u32,
    /// The id stations name.
    #[serde(rename = "guide")]
    pub id: String,
    /// `guideline` or `template`.
    pub category: String,
    pub title: Text,
    pub purpose: Text,
    /// When to use it.
    pub when: Text,
    /// What to do, step by step.
    pub steps: Vec<Text>,
    /// What there is at the end.
    pub result: Text,
    /// What goes wrong most often.
    pub traps: Vec<Text>,
    /// What makes it easier.
    #[serde(default)]
    pub tips: Vec<Text>,
    /// Ids of the canvases it serves.
    #[serde(default)]
    pub canvases: Vec<String>,
    /// Ids of the criteria it serves.
    #[serde(default)]
    pub criteria: Vec<String>,
}
