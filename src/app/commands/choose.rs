//! Commands on choices and forms, and what their answers do.

use chrono::NaiveDate;

use super::{Command, Scope, typing};
use crate::app::dialog::{Dialog, Form, FormField, FormPurpose, Pick, Purpose};
use crate::app::editor::{Editor, Lines};
use crate::app::screens::VerdictFilter;
use crate::app::{Effect, Screen, Turn};
use crate::document::{Answer, Field, Mark, SectionState, Value, Verdict};
use crate::layout::text::width;
use crate::method::Kind;
use crate::method::language::Sentence;

const PICK: &[Scope] = &[Scope::Pick];
const FORM: &[Scope] = &[Scope::Form];

pub(super) const ROWS: &[Command] = &[
    Command::new("take", PICK, &["enter", "space"], |turn, _| take(turn)).footer(),
    Command::new("cancel-choice", PICK, &["esc", "q"], |turn, _| cancel(turn)).footer(),
    Command::new("submit", FORM, &["enter"], |turn, _| submit(turn)).footer(),
    Command::new("next-field", FORM, &["tab", "down"], |turn, _| field(turn, true)).footer(),
    Command::new("previous-field", FORM, &["shift-tab", "up"], |turn, _| field(turn, false)),
    Command::new("field-new-line", FORM, &["alt-enter", "ctrl-j", "shift-enter"], |turn, _| new_line(turn)),
    Command::new("cancel-form", FORM, &["esc"], |turn, _| cancel(turn)).footer(),
    Command::new("close-help", &[Scope::Help], &["esc", "q", "?", "enter"], |turn, _| turn.model.help = None).footer(),
];

/// A character that was typed while choices are open: takes the choice with that key.
pub fn take_by_key(turn: &mut Turn, typed: char) -> bool {
    let Some(Dialog::Pick(pick)) = turn.model.dialogs.last_mut() else { return false };
    let typed = typed.to_lowercase().next().unwrap_or(typed);
    match pick.items.iter().position(|item| item.key == Some(typed)) {
        Some(at) => {
            pick.cursor = at;
            take(turn);
            true
        }
        None => false,
    }
}

fn take(turn: &mut Turn) {
    if !matches!(turn.model.dialogs.last(), Some(Dialog::Pick(_))) {
        return;
    }
    let Some(Dialog::Pick(Pick { items, cursor, purpose, .. })) = turn.model.dialogs.pop() else { return };
    if let Some(item) = items.into_iter().nth(cursor) {
        picked(turn, purpose, &item.value);
    }
}

fn cancel(turn: &mut Turn) {
    let dialog = turn.model.dialogs.pop();
    // Text a former run left is kept until somebody decides; both sides of a clash are named until somebody does.
    match dialog {
        Some(Dialog::Pick(Pick { purpose: Purpose::Clash { .. }, .. })) => {
            turn.say(Sentence::new("message.clash-theirs"));
        }
        Some(Dialog::Pick(Pick { purpose: Purpose::Draft { .. }, .. })) => {
            turn.say(Sentence::new("message.draft-kept"));
        }
        _ => {}
    }
}

fn picked(turn: &mut Turn, purpose: Purpose, value: &str) {
    match purpose {
        Purpose::Kind { file, ids } => {
            let kinds: Vec<_> = ids.iter().map(|id| (*id, own_kind(turn, &file, *id, value))).collect();
            turn.change(&file, None, |plan| {
                for (id, kind) in kinds {
                    plan.set(id, Field::Kind, kind);
                }
            });
        }
        Purpose::Basis { file, ids } => basis(turn, file, ids, value),
        Purpose::State { file, section } => state(turn, file, section, value),
        Purpose::MoveTo { file, ids } => move_to(turn, &file, &ids, value),
        Purpose::Split { file, target, pieces, whole } => match value {
            "several" => typing::paste_notes(turn, &file, &target, pieces),
            "one" if turn.model.canvas_state().is_some_and(|state| state.editing.is_some()) => {
                typing::type_text(turn, &whole)
            }
            "one" => typing::paste_notes(turn, &file, &target, vec![whole.trim().to_owned()]),
            _ => {}
        },
        Purpose::Draft { file, target, text } => {
            if value == "take" {
                if turn.model.doc().map(|doc| doc.file.as_str()) != Some(&file) {
                    turn.model.screens.truncate(1);
                    super::moving::open_doc(turn, &file);
                }
                typing::begin(turn, target, &text);
                if let Some(entry) = typing::draft_entry(turn.model) {
                    turn.effects.push(Effect::Journal(entry));
                }
            }
            turn.model.undecided = turn.model.undecided.saturating_sub(1);
            if turn.model.undecided == 0 {
                turn.effects.push(Effect::LeftSettled);
            }
        }
        Purpose::Clash { file, clash } => {
            let (step, said) = match value {
                "ours" => (clash.take_ours(), "message.clash-ours"),
                _ => (clash.take_theirs(), "message.clash-theirs"),
            };
            turn.change(&file, None, |plan| step.edits.into_iter().for_each(|edit| plan.make(edit)));
            turn.say(Sentence::new(said));
        }
        Purpose::Create { product } => turn.effects.push(Effect::CreateSheet { product, template: value.to_owned() }),
        Purpose::Product => {
            if let Some(at) = turn.model.products.iter().position(|product| product.id == value) {
                turn.model.product = at;
                if let Some(Screen::Map(state)) = turn.model.screens.first_mut() {
                    *state = crate::app::screens::MapState::default();
                }
            }
        }
        Purpose::Verdict { file, item } => verdict(turn, file, &item, value),
        Purpose::FilterVerdict => {
            if let Some(state) = turn.model.checklist_state_mut() {
                state.filter = match value {
                    "unanswered" => VerdictFilter::Unanswered,
                    other => Verdict::from_word(other).map_or(VerdictFilter::All, VerdictFilter::Only),
                };
            }
        }
        Purpose::FilterStage => {
            if let Some(state) = turn.model.checklist_state_mut() {
                state.stage = (!value.is_empty()).then(|| value.to_owned());
            }
        }
    }
}

