//! Groups by number: the room says which notes belong under which, and whoever drives types that as a line.

use super::glance::{Glance, file_of};
use crate::app::dialog::{FormField, Keeping, Problem};
use crate::app::query::labels::number_of;
use crate::app::screen::canvas::commands::grouping::{Regroup, regroup};
use crate::app::{Cx, Model};
use crate::document::{Canvas, Id};
use crate::i18n::{Sentence, SentenceKey};
use crate::workshop::groups::{Regrouping, Unreadable, read};

const LINE: SentenceKey = key!("dialog.regroup.line");

/// The notes that a line can be about.
#[derive(Clone, Debug)]
struct Notes {
    file: String,
    /// The section of the block, where it is about one.
    section: Option<String>,
}

/// Opens the line, over the notes with their numbers. Says whether there are notes to group.
pub(in crate::app) fn ask(cx: &mut Cx) -> bool {
    let Some(notes) = notes(cx.model) else { return false };
    let lines = lines(cx.model, &notes);
    if lines.len() < 2 {
        return false;
    }
    let field = FormField::line(LINE, "").hint(key!("dialog.regroup.hint"));
    cx.form(sentence!("dialog.regroup.title"), Keeping::Passing).lines(lines).fields([field]).whole().then(
        move |cx, form| {
            let line = form.first();
            if line.is_empty() {
                return Ok(());
            }
            let wrong = |sentence: Sentence| Problem::at(LINE, sentence);
            let steps = read(&line).map_err(|why| wrong(unreadable(why)))?;
            let steps = resolve(cx.model, &notes, &steps).map_err(wrong)?;
            match regroup(cx, &notes.file, &steps) {
                Ok(true) => {}
                Ok(false) => return Err(wrong(sentence!("dialog.regroup.nothing"))),
                Err(why) => return Err(wrong(why)),
            }
            // The room goes on with the groups as they are now.
            ask(cx);
            Ok(())
        },
    );
    true
}

fn notes(model: &Model) -> Option<Notes> {
    let glance = Glance::of(model)?;
    let file = file_of(model, glance.block.canvas.as_ref()?)?;
    model.docs.get(&file)?.canvas()?;
    Some(Notes { file, section: glance.block.section.clone() })
}

/// The notes of the section, or of all, in the order of the canvas.
fn ids(canvas: &Canvas, notes: &Notes) -> Vec<Id> {
    match &notes.section {
        Some(section) => canvas.notes_of(section).map(|note| note.id).collect(),
        None => canvas.notes().map(|(_, note)| note.id).collect(),
    }
}

/// A line for each note with its number; what is under another stands further in.
fn lines(model: &Model, notes: &Notes) -> Vec<String> {
    let Some(canvas) = model.docs.get(&notes.file).and_then(|doc| doc.canvas()) else { return Vec::new() };
    let line = |id: &Id| {
        let note = canvas.note(*id)?;
        let number = number_of(model, &notes.file, *id)?;
        let text = note.text.lines().collect::<Vec<_>>().join(" ");
        let inset = if note.under.is_some() { "    " } else { "" };
        Some(format!("{inset}{number:>4}  {text}"))
    };
    ids(canvas, notes).iter().filter_map(line).collect()
}

/// The notes that the numbers of a line stand for.
fn resolve(model: &Model, notes: &Notes, steps: &[Regrouping]) -> Result<Vec<Regroup>, Sentence> {
    let canvas = model.docs.get(&notes.file).and_then(|doc| doc.canvas());
    let canvas = canvas.ok_or_else(|| sentence!("message.session-no-notes"))?;
    let all: Vec<(String, Id)> =
        canvas.notes().filter_map(|(_, note)| Some((number_of(model, &notes.file, note.id)?, note.id))).collect();
    let of_section: Vec<Id> = ids(canvas, notes);
    let find = |word: &String| {
        let whole = all.iter().find(|(number, _)| number == word).map(|(_, id)| *id);
        let short = || {
            let place: usize = word.parse().ok()?;
            let section = notes.section.is_some().then_some(&of_section)?;
            section.get(place.checked_sub(1)?).copied()
        };
        whole.or_else(short).ok_or_else(|| sentence!("dialog.regroup.no-such-note", number = word))
    };
    let step = |step: &Regrouping| match step {
        Regrouping::Out(words) => Ok(Regroup::Out(words.iter().map(find).collect::<Result<_, _>>()?)),
        Regrouping::Under { members, head } => {
            let (ids, to) = (members.iter().map(find).collect::<Result<Vec<Id>, _>>()?, find(head)?);
            if ids.contains(&to) {
                return Err(sentence!("dialog.regroup.under-itself", number = head));
            }
            Ok(Regroup::Under { head: to, ids })
        }
    };
    steps.iter().map(step).collect()
}

fn unreadable(why: Unreadable) -> Sentence {
    match why {
        Unreadable::NoNumber(word) => sentence!("dialog.regroup.no-number", word = word),
        Unreadable::Left(numbers) => sentence!("dialog.regroup.left", numbers = numbers.join(" ")),
        Unreadable::NothingBefore(sign) => sentence!("dialog.regroup.nothing-before", sign = sign.to_string()),
        Unreadable::NoHead(numbers) => sentence!("dialog.regroup.no-head", numbers = numbers.join(" ")),
    }
}
