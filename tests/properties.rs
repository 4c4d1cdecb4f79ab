//! What holds whatever a person does and whatever a file holds: nothing panics, files stay whole, undo goes all the way
//! back and redo all the way on, and every cell of every frame is something to see.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::common::{self, Program};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::FileFailurePersistence;
use ratatui::layout::Position;
use stationmaster::app::keymap::Keymap;
use stationmaster::app::{DocState, Key, MouseKind, Size};
use stationmaster::codec::{self, Content};
use stationmaster::document::{Basis, Canvas, DocumentBody, Head, Id, Mark, Note, SectionState};
use stationmaster::method::{Kind, Method};
use stationmaster::workspace::Memory;

/// Something a person does.
#[derive(Clone, Debug)]
enum Act {
    Key(Key),
    Type(String),
    Paste(String),
    Mouse(MouseKind, u16, u16),
    Resize(u16, u16),
    /// Somebody else changes a letter in every file.
    Outside(char, char),
}

/// Characters that make trouble somewhere: wide, joined, without width, turning, acting, breaking.
const HARD: [&str; 26] = [
    "漢",
    "字",
    "👩‍👩‍👧‍👦",
    "🇫🇮",
    "👍🏽",
    "1️⃣",
    "e\u{301}",
    "क्षि",
    "가",
    "می‌خواهم",
    "\u{301}",
    "\u{200d}",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    "\u{2066}",
    "\u{1b}[2J",
    "\u{9b}31m",
    "\u{85}",
    "\u{2028}",
    "\t",
    "\r",
    "\n",
    "\"",
    "\\",
    "\u{0}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z ,.]{1,12}",
        3 => select(HARD.as_slice()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => Just("Donaudampfschifffahrtsgesellschaftskapitänsmütze".repeat(3)),
        1 => select(vec!["\n- ", "\n\n", "  ", "\n1. "]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        4 => (1..130u16, 1..50u16),
        1 => (1..=500u16, 1..=200u16),
        1 => Just((80, 24)),
        1 => Just((120, 36)),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    // A published version stands for good: no undo goes behind it.
    let keymap = Keymap::standard();
    let publish = keymap.iter().filter(|binding| binding.command.id == "publish");
    let publish: Vec<Key> = publish.flat_map(|binding| binding.keys.clone()).collect();
    let keys = keymap.iter().flat_map(|binding| binding.keys.clone()).filter(|key| !publish.contains(key));
    let keys: Vec<Key> = keys.collect();
    let mouse = select(vec![
        MouseKind::Press,
        MouseKind::Press,
        MouseKind::Release,
        MouseKind::Drag,
        MouseKind::WheelUp,
        MouseKind::WheelDown,
    ]);
    prop_oneof![
        20 => select(keys).prop_map(Act::Key),
        6 => select(vec!["a", "<esc>", "<enter>", "p", "x", "y", ">", "m", "K", "<space>", "*", "s", "n", "1", "2"])
            .prop_map(|script| Act::Key(common::keys(script)[0])),
        2 => any::<char>().prop_map(|character| Act::Key(Key::char(character))),
        3 => text().prop_map(Act::Type),
        2 => text().prop_map(Act::Paste),
        3 => (mouse, 0..140u16, 0..60u16).prop_map(|(kind, x, y)| Act::Mouse(kind, x, y)),
        1 => size().prop_map(|(width, height)| Act::Resize(width, height)),
    ]
}

fn act_with_others() -> impl Strategy<Value = Act> {
    let letter = || select(vec!['a', 'e', 'o', 't', 'T', 'O']);
    prop_oneof![8 => act(), 1 => (letter(), letter()).prop_map(|(from, to)| Act::Outside(from, to))]
}

fn start() -> impl Strategy<Value = Option<&'static str>> {
    select(vec![
        Some("orders/api-value-proposition.toml"),
        Some("orders/api-value-proposition.toml"),
        Some("orders/business-impact.toml"),
        Some("orders/api-audit.toml"),
        None,
    ])
}

fn demo(size: (u16, u16), file: Option<&str>) -> Program {
    let files = stationmaster::method::demo_files();
    let disk = Memory::new(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)));
    Program::with(disk, Size { width: size.0, height: size.1 }, file)
}

