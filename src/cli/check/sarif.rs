//! Findings as SARIF 2.1.0, which code hosts and editors read.

use serde::Serialize;

use super::super::NAME;
use super::super::context::Context;
use super::findings::{Findings, Said};
use crate::assess::rules::{RULES, Severity};
use crate::cli::words::grouped;

/// More results are not taken by whoever reads them.
const MAX_RESULTS: usize = 5_000;

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
    automation_details: Automation<'a>,
    column_kind: &'a str,
    results: Vec<Result<'a>>,
}

#[derive(Serialize)]
struct Automation<'a> {
    id: &'a str,
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
    full_description: Text,
    help: Help,
    /// Only where the program knows an address of its documentation.
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration<'a>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration<'a> {
    enabled: bool,
    level: &'a str,
}

#[derive(Serialize)]
struct Properties<'a> {
    tags: [&'a str; 2],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'a str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
}

/// GitHub compares the first alone.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "primaryLocationLineHash")]
    line: String,
    #[serde(rename = "stationmaster/v1")]
    own: String,
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
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

/// Prints the findings, errors first, paths from the root of the repository.
pub(super) fn print(context: &mut Context, findings: &Findings) {
    let driver = Driver {
        name: NAME,
        version: env!("CARGO_PKG_VERSION"),
        rules: RULES.iter().map(|it| rule(context, it)).collect(),
    };
    // SARIF has no place for a number of results that are left out: each is told as one more result.
    let more = findings.cut_short().map(|said| {
        let text = context.words.tell(&sentence!("cli.check.more_here", number = grouped(said.more)));
        let one = result(said);
        let own = format!("{}-more", said.fingerprint);
        let partial_fingerprints =
            Fingerprints { line: format!("{}:2", said.fingerprint.get(..16).unwrap_or_default()), own };
        (said.severity, Result { message: Text { text }, partial_fingerprints, ..one })
    });
    let results = findings.found.iter().map(|said| (said.severity, result(said)));
    let mut results: Vec<(Severity, Result<'_>)> = results.chain(more).collect();
    if results.len() > MAX_RESULTS {
        results.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
        let note = sentence!("cli.check.sarif_most", most = grouped(MAX_RESULTS), number = grouped(results.len()));
        let note = context.words.tell(&note);
        context.out.hint(&note);
        results.truncate(MAX_RESULTS);
    }
    let run = Run {
        tool: Tool { driver },
        automation_details: Automation { id: "stationmaster/check/" },
        column_kind: "unicodeCodePoints",
        results: results.into_iter().map(|(_, result)| result).collect(),
    };
    context.out.json(&Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] });
}

fn rule<'a>(context: &Context, rule: &'a crate::assess::rules::Rule) -> Rule<'a> {
    let say = |part: &str| context.words.look_up(&format!("rule.{}.{part}", rule.id));
    let title = say("title");
    let help = say("help");
    let address = Some(env!("CARGO_PKG_REPOSITORY")).filter(|address| !address.is_empty());
    Rule {
        id: rule.id,
        full_description: Text { text: format!("{title}. {help}") },
        help: Help { markdown: format!("**{title}**\n\n{help}"), text: help },
        help_uri: address.map(|address| format!("{address}/blob/main/docs/rules.md#{}", rule.id)),
        short_description: Text { text: title },
        default_configuration: Configuration { enabled: !rule.is_off, level: rule.severity.word() },
        properties: Properties { tags: [NAME, if rule.invalidates { "file" } else { "content" }] },
    }
}

fn result(said: &Said) -> Result<'_> {
    Result {
        rule_id: said.rule,
        rule_index: RULES.iter().position(|rule| rule.id == said.rule).unwrap_or_default(),
        level: said.severity.word(),
        message: Text { text: format!("{} {}", said.message, said.help) },
        locations: [Location {
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(&said.from_root), uri_base_id: "%SRCROOT%" },
                region: Region { start_line: said.line, start_column: said.column },
            },
        }],
        partial_fingerprints: Fingerprints {
            line: format!("{}:1", said.fingerprint.get(..16).unwrap_or_default()),
            own: said.fingerprint.clone(),
        },
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
