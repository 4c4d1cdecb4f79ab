use proptest::prelude::*;

use super::*;

/// The notes, a line each, those of a group set in under its first.
fn read(text: &str, by: By) -> Vec<String> {
    let notes = notes(text, by);
    for (at, note) in notes.iter().enumerate() {
        let head = note.under.map(|head| (head, &notes[head]));
        assert!(head.is_none_or(|(place, head)| place < at && head.under.is_none()), "{notes:?}");
        assert!(!note.text.is_empty() && note.text == note.text.trim(), "{notes:?}");
    }
    let shown = |note: &Pasted| format!("{}{}", if note.under.is_some() { "> " } else { "" }, note.text);
    notes.iter().map(shown).collect()
}

fn lines(text: &str) -> Vec<String> {
    read(text, By::Line)
}

#[test]
fn every_kind_of_item_is_a_note() {
    let text = "- one\n* two\n• three\n– four\n1. five\n12) six\n[ ] seven\n- [x] eight\n\n+\tnine\n1.2. ten\n・十一\n☑ twelve\n•thirteen";
    let expected = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "✓ eight",
        "nine",
        "ten",
        "十一",
        "✓ twelve",
        "thirteen",
    ];
    assert_eq!(lines(text), expected);
}

#[test]
fn what_is_set_in_is_grouped() {
    let expected = ["a", "> b", "> c", "> d", "e", "> f"];
    assert_eq!(lines("- a\n  - b\n    - c\n  - d\n- e\n  * f"), expected);
    assert_eq!(lines("1. a\r\n   - b\r\n   - c\r\n   - d\r\n2. e\r\n   1) f"), expected);
    assert_eq!(lines("- a\n\t- b\n    - c\n  - d\n- e\n\t- f"), expected);
    assert_eq!(lines("a\n  b\n\n  c\n    d\ne\n\tf"), expected);
    assert_eq!(lines("•\ta\no\tb\no\tc\no\td\n•\te\no\tf"), expected);
    assert_eq!(lines("    - a\n        - b\n          c\n    - e"), ["a", "> b c", "e"]);
    assert_eq!(lines("・配送\n　・状態\n　・🚚 追跡"), ["配送", "> 状態", "> 🚚 追跡"]);
    // A head without words heads nothing.
    assert_eq!(lines("-\n\n  - b\n  - c"), ["b", "c"]);
    assert_eq!(lines(" 9. nine\n10. ten"), ["nine", "ten"]);
}

#[test]
fn lines_set_in_go_on_with_their_item() {
    let text = "- Change the address\n  before it is loaded\n\n- Return\r\n\ta parcel\nsomething else\n  and more";
    let expected = ["Change the address before it is loaded", "Return a parcel", "something else", "> and more"];
    assert_eq!(lines(text), expected);
    assert_eq!(lines("-\n  late text\n"), ["late text"]);
}

#[test]
fn lines_are_notes_whatever_ends_them() {
    assert_eq!(
        lines("one\n\n\ntwo  \r\n three\rfour\u{2028}five\u{2029}six\u{85}seven"),
        ["one", "two", "three", "four", "five", "six", "seven"]
    );
    assert_eq!(lines("\u{feff}one"), ["one"]);
    assert_eq!(lines(" \n\n"), Vec::<String>::new());
    assert_eq!(lines("-\n- \n*"), Vec::<String>::new());
    assert_eq!(lines(&"- one\n".repeat(200)).len(), 200);
}

#[test]
fn what_only_looks_like_an_item_stays() {
    for line in [
        "-5 degrees",
        "2026. was a year",
        "*important* first",
        "[x]y",
        "1.5 seconds",
        "a) one",
        "--flag",
        "o no",
        "+1 for it",
        "#tag",
        "a | b",
        "x = y",
    ] {
        assert_eq!(lines(line), [line]);
    }
}

#[test]
fn rows_of_a_table_are_notes_and_its_rules_are_none() {
    let rows = ["Name · Owner", "Orders API · Ana", "Labels | more · Bo"];
    assert_eq!(lines("| Name | Owner |\n|---|:-:|\n| Orders API | Ana |\n| Labels \\| more | Bo |"), rows);
    assert_eq!(lines("Name | Owner\n--- | ---\nOrders API | Ana\nLabels \\| more | Bo\n\na | b"), {
        let mut rows = rows.to_vec();
        rows.push("a | b");
        rows
    });
    assert_eq!(lines("+----+----+\n| a  | b  |\n+====+====+\n|    | c  |\n+----+----+"), ["a · b", "c"]);
    assert_eq!(lines("┌──┬──┐\n│ a │ b │\n├──┼──┤\n│ c │ d │\n└──┴──┘"), ["a · b", "c · d"]);
    assert_eq!(lines("Name\tOwner\r\nOrders API\tAna\r\n"), ["Name · Owner", "Orders API · Ana"]);
    assert_eq!(lines("one\n---\ntwo\n* * *\n=====\nthree"), ["one", "two", "three"]);
}

#[test]
fn lines_of_a_paragraph_are_one_note() {
    let text = "Customers call because\nthey cannot see where\ntheir order is.\n\nThe address cannot\nbe changed.\n\n\
                # Ideas\nOne status\n- a list\n  goes on\nand on\n- 配送の\n  状態";
    let expected = [
        "Customers call because they cannot see where their order is.",
        "The address cannot be changed.",
        "# Ideas",
        "One status",
        "a list goes on and on",
        "配送の状態",
    ];
    assert_eq!(read(text, By::Paragraph), expected);
}

/// A line of a list, a table or a text, with marks that hold no letter.
fn line() -> impl Strategy<Value = String> {
    let space = proptest::sample::select(vec!["", " ", "  ", "    ", "\t", "\t\t", "\u{3000}", "\u{a0} "]);
    let mark = proptest::sample::select(vec![
        "", "", "- ", "* ", "+ ", "• ", "–\t", "1. ", "12) ", "1.2. ", "[ ] ", "- [ ] ", "・", "| ", "|---|", "---",
    ]);
    let words = proptest::sample::select(vec![
        "",
        "one",
        "two words",
        "漢字",
        "🚚 fast",
        "e\u{301}tat",
        "a | b |",
        "a\tb",
        "x\\|y",
        "|",
        "kaputt  ",
        "#",
        "-",
    ]);
    (space, mark, words).prop_map(|(space, mark, words)| [space, mark, words].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_letter_is_lost(
        lines in proptest::collection::vec((line(), proptest::sample::select(vec!["\n", "\r\n", "\n\n", "\u{2028}"])), 0..12),
    ) {
        let text: String = lines.iter().map(|(line, end)| [line.as_str(), end].concat()).collect();
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic() || *letter == '🚚').collect::<String>();
        for by in [By::Line, By::Paragraph] {
            let read = read(&text, by);
            prop_assert_eq!(letters(&read.concat()), letters(&text), "{:?} {:?}", by, read);
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read(&text, By::Line);
        read(&text, By::Paragraph);
    }
}
