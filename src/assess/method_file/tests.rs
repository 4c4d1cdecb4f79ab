//! Every kind of method file, right and wrong.

use super::*;
use crate::i18n::SentenceKey;
use crate::method::{STARTERS, starter};

fn keys(text: &str) -> Vec<(SentenceKey, usize)> {
    let (_, problems) = read(text, Method::built_in());
    problems.into_iter().map(|problem| (problem.what.key, problem.place.line)).collect()
}

/// A starter with something in every blank.
fn filled(kind: &str) -> String {
    starter(kind).expect("a starter").replace("\"<", "\"").replace(">\"", "\"")
}

#[test]
fn every_starter_is_right_once_its_blanks_are_filled() {
    for kind in STARTERS {
        let (data, problems) = read(starter(kind).expect("a starter"), Method::built_in());
        assert!(
            data.is_some() && problems.len() >= 5 && problems.iter().all(Problem::is_blank),
            "{kind}: {problems:?}"
        );
        assert!(problems.iter().all(|problem| problem.place.line > 1), "{kind}");
        let text = filled(kind);
        assert!(!text.contains('<'), "{kind}");
        assert_eq!(keys(&text), [], "{kind}");
        assert!(read(&text, Method::built_in()).0.is_some(), "{kind}");
    }
}

#[test]
fn what_is_wrong_is_found_at_its_place() {
    let line = |text: &str, what: &str| {
        text.lines().collect::<Vec<_>>().iter().rposition(|line| line.contains(what)).map_or(0, |at| at + 1)
    };
    for (from, to, key) in [
        ("row_span     = 1", "row_span     = 9", key!("method.problem.outside.what")),
        ("column       = 1", "column       = 0", key!("method.problem.overlap.what")),
        ("fill_order   = 2", "fill_order   = 4", key!("method.problem.order.what")),
        ("minutes      = 10", "minutes      = \"ten\"", key!("method.problem.form.what")),
        ("default_kind = \"task\"", "default_kind = \"tusk\"", key!("method.problem.form.what")),
        ("id           = \"second\"", "id           = \"first\"", key!("method.problem.twice.what")),
        ("id           = \"second\"", "id           = \"Second One\"", key!("method.problem.id.what")),
    ] {
        let text = filled("canvas").replacen(from, to, 1);
        assert_ne!(text, filled("canvas"), "{from}");
        let found = keys(&text);
        assert!(found.iter().any(|(found, at)| *found == key && *at > 0), "{to}: {found:?}");
        if key != key!("method.problem.outside.what") {
            let at = line(&text, to);
            assert!(found.iter().any(|(found, place)| *found == key && place.abs_diff(at) <= 1), "{to}: {found:?}");
        }
    }
}

#[test]
fn checklists_cycles_guides_and_lists_are_looked_through_too() {
    for (kind, from, to, key) in [
        ("checklist", "stage      = \"first\"", "stage      = \"last\"", key!("method.problem.unknown.what")),
        (
            "checklist",
            "# criteria  = [\"audit-passed\"]",
            "criteria  = [\"audit-pass\"]",
            key!("method.problem.unknown.what"),
        ),
        ("checklist", "# resources = [\"api-", "resources = [\"a-p-i-", key!("method.problem.unknown.what")),
        (
            "checklist",
            "# stations  = [\"api-audit\"]",
            "stations  = [\"nowhere\"]",
            key!("method.problem.unknown.what"),
        ),
        ("checklist", "automation = \"manual\"", "automation = \"magic\"", key!("method.problem.form.what")),
        ("checklist", "id         = \"first-item\"", "id         = \"First item\"", key!("method.problem.id.what")),
        ("checklist", "evidence   = ", "# evidence   = ", key!("method.problem.missing.what")),
        (
            "cycle",
            "lead           = [\"api-product-owner\"]",
            "lead = [\"nobody\"]",
            key!("method.problem.unknown.what"),
        ),
        ("cycle", "id             = \"second\"", "id             = \"first\"", key!("method.problem.twice.what")),
        (
            "cycle",
            "entry_criteria = [\"stakeholder-approval\"]",
            "entry_criteria = [\"x\"]",
            key!("method.problem.unknown.what"),
        ),
        (
            "cycle",
            "# rounds       = { improve = \"second\" }",
            "rounds = { improve = \"third\" }",
            key!("method.problem.unknown.what"),
        ),
        (
            "cycle",
            "# answer_owner = { customer-journey = ",
            "answer_owner = { domain = ",
            key!("method.problem.unknown.what"),
        ),
        (
            "cycle",
            "resources      = [\"api-audit-checklist\"]",
            "resources = [\"x\"]",
            key!("method.problem.unknown.what"),
        ),
        ("guide", "category = \"guideline\"", "category = \"poem\"", key!("method.problem.unknown.what")),
        ("guide", "canvases = []", "canvases = [\"x\"]", key!("method.problem.unknown.what")),
        ("guide", "guide    = \"our-guide\"", "guide    = \"Our Guide\"", key!("method.problem.id.what")),
        ("guide", "purpose  = \"what it is for\"", "purpose  = \" \"", key!("method.problem.empty.what")),
        ("guide", "purpose  = \"what it is for\"", "purpose  = {}", key!("method.problem.empty.what")),
        ("guide", "format   = 1", "format   = 2", key!("method.problem.format.what")),
        ("canvas", "column       = 1", "column       = 1.25", key!("method.problem.halves.what")),
    ] {
        let text = filled(kind).replacen(from, to, 1);
        assert_ne!(text, filled(kind), "{from}");
        let found = keys(&text);
        assert!(found.iter().any(|(found, at)| *found == key && *at > 0), "{kind}: {to}: {found:?}");
        assert!(read(&text, Method::built_in()).0.is_none(), "{kind}: {to}");
    }
    let twice =
        "format = 1\n\n[[criteria]]\nid = \"a\"\ntext = \"One?\"\n\n[[criteria]]\nid = \"a\"\ntext = \"Two?\"\n";
    assert_eq!(keys(twice), [(key!("method.problem.twice.what"), 8)]);
    let bare = "format = 1\ncycle = \"c\"\ntitle = \"t\"\npurpose = \"p\"\nentry_criteria = []\nexit_criteria = []\nstations = []\n";
    assert_eq!(keys(bare), [(key!("method.problem.none.what"), 2)]);
}

#[test]
fn bytes_that_are_no_text_are_told_at_their_place() {
    let problem = Problem::not_text(b"one\ntw\xff", 6);
    assert_eq!((problem.place.line, problem.place.column), (2, 3));
    assert!(!problem.is_blank());
}

#[test]
fn every_built_in_canvas_checklist_and_cycle_is_right() {
    let method = Method::built_in();
    for canvas in method.canvases() {
        let mut found = Found { places: Places::of(""), problems: Vec::new() };
        found.canvas(canvas, method);
        assert_eq!(found.problems, [], "{}", canvas.id);
    }
    for list in method.checklists() {
        let mut found = Found { places: Places::of(""), problems: Vec::new() };
        found.checklist(list, method);
        assert_eq!(found.problems, [], "{}", list.id);
    }
    for cycle in method.cycles() {
        let mut found = Found { places: Places::of(""), problems: Vec::new() };
        found.cycle(cycle, method);
        assert_eq!(found.problems, [], "{}", cycle.id);
    }
    for guide in method.guides() {
        let mut found = Found { places: Places::of(""), problems: Vec::new() };
        found.guide(guide, method);
        assert_eq!(found.problems, [], "{}", guide.id);
    }
}
