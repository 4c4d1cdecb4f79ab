//! Findings as GitLab's Code Quality report.

use serde::Serialize;

use super::super::context::Context;
use super::findings::{Findings, Said};
use crate::assess::rules::Severity;
use crate::cli::words::grouped;

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    /// Unique: GitLab drops doubles.
    fingerprint: String,
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Prints the findings, paths from the root of the repository.
pub(super) fn print(context: &mut Context, findings: &Findings) {
    let more = findings.cut_short().map(|said| {
        let text = context.words.tell(&sentence!("cli.check.more_here", number = grouped(said.more)));
        Entry { description: text, fingerprint: format!("{}-more", said.fingerprint), ..entry(said) }
    });
    let entries: Vec<Entry<'_>> = findings.found.iter().map(entry).chain(more).collect();
    context.out.json(&entries);
}

fn entry(said: &Said) -> Entry<'_> {
    Entry {
        description: format!("{} {}", said.message, said.help),
        check_name: said.rule,
        fingerprint: said.fingerprint.clone(),
        severity: match said.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location { path: &said.from_root, lines: Lines { begin: said.line } },
    }
}
