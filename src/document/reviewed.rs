//! Marks that a document was looked at for a station. One that is used at two stations has a mark of its own at each.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::file_table::file_table;

file_table! {
    /// A mark: the document was looked at and is good enough for the station.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Reviewed {
    } and {
        /// Who looked at it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
        /// When.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub date: Option<NaiveDate>,
    }
}

/// Id of a station to stem of a document to mark.
pub type Reviews = BTreeMap<String, BTreeMap<String, Reviewed>>;
