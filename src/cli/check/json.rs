//! Findings as one JSON document.

use serde::Serialize;

use super::super::context::Context;
use super::findings::Findings;

#[derive(Serialize)]
struct FindingsView<'a> {
    findings: Vec<FindingView<'a>>,
    /// Of which rule a file has more than are told; left out where none has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<MoreView<'a>>,
    /// How many files were looked at.
    files: usize,
}

#[derive(Serialize)]
struct MoreView<'a> {
    rule: &'a str,
    severity: &'a str,
    path: &'a str,
    /// How many more.
    count: usize,
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
    let more = findings.cut_short().map(|said| MoreView {
        rule: said.rule,
        severity: said.severity.word(),
        path: &said.path,
        count: said.more,
    });
    let (findings_view, more) = (view.collect(), more.collect());
    context.out.json(&FindingsView { findings: findings_view, more, files: findings.files });
}
