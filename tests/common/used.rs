//! Which commands keys have run, so that a test can say which ones no journey uses.

use std::cell::RefCell;
use std::collections::BTreeSet;

thread_local! {
    /// The ids of the commands that keys have run on this thread.
    static RUN: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// Notes the commands that a key has run.
pub fn note(commands: &[&'static str]) {
    RUN.with_borrow_mut(|run| run.extend(commands));
}

/// The commands that keys have run on this thread since the last time this was asked.
pub fn commands_run() -> BTreeSet<&'static str> {
    RUN.take()
}
