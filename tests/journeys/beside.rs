//! What stands beside a note's text: kind, basis and source, question, colour; the state of a section; the title.

use super::{THREE_TASKS, VALUE, journeys, on_canvas};

journeys! {
    fn a_note_has_a_kind_and_the_section_s_own_is_not_written() {
        let mut program = on_canvas();
        program.press("t").shows(&["Task", "Benefit", "Negative"]).press("n");
        assert!(program.text(VALUE).contains("kind = \"negative\"\ntext = \"See where an order is\""), "{}", program.text(VALUE));
        program.press("tt");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("uu");
        assert_eq!(program.depth(), 0);
    }

    fn a_kind_is_given_to_several_in_one_step() {
        let mut program = on_canvas();
        program.press("*tb");
        assert_eq!(program.text(VALUE).matches("kind = \"benefit\"").count(), 3);
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_basis_asks_for_its_source() {
        let mut program = on_canvas();
        program.press("bo").shows(&["Source"]);
        program.press("https://example.org/7<enter>");
        let expected = "basis = \"observed\"\nsource = \"https://example.org/7\"\ntext = \"See where an order is\"\n";
        assert!(program.text(VALUE).contains(expected), "{}", program.text(VALUE));
        program.press("ba");
        assert!(program.text(VALUE).contains("basis = \"assumption\""));
        program.press("bt<ctrl-u><enter>");
        assert!(program.text(VALUE).contains("basis = \"tested\"\ntext"), "{}", program.text(VALUE));
        assert_eq!(program.depth(), 3);
        program.press("uuu");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("bo<esc>b<esc>");
        assert_eq!(program.text(VALUE), THREE_TASKS, "Esc changes nothing");
    }

    fn a_question_is_pinned_and_taken_away() {
        let mut program = on_canvas();
        program.press("oWho may change it?<enter>").shows(&["Who may change it?"]);
        assert!(program.text(VALUE).contains("question = \"Who may change it?\""));
        program.press("o").shows(&["Who may change it?"]).press("<ctrl-u><enter>");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        assert_eq!(program.depth(), 2);
    }

    fn a_colour_of_its_own_must_be_one() {
        let mut program = on_canvas();
        program.press("Cblue<enter>").shows(&["#AABBCC"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
        program.press("<ctrl-u>aabbcc<enter>");
        assert!(program.text(VALUE).contains("color = \"#AABBCC\""));
        program.press("C<ctrl-u><enter>");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_section_has_a_state_with_its_reason() {
        let mut program = on_canvas();
        program.press("g4sg").shows(&["Reason"]).press("Platform team joins on Thursday<enter>");
        let expected = "[sections.api-products]\nstate = \"gap\"\nreason = \"Platform team joins on Thursday\"\n";
        assert!(program.text(VALUE).ends_with(expected), "{}", program.text(VALUE));
        // The reason of a gap is none for leaving the section out.
        program.press("sn<enter>").shows(&["needs a reason"]).press("Out of scope<enter>");
        assert!(program.text(VALUE).contains("state = \"not-applicable\"\nreason = \"Out of scope\""));
        program.press("sd");
        assert!(program.text(VALUE).ends_with("[sections.api-products]\nstate = \"done\"\n"), "{}", program.text(VALUE));
        program.press("so");
        assert_eq!(program.text(VALUE), THREE_TASKS);
        assert_eq!(program.depth(), 4);
        program.press("g1uuuu").shows(&["API Products"]);
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn a_document_has_a_title() {
        let mut program = on_canvas();
        program.press("T<ctrl-u><enter>").shows(&["needs a title"]).press("Parcels<enter>");
        assert_eq!(program.text(VALUE), THREE_TASKS.replace("\"Orders\"", "\"Parcels\""));
        program.press("u");
        assert_eq!(program.text(VALUE), THREE_TASKS);
    }

    fn why_it_is_asked_is_one_key_away() {
        let mut program = on_canvas();
        program.hides(&["Why"]).press("i").shows(&["Why", "Poor"]).press("ii").hides(&["Poor"]);
    }

    /// A large screen uses its room: the question, what helps to answer it, and the note in focus with what it is
    /// related to stand beside the canvas, however that is shown; the same key takes them away.
    fn a_large_screen_shows_everything_beside_the_canvas() {
        let mut program = super::searching::workspace();
        program.resize(200, 60).press("g3.1");
        for mode in ["1", "2", "3"] {
            program.press(mode).shows(&["Which feature removes or eases which pain", "Why", "Good", "Poor", "because:"]);
            program.shows(&["3.1", "comes from 5.1 Customer Journey", "The address was wrong"]);
            program.press("ii").hides(&["because:"]).press("i").shows(&["because:"]);
        }
        // Between, the canvas has the room, and one key shows the rest.
        program.resize(120, 36).press("2").hides(&["Poor"]).press("i").shows(&["Poor", "comes from 5.1"]);
        program.resize(80, 24).shows(&["Why", "Good", "Poor"]).press("ii").hides(&["Poor"]);
        program.press("1").resize(40, 12).hides(&["Poor"]).press("i").shows(&["Why"]);
    }

    /// Steps of a journey have arrows between them, whichever way they are laid out.
    fn journey_steps_have_arrows_between_them() {
        let mut program = on_canvas();
        program.press("1").shows(&["1.1 ↓", "1.2 ↓"]).hides(&["1.3 ↓"]);
        program.press("2").shows(&["1.1 → ▎▸ Change"]).hides(&["1.3 →"]);
        program.press("3").shows(&[" → "]);
    }
}
