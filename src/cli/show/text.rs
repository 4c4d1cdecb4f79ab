//! Texts under one another, as wide as the screen.

use super::super::context::Context;
use super::super::labels::Label;
use super::super::output::{Line, Tone};
use super::super::wrap::wrap;

/// Prints a text in lines, the first after `lead`, the others under it.
pub(super) fn paragraph(context: &mut Context, lead: &Line, tone: Tone, text: &str) {
    named(context, lead, tone, text, "");
}

/// The same with an id in parentheses after it; none where that is empty.
pub(super) fn named(context: &mut Context, lead: &Line, tone: Tone, text: &str, id: &str) {
    let indent = lead.width();
    let text = crate::document::text::visible(text).into_owned();
    let lines = wrap(&text, context.out.width().saturating_sub(indent));
    let last = lines.len().saturating_sub(1);
    let under = || Line::plain(" ".repeat(indent));
    for (at, line) in lines.iter().enumerate() {
        let start = if at == 0 { lead.clone() } else { under() };
        let line = start.and(tone, line);
        if at < last || id.is_empty() {
            context.out.line(&line);
            continue;
        }
        let with_id = line.clone().and(Tone::Muted, format!(" ({id})"));
        if with_id.width() <= context.out.width() {
            context.out.line(&with_id);
        } else {
            context.out.lines(&[line, under().and(Tone::Muted, format!("({id})"))]);
        }
    }
}

/// Prints `Label: text`, where there is text.
pub(super) fn labelled(context: &mut Context, indent: usize, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        let label = context.words.look_up(&format!("cli.show.label.{key}"));
        let lead = Line::plain(" ".repeat(indent)).and(Tone::Muted, format!("{label}: "));
        paragraph(context, &lead, Tone::Plain, text);
    }
}

/// Prints `Label: ` and what something is called.
pub(super) fn called(context: &mut Context, indent: usize, key: &str, label: &Label) {
    let title = context.words.look_up(&format!("cli.show.label.{key}"));
    titled(context, indent, &title, label);
}

/// The same with the title itself.
pub(super) fn titled(context: &mut Context, indent: usize, title: &str, label: &Label) {
    let lead = Line::plain(" ".repeat(indent)).and(Tone::Muted, format!("{title}: "));
    match label.said() {
        said if said.is_empty() => paragraph(context, &lead, Tone::Plain, &label.id),
        said => named(context, &lead, Tone::Plain, &said, &label.id),
    }
}
