//! Registers that no code knows: a team writes definitions among its method files, and every command takes the files.

use serde_json::json;

use crate::support::Place;

/// A folder of files, each with a head of its own.
const INTERVIEWS: &str = r#"format = 1
register = "interview"
files = ["interviews/*.toml"]
title = "Interview"
head = [
  { key = "title", type = "text", title = "Title", required = true },
  { key = "date", type = "date", title = "On", required = true },
  { key = "consent", type = "word", words = ["none", "notes"], title = "Consent", required = true },
  { key = "mood", type = "number", min = 1, max = 5, whole = true, title = "Mood" },
]

[[tables]]
name = "quotes"
title = "Quotes"
order = "kept"
keys = [
  { key = "about", type = "set", of = "reference", title = "About" },
  { key = "text", type = "text", title = "Words", required = true },
]
"#;

/// One file a product.
const RISKS: &str = r#"format = 1
register = "risks"
files = ["risks.toml"]
title = "Risks"

[[tables]]
name = "risks"
title = "Risks"
keys = [
  { key = "weight", type = "number", min = 0, title = "Weight" },
  { key = "serves", type = "reference", title = "Serves" },
  { key = "text", type = "text", title = "Risk", required = true },
]
"#;

/// One file that all products share.
const AIMS: &str = r#"format = 1
register = "aims"
files = ["aims.toml"]
place = "workspace"
title = "Aims"

[[tables]]
name = "aims"
title = "Aims"
keys = [
  { key = "text", type = "text", title = "Aim", required = true },
]
"#;

const HUB: &str = "apiops/orders/interviews/2026-11-23-hub.toml";

fn place() -> Place {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders", "--style", "undecided"]);
    for (name, text) in [("interview", INTERVIEWS), ("risks", RISKS), ("aims", AIMS)] {
        place.write(&format!("apiops/method/{name}.toml"), text);
    }
    place
}

/// With one file of each kind, made by `new` and filled by hand.
fn filled() -> Place {
    let place = place();
    let day = ["--today", "2026-11-23"];
    let out = place.ok(&[&["new", "interview", "--variant", "hub"][..], &day].concat());
    assert_eq!(out.trim(), HUB);
    assert_eq!(place.ok(&["new", "risks"]).trim(), "apiops/orders/risks.toml");
    assert_eq!(place.ok(&["new", "Aims"]).trim(), "apiops/aims.toml");
    place.ok(&["check", "--strict"]);
    let more = |path: &str, text: &str| place.write(path, place.read(path) + text);
    more(HUB, "\n[quotes.w3k9ze]\nabout = [\"risks#t7qm4k\"]\ntext = \"We ring the depot\"\n");
    more(
        "apiops/orders/risks.toml",
        "\n[risks.t7qm4k]\nweight = 3\nserves = \"aims#a1b2c3\"\ntext = \"The pilot shop leaves\"\n",
    );
    more("apiops/aims.toml", "\n[aims.a1b2c3]\ntext = \"Half the calls\"\n");
    place.ok(&["check", "--strict"]);
    place
}

#[test]
fn new_writes_one_where_its_definition_has_it() {
    let place = filled();
    assert_eq!(
        place.read(HUB).split("\n\n").next(),
        Some("format = 1\ntitle = \"Orders\"\ndate = 2026-11-23\nconsent = \"none\"")
    );
    assert_eq!(place.refused(&["new", "risks"]).lines().count(), 2);
    let again = place.ok(&["new", "interview", "--variant", "hub", "--today", "2026-11-23"]);
    assert_eq!(again.trim(), "apiops/orders/interviews/2026-11-23-hub-2.toml");
    let titled = place.ok(&["new", "interview", "--title", "Night shift", "--today", "2026-11-24"]);
    assert_eq!(titled.trim(), "apiops/orders/interviews/2026-11-24-night-shift.toml");
    assert!(place.read("apiops/orders/interviews/2026-11-24-night-shift.toml").contains("title = \"Night shift\""));
    for wrong in [&["new", "risks", "--variant", "x"][..], &["new", "risks", "--title", "x"]] {
        assert!(place.refused(wrong).contains("risks"), "{wrong:?}");
    }
    assert!(place.refused(&["new", "interviw"]).contains("interview"));
}

#[test]
fn list_show_and_schema_take_them_by_their_definition() {
    let place = filled();
    let list = place.json(&["list", "--json"]);
    let found: Vec<_> = list["products"][0]["files"].as_array().expect("files").iter().collect();
    let told: Vec<_> = found.iter().map(|file| (&file["path"], &file["template"], &file["notes"])).collect();
    assert_eq!(
        told,
        [
            (&json!("orders/interviews/2026-11-23-hub.toml"), &json!("interview"), &json!(1)),
            (&json!("orders/risks.toml"), &json!("risks"), &json!(1)),
        ]
    );
    assert_eq!((&list["shared"][0]["stem"], &list["shared"][0]["notes"]), (&json!("aims"), &json!(1)));
    let text = place.ok(&["list"]);
    assert!(text.contains("For all products\n") && text.contains("aims.toml"), "{text}");
    for (word, said) in
        [("2026-11-23-hub", "We ring the depot"), ("orders/risks", "The pilot shop"), ("aims", "Half the calls")]
    {
        assert!(place.ok(&["show", word]).contains(said), "{word}");
        assert!(place.json(&["show", word, "--json"])["template"].is_string(), "{word}");
    }
    let schema = place.json(&["schema", "register", "interview"]);
    let mood = &schema["properties"]["mood"];
    assert_eq!(
        (&mood["type"], &mood["minimum"], &mood["maximum"]),
        (&json!("integer"), &json!(1), &json!(5)),
        "{mood}"
    );
}

