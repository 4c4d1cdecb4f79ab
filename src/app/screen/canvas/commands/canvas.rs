//! Commands on what stands beside a note's text, on the state of a section, and on how the canvas is shown.

use super::change::{about, notes_of, numbers};
use crate::app::command::{Command, Linear, Number, Scope, can_change_note, has_note, writable};
use crate::app::dialog::{FormField, PickerItem, Problem};
use crate::app::form_drafts::Reopen;
use crate::app::screen::{CanvasState, Mode, sections_of};
use crate::app::{Cx, Model, place};
use crate::document::{Basis, Field, Id, Mark, SectionState, Value};
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;
use crate::method::Kind;

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("kind", CANVAS, &["t"], |cx, _| kind(cx))
        .linear(&[Linear::Asks])
        .footer()
        .enabled_when(can_change_note),
    Command::new("basis", CANVAS, &["b"], |cx, _| basis(cx))
        .linear(&[Linear::Asks])
        .footer_when_wide()
        .enabled_when(can_change_note),
    Command::new("question", CANVAS, &["o"], |cx, _| ask_beside(cx, QUESTION))
        .linear(&[Linear::Asks])
        .footer_when_wide()
        .enabled_when(can_change_note),
    Command::new("color", CANVAS, &["C"], |cx, _| ask_beside(cx, COLOR))
        .linear(&[Linear::Asks])
        .enabled_when(can_change_note),
    Command::new("section-state", CANVAS, &["s"], |cx, _| state(cx))
        .linear(&[Linear::Asks, Linear::TakesSections])
        .footer()
        .enabled_when(writable),
];

/// The forms in the journal.
const SOURCE_FORM: &str = "source";
const FIELD_FORM: &str = "field";
const REASON_FORM: &str = "reason";

pub(in crate::app) const FORMS: &[Reopen] = &[
    Reopen::new(SOURCE_FORM, |cx, draft| {
        let ids = notes_of(cx, draft);
        if let Some(basis) = draft.key.as_deref().and_then(Basis::from_word).filter(|_| !ids.is_empty()) {
            ask_source(cx, draft.file.clone(), ids, basis);
        }
    }),
    Reopen::new(FIELD_FORM, |cx, draft| {
        let ids = notes_of(cx, draft);
        let asked = [QUESTION, COLOR].into_iter().find(|asked| draft.key.as_deref() == Some(asked.field.word()));
        if let Some(asked) = asked.filter(|_| !ids.is_empty()) {
            ask_beside_of(cx, draft.file.clone(), ids, asked);
        }
    }),
    Reopen::new(REASON_FORM, |cx, draft| {
        place::bring_to_front(cx, &draft.file);
        let state = draft.with.first().and_then(|word| SectionState::from_word(word));
        if let (Some(section), Some(state)) = (draft.key.clone(), state) {
            ask_reason(cx, draft.file.clone(), section, state);
        }
    }),
];

pub(in crate::app) const VIEWS: &[Command] = &[
    Command::new("walk", CANVAS, &["1"], |cx, _| show(cx, Mode::Walk)).linear(&[Linear::Never]),
    Command::new("grid", CANVAS, &["2"], |cx, _| show(cx, Mode::Grid)).linear(&[Linear::Never]),
    Command::new("board", CANVAS, &["3"], |cx, _| show(cx, Mode::Board)).linear(&[Linear::Never]),
    Command::new("spotlight", CANVAS, &["4"], |cx, _| show(cx, Mode::Spotlight))
        .linear(&[Linear::Never])
        .enabled_when(has_note),
    Command::new("go-to-number", CANVAS, &["g"], go_to).linear(&[Linear::Short("go")]).footer_when_wide().with_number(),
];

