//! Publishing and committing on the screens: what is written, what is refused, and in whose words.

use super::{THREE_TASKS, VALUE, journeys};
use crate::common::Program;

const FROZEN: &str = "orders/versions/api-value-proposition@1.toml";

/// At the first task, with everything committed.
fn committed() -> Program {
    let mut program = Program::open(VALUE, THREE_TASKS);
    for file in ["stationmaster.toml", "orders/product.toml", VALUE] {
        program.disk.commit(file, "2026-11-20", "Ana", "Begin");
    }
    program.press("g1.1");
    program
}

journeys! {
    fn a_document_is_published_with_a_form() {
        let mut program = committed();
        program.press("<f5>").shows(&["Publish API Value Proposition as version 1", "Its first version: 5 added"]);
        program.press("<enter>").shows(&["A version needs a sentence"]);
        program.press("Agreed after the interviews<tab>Ana<tab>soon<enter>").shows(&["soon"]);
        program.press("<ctrl-u>2027-02-01<tab>R. Aalto<tab>Head of logistics<enter>");
        assert!(program.said().contains("published as version 1"), "{}", program.said());
        let text = program.text(VALUE);
        for line in [
            "status = \"accepted\"",
            "version = 1",
            "owner = \"Ana\"",
            "review_by = 2027-02-01",
            "by = \"R. Aalto\"",
            "approved_by = \"Head of logistics\"",
            "summary = \"Agreed after the interviews\"",
            "digest = \"sha256:",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        let frozen = program.text(FROZEN);
        assert!(frozen.contains("version = 1\n") && !frozen.contains("[[history]]"), "{frozen}");
        program.shows(&["accepted", "saved"]);
        // It says what its version says.
        program.press("<f5>");
        assert!(program.said().contains("version 1"), "{}", program.said());
        // What is written afterwards is what the next one is about, and undo goes back as ever.
        program.press("g1.2e<ctrl-u>Change it<esc><f5>").shows(&["Since version 1: 1 reworded", "1.2 reworded Change it"]);
        program.press("<esc>u");
        assert_eq!(program.text(VALUE), text);
    }

    fn a_document_with_errors_is_not_published() {
        let text = format!("{THREE_TASKS}see = [\"api-value-proposition#zzzzzz\"]\n");
        let mut program = Program::open(VALUE, &text);
        program.press("g1.1<f5>");
        let said = program.said();
        assert!(program.model.dialogs().is_empty() && said.contains("error"), "{said}");
        assert!(!program.disk.contains(FROZEN));
    }

    /// Nothing is left of a version that could not be written.
    fn a_version_that_cannot_be_written_leaves_nothing() {
        let mut program = committed();
        program.press("<f5>Agreed").write_unseen(VALUE, &THREE_TASKS.replace("Orders", "Parcels")).press_blindly("<enter>");
        assert!(program.said().contains("changed in the meantime"), "{}", program.said());
        assert!(!program.disk.contains(FROZEN) && !program.text(VALUE).contains("history"));
        program.let_settle().press("<f5>").shows(&["as version 1"]);
    }

    fn the_workspace_is_committed_with_a_message() {
        let mut program = committed();
        program.press("<f6>");
        assert!(program.said().contains("nothing to commit"), "{}", program.said());
        program.press("g1.2e<ctrl-u>Change it<esc><f6>").shows(&["Commit 1 file?", VALUE, "orders: reworded \"Change it\""]);
        program.press("<ctrl-u><ctrl-home>Call it 漢字<enter>");
        assert!(program.said().contains("1 file is committed as"), "{}", program.said());
        program.press("<f6>");
        assert!(program.said().contains("nothing to commit"), "{}", program.said());
        program.press("H").shows(&["Call it 漢字"]);
    }

    fn what_git_says_is_shown_whole() {
        let mut program = committed();
        program.disk.refuse_commits("line 1 of a hook\nline 2: no ticket in the message\nline 3");
        program.press("g1.2e<ctrl-u>Change it<esc><f6><enter>");
        program.shows(&["line 1 of a hook", "no ticket in the message", "line 3", "Close"]).press("<enter>");
        program.hides(&["line 1"]).press("<f6>").shows(&["Commit 1 file?"]).press("<esc>");
        let mut without = Program::open(VALUE, THREE_TASKS);
        without.press("g1.1<f6>");
        assert!(without.model.dialogs().is_empty() && without.said().contains("repository"), "{}", without.said());
    }
}
