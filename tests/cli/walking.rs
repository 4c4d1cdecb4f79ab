//! `start` and `gate`: answers, rounds and what they come to.

use serde_json::{Value, json};

use crate::support::{Place, keys, set};

const CYCLE: &str = "api-productization-cycle";

fn place() -> Place {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders", "--style", "undecided", "--today", "2026-11-23"]);
    place
}

fn criteria(place: &Place, stations: usize) -> Vec<String> {
    let cycle = &place.json(&["method", "cycles", CYCLE, "--json"])[0];
    let stations = cycle["stations"].as_array().expect("stations")[..stations].iter();
    let ids = stations.flat_map(|station| station["entry_criteria"].as_array().expect("ids"));
    let mut ids: Vec<String> = ids.map(|id| id.as_str().expect("an id").to_owned()).collect();
    ids.sort();
    ids.dedup();
    ids
}

fn answer(place: &Place, ids: &[String], word: &str) -> Value {
    let answers: Vec<String> = ids.iter().map(|id| format!("{id}={word}")).collect();
    let mut arguments = vec!["start", "--json", "--today", "2026-11-23", "--by", "API product owner"];
    for answer in &answers {
        arguments.extend(["--answer", answer]);
    }
    place.json(&arguments)
}

#[test]
fn answers_lead_to_a_station_and_stay_in_the_file() {
    let place = place();
    let nothing = place.json(&["start", "--json"]);
    assert_eq!(keys(&nothing), set("cycle recommended because if_unsure_were_met stations"));
    assert_eq!(keys(&nothing["stations"][0]), set("id title met contradicted unmet unsure"));
    assert_eq!(nothing["recommended"], json!("api-product-strategy"));
    assert_eq!(nothing["if_unsure_were_met"], json!("monitoring-and-improving"));

    let start = answer(&place, &criteria(&place, 3), "yes");
    assert_eq!(start["recommended"], json!("api-design"));
    let start = answer(&place, &["design-reflects-business-value".to_owned()], "no");
    assert_eq!(start["if_unsure_were_met"], json!("api-design"));
    assert_eq!(start["stations"][3]["unmet"], json!(["design-reflects-business-value"]));
    let file = place.read("apiops/orders/product.toml");
    let block =
        "[criteria.design-reflects-business-value]\nanswer = \"no\"\nby = \"API product owner\"\ndate = 2026-11-23\n";
    assert!(file.contains(block), "{file}");
    assert!(place.ok(&["start"]).contains("> 4 API Design"));
    assert_eq!(place.run(&["check"]).code, Some(0));
    assert_eq!(place.run(&["fmt", "--check"]).code, Some(0));

    let all = answer(&place, &criteria(&place, 8), "yes");
    assert_eq!(all["recommended"], json!("monitoring-and-improving"));
}

#[test]
fn an_answer_changes_its_own_block_only() {
    let place = place();
    place.ok(&["start", "--answer", "business-goals-defined=unsure", "--note", "Ask finance", "--today", "2026-11-20"]);
    let path = "apiops/orders/product.toml";
    let before = format!("# ours\n{}", place.read(path));
    place.write(path, &before);
    let yes =
        ["start", "--answer", "business-goals-defined=yes", "--evidence", "docs/goals.md", "--today", "2026-11-23"];
    place.ok(&yes);
    let wanted = before
        .replace("answer = \"unsure\"", "answer = \"yes\"")
        .replace("date = 2026-11-20\n", "date = 2026-11-23\nevidence = [\"docs/goals.md\"]\n");
    assert_eq!(place.read(path), wanted);
}

#[test]
fn a_bad_answer_names_what_would_be_right() {
    let place = place();
    for (arguments, said) in [
        (&["start", "--answer", "business-goals-define=yes"][..], "business-goals-defined"),
        (&["start", "--answer", "business-goals-defined=maybe"], "unsure"),
        (&["start", "--answer", "business-goals-defined"], "="),
        (&["start", "--by", "Ana"], "--answer"),
        (&["start", "--close-round", "improve"], "--reason"),
        (&["start", "--close-round", "improvee", "--reason", "x"], "improve"),
        (&["gate", "api-publish"], "api-publishing"),
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?} {ran:?}");
        assert!(ran.err.contains(said), "{arguments:?} {ran:?}");
    }
}

