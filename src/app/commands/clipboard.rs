//! Notes, sections and canvases as text for other programs.

use std::fmt::Write as _;

use super::{Command, Scope};
use crate::app::screens::{SectionView, sections_of};
use crate::app::{Effect, Model, Turn};
use crate::document::Canvas;
use crate::i18n::Sentence;

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(super) const ROWS: &[Command] = &[
    Command::new("copy-section", CANVAS, &["Y"], |turn, _| hand_over(turn, false)),
    Command::new("copy-canvas", CANVAS, &["alt-y"], |turn, _| hand_over(turn, true)),
];

/// The texts of the chosen notes, one below the other.
pub(super) fn notes(model: &Model) -> String {
    let Some((state, _, canvas)) = model.canvas() else { return String::new() };
    let chosen = state.chosen(canvas);
    let texts: Vec<&str> = chosen.iter().filter_map(|id| canvas.note(*id)).map(|note| note.text.as_str()).collect();
    texts.join("\n")
}

fn hand_over(turn: &mut Turn, whole: bool) {
    let Some((state, doc, canvas)) = turn.model.canvas() else { return };
    let language = turn.model.language();
    let sections = sections_of(doc, &turn.model.method);
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
    turn.effects.push(Effect::Copy { text });
    turn.say(Sentence::new(if whole { "message.canvas-copied" } else { "message.section-copied" }));
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
