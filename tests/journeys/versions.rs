//! What a document said at other times: step by step through versions and commits, and a note taken back from the past.

use stationmaster::app::{MouseKind, Size};
use stationmaster::workspace::Memory;

use super::{THREE_TASKS, VALUE, journeys};
use crate::common::{PRODUCT, Program};

const FROZEN: &str = "orders/versions/api-value-proposition@1.toml";

/// The canvas as it was published: with a comment and a key that the program does not know, in a note that is gone now.
fn published() -> String {
    let text = THREE_TASKS.replace("version = 0", "version = 1").replace("status = \"draft\"", "status = \"accepted\"");
    text.replace("text = \"Return a parcel\"\n", "text = \"Return a parcel\"\nticket = \"ORD-17\" # asked for by Ana\n")
}

/// The canvas as it is now: one note reworded, one gone, one new; published once.
fn now() -> String {
    let text = THREE_TASKS.replace("version = 0", "version = 1");
    let text = text.replace("Change the address", "Change the address until loading");
    let text = text.replace("[notes.tasks.w3k9ze]\ntext = \"Return a parcel\"\n\n", "");
    let history = "\n[[history]]\nversion = 1\ndate = 2026-05-04\nby = \"R. Aalto\"\nsummary = \"First agreed\"\n";
    format!("{text}\n[notes.api-products.p4p4p4]\ntext = \"Orders API\"\n{history}")
}

fn disk() -> Memory {
    let (published, now) = (published(), now());
    let files =
        [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (FROZEN, &published), (VALUE, &now)];
    Memory::new(files.iter().map(|(path, text)| (*path, text.as_bytes())))
}

fn open(disk: Memory) -> Program {
    Program::with(disk, Size { width: 100, height: 30 }, Some(VALUE))
}

/// With three commits: the first with other words, one that brought the version, and what stands now.
fn with_commits() -> Memory {
    let disk = disk();
    disk.write(VALUE, THREE_TASKS.replace("See where", "Look where").as_bytes());
    disk.commit(VALUE, "2026-05-01", "Ana", "Begin the canvas");
    disk.write(VALUE, now().replace(" until loading", "").as_bytes());
    disk.commit(VALUE, "2026-05-04", "R. Aalto", "Publish it");
    disk.write(VALUE, now().as_bytes());
    disk.commit(VALUE, "2026-05-09", "Ana", "Addresses until loading");
    disk
}

journeys! {
    fn versions_and_commits_are_stepped_through() {
        let mut program = open(with_commits());
        program.press("H").shows(&["versions", "2026-05-09", "Ana · Addresses until loading", "1 of 4", "It said the same."]);
        program.press("<left>").shows(&["@1 2026-05-04 → now", "R. Aalto · First agreed", "2 of 4", "1 added, 1 removed, 1 reworded"]);
        program.shows(&["Return a parcel", "reworded", "removed", "← Change the address", "1.2", "Orders API"]);
        program.press("<left><left>").shows(&["4 of 4", "Look where an order is", "Begin the canvas"]);
        program.press("<left>").shows(&["4 of 4"]).press("<right>").shows(&["3 of 4"]);
        program.press("<esc>").shows(&["draft · saved"]).hides(&["Begin the canvas"]);
        assert_eq!(program.disk.writes(), 0);
    }

    fn without_git_there_are_published_versions() {
        let mut program = open(disk());
        program.press("H").shows(&["@1 2026-05-04", "1 of 1", "Without git there are only published"]);
        let mut none = Program::open(VALUE, THREE_TASKS);
        none.press("g1.1H").shows(&["No version was published", "Without git"]).press("<enter>D");
        assert!(none.said().contains("no version or commit"), "{}", none.said());
        none.press("q").shows(&["See where an order is"]);
    }

    /// A note that is gone comes back with its whole block, at its place, and that can be taken back.
    fn a_note_comes_back_from_the_past() {
        let mut program = open(with_commits());
        program.press("H").press("<left><down><down>").press("<enter>");
        assert!(program.said().contains("1.3 is back as it was at @1"), "{}", program.said());
        assert_eq!(program.notes(VALUE, "tasks")[2], "Return a parcel");
        assert!(program.text(VALUE).contains("ticket = \"ORD-17\" # asked for by Ana\n"), "{}", program.text(VALUE));
        program.press("<enter>");
        assert!(program.said().contains("it stands so now"), "{}", program.said());
        // One that was reworded gets its words back.
        program.press("<up><enter>");
        assert_eq!(program.notes(VALUE, "tasks")[1], "Change the address");
        program.press("uu");
        assert_eq!(program.text(VALUE), now());
        program.press("<ctrl-r>").shows(&["Return a parcel"]);
    }

    fn the_last_line_names_how_to_step_and_compare() {
        let mut program = open(with_commits());
        program.resize(120, 36).press("H").shows(&["older", "newer", "compare"]);
    }

    fn two_versions_are_compared() {
        let mut program = open(with_commits());
        program.press("H").press("<left>D").shows(&["Compare with which?", "now", "Begin the canvas"]);
        program.press("<end><enter>").shows(&["@1 2026-05-04", "1 reworded", "← Look where an order is"]);
        program.hides(&["until loading"]).press("D<home><enter>").shows(&["→ now", "until loading"]);
    }

    fn the_mouse_steps_and_takes_back() {
        let mut program = open(with_commits());
        program.press("H").mouse(MouseKind::Press, 1, 1).mouse(MouseKind::Release, 1, 1).shows(&["2 of 4"]);
        program.click_on("Return a parcel").click_on("Return a parcel");
        assert_eq!(program.notes(VALUE, "tasks")[2], "Return a parcel");
        program.mouse(MouseKind::Press, 98, 1).mouse(MouseKind::Release, 98, 1).shows(&["1 of 4"]);
    }

    fn an_answer_comes_back_from_the_past() {
        const AUDIT: &str = "orders/api-audit.toml";
        let head = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
        let then = format!("{head}\n[items.versioning-decided]\nverdict = \"pass\"\nby = \"Ana\"\ndate = 2026-05-01\nevidence = [\"a/b\"]\n");
        let now = then.replace("\"pass\"", "\"gap\"").replace("evidence = [\"a/b\"]", "reason = \"Nobody knows\"");
        let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (AUDIT, &then)];
        let disk = Memory::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
        disk.commit(AUDIT, "2026-05-02", "Ana", "Decided");
        disk.write(AUDIT, now.as_bytes());
        let mut program = Program::with(disk, Size { width: 100, height: 30 }, Some(AUDIT));
        program.press("H").shows(&["pass", "changed", "verdict"]).press("<enter>");
        assert_eq!(program.text(AUDIT), then);
        program.press("u");
        assert_eq!(program.text(AUDIT), now);
    }
}
