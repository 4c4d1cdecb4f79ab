//! A key of a file is a row of the grammar and a field of the document: whatever else handles keys is driven by these.
//!
//! Each row of each table goes through every mechanism, so that a row which one of them does not know fails here, by name.

use std::fmt::Write as _;

use jsonschema::draft202012;
use serde_json::Value as Json;
use stationmaster::codec::grammar::{By, Key, Known, Shared, Table, Type, files};
use stationmaster::codec::schema::{Subject, schema};
use stationmaster::codec::text_merge::Three;
use stationmaster::codec::{self, Content, FileKind, State};
use stationmaster::document::DocumentBody;
use stationmaster::i18n::Catalogue;
use stationmaster::merge;
use stationmaster::merge::changes::{Compared, changes};
use stationmaster::merge::text::merge_files;
use stationmaster::method::Method;

const CANVAS: &str = "api-value-proposition";
const CHECKLIST: &str = "api-audit";
const CYCLE: &str = "api-productization-cycle";

/// A kind of file.
struct Kind {
    path: &'static str,
    grammar: &'static Table,
    /// What another side changed in the meantime.
    other: &'static str,
}

/// A key of a table of a file.
struct Row<'g> {
    file: &'g Kind,
    /// The headers of the tables around it and their keys, outermost first, then its own.
    tables: Vec<(String, &'g Table)>,
    key: &'g Key,
}

impl Row<'_> {
    fn name(&self) -> String {
        format!("{} {} {}", self.file.path, self.tables.last().map_or("", |(header, _)| header), self.key.name)
    }

    /// The file with a value for the key, or without it.
    fn text(&self, value: Option<&str>) -> String {
        let mut text = String::new();
        let top = String::new();
        for (at, (header, table)) in std::iter::once(&(top, self.file.grammar)).chain(&self.tables).enumerate() {
            if !header.is_empty() {
                let _ = writeln!(text, "\n{header}");
            }
            let is_own = at == self.tables.len();
            for key in table.keys.iter().filter(|key| !key.of.holds_tables()) {
                let own = (is_own && key.name == self.key.name).then_some(value).flatten();
                let needed = (key.is_required && !(is_own && key.name == self.key.name)).then(|| values(&key.of).0);
                if let Some(value) = own.map(str::to_owned).or(needed) {
                    let _ = writeln!(text, "{} = {value}", key.name);
                }
            }
        }
        text
    }
}

/// Two different values of a type.
fn values(of: &Type) -> (String, String) {
    let method = Method::built_in();
    let quoted = |a: &str, b: &str| (format!("\"{a}\""), format!("\"{b}\""));
    match of {
        Type::Text | Type::DateOrText => quoted("one", "two"),
        Type::Id => quoted("k3f9aa", "b2h8xd"),
        Type::Reference => quoted("tasks#k3f9aa", "gains#b2h8xd"),
        Type::Color => quoted("#AABBCC", "#112233"),
        Type::Digest => quoted(&format!("sha256:{}", "a".repeat(64)), &format!("sha256:{}", "b".repeat(64))),
        Type::Kind => quoted("negative", "neutral"),
        Type::Word(words) => {
            // Where nothing is said, the first is meant; what is not applicable needs another key, too.
            let words: Vec<&str> = words.iter().filter(|word| *word != "not-applicable").collect();
            quoted(words[1], words[if words.len() > 2 { 2 } else { 0 }])
        }
        Type::Known(Known::Canvas) => quoted(CANVAS, CANVAS),
        Type::Known(Known::Checklist) => quoted(CHECKLIST, CHECKLIST),
        Type::Known(Known::Profile) => {
            let profiles = &method.checklist(CHECKLIST).expect("a checklist").profiles;
            quoted(&profiles[0].id, &profiles[1].id)
        }
        Type::Known(Known::Cycle) => {
            let other = method.cycle_ids().find(|id| *id != CYCLE).expect("another cycle");
            quoted(CYCLE, other)
        }
        Type::Known(Known::Station) => {
            let stations = &method.cycle(CYCLE).expect("a cycle").stations;
            quoted(&stations[0].id, &stations[1].id)
        }
        Type::Known(Known::Person) => quoted(&method.people()[0].id, &method.people()[1].id),
        Type::Format => ("1".to_owned(), "1".to_owned()),
        Type::Integer(least) => ((least + 1).to_string(), (least + 2).to_string()),
        Type::Number(_) => ("1.5".to_owned(), "2.5".to_owned()),
        Type::Bool => ("true".to_owned(), "false".to_owned()),
        Type::Date => ("2026-11-23".to_owned(), "2026-12-24".to_owned()),
        Type::Time => ("13:00:00".to_owned(), "14:00:00".to_owned()),
        Type::List(list) => {
            let (one, two) = values(&list.of);
            (format!("[{one}]"), format!("[{two}]"))
        }
        Type::Table(_) | Type::Each(_) | Type::Rows(_) => unreachable!("holds tables"),
    }
}

