use std::collections::{BTreeMap, HashMap};

use super::*;
use crate::assess::Home;
use crate::assess::recap::Sources;
use crate::codec::{FileKind, read};
use crate::document::session::{BlockKind, SessionRecord};
use crate::document::{Canvas, DocumentBody, FollowUp, Id};
use crate::method::Method;

const CANVAS: &str = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
    [notes.tasks.t7qm4k]\ntext = \"<b>See</b> \\u001b[2J where & 'how'\"\n\n\
    [notes.tasks.b2h8xd]\nunder = \"t7qm4k\"\ntext = \"Ask\\ntwice\"\n\n\
    [notes.tasks.c3h9xe]\ntext = \"- 1. Reworded since\"\n";
const FOLLOW_UP: &str = "format = 1\n\n[decisions.w3k9ze]\nby = \"Business owner\"\nbecause = \"Wrong addresses\"\n\
    rejected = [\"Never\"]\ndissent = \"More load\"\nabout = [\"api-value-proposition#c3h9xe\", \"api-audit\"]\ntext = \"Change | it\"\n\n\
    [actions.p5v0qr]\nowner = \"API designer\"\ndue = 2026-12-01\ntext = \"Owned\"\n\n\
    [actions.p5v0qs]\nwithout_owner = \"Nobody of finance\"\ntext = \"Unowned\"\n\n\
    [actions.f4g5h6]\nowner = \"API designer\"\ntext = \"Old\"\n\n\
    [parked.c1d2e3]\ndropped = \"Not asked for\"\ntext = \"Bicycles\"\n";
const FIRST: &str = "format = 1\nsession = \"blank\"\ntitle = \"First\"\nstate = \"closed\"\ndate = 2026-11-16\n\n\
    [outcome]\nkept = [\"follow-up#f4g5h6\"]\n";
const SECOND: &str = "format = 1\nsession = \"blank\"\ntitle = \"Orders: *value*\"\nstate = \"closed\"\ndate = 2026-11-23\n\
    began = 13:02:00\nended = 14:37:00\n\n[attendees.m4t8ze]\nwho = \"API designer\"\ndecides = true\n\n\
    [attendees.m4t8zf]\nwho = \"Guest\"\nabsent = true\n\n\
    [blocks.w2c5kd]\nkind = \"write\"\ncanvas = \"api-value-proposition\"\nsection = \"tasks\"\nminutes = 7\nspent = 8.5\n\n\
    [blocks.w2c5ke]\nkind = \"fishbowl\"\nminutes = 5\nadded = \"during\"\n\n\
    [votes.q8n3rt]\nquestion = \"Which?\"\ndots = 3\nvoters = 5\ncast = 15\nseen = true\n\n\
    [votes.q8n3rt.totals]\nb2h8xd = 5\nc3h9xe = 4\nt7qm4k = 2\nz0k8hw = 4\n\n\
    [changes.api-value-proposition]\nadded = [\"t7qm4k\", \"g0ne00\"]\nremoved = { z0k8hw = \"Old words\" }\n\n\
    [outcome]\ndecisions = [\"follow-up#w3k9ze\"]\nactions = [\"follow-up#p5v0qr\", \"follow-up#p5v0qs\", \"follow-up#n0wher\"]\n\
    closed = [\"follow-up#c1d2e3\"]\nkept = [\"follow-up#f4g5h6\"]\nrated = [0, 0, 1, 4, 2]\n";
const THIRD: &str = "format = 1\nsession = \"blank\"\ntitle = \"Third\"\nstate = \"closed\"\ndate = 2026-11-30\n\n\
    [changes.api-value-proposition]\nreworded = [\"c3h9xe\"]\n\n[outcome]\nkept = [\"follow-up#f4g5h6\"]\n";

fn sheet(path: &str, text: &str) -> DocumentBody {
    let method = Method::built_in();
    let reading = read(text.as_bytes(), FileKind::of(path, method), method);
    assert_eq!(reading.problems, [], "{path}");
    reading.content.and_then(|content| content.sheet().cloned()).expect("readable")
}

fn record(text: &str) -> SessionRecord {
    let sheet = sheet("orders/sessions/a.toml", text);
    SessionRecord::of(sheet.register().expect("a register")).expect("a session")
}

fn recap(then: &[(&str, &str)]) -> Recap {
    let DocumentBody::Canvas(canvas) = sheet("orders/api-value-proposition.toml", CANVAS) else { panic!("a canvas") };
    let follow_up = sheet("orders/follow-up.toml", FOLLOW_UP);
    let follow_up = FollowUp::of(follow_up.register().expect("a register")).expect("a follow-up");
    let canvases: [(Home, &Canvas); 1] = [(Home::new("orders", "api-value-proposition"), &canvas)];
    let (first, second, third) = (record(FIRST), record(SECOND), record(THIRD));
    let then: HashMap<Id, String> =
        then.iter().map(|(id, text)| (Id::new(id).expect("an id"), (*text).to_owned())).collect();
    let sources = Sources {
        product: "orders",
        canvases: &canvases,
        follow_ups: &BTreeMap::from([("orders".to_owned(), follow_up)]),
        sessions: &[("2026-11-16-a", &first), ("2026-11-23-a", &second), ("2026-11-30-a", &third)],
        then: &then,
        method: Method::built_in(),
        language: "en",
    };
    Recap::of("2026-11-23-a", &second, &sources)
}

