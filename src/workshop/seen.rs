//! What the room sees beside notes and votes, as words: a decision while it is worded, what is gone through, when a break
//! is over.

use serde::{Deserialize, Serialize};

/// A form as it is filled in, so that the room words it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenForm {
    /// `decision` or `action`.
    pub kind: String,
    /// What it asks, in order.
    pub fields: Vec<SeenField>,
}

/// One thing that a form asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenField {
    pub label: String,
    pub text: String,
}

/// One of the things that the room goes through: an open action, an item of a checklist, what came of the session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenItem {
    pub text: String,
    /// Who and when, or how it was answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
