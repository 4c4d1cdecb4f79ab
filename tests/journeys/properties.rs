//! The properties of a document: one form, from every screen.

use super::{THREE_TASKS, VALUE, journeys};
use crate::common::Program;

const JOURNEY: &str = "orders/customer-journey.toml";

fn two_documents() -> Program {
    let journey =
        "format = 1\ncanvas = \"customer-journey\"\ntitle = \"Orders again\"\nstatus = \"draft\"\nversion = 0\n";
    let mut program = Program::over(&[
        ("stationmaster.toml", "format = 1\n"),
        ("orders/product.toml", crate::common::PRODUCT),
        (VALUE, THREE_TASKS),
        (JOURNEY, journey),
    ]);
    super::notes::open_by_name(&mut program, "API Value Proposition");
    program
}

journeys! {
    fn title_status_owner_day_and_successor_are_one_form_and_one_step() {
        let mut program = two_documents();
        let before = program.text(VALUE);
        program.press("<alt-p>").shows(&["Properties of", "Status", "Owner", "Review by", "Replaced by"]);
        program.press("<ctrl-u>Orders for parcels<tab><right><tab>API product owner<tab>2027-02-01<tab>orders again<enter>");
        program.shows(&["properties changed"]);
        for line in [
            "title = \"Orders for parcels\"",
            "status = \"proposed\"",
            "owner = \"API product owner\"",
            "review_by = 2027-02-01",
            "superseded_by = \"customer-journey\"",
        ] {
            assert!(program.text(VALUE).contains(line), "{line}: {}", program.text(VALUE));
        }
        program.press("u");
        assert_eq!(program.text(VALUE), before);
    }

    fn what_cannot_be_is_said_at_its_field_and_nothing_is_lost() {
        let mut program = two_documents();
        program.press("<alt-p><tab><tab><tab>soon<enter>").shows(&["soon is not a date"]);
        program.press("<ctrl-u><tab>customer-jurney<enter>").shows(&["there is customer-journey"]);
        program.press("<ctrl-u>billing<enter>").shows(&["no document called billing here"]);
        program.press("<esc>").hides(&["Properties of"]);
    }

    fn at_a_station_they_are_those_of_the_document_in_focus() {
        let mut program = two_documents();
        program.press("qi<tab>");
        for _ in 0..12 {
            program.press("<alt-p>");
            if program.screen().contains("Properties of") {
                break;
            }
            program.press("<down>");
        }
        program.shows(&["Properties of"]).press("<esc>");
    }

    fn on_the_map_they_are_those_of_the_document_in_focus() {
        let mut program = two_documents();
        program.press("q").press("<alt-p>").shows(&["Properties of"]).press("<esc>");
    }
}
