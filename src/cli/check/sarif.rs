//! Findings as SARIF 2.1.0, which code hosts and editors read.

use serde::Serialize;

use super::super::NAME;
use super::super::context::Context;
use super::{Findings, Said};
use crate::assess::rules::RULES;
use crate::cli::words::grouped;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Result<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text,
    default_configuration: Level<'a>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Level<'a> {
    level: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result<'a> {
    rule_id: &'a str,
    level: &'a str,
    message: Text,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

/// Prints the findings, paths as seen from the current folder.
pub(super) fn print(context: &mut Context, findings: &Findings) {
    let rules = RULES.iter().map(|rule| Rule {
        id: rule.id,
        short_description: Text { text: context.words.look_up(&format!("rule.{}.title", rule.id)) },
        default_configuration: Level { level: rule.severity.word() },
    });
    let driver = Driver { name: NAME, version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    // SARIF has no place for a number of results that are left out: each is told as one more result.
    let more = findings.cut_short().map(|said| {
        let text = context.words.tell(&sentence!("cli.check.more_here", number = grouped(said.more)));
        Result { message: Text { text }, ..result(said) }
    });
    let results = findings.found.iter().map(result).chain(more).collect();
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    context.out.json(&Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] });
}

fn result(said: &Said) -> Result<'_> {
    Result {
        rule_id: said.rule,
        level: said.severity.word(),
        message: Text { text: format!("{} {}", said.message, said.help) },
        locations: [Location {
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(&said.from_here) },
                region: Region { start_line: said.line, start_column: said.column },
            },
        }],
    }
}

/// A path as the reference of a URI: what is not plain is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            use std::fmt::Write as _;
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("apiops/my orders/ä.toml"), "apiops/my%20orders/%C3%A4.toml");
        assert_eq!(uri("/tmp/x.toml"), "file:///tmp/x.toml");
    }
}
