//! A parked topic: one line, put down at once. Who sees to it and when is for later.

use super::of::{Of, date, day_in, save, shown};
use crate::app::Cx;
use crate::app::dialog::FormField;
use crate::app::follow_up::change::{self, Values};
use crate::app::follow_up::{Kind, owners};
use crate::i18n::SentenceKey;

const TOPIC: SentenceKey = key!("dialog.park.topic");
const OWNER: SentenceKey = key!("dialog.action.owner");
const DUE: SentenceKey = key!("dialog.action.due");

/// Asks for a topic to park; for one that is parked also for who sees to it, and by when.
pub(super) fn ask(cx: &mut Cx, of: Of) {
    let stands = of.stands(cx.model, Kind::Parked);
    let text = |key: &str| stands.map(|entry| entry.text(key).to_owned()).unwrap_or_default();
    let before = stands.and_then(|entry| entry.day("due"));
    let topic = FormField::line(TOPIC, &text("text")).required(key!("dialog.park.needs-text"));
    let mut fields = vec![topic.hint(key!("dialog.park.hint"))];
    if stands.is_some() {
        fields.push(FormField::line(OWNER, &text("owner")).offering(owners::known(cx.model)));
        fields.push(FormField::line(DUE, &shown(before)).hint(key!("dialog.follow-up.day-hint")));
    }
    cx.form(sentence!("dialog.park.title")).fields(fields).then(move |cx, form| {
        let mut values = Values::new();
        values.insert("text", change::text(&form.value(TOPIC)));
        if let Some(owner) = form.get(OWNER) {
            values.insert("owner", change::text(&owner));
            values.insert("due", date(day_in(cx, form, DUE, before)?));
        }
        save(cx, Kind::Parked, &of, values, TOPIC).map(drop)
    });
}
