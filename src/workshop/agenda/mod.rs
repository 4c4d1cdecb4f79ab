//! From an agenda to the blocks of a session: which there are, and how long each takes.

mod remarks;
mod share;
mod stops;

use crate::document::session::BLANK_AGENDA;
use crate::document::template_of;
use crate::method::{
    Agenda, AgendaBlock, BlockKind, BlockTime, CanvasTemplate, Each, Method, Minutes, Recipe, SectionRecipe, Text,
};

pub use remarks::Remark;
use share::{least, share_above, split};
pub use stops::stops;

/// A section that has less is talked about in one block.
pub const SHORTEST_SECTION: Minutes = Minutes::whole(5);
/// A section that has less is hardly worked on: fewer of them, or two sessions, are better.
pub const HARDLY: Minutes = Minutes::whole(4);
/// A session that takes longer has a break.
pub const WITHOUT_BREAK: Minutes = Minutes::whole(90);
/// How long a checklist is worked on where no agenda says.
const ANSWERING: u32 = 32;

/// A block of a session that is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedBlock {
    pub kind: BlockKind,
    /// The canvas or checklist it is about, as the agenda names it: by id or stem.
    pub canvas: Option<String>,
    /// Id of the section it is about, where it is one. A vote can be about several.
    pub section: Option<String>,
    pub minutes: Minutes,
    /// Whether shortening the rest leaves it alone.
    pub fixed: bool,
    /// What it is called, where that differs from its kind.
    pub title: Option<Text>,
    /// A note to the facilitator.
    pub hint: Option<Text>,
}

/// What a session is planned as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub blocks: Vec<PlannedBlock>,
    /// What whoever plans it should know.
    pub remarks: Vec<Remark>,
}

/// Why an agenda does not fit into a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoesNotFit {
    /// It takes at least so long.
    Least(Minutes),
    /// A block would take longer than one can.
    Longest,
    /// Nothing in it can be longer or shorter than it is; it takes so long.
    Fixed(Minutes),
}

impl Plan {
    /// How long it takes.
    #[must_use]
    pub fn minutes(&self) -> Minutes {
        self.blocks.iter().map(|block| block.minutes).sum()
    }
}

/// An entry of an agenda before its sections are taken apart.
struct Slot<'a> {
    block: &'a AgendaBlock,
    /// The canvas with its section, where it is one.
    section: Option<(&'a CanvasTemplate, &'a str)>,
    minutes: Minutes,
}

impl Slot<'_> {
    /// Whether a session that has to be longer or shorter takes it from here.
    fn stretches(&self) -> bool {
        use BlockKind::{Answer, Group, Round, Talk, Write};
        let works = || matches!(self.block.kind, Some(Answer | Group | Round | Talk | Write));
        !self.block.fixed && (self.section.is_some() || works())
    }

    /// The least it can be shortened to: of a section that is talked about, or of its kind; what is shorter stays so.
    fn least(&self) -> Minutes {
        let kind = if self.section.is_some() { None } else { self.block.kind };
        least(kind.unwrap_or(BlockKind::Talk)).min(self.minutes)
    }
}

/// The canvas that a word names: its id, or the stem of a document that follows it, which has its variant after a dot.
fn canvas_of<'m>(method: &'m Method, stem: &str) -> Option<&'m CanvasTemplate> {
    method.canvas(template_of(stem)).map(AsRef::as_ref)
}

/// The agenda with exactly these canvases and checklists, by id and in any order: one that is somebody's own first, then
/// the first by id.
#[must_use]
pub fn agenda_for<'m>(method: &'m Method, templates: &[&str]) -> Option<&'m Agenda> {
    let is_same = |agenda: &&Agenda| !agenda.canvases.is_empty() && is_about(agenda, templates);
    let fitting = method.agendas().iter().map(AsRef::as_ref).filter(is_same);
    let is_built_in = |agenda: &Agenda| method.own_of(&agenda.id).is_none();
    fitting.min_by(|a, b| (is_built_in(a), &a.id).cmp(&(is_built_in(b), &b.id)))
}

/// Whether an agenda is about exactly these canvases and checklists, by id and in any order.
#[must_use]
pub fn is_about(agenda: &Agenda, templates: &[&str]) -> bool {
    agenda.canvases.len() == templates.len() && agenda.canvases.iter().all(|id| templates.contains(&id.as_str()))
}

/// The agenda about the documents with these stems in the place of the canvases and checklists they follow.
#[must_use]
pub fn about(agenda: &Agenda, stems: &[String]) -> Agenda {
    let mut agenda = agenda.clone();
    let named = agenda.canvases.iter_mut().chain(agenda.blocks.iter_mut().filter_map(|block| block.canvas.as_mut()));
    for name in named {
        if let Some(stem) = stems.iter().find(|stem| template_of(stem) == name) {
            name.clone_from(stem);
        }
    }
    agenda
}

