use proptest::prelude::*;

use super::*;
use crate::layout::Position;
use crate::layout::text::{is_border, next_border, tests::hard_text};

fn many(text: &str) -> Editor {
    Editor::new(text, Lines::Many)
}

fn typed(editor: &mut Editor, text: &str) {
    for character in text.chars() {
        editor.type_char(character).unwrap();
    }
}

#[test]
fn a_grapheme_is_one_step() {
    for grapheme in ["👩‍👩‍👧‍👦", "e\u{301}", "🇫🇮", "👍🏽", "1️⃣", "가", "क्षि", "漢"]
    {
        let mut editor = many("a");
        typed(&mut editor, grapheme);
        assert!(editor.go(Motion::Left));
        assert_eq!(editor.cursor(), 1, "{grapheme}");
        assert!(editor.go(Motion::Right));
        assert!(editor.delete(Motion::Left));
        assert_eq!(editor.text(), "a", "{grapheme}");
    }
}

#[test]
fn a_mark_joins_what_is_before_it() {
    let mut editor = many("ae");
    editor.set_cursor(1);
    typed(&mut editor, "\u{308}");
    assert_eq!((editor.text(), editor.cursor()), ("a\u{308}e", 3));
    assert!(editor.delete(Motion::Left));
    assert_eq!(editor.text(), "e");
}

#[test]
fn a_joiner_between_two_carries_the_cursor_along() {
    let mut editor = many("👩👧");
    editor.set_cursor(4);
    typed(&mut editor, "\u{200d}");
    assert_eq!(editor.cursor(), editor.text().len());
    assert!(editor.undo());
    assert_eq!((editor.text(), editor.cursor()), ("👩👧", 4));
}

#[test]
fn words_and_lines_are_jumped_over() {
    let mut editor = many("Change the-address\nbefore it");
    assert!(editor.go(Motion::WordLeft));
    assert_eq!(&editor.text()[editor.cursor()..], "it");
    editor.go(Motion::LineStart);
    assert_eq!(&editor.text()[editor.cursor()..], "before it");
    assert!(!editor.go(Motion::LineStart));
    editor.go(Motion::WordLeft);
    assert_eq!(&editor.text()[editor.cursor()..], "address\nbefore it");
    editor.go(Motion::WordRight);
    assert_eq!(&editor.text()[editor.cursor()..], "\nbefore it");
    assert!(editor.delete(Motion::SpaceLeft));
    assert_eq!(editor.text(), "Change \nbefore it");
    assert!(!editor.delete(Motion::LineEnd));
    assert!(editor.delete(Motion::LineStart));
    assert_eq!(editor.text(), "\nbefore it");
    assert!(editor.go(Motion::Right) && editor.delete(Motion::LineEnd));
    assert_eq!(editor.text(), "\n");
    assert!(editor.delete(Motion::Left) && !editor.delete(Motion::Left));
    assert!(editor.is_empty());
}

#[test]
fn undo_takes_back_words() {
    let mut editor = many("");
    typed(&mut editor, "one two\nthree");
    for expected in ["one two\n", "one ", ""] {
        assert!(editor.undo());
        assert_eq!(editor.text(), expected);
    }
    assert!(!editor.undo());
    assert!(editor.redo() && editor.redo());
    assert_eq!(editor.text(), "one two\n");
    for _ in 0..4 {
        editor.delete(Motion::Left);
    }
    assert_eq!(editor.text(), "one ");
    assert!(!editor.redo());
    assert!(editor.undo());
    assert_eq!((editor.text(), editor.cursor()), ("one two", 7));
    assert!(editor.undo());
    assert_eq!((editor.text(), editor.cursor()), ("one two\n", 8));
}

#[test]
fn moving_ends_what_is_taken_back_together() {
    let mut editor = many("");
    typed(&mut editor, "ab");
    editor.go(Motion::Left);
    editor.go(Motion::Right);
    typed(&mut editor, "c");
    editor.undo();
    assert_eq!(editor.text(), "ab");
}

