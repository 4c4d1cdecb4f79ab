//! What three versions of a file come to, as bytes.

use proptest::prelude::*;

use super::*;
use crate::document::register_testing::three_registers;
use crate::merge::testing::{checklist, three_canvases};

const SEVEN: Markers<'static> = Markers { size: 7, ours: "HEAD", theirs: "side" };

const HEAD: &str = "# Of the team\n\nformat = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

fn merged(path: &str, base: &str, ours: &str, theirs: &str) -> MergedFile {
    let files = Three { base: base.as_bytes(), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
    merge_files(files, &FileKind::of(path, Method::built_in()), Method::built_in()).expect("it can be merged")
}

fn text(merged: &MergedFile) -> String {
    String::from_utf8(merged.marked(&SEVEN)).expect("text")
}

/// What it comes to where nothing clashes, whichever side is ours.
fn clean(path: &str, base: &str, ours: &str, theirs: &str) -> String {
    let (one, other) = (merged(path, base, ours, theirs), merged(path, base, theirs, ours));
    assert_eq!(one.unsettled(), [], "{}", text(&one));
    assert_eq!(other.unsettled(), []);
    text(&one)
}

fn canvas(notes: &str) -> String {
    format!("{HEAD}{notes}")
}

#[test]
fn comments_and_unknown_keys_of_both_sides_stay_byte_for_byte() {
    let base = canvas(
        "\n[notes.tasks.t7qm4k]\ntext = \"One\"\n\n[notes.tasks.b2h8xd]\nbasis = \"observed\"\ntext = \"Two\"\n",
    );
    let ours = base.replace("[notes.tasks.t7qm4k]", "# why\n[notes.tasks.t7qm4k] # here\njira = \"ORD-17\"");
    let theirs = base.replace("\"Two\"", "'Two and a half' # halved");
    let both = ours.replace("\"Two\"", "'Two and a half' # halved");
    assert_eq!(clean("a/x.toml", &base, &ours, &theirs), both);
    assert_eq!(clean("a/x.toml", &base, &theirs, &ours), both);
    // In one note: a comment and a key of ours, a text of theirs, a comment of theirs behind what we left alone.
    let theirs = base.replace("text = \"One\"", "# them\ntext = \"Uno\" # one");
    let expected = ours.replace("text = \"One\"", "# them\ntext = \"Uno\" # one");
    assert_eq!(clean("a/x.toml", &base, &ours, &theirs), expected);
}

#[test]
fn one_field_to_two_things_is_a_conflict_around_that_key_only() {
    let note = |text: &str| {
        canvas(&format!("\n[notes.tasks.b2h8xd]\nbasis = \"observed\"\n# on the road\ntext = \"{text}\"\n"))
    };
    let (base, ours, theirs) = (note("Before"), note("Until loading"), note("Until the van leaves"));
    let one = merged("a/x.toml", &base, &ours, &theirs);
    let expected = canvas(
        "\n[notes.tasks.b2h8xd]\nbasis = \"observed\"\n# on the road\n<<<<<<< HEAD\ntext = \"Until loading\"\n=======\n\
         text = \"Until the van leaves\"\n>>>>>>> side\n",
    );
    assert_eq!(text(&one), expected);
    assert_eq!(one.taken(Version::Ours), ours.as_bytes());
    assert_eq!(one.taken(Version::Theirs), theirs.as_bytes());
    assert_eq!(one.taken(Version::Base), base.as_bytes());
    let both = note("@").replace("\"@\"", "\"\"\"\nUntil loading\nUntil the van leaves\"\"\"");
    assert_eq!(String::from_utf8(one.with_both()).expect("text"), both);
    let [left] = &one.unsettled()[..] else { panic!("{:?}", one.unsettled()) };
    assert_eq!(
        (left.anchor.as_str(), left.keys.as_slice(), left.question),
        ("b2h8xd", &["text".to_owned()][..], Question::Differs)
    );
    assert_eq!(expected.lines().nth(left.line - 1), Some("<<<<<<< HEAD"));
    let wide = one.marked(&Markers { size: 9, ours: "", theirs: "x" });
    assert!(String::from_utf8(wide).expect("text").contains("\n<<<<<<<<<\ntext"));
}

#[test]
fn a_note_one_side_removed_and_the_other_changed_is_a_conflict() {
    let base = canvas("\n[notes.tasks.t7qm4k]\ntext = \"One\"\n\n[notes.tasks.b2h8xd]\ntext = \"Two\"\n");
    let gone = canvas("\n[notes.tasks.t7qm4k]\ntext = \"One\"\n");
    for changed in [base.replace("Two", "Zwei"), base.replace("[notes.tasks.b2h8xd]", "# keep\n[notes.tasks.b2h8xd]")] {
        let one = merged("a/x.toml", &base, &gone, &changed);
        assert_eq!(one.unsettled()[0].question, Question::RemovedByUs, "{}", text(&one));
        assert_eq!(one.taken(Version::Ours), gone.as_bytes());
        assert_eq!(one.taken(Version::Theirs), changed.as_bytes());
        let other = merged("a/x.toml", &base, &changed, &gone);
        assert_eq!(other.unsettled()[0].question, Question::RemovedByThem);
    }
    assert_eq!(clean("a/x.toml", &base, &gone, &base.replace("One", "Uno")), gone.replace("One", "Uno"));
}

#[test]
fn a_note_moved_to_two_places_stands_at_each_between_markers() {
    let base = canvas("\n[notes.tasks.t7qm4k]\ntext = \"One\"\n\n[notes.tasks.b2h8xd]\ntext = \"Two\"\n");
    let to = |section: &str| {
        canvas(&format!("\n[notes.tasks.b2h8xd]\ntext = \"Two\"\n\n[notes.{section}.t7qm4k]\ntext = \"One\"\n"))
    };
    let (ours, theirs) = (to("gain-enabling-features"), to("api-products"));
    let one = merged("a/x.toml", &base, &ours, &theirs);
    let [left] = &one.unsettled()[..] else { panic!("{}", text(&one)) };
    assert_eq!((left.anchor.as_str(), left.question), ("t7qm4k", Question::Moved));
    assert_eq!(one.taken(Version::Ours), ours.as_bytes(), "{}", text(&one));
    assert_eq!(one.taken(Version::Theirs), theirs.as_bytes(), "{}", text(&one));
}

#[test]
fn additions_of_both_stand_in_the_order_of_their_first_ids_whichever_side_is_ours() {
    let base = canvas("\n[notes.tasks.t7qm4k]\ntext = \"One\"\n");
    let with = |ids: &[&str]| {
        let notes =
            ids.iter().map(|id| format!("\n[notes.tasks.{id}]\ntext = \"{id}\"\n")).collect::<Vec<_>>().concat();
        format!("{base}{notes}")
    };
    let (ours, theirs) = (with(&["k3f9aa", "b2h8xd"]), with(&["c4h7wd", "zzzzzz"]));
    let expected = with(&["c4h7wd", "zzzzzz", "k3f9aa", "b2h8xd"]);
    assert_eq!(clean("a/x.toml", &base, &ours, &theirs), expected);
    assert_eq!(clean("a/x.toml", &base, &theirs, &ours), expected);
    // Both added the same file.
    assert_eq!(clean("a/x.toml", "", &ours, &theirs).matches("[notes.").count(), 5);
}

#[test]
fn a_note_whose_group_lost_its_head_stands_on_its_own_and_is_named() {
    let base = canvas("\n[notes.tasks.t7qm4k]\ntext = \"One\"\n\n[notes.tasks.b2h8xd]\ntext = \"Two\"\n");
    let ours = base.replace("b2h8xd]\n", "b2h8xd]\nunder = \"t7qm4k\"\n");
    let theirs = base.replace("[notes.tasks.t7qm4k]\ntext = \"One\"\n\n", "");
    let one = merged("a/x.toml", &base, &ours, &theirs);
    assert_eq!(one.unsettled(), []);
    assert_eq!(text(&one), theirs);
    assert_eq!(one.ungrouped, [Id::new("b2h8xd").expect("an id")]);
}

#[test]
fn line_ends_and_byte_order_mark_of_ours_stay() {
    let base = canvas("\n[notes.tasks.t7qm4k]\ntext = \"One\"\n");
    let ours = format!("\u{feff}{}", base.replace("draft", "proposed").replace('\n', "\r\n"));
    let theirs = base.replace("One", "Uno");
    let one = merged("a/x.toml", &base, &ours, &theirs);
    assert_eq!(text(&one), format!("\u{feff}{}", theirs.replace("draft", "proposed").replace('\n', "\r\n")));
    let other = merged("a/x.toml", &base, &theirs, &ours);
    assert_eq!(text(&other), theirs.replace("draft", "proposed"));
    // Only the line ends changed: the bytes of the side that changed something stay.
    assert_eq!(text(&merged("a/x.toml", &base, &base.replace('\n', "\r\n"), &theirs)), theirs.replace('\n', "\r\n"));
}

#[test]
fn a_judgement_clashes_as_a_whole_and_the_rest_of_the_answer_does_not() {
    let head = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
    let base = format!("{head}\n[items.uses-https]\nreason = \"Old\"\n");
    let side = |verdict: &str, by: &str, evidence: &str| {
        format!(
            "{head}\n[items.uses-https]\nverdict = \"{verdict}\"\nby = \"{by}\"\nevidence = [\"{evidence}\"]\nreason = \"Old\"\n"
        )
    };
    let (ours, theirs) = (side("pass", "A", "a"), side("gap", "B", "b"));
    let one = merged("a/api-audit.toml", &base, &ours, &theirs);
    assert_eq!((one.unsettled().len(), one.unsettled()[0].keys[0].as_str()), (1, "verdict"), "{}", text(&one));
    assert_eq!(one.taken(Version::Ours), ours.as_bytes());
    assert_eq!(one.taken(Version::Theirs), theirs.as_bytes());
    assert!(String::from_utf8(one.with_both()).expect("text").contains("evidence = [\n  \"a\",\n  \"b\",\n]"));
    // A waiver is named with its item.
    let waiver =
        |reason: &str| format!("{head}\n[items.uses-https.waiver]\nreason = \"{reason}\"\nuntil = 2026-12-31\n");
    let clash = merged("a/api-audit.toml", head, &waiver("Later"), &waiver("Never"));
    let [left] = &clash.unsettled()[..] else { panic!("{}", text(&clash)) };
    assert_eq!(
        (left.anchor.as_str(), &left.keys[..]),
        ("uses-https.waiver", &["reason".to_owned(), "until".to_owned()][..])
    );
    let clash = merged("a/api-audit.toml", &waiver("Later"), head, &waiver("Never"));
    assert_eq!(
        (clash.unsettled()[0].anchor.as_str(), clash.unsettled()[0].question),
        ("uses-https.waiver", Question::RemovedByUs)
    );
    // Different items, in the order of the method.
    let other = format!(
        "{head}\n[items.uses-https]\nreason = \"Old\"\n\n[items.uses-https.waiver]\nreason = \"Later\"\nuntil = 2026-12-31\n"
    );
    assert_eq!(clean("a/api-audit.toml", &base, &other, &base.replace("Old", "New")), other.replace("Old", "New"));
}

#[test]
fn evidence_of_both_is_united_and_comments_within_lists_stay() {
    let product = |evidence: &str| {
        format!(
            "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n\n[criteria.business-goals-defined]\nanswer = \"yes\"\nevidence = {evidence}\n"
        )
    };
    let base = product("[\"a\"]");
    let both = clean(
        "a/product.toml",
        &base,
        &product("[\n  \"a\",\n  # ours\n  \"b\",\n]"),
        &product("[\n  \"a\",\n  \"c\", # theirs\n]"),
    );
    for part in ["\"a\"", "\"b\"", "\"c\"", "# ours", "# theirs"] {
        assert!(both.contains(part), "{part}: {both}");
    }
}

#[test]
fn registers_settings_and_tables_nobody_knows_are_merged_too() {
    let action =
        |id: &str| format!("\n[actions.{id}]\nowner = \"API product owner\"\ndue = 2026-12-01\ntext = \"{id}\"\n");
    let follow = |ids: &[&str]| format!("format = 1\n{}", ids.iter().map(|id| action(id)).collect::<String>());
    let both =
        clean("a/follow-up.toml", &follow(&["k3f9aa"]), &follow(&["b2h8xd", "k3f9aa"]), &follow(&["c4h7wd", "k3f9aa"]));
    assert_eq!(both, follow(&["b2h8xd", "c4h7wd", "k3f9aa"]));
    assert_eq!(
        clean("a/follow-up.toml", "", &follow(&["b2h8xd"]), &follow(&["c4h7wd"])),
        follow(&["b2h8xd", "c4h7wd"])
    );
    let settings = |policy: &str| format!("format = 1\nlanguage = \"en\"\nnames = \"roles\"\n\n[policy]\n{policy}");
    let both = clean(
        "stationmaster.toml",
        &settings("a = \"off\"\n"),
        &settings("a = \"off\"\nb = \"note\"\n"),
        &settings("a = \"error\"\n"),
    );
    assert_eq!(both, settings("a = \"error\"\nb = \"note\"\n"));
    let one = merged(
        "stationmaster.toml",
        &settings("a = \"off\"\n"),
        &settings("a = \"note\"\n"),
        &settings("a = \"error\"\n"),
    );
    assert_eq!((one.unsettled()[0].anchor.as_str(), one.unsettled()[0].keys[0].as_str()), ("policy", "a"));
    let base = canvas("\n[x-team]\na = 1\nb = 2\n");
    let both = clean("a/x.toml", &base, &base.replace("a = 1", "a = 3"), &base.replace("b = 2", "b = 4\nc.d = 5"));
    assert_eq!(both, canvas("\n[x-team]\na = 3\nb = 4\nc.d = 5\n"));
    let clash = merged("a/x.toml", &base, &base.replace("a = 1", "a = 3"), &base.replace("a = 1", "a = 4"));
    assert_eq!(clash.unsettled()[0].anchor, "x-team");
}

#[test]
fn versions_of_two_branches_both_stand_and_the_higher_number_is_the_last() {
    let published = |versions: &[u32]| {
        let history = versions
            .iter()
            .map(|version| {
                format!(
                    "\n# v{version}\n[[history]]\nversion = {version}\ndate = 2026-11-23\nsummary = \"S{version}\"\n"
                )
            })
            .collect::<Vec<_>>()
            .concat();
        let last = versions.last().copied().unwrap_or(0);
        format!("{}{history}", HEAD.replace("version = 0", &format!("version = {last}")))
    };
    assert_eq!(clean("a/x.toml", &published(&[1]), &published(&[1, 2]), &published(&[1, 3])), published(&[1, 2, 3]));
}

#[test]
fn tables_in_other_forms_are_put_into_one_of_their_own() {
    let base = canvas("\n[notes.tasks]\nt7qm4k = { text = \"One\" } # first\nb2h8xd.text = \"Two\"\n");
    let both = clean("a/x.toml", &base, &base.replace("One", "Uno"), &base.replace("Two", "Due"));
    assert!(both.contains("[notes.tasks.t7qm4k]") && both.contains("\"Uno\"") && both.contains("\"Due\""), "{both}");
    assert!(both.contains("# first"));
}

#[test]
fn what_cannot_be_read_is_left_to_a_merge_by_lines() {
    let base = canvas("\n[notes.tasks.t7qm4k]\ntext = \"One\"\n");
    let merge = |base: &str, ours: &str, theirs: &str| {
        let files = Three { base: base.as_bytes(), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
        merge_files(files, &FileKind::DocumentBody, Method::built_in())
    };
    let changed = base.replace("One", "Uno");
    assert_eq!(merge(&base, &format!("{base}\n[oops"), &changed), None);
    assert_eq!(merge(&base, &changed, &base.replace("format = 1", "format = 99")), None);
    assert_eq!(merge(&base, &changed, &base.replace("api-value-proposition", "business-impact")), None);
    let same = merge(&format!("{base}\n[oops"), &format!("{base}\n[oops"), &changed).expect("one side did nothing");
    assert_eq!(same.taken(Version::Ours), changed.as_bytes());
}

#[test]
fn floating_comments_come_once_and_those_beside_a_removed_note_stay() {
    let base = canvas(
        "\n[notes.tasks.t7qm4k]\ntext = \"One\"\n\n# Part two\n\n[notes.tasks.b2h8xd]\ntext = \"Two\"\n\n# the end\n",
    );
    let ours = base.replace("[notes.tasks.t7qm4k]\ntext = \"One\"\n\n", "");
    let theirs = base.replace("# the end", "# the very end").replace("Two", "Due");
    let both = clean("a/x.toml", &base, &ours, &theirs);
    assert_eq!(both, ours.replace("# the end", "# the very end").replace("Two", "Due"));
}

/// A text with a comment above every third table and a key that nobody knows in some notes, `by` somebody.
fn decorated(text: &str, by: &str, seed: usize) -> String {
    let mut at = seed;
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let is_note = line.starts_with("[notes.");
        at += usize::from(line.starts_with('['));
        if line.starts_with('[') && at.is_multiple_of(3) {
            out.extend(["# ", by, " ", &at.to_string(), "\n"]);
        }
        out.push_str(line);
        if is_note && at.is_multiple_of(4) {
            out.extend(["x-", by, " = \"", &at.to_string(), "\" # ", by, "\n"]);
        }
    }
    out
}

fn comments(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> =
        text.lines().filter_map(|line| line.split_once('#').map(|(_, comment)| comment)).collect();
    lines.sort_unstable();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn only_what_truly_clashes_is_asked_about_and_nothing_is_lost(
        (base, ours, theirs) in three_canvases(),
        seeds in (0usize..12, 0usize..12, 0usize..12),
    ) {
        let method = Method::built_in();
        let write = |canvas: &Canvas| codec::write(&canvas.clone().into(), method);
        let start = decorated(&write(&base), "base", seeds.0);
        let edited = |canvas: &Canvas| {
            let bytes = codec::update(start.as_bytes(), &canvas.clone().into(), method).expect("it can be changed");
            String::from_utf8(bytes).expect("text")
        };
        let (our_text, their_text) = (decorated(&edited(&ours), "ours", seeds.1), decorated(&edited(&theirs), "theirs", seeds.2));
        let says = |text: &str| match codec::read(text.as_bytes(), FileKind::DocumentBody, method).content {
            Some(Content::DocumentBody(body)) => body,
            other => panic!("{other:?}"),
        };
        let semantic = merge(&says(&start), &says(&our_text), &says(&their_text));
        let one = merged("a/x.toml", &start, &our_text, &their_text);
        let other = merged("a/x.toml", &start, &their_text, &our_text);
        prop_assert_eq!(one.is_settled(), other.is_settled());
        prop_assert_eq!(one.unsettled().len(), other.unsettled().len());
        // Beside what clashes in what is said, only notes that one side took out and the other wrote something beside.
        let unsettled = one.unsettled();
        if semantic.conflicts.is_empty() {
            prop_assert!(unsettled.iter().all(|left| matches!(left.question, Question::RemovedByUs | Question::RemovedByThem)), "{}", text(&one));
        } else {
            prop_assert!(!unsettled.is_empty());
        }
        if unsettled.is_empty() {
            let result = text(&one);
            let reading = codec::read(result.as_bytes(), FileKind::DocumentBody, method);
            prop_assert_eq!(reading.state, State::Valid);
            let says = reading.content.expect("valid");
            prop_assert!(says.sheet().expect("a canvas").says_the_same(&semantic.sheet));
            // Merged again nothing is lost, added or said otherwise; where a note that both sides put elsewhere stands may be
            // asked about, or change.
            let lines = |text: &str| {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
                lines.sort_unstable();
                lines
            };
            for (ours, theirs) in [(&result, &their_text), (&our_text, &result)] {
                let again = merged("a/x.toml", &start, ours, theirs);
                let is_asked = again.unsettled().iter().all(|left| left.question == Question::Moved) && !again.is_settled();
                prop_assert!(is_asked || lines(&text(&again)) == lines(&result), "{}", text(&again));
            }
            for id in ours.notes().chain(theirs.notes()).map(|(_, note)| note.id) {
                let is_gone = base.note(id).is_some() && (ours.note(id).is_none() || theirs.note(id).is_none());
                prop_assert_eq!(!is_gone, result.contains(&format!(".{id}]")));
            }
            let there = comments(&result);
            for (side, canvas, removed) in [("ours", &our_text, &theirs), ("theirs", &their_text, &ours)] {
                if base.notes().all(|(_, note)| removed.note(note.id).is_some()) {
                    for comment in comments(canvas).into_iter().filter(|comment| comment.contains(side)) {
                        prop_assert!(there.contains(&comment), "{} of {}: {}", comment, side, result);
                    }
                }
            }
        }
    }

    #[test]
    fn checklists_come_to_what_their_answers_do(base in checklist(), ours in checklist(), theirs in checklist()) {
        let write = |body: &DocumentBody| codec::write(&Content::DocumentBody(body.clone()), Method::built_in());
        let semantic = merge(&base, &ours, &theirs);
        let one = merged("a/x.toml", &write(&base), &write(&ours), &write(&theirs));
        prop_assert_eq!(one.is_settled(), semantic.conflicts.is_empty(), "{}", text(&one));
        if one.is_settled() {
            let reading = codec::read(text(&one).as_bytes(), FileKind::DocumentBody, Method::built_in());
            prop_assert!(reading.content.expect("valid").sheet().expect("a checklist").says_the_same(&semantic.sheet));
        }
    }

    #[test]
    fn registers_come_to_what_their_entries_do((base, ours, theirs) in three_registers()) {
        let method = Method::built_in();
        let body = |register: &Register| DocumentBody::Register(Arc::new(register.clone()));
        let write = |register: &Register| codec::write(&register.clone().into(), method);
        let semantic = merge(&body(&base), &body(&ours), &body(&theirs));
        let kind = FileKind::Register(Arc::clone(base.template()));
        let (base, ours, theirs) = (write(&base), write(&ours), write(&theirs));
        let files = Three { base: base.as_bytes(), ours: ours.as_bytes(), theirs: theirs.as_bytes() };
        let result = codec::write(&Content::DocumentBody(semantic.sheet.clone()), method);
        if let Some(one) = merge_files(files, &kind, method) {
            prop_assert_eq!(one.is_settled(), semantic.conflicts.is_empty(), "{}", text(&one));
        } else {
            // Both gave one id to two things.
            prop_assert_eq!(codec::read(result.as_bytes(), kind, method).state, State::Invalid);
        }
    }
}
