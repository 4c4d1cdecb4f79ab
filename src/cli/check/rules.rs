//! `check --rules`: every rule with its severity.

use serde::Serialize;

use super::super::context::Context;
use super::super::output::Tone;
use super::super::table::{Cell, Table};
use crate::assess::rules::{RULES, Severity};

#[derive(Serialize)]
struct RuleView {
    id: &'static str,
    severity: &'static str,
    title: String,
}

/// Prints the rules in the order of their list.
pub(super) fn print(context: &mut Context) {
    if context.json {
        let view: Vec<RuleView> = RULES
            .iter()
            .map(|rule| RuleView {
                id: rule.id,
                severity: rule.word(),
                title: context.words.look_up(&format!("rule.{}.title", rule.id)),
            })
            .collect();
        context.out.json(&view);
        return;
    }
    let mut table = Table::default();
    for rule in RULES {
        let title = context.words.look_up(&format!("rule.{}.title", rule.id));
        let severity = context.words.look_up(&format!("cli.check.severity.{}", rule.word()));
        table.row(vec![
            Cell::left(Tone::Strong, rule.id),
            Cell::left(tone(rule.severity), severity),
            Cell::left(Tone::Plain, title),
        ]);
    }
    context.out.lines(&table.lines(""));
}

/// The tone a severity is said in.
pub(super) fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Caution,
        Severity::Note => Tone::Muted,
    }
}
