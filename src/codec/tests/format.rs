//! Canonical form.

use super::super::{Content, FileKind, UpdateError, format, read, tidied, update, write};
use super::{canvas, method};
use crate::document::{Id, Note};

fn formatted(text: &str) -> String {
    formatted_as(text, FileKind::DocumentBody)
}

fn formatted_as(text: &str, kind: FileKind) -> String {
    let once = format(text.as_bytes(), kind.clone(), method()).expect("a form");
    assert_eq!(format(&once, kind, method()).expect("a form"), once, "{}", String::from_utf8_lossy(&once));
    String::from_utf8(once).expect("text")
}

#[test]
fn keys_and_tables_come_into_order_with_their_comments() {
    let text = "#:schema x\n# ours\n\n\ntitle='t' # the title\nversion =  0x2\nformat=1\nmine = { a = 1 }\n# why\n\
                canvas=\"value\"\n\n[[history]]\nsummary = \"s\"\ndate = \"2026-11-23\"\nversion = 1\n\n[extra]\na.b = 1\n\
                [sections.pains]\nstate=\"gap\"\n[notes.other.dddddd]\ntext=\"D\"\n# below\n\n# floating\n\n# about c\n\
                [notes . pains.cccccc] # c\n\n# odd\nodd = [ 1, # one\n]\n\ntext='''\nC\nc'''\n[notes.tasks.bbbbbb]\ntext=\"B\"\n\
                [notes.tasks.aaaaaa]\ntext = \"A\"\n[notes.tasks.aaaaaa.more]\nx=1\n\n\n# end\n\n";
    let wanted = "#:schema x\n# ours\n\nformat = 1\n# why\ncanvas = \"value\"\ntitle = \"t\" # the title\nversion = 2\n\
                  mine = { a = 1 }\n\n[notes.tasks.bbbbbb]\ntext = \"B\"\n\n[notes.tasks.aaaaaa]\ntext = \"A\"\n\n\
                  [notes.tasks.aaaaaa.more]\nx = 1\n\n# floating\n\n# about c\n[notes.pains.cccccc] # c\n# odd\n\
                  odd = [ 1, # one\n]\ntext = \"\"\"\nC\nc\"\"\"\n\n[notes.other.dddddd]\ntext = \"D\"\n# below\n\n[sections.pains]\n\
                  state = \"gap\"\n\n[[history]]\nversion = 1\ndate = 2026-11-23\nsummary = \"s\"\n\n[extra.a]\nb = 1\n\n# end\n";
    assert_eq!(formatted(text), wanted);
    let with_returns = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(formatted(&with_returns), format!("\u{feff}{}", wanted.replace('\n', "\r\n")));
}

#[test]
fn other_forms_become_tables() {
    let text = "format = 1\ncanvas = \"value\"\ntitle = \"t\"\nhistory = [{ version = 1, date = 2026-11-23, summary = \"s\" }]\n\
                notes.tasks = { aaaaaa = { text = \"A\", more.x = 1, also = { y = 2 } } } # tasks\n[notes.gains]\n# b\n\
                bbbbbb.text = \"B\"\ncccccc = { text = \"C\" } # c\n[sections]\ngains = { state = \"done\" }\n";
    let wanted = "format = 1\ncanvas = \"value\"\ntitle = \"t\"\n\n# tasks\n[notes.tasks.aaaaaa]\nalso = { y = 2 }\n\
                  text = \"A\"\n\n[notes.tasks.aaaaaa.more]\nx = 1\n\n[notes.gains.bbbbbb]\n# b\ntext = \"B\"\n\n\
                  [notes.gains.cccccc] # c\ntext = \"C\"\n\n[sections.gains]\nstate = \"done\"\n\n[[history]]\nversion = 1\n\
                  date = 2026-11-23\nsummary = \"s\"\n";
    assert_eq!(formatted(text).replace("[notes.tasks] # tasks\n\n", "# tasks\n"), wanted);
    // A note that comes to stand in such a form brings the whole file into order.
    let mut target = canvas(text);
    let id = Id::new("nnnnnn").expect("an id");
    assert!(target.push("tasks", std::sync::Arc::new(Note::new(id, "N"))));
    target.history.clear();
    let new = update(text.as_bytes(), &target.into(), method()).expect("an update");
    let new = String::from_utf8(new).expect("text");
    assert!(new.contains("x = 1\n\n[notes.tasks.nnnnnn]\ntext = \"N\"\n\n[notes.gains.bbbbbb]"), "{new}");
    assert!(!new.contains("history"));
}

#[test]
fn checklists_and_products_follow_the_method() {
    let text = "format = 1\nchecklist = \"audit\"\ntitle = \"t\"\n[items.has-docs]\nevidence = [ 'a', \"b\" ]\nverdict = \"pass\"\n\
                [items.zz]\n[items.uses-https]\nwaiver = { until = 2026-12-31, reason = \"r\" }\n";
    let wanted = "format = 1\nchecklist = \"audit\"\ntitle = \"t\"\n\n[items.uses-https.waiver]\nreason = \"r\"\n\
                  until = 2026-12-31\n\n[items.has-docs]\nverdict = \"pass\"\nevidence = [\n  \"a\",\n  \"b\",\n]\n\n[items.zz]\n";
    assert_eq!(formatted(text), wanted);
    let text = "format = 1\nname = \"n\"\ncycle = \"c\"\nteam = {b = 'B', a = \"A\"}\n[criteria]\n";
    assert_eq!(
        formatted_as(text, FileKind::Product),
        "format = 1\nname = \"n\"\ncycle = \"c\"\n\n[team]\na = \"A\"\nb = \"B\"\n"
    );
    assert_eq!(formatted_as("format=1\n[policy]\n# none\n", FileKind::Settings), "format = 1\n\n[policy]\n# none\n");
}

