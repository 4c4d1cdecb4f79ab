//! Every command of the table is used by a journey.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use stationmaster::app::commands;

use crate::common::{commands_run, rebound};

/// The journeys of every file.
pub const JOURNEYS: &[&[fn()]] = &[
    super::arranging::ALL,
    super::beside::ALL,
    super::canaries::ALL,
    super::checklist::ALL,
    super::feeding::ALL,
    super::finding::ALL,
    super::follow_up::ALL,
    super::follow_up_asking::ALL,
    super::follow_up_left::ALL,
    super::follow_up_meanwhile::ALL,
    super::follow_up_screen::ALL,
    super::forms_left::ALL,
    super::first_run::ALL,
    super::messages::ALL,
    super::met::ALL,
    super::mouse::ALL,
    super::guides::ALL,
    super::map::ALL,
    super::network::ALL,
    super::notes::ALL,
    super::numbers::ALL,
    super::outside::ALL,
    super::pasting::ALL,
    super::people::ALL,
    super::prefilled::ALL,
    super::preparing::ALL,
    super::products::ALL,
    super::properties::ALL,
    super::publishing::ALL,
    super::recipes::ALL,
    super::recovery::ALL,
    super::registers::ALL,
    super::sharing::ALL,
    super::templates::ALL,
    super::relations::ALL,
    super::searching::ALL,
    super::seats::ALL,
    super::session_rounds::ALL,
    super::sessions::ALL,
    super::settling::ALL,
    super::standing::ALL,
    super::starting::ALL,
    super::stations::ALL,
    super::stray::ALL,
    super::themes::ALL,
    super::tour::ALL,
    super::trouble::ALL,
    super::typing::ALL,
    super::undoing::ALL,
    super::versions::ALL,
    super::waivers::ALL,
    super::walking::ALL,
    super::whole_blocks::ALL,
    super::writers::ALL,
];

/// The commands a journey ran, once it has run; nothing where it failed.
type Outcome = Arc<OnceLock<Option<BTreeSet<&'static str>>>>;

/// What came of each journey, by its name.
static OUTCOMES: Mutex<BTreeMap<&'static str, Outcome>> = Mutex::new(BTreeMap::new());

thread_local! {
    static LAST: Cell<&'static str> = const { Cell::new("") };
}

/// The journey that ran last on this thread.
pub fn last() -> &'static str {
    LAST.get()
}

/// The journeys that use a command by the keys of the table.
pub fn that_use(id: &str) -> BTreeSet<&'static str> {
    for journey in JOURNEYS.iter().copied().flatten() {
        let _ = catch_unwind(journey);
    }
    let outcomes = OUTCOMES.lock().unwrap_or_else(PoisonError::into_inner);
    let uses = |outcome: &Outcome| outcome.get().into_iter().flatten().any(|commands| commands.contains(id));
    outcomes.iter().filter(|(_, outcome)| uses(outcome)).map(|(name, _)| *name).collect()
}

/// Runs a journey where nobody has yet; its own test and the one below are two that may.
///
/// One that failed runs again, so that its own test says why.
pub fn once(name: &'static str, journey: fn()) {
    LAST.set(name);
    if rebound::is_on() {
        return journey();
    }
    let outcome = Outcome::clone(OUTCOMES.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_default());
    let mut failure = None;
    let commands = outcome.get_or_init(|| {
        commands_run();
        catch_unwind(journey).map_err(|panic| failure = Some(panic)).ok().map(|()| commands_run())
    });
    match (commands, failure) {
        (_, Some(panic)) => resume_unwind(panic),
        (None, None) => journey(),
        (Some(_), None) => {}
    }
}

#[test]
fn every_command_is_used_by_a_journey() {
    let failed = JOURNEYS.iter().copied().flatten().filter(|journey| catch_unwind(journey).is_err()).count();
    let outcomes = OUTCOMES.lock().unwrap_or_else(PoisonError::into_inner);
    let run: BTreeSet<_> = outcomes.values().filter_map(|outcome| outcome.get()).flatten().flatten().collect();
    let unused: BTreeSet<_> = commands::all().map(|command| command.id).filter(|id| !run.contains(id)).collect();
    assert!(unused.is_empty(), "no journey uses {unused:?}; {failed} journeys failed");
}