fn show(cx: &mut Cx, mode: Mode) {
    // One note at a time begins with the first that is selected.
    let first = cx.model.canvas().filter(|(state, ..)| mode == Mode::Spotlight && !state.selection.is_empty());
    let first = first.and_then(|(state, _, canvas)| {
        let chosen = state.chosen(canvas);
        chosen.first().copied().filter(|_| state.note.is_none_or(|id| !chosen.contains(&id)))
    });
    let method = std::sync::Arc::clone(&cx.model.method);
    if let (Some(id), Some(state)) = (first, cx.model.screens.front_mut::<CanvasState>())
        && let Some(doc) = cx.model.docs.get(&state.file)
    {
        state.go_to_note(doc, &method, id);
    }
    if let Some(state) = cx.model.canvas_state_mut() {
        state.mode = mode;
        state.scroll = crate::layout::strip::Scroll::default();
    }
}

fn chosen(model: &Model) -> Option<(String, Vec<Id>)> {
    let (state, doc, canvas) = model.canvas()?;
    Some((doc.file.clone(), state.chosen(canvas)))
}

fn kind(cx: &mut Cx) {
    let Some((file, ids)) = chosen(cx.model) else { return };
    let words = cx.model.words;
    let name = |kind| match kind {
        Kind::Task => key!("kind.note.task"),
        Kind::Benefit => key!("kind.note.benefit"),
        Kind::Negative => key!("kind.note.negative"),
        Kind::Neutral => key!("kind.note.neutral"),
        Kind::Default => key!("kind.note.default"),
    };
    let kinds = Kind::ALL.map(|kind| PickerItem::of_key(words, name(kind), kind).named(kind.word()));
    let now = cx.model.canvas().and_then(|(state, doc, canvas)| {
        let id = state.note?;
        let note = canvas.note(id)?;
        let section =
            sections_of(doc, &cx.model.method).into_iter().find(|view| Some(view.id) == canvas.section_of(id))?;
        Some(note.kind.or(section.template.map(|template| template.default_kind)).unwrap_or_default())
    });
    let title = sentence!("dialog.kind.title", numbers = numbers(cx.model, &file, &ids));
    let about = about(cx.model, &file, &ids);
    let ask = cx.pick(title).about(about).choices(kinds).at(|kind| Some(*kind) == now).marks_current();
    ask.then(move |cx, kind| {
        let kinds: Vec<_> = ids.iter().map(|id| (*id, own_kind(cx.model, &file, *id, kind))).collect();
        let numbers = numbers(cx.model, &file, &ids);
        let said =
            sentence!("message.kind", count = ids.len(), numbers = numbers, kind = cx.model.words.say(name(kind)));
        cx.change(&file, Some(said), |plan| {
            for (id, kind) in kinds {
                plan.set(id, Field::Kind, kind);
            }
        });
    });
}

/// A kind as a note carries it: nothing where it is the section's own.
fn own_kind(model: &Model, file: &str, id: Id, kind: Kind) -> Option<Value> {
    let doc = model.docs.get(file)?;
    let section = doc.canvas()?.section_of(id)?;
    let template = doc.canvas_template(&model.method).and_then(|template| template.section(section));
    (template.map(|template| template.default_kind).unwrap_or_default() != kind).then(|| kind.word().into())
}

fn basis(cx: &mut Cx) {
    let Some((file, ids)) = chosen(cx.model) else { return };
    let words = cx.model.words;
    let mut choices: Vec<PickerItem<Option<Basis>>> = Basis::ALL
        .into_iter()
        .map(|basis| {
            let name = match basis {
                Basis::Assumption => key!("kind.basis.assumption"),
                Basis::Observed => key!("kind.basis.observed"),
                Basis::Tested => key!("kind.basis.tested"),
            };
            PickerItem::of_key(words, name, Some(basis)).named(basis.word())
        })
        .collect();
    // An empty line takes it where choices are read out: it is an empty word.
    choices.push(PickerItem::of_key(words, key!("kind.basis.none"), None).named(""));
    let now = cx.model.canvas().and_then(|(state, _, canvas)| canvas.note(state.note?)?.basis);
    let title = sentence!("dialog.basis.title", numbers = numbers(cx.model, &file, &ids));
    let about = about(cx.model, &file, &ids);
    let ask = cx.pick(title).about(about).choices(choices).at(|basis| *basis == now).marks_current();
    ask.then(move |cx, basis| match basis {
        Some(basis @ (Basis::Observed | Basis::Tested)) => ask_source(cx, file, ids, basis),
        none_or_assumption => set_basis(cx, &file, &ids, none_or_assumption),
    });
}

