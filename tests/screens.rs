//! How every screen looks: its text, and below it the style of every run of cells by the names of the theme's roles.
//!
//! A file under `tests/snapshots/` holds one screen at every size and in every theme. After a change that is meant, run
//! `INSTA_UPDATE=always cargo test --test it screens` and read the difference before you keep it; `cargo insta review`
//! shows the same one by one. A screen is one row of `screens!`; a file that no row names fails a test.
//!
//! `STATIONMASTER_PICTURES=DIR` writes every frame as an SVG picture as well, to be looked at in a browser.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::common::{PRODUCT, Program, rebound, text_of, told};
use crate::legend;
use ratatui::layout::Position;
use ratatui::style::Color;
use stationmaster::app::dialog::Dialog;
use stationmaster::app::scene::{self, Spot};
use stationmaster::app::{Message, Size};
use stationmaster::exchange::svg;
use stationmaster::theme::{Design, Library, Role, contrast};
use stationmaster::ui::picture;
use stationmaster::workspace::Memory;

const VALUE: &str = "orders/api-value-proposition.toml";
const AUDIT: &str = "orders/api-audit.toml";

/// Name and how to come there.
pub type Screen = (&'static str, fn(Size) -> Program);

/// The sizes every screen is kept at.
pub const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 36), (200, 60)];

