//! Going about: the map, sections, modes, numbers, the list of keys, Esc and q, the mouse.

use stationmaster::app::MouseKind;
use stationmaster::app::screen::{MapState, Mode};

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::{PRODUCT, Program};

/// The number of the note or section in focus, as people say it.
fn place(program: &Program) -> String {
    let (state, _, canvas) = program.model.canvas().expect("a canvas");
    let section = state.section + 1;
    match state.note.and_then(|id| canvas.position(id)) {
        Some(at) => format!("{section}.{}", at + 1),
        None => section.to_string(),
    }
}

fn mode(program: &Program) -> Mode {
    program.model.canvas_state().expect("a canvas").mode
}

journeys! {
    fn why_a_section_is_a_gap_is_read_to_its_end() {
        let reason = "The platform team joins next week to draw the line between the two products that we sell today";
        let text = format!("{THREE_TASKS}\n[sections.tasks]\nstate = \"gap\"\nreason = \"{reason}\"\n");
        let mut program = Program::open(VALUE, &text);
        program.press("g1").resize(80, 24);
        for view in ["1", "3"] {
            let screen = program.press(view).screen();
            let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains(reason), "{screen}");
        }
    }

    fn the_last_line_names_what_is_needed_most_and_what_works_anywhere() {
        let mut program = on_canvas();
        let line = |program: &mut Program, width| {
            let screen = program.resize(width, 30).screen();
            screen.lines().last().unwrap_or_default().to_owned()
        };
        for (width, names) in [
            (80, ["add", "edit", "next", "more", "keys", "walk", "grid", "board", "large", "map"].as_slice()),
            (100, &["add", "edit", "decide", "action", "park", "more", "keys", "walk", "grid", "board", "large", "map"]),
            (120, &["add", "edit", "next", "delete", "decide", "action", "park", "more", "keys", "walk"]),
        ] {
            let line = line(&mut program, width);
            let mut rest = line.as_str();
            for name in names {
                let at = rest.find(&format!(" {name}")).unwrap_or_else(|| panic!("{name} is not named: {line}"));
                rest = &rest[at + name.len()..];
            }
        }
        program.press("a");
        assert!(line(&mut program, 120).contains("park"), "{}", program.screen());
        program.press("<esc>q");
        assert!(line(&mut program, 80).contains(" more"), "{}", program.screen());
    }

    fn a_document_opens_at_the_first_unfinished_section() {
        let mut program = Program::open(VALUE, THREE_TASKS);
        program.shows(&["Pain Relieving Features"]);
        assert_eq!((mode(&program), place(&program).as_str()), (Mode::Walk, "3"));
    }

    fn tab_walks_the_sections_round() {
        let mut program = on_canvas();
        program.press("<tab>").shows(&["Gain Enabling Features", "One status for all carriers"]);
        program.press("<tab><tab>").shows(&["API Products"]).press("<tab>").shows(&["Tasks"]);
        program.press("<shift-tab>").shows(&["API Products"]).press("<shift-tab><left><left>").shows(&["Tasks"]);
        program.press("<right>");
        assert_eq!(place(&program), "2.1");
    }

    /// A section remembers which of its notes was in focus.
    fn arrows_and_letters_go_through_notes() {
        let mut program = on_canvas();
        program.press("j");
        assert_eq!(place(&program), "1.2");
        program.press("<down>k<up><up>G<tab>G<shift-tab>");
        assert_eq!(place(&program), "1.3");
        program.press("gg");
        assert_eq!(place(&program), "1.1");
        program.press("<end><home>lh<pagedown>");
        assert_ne!(place(&program), "1.1");
        program.press("<pageup>");
        assert_eq!(place(&program), "1.1");
    }

    fn numbers_go_where_people_say() {
        let mut program = on_canvas();
        program.press("g2.2");
        assert_eq!(place(&program), "2.2");
        program.press("g1");
        assert!(place(&program).starts_with("1."));
        program.press("g4");
        assert_eq!(place(&program), "4");
        program.press("g9");
        assert!(program.said().contains("there is no 9"), "{}", program.said());
        program.press("g1.9");
        assert!(program.said().contains("there is no 1.9"), "{}", program.said());
        // A number is over with the first key that is no part of it, and that key counts.
        program.press("g1.2j");
        assert_eq!(place(&program), "1.3");
    }

    fn four_ways_to_look_at_a_canvas() {
        let mut program = on_canvas();
        program.press("2").shows(&["Tasks", "Gain Enabling Features", "API Products", "See where an order is"]);
        assert_eq!(mode(&program), Mode::Grid);
        program.press("<down><down><down>");
        assert_eq!(place(&program).split('.').next(), Some("2"));
        program.press("<right>");
        assert_eq!(place(&program), "3");
        program.press("<up>");
        assert_eq!(place(&program).split('.').next(), Some("1"));
        program.press("<enter>");
        assert_eq!(mode(&program), Mode::Board);
        program.press("g1.1");
        program.shows(&["Tasks", "Return a parcel"]).press("4").shows(&["▸ 1.1", "● ○ ○"]);
        assert_eq!(mode(&program), Mode::Spotlight);
        program.press("<down>").shows(&["▸ 1.2", "○ ● ○"]).press("<esc>");
        assert_eq!(mode(&program), Mode::Board);
        program.press("1");
        assert_eq!(mode(&program), Mode::Walk);
        program.press("3").resize(120, 36).press("<right>");
        assert_eq!(place(&program).split('.').next(), Some("1"));
        program.press("g44");
        assert!(program.said().contains("no note in focus"), "{}", program.said());
    }

    fn the_list_of_keys_says_why_one_does_not_work() {
        let mut program = on_canvas();
        program.resize(120, 90).press("?");
        program.shows(&["Add a note", "Quit at once", "nothing was cut or copied", "nothing to undo"]);
        program.press("<pagedown><end><home><esc>").hides(&["Quit at once"]);
        program.resize(80, 24).press("<f1><end><down><home><up><pageup><esc>").shows(&["Tasks"]).hides(&["Quit at once"]);
    }

    /// Keys stand below what they are about, and what is typed is looked for in their names and in what they do.
    fn the_list_of_keys_has_topics_and_is_searched() {
        let mut program = on_canvas();
        program.resize(200, 60).press("?").shows(&["type to find a key", "Notes", "Views", "Between notes", "Spotlight"]);
        program.press("paste").shows(&["Notes", "Paste"]).hides(&["Add a note", "Views"]);
        program.press("q?").shows(&["No key does that here"]);
        program.press("<esc>").shows(&["Spotlight", "type to find a key"]).press("<esc>").hides(&["Quit at once"]);
        assert_eq!(program.depth(), 0);
    }

    fn a_key_that_does_nothing_says_so() {
        let mut program = on_canvas();
        program.press("Z");
        assert!(program.said().starts_with("Z does nothing here"), "{}", program.said());
    }

    /// The beginning of a sequence goes away with time, and with Esc.
    fn the_beginning_of_a_sequence_is_forgotten() {
        for end in ["", "<esc>"] {
            let mut program = on_canvas();
            program.press("g1");
            assert!(!program.model.pending().is_empty());
            match end {
                "" => program.wait_for_deadline(),
                keys => program.press(keys),
            };
            assert!(program.model.pending().is_empty());
            assert_eq!(program.model.next_deadline(), None);
            // What comes then is a key by itself.
            program.press("2").shows(&["1.1"]);
            assert_eq!(program.model.canvas_state().map(|state| state.mode), Some(Mode::Grid));
        }
    }

    fn escape_goes_back_and_never_out() {
        let mut program = on_canvas();
        program.press("<space>");
        assert_eq!(program.model.canvas_state().map(|state| state.selection.len()), Some(1));
        program.press("<esc>").shows(&["Tasks"]).press("<esc><esc>").shows(&["Tasks"]);
        assert_eq!(program.said(), "q goes to the map");
        for mode in ["2", "3", "4"] {
            program.press(mode).press("<esc><esc><esc>").shows(&["Tasks"]);
        }
        program.press("q").shows(&["Strategy"]).press("<esc><esc><esc>");
        assert!(!program.has_quit);
        assert!(program.said().contains("q quits the program"), "{}", program.said());
        program.press("q");
        assert!(program.has_quit);
    }

    fn q_leaves_a_screen_and_then_the_program() {
        let mut program = on_canvas();
        program.press("q").shows(&["Strategy"]);
        assert!(!program.has_quit);
        program.press("q");
        assert!(program.has_quit);
        let mut program = on_canvas();
        program.press("<ctrl-z>");
        assert_eq!(program.suspended, 1);
        program.press("<ctrl-c>");
        assert!(program.has_quit);
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn the_map_shows_stations_and_opens_what_is_there() {
        let mut program = Program::begun();
        program.resize(120, 36).shows(&["Strategy", "Consumer", "Platform", "Monitor"]);
        let station = |program: &Program| match program.model.front::<MapState>() {
            Some(state) => state.station,
            None => panic!("{:?}", program.model.screen()),
        };
        let first = station(&program);
        program.press("<right>l<tab>");
        assert_ne!(station(&program), first);
        program.press("<left>h<shift-tab>");
        assert_eq!(station(&program), first);
        program.press("jk<end><home>");
        super::notes::open_by_name(&mut program, "API Value Proposition");
        program.shows(&["API Value Proposition"]);
    }

    fn enter_on_the_map_creates_what_is_not_begun() {
        let mut program = Program::over(&[("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT)]);
        super::notes::open_by_name(&mut program, "API Value Proposition");
        program.shows(&["Tasks"]);
        assert!(program.disk.contains(VALUE));
    }

    fn products_are_switched_on_the_map() {
        let returns = PRODUCT.replace("Orders", "Returns");
        let mut program = Program::over(&[
            ("stationmaster.toml", "format = 1\n"),
            ("orders/product.toml", PRODUCT),
            ("returns/product.toml", &returns),
        ]);
        program.press("P").shows(&["Returns"]).press("2").shows(&["Returns"]).hides(&["Orders"]);
        let mut program = Program::over(&[("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT)]);
        program.press("P");
        assert!(program.said().contains("only one product"), "{}", program.said());
    }

    fn a_click_focuses_and_a_second_one_opens() {
        let mut program = on_canvas();
        program.click_on("Return a parcel");
        assert_eq!(place(&program), "1.3");
        program.click_on("Return a parcel").press("!<esc>");
        assert_eq!(program.notes(VALUE, "tasks")[2], "Return a parcel!");
        program.press("2").click_on("One status for all");
        assert_eq!(place(&program).split('.').next(), Some("2"));
        program.mouse(MouseKind::WheelDown, 5, 5).mouse(MouseKind::WheelUp, 5, 5);
        program.press("t").click_on("Negative");
        assert!(program.text(VALUE).contains("kind = \"negative\""));
        program.press("?").mouse(MouseKind::Press, 1, 1).hides(&["Quit at once"]);
    }

    fn the_smallest_windows_say_what_is_needed() {
        let mut program = on_canvas();
        program.resize(20, 5).shows(&["too", "small"]);
        program.resize(40, 12).shows(&["Tasks", "See where an order is"]).resize(1, 1).screen();
        program.resize(80, 24).shows(&["See where an order is"]);
    }

    fn everything_is_read_again_when_asked() {
        let mut program = on_canvas();
        program.replace_unseen(VALUE, "Return a parcel", "Send a parcel back").press("<ctrl-l>");
        program.let_settle().shows(&["Send a parcel back"]);
    }
}
