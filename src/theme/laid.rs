//! A theme file of the program, as the build script reads it and lays it out. Part of both.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A theme file, of which every word is still as it was written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LaidTheme {
    /// The name it gives itself.
    pub name: String,
    /// The theme that gives what it leaves out.
    pub extends: Option<String>,
    /// `dark` or `light`.
    pub ground: Option<String>,
    /// The contrast it promises.
    pub contrast: Option<f64>,
    /// Whether it is read from afar.
    pub distant: Option<bool>,
    /// Looks by the words of their roles.
    #[serde(default)]
    pub roles: BTreeMap<String, LaidLook>,
}

/// How a role looks.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[allow(clippy::struct_excessive_bools)] // five switches that a theme sets one by one
pub(crate) struct LaidLook {
    /// The colour of letters.
    pub fg: Option<String>,
    /// The colour behind them.
    pub bg: Option<String>,
    /// Strong letters.
    pub bold: bool,
    /// Weak letters.
    pub dim: bool,
    /// Slanted letters.
    pub italic: bool,
    /// A line below.
    pub underline: bool,
    /// Letters and background exchanged.
    pub reverse: bool,
}
