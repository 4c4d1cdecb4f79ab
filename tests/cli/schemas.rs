//! `schema` through the real program.

use crate::support::Place;

/// Promise: every kind of file has a schema, and a named template's knows its sections or items.
#[test]
fn schemas_are_printed() {
    let place = Place::empty();
    for kind in ["canvas", "checklist", "product", "follow-up", "workspace"] {
        let schema = place.json(&["schema", kind]);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
    }
    let canvas = place.json(&["schema", "canvas", "api-value-proposition"]);
    assert!(canvas["properties"]["notes"]["properties"]["tasks"].is_object(), "{canvas}");
    let list = place.json(&["schema", "checklist", "api-audit"]);
    assert!(list["properties"]["items"]["properties"]["uses-https"].is_object(), "{list}");
    assert!(place.refused(&["schema", "canvs"]).contains("canvas"));
    assert!(place.refused(&["schema", "canvas", "api-value-propositoin"]).contains("api-value-proposition"));
    assert!(place.refused(&["schema", "canvas", "api-audit"]).contains("api-audit"));
    assert!(place.refused(&["schema", "product", "api-audit"]).contains("product"));
}

/// Promise: a new file names its schema only where that was asked for, and is in order with it.
#[test]
fn a_new_file_names_its_schema_where_asked() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    place.ok(&["new", "business-impact"]);
    assert!(!place.read("apiops/orders/business-impact.toml").contains('#'));
    place.ok(&["new", "api-value-proposition", "--schema", "../schemas/value.json"]);
    let file = place.read("apiops/orders/api-value-proposition.toml");
    assert!(file.starts_with("#:schema ../schemas/value.json\nformat = 1\n"), "{file}");
    place.ok(&["check"]);
    place.ok(&["fmt", "--check"]);
    assert!(place.refused(&["new", "api-audit", "--schema", "a\nb"]).contains("--schema"));
}

#[test]
fn a_schema_of_a_register_asks_which() {
    let err = Place::demo().refused(&["schema", "register"]);
    assert!(err.contains("Name the type of register after it: follow-up"), "{err}");
}
