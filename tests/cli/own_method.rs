//! A team's own canvases, checklists, cycles and guides: begun, checked, used, and broken.

use serde_json::json;

use crate::support::{Place, keys, set};

fn place() -> Place {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders", "--style", "undecided", "--today", "2026-11-23"]);
    place
}

/// Begins one's own and fills its blanks with what they ask for.
fn filled(place: &Place, kind: &str, id: &str) -> String {
    place.ok(&["method", "new", kind, id]);
    let path = format!("apiops/method/{id}.toml");
    place.write(&path, place.read(&path).replace("\"<", "\"").replace(">\"", "\""));
    path
}

#[test]
fn each_kind_is_begun_with_blanks_that_are_named() {
    let place = place();
    for kind in ["canvas", "checklist", "cycle", "guide"] {
        let ran = place.run(&["method", "new", kind]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let path = format!("apiops/method/our-{kind}.toml");
        assert!(ran.out.contains(&path) && ran.err.contains("method check"), "{ran:?}");
        let blank = place.run(&["method", "check", &path]);
        assert_eq!(blank.code, Some(1), "{blank:?}");
        assert!(blank.out.contains("`title` is still to be filled in: <title>"), "{blank:?}");
        assert!(blank.out.contains("can already be opened"), "{blank:?}");
        let list = format!("{}s", if kind == "canvas" { "canvase" } else { kind });
        assert!(place.ok(&["method", &list]).contains("your own"), "{kind}");
        let found = place.run(&["method", "check", &path, "--json"]);
        let found: serde_json::Value = serde_json::from_str(&found.out).expect("JSON");
        assert_eq!(keys(&found[0]), set("path line column message help"));

        place.write(&path, place.read(&path).replace("\"<", "\"").replace(">\"", "\""));
        assert!(place.ok(&["method", "check", &path]).contains("can be used as it is"), "{kind}");
        assert_eq!(place.run(&["method", "new", kind]).code, Some(2), "{kind} would be overwritten");
    }
    let err = place.refused(&["method", "new", "canvs"]);
    assert!(err.contains("canvas"), "{err}");
    place.refused(&["method", "new", "guide", "../out"]);
}

/// A method file never takes the name of a file that is read as something else, in whatever script it is asked for.
#[test]
fn a_method_file_gets_no_name_that_means_another_file() {
    let place = Place::demo();
    place.write("apiops/orders/evidence/visit.toml", "format = 1\ntitle = \"A visit\"\n");
    let before = place.ok(&["list"]);
    let names = [
        "product",
        "Product",
        "stationmaster",
        "follow-up",
        "Follow-up",
        "goals",
        "漢字",
        "日本語 キャンバス",
        "🚚",
        " ",
    ];
    for kind in ["canvas", "checklist", "cycle", "guide", "agenda", "recipe"] {
        for name in names {
            let refused = place.refused(&["method", "new", kind, name]);
            assert!(!refused.contains("panicked"), "{kind} {name}: {refused}");
        }
    }
    assert!(place.refused(&["method", "new", "canvas", "product"]).contains("our-product"));
    let refused = place.refused(&["method", "new", "canvas", "漢字"]);
    assert!(refused.contains("letter a to z") && refused.contains("our-canvas"), "{refused}");
    // Registers, sessions, and what is a document of the other kind.
    for (kind, name) in [
        ("canvas", "session"),
        ("checklist", "2026-11-16-value-proposition"),
        ("canvas", "api-audit"),
        ("checklist", "business-impact"),
    ] {
        place.refused(&["method", "new", kind, name]);
    }
    assert!(!place.has("apiops/method"), "nothing was made");
    assert_eq!(place.ok(&["list"]), before);
    // What can be spelt is, and the title stays as it is written.
    place.ok(&["method", "new", "canvas", "Käyttötapaus"]);
    assert!(place.read("apiops/method/kayttotapaus.toml").contains("Käyttötapaus"));
    place.ok(&["method", "new", "agenda", "Team_Day 2"]);
    assert!(place.has("apiops/method/team-day-2.toml"));
}

/// A title that is given stands in the file, and a list never shows a blank.
#[test]
fn a_method_file_that_is_begun_has_its_name_everywhere() {
    let place = place();
    place.ok(&["method", "new", "canvas", "Team \"Charter\""]);
    place.ok(&["method", "new", "canvas"]);
    let charter = place.read("apiops/method/team-charter.toml");
    assert_eq!(
        charter.matches("= 'Team \"Charter\"'").count() + charter.matches("= \"Team \\\"Charter\\\"\"").count(),
        2,
        "{charter}"
    );
    place.ok(&["new", "team-charter"]);
    place.ok(&["new", "our-canvas"]);
    let list = place.ok(&["list"]);
    assert!(list.contains("Team \"Charter\"") && list.contains("Our canvas") && !list.contains('<'), "{list}");
}

/// A file in which everything is wrong is told as far as anybody reads.
#[test]
fn what_is_wrong_with_a_method_file_is_capped() {
    let place = place();
    place.ok(&["method", "new", "canvas", "wide"]);
    let path = "apiops/method/wide.toml".to_owned();
    let text = place.read(&path);
    let begins: Vec<usize> = text.match_indices("[[sections]]").map(|(at, _)| at).collect();
    let one = &text[begins[0]..begins[1]];
    let many: String = (0..300).map(|at| one.replace("\"first\"", &format!("\"s{at}\""))).collect();
    place.write(&path, format!("{}{many}", &text[..begins[0]]));
    let ran = place.run(&["method", "check", &path]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.lines().count() <= 203 && ran.out.contains(" more in this file"), "{}", ran.out.lines().count());
}

#[test]
fn a_checklist_a_cycle_and_a_guide_of_ones_own_are_used_like_any_other() {
    let place = place();
    filled(&place, "checklist", "handover");
    let guide = filled(&place, "guide", "knots");
    let cycle = filled(&place, "cycle", "short-way");
    // Files name one another, in whatever order they come.
    place.write(&cycle, place.read(&cycle).replace("\"api-audit-checklist\"", "\"handover-checklist\", \"knots\""));
    place.write(&guide, place.read(&guide).replace("canvases = []", "canvases = [\"domain\"]"));
    place.write(
        "apiops/method/criteria.toml",
        "format = 1\n\n[[criteria]]\nid = \"rope-there\"\ntext = \"Is there a rope?\"\n",
    );
    place.write(&cycle, place.read(&cycle).replace("\"stakeholder-approval\"", "\"rope-there\""));
    assert_eq!(place.run(&["list"]).err.lines().filter(|line| line.contains("method/")).count(), 0);
    assert_eq!(place.run(&["method", "check", &cycle]).code, Some(0));
    assert_eq!(place.json(&["method", "criteria", "rope-there", "--json"])[0]["text"], json!("Is there a rope?"));
    assert_eq!(place.json(&["method", "cycles", "--json"]).as_array().map(Vec::len), Some(5));

    place.ok(&["init", "--product", "Ropes", "--cycle", "short-way"]);
    place.ok(&["new", "handover", "--product", "ropes"]);
    let start = place.json(&["start", "--product", "ropes", "--answer", "business-goals-defined=yes", "--json"]);
    assert_eq!((&start["cycle"], &start["recommended"]), (&json!("short-way"), &json!("second")));
    assert_eq!(start["stations"][1]["unsure"], json!(["rope-there"]));
    let gate = place.run(&["gate", "second", "--product", "ropes"]);
    assert!(gate.code == Some(1) && gate.out.contains("rope-there"), "{gate:?}");
    let shown = place.json(&["show", "ropes/handover.toml", "--json"]);
    assert_eq!(shown["items"][0]["id"], json!("first-item"));
    assert_eq!(place.run(&["check", "-q"]).code, Some(0));
}

#[test]
fn a_users_own_file_is_there_everywhere_and_the_teams_comes_before_it() {
    let place = place();
    let path = filled(&place, "canvas", "risks");
    let text = place.read(&path);
    let home = if cfg!(target_os = "macos") {
        "Library/Application Support/stationmaster"
    } else {
        ".local/share/stationmaster"
    };
    let users = format!("../home/{home}/method/risks.toml");
    place.write(&users, text.replace("\"title\"", "\"Mine\""));
    let title = || place.json(&["method", "canvases", "risks", "--json"])[0]["title"].clone();
    assert_eq!(title(), json!("title"));
    std::fs::remove_file(place.path(&path)).expect("removed");
    assert_eq!(title(), json!("Mine"));
    assert!(place.ok(&["method", "canvases"]).contains("your own"));
}

#[test]
fn a_broken_file_of_ones_own_is_named_and_the_rest_works() {
    let place = place();
    let right = filled(&place, "canvas", "risks");
    place.write("apiops/method/torn.toml", "format = 1\ncanvas = ");
    place.write("apiops/method/noise.toml", b"format = 1\n\xff\xfe");
    place.write(
        "apiops/method/late.toml",
        place.read(&right).replace("\"risks\"", "\"late\"").replacen("fill_order   = 2", "fill_order   = 5", 1),
    );
    let ran = place.run(&["method", "canvases"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("risks") && !ran.out.contains("late"), "{ran:?}");
    for file in ["torn.toml:2", "noise.toml:1", "late.toml:"] {
        assert!(ran.err.contains(file), "{file}: {}", ran.err);
    }
    for (file, place_of) in [("torn", "torn.toml:2:10"), ("noise", "noise.toml:2:1"), ("late", "late.toml:")] {
        let path = format!("apiops/method/{file}.toml");
        let found = place.run(&["method", "check", &path]);
        assert!(found.code == Some(1) && found.out.contains(place_of), "{found:?}");
    }
    place.ok(&["new", "risks"]);
    place.refused(&["new", "late"]);
    place.refused(&["method", "check", "apiops/method"]);
    place.refused(&["method", "check", "apiops/method/none.toml"]);
}

#[test]
fn a_document_whose_template_lost_its_sections_is_read_whole_and_written_as_it_stands() {
    let place = place();
    let file = "apiops/orders/domain.toml";
    place.ok(&["new", "domain"]);
    let note = |section: &str, id: &str, text: &str| format!("\n[notes.{section}.{id}]\ntext = \"{text}\"\n");
    let notes =
        note("first", "b2h8xd", "Its owner") + &note("core-entities-and-business-meaning", "t7qm4k", "A parcel");
    let mark = "\n[sections.security-and-privacy-considerations]\nstate = \"gap\"\nreason = \"Nobody knows yet\"\n";
    place.write(file, format!("{}{notes}{mark}", place.read(file)));
    let before = place.read(file);
    // The team's own template takes the place of the built-in one; it has `first` and `second` only.
    filled(&place, "canvas", "domain");
    let shown = place.json(&["show", "domain", "--json"]);
    assert_eq!(shown["state"], json!("valid"));
    let ids: Vec<&str> =
        shown["sections"].as_array().expect("a list").iter().filter_map(|one| one["id"].as_str()).collect();
    assert!(ids.starts_with(&["first", "second"]) && ids.contains(&"core-entities-and-business-meaning"), "{ids:?}");
    let text = place.ok(&["show", "domain"]);
    assert!(text.contains("A parcel") && text.contains("Its owner"), "{text}");
    let found = place.run(&["check", "--json"]);
    assert!(found.code == Some(0) && found.out.contains("core-entities-and-business-meaning"), "{found:?}");
    let mut said = place.command(&["open", "domain", "--linear"]);
    let path = place.path("keys");
    std::fs::write(&path, "/go 4\n/go 3\n/quit\n").expect("written");
    let said = crate::support::Ran::of(said.stdin(std::fs::File::open(path).expect("opened")));
    assert!(said.out.contains("The template does not have this section") && said.out.contains("A parcel"), "{said:?}");
    assert_eq!(place.run(&["fmt"]).code, Some(0));
    assert_eq!(place.read(file), before);
}

#[test]
fn a_product_that_is_called_method_and_method_files_keep_apart() {
    let place = place();
    // A new product of that name gets another folder.
    place.ok(&["init", "--product", "Method"]);
    assert!(place.has("apiops/method-product/product.toml") && !place.has("apiops/method"));
    // One that is there from before is a product still, and method files have no place.
    place.write("apiops/method/product.toml", place.read("apiops/method-product/product.toml"));
    assert!(place.ok(&["list"]).contains("method"));
    assert!(!place.run(&["list"]).err.contains("left out"));
    assert!(place.refused(&["method", "new", "canvas"]).contains("folder of a product"));
    let package = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/package");
    assert!(place.refused(&["method", "import", package]).contains("folder of a product"));
}

/// A definition that would make canvases of the method unreadable is left out, and said to be.
#[test]
fn a_register_takes_over_no_canvas() {
    let place = Place::demo();
    place.write(
        "apiops/method/notes.toml",
        "format = 1\nregister = \"notes\"\nfiles = [\"domain.toml\"]\ntitle = \"Notes\"\npurpose = \"p\"\n\n[[tables]]\n\
         name = \"notes\"\ntitle = \"Notes\"\nkeys = [{ key = \"text\", type = \"text\", title = \"Note\" }]\n",
    );
    let checked = place.run(&["method", "check", "apiops/method/notes.toml"]);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    let said = "apiops/method/notes.toml:3:10: `domain.toml` is already the name of something else.";
    assert!(checked.out.contains(said), "{checked:?}");
    let check = place.run(&["check"]);
    assert!(check.err.contains("apiops/method/notes.toml:3 is ignored"), "{check:?}");
    assert_eq!(place.json(&["show", "domain", "--json"])["kind"], "canvas");
}

/// A recipe stands beside the canvas it is for; one that is wrong is named and left out.
#[test]
fn a_recipe_of_ones_own_is_checked_and_shown_with_its_canvas() {
    let place = place();
    filled(&place, "canvas", "our-canvas");
    let right = include_str!("../recipes/our-canvas.toml");
    let path = "apiops/method/running/our-canvas.toml";
    assert_eq!(place.json(&["method", "canvases", "our-canvas", "--json"])[0]["recipe"], json!(null));
    place.write(path, right);
    assert!(place.ok(&["method", "check", path]).contains("can be used as it is"));
    let recipe = &place.json(&["method", "canvases", "our-canvas", "--json"])[0]["recipe"];
    let shape = "people invite prepare open close beforehand sittings afterwards result next traps sections";
    assert_eq!(keys(recipe), set(shape));
    let first = &recipe["sections"]["first"];
    assert_eq!(keys(first), set("bring kind_hint steps ask enough traps quiet alone"));
    assert_eq!(first["steps"][2], json!({ "way": "talk", "minutes": 3, "do": "Find what is missing." }));
    assert_eq!((&recipe["beforehand"], &recipe["sittings"]), (&json!([]), &json!([["first", "second"]])));
    let page = place.ok(&["method", "canvases", "our-canvas"]);
    for said in ["30 min: ", "Write alone, 4 min: Write one note for each idea.", "  Ask:\n    - What else?", "Bring: "]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
    place.write(path, right.replace("minutes = 4", "minutes = 6"));
    let ran = place.run(&["method", "check", path]);
    assert!(ran.code == Some(1) && ran.out.contains("The steps of `first` take 12 min"), "{ran:?}");
    assert_eq!(place.json(&["method", "canvases", "our-canvas", "--json"])[0]["recipe"], json!(null));
    // Somebody may work in other ways.
    place.write(path, right.replace("way = \"vote\"", "way = \"dots\""));
    assert!(place.run(&["method", "check", path]).out.contains("`dots` does not exist"));
    place.write(
        "apiops/method/ways.toml",
        "format = 1\n\n[[ways]]\nid = \"dots\"\ntitle = \"Dots\"\nsay = \"Stick.\"\ntip = \"Red ones.\"\n",
    );
    assert!(place.ok(&["method", "check", path]).contains("can be used as it is"));
    assert!(place.ok(&["method", "canvases", "our-canvas"]).contains("Dots, 5 min: "));
    assert!(place.ok(&["method", "ways", "dots"]).contains("Stick."));
}

/// An agenda stands beside the built-in ones; one that is wrong is named and left out.
#[test]
fn an_agenda_of_ones_own_is_begun_checked_and_shown_as_stops() {
    let place = place();
    place.ok(&["method", "new", "agenda", "our-hour"]);
    let path = "apiops/method/our-hour.toml";
    let checked = place.run(&["method", "check", path]);
    assert!(checked.code == Some(1) && checked.out.contains("still to be filled in"), "{checked:?}");
    let text = std::fs::read_to_string(place.path(path)).expect("written");
    let text = text.replace("\"<", "\"").replace(">\"", "\"");
    place.write(path, &text);
    assert!(place.ok(&["method", "check", path]).contains("can be used as it is"));
    let agenda = &place.json(&["method", "agendas", "our-hour", "--json"])[0];
    assert_eq!(keys(agenda), set("id title purpose minutes canvases blocks"));
    let shape = "kind each canvas section sections do minutes fixed title hint";
    assert_eq!(keys(&agenda["blocks"][0]), set(shape));
    assert_eq!(agenda["blocks"][1]["minutes"], json!([9, 11]));
    let page = place.ok(&["method", "agendas", "our-hour"]);
    for said in ["5 min: Opening", "9 min: Business Impact, Expected benefits", "60 min in 6 stops"] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert!(place.ok(&["method", "agendas"]).contains("your own"));
    place.write(path, text.replacen("kind    = \"close\"", "kind    = \"dance\"", 1));
    assert!(place.run(&["check"]).err.contains("our-hour.toml"), "it is named");
    assert!(!place.ok(&["method", "agendas"]).contains("our-hour"), "and left out");
}
