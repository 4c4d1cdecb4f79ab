//! Waivers: a permission to go on in spite of a gap, for a time, with the names of who asked and who agreed.

use chrono::NaiveDate;

use super::checklist::{can_answer, here};
use super::submitted::again;
use super::{Command, Scope};
use crate::app::dialog::{Form, FormField, FormPurpose};
use crate::app::{Cx, Model};
use crate::document::{Answer, Verdict, Waiver};
use crate::i18n::Sentence;

pub(super) const ROWS: &[Command] =
    &[Command::new("waiver", &[Scope::Checklist], &["w"], |cx, _| waiver(cx)).footer().only_if(can_waive)];

/// A gap can be waived, and what is true in part; a waiver that is there can always be changed or taken away.
fn can_waive(model: &Model) -> Result<(), Sentence> {
    can_answer(model)?;
    match here(model) {
        Some((_, _, Some(answer)))
            if answer.waiver.is_some() || matches!(answer.verdict, Some(Verdict::Gap | Verdict::Partial)) =>
        {
            Ok(())
        }
        _ => Err(Sentence::new("reason.nothing-to-waive")),
    }
}

fn waiver(cx: &mut Cx) {
    let Some((file, item, Some(answer))) = here(cx.model) else { return };
    let now = answer.waiver.as_ref();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let until = now.map(|waiver| waiver.until.to_string()).unwrap_or_default();
    let fields = vec![
        FormField::line("dialog.waiver.reason", &text(now.map(|waiver| &waiver.reason))).hint(if now.is_some() {
            "dialog.waiver.reason-hint-there"
        } else {
            "dialog.waiver.reason-hint"
        }),
        FormField::line("dialog.waiver.requested-by", &text(now.and_then(|waiver| waiver.requested_by.as_ref())))
            .hint(crate::app::people::hint(cx.model)),
        FormField::line("dialog.waiver.approved-by", &text(now.and_then(|waiver| waiver.approved_by.as_ref())))
            .hint("dialog.waiver.approved-by-hint"),
        FormField::line("dialog.waiver.until", &until).hint("dialog.waiver.until-hint"),
    ];
    let title = Sentence::new("dialog.waiver.title").with("item", item.text.get(cx.model.language()));
    let purpose = FormPurpose::Waiver { file, item: item.id.clone() };
    cx.model.dialogs.push(Form::new(title, fields, purpose).into());
}

/// Takes the form: without a reason there is no waiver.
pub(super) fn waived(cx: &mut Cx, form: Form, file: &str, item: &str) {
    let optional = |label| Some(form.value(label)).filter(|text| !text.is_empty());
    let answers = cx.model.docs.get(file).and_then(|doc| doc.checklist()).map(|list| &list.answers);
    let Some(mut answer) = answers.and_then(|answers| answers.get(item).cloned()) else { return };
    let Some(reason) = optional("dialog.waiver.reason") else {
        if answer.waiver.is_none() {
            return again(cx, form, 0, Sentence::new("dialog.waiver.needs-reason"));
        }
        answer.waiver = None;
        let answer = (answer != Answer::default()).then_some(answer);
        cx.change(file, Some(Sentence::new("message.waiver-gone")), |plan| plan.answer(item, answer));
        return;
    };
    let date = form.value("dialog.waiver.until");
    let until = match date.parse::<NaiveDate>() {
        Ok(until) if until >= cx.env.today => until,
        // The day of a waiver that has run out may stay: it is then plain to see that it has.
        Ok(until) if answer.waiver.as_ref().is_some_and(|waiver| waiver.until == until) => until,
        Ok(_) => return again(cx, form, 3, Sentence::new("dialog.waiver.past").with("date", date)),
        Err(_) if date.is_empty() => return again(cx, form, 3, Sentence::new("dialog.waiver.needs-date")),
        Err(_) => return again(cx, form, 3, Sentence::new("dialog.answer.wrong-date").with("date", date)),
    };
    answer.waiver = Some(Waiver {
        reason,
        requested_by: optional("dialog.waiver.requested-by"),
        approved_by: optional("dialog.waiver.approved-by"),
        until,
    });
    let said = Sentence::new("message.waived").with("date", until);
    cx.change(file, Some(said), |plan| plan.answer(item, Some(answer)));
}
