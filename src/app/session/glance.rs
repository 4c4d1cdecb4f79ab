//! What every screen says of a session: which stop it is at, how much of the block is left, when it ends.

use std::time::Duration;

use chrono::NaiveTime;

use crate::app::Model;
use crate::document::session::{BlockKind, RecordedKind};
use crate::document::template_of;
use crate::method::SectionTemplate;
use crate::workshop::agenda::stops;
use crate::workshop::clock::{self, Warning};
use crate::workshop::hidden::Place;
use crate::workshop::state::LiveBlock;

/// How a session stands at a moment.
#[derive(Clone, Debug)]
pub struct Glance<'m> {
    /// The block that goes on, and its place among all.
    pub block: &'m LiveBlock,
    /// Its place.
    pub at: usize,
    /// The stop it belongs to, counted from 1, and how many there are.
    pub stop: (usize, usize),
    /// What is left of the block, or how much it is over.
    pub left: Result<Duration, Duration>,
    /// The sign for that.
    pub warning: Warning,
    /// Whether the clock stands still.
    pub is_paused: bool,
    /// When the session ends, as it looks now.
    pub ends: NaiveTime,
    /// The block that comes next.
    pub next: Option<&'m LiveBlock>,
}

impl<'m> Glance<'m> {
    /// How the session that runs stands, at the moment of the last update.
    #[must_use]
    pub fn of(model: &'m Model) -> Option<Self> {
        let running = model.running_session()?;
        let state = running.session.state();
        let current = state.current?;
        let at = state.blocks.iter().position(|block| block.id == current)?;
        let block = &state.blocks[at];
        let (moment, wall) = model.moment();
        let spent = |block: &LiveBlock| running.session.clock.spent(block.id, moment.now);
        let all = stops(&state.blocks, place);
        let stop = all.iter().position(|range| range.contains(&at)).map_or(0, |at| at + 1);
        let times: Vec<_> = state.blocks.iter().map(|block| (block.minutes, spent(block))).collect();
        let ends = wall.checked_add_signed(chrono::Duration::from_std(clock::remaining(&times, at)).ok()?)?;
        Some(Self {
            block,
            at,
            stop: (stop, all.len()),
            left: clock::left(block.minutes, spent(block)),
            warning: clock::warning(block.minutes, spent(block)),
            is_paused: !running.session.clock.is_running(),
            ends: ends.time(),
            next: state.blocks.get(at + 1),
        })
    }
}

/// What a block is about, by which blocks are one stop.
#[must_use]
pub fn place(block: &LiveBlock) -> (Option<&str>, Option<&str>) {
    (block.canvas.as_deref(), block.section.as_deref())
}

/// A time as minutes and seconds: what is left counts the second that goes on as a whole one.
#[must_use]
pub fn minutes_and_seconds(left: Result<Duration, Duration>) -> String {
    let (sign, seconds) = match left {
        Ok(left) => ("", left.as_secs() + u64::from(left.subsec_nanos() > 0)),
        Err(over) => ("+", over.as_secs()),
    };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

/// The section of a canvas that a block is about.
#[must_use]
pub fn section<'m>(model: &'m Model, block: &LiveBlock) -> Option<(usize, &'m SectionTemplate)> {
    let template = model.method().canvas(template_of(block.canvas.as_deref()?))?;
    let id = block.section.as_deref()?;
    let at = template.sections.iter().position(|section| section.id == id)?;
    Some((at + 1, &template.sections[at]))
}

/// What a block does: by its own title, otherwise what its kind is called.
#[must_use]
pub fn kind_name<'m>(model: &'m Model, block: &'m LiveBlock) -> &'m str {
    let word = block.kind.word();
    block.title.as_deref().or_else(|| model.words().find(&format!("workshop.block.{word}"))).unwrap_or(word)
}

/// What the room is asked in a block: what is voted on, or the question of the section; empty where there is none.
#[must_use]
pub fn question<'m>(model: &'m Model, block: &'m LiveBlock) -> &'m str {
    match (&block.hint, section(model, block)) {
        (Some(hint), _) if block.kind == RecordedKind::Known(BlockKind::Vote) => hint,
        (_, Some((_, section))) => section.question.get(model.language()),
        (_, None) => "",
    }
}

/// What a block is called: its section with its number, its document, or what it does.
#[must_use]
pub fn title(model: &Model, block: &LiveBlock) -> String {
    if let Some((number, section)) = section(model, block) {
        let section = format!("{number} {}", section.title.get(model.language()));
        let is_vote = block.kind == RecordedKind::Known(BlockKind::Vote);
        return if is_vote { format!("{}: {section}", kind_name(model, block)) } else { section };
    }
    let is_answer = block.kind == RecordedKind::Known(BlockKind::Answer);
    let template =
        block.canvas.as_deref().filter(|_| is_answer).and_then(|stem| model.method().template(template_of(stem)));
    template.map_or_else(|| kind_name(model, block).to_owned(), |template| template.short(model.language()).to_owned())
}

/// What a section of a document is called, with its number.
#[must_use]
pub fn place_title(model: &Model, place: &Place) -> String {
    let template = model.method().canvas(template_of(&place.canvas));
    let at = template.and_then(|template| template.sections.iter().position(|section| section.id == place.section));
    match (template, at) {
        (Some(template), Some(at)) => format!("{} {}", at + 1, template.sections[at].title.get(model.language())),
        _ => place.section.clone(),
    }
}

/// The path of a document of the session's product, by its stem.
#[must_use]
pub fn file_of(model: &Model, stem: &str) -> Option<String> {
    let product = &model.running_session()?.product;
    let doc = model.docs().values().find(|doc| doc.product == *product && doc.stem == stem);
    doc.map(|doc| doc.file.clone())
}
