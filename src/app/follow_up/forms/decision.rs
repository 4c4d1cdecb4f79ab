//! A decision: what, by whom, why, what was set aside, who objects, what it is about and when it is looked at again.

use std::iter::once;

use super::of::{Of, about_in, date, day_in, save, shown};
use crate::app::Cx;
use crate::app::dialog::{Form, FormField, Problem};
use crate::app::follow_up::about::{self, Vote};
use crate::app::follow_up::change::{self, Values};
use crate::app::follow_up::{Kind, owners};
use crate::i18n::SentenceKey;

const WHAT: SentenceKey = key!("dialog.decide.what");
const WHO: SentenceKey = key!("dialog.decide.who");
const WHY: SentenceKey = key!("dialog.decide.why");
const ASIDE: SentenceKey = key!("dialog.decide.aside");
const DISSENT: SentenceKey = key!("dialog.decide.dissent");
const ABOUT: SentenceKey = key!("dialog.decide.about");
const CITES: SentenceKey = key!("dialog.decide.cites");
const REVIEW: SentenceKey = key!("dialog.decide.review");

/// Asks for a decision. Its text is enough; who decided and why is asked for once more where it is missing.
pub(super) fn ask(cx: &mut Cx, of: Of) {
    let model = &*cx.model;
    let stands = of.stands(model, Kind::Decision);
    let text = |key: &str| stands.map(|entry| entry.text(key).to_owned()).unwrap_or_default();
    let list = |key: &str| stands.map(|entry| entry.list(key).to_vec()).unwrap_or_default();
    let who = if stands.is_some() { text("by") } else { owners::who_decides(model) };
    let before = stands.and_then(|entry| entry.day("review_by"));
    let votes = about::votes(model, &of.product);
    let cited = list("cites");
    let has_votes = !votes.is_empty() || !cited.is_empty();
    let based_on = FormField::line(CITES, &cited.join(" ")).hint(key!("dialog.decide.cites-hint"));
    let fields = [
        FormField::line(WHAT, &text("text"))
            .required(key!("dialog.decide.needs-text"))
            .hint(key!("dialog.decide.what-hint")),
        FormField::line(WHO, &who).offering(owners::known(model)),
        FormField::line(WHY, &text("because")).hint(key!("dialog.decide.why-hint")),
        FormField::lines(ASIDE, &list("rejected").join("\n")).hint(key!("dialog.decide.aside-hint")),
        FormField::line(DISSENT, &text("dissent")).hint(key!("dialog.decide.dissent-hint")),
        FormField::line(ABOUT, &of.about.typed).hint(key!("dialog.decide.about-hint")),
    ];
    let review = FormField::line(REVIEW, &shown(before)).hint(key!("dialog.follow-up.day-hint"));
    let fields = fields.into_iter().chain(has_votes.then_some(based_on)).chain(once(review));
    let lines = of.about.lines.iter().cloned();
    let listed = votes.iter().enumerate().map(|(at, vote)| format!("{} {}", at + 1, vote.label));
    let lines: Vec<String> = lines.chain(listed).collect();
    let is_new = of.key.is_none();
    let mut is_asked = false;
    let form = cx.form(sentence!("dialog.decide.title")).fields(fields).lines(lines).beside();
    let form = if is_new { form.leads_on("action") } else { form };
    form.then(move |cx, form| {
        let mut values = read(cx, form, &of, &votes)?;
        values.insert("review_by", date(day_in(cx, form, REVIEW, before)?));
        let bare = [(WHO, key!("dialog.decide.no-who")), (WHY, key!("dialog.decide.no-why"))];
        if let Some((field, asked)) = bare.into_iter().find(|(field, _)| form.value(*field).is_empty())
            && !std::mem::replace(&mut is_asked, true)
        {
            return Err(Problem::at(field, crate::i18n::Sentence::new(asked)));
        }
        if is_new {
            values.insert("date", date(Some(cx.env.today)));
        }
        let key = save(cx, Kind::Decision, &of, values, WHAT)?;
        if form.led_on {
            super::action::ask(cx, Of { key: None, replaces: None, ..of.clone() }.about(change::reference(&key)));
        }
        Ok(())
    });
}

fn read(cx: &Cx, form: &Form, of: &Of, votes: &[Vote]) -> Result<Values, Problem> {
    let mut values = Values::new();
    for (key, field) in [("text", WHAT), ("by", WHO), ("because", WHY), ("dissent", DISSENT)] {
        values.insert(key, change::text(&form.value(field)));
    }
    let aside = form.value(ASIDE);
    let aside = aside.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    values.insert("rejected", change::list(aside));
    values.insert("about", change::list(about_in(cx, form, ABOUT, of)?));
    if let Some(cited) = form.get(CITES) {
        let cites = about::read_votes(votes, &cited);
        let cites = cites.map_err(|given| Problem::at(CITES, sentence!("dialog.decide.no-vote", given = given)))?;
        values.insert("cites", change::list(cites));
    }
    Ok(values)
}
