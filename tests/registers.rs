//! Registers that no code knows: definitions and example files in `tests/registers/`, read, written, edited, merged,
//! checked and described by their definition alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use stationmaster::assess::check::{FileInput, check};
use stationmaster::codec::schema::{Subject, schema};
use stationmaster::codec::{Content, FileKind, State, format, read, tidied, update, write};
use stationmaster::document::{
    DocumentBody, Edit, EntryPlace, Node, Number, Register, RegisterEdit, RegisterValue, Table, Transaction,
};
use stationmaster::i18n::Catalogue;
use stationmaster::merge::{diff, merge};
use stationmaster::method::{DataFile, Method};

/// The registers and where an example of each would stand.
const REGISTERS: [(&str, &str); 5] = [
    ("metrics", "orders/metrics.toml"),
    ("bets", "orders/bets.toml"),
    ("evidence", "orders/evidence/2026-11-20-hub.toml"),
    ("session", "orders/sessions/2026-11-23-value.toml"),
    ("follow-up", "orders/follow-up.toml"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers")
}

fn example(name: &str) -> String {
    fs::read_to_string(folder().join("examples").join(name).with_extension("toml")).expect("an example")
}

/// The method with every definition among a team's own files.
fn method() -> Method {
    let mut method = Method::built_in().clone();
    for entry in fs::read_dir(folder().join("definitions")).expect("definitions") {
        let text = fs::read_to_string(entry.expect("a file").path()).expect("a definition");
        method.add_own(DataFile::parse(&text).expect("a definition"), "apiops/method/register.toml");
    }
    method
}

fn content(path: &str, text: &str, method: &Method) -> Content {
    let reading = read(text.as_bytes(), FileKind::of(path, method), method);
    assert_eq!((reading.state, &reading.problems[..]), (State::Valid, &[][..]), "{path}");
    reading.content.expect("content")
}

fn body(path: &str, text: &str, method: &Method) -> DocumentBody {
    content(path, text, method).sheet().expect("a register").clone()
}

fn number(text: &str) -> RegisterValue {
    RegisterValue::Number(Number::parse(text).expect("a number"))
}

fn set(path: &[&str], before: Option<RegisterValue>, after: Option<RegisterValue>) -> Edit {
    let path = path.iter().map(|key| (*key).to_owned()).collect();
    Edit::Register(RegisterEdit::Set { path, before, after })
}

#[test]
fn examples_are_valid_and_in_canonical_form() {
    let method = method();
    for (name, path) in REGISTERS {
        let text = example(name);
        let content = content(path, &text, &method);
        assert!(content.register().is_some(), "{name}");
        let kind = FileKind::of(path, &method);
        let canonical = format(text.as_bytes(), kind.clone(), &method).expect("a form");
        assert_eq!(String::from_utf8_lossy(&canonical), text, "{name}");
        assert_eq!(update(text.as_bytes(), &content, &method).as_deref(), Ok(text.as_bytes()), "{name}");
        // Written anew it says the same; empty lists and the way a number is written are the file's.
        let written = write(&content, &method);
        assert!(self::content(path, &written, &method).says_the_same(&content), "{name}:\n{written}");
        let again = format(written.as_bytes(), kind, &method).expect("a form");
        assert_eq!(String::from_utf8_lossy(&again), written, "{name}");
    }
}

#[test]
fn an_edit_changes_its_line_and_taken_back_leaves_every_byte() {
    let method = method();
    let first = |table: &str, register: &Register| {
        let (key, entry) = register.entries(table).next().map(|(key, entry)| (key.to_owned(), entry.clone()))?;
        let at = EntryPlace { table: vec![table.to_owned()], after: None };
        Some(Edit::Register(RegisterEdit::Remove { at, key, entry: Arc::new(entry) }))
    };
    for (name, path) in REGISTERS {
        let text = example(name).replace("format = 1\n", "format = 1\nmine = \"kept\"    # a key of ours\n");
        let kind = FileKind::of(path, &method);
        let before = read(text.as_bytes(), kind, &method).content.expect("content");
        let register = before.register().expect("a register");
        let tables: Vec<String> = register.root().tables().map(|(table, _)| table.to_owned()).collect();
        for table in tables {
            let Some(removal) = first(&table, register) else { continue };
            let mut sheet = before.sheet().expect("a register").clone();
            assert_eq!(removal.apply(&mut sheet), Ok(()), "{name} {table}");
            let without = update(text.as_bytes(), &Content::DocumentBody(sheet.clone()), &method).expect("an update");
            assert!(without.len() < text.len() && String::from_utf8_lossy(&without).contains("a key of ours"));
            assert_eq!(removal.inverse().apply(&mut sheet), Ok(()));
            let back = update(&without, &Content::DocumentBody(sheet), &method).expect("an update");
            assert!(content_of(path, &back, &method).says_the_same(&before), "{name} {table}");
        }
    }
    let text = example("metrics");
    let path = "orders/metrics.toml";
    let mut sheet = body(path, &text, &method);
    let edits = vec![
        set(&["metrics", "h8s2nd", "readings", "2027-01-01"], None, Some(number("5.15"))),
        set(&["metrics", "w3k9ze", "better"], None, Some("higher".into())),
        set(&["metrics", "h8s2nd", "baseline"], Some(number("6.4")), Some(number("6.5"))),
    ];
    let step = Transaction { edits };
    assert_eq!(step.apply(&mut sheet), Ok(()));
    let new = update(text.as_bytes(), &Content::DocumentBody(sheet.clone()), &method).expect("an update");
    let wanted = text
        .replace("baseline = 6.4", "baseline = 6.5")
        .replace("2026-12-01 = 5.9\n", "2026-12-01 = 5.9\n2027-01-01 = 5.15\n")
        .replace("[metrics.w3k9ze]\n", "[metrics.w3k9ze]\nbetter = \"higher\"\n");
    assert_eq!(String::from_utf8_lossy(&new), wanted);
    assert_eq!(step.inverse().apply(&mut sheet), Ok(()));
    let back = update(&new, &Content::DocumentBody(sheet), &method).expect("an update");
    assert_eq!(String::from_utf8_lossy(&back), text);
}

fn content_of(path: &str, bytes: &[u8], method: &Method) -> Content {
    read(bytes, FileKind::of(path, method), method).content.expect("content")
}

#[test]
fn two_additions_are_merged_and_what_differs_is_told_in_edits() {
    let method = method();
    let (path, text) = ("orders/bets.toml", example("bets"));
    let base = body(path, &text, &method);
    let ours = text.replace("[bets.t7qm4k]", "[bets.c4h7wd]\nhorizon = \"now\"\ntext = \"Ours\"\n\n[bets.t7qm4k]");
    let theirs = format!("{text}\n[bets.a1b2c3]\nhorizon = \"now\"\ntext = \"Theirs\"\n")
        .replace("tests = [\"tests#p5v0qr\"]", "tests = [\"tests#p5v0qr\", \"tests#r8d2fa\"]");
    let (ours, theirs) = (body(path, &ours, &method), body(path, &theirs, &method));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let register = merged.sheet.register().expect("a register");
    let keys: Vec<&str> = register.entries("bets").map(|(key, _)| key).collect();
    assert_eq!(keys, ["k3f9aa", "b2h8xd", "c4h7wd", "t7qm4k", "a1b2c3"]);
    let edits = diff::edits(&base, &merged.sheet);
    assert_eq!(edits.len(), 3, "{edits:#?}");
    let mut sheet = base.clone();
    for edit in &edits {
        assert_eq!(edit.apply(&mut sheet), Ok(()));
    }
    assert!(sheet.says_the_same(&merged.sheet));
    // An edit is kept in the journal as it is.
    let kept = serde_json::to_string(&edits).expect("kept");
    assert_eq!(serde_json::from_str::<Vec<Edit>>(&kept).expect("read"), edits);
}

/// What a file of another wording gets, rule, line and message.
fn found(path: &str, text: &str, method: &Method) -> Vec<String> {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let files = [FileInput { path, bytes: text.as_bytes() }];
    let findings = check(&files, method, &std::collections::BTreeMap::new(), today);
    let words = Catalogue::english();
    // The files they refer to are not there, and a key that is out of place is out of order, too.
    let beside = ["broken-reference", "not-canonical"];
    let wrong = findings.iter().filter(|finding| !beside.contains(&finding.rule));
    wrong.map(|finding| format!("{} {}: {}", finding.line(), finding.rule, finding.message(words))).collect()
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let method = method();
    let metrics = example("metrics");
    let slips = [
        ("better = \"lower\"", "better = \"lwoer\"", "`better` cannot be `lwoer`"),
        ("baseline = 6.4", "baseline = \"6.4\"", "baseline"),
        ("due = 2027-06-30", "due = \"soon\"", "`soon` is not a date."),
        ("2026-11-01 = 6.4", "2026-13-01 = 6.4", "2026-13-01"),
        ("2026-11-01 = 6.4", "November = 6.4", "`November` is not a date."),
        ("about = [\"business-impact#q2w3e4\"]", "about = [\"no reference#\"]", "`no reference#`"),
        ("[metrics.w3k9ze]", "[metrics.W3]", "`W3`"),
        ("unit = \"%\"", "units = \"%\"", "`units` is not a known key here"),
        ("text = \"Calls to support\"", "owner = \"x\"", "`text` is missing here."),
    ];
    assert_eq!(found("orders/metrics.toml", &metrics, &method), Vec::<String>::new());
    for (right, wrong, said) in slips {
        let text = metrics.replace(right, wrong);
        let found = found("orders/metrics.toml", &text, &method);
        assert_eq!(found.len(), 1, "{wrong}: {found:#?}");
        assert!(found[0].contains(said), "{wrong}: {found:#?}");
    }
    let bets = example("bets");
    let twice = bets.replace("[bets.b2h8xd]", "[bets.k3f9aa]");
    assert_ne!(read(twice.as_bytes(), FileKind::of("orders/bets.toml", &method), &method).state, State::Valid);
    let evidence = example("evidence").replace("[observations.m2c7ta]", "[observations.w3k9ze]");
    let found = found("orders/evidence/2026-11-20-hub.toml", &evidence, &method);
    assert!(found.iter().any(|found| found.contains("duplicate-id")), "{found:#?}");
}

#[test]
fn the_schema_accepts_the_examples_and_refuses_what_check_refuses() {
    let method = method();
    for (name, path) in REGISTERS {
        let template = method.register(name).expect("a definition");
        let schema = schema(Subject::Register(template), &method, Catalogue::english());
        let validator = jsonschema::draft202012::new(&schema).expect("a schema");
        let file = |text: &str| json(toml::Value::Table(toml::from_str(text).expect("TOML")));
        let problems: Vec<String> =
            validator.iter_errors(&file(&example(name))).map(|error| error.to_string()).collect();
        assert_eq!(problems, Vec::<String>::new(), "{name} ({path})");
        let wrong = example(name).replacen("format = 1\n", "format = 1\nnobody = 1\n", 1);
        assert!(!validator.is_valid(&file(&wrong)), "{name}: a key that nobody knows");
    }
    let template = method.register("session").expect("a definition");
    let schema = schema(Subject::Register(template), &method, Catalogue::english());
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let session = example("session");
    for (right, wrong) in [
        ("state = \"closed\"", "state = \"asleep\""),
        ("decides = true", "decides = \"yes\""),
        ("minutes = 7", "minutes = \"seven\""),
        ("t7qm4k = 9", "T = 9"),
        ("rated = [0, 0, 1, 4, 2]", "rated = [\"none\"]"),
    ] {
        let text = session.replace(right, wrong);
        assert_ne!(text, session, "{right}");
        assert!(!validator.is_valid(&json(toml::Value::Table(toml::from_str(&text).expect("TOML")))), "{wrong}");
    }
}

#[test]
fn a_key_is_added_to_a_definition_and_the_file_has_it() {
    let path = "orders/risks.toml";
    let definition = "format = 1\nregister = \"risks\"\nfiles = [\"risks.toml\"]\ntitle = \"Risks\"\n\n[[tables]]\n\
                      name = \"risks\"\ntitle = \"Risks\"\nkeys = [\n  { key = \"owner\", type = \"text\", title = \"Owner\" },\n  \
                      { key = \"text\", type = \"text\", title = \"Risk\", required = true },\n]\n";
    let text = "format = 1\n\n[risks.t7qm4k]\nlikely = \"high\"\nowner = \"APO\"\ntext = \"The pilot shop leaves\"\n";
    let method = |definition: &str| {
        let mut method = Method::built_in().clone();
        method.add_own(DataFile::parse(definition).expect("a definition"), "apiops/method/risks.toml");
        method
    };
    let before = method(definition);
    assert!(found(path, text, &before)[0].contains("`likely` is not a known key here"));
    let grown = definition.replace(
        "keys = [\n",
        "keys = [\n  { key = \"likely\", type = \"word\", words = [\"low\", \"high\"], title = \"Likely\" },\n",
    );
    let after = method(&grown);
    assert_eq!(found(path, text, &after), Vec::<String>::new());
    let content = content(path, text, &after);
    let register = content.register().expect("a register");
    assert_eq!(register.value(&["risks", "t7qm4k", "likely"]), Some(&"high".into()));
    let mut sheet = content.sheet().expect("a register").clone();
    let entry = Table::default();
    let at = EntryPlace { table: vec!["risks".into()], after: None };
    let new = Edit::Register(RegisterEdit::Insert { at, key: "b2h8xd".into(), entry: Arc::new(entry) });
    assert_eq!(new.apply(&mut sheet), Ok(()));
    assert!(matches!(sheet.register().expect("a register").node(&["risks", "b2h8xd"]), Some(Node::Table(_))));
    // A file in the order of 0.1 is in order.
    let former = "format = 1\n\n[risks.t7qm4k]\ntext = \"b\"\nowner = \"APO\"\n\n[risks.b2h8xd]\ntext = \"a\"\n";
    let reading = read(former.as_bytes(), FileKind::of(path, &after), &after);
    assert_eq!(tidied(&reading, &after).as_deref(), Ok(former));
    assert_eq!(found(path, former, &after), Vec::<String>::new());
}

#[test]
fn numbers_keep_to_their_limits_and_words_of_lists_to_theirs() {
    let definition = r#"format = 1
register = "trial"
files = ["trial.toml"]
title = "Trial"
head = [
  { key = "rate", type = "number", min = -0.5, max = 1.5, title = "Rate" },
  { key = "heads", type = "number", min = 1, whole = true, title = "Heads" },
  { key = "marks", type = "list", of = "number", max = 5, title = "Marks" },
  { key = "days", type = "set", of = "word", words = ["mon", "tue"], title = "Days" },
  { key = "began", type = "time", title = "Began" },
  { key = "held", type = "flag", title = "Held" },
  { key = "seen", type = "list", of = "reference", title = "Seen" },
  { key = "after", type = "reference", title = "After" },
  { key = "said", type = "texts", title = "Said" },
  { key = "text", type = "text", title = "Text" },
]
"#;
    let mut method = Method::built_in().clone();
    method.add_own(DataFile::parse(definition).expect("a definition"), "apiops/method/trial.toml");
    let path = "orders/trial.toml";
    let right = "format = 1\nrate = -0.5\nheads = 3.0\nmarks = [1, 4.5]\ndays = [\"tue\"]\nbegan = 13:02:00\n\
                 held = true\nseen = [\"trial\"]\nafter = \"trial\"\nsaid = { t7qm4k = \"Yes\" }\ntext = \"x\"\n";
    assert_eq!(found(path, right, &method), Vec::<String>::new());
    let template = method.register("trial").expect("a definition");
    let schema = schema(Subject::Register(template), &method, Catalogue::english());
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let is_right = |text: &str| validator.is_valid(&json(toml::Value::Table(toml::from_str(text).expect("TOML"))));
    assert!(is_right(right));
    for (good, bad, said) in [
        ("rate = -0.5", "rate = -0.6", "`rate` cannot be -0.6."),
        ("rate = -0.5", "rate = 2", "`rate` cannot be 2."),
        ("heads = 3.0", "heads = 0", "`heads` cannot be 0."),
        ("heads = 3.0", "heads = 1.5", "`heads` cannot be 1.5."),
        ("[1, 4.5]", "[1, 6]", "`marks` cannot be 6."),
        ("[\"tue\"]", "[\"tuo\"]", "`days` cannot be `tuo`"),
        ("held = true", "held = \"yes\"", "`held`"),
        ("seen = [\"trial\"]", "seen = [\"#\"]", "`#`"),
        ("\"Yes\"", "1", "`said`"),
    ] {
        let text = right.replace(good, bad);
        let found = found(path, &text, &method);
        assert!(found.len() == 1 && found[0].contains(said), "{bad}: {found:#?}");
        assert!(!is_right(&text), "{bad}");
    }
    // Nothing can be put where it may not stand.
    let mut sheet = body(path, right, &method);
    assert!(set(&["heads"], Some(number("3.0")), Some(number("0"))).apply(&mut sheet).is_err());
    assert_eq!(set(&["heads"], Some(number("3.0")), Some(number("4"))).apply(&mut sheet), Ok(()));
}

#[test]
fn a_key_that_is_a_stem_names_a_file_that_is_there() {
    let definition = "format = 1\nregister = \"changes\"\nfiles = [\"changes.toml\"]\ntitle = \"Changes\"\n\n[[tables]]\n\
                      name = \"seen\"\ntitle = \"Seen\"\nby = \"stem\"\n\
                      keys = [{ key = \"text\", type = \"text\", required = true, title = \"What\" }]\n";
    let mut method = Method::built_in().clone();
    method.add_own(DataFile::parse(definition).expect("a definition"), "apiops/method/changes.toml");
    let path = "orders/changes.toml";
    let right = "format = 1\n\n[seen.changes]\ntext = \"x\"\n";
    assert_eq!(found(path, right, &method), Vec::<String>::new());
    let broken = |text: &str| {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let files = [FileInput { path, bytes: text.as_bytes() }];
        let findings = check(&files, &method, &std::collections::BTreeMap::new(), today);
        findings.iter().map(|finding| (finding.rule, finding.line(), finding.column())).collect::<Vec<_>>()
    };
    assert_eq!(broken(right), []);
    assert_eq!(broken(&right.replace("seen.changes", "seen.chances")), [("broken-reference", 3, 7)]);
    let empty = found(path, &right.replace("\"x\"", "\" \""), &method);
    assert!(empty.len() == 1 && empty[0].contains("`text` of `changes` is empty"), "{empty:#?}");
}

/// TOML as a schema sees it: days and times are texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(is) => Value::Bool(is),
    }
}
