//! `list`, `show` and `method`: the documents that programs read.

use serde_json::Value;

use crate::support::{Place, keys, set};

const NOTE: &str = "id number text kind color under by basis source question from serves relieves realises see";
const HEAD: &str = "path stem state template kind title status version changed_since_version git review_overdue";

#[test]
fn list_has_the_promised_shape() {
    let place = Place::demo();
    let list = place.json(&["list", "--json"]);
    assert_eq!(keys(&list), set("workspace products sessions"));
    let workspace = list["workspace"].as_str().expect("a path");
    assert!(std::path::Path::new(workspace).is_absolute() && workspace.ends_with("apiops"));
    let product = &list["products"][0];
    assert_eq!(keys(product), set("id name cycle styles files"));
    assert_eq!((&product["id"], &product["name"]), (&"orders".into(), &"Orders".into()));
    for file in product["files"].as_array().expect("files") {
        let shape = "path stem template kind title status version notes sections_filled sections_total questions \
                     assumptions git changed_since_version review_overdue";
        assert_eq!(keys(file), set(shape));
        assert!(file["path"].as_str().is_some_and(|path| path.starts_with("orders/")));
    }
    let human = place.ok(&["list"]);
    assert!(human.contains("orders/api-value-proposition.toml") && human.contains("Orders"), "{human}");
}

#[test]
fn show_has_the_promised_shape() {
    let place = Place::demo();
    let canvas = place.json(&["show", "api-value-proposition", "--json"]);
    assert_eq!(keys(&canvas), set(&format!("{HEAD} sections")));
    assert_eq!((&canvas["state"], &canvas["kind"]), (&"valid".into(), &"canvas".into()));
    let sections = canvas["sections"].as_array().expect("sections");
    let ids: Vec<&str> = sections.iter().filter_map(|section| section["id"].as_str()).collect();
    assert_eq!(ids, ["tasks", "gain-enabling-features", "pain-relieving-features", "api-products"]);
    for (at, section) in sections.iter().enumerate() {
        assert_eq!(keys(section), set("id title state reason notes"));
        for (place, note) in section["notes"].as_array().expect("notes").iter().enumerate() {
            assert_eq!(keys(note), set(NOTE));
            assert_eq!(note["number"], format!("{}.{}", at + 1, place + 1));
            assert!(note["kind"].is_string() && note["see"].is_array());
        }
    }
    assert_eq!(sections[0]["notes"][0]["kind"], "task", "the kind of the section");
    assert_eq!(sections[0]["notes"][1]["kind"], "negative", "a kind of its own");
    assert_eq!(sections[3]["state"], "gap");

    let list = place.json(&["show", "api-audit", "--json"]);
    assert_eq!(keys(&list), set(&format!("{HEAD} stages items")));
    assert_eq!(keys(&list["stages"][0]), set("id title description"));
    let items = list["items"].as_array().expect("items");
    assert_eq!(items.len(), 46);
    for item in items {
        assert_eq!(keys(item), set("id stage text verdict by date evidence reason waiver computed"));
    }
    let waiver = items.iter().find(|item| item["waiver"].is_object());
    if let Some(item) = waiver {
        assert_eq!(keys(&item["waiver"]), set("reason requested_by approved_by until"));
    }
}

#[test]
fn a_file_is_found_by_path_stem_or_product_and_never_guessed() {
    let place = Place::demo();
    let by_stem = place.ok(&["show", "api-audit"]);
    for word in
        ["apiops/orders/api-audit.toml", "orders/api-audit.toml", "orders/api-audit", "./apiops/orders/api-audit.toml"]
    {
        assert_eq!(by_stem, place.ok(&["show", word]), "{word}");
    }
    assert_eq!(by_stem, place.run_in("apiops/orders", &["show", "api-audit.toml"]).out);
    let full = place.path("apiops/orders/api-audit.toml").to_string_lossy().into_owned();
    assert_eq!(by_stem, crate::support::Ran::of(place.command(&["show", &full]).current_dir("/")).out);
    place.write(
        "apiops/billing/product.toml",
        "format = 1\nname = \"Billing\"\ncycle = \"api-productization-cycle\"\nstyles = []\n",
    );
    place.ok(&["new", "api-audit", "--product", "billing"]);
    let err = place.refused(&["show", "api-audit"]);
    assert!(err.contains("billing/api-audit.toml") && err.contains("orders/api-audit.toml"), "{err}");
    assert_eq!(place.json(&["show", "api-audit", "--product", "billing", "--json"])["title"], "Billing");
    place.refused(&["show", "product.toml", "--product", "billing"]);
    place.refused(&["show", "../../etc/passwd"]);
}

