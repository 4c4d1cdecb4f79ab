//! From an agenda to the blocks of a session: which there are, and how long each takes.

mod share;
mod stops;

use crate::method::{
    Agenda, AgendaBlock, BlockKind, BlockTime, CanvasTemplate, Each, Method, Minutes, Recipe, SectionRecipe, Text,
};

pub use share::{share, split};
pub use stops::stops;

/// The agenda of a session that was made from none.
pub const BLANK: &str = "blank";
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
    /// Id of the canvas or checklist it is about.
    pub canvas: Option<String>,
    /// Id of the section it is about, where it is one.
    pub section: Option<String>,
    /// Ids of the sections that are voted on, in fill order; empty in every other block.
    pub options: Vec<String>,
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

/// Something to know about a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// These sections have less than [`SHORTEST_SECTION`]: each is one block of talking.
    Talked { canvas: String, sections: Vec<String> },
    /// These sections have less than [`HARDLY`]: fewer sections, or two sessions, would be better.
    Hardly { canvas: String, sections: Vec<String> },
    /// These sections of a canvas are left for another day.
    LeftOut { canvas: String, sections: Vec<String> },
    /// It takes longer than [`WITHOUT_BREAK`], and has no break.
    NoBreak,
}

/// Why an agenda does not fit into a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoesNotFit {
    /// It takes at least so long.
    Least(Minutes),
    /// A block would take longer than one can.
    Longest,
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
        !self.block.fixed && (self.section.is_some() || self.block.kind == Some(BlockKind::Answer))
    }
}

/// The agenda with exactly these canvases and checklists, in any order: one that is somebody's own first, then the first
/// by id.
#[must_use]
pub fn agenda_for<'m>(method: &'m Method, canvases: &[&str]) -> Option<&'m Agenda> {
    let is_same = |agenda: &&Agenda| {
        !agenda.canvases.is_empty()
            && agenda.canvases.len() == canvases.len()
            && agenda.canvases.iter().all(|id| canvases.contains(&id.as_str()))
    };
    let fitting = method.agendas().iter().map(AsRef::as_ref).filter(is_same);
    let is_built_in = |agenda: &Agenda| method.own_of(&agenda.id).is_none();
    fitting.min_by(|a, b| (is_built_in(a), &a.id).cmp(&(is_built_in(b), &b.id)))
}

/// The agenda of canvases and checklists for which nobody has made one: an opening, every section, a vote, decisions and
/// a close.
#[must_use]
pub fn agenda_of(method: &Method, canvases: &[&str]) -> Agenda {
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
    for id in canvases {
        let canvas = Some((*id).to_owned());
        if method.canvas(id).is_some() {
            let sections = AgendaBlock {
                kind: None,
                each: Some(Each::Section),
                minutes: BlockTime::Section,
                ..block(BlockKind::Talk, 0)
            };
            blocks.push(AgendaBlock { canvas, ..sections });
        } else {
            blocks.push(AgendaBlock { canvas, ..block(BlockKind::Answer, ANSWERING) });
        }
    }
    if let Some(id) = canvases.iter().rev().find(|id| method.canvas(id).is_some()) {
        blocks.push(AgendaBlock { canvas: Some((*id).to_owned()), ..block(BlockKind::Vote, 8) });
    }
    blocks.push(block(BlockKind::Decide, 18));
    blocks.push(block(BlockKind::Close, 8));
    let mut agenda = Agenda {
        format: 1,
        id: BLANK.to_owned(),
        title: BLANK.into(),
        purpose: BLANK.into(),
        minutes: 0,
        canvases: canvases.iter().map(|id| (*id).to_owned()).collect(),
        blocks,
    };
    agenda.minutes = agenda.sum(|id| method.canvas(id).map(AsRef::as_ref)).as_tenths() / 10;
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
    plan.left_out(agenda, method);
    if plan.minutes() > WITHOUT_BREAK && !plan.blocks.iter().any(|block| block.kind == BlockKind::Break) {
        plan.remarks.push(Remark::NoBreak);
    }
    Ok(plan)
}

fn slots<'a>(agenda: &'a Agenda, method: &'a Method) -> Vec<Slot<'a>> {
    let mut slots = Vec::new();
    for block in &agenda.blocks {
        let canvas = block.canvas.as_deref().and_then(|id| method.canvas(id)).map(AsRef::as_ref);
        match (block.each, canvas, &block.minutes) {
            (Some(Each::Section), Some(canvas), _) => {
                let times = block.times(canvas).into_iter();
                slots.extend(times.map(|(id, minutes)| Slot { block, section: Some((canvas, id)), minutes }));
            }
            (None, canvas, BlockTime::All(minutes)) => {
                // A canvas that somebody replaced may be without a section that an agenda names.
                let is_there =
                    block.section.as_deref().is_none_or(|id| canvas.is_some_and(|canvas| canvas.section(id).is_some()));
                let is_known = block.canvas.as_deref().is_none_or(|id| method.template(id).is_some());
                if is_there && is_known {
                    slots.push(Slot { block, section: None, minutes: *minutes });
                }
            }
            _ => {}
        }
    }
    slots
}

