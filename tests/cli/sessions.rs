//! Several runs at once, files that cannot be read, and numbers that nobody meant: `actions`, `recap` and `workshop --plan`.

use std::thread;

use serde_json::Value;

use crate::support::{Place, Ran};

const FOLLOW_UP: &str = "apiops/orders/follow-up.toml";
const SESSIONS: &str = "apiops/orders/sessions";
const TODAY: [&str; 2] = ["--today", "2026-12-03"];

fn at_once(place: &Place, runs: &[Vec<String>]) -> Vec<Ran> {
    thread::scope(|scope| {
        let begun: Vec<_> = runs
            .iter()
            .map(|run| scope.spawn(move || place.run(&run.iter().map(String::as_str).collect::<Vec<_>>())))
            .collect();
        begun.into_iter().map(|run| run.join().expect("no panic")).collect()
    })
}

/// Each run builds on what the others wrote: none fails, and nothing that one did is lost.
#[test]
fn many_changes_at_once_are_all_made() {
    let place = Place::demo_as_written();
    let alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    let ids: Vec<String> = alphabet.chars().take(20).map(|letter| format!("aaaaa{letter}")).collect();
    let entry = |id: &String| format!("[actions.{id}] # {id}\ntext = \"Do {id}\"\n\n");
    let entries: Vec<String> = ids.iter().map(entry).collect();
    place.write(FOLLOW_UP, format!("format = 1\n\n{}", entries.concat()));
    let run = |(at, id): (usize, &String)| -> Vec<String> {
        let words: &[&str] = match at % 3 {
            0 => &["actions", "done", id, "--on", "2026-12-01"],
            1 => &["actions", "hand", id, "--to", "API designer"],
            _ => &["actions", "drop", id, "--reason", "Nobody asked"],
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    };
    let runs: Vec<Vec<String>> = ids.iter().enumerate().map(run).collect();
    for ran in at_once(&place, &runs) {
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    let text = place.read(FOLLOW_UP);
    for (at, id) in ids.iter().enumerate() {
        let change = ["done = 2026-12-01", "owner = \"API designer\"", "dropped = \"Nobody asked\""][at % 3];
        let block = format!("[actions.{id}] # {id}\n{change}\ntext = \"Do {id}\"\n");
        assert!(text.contains(&block), "{block}\n{text}");
    }
    let left: Vec<_> = std::fs::read_dir(place.path("apiops")).expect("a folder").flatten().collect();
    assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().starts_with('.')), "{left:?}");
}

#[test]
fn plans_of_one_name_made_at_once_get_a_number_each() {
    let place = Place::demo();
    let words = ["workshop", "--plan", "domain", "--title", "Orders today", "--date", "2026-12-08"];
    let run: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let mut paths: Vec<String> = at_once(&place, &vec![run; 6])
        .into_iter()
        .map(|ran| {
            assert_eq!(ran.code, Some(0), "{ran:?}");
            ran.out.trim().to_owned()
        })
        .collect();
    paths.sort();
    let expected =
        ["-2", "-3", "-4", "-5", "-6", ""].map(|number| format!("{SESSIONS}/2026-12-08-orders-today{number}.toml"));
    assert_eq!(paths, expected);
}

/// What somebody wrote beside a key stays where the key goes.
#[test]
fn no_change_costs_a_comment() {
    let place = Place::demo_as_written();
    let text = "format = 1\n\n# Above the entry.\n[actions.aaaaaa] # beside it\n# above the reason\n\
                without_owner = \"Nobody of finance was here\" # ask again in May\ndue = 2026-12-11 # a Friday\n\
                text = \"Ask finance\" # beside the text\n# below\n";
    for change in [
        &["hand", "aaaaaa", "--to", "API designer", "--due", "2026-12-24"][..],
        &["done", "aaaaaa"],
        &["drop", "aaaaaa", "--reason", "No"],
    ] {
        place.write(FOLLOW_UP, text);
        place.ok(&[&["actions"], change].concat());
        let after = place.read(FOLLOW_UP);
        let comments = |text: &str| -> Vec<String> {
            let behind = |line: &str| line.split_once('#').map(|(_, comment)| comment.trim().to_owned());
            text.lines().filter_map(behind).collect()
        };
        assert_eq!(comments(&after), comments(text), "{change:?}: {after}");
    }
}

