//! Publishing a document, as it is asked for and as it is prepared.

use chrono::NaiveDate;

use crate::document::Status;
use crate::merge::changes::Change;

/// What is asked for with a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// What changed, in a sentence.
    pub summary: Option<String>,
    /// Who owns the document; what is not given stays.
    pub owner: Option<String>,
    /// The day to look at it again; what is not given stays.
    pub review_by: Option<NaiveDate>,
    /// Who publishes it.
    pub by: Option<String>,
    /// Who agreed.
    pub approved_by: Option<String>,
    /// Where it was discussed.
    pub review: Option<String>,
    /// The status it has then.
    pub status: Status,
}

/// A document that can be published.
#[derive(Clone, Debug)]
pub struct Publishable {
    /// Path relative to the workspace.
    pub file: String,
    /// The number of the version.
    pub version: u32,
    /// The number of the version before, where there is one.
    pub last: Option<u32>,
    /// What has changed since then, or all there is.
    pub changes: Vec<Change>,
}
