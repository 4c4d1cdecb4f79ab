//! Differences as Markdown, for a comment on a pull request.

use std::fmt::Write as _;

use super::super::context::Context;
use super::super::snapshot::Difference;
use super::lines::{self, Told};
use crate::exchange::markdown::escaped;
use crate::merge::changes::words::{Run, compare};
use crate::merge::changes::{ChangeKind, Counts};

/// The first line, by which a program finds its comment again.
const MARK: &str = "<!-- stationmaster-diff -->";

/// A table with more changes than this is folded.
const MAX_UNFOLDED_ROWS: usize = 20;

/// Prints the differences: a heading and a table a document, and how many there are; with `stat` only how many.
pub(super) fn print(context: &mut Context, differences: &[Difference], stat: bool) {
    let mut out = format!("{MARK}\n");
    let summary = match differences {
        [] => context.words.say(key!("cli.diff.nothing")),
        differences => lines::summary(context, differences),
    };
    let _ = writeln!(out, "**{}**", escaped(&summary));
    for difference in differences {
        let (path, fate) = lines::heading(context, difference);
        let fate = fate.map(|fate| format!(" ({})", escaped(&fate))).unwrap_or_default();
        let _ = writeln!(out, "\n### {}{fate}", escaped(&path));
        let counted = lines::counted(context, Counts::of(&difference.changes));
        if counted.is_empty() {
            continue;
        }
        if stat {
            let _ = writeln!(out, "\n{}", escaped(&counted));
            continue;
        }
        let is_long = difference.changes.len() > MAX_UNFOLDED_ROWS;
        if is_long {
            let _ = write!(out, "\n<details>\n<summary>{}</summary>\n", escaped(&counted));
        }
        table(context, difference, &mut out);
        if is_long {
            out.push_str("\n</details>\n");
        }
    }
    context.out.rendered(&out);
}

fn table(context: &Context, difference: &Difference, out: &mut String) {
    let (was, is) = (context.words.say(key!("cli.diff.was")), context.words.say(key!("cli.diff.is")));
    let _ = write!(out, "\n| | {} | {} |\n|---|---|---|\n", escaped(&was), escaped(&is));
    for change in &difference.changes {
        let told = lines::told(context, difference, change);
        let text = escaped(&told.text);
        let kind = change.kinds.first().copied().unwrap_or(ChangeKind::Changed);
        let (label, before, after) = match (kind, &told) {
            (ChangeKind::Added, _) => (format!("+ {}", told.called), String::new(), text),
            (ChangeKind::Removed, _) => (format!("- {}", told.called), text, String::new()),
            (_, Told { text_before: Some(before), text: now, .. }) => {
                let (before, after) = marked(before, now);
                (format!("{} {}", told.called, told.kinds), before, after)
            }
            (_, Told { moved: Some((from, to)), .. }) => {
                let place = |place: &str| format!("{text}{}{}", lines::dot(context), escaped(place));
                (format!("{} {}", told.called, told.kinds), place(from), place(to))
            }
            // What it says stayed; the fields below say what did not.
            _ => (format!("{} {}", told.called, told.kinds), text.clone(), text),
        };
        let _ = writeln!(out, "| {} | {before} | {after} |", escaped(&label));
        for row in &told.rows {
            let nothing = lines::nothing(context).to_owned();
            let value = |value: &Option<String>| value.as_deref().map_or(nothing.clone(), escaped);
            let label = format!("{}{}{}", told.called, lines::dot(context), row.label);
            let _ = writeln!(out, "| {} | {} | {} |", escaped(&label), value(&row.before), value(&row.after));
        }
    }
}

/// Both texts, in which the words that went and came are marked.
fn marked(before: &str, after: &str) -> (String, String) {
    let (mut was, mut is) = (String::new(), String::new());
    for run in compare(before, after) {
        match run {
            Run::Same(text) => {
                was.push_str(&escaped(&text));
                is.push_str(&escaped(&text));
            }
            Run::Gone(text) => {
                let _ = write!(was, "<del>{}</del>", escaped(&text));
            }
            Run::New(text) => {
                let _ = write!(is, "<ins>{}</ins>", escaped(&text));
            }
        }
    }
    (was, is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_went_and_came_are_marked() {
        assert_eq!(marked("a b", "a c"), ("a <del>b</del>".into(), "a <ins>c</ins>".into()));
    }
}
