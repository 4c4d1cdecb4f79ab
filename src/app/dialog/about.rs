//! The note that a question is about, as it stood when it was asked.

use crate::method::Kind;

/// The note that a question is about, or the first of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AboutNote {
    /// Its number.
    pub number: String,
    /// What it says.
    pub text: String,
    /// Its kind, which has a colour and a sign.
    pub kind: Kind,
    /// How many others the question is about.
    pub others: usize,
}
