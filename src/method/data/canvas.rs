//! A canvas template: its grid and the texts of its sections.

use serde::{Deserialize, Serialize};

use super::{Kind, Text};

/// A canvas as the method describes it. One file under `canvases/`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CanvasTemplate {
    /// Number of the data format; 1.
    pub format: u32,
    /// The id documents name: lower case, words joined by hyphens.
    #[serde(rename = "canvas")]
    pub id: String,
    /// The id in the method's official data package.
    #[serde(default)]
    pub official_id: String,
    /// The full title.
    pub title: Text,
    /// The title without the word canvas, for tight places.
    pub short: Text,
    pub purpose: Text,
    /// Who should be there, in which order to go, when it is finished.
    pub how_to_use: Text,
    /// The style of API it is made for: `rest`, `event` or `graphql`; nothing where it serves every one.
    pub style: Option<String>,
    /// Width of the grid in columns.
    pub columns: u16,
    /// Height of the grid in rows.
    pub rows: u16,
    /// Licence of the canvas design.
    pub license: String,
    /// Who designed the canvas.
    pub authors: Vec<String>,
    /// The sections; kept in fill order.
    pub sections: Vec<SectionTemplate>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SectionTemplate {
    /// The id documents name.
    pub id: String,
    /// The id in the method's official data package.
    #[serde(default)]
    pub official_id: String,
    /// What stands over the section.
    pub title: Text,
    /// The question the team answers here.
    pub question: Text,
    /// Why it is asked.
    pub why: Text,
    /// A note that answers the question well.
    pub good_example: Text,
    /// A note that does not.
    pub poor_example: Text,
    /// Why it does not.
    pub poor_because: Text,
    /// Suggested time in minutes.
    pub minutes: u32,
    /// Place in the order of filling, from 1.
    pub fill_order: u32,
    /// Left edge in columns, from 0; halves are possible.
    pub column: f64,
    /// Top edge in rows, from 0; halves are possible.
    pub row: f64,
    /// Width in columns; halves are possible.
    pub column_span: f64,
    /// Height in rows; halves are possible.
    pub row_span: f64,
    /// Whether the method marks the section as one of its canvas's most important.
    #[serde(default)]
    pub highlight: bool,
    /// Whether the notes are steps of a journey, one after another.
    #[serde(default)]
    pub journey_steps: bool,
    /// The kind of a note that says nothing else.
    pub default_kind: Kind,
    /// Sections of other canvases whose results this one takes up, each as `canvas.section`, the most useful first.
    #[serde(default)]
    pub from: Vec<String>,
    /// What should be made of its notes further on.
    #[serde(default)]
    pub expects: Vec<Expectation>,
}

/// What a section expects to be made of its notes: each is named, by one of these relations, by a note of one of these
/// sections.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Id of the rule a note breaks of which nothing was made.
    pub rule: String,
    /// The kind of note that is meant; nothing where every kind is.
    pub kind: Option<Kind>,
    /// The relations that count, as words of a note.
    pub relations: Vec<String>,
    /// The sections whose notes count, each as `canvas.section`.
    pub by: Vec<String>,
}

impl CanvasTemplate {
    /// Brings the sections into fill order, which files need not keep.
    pub fn arrange(&mut self) {
        self.sections.sort_by_key(|section| section.fill_order);
    }

    /// The section with that id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&SectionTemplate> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// Where the section with that id stands in fill order, from 0.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.sections.iter().position(|section| section.id == id)
    }
}
