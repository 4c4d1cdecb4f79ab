//! What holds for any document, any file and any change.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::patch::in_place;
use super::super::syntax_map::SyntaxMap;
use super::super::{Content, FileKind, State, format, read, tidied, update, write};
use super::{canvas, method};
use crate::document::{
    Anchor, Answer, Basis, Canvas, Checklist, DocumentBody, Edit, Field, Head, HeadField, Id, Mark, Note, Reference,
    Relation, SectionState, Status, Value, Verdict, Waiver,
};
use crate::method::Kind;

/// Texts that people, terminals and clipboards make.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z ]{1,12}",
        1 => "[a\"'\\\\ \n\r\t#\\[\\]=<>|{},.]{0,16}",
        1 => "\\PC{0,8}",
        1 => any::<String>(),
    ]
}

fn id() -> impl Strategy<Value = Id> {
    (0_u32..40).prop_map(Id::from_bits)
}

pub(super) fn section() -> impl Strategy<Value = &'static str> {
    select(&["tasks", "gains", "pains", "other", "odd one"][..])
}

fn reference() -> impl Strategy<Value = Reference> {
    select(&["a#k3f9aa", "p/b", "c@2", "d.e#t7qm4k"][..]).prop_map(|text| Reference::parse(text).expect("a reference"))
}

pub(super) fn note() -> impl Strategy<Value = Note> {
    let words = (
        proptest::option::weighted(0.3, select(&Kind::ALL[..])),
        proptest::option::weighted(0.2, select(&Basis::ALL[..])),
        proptest::option::weighted(0.2, id()),
    );
    let texts = proptest::array::uniform3(proptest::option::weighted(0.2, text()));
    let relations = proptest::collection::vec((select(&Relation::ALL[..]), reference()), 0..3);
    (id(), text(), words, texts, relations).prop_map(|(id, text, (kind, basis, under), texts, relations)| {
        let mut note = Note::new(id, text);
        (note.kind, note.basis, note.under) = (kind, basis, under);
        [note.by, note.source, note.question] = texts;
        for (relation, reference) in relations {
            note.relations[relation as usize].push(reference);
        }
        note
    })
}

fn head(template: &'static str) -> impl Strategy<Value = Head> {
    (text(), select(&Status::ALL[..]), 0_u32..5, proptest::option::of(text()), any::<bool>()).prop_map(
        move |(title, status, version, owner, dated)| Head {
            status,
            version,
            owner,
            review_by: dated.then(|| "2027-02-01".parse().expect("a date")),
            ..Head::new(template, title)
        },
    )
}

fn any_canvas() -> impl Strategy<Value = Canvas> {
    let notes = proptest::collection::vec((section(), note()), 0..12);
    let marks = proptest::collection::btree_map(
        section().prop_map(str::to_owned),
        (select(&SectionState::ALL[..]), proptest::option::of(text()))
            .prop_map(|(state, reason)| Mark { state, reason }),
        0..3,
    );
    (head("value"), notes, marks).prop_map(|(head, notes, marks)| {
        let mut canvas = Canvas::new(head);
        for (section, note) in notes {
            canvas.push(section, Arc::new(note));
        }
        canvas.marks = marks;
        canvas
    })
}

fn any_list() -> impl Strategy<Value = Checklist> {
    let date = || "2026-11-23".parse().expect("a date");
    let waiver = (text(), proptest::option::of(text())).prop_map(move |(reason, requested_by)| Waiver {
        reason,
        requested_by,
        approved_by: None,
        until: date(),
    });
    let answer = (
        proptest::option::of(select(&Verdict::ALL[..])),
        proptest::collection::vec(text(), 0..4),
        proptest::option::weighted(0.3, text()),
        proptest::option::weighted(0.3, waiver),
    )
        .prop_map(|(verdict, evidence, reason, waiver)| Answer {
            verdict,
            evidence,
            reason,
            waiver,
            ..Answer::default()
        });
    let items = select(&["uses-https", "rate-limits", "has-docs", "other"][..]).prop_map(str::to_owned);
    let answers = proptest::collection::btree_map(items, answer, 0..4);
    (head("audit"), answers)
        .prop_map(|(head, answers): (_, BTreeMap<_, _>)| Checklist { answers, ..Checklist::new(head) })
}

