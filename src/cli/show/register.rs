//! A register for reading and for programs, by its definition.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::labels::Label;
use super::super::output::{Line, Tone};
use super::references::{References, entry_text};
use super::{named, paragraph, titled};
use crate::codec::State;
use crate::document::{Id, Node, Number, Register, RegisterValue, Table};
use crate::method::{KeyTemplate, KeyedBy, Shape, TableTemplate};
use crate::store::Entry;

/// Prints a register: what stands at its top, then table by table.
pub(super) fn print(context: &mut Context, entry: &Entry, register: &Register, references: &mut References) {
    let template = register.template();
    let kind = context.words.text(&template.title).to_owned();
    let title = register.root().text("title").map_or_else(|| kind.clone(), str::to_owned);
    let mut lines = vec![Line::of(Tone::Strong, &title)];
    if title != kind {
        lines.push(Line::of(Tone::Muted, kind));
    }
    lines.push(Line::of(Tone::Muted, &entry.path));
    context.out.lines(&lines);
    let mut printer = Printer { context, register, references };
    printer.values(template.shape(), register.root(), 0, "title");
    for table in &template.tables {
        if let Some(entries) = register.root().table(&table.name) {
            printer.context.out.line(&Line::default());
            printer.table(table, entries, 0);
        }
    }
}

/// What printing a register needs.
struct Printer<'a, 'r> {
    context: &'a mut Context,
    register: &'a Register,
    references: &'a mut References<'r>,
}

impl Printer<'_, '_> {
    fn table(&mut self, template: &TableTemplate, table: &Table, indent: usize) {
        let title = self.context.words.text(&template.title).to_owned();
        self.context.out.line(&Line::plain(" ".repeat(indent)).and(Tone::Strong, title));
        let indent = indent + 2;
        if template.is_single() {
            self.values(template.entry(), table, indent, "");
            self.inner_tables(template, table, indent);
            return;
        }
        for (key, node) in table.iter() {
            match node {
                Node::Value(value) => self.field(indent, key, &value.to_string()),
                Node::Table(entry) => {
                    self.entry(indent, key, entry.text("text"));
                    self.values(template.entry(), entry, indent + 2, "text");
                    self.inner_tables(template, entry, indent + 2);
                }
            }
        }
    }

    /// What stands over an entry: its text with its key, or its key alone.
    fn entry(&mut self, indent: usize, key: &str, text: Option<&str>) {
        let lead = Line::plain(" ".repeat(indent));
        match text {
            Some(text) => named(self.context, &lead, Tone::Plain, text, key),
            None => paragraph(self.context, &lead, Tone::Plain, key),
        }
    }

    fn inner_tables(&mut self, template: &TableTemplate, table: &Table, indent: usize) {
        for inner in &template.tables {
            if let Some(there) = table.table(&inner.name) {
                self.table(inner, there, indent);
            }
        }
    }

    /// Prints the values of a table, but for the one that stands over them.
    fn values(&mut self, shape: Shape<'_>, table: &Table, indent: usize, shown: &str) {
        for (key, node) in table.iter().filter(|(key, _)| *key != shown) {
            if let (Some(Shape::Value(template)), Node::Value(value)) = (shape.inner(key), node) {
                let label = self.context.words.text(&template.title).to_owned();
                self.value(indent, &label, template, value);
            }
        }
    }

    /// A value; what names something else is told in words, each on a line of its own.
    fn value(&mut self, indent: usize, label: &str, template: &KeyTemplate, value: &RegisterValue) {
        let texts: Vec<&str> = match value {
            RegisterValue::Text(text) => vec![text],
            value => value.as_list().iter().map(String::as_str).collect(),
        };
        if template.has_references() {
            for text in texts {
                let target = self.references.label(self.context, text);
                titled(self.context, indent, label, &target);
            }
        } else if template.has_ids() {
            for id in texts {
                let text = Id::new(id).and_then(|id| entry_text(self.register, id)).filter(|text| !text.is_empty());
                titled(self.context, indent, label, &Label { number: None, text, id: id.to_owned() });
            }
        } else {
            self.field(indent, label, &value.to_string());
        }
    }

    fn field(&mut self, indent: usize, label: &str, text: &str) {
        let lead = Line::plain(" ".repeat(indent)).and(Tone::Muted, format!("{label}: "));
        paragraph(self.context, &lead, Tone::Plain, text);
    }
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
    // The state of a session is its own.
    if !template.head.iter().any(|key| key.key == "state") {
        view.insert("state".into(), json!(if state == State::Newer { "newer" } else { "valid" }));
    }
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
