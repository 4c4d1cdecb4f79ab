//! What can be said of a file by line and column: severities, rules, places, and what is wrong in a file of the user's.
//!
//! The room is the lowest that speaks of files, so that reading, checking, themes and configuration report in one way. It
//! knows no document and renders nothing: text, JSON and SARIF are written by `cli`.

mod config_error;
mod place;
mod rule;
mod suggest;

pub use config_error::ConfigError;
pub use place::{Place, Position};
pub use rule::{MAX_FINDINGS_OF_A_RULE, Rule, Severity};
pub use suggest::{Known, named, nearest};
