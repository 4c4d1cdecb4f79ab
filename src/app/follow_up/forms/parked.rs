//! A parked topic: one line, put down at once. Who sees to it and when is for later.

use super::Form;
use super::meanwhile::follow;
use super::of::{Of, Stood, day_in, save, texts};
use crate::app::dialog::FormField;
use crate::app::follow_up::change::Values;
use crate::app::follow_up::{Kind, owners};
use crate::app::{Cx, Model};
use crate::i18n::SentenceKey;

const TOPIC: SentenceKey = key!("dialog.park.topic");
const OWNER: SentenceKey = key!("dialog.action.owner");
const DUE: SentenceKey = key!("dialog.action.due");

fn fields(model: &Model, of: &Of) -> Vec<FormField> {
    let stood = Stood(of.stands(model, Kind::Parked));
    let topic = FormField::line(TOPIC, &stood.text("text")).required(key!("dialog.park.needs-text"));
    let mut fields = vec![topic.hint(key!("dialog.park.hint"))];
    if of.key.is_some() {
        fields.push(FormField::line(OWNER, &stood.text("owner")).offering(owners::known(model)));
        fields.push(FormField::line(DUE, &stood.day("due")).hint(key!("dialog.follow-up.day-hint")));
    }
    fields
}

/// Asks for a topic to park; for one that is parked also for who sees to it, and by when.
pub(super) fn ask(cx: &mut Cx, of: Of) {
    let fields_now = fields(cx.model, &of);
    let draft = of.draft(Form::Entry(Kind::Parked));
    cx.form(sentence!("dialog.park.title")).fields(fields_now).kept(draft).then(move |cx, form| {
        follow(cx, Kind::Parked, &of, form, fields)?;
        let mut values = Values::new();
        texts(&of, form, &[("text", TOPIC), ("owner", OWNER)], &mut values);
        if of.writes(form, DUE) {
            values.insert("due", day_in(cx, form, DUE)?);
        }
        save(cx, Kind::Parked, &of, values, TOPIC).map(drop)
    });
}