/// The agenda of documents for which nobody has made one: an opening, every section, a vote, decisions and a close.
/// Canvases and checklists are named by id or stem.
#[must_use]
pub fn agenda_of(method: &Method, stems: &[&str]) -> Agenda {
    let block = |kind, minutes| AgendaBlock {
        kind: Some(kind),
        each: None,
        canvas: None,
        section: None,
        sections: Vec::new(),
        way: Vec::new(),
        minutes: BlockTime::All(Minutes::whole(minutes)),
        fixed: false,
        title: None,
        hint: None,
    };
    let mut blocks = vec![block(BlockKind::Opening, 5)];
    for stem in stems {
        let mut worked_on = block(BlockKind::Answer, ANSWERING);
        if canvas_of(method, stem).is_some() {
            (worked_on.kind, worked_on.each, worked_on.minutes) = (None, Some(Each::Section), BlockTime::Section);
        }
        blocks.push(AgendaBlock { canvas: Some((*stem).to_owned()), ..worked_on });
    }
    if let Some(stem) = stems.iter().rev().find(|stem| canvas_of(method, stem).is_some()) {
        blocks.push(AgendaBlock { canvas: Some((*stem).to_owned()), ..block(BlockKind::Vote, 8) });
    }
    blocks.push(block(BlockKind::Decide, 18));
    blocks.push(block(BlockKind::Close, 8));
    let canvases = stems.iter().map(|stem| (*stem).to_owned()).collect();
    let (title, purpose) = (BLANK_AGENDA.into(), BLANK_AGENDA.into());
    let mut agenda = Agenda { format: 1, id: BLANK_AGENDA.to_owned(), title, purpose, minutes: 0, canvases, blocks };
    agenda.minutes = agenda.sum(|stem| canvas_of(method, stem)).as_whole().unwrap_or_default();
    agenda
}

/// The plan of a session from an agenda, stretched to `minutes` where they are given. What the agenda names that the method
/// does not have is left out.
///
/// # Errors
/// Where the agenda does not fit into that time.
pub fn plan(agenda: &Agenda, method: &Method, minutes: Option<u32>) -> Result<Plan, DoesNotFit> {
    let mut slots = slots(agenda, method);
    if let Some(minutes) = minutes {
        stretch(&mut slots, Minutes::whole(minutes))?;
    }
    let mut plan = Plan::default();
    for at in 0..slots.len() {
        let slot = &slots[at];
        match slot.section {
            Some((canvas, section)) => plan.section(slot, canvas, section, method),
            None => plan.blocks.push(block(slot, &slots[..at], method)),
        }
    }
    if plan.blocks.iter().any(|block| !block.minutes.is_of_a_block()) {
        return Err(DoesNotFit::Longest);
    }
    plan.remarks = remarks::of(agenda, method, &slots, &plan);
    Ok(plan)
}

fn slots<'a>(agenda: &'a Agenda, method: &'a Method) -> Vec<Slot<'a>> {
    let mut slots = Vec::new();
    for block in &agenda.blocks {
        let canvas = block.canvas.as_deref().and_then(|stem| canvas_of(method, stem));
        match (block.each, canvas, &block.minutes) {
            (Some(Each::Section), Some(canvas), _) => {
                let times = block.times(canvas).into_iter();
                slots.extend(times.map(|(id, minutes)| Slot { block, section: Some((canvas, id)), minutes }));
            }
            (None, canvas, BlockTime::All(minutes)) => {
                // A canvas that somebody replaced may be without a section that an agenda names.
                let is_there =
                    block.section.as_deref().is_none_or(|id| canvas.is_some_and(|canvas| canvas.section(id).is_some()));
                let is_known = block.canvas.as_deref().is_none_or(|stem| method.template(template_of(stem)).is_some());
                if is_there && is_known {
                    slots.push(Slot { block, section: None, minutes: *minutes });
                }
            }
            _ => {}
        }
    }
    slots
}

