//! Pasted text: into the one that is being typed, or as notes.

use super::change::{new_notes, unit};
use super::typing;
use crate::app::Cx;
use crate::app::commands::text::type_text;
use crate::app::dialog::PickerItem;
use crate::app::paste::{self, By, Pasted};
use crate::document::{Anchor, Note};
use crate::journal::DraftTarget;

/// How many notes of those that a paste would make are shown before.
const MAX_SHOWN: usize = 5;

/// What becomes of a pasted text of several lines.
#[derive(Clone)]
enum Split {
    /// These notes.
    Notes(Vec<Pasted>),
    /// One text.
    One,
    /// Nothing.
    None,
}

/// Takes a pasted text: into the text that is being typed, or as one or several notes, which is asked.
pub(in crate::app::screen::canvas) fn paste(cx: &mut Cx, text: &str) {
    let Some((state, doc, canvas)) = cx.model.canvas() else {
        return cx.warn(sentence!("message.paste-nowhere"));
    };
    let (file, is_typing) = (doc.file.clone(), state.editing.is_some());
    if !doc.is_writable() {
        return cx.warn(sentence!("message.not-writable", file = file));
    }
    let target = match &state.editing {
        Some(editing) => editing.target.clone(),
        None => match state.section_id(doc, &cx.model.method) {
            Some(section) => {
                let after = canvas.order(&section).last().copied();
                DraftTarget::New { at: Anchor { section, after } }
            }
            None => return,
        },
    };
    let notes = paste::notes(text, By::Line);
    if notes.len() > 1 {
        ask(cx, file, target, text.to_owned(), notes);
    } else if is_typing {
        type_text(cx, text);
    } else if !notes.is_empty() {
        add_notes(cx, &file, &target, notes);
    }
}

/// Asks what is to become of a text of several lines. Lines of paragraphs, broken to fit a page, can be put together.
fn ask(cx: &mut Cx, file: String, target: DraftTarget, text: String, notes: Vec<Pasted>) {
    let words = cx.model.words;
    let count = notes.len();
    let title = sentence!("dialog.split.title", count = count);
    let lines = notes.iter().take(MAX_SHOWN).map(shown).collect();
    let paragraphs = paste::notes(&text, By::Paragraph);
    let several = if notes.iter().any(|note| note.under.is_some()) {
        sentence!("dialog.split.grouped", count = count)
    } else {
        sentence!("dialog.split.several", count = count)
    };
    let in_paragraphs = (paragraphs.len() < count).then(|| {
        let sentence = sentence!("dialog.split.paragraphs", count = paragraphs.len());
        PickerItem::of(words, &sentence, Split::Notes(paragraphs)).named("paragraphs")
    });
    let several = PickerItem::of(words, &several, Split::Notes(notes)).mnemonic(words, key!("dialog.split.several"));
    let choices = std::iter::once(several.named("several")).chain(in_paragraphs).chain([
        PickerItem::of(words, &sentence!("dialog.split.one"), Split::One).named("one"),
        PickerItem::of(words, &sentence!("dialog.split.none"), Split::None).named("none"),
    ]);
    cx.pick(title).choices(choices).lines(lines).then(move |cx, split| match split {
        Split::Notes(notes) => add_notes(cx, &file, &target, notes),
        Split::One if cx.model.canvas_state().is_some_and(|state| state.editing.is_some()) => {
            type_text(cx, &text);
        }
        Split::One => add_notes(cx, &file, &target, vec![Pasted::plain(text.trim())]),
        Split::None => {}
    });
}

/// A note as the question shows it.
fn shown(note: &Pasted) -> String {
    let inset = if note.under.is_some() { "  " } else { "" };
    format!("{inset}· {}", note.text)
}

/// Puts pasted notes, in one step.
fn add_notes(cx: &mut Cx, file: &str, target: &DraftTarget, pasted: Vec<Pasted>) {
    // What was typed before the paste becomes a note of its own, and typing goes on after the pasted ones.
    let was_typing = cx.model.canvas_state().is_some_and(|state| state.editing.is_some());
    let typed = was_typing.then(|| typing::accept(cx)).flatten();
    let Some(canvas) = cx.model.docs.get(file).and_then(|doc| doc.canvas()) else { return };
    let (section, after) = match target {
        DraftTarget::New { at } => (at.section.clone(), typed.or(at.after)),
        // What is grouped under the note stays with it.
        DraftTarget::Field { id, .. } => {
            (canvas.section_of(*id).unwrap_or_default().to_owned(), unit(canvas, *id).last().copied())
        }
    };
    let mut notes: Vec<Note> = Vec::with_capacity(pasted.len());
    for Pasted { text, under } in pasted {
        let under = under.and_then(|head| notes.get(head)).map(|head| head.id);
        notes.push(Note { under, ..Note::new(cx.draw_id(), text) });
    }
    let last = notes.last().map(|note| note.id);
    let said = sentence!("message.pasted", count = notes.len());
    if !cx.change(file, Some(said), |plan| new_notes(plan, &section, after, notes)) {
        return;
    }
    if let Some(state) = cx.model.canvas_state_mut() {
        state.note = last;
    }
    if was_typing {
        typing::begin(cx, DraftTarget::New { at: Anchor { section, after: last } }, "");
    }
}

/// Adds texts to the section in focus, a note of each.
pub(in crate::app::screen::canvas) fn add_texts(cx: &mut Cx, texts: &[String]) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let Some(section) = state.section_id(doc, &cx.model.method) else { return };
    let after = canvas.order(&section).last().copied();
    let file = doc.file.clone();
    let notes = texts.iter().map(|text| Pasted::plain(text)).collect();
    add_notes(cx, &file, &DraftTarget::New { at: Anchor { section, after } }, notes);
}
