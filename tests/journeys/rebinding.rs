//! Every command by another key: what the table says is asked of the bindings everywhere, and no key is known elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;

use stationmaster::app::commands;
use stationmaster::app::key_names::keys_text;
use stationmaster::app::keymap::KeymapResult;

use super::coverage::{self, JOURNEYS};
use crate::common::rebound::{KEYS, REBOUND, configuration, while_rebound};
use crate::common::{Program, commands_run};

#[test]
fn a_configuration_takes_every_command_off_its_keys() {
    for command in commands::all() {
        for scope in command.scopes {
            let keys: Vec<_> = REBOUND.keys_of(command, *scope).collect();
            assert_eq!(keys, [&[KEYS[command.id]][..]], "{} in {scope:?}", command.id);
            for keys in command.keys {
                let keys = stationmaster::app::Key::parse_sequence(keys).expect("keys of the table");
                let found = REBOUND.meaning(&[*scope], &keys);
                assert!(
                    matches!(found, KeymapResult::NotFound),
                    "{keys:?} still does something in {scope:?}: {found:?}"
                );
            }
        }
    }
    assert!(configuration().contains("[keys.sequence]\nend-sequence = "));
}

/// The journeys again, each key in place of the one in its script. One that looks for the keys of the table on the screen
/// does not find them; every command is used by one that comes to its end.
#[test]
fn every_command_works_by_another_key_and_not_by_its_own() {
    let mut run = BTreeSet::new();
    let mut failed = BTreeMap::new();
    for journey in JOURNEYS.iter().copied().flatten() {
        commands_run();
        match catch_unwind(|| while_rebound(journey)) {
            Ok(()) => run.extend(commands_run()),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default();
                failed.insert(coverage::last(), text.lines().next().unwrap_or_default().to_owned());
            }
        }
    }
    let unused = commands::all().map(|command| command.id).filter(|id| !run.contains(id));
    // A command whose own key is known somewhere stops the journeys that use it.
    let said: Vec<String> = unused
        .map(|id| {
            let stopped = coverage::that_use(id).into_iter().filter_map(|name| Some((name, failed.get(name)?)));
            let stopped: Vec<String> = stopped.map(|(name, why)| format!("\n    {name}: {why}")).collect();
            format!("{id} by {}; journeys that use it stop:{}", KEYS[id], stopped.concat())
        })
        .collect();
    assert!(said.is_empty(), "no journey uses these commands by another key:\n{}", said.join("\n"));
}

#[test]
fn the_welcome_screen_and_the_footer_name_the_keys_that_work() {
    while_rebound(|| {
        let mut program = Program::nowhere();
        for id in ["create-workspace", "open-demo", "leave"] {
            let key = keys_text(&program.model, &[KEYS[id]]);
            program.shows(&[&key]);
        }
        let program = Program::begun();
        for id in ["take-next", "help"] {
            let key = keys_text(&program.model, &[KEYS[id]]);
            assert!(
                program.screen().lines().last().is_some_and(|footer| footer.contains(&key)),
                "{}",
                program.screen()
            );
        }
    });
}
