//! What others wrote into an entry while a form of it was open. Only what the person changed is written; where others made
//! something else of the same field, the person is asked which of them stands.

use super::of::Of;
use crate::app::dialog::{Dialog, Form, FormField, PickerItem, Problem};
use crate::app::editor::Lines;
use crate::app::follow_up::Kind;
use crate::app::{Cx, Model};
use crate::i18n::{Sentence, SentenceKey};

/// The fields of a form as they would be opened now.
pub(super) type FieldsOf = fn(&Model, &Of) -> Vec<FormField>;

/// The side that stands.
#[derive(Clone, Copy)]
enum Stands {
    Mine,
    Theirs,
}

/// Brings a form in line with its entry as it stands now: a field that only others changed says what they say, and a list
/// has what each side added.
///
/// # Errors
/// The entry cannot be written or is gone; or both changed a field, which has been asked about then.
pub(super) fn follow(cx: &mut Cx, kind: Kind, of: &Of, form: &mut Form, fields: FieldsOf) -> Result<(), Problem> {
    if of.key.is_none() {
        return Ok(());
    }
    let file = of.file();
    let first = form.fields.first().map(|field| field.label);
    let wrong = |sentence| first.map_or(Ok(()), |first| Err(Problem::at(first, sentence)));
    if cx.model.docs.get(&file).is_some_and(|doc| !doc.is_writable()) {
        return wrong(sentence!("message.not-writable", file = file));
    }
    let Some(entry) = of.stands(cx.model, kind) else { return wrong(sentence!("message.entry-gone")) };
    let about = entry.text("text").replace('\n', " ");
    for now in fields(cx.model, of) {
        let Some(field) = form.fields.iter_mut().find(|field| field.label == now.label) else { continue };
        if field.stood == now.stood {
            continue;
        }
        if !field.is_changed() {
            (field.editor, field.stood) = (now.editor, now.stood);
        } else if field.value() == now.stood.trim() {
            field.stood = now.stood;
        } else if field.is_list {
            let merged = merged(field, &now.stood);
            field.editor = crate::app::editor::Editor::new(merged, field.editor.lines());
            field.stood = now.stood;
        } else {
            let (mine, label) = (field.value(), field.label);
            ask(cx, &about, label, &mine, now);
            return Err(Problem::asked(label));
        }
    }
    Ok(())
}

/// The parts of a list as it stands in a field.
fn parts(text: &str, lines: Lines) -> Vec<&str> {
    let parts: Vec<&str> = match lines {
        Lines::Many => text.lines().collect(),
        Lines::One | Lines::Wrapped => {
            text.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';')).collect()
        }
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A list as others have it now, without what was taken out of the field and with what was added to it.
fn merged(field: &FormField, now: &str) -> String {
    let lines = field.editor.lines();
    let (stood, mine) = (parts(&field.stood, lines), parts(field.editor.text(), lines));
    let stays = |part: &&str| mine.contains(part) || !stood.contains(part);
    let mut merged: Vec<&str> = parts(now, lines).into_iter().filter(stays).collect();
    for part in mine {
        if !stood.contains(&part) && !merged.contains(&part) {
            merged.push(part);
        }
    }
    merged.join(if lines == Lines::Many { "\n" } else { " " })
}

/// Asks which side stands, over the form, which is then taken again. Closing the question leads back to the form.
fn ask(cx: &mut Cx, about: &str, label: SentenceKey, mine: &str, now: FormField) {
    let words = cx.model.words;
    let sides = [
        PickerItem::of(words, &sentence!("dialog.clash.ours"), Stands::Mine).named("ours"),
        PickerItem::of(words, &sentence!("dialog.clash.theirs"), Stands::Theirs).named("theirs"),
    ];
    let say = |key, text: &str| {
        let text = if text.trim().is_empty() { words.say(key!("dialog.clash.nothing")) } else { text.trim() };
        words.tell(&Sentence::new(key).with("text", text))
    };
    let what = sentence!("dialog.clash.entry", field = words.say(label), text = about);
    let lines = vec![
        words.tell(&what),
        say(key!("dialog.clash.our-side"), mine),
        say(key!("dialog.clash.their-side"), &now.stood),
    ];
    let title = sentence!("dialog.clash.form-title");
    let stood = now.stood;
    cx.pick(title).choices(sides).lines(lines).guarded().then(move |cx, side| {
        let Some(Dialog::Form(form)) = cx.model.dialog_mut() else { return };
        let Some(field) = form.fields.iter_mut().find(|field| field.label == label) else { return };
        if let Stands::Theirs = side {
            field.editor = crate::app::editor::Editor::new(stood.clone(), field.editor.lines());
        }
        field.stood = stood;
        cx.answer();
    });
}
