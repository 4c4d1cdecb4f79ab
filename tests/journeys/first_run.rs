//! From a folder without a workspace to a file that a colleague can review.

use super::journeys;
use crate::common::{PRODUCT, Program};

journeys! {
    fn from_an_empty_folder_to_a_file_worth_committing() {
        let mut program = Program::nowhere();
        program.shows(&["There is no workspace in /work"]);
        program.press("c").shows(&["Name of the first product"]);
        program.press("<ctrl-u>Orders<enter>").shows(&["Orders", "Strategy"]);
        assert_eq!(program.text("orders/product.toml"), PRODUCT);
        program.press("c").shows(&["Create which"]);
        program.choose("API Value Proposition").shows(&["Tasks", "saved"]);
        program.press("aSee where an order is<enter>Change the address\u{20}<esc>");
        program.shows(&["See where an order is", "Change the address", "saved"]);
        program.press("<tab>aOne status for all carriers<esc>");
        assert_eq!(
            program.text("orders/api-value-proposition.toml"),
            "format = 1\n\
             canvas = \"api-value-proposition\"\n\
             title = \"Orders\"\n\
             status = \"draft\"\n\
             version = 0\n\
             \n\
             [notes.tasks.000001]\n\
             text = \"See where an order is\"\n\
             \n\
             [notes.tasks.000002]\n\
             text = \"Change the address\"\n\
             \n\
             [notes.gain-enabling-features.000003]\n\
             text = \"One status for all carriers\"\n"
        );
        program.press("qq");
        assert!(program.has_quit);
    }

    fn the_welcome_offers_three_things_to_arrows_and_letters() {
        let mut program = Program::nowhere();
        program.press("<enter>").shows(&["Name of the first product"]).press("<esc>");
        program.press("j<enter>").shows(&["Strategy"]);
        assert!(program.disk.contains("orders/business-impact.toml"));
        let mut program = Program::nowhere();
        program.press("d").shows(&["Strategy"]);
        let mut program = Program::nowhere();
        program.press("<esc><esc>");
        assert!(!program.has_quit, "Esc never leaves");
        program.press("<end><enter>");
        assert!(program.has_quit);
        assert!(program.disk.paths().is_empty());
        let mut program = Program::nowhere();
        program.press("q");
        assert!(program.has_quit);
    }

    /// The folder of method files is no product's, however its name is written.
    fn a_product_whose_name_is_kept_gets_a_folder_of_its_own() {
        for name in ["Method", "METHOD", "ｍｅｔｈｏｄ", "mêthod"] {
            let mut program = Program::nowhere();
            program.press(&format!("c<ctrl-u>{name}<enter>")).shows(&["Strategy"]);
            assert_eq!(program.disk.paths(), ["method-product/product.toml", "stationmaster.toml"], "{name}");
        }
    }

    /// A name that is none is asked for again, and what was typed stays.
    fn a_product_needs_a_name() {
        let mut program = Program::nowhere();
        program.press("c<ctrl-u> <enter>").shows(&["needs a name"]);
        program.press("Parcels<enter>");
        assert!(program.text("parcels/product.toml").contains("name = \"Parcels\""));
    }

    /// The cycle is chosen where the workspace is created.
    fn the_first_product_goes_through_the_cycle_that_is_chosen() {
        let mut program = Program::nowhere();
        program.press("c<tab>").shows(&["API Productization Cycle", "1/4"]).press("<right><enter>");
        let file = program.disk.paths().into_iter().find(|path| path.ends_with("product.toml")).expect("a product");
        let text = program.text(&file);
        assert!(text.contains("cycle = \"") && !text.contains("api-productization-cycle"), "{text}");
    }

    fn a_document_that_is_there_is_not_offered_again() {
        let mut program = Program::over(&[("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT)]);
        let method = program.model.method();
        let templates = method.canvases().len() + method.checklists().len();
        for _ in 0..templates {
            program.press("c<enter>q");
        }
        assert_eq!(program.model.docs_of_product().count(), templates);
        program.press("c");
        assert!(program.said().contains("already exists"), "{}", program.said());
    }
}
