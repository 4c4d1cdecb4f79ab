//! A guide as a page: its lines, broken for the width of the screen, and which of them are seen.

use super::{GuideState, links_of};
use crate::app::Model;
use crate::app::query::overview::MapItem;
use crate::app::scene::areas;
use crate::document::Reply;
use crate::i18n::{Sentence, SentenceKey};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _, wrap};
use crate::method::Guide;

/// The widest a line may be: longer ones are hard to read.
const MEASURE: u16 = 76;
/// Columns before a step: its number and a space.
const STEP: u16 = 4;
/// Columns before a trap or a criterion: its sign and a space.
const SIGN: u16 = 2;

/// What a line of the page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageLine {
    /// The title.
    Title(String),
    /// What kind of page it is.
    About(String),
    /// The head of a part.
    Head(SentenceKey),
    /// A line of text.
    Text(String),
    /// A line of a step, with its number where it is the first.
    Step(Option<usize>, String),
    /// A line of a trap; the first of one carries its sign.
    Trap(bool, String),
    /// A line of a criterion, with its answer where it is the first.
    Criterion(Option<Option<Reply>>, String),
    /// A link, by its place among all.
    Link(usize),
    /// Nothing.
    Blank,
}

/// A page and where it stands.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where its lines stand, in the middle of the screen.
    pub area: Rect,
    /// All its lines.
    pub lines: Vec<PageLine>,
    /// What its links lead to.
    pub links: Vec<MapItem>,
}

impl Page {
    /// The first line that can stand on top.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(usize::from(self.area.height))
    }

    /// The lines that are seen, each in its row.
    pub fn visible(&self, top: usize) -> impl Iterator<Item = (Rect, &PageLine)> {
        self.area.rows().zip(self.lines.iter().skip(top.min(self.last_top())))
    }

    /// The place of a link among the lines.
    fn line_of(&self, link: usize) -> Option<usize> {
        self.lines.iter().position(|line| *line == PageLine::Link(link))
    }
}

/// The page of a guide.
pub(super) fn page(model: &Model, state: &GuideState) -> Option<Page> {
    let guide = model.method.guide(&state.guide)?;
    let work = areas(model.size).work;
    let room = work.inset(if work.width > 50 { 2 } else { 1 }, u16::from(work.height > 12 && work.width > 50));
    // The scroll bar stands clear of the text.
    let room = Rect { width: room.width.saturating_sub(1), ..room };
    let area = room.centred(MEASURE, room.height);
    let links = links_of(model, guide);
    let all = lines(model, guide, area.width, links.len());
    Some(Page { area, lines: all, links })
}

fn lines(model: &Model, guide: &Guide, columns: u16, link_count: usize) -> Vec<PageLine> {
    let language = model.language();
    let mut page = Vec::new();
    page.extend(broken(guide.title.get(language), columns).map(PageLine::Title));
    let category = if guide.category == "template" { key!("guide.template") } else { key!("guide.guideline") };
    page.push(PageLine::About(model.words.say(category).to_owned()));
    for (head, text) in [(key!("guide.purpose"), &guide.purpose), (key!("guide.when"), &guide.when)] {
        begin(&mut page, head);
        page.extend(broken(text.get(language), columns).map(PageLine::Text));
    }
    begin(&mut page, key!("guide.steps"));
    for (at, step) in guide.steps.iter().enumerate() {
        // Steps stand apart, so that the eye finds the one it was at.
        if at > 0 {
            page.push(PageLine::Blank);
        }
        let lines = broken(step.get(language), columns.saturating_sub(STEP));
        page.extend(lines.enumerate().map(|(line, text)| PageLine::Step((line == 0).then_some(at + 1), text)));
    }
    begin(&mut page, key!("guide.result"));
    page.extend(broken(guide.result.get(language), columns).map(PageLine::Text));
    begin(&mut page, key!("guide.traps"));
    for trap in &guide.traps {
        let lines = broken(trap.get(language), columns.saturating_sub(SIGN));
        page.extend(lines.enumerate().map(|(line, text)| PageLine::Trap(line == 0, text)));
    }
    // Only imported guides have tips.
    for (at, tip) in guide.tips.iter().enumerate() {
        if at == 0 {
            begin(&mut page, key!("guide.tips"));
        } else {
            page.push(PageLine::Blank);
        }
        page.extend(broken(tip.get(language), columns).map(PageLine::Text));
    }
    if link_count > 0 {
        begin(&mut page, key!("guide.canvases"));
        page.extend((0..link_count).map(PageLine::Link));
    }
    if !guide.criteria.is_empty() {
        begin(&mut page, key!("guide.criteria"));
    }
    for criterion in &guide.criteria {
        let (answer, text) = criterion_text(model, criterion);
        let lines = broken(&text, columns.saturating_sub(SIGN));
        page.extend(lines.enumerate().map(|(line, text)| PageLine::Criterion((line == 0).then_some(answer), text)));
    }
    page
}

/// A criterion with what the team has answered, in words.
#[must_use]
pub fn criterion_text(model: &Model, id: &str) -> (Option<Reply>, String) {
    let known = model.method.criterion(id).map_or(id, |criterion| criterion.text.get(model.language()));
    let product = model.current_product().and_then(|product| product.product.as_ref());
    let answer = product.and_then(|product| product.criteria.get(id)).map(|answer| answer.answer);
    let key = match answer {
        Some(Reply::Yes) => key!("guide.criterion-yes"),
        Some(Reply::No) => key!("guide.criterion-no"),
        Some(Reply::Unsure) => key!("guide.criterion-unsure"),
        None => key!("guide.criterion-open"),
    };
    (answer, model.words.tell(&Sentence::new(key).with("criterion", known)))
}

fn begin(page: &mut Vec<PageLine>, head: SentenceKey) {
    page.push(PageLine::Blank);
    page.push(PageLine::Head(head));
}

fn broken(text: &str, columns: u16) -> impl Iterator<Item = String> {
    let lines = wrap::wrap(text, columns.max(1));
    lines.into_iter().map(|line| line.shown(text).into_owned()).collect::<Vec<_>>().into_iter()
}

/// Keeps what is seen of the page on the page. A link that is not seen any more is not in focus either.
pub(super) fn settle(model: &mut Model) {
    let Some(page) = model.layout::<Page>() else { return };
    let Some(state) = model.screens.front_mut::<GuideState>() else { return };
    state.top = state.top.min(page.last_top());
    let seen = state.top..state.top + usize::from(page.area.height);
    state.link = state.link.filter(|link| page.line_of(*link).is_some_and(|line| seen.contains(&line)));
}

/// Scrolls so that the link in focus is seen, with what stands around it where there is room.
pub(super) fn show_link(model: &mut Model, page: &Page) {
    let Some(state) = model.screens.front_mut::<GuideState>() else { return };
    let Some(line) = state.link.and_then(|link| page.line_of(link)) else { return };
    let rows = usize::from(page.area.height).max(1);
    let around = usize::from(rows >= 5) * 2;
    let lowest = (line + around + 1).saturating_sub(rows);
    state.top = state.top.clamp(lowest.min(line), line.saturating_sub(around).max(lowest.min(line)));
}

/// Columns of a number before a step, for a number of any length.
#[must_use]
pub fn step_number(number: usize) -> (String, u16) {
    let text = number.to_string();
    let columns = u16::try_from(width(&text)).unwrap_or(STEP);
    (text, STEP.saturating_sub(columns + 2))
}