#[test]
fn check_and_fmt_hold_them_to_it() {
    let place = filled();
    place.write(HUB, place.read(HUB).replace("consent = \"none\"", "consent = \"nune\"\nmood = 9"));
    let ran = place.run(&["check"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    for said in ["`consent` cannot be `nune`; the nearest is `none`", "`mood` cannot be 9.", "from 1 to 5"] {
        assert!(ran.out.contains(said), "{said}: {ran:?}");
    }
    place.write(HUB, "format = 1\nconsent = \"none\"\ndate = 2026-11-23\ntitle = \"Hub\"\nmood = 2\n");
    assert_eq!(place.run(&["fmt", "--check"]).out.trim(), HUB);
    place.ok(&["fmt"]);
    assert!(place.read(HUB).starts_with("format = 1\ntitle = \"Hub\"\ndate = 2026-11-23\nconsent"));
    // A reference that leads nowhere.
    let risks = "apiops/orders/risks.toml";
    place.write(risks, place.read(risks).replace("aims#a1b2c3", "aims#zzzzz1"));
    assert!(place.run(&["check"]).out.contains("broken-reference"));
}

#[test]
fn they_move_are_copied_and_removed_with_their_product_and_alone() {
    let place = filled();
    place.ok(&["mv", "orders", "parcels"]);
    assert!(place.has("apiops/parcels/interviews/2026-11-23-hub.toml"));
    assert!(place.read("apiops/parcels/risks.toml").contains("serves = \"aims#a1b2c3\""));
    place.ok(&["check", "--strict"]);
    place.ok(&["cp", "parcels", "returns"]);
    let copy = place.read("apiops/returns/interviews/2026-11-23-hub.toml");
    assert!(copy.contains("We ring the depot") && !copy.contains("w3k9ze") && !copy.contains("t7qm4k"), "{copy}");
    assert!(place.read("apiops/returns/risks.toml").contains("serves = \"aims#a1b2c3\""));
    place.ok(&["check", "--strict"]);
    place.ok(&["rm", "returns"]);
    assert!(!place.has("apiops/returns"));
    place.ok(&["check", "--strict"]);
}

#[test]
fn one_alone_keeps_its_place() {
    let place = filled();
    place.ok(&["init", "--product", "Billing", "--style", "undecided"]);
    place.ok(&["mv", "orders/2026-11-23-hub", "2026-11-23-depot"]);
    assert!(place.has("apiops/orders/interviews/2026-11-23-depot.toml") && !place.has(HUB));
    place.ok(&["cp", "2026-11-23-depot", "billing/2026-11-24-gate", "--title", "The gate"]);
    let copy = place.read("apiops/billing/interviews/2026-11-24-gate.toml");
    assert!(copy.contains("title = \"The gate\"") && copy.contains("\"orders/risks#t7qm4k\""), "{copy}");
    let err = place.refused(&["mv", "orders/risks", "perils"]);
    assert!(err.contains("risks.toml"), "{err}");
    place.ok(&["mv", "orders/risks", "billing/"]);
    assert!(place.has("apiops/billing/risks.toml"));
    assert!(place.read("apiops/billing/risks.toml").contains("\"aims#a1b2c3\""));
    assert!(place.read("apiops/orders/interviews/2026-11-23-depot.toml").contains("\"billing/risks#t7qm4k\""));
    place.ok(&["rm", "aims"]);
    assert!(!place.has("apiops/aims.toml") && !place.read("apiops/billing/risks.toml").contains("aims#"));
    place.ok(&["rm", "orders"]);
    assert!(!place.has("apiops/orders"));
    place.ok(&["check", "--strict"]);
}

#[test]
fn a_definition_that_cannot_be_is_named() {
    let place = place();
    for (right, wrong, said) in [
        ("min = 1, max = 5", "min = 6, max = 5", "at least 6 and at most 5"),
        ("words = [\"none\", \"notes\"]", "words = [\"none\"], whole = true", "`consent` has limits"),
        ("interviews/*.toml", "versions/*.toml", "versions/*.toml"),
    ] {
        place.write("apiops/method/interview.toml", INTERVIEWS.replace(right, wrong));
        let ran = place.run(&["method", "check", "apiops/method/interview.toml"]);
        assert!(ran.code == Some(1) && ran.out.contains(said), "{wrong}: {ran:?}");
    }
}