fn set_basis(cx: &mut Cx, file: &str, ids: &[Id], basis: Option<Basis>) {
    let value = basis.map(|basis| Value::from(basis.word()));
    cx.change(file, None, |plan| {
        for id in ids {
            plan.set(*id, Field::Basis, value.clone());
        }
    });
}

/// What was observed or tested comes from somewhere.
fn ask_source(cx: &mut Cx, file: String, ids: Vec<Id>, basis: Basis) {
    let source = cx.model.docs.get(&file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.note(*ids.first()?));
    let source = source.and_then(|note| note.source.clone()).unwrap_or_default();
    let field = FormField::line(key!("dialog.source.label"), &source).hint(key!("dialog.source.hint"));
    let about = about(cx.model, &file, &ids);
    let draft = FormDraft::new(SOURCE_FORM, &file).of(basis.word()).with(ids.iter().map(Id::to_string));
    cx.form(sentence!("dialog.source.title"), draft).about(about).fields([field]).then(move |cx, form| {
        let source = Some(form.first()).filter(|source| !source.is_empty()).map(Value::Text);
        cx.change(&file, None, |plan| {
            for id in &ids {
                plan.set(*id, Field::Basis, Some(basis.word().into()));
                plan.set(*id, Field::Source, source.clone());
            }
        });
        Ok(())
    });
}

/// A text beside a note, and how it is asked for.
#[derive(Clone, Copy)]
struct Beside {
    field: Field,
    title: SentenceKey,
    label: SentenceKey,
    hint: SentenceKey,
}

const QUESTION: Beside = Beside {
    field: Field::Question,
    title: key!("dialog.question.title"),
    label: key!("dialog.question.label"),
    hint: key!("dialog.question.hint"),
};

const COLOR: Beside = Beside {
    field: Field::Color,
    title: key!("dialog.color.title"),
    label: key!("dialog.color.label"),
    hint: key!("dialog.color.hint"),
};

fn ask_beside(cx: &mut Cx, asked: Beside) {
    if let Some((file, ids)) = chosen(cx.model) {
        ask_beside_of(cx, file, ids, asked);
    }
}

fn ask_beside_of(cx: &mut Cx, file: String, ids: Vec<Id>, Beside { field, title, label, hint }: Beside) {
    let now = cx.model.canvas().and_then(|(state, _, canvas)| {
        let id = state.note.filter(|id| ids.contains(id)).or(ids.first().copied())?;
        canvas.note(id)?.get(field)
    });
    let text = now.as_ref().and_then(|value| value.as_text()).unwrap_or_default();
    let title = Sentence::new(title).with("numbers", numbers(cx.model, &file, &ids));
    let text_field = FormField::line(label, text).hint(hint);
    let about = about(cx.model, &file, &ids);
    let draft = FormDraft::new(FIELD_FORM, &file).of(field.word()).with(ids.iter().map(Id::to_string));
    cx.form(title, draft).about(about).fields([text_field]).then(move |cx, form| {
        let text = Some(form.first()).filter(|text| !text.is_empty());
        let value = match text {
            Some(text) if field == Field::Color => Some(parse_color(&text)?),
            text => text,
        };
        cx.change(&file, None, |plan| {
            for id in &ids {
                plan.set(*id, field, value.clone().map(Value::Text));
            }
        });
        Ok(())
    });
}

/// A colour as the file has it: `#` and six digits.
fn parse_color(text: &str) -> Result<String, Problem> {
    let upper = text.to_uppercase();
    let digits = upper.strip_prefix('#').unwrap_or(&upper);
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Problem::at(COLOR.label, sentence!("dialog.color.wrong")));
    }
    Ok(format!("#{digits}"))
}

