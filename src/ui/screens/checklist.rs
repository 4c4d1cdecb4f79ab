//! A checklist: its items with their verdicts, how far to ready, and what is said of the item in focus.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::commands::verdict_name;
use crate::app::people;
use crate::app::query::labels::guideline_lines;
use crate::app::screen::checklist::layout::ChecklistScene;
use crate::app::screen::{ChecklistState, Row, VerdictFilter, rows_of};
use crate::assess::progress::{ChecklistProgress, ItemProgress, Tally};
use crate::document::{self, Verdict};
use crate::i18n::Sentence;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::{ChecklistTemplate, ItemTemplate, Stage};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::{Said, origin_badge, row_details, title_and_status_bar};

/// A checklist.
pub(crate) struct Checklist<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a ChecklistState,
}

impl Widget for Checklist<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let product = cx.model.current_product().map_or("", |product| product.name());
        let Some(doc) = cx.model.docs().get(&state.file) else { return };
        let Some((list, template)) = doc.checklist().zip(doc.checklist_template(cx.model.method())) else { return };
        let mut path = vec![product, template.short.get(cx.model.language())];
        path.extend(origin_badge(cx, doc.template_id()));
        title_and_status_bar(cx, buf, &path);
        let progress = ChecklistProgress::of(list, template, cx.model.today());
        let view = View { cx, state, list, template, progress };
        let Some(scene) = cx.model.layout::<ChecklistScene>() else { return };
        view.head(scene.head.inset(1, 0), buf);
        view.rows(scene.rows.inset(1, 0), buf);
        view.details(scene.details, buf);
    }
}

struct View<'a> {
    cx: Context<'a>,
    state: &'a ChecklistState,
    list: &'a document::Checklist,
    template: &'a ChecklistTemplate,
    progress: ChecklistProgress,
}

