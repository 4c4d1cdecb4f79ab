//! How every screen looks: its text, and below it the style of every run of cells by the names of the theme's roles.
//!
//! A file under `tests/snapshots/` holds one screen at every size and in every theme. After a change that is meant, run
//! `INSTA_UPDATE=always cargo test --test screens` and read the difference before you keep it; `cargo insta review`
//! shows the same one by one. A screen is one row of [`SCREENS`]; a file that no row names fails a test.

mod common;
mod legend;

use std::fmt::Write as _;

use common::{Disk, PRODUCT, Program, told};
use stationmaster::app::{Message, Size};

const VALUE: &str = "orders/api-value-proposition.toml";
const AUDIT: &str = "orders/api-audit.toml";

/// Name and how to come there.
type Screen = (&'static str, fn(Size) -> Program);

/// Every screen that is kept.
const SCREENS: &[Screen] = &[
    ("welcome", |size| Program::with(Disk::default(), size, None)),
    ("welcome-form", |size| after(Program::with(Disk::default(), size, None), "c")),
    ("map", |size| demo(size, None)),
    ("map-not-begun", |size| after(demo(size, None), "<end><tab><tab><tab>")),
    ("walk", |size| after(demo(size, Some(VALUE)), "g1.2")),
    ("walk-why", |size| after(demo(size, Some(VALUE)), "g2.1i")),
    ("walk-typing", |size| after(demo(size, Some(VALUE)), "g1.3ATell the shop, too, and 漢字")),
    ("walk-selection", |size| after(demo(size, Some(VALUE)), "g1.1<space><space>")),
    ("walk-empty", |size| open(size, VALUE, "")),
    ("walk-forty-notes", |size| after(open(size, VALUE, &forty_notes()), "g1.1<end>")),
    ("grid", |size| after(demo(size, Some(VALUE)), "g1.12")),
    ("grid-eight-sections", |size| after(demo(size, Some("orders/business-impact.toml")), "2g5")),
    ("grid-forty-notes", |size| after(open(size, VALUE, &forty_notes()), "2g1.1")),
    ("grid-empty", |size| after(open(size, VALUE, ""), "2")),
    ("board", |size| after(demo(size, Some(VALUE)), "g1.13")),
    ("board-typing", |size| after(demo(size, Some(VALUE)), "g2.13e, for every order")),
    ("board-any-script", |size| after(open(size, VALUE, ANY_SCRIPT), "g1.13")),
    ("spotlight", |size| after(demo(size, Some(VALUE)), "g1.24")),
    ("spotlight-any-script", |size| after(open(size, VALUE, ANY_SCRIPT), "g1.24")),
    ("checklist", |size| demo(size, Some(AUDIT))),
    ("checklist-filtered", |size| after(demo(size, Some(AUDIT)), "f2")),
    ("checklist-answer", |size| after(demo(size, Some(AUDIT)), "<home>e")),
    ("trouble-invalid", |size| open(size, VALUE, "[notes.tasks.t7qm4k]\ntext = See where an order is\n")),
    ("trouble-conflict", |size| open(size, VALUE, "<<<<<<< ours\n=======\n>>>>>>> theirs\n")),
    ("trouble-newer", |size| newer(size)),
    ("picker-kind", |size| after(demo(size, Some(VALUE)), "g1.1t")),
    ("finder-new-document", |size| after(demo(size, None), "c")),
    ("picker-paste", |size| {
        let mut program = after(demo(size, Some(VALUE)), "g1.1");
        program.paste("- Print the labels\n- Book a pickup\n- Hand the parcels over to the driver at the ramp");
        program
    }),
    ("picker-clash", |size| {
        let mut program = after(demo(size, Some(VALUE)), "g1.1");
        program.replace_unseen(VALUE, "Book today's parcels", "Book all parcels").press("e!<esc>");
        program
    }),
    ("finder-commands", |size| after(demo(size, Some(VALUE)), "g1.1:sec")),
    ("form-question", |size| after(demo(size, Some(VALUE)), "g1.1o")),
    ("form-problem", |size| after(demo(size, Some(VALUE)), "g1.1Cred<enter>")),
    ("help", |size| after(demo(size, Some(VALUE)), "g1.1?")),
    ("message-plain", |size| after(demo(size, Some(VALUE)), "g1.1d")),
    ("message-warning", |size| after(demo(size, Some(VALUE)), "g1.1p")),
    ("message-error", |size| {
        let mut program = after(demo(size, Some(VALUE)), "g1.1");
        program.disk.refuses = Some(told("There is no room left on the disk. Make room on it, then try again."));
        program.press("AOne more<esc>");
        program
    }),
    ("message-pending", |size| after(demo(size, Some(VALUE)), "g")),
    ("too-small", |_| demo(Size { width: 20, height: 5 }, None)),
];

/// Notes that are hard to lay out: long ones, wide ones, joined ones, and what must not reach a terminal.
const ANY_SCRIPT: &str = r##"
[notes.tasks.t7qm4k]
text = "Siehe, wo eine Bestellung ist: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen, und ein sehr langer Satz, der über mehrere Zeilen läuft und erst dann aufhört, wenn alles gesagt ist"
kind = "negative"
basis = "observed"
source = "https://example.org/a/very/long/address/that/does/not/fit/into/any/line/of/a/note/at/all.html"
question = "漢字かな交じり文は折り返されますか？"

[notes.tasks.b2h8xd]
text = "注文の場所を確認する。荷物が出る前に住所を変更する"
kind = "benefit"
under = "t7qm4k"

[notes.tasks.w3k9ze]
text = "👩‍👩‍👧‍👦 e\u0301 🇫🇮 क्षि 가 می‌خواهم 1️⃣"
color = "#AABBCC"

[notes.tasks.x1y2z3]
text = "escape \u001B[2J, turned \u202E text, nothing\u200B there"

[notes.tasks.x4y5z6]
text = """
One line
another line

and a last one"""
"##;

fn after(mut program: Program, script: &str) -> Program {
    program.press(script);
    program
}

fn demo(size: Size, file: Option<&str>) -> Program {
    let files = stationmaster::method::demo_files();
    Program::with(Disk::of(files.iter().map(|(path, bytes)| (path.as_str(), *bytes))), size, file)
}

/// One product with one document that has `notes` below its head; text that is a whole file stands as it is.
fn open(size: Size, file: &str, notes: &str) -> Program {
    let head = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
    let text = format!("{head}{notes}");
    let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (file, &text)];
    Program::with(Disk::of(files.map(|(path, text)| (path, text.as_bytes()))), size, Some(file))
}

