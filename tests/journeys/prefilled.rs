//! What a field is filled in with is selected: the first letter takes its place.

use super::{journeys, on_canvas};
use crate::common::Program;

const AUDIT: &str = "orders/api-audit.toml";

journeys! {
    /// A letter, a paste and Backspace take the place of what stands in a field; a movement keeps it.
    fn the_first_letter_takes_the_place_of_what_stands() {
        let title = |keys: &str| {
            let mut program = on_canvas();
            program.press("T").press(keys).press("<enter>");
            let text = program.text(super::VALUE);
            text.split("title = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
        };
        assert_eq!(title("Parcels"), "Parcels");
        assert_eq!(title("<right> again"), "Orders again");
        assert_eq!(title("<end>!"), "Orders!");
        assert_eq!(title("<home>Our "), "Our Orders");
        assert_eq!(title("<left>X"), "OrderXs");
        assert_eq!(title("<backspace>New"), "New");
        assert_eq!(title("<delete>New"), "New");
        assert_eq!(title("Par<backspace>k"), "Pak");
        assert_eq!(title("<ctrl-w>New"), "New");
        // What was replaced by mistake comes back.
        assert_eq!(title("x<alt-u>"), "Orders");
        let mut program = on_canvas();
        program.press("T").paste("Parcels for all").press("<enter>");
        assert!(program.text(super::VALUE).contains("title = \"Parcels for all\""));
    }

    /// A first product is typed over the name of the folder.
    fn the_name_that_is_offered_is_typed_over() {
        let mut program = Program::nowhere();
        program.press("cOrders<enter>");
        assert!(program.text("orders/product.toml").contains("name = \"Orders\""));
    }

    /// The evidence that is offered gives way to what is typed; the evidence that stands is gone on with.
    fn an_offer_of_several_lines_gives_way_and_what_stands_does_not() {
        let audit = "format = 1\nchecklist = \"api-audit\"\nprofile = \"full-crud\"\ntitle = \"Orders\"\nstatus = \"draft\"\n\
                     version = 0\n\n[items.versioning-decided]\nverdict = \"pass\"\nby = \"RA\"\nevidence = [\"docs/old.md\"]\n";
        let mut program = Program::open(AUDIT, audit);
        program.press("<home>sp").shows(&["docs/old.md"]).press("docs/one.md<enter>");
        let text = program.text(AUDIT);
        assert!(text.contains("date = 2026-11-23\nevidence = [\"docs/one.md\"]"), "{text}");
        program.press("<end><up><up>e<tab><alt-enter>docs/two.md<enter>");
        let text = program.text(AUDIT);
        assert!(text.contains("evidence = [\n  \"docs/one.md\",\n  \"docs/two.md\",\n]"), "{text}");
    }
}
