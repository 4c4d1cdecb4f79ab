//! A checklist for reading: stages, items and what was answered.

use super::super::context::Context;
use super::super::labels;
use super::super::output::{Line, Tone};
use super::references::References;
use super::{called, labelled, named, paragraph};
use crate::assess::progress::{ChecklistProgress, ItemProgress};
use crate::document::{Answer, Checklist, Verdict};
use crate::i18n::Sentence;
use crate::method::ChecklistTemplate;

/// Prints the stages of a checklist with the items of its profile.
pub(super) fn print(context: &mut Context, list: &Checklist, references: &mut References) {
    let Some(template) = context.method.checklist(&list.head.template) else { return };
    let progress = ChecklistProgress::of(list, template, context.today);
    for (stage, (_, tally)) in template.stages.iter().zip(&progress.stages) {
        let count = format!("  {}/{}", tally.answered, tally.total);
        let title = context.words.text(&stage.title);
        context.out.line(&Line::default());
        context.out.line(&Line::of(Tone::Strong, title).and(Tone::Muted, count));
        if tally.total == 0 {
            let nothing = context.words.say(key!("cli.show.no_items"));
            context.out.line(&Line::of(Tone::Muted, format!("  {nothing}")));
        }
        for item in progress.items.iter().filter(|item| item.stage == stage.id) {
            print_item(context, item, Some(template), list.answers.get(&item.item), references);
        }
    }
    let others = list.answers.iter().filter(|(id, _)| progress.item(id).is_none());
    let mut first = true;
    for (id, answer) in others {
        if std::mem::take(&mut first) {
            let title = context.words.say(key!("cli.show.elsewhere"));
            context.out.line(&Line::default());
            context.out.line(&Line::of(Tone::Caution, title));
        }
        let item = ItemProgress {
            item: id.clone(),
            stage: String::new(),
            verdict: answer.verdict,
            computed: false,
            waived: false,
            waiver_expired: answer.waiver.as_ref().is_some_and(|waiver| waiver.is_expired(context.today)),
        };
        print_item(context, &item, None, Some(answer), references);
    }
}

fn print_item(
    context: &mut Context,
    item: &ItemProgress,
    template: Option<&ChecklistTemplate>,
    answer: Option<&Answer>,
    references: &mut References,
) {
    let tone = match item.verdict {
        Some(Verdict::Pass) => Tone::Good,
        Some(Verdict::Partial) => Tone::Caution,
        Some(Verdict::Gap) => Tone::Bad,
        Some(Verdict::NotApplicable) | None => Tone::Muted,
    };
    let label = labels::item(context, template, &item.item);
    let number = label.number.map(|number| format!("{number:<2} ")).unwrap_or_default();
    let lead = Line::plain("  ").and(tone, context.out.signs().verdict(item.verdict)).and(Tone::Plain, " ");
    let indent = lead.width();
    let lead = lead.and(Tone::Muted, number);
    match &label.text {
        Some(text) => named(context, &lead, Tone::Plain, text, &item.item),
        None => paragraph(context, &lead, Tone::Plain, &item.item),
    }
    let mut about = match item.verdict {
        Some(verdict) => context.words.look_up(&format!("cli.show.verdict.{}", verdict.word())),
        None => context.words.say(key!("cli.show.unanswered")),
    };
    if item.computed {
        about = format!("{about}, {}", context.words.say(key!("cli.show.computed")));
    }
    if let Some(name) = answer.and_then(|answer| answer.by.clone()) {
        about = format!("{about}, {}", context.words.tell(&sentence!("cli.show.by", name = name)));
    }
    if let Some(day) = answer.and_then(|answer| answer.date) {
        about = format!("{about}, {day}");
    }
    context.out.line(&Line::plain(" ".repeat(indent)).and(tone, about));
    let Some(answer) = answer else { return };
    labelled(context, indent, "reason", answer.reason.as_deref());
    for evidence in &answer.evidence {
        let label = references.evidence(context, evidence);
        called(context, indent, "evidence", &label);
    }
    if let Some(waiver) = &answer.waiver {
        let key = if item.waiver_expired { key!("cli.show.waiver_expired") } else { key!("cli.show.waiver") };
        let sentence = Sentence::new(key).with("until", waiver.until).with("reason", &waiver.reason);
        let text = context.words.tell(&sentence);
        let tone = if item.waiver_expired { Tone::Bad } else { Tone::Plain };
        paragraph(context, &Line::plain(" ".repeat(indent)), tone, &text);
    }
}
