//! Every command of the table on another key, by a configuration as a person would write it; and journeys pressed so.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use stationmaster::app::commands::{self, Number, Scope};
use stationmaster::app::config::{self, Known};
use stationmaster::app::dialog::Dialog;
use stationmaster::app::keymap::{Keymap, KeymapResult};
use stationmaster::app::{Key, Model};

/// The keys of the table.
pub static STANDARD: LazyLock<Keymap> = LazyLock::new(Keymap::standard);

/// Every command on a key of its own that none has in the table, by its id.
pub static KEYS: LazyLock<BTreeMap<&'static str, Key>> = LazyLock::new(|| {
    let held = ["ctrl-", "alt-", "ctrl-alt-", "alt-shift-", "ctrl-shift-", "ctrl-alt-shift-", "shift-"];
    let words = held.iter().flat_map(|held| (1..=24).map(move |number| format!("{held}f{number}")));
    // Terminals send other keys for some letters with Ctrl: Backspace, Tab, a line feed and Enter.
    let letters = ('a'..='z').filter(|letter| !"hijm".contains(*letter));
    let words = words.chain(letters.map(|letter| format!("ctrl-alt-{letter}")));
    let keys = words.map(|word| Key::parse(&word).unwrap_or_else(|| panic!("{word} is no key")));
    let keys: BTreeMap<_, _> = commands::all().map(|command| command.id).zip(keys).collect();
    assert_eq!(keys.len(), commands::all().count(), "too few keys");
    keys
});

/// The configuration that binds them, in every scope of each.
pub fn configuration() -> String {
    let mut text = String::new();
    for scope in Scope::ALL {
        writeln!(text, "[keys.{}]", scope.word()).expect("a string");
        for command in commands::all().filter(|command| command.scopes.contains(&scope)) {
            writeln!(text, "{} = \"{}\"", command.id, KEYS[command.id]).expect("a string");
        }
    }
    text
}

/// The bindings that the configuration makes.
pub static REBOUND: LazyLock<Keymap> = LazyLock::new(|| {
    let reading = config::read(&configuration(), &Known { themes: Vec::new(), languages: Vec::new });
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    Keymap::with(&reading.keys)
});

thread_local! {
    static IS_REBOUND: Cell<bool> = const { Cell::new(false) };
    /// Keys of the table that were pressed and are the beginning of a sequence, and whether they were passed on.
    static BEGUN: RefCell<(Vec<Key>, bool)> = const { RefCell::new((Vec::new(), false)) };
}

/// Whether commands are on their other keys on this thread.
pub fn is_on() -> bool {
    IS_REBOUND.get()
}

/// The bindings that hold on this thread.
pub fn keymap() -> &'static Keymap {
    if IS_REBOUND.get() { &REBOUND } else { &STANDARD }
}

/// Does something with every command on its other key: scripts are written with the keys of the table as ever.
pub fn while_rebound(work: impl FnOnce()) {
    /// Takes the other keys away again, also where a journey fails.
    struct Restore;
    impl Drop for Restore {
        fn drop(&mut self) {
            IS_REBOUND.set(false);
        }
    }
    let _restore = Restore;
    IS_REBOUND.set(true);
    BEGUN.take();
    work();
}

/// The keys to press in place of a key of the table.
pub fn keys_for(model: &Model, key: Key) -> Vec<Key> {
    if !IS_REBOUND.get() {
        return vec![key];
    }
    let (mut begun, mut is_sent) = BEGUN.take();
    if is_sent && model.pending().is_empty() {
        (begun, is_sent) = (Vec::new(), false);
    }
    let scopes = commands::scopes(model);
    if begun.is_empty() && key.typed().is_some() {
        let before: Vec<_> = scopes.iter().copied().filter(|scope| scope.comes_before_text()).collect();
        match (STANDARD.meaning(&before, &[key]), model.dialog()) {
            (KeymapResult::Run(command), _) if model.overlay().is_none() => return vec![KEYS[command.id]],
            _ if commands::is_text(model) => return vec![key],
            (_, Some(Dialog::Picker(picker))) if picker.items.iter().any(|item| item.key == key.typed()) => {
                return vec![key];
            }
            _ => {}
        }
    }
    begun.push(key);
    match STANDARD.meaning(scopes, &begun) {
        KeymapResult::Run(command) => vec![KEYS[command.id]],
        KeymapResult::RunOn(command, typed) => {
            let number = commands::number(model, &typed);
            let is_after_dot = begun.len() > 1 && begun[begun.len() - 2] == Key::char('.');
            if number == Number::Unknown && typed.len() > 1 && !is_after_dot {
                return keys_for(model, key);
            }
            let keys = if is_sent {
                vec![key]
            } else {
                [KEYS[command.id]].into_iter().chain(typed.chars().map(Key::char)).collect()
            };
            if number == Number::Open {
                BEGUN.set((begun, true));
            }
            keys
        }
        KeymapResult::Pending => {
            BEGUN.set((begun, is_sent));
            if is_sent { vec![key] } else { Vec::new() }
        }
        KeymapResult::NotFound if begun.len() > 1 => match STANDARD.meaning(&[Scope::Sequence], &[key]) {
            KeymapResult::Run(command) if is_sent => vec![KEYS[command.id]],
            KeymapResult::Run(_) => Vec::new(),
            _ => keys_for(model, key),
        },
        KeymapResult::NotFound => vec![key],
    }
}
