//! An action: what, one owner, a day. Without an owner it is asked why.

use super::of::{Of, about_in, date, day_in, save, shown};
use crate::app::Cx;
use crate::app::dialog::{Form, FormField, Problem};
use crate::app::follow_up::change::{self, Values};
use crate::app::follow_up::{Kind, owners};
use crate::assess::follow_up::is_crowd;
use crate::document::RegisterValue;
use crate::i18n::SentenceKey;

const WHAT: SentenceKey = key!("dialog.action.what");
const OWNER: SentenceKey = key!("dialog.action.owner");
const DUE: SentenceKey = key!("dialog.action.due");
const ABOUT: SentenceKey = key!("dialog.action.about");
const WHY: SentenceKey = key!("dialog.no-owner.why");

/// What was typed into the form, for when it is asked again.
#[derive(Clone, Default)]
struct Typed {
    what: String,
    owner: String,
    due: String,
    about: String,
}

/// Asks for an action.
pub(super) fn ask(cx: &mut Cx, of: Of) {
    let stands = of.stands(cx.model, Kind::Action);
    let text = |key: &str| stands.map(|entry| entry.text(key).to_owned()).unwrap_or_default();
    let due = shown(stands.and_then(|entry| entry.day("due")));
    let typed = Typed { what: text("text"), owner: text("owner"), due, about: of.about.typed.clone() };
    ask_with(cx, of, &typed);
}

fn ask_with(cx: &mut Cx, of: Of, typed: &Typed) {
    let before = of.stands(cx.model, Kind::Action).and_then(|entry| entry.day("due"));
    let fields = [
        FormField::line(WHAT, &typed.what)
            .required(key!("dialog.action.needs-text"))
            .hint(key!("dialog.action.what-hint")),
        FormField::line(OWNER, &typed.owner).offering(owners::known(cx.model)),
        FormField::line(DUE, &typed.due).hint(key!("dialog.follow-up.day-hint")),
        FormField::line(ABOUT, &typed.about).hint(key!("dialog.decide.about-hint")),
    ];
    let lines = of.about.lines.clone();
    let mut is_asked = false;
    cx.form(sentence!("dialog.action.title")).fields(fields).lines(lines).beside().then(move |cx, form| {
        let mut values = Values::new();
        values.insert("text", change::text(&form.value(WHAT)));
        values.insert("due", date(day_in(cx, form, DUE, before)?));
        values.insert("about", change::list(about_in(cx, form, ABOUT, &of)?));
        let owner = form.value(OWNER);
        if is_crowd(&owner, &cx.model.method) && !std::mem::replace(&mut is_asked, true) {
            return Err(Problem::at(OWNER, sentence!("dialog.action.crowd")));
        }
        values.insert("owner", change::text(&owner));
        if owner.is_empty() {
            ask_why(cx, of.clone(), typed_in(form), values);
        } else {
            values.insert("without_owner", None);
            save(cx, Kind::Action, &of, values, WHAT)?;
        }
        Ok(())
    });
}

fn typed_in(form: &Form) -> Typed {
    Typed { what: form.value(WHAT), owner: form.value(OWNER), due: form.value(DUE), about: form.value(ABOUT) }
}

/// Asks why an action has no owner; an answer without words is one. Whoever gives none is asked for the action again.
fn ask_why(cx: &mut Cx, of: Of, typed: Typed, values: Values) {
    let stands = of.stands(cx.model, Kind::Action).map(|entry| entry.text("without_owner").to_owned());
    let field = FormField::line(WHY, &stands.unwrap_or_default()).hint(key!("dialog.no-owner.hint"));
    let again = of.clone();
    let form = cx.form(sentence!("dialog.no-owner.title")).fields([field]).brief();
    form.on_cancel(move |cx| ask_with(cx, again, &typed)).then(move |cx, form| {
        let mut values = values.clone();
        values.insert("without_owner", Some(RegisterValue::Text(form.value(WHY))));
        save(cx, Kind::Action, &of, values, WHY).map(drop)
    });
}
