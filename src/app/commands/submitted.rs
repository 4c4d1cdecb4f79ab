//! What a form does once it is filled in.

use super::answers::answered;
use crate::app::dialog::{Form, FormField, FormPurpose};
use crate::app::{Effect, Turn};
use crate::document::{Field, HeadField, Mark, SectionState, Value};
use crate::i18n::Sentence;
use crate::layout::text::width;

pub(super) fn submitted(turn: &mut Turn, form: Form) {
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
            turn.change(&file, None, |plan| plan.head(HeadField::Title, Some(Value::Text(first))));
        }
        FormPurpose::Answer { file, item } => answered(turn, form, &file, &item),
        FormPurpose::Number { command } => (command.run)(turn, &first),
        FormPurpose::Waiver { file, item } => super::waiver::waived(turn, form, &file, &item),
        FormPurpose::Criterion { file, criterion } => {
            super::criteria::criterion_answered(turn, form, &file, &criterion)
        }
        FormPurpose::Member { file, person } => super::criteria::member_named(turn, &file, person, first),
        FormPurpose::Styles { file } => super::rounds::styles_chosen(turn, &form, &file),
        FormPurpose::Round { file } => super::rounds::round_closed(turn, form, &file),
        FormPurpose::Workspace => {
            if width(&first) == 0 {
                return again(turn, form, 0, Sentence::new("dialog.workspace.needed"));
            }
            let cycle = form.value("dialog.workspace.cycle");
            turn.effects.push(Effect::CreateWorkspace { product: first, cycle });
        }
    }
}

/// Says what is wrong with a form and opens it again at that field.
pub(super) fn again(turn: &mut Turn, mut form: Form, focus: usize, problem: Sentence) {
    form.focus = focus;
    form.problem = Some(problem);
    turn.model.dialogs.push(form.into());
}
