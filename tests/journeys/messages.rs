//! What the message line says: errors stay until they were seen, none is lost, and all of it can be read again.

use stationmaster::app::{Key, Message, Tone};
use stationmaster::i18n::Sentence;

use super::{VALUE, journeys, on_canvas};
use crate::common::{Program, told};

fn failed(text: &str) -> Message {
    Message::error(told(text))
}

/// The error of a disk that says no, far down in folders.
fn long() -> Sentence {
    let path =
        format!("/home/somebody/{}/apiops/orders/api-value-proposition.toml", "a-folder-with-a-long-name/".repeat(6));
    let text =
        format!("{path} could not be written. There is no space left on the disk. Free some space, then try again.");
    told(&text).with("path", path)
}

journeys! {
    /// What was typed ahead of the frame that shows an error does not wipe it.
    fn an_error_stays_until_a_frame_has_shown_it() {
        let mut program = on_canvas();
        program.tell(vec![failed("The disk is gone."), Message::Key(Key::char('j')), Message::Key(Key::char('k'))]);
        program.shows(&["The disk is gone."]);
        program.press("j").hides(&["The disk is gone."]);
    }

    fn several_errors_are_counted_and_the_key_lists_them() {
        let mut program = on_canvas();
        program.tell(vec![failed("First trouble."), failed("Second trouble."), failed("Third trouble.")]);
        program.shows(&["✗ First trouble.", "+2 more M"]).hides(&["Second"]);
        program.press("M").shows(&["Messages of this run", "✗ Third trouble.", "✗ Second trouble.", "✗ First trouble."]);
        program.press("<esc>").hides(&["trouble", "Messages of this run"]);
    }

    /// A plain message does not take the place of an error that nobody can have seen.
    fn what_comes_after_an_error_is_in_the_list() {
        let mut program = on_canvas();
        program.tell(vec![failed("The disk is gone."), Message::info(told("Something else was done."))]);
        program.shows(&["The disk is gone."]).hides(&["Something else"]);
        program.press("M").shows(&["· Something else was done.", "✗ The disk is gone."]);
    }

    fn the_list_is_the_newest_first_and_scrolls() {
        let mut program = on_canvas();
        program.press("Z").resize(40, 12);
        for number in 1..=30 {
            program.tell(vec![Message::info(told(&format!("The message with the number {number} is not short.")))]);
        }
        program.press("M").shows(&["number 30", "Esc closes"]).hides(&["number 12"]);
        program.press("<pagedown><pagedown>").hides(&["number 30"]);
        program.press("<end>").shows(&["! Z does nothing here"]).press("<home>").shows(&["number 30"]);
        let lines = program.screen();
        let (newer, older) = (lines.find("number 30"), lines.find("number 29"));
        assert!(newer.is_some() && newer < older, "{lines}");
    }

    fn before_anything_was_said_there_is_nothing_to_list() {
        let mut program = on_canvas();
        program.press("M");
        assert!(program.said().contains("no messages yet"), "{}", program.said());
        program.press("M").shows(&["! no messages yet"]);
    }

    /// A path is shortened in its middle; the reason is not.
    fn a_long_path_leaves_the_reason_readable() {
        let mut program = on_canvas();
        program.hold_saves().press("aPrint the labels<esc>");
        program.tell(vec![Message::SaveFailed { file: VALUE.into(), reason: long(), try_again: true }]);
        for (width, height, all) in [(80, 24, true), (40, 12, false), (120, 36, true)] {
            let screen = program.resize(width, height).screen();
            let text = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains("✗ /home") && text.contains("n.toml could not be written."), "{screen}");
            assert!(text.contains("There is no space left on the disk."), "{screen}");
            assert!(text.contains("Free some space, then try again.") || !all, "{screen}");
        }
        // What stays to be said until it is fixed keeps to its one line.
        program.resize(80, 24).press("jk").shows(&["n.toml could not be written. There is no space left on the disk."]);
    }

    /// Nothing is said by colour alone.
    fn every_tone_has_a_sign() {
        let mut program = on_canvas();
        program.tell(vec![failed("Trouble.")]);
        program.shows(&["✗ Trouble."]).press("Z").shows(&["! Z does"]);
        program.unicode(false);
        program.tell(vec![failed("Trouble again.")]);
        program.shows(&["x Trouble again."]);
        assert_eq!(program.model.messages().line().map(|line| line.tone), Some(Tone::Error));
        assert_eq!(program.text(VALUE), super::THREE_TASKS);
        let mut program = Program::begun();
        program.press("M");
    }
}
