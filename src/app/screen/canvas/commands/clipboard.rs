//! Notes, sections and canvases as text for other programs.

use std::fmt::Write as _;

use crate::app::command::{Command, Linear, Scope};
use crate::app::screen::{SectionView, sections_of};
use crate::app::{Cx, Model, TerminalEffect};
use crate::document::Canvas;
use crate::i18n::Sentence;

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("copy-section", CANVAS, &["Y"], |cx, _| hand_over(cx, false)).linear(&[Linear::Never]),
    Command::new("copy-canvas", CANVAS, &["alt-y"], |cx, _| hand_over(cx, true)).linear(&[Linear::Never]),
];

/// The texts of the chosen notes, one below the other.
pub(super) fn notes(model: &Model) -> String {
    let Some((state, _, canvas)) = model.canvas() else { return String::new() };
    let chosen = state.chosen(canvas);
    let texts: Vec<&str> = chosen.iter().filter_map(|id| canvas.note(*id)).map(|note| note.text.as_str()).collect();
    texts.join("\n")
}

fn hand_over(cx: &mut Cx, whole: bool) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let language = cx.model.language();
    let sections = sections_of(doc, &cx.model.method);
    let mut text = String::new();
    if whole {
        let _ = writeln!(text, "# {}", canvas.head.title);
    }
    for (at, view) in sections.iter().enumerate().filter(|(at, _)| whole || *at == state.section) {
        if whole {
            text.push('\n');
        }
        section(&mut text, at, view, canvas, language);
    }
    cx.effect(TerminalEffect::Copy { text });
    cx.say(Sentence::new(if whole { key!("message.canvas-copied") } else { key!("message.section-copied") }));
}

/// A heading and a list; what is grouped under a note stands under it.
fn section(text: &mut String, at: usize, view: &SectionView, canvas: &Canvas, language: &str) {
    let _ = writeln!(text, "## {} {}", at + 1, view.title(language));
    for (place, note) in canvas.notes_of(view.id).enumerate() {
        let indent = if note.under.is_some_and(|head| canvas.note(head).is_some()) { "  " } else { "" };
        let mut lines = note.text.lines();
        let _ = writeln!(text, "{indent}- {}.{} {}", at + 1, place + 1, lines.next().unwrap_or_default());
        for line in lines {
            let _ = writeln!(text, "{indent}  {line}");
        }
    }
}
