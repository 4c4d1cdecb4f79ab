//! Changing a register: no screen shows one yet, and it is saved, taken back, recovered and merged like a canvas.

use stationmaster::app::Message;
use stationmaster::document::{Edit, RegisterEdit, RegisterValue};

use super::journeys;
use crate::common::Program;

const FOLLOW_UP: &str = "orders/follow-up.toml";
const TEXT: &str = "format = 1\n\n[decisions.w3k9ze]\nby = \"Business owner\"\ntext = \"Until it is loaded\"\n";

fn set(key: &str, before: Option<&str>, after: &str) -> Message {
    let path = ["decisions", "w3k9ze", key].map(str::to_owned).to_vec();
    let edit = RegisterEdit::Set { path, before: before.map(Into::into), after: Some(RegisterValue::from(after)) };
    Message::Change { file: FOLLOW_UP.to_owned(), edits: vec![Edit::Register(edit)] }
}

fn program() -> Program {
    let files = [
        ("stationmaster.toml", "format = 1\n"),
        ("orders/product.toml", "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n"),
        (FOLLOW_UP, TEXT),
    ];
    Program::over(&files)
}

journeys! {
    fn a_decision_is_changed_saved_and_taken_back() {
        let mut program = program();
        program.tell(vec![set("text", Some("Until it is loaded"), "Until the van leaves")]);
        assert_eq!(program.text(FOLLOW_UP), TEXT.replace("Until it is loaded", "Until the van leaves"));
        program.press("u");
        assert_eq!(program.text(FOLLOW_UP), TEXT);
        program.press("<ctrl-r>");
        assert!(program.text(FOLLOW_UP).contains("Until the van leaves"));
        // What was expected to stand there does not: nothing is changed.
        program.tell(vec![set("text", Some("Until it is loaded"), "Never")]);
        assert!(program.text(FOLLOW_UP).contains("Until the van leaves"));
    }

    fn what_somebody_else_wrote_meanwhile_is_merged_and_asked_about_where_it_differs() {
        let mut program = program();
        let more = "because = \"Vans are packed in order\"\ntext = \"Until it is loaded\"";
        program.replace_unseen(FOLLOW_UP, "text = \"Until it is loaded\"", more);
        program.tell(vec![set("text", Some("Until it is loaded"), "Until the van leaves")]);
        let both = TEXT.replace(
            "text = \"Until it is loaded\"",
            "because = \"Vans are packed in order\"\ntext = \"Until the van leaves\"",
        );
        assert_eq!(program.text(FOLLOW_UP), both);
        program.replace_unseen(FOLLOW_UP, "Until the van leaves", "Until midnight");
        program.tell(vec![set("text", Some("Until the van leaves"), "Until noon")]);
        program.shows(&["Until noon", "Until midnight"]).press("m");
        assert!(program.text(FOLLOW_UP).contains("Until noon"), "{}", program.text(FOLLOW_UP));
    }

    fn a_change_that_a_killed_run_left_is_in_the_file_after_the_next_start() {
        let mut program = program();
        program.hold_saves();
        program.tell(vec![set("text", Some("Until it is loaded"), "Until the van leaves")]);
        let program = program.kill();
        assert_eq!(program.text(FOLLOW_UP), TEXT.replace("Until it is loaded", "Until the van leaves"));
        assert!(program.is_settled());
    }
}
