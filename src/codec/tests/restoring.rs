//! What comes back has the text it had; what stands between braces or as dotted keys changes where it stands.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::super::*;
use super::properties::{edit, note, section, text};
use super::{canvas, method};
use crate::document::{Canvas, DocumentBody, Id, Note};

const TOP: &str = "format = 1 # one\ncanvas = \"value\"\ntitle = 'Orders'\nstatus = \"draft\"\nversion = 0\n";

fn changed(text: &str, change: impl FnOnce(&mut Canvas)) -> String {
    let mut sheet = canvas(text);
    change(&mut sheet);
    let new = update(text.as_bytes(), &sheet.into(), method()).expect("an update");
    String::from_utf8(new).expect("text")
}

fn id(id: &str) -> Id {
    Id::new(id).expect("an id")
}

fn new(name: &str, text: &str) -> Arc<Note> {
    Arc::new(Note::new(id(name), text))
}

/// The same notes in every form that TOML has.
fn forms() -> Vec<String> {
    let forms = [
        "# the tasks\n[notes.tasks]\n# first\nt7qm4k = { text = 'a', jira = \"OPS-42\" } # behind\n  b2h8xd = {text = \"b\", basis = \"observed\"}\nw3k9ze = { text = \"c\" }\n# below\n\n[notes.gains]\ng5n2ra = { text = \"d\" }\n",
        "notes = { tasks = { t7qm4k = { text = 'a', jira = \"OPS-42\" }, b2h8xd = { text = \"b\", basis = \"observed\" }, w3k9ze = { text = \"c\" } }, gains = { g5n2ra = { text = \"d\" } } } # all\n",
        "notes.tasks.t7qm4k.text = 'a' # x\nnotes.tasks.t7qm4k.jira = \"OPS-42\"\n# second\nnotes.tasks.b2h8xd.text = \"b\"\nnotes.tasks.b2h8xd.basis = \"observed\"\nnotes.tasks.w3k9ze = { text = \"c\" }\nnotes.gains.g5n2ra.text = \"d\" # y\n",
        "[notes] # here\ntasks.t7qm4k = { text = 'a', jira = \"OPS-42\" }\ntasks.b2h8xd = { text = \"b\", basis = \"observed\" }\ntasks.w3k9ze.text = \"c\"\ngains = { g5n2ra.text = \"d\" }\n",
        "[notes]\n  [notes.tasks]\n  t7qm4k.text = 'a'\n  t7qm4k.jira = \"OPS-42\" # x\n  b2h8xd.text = \"b\"\n  b2h8xd.basis = \"observed\"\n  w3k9ze.text = \"c\"\n  [notes.gains.g5n2ra] # header\n  text = \"d\"\n",
    ];
    forms
        .iter()
        .map(|notes| {
            format!(
                "{TOP}{}{notes}\n[other] # tool\nx = {{ a = [ 1,2 ] }}\n",
                if notes.starts_with("notes") { "" } else { "\n" }
            )
        })
        .collect()
}

/// How many lines of the old text are not in the new one, and of the new one not in the old one.
fn differing(old: &str, new: &str) -> (usize, usize) {
    let count = |a: &str, b: &str| {
        let mut lines: Vec<&str> = b.lines().collect();
        a.lines()
            .filter(|line| match lines.iter().position(|other| other == line) {
                Some(at) => {
                    lines.remove(at);
                    false
                }
                None => true,
            })
            .count()
    };
    (count(old, new), count(new, old))
}

#[test]
fn a_note_in_any_form_changes_in_its_own_line() {
    for text in forms() {
        let new = changed(&text, |canvas| canvas.note_mut(id("b2h8xd")).expect("there").text = "B".into());
        assert_eq!(new, text.replace("\"b\"", "\"B\""), "{text}");
        let new = changed(&text, |canvas| canvas.note_mut(id("t7qm4k")).expect("there").question = Some("Q".into()));
        let (gone, come) = differing(&text, &new);
        assert!(gone <= 1 && come == 1 && new.contains("question = \"Q\""), "{new}");
        let new = changed(&text, |canvas| canvas.note_mut(id("b2h8xd")).expect("there").basis = None);
        let (gone, come) = differing(&text, &new);
        assert!(gone == 1 && come <= 1 && !new.contains("basis"), "{new}");
    }
}