/// The canonical text with comments, unknown keys, blank lines and other line ends strewn in.
fn untidy(text: &str, seeds: &[Index], returns: bool, mark: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut within_text = false;
    let mut seeds = seeds.iter().cycle();
    for (number, line) in text.lines().enumerate() {
        let fate = seeds.next().map_or(0, |seed| seed.index(12));
        let starts_table = line.starts_with('[') && !within_text;
        match fate {
            0 if starts_table => lines.push(format!("# above {number}")),
            1 if starts_table => lines.extend([format!("# floating {number}"), String::new()]),
            2 if starts_table => {
                lines.extend([
                    format!("{line} # behind {number}"),
                    format!("extra{number} = [ 1, # one {number}\n  2]"),
                ]);
                continue;
            }
            3 if line.is_empty() && !within_text => lines.push(format!("# below {number}")),
            4 if line.is_empty() && !within_text => lines.push(String::new()),
            _ => {}
        }
        within_text ^= line.matches("\"\"\"").count() % 2 == 1;
        lines.push(line.to_owned());
    }
    let mut text = lines.join("\n");
    text.push('\n');
    if returns {
        text = text.replace('\n', "\r\n");
    }
    if mark { format!("\u{feff}{text}") } else { text }
}

/// The text with its tables in another order.
fn shuffled(text: &str, seeds: &[Index]) -> String {
    let map = SyntaxMap::new(text);
    let mut tables: Vec<&str> = map.blocks.iter().map(|block| &text[block.lead..block.end]).collect();
    for at in 1..tables.len() {
        let other = 1 + seeds[at % seeds.len()].index(tables.len() - 1);
        tables.swap(at, other);
    }
    tables.join("\n")
}

/// The comments of our strewing, sorted.
fn comments(text: &str) -> Vec<&str> {
    let mut comments: Vec<&str> = text
        .lines()
        .filter_map(|line| line.find("# ").map(|at| line[at..].trim_end()))
        .filter(|comment| comment.split(' ').next_back().is_some_and(|number| number.parse::<u32>().is_ok()))
        .collect();
    comments.sort_unstable();
    comments
}

pub(super) fn edit(
    canvas: &Canvas,
    what: u8,
    seed: Index,
    note: Note,
    section: &'static str,
    value: String,
) -> Option<Edit> {
    let ids: Vec<Id> = canvas.notes().map(|(_, note)| note.id).collect();
    let picked = (!ids.is_empty()).then(|| ids[seed.index(ids.len())]);
    let anchor =
        |id: Id| Anchor { section: canvas.section_of(id).unwrap_or_default().to_owned(), after: canvas.before(id) };
    let other = || {
        let order = canvas.order(section);
        let after = (!order.is_empty()).then(|| order[seed.index(order.len())]);
        Anchor { section: section.to_owned(), after }
    };
    Some(match what {
        0 => Edit::Insert { at: other(), note: Arc::new(note) },
        1 => Edit::Remove { at: anchor(picked?), note: Arc::clone(canvas.note(picked?)?) },
        2 => Edit::Move { id: picked?, from: anchor(picked?), to: other() },
        3 => {
            let field = Field::ALL[seed.index(Field::ALL.len())];
            Edit::Set { id: picked?, field, before: canvas.note(picked?)?.get(field), after: note.get(field) }
        }
        4 => {
            let after =
                (!value.len().is_multiple_of(3)).then_some(Mark { state: SectionState::Gap, reason: Some(value) });
            Edit::Mark { section: section.to_owned(), before: canvas.marks.get(section).cloned(), after }
        }
        _ => {
            let field = select_head(seed);
            let after = match field {
                HeadField::Version => Value::Number(9),
                HeadField::Status => "accepted".into(),
                HeadField::ReviewBy => "2030-01-01".into(),
                _ => Value::Text(value),
            };
            Edit::Head { field, before: canvas.head.get(field), after: Some(after) }
        }
    })
}

