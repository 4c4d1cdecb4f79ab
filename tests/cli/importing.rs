//! `method import`: the words of a package in the place of ours, in all its languages, and back.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Place, Ran, files, keys, set};

const NAME: &str = "apiops-cycles-method-data";
const FOLDER: &str = "apiops/method/apiops-cycles-method-data";

/// The stand-in for the package.
fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/package")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("listed") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)
        } else {
            fs::copy(entry.path(), to).map(|_| ()).expect("copied")
        }
    }
}

/// A product with a canvas and a checklist, and a copy of the package beside the workspace, in `package`.
fn place() -> Place {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders", "--style", "undecided", "--today", "2026-11-23"]);
    for template in ["domain", "api-audit"] {
        place.ok(&["new", template]);
    }
    copy(&package(), &place.path("package"));
    place
}

fn one(place: &Place, list: &str, id: &str, lang: &str) -> Value {
    let ran = place.run(&["method", list, id, "--json", "--lang", lang, "-q"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{list} {id} {lang}");
    serde_json::from_str::<Value>(&ran.out).expect("JSON")[0].clone()
}

#[test]
fn every_list_speaks_the_words_of_the_package_in_its_languages() {
    let place = place();
    let before = one(&place, "canvases", "domain", "en");
    let said = place.ok(&["method", "import", "package"]);
    assert!(said.contains("apiops-cycles-method-data 9.9.0, licence CC0-1.0, with texts in en, fi, sv."), "{said}");
    let canvas = one(&place, "canvases", "domain", "en");
    assert_eq!(canvas["title"], json!("Harbour Words Canvas"));
    assert_eq!(canvas["purpose"], json!("Gathers the words of the harbour & what they mean to its people."));
    let section = &canvas["sections"][1];
    assert_eq!(section["title"], json!("Things on the Quay"));
    assert_eq!(section["question"], json!("What lies on the quay, and who would miss it?"));
    // What the package does not say, and how the canvas is built, is as it was.
    for key in ["why", "good_example", "fill_order", "column_span", "highlight"] {
        assert_eq!(section[key], before["sections"][1][key], "{key}");
    }
    assert_eq!(canvas["sections"][5], before["sections"][5]);
    assert_eq!(canvas["sections"].as_array().map(Vec::len), Some(6));
    assert_eq!(one(&place, "canvases", "domain", "fi")["title"], json!("Sataman sanat"));
    // Swedish has words by this package only; where it has none, English ones stand in for them.
    let swedish = one(&place, "canvases", "domain", "sv");
    assert_eq!(
        (&swedish["title"], &swedish["sections"][0]["title"]),
        (&json!("Hamnens ord Canvas"), &json!("Fartygets dag"))
    );
    assert_eq!(swedish["sections"][1]["title"], json!("Things on the Quay"));
    // A language the package does not have keeps the words it had.
    assert_eq!(one(&place, "canvases", "domain", "pt")["title"], json!("Canvas de Domínio"));

    let guide = one(&place, "guides", "contract-first-design", "en");
    assert_eq!(guide["steps"], json!(["Take the rope.", "Make a loop.", "Pull."]));
    assert_eq!(guide["tips"], json!(["Wet rope slips.", "Gloves help."]));
    assert_eq!(guide["result"], json!("A rope that holds; A rope that opens"));
    assert_eq!(guide["traps"].as_array().map(Vec::len), Some(2));
    assert_eq!(one(&place, "guides", "contract-first-design", "fi")["title"], json!("Näin solmit solmun"));
    assert!(place.ok(&["method", "guides", "contract-first-design"]).contains("- Gloves help."));

    let list = one(&place, "checklists", "api-audit", "en");
    assert_eq!(
        (&list["title"], &list["purpose"]),
        (&json!("Quay Inspection Checklist"), &json!("Finds loose planks."))
    );
    assert_eq!(
        (&list["items"][0]["text"], &list["stages"][0]["title"]),
        (&json!("The crane stands on firm ground"), &json!("Before the Tide"))
    );
    assert_eq!(list["profiles"][0]["description"], json!("The quay is only looked at."));
    assert_eq!(list["items"].as_array().map(Vec::len), Some(46));

    let cycle = one(&place, "cycles", "api-productization-cycle", "en");
    assert_eq!(
        (&cycle["title"], &cycle["stations"][0]["title"]),
        (&json!("Once round the Harbour"), &json!("Lamp Room"))
    );
    assert_eq!(cycle["stations"][0]["description"], json!("Light the lamps and count them."));
    assert_eq!(cycle["stations"][1]["title"], json!("API Consumer Experience"));
    assert_eq!(
        one(&place, "criteria", "business-goals-defined", "en")["text"],
        json!("The harbour master has said what this year is for.")
    );
    assert_eq!(
        one(&place, "criteria", "audit-passed", "en")["text"],
        json!("The inspector has walked the quay and signed.")
    );
    assert_eq!(one(&place, "stakeholders", "business-owner", "fi")["title"], json!("Satamapäällikkö"));
    assert_eq!(one(&place, "stations", "api-product-strategy", "sv")["title"], json!("Fyren"));
    assert_eq!(one(&place, "lines", "delivery-line", "en")["title"], json!("Night Ferry"));
    assert_eq!(one(&place, "resources", "contract-first-design", "en")["title"], json!("How to Tie a Knot"));

    // So do the commands that show what a team wrote.
    assert!(place.ok(&["show", "domain"]).contains("Things on the Quay"));
    assert!(place.ok(&["show", "api-audit"]).contains("The crane stands on firm ground"));
    assert!(place.ok(&["list"]).contains("Create A Day in Port: "));
    assert_eq!(place.run(&["check", "-q"]).code, Some(0));
    assert!(place.ok(&["method", "canvases"]).contains("in the wording of apiops-cycles-method-data 9.9.0"));
}

#[test]
fn every_imported_file_names_its_package_and_is_a_right_method_file() {
    let place = place();
    let done = place.json(&["method", "import", "package", "--json"]);
    assert_eq!(keys(&done), set("package languages done differences missing left own"));
    assert_eq!(done["package"], json!({ "name": NAME, "version": "9.9.0", "license": "CC0-1.0" }));
    assert_eq!(done["languages"], json!(["en", "fi", "sv"]));
    assert!(done["missing"].as_array().expect("a list").contains(&json!("src/data/method/station-stakeholders.json")));
    assert_eq!(done["left"], json!(["src/snippets/knots.md"]));
    let files = done["done"].as_array().expect("a list");
    assert_eq!(files.len(), 11, "{files:?}");
    for file in files {
        assert_eq!(file["deed"], json!("created"));
        let path = file["path"].as_str().expect("a path");
        let text = place.read(path);
        assert!(path.starts_with(FOLDER) && text.contains("9.9.0, licence CC0-1.0"), "{path}");
        assert_eq!(place.run(&["method", "check", path]).code, Some(0), "{path}");
    }
}

#[test]
fn what_is_built_differently_is_listed() {
    let place = place();
    let done = place.json(&["method", "import", "package", "--json"]);
    let differences = done["differences"].as_array().expect("a list");
    for difference in differences {
        assert_eq!(keys(difference), set("list id part what ours package"));
    }
    let has = |list: &str, id: &str, part: Option<&str>, what: &str, ours: Option<&str>, package: Option<&str>| {
        let wanted = json!({ "list": list, "id": id, "part": part, "what": what, "ours": ours, "package": package });
        assert!(differences.contains(&wanted), "{wanted} is not in {differences:#?}");
    };
    let domain = |part, what, ours, package| has("canvases", "domain", Some(part), what, Some(ours), Some(package));
    domain("core-entities-and-business-meaning", "grid", "0, 1, 1×1", "0, 1, 0.5×1");
    domain("attributes-and-business-importance", "order", "3", "4");
    domain("selected-customer-journey-steps", "highlight", "true", "false");
    let gone = "security-and-privacy-considerations";
    has("canvases", "domain", Some(gone), "there", Some(gone), None);
    has("canvases", "domain", Some("tideTables"), "there", None, Some("tideTables"));
    has("canvases", "harbourCanvas", None, "there", None, Some("harbourCanvas"));
    has("canvases", "event", None, "there", Some("event"), None);
    has("criteria", "tide-known", None, "there", None, Some("tide-known"));
    has("lines", "delivery-line", None, "color", Some("#db9b0c"), Some("#123456"));
    let cycle = "api-productization-cycle";
    let strategy = Some("api-product-strategy");
    has(
        "cycles",
        cycle,
        strategy,
        "resources",
        Some("customer-journey, domain, api-value-proposition, api-business-model"),
        Some("domain, api-value-proposition, api-business-model"),
    );
    has(
        "cycles",
        cycle,
        None,
        "exit_criteria",
        Some("api-contract-tested, api-ready-for-publishing, api-documentation-ready"),
        Some("audit-passed"),
    );
    has("checklists", "api-audit", Some("endpoint-descriptions-present"), "automation", Some("auto"), Some("manual"));
    let of = |list: &str, id: &str| differences.iter().filter(|one| one["list"] == list && one["id"] == id).count();
    assert_eq!((of("canvases", "rest"), of("stations", "competitive-analysis")), (0, 0), "{differences:#?}");
    place.ok(&["method", "import", "--remove"]);
    let told = place.ok(&["method", "import", "package"]);
    assert!(
        told.contains(
            "canvases domain core-entities-and-business-meaning: grid: here 0, 1, 1×1; in the package 0, 1, 0.5×1"
        ),
        "{told}"
    );
    assert!(told.contains("canvases harbourCanvas: only in the package"), "{told}");
}

#[test]
fn an_import_is_taken_back_without_what_somebody_changed() {
    let place = place();
    let before = place.ok(&["method", "canvases", "--json"]);
    place.ok(&["method", "import", "package"]);
    place.write("apiops/method/mine.toml", "format = 1\n\n[[criteria]]\nid = \"mine\"\ntext = \"Is it mine?\"\n");
    let changed = format!("{FOLDER}/people.toml");
    place.write(&changed, place.read(&changed).replace("Harbour Master", "Our Harbour Master"));
    assert_eq!(one(&place, "stakeholders", "business-owner", "en")["title"], json!("Our Harbour Master"));
    let said = place.ok(&["method", "import", "--remove"]);
    assert!(said.contains("Removed 10 files") && said.contains(&format!("Left {changed}")), "{said}");
    assert_eq!(place.ok(&["method", "canvases", "--json"]), before);
    assert!(
        place.has(&changed) && place.has("apiops/method/mine.toml") && !place.has(&format!("{FOLDER}/domain.toml"))
    );
    // The package cannot be imported over it, unless that is asked for; then it is kept.
    let err = place.refused(&["method", "import", "package"]);
    assert!(err.contains("people.toml") && err.contains("--force"), "{err}");
    let done = place.json(&["method", "import", "package", "--force", "--json"]);
    let kept = done["done"].as_array().expect("a list").iter().find(|one| one["deed"] == "kept").expect("kept").clone();
    let kept = fs::read_to_string(kept["to"].as_str().expect("a path")).expect("read");
    assert!(kept.contains("Our Harbour Master"));
    assert_eq!(one(&place, "stakeholders", "business-owner", "en")["title"], json!("Harbour Master"));
    // All the same a second time, and nothing is left in the end but what a person wrote.
    assert!(place.ok(&["method", "import", "package"]).contains("All of it already exists"));
    place.ok(&["method", "import", "--remove", "--force"]);
    assert!(!place.has(FOLDER) && place.has("apiops/method/mine.toml"));
    assert!(place.ok(&["method", "import", "--remove"]).contains("There is nothing of"));
}

#[test]
fn another_version_takes_the_place_only_where_that_is_asked_for() {
    let place = place();
    place.ok(&["method", "import", "package"]);
    place.write(
        "package/package.json",
        r#"{ "name": "apiops-cycles-method-data", "version": "9.10.0", "license": { "type": "CC0-1.0" } }"#,
    );
    fs::remove_file(place.path("package/src/data/method/lines.json")).expect("removed");
    let before = place.read(&format!("{FOLDER}/domain.toml"));
    let err = place.refused(&["method", "import", "package"]);
    assert!(err.contains("11 files") && err.contains("--remove"), "{err}");
    assert_eq!(place.read(&format!("{FOLDER}/domain.toml")), before);
    place.ok(&["method", "import", "package", "--force"]);
    assert!(place.read(&format!("{FOLDER}/domain.toml")).contains("9.10.0"));
    assert!(!place.has(&format!("{FOLDER}/lines.toml")), "what the newer one does not say is gone");
}

#[test]
fn a_teams_own_file_stays_in_front_of_the_package() {
    let place = place();
    place.ok(&["method", "new", "canvas", "domain"]);
    let done = place.json(&["method", "import", "package", "--json"]);
    assert_eq!(done["own"], json!(["domain"]));
    assert_eq!(one(&place, "canvases", "domain", "en")["title"], json!("<title>"));
    assert_eq!(one(&place, "canvases", "rest", "en")["title"], json!("Crane Signals Canvas"));
}

#[test]
fn a_language_without_sentences_of_the_program_is_spoken_by_the_method_alone() {
    let place = place();
    place.ok(&["method", "import", "package"]);
    let ran = place.run(&["method", "canvases", "domain", "--lang", "sv"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("Hamnens ord Canvas") && ran.out.contains("Kind of notes: task"), "{ran:?}");
    // What the language lacks is left out or marked, so that no page mixes two.
    assert!(ran.out.contains("How to run it (in English)"), "{ran:?}");
    let section = ran.out.split("Fartygets dag").last().and_then(|rest| rest.split("\n2 ").next()).unwrap_or_default();
    assert!(section.contains("Minutes: 6") && !section.contains("Good: ") && !section.contains("Why: "), "{section}");
    assert_eq!(ran.err, "Method texts are shown in sv where available; the program itself is in English.\n");
    assert_eq!(place.run(&["method", "canvases", "--lang", "sv", "-q"]).err, "");
    assert_eq!(place.run(&["method", "canvases", "--lang", "en"]).err, "");
    // Without the package nobody speaks Swedish, and the nearest language is named.
    place.ok(&["method", "import", "--remove"]);
    assert!(place.refused(&["method", "canvases", "--lang", "sv"]).contains("sv"));
}

#[test]
fn what_is_no_package_is_refused_with_what_would_be_right() {
    let place = place();
    let refused = |arguments: &[&str], words: &[&str]| {
        let err = place.refused(arguments);
        for word in words {
            assert!(err.contains(word), "{arguments:?}: {word}: {err}");
        }
        assert!(!place.has("apiops/method"), "{arguments:?} wrote something");
    };
    refused(&["method", "import"], &["--remove"]);
    refused(&["method", "import", "package", "--remove"], &["One of the two"]);
    refused(&["method", "import", "nowhere"], &["nowhere"]);
    refused(&["method", "import", "."], &["package.json", "Did you mean ./package?"]);
    refused(&["method", "import", "package/src/data"], &["Did you mean package?"]);
    refused(&["method", "import", "package/package.json"], &["package.json"]);
    refused(&["--workspace", "package", "method", "import", "package"], &["package"]);
    let head = |text: &str| place.write("package/package.json", text);
    head(r#"{ "name": "left-pad", "version": "1.0.0", "license": "MIT" }"#);
    refused(&["method", "import", "package"], &["left-pad", NAME]);
    head(r#"{ "name": "apiops-cycles-method-data", "license": "MIT" }"#);
    refused(&["method", "import", "package"], &["version"]);
    head(r#"{ "name": "apiops-cycles-method-data", "version": "1.0\n# imported", "license": "MIT" }"#);
    refused(&["method", "import", "package"], &["version"]);
    head(r#"{ "name": "apiops-cycles-method-data", "version": "1.0.0" }"#);
    refused(&["method", "import", "package"], &["license"]);
    head("{ \"name\": ");
    refused(&["method", "import", "package"], &["package.json:1:10"]);
    copy(&package(), &place.path("package"));
    fs::remove_dir_all(place.path("package/src")).expect("removed");
    refused(&["method", "import", "package"], &["src/data"]);
}

#[test]
fn a_hostile_package_is_refused_at_its_place_or_made_harmless() {
    let place = place();
    let refused = |words: &[&str]| {
        let err = place.refused(&["method", "import", "package"]);
        for word in words {
            assert!(err.contains(word), "{word}: {err}");
        }
        assert!(!place.has("apiops/method"), "something was written");
    };
    let fixed = || copy(&package(), &place.path("package"));
    let stations = "package/src/data/method/stations.json";
    // Broken, of another form, deeper than anybody reads, no text.
    place.write("package/src/data/method/cycles.json", "{\n  \"cycles\": {\n    \"items\": 3 }\n}");
    refused(&["cycles.json:3:14", "expected a sequence"]);
    fixed();
    place.write("package/src/data/method/fi/labels.stations.json", "{ \"a\": \"b\",\n  \"c\": [1] }");
    refused(&["fi/labels.stations.json:2:7"]);
    fixed();
    place.write("package/src/data/canvas/localizedData.json", "[".repeat(200_000));
    refused(&["localizedData.json:1:"]);
    fixed();
    place.write("package/src/snippets/api-audit-checklist.json", b"{ \"profiles\": \"\xff\xfe\" }");
    refused(&["api-audit-checklist.json:1:"]);
    fixed();
    place.write(stations, vec![b' '; 9 * 1024 * 1024]);
    refused(&["stations.json", "8 MiB"]);
    fixed();
    #[cfg(unix)]
    {
        place.write("outside.json", "{}");
        for target in ["../../../../outside.json", "/dev/zero", "gone.json"] {
            fs::remove_file(place.path(stations)).expect("removed");
            std::os::unix::fs::symlink(target, place.path(stations)).expect("linked");
            refused(&["stations.json"]);
            fs::remove_file(place.path(stations)).expect("removed");
            fixed();
        }
    }
    // Names that are no ids and texts that would act reach neither the disk nor the terminal.
    let canvas = "package/src/data/canvas/localizedData.json";
    let evil = place.read(canvas).replace("\"sv\"", "\"../../sv\"").replace(
        "Harbour Words Canvas",
        "\\u001b[31mHarbour\\u0007 <img src=x onerror=alert(1)>[Words](javascript:x)\\u202e \\\"\\\"\\\"\\n[[sections]]",
    );
    place.write(canvas, evil);
    fs::create_dir_all(place.path("package/src/data/method/..evil")).expect("made");
    place.ok(&["method", "import", "package"]);
    let title = one(&place, "canvases", "domain", "en")["title"].clone();
    assert_eq!(title, json!("Harbour Words \"\"\" [[sections]]"));
    assert!(
        place.read(&format!("{FOLDER}/domain.toml")).is_ascii()
            || !place.read(&format!("{FOLDER}/domain.toml")).contains('\u{1b}')
    );
    let files: Vec<PathBuf> =
        fs::read_dir(place.path("apiops")).expect("listed").map(|one| one.expect("one").path()).collect();
    assert_eq!(files.len(), 3, "{files:?}");
}

/// Killed anywhere, an import and its opposite leave all of their files or none, once the next command has gone on.
#[test]
fn an_import_that_is_killed_is_whole_or_never_was() {
    let there = |place: &Place| -> Vec<PathBuf> {
        let all = files(&place.path("apiops/method")).into_iter().map(|(path, _)| path);
        all.map(|path| path.strip_prefix(&place.inside).expect("below").to_owned()).collect()
    };
    let whole = place();
    fs::create_dir_all(whole.path("apiops/method")).expect("made");
    whole.ok(&["method", "import", "package"]);
    let imported = there(&whole);
    assert!(imported.len() > 3);
    for (arguments, imports) in
        [(&["method", "import", "package"][..], true), (&["method", "import", "--remove"], false)]
    {
        let mut finished = 0;
        for point in (1..).step_by(3) {
            let place = place();
            fs::create_dir_all(place.path("apiops/method")).expect("made");
            if !imports {
                place.ok(&["method", "import", "package"]);
            }
            let killed = Ran::of(place.command(arguments).env("STATIONMASTER_KILL_AT", point.to_string()));
            let next = place.run(&["list"]);
            let is_finished = next.err.contains("was interrupted half way and has now been completed");
            finished += usize::from(is_finished);
            let now = if place.has("apiops/method") { there(&place) } else { Vec::new() };
            assert!(now == imported || now.is_empty(), "{arguments:?} at {point}: {} files", now.len());
            if is_finished || killed.code == Some(0) {
                assert_eq!(now.is_empty(), !imports, "{arguments:?} at {point}");
            }
            if killed.code.is_some() {
                break;
            }
        }
        assert!(finished > 0, "{arguments:?}");
    }
}