#[test]
fn a_round_ends_with_a_verdict_and_the_next_begins_where_it_asks_for() {
    let place = place();
    answer(&place, &criteria(&place, 8), "yes");
    let close = |verdict: &str| {
        place.json(&["start", "--close-round", verdict, "--reason", "As planned", "--json", "--today", "2026-12-01"])
    };
    assert_eq!(close("restrict")["recommended"], json!("api-platform-architecture"));
    let file = place.read("apiops/orders/product.toml");
    assert!(file.contains("verdict = \"restrict\"\nreason = \"As planned\"\ndate = 2026-12-01\n"), "{file}");
    assert!(
        file.contains(".criteria.business-goals-defined]\nanswer = \"yes\"") && !file.contains("\n[criteria."),
        "{file}"
    );
    assert_eq!(place.run(&["check"]).code, Some(0));
    assert_eq!(place.run(&["fmt", "--check"]).code, Some(0));
    assert!(place.ok(&["start"]).contains("round 2"));
    let again = answer(&place, &["api-reusability".to_owned()], "no");
    assert_eq!(again["stations"][2]["unmet"], json!(["api-reusability"]));

    let paused = close("pause");
    assert_eq!((&paused["recommended"], &paused["if_unsure_were_met"]), (&Value::Null, &Value::Null));
    assert_eq!(close("improve")["recommended"], json!("api-consumer-experience"));
    let file = place.read("apiops/orders/product.toml");
    assert!(file.contains("number = 3\n") && file.matches("[rounds.").count() > 3, "{file}");
    assert_eq!(place.run(&["check"]).code, Some(0));

    place.write("apiops/orders/product.toml", file.replace("number = 3", "number = 1"));
    let found = place.run(&["check", "--json"]);
    assert!(found.out.contains("duplicate-round"), "{found:?}");
}

#[test]
fn the_gate_holds_answers_against_the_checklists() {
    let place = place();
    let closed = place.run(&["gate", "api-product-strategy", "--json"]);
    assert_eq!(closed.code, Some(1));
    let closed: Value = serde_json::from_str(&closed.out).expect("JSON");
    assert_eq!(keys(&closed), set("product cycle station open met unmet unsure contradicted"));
    assert_eq!(closed["unsure"].as_array().map(Vec::len), Some(4));
    answer(&place, &criteria(&place, 1), "yes");
    assert_eq!(place.run(&["gate", "api-product-strategy"]).code, Some(0));
    place.ok(&["new", "api-audit"]);
    let path = "apiops/orders/api-audit.toml";
    let item = "\n[items.based-on-clear-business-needs]\nverdict = \"gap\"\n";
    place.write(path, format!("{}{item}", place.read(path)));
    let held = place.run(&["gate", "api-product-strategy"]);
    assert_eq!(held.code, Some(1), "{held:?}");
    assert!(held.out.contains("orders/api-audit.toml says gap: 1 "), "{held:?}");
    assert!(held.out.contains(" (based-on-clear-business-needs)\n"), "{held:?}");
}

#[test]
fn the_next_step_stands_under_the_list() {
    let place = place();
    assert!(place.ok(&["list"]).contains("Next: Create Customer Journey"));
    place.ok(&["new", "customer-journey"]);
    assert!(place.ok(&["list"]).contains("Next: Fill in Persona in customer-journey"));
    assert!(!place.ok(&["list", "--json"]).contains("Persona"));
}

