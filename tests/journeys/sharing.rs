//! Handing notes to other programs: the clipboard, the person's own editor; and dragging with the mouse.

use stationmaster::app::MouseKind;

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::Program;

const TASKS: &str = "tasks";

/// Where a text stands on the screen: column and row.
fn place_of(program: &Program, text: &str) -> (u16, u16) {
    let screen = program.screen();
    let found = screen.lines().zip(0..).find_map(|(line, y)| {
        let before = line.find(text).map(|at| line[..at].chars().count())?;
        Some((u16::try_from(before).expect("a column"), y))
    });
    found.unwrap_or_else(|| panic!("{text:?} is nowhere on\n{screen}"))
}

fn drag(program: &mut Program, from: &str, to: (u16, u16)) {
    let (x, y) = place_of(program, from);
    program.mouse(MouseKind::Press, x, y).mouse(MouseKind::Drag, to.0, to.1);
}

journeys! {
    fn notes_sections_and_canvases_are_handed_to_the_clipboard() {
        let mut program = on_canvas();
        program.press("g1.2y");
        assert_eq!(program.copied.as_deref(), Some("Change the address"));
        program.press("g1.1<space><space>y");
        assert_eq!(program.copied.as_deref(), Some("See where an order is\nChange the address"));
        program.press("Y");
        let section = "## 1 Tasks\n- 1.1 See where an order is\n- 1.2 Change the address\n- 1.3 Return a parcel\n";
        assert_eq!(program.copied.as_deref(), Some(section));
        program.press("g1.2><alt-y>");
        let canvas = program.copied.clone().expect("a text");
        assert!(canvas.starts_with("# Orders\n\n## 1 Tasks\n- 1.1 See where an order is\n  - 1.2 Change"), "{canvas}");
        assert!(canvas.contains("\n\n## 4 API Products\n"), "{canvas}");
    }

    fn a_note_is_edited_in_the_own_editor() {
        let mut program = on_canvas();
        program.own_editor = Some(|text| format!("{text}\nand when it comes"));
        program.press("g1.1<ctrl-o><esc>");
        assert_eq!(program.notes(VALUE, TASKS)[0], "See where an order is\nand when it comes");
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("aNew<ctrl-o><esc>");
        assert_eq!(program.notes(VALUE, TASKS)[3], "New\nand when it comes");
    }

    fn an_editor_that_fails_loses_nothing() {
        let mut program = on_canvas();
        program.press("aHalf a note<ctrl-o>");
        assert!(program.said().contains("cannot be opened"), "{}", program.said());
        program.shows(&["Half a note"]).press(" more<esc>");
        assert_eq!(program.notes(VALUE, TASKS)[3], "Half a note more");
    }

    fn a_note_is_dragged_to_another_place_and_shows_where_it_would_go() {
        let mut program = on_canvas();
        let below = place_of(&program, "Return a parcel");
        drag(&mut program, "See where", below);
        program.shows(&["to Tasks, after 1.3"]);
        assert_eq!(program.text(VALUE), THREE_TASKS, "nothing moves before the mouse lets go");
        program.mouse(MouseKind::Release, below.0, below.1);
        assert_eq!(program.notes(VALUE, TASKS), ["Change the address", "Return a parcel", "See where an order is"]);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        let above = place_of(&program, "See where");
        drag(&mut program, "Return a parcel", above);
        program.shows(&["to Tasks, first"]).mouse(MouseKind::Release, above.0, above.1);
        assert_eq!(program.notes(VALUE, TASKS)[0], "Return a parcel");
        program.press("u");
    }

    fn a_note_is_dragged_to_another_section() {
        let mut program = on_canvas();
        program.press("2");
        let there = place_of(&program, "Pain Relieving");
        drag(&mut program, "Change the address", (there.0, there.1 + 1));
        program.shows(&["to Pain Relieving Features, first"]);
        program.mouse(MouseKind::Release, there.0, there.1 + 1);
        assert_eq!(program.notes(VALUE, "pain-relieving-features"), ["Change the address"]);
        program.press("u1");
        // In the walk the tabs of the sections take notes.
        let (x, y) = place_of(&program, "·  3");
        drag(&mut program, "Change the address", (x + 3, y));
        program.mouse(MouseKind::Release, x + 3, y);
        assert_eq!(program.notes(VALUE, "pain-relieving-features"), ["Change the address"]);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_click_puts_the_focus_and_a_double_click_opens() {
        let mut program = on_canvas();
        let (x, y) = place_of(&program, "Return a parcel");
        program.mouse(MouseKind::Press, x, y).mouse(MouseKind::Release, x, y);
        program.press("d");
        assert_eq!(program.notes(VALUE, TASKS), ["See where an order is", "Change the address"]);
        program.press("u");
        let (x, y) = place_of(&program, "Change the address");
        for _ in 0..2 {
            program.mouse(MouseKind::Press, x, y).mouse(MouseKind::Release, x, y);
        }
        program.press(" later<esc>");
        assert_eq!(program.notes(VALUE, TASKS)[1], "Change the address later");
    }

    fn stations_and_their_canvases_are_opened_with_the_mouse() {
        let mut program = Program::begun();
        let (x, y) = place_of(&program, "Platform  ");
        program.mouse(MouseKind::Press, x, y).shows(&["station 3 of 8"]);
        let (x, y) = place_of(&program, "Business Impact");
        program.mouse(MouseKind::Press, x, y).mouse(MouseKind::Press, x, y).shows(&["Business Impact", "No note yet"]);
    }
}
