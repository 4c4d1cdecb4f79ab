//! Typing: any script, grapheme by grapheme, with the usual movements.

use ratatui::layout::Position;
use stationmaster::app::Key;
use stationmaster::journal::{Draft, Record};

use super::{VALUE, journeys, on_canvas};
use crate::common::Program;

/// What stands in the file after typing that as a new note.
fn typed(script: &str) -> String {
    let mut program = on_canvas();
    program.press("a").press(script).press("<esc>");
    program.notes(VALUE, "tasks").get(3).cloned().unwrap_or_default()
}

journeys! {
    fn what_looks_like_one_is_one_for_cursor_and_backspace() {
        for one in ["漢", "👩‍👩‍👧‍👦", "e\u{301}", "🇫🇮", "👍🏽", "1️⃣", "क्षि", "가"] {
            assert_eq!(typed(&format!("ab{one}<backspace>c")), "abc", "{one}");
            assert_eq!(typed(&format!("{one}z<left><left>x")), format!("x{one}z"), "{one}");
            assert_eq!(typed(&format!("{one}z<home><right>x")), format!("{one}xz"), "{one}");
            assert_eq!(typed(&format!("{one}z<home><delete>")), "z", "{one}");
        }
    }

    fn the_cursor_stands_where_text_goes() {
        let mut program = on_canvas();
        assert_eq!(program.draw().1, None);
        program.press("a漢字");
        let before = program.draw().1.expect("a cursor");
        program.press("ok");
        let after = program.draw().1.expect("a cursor");
        assert_eq!(after, Position { x: before.x + 2, ..before });
        program.press("<home>");
        assert_eq!(program.draw().1, Some(Position { x: before.x - 4, ..before }));
    }

    fn words_and_lines() {
        assert_eq!(typed("one two three<ctrl-w>X"), "one two X");
        assert_eq!(typed("one two three<alt-b><alt-b>X"), "one Xtwo three");
        assert_eq!(typed("one two<ctrl-a><alt-f>X"), "oneX two");
        assert_eq!(typed("one two<ctrl-left><ctrl-k>X"), "one X");
        assert_eq!(typed("one two<ctrl-u>X"), "X");
        assert_eq!(typed("ab<ctrl-b>X<ctrl-e>Y<ctrl-f>Z"), "aXbYZ");
        assert_eq!(typed("ab<ctrl-a><ctrl-d>c"), "cb");
        assert_eq!(typed("one<alt-enter>two<ctrl-j>three<shift-enter>four"), "one\ntwo\nthree\nfour");
        assert_eq!(typed("one<ctrl-j>two<up>X<down>Y"), "oneX\ntwoY");
    }

    fn alt_deletes_a_word_and_does_nothing_where_nothing_is_bound() {
        assert_eq!(typed("one two three<ctrl-a><alt-f><alt-d>X"), "oneX three");
        assert_eq!(typed("one two<ctrl-a><ctrl-delete>X"), "X two");
        for letter in ('a'..='z').filter(|letter| !"bdfrup".contains(*letter)) {
            assert_eq!(typed(&format!("one <alt-{letter}>two")), "one two", "Alt-{letter}");
        }
    }

    /// A terminal sends Alt with a letter as an escape and the letter, and sends the same for a fast Esc and a letter.
    fn an_escape_and_a_letter_that_came_as_one_delete_nothing() {
        for letter in ('a'..='z').filter(|letter| !"bdfrup".contains(*letter)) {
            let mut program = on_canvas();
            let before = program.notes(VALUE, "tasks");
            program.press("aKeep this").escape_and(Key::char(letter)).hides(&["WRITING"]).shows(&["was left out"]);
            assert_eq!(program.notes(VALUE, "tasks"), [before, vec!["Keep this".to_owned()]].concat(), "{letter}");
        }
        let mut program = on_canvas();
        program.press("aone two").escape_and(Key::char('b')).press("X<esc>").shows(&["one Xtwo"]);
    }

    fn an_escape_and_a_letter_that_came_as_one_are_no_command() {
        let mut program = on_canvas();
        let before = program.notes(VALUE, "tasks");
        program.press("g1.2").escape_and(Key::char('d')).shows(&["d was left out"]);
        assert_eq!(program.notes(VALUE, "tasks"), before);
        // What is chosen from is left, and nothing is decided.
        program.press("t").shows(&["Kind of 1.2"]).escape_and(Key::char('d')).hides(&["Kind of 1.2"]);
        assert_eq!(program.notes(VALUE, "tasks"), before);
        program.press("<alt-d>");
        assert_eq!(program.notes(VALUE, "tasks"), before);
        program.escape_and(Key::parse("ctrl-c").expect("a key"));
        assert!(program.has_quit);
    }

    fn an_escape_and_a_letter_that_came_as_one_lose_no_text_of_a_form() {
        let mut program = on_canvas();
        program.press("<f4>Ask the depot").escape_and(Key::char('x')).shows(&["Ask the depot", "Alt-x does nothing here"]);
        program.press("s<enter>").hides(&["Alt-x"]);
        assert!(program.text("orders/follow-up.toml").contains("Ask the depots"));
    }

    fn a_text_has_its_own_undo() {
        assert_eq!(typed("one two<alt-u>three"), "one three");
        assert_eq!(typed("one two<alt-u><alt-r> three"), "one two three");
    }

    /// Keys that are commands elsewhere are letters here.
    fn typing_types() {
        assert_eq!(typed("qud?g2.1 <lt>>*"), "qud?g2.1 <>*");
        let mut program = on_canvas();
        program.press("aq?u");
        assert!(!program.has_quit);
        program.shows(&["q?u"]);
    }

    /// Every change to the text is in the journal before the next key.
    fn what_is_being_typed_is_kept_as_a_draft() {
        let mut program = on_canvas();
        program.press("aab<backspace>");
        let journal = program.journal();
        let typed = |record: &Record| match record {
            Record::Draft(Draft { text, .. }) => Some(text.clone()),
            Record::Typed(splice) => Some(format!("{}-{}+{}", splice.at, splice.cut, splice.text)),
            _ => None,
        };
        let drafts: Vec<String> = journal.iter().filter_map(typed).collect();
        assert_eq!(drafts, ["a", "1-0+b", "1-1+"]);
        program.press("<esc>");
        assert!(matches!(program.journal().last(), Some(Record::Step { ends_draft: true, .. })));
        program.press("ax<ctrl-u><esc>");
        assert_eq!(program.journal().last(), Some(&Record::DraftDone));
    }

    /// Only one key ends typing: a note without text goes on.
    fn enter_on_an_empty_note_goes_on() {
        let mut program = on_canvas();
        program.press("aAlpha<enter>Beta<enter><enter><enter>drop the last idea").shows(&["WRITING 1.6"]);
        program.press("<esc>").hides(&["WRITING"]);
        assert_eq!(program.notes(VALUE, "tasks")[3..], ["Alpha", "Beta", "drop the last idea"]);
        program.press("o").shows(&["WRITING"]).press("<esc>/").shows(&["WRITING"]).press("<esc>").hides(&["WRITING"]);
    }

    fn leaving_at_once_keeps_what_is_typed() {
        let mut program = on_canvas();
        program.press("aHalf a th<ctrl-c>");
        assert!(program.has_quit);
        assert_eq!(program.notes(VALUE, "tasks")[3], "Half a th");
    }

    fn a_long_note_in_a_small_window() {
        let mut program = on_canvas();
        program.resize(40, 12).press("a").press(&"parcel ".repeat(60)).shows(&["parcel"]);
        assert!(program.draw().1.is_some());
        program.press("<up><up><pageup><esc>");
        assert_eq!(program.notes(VALUE, "tasks")[3], "parcel ".repeat(60).trim());
    }

    fn a_form_s_field_edits_like_a_note() {
        let mut program: Program = on_canvas();
        program.press("oab<left><backspace>漢<ctrl-e>c<ctrl-w><ctrl-a>x<enter>");
        assert!(program.text(VALUE).contains("question = \"x\""), "{}", program.text(VALUE));
    }
}
