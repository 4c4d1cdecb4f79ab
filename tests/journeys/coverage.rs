//! Every command of the table is used by a journey.

use std::collections::BTreeSet;

use stationmaster::app::commands;

use crate::common::commands_run;

/// The journeys of every file.
const JOURNEYS: &[&[fn()]] = &[
    super::arranging::ALL,
    super::beside::ALL,
    super::checklist::ALL,
    super::feeding::ALL,
    super::finding::ALL,
    super::first_run::ALL,
    super::messages::ALL,
    super::mouse::ALL,
    super::guides::ALL,
    super::map::ALL,
    super::network::ALL,
    super::notes::ALL,
    super::outside::ALL,
    super::pasting::ALL,
    super::people::ALL,
    super::recovery::ALL,
    super::sharing::ALL,
    super::templates::ALL,
    super::relations::ALL,
    super::searching::ALL,
    super::stations::ALL,
    super::themes::ALL,
    super::tour::ALL,
    super::trouble::ALL,
    super::typing::ALL,
    super::waivers::ALL,
    super::walking::ALL,
];

#[test]
fn every_command_is_used_by_a_journey() {
    commands_run();
    for journey in JOURNEYS.iter().copied().flatten() {
        journey();
    }
    let run = commands_run();
    let unused: BTreeSet<_> = commands::all().map(|command| command.id).filter(|id| !run.contains(id)).collect();
    assert!(unused.is_empty(), "no journey uses {unused:?}");
}