#[test]
fn a_teams_own_canvas_is_written_checked_and_used() {
    let place = place();
    place.ok(&["method", "new", "canvas", "risks"]);
    let path = "apiops/method/risks.toml";
    place.write(path, place.read(path).replace("\"<", "\"").replace(">\"", "\""));
    assert!(place.ok(&["method", "check", path]).contains("can be used"));
    assert!(place.ok(&["method", "canvases"]).contains("your own"));
    place.ok(&["new", "risks"]);
    assert!(place.ok(&["list"]).contains("orders/risks.toml"));
    assert_eq!(place.run(&["check"]).code, Some(0));

    let right = place.read(path);
    place.write(path, right.replacen("column       = 1", "column       = 0", 1));
    let wrong = place.run(&["method", "check", path]);
    assert_eq!(wrong.code, Some(1), "{wrong:?}");
    assert!(wrong.out.contains("`second` overlaps `first`") && wrong.out.contains("risks.toml:"), "{wrong:?}");
    assert!(place.run(&["list"]).err.contains("risks.toml"));

    place.write(path, right.replace("\"risks\"", "\"domain\""));
    assert!(place.ok(&["method", "check", path]).contains("replaces the built-in one"));
    assert!(place.ok(&["method", "canvases"]).contains("instead of the built-in one"));
    assert_eq!(place.json(&["method", "canvases", "domain", "--json"])[0]["title"], json!("title"));
}

#[test]
fn what_nobody_is_sure_of_counts_as_not_met_and_is_told_apart() {
    let place = place();
    answer(&place, &criteria(&place, 8), "yes");
    let unsure = answer(&place, &["api-reusability".to_owned()], "unsure");
    // One open question sends the product back to where it is asked first, and it is said where it would stand.
    let first = unsure["stations"].as_array().expect("stations").iter();
    let first = first.clone().find(|station| station["unsure"] == json!(["api-reusability"])).expect("a station");
    assert_eq!(unsure["recommended"], first["id"]);
    assert_eq!(unsure["if_unsure_were_met"], json!("monitoring-and-improving"));
    assert!(unsure["because"].as_str().expect("a sentence").contains("Unsure or not answered: "), "{unsure}");
    assert_eq!(place.run(&["gate", first["id"].as_str().expect("an id")]).code, Some(1));
    assert_eq!(place.run(&["gate", "api-product-strategy"]).code, Some(0));
    // What is unsure and what is not met, at one station: the former would not help.
    let both = answer(&place, &["hide-backend-discrepancies".to_owned()], "no");
    assert_eq!((&both["recommended"], &both["if_unsure_were_met"]), (&first["id"], &first["id"]));
    assert!(both["because"].as_str().expect("a sentence").contains("Not met yet: "), "{both}");
}

#[test]
fn the_cycles_own_criteria_are_asked_and_change_no_recommendation() {
    for cycle in [
        "api-productization-cycle",
        "capability-productization-cycle",
        "integration-productization-cycle",
        "automation-cycle",
    ] {
        let place = Place::empty();
        place.ok(&["init", "--product", "Orders", "--cycle", cycle, "--style", "undecided"]);
        let known = &place.json(&["method", "cycles", cycle, "--json"])[0];
        let ids = |list: &Value| -> Vec<String> {
            list.as_array().expect("ids").iter().map(|id| id.as_str().expect("an id").to_owned()).collect()
        };
        let stations = known["stations"].as_array().expect("stations");
        let of_stations: Vec<String> = stations.iter().flat_map(|station| ids(&station["entry_criteria"])).collect();
        let ends = [ids(&known["entry_criteria"]), ids(&known["exit_criteria"])].concat();
        answer(&place, &of_stations, "yes");
        let only_at_the_ends: Vec<String> = ends.into_iter().filter(|id| !of_stations.contains(id)).collect();
        let all = place.json(&["start", "--json"]);
        assert_eq!(all["recommended"], stations[7]["id"], "{cycle}");
        if !only_at_the_ends.is_empty() {
            let after = answer(&place, &only_at_the_ends, "no");
            assert_eq!(after["recommended"], stations[7]["id"], "{cycle}: {only_at_the_ends:?}");
        }
    }
}

