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
