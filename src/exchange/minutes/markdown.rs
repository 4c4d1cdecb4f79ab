//! Minutes as Markdown.

use std::fmt::Write as _;

use super::super::markdown::escaped;
use super::page::{Body, Item, Page, Run};

pub(super) fn render(page: &Page) -> String {
    let mut out = format!("# {}\n\n", escaped(&page.title));
    for (label, text) in &page.facts {
        let _ = writeln!(out, "- **{}:** {}", escaped(label), escaped(text));
    }
    for part in &page.parts {
        let _ = writeln!(out, "\n## {}\n", escaped(&part.title));
        match &part.body {
            Body::List(items) => items.iter().for_each(|item| render_item(item, 0, &mut out)),
            Body::Table(rows) => render_table(rows, &mut out),
        }
    }
    out
}

fn render_item(item: &Item, level: usize, out: &mut String) {
    let _ = write!(out, "{}-", "  ".repeat(level));
    for run in &item.runs {
        let _ = match run {
            Run::Text(text) => write!(out, " {}", in_item(text)),
            Run::Label(label) => write!(out, " **{}:**", escaped(label)),
            Run::Remark(remark) => write!(out, " ({})", escaped(remark)),
        };
    }
    out.push('\n');
    item.items.iter().for_each(|item| render_item(item, level + 1, out));
}

/// A text at the beginning of a point: a number, a dash or a plus there would begin a list of its own.
fn in_item(text: &str) -> String {
    let text = escaped(text.trim());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].chars().next() {
        Some('-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text,
    }
}

fn render_table(rows: &[Vec<String>], out: &mut String) {
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if at == 0 {
            let rule = (0..row.len()).map(|column| if column == 0 { "---" } else { "--:" });
            let _ = writeln!(out, "|{}|", rule.collect::<Vec<_>>().join("|"));
        }
    }
}
