//! Groups: notes under another, by keys, from a list or with the mouse. They have one level.

use super::change::{notes_of, number_of, unit, units};
use super::move_to_section::kept_kind;
use super::notes::{clear_selection, focus};
use crate::app::command::{Command, Linear, Scope, can_change_note};
use crate::app::dialog::{Form, FormField, PickerItem};
use crate::app::form_drafts::Reopen;
use crate::app::{Cx, Model, TransactionBuilder};
use crate::document::{Canvas, Field, Id, Note, Value};
use crate::i18n::Sentence;
use crate::journal::FormDraft;

const CANVAS: &[Scope] = &[Scope::Canvas];

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("group", CANVAS, &[">"], |cx, _| group(cx))
        .linear(&[Linear::Asks])
        .footer_when_wide()
        .enabled_when(can_group),
    Command::new("ungroup", CANVAS, &["<"], |cx, _| ungroup(cx)).enabled_when(can_ungroup),
];

/// The first note of the group that a note is in, or would begin.
#[must_use]
pub(crate) fn head_of(canvas: &Canvas, id: Id) -> Id {
    canvas.note(id).and_then(|note| note.under).filter(|head| canvas.note(*head).is_some()).unwrap_or(id)
}

/// Which notes would join the group of a head, if these did: with what is grouped under them, and without those that are in
/// it already.
#[must_use]
pub(crate) fn joining(canvas: &Canvas, head: Id, ids: &[Id]) -> Vec<Id> {
    let is_new = |id: &Id| *id != head && canvas.note(*id).is_some_and(|note| note.under != Some(head));
    units(canvas, ids).into_iter().filter(is_new).collect()
}

/// What the key would do.
enum Grouping {
    /// These go under that one.
    Under(Id, Vec<Id>),
    /// The head is to be chosen among them.
    Asks(Vec<Id>),
}

/// With a selection: the selected notes go under the one in focus, wherever they stand; where that is selected itself, it is
/// to be asked. Without: the one in focus goes under the one above.
fn grouping(model: &Model) -> Option<(String, Grouping)> {
    let (state, doc, canvas) = model.canvas()?;
    let in_focus = state.note?;
    let chosen = state.chosen(canvas);
    let grouping = if chosen.len() > 1 && chosen.contains(&in_focus) {
        Grouping::Asks(chosen)
    } else {
        let above = if chosen == [in_focus] { canvas.before(in_focus)? } else { in_focus };
        let head = head_of(canvas, above);
        Grouping::Under(head, joining(canvas, head, &chosen))
    };
    let is_some = !matches!(&grouping, Grouping::Under(_, members) if members.is_empty());
    is_some.then(|| (doc.file.clone(), grouping))
}

fn can_group(model: &Model) -> Result<(), Sentence> {
    can_change_note(model)?;
    grouping(model).map(|_| ()).ok_or_else(|| sentence!("reason.nothing-to-group"))
}

fn group(cx: &mut Cx) {
    match grouping(cx.model) {
        Some((file, Grouping::Under(head, members))) => group_under(cx, &file, head, &members),
        Some((file, Grouping::Asks(chosen))) => ask(cx, file, chosen),
        None => {}
    }
}

/// Groups notes under another, with what is grouped under them, in one step. Those of other sections come along.
pub(crate) fn group_under(cx: &mut Cx, file: &str, head: Id, ids: &[Id]) {
    let Some(canvas) = cx.model.docs.get(file).and_then(|doc| doc.canvas()) else { return };
    let Some(section) = canvas.section_of(head).map(str::to_owned) else { return };
    let members = joining(canvas, head, ids);
    let last = unit(canvas, head).into_iter().rfind(|id| !members.contains(id)).unwrap_or(head);
    let kinds = kinds(cx.model, file, &members, &section);
    let is_changed = cx.change(file, None, |plan| put_under(plan, &section, head, last, &members, kinds));
    clear_selection(cx);
    if is_changed {
        // The number it has now, where those of before it have gone.
        let number = number_of(cx.model, file, head).unwrap_or_default();
        cx.say(sentence!("message.grouped", count = members.len(), number = number));
        follow(cx, head, ids);
    }
}

/// The focus stays on its note, also where that came from another section.
fn follow(cx: &mut Cx, head: Id, ids: &[Id]) {
    let method = std::sync::Arc::clone(&cx.model.method);
    let Some(state) = cx.model.screens.front_mut::<crate::app::screen::CanvasState>() else { return };
    let Some(doc) = cx.model.docs.get(&state.file) else { return };
    let note = state.note.filter(|note| *note == head || ids.contains(note)).unwrap_or(head);
    state.go_to_note(doc, &method, note);
}

