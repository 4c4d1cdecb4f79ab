//! Differences of whole files.

use proptest::prelude::*;

use super::*;
use crate::codec::{FileKind, read};
use crate::merge::testing::{checklist, sheet, three_canvases};

fn content(path: &str, text: &str) -> Content {
    let method = Method::built_in();
    read(text.as_bytes(), FileKind::of(path, method), method).content.unwrap_or_else(|| panic!("{text}"))
}

const CANVAS: &str =
    "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

fn canvas(notes: &str) -> Content {
    content("orders/api-value-proposition.toml", &format!("{CANVAS}{notes}"))
}

fn note(section: &str, id: &str, rest: &str) -> String {
    format!("\n[notes.{section}.{id}]\n{rest}\n")
}

fn of(path: &str, before: &Content, after: &Content) -> Vec<Change> {
    let compared = Compared { path, path_before: path, before: Some(before), after: Some(after) };
    changes(&[compared], Method::built_in(), "en").remove(0)
}

/// Number or id, kinds, and text of each change.
fn told(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| {
        let kinds: Vec<&str> = change.kinds.iter().map(|kind| kind.word()).collect();
        let called = change.number.as_ref().or(change.id.as_ref()).cloned().unwrap_or_default();
        format!("{called} {} {}", kinds.join("+"), change.text)
    };
    changes.iter().map(line).collect()
}

#[test]
fn notes_are_spoken_of_by_number_and_by_what_happened_to_them() {
    let before = [
        note("tasks", "000001", "text = \"See where an order is\""),
        note("tasks", "000002", "text = \"Change the address before the parcel leaves\""),
        note("tasks", "000003", "text = \"Returns\""),
        note("tasks", "000004", "text = \"Gone\""),
        note("tasks", "000005", "text = \"Last\""),
    ];
    let after = [
        note("tasks", "000005", "text = \"Last\""),
        note("tasks", "000001", "text = \"See where an order is\"\nunder = \"000005\""),
        note("tasks", "000002", "text = \"Change the address until loading\"\nbasis = \"observed\""),
        note("gain-enabling-features", "000003", "text = \"Returns\""),
        note("gain-enabling-features", "000006", "text = \"Track-and-trace API\""),
    ];
    let changes = of("orders/x.toml", &canvas(&before.concat()), &canvas(&after.concat()));
    let section =
        Method::built_in().canvas("api-value-proposition").and_then(|it| it.position("gain-enabling-features"));
    let section = section.expect("there") + 1;
    let tasks =
        Method::built_in().canvas("api-value-proposition").and_then(|it| it.position("tasks")).expect("there") + 1;
    let mut expected = [
        (tasks, format!("{tasks}.1 reordered Last")),
        (tasks, format!("{tasks}.2 regrouped See where an order is")),
        (tasks, format!("{tasks}.3 reworded+changed Change the address until loading")),
        (tasks, format!("{tasks}.4 removed Gone")),
        (section, format!("{section}.1 moved Returns")),
        (section, format!("{section}.2 added Track-and-trace API")),
    ];
    expected.sort_by_key(|(section, _)| *section);
    assert_eq!(told(&changes), expected.map(|(_, line)| line));
    let reworded = changes.iter().find(|change| change.is(ChangeKind::Reworded)).expect("there");
    let json = serde_json::to_value(reworded).expect("JSON");
    assert_eq!(
        json["before"],
        serde_json::json!({"text": "Change the address before the parcel leaves", "basis": null})
    );
    assert_eq!(json["after"], serde_json::json!({"text": "Change the address until loading", "basis": "observed"}));
    let moved = changes.iter().find(|change| change.is(ChangeKind::Moved)).expect("there");
    let json = serde_json::to_value(moved).expect("JSON");
    assert_eq!(json["before"], serde_json::json!({"place": {"section": "tasks", "after": "000002"}}));
}

