//! What reading finds in files.

use super::super::{Content, FileKind, Reading, State, read, rules, write};
use super::{canvas, checklist, method, read_sheet};
use crate::document::{DocumentBody, Id, Names, Reply, Status, Verdict};
use crate::method::Kind;

const HEAD: &str = "format = 1\ncanvas = \"value\"\ntitle = \"Orders\"\n";

fn rules_of(reading: &Reading) -> Vec<(&'static str, usize, usize)> {
    reading.problems.iter().map(|problem| (problem.rule, problem.place.line, problem.place.column)).collect()
}

fn sheet(rest: &str) -> Reading {
    read_sheet(&format!("{HEAD}{rest}"))
}

#[test]
fn a_whole_canvas_is_read() {
    let text = format!(
        "{HEAD}status = \"accepted\"\nversion = 2\nowner = \"APO\"\nreview_by = 2027-02-01\nsuperseded_by = \"x\"\n\
         [notes.tasks.t7qm4k]\ntext = \"A\"\nkind = \"negative\"\ncolor = \"#AABBCC\"\nunder = \"b2h8xd\"\nby = \"RA\"\n\
         basis = \"observed\"\nsource = \"s\"\nquestion = \"q\"\nfrom = [\"x#k3f9aa\"]\nsee = [\"y@2\"]\n\
         [notes.tasks.b2h8xd]\ntext = \"B\"\n[sections.gains]\nstate = \"gap\"\nreason = \"r\"\n\
         [[history]]\nversion = 2\ndate = \"2026-11-23\"\nsummary = \"s\"\n"
    );
    let reading = read_sheet(&text);
    assert_eq!((reading.state, &reading.problems[..]), (State::Valid, &[][..]));
    let canvas = canvas(&text);
    assert_eq!(canvas.head.status, Status::Accepted);
    assert_eq!(canvas.head.review_by.map(|date| date.to_string()).as_deref(), Some("2027-02-01"));
    let note = canvas.note(Id::new("t7qm4k").expect("an id")).expect("the note");
    assert_eq!((note.kind, note.relations[0].len(), note.relations[4].len()), (Some(Kind::Negative), 1, 1));
    assert_eq!(canvas.order("tasks").iter().map(Id::as_str).collect::<Vec<_>>(), ["t7qm4k", "b2h8xd"]);
    assert_eq!(canvas.history[0].date.to_string(), "2026-11-23");
    assert_eq!(canvas.marks["gains"].reason.as_deref(), Some("r"));
}

#[test]
fn findings_leave_a_file_valid() {
    let reading = sheet(
        "status = \"drat\"\nextra = 1\n[notes.tasks.abc]\ntext = \" \"\nkind = \"pain\"\nbasis = \"seen\"\n\
         color = \"red\"\nfrom = [\"a/b/c\"]\nunder = \"x\"\n[notes.taks.t7qm4k]\n[sections.pains]\nstate = \"gab\"\n\
         [[history]]\nversion = 1\ndate = \"soon\"\n",
    );
    assert_eq!(reading.state, State::Valid);
    assert_eq!(
        rules_of(&reading),
        [
            (rules::UNKNOWN_WORD, 4, 10),
            (rules::UNKNOWN_KEY, 5, 1),
            (rules::MALFORMED_ID, 6, 14),
            (rules::EMPTY_NOTE, 7, 8),
            (rules::UNKNOWN_KIND, 8, 8),
            (rules::UNKNOWN_WORD, 9, 9),
            (rules::MALFORMED_COLOR, 10, 9),
            (rules::MALFORMED_REFERENCE, 11, 9),
            (rules::MALFORMED_ID, 12, 9),
            (rules::MISSING_KEY, 13, 1),
            (rules::UNKNOWN_SECTION, 13, 8),
            (rules::UNKNOWN_WORD, 15, 9),
            (rules::MALFORMED_DATE, 18, 8),
        ]
    );
    assert_eq!(reading.problems[0].argument("nearest"), Some("draft"));
    assert_eq!(reading.problems[10].argument("nearest"), Some("tasks"));
}