type Kinds = Vec<(Id, Option<Value>)>;

/// Notes from other sections that are of a kind of their own stay that.
fn kinds(model: &Model, file: &str, members: &[Id], section: &str) -> Kinds {
    members.iter().filter_map(|id| kept_kind(model, file, *id, section)).collect()
}

/// Plans that members stand in a group, after the last of it.
fn put_under(plan: &mut TransactionBuilder, section: &str, head: Id, last: Id, members: &[Id], kinds: Kinds) {
    let mut after = last;
    for id in members {
        plan.relocate(*id, section, Some(after));
        plan.set(*id, Field::Under, Some(head.as_str().into()));
        after = *id;
    }
    for (id, kind) in kinds {
        plan.set(id, Field::Kind, kind);
    }
}

/// What notes are grouped under.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Note(Id),
    /// A note that is written for them.
    New,
}

/// Asks under which of the chosen notes the others go, or for a heading.
fn ask(cx: &mut Cx, file: String, chosen: Vec<Id>) {
    let Some((state, _, canvas)) = cx.model.canvas() else { return };
    let in_focus = state.note.map(|id| head_of(canvas, id));
    let mut heads: Vec<Id> = Vec::new();
    for head in chosen.iter().map(|id| head_of(canvas, *id)) {
        if !heads.contains(&head) && !joining(canvas, head, &chosen).is_empty() {
            heads.push(head);
        }
    }
    let choice = |(at, head): (usize, &Id)| {
        let number = number_of(cx.model, &file, *head).unwrap_or_default();
        let text = canvas.note(*head).map(|note| note.text.lines().collect::<Vec<_>>().join(" "));
        let label = format!("{number} {}", text.unwrap_or_default());
        PickerItem::numbered(at + 1, &label, Head::Note(*head)).named(&number)
    };
    let mut choices: Vec<PickerItem<Head>> = heads.iter().enumerate().map(choice).collect();
    choices.push(PickerItem::of(cx.model.words, &sentence!("dialog.group.heading"), Head::New).named("heading"));
    let title = sentence!("dialog.group.title", count = chosen.len());
    let ask = cx.pick(title).choices(choices).at(|head| matches!(head, Head::Note(id) if Some(*id) == in_focus));
    ask.then(move |cx, head| match head {
        Head::Note(head) => group_under(cx, &file, head, &chosen),
        Head::New => ask_heading(cx, file, chosen),
    });
}

/// The form of a heading in the journal.
const HEADING_FORM: &str = "heading";

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(HEADING_FORM, |cx, draft| {
    let chosen = notes_of(cx, draft);
    if chosen.len() > 1 {
        ask_heading(cx, draft.file.clone(), chosen);
    }
})];

/// Asks for the heading that notes are grouped under.
fn ask_heading(cx: &mut Cx, file: String, chosen: Vec<Id>) {
    const HEADING: crate::i18n::SentenceKey = key!("dialog.group.heading-label");
    let title = sentence!("dialog.group.heading-title", count = chosen.len());
    let field = FormField::line(HEADING, "").required(key!("dialog.group.heading-empty"));
    let draft = FormDraft::new(HEADING_FORM, &file).with(chosen.iter().map(Id::to_string));
    cx.form(title, draft).fields([field]).then(move |cx, form: &mut Form| {
        group_under_new(cx, &file, form.value(HEADING), &chosen);
        Ok(())
    });
}

/// Groups notes under a new one that stands where the first of them stood, in one step.
fn group_under_new(cx: &mut Cx, file: &str, text: String, chosen: &[Id]) {
    let Some(canvas) = cx.model.docs.get(file).and_then(|doc| doc.canvas()) else { return };
    let Some(first) = chosen.first().copied() else { return };
    let Some(section) = canvas.section_of(first).map(str::to_owned) else { return };
    let members = units(canvas, chosen);
    let of_first = head_of(canvas, first);
    // It is no part of a group that it stands behind.
    let after = if of_first == first {
        canvas.before(first)
    } else {
        unit(canvas, of_first).into_iter().rfind(|id| !members.contains(id))
    };
    let kinds = kinds(cx.model, file, &members, &section);
    let head = cx.draw_id();
    let said = sentence!("message.grouped-heading", count = members.len(), heading = &text);
    let is_changed = cx.change(file, Some(said), |plan| {
        plan.insert(&section, after, Note::new(head, text));
        put_under(plan, &section, head, head, &members, kinds);
    });
    if is_changed {
        clear_selection(cx);
        focus(cx, Some(head));
        follow(cx, head, &[]);
    }
}