#[test]
fn pasting_is_one_change() {
    let mut editor = many("<>");
    editor.set_cursor(1);
    editor.paste("one\r\ntwo\rthree\u{1b}[2J").unwrap();
    assert_eq!(editor.text(), "<one\ntwo\nthree\u{1b}[2J>");
    editor.undo();
    assert_eq!(editor.text(), "<>");
    editor.replace_all("new").unwrap();
    assert_eq!((editor.text(), editor.cursor()), ("new", 3));
    editor.undo();
    assert_eq!((editor.text(), editor.cursor()), ("<>", 1));
}

#[test]
fn one_line_stays_one() {
    let mut editor = Editor::new("a\nb", Lines::One);
    assert_eq!(editor.text(), "a b");
    assert_eq!(editor.new_line(), Err(InputRefused::OneLine));
    assert_eq!(editor.type_char('\r'), Err(InputRefused::OneLine));
    editor.paste(" one\r\n\r\ntwo\n").unwrap();
    assert_eq!(editor.text(), "a b one two");
    assert!(!editor.up(5) && !editor.down(5));
}

#[test]
fn text_that_is_too_long_is_refused_whole() {
    let mut editor = many("é");
    assert_eq!(editor.paste(&"x".repeat(MAX_TEXT_BYTES)), Err(InputRefused::TooLong));
    assert_eq!(editor.text(), "é");
    editor.paste(&"x".repeat(MAX_TEXT_BYTES - 2)).unwrap();
    assert_eq!(editor.type_char('x'), Err(InputRefused::TooLong));
    assert!(editor.delete(Motion::Left));
    assert_eq!(editor.type_char('x'), Ok(()));
    let mut long = many(&"x".repeat(MAX_TEXT_BYTES + 10));
    assert!(long.delete(Motion::Left));
}

#[test]
fn up_and_down_keep_to_their_column() {
    let mut editor = many("See where\nan\norder is now");
    assert!(editor.up(6) && editor.up(6));
    // "order " and "is now" are two lines in six columns, and the end of a full one lies below it.
    assert_eq!(&editor.text()[editor.cursor()..], "order is now");
    editor.set_cursor(8);
    assert!(editor.down(20) && editor.down(20));
    assert_eq!(&editor.text()[editor.cursor()..], " now");
    assert!(!editor.down(20));
    assert!(editor.up(20) && editor.up(20));
    assert_eq!(editor.cursor(), 8);
    assert!(!editor.up(20));
}

#[test]
fn the_view_follows_the_cursor() {
    let mut editor = many("1\n2\n3\n4\n5");
    let view = editor.view(10, 3);
    assert_eq!((view.first, view.total, view.cursor), (2, 5, Position { x: 1, y: 2 }));
    editor.up(10);
    assert_eq!(editor.view(10, 3).first, 2);
    editor.go(Motion::TextStart);
    assert_eq!(editor.view(10, 3).first, 0);
    let full = many("abcd");
    let view = full.view(4, 3);
    assert_eq!((view.lines.len(), view.cursor), (2, Position { x: 0, y: 1 }));
    assert_eq!(many("漢字").view(10, 1).cursor, Position { x: 4, y: 0 });
}

#[test]
fn one_line_scrolls_sideways() {
    let mut editor = Editor::new("Change the address", Lines::One);
    let view = editor.view(8, 1);
    assert_eq!(view.lines[0].content(editor.text()), "address");
    assert_eq!(view.cursor, Position { x: 7, y: 0 });
    editor.go(Motion::WordLeft);
    assert_eq!(editor.view(8, 1).cursor, Position { x: 0, y: 0 });
    editor.go(Motion::TextStart);
    assert_eq!(editor.view(8, 1).lines[0].content(editor.text()), "Change t");
    assert_eq!(editor.view(40, 1).lines[0].content(editor.text()), "Change the address");
}

#[derive(Clone, Debug)]
enum Op {
    Type(char),
    Break,
    Paste(String),
    Go(Motion),
    Delete(Motion),
    Lines(isize),
    Put(usize),
    Undo,
    Redo,
}

const MOTIONS: [Motion; 9] = [
    Motion::Left,
    Motion::Right,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::SpaceLeft,
    Motion::LineStart,
    Motion::LineEnd,
    Motion::TextStart,
    Motion::TextEnd,
];