fn run(program: &mut Program, act: &Act) {
    match act {
        Act::Key(key) => {
            program.key(*key);
        }
        Act::Type(text) => {
            for character in text.chars() {
                program.key(Key::char(character));
            }
        }
        Act::Paste(text) => {
            program.paste(text);
        }
        Act::Mouse(kind, x, y) => {
            program.mouse(*kind, *x, *y);
        }
        Act::Resize(width, height) => {
            program.resize(*width, *height);
        }
        Act::Outside(from, to) => {
            let files: Vec<String> = program.model.docs().keys().cloned().collect();
            for file in files {
                if let Some(bytes) = program.disk.bytes(&file) {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    // Only values change, so that the file stays valid.
                    let lines = text.lines().map(|line| match line.split_once(" = \"") {
                        Some(("text" | "reason" | "source" | "title", _)) if !line.contains('\\') => {
                            let (key, value) = line.split_once(" = ").unwrap_or_default();
                            format!("{key} = {}", value.replace(*from, &to.to_string()))
                        }
                        _ => line.to_owned(),
                    });
                    let text = lines.collect::<Vec<_>>().join("\n") + "\n";
                    program.write_unseen(&file, &text).look_again(&file);
                }
            }
        }
    }
}

/// Small frames are drawn after everything that is done, large ones now and then.
fn look(program: &Program, at: usize) {
    let Size { width, height } = program.model.window();
    let cells = usize::from(width) * usize::from(height);
    if cells < 2_000 || at.is_multiple_of(1 + cells / 2_000) {
        program.draw();
    }
}

/// Closes what is open, so that keys are commands again.
fn calm(program: &mut Program) {
    for _ in 0..200 {
        let is_typing = program.model.canvas_state().is_some_and(|state| state.editing.is_some());
        if program.model.dialogs().is_empty() && program.model.overlay().is_none() && !is_typing {
            break;
        }
        program.press("<esc>");
    }
    program.paste("");
}

/// Takes a step back or makes it again; where it belongs to another document, the first press only says so.
fn step(program: &mut Program, key: &str) {
    let depth = program.depth();
    program.press(key);
    if program.depth() == depth {
        program.press(key);
    }
}

/// What every document that can be worked on says.
fn sheets(program: &Program) -> BTreeMap<String, DocumentBody> {
    let docs = program.model.docs().values().filter(|doc| doc.state == DocState::Valid);
    docs.filter_map(|doc| Some((doc.file.clone(), doc.sheet.clone()?))).collect()
}

#[track_caller]
fn files_say_what_the_screen_says(program: &Program) {
    for (file, sheet) in sheets(program) {
        let in_file = program.in_file(&file);
        assert!(in_file.says_the_same(&sheet), "{file} says\n{in_file:#?}\nand the screen\n{sheet:#?}");
    }
}

/// That many cases, or as many as `PROPTEST_CASES` asks for.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if asked { ProptestConfig::default().cases } else { cases };
    let persistence = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { cases, failure_persistence: Some(Box::new(persistence)), ..ProptestConfig::default() }
}