#[test]
fn what_was_typed_anew_or_went_to_another_canvas_is_found_again_in_its_product() {
    let before = canvas(
        &[note("tasks", "000001", "text = \"Returns by post\""), note("tasks", "000002", "text = \"See it\"")].concat(),
    );
    let after = canvas(&note("tasks", "000003", "text = \"returns  by POST\""));
    let other = canvas(&note("tasks", "000002", "text = \"See it\""));
    let empty = canvas("");
    let paths = ["orders/a.toml", "orders/b.toml"];
    let compared = [
        Compared { path: paths[0], path_before: paths[0], before: Some(&before), after: Some(&after) },
        Compared { path: paths[1], path_before: paths[1], before: Some(&empty), after: Some(&other) },
    ];
    let found = changes(&compared, Method::built_in(), "en");
    let kinds: Vec<Vec<ChangeKind>> =
        found.iter().map(|changes| changes.iter().flat_map(|it| it.kinds.clone()).collect()).collect();
    assert_eq!(kinds, [vec![ChangeKind::Reworded, ChangeKind::Changed], vec![ChangeKind::Moved]], "{found:?}");
    let from = found[1][0].before.as_ref().and_then(|before| before.get("place")).expect("a place");
    assert_eq!(from.to_string(), "orders/a.toml tasks");
    // In another product it is another note.
    let elsewhere = [compared[0], Compared { path: "billing/b.toml", path_before: "billing/b.toml", ..compared[1] }];
    let found = changes(&elsewhere, Method::built_in(), "en");
    assert_eq!(found[1][0].kinds, [ChangeKind::Added]);
}

#[test]
fn every_kind_of_file_is_compared() {
    let product = |rest: &str| {
        content(
            "orders/product.toml",
            &format!("format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n{rest}"),
        )
    };
    let answered = "\n[team]\napi-product-owner = \"RA\"\n\n[criteria.business-goals-defined]\nanswer = \"yes\"\n";
    let changes = of("orders/product.toml", &product(""), &product(answered));
    assert_eq!(changes.iter().map(|change| change.topic).collect::<Vec<_>>(), [Topic::Team, Topic::Criterion]);
    let follow = |rest: &str| content("orders/follow-up.toml", &format!("format = 1\n{rest}"));
    let before = follow("\n[actions.p5v0qr]\ndue = 2026-12-01\ntext = \"Ask\"\n");
    let after =
        follow("\n[actions.p5v0qr]\ndue = 2026-12-08\ntext = \"Ask finance\"\n\n[parked.h8s2nd]\ntext = \"Returns\"\n");
    let changes = of("orders/follow-up.toml", &before, &after);
    assert_eq!(told(&changes), ["p5v0qr reworded+changed Ask finance", "h8s2nd added Returns"]);
    assert_eq!(changes[0].list.as_deref(), Some("actions"));
    let settings = |rest: &str| content("stationmaster.toml", &format!("format = 1\n{rest}"));
    let changes =
        of("stationmaster.toml", &settings(""), &settings("language = \"fi\"\n\n[policy]\nempty-note = \"off\"\n"));
    assert_eq!(told(&changes), [" changed ", "empty-note added empty-note"]);
    let list = |rest: &str| {
        content("orders/api-audit.toml", &format!("format = 1\nchecklist = \"api-audit\"\ntitle = \"A\"\n{rest}"))
    };
    let changes = of(
        "orders/api-audit.toml",
        &list(""),
        &list(
            "\n[items.uses-https]\nverdict = \"pass\"\n\n[[history]]\nversion = 1\ndate = 2026-11-23\nsummary = \"S\"\n",
        ),
    );
    assert_eq!(changes.iter().map(|change| change.topic).collect::<Vec<_>>(), [Topic::Item, Topic::Version]);
}

#[test]
fn a_document_under_another_name_is_the_same_document() {
    let notes = [note("tasks", "000001", "text = \"a\""), note("tasks", "000002", "text = \"b\"")].concat();
    let (before, after, other) = (canvas(&notes), canvas(&note("tasks", "000001", "text = \"x\"")), canvas(""));
    let new = [("orders/b.toml", &other), ("orders/c.toml", &after)];
    assert_eq!(renamed(&[("orders/a.toml", &before)], &new), [(0, 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_is_told_of_the_same_and_something_of_all_that_differs((_, ours, theirs) in three_canvases()) {
        let (ours, theirs) = (Content::DocumentBody(sheet(&ours)), Content::DocumentBody(sheet(&theirs)));
        prop_assert_eq!(of("a/x.toml", &ours, &ours), Vec::new());
        prop_assert_eq!(of("a/x.toml", &ours, &theirs).is_empty(), ours.says_the_same(&theirs));
    }

    #[test]
    fn every_answer_that_differs_is_told(before in checklist(), after in checklist()) {
        let (before, after) = (Content::DocumentBody(before), Content::DocumentBody(after));
        prop_assert_eq!(of("a/x.toml", &before, &after).is_empty(), before.says_the_same(&after));
    }
}
