//! A template changes while documents follow it: sections come, go and get other ids. Notes stay where they are, and are
//! shown.

use std::sync::Arc;

use stationmaster::app::Message;
use stationmaster::method::{CanvasTemplate, DataFile, Method, STARTERS, starter};

use super::{THREE_TASKS, VALUE, journeys, on_canvas};
use crate::common::Program;

/// The method with another template of the canvas, as a team's own file brings it.
fn method(change: impl FnOnce(&mut CanvasTemplate)) -> Message {
    let mut method = Method::built_in().clone();
    let mut canvas = method.canvas("api-value-proposition").expect("built in").as_ref().clone();
    change(&mut canvas);
    method.add_own(DataFile::Canvas(canvas), "apiops/method/value.toml");
    Message::Method(Arc::new(method))
}

/// Without gain enabling features, with jobs in the place of tasks, and with a section that was not there before.
fn other_sections() -> Message {
    method(|canvas| {
        canvas.sections.retain(|section| section.id != "gain-enabling-features");
        "jobs".clone_into(&mut canvas.sections[0].id);
        let mut risks = canvas.sections[1].clone();
        (risks.id, risks.fill_order) = ("risks".to_owned(), 5);
        risks.title = "Risks of all kinds".into();
        canvas.sections.push(risks);
    })
}

journeys! {
    fn notes_of_a_section_that_went_are_shown_in_every_mode_and_saved_untouched() {
        let mut program = on_canvas();
        program.tell(vec![other_sections()]);
        // Walk: behind the sections of the template, with what they are.
        program.press("g5").shows(&["tasks", "See where an order is", "The template does not have this section"]);
        program.press("g6").shows(&["gain-enabling-features", "One status for all carriers"]);
        // Grid, board and one note at a time.
        program.press("<esc>2").shows(&["tasks", "gain-enabling-features"]);
        program.press("1g5").press("3").shows(&["See where an order is", "Change the address"]);
        program.press("1g5.2").press("4").shows(&[" 5.2\n", "○ ●"]).press("1");
        for size in [(40, 12), (120, 36), (200, 60)] {
            program.resize(size.0, size.1).press("1g5").shows(&["See where an order is"]);
        }
        program.resize(80, 24);
        assert_eq!((program.text(VALUE).as_str(), program.disk.writes()), (THREE_TASKS, 0));
        // What is written elsewhere leaves them as they stand.
        program.press("1g4aA late parcel<esc>");
        let text = program.text(VALUE);
        assert_eq!(program.notes(VALUE, "risks"), ["A late parcel"]);
        for line in THREE_TASKS.lines() {
            assert!(text.contains(line), "{line} is gone:\n{text}");
        }
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_note_of_a_section_that_went_is_changed_moved_and_brought_back() {
        let mut program = on_canvas();
        program.tell(vec![other_sections()]);
        program.press("1g5.1e<ctrl-u>Know where a parcel is<esc>");
        assert_eq!(program.text(VALUE), THREE_TASKS.replace("See where an order is", "Know where a parcel is"));
        program.press("m1");
        assert_eq!(program.notes(VALUE, "jobs"), ["Know where a parcel is"]);
        program.press("uu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        // The template has them again: they stand where they stood.
        program.tell(vec![method(|_| {})]);
        program.press("1g1").shows(&["1 Tasks", "See where an order is", "your own, not the built-in one"]);
        program.tell(vec![Message::Method(Arc::new(Method::built_in().clone()))]);
        program.press("1g1").shows(&["1 Tasks", "See where an order is"]).hides(&["your own"]);
    }

    fn what_is_being_typed_survives_a_template_that_changes() {
        let mut program = on_canvas();
        program.press("g2aOne place to look");
        program.tell(vec![other_sections()]);
        program.press(" for all<esc>");
        assert_eq!(
            program.notes(VALUE, "gain-enabling-features"),
            ["One status for all carriers", "Address check while typing", "One place to look for all"]
        );
    }

    fn a_template_that_goes_leaves_its_documents_alone() {
        let mut own = Method::built_in().clone();
        let text = starter(STARTERS[0]).expect("a starter");
        own.add_own(DataFile::parse(text).expect("right"), "apiops/method/our-canvas.toml");
        let mut program = Program::open(VALUE, THREE_TASKS);
        program.tell(vec![Message::Method(Arc::new(own))]);
        program.press("g1").shows(&["See where an order is"]);
        program.tell(vec![Message::Method(Arc::new(Method::default()))]);
        // Nothing is known of its sections any more; the notes are.
        program.press("1g1").shows(&["tasks", "See where an order is"]).press("2").press("3").press("<esc>");
        assert_eq!((program.text(VALUE).as_str(), program.disk.writes()), (THREE_TASKS, 0));
    }
}
