//! A checklist: its items with their verdicts, how far to ready, and what is said of the item in focus.

use crate::app::commands::verdict_name;
use crate::app::keymap::Keymap;
use crate::app::scene;
use crate::app::screens::{ChecklistState, Row, VerdictFilter, rows_of};
use crate::app::{Model, people};
use crate::assess::progress::{ChecklistProgress, ItemProgress, Tally};
use crate::document::{Checklist, Verdict};
use crate::i18n::Sentence;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::{ChecklistTemplate, ItemTemplate};
use crate::ui::Cursor;
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::{Said, chrome, details, whose};

/// Draws a checklist.
pub fn checklist(model: &Model, keymap: &Keymap, state: &ChecklistState, paint: &mut Painter, _: Rect) -> Cursor {
    let product = model.current_product().map_or("", |product| product.name());
    let doc = model.docs().get(&state.file)?;
    let (list, template) = (doc.checklist()?, doc.checklist_template(model.method())?);
    let mut path = vec![product, template.short.get(model.language())];
    path.extend(whose(model, doc.template_id()));
    chrome(model, keymap, paint, &path);
    let progress = ChecklistProgress::of(list, template, model.today());
    let view = View { model, state, list, template, progress };
    let (head, rows, details) = scene::checklist_parts(model);
    view.head(head.inset(1, 0), paint);
    view.rows(rows.inset(1, 0), paint);
    view.details(details, paint);
    None
}

struct View<'a> {
    model: &'a Model,
    state: &'a ChecklistState,
    list: &'a Checklist,
    template: &'a ChecklistTemplate,
    progress: ChecklistProgress,
}