/// Gives what can be longer or shorter what is left of the time. Where nothing can, everything is.
fn stretch(slots: &mut [Slot<'_>], total: Minutes) -> Result<(), DoesNotFit> {
    let is_any = slots.iter().any(Slot::stretches);
    let mut given: Vec<&mut Slot<'_>> = slots.iter_mut().collect();
    let stays: Minutes = given.iter().filter(|slot| is_any && !slot.stretches()).map(|slot| slot.minutes).sum();
    given.retain(|slot| !is_any || slot.stretches());
    let least = stays + Minutes::whole(u32::try_from(given.len()).unwrap_or(u32::MAX));
    if total < least {
        return Err(DoesNotFit::Least(least));
    }
    let weights: Vec<Minutes> = given.iter().map(|slot| slot.minutes).collect();
    for (slot, minutes) in given.into_iter().zip(share(total - stays, &weights)) {
        slot.minutes = minutes;
    }
    Ok(())
}

/// A block that stands for itself. A vote without sections is about the most important of those that were worked on
/// before, else about the last.
fn block(slot: &Slot<'_>, before: &[Slot<'_>], method: &Method) -> PlannedBlock {
    let entry = slot.block;
    let kind = entry.kind.unwrap_or(BlockKind::Talk);
    let mut options: Vec<String> = Vec::new();
    if let (BlockKind::Vote, Some(canvas)) = (kind, entry.canvas.as_deref().and_then(|id| method.canvas(id))) {
        let worked_on = |id: &str| before.iter().any(|slot| slot.section == Some((canvas, id)));
        let is_any = before.iter().any(|slot| slot.section.is_some_and(|(of, _)| of.id == canvas.id));
        let all = canvas.sections.iter().filter(|section| !is_any || worked_on(&section.id));
        let named = |id: &String| entry.sections.contains(id) || entry.section.as_ref() == Some(id);
        options = if entry.sections.is_empty() && entry.section.is_none() {
            let highlighted: Vec<String> =
                all.clone().filter(|section| section.highlight).map(|section| section.id.clone()).collect();
            let last = all.last().map(|section| section.id.clone());
            if highlighted.is_empty() { last.into_iter().collect() } else { highlighted }
        } else {
            canvas.sections.iter().map(|section| section.id.clone()).filter(named).collect()
        };
    }
    let section = entry.section.clone().or_else(|| if options.len() == 1 { options.first().cloned() } else { None });
    PlannedBlock {
        kind,
        canvas: entry.canvas.clone(),
        section,
        options,
        minutes: slot.minutes,
        fixed: entry.fixed,
        title: entry.title.clone(),
        hint: entry.hint.clone(),
    }
}

impl Plan {
    /// Takes a section apart into blocks.
    fn section(&mut self, slot: &Slot<'_>, canvas: &CanvasTemplate, section: &str, method: &Method) {
        if slot.minutes < SHORTEST_SECTION {
            self.remark(canvas, section, false);
        }
        if slot.minutes < HARDLY {
            self.remark(canvas, section, true);
        }
        let made = |(kind, minutes, hint): (BlockKind, Minutes, Option<Text>)| PlannedBlock {
            kind,
            canvas: Some(canvas.id.clone()),
            section: Some(section.to_owned()),
            options: if kind == BlockKind::Vote { vec![section.to_owned()] } else { Vec::new() },
            minutes,
            fixed: slot.block.fixed,
            title: slot.block.title.clone(),
            hint: hint.or_else(|| slot.block.hint.clone()),
        };
        let recipe = method.recipe(canvas).map(AsRef::as_ref).and_then(|recipe: &Recipe| recipe.section(section));
        self.blocks.extend(steps(slot, recipe).into_iter().map(made));
    }

    /// Remembers that a section has little time.
    fn remark(&mut self, canvas: &CanvasTemplate, section: &str, is_hardly: bool) {
        let found = self.remarks.iter_mut().find_map(|remark| match remark {
            Remark::Hardly { canvas: of, sections } if is_hardly && *of == canvas.id => Some(sections),
            Remark::Talked { canvas: of, sections } if !is_hardly && *of == canvas.id => Some(sections),
            _ => None,
        });
        match found {
            Some(sections) => sections.push(section.to_owned()),
            None => {
                let (canvas, sections) = (canvas.id.clone(), vec![section.to_owned()]);
                self.remarks.push(if is_hardly {
                    Remark::Hardly { canvas, sections }
                } else {
                    Remark::Talked { canvas, sections }
                });
            }
        }
    }

    /// Remembers which sections of the canvases are not worked on.
    fn left_out(&mut self, agenda: &Agenda, method: &Method) {
        for canvas in agenda.canvases.iter().filter_map(|id| method.canvas(id)) {
            let is_done = |id: &str| {
                self.blocks.iter().any(|block| {
                    block.canvas.as_deref() == Some(&canvas.id)
                        && block.kind != BlockKind::Vote
                        && block.section.as_deref().is_none_or(|of| of == id)
                })
            };
            let all = canvas.sections.iter().map(|section| section.id.clone());
            let sections: Vec<String> = all.filter(|id| !is_done(id)).collect();
            if !sections.is_empty() {
                self.remarks.push(Remark::LeftOut { canvas: canvas.id.clone(), sections });
            }
        }
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
            let times = share(slot.minutes, &planned);
            let steps = recipe.steps.iter().zip(times);
            steps.map(|(step, time)| (BlockKind::of_way(&step.way), time, Some(step.task.clone()))).collect()
        }
        None => split(slot.minutes, way).into_iter().map(|(kind, time)| (kind, time, None)).collect(),
    }
}

#[cfg(test)]
mod tests;
