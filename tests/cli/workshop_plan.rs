//! `workshop --plan`: a session is planned without a terminal.

use serde_json::{Value, json};

use crate::support::{Place, files, keys, set};

const DAY: &[&str] = &["--today", "2026-11-24"];

fn plan<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["workshop", "--plan"], more, DAY].concat()
}

/// The minutes of the blocks together, in tenths.
fn tenths(session: &Value) -> i64 {
    let blocks = session["blocks"].as_array().expect("blocks").iter();
    #[allow(clippy::cast_possible_truncation)]
    blocks.map(|block| (block["minutes"].as_f64().expect("a number") * 10.0).round() as i64).sum()
}

#[test]
fn a_plan_is_written_where_sessions_stand_and_its_path_is_printed() {
    let place = Place::demo();
    let ran =
        place.run(&plan(&["api-value-proposition", "--attendee", "RA=api-product-owner!", "--attendee", "HK=guest"]));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let path = "apiops/orders/sessions/2026-11-24-api-value-proposition.toml";
    assert_eq!(ran.out, format!("{path}\n"));
    assert!(ran.err.contains("90 min in 8 stops"), "{ran:?}");
    let text = place.read(path);
    let head = "format = 1\nsession = \"value-proposition-90\"\ntitle = \"Orders: API Value Proposition\"\n\
                state = \"planned\"\ndate = 2026-11-24\ncanvases = [\"api-value-proposition\"]\n\n[attendees.";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("role = \"api-product-owner\"\nwho = \"API product owner\"\ndecides = true\n"), "{text}");
    assert!(text.contains("]\nwho = \"Guest\"\n"), "{text}");
    assert!(!text.contains("RA") && !text.contains("HK"), "names = roles names nobody: {text}");
    let tasks =
        "kind = \"write\"\ncanvas = \"api-value-proposition\"\nsection = \"tasks\"\nminutes = 3\nhint = \"Write the";
    assert!(text.contains(tasks), "{text}");
    // The file is in the form that `fmt` gives it, and `check` has nothing against it.
    place.ok(&["fmt", "--check", path]);
    let findings = place.run(&["check", path]);
    assert_eq!(findings.code, Some(0), "{findings:?}");
}

#[test]
fn json_names_the_session_with_its_blocks() {
    let place = Place::demo();
    let planned = place.json(&plan(&["--template", "business-impact-60", "--json"]));
    assert_eq!(keys(&planned), set("done session"));
    let path = "apiops/orders/sessions/2026-11-24-business-impact.toml";
    assert_eq!(planned["done"], json!([{ "deed": "created", "path": path, "to": null }]));
    let session = &planned["session"];
    assert_eq!(keys(session), set("stem minutes blocks"));
    assert_eq!((&session["stem"], &session["minutes"]), (&json!("2026-11-24-business-impact"), &json!(60)));
    let blocks = session["blocks"].as_array().expect("blocks");
    assert_eq!(keys(&blocks[0]), set("id kind section minutes"));
    assert_eq!(
        (&blocks[0]["kind"], &blocks[0]["section"], &blocks[0]["minutes"]),
        (&json!("opening"), &json!(null), &json!(5))
    );
    assert_eq!(tenths(session), 600);
    let text = place.read(path);
    for block in blocks {
        assert!(text.contains(&format!("[blocks.{}]", block["id"].as_str().expect("an id"))), "{text}");
    }
}

#[test]
fn every_template_comes_to_its_minutes_and_to_any_others() {
    let place = Place::demo();
    for template in place.json(&["method", "agendas", "--json"]).as_array().expect("a list") {
        let id = template["id"].as_str().expect("an id");
        let planned = place.json(&plan(&["--template", id, "--json"]));
        assert_eq!(planned["session"]["minutes"], template["minutes"], "{id}");
        assert_eq!(tenths(&planned["session"]), template["minutes"].as_i64().expect("a number") * 10, "{id}");
    }
    for minutes in ["55", "75", "120"] {
        let planned = place.json(&plan(&["api-value-proposition", "--minutes", minutes, "--json"]));
        assert_eq!(planned["session"]["minutes"].to_string(), minutes);
    }
    let ran = place.run(&plan(&["api-value-proposition", "--minutes", "60"]));
    assert!(
        ran.code == Some(0) && ran.err.contains("under 4 minutes each") && ran.err.contains("two sessions"),
        "{ran:?}"
    );
    assert!(ran.err.contains("one talk"), "{ran:?}");
    let ran = place.run(&plan(&["api-value-proposition", "--minutes", "120"]));
    assert!(ran.code == Some(0) && ran.err.contains("no break"), "{ran:?}");
    let refused = place.refused(&plan(&["api-value-proposition", "--minutes", "20"]));
    assert!(refused.contains("takes at least 53"), "{refused}");
}

#[test]
fn a_second_session_of_the_day_gets_a_number_and_a_title_gives_the_name() {
    let place = Place::demo();
    let names = ["orders-today", "orders-today-2", "orders-today-3"];
    for name in names {
        let out = place.ok(&plan(&["domain", "--title", "Orders: today!", "--date", "2026-12-08"]));
        assert_eq!(out.trim(), format!("apiops/orders/sessions/2026-12-08-{name}.toml"));
    }
    let text = place.read("apiops/orders/sessions/2026-12-08-orders-today.toml");
    assert!(text.contains("session = \"blank\"\ntitle = \"Orders: today!\"\n"), "no agenda is about it: {text}");
    let kinds = ["opening", "vote", "decide", "close"].map(|kind| text.matches(&format!("kind = \"{kind}\"")).count());
    assert!(kinds.iter().all(|count| *count >= 1), "{text}");
    let long = place.ok(&plan(&["domain", "--title", "A very long title of a session about orders"]));
    assert_eq!(long.trim(), "apiops/orders/sessions/2026-11-24-a-very-long-title-of-a.toml");
}

