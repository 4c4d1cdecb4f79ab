//! How people are named on notes and answers: the setting decides what is shown, the files keep what was written.

use stationmaster::app::config::{Settings, Source};

use super::{THREE_TASKS, VALUE, journeys};
use crate::common::{PRODUCT, Program};

const AUDIT: &str = "orders/api-audit.toml";
const EMPTY_AUDIT: &str =
    "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

/// The program with the setting, over a canvas with a note of Heidi van Virtanen and a product that names her part.
fn named(names: &str) -> Program {
    noted_by("Heidi van Virtanen", names)
}

/// The same with a note of somebody's.
fn noted_by(who: &str, names: &str) -> Program {
    let canvas = THREE_TASKS.replace("an order is\"\n", &format!("an order is\"\nby = \"{who}\"\n"));
    let product = format!("{PRODUCT}\n[team]\napi-designer = \"Heidi van Virtanen\"\n");
    let program = Program::over(&[
        ("stationmaster.toml", "format = 1\n"),
        ("orders/product.toml", &product),
        (VALUE, &canvas),
        (AUDIT, EMPTY_AUDIT),
    ]);
    let mut settings = Settings::default();
    settings.set("names", names, Source::User(1));
    let mut program = program.with_settings(settings);
    super::notes::open_by_name(&mut program, "API Value Proposition");
    program.press("g1.1");
    program
}

journeys! {
    fn people_are_named_as_the_setting_says() {
        named("full").shows(&["Heidi van Virtanen"]);
        named("initials").shows(&["HvV"]).hides(&["Virtanen"]);
        named("roles").shows(&["API Designer"]).hides(&["Virtanen"]);
        let mut program = named("initials");
        program.press("4").shows(&["HvV"]).press("1aAnother<esc>");
        assert!(program.text(VALUE).contains("by = \"Heidi van Virtanen\""), "{}", program.text(VALUE));
    }

    /// They are those that `workshop` writes.
    fn initials_are_made_one_way() {
        noted_by("Jean-Luc Picard", "initials").shows(&["JLP"]).hides(&["Picard"]);
        noted_by("Riikka", "initials").shows(&["RI"]).hides(&["Riikka"]);
    }

    /// The form says what the setting asks for.
    fn a_form_asks_for_the_name_the_setting_wants() {
        for (names, hint) in [("roles", "Your role"), ("initials", "Your initials"), ("full", "Your name")] {
            let mut program = named(names);
            program.press("q");
            super::notes::open_by_name(&mut program, "API Audit");
            program.press("e<tab><tab><tab>").shows(&[hint]);
        }
    }
}
