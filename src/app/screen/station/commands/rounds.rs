//! Rounds of the cycle, and the styles of an API.

use super::criteria::last_name;
use crate::app::command::{Command, Scope};
use crate::app::dialog::{FormField, Options, PickerItem};
use crate::app::form_drafts::Reopen;
use crate::app::place;
use crate::app::screen::station::focus::{can_change, product};
use crate::app::screen::station::reveal::show_position;
use crate::app::station_labels::style_name;
use crate::app::{Cx, Model};
use crate::assess::start;
use crate::document::{ProductKey, ProductValue, Round, RoundVerdict, Style};
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;
use crate::method::Cycle;

const LINE: &[Scope] = &[Scope::Map, Scope::Station];

/// The fields of the form that ends a round, in order.
const VERDICT: SentenceKey = key!("dialog.round.verdict");
const REASON: SentenceKey = key!("dialog.round.reason");
const BY: SentenceKey = key!("dialog.answer.by");

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("styles", LINE, &["D"], |cx, _| ask_styles(cx)).enabled_when(can_style),
    Command::new("close-round", LINE, &["E"], |cx, _| ask_round(cx)).enabled_when(can_change),
];

/// The forms in the journal.
const STYLES_FORM: &str = "styles";
const ROUND_FORM: &str = "round";

pub(in crate::app) const FORMS: &[Reopen] = &[
    Reopen::new(STYLES_FORM, |cx, draft| {
        place::open_doc(cx, &draft.file);
        ask_styles(cx);
    }),
    Reopen::new(ROUND_FORM, |cx, draft| {
        place::open_doc(cx, &draft.file);
        if product(cx.model).is_some_and(|(_, product, _)| start::closed(&product).is_none()) {
            ask_round(cx);
        }
    }),
];

fn can_style(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    let has_styles = |cycle: &Cycle| {
        let resources = cycle.stations.iter().flat_map(|station| &station.resources);
        resources.into_iter().any(|id| model.method.canvas(id).is_some_and(|canvas| canvas.style.is_some()))
    };
    match model.current_cycle() {
        Some(cycle) if has_styles(&cycle) => Ok(()),
        _ => Err(sentence!("reason.no-styles")),
    }
}

/// Asks for the styles of the API: each is one of them, or not.
fn ask_styles(cx: &mut Cx) {
    let Some((file, product, _)) = product(cx.model) else { return };
    let words = cx.model.words;
    let options = Options::new([
        (false, "", words.say(key!("dialog.styles.no"))),
        (true, "yes", words.say(key!("dialog.styles.yes"))),
    ]);
    let field =
        |(label, style)| options.field(label, &product.styles.contains(&style)).hint(key!("dialog.styles.hint"));
    let fields = STYLES.map(field);
    let draft = FormDraft::new(STYLES_FORM, &file);
    cx.form(sentence!("dialog.styles.title"), draft).fields(fields).then(move |cx, form| {
        let chosen = STYLES.into_iter().filter(|(label, _)| options.chosen(form, *label) == Some(true));
        let styles: Vec<Style> = chosen.map(|(_, style)| style).collect();
        let said = if styles.is_empty() {
            sentence!("message.styles-open")
        } else {
            let names: Vec<&str> = styles.iter().map(|style| style_name(cx.model.words, *style)).collect();
            sentence!("message.styles", styles = names.join(", "))
        };
        let value = (!styles.is_empty()).then_some(ProductValue::Styles(styles));
        cx.change(&file, Some(said), |plan| plan.entry(ProductKey::Styles, value));
        Ok(())
    });
}

/// The fields of the form for styles.
const STYLES: [(SentenceKey, Style); 3] = [
    (key!("station.style.rest"), Style::Rest),
    (key!("station.style.event"), Style::Event),
    (key!("station.style.graphql"), Style::Graphql),
];

