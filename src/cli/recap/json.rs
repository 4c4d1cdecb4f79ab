//! Minutes as JSON: the record of the session, with texts in place of references.

use serde_json::{Map, Value, json};

use super::super::sessions::SessionFile;
use crate::assess::recap::{Decided, Earlier, Named, Recap, Sources, ToDo, Total};
use crate::document::Id;
use crate::document::session::CanvasChanges;

/// The whole of it.
pub(super) fn view(session: &SessionFile, recap: &Recap, sources: &Sources<'_>) -> Value {
    let record = &recap.record;
    let note = |id: Id| named(&Recap::note(id, &session.stem, record, sources));
    let notes = |ids: &[Id]| ids.iter().map(|id| note(*id)).collect::<Vec<Value>>();
    let time = |time: Option<chrono::NaiveTime>| time.map(|time| time.format("%H:%M:%S").to_string());
    let attendees = record.attendees.iter().map(|one| {
        json!({
            "id": one.id, "role": one.role, "who": one.who,
            "decides": one.decides, "runs": one.runs, "absent": one.absent,
        })
    });
    let blocks = record.blocks.iter().map(|block| {
        json!({
            "id": block.id, "kind": block.kind.word(), "canvas": block.canvas, "section": block.section,
            "minutes": block.minutes, "fixed": block.fixed, "title": block.title, "hint": block.hint,
            "spent": block.spent, "opened": block.opened, "notes": notes(&block.notes),
            "added": block.is_added.then_some("during"),
        })
    });
    let totals = |id: Id| -> Vec<Value> {
        recap.votes.iter().filter(|vote| vote.id == id).flat_map(|vote| &vote.totals).map(total).collect()
    };
    let votes = record.votes.iter().map(|vote| {
        json!({
            "id": vote.id, "canvas": vote.canvas, "section": vote.section, "question": vote.question,
            "dots": vote.dots, "most": vote.most, "voters": vote.voters, "cast": vote.cast, "paper": vote.paper,
            "seen": vote.seen, "runoff_of": vote.runoff_of, "totals": totals(vote.id),
        })
    });
    let changes = record.changes.iter().map(|(stem, changes)| {
        let CanvasChanges { added, reworded, moved, grouped, removed } = changes;
        let removed = removed.iter().map(|(id, text)| json!({ "id": id, "text": text }));
        json!({
            "stem": stem, "added": notes(added), "reworded": notes(reworded), "moved": notes(moved),
            "grouped": notes(grouped), "removed": removed.collect::<Vec<_>>(),
        })
    });
    let kept = |is_kept: bool| {
        let own = recap.earlier.iter().filter(move |one| one.kept.is_some() == is_kept);
        own.map(earlier).collect::<Vec<_>>()
    };
    json!({
        "stem": session.stem, "path": session.path,
        "session": record.agenda, "title": record.title, "state": record.state.word(),
        "date": record.date.to_string(), "began": time(record.began), "ended": time(record.ended),
        "canvases": record.canvases,
        "attendees": attendees.collect::<Vec<_>>(),
        "blocks": blocks.collect::<Vec<_>>(),
        "votes": votes.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
        "outcome": {
            "decisions": recap.decided.iter().map(decided).collect::<Vec<_>>(),
            "actions": recap.to_do.iter().map(to_do).collect::<Vec<_>>(),
            "parked": recap.parked.iter().map(to_do).collect::<Vec<_>>(),
            "closed": kept(false), "kept": kept(true),
            "rated": record.outcome.rated,
        },
    })
}

fn fields(named: &Named) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("id".into(), json!(named.id));
    fields.insert("text".into(), json!(named.text));
    if named.is_gone {
        fields.insert("gone".into(), json!(true));
    }
    if named.is_changed {
        fields.insert("since_changed".into(), json!(true));
    }
    fields
}

fn named(one: &Named) -> Value {
    Value::Object(fields(one))
}

fn with(one: &Named, more: Value) -> Value {
    let mut fields = fields(one);
    if let Value::Object(more) = more {
        fields.extend(more);
    }
    Value::Object(fields)
}

fn total(total: &Total) -> Value {
    let parts: Vec<Value> = total.parts.iter().map(|(note, dots)| with(note, json!({ "dots": dots }))).collect();
    with(&total.note, json!({ "dots": total.dots, "group": parts }))
}

fn decided(one: &Decided) -> Value {
    let about: Vec<Value> = one.about.iter().map(named).collect();
    let Some(decision) = &one.decision else { return with(&one.what, json!({ "about": about })) };
    let more = json!({
        "by": decision.by, "date": decision.date.map(|day| day.to_string()), "because": decision.because,
        "rejected": decision.rejected, "dissent": decision.dissent, "about": about,
    });
    with(&one.what, more)
}

fn to_do(one: &ToDo) -> Value {
    let Some(item) = &one.item else { return named(&one.what) };
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let more = json!({
        "owner": item.owner, "without_owner": item.without_owner, "due": day(item.due), "done": day(item.done),
        "dropped": item.dropped,
    });
    with(&one.what, more)
}

fn earlier(one: &Earlier) -> Value {
    let mut view = to_do(&one.entry);
    if let (Value::Object(fields), Some(times)) = (&mut view, one.kept) {
        fields.insert("times_kept".into(), json!(times));
    }
    view
}