#[test]
fn a_yes_that_an_item_contradicts_closes_the_gate_until_the_item_is_settled() {
    let place = place();
    answer(&place, &criteria(&place, 1), "yes");
    place.ok(&["new", "api-audit"]);
    let path = "apiops/orders/api-audit.toml";
    let head = place.read(path);
    let gate = |verdict: &str| {
        place.write(path, format!("{head}\n[items.based-on-clear-business-needs]\nverdict = \"{verdict}\"\n"));
        let ran = place.run(&["gate", "api-product-strategy", "--json", "--today", "2026-11-23"]);
        (ran.code, serde_json::from_str::<Value>(&ran.out).expect("JSON"))
    };
    for verdict in ["gap", "partial"] {
        let (code, said) = gate(verdict);
        assert_eq!((code, &said["open"], &said["unmet"]), (Some(1), &json!(false), &json!([])));
        let against = said["contradicted"].as_array().expect("a list");
        assert!(against.iter().any(|one| one["criterion"] == "business-goals-defined"), "{said}");
        let item =
            json!([{ "file": "orders/api-audit.toml", "item": "based-on-clear-business-needs", "verdict": verdict }]);
        assert!(against.iter().all(|one| one["items"] == item), "{said}");
        // What `start` counts and where it leads says the same.
        let start = place.json(&["start", "--json", "--today", "2026-11-23"]);
        let station = &start["stations"][0];
        let contradicted: Vec<&Value> = against.iter().map(|one| &one["criterion"]).collect();
        assert_eq!(station["contradicted"].as_array().expect("a list").iter().collect::<Vec<_>>(), contradicted);
        assert_eq!((&station["met"], &said["met"]), (&said["met"], &station["met"]));
        assert_eq!(start["recommended"], "api-product-strategy");
        let told = place.ok(&["start", "--today", "2026-11-23"]);
        let (met, all) = (station["met"].as_array().expect("ids").len(), criteria(&place, 1).len());
        assert!(told.contains(&format!("{met} of {all}")) && told.contains("yes, but"), "{told}");
    }
    assert_eq!(gate("pass").0, Some(0));
    let waiver = |until: &str| {
        format!(
            "gap\"\n\n[items.based-on-clear-business-needs.waiver]\nreason = \"r\"\nrequested_by = \"A\"\napproved_by = \"B\"\nuntil = {until}\n# \""
        )
    };
    assert_eq!(gate(&waiver("2096-12-31")).0, Some(0), "a waiver that holds");
    assert_eq!(gate(&waiver("2026-11-22")).0, Some(1), "a waiver that ended");
    // What cannot be decided is no yes: a checklist nobody can read, a product or station nobody knows.
    place.write(path, "checklist = ");
    assert_eq!(place.run(&["gate", "api-product-strategy"]).code, Some(2));
    let err = place.refused(&["gate", "api-product-strateg"]);
    assert!(err.contains("Did you mean api-product-strategy?") || err.contains("api-product-strategy"), "{err}");
    place.refused(&["gate", "api-product-strategy", "--product", "order"]);
    place.refused(&["gate"]);
}

/// What nobody answered counts as unsure, and is not called so; where everything would lead is told once it says something.
#[test]
fn what_nobody_answered_is_called_so() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    let start = place.ok(&["start"]);
    assert!(start.contains("not answered") && !start.contains("If everything unsure"), "{start}");
    place.ok(&["start", "--answer", "business-goals-defined=unsure"]);
    let start = place.ok(&["start"]);
    let criterion = start.lines().find(|line| line.ends_with("(business-goals-defined)")).unwrap_or_default();
    assert!(criterion.trim_start().starts_with("unsure "), "{start}");
    let gate = place.run(&["gate", "api-publishing"]);
    assert_eq!(gate.code, Some(1), "{gate:?}");
    assert!(gate.out.contains("not answered"), "{}", gate.out);
}