/// Screens that are kept, each with a test that it looks as it should.
macro_rules! screens {
    ($($name:ident => $come:expr,)*) => {
        /// Every screen that is kept.
        pub const SCREENS: &[Screen] = &[$((stringify!($name), $come)),*];

        mod every_screen_looks_as_it_should {
            $(#[test] fn $name() { super::compare(stringify!($name)); })*
        }
    };
}

screens! {
    welcome => |size| Program::with(Memory::default(), size, None),
    welcome_form => |size| after(Program::with(Memory::default(), size, None), "c"),
    map => |size| demo(size, None),
    map_not_begun => |size| after(demo(size, None), "<home><tab><tab><tab>"),
    map_due => |size| due(size),
    finder_due => |size| after(due(size), "!"),
    network => |size| after(demo(size, None), "<home>L"),
    network_branch => |size| after(demo(size, None), "<home>L<up>"),
    guide => |size| guide(size, ""),
    guide_link => |size| guide(size, "<tab>"),
    walk => |size| after(demo(size, Some(VALUE)), "g1.2"),
    walk_why => |size| after(demo(size, Some(VALUE)), "g2.1i"),
    walk_typing => |size| after(demo(size, Some(VALUE)), "g1.3ATell the shop, too, and 漢字"),
    walk_selection => |size| after(demo(size, Some(VALUE)), "g1.1<space><space>"),
    walk_empty => |size| open(size, VALUE, ""),
    walk_forty_notes => |size| after(open(size, VALUE, &forty_notes()), "g1.1<end>"),
    grid => |size| after(demo(size, Some(VALUE)), "g1.12"),
    grid_eight_sections => |size| after(demo(size, Some("orders/business-impact.toml")), "2g5"),
    grid_forty_notes => |size| after(open(size, VALUE, &forty_notes()), "2g1.1"),
    grid_empty => |size| after(open(size, VALUE, ""), "2"),
    board => |size| after(demo(size, Some(VALUE)), "g1.13"),
    board_typing => |size| after(demo(size, Some(VALUE)), "g2.13e, for every order"),
    board_any_script => |size| after(open(size, VALUE, ANY_SCRIPT), "g1.13"),
    spotlight => |size| after(demo(size, Some(VALUE)), "g1.24"),
    spotlight_any_script => |size| after(open(size, VALUE, ANY_SCRIPT), "g1.24"),
    checklist => |size| demo(size, Some(AUDIT)),
    checklist_filtered => |size| after(demo(size, Some(AUDIT)), "fp"),
    checklist_answer => |size| after(demo(size, Some(AUDIT)), "<home>e"),
    checklist_why => |size| after(demo(size, Some(AUDIT)), "<home>i"),
    checklist_waiver => |size| after(demo(size, Some(AUDIT)), "fgw"),
    picker_verdict => |size| after(demo(size, Some(AUDIT)), "<home>s"),
    picker_filter => |size| after(demo(size, Some(AUDIT)), "f"),
    picker_stage => |size| after(demo(size, Some(AUDIT)), "F"),
    station => |size| after(demo(size, None), "i"),
    station_people => |size| after(demo(size, None), "i<end>"),
    where_to_start => |size| after(demo(size, None), "S<esc>"),
    where_to_start_question => |size| after(demo(size, None), "S<enter>"),
    where_to_start_answered => |size| after(demo(size, None), "S<enter>y<left>"),
    where_to_start_settled => |size| after(demo(size, None), "S<enter>nnnnnnnn"),
    where_to_start_reply => |size| after(demo(size, None), "S<esc>s"),
    form_criterion => |size| after(demo(size, None), "S<esc>e"),
    form_round => |size| after(demo(size, None), "E"),
    form_styles => |size| after(demo(size, None), "D"),
    trouble_invalid => |size| open(size, VALUE, "[notes.tasks.t7qm4k]\ntext = See where an order is\n"),
    trouble_conflict => |size| open(size, VALUE, "<<<<<<< ours\n+++++++ a\n+++++++ b\n+++++++ c\n>>>>>>> theirs\n"),
    follow_up => |size| after(demo(size, None), ";f"),
    follow_up_action => |size| after(demo(size, None), ";f<tab>"),
    follow_up_nothing => |size| after(open(size, VALUE, ""), ";f"),
    form_decide => |size| after(demo(size, None), ";f<f2>"),
    form_decide_filled => |size| after(demo(size, None), ";f<f2>Labels are printed at the depot<tab><tab>Shops have no printer<tab>At the shop: too slow<alt-enter>At home: nobody does<tab>"),
    form_action => |size| after(demo(size, None), ";f<f3>Ask the depot<tab>de"),
    form_no_owner => |size| after(demo(size, None), ";f<f3>Ask the depot<enter>"),
    form_park => |size| after(demo(size, None), ";f<f4>"),
    listed_keys => |size| after(demo(size, None), ";f;"),
    picker_stands => |size| after(demo(size, None), ";f<tab>s"),
    settle => |size| open(size, VALUE, IN_CONFLICT),
    settle_both => |size| after(open(size, VALUE, IN_CONFLICT), "mb<shift-tab>"),
    settle_last => |size| after(open(size, VALUE, IN_CONFLICT), "mmt<end>"),
    settle_nothing => |size| open(size, VALUE, "\n[notes.tasks.t7qm4k]\ntext = \"One\"\n<<<<<<< HEAD\n[notes.tasks.b2h8xd]\ntext = \"Two\"\n=======\n[notes.tasks.w3k9ze]\ntext = \"Three\"\n>>>>>>> side\n"),
    versions => |size| after(published(size), "g1.1H<left>"),
    versions_none => |size| after(open(size, VALUE, IN_ORDER), "g1.1H"),
    form_publish => |size| after(published(size), "g1.1<f5>"),
    form_commit => |size| after(published(size), "g1.1<f6>"),
    picker_compare => |size| after(published(size), "g1.1HD"),
    form_anew => |size| after(open(size, VALUE, IN_CONFLICT), "e"),
    trouble_newer => |size| newer(size),
    picker_kind => |size| after(demo(size, Some(VALUE)), "g1.1t"),
    picker_basis => |size| after(demo(size, Some(VALUE)), "g1.1b"),
    picker_section => |size| after(demo(size, Some(VALUE)), "g1.1m"),
    picker_state => |size| after(demo(size, Some(VALUE)), "g1.1s"),
    picker_theme => |size| after(demo(size, Some(VALUE)), "g1.2<f9>"),
    picker_relation => |size| after(demo(size, Some(VALUE)), "g2.1r<enter>"),
    picker_product => |size| after(two_products(size), "P"),
    picker_draft => |size| {
        let mut program = after(demo(size, Some(VALUE)), "g1.2ATell the shop before the van leaves").kill();
        program.tell(vec![Message::Resize(size)]);
        program
    },
    finder_relate => |size| after(demo(size, Some(VALUE)), "g2.1r"),
    finder_follow => |size| after(open(size, VALUE, RELATED), "g2.1]"),
    walk_related => |size| after(open(size, VALUE, RELATED), "g2.1"),
    spotlight_related => |size| after(open(size, VALUE, RELATED), "g2.14"),
    finder_search => |size| after(demo(size, Some(VALUE)), "g1.1/address"),
    finder_search_filter => |size| after(demo(size, Some(VALUE)), "g1.1/is:question "),
    finder_search_nothing => |size| after(demo(size, Some(VALUE)), "g1.1/nowhere to be found"),
    finder_new_document => |size| after(demo(size, None), "c"),
    picker_paste => |size| {
        let mut program = after(demo(size, Some(VALUE)), "g1.1");
        program.paste("- Print the labels\n- Book a pickup\n- Hand the parcels over to the driver at the ramp");
        program
    },
    picker_clash => |size| {
        let mut program = after(demo(size, Some(VALUE)), "g1.1");
        program.replace_unseen(VALUE, "Book today's parcels", "Book all parcels").press("e!<esc>");
        program
    },
    finder_commands => |size| after(demo(size, Some(VALUE)), "g1.1:sec"),
    form_question => |size| after(demo(size, Some(VALUE)), "g1.1o"),
    form_source => |size| after(demo(size, Some(VALUE)), "g1.1bo"),
    form_title => |size| after(demo(size, Some(VALUE)), "T"),
    form_problem => |size| after(demo(size, Some(VALUE)), "g1.1Cred<enter>"),
    help => |size| after(demo(size, Some(VALUE)), "g1.1?"),
    help_map => |size| after(demo(size, None), "?"),
    help_checklist => |size| after(demo(size, Some(AUDIT)), "?"),
    message_plain => |size| after(demo(size, Some(VALUE)), "g1.1d"),
    message_warning => |size| after(demo(size, Some(VALUE)), "g1.1p"),
    message_error => |size| {
        let mut program = after(demo(size, Some(VALUE)), "g1.1");
        let reason = told("There is no space left on the disk. Free some space, then try again.");
        program.hold_saves().press("AOne more<esc>");
        program.tell(vec![Message::SaveFailed { file: VALUE.into(), reason, try_again: true }]);
        program
    },
    message_pending => |size| after(demo(size, Some(VALUE)), "g"),
    too_small => |_| demo(Size { width: 20, height: 5 }, None),
}

/// Notes that are hard to lay out: long ones, wide ones, joined ones, and what must not reach a terminal.
/// A canvas with a version and commits, and what has changed since.
const IN_ORDER: &str = "\n[notes.tasks.t7qm4k]\ntext = \"See where an order is, at any time of the day and from any device, without calling anybody or waiting for a mail that may never come\"\n\n\
    [notes.tasks.b2h8xd]\ntext = \"注文の場所を確認する。荷物が出る前に住所を変更する\"\nbasis = \"observed\"\n\n\
    [notes.gain-enabling-features.g5n2ra]\ntext = \"One status for all carriers\"\n";

fn published(size: Size) -> Program {
    let head = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 1\n";
    let history = "\n[[history]]\nversion = 1\ndate = 2026-05-04\nby = \"R. Aalto\"\nsummary = \"What the three shops asked for, with what the carriers can do about it\"\n";
    let then = format!("{head}{IN_ORDER}");
    let gone = "\n[notes.gain-enabling-features.g5n2ra]\ntext = \"One status for all carriers\"\n";
    let now = then
        .replace("注文の場所を確認する。", "")
        .replace(gone, "")
        .replace("basis = \"observed\"", "basis = \"tested\"");
    let now = format!("{now}\n[notes.api-products.p4p4p4]\ntext = \"Orders API\"\n{history}");
    let frozen = "orders/versions/api-value-proposition@1.toml";
    let files =
        [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (frozen, &then), (VALUE, &now)];
    let disk = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
    disk.commit(VALUE, "2026-05-09", "Ana", "Addresses until loading");
    Program::with(disk, size, Some(VALUE))
}

/// Clashes of every kind: texts short, long and of any script, a field, a note that one side took out, and the order of two.
const IN_CONFLICT: &str = r#"
[notes.tasks.t7qm4k]
<<<<<<< HEAD
text = "Change the address until loading"
||||||| base
text = "Change the address before the parcel leaves"
=======
text = "Change the address until the van leaves, as long as nobody has printed the label yet and the depot has not closed for the day; after that only support can do it"
>>>>>>> side

[notes.tasks.b2h8xd]
text = "Where the parcel is, at any time of the day"
<<<<<<< HEAD
basis = "observed"
||||||| base
=======
basis = "assumption"
>>>>>>> side

[notes.tasks.w3k9ze]
<<<<<<< HEAD
text = "注文の場所を確認する"
||||||| base
text = "注文の場所"
=======
text = "荷物が出る前に住所を変更する。漢字かな交じり文は折り返されますか？荷物が出る前に住所を変更する"
>>>>>>> side

<<<<<<< HEAD
||||||| base
[notes.gain-enabling-features.g5n2ra]
text = "One status for all carriers"
=======
[notes.gain-enabling-features.g5n2ra]
text = "One status for every carrier"
basis = "observed"
source = "Interviews with three shops, May 2026"
>>>>>>> side
"#;

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

/// A note with relations both ways, one of which leads nowhere.
const RELATED: &str = r#"
[notes.tasks.t7qm4k]
text = "See where an order is without calling support"

[notes.tasks.b2h8xd]
text = "Change the address before the parcel leaves"

[notes.gain-enabling-features.g5n2ra]
text = "One status for all carriers"
serves = ["api-value-proposition#t7qm4k", "api-value-proposition#b2h8xd"]
see = ["api-value-proposition#zzzzzz"]

[notes.api-products.p4r1cz]
text = "Orders API"
realises = ["api-value-proposition#g5n2ra"]
"#;

fn after(mut program: Program, script: &str) -> Program {
    program.press(script);
    program
}

fn demo(size: Size, file: Option<&str>) -> Program {
    let files = stationmaster::method::demo_files();
    Program::with(Memory::new(files.iter().map(|(path, bytes)| (path.as_str(), *bytes))), size, file)
}

/// The reader, after some keys.
fn guide(size: Size, script: &str) -> Program {
    let mut program = after(demo(size, None), ":");
    program.paste("api onboarding").press("<enter>").press(script);
    program
}

/// One product with one document that has `notes` below its head; text that is a whole file stands as it is.
fn open(size: Size, file: &str, notes: &str) -> Program {
    let head = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
    let text = format!("{head}{notes}");
    let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (file, &text)];
    Program::with(Memory::new(files.map(|(path, text)| (path, text.as_bytes()))), size, Some(file))
}

