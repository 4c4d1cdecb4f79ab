//! How an entry stands: done, carried on, handed over or dropped; of a decision whether it still holds.

use std::rc::Rc;

use super::form_kind::FormKind;
use super::meanwhile::{FieldsOf, follow};
use super::of::{Asked, Of, Stood, day_in, texts};
use crate::app::dialog::{FormField, PickerItem, Problem};
use crate::app::follow_up::change::{self, Values};
use crate::app::follow_up::{Kind, owners};
use crate::app::{Cx, Model, follow_up};
use crate::document::RegisterValue;
use crate::i18n::{Sentence, SentenceKey};

const OWNER: SentenceKey = key!("dialog.action.owner");
const DUE: SentenceKey = key!("dialog.action.due");
const REASON: SentenceKey = key!("dialog.stands.reason");
const REVIEW: SentenceKey = key!("dialog.decide.review");

/// What is done once it was said how an entry stands.
pub(in crate::app) type Then = Rc<dyn Fn(&mut Cx)>;

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
pub(in crate::app) fn stands(cx: &mut Cx, product: &str, (kind, key): (Kind, &str), then: Then) {
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

fn take(cx: &mut Cx, kind: Kind, of: Of, stand: Stand, then: Then) {
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
        Stand::Drop => drop_it(cx, kind, of, then),
        Stand::Holds => look_again(cx, of, then),
        Stand::Replace => {
            let replaces = of.key.clone();
            super::decision::ask(cx, Of { key: None, replaces, ..of });
        }
    }
}

/// Asks why nobody sees to it any more.
pub(super) fn drop_it(cx: &mut Cx, kind: Kind, of: Of, then: Then) {
    let field = FormField::line(REASON, "").required(key!("dialog.stands.needs-reason"));
    let field = field.hint(key!("dialog.stands.reason-hint"));
    cx.form(sentence!("dialog.stands.drop-title"), of.draft(FormKind::Drop(kind))).fields([field]).brief().then(
        move |cx, form| {
            let values = Values::from([("dropped", change::text(&form.value(REASON)))]);
            set(cx, kind, &of, values, key!("message.entry-dropped")).map_err(|why| Problem::at(REASON, why))?;
            then(cx);
            Ok(())
        },
    );
}

fn fields_of_owner(stood: &Stood, model: &Model) -> Vec<FormField> {
    let owner = FormField::line(OWNER, &stood.text("owner")).required(key!("dialog.stands.needs-owner"));
    let day = FormField::line(DUE, &stood.day("due")).hint(key!("dialog.follow-up.day-hint"));
    vec![owner.offering(owners::known(model)), day]
}

/// Asks who sees to it from now on, and by when.
pub(super) fn hand_over(cx: &mut Cx, kind: Kind, of: Of, then: Then) {
    let fields: FieldsOf = match kind {
        Kind::Parked => |model, of| fields_of_owner(&Stood(of.stands(model, Kind::Parked)), model),
        _ => |model, of| fields_of_owner(&Stood(of.stands(model, Kind::Action)), model),
    };
    let fields_now = fields(cx.model, &of);
    let mut asked = Asked::default();
    cx.form(sentence!("dialog.stands.hand-title"), of.draft(FormKind::HandOver(kind))).fields(fields_now).brief().then(
        move |cx, form| {
            follow(cx, kind, &of, form, fields)?;
            asked.whole_name(&of, form, OWNER)?;
            let mut values = Values::new();
            texts(&of, form, &[("owner", OWNER)], &mut values);
            if of.writes(form, DUE) {
                values.insert("due", day_in(cx, form, DUE)?);
            }
            if kind == Kind::Action && of.writes(form, OWNER) {
                values.insert("without_owner", None);
            }
            set(cx, kind, &of, values, key!("message.entry-handed")).map_err(|why| Problem::at(OWNER, why))?;
            then(cx);
            Ok(())
        },
    );
}

/// The day is a new one: none takes away the one that stands.
fn fields_of_review(model: &Model, of: &Of) -> Vec<FormField> {
    let stood = Stood(of.stands(model, Kind::Decision)).day("review_by");
    vec![FormField::line(REVIEW, "").in_place_of(&stood).hint(key!("dialog.follow-up.day-hint"))]
}

/// Asks when a decision that holds is looked at again.
pub(super) fn look_again(cx: &mut Cx, of: Of, then: Then) {
    let fields_now = fields_of_review(cx.model, &of);
    cx.form(sentence!("dialog.stands.holds-title"), of.draft(FormKind::Holds)).fields(fields_now).brief().then(
        move |cx, form| {
            follow(cx, Kind::Decision, &of, form, fields_of_review)?;
            let mut values = Values::new();
            if of.writes(form, REVIEW) {
                values.insert("review_by", day_in(cx, form, REVIEW)?);
            }
            set(cx, Kind::Decision, &of, values, key!("message.entry-holds"))
                .map_err(|why| Problem::at(REVIEW, why))?;
            then(cx);
            Ok(())
        },
    );
}

/// Writes how an entry stands that was open, or closed, when that was asked.
///
/// # Errors
/// The reason why it cannot be written, for the person to read: among others that others have said meanwhile how it stands.
fn set(cx: &mut Cx, kind: Kind, of: &Of, values: Values, said: SentenceKey) -> Result<(), Sentence> {
    let (Some(key), file) = (&of.key, of.file()) else { return Ok(()) };
    if of.stands(cx.model, kind).is_some_and(|entry| entry.is_closed() != of.is_closed) {
        return Err(sentence!("message.entry-settled"));
    }
    change::set(cx, &file, (kind, key), values, Sentence::new(said).with("file", &*file))
}

/// The same where nothing was typed: what cannot be written is only said. Says whether it was written.
fn set_at_once(cx: &mut Cx, kind: Kind, of: &Of, values: Values, said: SentenceKey) -> bool {
    set(cx, kind, of, values, said).map_err(|why| cx.warn(why)).is_ok()
}
