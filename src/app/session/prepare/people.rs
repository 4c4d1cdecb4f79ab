//! The people of a planned session: who runs it, who takes part, who decides, and whose part nobody plays yet.

use super::change;
use crate::app::dialog::finder::FinderItem;
use crate::app::dialog::{FormField, Keeping};
use crate::app::people::as_written;
use crate::app::session::record;
use crate::app::{Cx, Model};
use crate::document::session::{Attendee, SessionRecord};
use crate::document::{Id, Names, template_of};
use crate::i18n::SentenceKey;

const WHO: SentenceKey = key!("dialog.plan.who");

/// A row of the people of a planned session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonRow {
    /// Who runs it, where somebody is named.
    Runs(Option<Id>),
    /// Somebody who takes part.
    Attendee(Id),
    /// A part that should be played, by its id.
    Missing(String),
}

/// The rows: who runs it, who takes part, and the lead and core parts of the canvases' stations that nobody plays.
#[must_use]
pub fn rows(model: &Model, record: &SessionRecord) -> Vec<PersonRow> {
    let runs = record.attendees.iter().find(|attendee| attendee.runs).map(|attendee| attendee.id);
    let others = record.attendees.iter().filter(|attendee| Some(attendee.id) != runs);
    let is_played = |id: &String| record.attendees.iter().any(|attendee| attendee.role.as_ref() == Some(id));
    let missing = parts(model, record, false).into_iter().filter(|id| !is_played(id)).map(PersonRow::Missing);
    let mut rows = vec![PersonRow::Runs(runs)];
    rows.extend(others.map(|attendee| PersonRow::Attendee(attendee.id)));
    rows.extend(missing);
    rows
}

/// The lead and core parts of the stations at which the canvases are used, and those who are asked, where they count too.
fn parts(model: &Model, record: &SessionRecord, with_consulted: bool) -> Vec<String> {
    let Some(cycle) = model.current_cycle() else { return Vec::new() };
    let is_used = |resource: &String| {
        let template = model.method.template_of_resource(resource);
        template.is_some_and(|template| record.canvases.iter().any(|stem| template_of(stem) == template))
    };
    let mut found: Vec<String> = Vec::new();
    // A canvas that several stations use belongs to the first of them.
    let station = cycle.stations.iter().find(|station| station.resources.iter().any(is_used));
    if let Some(station) = station {
        let consulted: &[String] = if with_consulted { &station.consulted } else { &[] };
        for id in station.lead.iter().chain(&station.core).chain(consulted) {
            if !found.contains(id) {
                found.push(id.clone());
            }
        }
    }
    found
}

/// What a part is called; its id where the method has no such part.
#[must_use]
pub fn part_name(model: &Model, id: &str) -> String {
    model.method.person(id).map_or_else(|| id.to_owned(), |person| person.title.get(model.language()).to_owned())
}

/// Makes somebody the one who decides.
pub(in crate::app) fn decides(cx: &mut Cx, file: &str, id: Id) {
    change(cx, file, None, |record| {
        for attendee in &mut record.attendees {
            attendee.decides = attendee.id == id;
        }
    });
}

/// What the key of a row does: somebody decides, or a part is played.
pub(in crate::app) fn act(cx: &mut Cx, file: &str, row: &PersonRow) {
    match row {
        PersonRow::Runs(_) => edit(cx, file, row),
        PersonRow::Attendee(id) => decides(cx, file, *id),
        PersonRow::Missing(part) => add_part(cx, file, Some(part.clone())),
    }
}

/// Makes somebody run the session, who then takes no part, or take part again.
pub(in crate::app) fn toggle_runs(cx: &mut Cx, file: &str, row: &PersonRow) {
    let (PersonRow::Runs(Some(id)) | PersonRow::Attendee(id)) = row else { return edit(cx, file, row) };
    let id = *id;
    change(cx, file, None, |record| {
        for attendee in &mut record.attendees {
            attendee.runs = attendee.id == id && !attendee.runs;
        }
    });
}

/// Asks which part somebody plays who comes to the session.
pub(in crate::app) fn add(cx: &mut Cx, file: &str) {
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let first = parts(cx.model, &record, true);
    let others = cx.model.method.people().iter().map(|person| person.id.clone()).filter(|id| !first.contains(id));
    let all: Vec<String> = first.iter().cloned().chain(others).collect();
    let item = |id: String| {
        let name = team_name(cx.model, &id).unwrap_or_default();
        FinderItem::new(&part_name(cx.model, &id), &name, Some(id))
    };
    let mut items: Vec<FinderItem<Option<String>>> = all.into_iter().map(item).collect();
    items.push(FinderItem::new(cx.model.words.say(key!("dialog.plan.guest")), "", None));
    let file = file.to_owned();
    cx.find(sentence!("dialog.plan.part")).items(items).then(move |cx, part| add_part(cx, &file, part));
}

