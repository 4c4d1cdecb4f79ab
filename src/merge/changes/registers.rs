//! Registers taken apart: what stands at the top, then every entry of every table; what stands deeper belongs to its
//! entry.

use super::Topic;
use super::parts::{Part, Parts};
use crate::document::{Node, Register, Table};
use crate::method::TableTemplate;

/// The keys that hold what an entry says, the first that one has.
const TEXTS: [&str; 3] = ["text", "title", "name"];

pub(super) fn take_apart(register: &Register, work: &mut Parts<'_>) {
    let template = register.template();
    let title = register.root().text("title").map_or_else(|| work.text(&template.title), str::to_owned);
    let mut head = Part::new(Topic::Head, None, title);
    values(register.root(), "", &mut head);
    work.parts.push(head);
    for table in &template.tables {
        let Some(there) = register.root().table(&table.name) else { continue };
        if table.is_single() {
            let title = work.text(&table.title);
            work.parts.push(entry(table, None, there, title));
            continue;
        }
        let mut after = None;
        for (key, node) in there.iter() {
            let mut part = match node {
                Node::Table(inner) => entry(table, Some(key), inner, key.to_owned()),
                Node::Value(value) => {
                    let mut part = Part::new(Topic::Entry, Some(key), key);
                    part.add("value", value);
                    part
                }
            };
            part.list = Some(table.name.clone());
            let after = after.replace(key).filter(|_| table.is_kept());
            part.place = Some((table.name.clone(), after.map(str::to_owned)));
            work.parts.push(part);
        }
    }
}

fn entry(table: &TableTemplate, key: Option<&str>, there: &Table, called: String) -> Part {
    let text_key = TEXTS.into_iter().find(|key| there.text(key).is_some());
    let text = text_key.and_then(|key| there.text(key)).map_or(called, str::to_owned);
    let mut part = Part::new(Topic::Entry, key, text);
    part.list = Some(table.name.clone());
    part.text_key = text_key;
    values(there, "", &mut part);
    inner(there, "", &mut part);
    part
}

/// The values of a table as fields.
fn values(table: &Table, before: &str, part: &mut Part) {
    for (key, node) in table.iter() {
        if let Node::Value(value) = node {
            part.add(dotted(before, key), value);
        }
    }
}

/// What stands in the tables of a table as fields.
fn inner(table: &Table, before: &str, part: &mut Part) {
    for (key, inside) in table.tables() {
        let before = dotted(before, key);
        values(inside, &before, part);
        inner(inside, &before, part);
    }
}

/// A key behind those that lead to it.
pub(super) fn dotted(before: &str, key: &str) -> String {
    if before.is_empty() { key.to_owned() } else { format!("{before}.{key}") }
}
