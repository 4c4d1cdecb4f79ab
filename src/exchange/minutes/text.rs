//! Minutes as plain text.

use std::fmt::Write as _;

use super::page::{Body, Item, Page, Run};
use crate::document::text::{visible, visible_line};
use crate::layout::text::width;

pub(super) fn render(page: &Page) -> String {
    let title = visible_line(&page.title);
    let mut out = format!("{title}\n{}\n", "=".repeat(width(&title)));
    for (label, text) in &page.facts {
        let _ = writeln!(out, "{label}: {}", visible_line(text));
    }
    for part in &page.parts {
        let _ = writeln!(out, "\n{}\n{}", part.title, "-".repeat(width(&part.title)));
        match &part.body {
            Body::List(items) => items.iter().for_each(|item| render_item(item, 0, &mut out)),
            Body::Table(rows) => render_table(rows, &mut out),
        }
    }
    out
}

fn render_item(item: &Item, level: usize, out: &mut String) {
    let indent = "  ".repeat(level);
    let mut text = String::new();
    for run in &item.runs {
        let blank = if text.is_empty() { "" } else { " " };
        let _ = match run {
            Run::Text(said) => write!(text, "{blank}{}", visible(said)),
            Run::Label(label) => write!(text, "{blank}{}:", visible(label)),
            Run::Remark(remark) => write!(text, "{blank}({})", visible(remark)),
        };
    }
    for (at, line) in text.split('\n').enumerate() {
        let lead = if at == 0 { "- " } else { "  " };
        let _ = writeln!(out, "{}", format!("{indent}{lead}{line}").trim_end());
    }
    item.items.iter().for_each(|item| render_item(item, level + 1, out));
}

/// The first column begins where the line begins, numbers end where their column ends.
fn render_table(rows: &[Vec<String>], out: &mut String) {
    let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(|cell| visible_line(cell)).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or_default()).collect();
    for row in &rows {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let room = " ".repeat(widths[at].saturating_sub(width(cell)));
            let _ = if at == 0 { write!(line, "{cell}{room}") } else { write!(line, "  {room}{cell}") };
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
