//! More products: made with any name, shown at once, told apart.

use super::journeys;
use crate::common::{PRODUCT, Program};

fn one_product() -> Program {
    Program::over(&[("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT)])
}

/// Makes a product of a name, and gives back its folder.
fn made(program: &mut Program, name: &str) -> String {
    program.press("<ctrl-n>").shows(&["A new product"]).paste(name).press("<enter>").hides(&["A new product"]);
    program.model.current_product().map(|product| product.id.clone()).unwrap_or_default()
}

journeys! {
    /// A product is made and shown from any screen; its name can be in any script, and a folder follows from it.
    fn a_product_has_any_name() {
        let mut program = one_product();
        for (name, folder) in [
            ("Payments", "payments"), ("日本語", "product"), ("注文", "product-2"), ("İstanbul", "istanbul"),
            ("🚚 🚚", "product-3"), ("CON", "con-product"), ("method", "method-product"), ("Orders", "orders-2"),
        ] {
            assert_eq!(made(&mut program, name), folder, "{name}");
            let text = program.text(&format!("{folder}/product.toml"));
            assert!(text.contains(&format!("name = \"{name}\"")), "{text}");
            program.shows(&[name.split(' ').next().unwrap_or(name), "API Productization Cycle"]);
        }
        // Those of one name are told apart, and the list leads to each.
        program.press("P").shows(&["Orders (orders)", "Orders (orders-2)", "Payments"]).press("<esc>");
    }

    /// Esc leaves nothing behind, wherever it is pressed; a name is needed.
    fn nothing_is_made_before_it_is_meant() {
        let mut program = one_product();
        program.press("<ctrl-n>").press("Payments<tab>pay<esc>").hides(&["A new product"]);
        assert!(!program.disk.contains("payments/product.toml") && !program.disk.contains("pay/product.toml"));
        program.press("<ctrl-n><enter>").shows(&["needs a name"]).press("<esc>");
        Program::nowhere().press("<ctrl-n>").shows(&["no workspace yet"]);
    }

    /// A folder can be chosen; where it is taken, or cannot be one, the next that is free is offered, and Enter takes it.
    fn a_folder_that_is_taken_offers_the_next() {
        let mut program = one_product();
        program.press("<ctrl-n>").press("Payments<tab>orders<enter>").shows(&["There is already a product orders", "orders-2"]);
        program.press("<enter>");
        assert!(program.text("orders-2/product.toml").contains("name = \"Payments\""));
        program.press("<ctrl-n>").press("Returns<tab>Our Returns<enter>").shows(&["is not a valid folder name", "our-returns"]);
        program.press("back<enter>");
        assert!(program.text("back/product.toml").contains("name = \"Returns\""));
        program.press("<ctrl-n>").press("Method<tab>method<enter>").shows(&["method-product"]).press("<enter>");
        assert!(program.text("method-product/product.toml").contains("name = \"Method\""));
    }
}