fn two_products(size: Size) -> Program {
    let files = stationmaster::method::demo_files();
    let other = "format = 1\nname = \"Carriers\"\ncycle = \"api-productization-cycle\"\nstyles = [\"rest\"]\n";
    let files = files.iter().map(|(path, bytes)| (path.as_str(), *bytes));
    Program::with(Memory::new(files.chain([("carriers/product.toml", other.as_bytes())])), size, None)
}

/// A product with a waiver that has ended, a canvas to look at again and an open action, on the map.
fn due(size: Size) -> Program {
    let value = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\nreview_by = 2026-11-01\n";
    let audit = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                 [items.uses-https.waiver]\nreason = \"Later\"\nuntil = 2026-11-20\n";
    let follow_up = "format = 1\n\n[actions.2rv8tg]\ntext = \"Ask finance what a failed delivery costs, 漢字 and 👩‍👩‍👧‍👦 included\"\n\
                     owner = \"API product owner\"\ndue = 2026-11-19\n";
    let files = [
        ("stationmaster.toml", "format = 1\n"),
        ("orders/product.toml", PRODUCT),
        (VALUE, value),
        (AUDIT, audit),
        ("orders/follow-up.toml", follow_up),
    ];
    Program::with(Memory::new(files.map(|(path, text)| (path, text.as_bytes()))), size, None)
}