#[test]
fn a_canonical_file_stays() {
    let text = "format = 1\ncanvas = \"value\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 2\nowner = \"APO\"\n\
                review_by = 2027-02-01\n\n[notes.tasks.t7qm4k]\ntext = \"See\"\n\n[notes.tasks.b2h8xd]\nkind = \"negative\"\n\
                under = \"t7qm4k\"\nfrom = [\"x#k3f9aa\", \"p/y\"]\ntext = \"\"\"\nA\nb\"\"\"\n\n[sections.gains]\nstate = \"gap\"\n\
                reason = \"r\"\n\n[[history]]\nversion = 2\ndate = 2026-11-23\nsummary = \"s\"\ndigest = \"sha256:0\"\n";
    assert_eq!(formatted(text), text);
    let content = read(text.as_bytes(), FileKind::DocumentBody, method()).content.expect("content");
    assert_eq!(write(&content, method()), text);
    assert!(matches!(&content, Content::DocumentBody(_)));
}

#[test]
fn only_valid_files_are_formatted() {
    assert!(matches!(format(b"a = ", FileKind::DocumentBody, method()), Err(UpdateError::Invalid(_))));
    assert_eq!(
        format(b"format = 9\ncanvas = \"value\"\ntitle = \"t\"\n", FileKind::DocumentBody, method()),
        Err(UpdateError::Newer)
    );
}

/// The order of keys of version 0.1.
const EARLIER: &str = "format = 1\ncanvas = \"value\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                       [notes.tasks.t7qm4k]\ntext = \"See\"\nkind = \"negative\"\nmore = 1\nby = \"RA\"\n\n\
                       [notes.tasks.b2h8xd]\ntext = \"Change\"\n";

#[test]
fn the_text_of_a_note_comes_last_and_what_stands_in_the_earlier_order_is_let_be() {
    let wanted = EARLIER.replace(
        "text = \"See\"\nkind = \"negative\"\nmore = 1\nby = \"RA\"\n",
        "kind = \"negative\"\nby = \"RA\"\nmore = 1\ntext = \"See\"\n",
    );
    assert_eq!(formatted(EARLIER), wanted);
    assert_eq!(tidied(&super::read_sheet(EARLIER), method()).as_deref(), Ok(EARLIER));
    assert_eq!(tidied(&super::read_sheet(&wanted), method()), Ok(wanted));
    // The top of a file has the order it always had, and the rest of the form counts as ever.
    let other = EARLIER.replace("title = \"Orders\"\nstatus = \"draft\"\n", "status = \"draft\"\ntitle=\"Orders\"\n");
    assert_eq!(tidied(&super::read_sheet(&other), method()).as_deref(), Ok(EARLIER));
}

#[test]
fn follow_up_is_ordered_by_id_and_stays_in_another_order_until_then() {
    let text = "format = 1\n\n[decisions.w3k9ze]\ntext = \"B\"\nby = \"APO\"\n\n[decisions.b2h8xd]\ntext = \"A\"\n\n\
                [actions.p5v0qr]\ntext = \"C\"\n";
    let wanted = "format = 1\n\n[decisions.b2h8xd]\ntext = \"A\"\n\n[decisions.w3k9ze]\nby = \"APO\"\ntext = \"B\"\n\n\
                  [actions.p5v0qr]\ntext = \"C\"\n";
    assert_eq!(formatted_as(text, FileKind::of("orders/follow-up.toml", method())), wanted);
    let reading = read(text.as_bytes(), FileKind::of("orders/follow-up.toml", method()), method());
    assert_eq!(tidied(&reading, method()).as_deref(), Ok(text));
    let mixed = "# top\n\nformat = 1\n\n# mine\n[parked.h8s2nd]\ntext = \"D\"\nowner = \"A\"\n\n[decisions.w3k9ze]\ntext = \"B\"\n# end\n\n\
                 [actions.p5v0qr] # soon\ntext = \"C\"\n\n# apart\n\n[decisions.b2h8xd]\ntext = \"A\"\n\n# last\n";
    for (other, text) in [(mixed, mixed), (&mixed.replace("text = \"A\"", "text=\"A\""), mixed)] {
        let reading = read(other.as_bytes(), FileKind::of("orders/follow-up.toml", method()), method());
        assert_eq!(tidied(&reading, method()).as_deref(), Ok(text));
    }
    let content = reading.content.expect("content");
    assert_eq!(write(&content, method()), wanted);
    assert_eq!(update(text.as_bytes(), &content, method()).as_deref(), Ok(text.as_bytes()));
}
