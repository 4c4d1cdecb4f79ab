//! Minutes as a page of HTML: one file with its style in it, no script, no link.

use std::fmt::Write as _;

use super::page::{Body, Item, Page, Run};
use crate::document::text::visible;

const STYLE: &str = "\
body{font:16px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:46rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:1.8rem 0 .4rem;border-bottom:1px solid #d0d7de}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0}dt{color:#57606a}dd{margin:0}\
ul{margin:.2rem 0;padding-left:1.3rem}.remark{color:#57606a;font-size:.85em}.label{color:#57606a}\
table{border-collapse:collapse}th,td{padding:.15rem .8rem .15rem 0;text-align:left}\
td+td,th+th{text-align:right}tr:last-child{font-weight:600}\
@media (prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}h2{border-color:#30363d}\
dt,.remark,.label{color:#8d96a0}}\
@media print{body{margin:0;max-width:none}}";

pub(super) fn render(page: &Page, language: &str) -> String {
    let title = escaped(&page.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<dl>\n",
        escaped(language)
    );
    for (label, text) in &page.facts {
        let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(label), escaped(text));
    }
    out.push_str("</dl>\n");
    for part in &page.parts {
        let _ = writeln!(out, "<h2>{}</h2>", escaped(&part.title));
        match &part.body {
            Body::List(items) => render_items(items, &mut out),
            Body::Table(rows) => render_table(rows, &mut out),
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn render_items(items: &[Item], out: &mut String) {
    out.push_str("<ul>\n");
    for item in items {
        out.push_str("<li>");
        for (at, run) in item.runs.iter().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            let _ = match run {
                Run::Text(text) => write!(out, "{}", escaped(text)),
                Run::Label(label) => write!(out, "<span class=\"label\">{}:</span>", escaped(label)),
                Run::Remark(remark) => write!(out, "<span class=\"remark\">({})</span>", escaped(remark)),
            };
        }
        if !item.items.is_empty() {
            out.push('\n');
            render_items(&item.items, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn render_table(rows: &[Vec<String>], out: &mut String) {
    out.push_str("<table>\n");
    for (at, row) in rows.iter().enumerate() {
        let tag = if at == 0 { "th" } else { "td" };
        out.push_str("<tr>");
        for cell in row {
            let _ = write!(out, "<{tag}>{}</{tag}>", escaped(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

/// A text as HTML that says the same: nothing in it is markup, and what cannot be shown is a sign.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            other => out.push(other),
        }
    }
    out
}