/// Gives what can be longer or shorter what is left of the time.
///
/// # Errors
/// Where that is too little for what has to be done, or nothing can.
fn stretch(slots: &mut [Slot<'_>], total: Minutes) -> Result<(), DoesNotFit> {
    let now: Minutes = slots.iter().map(|slot| slot.minutes).sum();
    let (mut given, fixed): (Vec<_>, Vec<_>) = slots.iter_mut().partition(|slot| slot.stretches());
    if given.is_empty() {
        return if now == total { Ok(()) } else { Err(DoesNotFit::Fixed(now)) };
    }
    let stays: Minutes = fixed.iter().map(|slot| slot.minutes).sum();
    let least: Vec<Minutes> = given.iter().map(|slot| slot.least()).collect();
    let needed = stays + least.iter().copied().sum::<Minutes>();
    if total < needed {
        return Err(DoesNotFit::Least(needed));
    }
    let weights: Vec<Minutes> = given.iter().map(|slot| slot.minutes).collect();
    for (slot, minutes) in given.iter_mut().zip(share_above(total - stays, &weights, &least)) {
        slot.minutes = minutes;
    }
    Ok(())
}

/// A block that stands for itself.
fn block(slot: &Slot<'_>, before: &[Slot<'_>], method: &Method) -> PlannedBlock {
    let entry = slot.block;
    let kind = entry.kind.unwrap_or(BlockKind::Talk);
    let voted_on = || if kind == BlockKind::Vote { voted_on(entry, before, method) } else { None };
    PlannedBlock {
        kind,
        canvas: entry.canvas.clone(),
        section: entry.section.clone().or_else(voted_on),
        minutes: slot.minutes,
        fixed: entry.fixed,
        title: entry.title.clone(),
        hint: entry.hint.clone(),
    }
}

/// The section a vote is about, where it is one: of those that are named; else of the most important that were worked on
/// before; else the last.
fn voted_on(entry: &AgendaBlock, before: &[Slot<'_>], method: &Method) -> Option<String> {
    let canvas = canvas_of(method, entry.canvas.as_deref()?)?;
    let of_it = before.iter().filter(|slot| slot.block.canvas == entry.canvas);
    let before: Vec<&str> = of_it.filter_map(|slot| slot.section).map(|(_, section)| section).collect();
    let ids = |is_one: &dyn Fn(&str, bool) -> bool| -> Vec<&str> {
        let sections = canvas.sections.iter().map(|section| (section.id.as_str(), section.highlight));
        sections.filter(|(id, highlight)| is_one(id, *highlight)).map(|(id, _)| id).collect()
    };
    let is_worked_on = |id: &str| before.is_empty() || before.contains(&id);
    let sections = if entry.sections.is_empty() {
        let highlighted = ids(&|id, highlight| highlight && is_worked_on(id));
        if highlighted.is_empty() { ids(&|id, _| is_worked_on(id)).pop().into_iter().collect() } else { highlighted }
    } else {
        ids(&|id, _| entry.sections.iter().any(|named| named == id))
    };
    match sections[..] {
        [only] => Some(only.to_owned()),
        _ => None,
    }
}

impl Plan {
    /// Takes a section apart into blocks.
    fn section(&mut self, slot: &Slot<'_>, canvas: &CanvasTemplate, section: &str, method: &Method) {
        let made = |(kind, minutes, hint): (BlockKind, Minutes, Option<Text>)| PlannedBlock {
            kind,
            canvas: slot.block.canvas.clone(),
            section: Some(section.to_owned()),
            minutes,
            fixed: slot.block.fixed,
            title: slot.block.title.clone(),
            hint: hint.or_else(|| slot.block.hint.clone()),
        };
        let recipe = method.recipe(canvas).map(AsRef::as_ref).and_then(|recipe: &Recipe| recipe.section(section));
        self.blocks.extend(steps(slot, recipe).into_iter().map(made));
    }
}

/// What is done in a section, how long, and what the facilitator is told about it.
fn steps(slot: &Slot<'_>, recipe: Option<&SectionRecipe>) -> Vec<(BlockKind, Minutes, Option<Text>)> {
    if slot.minutes < SHORTEST_SECTION {
        return vec![(BlockKind::Talk, slot.minutes, None)];
    }
    let way = slot.block.way.as_slice();
    match recipe.filter(|_| way.is_empty()) {
        Some(recipe) => {
            let planned: Vec<Minutes> = recipe.steps.iter().map(|step| Minutes::whole(step.minutes)).collect();
            let least = recipe.steps.iter().zip(&planned).map(|(step, planned)| {
                let kind = BlockKind::of_way(&step.way);
                least(kind).min(*planned)
            });
            let times = share_above(slot.minutes, &planned, &least.collect::<Vec<_>>());
            let steps = recipe.steps.iter().zip(times);
            steps.map(|(step, time)| (BlockKind::of_way(&step.way), time, Some(step.task.clone()))).collect()
        }
        None => split(slot.minutes, way).into_iter().map(|(kind, time)| (kind, time, None)).collect(),
    }
}

#[cfg(test)]
mod tests;
