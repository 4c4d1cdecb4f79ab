//! Every canvas of the method as a whole: at each size no section is too small to work in, titles are read in full, and
//! where the screen is too small for all sections, it says so and every one of them can be reached.

use std::fmt::Write as _;

use crate::common::{PRODUCT, Program};
use proptest::prelude::*;
use stationmaster::app::Size;
use stationmaster::app::screen::canvas::layout::CanvasScene;
use stationmaster::document::Id;
use stationmaster::method::{CanvasTemplate, Method};
use stationmaster::workspace::Memory;

/// The least columns and rows for notes in a section that can be worked in.
const USABLE: (u16, u16) = (12, 4);
/// The same in a list of sections of which one is open.
const USABLE_OPEN: (u16, u16) = (18, 2);

/// A canvas with so many notes in each section, which say what its examples say.
fn filled(template: &CanvasTemplate, notes: impl Fn(usize) -> usize) -> String {
    let mut text =
        format!("format = 1\ncanvas = \"{}\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n", template.id);
    let mut bits = 0;
    for (at, section) in template.sections.iter().enumerate() {
        for place in 0..notes(at) {
            let words = match place % 4 {
                0 => section.good_example.get("en"),
                1 => section.poor_example.get("en"),
                2 => "One status for all carriers",
                _ => "漢字かな交じり文",
            };
            bits += 1;
            let id = Id::from_bits(bits);
            write!(text, "\n[notes.{}.{id}]\ntext = {}\n", section.id, toml_string(words)).expect("a string takes it");
        }
    }
    text
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The canvas in the grid, first section in focus.
fn in_grid(template: &CanvasTemplate, text: &str, (width, height): (u16, u16)) -> Program {
    let file = format!("orders/{}.toml", template.id);
    let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (&file, text)];
    let disk = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
    let mut program = Program::with(disk, Size { width, height }, Some(&file));
    program.press("2g1");
    program
}

/// Goes to every section, and checks that it can be worked in there, and what is said of the others.
fn check(template: &CanvasTemplate, program: &mut Program) {
    let size = program.model.size();
    let about = |what: &str| format!("{what}: {} at {}x{}", template.id, size.width, size.height);
    for at in 0..template.sections.len() {
        program.press(&format!("g{}", at + 1));
        let screen = program.screen();
        let scene = program.model.layout::<CanvasScene>().expect("a canvas");
        let (scene, pan) = (scene.grid.as_ref().expect("a grid"), program.model.canvas_state().expect("a canvas").pan);
        let (outside, inside) = (scene.outside(at, pan), scene.inside(at, pan));
        let (Some(outside), Some(inside)) = (outside, inside) else { panic!("{}\n{screen}", about("not seen")) };
        let least = if scene.folds() { USABLE_OPEN } else { USABLE };
        assert!(inside.width >= least.0 && inside.height >= least.1, "{}\n{screen}", about("too small"));
        // One that is larger than the screen is seen from its beginning; its notes keep to what is seen.
        let tall = outside.rect.height >= scene.grid.area().height;
        let wide = outside.rect.width >= scene.grid.area().width;
        let [left, right, top, bottom] = outside.edges;
        assert!(left && (right || wide) && top && (bottom || tall), "{}\n{screen}", about("cut"));
        if !scene.folds() {
            let title = scene.titles[at].lines("").join(" ").trim_end().to_owned();
            let whole = template.sections[at].title.get("en");
            assert_eq!(title.split_whitespace().collect::<String>(), whole.split_whitespace().collect::<String>());
            let first = scene.titles[at].lines("").swap_remove(0);
            assert!(screen.contains(&format!(" {} {first}", at + 1)), "{}\n{screen}", about("title"));
        }
        let says_so = screen.contains("sections fully visible") || scene.folds();
        let is_whole = scene.seen_whole(pan) == scene.count;
        assert!(is_whole || says_so, "{}\n{screen}", about("silent about what is not seen"));
        assert!(!is_whole || !screen.contains("sections fully visible"), "{}\n{screen}", about("all is seen"));
    }
}