#[test]
fn a_session_that_cannot_be_read_is_explained_and_not_called_unknown() {
    let place = Place::demo_as_written();
    place.write(format!("{SESSIONS}/2026-11-20-torn.toml").as_str(), "format = 1\nsession = \"blank\ntitle = \"T\"\n");
    for word in ["2026-11-20-torn", "orders/2026-11-20-torn", "apiops/orders/sessions/2026-11-20-torn.toml"] {
        let refused = place.refused(&["recap", word]);
        assert!(refused.contains("2026-11-20-torn.toml:2:"), "{word}: {refused}");
        assert!(!refused.contains("Unknown value"), "{word}: {refused}");
    }
    assert!(place.refused(&["recap", "2026-11-20-other"]).contains("Unknown value"));
    let listed = place.run(&["recap", "--list"]);
    assert_eq!((listed.code, listed.out.lines().count()), (Some(2), 2), "{listed:?}");
    // Where nothing else is there, nobody says that nothing is there.
    for name in ["2026-11-16-value-proposition", "2026-11-30-business-impact"] {
        std::fs::remove_file(place.path(&format!("{SESSIONS}/{name}.toml"))).expect("removed");
    }
    for arguments in [&["recap"][..], &["recap", "--list"]] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(!ran.err.contains("no session here yet") && ran.err.contains("torn.toml"), "{ran:?}");
    }
    std::fs::remove_file(place.path(&format!("{SESSIONS}/2026-11-20-torn.toml"))).expect("removed");
    assert!(place.run(&["recap", "--list"]).err.contains("no session here yet"));
}