fn newer(size: Size) -> Program {
    let text = "format = 9\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                [notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n";
    let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (VALUE, text)];
    Program::with(Memory::new(files.map(|(path, text)| (path, text.as_bytes()))), size, Some(VALUE))
}

fn forty_notes() -> String {
    (1..=40).fold(String::new(), |mut notes, at| {
        let more = if at % 3 == 0 { " and something that takes another line on most screens there are" } else { "" };
        let _ = write!(notes, "\n[notes.tasks.0000{at:02}]\ntext = \"Step {at}{more}\"\n");
        notes
    })
}

/// One frame: its text with the cursor, and its runs of styles.
fn frame(program: &Program) -> [String; 2] {
    let (buffer, cursor) = program.draw();
    let cursor = cursor.map_or("none".to_owned(), |Position { x, y }| format!("column {x} of line {y}"));
    let text = format!("{}----- cursor: {cursor}\n", text_of(&buffer));
    [text, legend::of(&buffer, program.drawn_with())]
}

/// The program as it came to a screen, with a theme.
fn themed(come: fn(Size) -> Program, theme: &str, (width, height): (u16, u16)) -> Program {
    let mut program = come(Size { width, height });
    program.theme(theme);
    // The list of notes depends on what the terminal can do, and is laid out anew.
    let size = program.model.size();
    program.tell(vec![Message::Resize(size)]);
    program
}

