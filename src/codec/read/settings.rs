//! Reading `stationmaster.toml`.

use toml::de::DeTable;

use super::super::{rules, table_model};
use super::values::Reader;
use crate::document::{Names, Settings};

const SEVERITIES: [&str; 4] = ["off", "note", "warning", "error"];

/// Reads settings. Whether a policy names a rule there is, is for the room that has the rules.
pub(super) fn read(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Settings {
    reader.known_keys(table, table_model::SETTINGS_KEYS);
    let mut settings = Settings {
        format: reader.number(table, "format").unwrap_or(super::FORMAT),
        language: reader.text(table, "language"),
        names: reader
            .word(table, "names", rules::UNKNOWN_WORD, Names::from_word, &Names::ALL.map(Names::word))
            .unwrap_or_default(),
        ..Settings::default()
    };
    if let Some(policy) = reader.table(table, "policy") {
        for (key, item) in policy {
            let Some(severity) = reader.text(policy, key.get_ref()) else { continue };
            if !SEVERITIES.contains(&severity.as_str()) {
                reader.unknown(rules::UNKNOWN_WORD, item.span(), key.get_ref(), &severity, SEVERITIES);
            }
            settings.policy.insert(key.get_ref().clone().into_owned(), severity);
        }
    }
    settings
}
