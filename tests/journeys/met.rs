//! Signs explain themselves the first time they are met, and never again.

use super::{THREE_TASKS, VALUE, journeys};
use crate::common::Program;

fn text() -> String {
    THREE_TASKS.replace("text = \"Change the address\"", "text = \"Change the address\"\nbasis = \"observed\"")
}

journeys! {
    fn a_sign_is_explained_until_it_was_read_and_never_again() {
        let mut program = Program::open(VALUE, &text()).in_new_hands(&[], VALUE);
        program.press("1g1.1").shows(&["▸ a task: something somebody does"]);
        // Whoever goes on at once has not read it.
        program.press("<down>").shows(&["a task: something"]);
        assert!(program.met.is_empty());
        program.after(3).shows(&["a task: something"]).press("<up>").hides(&["a task"]);
        assert_eq!(program.met, ["task"]);
        program.press("<down>").shows(&["◎ observed: somebody has seen it"]);
        // It gives way to what is said and asked, and to what is typed.
        program.press("y").hides(&["observed: somebody"]);
        program.after(3).press("<up>").press("o").hides(&["observed: somebody"]).press("<esc>");
        program.press("A").hides(&["observed: somebody", "a task"]).press("<esc>");
    }

    fn what_was_explained_in_another_run_is_known() {
        let mut program = Program::open(VALUE, &text()).in_new_hands(&["task", "highlight"], VALUE);
        program.press("1g1.1").hides(&["a task", "these before the others"]).press("<down>").shows(&["◎ observed"]);
        let mut program = Program::open(VALUE, &text());
        program.press("1g1.1<down>").hides(&["observed: somebody"]);
    }
}