#[test]
fn minutes_say_everything_in_their_order() {
    let text = minutes(&recap(&[]), Form::Text, Catalogue::english());
    let wanted = "\
Orders: *value*
===============
Date: 2026-11-23
Time: 13:02 to 14:37
Present: API designer (decides)
Missing: Guest

Decided
-------
- Change | it (w3k9ze)
  - Who: Business owner
  - Why: Wrong addresses
  - Set aside: Never
  - Dissent: More load
  - About: - 1. Reworded since (c3h9xe) (since changed)
  - About: api-audit

To do
-----
- Unowned (p5v0qs)
  - No owner: Nobody of finance
- n0wher
- Owned (p5v0qr)
  - Owner: API designer
  - Due: 2026-12-01

Votes
-----
- Which? (q8n3rt)
  - 7: <b>See</b> ␛[2J where & 'how' (t7qm4k)
    - 5: Ask
      twice (b2h8xd)
  - 4: - 1. Reworded since (c3h9xe) (since changed)
  - 4: Old words (z0k8hw) (no longer there)
  - 5 voted, 3 dots each; 15 cast
  - Opened again after the totals were seen

What changed
------------
- API Value Proposition (api-value-proposition)
  - Tasks
    - New: <b>See</b> ␛[2J where & 'how' (t7qm4k)
  - New: g0ne00
  - Removed: Old words (z0k8hw)

Agenda
------
Block                                Planned       Spent  Difference
Write: Tasks                               7         8.5        +1.5
fishbowl (added during the session)        5  not opened
All                                       12         8.5        -3.5

From earlier sessions
---------------------
- Bicycles (c1d2e3)
  - Dropped: Not asked for
- Old (f4g5h6)
  - Carried on, 2 times so far

How it went
-----------
- 1: 0
- 2: 0
- 3: 1
- 4: 4
- 5: 2
";
    assert_eq!(text, wanted);
}

#[test]
fn a_note_that_says_something_else_than_when_the_session_was_closed_is_marked() {
    let is_marked = |then: &[(&str, &str)]| {
        let recap = recap(then);
        recap.votes[0].totals[0].parts[0].0.is_changed
    };
    assert!(!is_marked(&[]));
    assert!(!is_marked(&[("b2h8xd", "Ask\ntwice")]));
    assert!(is_marked(&[("b2h8xd", "Ask")]));
}

#[test]
fn nothing_in_a_text_becomes_markup_and_a_page_leads_nowhere() {
    let html = minutes(&recap(&[]), Form::Html, Catalogue::english());
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(html.contains("&lt;b&gt;See&lt;/b&gt; ␛[2J where &amp; &#39;how&#39;"));
    assert!(html.contains("Ask<br>twice"));
    for part in ["<script", "href", "src=", "http", "url(", "\u{1b}"] {
        assert!(!html.contains(part), "{part}");
    }
    let markdown = minutes(&recap(&[]), Form::Markdown, Catalogue::english());
    assert!(markdown.starts_with("# Orders: \\*value\\*\n"));
    assert!(markdown.contains("- Change \\| it (w3k9ze)\n"));
    assert!(markdown.contains("  - **4:** \\- 1. Reworded since (c3h9xe) (since changed)\n"));
    assert!(!markdown.contains("<b>") && !markdown.contains('\u{1b}'));
}

#[test]
fn blocks_are_called_by_the_words_that_agendas_have() {
    const HEAD: &str = "format = 1\nsession = \"blank\"\ntitle = \"First\"\nstate = \"planned\"\ndate = 2026-11-16\n";
    let catalogue = Catalogue::english();
    for kind in BlockKind::ALL {
        let word = kind.word();
        let record = record(&format!("{HEAD}\n[blocks.w2c5kd]\nkind = \"{word}\"\nminutes = 7\n"));
        let sources = Sources {
            product: "orders",
            canvases: &[],
            follow_ups: &BTreeMap::new(),
            sessions: &[("2026-11-16-a", &record)],
            then: &HashMap::new(),
            method: Method::built_in(),
            language: "en",
        };
        let text = minutes(&Recap::of("2026-11-16-a", &record, &sources), Form::Text, catalogue);
        let key = format!("workshop.block.{word}");
        let called = catalogue.look_up(&key);
        assert!(called != word && text.contains(called), "{called} in {text}");
    }
}