/// A key under which a table of the file stands.
fn under(by: By) -> String {
    let method = Method::built_in();
    match by {
        By::Id => "t7qm4k".to_owned(),
        By::Date => "2026-11-23".to_owned(),
        By::Stem => "value".to_owned(),
        By::Section => method.canvas(CANVAS).expect("a canvas").sections[0].id.clone(),
        By::Item => method.checklist(CHECKLIST).expect("a checklist").items[0].id.clone(),
        By::Criterion => method.criteria()[0].id.clone(),
        By::Person => method.people()[0].id.clone(),
        By::Station => method.cycle(CYCLE).expect("a cycle").stations[0].id.clone(),
        By::Rule => "stale".to_owned(),
    }
}

/// The rows of a table and of those in it.
fn gather<'g>(file: &'g Kind, path: &str, tables: &[(String, &'g Table)], table: &'g Table, rows: &mut Vec<Row<'g>>) {
    for key in table.keys.iter() {
        let path = if path.is_empty() { key.name.to_string() } else { format!("{path}.{}", key.name) };
        let mut of = &key.of;
        let mut path = path;
        while let Type::Each(each) = of {
            path = format!("{path}.{}", under(each.by));
            of = &each.of;
        }
        let (inner, header) = match of {
            Type::Table(Shared::Static(inner)) => (*inner, format!("[{path}]")),
            Type::Rows(Shared::Static(inner)) => (*inner, format!("[[{path}]]")),
            // Texts under keys of the method: the keys are no rows.
            _ if matches!(key.of, Type::Each(_)) => continue,
            _ => {
                rows.push(Row { file, tables: tables.to_vec(), key });
                continue;
            }
        };
        let tables = [tables, &[(header, inner)]].concat();
        gather(file, &path, &tables, inner, rows);
    }
}

fn read(row: &Row<'_>, text: &str) -> Content {
    let method = Method::built_in();
    let reading = codec::read(text.as_bytes(), FileKind::of(row.file.path, method), method);
    assert_eq!((reading.state, &*reading.problems), (State::Valid, &[][..]), "{}: read\n{text}", row.name());
    reading.content.expect("content")
}

fn json(value: toml::Value) -> Json {
    match value {
        toml::Value::Datetime(date) => Json::String(date.to_string()),
        toml::Value::Array(values) => Json::Array(values.into_iter().map(json).collect()),
        toml::Value::Table(table) => Json::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect()),
        other => serde_json::to_value(other).expect("JSON"),
    }
}

fn is_valid(row: &Row<'_>, text: &str) -> bool {
    let method = Method::built_in();
    let subject = match row.file.path {
        "orders/canvas.toml" => Subject::Canvas(method.canvas(CANVAS).map(AsRef::as_ref)),
        "orders/list.toml" => Subject::Checklist(method.checklist(CHECKLIST).map(AsRef::as_ref)),
        "orders/product.toml" => Subject::Product,
        _ => Subject::Workspace,
    };
    let validator = draft202012::new(&schema(subject, method, Catalogue::english())).expect("a schema");
    validator.is_valid(&json(toml::Value::Table(toml::from_str(text).expect("TOML"))))
}

/// What two sides come to, and whether somebody is asked.
fn merged(row: &Row<'_>, base: &Content, ours: &Content, theirs: &Content) -> (Content, bool) {
    let method = Method::built_in();
    if let (Some(base), Some(ours), Some(theirs)) = (base.sheet(), ours.sheet(), theirs.sheet()) {
        let merged = merge::merge(base, ours, theirs);
        return (Content::DocumentBody(merged.sheet), !merged.conflicts.is_empty());
    }
    let texts = [base, ours, theirs].map(|content| codec::write(content, method));
    let files = Three { base: texts[0].as_bytes(), ours: texts[1].as_bytes(), theirs: texts[2].as_bytes() };
    let merged = merge_files(files, &FileKind::of(row.file.path, method), method).expect("they can be read");
    let text = String::from_utf8(merged.taken(codec::text_merge::Version::Theirs)).expect("UTF-8");
    (read(row, &text), !merged.is_settled())
}

/// Gives up on a row where something does not hold.
macro_rules! ensure {
    ($holds:expr, $($said:tt)*) => {
        if !$holds {
            return Err(format!($($said)*));
        }
    };
}

