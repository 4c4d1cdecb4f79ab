//! A decision: what, by whom, why, what was set aside, who objects, what it is about and when it is looked at again.

use std::iter::once;

use super::form_kind::FormKind;
use super::meanwhile::follow;
use super::of::{Asked, Of, Stood, about_in, day_in, save, texts};
use crate::app::dialog::{Form, FormField, Problem};
use crate::app::follow_up::about::{self, Vote};
use crate::app::follow_up::change::{self, Values};
use crate::app::follow_up::{Kind, owners};
use crate::app::{Cx, Model};
use crate::document::RegisterValue;
use crate::i18n::SentenceKey;

const WHAT: SentenceKey = key!("dialog.decide.what");
const WHO: SentenceKey = key!("dialog.decide.who");
const WHY: SentenceKey = key!("dialog.decide.why");
const ASIDE: SentenceKey = key!("dialog.decide.aside");
const DISSENT: SentenceKey = key!("dialog.decide.dissent");
const ABOUT: SentenceKey = key!("dialog.decide.about");
const CITES: SentenceKey = key!("dialog.decide.cites");
const REVIEW: SentenceKey = key!("dialog.decide.review");

fn fields(model: &Model, of: &Of) -> Vec<FormField> {
    let stood = Stood(of.stands(model, Kind::Decision));
    let is_new = of.key.is_none();
    let who = if is_new { owners::who_decides(model) } else { stood.text("by") };
    let about = if is_new { of.about.typed.clone() } else { stood.list("about", " ") };
    let cited = stood.list("cites", " ");
    let has_votes = !about::votes(model, &of.product).is_empty() || !cited.is_empty();
    let based_on = FormField::line(CITES, &cited).hint(key!("dialog.decide.cites-hint")).list();
    let fields = [
        FormField::line(WHAT, &stood.text("text"))
            .required(key!("dialog.decide.needs-text"))
            .hint(key!("dialog.decide.what-hint")),
        FormField::line(WHO, &who).offering(owners::known(model)),
        FormField::line(WHY, &stood.text("because")).hint(key!("dialog.decide.why-hint")),
        FormField::lines(ASIDE, &stood.list("rejected", "\n")).hint(key!("dialog.decide.aside-hint")).list(),
        FormField::line(DISSENT, &stood.text("dissent")).hint(key!("dialog.decide.dissent-hint")),
        FormField::line(ABOUT, &about).hint(key!("dialog.decide.about-hint")).list(),
    ];
    let review = FormField::line(REVIEW, &stood.day("review_by")).hint(key!("dialog.follow-up.day-hint"));
    fields.into_iter().chain(has_votes.then_some(based_on)).chain(once(review)).collect()
}

/// Asks for a decision. Its text is enough; who decided and why is asked for once more where it is missing.
pub(super) fn ask(cx: &mut Cx, of: Of) {
    let fields_now = fields(cx.model, &of);
    let votes = about::votes(cx.model, &of.product);
    let lines = of.about.lines.iter().cloned();
    let listed = votes.iter().enumerate().map(|(at, vote)| format!("{} {}", at + 1, vote.label));
    let lines: Vec<String> = lines.chain(listed).collect();
    let is_new = of.key.is_none();
    let mut asked = Asked::default();
    let draft = of.draft(FormKind::Entry(Kind::Decision));
    let form = cx.form(sentence!("dialog.decide.title"), draft).fields(fields_now).lines(lines).beside();
    let form = if is_new { form.leads_on("action") } else { form };
    form.then(move |cx, form| {
        follow(cx, Kind::Decision, &of, form, fields)?;
        let mut values = read(cx, form, &of, &votes)?;
        asked.whole_name(&of, form, WHO)?;
        match (form.value(WHO).is_empty(), form.value(WHY).is_empty()) {
            (true, true) => {
                let both = asked.once(form, WHO, sentence!("dialog.decide.no-who-why"));
                // Both are asked about at once.
                let _ = asked.once(form, WHY, sentence!("dialog.decide.no-why"));
                both?;
            }
            (true, false) => asked.once(form, WHO, sentence!("dialog.decide.no-who"))?,
            (false, true) => asked.once(form, WHY, sentence!("dialog.decide.no-why"))?,
            (false, false) => {}
        }
        if is_new {
            values.insert("date", Some(RegisterValue::Date(cx.env.today)));
        }
        let key = save(cx, Kind::Decision, &of, values, form)?;
        if form.led_on {
            super::action::ask(cx, Of { key: None, replaces: None, ..of.clone() }.about(change::reference(&key)));
        }
        Ok(())
    });
}

fn read(cx: &Cx, form: &Form, of: &Of, votes: &[Vote]) -> Result<Values, Problem> {
    let mut values = Values::new();
    texts(of, form, &[("text", WHAT), ("by", WHO), ("because", WHY), ("dissent", DISSENT)], &mut values);
    if of.writes(form, ASIDE) {
        let aside = form.value(ASIDE);
        let aside = aside.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        values.insert("rejected", change::list(aside));
    }
    if of.writes(form, ABOUT) {
        values.insert("about", change::list(about_in(cx, form, ABOUT, of)?));
    }
    if of.writes(form, CITES) {
        let cites = about::read_votes(votes, &form.value(CITES));
        let cites = cites.map_err(|given| Problem::at(CITES, sentence!("dialog.decide.no-vote", given = given)))?;
        values.insert("cites", change::list(cites));
    }
    if of.writes(form, REVIEW) {
        values.insert("review_by", day_in(cx, form, REVIEW)?);
    }
    Ok(values)
}