/// A kind as a note carries it: nothing where it is the section's own.
fn own_kind(turn: &Turn, file: &str, id: crate::document::Id, word: &str) -> Option<Value> {
    let kind = Kind::from_word(word)?;
    let doc = turn.model.docs.get(file)?;
    let section = doc.canvas()?.section_of(id)?;
    let template = doc.canvas_template(&turn.model.method).and_then(|template| template.section(section));
    (template.map(|template| template.default_kind).unwrap_or_default() != kind).then(|| kind.word().into())
}

fn basis(turn: &mut Turn, file: String, ids: Vec<crate::document::Id>, word: &str) {
    if word.is_empty() || word == "assumption" {
        let value = (!word.is_empty()).then(|| Value::from(word));
        turn.change(&file, None, |plan| {
            for id in &ids {
                plan.set(*id, Field::Basis, value.clone());
            }
        });
        return;
    }
    let source = turn.model.docs.get(&file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.note(*ids.first()?));
    let source = source.and_then(|note| note.source.clone()).unwrap_or_default();
    let field = FormField::line("dialog.source.label", &source).hint("dialog.source.hint");
    let purpose = FormPurpose::Basis { file, ids, basis: word.to_owned() };
    turn.model.dialogs.push(Form::new(Sentence::new("dialog.source.title"), vec![field], purpose).into());
}

fn state(turn: &mut Turn, file: String, section: String, word: &str) {
    match SectionState::from_word(word) {
        None => {
            turn.change(&file, None, |plan| plan.mark(&section, None));
        }
        Some(SectionState::Done) => {
            let mark = Mark { state: SectionState::Done, reason: None };
            turn.change(&file, None, |plan| plan.mark(&section, Some(mark)));
        }
        Some(state) => {
            let mark =
                turn.model.docs.get(&file).and_then(|doc| doc.canvas()).and_then(|canvas| canvas.marks.get(&section));
            let reason = mark.and_then(|mark| mark.reason.clone()).unwrap_or_default();
            let field = FormField::line("dialog.reason.label", &reason).hint("dialog.reason.hint");
            let purpose = FormPurpose::State { file, section, state: state.word().to_owned() };
            turn.model.dialogs.push(Form::new(Sentence::new("dialog.reason.title"), vec![field], purpose).into());
        }
    }
}

