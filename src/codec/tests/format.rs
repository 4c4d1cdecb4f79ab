//! Canonical form.

use super::super::{Content, FileKind, UpdateError, format, read, update, write};
use super::{canvas, method};
use crate::document::{Id, Note};

fn formatted(text: &str) -> String {
    formatted_as(text, FileKind::DocumentBody)
}

fn formatted_as(text: &str, kind: FileKind) -> String {
    let once = format(text.as_bytes(), kind, method()).expect("a form");
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
                  [notes.tasks.aaaaaa.more]\nx = 1\n\n# floating\n\n# about c\n[notes.pains.cccccc] # c\ntext = \"\"\"\n\
                  C\nc\"\"\"\n# odd\nodd = [ 1, # one\n]\n\n[notes.other.dddddd]\ntext = \"D\"\n# below\n\n[sections.pains]\n\
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
    let wanted = "format = 1\ncanvas = \"value\"\ntitle = \"t\"\n\n# tasks\n[notes.tasks.aaaaaa]\ntext = \"A\"\n\
                  also = { y = 2 }\n\n[notes.tasks.aaaaaa.more]\nx = 1\n\n[notes.gains.bbbbbb]\n# b\ntext = \"B\"\n\n\
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
                review_by = 2027-02-01\n\n[notes.tasks.t7qm4k]\ntext = \"See\"\n\n[notes.tasks.b2h8xd]\ntext = \"\"\"\nA\n\
                b\"\"\"\nkind = \"negative\"\nunder = \"t7qm4k\"\nfrom = [\"x#k3f9aa\", \"p/y\"]\n\n[sections.gains]\nstate = \"gap\"\n\
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
