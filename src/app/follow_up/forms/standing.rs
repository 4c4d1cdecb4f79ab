//! How an entry stands: done, carried on, handed over or dropped; of a decision whether it still holds.

use super::of::{Of, date, day_in, shown};
use crate::app::dialog::{FormField, PickerItem, Problem};
use crate::app::follow_up::change::{self, Values};
use crate::app::follow_up::{Kind, owners};
use crate::app::{Cx, follow_up};
use crate::document::RegisterValue;
use crate::i18n::{Sentence, SentenceKey};

const OWNER: SentenceKey = key!("dialog.action.owner");
const DUE: SentenceKey = key!("dialog.action.due");
const REASON: SentenceKey = key!("dialog.stands.reason");
const REVIEW: SentenceKey = key!("dialog.decide.review");

/// What can be said of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It is done, or was dealt with.
    Done,
    /// It goes on as it is.
    Keep,
    /// Somebody else sees to it, or another day.
    HandOver,
    /// Nobody sees to it any more.
    Drop,
    /// It is open again.
    Reopen,
    /// The decision is looked at again on another day.
    Holds,
    /// Another decision takes its place.
    Replace,
}

/// Asks how an entry stands; `then` is done once it was said. Of a decision that another one has replaced there is nothing
/// to say.
pub(in crate::app) fn stands(cx: &mut Cx, product: &str, (kind, key): (Kind, &str), then: fn(&mut Cx)) {
    let Some(entry) = follow_up::entry(cx.model, &follow_up::path_of(product), kind, key) else { return };
    let known: &[(SentenceKey, Stand)] = match (entry.kind, entry.is_closed()) {
        (Kind::Decision, true) => return,
        (Kind::Decision, false) => {
            &[(key!("dialog.stands.holds"), Stand::Holds), (key!("dialog.stands.replace"), Stand::Replace)]
        }
        (_, true) => &[(key!("dialog.stands.reopen"), Stand::Reopen)],
        (_, false) => &[
            (key!("dialog.stands.done"), Stand::Done),
            (key!("dialog.stands.keep"), Stand::Keep),
            (key!("dialog.stands.hand"), Stand::HandOver),
            (key!("dialog.stands.drop"), Stand::Drop),
        ],
    };
    let words = cx.model.words;
    let choices: Vec<_> = known.iter().map(|(key, stand)| PickerItem::of_key(words, *key, *stand)).collect();
    let of = Of::entry(product, &entry);
    let lines = vec![entry.text("text").to_owned()];
    let ask = cx.pick(sentence!("dialog.stands.title")).choices(choices).lines(lines);
    ask.then(move |cx, stand| take(cx, kind, of, stand, then));
}

fn take(cx: &mut Cx, kind: Kind, of: Of, stand: Stand, then: fn(&mut Cx)) {
    match stand {
        Stand::Keep => then(cx),
        Stand::Done => {
            let done = Some(RegisterValue::Date(cx.env.today));
            if set_at_once(cx, kind, &of, Values::from([("done", done)]), key!("message.entry-done")) {
                then(cx);
            }
        }
        Stand::Reopen => {
            let values = Values::from([("done", None), ("dropped", None)]);
            set_at_once(cx, kind, &of, values, key!("message.entry-reopened"));
        }
        Stand::HandOver => hand_over(cx, kind, of, then),
        Stand::Drop => {
            let field = FormField::line(REASON, "").required(key!("dialog.stands.needs-reason"));
            let field = field.hint(key!("dialog.stands.reason-hint"));
            cx.form(sentence!("dialog.stands.drop-title")).fields([field]).brief().then(move |cx, form| {
                let values = Values::from([("dropped", change::text(&form.value(REASON)))]);
                set(cx, kind, &of, values, key!("message.entry-dropped")).map_err(|why| Problem::at(REASON, why))?;
                then(cx);
                Ok(())
            });
        }
        Stand::Holds => look_again(cx, of, then),
        Stand::Replace => {
            let replaces = of.key.clone();
            super::decision::ask(cx, Of { key: None, replaces, ..of });
        }
    }
}

/// Asks who sees to it from now on, and by when.
fn hand_over(cx: &mut Cx, kind: Kind, of: Of, then: fn(&mut Cx)) {
    let stands = of.stands(cx.model, kind);
    let before = stands.and_then(|entry| entry.day("due"));
    let owner = stands.map(|entry| entry.text("owner").to_owned()).unwrap_or_default();
    let fields = [
        FormField::line(OWNER, &owner).required(key!("dialog.stands.needs-owner")).offering(owners::known(cx.model)),
        FormField::line(DUE, &shown(before)).hint(key!("dialog.follow-up.day-hint")),
    ];
    cx.form(sentence!("dialog.stands.hand-title")).fields(fields).brief().then(move |cx, form| {
        let mut values = Values::from([("owner", change::text(&form.value(OWNER)))]);
        values.insert("due", date(day_in(cx, form, DUE, before)?));
        if kind == Kind::Action {
            values.insert("without_owner", None);
        }
        set(cx, kind, &of, values, key!("message.entry-handed")).map_err(|why| Problem::at(OWNER, why))?;
        then(cx);
        Ok(())
    });
}

/// Asks when a decision that holds is looked at again.
fn look_again(cx: &mut Cx, of: Of, then: fn(&mut Cx)) {
    let before = of.stands(cx.model, Kind::Decision).and_then(|entry| entry.day("review_by"));
    let field = FormField::line(REVIEW, "").hint(key!("dialog.follow-up.day-hint"));
    cx.form(sentence!("dialog.stands.holds-title")).fields([field]).brief().then(move |cx, form| {
        let day = date(day_in(cx, form, REVIEW, before)?);
        let values = Values::from([("review_by", day)]);
        set(cx, Kind::Decision, &of, values, key!("message.entry-holds")).map_err(|why| Problem::at(REVIEW, why))?;
        then(cx);
        Ok(())
    });
}

/// Writes how an entry stands.
///
/// # Errors
/// The reason why it cannot be written, for the person to read.
fn set(cx: &mut Cx, kind: Kind, of: &Of, values: Values, said: SentenceKey) -> Result<(), Sentence> {
    let (Some(key), file) = (&of.key, of.file()) else { return Ok(()) };
    change::set(cx, &file, (kind, key), values, Sentence::new(said).with("file", &*file))
}

/// The same where nothing was typed: what cannot be written is only said. Says whether it was written.
fn set_at_once(cx: &mut Cx, kind: Kind, of: &Of, values: Values, said: SentenceKey) -> bool {
    set(cx, kind, of, values, said).map_err(|why| cx.warn(why)).is_ok()
}