fn move_to(turn: &mut Turn, file: &str, ids: &[crate::document::Id], section: &str) {
    let Some(doc) = turn.model.docs.get(file) else { return };
    let Some(canvas) = doc.canvas() else { return };
    let moving = super::change::units(canvas, ids);
    // A note that leaves its group behind is grouped no more.
    let leaving: Vec<_> = moving
        .iter()
        .copied()
        .filter(|id| canvas.note(*id).and_then(|note| note.under).is_some_and(|head| !moving.contains(&head)))
        .collect();
    let last = canvas.order(section).last().copied();
    let language = turn.model.language();
    let views = crate::app::screens::sections_of(doc, &turn.model.method);
    let title = views.iter().find(|view| view.id == section).map_or(section, |view| view.title(language)).to_owned();
    // What has no kind of its own was of its section's kind, and stays what it was.
    let kinds: Vec<_> = moving.iter().filter_map(|id| Some((*id, kept_kind(turn, file, *id, section)?))).collect();
    let said = Sentence::new("message.moved").with("count", ids.len()).with("section", title);
    let moved = turn.change(file, Some(said), |plan| {
        let mut after = last;
        for id in &moving {
            plan.relocate(*id, section, after);
            after = Some(*id);
        }
        for id in leaving {
            plan.set(id, Field::Under, None);
        }
        for (id, kind) in kinds {
            plan.set(id, Field::Kind, kind);
        }
    });
    if moved {
        let method = std::sync::Arc::clone(&turn.model.method);
        if let Some(Screen::Canvas(state)) = turn.model.screens.last_mut() {
            state.selection.clear();
            if let Some(doc) = turn.model.docs.get(file) {
                state.repair(doc, &method, 0);
            }
        }
    }
}

/// The kind a note carries in another section, where that differs from what it carries now.
fn kept_kind(turn: &Turn, file: &str, id: crate::document::Id, section: &str) -> Option<Option<Value>> {
    let doc = turn.model.docs.get(file)?;
    let canvas = doc.canvas()?;
    let template = doc.canvas_template(&turn.model.method)?;
    let own = template.section(canvas.section_of(id)?)?.default_kind;
    let there = template.section(section)?.default_kind;
    let note = canvas.note(id)?;
    // A note that was of the old section's kind takes the new one's; one with a kind of its own keeps it.
    let kind = note.kind.filter(|kind| *kind != own)?;
    let carried = (kind != there).then(|| Value::from(kind.word()));
    (carried != note.get(Field::Kind)).then_some(carried)
}

/// Gives a verdict. Where it needs a reason or evidence that is missing, the whole answer is opened at that field.
fn verdict(turn: &mut Turn, file: String, item: &str, word: &str) {
    let Some(verdict) = Verdict::from_word(word) else { return };
    let Some(doc) = turn.model.docs.get(&file) else { return };
    let Some(template) = doc.checklist_template(&turn.model.method).and_then(|template| template.item(item)) else {
        return;
    };
    let mut answer = doc.checklist().and_then(|list| list.answers.get(item).cloned()).unwrap_or_default();
    let needs = missing(verdict, &answer.evidence, answer.reason.as_deref().unwrap_or_default());
    answer.verdict = Some(verdict);
    answer.date = None;
    let mut form = super::checklist::form(turn.model, file, template, answer, &turn.world.today.to_string());
    form.focus = match needs {
        Some("dialog.answer.needs-evidence") => 1,
        Some(_) => 2,
        None => {
            let start =
                form.fields.iter().position(|field| field.label == "dialog.answer.by" && field.value().is_empty());
            match start {
                Some(at) => at,
                None => return submitted(turn, form),
            }
        }
    };
    turn.model.dialogs.push(form.into());
}

/// What a verdict needs and does not have, as a key of the catalogue.
fn missing(verdict: Verdict, evidence: &[String], reason: &str) -> Option<&'static str> {
    match verdict {
        Verdict::Pass if evidence.is_empty() => Some("dialog.answer.needs-evidence"),
        Verdict::NotApplicable | Verdict::Gap if reason.is_empty() => Some("dialog.answer.needs-reason"),
        Verdict::Partial if evidence.is_empty() => Some("dialog.answer.needs-evidence"),
        _ => None,
    }
}

fn field(turn: &mut Turn, forward: bool) {
    if let Some(Dialog::Form(form)) = turn.model.dialogs.last_mut() {
        let count = form.fields.len().max(1);
        form.focus = if forward { form.focus + 1 } else { form.focus + count - 1 } % count;
    }
}

fn new_line(turn: &mut Turn) {
    if let Some(Dialog::Form(form)) = turn.model.dialogs.last_mut()
        && let Some(field) = form.field_mut()
        && field.words.is_empty()
    {
        let _ = field.editor.new_line();
    }
}