#[test]
fn what_makes_the_meaning_unclear_makes_a_file_invalid() {
    for (text, rule, line, column) in [
        ("format = 1\n", rules::MISSING_KEY, 1, 1),
        ("canvas = \"value\"\ntitle = \"t\"\n", rules::MISSING_KEY, 1, 1),
        ("format = \"1\"\ncanvas = \"value\"\ntitle = \"t\"\n", rules::WRONG_TYPE, 1, 10),
        ("format = 1\ncanvas = \"vlue\"\ntitle = \"t\"\n", rules::UNKNOWN_TEMPLATE, 2, 10),
        ("format = 1\ncanvas = \"value\"\ntitle = 3\n", rules::WRONG_TYPE, 3, 9),
        (
            "format = 1\ncanvas = \"value\"\ntitle = \"t\"\n[notes.tasks.t7qm4k]\ntext = \"a\"\n[notes.gains.t7qm4k]\n\
             text = \"b\"\n",
            rules::DUPLICATE_ID,
            6,
            14,
        ),
        ("format = 1\ncanvas = \"value\"\ntitle = \"t\n", rules::SYNTAX, 3, 11),
    ] {
        let reading = read_sheet(text);
        assert_eq!(reading.state, State::Invalid, "{text}");
        assert_eq!(rules_of(&reading), [(rule, line, column)], "{text}");
    }
}

#[test]
fn an_empty_file_misses_everything() {
    let reading = read_sheet("");
    assert_eq!(reading.state, State::Invalid);
    let missing: Vec<_> = reading.problems.iter().map(|problem| problem.argument("key")).collect();
    assert_eq!(missing, [Some("format"), Some("canvas")]);
}

#[test]
fn every_error_of_syntax_comes_at_once() {
    let reading = sheet("a = \n[notes.tasks.t7qm4k]\ntext = \"a\nkind = 'x'\nb == 1\n");
    assert_eq!(reading.state, State::Invalid);
    assert!(reading.problems.len() >= 3, "{:?}", reading.problems);
    assert!(reading.problems.iter().all(|problem| problem.rule == rules::SYNTAX));
}

#[test]
fn later_toml_is_an_error() {
    for (rest, line) in [
        ("owner = \"\\e[0m\"\n", 4),
        ("owner = \"\\x41\"\n", 4),
        ("extra = {\na = 1 }\n", 4),
        ("extra = { a = 1, }\n", 4),
        ("extra = 07:32\n", 4),
        ("extra = [{ a = [\n1,\n], b = { c = 1,} }]\n", 6),
    ] {
        let reading = sheet(rest);
        assert_eq!(reading.state, State::Invalid, "{rest}");
        assert_eq!((reading.problems[0].rule, reading.problems[0].place.line), (rules::SYNTAX, line), "{rest}");
    }
    for rest in [
        "owner = \"\\\\e\"\n",
        "owner = '\\e'\n",
        "extra = { a = [\n1,\n], b = \"}\\n,\" }\n",
        "extra = { a = \"\"\"\nx,\n\"\"\" }\n",
        "extra = 07:32:00\n",
    ] {
        assert_eq!(sheet(rest).state, State::Valid, "{rest}");
    }
}

#[test]
fn other_states_are_told_apart() {
    let newer = read_sheet("format = 2\ncanvas = \"value\"\ntitle = \"t\"\nshape = { a = 1 }\n");
    assert_eq!((newer.state, rules_of(&newer)), (State::Newer, vec![(rules::NEWER_FORMAT, 1, 10)]));
    assert!(newer.content.is_some());

    let conflicted = sheet("<<<<<<< HEAD\nowner = \"a\"\n=======\nowner = \"b\"\n>>>>>>> b\n");
    assert_eq!((conflicted.state, rules_of(&conflicted)), (State::Conflicted, vec![(rules::CONFLICT_MARKERS, 4, 1)]));
    let Some(Content::DocumentBody(DocumentBody::Canvas(ours))) = conflicted.content else { panic!("no side") };
    assert_eq!(ours.head.owner.as_deref(), Some("a"));
    assert_eq!(sheet("owner = \"a\"\n>>>>>>> b\n").state, State::Conflicted);

    let bytes = [b"format = 1\n# ".as_slice(), &[0xff, 0xfe], b"\n"].concat();
    let broken = read(&bytes, FileKind::DocumentBody, method());
    assert_eq!((broken.state, rules_of(&broken)), (State::Invalid, vec![(rules::NOT_UTF8, 2, 3)]));
    assert_eq!(broken.problems[0].argument("byte"), Some("0xFF"));
}

#[test]
fn line_ends_of_a_file_are_not_part_of_its_texts() {
    let text = format!("{HEAD}[notes.tasks.t7qm4k]\ntext = \"\"\"\na\nb\\r\n\"\"\"\n");
    let with_returns = text.replace('\n', "\r\n");
    assert_eq!(canvas(&text), canvas(&with_returns));
    assert_eq!(canvas(&format!("\u{feff}{text}")), canvas(&text));
    let id = Id::new("t7qm4k").expect("an id");
    assert_eq!(canvas(&with_returns).note(id).map(|note| note.text.clone()).as_deref(), Some("a\nb\r\n"));
}

