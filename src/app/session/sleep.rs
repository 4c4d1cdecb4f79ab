//! A machine that slept while a session ran: the clock stood still meanwhile, which is said once and counted where
//! whoever drives says so.

use std::sync::Arc;
use std::time::Duration;

use super::happening::{keep_all, moment, running};
use crate::app::{Cx, Model};
use crate::i18n::Sentence;

/// Looks whether the time of day went on further than the clock since the last update.
pub(in crate::app) fn look(cx: &mut Cx) {
    let at = moment(cx.env);
    let slept = cx.model.sleep.look(at.now, at.wall);
    let runs = cx.model.running_session().is_some_and(|running| running.session.clock.is_running());
    if let Some(slept) = slept.filter(|_| runs)
        && let Some(running) = running(cx.model)
    {
        running.slept = Some(slept);
        cx.warn(sentence!("message.session-slept", minutes = minutes(slept)));
    }
}

/// Whether the machine slept since, and nobody has counted it.
///
/// # Errors
/// The reason why not, for the person to read.
pub(in crate::app) fn can_count(model: &Model) -> Result<(), Sentence> {
    let slept = model.running_session().and_then(|running| running.slept);
    slept.map(|_| ()).ok_or_else(|| sentence!("reason.not-slept"))
}

/// Counts the time the machine slept for the block that goes on.
pub(in crate::app) fn count(cx: &mut Cx) {
    let Some(running) = running(cx.model) else { return };
    let Some(slept) = running.slept.take() else { return };
    Arc::make_mut(&mut running.session).clock.count(slept);
    running.changes += 1;
    keep_all(cx);
    cx.say(sentence!("message.session-sleep-counted", minutes = minutes(slept)));
}

fn minutes(time: Duration) -> u64 {
    time.as_secs().div_ceil(60)
}
