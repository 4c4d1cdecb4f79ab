//! Which commands keys have run, so that a test can say which ones no journey uses.

use std::cell::RefCell;
use std::collections::BTreeSet;

use stationmaster::app::dialog::Dialog;
use stationmaster::app::keymap::{Keymap, KeymapResult};
use stationmaster::app::{Code, Key, Model, commands};

thread_local! {
    /// The ids of the commands that keys have run on this thread.
    static RUN: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// Notes the command that a key is about to run.
pub fn note(model: &Model, keymap: &Keymap, key: Key) {
    if let Some(id) = command_of(model, keymap, key) {
        RUN.with_borrow_mut(|run| run.insert(id));
    }
}

/// The commands that keys have run on this thread since the last time this was asked.
pub fn commands_run() -> BTreeSet<&'static str> {
    RUN.take()
}

/// The command that a key would run now, where it can be used.
fn command_of(model: &Model, keymap: &Keymap, key: Key) -> Option<&'static str> {
    if model.pending().is_empty() && key.typed().is_some() {
        if commands::is_text(model) {
            return None;
        }
        if let Some(Dialog::Picker(pick)) = model.dialog()
            && pick.items.iter().any(|item| item.key == key.typed())
        {
            return Some("take");
        }
    }
    if let (Some(Dialog::Form(form)), Code::Left | Code::Right) = (model.dialog(), key.code)
        && form.fields.get(form.focus).is_some_and(|field| !field.words.is_empty())
    {
        return None;
    }
    let sequence: Vec<Key> = model.pending().iter().copied().chain([key]).collect();
    let scopes = commands::scopes(model);
    let command = match keymap.meaning(scopes, &sequence) {
        KeymapResult::Run(command) | KeymapResult::RunOn(command, _) => command,
        KeymapResult::Pending => return None,
        KeymapResult::NotFound => match keymap.meaning(scopes, &[key]) {
            KeymapResult::Run(command) if !model.pending().is_empty() => command,
            _ => return None,
        },
    };
    (command.can)(model).is_ok().then_some(command.id)
}
