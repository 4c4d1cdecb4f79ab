//! Files that try to make a terminal act, through every view: what reaches a cell is something to see.

use std::fs;
use std::path::Path;

use ratatui::buffer::Buffer;
use stationmaster::app::{Message, Size};

use stationmaster::workspace::Memory;

use crate::common::Program;

const VALUE: &str = "orders/api-value-proposition.toml";
const IMPACT: &str = "orders/business-impact.toml";
const AUDIT: &str = "orders/api-audit.toml";
const BROKEN: &str = "orders/interaction.toml";

/// Escape sequences as a TOML string can carry them, C1, bidirectional and zero-width characters as they are, and a letter
/// under more marks than anybody writes.
fn evil() -> String {
    let raw = "a\u{9b}31mb\u{202e}c\u{200b}d\u{2066}e\u{feff}f\u{85}g\u{2028}h";
    let escaped = "\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202e\\u007f";
    format!("{escaped}{raw}{}", "\u{301}".repeat(300))
}

/// Keys whose texts people write.
const TEXTS: &[&str] = &[
    "text",
    "title",
    "name",
    "by",
    "owner",
    "reason",
    "source",
    "question",
    "dissent",
    "profile",
    "requested_by",
    "approved_by",
];

/// The example with every text in it gone bad, and a file that is none.
fn disk() -> Memory {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, bytes) in stationmaster::method::demo_files() {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let is_toml = Path::new(&path).extension().is_some_and(|extension| extension == "toml");
        let lines = text.lines().map(|line| match line.split_once(" = \"") {
            Some((key, rest)) if TEXTS.contains(&key) && is_toml => {
                format!("{key} = \"{}{rest}\n", evil())
            }
            _ => format!("{line}\n"),
        });
        let bytes = lines.collect::<String>().into_bytes();
        files.push((path, bytes));
    }
    files.retain(|(path, _)| path != BROKEN);
    files.push((BROKEN.to_owned(), format!("\u{1b}[2J\u{9b}31m = \u{202e}{}", evil()).into_bytes()));
    Memory::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
}

/// The document that is open, and the keys that lead to each view.
const VIEWS: &[(Option<&str>, &[&str])] = &[
    (None, &["", "i", "S", "L", "D", "<tab><end><enter>", "?", ":", "/a", "p", "<f9>"]),
    (Some(VALUE), &["g1.1", "1i", "2", "3", "4", "g1.1r", "m", "t", "b", "s", "?", "g1.1<enter>x", "/a", "g1.1?e"]),
    (Some(IMPACT), &["1", "2", "3", "4", "2i"]),
    (Some(AUDIT), &["", "<home><tab>", "<enter>", "w", "f"]),
    (Some(BROKEN), &["", "?"]),
];

/// Panics where a cell holds what a terminal could act on, or more marks than a letter has.
fn assert_harmless(buffer: &Buffer, what: &str) {
    let is_bad = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    for cell in &buffer.content {
        let symbol = cell.symbol();
        assert!(!symbol.contains(is_bad), "{symbol:?} reaches the terminal: {what}");
        assert!(symbol.chars().count() <= 16, "{symbol:?} is too much for a cell: {what}");
    }
}

#[test]
fn nothing_in_a_file_reaches_a_cell_but_as_something_to_see() {
    let mut seen = 0;
    for (file, keys) in VIEWS {
        for keys in *keys {
            let mut program = Program::with(disk(), Size { width: 100, height: 30 }, *file);
            program.press(keys);
            for (width, height) in [(40, 12), (100, 30), (200, 60)] {
                program.tell(vec![Message::Resize(Size { width, height })]);
                let (buffer, _) = program.draw();
                assert_harmless(&buffer, &format!("{file:?}, {keys}, {width} by {height}"));
                seen += buffer.content.iter().filter(|cell| cell.symbol() == "␛").count();
            }
        }
    }
    assert!(seen > 100, "what was planted is hardly seen: {seen}");
}

/// What the test above finds out for the views there are, this keeps for those to come.
#[test]
fn text_becomes_spans_and_cells_in_a_few_files_alone() {
    let makers = [
        "set_symbol(",
        "set_string",
        "set_span(",
        "set_line(",
        "Span::",
        "Span {",
        "Line::raw",
        "Line::styled",
        "Text::",
    ];
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of views") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if ["text.rs", "buffer.rs", "line.rs"].iter().any(|maker| path.ends_with(Path::new("ui").join(maker))) {
                continue;
            }
            let source = fs::read_to_string(&path).expect("a source");
            let found = makers.iter().find(|maker| source.contains(**maker));
            assert!(
                found.is_none(),
                "{}: {found:?} is for src/ui/text.rs, which shows what may be shown",
                path.display()
            );
        }
    }
}
