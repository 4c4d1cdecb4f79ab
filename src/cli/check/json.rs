//! Findings as one JSON document.

use serde::Serialize;

use super::super::context::Context;
use super::Findings;

#[derive(Serialize)]
struct FindingsView<'a> {
    findings: Vec<FindingView<'a>>,
    /// How many files were looked at.
    files: usize,
}

#[derive(Serialize)]
struct FindingView<'a> {
    rule: &'a str,
    severity: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: &'a str,
}

/// Prints the findings, their paths relative to the workspace.
pub(super) fn print(context: &mut Context, findings: &Findings) {
    let view = findings.found.iter().map(|said| FindingView {
        rule: said.rule,
        severity: said.severity.word(),
        path: &said.path,
        line: said.line,
        column: said.column,
        message: &said.message,
        help: &said.help,
    });
    context.out.json(&FindingsView { findings: view.collect(), files: findings.files });
}
