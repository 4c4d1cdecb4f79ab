//! An action: what, one owner, a day. Without an owner it is asked why.

use std::cell::RefCell;
use std::rc::Rc;

use super::form_kind::FormKind;
use super::meanwhile::follow;
use super::of::{Asked, Of, Stood, about_in, day_in, save, texts};
use crate::app::dialog::{FormField, Keeping, Problem};
use crate::app::follow_up::change::{self, Values};
use crate::app::follow_up::{Kind, owners};
use crate::app::{Cx, Model};
use crate::assess::follow_up::is_crowd;
use crate::document::RegisterValue;
use crate::i18n::SentenceKey;

const WHAT: SentenceKey = key!("dialog.action.what");
const OWNER: SentenceKey = key!("dialog.action.owner");
const DUE: SentenceKey = key!("dialog.action.due");
const ABOUT: SentenceKey = key!("dialog.action.about");
const WHY: SentenceKey = key!("dialog.no-owner.why");

/// Why there is no owner, once that was asked.
type Why = Rc<RefCell<Option<String>>>;

fn fields(model: &Model, of: &Of) -> Vec<FormField> {
    let stood = Stood(of.stands(model, Kind::Action));
    let about = if of.key.is_some() { stood.list("about", " ") } else { of.about.typed.clone() };
    vec![
        FormField::line(WHAT, &stood.text("text"))
            .required(key!("dialog.action.needs-text"))
            .hint(key!("dialog.action.what-hint")),
        FormField::line(OWNER, &stood.text("owner")).offering(owners::known(model)),
        FormField::line(DUE, &stood.day("due")).hint(key!("dialog.follow-up.day-hint")),
        FormField::line(ABOUT, &about).hint(key!("dialog.decide.about-hint")).list(),
    ]
}

/// Asks for an action.
pub(super) fn ask(cx: &mut Cx, of: Of) {
    let fields_now = fields(cx.model, &of);
    let lines = of.about.lines.clone();
    let why = Why::default();
    let mut asked = Asked::default();
    let draft = of.draft(FormKind::Entry(Kind::Action));
    let form = cx.form(sentence!("dialog.action.title"), draft).fields(fields_now).lines(lines).beside();
    form.then(move |cx, form| {
        follow(cx, Kind::Action, &of, form, fields)?;
        let mut values = Values::new();
        texts(&of, form, &[("text", WHAT), ("owner", OWNER)], &mut values);
        if of.writes(form, DUE) {
            values.insert("due", day_in(cx, form, DUE)?);
        }
        if of.writes(form, ABOUT) {
            values.insert("about", change::list(about_in(cx, form, ABOUT, &of)?));
        }
        let owner = form.value(OWNER);
        let is_new = of.writes(form, OWNER);
        if is_new && is_crowd(&owner, &cx.model.method) {
            asked.once(form, OWNER, sentence!("dialog.action.crowd"))?;
        }
        asked.whole_name(&of, form, OWNER)?;
        if owner.is_empty() {
            let Some(given) = why.borrow().clone() else {
                ask_why(cx, &of, Rc::clone(&why));
                return Err(Problem::asked(OWNER));
            };
            values.insert("without_owner", Some(RegisterValue::Text(given)));
        } else if is_new {
            values.insert("without_owner", None);
        }
        save(cx, Kind::Action, &of, values, form).map(drop)
    });
}

/// Asks why an action has no owner, over its form, which is taken again then; an answer without words is one. Whoever gives
/// none is back at the action.
fn ask_why(cx: &mut Cx, of: &Of, why: Why) {
    let stood = Stood(of.stands(cx.model, Kind::Action)).text("without_owner");
    let field = FormField::line(WHY, &stood).hint(key!("dialog.no-owner.hint"));
    cx.form(sentence!("dialog.no-owner.title"), Keeping::Below).fields([field]).brief().then(move |cx, form| {
        *why.borrow_mut() = Some(form.value(WHY));
        cx.answer();
        Ok(())
    });
}
