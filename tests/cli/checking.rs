//! `check` and `fmt`.

use serde_json::Value;

use crate::support::{Place, Ran, files, keys, set};

const BROKEN: &str = "format = 1\ncanvas = \"business-impact\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                      [notes.expected-benefits.t7qm4k]\ntext = \"\"\n";

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

#[test]
fn findings_have_the_promised_shape() {
    let place = Place::demo();
    place.write("apiops/orders/business-impact.toml", "format = 1\ncanvas = \"busines-impact\"\n");
    let ran = place.run(&["check", "--format", "json"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let found = json(&ran);
    assert_eq!(keys(&found), set("findings files"));
    assert!(found["files"].as_u64().is_some_and(|files| files >= 5));
    let findings = found["findings"].as_array().expect("findings");
    for finding in findings {
        assert_eq!(keys(finding), set("rule severity path line column message help"));
        assert!(finding["line"].as_u64() >= Some(1) && finding["column"].as_u64() >= Some(1));
    }
    let wrong = findings.iter().find(|finding| finding["rule"] == "unknown-template").expect("found");
    assert_eq!((&wrong["path"], &wrong["line"]), (&"orders/business-impact.toml".into(), &2.into()));
    assert_eq!(wrong["severity"], "error");
    assert!(wrong["help"].as_str().is_some_and(|help| help.contains("business-impact")), "{wrong}");
    assert_eq!(ran.out, place.run(&["check", "--json"]).out);
}

#[test]
fn the_text_shows_the_line() {
    let place = Place::demo();
    place.write("apiops/orders/business-impact.toml", "format = 1\ncanvas = \"busines-impact\"\n");
    let ran = place.run(&["check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("error[unknown-template]"), "{}", ran.out);
    assert!(ran.out.contains("apiops/orders/business-impact.toml:2:"), "{}", ran.out);
    assert!(ran.out.contains("canvas = \"busines-impact\""), "{}", ran.out);
    assert!(ran.err.contains("15 files checked: "), "{}", ran.err);
}

#[test]
fn a_clean_workspace_ends_well_and_warnings_count_when_strict() {
    let place = Place::demo();
    assert_eq!(place.run(&["check"]).code, Some(0));
    place.write("apiops/orders/business-impact.toml", BROKEN);
    let found = json(&place.run(&["check", "--json"]));
    let severities: Vec<&str> =
        found["findings"].as_array().expect("findings").iter().filter_map(|one| one["severity"].as_str()).collect();
    if !severities.contains(&"error") {
        assert_eq!(place.run(&["check"]).code, Some(0));
        assert_eq!(place.run(&["check", "--strict"]).code, Some(i32::from(severities.contains(&"warning"))));
    }
}

#[test]
fn paths_choose_what_is_looked_at_from_anywhere() {
    let place = Place::demo();
    place.write("apiops/orders/business-impact.toml", "format = 1\ncanvas = \"busines-impact\"\n");
    assert_eq!(place.run(&["check", "apiops/orders/api-audit.toml"]).code, Some(0));
    assert_eq!(place.run(&["check", "apiops/orders/business-impact.toml"]).code, Some(1));
    assert_eq!(place.run(&["check", "apiops/orders"]).code, Some(1));
    assert_eq!(place.run(&["check", "."]).code, Some(1));
    assert_eq!(place.run_in("apiops/orders", &["check", "business-impact.toml"]).code, Some(1));
    let full = place.path("apiops/orders/business-impact.toml");
    let ran = Ran::of(place.command(&["check", "--json", &full.to_string_lossy()]).current_dir("/"));
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(json(&ran)["files"], 1);
    place.refused(&["check", "apiops/none.toml"]);
    place.ok(&["init", "--product", "Billing"]);
    assert_eq!(json(&place.run(&["check", "--product", "billing", "--json"]))["files"], 1);
    place.refused(&["check", "--product", "biling"]);
    std::fs::copy(&full, place.path("alone.toml")).expect("copied");
    std::fs::rename(place.path("apiops"), place.path("away")).expect("moved");
    assert_eq!(place.run(&["check", "alone.toml"]).code, Some(1));
    std::fs::copy(place.path("away/orders/api-value-proposition.toml"), place.path("alone.toml")).expect("copied");
    assert_eq!(place.run(&["check", "alone.toml"]).code, Some(0), "{:?}", place.run(&["check", "alone.toml"]));
}

#[test]
fn pipelines_get_their_forms() {
    let place = Place::demo();
    place.write("apiops/orders/business-impact.toml", "format = 1\ncanvas = \"busines-impact\"\n");
    let ran = place.run(&["check", "--format", "sarif"]);
    assert_eq!(ran.code, Some(1));
    let log = json(&ran);
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "apiops/orders/business-impact.toml");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    let out = place.run(&["check", "--format", "github"]).out;
    let line = out.lines().next().unwrap_or_default();
    assert!(line.starts_with("::error file=apiops/orders/business-impact.toml,line="), "{line}");
}

#[test]
fn rules_are_listed() {
    let place = Place::empty();
    let rules = place.json(&["check", "--rules", "--json"]);
    let rules = rules.as_array().expect("a list");
    assert!(rules.len() >= 15);
    for rule in rules {
        assert_eq!(keys(rule), set("id severity title"));
        assert!(rule["title"].as_str().is_some_and(|title| !title.contains("rule.")), "{rule}");
    }
    assert!(place.ok(&["check", "--rules"]).contains("unknown-template"));
}

#[test]
fn fmt_lists_what_would_change_and_then_changes_it() {
    let place = Place::demo();
    assert_eq!(place.run(&["fmt", "--check"]).code, Some(0));
    let path = "apiops/orders/business-impact.toml";
    let good = place.read(path);
    place.write(path, good.replace("version = 0", "version=0   # not yet"));
    let before = files(&place.inside);
    let ran = place.run(&["fmt", "--check"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), "apiops/orders/business-impact.toml\n"));
    assert_eq!(before, files(&place.inside), "nothing is written");
    assert_eq!(place.ok(&["fmt"]), "apiops/orders/business-impact.toml\n");
    assert!(place.read(path).contains("version = 0"));
    assert!(place.read(path).contains("# not yet"), "comments stay");
    assert_eq!(place.run(&["fmt", "--check"]).code, Some(0));
}

#[test]
fn fmt_leaves_alone_what_it_does_not_understand() {
    let place = Place::demo();
    let invalid = "format = 1\ncanvas = \"busines-impact\"\n";
    let newer = "format = 99\ncanvas   = \"business-impact\"\n";
    let conflicted = "<<<<<<< ours\nformat = 1\n=======\nformat = 1\n>>>>>>> theirs\n";
    place.write("apiops/orders/business-impact.toml", invalid);
    place.write("apiops/orders/business-impact.newer.toml", newer);
    place.write("apiops/orders/business-impact.both.toml", conflicted);
    let path = "apiops/orders/api-audit.toml";
    place.write(path, place.read(path).replace("version = 0", "version=0"));
    let ran = place.run(&["fmt"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert_eq!(ran.out, "apiops/orders/api-audit.toml\n");
    for name in ["business-impact.toml", "business-impact.newer.toml", "business-impact.both.toml"] {
        assert!(ran.err.contains(name), "{}", ran.err);
    }
    assert_eq!(place.read("apiops/orders/business-impact.toml"), invalid);
    assert_eq!(place.read("apiops/orders/business-impact.newer.toml"), newer);
    assert_eq!(place.read("apiops/orders/business-impact.both.toml"), conflicted);
}

/// A pain that no feature relieves: told with its place and what to do, in text and JSON, until the team switches the
/// rule off.
#[test]
fn what_leads_nowhere_is_told_and_can_be_switched_off() {
    let place = Place::demo();
    let head = "title = \"Returns\"\nstatus = \"draft\"\nversion = 0\n";
    let journey = format!(
        "format = 1\ncanvas = \"customer-journey\"\n{head}\n[notes.pains.y3f9aa]\ntext = \"Calls support\"\n\n\
         [notes.pains.y3f9ab]\ntext = \"Waits at the ramp\"\n"
    );
    let value = format!(
        "format = 1\ncanvas = \"api-value-proposition\"\n{head}\n[notes.pain-relieving-features.y7qm4k]\n\
         text = \"Status page\"\nrelieves = [\"customer-journey.returns#y3f9aa\"]\n\n\
         [sections.pain-relieving-features]\nstate = \"done\"\n"
    );
    place.write("apiops/orders/customer-journey.returns.toml", &journey);
    place.write("apiops/orders/api-value-proposition.returns.toml", &value);
    let ran = place.run(&["check"]);
    assert!(ran.out.contains("warning[pain-unrelieved]: Nothing relieves this pain: Waits at the ramp"), "{}", ran.out);
    assert!(ran.out.contains("customer-journey.returns.toml:10:"), "{}", ran.out);
    let of_rule = |ran: &Ran| {
        let found = json(ran);
        let all = found["findings"].as_array().expect("findings").clone();
        all.into_iter().filter(|one| one["rule"] == "pain-unrelieved").collect::<Vec<_>>()
    };
    let found = of_rule(&place.run(&["check", "--json"]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["path"], "orders/customer-journey.returns.toml");
    assert_eq!((&found[0]["line"], &found[0]["severity"]), (&10.into(), &"warning".into()));
    assert!(found[0]["help"].as_str().is_some_and(|help| help.contains("`relieves`")), "{found:?}");
    place.write("apiops/stationmaster.toml", "format = 1\n\n[policy]\npain-unrelieved = \"off\"\n");
    assert_eq!(of_rule(&place.run(&["check", "--json"])), Vec::<Value>::new());
}

#[test]
fn what_is_named_is_looked_for_where_its_path_starts() {
    let place = Place::demo();
    let missing = || {
        let found = json(&place.run(&["check", "--json"]));
        let findings = found["findings"].as_array().expect("findings").clone();
        let said =
            |one: &Value| format!("{} {}", one["rule"].as_str().unwrap_or(""), one["message"].as_str().unwrap_or(""));
        findings.iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(missing(), Vec::<String>::new());
    let product = place.read("apiops/orders/product.toml");
    let described =
        product.replace("styles = [\"rest\"]", "styles = [\"rest\"]\nopenapi = \"../../openapi/orders.yaml\"");
    let evidence = "evidence = [\"https://wiki.northbound-parcels.example/goals/orders\"]";
    let paths = "evidence = [\n  \"docs/goals.md\",\n  \"/docs/\",\n]";
    place.write("apiops/orders/product.toml", described.replacen(evidence, paths, 1));
    let description = "description-missing `openapi` names a file that does not exist: `../../openapi/orders.yaml`.";
    let goals = "evidence-missing The evidence of business-goals-defined was not found: `docs/goals.md`.";
    let docs = "evidence-missing The evidence of business-goals-defined was not found: `/docs/`.";
    assert_eq!(missing(), [description, goals, docs]);
    place.write("openapi/orders.yaml/inside", "a folder is no description");
    place.write("docs/goals.md", "# Goals");
    assert_eq!(missing(), [description]);
    std::fs::remove_dir_all(place.path("openapi")).expect("removed");
    place.write("openapi/orders.yaml", "openapi: 3.1.0");
    assert_eq!(missing(), Vec::<String>::new());
    // Within a repository, its root is where evidence starts.
    std::fs::create_dir(place.path("apiops/.git")).expect("made");
    assert_eq!(missing(), [goals, docs]);
    place.write("apiops/docs/goals.md", "# Goals");
    assert_eq!(missing(), Vec::<String>::new());
}

#[test]
fn answers_without_a_verdict_or_a_name_are_told() {
    let place = Place::demo();
    let path = "apiops/orders/api-audit.toml";
    let good = place.read(path);
    let unsigned = good.replacen("by = \"Business owner\"\ndate = 2026-11-16\n", "", 1);
    place.write(path, unsigned.replacen("verdict = \"gap\"\n", "", 1));
    let found = json(&place.run(&["check", "--json"]));
    let findings = found["findings"].as_array().expect("findings");
    let of = |one: &Value| (one["rule"].as_str().map(str::to_owned), one["severity"].as_str().map(str::to_owned));
    let some = |rule: &str, severity: &str| (Some(rule.to_owned()), Some(severity.to_owned()));
    let told: Vec<_> = findings.iter().map(of).collect();
    assert_eq!(told, [some("verdict-unsigned", "note"), some("verdict-missing", "warning")]);
    assert_eq!(place.run(&["check"]).code, Some(0));
    assert_eq!(place.run(&["check", "--strict"]).code, Some(1));
}

/// A file of 200,000 findings is answered at once: of each rule the first are told, and how many more there are.
#[test]
fn many_findings_of_a_kind_are_counted() {
    let place = Place::demo();
    let path = "apiops/orders/business-impact.toml";
    let head = "format = 1\ncanvas = \"business-impact\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
    let keys = (0..20_000).map(|number| format!("key-{number} = 1\n")).collect::<Vec<_>>().concat();
    place.write(path, format!("{head}{keys}"));
    let ran = place.run(&["check"]);
    assert!(ran.out.contains("and 19,900 more: unknown-key in apiops/orders/business-impact.toml"), "{}", ran.err);
    assert_eq!(ran.out.matches("warning[unknown-key]").count(), 100);
    assert!(ran.err.contains("20000 warnings") || ran.err.contains("20001 warnings"), "{}", ran.err);
    let found = json(&place.run(&["check", "--json"]));
    let more = &found["more"][0];
    assert_eq!((&more["rule"], &more["count"]), (&"unknown-key".into(), &19_900.into()));
    assert_eq!(keys_of(more), set("rule severity path count"));
    for format in ["sarif", "github"] {
        let ran = place.run(&["check", "--format", format]);
        assert_eq!(ran.out.matches("and 19,900 more of this rule in this file").count(), 1, "{format}");
    }
    place.write(path, format!("{head}{}", keys.replace("= 1", "=")));
    let ran = place.run(&["show", "business-impact"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("more: syntax in"), "{}", &ran.err[..ran.err.len().min(2000)]);
    assert!(ran.err.lines().count() < 250, "{} lines", ran.err.lines().count());
}

fn keys_of(value: &Value) -> std::collections::BTreeSet<&str> {
    keys(value)
}

/// A team's method file that cannot be used leaves documents unchecked: that is an error, wherever it is asked for.
#[test]
fn a_method_file_that_is_left_out_is_an_error() {
    let place = Place::demo();
    place.write("apiops/method/ours.toml", "canvas = [\n");
    for arguments in
        [&["check"][..], &["check", "apiops"], &["check", "apiops/method"], &["check", "apiops/method/ours.toml"]]
    {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {ran:?}");
        assert!(ran.out.contains("error[method-file]"), "{arguments:?}: {ran:?}");
        assert!(ran.out.contains("apiops/method/ours.toml:"), "{arguments:?}: {ran:?}");
    }
    assert_eq!(place.run(&["check", "apiops/orders"]).code, Some(0));
    let settings = place.read("apiops/stationmaster.toml");
    place.write("apiops/stationmaster.toml", format!("{settings}\n[policy]\nmethod-file = \"off\"\n"));
    let ran = place.run(&["check"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.contains("fixed-rule"), "{ran:?}");
    // A method file is no document, and one that can be used is no finding.
    place.ok(&["method", "new", "canvas", "other"]);
    let ran = place.run(&["check", "apiops/method/other.toml"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
}
