//! Findings for reading, each with its line.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::super::context::Context;
use super::super::output::{Line, Tone};
use super::findings::{Findings, Said};
use super::rules;
use crate::assess::rules::Severity;
use crate::cli::words::grouped;
use crate::document::text::{invisible, symbol, visible_line};

/// Prints the findings and, beside the result, how many there are.
pub(super) fn print(context: &mut Context, findings: &Findings) {
    let renderer = if context.out.coloured() { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(context.out.signs().decor()).term_width(context.out.width());
    for said in &findings.found {
        let text = render(context, &renderer, said);
        context.out.rendered(&text);
        context.out.rendered("\n\n");
    }
    for said in findings.cut_short() {
        let more = sentence!("cli.check.more", number = grouped(said.more), rule = said.rule, path = &said.from_here);
        let line = Line::of(rules::tone(said.severity), context.words.tell(&more));
        context.out.line(&line);
    }
    summary(context, findings);
}

fn render(context: &Context, renderer: &Renderer, said: &Said) -> String {
    let name = |word: &str| context.words.look_up(&format!("cli.check.severity.{word}"));
    let level = match said.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (source, span) = shown_line(&said.text, &said.span);
    let path = visible_line(&said.from_here);
    let title = level.with_name(name(said.severity.word())).primary_title(&*said.message).id(said.rule);
    let snippet =
        Snippet::source(&source).line_start(said.line).path(&*path).annotation(AnnotationKind::Primary.span(span));
    let help = Level::HELP.with_name(name("help")).message(&*said.help);
    renderer.render(&[title.element(snippet).element(help)])
}

/// The line in which a span begins, with a symbol for what cannot be shown, and what of it the span covers.
fn shown_line(text: &str, span: &Range<usize>) -> (String, Range<usize>) {
    let at = floor(text, span.start);
    let begin = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
    let end = text[at..].find('\n').map_or(text.len(), |feed| at + feed);
    // A byte order mark is no character of the line.
    let start = if text[begin..end].starts_with('\u{feff}') && begin == 0 { '\u{feff}'.len_utf8() } else { begin };
    // Of a line of megabytes only what stands around the span is shown.
    let start = if at.saturating_sub(start) > AROUND { ceil(text, at - AROUND) } else { start };
    let end = if end - at > AROUND { floor(text, at + AROUND) } else { end };
    let line = text[start..end].strip_suffix('\r').unwrap_or(&text[start..end]);
    let (from, to) = (at.saturating_sub(start), span.end.max(at).saturating_sub(start).min(line.len()));
    let mut shown = String::with_capacity(line.len());
    let mut marked = line.len()..line.len();
    for (at, character) in line.char_indices() {
        if at == from {
            marked.start = shown.len();
        }
        if at == to {
            marked.end = shown.len();
        }
        match invisible(line, at) {
            Some(_) => shown.push_str(&symbol(character)),
            None => shown.push(character),
        }
    }
    let start = if from >= line.len() { shown.len() } else { marked.start };
    let end = if to >= line.len() { shown.len() } else { marked.end };
    let end = end.max(start);
    (shown, start..end)
}

/// So many bytes of a line are shown before and after where a span begins.
const AROUND: usize = 1000;

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn summary(context: &mut Context, findings: &Findings) {
    let line = if findings.found.is_empty() {
        let sentence = sentence!("cli.check.clean", count = findings.files);
        Line::of(Tone::Good, context.words.tell(&sentence))
    } else {
        let sentence = sentence!(
            "cli.check.files",
            count = findings.files,
            errors = sentence!("cli.check.errors", count = findings.count(Severity::Error)),
            warnings = sentence!("cli.check.warnings", count = findings.count(Severity::Warning)),
            notes = sentence!("cli.check.notes", count = findings.count(Severity::Note)),
        );
        Line::plain(context.words.tell(&sentence))
    };
    if !context.out.quiet {
        context.out.aside(&line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_span_is_shown_with_symbols() {
        let text = "a = 1\nb\u{1b} = \"ä\u{9b}c\"\r\nd";
        let at = text.find('ä').expect("there");
        let (line, span) = shown_line(text, &(at..at + 4));
        assert_eq!(line, "b␛ = \"ä⟨9B⟩c\"");
        assert_eq!(&line[span], "ä⟨9B⟩");
    }

    #[test]
    fn spans_may_end_beyond_the_line_or_point_nowhere() {
        let (line, span) = shown_line("a = [\n1\n]", &(4..9));
        assert_eq!((line.as_str(), span), ("a = [", 4..5));
        assert_eq!(shown_line("", &(0..0)), (String::new(), 0..0));
        assert_eq!(shown_line("ab", &(90..99)).0, "ab");
        assert_eq!(shown_line("\u{feff}ab", &(3..4)), ("ab".to_owned(), 0..1));
        assert_eq!(shown_line("\u{feff}ab", &(0..0)), ("ab".to_owned(), 0..0));
        let (_, span) = shown_line("ab\ncd", &(2..3));
        assert_eq!(span, 2..2);
    }
}