/// Writes every frame of a screen as a picture.
fn draw(folder: &Path, name: &str, come: fn(Size) -> Program) {
    for (width, height) in SIZES {
        for theme in ["dark"].into_iter().chain(THEMES) {
            let program = themed(come, theme, (width, height));
            let (buffer, cursor) = program.draw();
            let picture = svg::draw(&picture::screen(&buffer, cursor), name, picture::window(program.drawn_with()));
            let path = folder.join(format!("{width}x{height}-{theme}-{name}.svg"));
            std::fs::write(path, picture).expect("the picture can be written");
        }
    }
}

/// The themes in which every screen is kept, beside the dark.
const THEMES: [&str; 3] = ["light", "projector", "mono"];

/// A screen at every size in every theme that is kept; what is as in the dark is not told again.
fn kept(come: fn(Size) -> Program) -> String {
    let mut out = String::new();
    for size @ (width, height) in SIZES {
        let dark = frame(&themed(come, "dark", size));
        let _ = write!(out, "===== {width}x{height} dark =====\n{}", dark.concat());
        for theme in THEMES {
            let _ = writeln!(out, "===== {width}x{height} {theme} =====");
            for ((part, as_dark), what) in frame(&themed(come, theme, size)).iter().zip(&dark).zip(["text", "styles"]) {
                if part == as_dark {
                    let _ = writeln!(out, "({what} as in the dark)");
                } else {
                    out.push_str(part);
                }
            }
        }
    }
    out
}

/// Compares a screen with what is kept of it; draws its pictures where that was asked for.
fn compare(name: &str) {
    let (_, come) = SCREENS.iter().find(|(screen, _)| *screen == name).expect("a screen of the list");
    let name = file_stem(name);
    if let Some(folder) = std::env::var_os("STATIONMASTER_PICTURES") {
        draw(Path::new(&folder), &name, *come);
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.as_str(), kept(*come)));
}