#[test]
fn changes_since_a_published_version_are_told() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    place.ok(&["new", "api-value-proposition"]);
    let path = "apiops/orders/api-value-proposition.toml";
    let show =
        |place: &Place| place.json(&["show", "api-value-proposition", "--json"])["changed_since_version"].clone();
    assert_eq!(show(&place), Value::Bool(false));
    let published = place.read(path).replace("version = 0", "version = 1");
    place.write(path, &published);
    assert_eq!(show(&place), Value::Null, "the published file is not there");
    place.write("apiops/orders/versions/api-value-proposition@1.toml", &published);
    assert_eq!(show(&place), Value::Bool(false));
    place.write(path, published + "\n[notes.tasks.t7qm4k]\ntext = \"New\"\n");
    assert_eq!(show(&place), Value::Bool(true));
    assert!(place.ok(&["show", "api-value-proposition"]).contains("changed since"));
    assert_eq!(place.json(&["show", "api-value-proposition@1", "--json"])["changed_since_version"], false);
}

#[test]
fn an_invalid_file_is_named_and_the_rest_is_listed() {
    let place = Place::demo();
    place.write("apiops/orders/business-impact.toml", "format = 1\ncanvas = \"business-impact\n");
    let ran = place.run(&["list", "--json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("orders/business-impact.toml:2:"), "{}", ran.err);
    let list: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(list["products"][0]["files"].as_array().map(Vec::len), Some(9));
    // A document that cannot be read is none that is not there yet.
    let alone = Place::orders();
    alone.write("apiops/orders/api-value-proposition.toml", "format = 1\ncanvas = \"business-impact\n");
    let ran = alone.run(&["list"]);
    assert!(ran.err.contains("orders/api-value-proposition.toml:2:"), "{}", ran.err);
    assert!(!ran.out.contains("no canvas or checklist"), "{}", ran.out);
    for arguments in [&["show", "business-impact"][..], &["show", "business-impact", "--json"]] {
        let err = place.refused(arguments);
        assert!(err.contains("orders/business-impact.toml:2:"), "{err}");
    }
}

#[test]
fn a_section_the_template_does_not_have_comes_last() {
    let place = Place::demo();
    let path = "apiops/orders/business-impact.toml";
    place.write(path, place.read(path) + "\n[notes.old-ideas.zzzzz1]\ntext = \"Kept\"\n");
    let shown = place.json(&["show", "business-impact", "--json"]);
    let last = shown["sections"].as_array().and_then(|sections| sections.last()).expect("a section");
    assert_eq!((&last["id"], &last["notes"][0]["number"]), (&"old-ideas".into(), &"9.1".into()));
    assert!(place.ok(&["show", "business-impact"]).contains("old-ideas"));
}

#[test]
fn method_has_the_promised_shape() {
    let place = Place::empty();
    let canvases = place.json(&["method", "canvases", "--json"]);
    for canvas in canvases.as_array().expect("a list") {
        assert_eq!(
            keys(canvas),
            set("id official_id title purpose how_to_use columns rows license authors sections recipe")
        );
        for section in canvas["sections"].as_array().expect("sections") {
            let shape = "id official_id title question why good_example poor_example poor_because minutes fill_order \
                         column row column_span row_span highlight journey_steps default_kind";
            assert_eq!(keys(section), set(shape));
            assert!(section["highlight"].is_boolean() && section["journey_steps"].is_boolean());
            assert!(section["column"].is_u64() || section["column"].as_f64().is_some_and(|at| at.fract() != 0.0));
        }
    }
    let lists = place.json(&["method", "checklists", "--json"]);
    let audit = &lists[0];
    assert_eq!(keys(audit), set("id official_id title purpose license authors profiles stages items guidelines"));
    assert_eq!(audit["items"].as_array().map(Vec::len), Some(46));
    for item in audit["items"].as_array().expect("items") {
        assert_eq!(keys(item), set("id stage text how evidence profiles automation stations guidelines resources"));
    }
    let guidelines = audit["guidelines"].as_array().expect("guidelines");
    assert_eq!((keys(&guidelines[0]), guidelines.len()), (set("id priority category text"), 42));
    let one = place.json(&["method", "canvases", "business-impact", "--json"]);
    assert_eq!(one.as_array().map(Vec::len), Some(1));
    assert!(place.ok(&["method", "canvases", "business-impact"]).contains("Business Impact Canvas"));
    for list in
        ["ways", "agendas", "cycles", "stations", "lines", "guides", "stakeholders", "people", "criteria", "resources"]
    {
        let entries = place.json(&["method", list, "--json"]);
        let id = entries[0]["id"].as_str().expect("an id").to_owned();
        assert!(!place.ok(&["method", list, &id]).is_empty() && !place.ok(&["method", list]).is_empty());
    }
    assert!(place.ok(&["method"]).contains("canvases"));
}

#[test]
fn cycles_and_the_network_have_the_promised_shape() {
    let place = Place::empty();
    let cycles = place.json(&["method", "cycles", "--json"]);
    let cycles = cycles.as_array().expect("a list");
    assert_eq!(cycles.len(), 4);
    for cycle in cycles {
        assert_eq!(keys(cycle), set("id title entry_criteria exit_criteria stations"));
        let stations = cycle["stations"].as_array().expect("stations");
        for (at, station) in stations.iter().enumerate() {
            let shape = "id title description entry_criteria exit_criteria resources lead core consulted answer_owner";
            assert_eq!(keys(station), set(shape));
            let after = stations.get(at + 1).map_or(&cycle["exit_criteria"], |next| &next["entry_criteria"]);
            assert_eq!(&station["exit_criteria"], after);
        }
    }
    let stations = place.json(&["method", "stations", "--json"]);
    assert_eq!(stations.as_array().map(Vec::len), Some(33));
    let shape = "id group order title description lifecycle_stage evidence_tags resources lines cycles";
    assert_eq!(keys(&stations[0]), set(shape));
    assert_eq!(stations[0]["lines"].as_array().map(Vec::len), Some(3));
    assert_eq!(stations[0]["cycles"].as_array().map(Vec::len), Some(4));
    let lines = place.json(&["method", "lines", "--json"]);
    assert_eq!(lines.as_array().map(Vec::len), Some(6));
    assert_eq!(keys(&lines[0]), set("id title color order description stations"));
    let guides = place.json(&["method", "guides", "--json"]);
    assert_eq!(guides.as_array().map(Vec::len), Some(67));
    assert_eq!(keys(&guides[0]), set("id category title purpose when steps result traps tips canvases criteria"));
}

#[test]
fn a_newer_file_is_shown_as_far_as_it_can_be() {
    let place = Place::demo();
    let path = "apiops/orders/business-impact.toml";
    place.write(
        path,
        place.read(path).replace("format = 1", "format = 7").replace("version = 0", "version = 0\nmood = 3"),
    );
    let ran = place.run(&["show", "business-impact"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("format 7"), "{}", ran.err);
    assert_eq!(place.json(&["show", "business-impact", "--json"])["state"], "newer");
    assert_eq!(place.json(&["list", "--json"])["products"][0]["files"].as_array().map(Vec::len), Some(10));
}

#[test]
fn quiet_leaves_out_hints_and_verbose_says_which_workspace() {
    let place = Place::demo();
    assert_eq!(place.run(&["check", "-q"]).err, "");
    assert!(place.run(&["list", "-v"]).err.contains("apiops"));
    assert_eq!(place.run(&["new", "api-value-proposition", "--variant", "x", "--quiet"]).err, "");
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let place = Place::demo();
    for arguments in [&["list"][..], &["list", "--json"], &["show", "api-audit"], &["check"], &["method"]] {
        let run = |locale: &str| {
            let mut command = place.command(arguments);
            let output = command.env("LC_ALL", locale).env("LANG", locale).output().expect("ran");
            (output.status.code(), output.stdout)
        };
        assert_eq!(run("C"), run("fi_FI.UTF-8"), "{arguments:?}");
    }
}