impl View<'_> {
    /// Profile, readiness and filter on the first line; on the next, how far each stage is.
    fn head(&self, area: Rect, paint: &mut Painter) {
        let words = self.model.words();
        let language = self.model.language();
        let all = &self.progress.all;
        let profile = self.list.head.profile.as_deref().map(|id| {
            self.template
                .profiles
                .iter()
                .find(|profile| profile.id == id)
                .map_or(id, |profile| profile.title.get(language))
        });
        let ready = words.tell(&ready(all));
        let mut x = area.x;
        if let Some(profile) = profile {
            x += paint.text(x, area.y, area.width / 2, profile, Role::Title) + 2;
        }
        x += paint.text(x, area.y, area.right().saturating_sub(x), &ready, Role::Text) + 2;
        if let Some(filter) = self.filter() {
            paint.text(x, area.y, area.right().saturating_sub(x), &filter, Role::Accent);
        }
        if area.height < 2 {
            return;
        }
        let mut x = area.x;
        for (stage, tally) in &self.progress.stages {
            let title = self
                .template
                .stages
                .iter()
                .find(|known| known.id == *stage)
                .map_or(stage.as_str(), |known| known.title.get(language));
            let share = match tally.readiness() {
                Some(percent) => format!("{percent}%"),
                None => words.say("checklist.no-items-short").to_owned(),
            };
            let columns = u16::try_from(width(title) + width(&share) + 1).unwrap_or(u16::MAX);
            if x.saturating_add(columns) > area.right() {
                break;
            }
            x += paint.text(x, area.y + 1, columns, title, Role::Muted) + 1;
            let role = match tally.readiness() {
                Some(100) => Role::Success,
                Some(_) => Role::Text,
                None => Role::Muted,
            };
            x += paint.text(x, area.y + 1, columns, &share, role) + 2;
        }
    }

    fn filter(&self) -> Option<String> {
        let words = self.model.words();
        let verdict = match self.state.filter {
            VerdictFilter::All => None,
            VerdictFilter::Unanswered => Some(words.say("kind.unanswered")),
            VerdictFilter::Only(verdict) => Some(verdict_name(words, verdict)),
        };
        let stage = self.state.stage.as_ref().and_then(|id| {
            self.template
                .stages
                .iter()
                .find(|stage| stage.id == *id)
                .map(|stage| stage.title.get(self.model.language()))
        });
        let only: Vec<&str> = stage.into_iter().chain(verdict).collect();
        (!only.is_empty()).then(|| words.tell(&Sentence::new("checklist.only").with("what", only.join(", "))))
    }

    fn rows(&self, area: Rect, paint: &mut Painter) {
        let language = self.model.language();
        let rows = rows_of(self.state, self.list, self.template);
        if rows.is_empty() {
            paint.paragraph(area, self.model.words().say("checklist.none-match"), Role::Muted);
        }
        for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(self.state.top)) {
            match row {
                Row::Stage(stage) => {
                    self.stage(&stage.id, stage.title.get(language), Rect { y, height: 1, ..area }, paint)
                }
                Row::NoItems(stage) => {
                    let sentence = Sentence::new("checklist.no-items").with("stage", stage.title.get(language));
                    paint.text(area.x, y, area.width, &self.model.words().tell(&sentence), Role::Muted);
                }
                Row::Item(item) => self.item(item, Rect { y, height: 1, ..area }, paint),
            }
        }
        paint.scroll_bar(area.right(), area.y, area.height, rows.len(), usize::from(area.height), self.state.top);
    }

    fn stage(&self, id: &str, title: &str, line: Rect, paint: &mut Painter) {
        let tally = self.progress.stages.iter().find(|(stage, _)| stage == id).map(|(_, tally)| tally);
        let taken = paint.text(line.x, line.y, line.width, title, Role::Accent);
        if let Some(tally) = tally {
            let text = self.model.words().tell(&ready(tally));
            let room = line.width.saturating_sub(taken + 2);
            paint.text_right(line.right().saturating_sub(1), line.y, room, &text, Role::Muted);
        }
    }

    fn item(&self, item: &ItemTemplate, line: Rect, paint: &mut Painter) {
        let progress = self.progress.items.iter().find(|known| known.item == item.id);
        let verdict = progress.and_then(|progress| progress.verdict);
        let focused = self.state.item.as_ref() == Some(&item.id);
        if focused {
            paint.fill(line, Role::Selection);
        }
        let role = |plain| if focused { Role::Selection } else { plain };
        paint.text(line.x + 1, line.y, 1, paint.glyphs.verdict(verdict), role(verdict_role(verdict)));
        let beside = if line.width >= 60 { self.beside(item, progress, paint) } else { String::new() };
        let columns = u16::try_from(width(&beside)).unwrap_or(u16::MAX);
        let text_role = if verdict.is_none() { Role::Text } else { Role::Muted };
        let text = item.text.get(self.model.language());
        let gap = if columns > 0 { 2 } else { 0 };
        paint.text(line.x + 3, line.y, line.width.saturating_sub(4 + columns + gap), text, role(text_role));
        let expired = progress.is_some_and(|progress| progress.waiver_expired && !progress.waived);
        let name_role = if expired { Role::Error } else { verdict_role(verdict) };
        paint.text_right(line.right().saturating_sub(1), line.y, columns, &beside, role(name_role));
    }

    /// What stands beside an item: its verdict in words, whether it is computed, whether there is a waiver.
    fn beside(&self, item: &ItemTemplate, progress: Option<&ItemProgress>, paint: &Painter) -> String {
        let words = self.model.words();
        let verdict = progress.and_then(|progress| progress.verdict);
        let name = verdict.map_or("", |verdict| verdict_name(words, verdict));
        match progress {
            Some(progress) if progress.waived => format!("{name} {}", paint.glyphs.waiver),
            Some(progress) if progress.waiver_expired => {
                format!("{} {}", paint.glyphs.waiver, words.say("checklist.expired"))
            }
            _ if item.is_aggregate() => format!("= {name}").trim_end().to_owned(),
            _ => name.to_owned(),
        }
    }

    /// What is said of the item in focus: the whole sentence, how to find out, what counts, and the answer.
    fn details(&self, area: Rect, paint: &mut Painter) {
        let item = self.state.item.as_ref().and_then(|id| self.template.item(id));
        let Some(item) = item.filter(|_| area.height >= 3) else { return };
        let language = self.model.language();
        let words = self.model.words();
        let answer = self.list.answers.get(&item.id);
        let mut rows: Vec<Said> = vec![("", item.text.get(language).to_owned(), Role::Title)];
        if let Some(answer) = answer {
            let verdict = answer.verdict.map(|verdict| verdict_name(words, verdict).to_owned());
            let date = answer.date.map(|date| date.to_string());
            let head: Vec<String> = [verdict, answer.by.as_ref().map(|by| people::shown(self.model, by)), date]
                .into_iter()
                .flatten()
                .collect();
            if !head.is_empty() {
                rows.push((
                    "checklist.answer",
                    head.join(&format!(" {} ", paint.glyphs.dot)),
                    verdict_role(answer.verdict),
                ));
            }
            rows.extend(answer.reason.clone().map(|reason| ("checklist.reason", reason, Role::Text)));
            if !answer.evidence.is_empty() {
                rows.push(("checklist.evidence", answer.evidence.join("\n"), Role::Text));
            }
            if let Some(waiver) = &answer.waiver {
                let key = if waiver.is_expired(self.model.today()) {
                    "checklist.waiver-expired"
                } else {
                    "checklist.waiver-until"
                };
                let mut text =
                    words.tell(&Sentence::new(key).with("date", waiver.until).with("reason", &waiver.reason));
                let people = [
                    ("checklist.waiver-requested", &waiver.requested_by),
                    ("checklist.waiver-approved", &waiver.approved_by),
                ];
                for (key, name) in people {
                    if let Some(name) = name {
                        let told = words.tell(&Sentence::new(key).with("name", people::shown(self.model, name)));
                        text = format!("{text} {} {told}", paint.glyphs.dot);
                    }
                }
                let expired = waiver.is_expired(self.model.today());
                rows.push(("checklist.waiver", text, if expired { Role::Error } else { Role::Warning }));
            }
        }
        if item.is_aggregate() {
            rows.push(("checklist.answer", words.say("checklist.computed").to_owned(), Role::Muted));
        }
        rows.push(("checklist.how", item.how.get(language).to_owned(), Role::Text));
        rows.push(("checklist.counts", item.evidence.get(language).to_owned(), Role::Muted));
        details(words, area, rows, 10, paint);
    }
}

/// How many items are answered and how far to ready, as a sentence.
fn ready(tally: &Tally) -> Sentence {
    let key = if tally.waived > 0 { "checklist.ready-waived" } else { "checklist.ready" };
    Sentence::new(key)
        .with("answered", tally.answered)
        .with("total", tally.total)
        .with("percent", tally.readiness().unwrap_or(0))
        .with("waived", tally.waived)
}

fn verdict_role(verdict: Option<Verdict>) -> Role {
    match verdict {
        Some(Verdict::Pass) => Role::Success,
        Some(Verdict::Partial) => Role::Warning,
        Some(Verdict::Gap) => Role::Error,
        Some(Verdict::NotApplicable) | None => Role::Muted,
    }
}
