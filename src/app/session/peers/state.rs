//! What the program knows of the other terminals while they are there. Nothing of it is kept on a disk.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::document::Id;
use crate::workshop::hidden::Place;
use crate::workshop::peer::PeerId;
use crate::workshop::seen::{SeenForm, SeenItem};
use crate::workshop::state::{Presence, Seat};
use crate::workshop::view::{OpenSection, View};

/// The other terminals of a session.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Peers {
    /// Whether others can come in.
    pub door: Door,
    /// Those that came in.
    pub all: BTreeMap<PeerId, Peer>,
    /// What those at a keyboard of their own do just now, by seat.
    pub seats: BTreeMap<Id, AtKeyboard>,
    /// How many hidden notes the room was told of.
    pub counts: Counts,
    /// What the views were made of that were said last.
    pub made_of: (u64, Vec<OpenSection>, Option<SeenForm>, Vec<SeenItem>),
    /// Counts up with every view.
    pub serial: u64,
    /// Counts up with everything that changes here and shows in a view.
    pub changes: u64,
}

/// Whether others can come in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum Door {
    /// Nobody asked for it.
    #[default]
    Shut,
    /// They can.
    Open {
        /// What a person types to join.
        line: String,
        /// The name of the account that drives.
        by: String,
    },
    /// They cannot, for this reason.
    NotOpened(String),
}

/// A terminal that came in.
#[derive(Clone, Debug)]
pub(in crate::app) struct Peer {
    /// Whether it is of the account that drives.
    pub is_own_account: bool,
    /// The name of its account.
    pub account: String,
    /// What it is.
    pub role: PeerRole,
    /// When it last tried a code.
    pub tried: Option<Duration>,
    /// What it was said to see last.
    pub seen: Option<Seen>,
}

/// What a terminal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum PeerRole {
    /// Nobody yet.
    New,
    /// Somebody who looks at who is there.
    Looking,
    /// The room's view.
    Stage,
    /// Somebody at a keyboard of their own.
    Seat(Id),
    /// Somebody who was asked for the code of a seat.
    Asked(Id),
    /// Somebody whose name is not on the list.
    Knocks(String),
}

/// What a terminal was said to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Seen {
    /// The view, without its number and its clock.
    pub view: View,
    /// The clock as something that stands while it runs: whether it runs, and when its time is up, or what is left.
    pub clock: Option<(bool, i128)>,
}

/// What somebody at a keyboard of their own does.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct AtKeyboard {
    /// What they were typing when they last said so.
    pub draft: Option<String>,
    /// Whether they have finished writing.
    pub has_finished: bool,
    /// The vote of which they see no ballot, since somebody without the code came back to the seat.
    pub blind_in: Option<Id>,
    /// The account they came from.
    pub account: Option<String>,
}

/// How many hidden notes the room is told of: in steps of five seconds, so that nobody sees who just wrote.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Counts {
    /// Notes and writers of each place, as told.
    told: BTreeMap<Place, Count>,
    /// When something else was counted first.
    since: Option<Duration>,
}

/// Hidden notes of a place, and how many people wrote them.
pub(in crate::app) type Count = (usize, usize);

/// How long counts stand.
const STEP: Duration = Duration::from_secs(5);

impl Counts {
    /// Hidden notes in a place and how many wrote them, as told.
    pub(in crate::app) fn of(&self, place: &Place) -> Count {
        self.told.get(place).copied().unwrap_or_default()
    }

    /// When what is told changes; nothing where it is right.
    pub(in crate::app) fn due(&self) -> Option<Duration> {
        let since = self.since?;
        let step = STEP.as_secs();
        Some(Duration::from_secs((since.as_secs() / step + 1) * step))
    }

    /// Whether there is nothing else to tell.
    pub(in crate::app) fn is_right(&self, counted: &BTreeMap<Place, Count>) -> bool {
        self.since.is_none() && self.told == *counted
    }

    /// What there is by now. Says whether what is told changed.
    pub(in crate::app) fn look(&mut self, now: Duration, counted: BTreeMap<Place, Count>) -> bool {
        if self.told == counted {
            self.since = None;
            return false;
        }
        // What is revealed is seen at once: nobody wrote it just now.
        let is_gone = |place: &Place| !counted.contains_key(place);
        let is_revealed = self.told.keys().any(is_gone);
        self.since.get_or_insert(now);
        if is_revealed || self.due().is_some_and(|due| due <= now) {
            (self.told, self.since) = (counted, None);
            return true;
        }
        false
    }
}

impl Peers {
    /// The terminal at which a seat is.
    pub(in crate::app) fn at(&self, seat: Id) -> Option<PeerId> {
        let is_it = |(_, peer): &(&PeerId, &Peer)| peer.role == PeerRole::Seat(seat);
        self.all.iter().find(is_it).map(|(id, _)| *id)
    }

    /// Those who knock, with the name they want, and whether somebody is at that seat.
    pub(in crate::app) fn knocking<'p>(&'p self, seats: &'p [Seat]) -> impl Iterator<Item = (PeerId, &'p str, bool)> {
        self.all.iter().filter_map(|(id, peer)| match &peer.role {
            PeerRole::Knocks(who) => Some((*id, who.as_str(), false)),
            PeerRole::Asked(seat) => {
                let seat = seats.iter().find(|known| known.id == *seat)?;
                (seat.presence == Presence::Here).then_some((*id, seat.who.as_str(), true))
            }
            _ => None,
        })
    }

    /// How many show the room's view.
    pub(in crate::app) fn stages(&self) -> usize {
        self.all.values().filter(|peer| peer.role == PeerRole::Stage).count()
    }

    /// How many are at a keyboard of their own.
    pub(in crate::app) fn seated(&self) -> usize {
        self.all.values().filter(|peer| matches!(peer.role, PeerRole::Seat(_))).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place { canvas: "domain".into(), section: "entities".into() }
    }

    #[test]
    fn what_is_counted_is_told_in_steps_of_five_seconds() {
        let mut counts = Counts::default();
        let at = Duration::from_millis;
        let notes = |notes| BTreeMap::from([(place(), (notes, 1))]);
        assert!(!counts.look(at(12_300), notes(1)) && counts.of(&place()) == (0, 0));
        assert_eq!(counts.due(), Some(at(15_000)));
        assert!(!counts.look(at(14_999), notes(2)));
        assert!(counts.look(at(15_000), notes(3)) && counts.of(&place()) == (3, 1));
        assert_eq!(counts.due(), None);
        assert!(!counts.look(at(16_000), notes(4)));
        assert!(counts.look(at(16_001), BTreeMap::new()), "a reveal is told at once");
        assert_eq!((counts.of(&place()), counts.due()), ((0, 0), None));
    }
}
