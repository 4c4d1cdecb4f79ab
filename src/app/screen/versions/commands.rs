//! Commands on what a document said at other times.

use super::VersionsState;
use super::layout::Page;
use crate::app::command::{Command, Linear, Scope};
use crate::app::dialog::PickerItem;
use crate::app::revisions::Revision;
use crate::app::{Cx, Model, WorkspaceEffect};
use crate::document::{Canvas, DocumentBody, Field, Id, Note, Value};
use crate::i18n::Sentence;

const VERSIONS: &[Scope] = &[Scope::Versions];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("versions", &[Scope::Canvas, Scope::Checklist], &["H"], |cx, _| open(cx))
        .linear(&[Linear::Never])
        .enabled_when(has_document),
    Command::new("take-back", VERSIONS, &["enter"], |cx, _| take_back(cx))
        .linear(&[Linear::Never])
        .footer()
        .enabled_when(can_take_back),
    Command::new("compare-with", VERSIONS, &["D"], |cx, _| compare_with(cx))
        .linear(&[Linear::Never])
        .footer()
        .enabled_when(has_revision),
];

fn has_document(model: &Model) -> Result<(), Sentence> {
    let is_there = model.doc().is_some_and(|doc| doc.sheet.is_some());
    if is_there { Ok(()) } else { Err(sentence!("reason.no-document")) }
}

fn has_revision(model: &Model) -> Result<(), Sentence> {
    let revision = model.front::<VersionsState>().and_then(VersionsState::revision);
    revision.map(|_| ()).ok_or_else(|| sentence!("reason.no-revision"))
}

fn open(cx: &mut Cx) {
    let Some(file) = cx.model.doc().map(|doc| doc.file.clone()) else { return };
    let asked = (cx.env.random)();
    cx.model.screens.push(Box::new(VersionsState::new(&file, asked)));
    cx.effect(WorkspaceEffect::ReadRevisions { file, asked });
}

/// What a revision is called in a list.
fn label(revision: &Revision) -> String {
    [format!("{} {}", revision.name, revision.date), revision.by.clone().unwrap_or_default(), revision.summary.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Asks with which the one that is shown is compared.
fn compare_with(cx: &mut Cx) {
    let Some(state) = cx.model.front::<VersionsState>() else { return };
    let now = (cx.model.words.say(key!("versions.now")).to_owned(), None);
    let others = state.revisions.iter().enumerate().filter(|(at, _)| *at != state.at);
    let others = others.map(|(at, revision)| (label(revision), Some(at)));
    let choices: Vec<_> = [now].into_iter().chain(others).map(|(text, at)| PickerItem::new(&text, at)).collect();
    let against = state.against;
    let ask = cx.pick(sentence!("versions.compare-with")).choices(choices).at(|at| *at == against).marks_current();
    ask.then(move |cx, at| {
        if let Some(state) = cx.model.screens.front_mut::<VersionsState>() {
            state.against = at;
        }
    });
}

/// The id of what is in focus.
fn focus(model: &Model) -> Option<String> {
    let state = model.front::<VersionsState>()?;
    let page = model.layout::<Page>()?;
    page.items.get(state.item).map(|item| item.id.clone())
}

/// What is in focus as it was, and as it is now.
fn both(model: &Model) -> Option<(&Revision, &DocumentBody, String)> {
    let state = model.front::<VersionsState>()?;
    let now = model.docs.get(&state.of)?.sheet.as_ref()?;
    Some((state.revision()?, now, focus(model)?))
}

fn can_take_back(model: &Model) -> Result<(), Sentence> {
    has_revision(model)?;
    let Some(state) = model.front::<VersionsState>() else { return Err(sentence!("reason.no-revision")) };
    match model.docs.get(&state.of) {
        Some(doc) if doc.is_writable() => {}
        Some(doc) => return Err(sentence!("message.not-writable", file = &doc.file)),
        None => return Err(sentence!("reason.no-document")),
    }
    let Some((revision, now, id)) = both(model) else { return Err(sentence!("reason.no-note")) };
    let is_same = match (&revision.body, now) {
        (DocumentBody::Canvas(then), DocumentBody::Canvas(now)) => {
            let id = Id::new(&id);
            let of = |canvas: &Canvas| id.and_then(|id| canvas.note(id).cloned());
            of(then) == of(now)
        }
        (DocumentBody::Checklist(then), DocumentBody::Checklist(now)) => then.answers.get(&id) == now.answers.get(&id),
        _ => true,
    };
    if is_same { Err(sentence!("reason.nothing-to-take-back")) } else { Ok(()) }
}

/// Takes a note or an answer back from the past.
fn take_back(cx: &mut Cx) {
    let Some((revision, now, id)) = both(cx.model) else { return };
    let name = revision.name.to_string();
    let Some(file) = cx.model.front::<VersionsState>().map(|state| state.of.clone()) else { return };
    match (&revision.body, now) {
        (DocumentBody::Checklist(then), _) => {
            let answer = then.answers.get(&id).cloned();
            cx.change(&file, Some(sentence!("message.answer-back", from = name)), |plan| plan.answer(&id, answer));
        }
        (DocumentBody::Canvas(then), DocumentBody::Canvas(now)) => {
            let Some(note) = Id::new(&id).and_then(|id| then.note(id)) else { return };
            let (note, stands) = ((**note).clone(), now.note(note.id).is_some());
            let (section, after) = place(then, now, note.id);
            let under = note.under.filter(|head| now.note(*head).is_some());
            let text = std::sync::Arc::clone(&revision.text);
            if !stands {
                // What the program does not know of it comes with its block.
                cx.effect(WorkspaceEffect::TakeBack { file: file.clone(), id: note.id, text });
            }
            let id = note.id;
            cx.model.ids.insert(id);
            let is_changed = cx.change(&file, None, |plan| {
                if stands {
                    set_fields(plan, &note, under);
                } else {
                    plan.insert(&section, after, Note { under, ..note });
                }
            });
            if is_changed {
                let number = crate::app::commands::number_of(cx.model, &file, id).unwrap_or_default();
                cx.say(sentence!("message.note-back", number = number, from = name));
            }
        }
        _ => {}
    }
}

fn set_fields(plan: &mut crate::app::TransactionBuilder, note: &Note, under: Option<Id>) {
    for field in Field::ALL {
        let value = match field {
            Field::Under => under.map(|id| Value::Text(id.to_string())),
            field => note.get(field),
        };
        plan.set(note.id, field, value);
    }
}

/// Where a note belongs now: in its section, after the nearest of those that stood before it and still stand there.
fn place(then: &Canvas, now: &Canvas, id: Id) -> (String, Option<Id>) {
    let section = then.section_of(id).unwrap_or_default().to_owned();
    let before = then.notes_of(&section).map(|note| note.id).take_while(|other| *other != id);
    let stands = |other: &Id| now.section_of(*other) == Some(section.as_str());
    let after = before.filter(stands).last();
    (section, after)
}
