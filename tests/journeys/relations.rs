//! Relations: made from a list, followed both ways and back, seen with their text, fixed where they lead nowhere.

use super::searching::workspace;
use super::{VALUE, journeys};
use crate::common::Program;

const JOURNEY: &str = "orders/customer-journey.toml";

fn file(program: &Program) -> &str {
    program.model.screen().file().unwrap_or_default()
}

/// The text of the note in focus.
fn note(program: &Program) -> String {
    let (state, _, canvas) = program.model.canvas().expect("a canvas in front");
    state.note.and_then(|id| canvas.note(id)).map(|note| note.text.clone()).unwrap_or_default()
}

journeys! {
    fn a_note_is_related_to_one_picked_from_a_list() {
        let mut program = workspace();
        program.press("r").shows(&["Relate 1.1 to which note?", "1.2", "Änderung der Adresse", "Customer Journey"]);
        program.hides(&["An address elsewhere"]).press("adr was wrong").press("<ctrl-u>addr wrong<enter>");
        // Nothing else makes sense between a task and a pain.
        assert!(program.text(VALUE).contains("see = [\"customer-journey#k3f9aa\"]"), "{}", program.text(VALUE));
        assert!(program.said().starts_with("see 5.1 Customer Journey"), "{}", program.said());
        program.shows(&["↔ see: The address was wrong"]).press("u");
        assert!(!program.text(VALUE).contains("see = "));
    }

    /// Of the relations only those are offered that make sense between the two sections, the likeliest first, whichever of
    /// the two notes names the other.
    fn only_relations_that_make_sense_are_offered() {
        let pain = "format = 1\ncanvas = \"customer-journey\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                    [notes.pains.k3f9aa]\ntext = \"The address was wrong\"\n";
        let value = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n\n\
                     [notes.gain-enabling-features.g5n2ra]\ntext = \"One status\"\n\n\
                     [notes.pain-relieving-features.p5n2ra]\ntext = \"Check the address\"\n";
        let files = [
            ("stationmaster.toml", "format = 1\n"), ("orders/product.toml", crate::common::PRODUCT),
            (VALUE, value), (JOURNEY, pain),
        ];
        let mut program = Program::over(&files);
        super::notes::open_by_name(&mut program, "API Value Proposition");
        // What has to do with the section stands first.
        program.press("g3.1r<enter>").shows(&["How is 3.1 related to 5.1", "Check the address", "The address was wrong", "relieves: removes or eases"]);
        program.hides(&["serves", "realises"]).press("<enter>");
        assert!(program.text(VALUE).contains("relieves = [\"customer-journey#k3f9aa\"]"), "{}", program.text(VALUE));
        program.press("u");
        // From the other end it is the same relation.
        program.press("]").press("q");
        super::notes::open_by_name(&mut program, "Customer Journey");
        program.press("g5.1r").press("check<enter>").shows(&["relieved by"]).press("<enter>");
        assert!(program.text(VALUE).contains("relieves = [\"customer-journey#k3f9aa\"]"), "{}", program.text(VALUE));
        // What is there already is changed in the same place.
        program.press("r").press("check<enter>").shows(&["remove the relation", "go there"]).press("r");
        assert!(!program.text(VALUE).contains("relieves"), "{}", program.text(VALUE));
    }

    /// A relation to a note that says the same repeats no text.
    fn what_says_the_same_is_not_repeated() {
        let journey = "format = 1\ncanvas = \"customer-journey\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                       [notes.pains.k3f9aa]\ntext = \"The address was wrong\"\n";
        let value = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [notes.tasks.t7qm4k]\nfrom = [\"customer-journey#k3f9aa\"]\ntext = \"The address was  wrong\"\n\n\
                     [notes.tasks.t7qm4m]\nfrom = [\"customer-journey#k3f9aa\"]\ntext = \"See it\"\n";
        let mut program = Program::over(&[
            ("stationmaster.toml", "format = 1\n"), ("orders/product.toml", crate::common::PRODUCT),
            (VALUE, value), (JOURNEY, journey),
        ]);
        super::notes::open_by_name(&mut program, "API Value Proposition");
        program.press("g1.1");
        assert_eq!(program.screen().matches('↔').count(), 1, "{}", program.screen());
    }

    /// Of a note nothing was made of it is only said once the team calls a section done, and in words.
    fn loose_ends_are_said_once_a_section_is_done() {
        let value = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [notes.gain-enabling-features.g5n2ra]\ntext = \"One status\"\n\n\
                     [notes.api-products.p5n2ra]\ntext = \"Orders API\"\n";
        let mut program = Program::open(VALUE, value);
        program.press("g2.1").hides(&["◌", "loose"]).press("2").hides(&["◌"]).press("1");
        program.press("sd").shows(&["◌ loose: Feature without a product"]).press("2").shows(&["◌"]).press("1u");
        program.hides(&["◌"]).press("g4.1sdg2.1").shows(&["◌ loose: "]);
    }

    /// One key further lie the notes of the other products.
    fn notes_of_other_products_are_one_key_away() {
        let mut program = workspace();
        program.press("r<tab>elsewhere").shows(&["Depot"]).press("<enter>");
        assert!(program.text(VALUE).contains("see = [\"depot/domain#zzzz01\"]"), "{}", program.text(VALUE));
        program.press("]");
        assert_eq!(file(&program), "depot/domain.toml");
        assert_eq!(program.model.current_product().map(|product| product.id.as_str()), Some("depot"));
        program.press("[");
        assert_eq!((file(&program), note(&program)), (VALUE, "See where an order is".to_owned()));
    }

    /// The same key goes to what a note refers to and to what refers to it.
    fn relations_are_followed_both_ways_and_back() {
        let mut program = workspace();
        program.press("g3.1]");
        assert_eq!((file(&program), note(&program)), ("orders/customer-journey.toml", "The address was wrong".to_owned()));
        program.press("]");
        assert_eq!((file(&program), note(&program)), (VALUE, "No address twice".to_owned()));
        program.press("<backspace>");
        assert_eq!(file(&program), "orders/customer-journey.toml");
        program.press("[");
        assert_eq!(note(&program), "No address twice");
        program.press("r").press("order is<enter>").press("]").shows(&["Go to which note?", "See where"]);
        program.press("order<enter>");
        assert_eq!(note(&program), "See where an order is");
        program.press("g1.2]");
        assert!(program.said().contains("not related"), "{}", program.said());
    }

    fn several_notes_are_related_at_once() {
        let mut program = workspace();
        program.press("  r").paste("addr wrong").press("<enter>");
        assert_eq!(program.text(VALUE).matches("see = [\"customer-journey#k3f9aa\"]").count(), 2);
        assert_eq!(program.depth(), 1);
    }

    /// A note that is gone leaves relations behind that lead nowhere: that is seen, and fixed or removed.
    fn broken_relations_are_seen_mended_and_removed() {
        let mut program = workspace();
        program.press("g3.1]d[").shows(&["✗ broken reference"]);
        program.press("]");
        assert!(program.said().contains("is broken"), "{}", program.said());
        program.press("r").shows(&["comes from", "choose another note"]).press("oorder is<enter>");
        let fixed = "from = [\"api-value-proposition#t7qm4k\"]";
        assert!(program.text(VALUE).contains(fixed), "{}", program.text(VALUE));
        program.shows(&["↔ comes from: See where an order is"]).press("r").press("order is<enter>r");
        assert!(!program.text(VALUE).contains("from = "), "{}", program.text(VALUE));
        program.press("ur").press("order is<enter>g");
        assert_eq!(note(&program), "See where an order is");
    }

    /// Both ends are seen with their texts where there is room.
    fn a_note_large_shows_everything_that_is_said_of_it() {
        let mut program = workspace();
        program.press("4").shows(&["observed", "interview-7"]).press("<down>");
        program.shows(&["Who may change it?"]).press("<esc>1g3.14").shows(&["comes from", "The address was wrong"]);
        program.press("]").shows(&["taken over by", "No address twice"]);
        program.press("[1").resize(130, 40).shows(&["Why", "comes from 5.1 Customer Journey"]);
    }

    /// With a selection, one note at a time goes through what is selected, wherever it stands.
    fn the_selection_is_gone_through_one_by_one() {
        let mut program = workspace();
        program.press("g1.2 g3.1 g1.14");
        assert_eq!(note(&program), "Änderung der Adresse");
        program.press("<down>");
        assert_eq!(note(&program), "No address twice");
        program.press("<down><up>");
        assert_eq!(note(&program), "Änderung der Adresse");
        program.press("<esc>");
        assert_eq!(program.model.canvas_state().map(|state| state.selection.len()), Some(2), "Esc leaves one thing");
    }
}