#[test]
fn a_checklist_is_read() {
    let text = "format = 1\nchecklist = \"audit\"\nprofile = \"full\"\ntitle = \"t\"\n\n[items.uses-https]\n\
                verdict = \"gap\"\ndate = 2026-11-23\nevidence = [\"a\", \"b\"]\n\n[items.uses-https.waiver]\n\
                reason = \"r\"\nuntil = 2026-12-31\n\n[items.rate-limits.waiver]\nreason = \"r\"\n";
    let reading = read_sheet(text);
    assert_eq!(reading.state, State::Valid);
    assert_eq!(rules_of(&reading), [(rules::MISSING_KEY, 15, 1)]);
    let list = checklist(text);
    assert_eq!(list.verdict("uses-https"), Some(Verdict::Gap));
    assert_eq!(
        list.answers["uses-https"].waiver.as_ref().map(|waiver| waiver.until.to_string()).as_deref(),
        Some("2026-12-31")
    );
    assert!(list.answers["rate-limits"].waiver.is_none());
    let odd = text.replace("uses-https", "use-https").replace("full", "ful");
    assert_eq!(read_sheet(&odd).problems[0].argument("nearest"), Some("full"));
    assert_eq!(read_sheet(&odd).problems[1].argument("nearest"), Some("uses-https"));
}

#[test]
fn other_files_are_read_and_written() {
    let product = "format = 1\nname = \"Orders\"\ncycle = \"c\"\nstyles = [\"rest\"]\n\n[team]\napi-product-owner = \"R\"\n\n\
                   [criteria.goals]\nanswer = \"unsure\"\nby = \"b\"\ndate = 2026-11-23\nevidence = [\"docs\"]\nnote = \"n\"\n";
    let follow_up = "format = 1\n\n[decisions.w3k9ze]\ndate = 2026-11-23\nrejected = [\"x: y\"]\n\
                     about = [\"value#b2h8xd\"]\ntext = \"t\"\n\n[actions.p5v0qr]\ndue = 2026-12-01\ntext = \"a\"\n\n\
                     [parked.h8s2nd]\nowner = \"F\"\ntext = \"p\"\n";
    let settings = "format = 1\nlanguage = \"en\"\nnames = \"initials\"\n\n[policy]\nempty-note = \"off\"\n";
    for (kind, text) in [(FileKind::Product, product), (follow_up_kind(), follow_up), (FileKind::Settings, settings)] {
        let reading = read(text.as_bytes(), kind, method());
        assert_eq!((reading.state, &reading.problems[..]), (State::Valid, &[][..]));
        let content = reading.content.expect("content");
        match &content {
            Content::DocumentBody(DocumentBody::Product(product)) => {
                assert_eq!(product.criteria["goals"].answer, Reply::Unsure)
            }
            Content::DocumentBody(DocumentBody::Register(register)) => {
                let about = register.value(&["decisions", "w3k9ze", "about"]).expect("there");
                assert_eq!(about.as_list(), ["value#b2h8xd"]);
            }
            Content::Settings(settings) => assert_eq!(settings.names, Names::Initials),
            Content::DocumentBody(_) => panic!("a sheet"),
        }
        assert_eq!(write(&content, method()), text);
    }
    let twice = read(
        b"format = 1\n[actions.p5v0qr]\ntext = \"a\"\n[parked.p5v0qr]\ntext = \"b\"\n",
        follow_up_kind(),
        method(),
    );
    assert_eq!((twice.state, rules_of(&twice)), (State::Invalid, vec![(rules::DUPLICATE_ID, 4, 9)]));
}

#[test]
fn words_of_a_file_are_harmless_in_sentences() {
    let reading = sheet(&format!("\"\\u001b[2J{}\" = 1\n", "x".repeat(9000)));
    let word = reading.problems[0].argument("word").expect("the word");
    assert!(word.starts_with("␛[2Jxxx") && word.ends_with("x…") && word.chars().count() < 2100);
}

#[test]
fn depth_and_size_do_no_harm() {
    let deep = "a.".repeat(100_000);
    for text in [
        format!("[{deep}a]\n"),
        format!("{deep}a = 1\n"),
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        format!("a = {{ {deep}a = 1 }}\n"),
        "[a]\n".repeat(1000),
    ] {
        let reading = sheet(&text);
        let _ = reading.places.find("a.a.a");
        assert_eq!(reading.state, State::Invalid, "{}", &text[..20]);
    }
    let huge = sheet(&format!("owner = \"{}\"\n", "ä\\n".repeat(500_000)));
    assert_eq!(huge.state, State::Valid);
}

fn follow_up_kind() -> FileKind {
    FileKind::of("orders/follow-up.toml", method())
}
