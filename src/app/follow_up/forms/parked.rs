//! A parked topic: one line, put down at once. Who sees to it and when can be said there, or later.

use super::form_kind::FormKind;
use super::meanwhile::follow;
use super::of::{Asked, Of, Stood, day_in, save, texts};
use crate::app::dialog::{Brief, FormField};
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
    // In lines, a new one is put down with its text alone.
    let brief = if of.key.is_some() { Brief::Asked } else { Brief::Skipped };
    let owner = FormField::line(OWNER, &stood.text("owner")).offering(owners::known(model));
    let due = FormField::line(DUE, &stood.day("due")).hint(key!("dialog.follow-up.day-hint"));
    vec![topic.hint(key!("dialog.park.hint")), owner.brief(brief), due.brief(brief)]
}

/// Asks for a topic to park. Its text is enough; who sees to it, and by when, can follow.
pub(super) fn ask(cx: &mut Cx, of: Of) {
    let fields_now = fields(cx.model, &of);
    let draft = of.draft(FormKind::Entry(Kind::Parked));
    let mut asked = Asked::default();
    cx.form(sentence!("dialog.park.title"), draft).fields(fields_now).beside().brief().then(move |cx, form| {
        follow(cx, Kind::Parked, &of, form, fields)?;
        asked.whole_name(&of, form, OWNER)?;
        let mut values = Values::new();
        texts(&of, form, &[("text", TOPIC), ("owner", OWNER)], &mut values);
        if of.writes(form, DUE) {
            values.insert("due", day_in(cx, form, DUE)?);
        }
        save(cx, Kind::Parked, &of, values, form).map(drop)
    });
}