/// Nothing, nothing that fits, and nothing that could be read are three things.
#[test]
fn an_empty_list_says_why_it_is_empty() {
    let place = Place::demo_as_written();
    let list = |more: &[&str]| place.run(&[&["actions"], more, &TODAY[..]].concat());
    let ran = list(&["--owner", "API desinger"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{ran:?}");
    for said in ["5 others are left out", "--owner \"API desinger\"", "Did you mean API designer?"] {
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    let ran = place.run(&["actions", "--overdue", "--today", "2026-11-01"]);
    assert!(ran.err.contains("--overdue") && !ran.err.contains("Nothing is open"), "{ran:?}");
    let whole = place.read(FOLLOW_UP);
    place.write(FOLLOW_UP, "format = 1\n[actions\n");
    let ran = list(&[]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.contains("follow-up.toml:2:") && !ran.err.contains("Nothing is open"), "{ran:?}");
    place.write(FOLLOW_UP, "format = 1\n");
    assert!(list(&[]).err.contains("Nothing is open."));
    // A day that is none is no day that is missing.
    place.write(FOLLOW_UP, whole.replace("due = 2026-12-11", "due = \"soon\""));
    let ran = list(&[]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let row = ran.out.lines().find(|line| line.contains("gevqez")).expect("listed");
    assert!(row.contains("\"soon\"") && row.contains("not a date"), "{row}");
    assert!(ran.err.contains("follow-up.toml:") && ran.err.contains("counts as missing"), "{ran:?}");
    let view: Value = serde_json::from_str(&list(&["--json"]).out).expect("JSON");
    let of = |id: &str| view["actions"].as_array().expect("a list").iter().find(|one| one["id"] == id).cloned();
    assert_eq!(of("gevqez").expect("listed")["malformed"], serde_json::json!(["due"]));
    assert_eq!(place.run(&["actions", "--strict", "--today", "2026-11-23"]).code, Some(1));
    assert!(place.run(&["check", "--today", "2026-11-23"]).out.contains("malformed-date"));
}

#[test]
fn the_list_of_sessions_goes_into_a_file_in_its_own_forms() {
    let place = Place::demo_as_written();
    let text = place.ok(&["recap", "--list"]);
    place.ok(&["recap", "--list", "-o", "list.txt"]);
    assert_eq!(place.read("list.txt"), text);
    place.ok(&["recap", "--list", "--format", "json", "-o", "list.json"]);
    assert_eq!(place.read("list.json"), place.ok(&["recap", "--list", "--json"]));
    assert_eq!(place.ok(&["recap", "--list", "-o", "-"]), text);
    for more in [&["--format", "html"][..], &["--format", "markdown"], &["2026-11-16-value-proposition"]] {
        assert!(place.refused(&[&["recap", "--list"], more].concat()).contains("--list"), "{more:?}");
    }
    assert!(place.ok(&["recap", "--help"]).contains("text, markdown, html or json"));
}

/// Numbers and references that nobody meant are findings, and make no minutes that say them twice.
#[test]
fn a_record_with_odd_numbers_is_checked_and_told() {
    let place = Place::demo_as_written();
    let head = "format = 1\nsession = \"blank\"\ntitle = \"Odd <br> | <b>\"\nstate = \"closed\"\ndate = 2026-11-20\n\n";
    let path = format!("{SESSIONS}/2026-11-20-odd.toml");
    let findings = |text: &str| -> String {
        place.write(&path, format!("{head}{text}"));
        let ran = place.run(&[&["check", path.as_str()], &TODAY[..]].concat());
        assert_ne!(ran.code, Some(2), "{ran:?}");
        for form in ["text", "markdown", "html", "json"] {
            place.ok(&["recap", "2026-11-20-odd", "--format", form]);
        }
        place.ok(&["show", "2026-11-20-odd"]);
        ran.out
    };
    for number in ["4294967295", "4294967296", "9223372036854775807", "-1"] {
        let vote = format!(
            "[votes.dddddd]\ndots = {number}\nmost = {number}\nvoters = {number}\ncast = {number}\n\n\
             [votes.dddddd.totals]\nk83nsz = {number}\npdmx9q = {number}\n"
        );
        assert!(findings(&vote).matches("number-out-of-range").count() >= 5, "{number}");
        let block = format!("[blocks.bbbbbb]\nkind = \"talk\"\nminutes = 5\nspent = {number}\nopened = {number}\n");
        assert!(findings(&block).matches("number-out-of-range").count() >= 2, "{number}");
    }
    for rated in ["[1, 2]", "[1, 2, 3, 4, 5, 6]"] {
        assert!(findings(&format!("[outcome]\nrated = {rated}\n")).contains("votes-odd"), "{rated}");
    }
    assert!(!findings("[outcome]\nrated = [0, 0, 1, 3, 1]\n").contains("votes-odd"));
    let twice = "[outcome]\nactions = [\"follow-up#2ntqsc\", \"follow-up#2ntqsc\"]\n";
    findings(twice);
    let minutes = place.ok(&["recap", "2026-11-20-odd"]);
    assert_eq!(minutes.matches("2ntqsc").count(), 1, "{minutes}");
    assert!(!minutes.contains("not begun"), "nobody noted when, and it is over: {minutes}");
    let html = place.ok(&["recap", "2026-11-20-odd", "--format", "html"]);
    assert!(html.contains("Odd &lt;br&gt; | &lt;b&gt;") && !html.contains("<br>"), "{html}");

    let entries = "\n[decisions.xxxxxx]\nby = \"A\"\nbecause = \"B\"\nabout = [\"follow-up#xxxxxx\"]\n\
                   superseded_by = \"follow-up#xxxxxx\"\ntext = \"C\"\n\n[parked.yyyyyy]\nowner = \"A\"\n\
                   about = [\"follow-up#yyyyyy\"]\ntext = \"D\"\n";
    place.write(FOLLOW_UP, place.read(FOLLOW_UP) + entries);
    let ran = place.run(&[&["check", FOLLOW_UP], &TODAY[..]].concat());
    assert_eq!(ran.out.matches("refers to the entry it stands in").count(), 3, "{ran:?}");
}

#[test]
fn a_plan_about_what_is_not_there_is_one_finding() {
    let place = Place::demo();
    let ran = place.run(&["workshop", "--plan", "event", "--date", "2026-12-08"]);
    assert!(ran.code == Some(0) && ran.err.contains("stationmaster new event"), "{ran:?}");
    let path = ran.out.trim();
    let found = place.run(&["check", path, "--json"]);
    let found: Value = serde_json::from_str(&found.out).expect("JSON");
    let broken: Vec<_> = found["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|finding| finding["rule"] == "broken-reference")
        .map(|finding| finding["message"].as_str().expect("text"))
        .collect();
    assert_eq!(broken, ["`event` does not exist in this workspace."]);
    place.ok(&["new", "event"]);
    assert_eq!(place.run(&["check", path]).code, Some(0));
}

#[test]
fn minutes_are_a_number_and_stretch_what_can_be_longer() {
    let place = Place::demo();
    let plan = |more: &[&str]| place.run(&[&["workshop", "--plan", "--date", "2026-12-08"], more].concat());
    for given in ["0", "1441", "-5", "ten", "1.5", "99999999999"] {
        let ran = plan(&["domain", &format!("--minutes={given}")]);
        assert!(ran.code == Some(2) && ran.err.contains("from 1 to 1440"), "{given}: {ran:?}");
    }
    let ran = plan(&["--template", "blank", "--minutes", "60"]);
    assert!(ran.code == Some(2) && ran.err.contains("takes 13 min"), "{ran:?}");
    assert_eq!(plan(&["--template", "blank", "--minutes", "13"]).code, Some(0));
    let ran = plan(&["--template", "api-audit-45", "--minutes", "14"]);
    assert!(ran.code == Some(2) && ran.err.contains("at least 15"), "{ran:?}");
    assert!(place.ok(&["workshop", "--help"]).contains("1 to 1440"));
}

#[test]
fn an_agenda_that_is_not_finished_makes_no_plan() {
    let place = Place::demo();
    place.ok(&["method", "new", "agenda", "ours"]);
    for more in [&["--template", "ours"][..], &["business-impact"]] {
        let ran = place.run(&[&["workshop", "--plan"], more].concat());
        assert!(ran.code == Some(2) && ran.err.contains("apiops/method/ours.toml"), "{ran:?}");
        assert!(ran.err.contains("still to be filled in"), "{ran:?}");
    }
    place.ok(&["workshop", "--plan", "business-impact", "--template", "business-impact-60"]);
}
