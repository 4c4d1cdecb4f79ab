//! The method's official data package, an unpacked npm package: its wording in the place of ours, as files of ours.
//!
//! Words come from the package, structure stays ours: an imported file is the built-in one with other words. Where the
//! package is built differently, that is listed. What the package does not say keeps our words. Texts are plain: see
//! `plain`.

mod compare;
mod data;
mod files;
mod plain;
mod source;
mod words;

use std::collections::BTreeSet;

pub use compare::Difference;
pub use files::{FILES, Fault, Files, LANGUAGES, files_of_language};
use plain::plain;
use source::Source;

use crate::method::Method;

/// What the package is called, and the folder of what was imported from it.
pub const NAME: &str = "apiops-cycles-method-data";
/// The file that says which package it is.
pub const HEAD: &str = "package.json";
/// Which package it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub version: String,
    /// The licence it is under.
    pub license: String,
}

/// What an import comes to.
#[derive(Clone, Debug)]
pub struct Import {
    /// The languages there are words in.
    pub languages: BTreeSet<String>,
    /// The files to keep, by their path below the folder of the import; without a word on where they come from.
    pub files: Vec<(String, String)>,
    /// Where the package is built differently.
    pub differences: Vec<Difference>,
    /// The files the package does not have.
    pub missing: Vec<String>,
    /// The files of the package that have no place here: longer texts and examples that its resources point to.
    pub left: Vec<String>,
}

/// Says which package it is, from its `package.json`.
///
/// # Errors
/// Where that cannot be understood, names another package, or lacks version or licence.
pub fn about(head: &[u8]) -> Result<About, Fault> {
    let head: data::Head = data::read(HEAD, head)?;
    if head.name != NAME {
        return Err(Fault::Other(plain(&head.name).unwrap_or_default().chars().take(80).collect()));
    }
    // Both stand in the first line of every file; a version is a word.
    let is_version = |text: &String| {
        text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+-_".contains(&byte))
    };
    let version = plain(&head.version).filter(is_version).ok_or(Fault::Without("version"))?;
    let license = plain(&head.license).filter(|text| text.len() <= 200).ok_or(Fault::Without("license"))?;
    Ok(About { version, license })
}

/// Puts the package's words into our files.
///
/// # Errors
/// Where a file cannot be understood, or the package holds nothing of use.
pub fn import(files: &Files, languages: &BTreeSet<String>) -> Result<Import, Fault> {
    let source = Source::read(files, languages)?;
    let method = Method::built_in();
    let files = words::files(&source, method);
    if files.is_empty() {
        return Err(Fault::Empty);
    }
    let differences = compare::differences(&source, method);
    let (languages, left) = (source.languages(), source.left());
    Ok(Import { languages, files, differences, missing: source.missing, left })
}
