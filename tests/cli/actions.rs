//! `actions`, `recap`, and the sessions of `list`, over real files.

use std::process::Command;

use serde_json::Value;

use crate::support::{Place, assert_harmless, keys, set};

const FOLLOW_UP: &str = "apiops/orders/follow-up.toml";
const SESSION: &str = "apiops/orders/sessions/2026-11-16-value-proposition.toml";
const TODAY: [&str; 2] = ["--today", "2026-12-03"];

fn ids(view: &Value, table: &str) -> Vec<String> {
    let entries = view[table].as_array().expect("a list");
    entries.iter().map(|entry| entry["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn what_is_open_is_listed_by_its_day() {
    let place = Place::demo_as_written();
    let list = |more: &[&str]| place.json(&[&["actions", "--json"], &TODAY[..], more].concat());
    let all = list(&[]);
    assert_eq!(keys(&all), set("today actions parked"));
    assert_eq!(all["today"], "2026-12-03");
    assert_eq!(ids(&all, "actions"), ["2ntqsc", "2rv8tg", "gevqez"]);
    assert_eq!(ids(&all, "parked"), ["5p7r9s", "0j4dzc"]);
    let first = &all["actions"][0];
    assert_eq!(keys(first), set("id product path line text owner due done overdue kept about without_owner"));
    assert_eq!((&first["overdue"], &first["kept"]), (&Value::from(true), &Value::from(1)));
    assert_eq!(first["path"], "orders/follow-up.toml");
    let line = first["line"].as_u64().expect("a line");
    let text = place.read(FOLLOW_UP);
    assert_eq!(text.lines().nth(usize::try_from(line).expect("small") - 1), Some("[actions.2ntqsc]"));
    assert_eq!(keys(&all["parked"][0]), set("id product path line text owner due done dropped about"));
    assert_eq!(ids(&list(&["--overdue"]), "actions"), ["2ntqsc"]);
    assert_eq!(ids(&list(&["--owner", "security SPECIALIST"]), "actions"), ["gevqez"]);
    assert_eq!(ids(&list(&["--all"]), "actions").len(), 4);
    assert_eq!(ids(&list(&["--all"]), "parked").last().map(String::as_str), Some("kcexeg"), "without a day");
    assert_eq!(place.run(&[&["actions", "--strict"], &TODAY[..]].concat()).code, Some(1));
    assert_eq!(place.run(&["actions", "--strict", "--today", "2026-11-23"]).code, Some(0));
    assert!(place.ok(&[&["actions"], &TODAY[..]].concat()).contains("overdue"));
    place.refused(&["actions", "--product", "order"]);
}

#[test]
fn one_block_of_the_file_changes_and_nothing_else() {
    let place = Place::demo_as_written();
    let odd = place.read(FOLLOW_UP).replace("[actions.gevqez]\n", "# ours\n[actions.gevqez]  # soon\nmine = [ 1,2 ]\n");
    place.write(FOLLOW_UP, &odd);
    place.ok(&["actions", "done", "2ntqsc", "--on", "2026-12-01"]);
    let done = odd.replacen("due = 2026-12-02\n", "due = 2026-12-02\ndone = 2026-12-01\n", 1);
    assert_eq!(place.read(FOLLOW_UP), done);
    place.ok(&["actions", "hand", "orders/follow-up#gevqez", "--to", "API architect", "--due", "2026-12-24"]);
    let handed = done
        .replace("mine = [ 1,2 ]\nowner = \"Security specialist\"\n", "mine = [ 1,2 ]\nowner = \"API architect\"\n")
        .replace("due = 2026-12-11\n", "due = 2026-12-24\n");
    assert_eq!(place.read(FOLLOW_UP), handed);
    let dropped = place.json(&["actions", "drop", "0j4dzc", "--reason", "Nobody asked", "--json"]);
    assert_eq!(dropped["done"][0]["deed"], "changed");
    assert!(place.read(FOLLOW_UP).contains("due = 2026-12-15\ndropped = \"Nobody asked\"\n"));
    assert_eq!(place.run(&["fmt", "--check", "apiops/orders/product.toml"]).code, Some(0));
}

#[test]
fn what_cannot_be_changed_stays_as_it_is() {
    let place = Place::demo_as_written();
    let before = place.read(FOLLOW_UP);
    for (arguments, said) in [
        (&["done", "est3r7"][..], "2026-11-19"),
        (&["drop", "kcexeg", "--reason", "x"], "closed already"),
        (&["done", "2ntqsx"], "2ntqsc"),
        (&["done", "1zz8wn"], "Unknown value"),
        (&["done"], "ID"),
        (&["hand", "2ntqsc"], "--to WHO"),
        (&["hand", "2ntqsc", "--to", " "], "--to WHO"),
        (&["drop", "2ntqsc"], "--reason TEXT"),
        (&["done", "2ntqsc", "--on", "tomorrow"], "not a date"),
        (&["done", "2ntqsc", "--reason", "x"], "--reason"),
        (&["drop", "2ntqsc", "--reason", "x", "--strict"], "--strict"),
        (&["finish", "2ntqsc"], "done"),
        (&["--to", "x"], "--to"),
    ] {
        let refused = place.refused(&[&["actions"], arguments].concat());
        assert!(refused.contains(said), "{arguments:?}: {refused}");
    }
    assert_eq!(place.read(FOLLOW_UP), before);
    place.write("apiops/returns/follow-up.toml", "format = 1\n\n[actions.2ntqsc]\ntext = \"The same id\"\n");
    place
        .write("apiops/returns/product.toml", "format = 1\nname = \"Returns\"\ncycle = \"api-productization-cycle\"\n");
    assert!(place.refused(&["actions", "done", "2ntqsc"]).contains("--product"));
    place.ok(&["actions", "done", "2ntqsc", "--product", "returns"]);
    assert_eq!(place.read(FOLLOW_UP), before);
    place.write(FOLLOW_UP, "format = 1\n[actions\n");
    assert_eq!(place.run(&["actions"]).code, Some(2));
    place.refused(&["actions", "done", "gevqez"]);
}

#[test]
fn minutes_come_in_every_form_and_are_the_same_each_time() {
    let place = Place::demo_as_written();
    let text = place.ok(&["recap"]);
    assert!(text.starts_with("Orders: value proposition\n"), "the newest that has begun: {text}");
    for part in
        ["Decided", "To do", "Parked", "Votes", "What changed", "Agenda", "From earlier sessions", "How it went"]
    {
        assert!(text.contains(&format!("\n{part}\n")), "{part}");
    }
    for format in ["text", "markdown", "html", "json"] {
        let arguments = ["recap", "2026-11-16-value-proposition", "--format", format];
        let out = place.ok(&arguments);
        assert_eq!(out, place.ok(&arguments), "{format}");
        assert_harmless(&out);
        place.ok(&[&arguments[..], &["-o", "minutes", "--force"]].concat());
        assert_eq!(place.read("minutes"), out, "{format}");
    }
    let json = place.json(&["recap", "orders/2026-11-16-value-proposition", "--json"]);
    assert_eq!(json["outcome"]["decisions"][0]["text"], "A shipment can be changed until it is scanned onto a van");
    assert_eq!(json["outcome"]["kept"][0]["times_kept"], 1);
    assert_eq!(json["votes"][0]["totals"][0]["dots"], 7);
    assert!(place.ok(&["recap", SESSION]).contains("13:00"));
    let planned = place.ok(&["recap", "2026-11-30-business-impact"]);
    assert!(planned.contains("not begun yet"));
    assert_eq!(place.ok(&["recap", "--list"]).lines().count(), 2);
    place.refused(&["recap", "2026-11-17-value"]);
    let sessions = place.json(&["list", "--json"])["sessions"].clone();
    assert_eq!(sessions, place.json(&["recap", "--list", "--json"])["sessions"]);
    assert_eq!(keys(&sessions[0]), set("stem title state date path"));
    assert_eq!(sessions[1]["state"], "planned");
}

#[test]
fn a_note_that_was_reworded_since_the_commit_that_closed_the_session_is_marked() {
    let place = Place::demo_as_written();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let mut command = Command::new("git");
        command.args(who).args(arguments).current_dir(&place.inside).env("HOME", &place.inside);
        assert!(command.output().expect("git runs").status.success(), "{arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "The session"]);
    let before = place.ok(&["recap"]);
    assert!(!before.contains("since changed"), "{before}");
    let canvas = "apiops/orders/api-value-proposition.toml";
    let reworded = place.read(canvas).replace("Correct an address after booking", "Correct a wrong address");
    place.write(canvas, &reworded);
    assert!(place.ok(&["recap"]).contains("Correct a wrong address (k83nsz) (since changed)"));
    git(&["commit", "-qam", "Reworded"]);
    assert!(place.ok(&["recap"]).contains("Correct a wrong address (k83nsz) (since changed)"));
}

#[test]
fn a_closed_record_is_left_alone_and_a_planned_one_put_into_form() {
    let place = Place::demo_as_written();
    let planned = "apiops/orders/sessions/2026-11-30-business-impact.toml";
    let loose = |path: &str| place.read(path).replace("title = ", "title   =   ");
    let (closed_before, planned_before) = (loose(SESSION), place.read(planned));
    place.write(SESSION, &closed_before);
    place.write(planned, loose(planned));
    let ran = place.run(&["check", "--json", "--today", "2026-11-23"]);
    assert!(ran.out.contains("not-canonical") && !ran.out.contains("2026-11-16-value-proposition.toml"), "{ran:?}");
    assert_eq!(place.ok(&["fmt"]), format!("{planned}\n"));
    assert_eq!(place.read(SESSION), closed_before);
    assert_eq!(place.read(planned), planned_before);
    let shown = place.json(&["show", "2026-11-30-business-impact", "--json"]);
    assert_eq!((&shown["state"], &shown["kind"]), (&"planned".into(), &"register".into()));
    place.ok(&["mv", "orders/business-impact", "orders/business-impact.north"]);
    assert!(place.read(planned).contains("canvases = [\"business-impact.north\"]"));
    assert!(place.read(planned).contains("canvas = \"business-impact.north\""));
}

/// Minutes take the place of former ones as a whole; what is no file is written to.
#[test]
fn minutes_are_replaced_whole_or_not_at_all() {
    let place = Place::demo_as_written();
    place.write("minutes.md", "former");
    place.ok(&["recap", "--format", "markdown", "-o", "minutes.md", "--force"]);
    let text = place.read("minutes.md");
    assert_eq!(text, place.ok(&["recap", "--format", "markdown"]));
    std::fs::create_dir(place.path("folder")).expect("made");
    assert!(place.refused(&["recap", "-o", "folder"]).contains("folder"));
    assert_eq!(place.run(&["recap", "-o", "nowhere/minutes.md"]).code, Some(2));
    let left: Vec<_> =
        std::fs::read_dir(&place.inside).expect("a folder").map(|entry| entry.expect("one").file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{left:?}");
    #[cfg(unix)]
    assert_eq!(place.run(&["recap", "-o", "/dev/null"]).code, Some(0));
    #[cfg(unix)]
    {
        let locked = place.path("locked.md");
        std::fs::write(&locked, "former").expect("written");
        let mut mode = std::fs::metadata(&locked).expect("there").permissions();
        mode.set_readonly(true);
        std::fs::set_permissions(&locked, mode).expect("set");
        assert_eq!(place.run(&["recap", "-o", "locked.md", "--force"]).code, Some(2));
        assert_eq!(std::fs::read_to_string(&locked).expect("read"), "former");
    }
}
