//! The package's own files, as far as they are of use: what stands in each, and where it cannot be understood.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::Fault;

/// Words by their label, and lists by what they belong to.
pub(super) type Map<T> = BTreeMap<String, T>;

#[derive(Debug, Default, Deserialize)]
pub(super) struct CanvasData {
    #[serde(default)]
    pub layout: Layout,
    #[serde(default)]
    pub sections: Vec<SectionData>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Layout {
    pub columns: f64,
    pub rows: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SectionData {
    pub id: String,
    pub grid_position: Position,
    pub fill_order: f64,
    #[serde(default)]
    pub highlight: bool,
    #[serde(default)]
    pub journey_steps: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Position {
    pub column: f64,
    pub row: f64,
    pub col_span: f64,
    pub row_span: f64,
}

/// The words of a canvas in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct CanvasWords {
    pub title: Option<String>,
    pub purpose: Option<String>,
    pub how_to_use: Option<String>,
    pub sections: Map<SectionWords>,
}

/// The words of a section in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SectionWords {
    pub section: Option<String>,
    pub description: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CriterionData {
    pub id: String,
    pub description: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct People {
    pub stakeholders: Vec<PersonData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PersonData {
    pub id: String,
    pub title: String,
    pub description: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Resources {
    pub resources: Vec<ResourceData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ResourceData {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub description: String,
    pub category: String,
    pub canvas: Option<String>,
    pub snippet: Option<String>,
    #[serde(default)]
    pub outcomes: Vec<String>,
    #[serde(default, alias = "how-it-works")]
    pub how_it_works: HowItWorks,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct HowItWorks {
    pub steps: Vec<String>,
    pub tips: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Items<T> {
    pub items: Vec<T>,
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Lines {
    pub lines: Items<LineData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct LineData {
    pub id: String,
    pub title: String,
    pub description: String,
    pub order: f64,
    pub color: String,
    #[serde(default)]
    pub stations: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StationData {
    pub id: String,
    pub title: String,
    pub description: String,
    pub order: f64,
    pub lifecycle_stage: Option<String>,
    #[serde(default)]
    pub expected_evidence_tags: Vec<String>,
    #[serde(default, rename = "how_it_works", alias = "how-it-works")]
    pub how_it_works: Vec<StepData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct StepData {
    pub resource: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Cycles {
    pub cycles: Items<CycleData>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CycleData {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub stations: Vec<String>,
    #[serde(default)]
    pub station_labels: Map<String>,
    #[serde(default)]
    pub station_descriptions: Map<String>,
    #[serde(default)]
    pub recommended_resources: Map<Vec<String>>,
    #[serde(default)]
    pub entry_criteria: Vec<String>,
    #[serde(default)]
    pub exit_criteria: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StationCriteria {
    #[serde(default)]
    pub default: Map<Vec<String>>,
    #[serde(default)]
    pub by_cycle: Map<Map<Vec<String>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StationPeople {
    pub station_stakeholders_by_cycle: Map<Map<Vec<PartData>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PartData {
    pub stakeholder: String,
    pub involvement: String,
    #[serde(default)]
    pub responsibilities: Vec<DutyData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct DutyData {
    pub resource: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Audit {
    #[serde(default)]
    pub profiles: Map<ProfileData>,
    #[serde(default)]
    pub stages: Vec<StageData>,
    #[serde(default)]
    pub guidelines: Vec<GuidelineData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ProfileData {
    pub description: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct StageData {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub items: Vec<ItemData>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ItemData {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub applicable_to: Vec<String>,
    #[serde(default)]
    pub automation_level: String,
    #[serde(default)]
    pub produced_by_station: Vec<String>,
    #[serde(default)]
    pub produced_by_station_criteria: Vec<String>,
    #[serde(default)]
    pub guidelines: Vec<String>,
    #[serde(default)]
    pub resource_source: Vec<String>,
    #[serde(default)]
    pub expected_evidence_tags: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GuidelineData {
    pub id: String,
}

/// The head of the package.
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub version: String,
    #[serde(default, deserialize_with = "license")]
    pub license: String,
}

/// A licence is a name; old packages give a table with one.
fn license<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Name(String),
        Table {
            #[serde(rename = "type")]
            name: String,
        },
    }
    Ok(match Form::deserialize(from)? {
        Form::Name(name) | Form::Table { name } => name,
    })
}

/// Reads one file of the package.
///
/// # Errors
/// Where it is no JSON, or says something else than it should where it should.
pub(super) fn read<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| Fault::Unreadable {
        path: path.to_owned(),
        line: error.line(),
        column: error.column(),
        // The place stands beside it.
        detail: error.to_string().split(" at line ").next().unwrap_or_default().to_owned(),
    })
}