fn select_head(seed: Index) -> HeadField {
    // A canvas has no profile.
    HeadField::ALL[1 + seed.index(HeadField::ALL.len() - 1)]
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn writing_then_reading_changes_nothing(canvas in any_canvas(), list in any_list()) {
        for content in [Content::from(canvas), Content::from(list)] {
            let text = write(&content, method());
            let reading = read(text.as_bytes(), FileKind::DocumentBody, method());
            prop_assert_eq!(reading.state, State::Valid, "{}", text);
            let back = reading.content.expect("content");
            prop_assert!(back.says_the_same(&content), "{}", text);
            prop_assert_eq!(write(&back, method()), text.clone());
            prop_assert_eq!(format(text.as_bytes(), FileKind::DocumentBody, method()).map(|text| String::from_utf8_lossy(&text).into_owned()), Ok(text));
        }
    }

    #[test]
    fn any_file_becomes_any_document(
        from in any_canvas(),
        to in any_canvas(),
        seeds in proptest::collection::vec(any::<Index>(), 1..40),
        returns: bool,
        mark: bool,
    ) {
        let text = untidy(&shuffled(&write(&from.into(), method()), &seeds), &seeds, returns, mark);
        let target = Content::from(to);
        let new = update(text.as_bytes(), &target, method());
        prop_assert!(new.is_ok(), "{}\n{:?}", text, new);
        let new = new.expect("an update");
        prop_assert_eq!(in_place(text.as_bytes(), &target, method()), Some(new.clone()), "{}", text);
        let lone = String::from_utf8_lossy(&new).replace("\r\n", "").contains('\n');
        prop_assert!(!(returns && lone), "{}", String::from_utf8_lossy(&new));
        prop_assert_eq!(update(&new, &target, method()), Ok(new));
    }

    #[test]
    fn any_list_becomes_any_other(
        from in any_list(),
        to in any_list(),
        seeds in proptest::collection::vec(any::<Index>(), 1..40),
        returns: bool,
    ) {
        let text = untidy(&shuffled(&write(&from.into(), method()), &seeds), &seeds, returns, false);
        let target = Content::from(to);
        let new = update(text.as_bytes(), &target, method());
        prop_assert!(new.is_ok(), "{}\n{:?}", text, new);
        prop_assert_eq!(in_place(text.as_bytes(), &target, method()), new.ok(), "{}", text);
    }

    #[test]
    fn every_edit_can_be_saved_and_loses_no_comment(
        from in any_canvas(),
        seeds in proptest::collection::vec(any::<Index>(), 1..40),
        edits in proptest::collection::vec((0_u8..6, any::<Index>(), note(), section(), text()), 1..6),
    ) {
        let mut bytes = untidy(&shuffled(&write(&from.into(), method()), &seeds), &seeds, false, false).into_bytes();
        for (what, seed, note, section, value) in edits {
            let before = String::from_utf8(bytes.clone()).expect("text");
            let old = canvas(&before);
            let mut sheet = DocumentBody::Canvas(Arc::new(old.clone()));
            let Some(edit) = edit(&old, what, seed, note, section, value) else { continue };
            if edit.apply(&mut sheet).is_err() {
                continue;
            }
            let target = Content::DocumentBody(sheet);
            let new = update(&bytes, &target, method());
            prop_assert!(new.is_ok(), "{:?} {:?}\n{}", edit, new, before);
            prop_assert_eq!(in_place(&bytes, &target, method()), new.clone().ok(), "{:?}\n{}", edit, before);
            bytes = new.expect("an update");
            let after = String::from_utf8(bytes.clone()).expect("text");
            let takes_comments = matches!(edit, Edit::Remove { .. } | Edit::Mark { after: None, .. });
            if !takes_comments {
                prop_assert_eq!(comments(&after), comments(&before), "{:?}\n{}\n{}", edit, before, after);
            }
        }
    }

    #[test]
    fn canonical_form_keeps_meaning_and_comments(
        from in any_canvas(),
        seeds in proptest::collection::vec(any::<Index>(), 1..40),
        returns: bool,
        mark: bool,
    ) {
        let content = Content::from(from);
        let text = untidy(&write(&content, method()), &seeds, returns, mark);
        let new = format(text.as_bytes(), FileKind::DocumentBody, method());
        prop_assert!(new.is_ok(), "{}", text);
        let new = new.expect("a form");
        let shown = String::from_utf8_lossy(&new).into_owned();
        prop_assert_eq!(comments(&shown), comments(&text), "{}", shown);
        prop_assert_eq!(format(&new, FileKind::DocumentBody, method()), Ok(new.clone()));
        let values = |text: &str| toml::from_str::<toml::Table>(text.trim_start_matches('\u{feff}')).expect("TOML");
        prop_assert_eq!(values(&shown.replace("\r\n", "\n")), values(&text.replace("\r\n", "\n")));
    }

    #[test]
    fn a_note_added_to_a_hostile_file_keeps_everything_else(
        from in any_canvas(),
        seeds in proptest::collection::vec(any::<Index>(), 1..40),
        new in note(),
        section in section(),
        returns: bool,
        mark: bool,
    ) {
        let text = untidy(&shuffled(&write(&from.into(), method()), &seeds), &seeds, returns, mark);
        let mut sheet = canvas(&text);
        let id = Id::from_bits(900);
        sheet.push(section, Arc::new(Note { id, ..new }));
        let bytes = update(text.as_bytes(), &sheet.into(), method());
        prop_assert!(bytes.is_ok(), "{}", text);
        let after = String::from_utf8(bytes.expect("an update")).expect("text");
        prop_assert_eq!(comments(&after), comments(&text), "{}", after);
        let values = |text: &str| {
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            let mut table = toml::from_str::<toml::Table>(&text).expect("TOML");
            if let Some(toml::Value::Table(notes)) = table.get_mut("notes") {
                for (_, notes) in notes.iter_mut() {
                    notes.as_table_mut().expect("notes").remove(id.as_str());
                }
                notes.retain(|_, notes| notes.as_table().is_some_and(|notes| !notes.is_empty()));
                if notes.is_empty() {
                    table.remove("notes");
                }
            }
            table
        };
        prop_assert_eq!(values(&after), values(&text), "{}", after);
    }

    #[test]
    fn the_order_of_keys_below_the_top_is_let_be(
        from in any_canvas(),
        seeds in proptest::collection::vec(any::<Index>(), 1..40),
    ) {
        let text = write(&from.into(), method());
        let map = SyntaxMap::new(&text);
        let mut other = String::new();
        for block in &map.blocks {
            let mut lines: Vec<&str> = block.entries.iter().map(|entry| &text[entry.start..entry.end]).collect();
            if !block.path.is_empty() {
                other.push('\n');
                for at in 1..lines.len() {
                    lines.swap(at, seeds[at % seeds.len()].index(at + 1));
                }
            }
            other.push_str(&text[block.header.clone()]);
            other.extend(lines);
        }
        let reading = read(other.as_bytes(), FileKind::DocumentBody, method());
        prop_assert_eq!(tidied(&reading, method()), Ok(other.clone()));
        let formatted = format(other.as_bytes(), FileKind::DocumentBody, method());
        prop_assert_eq!(formatted.map(|text| String::from_utf8_lossy(&text).into_owned()), Ok(text.clone()));
    }

    #[test]
    fn no_file_makes_reading_panic(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..80),
            "([\\[\\]{}\"'#=.,\n\r a1]|notes|tasks|text|format|canvas|\"value\"|1){0,40}".prop_map(String::into_bytes),
        ],
    ) {
        for kind in [FileKind::DocumentBody, FileKind::Product, FileKind::of("a/follow-up.toml", method()), FileKind::Settings] {
            let reading = read(&bytes, kind.clone(), method());
            prop_assert!(reading.state != State::Valid || reading.content.is_some());
            let _ = format(&bytes, kind, method());
            let _ = SyntaxMap::new(&reading.text);
            if let Some(content) = &reading.content {
                let new = update(&bytes, content, method());
                prop_assert!(reading.state != State::Valid || new == Ok(bytes.clone()));
            }
        }
    }
}