#[test]
fn a_note_comes_goes_and_moves_in_the_form_of_its_neighbours() {
    for text in forms() {
        for after in [None, Some("t7qm4k"), Some("w3k9ze")] {
            let new = changed(&text, |canvas| assert!(canvas.insert("tasks", new("zzzzzz", "new"), after.map(id))));
            let (gone, come) = differing(&text, &new);
            assert!(gone <= 1 && come <= 1, "{after:?}\n{text}\n{new}");
        }
        for gone in ["t7qm4k", "b2h8xd", "w3k9ze", "g5n2ra"] {
            let new = changed(&text, |canvas| assert!(canvas.remove(id(gone)).is_some()));
            let (lines, come) = differing(&text, &new);
            assert!(lines <= 4 && come <= 1 && !new.contains(gone), "{gone}\n{text}\n{new}");
            assert!(new.contains("[other] # tool\nx = { a = [ 1,2 ] }\n"));
        }
        for (moved, section, after) in [
            ("t7qm4k", "tasks", Some("w3k9ze")),
            ("w3k9ze", "tasks", None),
            ("t7qm4k", "gains", Some("g5n2ra")),
            ("g5n2ra", "tasks", Some("t7qm4k")),
            ("b2h8xd", "other", None),
        ] {
            let new = changed(&text, |canvas| {
                let note = canvas.remove(id(moved)).expect("there");
                assert!(canvas.insert(section, note, after.map(id)));
            });
            let (gone, come) = differing(&text, &new);
            assert!(gone <= 4 && come <= 4, "{moved}\n{text}\n{new}");
            assert!(new.contains("jira = \"OPS-42\""), "{new}");
        }
    }
}

