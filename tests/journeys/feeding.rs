//! What feeds a section: earlier notes taken over or related to, and the walk along relations from note to note.

use stationmaster::app::Size;

use super::{VALUE, journeys};
use crate::common::{PRODUCT, Program};
use stationmaster::workspace::Memory;

const JOURNEY_FILE: &str = "orders/customer-journey.courier.toml";
const JOURNEY: &str = "format = 1\ncanvas = \"customer-journey\"\ntitle = \"Courier\"\nstatus = \"draft\"\nversion = 0\n\n\
                       [notes.pains.k3f9aa]\ntext = \"The address was wrong\"\n\n\
                       [notes.pains.k3f9ab]\ntext = \"Nobody was at home\"\n\n\
                       [notes.pains.k3f9ac]\ntext = \"The shop calls support\"\nunder = \"k3f9ab\"\n";
const OTHER: &str = "format = 1\ncanvas = \"customer-journey\"\ntitle = \"Depot\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [notes.pains.zzzz01]\ntext = \"The ramp is blocked\"\n";
const EMPTY: &str =
    "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

fn workspace(value: &str, size: (u16, u16)) -> Program {
    let depot = PRODUCT.replace("Orders", "Depot");
    let files = [
        ("stationmaster.toml", "format = 1\n"),
        ("depot/product.toml", &depot),
        ("depot/customer-journey.toml", OTHER),
        ("orders/product.toml", PRODUCT),
        (JOURNEY_FILE, JOURNEY),
        (VALUE, value),
    ];
    let disk = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
    let mut program = Program::with(disk, Size { width: size.0, height: size.1 }, Some(VALUE));
    program.press("g3");
    program
}

fn note(program: &Program) -> String {
    let (state, _, canvas) = program.model.canvas().expect("a canvas in front");
    state.note.and_then(|id| canvas.note(id)).map(|note| note.text.clone()).unwrap_or_default()
}

journeys! {
    /// The empty section says what there is; the list shows number, text and canvas, this product's notes first; several
    /// are taken at once, and one undo takes all of it back.
    fn earlier_notes_are_taken_over_several_at_once() {
        let mut program = workspace(EMPTY, (100, 30));
        program.shows(&["R offers 4 earlier notes: Customer Journey (courier), Depot · Customer Journey"]);
        program.press("R").shows(&["Reuse earlier notes in Pain Relieving Features", "5.1 The address was wrong"]);
        let screen = program.screen();
        let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text} is missing:\n{screen}"));
        assert!(at("Nobody was at home") < at("The ramp is blocked"), "{screen}");
        program.press("<down>  <enter>");
        assert_eq!(program.notes(VALUE, "pain-relieving-features"), ["Nobody was at home", "  The shop calls support"]);
        let text = program.text(VALUE);
        assert!(text.contains("from = [\"customer-journey.courier#k3f9ab\"]"), "{text}");
        assert!(program.said().contains("2 notes taken over"), "{}", program.said());
        assert_eq!((program.depth(), note(&program)), (1, "Nobody was at home".to_owned()));
        program.press("u");
        assert_eq!(program.text(VALUE), EMPTY);
    }

    /// What was taken up already is marked, and the focus is on what was not.
    fn what_was_taken_over_is_marked_in_the_offer() {
        let mut program = workspace(EMPTY, (100, 30));
        program.press("R<enter>").press("R").shows(&["reused by 3.1"]).press("<enter>t");
        assert_eq!(program.notes(VALUE, "pain-relieving-features"), ["The address was wrong", "Nobody was at home"]);
        // Typing narrows the list; one more key marks while something is typed. Other products come last.
        program.press("Rramp<ctrl-t><ctrl-u>  <enter>").shows(&["3 earlier notes", "The ramp is blocked"]).press("<esc>");
        program.press("Rramp<enter>t");
        assert!(program.text(VALUE).contains("from = [\"depot/customer-journey#zzzz01\"]"), "{}", program.text(VALUE));
    }

    /// A note that is there can be related instead, as its section expects it: a feature relieves a pain.
    fn a_note_is_related_to_earlier_ones_instead() {
        let value = format!("{EMPTY}\n[notes.pain-relieving-features.w3k9ze]\ntext = \"No address twice\"\n");
        let mut program = workspace(&value, (100, 30));
        program.press("R<space><space><enter>").shows(&["take over 2", "relate 3.1 to them: relieves"]).press("r");
        let relieves = "relieves = [\"customer-journey.courier#k3f9aa\", \"customer-journey.courier#k3f9ab\"]";
        assert!(program.text(VALUE).contains(relieves), "{}", program.text(VALUE));
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(VALUE), value);
    }

    fn a_section_that_nothing_feeds_says_so() {
        let mut program = workspace(EMPTY, (100, 30));
        program.press("g4R");
        assert!(program.said().contains("builds on no earlier canvas"), "{}", program.said());
        program.press("g1R");
        assert!(program.said().contains("have no notes yet"), "{}", program.said());
        program.hides(&["R offers"]);
    }

    /// The chain of a note as a tree, both ways: pain, feature, product. Each line leads there, and the way back is kept.
    fn the_chain_is_walked_from_any_note() {
        let value = format!(
            "{EMPTY}\n[notes.pain-relieving-features.w3k9ze]\ntext = \"No address twice\"\n\
             relieves = [\"customer-journey.courier#k3f9aa\"]\n\n[notes.api-products.g5n2ra]\ntext = \"Orders API\"\n\
             realises = [\"api-value-proposition#w3k9ze\"]\n"
        );
        let mut program = workspace(&value, (110, 30));
        program.press("}").shows(&["Where 3.1 came from, and what builds on it", "relieves: The address was wrong"]);
        program.shows(&["this note: No address twice"]).shows(&["realised by: Orders API", "5.1 Customer Journey (courier)", "4.1 API Value Proposition"]);
        program.press("<up><enter>");
        assert_eq!(note(&program), "The address was wrong");
        // From the other end, the product stands below the feature.
        program.press("}").shows(&["  relieved by: No address twice", "    realised by: Orders API"]).press("<down><down><enter>");
        assert_eq!(note(&program), "Orders API");
        program.press("[[");
        assert_eq!(note(&program), "No address twice");
        program.press("g4}").shows(&["    relieves: The address was wrong"]).press("<esc>");
    }

    /// Where a note came from, and what builds on it, is seen without a key.
    fn both_ends_of_a_relation_show_it() {
        let mut program = workspace(EMPTY, (80, 24));
        // What says the same is not repeated.
        program.press("R<enter>").hides(&["↔"]).press("e and late<esc>");
        program.shows(&["↔ comes from: The address was wrong"]).press("3").shows(&["↔"]);
        program.press("1]").shows(&["The address was wrong", "↔ taken over by: The address was wrong and late"]);
        program.press("4").shows(&["taken over by 3.1 API Value Proposition"]);
    }

    /// Once its section is done, a note of which nothing was made, though others of it went on, has a quiet sign and words.
    fn a_loose_note_is_seen_in_its_section() {
        let mut program = workspace(EMPTY, (80, 24));
        program.press("R<enter>]").hides(&["◌"]).press("sd").shows(&["◌ loose: Pain without relief"]);
        assert_eq!(program.screen().matches('◌').count(), 1, "{}", program.screen());
        program.press("<down>4").shows(&["◌ loose: Pain without relief"]).press("<esc>2").shows(&["◌ 5.2"]);
        program.resize(200, 60).shows(&["Pain without relief"]);
        // Before anything was written further on, nothing is said.
        let mut early = workspace(EMPTY, (80, 24));
        early.press("/at home<enter>").hides(&["◌"]);
    }
}