/// Holds one row against every mechanism.
fn hold(row: &Row<'_>) -> Result<(), String> {
    let (name, method) = (row.name(), Method::built_in());
    let (one, two) = values(&row.key.of);
    let before = if row.key.is_required { row.text(Some(&two)) } else { row.text(None) };
    let after = row.text(Some(&one));
    let (old, new) = (read(row, &before), read(row, &after));

    ensure!(!old.says_the_same(&new), "{name}: the reader does not carry it");
    let line = format!("{} = {one}", row.key.name);
    let written = codec::write(&new, method);
    ensure!(written.lines().any(|written| written == line), "{name}: the writer does not write it\n{written}");
    ensure!(read(row, &written).says_the_same(&new), "{name}: what is written says something else\n{written}");

    let updated = codec::update(before.as_bytes(), &new, method).expect("it can be patched");
    let updated = String::from_utf8(updated).expect("UTF-8");
    ensure!(updated.lines().any(|updated| updated == line), "{name}: the patch does not put it in\n{updated}");
    let moved = moved_last(row, &after);
    let canonical = |text: &str| {
        codec::format(text.as_bytes(), FileKind::of(row.file.path, method), method).expect("it can be formatted")
    };
    let formatted = canonical(&moved);
    ensure!(formatted == canonical(&after), "{name}: its place in canonical form");

    ensure!(is_valid(row, &after), "{name}: the schema refuses it\n{after}");
    ensure!(!is_valid(row, &row.text(Some("[[true]]"))), "{name}: the schema does not know it");

    let (all, is_asked) = merged(row, &old, &new, &old);
    ensure!(all.says_the_same(&new) && !is_asked, "{name}: our change is lost in a merge");
    let (all, is_asked) = merged(row, &old, &old, &new);
    ensure!(all.says_the_same(&new) && !is_asked, "{name}: their change is lost in a merge");
    if !row.file.other.is_empty() && row.key.name != "title" && row.key.name != "name" {
        let theirs = read(row, &before.replacen("\"one\"", row.file.other, 1));
        let (all, is_asked) = merged(row, &old, &new, &theirs);
        let both = read(row, &after.replacen("\"one\"", row.file.other, 1));
        ensure!(all.says_the_same(&both) && !is_asked, "{name}: our change beside theirs is lost in a merge");
    }

    // Nobody edits a published version.
    let is_published = row.tables.last().is_some_and(|(header, _)| header == "[[history]]");
    if let (Some(from), Some(to), false) = (old.sheet(), new.sheet(), is_published) {
        let mut sheet: DocumentBody = from.clone();
        for edit in merge::diff::edits(from, to) {
            edit.apply(&mut sheet).expect("it fits");
        }
        ensure!(sheet.says_the_same(to), "{name}: no edit says it");
    }
    let path = row.file.path;
    let compared = Compared { path, path_before: path, before: Some(&old), after: Some(&new) };
    let said = serde_json::to_string(&changes(&[compared], method, "en")).expect("JSON");
    ensure!(said.contains(row.key.name.as_ref()), "{name}: a comparison does not say it: {said}");
    Ok(())
}

/// The file with the key as the last one of its table.
fn moved_last(row: &Row<'_>, text: &str) -> String {
    let start = row.tables.last().and_then(|(header, _)| text.find(header.as_str())).unwrap_or_default();
    let (before, own) = text.split_at(start);
    let key = format!("{} = ", row.key.name);
    let end = own[1..].find("\n[").map_or(own.len(), |end| end + 2);
    let (own, rest) = own.split_at(end);
    let (mut lines, moved): (Vec<&str>, Vec<&str>) = own.lines().partition(|line| !line.starts_with(&key));
    lines.extend(moved);
    format!("{before}{}\n{rest}", lines.join("\n"))
}

#[test]
fn every_key_goes_through_every_mechanism() {
    let kinds = [
        Kind { path: "orders/canvas.toml", grammar: &files::CANVAS, other: "\"other\"" },
        Kind { path: "orders/list.toml", grammar: &files::CHECKLIST, other: "\"other\"" },
        Kind { path: "orders/product.toml", grammar: &files::PRODUCT, other: "\"other\"" },
        Kind { path: "stationmaster.toml", grammar: &files::SETTINGS, other: "" },
    ];
    let mut rows = Vec::new();
    for kind in &kinds {
        gather(kind, "", &[], kind.grammar, &mut rows);
    }
    // What says which kind of file it is cannot change, and a published version never does.
    let fixed = ["format", "canvas", "checklist"];
    rows.retain(|row| !(row.tables.is_empty() && fixed.contains(&&*row.key.name)));
    assert!(rows.len() > 60, "only {} rows", rows.len());
    let faults: Vec<String> = rows.iter().filter_map(|row| hold(row).err()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
