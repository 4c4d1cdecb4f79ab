//! What is deleted, cut, moved or changed and taken back stands in its file again as somebody wrote it: with its comments,
//! with the keys of other tools, and with every blank where it was.

use proptest::prelude::*;

use super::{VALUE, journeys};
use crate::common::{PRODUCT, Program};
use stationmaster::app::{Message, Size};
use stationmaster::codec::{Content, FileKind, read};
use stationmaster::document::{Edit, EntryPlace, RegisterEdit};
use stationmaster::method::Method;
use stationmaster::workspace::Memory;

/// A canvas as people and other tools leave it.
const WRITTEN: &str = "\
# Orders, as the couriers see them
format = 1 # of this file
canvas = 'api-value-proposition'
title    = \"Orders\"
status = \"draft\"
version = 0


# from the interview
# of 20 November
[notes.tasks.t7qm4k] # the first
jira = \"OPS-42\"
text   =   'See where an order is' # said twice
tags = [ \"late\", # often
  'lost' ]
# and more

# nobody's
[notes.\"tasks\".b2h8xd]
text = \"\"\"
Change the \\
  address\"\"\"
basis = \"observed\" # by Ann
[notes.tasks.w3k9ze]
under = \"b2h8xd\"
text = \"Return a parcel\"



# gains
[notes.gain-enabling-features.g5n2ra]
text = \"One status\" # for all
[notes.gain-enabling-features.h8s2nd.lane]
row = 4

[notes.gain-enabling-features.h8s2nd]
text = \"Address check\"
from = [ \"customer-journey#k3f9aa\", # the van
  \"customer-journey#k3f9ab\" ]

[sections.api-products] # team
  state = \"gap\"
  reason = 'Platform team joins' # on Thursday
# the end
";

const OTHER: &str = "orders/customer-journey.toml";
const JOURNEY: &str = "\
format = 1
canvas = \"customer-journey\"
title = \"Orders\"
status = \"draft\"
version = 0
";

fn on(text: &str) -> Program {
    let files =
        [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (VALUE, text), (OTHER, JOURNEY)];
    let disk = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
    Program::with(disk, Size { width: 100, height: 40 }, Some(VALUE))
}

/// Goes to another document.
fn go_to(program: &mut Program, file: &str) {
    program.tell(vec![Message::Created { file: file.into() }]);
    assert!(program.model.doc().is_some_and(|doc| doc.file == file), "{}", program.screen());
}

/// The lines of the first note of [`WRITTEN`].
fn first() -> &'static str {
    let from = WRITTEN.find("# from the").expect("there");
    let to = WRITTEN.find("\n# nobody's").expect("there");
    &WRITTEN[from..to]
}

journeys! {
    fn a_note_that_is_deleted_and_taken_back_is_the_same_block() {
        for keys in ["g1.1d", "g1.2d", "g1.3d", "g2.1d", "g2.2d", "g1.1x", "g1.1 d", "*d", "g1.1J", "g1.3K", "g1.2<", "g1.3>",
            "g1.1eSay it<esc>", "g1.2t", "g1.1m2", "g2.2m1", "g1.1xg2.1p", "g1.1xp", "g1.1dg2.1d", "g2.1mcomponents<enter>"] {
            let mut program = on(WRITTEN);
            program.press(keys).press("<esc><esc>");
            let changed = program.text(VALUE);
            while program.depth() > 0 {
                program.press("u");
            }
            assert_eq!(program.text(VALUE), WRITTEN, "{keys}: {changed}");
            while program.model.history().next().is_some() {
                program.press("<ctrl-r>");
            }
            assert_eq!(program.text(VALUE), changed, "{keys}");
            let mut program = program.kill();
            while program.depth() > 0 {
                program.press("u");
            }
            assert_eq!(program.text(VALUE), WRITTEN, "{keys}: after a restart");
        }
    }

    fn a_note_that_is_cut_is_put_elsewhere_as_it_stands() {
        let mut program = on(WRITTEN);
        program.press("g1.1xg2.1p");
        let text = program.text(VALUE);
        let moved = first().replace("notes.tasks", "notes.gain-enabling-features");
        assert!(text.contains(&moved) && !text.contains("notes.tasks.t7qm4k"), "{text}");
        // In another canvas, also where the first was not saved yet.
        for is_held in [false, true] {
            let mut program = on(WRITTEN);
            if is_held {
                program.hold_saves();
            }
            program.press("g1.1x");
            go_to(&mut program, OTHER);
            program.press("p").let_saves_through();
            let text = program.text(OTHER);
            let lines = first().split_once('\n').expect("lines").1.split_once('\n').expect("lines").1;
            assert!(text.contains(&lines[lines.find("jira").expect("there")..]), "{text}");
            assert!(text.contains("# from the interview\n# of 20 November\n[notes."), "{text}");
            program.press("uu");
            assert_eq!(program.text(OTHER), JOURNEY);
            program.press("uu");
            assert_eq!(program.text(VALUE), WRITTEN);
        }
    }

    /// A copy is another note: what was said about the first in comments was not said about it, but other tools find their
    /// keys.
    fn a_copy_has_all_keys_and_no_comments() {
        let mut program = on(WRITTEN);
        program.press("g1.1yg2.1p");
        let text = program.text(VALUE);
        assert_eq!(text.matches("jira = \"OPS-42\"").count(), 2, "{text}");
        assert_eq!(text.matches("# from the interview").count(), 1, "{text}");
        assert_eq!(text.matches("# said twice").count(), 1, "{text}");
        program.press("u<ctrl-r>");
        assert_eq!(program.text(VALUE), text);
        program.press("u");
        assert_eq!(program.text(VALUE), WRITTEN);
        // Nothing of it is lost by a kill before it is saved.
        let mut program = on(WRITTEN);
        program.hold_saves().press("g1.1yg2.1p");
        let program = program.kill();
        assert_eq!(program.text(VALUE).matches("jira = \"OPS-42\"").count(), 2, "{}", program.text(VALUE));
    }

    /// Somebody else writes between: what comes back is the block as it stood, and what they wrote stays.
    fn a_note_comes_back_whole_whatever_others_wrote_meanwhile() {
        for is_killed in [false, true] {
            let mut program = on(WRITTEN);
            program.press("g1.1d").replace_unseen(VALUE, "Return a parcel", "Send it back").look_again(VALUE);
            if is_killed {
                program = program.kill();
            }
            program.press("u");
            let text = program.text(VALUE);
            assert!(text.contains(first()), "{text}");
            assert!(text.contains("Send it back"), "{text}");
            assert!(text.find("t7qm4k").expect("there") < text.find("b2h8xd").expect("there"), "{text}");
            // Only the key that is changed then moves.
            program.press("g1.1eSay it<esc>");
            let now = program.text(VALUE);
            assert_eq!(now, text.replace("'See where an order is'", "\"See where an order isSay it\""));
        }
    }

    fn what_a_killed_run_took_out_comes_back_whole() {
        for is_saved in [false, true] {
            let mut program = on(WRITTEN);
            if !is_saved {
                program.hold_saves();
            }
            program.press("g1.1dg2.1d");
            let mut program = program.kill();
            assert!(!program.text(VALUE).contains("t7qm4k"));
            program.press("uu");
            assert_eq!(program.text(VALUE), WRITTEN);
            program.press("<ctrl-r><ctrl-r>");
            assert!(!program.text(VALUE).contains("t7qm4k"));
            program.press("uu");
            assert_eq!(program.text(VALUE), WRITTEN);
        }
    }

    fn an_answer_that_is_taken_back_stands_as_it_stood() {
        const AUDIT: &str = "orders/api-audit.toml";
        let text = "format = 1\nchecklist = \"api-audit\"\nprofile = \"full-crud\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
            # seen at the gateway\n[items.uses-https] # yes\nverdict = 'pass' # by hand\njira = 7\nevidence = [ 'a.md', # one\n 'b.md' ]\n\n\
            [items.uses-https.waiver] # until\nreason = \"x\"\nuntil = 2026-12-31\n";
        let mut program = Program::open(AUDIT, text);
        let answers = program.in_file(AUDIT);
        let before = answers.checklist().and_then(|list| list.answers.get("uses-https")).cloned().map(Box::new);
        assert!(before.is_some());
        let mut other = before.clone().expect("an answer");
        (other.verdict, other.waiver) = (None, None);
        for after in [None, Some(other)] {
            let edit = Edit::Answer { item: "uses-https".into(), before: before.clone(), after };
            program.tell(vec![Message::Change { file: AUDIT.into(), edits: vec![edit] }]);
            assert_ne!(program.text(AUDIT), text);
            program.press("u");
            assert_eq!(program.text(AUDIT), text);
        }
    }

    fn a_decision_that_is_taken_back_stands_as_it_stood() {
        const FILE: &str = "orders/follow-up.toml";
        let text = "format = 1\n\n# at the depot\n[decisions.w3k9ze] # final\ntext = 'Until it is loaded'\njira = \"OPS-42\"\nrejected = [ \"a\" , # no\n  \"b\" ]\nby = \"Ann\"\n\n[actions.p5v0qr]\ntext = \"Ask\"\n# soon\n";
        let mut program = Program::over(&[("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (FILE, text)]);
        let body = program.in_file(FILE);
        for (table, key) in [("decisions", "w3k9ze"), ("actions", "p5v0qr")] {
            let entry = body.register().expect("a register").table_at(&[table]).and_then(|table| table.table(key)).expect("there");
            let at = EntryPlace { table: vec![table.into()], after: None };
            let edit = RegisterEdit::Remove { at, key: key.into(), entry: std::sync::Arc::new(entry.clone()) };
            program.tell(vec![Message::Change { file: FILE.into(), edits: vec![Edit::Register(edit)] }]);
            assert!(!program.text(FILE).contains(key));
        }
        let mut program = program.kill();
        program.press("u").press("u");
        assert_eq!(program.text(FILE), text);
    }

    fn what_is_moved_to_and_fro_is_taken_back_to_the_first_text_that_said_the_same() {
        let acts = [(12, 1), (4, 1), (12, 1), (4, 2), (3, 2), (6, 2)];
        let (left, first) = done_and_taken_back(&[0], &acts, &[true, false], 25).expect("a file of ours");
        assert_eq!(left, first);
    }

    fn a_copy_that_was_deleted_is_taken_back_to_the_text_before_it() {
        let acts = [(11, 3), (1, 2), (0, 1), (4, 1), (4, 1)];
        let (left, first) =
            done_and_taken_back(&[0, 0, 1, 0, 0], &acts, &[true, false, true, true], 254).expect("a file of ours");
        assert_eq!(left, first);
    }
}

/// A file with comments and keys of others at odd places.
fn strewn(seeds: &[u8]) -> String {
    let mut seeds = seeds.iter().cycle();
    let mut out = String::new();
    for (number, line) in WRITTEN.lines().enumerate() {
        let is_within =
            (line.starts_with("Change the") || line.starts_with("  address") || line.starts_with("  'lost'"))
                || line.starts_with("  \"customer");
        match seeds.next().map_or(9, |seed| seed % 10) {
            0 if !is_within => out.push('\n'),
            1 if !is_within => out.extend(["# strewn ", &number.to_string(), "\n"]),
            2 if line.starts_with("text") && !line.ends_with("\"\"\"") => {
                out.extend(["other", &number.to_string(), " = { a = 1 }\n"])
            }
            3 if line.is_empty() => out.push_str("\n\n"),
            _ => {}
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// What stands in a strewn file where `acts` were done to it and all of it is taken back, and what stood there first. Nothing
/// where that is no file of ours. Saves wait as `pauses` say in turn, and the program is killed after one of the acts.
fn done_and_taken_back(seeds: &[u8], acts: &[(u8, u8)], pauses: &[bool], kills: usize) -> Option<(String, String)> {
    let text = strewn(seeds);
    let reading = read(text.as_bytes(), FileKind::DocumentBody, Method::built_in());
    if !matches!(reading.content, Some(Content::DocumentBody(_))) {
        return None;
    }
    let mut program = on(&text);
    let mut pauses = pauses.iter().cycle();
    for (at, (act, note)) in acts.iter().enumerate() {
        if *pauses.next().expect("one") {
            program.hold_saves();
        } else {
            program.let_saves_through();
        }
        let section = 1 + act % 2;
        let go = format!("g{section}.{note}");
        program.press(&match act {
            0 | 1 => format!("{go}d"),
            2 | 3 => format!("{go}xg{}.1p", 3 - section),
            4 => format!("{go}J"),
            5 => format!("{go}K"),
            6 => format!("{go}m{}", 3 - section),
            7 => format!("{go}eMore {at}<esc>"),
            8 => format!("{go}aNew {at}<esc>"),
            9 => format!("{go}>"),
            10 => format!("{go}<"),
            11 => format!("{go}yp"),
            12 => "u".to_owned(),
            13 => "<ctrl-r>".to_owned(),
            _ => format!("{go}x"),
        });
        // Words typed where there is no note to change are offered as one.
        if program.model.offer().is_some() {
            program.press("<esc>");
        }
        if kills % 20 == at {
            program = program.kill();
        }
    }
    while program.depth() > 0 {
        if *pauses.next().expect("one") {
            program.hold_saves();
        } else {
            program.let_saves_through();
        }
        let depth = program.depth();
        program.press("u");
        assert!(program.depth() < depth || program.said().contains("again goes to"), "{}", program.said());
    }
    program.let_saves_through();
    Some((program.text(VALUE), text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_and_taken_back_leaves_the_file_byte_for_byte(
        seeds in proptest::collection::vec(any::<u8>(), 1..60),
        acts in proptest::collection::vec((0_u8..16, 1_u8..4), 1..14),
        pauses in proptest::collection::vec(any::<bool>(), 1..9),
        kills in any::<u8>(),
    ) {
        let texts = done_and_taken_back(&seeds, &acts, &pauses, kills.into());
        prop_assume!(texts.is_some());
        let (left, first) = texts.expect("some");
        prop_assert_eq!(left, first);
    }
}