fn state(cx: &mut Cx) {
    let Some((state, doc, canvas)) = cx.model.canvas() else { return };
    let sections = sections_of(doc, &cx.model.method);
    let Some(section) = sections.get(state.section) else { return };
    let now = canvas.marks.get(section.id).map(|mark| mark.state);
    let words = cx.model.words;
    let mut choices: Vec<PickerItem<Option<SectionState>>> =
        [SectionState::Done, SectionState::Gap, SectionState::NotApplicable]
            .into_iter()
            .map(|state| {
                let name = match state {
                    SectionState::Done => key!("kind.section.done"),
                    SectionState::Gap => key!("kind.section.gap"),
                    SectionState::NotApplicable => key!("kind.section.not-applicable"),
                };
                PickerItem::of_key(words, name, Some(state)).named(state.word())
            })
            .collect();
    choices.push(PickerItem::of_key(words, key!("kind.section.open"), None).named(""));
    let title = sentence!("dialog.state.title", section = section.title(cx.model.language()));
    let (file, section) = (doc.file.clone(), section.id.to_owned());
    let ask = cx.pick(title).choices(choices).at(|state| *state == now).marks_current();
    ask.then(move |cx, state| match state {
        Some(state @ (SectionState::Gap | SectionState::NotApplicable)) => ask_reason(cx, file, section, state),
        open_or_done => {
            let mark = open_or_done.map(|state| Mark { state, reason: None });
            cx.change(&file, None, |plan| plan.mark(&section, mark));
        }
    });
}

const REASON_LABEL: SentenceKey = key!("dialog.reason.label");

/// A section that is not to be filled in says why; one that lacks something may.
fn ask_reason(cx: &mut Cx, file: String, section: String, state: SectionState) {
    let mark = cx.model.docs.get(&file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.marks.get(&section));
    // What was said of another state says nothing of this one.
    let mark = mark.filter(|mark| mark.state == state);
    let reason = mark.and_then(|mark| mark.reason.clone()).unwrap_or_default();
    let field = FormField::line(REASON_LABEL, &reason).hint(key!("dialog.reason.hint"));
    let is_needed = state == SectionState::NotApplicable;
    let field = if is_needed { field.required(key!("dialog.reason.needed")) } else { field };
    let draft = FormDraft::new(REASON_FORM, &file).of(&section).with([state.word().to_owned()]);
    cx.form(sentence!("dialog.reason.title"), draft).fields([field]).then(move |cx, form| {
        let reason = Some(form.first()).filter(|reason| !reason.is_empty());
        cx.change(&file, None, |plan| plan.mark(&section, Some(Mark { state, reason })));
        Ok(())
    });
}

/// Whether there is a section `2` or a note `2.1`, and whether it can be the beginning of another number.
#[must_use]
pub(crate) fn number(model: &Model, typed: &str) -> Number {
    let Some((_, doc, canvas)) = model.canvas() else { return Number::Unknown };
    let sections = sections_of(doc, &model.method);
    let at = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
    let (section, note) = typed.split_once('.').map_or((typed, None), |(section, note)| (section, Some(note)));
    let Some(view) = at(section).and_then(|number| sections.get(number - 1)) else { return Number::Unknown };
    let notes = canvas.order(view.id).len();
    match note {
        None if notes > 0 || at(section).is_some_and(|number| number * 10 <= sections.len()) => Number::Open,
        Some("") if notes > 0 => Number::Open,
        None => Number::Closed,
        Some(note) => match at(note) {
            Some(number) if number * 10 <= notes => Number::Open,
            Some(number) if number <= notes => Number::Closed,
            _ => Number::Unknown,
        },
    }
}

/// Goes to `2` (a section) or `2.1` (a note).
fn go_to(cx: &mut Cx, typed: &str) {
    if number(cx.model, typed) == Number::Unknown {
        return cx.warn(sentence!("message.no-such-number", number = typed));
    }
    let (section, note) = typed.split_once('.').unwrap_or((typed, ""));
    let index = |text: &str| text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let (Some(section), note) = (index(section), index(note)) else { return };
    let method = std::sync::Arc::clone(&cx.model.method);
    let Some(state) = cx.model.screens.front_mut::<CanvasState>() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    state.go_to_section(doc, &method, section);
    let order = state.section_id(doc, &method).and_then(|section| Some(doc.canvas()?.order(&section)));
    if let Some(id) = note.and_then(|note| order?.get(note)) {
        state.note = Some(*id);
    }
}
