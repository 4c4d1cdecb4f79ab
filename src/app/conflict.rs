//! Both changed the same thing: what each side says, and the question which of them stands.

use super::clash::Clash;
use super::dialog::PickerItem;
use super::query::labels::number_of;
use super::{Cx, DraftOrigin, Model, Settled, WorkspaceEffect};
use crate::document::{Answer, Field, ProductKey, ProductValue, Style, Value};
use crate::i18n::Sentence;
use crate::journal::{Draft, DraftTarget, Record};
use crate::merge::{Conflict, Side, Subject};

/// The side that stands.
#[derive(Clone, Copy)]
enum Stands {
    Ours,
    Theirs,
}

/// Asks which side stands where both changed the same thing; theirs stands until somebody decides. `typed` is our side
/// where it is a text that was being typed, and so in no step.
pub(crate) fn ask(cx: &mut Cx, file: &str, conflict: Conflict, typed: Option<Draft>) {
    let kept = typed.map(|draft| keep(cx, draft));
    show(cx, Clash { file: file.to_owned(), conflict, kept, is_in_history: false }, false);
}

/// Asks again about what was put off.
pub(crate) fn ask_again(cx: &mut Cx) {
    for clash in std::mem::take(&mut cx.model.clashes).into_iter().rev() {
        show(cx, clash, true);
    }
}

/// Our text stays on offer over any number of starts until somebody has decided.
fn keep(cx: &mut Cx, draft: Draft) -> u64 {
    let number = cx.number();
    cx.effect(WorkspaceEffect::Journal(Record::DraftKept { number, draft }));
    number
}

/// Asks at once where the person asked for it, and otherwise once nobody is typing.
fn show(cx: &mut Cx, clash: Clash, is_wanted: bool) {
    let words = cx.model.words;
    let sides = [
        PickerItem::of(words, &sentence!("dialog.clash.ours"), Stands::Ours).named("ours"),
        PickerItem::of(words, &sentence!("dialog.clash.theirs"), Stands::Theirs).named("theirs"),
    ];
    let lines = describe(cx.model, &clash.file, &clash.conflict);
    let title = sentence!("dialog.clash.title", file = &clash.file);
    let put_off = clash.clone();
    let ask = cx.pick(title).choices(sides).lines(lines).guarded();
    let ask = if is_wanted { ask } else { ask.waits() };
    // Closing the question decides nothing.
    let ask = ask.on_cancel(move |cx| leave_open(cx, put_off));
    ask.then(move |cx, stands| {
        let Clash { file, conflict, kept, is_in_history } = clash;
        let said = match stands {
            Stands::Ours => {
                let step = conflict.take_ours();
                if !cx.change(&file, None, |plan| step.edits.into_iter().for_each(|edit| plan.make(edit))) {
                    cx.save(&file);
                }
                key!("message.clash-ours")
            }
            Stands::Theirs => {
                if !is_in_history {
                    give_up(cx, &file, &conflict);
                }
                key!("message.clash-theirs")
            }
        };
        if let Some(number) = kept {
            cx.effect(WorkspaceEffect::Settle(Settled::Draft(DraftOrigin::Here { number })));
        }
        cx.say(Sentence::new(said));
    });
}

/// The question was closed: theirs stands in the file, ours stays on offer and is one undo away.
fn leave_open(cx: &mut Cx, mut clash: Clash) {
    if !clash.is_in_history {
        give_up(cx, &clash.file, &clash.conflict);
        clash.is_in_history = true;
    }
    if clash.kept.is_none()
        && let Some(draft) = our_text(&clash)
    {
        clash.kept = Some(keep(cx, draft));
    }
    cx.model.clashes.push(clash);
    cx.warn(sentence!("message.clash-left", count = cx.model.clashes.len()));
}

/// Our side as a text for a note, where it is one.
fn our_text(clash: &Clash) -> Option<Draft> {
    let Subject::Field { id, field: Field::Text } = clash.conflict.what else { return None };
    let Some(Side::Value(Value::Text(text))) = &clash.conflict.ours else { return None };
    let target = DraftTarget::Field { id, field: Field::Text };
    Some(Draft { file: clash.file.clone(), target, text: text.clone(), cursor: text.len() })
}

/// Lets their side stand. Ours stands in the history as a step that was made and given up, so that undo brings it back.
fn give_up(cx: &mut Cx, file: &str, conflict: &Conflict) {
    let ours = conflict.take_ours();
    if cx.make(file, |plan| ours.edits.into_iter().for_each(|edit| plan.make(edit)))
        && let Some(back) = cx.model.history.last().map(|last| last.step.inverse())
    {
        cx.make(file, |plan| back.edits.into_iter().for_each(|edit| plan.make(edit)));
    }
    let theirs = conflict.take_theirs();
    cx.make(file, |plan| theirs.edits.into_iter().for_each(|edit| plan.make(edit)));
    cx.save(file);
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