#[test]
fn who_takes_part_is_written_as_the_settings_allow() {
    let people = ["--attendee", "Riikka Aalto=api-designer", "--attendee", "Roope Ahola=api-designer!"];
    for (names, first, second) in [
        ("roles", "who = \"API designer\"", "who = \"API designer 2\""),
        ("initials", "who = \"RA\"", "who = \"RA 2\""),
        ("full", "who = \"Riikka Aalto\"", "who = \"Roope Ahola\""),
    ] {
        let place = Place::demo();
        place.write("apiops/stationmaster.toml", format!("format = 1\nlanguage = \"en\"\nnames = \"{names}\"\n"));
        place.ok(&plan(&[&["domain"], &people[..]].concat()));
        let text = place.read("apiops/orders/sessions/2026-11-24-domain.toml");
        let (one, two) = (text.find(first), text.find(second));
        assert!(one.is_some() && two > one, "{names}: {text}");
        assert_eq!(text.matches("decides = true").count(), 1, "{text}");
        assert_eq!(text.contains("Aalto"), names == "full", "{text}");
    }
    let place = Place::demo();
    let ran = place.run(&plan(&["domain", "--attendee", "RA=guest"]));
    assert!(ran.code == Some(0) && ran.err.contains("Nobody decides yet"), "{ran:?}");
}

#[test]
fn what_is_not_known_is_refused_with_the_nearest_and_writes_nothing() {
    let place = Place::demo();
    let sessions = || files(&place.path("apiops/orders/sessions")).len();
    let before = sessions();
    for (arguments, said) in [
        (&["api-value-propositon"][..], "Did you mean api-value-proposition?"),
        (&["domain", "--template", "value-propositon-90"], "Did you mean value-proposition-90?"),
        (&["domain", "--attendee", "RA=api-desinger"], "Did you mean api-designer?"),
        (&["domain", "--attendee", "RA"], "WHO=ROLE"),
        (&["domain", "--attendee", "RA=guest!", "--attendee", "HK=guest!"], "more than one decides"),
        (&["domain", "--attendee", "RA=guest", "--attendee", "ra=api-designer"], "named twice"),
        (&["domain", "--date", "2026-13-01"], "is not a date"),
        (&["domain", "--minutes", "0"], "--minutes"),
        (&["domain", "--title", " "], "a title says something"),
        (&["domain", "--template", "value-proposition-90"], "api-value-proposition"),
        (&[], "value-proposition-90"),
        (&["follow-up"], "is not a canvas or checklist"),
    ] {
        let refused = place.refused(&plan(arguments));
        assert!(refused.contains(said), "{arguments:?}: {refused}");
    }
    place.write("apiops/orders/domain.toml", "format = 1\ncanvas = \"domain\"\nnotes = 7\n");
    assert!(place.refused(&plan(&["domain"])).contains("domain.toml"), "an invalid file is no ground to plan on");
    assert_eq!(sessions(), before, "nothing was written");
}

#[test]
fn a_session_is_about_documents_by_name_path_variant_or_about_a_template() {
    let place = Place::demo();
    place.ok(&["new", "domain", "--variant", "returns"]);
    place.ok(&plan(&["apiops/orders/domain.returns.toml", "api-audit", "--title", "x"]));
    let text = place.read("apiops/orders/sessions/2026-11-24-x.toml");
    assert!(text.contains("canvases = [\"domain.returns\", \"api-audit\"]"), "{text}");
    assert!(text.contains("canvas = \"domain.returns\"") && !text.contains("canvas = \"domain\"\n"), "{text}");
    assert!(text.contains("kind = \"answer\"\ncanvas = \"api-audit\"\nminutes = 32"), "{text}");
    let again = place.refused(&plan(&["apiops/orders/sessions/2026-11-24-x.toml"]));
    assert!(again.contains("is a session already"), "{again}");
    let ran = place.run(&plan(&["event"]));
    assert!(ran.code == Some(0) && ran.err.contains("stationmaster new event"), "{ran:?}");
    // A team's own agenda for the same canvases comes before the built-in one.
    place.ok(&["method", "new", "agenda", "ours"]);
    let own = place.read("apiops/method/ours.toml").replace("\"<", "\"").replace(">\"", "\"");
    place.write("apiops/method/ours.toml", own);
    place.ok(&plan(&["business-impact", "--title", "ours"]));
    assert!(place.read("apiops/orders/sessions/2026-11-24-ours.toml").contains("session = \"ours\""));
}

#[test]
fn without_plan_it_needs_a_terminal_and_writes_nothing() {
    let place = Place::demo();
    let before = files(&place.path("apiops"));
    for arguments in [&["workshop"][..], &["workshop", "domain"], &["workshop", "domain", "--begin"]] {
        let refused = place.refused(arguments);
        assert!(refused.contains("interactive terminal"), "{refused}");
    }
    assert_eq!(files(&place.path("apiops")), before);
}