/// The chosen notes that are grouped; for the head of a group, all that is grouped under it.
fn grouped(model: &Model) -> Option<(String, Vec<Id>)> {
    let (state, doc, canvas) = model.canvas()?;
    let grouped: Vec<Id> = units(canvas, &state.chosen(canvas))
        .into_iter()
        .filter(|id| canvas.note(*id).is_some_and(|note| note.under.is_some()))
        .collect();
    (!grouped.is_empty()).then(|| (doc.file.clone(), grouped))
}

fn can_ungroup(model: &Model) -> Result<(), Sentence> {
    can_change_note(model)?;
    grouped(model).map(|_| ()).ok_or_else(|| sentence!("reason.not-grouped"))
}

/// Ungrouped notes stand after the group they left, so that what stays of it stays together.
fn ungroup(cx: &mut Cx) {
    let Some((file, ids)) = grouped(cx.model) else { return };
    let Some(canvas) = cx.model.docs.get(&file).and_then(|doc| doc.canvas()) else { return };
    let moves = ways_out(canvas, &ids);
    let said = sentence!("message.ungrouped", count = ids.len());
    cx.change(&file, Some(said), |plan| {
        take_out(plan, moves);
    });
    clear_selection(cx);
}

/// Where each of some grouped notes goes that leave their group: the section, and what it stands behind then.
fn ways_out(canvas: &Canvas, ids: &[Id]) -> Vec<(Id, String, Option<Id>)> {
    let way = |id: &Id| {
        let head = canvas.note(*id)?.under?;
        let section = canvas.section_of(*id)?.to_owned();
        Some((*id, section, unit(canvas, head).into_iter().rfind(|other| !ids.contains(other))))
    };
    ids.iter().filter_map(way).collect()
}

fn take_out(plan: &mut TransactionBuilder, moves: Vec<(Id, String, Option<Id>)>) {
    for (id, section, after) in moves.into_iter().rev() {
        plan.set(id, Field::Under, None);
        plan.relocate(id, &section, after);
    }
}

/// What becomes of notes in one step of several.
#[derive(Clone, Debug)]
pub(crate) enum Regroup {
    /// These come under that one, with what is grouped under them.
    Under {
        /// What they come under; of a note in a group, its first.
        head: Id,
        /// What comes under it.
        ids: Vec<Id>,
    },
    /// These leave their group; the first of a group lets all of it go.
    Out(Vec<Id>),
}

/// Groups notes and takes them out of their groups, in one step. Says whether anything is another than before.
///
/// # Errors
/// The reason why it cannot be written. Nothing has changed then.
pub(crate) fn regroup(cx: &mut Cx, file: &str, steps: &[Regroup]) -> Result<bool, Sentence> {
    let Some(canvas) = cx.model.docs.get(file).and_then(|doc| doc.canvas()) else { return Ok(false) };
    let of_kind = |step: &Regroup| match step {
        Regroup::Under { head, ids } => {
            canvas.section_of(*head).map(|section| kinds(cx.model, file, &units(canvas, ids), section))
        }
        Regroup::Out(_) => None,
    };
    let all: Vec<Kinds> = steps.iter().map(|step| of_kind(step).unwrap_or_default()).collect();
    cx.try_change(file, Some(sentence!("message.regrouped")), |plan| {
        for (step, kinds) in steps.iter().zip(all) {
            let Some(canvas) = plan.canvas().cloned() else { return };
            match step {
                Regroup::Under { head, ids } => {
                    let head = head_of(&canvas, *head);
                    let Some(section) = canvas.section_of(head).map(str::to_owned) else { continue };
                    let members = joining(&canvas, head, ids);
                    let last = unit(&canvas, head).into_iter().rfind(|id| !members.contains(id)).unwrap_or(head);
                    let kinds = kinds.into_iter().filter(|(id, _)| members.contains(id)).collect();
                    put_under(plan, &section, head, last, &members, kinds);
                }
                Regroup::Out(ids) => {
                    let is_grouped = |id: &Id| canvas.note(*id).is_some_and(|note| note.under.is_some());
                    let ids: Vec<Id> = units(&canvas, ids).into_iter().filter(is_grouped).collect();
                    take_out(plan, ways_out(&canvas, &ids));
                }
            }
        }
    })
}