/// Each line of the canonical text in another form, which the seeds decide.
fn reformed(canvas: &Canvas, seeds: &[Index]) -> String {
    let text = write(&Content::from(canvas.clone()), method());
    let map = syntax_map::SyntaxMap::new(&text);
    let (mut top, mut sections, mut rest) =
        (String::new(), std::collections::BTreeMap::<String, Vec<String>>::new(), String::new());
    let mut seeds = seeds.iter().cycle();
    for block in &map.blocks {
        let pairs = block.entries.iter().map(|entry| (entry.key.to_string(), &text[entry.value.clone()]));
        let pairs: Vec<(String, &str)> = pairs.collect();
        let form = seeds.next().map_or(0, |seed| seed.index(4));
        match (block.path.first().map(|key| &**key), pairs) {
            (None, _) => top.push_str(&text[block.lead..block.end]),
            (Some("notes"), pairs) if block.path.len() == 3 => {
                let (section, id) = (block.path[1].to_string(), &block.path[2]);
                let notes = sections.entry(section).or_default();
                let mut key = String::new();
                strings::push_key(&mut key, id);
                if form < 2 {
                    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                    notes.push(format!("{key} = {{ {} }} # c {}\n", pairs.join(", "), notes.len()));
                } else {
                    notes.push(
                        pairs
                            .iter()
                            .map(|(name, value)| format!("{key}.{name} = {value}\n"))
                            .collect::<Vec<_>>()
                            .concat(),
                    );
                }
            }
            _ => rest.extend(["\n", &text[block.lead..block.end]]),
        }
    }
    for (section, notes) in sections {
        let mut header = String::new();
        write::push_header(&mut header, &["notes", section.as_str()], false);
        top.extend(["\n# of ", &section, "\n", &header, "\n", &notes.concat()]);
    }
    format!("{top}{rest}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_stands_in_other_forms_changes_there(
        notes in proptest::collection::vec((section(), note()), 0..8),
        seeds in proptest::collection::vec(any::<Index>(), 1..20),
        edits in proptest::collection::vec((0_u8..6, any::<Index>(), note(), section(), text()), 1..4),
    ) {
        let mut from = canvas(TOP);
        for (section, note) in notes {
            from.push(section, Arc::new(note));
        }
        let mut bytes = reformed(&from, &seeds).into_bytes();
        for (what, seed, note, section, value) in edits {
            let before = String::from_utf8(bytes.clone()).expect("text");
            let old = canvas(&before);
            let mut sheet = DocumentBody::Canvas(Arc::new(old.clone()));
            let Some(edit) = edit(&old, what, seed, note, section, value) else { continue };
            if edit.apply(&mut sheet).is_err() {
                continue;
            }
            let target = Content::DocumentBody(sheet);
            let new = super::super::patch::in_place(&bytes, &target, method());
            prop_assert!(new.is_some(), "{:?}\n{}", edit, before);
            bytes = new.expect("an update");
            let after = String::from_utf8(bytes.clone()).expect("text");
            let about = edit.note_id().map(|id| id.to_string()).unwrap_or_default();
            for line in before.lines().filter(|line| line.contains(" = { ") && line.contains("# c ") && (about.is_empty() || !line.contains(&about))) {
                prop_assert!(after.lines().any(|other| other == line), "{:?}\n{}\n{}", edit, before, after);
            }
            for line in before.lines().filter(|line| line.starts_with("# of")) {
                prop_assert!(after.lines().any(|other| other == line), "{:?}\n{}\n{}", edit, before, after);
            }
        }
    }

    #[test]
    fn what_goes_and_comes_back_is_the_same_text(
        notes in proptest::collection::vec((section(), note()), 1..8),
        seeds in proptest::collection::vec(any::<Index>(), 1..20),
        gone in proptest::collection::vec(any::<Index>(), 1..4),
        is_plain: bool,
    ) {
        let mut from = canvas(TOP);
        for (section, note) in notes {
            from.push(section, Arc::new(note));
        }
        let text = if is_plain { write(&from.clone().into(), method()).replace("\ntext", " # c\njira = 7\ntext") } else { reformed(&from, &seeds) };
        let full = canvas(&text);
        let mut less = full.clone();
        for index in gone {
            let ids: Vec<Id> = less.notes().map(|(_, note)| note.id).collect();
            if !ids.is_empty() {
                less.remove(ids[index.index(ids.len())]);
            }
        }
        let without = String::from_utf8(update(text.as_bytes(), &less.into(), method()).expect("an update")).expect("text");
        let pieces: Vec<String> = back(&without, &text).into_iter().map(|(_, piece)| piece).collect();
        let former = Former { own: pieces.iter().map(String::as_str).collect(), others: Vec::new() };
        let again = update_from(without.as_bytes(), &full.into(), method(), &former).expect("an update");
        let again = String::from_utf8(again).expect("text");
        // Of a table in another form all comments come back; that its form does where its neighbours have it is shown above.
        let sorted = |text: &str| {
            let is_kept = |line: &&str| !line.is_empty() && (is_plain || line.contains("# "));
            let mut lines: Vec<String> = text.lines().filter(is_kept).map(str::to_owned).collect();
            lines.sort();
            lines
        };
        prop_assert_eq!(sorted(&again), sorted(&text), "{}\n{}", again, without);
    }
}

#[test]
fn a_copy_has_the_keys_of_its_original_and_none_of_its_comments() {
    let text = format!(
        "{TOP}\n# about\n[notes.tasks.t7qm4k] # first\njira = \"OPS-42\" # ours\ntags = [ 1, # one\n  2 ]\ntext = 'a'\n"
    );
    let whole = table_for(&text, id("t7qm4k"), id("b2h8xd")).expect("there");
    assert!(whole.starts_with("# about\n[notes.tasks.b2h8xd] # first\n"), "{whole}");
    let piece = without_comments(&whole);
    assert_eq!(piece, "[notes.tasks.b2h8xd]\njira = \"OPS-42\"\ntags = [ 1, # one\n  2 ]\ntext = 'a'\n");
    for text in forms() {
        let piece = table_for(&text, id("t7qm4k"), id("zzzzzz")).expect("there");
        assert!(piece.contains("[notes.tasks.zzzzzz]") && piece.contains("jira = \"OPS-42\""), "{piece}");
    }
    let mut sheet = canvas(&text);
    assert!(sheet.insert("gains", new("b2h8xd", "a"), None));
    let former = Former { own: vec![&piece], others: Vec::new() };
    let with = update_from(text.as_bytes(), &sheet.into(), method(), &former).expect("an update");
    assert_eq!(String::from_utf8(with).expect("text"), format!("{text}\n{}", piece.replace("tasks", "gains")));
}
