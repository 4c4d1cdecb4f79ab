//! Several runs at once, files that cannot be read, and numbers that nobody meant: `actions`, `recap` and `workshop --plan`.

use std::thread;

use crate::support::{Place, Ran};

const FOLLOW_UP: &str = "apiops/orders/follow-up.toml";
const SESSIONS: &str = "apiops/orders/sessions";

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
    let entries: String = ids.iter().map(|id| format!("[actions.{id}] # {id}\ntext = \"Do {id}\"\n\n")).collect();
    place.write(FOLLOW_UP, format!("format = 1\n\n{entries}"));
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
