//! Reading a file: its state, what it says, what is wrong, and where everything stands.

mod canvas;
mod checklist;
mod gathered;
mod head;
mod product;
mod record;
mod register;
mod settings;
mod sheet;
mod syntax;
mod twice;
mod values;

use std::sync::Arc;

use toml::de::DeTable;

use super::places::Lines;
use super::{Content, FileKind, Foreign, Places, Problem, Reading, State, conflict, rules};
use crate::method::Method;
use values::Reader;

/// Reads a file.
///
/// Takes the bytes as they stand on the disk, what kind of file it is (see [`FileKind::of`]), and the method whose
/// templates it may name. Never fails: what is wrong comes back as the reading's state and problems, every syntax error
/// at once.
#[must_use]
#[allow(clippy::needless_pass_by_value, reason = "a kind of file is a small value that callers make on the spot")]
pub fn read(bytes: &[u8], kind: FileKind, method: &Method) -> Reading {
    if let Some(kind) = Foreign::of_bytes(bytes) {
        return foreign(&String::from_utf8_lossy(bytes), kind);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return not_utf8(bytes, error.valid_up_to()),
    };
    if let Some(span) = conflict::first_marker(text) {
        let ours = conflict::sides(bytes).map(|sides| read(sides.ours.as_bytes(), kind.clone(), method));
        return conflicted(text, span, ours.and_then(|ours| ours.content));
    }
    let lines = Lines::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty()
        && let Some(span) = conflict::stray_marker(text)
    {
        return conflicted(text, span, None);
    }
    let table = table.get_ref();
    let is_of_others = || matches!(kind, FileKind::DocumentBody) && Foreign::is_table(table);
    let stranger = if errors.is_empty() { is_of_others().then_some(Foreign::Toml) } else { Foreign::of_text(text) };
    if let Some(kind) = stranger {
        return foreign(text, kind);
    }
    let mut reader = Reader::new(text, method);
    let twice = twice::tables(text, &errors);
    for error in errors.iter().filter(|error| !twice::explains(&twice, error)) {
        let place = error.span().unwrap_or(text.len()..text.len());
        reader.report(rules::SYNTAX, place, vec![("detail", error.message().to_owned())]);
    }
    for table in twice {
        let first = lines.place(table.first..table.first).line;
        reader.report(rules::DUPLICATE_ID, table.second, vec![("id", table.id), ("first", first.to_string())]);
    }
    if errors.is_empty() {
        syntax::check(table, &mut reader);
    }
    let parses = !reader.is_invalid();
    let newer = reader.format(table);
    let of_syntax = std::mem::take(&mut reader.problems);
    let content = match &kind {
        FileKind::DocumentBody => sheet::read(table, &mut reader),
        FileKind::Product => Some(product::read(table, &mut reader).into()),
        FileKind::Register(template) => Some(register::read(template, table, &mut reader).into()),
        FileKind::Settings => Some(Content::Settings(settings::read(table, &mut reader))),
    };
    let state = match (parses, newer) {
        (false, _) => State::Invalid,
        (true, true) => State::Newer,
        (true, false) if reader.is_invalid() => State::Invalid,
        (true, false) => State::Valid,
    };
    let history = reader.history;
    let (mut problems, mut more) = of_syntax.finish(&lines);
    // What follows from an error of syntax, or from a later format, says nothing about the file.
    if parses && !newer {
        let (of_content, more_of_content) = reader.problems.finish(&lines);
        problems.extend(of_content);
        for (rule, count) in more_of_content {
            *more.entry(rule).or_default() += count;
        }
    }
    twice::name_lines(&mut problems, table, &lines);
    problems.sort_by_key(|problem| problem.place.span.start);
    problems.dedup();
    for problem in problems.iter_mut().rev() {
        problem.more = more.remove(problem.rule).unwrap_or(0);
    }
    let text: Arc<str> = text.into();
    Reading { state, content, problems, places: Places::new(Arc::clone(&text)), text, history }
}

fn not_utf8(bytes: &[u8], valid: usize) -> Reading {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let length = text[valid..].chars().next().map_or(0, char::len_utf8);
    let place = Lines::new(&text).place(valid..valid + length);
    let byte = bytes.get(valid).map(|byte| format!("0x{byte:02X}")).unwrap_or_default();
    let problem = Problem { rule: rules::NOT_UTF8, place, arguments: vec![("byte", byte)], more: 0 };
    Reading {
        state: State::Invalid,
        content: None,
        problems: vec![problem],
        places: Places::default(),
        text: text.into(),
        history: Vec::new(),
    }
}

/// The reading of a file that is none of ours.
fn foreign(text: &str, kind: Foreign) -> Reading {
    let arguments = vec![("kind", kind.word().to_owned())];
    Reading {
        state: State::Invalid,
        content: None,
        problems: vec![Problem { rule: rules::FOREIGN_FILE, place: Lines::new(text).place(0..0), arguments, more: 0 }],
        places: Places::default(),
        text: text.into(),
        history: Vec::new(),
    }
}

fn conflicted(text: &str, span: std::ops::Range<usize>, content: Option<Content>) -> Reading {
    let place = Lines::new(text).place(span);
    Reading {
        state: State::Conflicted,
        content,
        problems: vec![Problem { rule: rules::CONFLICT_MARKERS, place, arguments: Vec::new(), more: 0 }],
        places: Places::default(),
        text: text.into(),
        history: Vec::new(),
    }
}
