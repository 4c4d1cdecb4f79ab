//! Where in a file a conflict stands: the keys or the table it is about.

use crate::codec::text_merge::Clash;
use crate::document::{Answer, DocumentBody, FileTable, Mark, ProductKey, ProductValue, Reviewed, Waiver};
use crate::merge::answers::WAIVER;
use crate::merge::product::criterion_clashes;
use crate::merge::{Conflict, RegisterPart, Side, Subject};

/// Where conflicts stand in the file of a merged document; nothing for documents that cannot be merged.
pub(super) fn clashes(conflicts: &[Conflict], merged: &DocumentBody) -> Option<Vec<Clash>> {
    let mut clashes = Vec::new();
    for conflict in conflicts {
        match &conflict.what {
            Subject::Field { id, field } => {
                let section = merged.canvas().and_then(|canvas| canvas.section_of(*id)).unwrap_or_default();
                clashes.push(keys(&["notes", section, id.as_str()], &[field.word()]));
            }
            Subject::Place { id } => clashes.push(Clash::Place(path(&["notes", "", id.as_str()]))),
            Subject::Existence { id } => clashes.push(Clash::Table(path(&["notes", "", id.as_str()]))),
            Subject::Mark { section } => {
                let table = ["sections", section.as_str()];
                clashes.push(both(conflict, &table, Mark::KEYS));
            }
            Subject::Head { field } => clashes.push(keys(&[], &[field.word()])),
            Subject::Answer { item, fields } => answer(conflict, item, fields, &mut clashes),
            Subject::Entry { key } => entry(conflict, key, &mut clashes),
            Subject::Register { path, part } => clashes.push(match (part, path.split_last()) {
                (RegisterPart::Value, Some((key, table))) => {
                    Clash::Keys { table: table.to_vec(), keys: vec![key.clone()] }
                }
                (RegisterPart::Place, _) => Clash::Place(path.clone()),
                _ => Clash::Table(path.clone()),
            }),
            Subject::Template => return None,
        }
    }
    Some(clashes)
}

fn answer(conflict: &Conflict, item: &str, fields: &[&'static str], clashes: &mut Vec<Clash>) {
    let table = ["items", item];
    if fields.is_empty() {
        clashes.push(Clash::Table(path(&table)));
        return;
    }
    let is_judged_apart = fields.contains(&"verdict");
    if is_judged_apart {
        // All of a judgement stands and falls together.
        let judgement: Vec<&str> = Answer::KEYS.iter().copied().filter(|key| *key != WAIVER).collect();
        clashes.push(keys(&table, &judgement));
    }
    for field in fields {
        if *field == WAIVER {
            let waiver = |side: &Option<Side>| matches!(side, Some(Side::Answer(answer)) if answer.waiver.is_some());
            let table = ["items", item, WAIVER];
            clashes.push(if waiver(&conflict.ours) && waiver(&conflict.theirs) {
                keys(&table, Waiver::KEYS)
            } else {
                Clash::Table(path(&table))
            });
        } else if !is_judged_apart {
            clashes.push(keys(&table, &[field]));
        }
    }
}

fn entry(conflict: &Conflict, key: &ProductKey, clashes: &mut Vec<Clash>) {
    match key {
        ProductKey::Name => clashes.push(keys(&[], &["name"])),
        ProductKey::Cycle => clashes.push(keys(&[], &["cycle"])),
        ProductKey::Styles => clashes.push(keys(&[], &["styles"])),
        ProductKey::Openapi => clashes.push(keys(&[], &["openapi"])),
        ProductKey::Member(person) => clashes.push(keys(&["team"], &[person])),
        ProductKey::Criterion(id) => {
            let table = ["criteria", id.as_str()];
            let of = |side: &'_ Option<Side>| match side {
                Some(Side::Entry(ProductValue::Criterion(answer))) => Some(answer.clone()),
                _ => None,
            };
            let (Some(ours), Some(theirs)) = (of(&conflict.ours), of(&conflict.theirs)) else {
                clashes.push(Clash::Table(path(&table)));
                return;
            };
            let clashing = criterion_clashes(of(&conflict.base).as_ref(), &ours, &theirs);
            if clashing.contains(&"answer") {
                clashes.push(keys(&table, &clashing));
            } else {
                clashes.extend(clashing.iter().map(|key| keys(&table, &[key])));
            }
        }
        ProductKey::Reviewed { station, stem } => {
            clashes.push(both(conflict, &["reviewed", station, stem], Reviewed::KEYS));
        }
        ProductKey::Round(id) => clashes.push(Clash::Table(path(&["rounds", id.as_str()]))),
    }
}

/// Keys that clash together, where both sides have the table; else the table.
fn both(conflict: &Conflict, table: &[&str], own: &[&str]) -> Clash {
    if conflict.ours.is_some() && conflict.theirs.is_some() { keys(table, own) } else { Clash::Table(path(table)) }
}

fn keys(table: &[&str], keys: &[&str]) -> Clash {
    Clash::Keys { table: path(table), keys: path(keys) }
}

fn path(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}