impl View<'_> {
    /// Profile, readiness and filter on the first line; on the next, how far each stage is.
    fn head(&self, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let words = cx.model.words();
        let language = cx.model.language();
        let all = &self.progress.all;
        let profile = self.list.head.profile.as_deref().map(|id| {
            self.template
                .profiles
                .iter()
                .find(|profile| profile.id == id)
                .map_or(id, |profile| profile.title.get(language))
        });
        let ready = words.tell(&ready(all));
        let mut line = cx.line(area.width);
        if let Some(profile) = profile {
            line = line.push_in(profile, area.width / 2, Role::Title).gap(2);
        }
        line = line.push(ready, Role::Text).gap(2);
        if let Some(filter) = self.filter() {
            line = line.push(filter, Role::Title);
        }
        line.render(area, buf);
        let (_, second) = area.split_top(1);
        let mut line = cx.line(second.width);
        for (stage, tally) in &self.progress.stages {
            let title = self
                .template
                .stages
                .iter()
                .find(|known| known.id == *stage)
                .map_or(stage.as_str(), |known| known.title.get(language));
            let share = match tally.readiness() {
                Some(percent) => format!("{percent}%"),
                None => words.say(key!("checklist.no-items-short")).to_owned(),
            };
            let columns = u16::try_from(width(title) + width(&share) + 1).unwrap_or(u16::MAX);
            if columns > line.room() {
                break;
            }
            let role = match tally.readiness() {
                Some(100) => Role::Success,
                Some(_) => Role::Text,
                None => Role::Muted,
            };
            line = line.push(title, Role::Muted).gap(1).push(share, role).gap(2);
        }
        line.render(second, buf);
    }

    fn filter(&self) -> Option<String> {
        let cx = self.cx;
        let words = cx.model.words();
        let verdict = match self.state.filter {
            VerdictFilter::All => None,
            VerdictFilter::Unanswered => Some(words.say(key!("kind.verdict.unanswered"))),
            VerdictFilter::Only(verdict) => Some(verdict_name(words, verdict)),
        };
        let stage = self.state.stage.as_ref().and_then(|id| {
            self.template.stages.iter().find(|stage| stage.id == *id).map(|stage| stage.title.get(cx.model.language()))
        });
        let only: Vec<&str> = stage.into_iter().chain(verdict).collect();
        (!only.is_empty()).then(|| words.tell(&sentence!("checklist.only", what = only.join(", "))))
    }

    fn rows(&self, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let language = cx.model.language();
        let rows = rows_of(self.state, self.list, self.template);
        if rows.is_empty() {
            cx.wrap(cx.model.words().say(key!("checklist.none-match")), Role::Muted).render(area, buf);
        }
        for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(self.state.top)) {
            match row {
                Row::Blank => {}
                Row::Wrong => self.wrong(Rect { y, height: 1, ..area }, buf),
                Row::Answer(item) => self.answer(item, Rect { y, height: 1, ..area }, buf),
                Row::Done(stage, count) => self.done(stage, *count, Rect { y, height: 1, ..area }, buf),
                Row::Stage(stage) => {
                    self.stage(&stage.id, stage.title.get(language), Rect { y, height: 1, ..area }, buf)
                }
                Row::NoItems(stage) => {
                    let sentence = sentence!("checklist.no-items", stage = stage.title.get(language));
                    buf.put_span(area.x, y, &cx.fit(cx.model.words().tell(&sentence), area.width, Role::Muted));
                }
                Row::Item(item) => self.item(item, Rect { y, height: 1, ..area }, buf),
            }
        }
        cx.scroll_bar(rows.len(), usize::from(area.height), self.state.top)
            .render(Rect::new(area.right(), area.y, 1, area.height), buf);
    }

    fn stage(&self, id: &str, title: &str, line: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let tally = self.progress.stages.iter().find(|(stage, _)| stage == id).map(|(_, tally)| tally);
        let taken = buf.put_span(line.x, line.y, &cx.fit(title, line.width, Role::Title));
        if let Some(tally) = tally {
            let text = cx.model.words().tell(&ready(tally));
            let room = line.width.saturating_sub(taken + 2);
            buf.put_span_right(line.right().saturating_sub(1), line.y, &cx.fit(&text, room, Role::Muted));
        }
    }

    /// The head of what is wrong, with how much of it there is.
    fn wrong(&self, line: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let words = cx.model.words();
        let (gaps, partly) = (self.count(Verdict::Gap), self.count(Verdict::Partial));
        let mut counts = Vec::with_capacity(2);
        if gaps > 0 {
            counts.push(words.tell(&sentence!("checklist.gaps", count = gaps)));
        }
        if partly > 0 {
            counts.push(words.tell(&sentence!("checklist.partly", count = partly)));
        }
        let taken = buf.put_span(line.x, line.y, &cx.fit(words.say(key!("checklist.wrong")), line.width, Role::Title));
        let room = line.width.saturating_sub(taken + 2);
        let text = counts.join(&format!(" {} ", cx.glyphs.dot));
        buf.put_span_right(line.right().saturating_sub(1), line.y, &cx.fit(text, room, Role::Muted));
    }

    /// How many of the items shown have a verdict.
    fn count(&self, verdict: Verdict) -> usize {
        let items = self.state.items(self.list, self.template);
        items.into_iter().filter(|item| self.list.verdict(&item.id) == Some(verdict)).count()
    }

    /// The line of a stage with items that are done.
    fn done(&self, stage: &Stage, count: usize, line: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let tally = self.progress.stages.iter().find(|(id, _)| *id == stage.id).map(|(_, tally)| tally);
        let is_ready = tally.is_some_and(|tally| tally.readiness() == Some(100));
        let (verdict, role) = if is_ready { (Some(Verdict::Pass), Role::Success) } else { (None, Role::Muted) };
        buf.put_span(line.x + 1, line.y, &cx.fit(cx.glyphs.verdict(verdict), 1, role));
        let told = sentence!("checklist.done", stage = stage.title.get(cx.model.language()), count = count);
        let room = line.width.saturating_sub(4);
        buf.put_span(line.x + 3, line.y, &cx.fit(cx.model.words().tell(&told), room, Role::Muted));
    }

    /// What was answered to an item that is wrong: why, or what there is.
    fn answer(&self, item: &ItemTemplate, line: Rect, buf: &mut Buffer) {
        let Some(answer) = self.list.answers.get(&item.id) else { return };
        let text = answer.reason.clone().unwrap_or_else(|| answer.evidence.join(", "));
        let room = line.width.saturating_sub(4);
        buf.put_span(line.x + 3, line.y, &self.cx.fit(text, room, Role::Muted));
    }

    fn item(&self, item: &ItemTemplate, line: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let progress = self.progress.items.iter().find(|known| known.item == item.id);
        let verdict = progress.and_then(|progress| progress.verdict);
        let focused = self.state.item.as_ref() == Some(&item.id);
        if focused {
            buf.put_glyph(line.x, line.y, cx.glyphs.bar, cx.style(Role::Focus));
        }
        buf.put_span(line.x + 1, line.y, &cx.fit(cx.glyphs.verdict(verdict), 1, verdict_role(verdict)));
        let beside = if line.width >= 60 { self.verdict_text(item, progress) } else { String::new() };
        let columns = u16::try_from(width(&beside)).unwrap_or(u16::MAX);
        // What is wrong is bright, what is open is plain, and what is done steps back.
        let text_role = match verdict {
            _ if focused => Role::Focus,
            // A waiver lets it be for a time.
            Some(Verdict::Gap | Verdict::Partial) if progress.is_some_and(|progress| progress.waived) => Role::Text,
            Some(Verdict::Gap | Verdict::Partial) => Role::Title,
            None => Role::Text,
            Some(Verdict::Pass | Verdict::NotApplicable) => Role::Muted,
        };
        let text = item.text.get(cx.model.language());
        let gap = if columns > 0 { 2 } else { 0 };
        buf.put_span(line.x + 3, line.y, &cx.fit(text, line.width.saturating_sub(4 + columns + gap), text_role));
        let expired = progress.is_some_and(|progress| progress.waiver_expired && !progress.waived);
        let name_role = if expired { Role::Error } else { verdict_role(verdict) };
        buf.put_span_right(line.right().saturating_sub(1), line.y, &cx.fit(&beside, columns, name_role));
    }

    /// What stands beside an item: its verdict in words, whether it is computed, whether there is a waiver.
    fn verdict_text(&self, item: &ItemTemplate, progress: Option<&ItemProgress>) -> String {
        let cx = self.cx;
        let words = cx.model.words();
        let verdict = progress.and_then(|progress| progress.verdict);
        let name = verdict.map_or("", |verdict| verdict_name(words, verdict));
        match progress {
            Some(progress) if progress.waived => format!("{name} {}", cx.glyphs.waiver),
            Some(progress) if progress.waiver_expired => {
                format!("{} {}", cx.glyphs.waiver, words.say(key!("checklist.expired")))
            }
            _ if item.is_aggregate() => format!("= {name}").trim_end().to_owned(),
            _ => name.to_owned(),
        }
    }

    /// What is said of the item in focus: the whole sentence, how to find out, what counts, and the answer.
    fn details(&self, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let item = self.state.item.as_ref().and_then(|id| self.template.item(id));
        let Some(item) = item.filter(|_| area.height >= 3) else { return };
        let language = cx.model.language();
        let words = cx.model.words();
        let answer = self.list.answers.get(&item.id);
        let mut rows: Vec<Said> = vec![(None, item.text.get(language).to_owned(), Role::Title)];
        if let Some(answer) = answer {
            let verdict = answer.verdict.map(|verdict| verdict_name(words, verdict).to_owned());
            let date = answer.date.map(|date| date.to_string());
            let head: Vec<String> = [verdict, answer.by.as_ref().map(|by| people::shown(cx.model, by)), date]
                .into_iter()
                .flatten()
                .collect();
            if !head.is_empty() {
                rows.push((
                    Some(key!("checklist.answer")),
                    head.join(&format!(" {} ", cx.glyphs.dot)),
                    verdict_role(answer.verdict),
                ));
            }
            rows.extend(answer.reason.clone().map(|reason| (Some(key!("checklist.reason")), reason, Role::Text)));
            if !answer.evidence.is_empty() {
                rows.push((Some(key!("checklist.evidence")), answer.evidence.join("\n"), Role::Text));
            }
            if let Some(waiver) = &answer.waiver {
                let key = if waiver.is_expired(cx.model.today()) {
                    key!("checklist.waiver-expired")
                } else {
                    key!("checklist.waiver-until")
                };
                let mut text =
                    words.tell(&Sentence::new(key).with("date", waiver.until).with("reason", &waiver.reason));
                let people = [
                    (key!("checklist.waiver-requested"), &waiver.requested_by),
                    (key!("checklist.waiver-approved"), &waiver.approved_by),
                ];
                for (key, name) in people {
                    if let Some(name) = name {
                        let told = words.tell(&Sentence::new(key).with("name", people::shown(cx.model, name)));
                        text = format!("{text} {} {told}", cx.glyphs.dot);
                    }
                }
                let expired = waiver.is_expired(cx.model.today());
                rows.push((Some(key!("checklist.waiver")), text, if expired { Role::Error } else { Role::Warning }));
            }
        }
        if item.is_aggregate() {
            rows.push((Some(key!("checklist.answer")), words.say(key!("checklist.computed")).to_owned(), Role::Muted));
        }
        rows.push((Some(key!("checklist.how")), item.how.get(language).to_owned(), Role::Text));
        rows.push((Some(key!("checklist.counts")), item.evidence.get(language).to_owned(), Role::Muted));
        let guidelines = guideline_lines(cx.model, self.template, item);
        if !guidelines.is_empty() {
            rows.push((Some(key!("checklist.guidelines")), guidelines.join("\n"), Role::Muted));
        }
        row_details(cx, area, rows, 10, buf);
    }
}

/// How many items are answered and how far to ready, as a sentence.
fn ready(tally: &Tally) -> Sentence {
    let key = if tally.waived > 0 { key!("checklist.ready-waived") } else { key!("checklist.ready") };
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
