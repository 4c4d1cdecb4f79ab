//! The mouse on every screen: what a click, a second one, the wheel and dragging do, and giving it to the terminal.

use stationmaster::app::MouseKind;
use stationmaster::app::scene::Spot;
use stationmaster::app::screen::{ChecklistState, Target, WelcomeState};

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::{PRODUCT, Program};

const AUDIT: &str = "orders/api-audit.toml";
const EMPTY_AUDIT: &str =
    "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

journeys! {
    /// One key gives the mouse to the terminal and takes it back, and the screen says so, while typing too.
    fn one_key_gives_the_mouse_to_the_terminal() {
        let mut program = on_canvas();
        program.hides(&["mouse off"]).press("<f8>").shows(&["mouse off · draft · saved", "selects text now"]);
        assert_eq!(program.mouse, [false]);
        program.press("aText<f8>").hides(&["mouse off"]).press("<esc>");
        assert_eq!(program.mouse, [false, true]);
        program.press(":mouse on<enter>").resize(40, 12).shows(&["mouse off"]);
        let mut program = Program::nowhere();
        program.press("<f8>").shows(&["mouse off"]);
    }

    /// What the last line names can be clicked, on screens, in questions and in what lies over them.
    fn a_key_of_the_last_line_can_be_clicked() {
        let mut program = on_canvas();
        program.resize(120, 36).click_on("a add").shows(&["Esc finish"]);
        program.press("By mouse").click_on("Esc finish").shows(&["By mouse"]);
        assert_eq!(program.notes(VALUE, "tasks").len(), 4);
        program.press("G").click_on("d delete");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.click_on("? keys").shows(&["Esc closes"]).mouse(MouseKind::Press, 2, 35).hides(&["Esc closes"]);
        program.press("g1.1t").click_on("Esc close").hides(&["is about"]);
    }

    fn the_finder_is_clicked_and_turned_by_the_wheel() {
        let mut program = on_canvas();
        program.press("/parcel").click_on("Return a parcel");
        assert!(program.model.dialogs().is_empty());
        program.press(":").mouse(MouseKind::WheelDown, 40, 12).mouse(MouseKind::WheelUp, 40, 12);
        program.paste("theme").click_on("Theme").shows(&["projector"]);
        program.click_on("projector");
        assert_eq!(program.remembered, [("theme", "projector".to_owned())]);
    }

    /// A click puts a field of a form in focus, and takes the word it falls on.
    fn fields_of_a_form_are_clicked() {
        let mut program = Program::open(AUDIT, EMPTY_AUDIT);
        program.resize(100, 36).press("e").click_on("partial").click_on("Reason");
        program.press("Not all of it").click_on("Evidence").press("docs/audit.md<enter>");
        let text = program.text(AUDIT);
        for part in ["verdict = \"partial\"", "reason = \"Not all of it\"", "docs/audit.md"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    fn a_checklist_is_clicked_and_turned_by_the_wheel() {
        let mut program = Program::open(AUDIT, EMPTY_AUDIT);
        let item = |program: &Program| program.model.front::<ChecklistState>().and_then(|state| state.item.clone());
        let first = item(&program);
        program.mouse(MouseKind::WheelDown, 10, 10);
        assert_ne!(item(&program), first);
        program.mouse(MouseKind::WheelUp, 10, 10);
        assert_eq!(item(&program), first);
        // The second click at the same place opens it.
        program.mouse(MouseKind::Press, 10, 10);
        let there = item(&program);
        program.mouse(MouseKind::Release, 10, 10).mouse(MouseKind::Press, 10, 10);
        assert!(!program.model.dialogs().is_empty() && item(&program) == there, "{}", program.screen());
    }

    fn the_map_is_clicked() {
        let mut program = Program::over(&[
            ("stationmaster.toml", "format = 1\n"),
            ("orders/product.toml", PRODUCT),
            (VALUE, THREE_TASKS),
        ]);
        program.resize(120, 36).click_on("Platform  ").shows(&["API Platform Architecture", "station 3 of"]);
        program.click_on("Strategy").mouse(MouseKind::WheelDown, 10, 20).mouse(MouseKind::WheelUp, 10, 20);
        program.shows(&["station 1 of"]);
        let mut program = Program::nowhere();
        program.click_on("Look at the example").mouse(MouseKind::WheelUp, 10, 10);
        assert!(program.model.front::<WelcomeState>().is_some_and(|state| state.cursor == 0));
        // A second click at the place opens it.
        program.click_on("Look at the example").shows(&["Strategy"]);
    }

    /// While a note is dragged, the message line says where it would go.
    fn dragging_shows_the_target() {
        let mut program = on_canvas();
        let find = |program: &Program, text: &str| {
            let screen = program.screen();
            let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).expect("on the screen");
            let x = stationmaster::layout::text::width(&line[..line.find(text).expect("there")]);
            (u16::try_from(x).expect("small"), u16::try_from(y).expect("small"))
        };
        program.press("2");
        let (x, y) = find(&program, "See where an order");
        let (to_x, to_y) = find(&program, "One status");
        program.mouse(MouseKind::Press, x, y).mouse(MouseKind::Drag, to_x, to_y);
        program.shows(&["to Gain Enabling Features, after 2.1"]);
        program.mouse(MouseKind::Release, to_x, to_y).hides(&["after 2.1"]);
        assert_eq!(program.notes(VALUE, "gain-enabling-features")[1], "See where an order is");
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    /// The middle of a note takes what is dropped on it into its group; above and below, notes change places.
    fn a_note_dropped_on_the_middle_of_another_is_grouped() {
        let mut program = on_canvas();
        program.resize(120, 36).press("3");
        let note = |program: &Program, place| {
            let hits = stationmaster::app::scene::hits(&program.model, crate::common::rebound::keymap());
            let is_it = |spot: &Spot| matches!(spot, Spot::Screen(Target::Note { place: at, .. }) if *at == place);
            hits.place_of(is_it).expect("a note")
        };
        let (first, third) = (note(&program, 0), note(&program, 2));
        let middle = (third.x + third.width / 2, third.y + third.height / 2);
        program.mouse(MouseKind::Press, first.x + 1, first.y).mouse(MouseKind::Drag, middle.0, middle.1);
        program.shows(&["into a group under 1.3 Return a parcel"]).mouse(MouseKind::Release, middle.0, middle.1);
        assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Return a parcel", "  See where an order is"]);
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        let edge = (third.x, if third.height >= 3 { third.y } else { third.y + third.height / 2 });
        program.mouse(MouseKind::Press, first.x + 1, first.y).mouse(MouseKind::Drag, edge.0, edge.1);
        program.shows(&["to Tasks, after 1.3"]).mouse(MouseKind::Release, edge.0, edge.1);
        assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Return a parcel", "See where an order is"]);
        assert!(program.said().contains("reordered in Tasks"), "{}", program.said());
    }

    /// A note of one or two rows has a middle, too: that of its columns.
    fn a_note_dropped_on_the_middle_of_a_small_one_is_grouped() {
        let mut program = on_canvas();
        program.resize(80, 24).press("2");
        let note = |program: &Program, place| {
            let hits = stationmaster::app::scene::hits(&program.model, crate::common::rebound::keymap());
            let is_it = |spot: &Spot| matches!(spot, Spot::Screen(Target::Note { section: 0, place: at }) if *at == place);
            hits.place_of(is_it).expect("a note")
        };
        let (first, third) = (note(&program, 0), note(&program, 2));
        assert!(third.height < 3, "{third:?}");
        let middle = third.x + third.width / 2;
        program.mouse(MouseKind::Press, first.x + 1, first.y).mouse(MouseKind::Drag, third.x, third.y);
        program.shows(&["to Tasks, after 1.3"]).mouse(MouseKind::Drag, middle, third.y);
        program.shows(&["into a group under 1.3"]).mouse(MouseKind::Release, middle, third.y);
        assert_eq!(program.notes(VALUE, "tasks"), ["Change the address", "Return a parcel", "  See where an order is"]);
    }

    fn the_key_that_lists_more_works_with_the_mouse() {
        let mut program = on_canvas();
        program.resize(80, 24).click_on("more").shows(&["decide", "action", "park", "follow-up", "cancel"]);
        program.click_on("park").shows(&["Park a topic"]);
    }

    fn what_lies_over_a_screen_is_turned_by_the_wheel_and_closed_by_a_click() {
        let mut program = on_canvas();
        program.press("?").shows(&["Add a note"]).mouse(MouseKind::WheelDown, 10, 10).mouse(MouseKind::WheelDown, 10, 10);
        program.hides(&["Add a note  "]).mouse(MouseKind::WheelUp, 10, 10).mouse(MouseKind::WheelUp, 10, 10);
        program.shows(&["Add a note"]).mouse(MouseKind::Press, 1, 1).hides(&["Esc closes"]);
    }
}
