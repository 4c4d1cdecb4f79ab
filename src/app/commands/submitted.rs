//! What a form does once it is filled in.

use super::answers::answered;
use crate::app::dialog::{Form, FormField, FormPurpose};
use crate::app::{Cx, Effect};
use crate::document::{Field, HeadField, Mark, SectionState, Value};
use crate::i18n::Sentence;
use crate::layout::text::width;

pub(super) fn submitted(cx: &mut Cx, form: Form) {
    let first = form.fields.first().map(FormField::value).unwrap_or_default();
    match form.purpose.clone() {
        FormPurpose::Field { file, ids, field } => {
            let upper = first.to_uppercase();
            let value = match field {
                Field::Color if !first.is_empty() => {
                    let digits = upper.strip_prefix('#').unwrap_or(&upper);
                    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                        return again(cx, form, 0, Sentence::new("dialog.color.wrong"));
                    }
                    Some(Value::Text(format!("#{digits}")))
                }
                _ => (!first.is_empty()).then(|| Value::Text(first.clone())),
            };
            cx.change(&file, None, |plan| {
                for id in ids {
                    plan.set(id, field, value.clone());
                }
            });
        }
        FormPurpose::Basis { file, ids, basis } => {
            let source = (!first.is_empty()).then(|| Value::Text(first.clone()));
            cx.change(&file, None, |plan| {
                for id in ids {
                    plan.set(id, Field::Basis, Some(basis.as_str().into()));
                    plan.set(id, Field::Source, source.clone());
                }
            });
        }
        FormPurpose::State { file, section, state } => {
            let Some(state) = SectionState::from_word(&state) else { return };
            if state == SectionState::NotApplicable && first.is_empty() {
                return again(cx, form, 0, Sentence::new("dialog.reason.needed"));
            }
            let mark = Mark { state, reason: (!first.is_empty()).then_some(first) };
            cx.change(&file, None, |plan| plan.mark(&section, Some(mark)));
        }
        FormPurpose::Title { file } => {
            if width(&first) == 0 {
                return again(cx, form, 0, Sentence::new("dialog.title.needed"));
            }
            cx.change(&file, None, |plan| plan.head(HeadField::Title, Some(Value::Text(first))));
        }
        FormPurpose::Answer { file, item } => answered(cx, form, &file, &item),
        FormPurpose::Number { command } => (command.run)(cx, &first),
        FormPurpose::Waiver { file, item } => super::waiver::waived(cx, form, &file, &item),
        FormPurpose::Criterion { file, criterion } => super::criteria::criterion_answered(cx, form, &file, &criterion),
        FormPurpose::Member { file, person } => super::criteria::member_named(cx, &file, person, first),
        FormPurpose::Styles { file } => super::rounds::styles_chosen(cx, &form, &file),
        FormPurpose::Round { file } => super::rounds::round_closed(cx, form, &file),
        FormPurpose::Workspace => {
            if width(&first) == 0 {
                return again(cx, form, 0, Sentence::new("dialog.workspace.needed"));
            }
            let cycle = form.value("dialog.workspace.cycle");
            cx.effects.push(Effect::CreateWorkspace { product: first, cycle });
        }
    }
}

/// Says what is wrong with a form and opens it again at that field.
pub(super) fn again(cx: &mut Cx, mut form: Form, focus: usize, problem: Sentence) {
    form.focus = focus;
    form.problem = Some(problem);
    cx.model.dialogs.push(form.into());
}
