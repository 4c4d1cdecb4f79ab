//! Writing a tree in canonical form.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml::de::DeValue;

use super::super::grammar::{self, By, Node, Type};
use super::super::table_model::TomlValue;
use super::super::vocabulary::Vocabulary;
use super::super::{array, strings, write};
use super::inline;
use super::tree::{Comments, Table, Tree, Value};

/// What canonical form takes from the grammar and from the method.
pub(super) struct Form<'g> {
    pub(super) grammar: &'g grammar::Table,
    pub(super) vocabulary: Vocabulary<'g>,
    /// Whether the keys of a table below the top stay in the order they have, and so do tables that are told by an id.
    pub(super) keeps_order: bool,
}

impl Form<'_> {
    /// Whether values of a table stay in the order they have.
    fn keeps_values(&self, node: Option<Node<'_>>, path: &[String]) -> bool {
        self.keeps_order && !path.is_empty() && matches!(node, Some(Node::Table(_) | Node::Rows(_)))
    }

    /// Whether tables of a table stay in the order they have.
    fn keeps_tables(&self, node: Option<Node<'_>>) -> bool {
        self.keeps_order && matches!(node, Some(Node::Each(each)) if each.by == By::Id)
    }
}

/// The text of a tree in canonical form.
pub(super) fn render(tree: Tree<'_>, form: &Form<'_>) -> String {
    let mut out = String::new();
    push_lines(&mut out, &tree.top);
    table(&mut out, &mut Vec::new(), tree.root, false, form);
    if !tree.bottom.is_empty() {
        if !out.is_empty() {
            out.push('\n');
        }
        push_lines(&mut out, &tree.bottom);
    }
    out
}

/// Appends a table, its values first.
fn table(out: &mut String, path: &mut Vec<String>, mut table: Table<'_>, element: bool, form: &Form<'_>) {
    let node = form.grammar.at(path);
    if let Some(node) = node {
        expand(node, &mut table);
    }
    let (mut values, mut groups) = (table.values, table.groups);
    values.sort_by_key(|value| value.at);
    groups.sort_by_key(|group| group.at);
    if !form.keeps_values(node, path) {
        form.vocabulary.sort(node, &mut values, |value| &value.key);
        if let Some(Node::Table(table)) = node
            && let Some(closing) = table.closing()
        {
            values.sort_by_key(|value| value.key == closing);
        }
    }
    if !form.keeps_tables(node) {
        form.vocabulary.sort(node, &mut groups, |group| &group.key);
    }

    let Comments { above, behind } = table.comments;
    let has_comments = !above.is_empty() || behind.is_some() || !table.below.is_empty();
    // What only leads to other tables needs no header, nor does an empty table that says nothing by being there.
    let says_nothing =
        values.is_empty() && (!groups.is_empty() || matches!(node, Some(Node::Each(_))) || !table.has_header);
    if !path.is_empty() && (element || has_comments || !says_nothing) {
        if !out.is_empty() {
            out.push('\n');
        }
        push_lines(out, &above);
        write::push_header(out, path, element);
        push_behind(out, behind);
    }
    for value in values {
        push_lines(out, &value.comments.above);
        strings::push_key(out, &value.key);
        out.push_str(" = ");
        push_value(out, &value, node);
        push_behind(out, value.comments.behind);
    }
    push_lines(out, &table.below);
    for group in groups {
        path.push(group.key.into_owned());
        for inner in group.tables {
            self::table(out, path, inner, group.is_array, form);
        }
        path.pop();
    }
}

/// Turns the inline tables of a table into tables where the grammar has tables.
fn expand(node: Node<'_>, table: &mut Table<'_>) {
    for mut value in std::mem::take(&mut table.values) {
        let (tables, is_array) = match node.value(&value.key) {
            Some(Type::Rows(_)) => (inline::tables(&mut value).unwrap_or_default(), true),
            Some(of) if of.holds_tables() => (inline::table(&mut value).into_iter().collect(), false),
            _ => (Vec::new(), false),
        };
        if tables.is_empty() {
            table.values.push(value);
        } else {
            let group = table.group(&value.key, value.at);
            group.is_array = is_array;
            group.tables = tables;
        }
    }
}

/// Appends a value: as the program writes it where the key is one of ours, else as it stands.
fn push_value(out: &mut String, value: &Value<'_>, node: Option<Node<'_>>) {
    if let Some(of) = node.and_then(|node| node.value(&value.key))
        && let Ok(parsed) = DeValue::parse(&value.raw)
        && push_ours(out, &value.key, of, parsed.get_ref(), &value.raw)
    {
        return;
    }
    out.push_str(&value.raw);
}

fn push_ours(out: &mut String, key: &str, of: &Type, value: &DeValue<'_>, raw: &str) -> bool {
    match value {
        DeValue::String(text) => {
            let date = if *of == Type::Date && text.len() == 10 { text.parse::<NaiveDate>().ok() } else { None };
            match date {
                Some(date) => write::push_inline(out, &TomlValue::Date(date)),
                None => strings::push_text(out, text),
            }
            true
        }
        DeValue::Array(list) if !has_comment(raw) => {
            let texts: Option<Vec<Cow<'_, str>>> =
                list.iter().map(|element| element.get_ref().as_str().map(Cow::Borrowed)).collect();
            if let Some(texts) = &texts {
                array::push(out, key, texts, of.is_tall());
            }
            texts.is_some()
        }
        DeValue::Integer(number) => {
            u32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).is_ok_and(|number| {
                out.push_str(&number.to_string());
                true
            })
        }
        _ => false,
    }
}

/// Whether the text of an array holds a comment.
fn has_comment(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' => return true,
            b'"' | b'\'' => at = super::super::syntax_map::string_end(bytes, at),
            _ => at += 1,
        }
    }
    false
}

fn push_behind(out: &mut String, comment: Option<&str>) {
    if let Some(comment) = comment {
        out.push(' ');
        out.push_str(comment);
    }
    out.push('\n');
}

fn push_lines(out: &mut String, lines: &[&str]) {
    for line in lines {
        out.push_str(line);
        out.push('\n');
    }
}
