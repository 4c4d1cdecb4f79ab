//! Reading `stationmaster.toml`.

use toml::de::DeTable;

use super::super::grammar::{Node, files};
use super::values::{FORMAT, Reader};
use crate::document::Settings;

/// Reads settings. Whether a policy names a rule there is, is for the room that has the rules.
pub(super) fn read(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Settings {
    let record = reader.record(table, 0..0, &files::SETTINGS);
    let mut settings = record.fill(Settings { format: FORMAT, ..Settings::default() });
    if let (Some(policy), Some(Node::Each(each))) = (reader.table(table, "policy"), files::SETTINGS.at(&["policy"])) {
        settings.policy = reader.words(policy, each);
    }
    settings
}
