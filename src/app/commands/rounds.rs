//! Rounds of the cycle, and the styles of an API.

use super::criteria::last_name;
use super::station::{can_change, product, show_position};
use super::submitted::again;
use super::{Command, Scope};
use crate::app::dialog::{Form, FormField, FormPurpose, Picker, PickerItem, Purpose};
use crate::app::standing::style_name;
use crate::app::{Cx, Model};
use crate::assess::start;
use crate::document::{ProductKey, ProductValue, Round, RoundVerdict, Style};
use crate::i18n::Sentence;
use crate::method::Cycle;

const LINE: &[Scope] = &[Scope::Map, Scope::Station];

pub(super) const ROWS: &[Command] = &[
    Command::new("styles", LINE, &["D"], |cx, _| ask_styles(cx)).only_if(can_style),
    Command::new("close-round", LINE, &["E"], |cx, _| ask_round(cx)).only_if(can_change),
];

fn can_style(model: &Model) -> Result<(), Sentence> {
    can_change(model)?;
    let has_styles = |cycle: &Cycle| {
        let resources = cycle.stations.iter().flat_map(|station| &station.resources);
        resources.into_iter().any(|id| model.method.canvas(id).is_some_and(|canvas| canvas.style.is_some()))
    };
    match model.current_cycle() {
        Some(cycle) if has_styles(&cycle) => Ok(()),
        _ => Err(Sentence::new("reason.no-styles")),
    }
}

fn ask_styles(cx: &mut Cx) {
    let Some((file, product, _)) = product(cx.model) else { return };
    let words = cx.model.words;
    let field = |(label, style): (&'static str, Style)| {
        let now = if product.styles.contains(&style) { "yes" } else { "" };
        let choices = vec![
            (String::new(), words.say("dialog.styles.no").to_owned()),
            ("yes".to_owned(), words.say("dialog.styles.yes").to_owned()),
        ];
        FormField::choice(label, now, choices).hint("dialog.styles.hint")
    };
    let fields = STYLE_LABELS.map(field).into();
    let form = Form::new(Sentence::new("dialog.styles.title"), fields, FormPurpose::Styles { file });
    cx.model.dialogs.push(form.into());
}

/// The fields of the form for styles.
const STYLE_LABELS: [(&str, Style); 3] = [
    ("station.style.rest", Style::Rest),
    ("station.style.event", Style::Event),
    ("station.style.graphql", Style::Graphql),
];

/// Takes the styles that were chosen.
pub(super) fn styles_chosen(cx: &mut Cx, form: &Form, file: &str) {
    let chosen = STYLE_LABELS.into_iter().filter(|(label, _)| form.value(label) == "yes");
    let styles: Vec<Style> = chosen.map(|(_, style)| style).collect();
    let said = if styles.is_empty() {
        Sentence::new("message.styles-open")
    } else {
        let names: Vec<&str> = styles.iter().map(|style| style_name(cx.model.words, *style)).collect();
        Sentence::new("message.styles").with("styles", names.join(", "))
    };
    let value = (!styles.is_empty()).then_some(ProductValue::Styles(styles));
    cx.change(file, Some(said), |plan| plan.entry(ProductKey::Styles, value));
}

/// Asks how the round ends; where the product is at rest, where the next one begins.
pub(super) fn ask_round(cx: &mut Cx) {
    let Some((file, product, cycle)) = product(cx.model) else { return };
    let words = cx.model.words;
    if start::closed(&product).is_some() {
        let language = cx.model.language();
        let station = |(at, station): (usize, &crate::method::Station)| {
            PickerItem::numbered(at + 1, station.title.get(language), &station.id)
        };
        let items = cycle.stations.iter().enumerate().map(station).collect();
        let pick = Picker::new(Sentence::new("dialog.round.resume"), items, Purpose::Resume { file });
        return cx.model.dialogs.push(pick.into());
    }
    let verdicts = RoundVerdict::ALL
        .map(|verdict| (verdict.word().to_owned(), words.say(&format!("dialog.round.{}", verdict.word())).to_owned()));
    let by = last_name(&product).unwrap_or_default();
    let fields = vec![
        FormField::choice("dialog.round.verdict", RoundVerdict::Improve.word(), verdicts.into())
            .hint("dialog.round.verdict-hint"),
        FormField::line("dialog.round.reason", "").hint("dialog.round.reason-hint"),
        FormField::line("dialog.answer.by", &by).hint(crate::app::people::hint(cx.model)),
    ];
    let title = Sentence::new("dialog.round.title").with("number", product.round());
    cx.model.dialogs.push(Form::new(title, fields, FormPurpose::Round { file }).into());
}

/// Ends the round: its answers and marks go under it, and the next begins where the verdict asks for.
pub(super) fn round_closed(cx: &mut Cx, form: Form, file: &str) {
    let Some((_, product, cycle)) = product(cx.model) else { return };
    let Some(verdict) = RoundVerdict::from_word(&form.value("dialog.round.verdict")) else { return };
    let reason = form.value("dialog.round.reason");
    if reason.is_empty() {
        return again(cx, form, 1, Sentence::new("dialog.round.needs-reason"));
    }
    let next = start::opens_at(&cycle, verdict).map(str::to_owned);
    let by = Some(form.value("dialog.answer.by")).filter(|by| !by.is_empty());
    let number = product.round();
    let round = Round {
        reason,
        by,
        date: Some(cx.env.today),
        next: next.clone(),
        criteria: product.criteria.clone(),
        reviewed: product.reviewed.clone(),
        ..Round::new(cx.draw_id(), number, verdict)
    };
    let over = |key: &ProductKey| matches!(key, ProductKey::Criterion(_) | ProductKey::Reviewed { .. });
    let keys: Vec<ProductKey> = product.keys().into_iter().filter(over).collect();
    let station = next.as_deref().and_then(|id| cycle.station(id));
    let said = match station {
        Some(station) => Sentence::new("message.round-begins")
            .with("number", number + 1)
            .with("station", station.title.get(cx.model.language())),
        None => Sentence::new("message.round-ends").with("number", number),
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

/// Begins the next round of a product at rest at a station.
pub(super) fn resumed(cx: &mut Cx, file: &str, station: &str) {
    let Some((_, product, cycle)) = product(cx.model) else { return };
    let (Some(last), Some(at)) = (product.last_round(), cycle.station(station)) else { return };
    let round = Round { next: Some(station.to_owned()), ..last.clone() };
    let said = Sentence::new("message.round-begins")
        .with("number", product.round())
        .with("station", at.title.get(cx.model.language()));
    let key = ProductKey::Round(round.id);
    if cx.change(file, Some(said), |plan| plan.entry(key, Some(ProductValue::Round(Box::new(round))))) {
        show_position(cx);
    }
}
