//! The rows of a checklist screen: what is wrong first, then what is open by stage, then what is done, folded by stage.

use super::state::{ChecklistState, VerdictFilter};
use crate::document::{Checklist, Verdict};
use crate::method::{ChecklistTemplate, ItemTemplate, Stage};

/// A row of the checklist.
#[derive(Clone, Copy, Debug)]
pub enum Row<'a> {
    /// The head of what is wrong: gaps, and what is true in part.
    Wrong,
    /// The head of a stage.
    Stage(&'a Stage),
    /// The line of a stage with so many items that are done. They follow where one of them is in focus.
    Done(&'a Stage, usize),
    /// A stage that has no item.
    NoItems(&'a Stage),
    /// An item.
    Item(&'a ItemTemplate),
    /// What was answered to the item above.
    Answer(&'a ItemTemplate),
    /// Space.
    Blank,
}

/// What an item stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group<'a> {
    Wrong,
    Stage(&'a str),
    Done(&'a str),
}

/// Whether an item is shown where only some are.
fn is_shown(filter: VerdictFilter, list: &Checklist, item: &ItemTemplate) -> bool {
    match filter {
        VerdictFilter::All => true,
        VerdictFilter::Unanswered => !item.is_aggregate() && list.verdict(&item.id).is_none(),
        VerdictFilter::Only(verdict) => list.verdict(&item.id) == Some(verdict),
    }
}

/// The items shown with what they stand under, in the order in which the focus walks them.
pub(super) fn order_of<'a>(
    state: &ChecklistState,
    list: &Checklist,
    template: &'a ChecklistTemplate,
) -> Vec<(Group<'a>, &'a ItemTemplate)> {
    let profile = list.head.profile.as_deref();
    let (mut wrong, mut partial, mut open, mut done) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let by_need = state.by_need && state.filter == VerdictFilter::All;
    for stage in &template.stages {
        if state.stage.as_ref().is_some_and(|only| *only != stage.id) {
            continue;
        }
        let items: Vec<_> =
            template.items.iter().filter(|item| item.stage == stage.id && item.applies_to(profile)).collect();
        let is_open = |item: &&ItemTemplate| !item.is_aggregate() && list.verdict(&item.id).is_none();
        // What sums up its stage is done with it.
        let is_done = !items.iter().any(is_open);
        for item in items.into_iter().filter(|item| is_shown(state.filter, list, item)) {
            let as_open = (Group::Stage(stage.id.as_str()), item);
            match list.verdict(&item.id) {
                _ if !by_need => open.push(as_open),
                Some(Verdict::Gap) => wrong.push((Group::Wrong, item)),
                Some(Verdict::Partial) => partial.push((Group::Wrong, item)),
                None if !(item.is_aggregate() && is_done) => open.push(as_open),
                _ => done.push((Group::Done(stage.id.as_str()), item)),
            }
        }
    }
    [wrong, partial, open, done].concat()
}

/// The rows a checklist screen shows.
#[must_use]
pub fn rows_of<'a>(state: &ChecklistState, list: &Checklist, template: &'a ChecklistTemplate) -> Vec<Row<'a>> {
    let order = order_of(state, list, template);
    let stage_of = |id: &str| template.stages.iter().find(|stage| stage.id == id);
    let mut rows = Vec::new();
    for items in order.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((group, _)) = items.first() else { continue };
        let is_folded = match group {
            Group::Done(_) => !items.iter().any(|(_, item)| state.item.as_ref() == Some(&item.id)),
            Group::Wrong | Group::Stage(_) => false,
        };
        let is_list = matches!((rows.last(), group), (Some(Row::Done(..)), Group::Done(_)));
        if state.roomy && !rows.is_empty() && !is_list {
            rows.push(Row::Blank);
        }
        match group {
            Group::Wrong => rows.push(Row::Wrong),
            Group::Stage(id) => rows.extend(stage_of(id).map(Row::Stage)),
            Group::Done(id) => rows.extend(stage_of(id).map(|stage| Row::Done(stage, items.len()))),
        }
        for (_, item) in items.iter().filter(|_| !is_folded) {
            rows.push(Row::Item(item));
            if state.roomy && *group == Group::Wrong {
                rows.push(Row::Answer(item));
            }
        }
    }
    let profile = list.head.profile.as_deref();
    let has_items =
        |stage: &Stage| template.items.iter().any(|item| item.stage == stage.id && item.applies_to(profile));
    let is_meant = |stage: &&Stage| state.stage.as_ref().is_none_or(|only| *only == stage.id);
    if state.filter == VerdictFilter::All {
        let without = template.stages.iter().filter(|stage| !has_items(stage));
        rows.extend(without.filter(is_meant).map(Row::NoItems));
    }
    rows
}
