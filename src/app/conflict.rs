//! Both changed the same thing: what each side says, and the question which of them stands.

use super::dialog::PickerItem;
use super::query::labels::number_of;
use super::{Cx, Model, WorkspaceEffect};
use crate::document::{Answer, ProductKey, ProductValue, Style, Value};
use crate::i18n::Sentence;
use crate::journal::Record;
use crate::merge::{Conflict, Side, Subject};

/// The side that stands.
#[derive(Clone, Copy)]
enum Stands {
    Ours,
    Theirs,
}

/// Asks which side stands where both changed the same thing; theirs stands until somebody decides.
pub fn ask(cx: &mut Cx, file: &str, conflict: Conflict) {
    let words = cx.model.words;
    let sides = [
        PickerItem::of(words, &sentence!("dialog.clash.ours"), Stands::Ours).named("ours"),
        PickerItem::of(words, &sentence!("dialog.clash.theirs"), Stands::Theirs).named("theirs"),
    ];
    let lines = describe(cx.model, file, &conflict);
    let title = sentence!("dialog.clash.title", file = file);
    let (file, of_file) = (file.to_owned(), file.to_owned());
    let ask = cx.pick(title).choices(sides).lines(lines).waits();
    // Theirs stands already; what is ours is given up.
    let ask = ask.on_cancel(move |cx| {
        cx.save(&of_file);
        forget_draft(cx);
        cx.say(sentence!("message.clash-theirs"));
    });
    ask.then(move |cx, stands| {
        let (step, said) = match stands {
            Stands::Ours => (conflict.take_ours(), key!("message.clash-ours")),
            Stands::Theirs => (conflict.take_theirs(), key!("message.clash-theirs")),
        };
        if !cx.change(&file, None, |plan| step.edits.into_iter().for_each(|edit| plan.make(edit))) {
            cx.save(&file);
        }
        forget_draft(cx);
        cx.say(Sentence::new(said));
    });
}

/// It has been decided about a text that clashed; what is being typed now stays in the journal.
fn forget_draft(cx: &mut Cx) {
    if cx.model.canvas_state().is_none_or(|state| state.editing.is_none()) {
        cx.effect(WorkspaceEffect::Journal(Record::DraftDone));
    }
}

/// Three lines: what it is about, what is ours, what is theirs.
#[must_use]
fn describe(model: &Model, file: &str, conflict: &Conflict) -> Vec<String> {
    let number = || conflict.note_id().and_then(|id| number_of(model, file, id)).unwrap_or_default();
    let about = match &conflict.what {
        Subject::Field { field, .. } => {
            sentence!("dialog.clash.field", number = number(), field = field.word())
        }
        Subject::Place { .. } => sentence!("dialog.clash.place", number = number()),
        Subject::Existence { .. } => sentence!("dialog.clash.existence", number = number()),
        Subject::Mark { section } => sentence!("dialog.clash.mark", section = section),
        Subject::Head { field } => sentence!("dialog.clash.head", field = field.word()),
        Subject::Answer { item, .. } => sentence!("dialog.clash.answer", item = item),
        Subject::Entry { key } => entry_name(model, key),
        Subject::Register { path, .. } => sentence!("dialog.clash.head", field = path.join(".")),
        Subject::Template => sentence!("dialog.clash.template"),
    };
    let say = |key, side: &Option<Side>| {
        let text = side
            .as_ref()
            .map_or_else(|| model.words.say(key!("dialog.clash.nothing")).to_owned(), |side| words_of(model, side));
        model.words.tell(&Sentence::new(key).with("text", text))
    };
    vec![
        model.words.tell(&about),
        say(key!("dialog.clash.our-side"), &conflict.ours),
        say(key!("dialog.clash.their-side"), &conflict.theirs),
    ]
}

fn words_of(model: &Model, side: &Side) -> String {
    match side {
        Side::Value(Value::Text(text)) => text.clone(),
        Side::Value(Value::List(list)) => list.join(", "),
        Side::Value(Value::Number(number)) => number.to_string(),
        Side::Place(anchor) => match anchor.after {
            Some(id) => model.words.tell(&sentence!("dialog.clash.after", section = &anchor.section, note = id)),
            None => model.words.tell(&sentence!("dialog.clash.first", section = &anchor.section)),
        },
        Side::Note(note) => note.text.clone(),
        Side::Mark(mark) => match &mark.reason {
            Some(reason) => format!("{}: {reason}", mark.state.word()),
            None => mark.state.word().to_owned(),
        },
        Side::Answer(answer) => answer_in_words(answer),
        Side::Entry(value) => value_in_words(value),
        Side::RegisterValue(value) => value.to_string(),
        Side::RegisterEntry(entry) => entry.text("text").unwrap_or_default().to_owned(),
        Side::EntryPlace(place) => place.after.clone().unwrap_or_default(),
    }
}

fn answer_in_words(answer: &Answer) -> String {
    let verdict = answer.verdict.map(|verdict| verdict.word().to_owned());
    let date = answer.date.map(|date| date.to_string());
    let parts = [verdict, answer.by.clone(), date, answer.reason.clone()];
    let evidence = (!answer.evidence.is_empty()).then(|| answer.evidence.join(", "));
    parts.into_iter().chain([evidence]).flatten().collect::<Vec<_>>().join(" · ")
}

/// What an entry of a product is about.
fn entry_name(model: &Model, key: &ProductKey) -> Sentence {
    let language = model.language();
    match key {
        ProductKey::Name => sentence!("dialog.clash.product-key", key = "name"),
        ProductKey::Cycle => sentence!("dialog.clash.product-key", key = "cycle"),
        ProductKey::Styles => sentence!("dialog.clash.product-key", key = "styles"),
        ProductKey::Openapi => sentence!("dialog.clash.product-key", key = "openapi"),
        ProductKey::Member(id) => {
            let person = model.method.people().iter().find(|person| person.id == *id);
            let name = person.map_or(id.as_str(), |person| person.title.get(language));
            sentence!("dialog.clash.member", person = name)
        }
        ProductKey::Criterion(id) => {
            let text = model.method.criterion(id).map_or(id.as_str(), |criterion| criterion.text.get(language));
            sentence!("dialog.clash.criterion", criterion = text)
        }
        ProductKey::Reviewed { station, stem } => {
            sentence!("dialog.clash.reviewed", file = stem, station = station)
        }
        ProductKey::Round(id) => sentence!("dialog.clash.round", id = id),
    }
}

fn value_in_words(value: &ProductValue) -> String {
    let joined = |parts: Vec<Option<String>>| parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    match value {
        ProductValue::Text(text) => text.clone(),
        ProductValue::Styles(styles) => styles.iter().map(|style| Style::word(*style)).collect::<Vec<_>>().join(", "),
        ProductValue::Criterion(answer) => {
            let evidence = (!answer.evidence.is_empty()).then(|| answer.evidence.join(", "));
            let date = answer.date.map(|date| date.to_string());
            joined(vec![Some(answer.answer.word().to_owned()), answer.by.clone(), date, answer.note.clone(), evidence])
        }
        ProductValue::Reviewed(mark) => joined(vec![mark.by.clone(), mark.date.map(|date| date.to_string())]),
        ProductValue::Round(round) => joined(vec![
            Some(round.number.to_string()),
            Some(round.verdict.word().to_owned()),
            Some(round.reason.clone()),
        ]),
    }
}