/// What the files of a screen are called.
fn file_stem(name: &str) -> String {
    name.replace('_', "-")
}

/// Letters and digits that cannot be read well enough, and signs and lines that hardly show, with where they stand.
fn unreadable(program: &Program, design: &Design) -> BTreeSet<String> {
    let (buffer, _) = program.draw();
    let mut found = BTreeSet::new();
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let (Color::Rgb(r, g, b), Color::Rgb(r2, g2, b2)) = (cell.fg, cell.bg) else { continue };
            let is_read = cell.symbol().contains(char::is_alphanumeric);
            let needed = if is_read { design.contrast } else { 1.5 };
            let ratio = contrast([r, g, b], [r2, g2, b2]);
            if cell.symbol() != " " && ratio < needed {
                let name = |color| {
                    let role = Role::ALL.into_iter().find(|role| {
                        let style = program.drawn_with().style(*role);
                        style.fg == Some(color) || style.bg == Some(color)
                    });
                    role.map_or("?", Role::word)
                };
                let (on, what) = (name(cell.bg), if is_read { "a letter" } else { "a sign" });
                found.insert(format!("{what} in {} on {on}: {ratio:.1}, needs {needed}", name(cell.fg)));
            }
        }
    }
    found
}

/// Every pair of text and background that a screen really draws, and not only those a theme file is checked for.
#[test]
fn what_is_drawn_stands_out_from_its_ground_in_every_theme() {
    let mut found = BTreeSet::new();
    for theme in Library::built_in() {
        let design = Library::default().design(&theme).expect("a whole theme");
        for (name, come) in SCREENS {
            for size in [(80, 24), (200, 60)] {
                let faults = unreadable(&themed(*come, &theme, size), &design);
                found.extend(faults.into_iter().map(|fault| format!("{theme}, {name}: {fault}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.into_iter().collect::<Vec<_>>().join("\n"));
}

/// The terminal's cursor stands on what is in focus, also where it is not seen, and within the window.
#[test]
fn the_cursor_is_on_the_focus() {
    for (name, come) in SCREENS {
        for (width, height) in SIZES {
            let program = come(Size { width, height });
            let focus = scene::focus(&program.model);
            assert!(focus.x < width && focus.y < height && !focus.is_empty(), "{name} at {width}x{height}: {focus:?}");
            let cursor = program.draw().1;
            let is_read = matches!(
                *name,
                "guide"
                    | "trouble_invalid"
                    | "trouble_conflict"
                    | "trouble_newer"
                    | "too_small"
                    | "settle_nothing"
                    | "versions_none"
            );
            let is_open = !program.model.dialogs().is_empty() || program.model.overlay().is_some();
            let hits = scene::hits(&program.model, rebound::keymap());
            let is_pointed_at = hits.at(focus.as_position()).is_some_and(|spot| match spot {
                Spot::Choice(_) | Spot::Found(_) | Spot::Field(_) | Spot::Word(..) | Spot::Overlay => is_open,
                Spot::Screen(_) => !is_open,
                Spot::Question => {
                    matches!(program.model.dialog(), Some(Dialog::Finder(finder)) if finder.found.is_empty())
                }
                Spot::Key(_) | Spot::Begin(_) => program.model.offer().is_some(),
            });
            let is_new_note = program.model.canvas_state().is_some_and(|state| state.note.is_none());
            assert!(
                is_pointed_at || is_read || is_new_note || cursor.is_some(),
                "{name} at {width}x{height}: {focus:?}"
            );
        }
    }
}

/// A terminal that draws ASCII only.
#[test]
fn screens_can_be_drawn_with_ascii_alone() {
    for (name, come) in SCREENS {
        for (width, height) in [(40, 12), (80, 24)] {
            let mut program = come(Size { width, height });
            program.unicode(false);
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
        if path.is_dir() {
            continue;
        }
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        assert!(SCREENS.iter().any(|(name, _)| file_stem(name) == stem), "{} is of no screen", path.display());
    }
}