/// Asks how the round ends; where the product is at rest, where the next one begins.
pub(in crate::app) fn ask_round(cx: &mut Cx) {
    let Some((file, product, cycle)) = product(cx.model) else { return };
    let words = cx.model.words;
    if start::closed(&product).is_some() {
        return ask_resume(cx, file, &cycle);
    }
    let names = RoundVerdict::ALL.map(|verdict| (verdict, format!("dialog.round.{}", verdict.word())));
    let verdicts = Options::new(names.iter().map(|(verdict, key)| (*verdict, verdict.word(), words.look_up(key))));
    let by = last_name(&product).unwrap_or_default();
    let fields = [
        verdicts.field(VERDICT, &RoundVerdict::Improve).hint(key!("dialog.round.verdict-hint")),
        FormField::line(REASON, "").required(key!("dialog.round.needs-reason")).hint(key!("dialog.round.reason-hint")),
        FormField::line(BY, &by).hint(crate::app::people::hint(cx.model)),
    ];
    let title = sentence!("dialog.round.title", number = product.round());
    let draft = FormDraft::new(ROUND_FORM, &file);
    cx.form(title, draft).fields(fields).then(move |cx, form| {
        let Some(verdict) = verdicts.chosen(form, VERDICT) else { return Ok(()) };
        let by = Some(form.value(BY)).filter(|by| !by.is_empty());
        close_round(cx, &file, verdict, form.value(REASON), by);
        Ok(())
    });
}

/// Ends the round: its answers and marks go under it, and the next begins where the verdict asks for.
fn close_round(cx: &mut Cx, file: &str, verdict: RoundVerdict, reason: String, by: Option<String>) {
    let Some((_, product, cycle)) = product(cx.model) else { return };
    let next = start::opens_at(&cycle, verdict).map(str::to_owned);
    let number = product.round();
    let round = Round {
        reason,
        by,
        date: Some(cx.env.today),
        next: next.clone(),
        criteria: product.criteria.clone(),
        reviewed: product.reviewed.clone(),
        ..Round::with(cx.draw_id(), number, verdict)
    };
    let over = |key: &ProductKey| matches!(key, ProductKey::Criterion(_) | ProductKey::Reviewed { .. });
    let keys: Vec<ProductKey> = product.keys().into_iter().filter(over).collect();
    let station = next.as_deref().and_then(|id| cycle.station(id));
    let said = match station {
        Some(station) => {
            sentence!("message.round-begins", number = number + 1, station = station.title.get(cx.model.language()))
        }
        None => sentence!("message.round-ends", number = number),
    };
    let changed = cx.change(file, Some(said), |plan| {
        for key in keys {
            plan.entry(key, None);
        }
        plan.entry(ProductKey::Round(round.id), Some(ProductValue::Round(Box::new(round))));
    });
    if changed {
        show_position(cx);
    }
}

/// Asks for the station where the next round of a product at rest begins.
fn ask_resume(cx: &mut Cx, file: String, cycle: &Cycle) {
    let language = cx.model.language();
    let stations = cycle.stations.iter().enumerate();
    let choices: Vec<_> = stations
        .map(|(at, station)| {
            PickerItem::numbered(at + 1, station.title.get(language), station.id.clone()).named(&station.id)
        })
        .collect();
    let ask = cx.pick(sentence!("dialog.round.resume")).choices(choices);
    ask.then(move |cx, station| resume(cx, &file, &station));
}

/// Begins the next round of a product at rest at a station.
fn resume(cx: &mut Cx, file: &str, station: &str) {
    let Some((_, product, cycle)) = product(cx.model) else { return };
    let (Some(last), Some(at)) = (product.last_round(), cycle.station(station)) else { return };
    let round = Round { next: Some(station.to_owned()), ..last.clone() };
    let said = sentence!("message.round-begins", number = product.round(), station = at.title.get(cx.model.language()));
    let key = ProductKey::Round(round.id);
    if cx.change(file, Some(said), |plan| plan.entry(key, Some(ProductValue::Round(Box::new(round))))) {
        show_position(cx);
    }
}