fn newer(size: Size) -> Program {
    let text = "format = 9\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                [notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n";
    let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (VALUE, text)];
    Program::with(Disk::of(files.map(|(path, text)| (path, text.as_bytes()))), size, Some(VALUE))
}

fn forty_notes() -> String {
    (1..=40).fold(String::new(), |mut notes, at| {
        let more = if at % 3 == 0 { " and something that takes another line on most screens there are" } else { "" };
        let _ = write!(notes, "\n[notes.tasks.0000{at:02}]\ntext = \"Step {at}{more}\"\n");
        notes
    })
}

/// One frame: text, cursor, runs of styles.
fn frame(out: &mut String, program: &Program, named: &str) {
    let (buffer, cursor) = program.draw();
    let _ = writeln!(out, "===== {named} =====");
    out.push_str(&common::text_of(&buffer));
    let cursor = cursor.map_or("none".to_owned(), |(x, y)| format!("column {x} of line {y}"));
    let _ = writeln!(out, "----- cursor: {cursor}");
    out.push_str(&legend::of(&buffer, program.drawn_with()));
}

#[test]
fn every_screen_looks_as_it_should() {
    const DARK: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 36), (200, 60)];
    const OTHERS: [(u16, u16); 2] = [(80, 24), (120, 36)];
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    let mut differ = Vec::new();
    for (name, come) in SCREENS {
        let mut out = String::new();
        let dark = DARK.map(|size| ("dark", size));
        for (theme, (width, height)) in
            dark.into_iter().chain(["light", "mono"].into_iter().flat_map(|theme| OTHERS.map(|size| (theme, size))))
        {
            let mut program = come(Size { width, height });
            program.theme(theme);
            let Size { width, height } = program.model.size;
            // The list of notes depends on what the terminal can do, and is laid out anew.
            program.tell(vec![Message::Resize(Size { width, height })]);
            frame(&mut out, &program, &format!("{width}x{height} {theme}"));
        }
        if std::panic::catch_unwind(|| insta::assert_snapshot!(*name, out)).is_err() {
            differ.push(*name);
        }
    }
    assert!(differ.is_empty(), "these screens look different: {differ:?}");
}

/// A terminal that draws ASCII only.
#[test]
fn screens_can_be_drawn_with_ascii_alone() {
    for (name, come) in SCREENS {
        for (width, height) in [(40, 12), (80, 24)] {
            let mut program = come(Size { width, height });
            program.model.capabilities.unicode = false;
            program.tell(vec![Message::Resize(Size { width, height })]);
            assert!(program.screen().is_ascii(), "{name}:\n{}", program.screen());
        }
    }
}

#[test]
fn every_kept_file_is_of_a_screen() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    for entry in std::fs::read_dir(folder).expect("the folder of snapshots") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        assert!(SCREENS.iter().any(|(name, _)| *name == stem), "{} is of no screen", path.display());
    }
}
