//! Reading `stationmaster.toml`.

use toml::de::DeTable;

use super::super::grammar::{Node, files};
use super::values::{FORMAT, Reader};
use crate::document::{Names, Settings};

/// Reads settings. Whether a policy names a rule there is, is for the room that has the rules.
pub(super) fn read(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Settings {
    let mut record = reader.record(table, 0..0, &files::SETTINGS);
    let mut settings = Settings {
        format: record.number("format").unwrap_or(FORMAT),
        language: record.text("language"),
        names: record.word("names", Names::from_word).unwrap_or_default(),
        ..Settings::default()
    };
    if let (Some(policy), Some(Node::Each(each))) = (reader.table(table, "policy"), files::SETTINGS.at(&["policy"])) {
        settings.policy = reader.words(policy, each);
    }
    settings
}