/// More steps than any of these runs has.
const MOST_STEPS: usize = 500;

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn whatever_is_done_files_stay_whole_and_undo_goes_all_the_way(
        size in size(), file in start(), acts in prop::collection::vec(act(), 1..60),
    ) {
        let mut program = demo(size, file);
        let begin = sheets(&program);
        for (at, act) in acts.iter().enumerate() {
            run(&mut program, act);
            look(&program, at);
        }
        calm(&mut program);
        files_say_what_the_screen_says(&program);
        let end = sheets(&program);

        let depth = program.depth();
        // On the screen of a session some steps are the session's own, and it asks before it goes back over a door.
        for _ in 0..MOST_STEPS {
            if program.depth() > 0 {
                step(&mut program, "u");
            }
        }
        prop_assert_eq!(program.depth(), 0);
        files_say_what_the_screen_says(&program);
        let back = sheets(&program);
        for (file, sheet) in &begin {
            prop_assert!(back[file].says_the_same(sheet), "{file} after undo {:#?}\nat the start {sheet:#?}", back[file]);
        }
        for _ in 0..MOST_STEPS {
            if program.depth() < depth {
                step(&mut program, "<ctrl-r>");
            }
        }
        prop_assert_eq!(program.depth(), depth);
        for (file, sheet) in sheets(&program) {
            prop_assert!(end[&file].says_the_same(&sheet), "{file} after redo {sheet:#?}\nat the end {:#?}", end[&file]);
        }
        files_say_what_the_screen_says(&program);
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn two_people_never_break_a_file(
        file in start(), acts in prop::collection::vec(act_with_others(), 1..60),
    ) {
        let mut program = demo((80, 24), file);
        for (at, act) in acts.iter().enumerate() {
            run(&mut program, act);
            look(&program, at);
            for file in sheets(&program).keys() {
                program.in_file(file);
            }
        }
        calm(&mut program);
        files_say_what_the_screen_says(&program);
    }

    #[test]
    fn a_folder_without_a_workspace_takes_anything(
        size in size(), acts in prop::collection::vec(act(), 1..40),
    ) {
        let mut program = Program::nowhere();
        program.resize(size.0, size.1);
        for (at, act) in acts.iter().enumerate() {
            run(&mut program, act);
            look(&program, at);
        }
        calm(&mut program);
        files_say_what_the_screen_says(&program);
    }
}

/// A canvas with anything in it.
fn canvas() -> impl Strategy<Value = DocumentBody> {
    let note = (
        text(),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(select(Kind::ALL.as_slice())),
        prop::option::of(select(Basis::ALL.as_slice())),
        0..3usize,
    );
    let templates: Vec<String> = Method::built_in().canvases().iter().map(|canvas| canvas.id.clone()).collect();
    let notes = prop::collection::vec((0..12usize, note), 0..40);
    (select(templates), text(), notes, prop::option::of((0..12usize, text()))).prop_map(|(id, title, notes, mark)| {
        let template = Method::built_in().canvas(&id).cloned().expect("a template");
        let section = |at: usize| match template.sections.get(at) {
            Some(section) => section.id.clone(),
            None => format!("unknown-{at}"),
        };
        let mut canvas = Canvas::new(Head::new(id.clone(), title));
        for (at, (place, (text, question, source, kind, basis, under))) in (0u32..).zip(notes) {
            let section = section(place);
            let mut note = Note::new(Id::from_bits(at + 1), if text.trim().is_empty() { "x".into() } else { text });
            let head = canvas.notes_of(&section).find(|note| note.under.is_none()).map(|note| note.id);
            note.under = head.filter(|_| under == 0);
            (note.question, note.source, note.kind, note.basis) = (question, source, kind, basis);
            canvas.push(&section, Arc::new(note));
        }
        if let Some((place, reason)) = mark {
            canvas.marks.insert(section(place), Mark { state: SectionState::Gap, reason: Some(reason) });
        }
        DocumentBody::Canvas(Arc::new(canvas))
    })
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn any_document_is_drawn_at_any_size(
        sheet in canvas(),
        views in prop::collection::vec((size(), select(vec!["1", "2", "3", "4", "i", "<tab>", "G", "j", "e", "?"])), 1..6),
        theme in select(vec!["dark", "light", "mono"]),
        unicode in prop::bool::weighted(0.8),
    ) {
        let text = codec::write(&Content::DocumentBody(sheet.clone()), Method::built_in());
        let file = format!("orders/{}.toml", sheet.template());
        let mut program = Program::open(&file, &text);
        program.theme(theme);
        program.unicode(unicode);
        for ((width, height), script) in views {
            program.resize(width, height).press(script);
            let (buffer, cursor) = program.draw();
            if !unicode {
                prop_assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()));
            }
            let focus = stationmaster::app::scene::focus(&program.model);
            prop_assert!(focus.x < width.max(1) && focus.y < height.max(1), "the focus is at {focus:?} of {width}x{height}");
            if let Some(Position { x, y }) = cursor {
                prop_assert!(x <= width && y <= height, "the cursor is at {x},{y} of {width}x{height}");
            }
        }
    }
}
