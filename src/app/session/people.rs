//! Who is here: the people of a session, those who knock, and the line by which others join.

use super::happening::happen;
use super::peers::door;
use super::peers::state::Door;
use super::record;
use super::state::RunningSession;
use crate::app::Cx;
use crate::app::dialog::PickerItem;
use crate::document::Id;
use crate::i18n::{Catalogue, Sentence};
use crate::workshop::event::Event;
use crate::workshop::peer::PeerId;
use crate::workshop::state::{Presence, Seat};

/// What is done about somebody.
#[derive(Clone, Copy, Debug)]
enum Choice {
    /// They are missing, or back.
    Presence(Id, Presence, Presence),
    /// Somebody who knocks is let in, or sent away.
    Knock(PeerId, bool),
}

/// Asks who is here: choosing somebody says that they are missing, or back; choosing somebody who knocks lets them in.
pub(in crate::app) fn ask(cx: &mut Cx) {
    let Some(running) = cx.model.running_session() else { return };
    let choices = choices(running, cx.model.words);
    if choices.is_empty() {
        return cx.warn(sentence!("message.session-nobody"));
    }
    let line = match &running.peers.door {
        Door::Shut => None,
        Door::Open { line, .. } => Some(sentence!("dialog.present.line", line = line)),
        Door::NotOpened(why) => Some(sentence!("dialog.present.not-opened", why = why)),
    };
    let title = line.unwrap_or_else(|| sentence!("dialog.present.title"));
    cx.pick(title).choices(choices).then(|cx, choice| {
        match choice {
            Choice::Presence(seat, Presence::Here, _) => door::put_out(cx, seat),
            Choice::Presence(seat, from, to) => {
                if happen(cx, Event::Seat { seat, from, to }) {
                    record::write(cx);
                }
            }
            Choice::Knock(peer, lets_in) => door::answer(cx, peer, lets_in),
        }
        ask(cx);
    });
}

fn choices(running: &RunningSession, words: &Catalogue) -> Vec<PickerItem<Choice>> {
    let seats = &running.session.state().seats;
    let seat = |(at, seat): (usize, &Seat)| {
        let (said, to) = presence(seat);
        PickerItem::numbered(at + 1, &words.tell(&said), Choice::Presence(seat.id, seat.presence, to))
    };
    let mut choices: Vec<PickerItem<Choice>> = seats.iter().enumerate().map(seat).collect();
    for (peer, who, is_taken) in running.peers.knocking(seats) {
        let lets_in = if is_taken {
            sentence!("dialog.present.displace", who = who)
        } else {
            sentence!("dialog.present.let-in", who = who)
        };
        choices.push(PickerItem::of(words, &lets_in, Choice::Knock(peer, true)));
        choices.push(PickerItem::of(
            words,
            &sentence!("dialog.present.send-away", who = who),
            Choice::Knock(peer, false),
        ));
    }
    choices
}

/// How somebody is there, and what choosing them makes of it.
fn presence(seat: &Seat) -> (Sentence, Presence) {
    let who = seat.who.as_str();
    match seat.presence {
        Presence::Free => (sentence!("dialog.present.here", who = who), Presence::Absent),
        Presence::Here => (sentence!("dialog.present.keyboard", who = who), Presence::PutOut),
        Presence::Away => (sentence!("dialog.present.away", who = who), Presence::Absent),
        Presence::Absent => (sentence!("dialog.present.absent", who = who), Presence::Free),
        Presence::PutOut => (sentence!("dialog.present.put-out", who = who), Presence::Free),
    }
}
