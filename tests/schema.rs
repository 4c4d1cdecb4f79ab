//! The schemas agree with the reader: what `check` finds nothing wrong with is valid, and what a schema can see is not.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use stationmaster::codec::schema::{Subject, schema};
use stationmaster::codec::{FileKind, State, read};
use stationmaster::document::text::visible;
use stationmaster::i18n::Catalogue;
use stationmaster::method::Method;

/// A TOML value as editors hand it to a schema: dates as text.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => Value::Array(values.into_iter().map(json).collect()),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect()),
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(is) => Value::Bool(is),
    }
}

/// What is wrong with a file by the schema of its kind and, where it names one there is, its template.
fn problems(path: &str, text: &str) -> Vec<String> {
    let method = Method::built_in();
    let table: toml::Table = toml::from_str(text.trim_start_matches('\u{feff}')).expect("TOML");
    let file = json(toml::Value::Table(table));
    let word = |key: &str| file.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let kind = FileKind::of(path, method);
    let subject = match &kind {
        FileKind::Product => Subject::Product,
        FileKind::Register(template) => Subject::Register(template),
        FileKind::Settings => Subject::Workspace,
        FileKind::DocumentBody if file.get("checklist").is_some() => {
            Subject::Checklist(method.checklist(&word("checklist")).map(AsRef::as_ref))
        }
        FileKind::DocumentBody => Subject::Canvas(method.canvas(&word("canvas")).map(AsRef::as_ref)),
    };
    let schema = schema(subject, method, Catalogue::english());
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    validator.iter_errors(&file).map(|error| visible(&error.to_string()).into_owned()).collect()
}

fn corpus(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(path);
    String::from_utf8(fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).expect("UTF-8")
}

#[test]
fn every_schema_is_one() {
    let method = Method::built_in();
    let canvases = method.canvases().iter().map(|canvas| Subject::Canvas(Some(canvas)));
    let lists = method.checklists().iter().map(|list| Subject::Checklist(Some(list)));
    let others = [Subject::Canvas(None), Subject::Checklist(None), Subject::Product, Subject::Workspace];
    let registers = method.registers().iter().map(|register| Subject::Register(register));
    for subject in canvases.chain(lists).chain(registers).chain(others) {
        let schema = schema(subject, method, Catalogue::english());
        assert!(jsonschema::meta::is_valid(&schema), "{subject:?}");
        assert!(!schema.to_string().contains("schema.title"), "{subject:?} has no title");
    }
}

#[test]
fn files_that_are_in_order_are_valid() {
    let names = ["audit", "crlf-and-mark", "minimal", "no-last-line-feed", "other-forms", "unseen-characters"];
    let records = ["orders/product", "orders/follow-up", "stationmaster", "unknown-words", "whole-canvas"];
    let mut clean = 0;
    for name in names.into_iter().chain(records) {
        let path = format!("valid/{name}.toml");
        let text = corpus(&path);
        // What the reader reports without refusing the file may be marked; nothing else may.
        if read(text.as_bytes(), FileKind::of(&path, Method::built_in()), Method::built_in()).problems.is_empty() {
            assert_eq!(problems(&path, &text), Vec::<String>::new(), "{path}");
            clean += 1;
        }
    }
    assert!(clean >= 5, "only {clean} files are in order");
    // What nobody knows is kept by the program and reported by `check`; a schema marks it too, and nothing else.
    for (name, word) in [("audit", "'an-item-nobody-knows'"), ("whole-canvas", "'mine'")] {
        let path = format!("valid/{name}.toml");
        let problems = problems(&path, &corpus(&path));
        assert!(matches!(problems.as_slice(), [only] if only.contains(word)), "{path}: {problems:?}");
    }
    for (path, content) in stationmaster::method::demo_files() {
        let name = path.rsplit('/').next().unwrap_or(&path);
        if path.contains("/sessions/") || path.contains("/versions/") || !name.contains(".toml") {
            continue;
        }
        let text = String::from_utf8(content.to_vec()).expect("UTF-8");
        assert_eq!(problems(&path, &text), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn what_a_schema_can_see_is_found() {
    for name in [
        "malformed-color",
        "malformed-id",
        "missing-text",
        "missing-title",
        "missing-state",
        "missing-waiver-until",
        "unknown-item",
        "unknown-key-note",
        "unknown-key-top",
        "unknown-kind",
        "unknown-section-of-notes",
        "unknown-section-of-state",
        "unknown-template-canvas",
        "unknown-template-checklist",
        "unknown-word-basis",
        "unknown-word-profile",
        "unknown-word-status",
        "unknown-word-verdict",
        "verdict-without-reason",
        "wrong-type-format",
        "wrong-type-list",
        "wrong-type-section",
        "wrong-type-title",
        "wrong-type-version",
    ] {
        let path = format!("invalid/{name}.toml");
        assert!(!problems(&path, &corpus(&path)).is_empty(), "{path}");
    }
    for name in ["product-missing-keys", "product-unknown-words"] {
        let path = format!("invalid/{name}.dir/orders/product.toml");
        assert!(!problems(&path, &corpus(&path)).is_empty(), "{path}");
    }
}

/// Promise: a line that names a schema is a comment like any other.
#[test]
fn a_line_that_names_a_schema_changes_nothing() {
    let text = format!("#:schema value.schema.json\n{}", corpus("valid/minimal.toml"));
    assert_eq!(read(text.as_bytes(), FileKind::DocumentBody, Method::built_in()).state, State::Valid);
    assert_eq!(json(toml::Value::Table(toml::Table::new())), Value::Object(Map::new()));
}
