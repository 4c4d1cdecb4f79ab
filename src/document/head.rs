//! What stands at the top of a canvas or checklist, and its published versions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Value;

/// How far a document is agreed. People set it; nothing flips it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Being worked on.
    #[default]
    Draft,
    /// Ready for somebody to agree to.
    Proposed,
    /// Agreed.
    Accepted,
    /// Replaced by another.
    Superseded,
}

impl Status {
    /// Every status, in the order a document goes through them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Proposed, Self::Accepted, Self::Superseded];

    /// The word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Superseded => "superseded",
        }
    }

    /// The status a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// The head of a canvas or checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the file's format.
    pub format: u32,
    /// Id of the template.
    pub template: String,
    /// The document's own title.
    pub title: String,
    /// How far it is agreed.
    pub status: Status,
    /// The last published version; 0 before the first.
    pub version: u32,
    /// Id of the profile; checklists only.
    pub profile: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it should be looked at again.
    pub review_by: Option<NaiveDate>,
    /// Stem of the document that replaced it.
    pub superseded_by: Option<String>,
}

/// A key of the head that people change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadField {
    /// [`Head::title`]
    Title,
    /// [`Head::status`]
    Status,
    /// [`Head::version`]
    Version,
    /// [`Head::profile`]
    Profile,
    /// [`Head::owner`]
    Owner,
    /// [`Head::review_by`]
    ReviewBy,
    /// [`Head::superseded_by`]
    SupersededBy,
}

impl HeadField {
    /// Every key, in the order of a file: `format` and the template stand before them.
    pub const ALL: [Self; 7] =
        [Self::Profile, Self::Title, Self::Status, Self::Version, Self::Owner, Self::ReviewBy, Self::SupersededBy];

    /// The key in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Status => "status",
            Self::Version => "version",
            Self::Profile => "profile",
            Self::Owner => "owner",
            Self::ReviewBy => "review_by",
            Self::SupersededBy => "superseded_by",
        }
    }
}

/// One published version, as `[[history]]` records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its number, from 1.
    pub version: u32,
    /// When it was published.
    pub date: NaiveDate,
    pub by: Option<String>,
    /// Who agreed.
    pub approved_by: Option<String>,
    /// Where it was discussed.
    pub review: Option<String>,
    /// What changed, in a sentence.
    pub summary: String,
    /// Digest of the frozen file, `sha256:` and 64 hexadecimal digits.
    pub digest: Option<String>,
}

impl Head {
    /// The head of a new document.
    #[must_use]
    pub fn new(template: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            format: 1,
            template: template.into(),
            title: title.into(),
            status: Status::Draft,
            version: 0,
            profile: None,
            owner: None,
            review_by: None,
            superseded_by: None,
        }
    }

    /// The value of a key; nothing where the head does not have it.
    #[must_use]
    pub fn get(&self, field: HeadField) -> Option<Value> {
        match field {
            HeadField::Title => Some(Value::Text(self.title.clone())),
            HeadField::Status => Some(self.status.word().into()),
            HeadField::Version => Some(Value::Number(self.version)),
            HeadField::Profile => self.profile.clone().map(Value::Text),
            HeadField::Owner => self.owner.clone().map(Value::Text),
            HeadField::ReviewBy => self.review_by.map(|date| Value::Text(date.to_string())),
            HeadField::SupersededBy => self.superseded_by.clone().map(Value::Text),
        }
    }

    /// Gives a key a value or takes it away. Says whether that is possible; where it is not, the head stays as it was.
    pub fn set(&mut self, field: HeadField, value: Option<&Value>) -> bool {
        let text = || value.and_then(Value::as_text).map(str::to_owned);
        let fits = match field {
            HeadField::Version => matches!(value, Some(Value::Number(_))),
            HeadField::Title => matches!(value, Some(Value::Text(_))),
            HeadField::Status => value.and_then(Value::as_text).and_then(Status::from_word).is_some(),
            HeadField::ReviewBy => value.is_none() || text().is_some_and(|text| text.parse::<NaiveDate>().is_ok()),
            _ => matches!(value, None | Some(Value::Text(_))),
        };
        if !fits {
            return false;
        }
        match field {
            HeadField::Title => self.title = text().unwrap_or_default(),
            HeadField::Status => self.status = text().and_then(|word| Status::from_word(&word)).unwrap_or_default(),
            HeadField::Version => {
                if let Some(Value::Number(number)) = value {
                    self.version = *number;
                }
            }
            HeadField::Profile => self.profile = text(),
            HeadField::Owner => self.owner = text(),
            HeadField::ReviewBy => self.review_by = text().and_then(|text| text.parse().ok()),
            HeadField::SupersededBy => self.superseded_by = text(),
        }
        true
    }
}
