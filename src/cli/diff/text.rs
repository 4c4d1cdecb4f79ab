//! Differences as lines for people.

use unicode_width::UnicodeWidthStr as _;

use super::super::context::Context;
use super::super::output::{Line, Tone};
use super::super::snapshot::Difference;
use super::lines::{self, Told};
use crate::merge::changes::words::{Run, compare};
use crate::merge::changes::{ChangeKind, Counts};

/// Prints the differences, a document after the other, and how many there are; with `stat` only how many.
pub(super) fn print(context: &mut Context, differences: &[Difference], stat: bool) {
    for difference in differences {
        let (path, fate) = lines::heading(context, difference);
        let mut line = Line::of(Tone::Strong, path);
        if let Some(fate) = fate {
            line = line.and(Tone::Muted, format!("  {fate}"));
        }
        if stat {
            let counted = lines::counted(context, Counts::of(&difference.changes));
            line = line.and(Tone::Plain, format!("  {counted}"));
        }
        context.out.line(&line);
        if !stat {
            document(context, difference);
        }
    }
    if differences.is_empty() {
        let nothing = context.words.say(key!("cli.diff.nothing"));
        context.out.hint(&nothing);
    } else {
        let summary = lines::summary(context, differences);
        context.out.line(&Line::of(Tone::Strong, summary));
    }
}

fn document(context: &mut Context, difference: &Difference) {
    let told: Vec<(Told, &str)> = difference
        .changes
        .iter()
        .map(|change| {
            let sign = if change.is(ChangeKind::Added) {
                "+ "
            } else if change.is(ChangeKind::Removed) {
                "- "
            } else {
                ""
            };
            (lines::told(context, difference, change), sign)
        })
        .collect();
    let lead = |(told, sign): &(Told, &str)| {
        let called = format!("{sign}{}", told.called);
        if told.kinds.is_empty() { called } else { format!("{called} {}", told.kinds) }
    };
    // A long one does not push all others to the right.
    let width = told.iter().map(|one| lead(one).width()).filter(|width| *width <= 24).max().unwrap_or(0);
    for one in &told {
        let lead = lead(one);
        let room = " ".repeat(width.saturating_sub(lead.width()));
        let tone = match one.1 {
            "+ " => Tone::Good,
            "- " => Tone::Bad,
            _ => Tone::Caution,
        };
        let line = Line::plain("  ").and(tone, lead).and(Tone::Plain, format!("{room}  "));
        let line = match (&one.0.text_before, &one.0.moved) {
            (Some(before), _) => marked(line, before, &one.0.text),
            (None, Some((from, to))) => {
                let (dot, arrow) = (lines::dot(context), lines::arrow(context));
                line.and(Tone::Plain, format!("{}{dot}{from}{arrow}{to}", one.0.text))
            }
            (None, None) => line.and(Tone::Plain, &one.0.text),
        };
        context.out.line(&line);
        rows(context, &one.0, width);
    }
}

fn rows(context: &mut Context, told: &Told, width: usize) {
    for row in &told.rows {
        let room = " ".repeat((width + 4).saturating_sub(6 + row.label.width()).max(2));
        let line = Line::plain("      ").and(Tone::Muted, &row.label).and(Tone::Plain, room);
        let is_text = |value: &str| value.contains(char::is_whitespace);
        let line = match (&row.before, &row.after) {
            (Some(before), Some(after)) if is_text(before) && is_text(after) => marked(line, before, after),
            (before, after) => {
                let nothing = lines::nothing(context);
                let value = |value: &Option<String>| value.clone().unwrap_or_else(|| nothing.to_owned());
                let (before, after) = (value(before), value(after));
                // What came or went whole has one side only.
                match told.kinds.as_str() {
                    "" => line.and(Tone::Plain, if row.after.is_some() { after } else { before }),
                    _ => line.and(Tone::Plain, format!("{before}{}{after}", lines::arrow(context))),
                }
            }
        };
        context.out.line(&line);
    }
}

/// A text in which the words that went and came are marked.
fn marked(line: Line, before: &str, after: &str) -> Line {
    compare(before, after).into_iter().fold(line, |line, run| match run {
        Run::Same(text) => line.and(Tone::Plain, text),
        Run::Gone(text) => line.and(Tone::Bad, format!("[-{text}-]")),
        Run::New(text) => line.and(Tone::Good, format!("{{+{text}+}}")),
    })
}