/// Left, Right and Space go through the words of a field that has only some.
pub fn turn_choice(turn: &mut Turn, forward: bool) -> bool {
    match turn.model.dialogs.last_mut() {
        Some(Dialog::Form(form)) => match form.field_mut() {
            Some(field) if !field.words.is_empty() => {
                field.turn(forward);
                form.problem = None;
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// A character typed into a field with words takes the word that begins with it.
pub fn choose_word(turn: &mut Turn, typed: char) -> bool {
    match turn.model.dialogs.last_mut() {
        Some(Dialog::Form(form)) => match form.field_mut() {
            Some(field) if !field.words.is_empty() => {
                let typed: String = typed.to_lowercase().collect();
                if typed == " " {
                    field.turn(true);
                } else if let Some((word, _)) =
                    field.words.iter().find(|(_, name)| name.to_lowercase().starts_with(&typed))
                {
                    field.editor = Editor::new(word.clone(), Lines::One);
                }
                form.problem = None;
                true
            }
            _ => false,
        },
        _ => false,
    }
}

fn submit(turn: &mut Turn) {
    if !matches!(turn.model.dialogs.last(), Some(Dialog::Form(_))) {
        return;
    }
    if let Some(Dialog::Form(form)) = turn.model.dialogs.pop() {
        submitted(turn, form);
    }
}

/// Says what is wrong with a form and opens it again at that field.
fn again(turn: &mut Turn, mut form: Form, focus: usize, problem: Sentence) {
    form.focus = focus;
    form.problem = Some(problem);
    turn.model.dialogs.push(form.into());
}

fn submitted(turn: &mut Turn, form: Form) {
    let first = form.fields.first().map(FormField::value).unwrap_or_default();
    match form.purpose.clone() {
        FormPurpose::Field { file, ids, field } => {
            let upper = first.to_uppercase();
            let value = match field {
                Field::Color if !first.is_empty() => {
                    let digits = upper.strip_prefix('#').unwrap_or(&upper);
                    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                        return again(turn, form, 0, Sentence::new("dialog.color.wrong"));
                    }
                    Some(Value::Text(format!("#{digits}")))
                }
                _ => (!first.is_empty()).then(|| Value::Text(first.clone())),
            };
            turn.change(&file, None, |plan| {
                for id in ids {
                    plan.set(id, field, value.clone());
                }
            });
        }
        FormPurpose::Basis { file, ids, basis } => {
            let source = (!first.is_empty()).then(|| Value::Text(first.clone()));
            turn.change(&file, None, |plan| {
                for id in ids {
                    plan.set(id, Field::Basis, Some(basis.as_str().into()));
                    plan.set(id, Field::Source, source.clone());
                }
            });
        }
        FormPurpose::State { file, section, state } => {
            let Some(state) = SectionState::from_word(&state) else { return };
            if state == SectionState::NotApplicable && first.is_empty() {
                return again(turn, form, 0, Sentence::new("dialog.reason.needed"));
            }
            let mark = Mark { state, reason: (!first.is_empty()).then_some(first) };
            turn.change(&file, None, |plan| plan.mark(&section, Some(mark)));
        }
        FormPurpose::Title { file } => {
            if width(&first) == 0 {
                return again(turn, form, 0, Sentence::new("dialog.title.needed"));
            }
            turn.change(&file, None, |plan| plan.head(crate::document::HeadField::Title, Some(Value::Text(first))));
        }
        FormPurpose::Answer { file, item } => answered(turn, form, file, &item),
        FormPurpose::Workspace => {
            if width(&first) == 0 {
                return again(turn, form, 0, Sentence::new("dialog.workspace.needed"));
            }
            turn.effects.push(Effect::CreateWorkspace { product: first });
        }
    }
}

fn answered(turn: &mut Turn, form: Form, file: String, item: &str) {
    let optional = |text: String| (!text.is_empty()).then_some(text);
    let verdict = Verdict::from_word(&form.value("dialog.answer.verdict"));
    let evidence: Vec<String> = form
        .value("dialog.answer.evidence")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let reason = form.value("dialog.answer.reason");
    let date = form.value("dialog.answer.date");
    let parsed: Option<NaiveDate> = date.parse().ok();
    if !date.is_empty() && parsed.is_none() {
        return again(turn, form, 4, Sentence::new("dialog.answer.wrong-date").with("date", date));
    }
    if let Some(problem) = verdict.and_then(|verdict| missing(verdict, &evidence, &reason)) {
        let focus = if problem == "dialog.answer.needs-evidence" { 1 } else { 2 };
        return again(turn, form, focus, Sentence::new(problem));
    }
    let old = turn.model.docs.get(&file).and_then(|doc| doc.checklist()).and_then(|list| list.answers.get(item));
    let waiver = old.and_then(|answer| answer.waiver.clone());
    let judged = verdict.is_some();
    let answer = Answer {
        verdict,
        by: optional(form.value("dialog.answer.by")).filter(|_| judged),
        date: parsed.filter(|_| judged),
        evidence,
        reason: optional(reason),
        waiver,
    };
    let answer = (answer != Answer::default()).then_some(answer);
    turn.change(&file, Some(Sentence::new("message.answered")), |plan| plan.answer(item, answer));
}