fn op() -> impl Strategy<Value = Op> {
    let motion = || proptest::sample::select(MOTIONS.as_slice());
    prop_oneof![
        4 => proptest::sample::select(vec!['a', ' ', 'é', '\u{301}', '\u{200d}', '👩', '🇫', '漢', '\r', '\u{1b}', '\u{1100}'])
            .prop_map(Op::Type),
        1 => Just(Op::Break),
        1 => hard_text().prop_map(Op::Paste),
        3 => motion().prop_map(Op::Go),
        3 => motion().prop_map(Op::Delete),
        2 => (-3..4isize).prop_map(Op::Lines),
        1 => (0..200usize).prop_map(Op::Put),
        2 => Just(Op::Undo),
        1 => Just(Op::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_breaks_the_editor(
        text in hard_text(),
        ops in proptest::collection::vec(op(), 0..40),
        columns in 0..20u16,
        rows in 0..6u16,
        one: bool,
    ) {
        let mut editor = Editor::new(text, if one { Lines::One } else { Lines::Many });
        let start = editor.text().to_owned();
        for op in ops {
            match op {
                Op::Type(character) => drop(editor.type_char(character)),
                Op::Break => drop(editor.new_line()),
                Op::Paste(text) => editor.paste(&text).unwrap(),
                Op::Go(motion) => drop(editor.go(motion)),
                Op::Delete(motion) => drop(editor.delete(motion)),
                Op::Lines(by) => drop(editor.go_by_lines(columns, by)),
                Op::Put(at) => editor.set_cursor(at),
                Op::Undo => drop(editor.undo()),
                Op::Redo => drop(editor.redo()),
            }
            prop_assert!(is_border(editor.text(), editor.cursor()), "{:?} at {}", editor.text(), editor.cursor());
            prop_assert!(!one || !editor.text().contains('\n'));
            let view = editor.view(columns, rows);
            prop_assert!(view.cursor.x < columns.max(1) && view.cursor.y < rows.max(1));
            prop_assert_eq!(view.lines.len(), (view.total - view.first).min(if one { 1 } else { rows.into() }));
            prop_assert_eq!(&editor.view(columns, rows), &view);
            if !view.lines.is_empty() {
                let line = &view.lines[usize::from(view.cursor.y)].range;
                prop_assert!(line.start <= editor.cursor() && editor.cursor() <= line.end);
            }
        }
        let end = editor.clone();
        let mut changes = 0;
        while editor.undo() {
            changes += 1;
            prop_assert!(is_border(editor.text(), editor.cursor()));
        }
        prop_assert_eq!(editor.text(), &start);
        for _ in 0..changes {
            prop_assert!(editor.redo());
            prop_assert!(is_border(editor.text(), editor.cursor()));
        }
        prop_assert_eq!(editor.text(), end.text());
    }

    #[test]
    fn backspace_takes_back_a_whole_grapheme(text in hard_text(), grapheme in hard_text(), at: prop::sample::Index) {
        let mut editor = many(&text);
        editor.set_cursor(at.index(text.len() + 1));
        let (from, before) = (editor.cursor(), editor.clone());
        let grapheme = &grapheme[..next_border(&grapheme, 0).unwrap_or(0)];
        typed(&mut editor, &grapheme.replace('\r', ""));
        let to = editor.cursor();
        // Only where it stands as a grapheme of its own: a mark joins what is there.
        if to > from && is_border(editor.text(), from) && next_border(editor.text(), from) == Some(to)
            && editor.text().len() == text.len() + (to - from)
        {
            editor.delete(Motion::Left);
            prop_assert_eq!(&editor, &before);
        }
    }

    #[test]
    fn up_and_down_lead_back(text in hard_text(), at: prop::sample::Index, columns in 1..20u16) {
        let mut editor = many(&text);
        editor.set_cursor(at.index(text.len() + 1));
        let from = editor.view(columns, 99).cursor.y;
        if editor.up(columns) {
            prop_assert_eq!(editor.view(columns, 99).cursor.y + 1, from);
            prop_assert!(editor.down(columns), "{editor:?}");
            prop_assert_eq!(editor.view(columns, 99).cursor.y, from);
        }
    }
}
