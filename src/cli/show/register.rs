//! A register for reading and for programs, by its definition.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::output::{Line, Tone};
use super::paragraph;
use crate::codec::State;
use crate::document::{Node, Number, Register, RegisterValue, Table};
use crate::method::{KeyedBy, Shape, TableTemplate};
use crate::store::Entry;

/// Prints a register: what stands at its top, then table by table.
pub(super) fn print(context: &mut Context, entry: &Entry, register: &Register) {
    let template = register.template();
    let kind = context.words.text(&template.title).to_owned();
    let title = register.root().text("title").map_or_else(|| kind.clone(), str::to_owned);
    let mut lines = vec![Line::of(Tone::Strong, &title)];
    if title != kind {
        lines.push(Line::of(Tone::Muted, kind));
    }
    lines.push(Line::of(Tone::Muted, &entry.path));
    context.out.lines(&lines);
    values(context, template.shape(), register.root(), 0, "title");
    for table in &template.tables {
        if let Some(entries) = register.root().table(&table.name) {
            context.out.line(&Line::default());
            print_table(context, table, entries, 0);
        }
    }
}

fn print_table(context: &mut Context, template: &TableTemplate, table: &Table, indent: usize) {
    let title = context.words.text(&template.title).to_owned();
    context.out.line(&Line::plain(" ".repeat(indent)).and(Tone::Strong, title));
    let indent = indent + 2;
    if template.is_single() {
        values(context, template.entry(), table, indent, "");
        inner_tables(context, template, table, indent);
        return;
    }
    for (key, node) in table.iter() {
        match node {
            Node::Value(value) => field(context, indent, key, value),
            Node::Table(entry) => {
                let lead = Line::plain(" ".repeat(indent)).and(Tone::Muted, format!("{key}  "));
                paragraph(context, &lead, Tone::Plain, entry.text("text").unwrap_or_default());
                values(context, template.entry(), entry, indent + 2, "text");
                inner_tables(context, template, entry, indent + 2);
            }
        }
    }
}

fn inner_tables(context: &mut Context, template: &TableTemplate, table: &Table, indent: usize) {
    for inner in &template.tables {
        if let Some(there) = table.table(&inner.name) {
            print_table(context, inner, there, indent);
        }
    }
}

/// Prints the values of a table, but for the one that stands over them.
fn values(context: &mut Context, shape: Shape<'_>, table: &Table, indent: usize, shown: &str) {
    for (key, node) in table.iter().filter(|(key, _)| *key != shown) {
        if let (Some(Shape::Value(template)), Node::Value(value)) = (shape.inner(key), node) {
            let label = context.words.text(&template.title).to_owned();
            field(context, indent, &label, value);
        }
    }
}

fn field(context: &mut Context, indent: usize, label: &str, value: &RegisterValue) {
    let lead = Line::plain(" ".repeat(indent)).and(Tone::Muted, format!("{label}: "));
    paragraph(context, &lead, Tone::Plain, &value.to_string());
}

/// A register as JSON gives it: its keys as in the file, and the entries of a table as a list.
pub(super) fn view(context: &Context, entry: &Entry, register: &Register, state: State) -> Value {
    let template = register.template();
    let title = register.root().text("title").unwrap_or_else(|| context.words.text(&template.title));
    let mut view = table_view(template.shape(), register.root());
    view.insert("path".into(), json!(entry.path));
    view.insert("stem".into(), json!(entry.stem));
    view.insert("kind".into(), json!("register"));
    view.insert("template".into(), json!(template.id));
    view.insert("title".into(), json!(title));
    view.insert("state".into(), json!(if state == State::Newer { "newer" } else { "valid" }));
    Value::Object(view)
}

fn table_view(shape: Shape<'_>, table: &Table) -> Map<String, Value> {
    let view = |(key, node): (&str, &Node)| {
        let value = match (node, shape.inner(key)) {
            (Node::Value(value), _) => value_view(value),
            (Node::Table(table), Some(Shape::Entries(template))) if template.holds.is_none() => {
                entries_view(template, table)
            }
            (Node::Table(table), Some(inner)) => Value::Object(table_view(inner, table)),
            (Node::Table(_), None) => Value::Null,
        };
        (key.to_owned(), value)
    };
    table.iter().map(view).collect()
}

/// Entries in their order, each with its key.
fn entries_view(template: &TableTemplate, table: &Table) -> Value {
    let name = match template.by {
        KeyedBy::Stem => "stem",
        KeyedBy::Date => "day",
        KeyedBy::Id | KeyedBy::Single => "id",
    };
    let entry = |(key, entry): (&str, &Table)| {
        let mut view = table_view(template.entry(), entry);
        view.insert(name.to_owned(), json!(key));
        Value::Object(view)
    };
    Value::Array(table.tables().map(entry).collect())
}

fn value_view(value: &RegisterValue) -> Value {
    let number = |number: &Number| serde_json::from_str(number.as_str()).unwrap_or_else(|_| json!(number.value()));
    match value {
        RegisterValue::Number(one) => number(one),
        RegisterValue::Flag(flag) => json!(flag),
        RegisterValue::List(list) => json!(list),
        RegisterValue::Numbers(list) => list.iter().map(number).collect(),
        RegisterValue::Texts(texts) => json!(texts),
        RegisterValue::Time(time) => json!(time.format("%H:%M:%S").to_string()),
        RegisterValue::Text(_) | RegisterValue::Date(_) => json!(value.to_string()),
    }
}
