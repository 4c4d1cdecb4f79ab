//! What whoever plans a session should know.

use super::{HARDLY, Plan, SHORTEST_SECTION, Slot, WITHOUT_BREAK, canvas_of};
use crate::method::{Agenda, BlockKind, Method, Minutes};

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

/// What is to be said of a plan, canvas by canvas.
pub(super) fn of(agenda: &Agenda, method: &Method, slots: &[Slot<'_>], plan: &Plan) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for stem in &agenda.canvases {
        let Some(canvas) = canvas_of(method, stem) else { continue };
        let under = |limit: Minutes| -> Vec<String> {
            let of_it = slots.iter().filter(|slot| slot.block.canvas.as_ref() == Some(stem) && slot.minutes < limit);
            of_it.filter_map(|slot| slot.section.map(|(_, section)| section.to_owned())).collect()
        };
        let is_worked_on = |id: &str| {
            plan.blocks.iter().any(|block| {
                block.canvas.as_ref() == Some(stem)
                    && block.kind != BlockKind::Vote
                    && block.section.as_deref().is_none_or(|section| section == id)
            })
        };
        let all = canvas.sections.iter().map(|section| section.id.clone());
        let left_out: Vec<String> = all.filter(|id| !is_worked_on(id)).collect();
        let say = |sections: Vec<String>, remark: fn(String, Vec<String>) -> Remark| {
            (!sections.is_empty()).then(|| remark(stem.clone(), sections))
        };
        remarks.extend(say(under(SHORTEST_SECTION), |canvas, sections| Remark::Talked { canvas, sections }));
        remarks.extend(say(under(HARDLY), |canvas, sections| Remark::Hardly { canvas, sections }));
        remarks.extend(say(left_out, |canvas, sections| Remark::LeftOut { canvas, sections }));
    }
    if plan.minutes() > WITHOUT_BREAK && !plan.blocks.iter().any(|block| block.kind == BlockKind::Break) {
        remarks.push(Remark::NoBreak);
    }
    remarks
}
