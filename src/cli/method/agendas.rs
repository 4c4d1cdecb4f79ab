//! `method agendas`.

use serde::Serialize;

use super::{Entry, Page};
use crate::cli::words::Words;
use crate::method::{Agenda, AgendaBlock, BlockTime, Method, Minutes};
use crate::workshop::agenda::{Plan, PlannedBlock, plan, stops};

/// An agenda as JSON gives it: as its file has it, with the texts in one language.
#[derive(Serialize)]
pub(super) struct AgendaView {
    id: String,
    title: String,
    purpose: String,
    minutes: u32,
    canvases: Vec<String>,
    blocks: Vec<BlockView>,
}

#[derive(Serialize)]
struct BlockView {
    kind: Option<&'static str>,
    each: Option<&'static str>,
    canvas: Option<String>,
    section: Option<String>,
    sections: Vec<String>,
    /// What is done in each section; empty where the recipe says so.
    r#do: Vec<&'static str>,
    minutes: BlockTime,
    fixed: bool,
    title: Option<String>,
    hint: Option<String>,
}

/// An agenda together with the method its sections come from.
pub(super) struct Planned {
    agenda: &'static Agenda,
    method: &'static Method,
}

impl Planned {
    /// Every agenda, by id.
    pub(super) fn all(method: &'static Method) -> Vec<Self> {
        method.agendas().iter().map(|agenda| Self { agenda, method }).collect()
    }
}

impl Entry for Planned {
    type View = AgendaView;

    fn id(&self) -> &str {
        &self.agenda.id
    }

    fn title(&self, words: &Words) -> String {
        words.text(&self.agenda.title).to_owned()
    }

    fn view(&self, words: &Words) -> AgendaView {
        AgendaView {
            id: self.agenda.id.clone(),
            title: self.title(words),
            purpose: words.text(&self.agenda.purpose).to_owned(),
            minutes: self.agenda.minutes,
            canvases: self.agenda.canvases.clone(),
            blocks: self.agenda.blocks.iter().map(|block| view(block, words)).collect(),
        }
    }

    fn page(&self, page: &mut Page) {
        let words = page.words;
        page.title(words.text(&self.agenda.title), &self.agenda.id);
        page.gap();
        page.text(0, words.text(&self.agenda.purpose));
        let Ok(plan) = plan(self.agenda, self.method, None) else { return };
        page.gap();
        stops_of(page, &plan, self.method);
    }
}

fn view(block: &AgendaBlock, words: &Words) -> BlockView {
    let text = |text: &crate::method::Text| words.text(text).to_owned();
    BlockView {
        kind: block.kind.map(crate::method::BlockKind::word),
        each: block.each.map(|_| "section"),
        canvas: block.canvas.clone(),
        section: block.section.clone(),
        sections: block.sections.clone(),
        r#do: block.way.iter().map(|kind| kind.word()).collect(),
        minutes: block.minutes.clone(),
        fixed: block.fixed,
        title: block.title.as_ref().map(text),
        hint: block.hint.as_ref().map(text),
    }
}

/// The stops of a plan, one a line, with what is done in each.
fn stops_of(page: &mut Page, plan: &Plan, method: &Method) {
    let words = page.words;
    let kind = |block: &PlannedBlock| words.look_up(&format!("workshop.block.{}", block.kind.word()));
    let all = stops(&plan.blocks, |block| (block.canvas.as_deref(), block.section.as_deref()));
    for stop in &all {
        let blocks = &plan.blocks[stop.clone()];
        let minutes: Minutes = blocks.iter().map(|block| block.minutes).sum();
        let first = &blocks[0];
        let canvas = first.canvas.as_deref().and_then(|id| method.template(id));
        let section = first.section.as_deref().zip(first.canvas.as_deref().and_then(|id| method.canvas(id)));
        let section = section.and_then(|(id, canvas)| canvas.section(id)).map(|section| words.text(&section.title));
        let named = first.title.as_ref().map(|title| words.text(title).to_owned());
        let title = match (named, canvas, section) {
            (Some(title), ..) => title,
            (None, Some(canvas), Some(section)) => {
                let canvas = canvas.short(words.language());
                words.tell(&sentence!("cli.method.agenda.section", canvas = canvas, section = section))
            }
            (None, Some(canvas), None) => format!("{}: {}", kind(first), canvas.short(words.language())),
            (None, None, _) => kind(first),
        };
        let line = words.tell(&sentence!("cli.method.agenda.stop", minutes = minutes, title = title));
        page.text(0, &line);
        if section.is_some() {
            let step = |block: &PlannedBlock| {
                words.tell(&sentence!("cli.method.agenda.steps", kind = kind(block), minutes = block.minutes))
            };
            page.text(2, &blocks.iter().map(step).collect::<Vec<_>>().join(", "));
        }
    }
    let stops = words.tell(&sentence!("cli.method.agenda.stops", count = all.len()));
    page.gap();
    page.text(0, &words.tell(&sentence!("cli.method.agenda.total", minutes = plan.minutes(), stops = stops)));
}
