//! What changes in a file when its document does.

use std::sync::Arc;

use chrono::NaiveDate;

use super::super::{Content, FileKind, UpdateError, read, update, write};
use super::{canvas, checklist, method};
use crate::document::{
    Answer, Canvas, Checklist, Edit, Field, Id, Mark, Note, Published, Reference, RegisterEdit, RegisterValue,
    Relation, SectionState, Status, Verdict, Waiver,
};

const FILE: &str = "#:schema canvas.json
# Ours.
format = 1
canvas = \"value\"   # the template
title = 'Orders'
owner = \"APO\"
mine = { a = 1 }

# About a.
[notes.tasks.aaaaaa] # first
text = \"A\"
# Why red.
kind = \"negative\"
extra = 1

# Floating.

[notes.tasks.bbbbbb]
kind = \"blue\"
text = \"\"\"
B
b\"\"\"

[notes.tasks.bbbbbb.more]
x = 1

[notes.pains.cccccc]
text = \"C\"
from = [
  \"x#aaaaaa\", # one
  \"not/a/reference\",
  \"y#bbbbbb\" # two
]

[sections.pains]
state = \"gap\"
reason = \"r\"
";

fn id(word: &str) -> Id {
    Id::new(word).expect("an id")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The file after a change of its canvas, checked under every line end and byte order mark.
fn after(text: &str, change: impl Fn(&mut Canvas)) -> String {
    let mut wanted = canvas(text);
    change(&mut wanted);
    let target = Content::from(wanted);
    let new = update(text.as_bytes(), &target, method()).expect("an update");
    let with_returns = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let other = update(with_returns.as_bytes(), &target, method()).expect("an update");
    let new = String::from_utf8(new).expect("text");
    assert_eq!(String::from_utf8(other).expect("text"), format!("\u{feff}{}", new.replace('\n', "\r\n")));
    new
}

/// Lines that went and came, with their signs.
fn difference(old: &str, new: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let gone = old[head..old.len() - tail].iter().map(|line| format!("-{line}"));
    gone.chain(new[head..new.len() - tail].iter().map(|line| format!("+{line}"))).collect()
}

fn changed(change: impl Fn(&mut Canvas)) -> Vec<String> {
    difference(FILE, &after(FILE, change))
}

#[test]
fn saving_what_was_loaded_changes_no_byte() {
    for text in [FILE.to_owned(), FILE.replace('\n', "\r\n"), format!("\u{feff}{FILE}"), FILE.trim_end().to_owned()] {
        let content = Content::from(canvas(&text));
        assert_eq!(update(text.as_bytes(), &content, method()).expect("an update"), text.as_bytes());
    }
}

#[test]
fn a_changed_value_changes_its_own_characters() {
    assert_eq!(changed(|canvas| canvas.head.title = "New".into()), ["-title = 'Orders'", "+title = \"New\""]);
    assert_eq!(
        changed(|canvas| canvas.note_mut(id("aaaaaa")).expect("a").text = "x\ny".into()),
        ["-text = \"A\"", "+text = \"\"\"", "+x", "+y\"\"\""]
    );
    assert_eq!(
        changed(|canvas| canvas.note_mut(id("bbbbbb")).expect("b").kind = Some(crate::method::Kind::Task)),
        ["-kind = \"blue\"", "+kind = \"task\""]
    );
    assert_eq!(
        changed(|canvas| canvas.marks.get_mut("pains").expect("a mark").state = SectionState::Done),
        ["-state = \"gap\"", "+state = \"done\""]
    );
}

#[test]
fn a_key_comes_at_its_place_and_goes_with_its_line() {
    assert_eq!(changed(|canvas| canvas.head.status = Status::Proposed), ["+status = \"proposed\""]);
    let new = after(FILE, |canvas| {
        canvas.head.status = Status::Proposed;
        canvas.head.version = 3;
        canvas.head.review_by = Some(date("2027-01-02"));
    });
    assert!(
        new.contains(
            "title = 'Orders'\nstatus = \"proposed\"\nversion = 3\nowner = \"APO\"\nreview_by = 2027-01-02\nmine"
        ),
        "{new}"
    );
    assert_eq!(changed(|canvas| canvas.head.owner = None), ["-owner = \"APO\""]);
    assert_eq!(
        changed(|canvas| canvas.note_mut(id("aaaaaa")).expect("a").color = Some("#AABBCC".into())),
        ["+color = \"#AABBCC\""]
    );
    let new = after(FILE, |canvas| canvas.note_mut(id("aaaaaa")).expect("a").under = Some(id("bbbbbb")));
    assert!(new.contains("kind = \"negative\"\nunder = \"bbbbbb\"\nextra = 1\n"), "{new}");
    assert_eq!(changed(|canvas| canvas.marks.get_mut("pains").expect("a mark").reason = None), ["-reason = \"r\""]);
}

/// What somebody wrote about a key stays where the key goes, on a line of its own.
#[test]
fn the_comments_of_a_key_that_goes_stay() {
    let file = "format = 1\ncanvas = \"value\"\ntitle = \"T\"\n\n[notes.tasks.aaaaaa]\n# Above.\n\
                \x20 question = \"Is # one?\"  # Ask finance.\nfrom = [ # first\n  \"x#bbbbbb\", # second # still\n]\n\
                text = \"A\" # text\n";
    let new = after(file, |canvas| {
        let mut note = canvas.note_mut(id("aaaaaa")).expect("a");
        note.question = None;
        note.relations = Default::default();
    });
    assert!(new.contains("# Above.\n  # Ask finance.\n# first\n# second # still\ntext = \"A\" # text\n"), "{new}");
    let dotted = "format = 1\ncanvas = \"value\"\ntitle = \"T\"\n\n[notes.tasks]\naaaaaa.question = \"?\" # Ask.\n\
                  aaaaaa.text = \"A\"\n";
    let new = after(dotted, |canvas| canvas.note_mut(id("aaaaaa")).expect("a").question = None);
    assert!(new.contains("[notes.tasks]\n# Ask.\naaaaaa.text"), "{new}");
}

#[test]
fn a_new_note_comes_after_the_one_before_it() {
    let insert = |section: &'static str, after: Option<&'static str>| {
        move |canvas: &mut Canvas| {
            assert!(canvas.insert(section, Arc::new(Note::new(id("nnnnnn"), "N")), after.map(id)));
        }
    };
    assert_eq!(changed(insert("tasks", Some("aaaaaa"))), ["+[notes.tasks.nnnnnn]", "+text = \"N\"", "+"]);
    let new = after(FILE, insert("tasks", Some("bbbbbb")));
    assert!(new.contains("x = 1\n\n[notes.tasks.nnnnnn]\ntext = \"N\"\n\n[notes.pains.cccccc]"), "{new}");
    let new = after(FILE, insert("tasks", None));
    assert!(new.contains("mine = { a = 1 }\n\n[notes.tasks.nnnnnn]\ntext = \"N\"\n\n# About a.\n"), "{new}");
    let new = after(FILE, insert("gains", None));
    assert!(new.contains("x = 1\n\n[notes.gains.nnnnnn]\ntext = \"N\"\n\n[notes.pains.cccccc]"), "{new}");
    let new = after(FILE, insert("other place", None));
    assert!(new.contains("]\n\n[notes.\"other place\".nnnnnn]\ntext = \"N\"\n\n[sections.pains]"), "{new}");
}

#[test]
fn a_removed_note_goes_with_its_comments_and_a_blank_line() {
    let new = after(FILE, |canvas| drop(canvas.remove(id("aaaaaa"))));
    assert!(new.contains("mine = { a = 1 }\n\n# Floating.\n\n[notes.tasks.bbbbbb]"), "{new}");
    let new = after(FILE, |canvas| drop(canvas.remove(id("bbbbbb"))));
    assert!(new.contains("# Floating.\n\n[notes.pains.cccccc]") && !new.contains("more"), "{new}");
    let new = after(FILE, |canvas| canvas.marks.clear());
    assert!(new.ends_with("\"y#bbbbbb\" # two\n]\n"), "{new}");
    let new = after(FILE, |canvas| {
        canvas.marks.clear();
        canvas.remove(id("cccccc"));
        canvas.remove(id("bbbbbb"));
        canvas.push("tasks", Arc::new(Note::new(id("nnnnnn"), "N")));
    });
    assert!(new.ends_with("extra = 1\n\n[notes.tasks.nnnnnn]\ntext = \"N\"\n\n# Floating.\n"), "{new}");
}

#[test]
fn a_moved_note_moves_as_it_stands() {
    let new = after(FILE, |canvas| {
        let note = canvas.remove(id("bbbbbb")).expect("b");
        canvas.insert("pains", note, Some(id("cccccc")));
    });
    assert!(
        new.ends_with(
            "two\n]\n\n[notes.pains.bbbbbb]\nkind = \"blue\"\ntext = \"\"\"\nB\nb\"\"\"\n\n[notes.pains.bbbbbb.more]\n\
             x = 1\n\n[sections.pains]\nstate = \"gap\"\nreason = \"r\"\n"
        ),
        "{new}"
    );
    let three = "format = 1\ncanvas = \"value\"\ntitle = \"t\"\n\n# a\n[notes.tasks.aaaaaa] # first\ntext = 'A'\n# why\n\
                 mine = 1\n\n[notes.tasks.bbbbbb]\ntext = \"B\"\n\n[notes.tasks.cccccc]\ntext = \"C\"\n";
    let new = after(three, |canvas| {
        let note = canvas.remove(id("aaaaaa")).expect("a");
        canvas.insert("tasks", note, Some(id("cccccc")));
        canvas.note_mut(id("aaaaaa")).expect("a").text = "changed".into();
    });
    assert!(
        new.ends_with(
            "\"t\"\n\n[notes.tasks.bbbbbb]\ntext = \"B\"\n\n[notes.tasks.cccccc]\ntext = \"C\"\n\n# a\n\
             [notes.tasks.aaaaaa] # first\ntext = \"changed\"\n# why\nmine = 1\n"
        ),
        "{new}"
    );
}

#[test]
fn arrays_change_element_by_element() {
    let reference = |text: &str| Reference::parse(text).expect("a reference");
    let set = |list: &[&str]| {
        let list: Vec<Reference> = list.iter().map(|text| reference(text)).collect();
        changed(move |canvas| canvas.note_mut(id("cccccc")).expect("c").relations[0].clone_from(&list))
    };
    assert_eq!(set(&["x#aaaaaa"]), ["-  \"y#bbbbbb\" # two"]);
    assert_eq!(set(&["y#bbbbbb"]), ["-  \"x#aaaaaa\", # one"]);
    assert_eq!(set(&["x#aaaaaa", "z#bbbbbb"]), ["-  \"y#bbbbbb\" # two", "+  \"z#bbbbbb\" # two"]);
    assert_eq!(set(&["x#aaaaaa", "y#bbbbbb", "z"]), ["-  \"y#bbbbbb\" # two", "+  \"y#bbbbbb\", # two", "+  \"z\","]);
    assert_eq!(set(&["z", "x#aaaaaa", "y#bbbbbb"]), ["+  \"z\","]);
    assert_eq!(
        set(&[]),
        ["-  \"x#aaaaaa\", # one", "-  \"not/a/reference\",", "-  \"y#bbbbbb\" # two", "+  \"not/a/reference\","]
    );
    let new = changed(|canvas| {
        canvas.note_mut(id("aaaaaa")).expect("a").relations[Relation::See as usize] =
            vec![reference("v@2"), reference("w")];
    });
    assert_eq!(new, ["+see = [\"v@2\", \"w\"]"]);
}

#[test]
fn published_versions_come_last() {
    let published = |version: u32| Published {
        version,
        date: date("2026-11-23"),
        by: None,
        approved_by: None,
        review: None,
        summary: "s".into(),
        digest: None,
    };
    let one = after(FILE, |canvas| canvas.history.push(published(1)));
    assert!(one.ends_with("reason = \"r\"\n\n[[history]]\nversion = 1\ndate = 2026-11-23\nsummary = \"s\"\n"), "{one}");
    let two = after(&one, |canvas| canvas.history.push(published(2)));
    assert_eq!(difference(&one, &two), ["+", "+[[history]]", "+version = 2", "+date = 2026-11-23", "+summary = \"s\""]);
    assert_eq!(after(&two, |canvas| drop(canvas.history.pop())), one);
    assert_eq!(
        difference(&two, &after(&two, |canvas| canvas.history[0].summary = "t".into())),
        ["-summary = \"s\"", "+summary = \"t\""]
    );
    assert_eq!(after(&one, |canvas| canvas.history.clear()), FILE);
}

#[test]
fn marks_come_in_fill_order() {
    let mark = Mark { state: SectionState::NotApplicable, reason: None };
    let new = after(FILE, |canvas| drop(canvas.marks.insert("gains".into(), mark.clone())));
    assert!(new.contains("]\n\n[sections.gains]\nstate = \"not-applicable\"\n\n[sections.pains]"), "{new}");
}

#[test]
fn a_file_without_a_last_line_feed_gets_one() {
    let text = "format = 1\ncanvas = \"value\"\ntitle = \"t\"\n\n[notes.tasks.aaaaaa]\ntext = \"A\"";
    let new = after(text, |canvas| {
        canvas.note_mut(id("aaaaaa")).expect("a").by = Some("RA".into());
        canvas.push("tasks", Arc::new(Note::new(id("bbbbbb"), "B")));
    });
    let with_name = text.replace("text =", "by = \"RA\"\ntext =");
    assert_eq!(new, format!("{with_name}\n\n[notes.tasks.bbbbbb]\ntext = \"B\"\n"));
    let new = after(text, |canvas| assert!(canvas.insert("tasks", Arc::new(Note::new(id("bbbbbb"), "B")), None)));
    assert!(new.ends_with("text = \"B\"\n\n[notes.tasks.aaaaaa]\ntext = \"A\""), "{new}");
}

fn list_after(text: &str, change: impl Fn(&mut Checklist)) -> String {
    let mut wanted = checklist(text);
    change(&mut wanted);
    String::from_utf8(update(text.as_bytes(), &wanted.into(), method()).expect("an update")).expect("text")
}

#[test]
fn answers_and_waivers_change_by_themselves() {
    let text =
        "format = 1\nchecklist = \"audit\"\ntitle = \"t\"\n\n# About docs.\n[items.has-docs]\nverdict = \"pass\"\n";
    let waiver = Waiver { reason: "r".into(), requested_by: None, approved_by: None, until: date("2026-12-31") };
    let first = list_after(text, |list| {
        let answer = Answer {
            verdict: Some(Verdict::Gap),
            evidence: vec!["a".into(), "b".into()],
            waiver: Some(waiver.clone()),
            ..Answer::default()
        };
        list.answers.insert("uses-https".into(), answer);
    });
    let block = "[items.uses-https]\nverdict = \"gap\"\nevidence = [\n  \"a\",\n  \"b\",\n]\n\n[items.uses-https.waiver]\n\
                 reason = \"r\"\nuntil = 2026-12-31\n\n";
    assert_eq!(first, text.replace("# About", &format!("{block}# About")));
    let only_waiver = list_after(&first, |list| {
        let answer = list.answers.get_mut("uses-https").expect("an answer");
        (answer.verdict, answer.evidence) = (None, Vec::new());
    });
    assert!(only_waiver.contains("[items.uses-https]\n\n[items.uses-https.waiver]\n"), "{only_waiver}");
    let no_waiver = list_after(&first, |list| list.answers.get_mut("uses-https").expect("an answer").waiver = None);
    assert!(no_waiver.contains("]\n\n# About docs.") && !no_waiver.contains("waiver"), "{no_waiver}");
    assert_eq!(list_after(&first, |list| drop(list.answers.remove("uses-https"))), text);
    let bare = first.replace("[items.uses-https]\nverdict = \"gap\"\nevidence = [\n  \"a\",\n  \"b\",\n]\n\n", "");
    let answered = list_after(&bare, |list| {
        list.answers.get_mut("uses-https").expect("an answer").verdict = Some(Verdict::Partial);
    });
    assert!(answered.contains("[items.uses-https]\nverdict = \"partial\"\n\n[items.uses-https.waiver]"), "{answered}");
    let grown = list_after(text, |list| {
        list.answers.get_mut("has-docs").expect("an answer").evidence = vec!["one".into()];
    });
    assert!(grown.ends_with("verdict = \"pass\"\nevidence = [\"one\"]\n"), "{grown}");
}

#[test]
fn products_follow_ups_and_settings_change_by_themselves() {
    let text = "format = 1\nname = \"n\"\n\n[team] # ours\nlead = \"x\"\n";
    let content = read(text.as_bytes(), FileKind::Product, method()).content.expect("a product");
    let mut product = crate::document::Product::clone(content.product().expect("a product"));
    product.team.insert("apo".into(), "y".into());
    product.cycle = "c".into();
    let new = update(text.as_bytes(), &product.clone().into(), method()).expect("an update");
    assert_eq!(
        String::from_utf8_lossy(&new),
        "format = 1\nname = \"n\"\ncycle = \"c\"\n\n[team] # ours\napo = \"y\"\nlead = \"x\"\n"
    );
    product.team.clear();
    let new = update(text.as_bytes(), &product.into(), method()).expect("an update");
    assert!(String::from_utf8_lossy(&new).ends_with("[team] # ours\n"));

    let text = "format = 1\n\n[policy]\nempty-note = \"off\"\n";
    let Some(Content::Settings(mut settings)) = read(text.as_bytes(), FileKind::Settings, method()).content else {
        panic!("no settings");
    };
    settings.policy.clear();
    settings.names = crate::document::Names::Full;
    let new = update(text.as_bytes(), &Content::Settings(settings), method()).expect("an update");
    assert_eq!(String::from_utf8_lossy(&new), "format = 1\nnames = \"full\"\n");

    let text = "format = 1\n\n[actions.aaaaaa]\ntext = \"a\"\n\n[actions.bbbbbb]\ntext = \"b\"\n";
    let kind = FileKind::of("orders/follow-up.toml", method());
    let content = read(text.as_bytes(), kind, method()).content.expect("a follow-up");
    let mut sheet = content.sheet().expect("a register").clone();
    let path = ["actions", "aaaaaa", "done"].map(str::to_owned).to_vec();
    let done = RegisterValue::Date(date("2026-11-30"));
    let edit = Edit::Register(RegisterEdit::Set { path, before: None, after: Some(done) });
    assert_eq!(edit.apply(&mut sheet), Ok(()));
    let new = update(text.as_bytes(), &Content::DocumentBody(sheet.clone()), method()).expect("an update");
    let after = "format = 1\n\n[actions.aaaaaa]\ndone = 2026-11-30\ntext = \"a\"\n\n[actions.bbbbbb]\ntext = \"b\"\n";
    assert_eq!(String::from_utf8_lossy(&new), after);
    assert_eq!(edit.inverse().apply(&mut sheet), Ok(()));
    let back = update(after.as_bytes(), &Content::DocumentBody(sheet), method()).expect("an update");
    assert_eq!(String::from_utf8_lossy(&back), text);
}

#[test]
fn values_in_other_forms_change_in_place() {
    let text = "format = 1\ncanvas = \"value\"\ntitle = \"t\"\nnotes.tasks = { aaaaaa = { text = \"A\", from = [\"x\"] } }\n\n\
                [notes.gains]\nbbbbbb.text = \"B\" # b\ncccccc = { text = \"C\" }\n";
    let new = after(text, |canvas| {
        canvas.note_mut(id("aaaaaa")).expect("a").text = "x\ny".into();
        canvas.note_mut(id("aaaaaa")).expect("a").relations[0] = vec![Reference::parse("y").expect("a reference")];
        canvas.note_mut(id("bbbbbb")).expect("b").text = "Z".into();
    });
    let wanted = text.replace("\"A\"", "\"x\\ny\"").replace("[\"x\"]", "[\"y\"]").replace("\"B\"", "\"Z\"");
    assert_eq!(new, wanted);
}

#[test]
fn only_valid_files_are_written() {
    let target = Content::from(canvas(FILE));
    let error = |text: &str| update(text.as_bytes(), &target, method()).expect_err("an error");
    assert!(matches!(error(""), UpdateError::Invalid(_)));
    assert!(matches!(error("format = 1\ncanvas ="), UpdateError::Invalid(_)));
    assert_eq!(error("format = 2\ncanvas = \"value\"\ntitle = \"t\"\n"), UpdateError::Newer);
    assert_eq!(error("<<<<<<< a\n=======\n>>>>>>> b\n"), UpdateError::Conflicted);
    let mut odd = canvas(FILE);
    odd.head.format = 7;
    assert_eq!(update(FILE.as_bytes(), &odd.into(), method()), Err(UpdateError::Mismatch));
}

#[test]
fn a_written_file_says_what_was_written() {
    let content = Content::from(canvas(FILE));
    let text = write(&content, method());
    assert!(content.says_the_same(&Content::from(canvas(&text))));
    assert_eq!(write(&Content::from(canvas(&text)), method()), text);
}

#[test]
fn marks_of_documents_come_and_go_each_as_a_block_of_its_own() {
    let text = "format = 1\nname = \"n\"\ncycle = \"c\"\n\n[criteria.goals]\nanswer = \"yes\"\n";
    let content = read(text.as_bytes(), FileKind::Product, method()).content.expect("a product");
    let mut product = crate::document::Product::clone(content.product().expect("a product"));
    let mark = crate::document::Reviewed { by: Some("RA".into()), date: chrono::NaiveDate::from_ymd_opt(2026, 11, 23) };
    for stem in ["journey", "journey.courier"] {
        product.reviewed.entry("strategy".into()).or_default().insert(stem.into(), mark.clone());
    }
    let new = update(text.as_bytes(), &product.clone().into(), method()).expect("an update");
    let marked = "\n[reviewed.strategy.journey]\nby = \"RA\"\ndate = 2026-11-23\n\n\
                  [reviewed.strategy.\"journey.courier\"]\nby = \"RA\"\ndate = 2026-11-23\n";
    assert_eq!(String::from_utf8_lossy(&new), format!("{text}{marked}"));
    assert_eq!(crate::codec::format(&new, FileKind::Product, method()).as_deref(), Ok(&new[..]), "canonical");
    let mut round =
        crate::document::Round::with(crate::document::Id::from_bits(9), 1, crate::document::RoundVerdict::Improve);
    round.reason = "Slow".into();
    product.close_round(round);
    let closed = update(&new, &product.clone().into(), method()).expect("an update");
    let told = String::from_utf8_lossy(&closed).into_owned();
    assert!(told.contains(".reviewed.strategy.\"journey.courier\"]") && !told.contains("[reviewed."), "{told}");
    assert!(told.contains(".criteria.goals]") && !told.contains("[criteria."), "{told}");
    assert_eq!(read(&closed, FileKind::Product, method()).content, Some(product.into()));
    assert_eq!(crate::codec::format(&closed, FileKind::Product, method()).as_deref(), Ok(&closed[..]), "canonical");
}

#[test]
fn a_key_added_to_a_note_in_the_earlier_order_moves_no_other() {
    let text = "format = 1\ncanvas = \"value\"\ntitle = \"t\"\nstatus = \"draft\"\nversion = 0\n\n\
                [notes.tasks.t7qm4k]\n# said\ntext = \"See\"\nkind = \"negative\"\nby = \"RA\"\n";
    let set = |text: &str, field, value: &str| {
        let mut canvas = canvas(text);
        let id = canvas.notes().next().expect("a note").1.id;
        canvas.note_mut(id).expect("a note").set(field, Some(&value.into()));
        let new = update(text.as_bytes(), &canvas.into(), method()).expect("an update");
        String::from_utf8(new).expect("text")
    };
    let basis = set(text, Field::Basis, "observed");
    assert_eq!(basis, text.replace("by = \"RA\"\n", "by = \"RA\"\nbasis = \"observed\"\n"));
    let bare = text.replace("kind = \"negative\"\nby = \"RA\"\n", "");
    assert_eq!(set(&bare, Field::Kind, "negative"), bare.replace("# said", "kind = \"negative\"\n# said"));
}