#[test]
fn every_section_of_every_canvas_can_be_worked_in() {
    for template in Method::built_in().canvases() {
        let handful = filled(template, |at| [2, 1, 3, 0, 5][at % 5]);
        for size in [(80, 24), (120, 36), (200, 60), (40, 12), (149, 40)] {
            check(template, &mut in_grid(template, &handful, size));
            check(template, &mut in_grid(template, &filled(template, |_| 0), size));
        }
    }
}

/// Twelve sections do not fit an ordinary terminal; they are not squeezed into it.
#[test]
fn a_canvas_that_does_not_fit_says_so_and_pans() {
    let method = Method::built_in();
    let template = method.canvas("interaction").expect("a canvas of the method");
    let mut program = in_grid(template, &filled(template, |_| 2), (80, 24));
    program.shows(&["of 12 sections fully visible", "1 CRUD"]);
    program.press("g12").shows(&["12 Event-Driven"]);
    // Whatever the size, every section is there where the screen has room.
    for template in method.canvases() {
        let program = in_grid(template, &filled(template, |_| 2), (120, 36));
        let scene = program.model.layout::<CanvasScene>().expect("a canvas");
        let (scene, pan) = (scene.grid.as_ref().expect("a grid"), program.model.canvas_state().expect("a canvas").pan);
        assert_eq!(scene.seen_whole(pan), template.sections.len(), "{}:\n{}", template.id, program.screen());
    }
}

/// A small screen lists the sections, one of them open; arrows go through them in fill order.
#[test]
fn a_small_screen_shows_one_section_at_a_time() {
    let template = Method::built_in().canvas("interaction").expect("a canvas of the method");
    let mut program = in_grid(template, &filled(template, |_| 1), (40, 12));
    program.shows(&["1 CRUD Interactions", "A shop adds"]).hides(&["In: street"]);
    program.press("<down>").shows(&["2 CRUD Input", "In: street"]).hides(&["A shop adds"]);
    program.press("<right><right><up><left>").shows(&["2 CRUD Input", "In: street"]);
    program.press("<enter>").shows(&["In: street"]);
    assert!(!program.screen().contains("CRUD Interactions"), "{}", program.screen());
}

/// How a canvas looks at 120x36: empty, then with a handful of notes.
#[test]
fn every_canvas_looks_as_it_should() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots/canvases");
    let _bound = settings.bind_to_scope();
    let mut differ = Vec::new();
    for template in Method::built_in().canvases() {
        let mut out = String::new();
        for notes in [0, 1] {
            let text = filled(template, |at| notes * [2, 1, 3, 0, 4][at % 5]);
            out.push_str(&in_grid(template, &text, (120, 36)).screen());
            out.push('\n');
        }
        if std::panic::catch_unwind(|| insta::assert_snapshot!(template.id.as_str(), out)).is_err() {
            differ.push(template.id.as_str());
        }
    }
    assert!(differ.is_empty(), "these canvases look different: {differ:?}");
}

#[test]
fn every_kept_file_is_of_a_canvas() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/canvases");
    let files = std::fs::read_dir(folder).expect("the folder of canvases");
    let stems: Vec<String> = files
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    let method = Method::built_in();
    assert!(stems.iter().all(|stem| method.canvas(stem).is_some()), "{stems:?}");
    assert_eq!(stems.len(), method.canvases().len());
}

/// What is seen of a section at the edge of the screen may be too narrow for notes; they do not run into its neighbour.
#[test]
fn a_strip_of_a_section_shows_no_notes() {
    let method = Method::built_in();
    let template = method.canvas("api-business-model").expect("a canvas of the method");
    let mut program = in_grid(template, &filled(template, |at| usize::from(at % 5 == 1)), (68, 18));
    program.press("g2g6").shows(&["a adds the", " 6 Key ", " 5 Key "]).hides(&["7.1", "▎││"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// The same at any size, with any number of notes.
    #[test]
    fn no_size_makes_a_section_useless(
        which: prop::sample::Index,
        width in 24..230u16,
        height in 6..75u16,
        notes in prop::collection::vec(0..20usize, 5),
    ) {
        let canvases = Method::built_in().canvases();
        let template = &canvases[which.index(canvases.len())];
        let text = filled(template, |at| notes[at % notes.len()]);
        check(template, &mut in_grid(template, &text, (width, height)));
    }
}