/// Who plays a part, as the product has it.
fn team_name(model: &Model, part: &str) -> Option<String> {
    model.current_product()?.product.as_ref()?.team.get(part).cloned()
}

/// Adds somebody who plays a part, or a guest; the name is asked for where names may stand in the record.
fn add_part(cx: &mut Cx, file: &str, part: Option<String>) {
    let known = part.as_deref().and_then(|part| team_name(cx.model, part));
    if cx.model.settings().names() == Names::Roles || known.is_some() {
        return put(cx, file, part.as_deref(), &known.unwrap_or_default());
    }
    let file = file.to_owned();
    let field = FormField::line(WHO, "").required(key!("dialog.plan.no-who"));
    cx.form(sentence!("dialog.plan.person"), Keeping::Passing).fields([field]).then(move |cx, form| {
        put(cx, &file, part.as_deref(), &form.value(WHO));
        Ok(())
    });
}

fn put(cx: &mut Cx, file: &str, part: Option<&str>, name: &str) {
    let called = as_written(cx.model, name, part);
    let id = cx.draw_id();
    change(cx, file, None, |record| {
        let who = free(record, &called, None);
        record.attendees.push(Attendee::new(id, part, &who));
    });
}

/// A name that nobody else of the record has.
fn free(record: &SessionRecord, called: &str, but: Option<Id>) -> String {
    let is_taken = |who: &str| {
        let others = record.attendees.iter().filter(|attendee| Some(attendee.id) != but);
        others.into_iter().any(|attendee| attendee.who.eq_ignore_ascii_case(who))
    };
    let mut who = called.to_owned();
    for number in 2.. {
        if !is_taken(&who) {
            break;
        }
        who = format!("{called} {number}");
    }
    who
}

/// Asks for another name.
pub(in crate::app) fn edit(cx: &mut Cx, file: &str, row: &PersonRow) {
    let id = match row {
        PersonRow::Missing(part) => return add_part(cx, file, Some(part.clone())),
        PersonRow::Runs(id) => *id,
        PersonRow::Attendee(id) => Some(*id),
    };
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let known = record.attendees.iter().find(|attendee| Some(attendee.id) == id).map(|attendee| attendee.who.clone());
    let known = known.unwrap_or_else(|| cx.model.words.say(key!("session.facilitator")).to_owned());
    let field = FormField::line(WHO, &known).required(key!("dialog.plan.no-who"));
    let file = file.to_owned();
    let new = cx.draw_id();
    cx.form(sentence!("dialog.plan.person"), Keeping::Passing).fields([field]).then(move |cx, form| {
        let name = form.value(WHO);
        change(cx, &file, None, |record| {
            let who = free(record, &name, id);
            match record.attendees.iter_mut().find(|attendee| Some(attendee.id) == id) {
                Some(attendee) => attendee.who = who,
                None => record.attendees.insert(0, Attendee { runs: true, ..Attendee::new(new, None, &who) }),
            }
        });
        Ok(())
    });
}

/// Takes somebody off the list.
pub(in crate::app) fn remove(cx: &mut Cx, file: &str, row: &PersonRow) {
    let (PersonRow::Runs(Some(id)) | PersonRow::Attendee(id)) = row else {
        return cx.warn(sentence!("reason.plan-nobody"));
    };
    change(cx, file, Some(sentence!("message.plan-removed")), |record| {
        record.attendees.retain(|attendee| attendee.id != *id);
    });
}

/// Puts somebody later or earlier in the order of the round.
pub(in crate::app) fn shift(cx: &mut Cx, file: &str, row: &PersonRow, is_down: bool) {
    let PersonRow::Attendee(id) = row else { return cx.warn(sentence!("reason.plan-nobody")) };
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let places: Vec<usize> = (0..record.attendees.len()).filter(|at| !record.attendees[*at].runs).collect();
    let Some(at) = places.iter().position(|at| record.attendees[*at].id == *id) else { return };
    let other = if is_down { at.checked_add(1) } else { at.checked_sub(1) };
    let Some(other) = other.and_then(|other| places.get(other)) else { return cx.warn(sentence!("reason.plan-end")) };
    let (one, other) = (places[at], *other);
    if change(cx, file, None, |record| record.attendees.swap(one, other))
        && let Some(state) = cx.model.screens.front_mut::<crate::app::screen::SessionState>()
    {
        state.person = if is_down { state.person + 1 } else { state.person.saturating_sub(1) };
    }
}
