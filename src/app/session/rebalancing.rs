//! Shorter blocks for what is left of a session, shown before they are taken.

use super::glance::{kind_name, title};
use super::happening::happen;
use super::record;
use crate::app::dialog::PickerItem;
use crate::app::{Cx, Model};
use crate::method::Minutes;
use crate::workshop::event::Event;
use crate::workshop::rebalance::{Rebalanced, rebalance};
use crate::workshop::state::LiveBlock;

/// How late the session is: what the blocks so far took longer than they were to, less what they took shorter.
fn late(model: &Model) -> Option<(Minutes, usize)> {
    let running = model.running_session()?;
    let state = running.session.state();
    let at = state.blocks.iter().position(|block| Some(block.id) == state.current)?;
    let now = model.moment().0.now;
    let (mut spent, mut planned) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    for (place, block) in state.blocks[..=at].iter().enumerate() {
        let took = running.session.clock.spent(block.id, now);
        // One that was passed over took nothing; the one that goes on may still take all it has.
        let minutes = block.minutes.duration();
        spent += if place == at { took.max(minutes) } else { took };
        planned += minutes;
    }
    Some((Minutes::of(spent.saturating_sub(planned)), at))
}

/// Shows what shorter blocks would come to, and takes them where that is wanted.
pub(in crate::app) fn ask(cx: &mut Cx) {
    let Some((over, at)) = late(cx.model) else { return };
    let Some(running) = cx.model.running_session() else { return };
    if over == Minutes::default() {
        return cx.say(sentence!("message.session-on-time"));
    }
    let state = running.session.state();
    let ahead = state.blocks.get(at + 1..).unwrap_or_default();
    let Rebalanced { changes, missing } = rebalance(ahead, state.present().count(), over);
    if changes.is_empty() {
        return cx.warn(sentence!("message.session-no-slack", minutes = over));
    }
    let words = cx.model.words;
    let name = |block: &LiveBlock| {
        let (title, kind) = (title(cx.model, block), kind_name(cx.model, block));
        if title.starts_with(kind) { title } else { format!("{title}, {kind}") }
    };
    let line = |(id, from, to): &(crate::document::Id, Minutes, Minutes)| {
        let block = state.block(*id).map(name).unwrap_or_default();
        words.tell(&sentence!("dialog.rebalance.block", block = block, from = *from, to = *to))
    };
    let mut lines: Vec<String> = changes.iter().map(line).collect();
    if missing > Minutes::default() {
        lines.push(words.tell(&sentence!("dialog.rebalance.missing", minutes = missing)));
    }
    let choices = [
        PickerItem::of(words, &sentence!("dialog.rebalance.take"), true),
        PickerItem::of(words, &sentence!("dialog.rebalance.leave"), false),
    ];
    let title = sentence!("dialog.rebalance.title", minutes = over);
    cx.pick(title).lines(lines).choices(choices).then(move |cx, takes| {
        if takes && happen(cx, Event::Minutes { changes }) {
            record::write(cx);
            cx.say(sentence!("message.session-rebalanced"));
        }
    });
}
