//! `init` and `new`.

use crate::support::{Place, files};

#[test]
fn init_makes_a_workspace_and_says_what_next() {
    let place = Place::empty();
    let out = place.ok(&["init", "--product", "Orders", "--style", "rest,event"]);
    for said in ["apiops/stationmaster.toml", "apiops/orders/product.toml", "stationmaster new"] {
        assert!(out.contains(said), "{out}");
    }
    let product = place.read("apiops/orders/product.toml");
    assert!(product.contains("name = \"Orders\"") && product.contains("styles = [\"rest\", \"event\"]"), "{product}");
    assert!(product.contains("cycle = \"api-productization-cycle\""), "{product}");
    assert_eq!(place.run(&["check", "--strict"]).code, Some(0));
    assert_eq!(place.run(&["fmt", "--check"]).code, Some(0));
}

#[test]
fn init_adds_a_product_and_overwrites_nothing() {
    let place = Place::empty();
    place.ok(&["init"]);
    assert!(place.has("apiops/parcels/product.toml"), "called after the folder");
    place.ok(&["init", "--product", "Order Events"]);
    assert!(place.has("apiops/order-events/product.toml"));
    let before = files(&place.inside);
    let err = place.refused(&["init", "--product", "Order Events"]);
    assert!(err.contains("apiops/order-events/product.toml"), "{err}");
    place.refused(&["init", "--product", "  "]);
    assert_eq!(before, files(&place.inside));
}

#[test]
fn init_works_from_below_and_speaks_a_language() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders", "--lang", "fi"]);
    assert!(place.read("apiops/stationmaster.toml").contains("language = \"fi\""));
    let ran = place.run_in("apiops/orders", &["init", "--product", "Billing"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(place.has("apiops/billing/product.toml"));
    assert!(place.ok(&["method", "canvases"]).contains("API-arvolupauskanvas"));
}

#[test]
fn new_writes_what_show_reads() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    for (arguments, path) in [
        (&["new", "api-value-proposition"][..], "apiops/orders/api-value-proposition.toml"),
        (&["new", "businessImpactCanvas", "--variant", "peak"], "apiops/orders/business-impact.peak.toml"),
        (&["new", "API Audit", "--profile", "read-only", "--title", "Orders, reading"], "apiops/orders/api-audit.toml"),
    ] {
        assert_eq!(place.ok(arguments), format!("{path}\n"));
        assert!(place.has(path));
    }
    assert!(place.read("apiops/orders/api-value-proposition.toml").contains("title = \"Orders\""));
    let audit = place.json(&["show", "api-audit", "--json"]);
    assert_eq!(audit["title"], "Orders, reading");
    assert!(place.read("apiops/orders/api-audit.toml").contains("profile = \"read-only\""));
    assert_eq!(place.json(&["show", "business-impact.peak", "--json"])["template"], "business-impact");
    assert_eq!(place.run(&["check", "--strict"]).code, Some(0));
    assert_eq!(place.run(&["fmt", "--check"]).code, Some(0));
}

#[test]
fn new_overwrites_only_by_force_and_keeps_the_old_file() {
    let place = Place::demo();
    let before = place.read("apiops/orders/business-impact.toml");
    let err = place.refused(&["new", "business-impact"]);
    assert!(err.contains("apiops/orders/business-impact.toml") && err.contains("--force"), "{err}");
    assert_eq!(before, place.read("apiops/orders/business-impact.toml"));
    let out = place.ok(&["new", "business-impact", "--force"]);
    let kept = out.lines().next().and_then(|line| line.rsplit(' ').next()).expect("a path");
    assert_eq!(std::fs::read_to_string(place.path(kept)).expect("kept"), before, "{out}");
    assert!(place.read("apiops/orders/business-impact.toml").len() < before.len());
    assert_eq!(place.json(&["list", "--json"])["products"][0]["files"].as_array().map(Vec::len), Some(10));
}

#[test]
fn the_product_is_asked_for_where_there_are_several() {
    let place = Place::empty();
    let err = place.refused(&["new", "api-audit"]);
    assert!(err.contains("stationmaster init"), "{err}");
    place.ok(&["init", "--product", "Orders"]);
    place.ok(&["init", "--product", "Billing"]);
    let err = place.refused(&["new", "api-audit"]);
    assert!(err.contains("billing, orders") && err.contains("--product"), "{err}");
    assert_eq!(place.run_in("apiops/billing", &["new", "api-audit"]).out, "api-audit.toml\n");
    place.ok(&["new", "api-audit", "--product", "orders"]);
    for path in ["../x", "a/b", "", ".", "Käse", "a.b"] {
        place.refused(&["new", "api-audit", "--product", "orders", "--variant", path]);
    }
}

/// Names in any script make folders of their own, and one can be chosen.
#[test]
fn every_name_gets_a_folder_of_its_own() {
    let place = Place::empty();
    for (arguments, folder) in [
        (&["init", "--product", "日本語"][..], "product"),
        (&["init", "--product", "東京"], "product-2"),
        (&["init", "--product", "İstanbul"], "istanbul"),
        (&["init", "--product", "Ｏrders"], "orders"),
        (&["init", "--product", "大阪", "--id", "osaka"], "osaka"),
    ] {
        place.ok(arguments);
        assert!(place.has(&format!("apiops/{folder}/product.toml")), "{arguments:?}");
    }
    place.refused(&["init", "--product", "日本語"]);
    assert!(place.refused(&["init", "--product", "Depot", "--id", "De Pot"]).contains("de-pot"));
    assert!(place.ok(&["list", "--product", "東京"]).contains("product-2"));
}

/// Names and titles do wherever ids do, and what is near is offered.
#[test]
fn names_are_taken_where_ids_are() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    place.ok(&["method", "new", "canvas", "Team Charter"]);
    assert!(place.has("apiops/method/team-charter.toml"));
    place.refused(&["method", "new", "canvas", "../charter"]);
    assert_eq!(place.run(&["gate", "API Design"]).code, Some(1));
    assert!(place.refused(&["gate", "API Desing"]).contains("api-design"));
    assert!(place.refused(&["new", "valueprop"]).contains("api-value-proposition"));
    assert!(place.ok(&["method", "stations", "api design"]).contains("API Design"));
    place.ok(&["new", "Customer Journey"]);
    place.ok(&["init", "--product", "Payments"]);
    place.ok(&["mv", "orders/customer-journey", "payments"]);
    assert!(place.has("apiops/payments/customer-journey.toml") && !place.has("apiops/orders/customer-journey.toml"));
    place.ok(&["mv", "payments/customer-journey", ".payments"]);
    assert!(place.has("apiops/payments/customer-journey.payments.toml"));
}
