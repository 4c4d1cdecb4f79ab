//! Who comes in and goes, and at which seat they are.

use std::time::Duration;

use super::seat;
use super::speak::{hang_up, no, order, say};
use super::state::{AtKeyboard, Door, Peer, PeerRole, Peers};
use crate::app::session::happening::{keep_all, keep_of, running};
use crate::app::session::record;
use crate::app::{Cx, Model, typed};
use crate::document::Id;
use crate::workshop::event::Event;
use crate::workshop::hidden::HiddenNote;
use crate::workshop::peer::{DoorNews, DoorOrder, PeerId};
use crate::workshop::state::{Presence, SEATS, Seat};
use crate::workshop::wire::{FromServer, Need, PROTOCOL, Role, RoomSeat, ToServer};

/// How many terminals can show the room's view.
const STAGES: usize = 3;
/// How long it takes until another code can be tried.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// Lets others in from now on, unless whoever drives wants to be alone.
pub(in crate::app) fn open(cx: &mut Cx) {
    let is_alone = cx.model.session_wishes.is_alone;
    let Some(running) = cx.model.running_session().filter(|_| !is_alone) else { return };
    let product = running.product.clone();
    let Some(stem) = cx.model.docs.get(&running.file).map(|doc| doc.stem.clone()) else { return };
    order(cx, DoorOrder::Open { product, stem, group: None });
}

/// Says to all that the session is over.
pub(in crate::app) fn shut(cx: &mut Cx) {
    let is_open = cx.model.running_session().is_some_and(|running| running.peers.door != Door::Shut);
    if is_open {
        let text = cx.model.words.say(key!("peer.over")).to_owned();
        order(cx, DoorOrder::Shut { text });
    }
}

/// Takes what came through the door.
pub(in crate::app) fn news(cx: &mut Cx, news: DoorNews) {
    let Some(peers) = peers(cx.model) else { return };
    match news {
        DoorNews::Opened { line, by } => peers.door = Door::Open { line, by },
        DoorNews::NotOpened { why } => {
            peers.door = Door::NotOpened(why.clone());
            cx.warn(sentence!("message.door-not-opened", why = why));
        }
        DoorNews::Came { peer, is_own_account, account } => {
            let new = Peer { is_own_account, account, role: PeerRole::New, tried: None, seen: None };
            peers.all.insert(peer, new);
        }
        DoorNews::Said { peer, message } => {
            // What somebody else did meanwhile is no part of what the keys of whoever drives did.
            if message.seq().is_some() {
                typed::interrupt(cx);
            }
            said(cx, peer, message);
        }
        DoorNews::Gone { peer } => gone(cx, peer),
    }
}

fn peers(model: &mut Model) -> Option<&mut Peers> {
    running(model).map(|running| &mut running.peers)
}

fn role(cx: &mut Cx, peer: PeerId, role: PeerRole) {
    if let Some(peers) = peers(cx.model) {
        peers.changes += 1;
        if let Some(peer) = peers.all.get_mut(&peer) {
            peer.role = role;
        }
    }
}

fn said(cx: &mut Cx, peer: PeerId, message: ToServer) {
    let Some(known) = peers(cx.model).and_then(|peers| peers.all.get(&peer)) else { return };
    match (known.role.clone(), message) {
        (_, ToServer::Bye) => {
            gone(cx, peer);
            hang_up(cx, peer, "bye", &sentence!("peer.bye"));
        }
        (PeerRole::New, ToServer::Hello { protocol, version, role, who }) => {
            if protocol != PROTOCOL {
                let own = env!("CARGO_PKG_VERSION");
                let why = sentence!("peer.version", theirs = protocol, ours = PROTOCOL, version = version, own = own);
                return hang_up(cx, peer, "version", &why);
            }
            match role {
                Role::Stage => stage(cx, peer),
                Role::Seat => hello(cx, peer, who.as_deref()),
            }
        }
        (PeerRole::Asked(seat), ToServer::SeatCode { code }) => code_said(cx, peer, seat, &code),
        // Without the code, a seat that is away is taken with empty hands.
        (PeerRole::Asked(seat), message) if !matches!(message, ToServer::Hello { .. }) => {
            if is_presence(cx.model, seat, Presence::Here) {
                return no(cx, peer, message.seq(), "wait", &sentence!("peer.wait"));
            }
            empty_hands(cx, seat);
            sit(cx, peer, seat);
            if message.seq().is_some() {
                seat::said(cx, peer, seat, message);
            }
        }
        (PeerRole::Seat(seat), message) if !matches!(message, ToServer::Hello { .. } | ToServer::SeatCode { .. }) => {
            seat::said(cx, peer, seat, message);
        }
        (PeerRole::Knocks(_), message) if message.seq().is_some() => {
            no(cx, peer, message.seq(), "wait", &sentence!("peer.wait"));
        }
        _ => {
            gone(cx, peer);
            hang_up(cx, peer, "bad-message", &sentence!("peer.misplaced"));
        }
    }
}

/// A terminal shows the room's view: from then on only whoever drives sees the driver's own picture.
fn stage(cx: &mut Cx, peer: PeerId) {
    if peers(cx.model).is_none_or(|peers| peers.stages() >= STAGES) {
        return hang_up(cx, peer, "full", &sentence!("peer.full"));
    }
    role(cx, peer, PeerRole::Stage);
    let is_first = peers(cx.model).is_some_and(|peers| peers.stages() == 1);
    let is_shared = cx.model.running_session().is_some_and(|running| !running.session.state().is_private);
    if is_first && is_shared && keep_of(cx, &Event::Shared { is_shared: false }, None).is_ok() {
        cx.say(sentence!("message.stage-here"));
    }
    room(cx, peer);
}

/// Says which session it is, and who has a seat in it.
fn room(cx: &mut Cx, peer: PeerId) {
    let Some(running) = cx.model.running_session() else { return };
    let state = |seat: &Seat| match seat.presence {
        Presence::Here => "here",
        Presence::Away => "away",
        Presence::Free | Presence::Absent | Presence::PutOut => "free",
    };
    let seats = running.session.state().seats.iter();
    let seats = seats.map(|seat| RoomSeat { who: seat.who.clone(), state: state(seat).to_owned() }).collect();
    let title = record::of(cx.model, &running.file).map(|(_, record)| record.title).unwrap_or_default();
    let title = if cx.model.is_rehearsal() {
        format!("{}: {title}", cx.model.words.say(key!("session.rehearsal")))
    } else {
        title
    };
    let session = running.file.trim_end_matches(".toml").replace("/sessions/", "/");
    let by = match &running.peers.door {
        Door::Open { by, .. } => by.clone(),
        Door::Shut | Door::NotOpened(_) => String::new(),
    };
    say(cx, peer, FromServer::Room { session, title, by, seats });
}

/// Somebody wants a seat, by its name or its initials, or looks at who is there.
fn hello(cx: &mut Cx, peer: PeerId, who: Option<&str>) {
    room(cx, peer);
    let Some(who) = who.map(str::trim).filter(|who| !who.is_empty()) else {
        return role(cx, peer, PeerRole::Looking);
    };
    let Some(running) = cx.model.running_session() else { return };
    let seats = &running.session.state().seats;
    let Some(seat) = find(seats, who) else {
        if seats.len() >= SEATS {
            return hang_up(cx, peer, "full", &sentence!("peer.full"));
        }
        role(cx, peer, PeerRole::Knocks(who.to_owned()));
        say(cx, peer, FromServer::Ask { need: Need::Wait });
        return cx.warn(sentence!("message.knocks", who = who));
    };
    let (id, presence) = (seat.id, seat.presence);
    match presence {
        Presence::Free | Presence::Absent => sit(cx, peer, id),
        Presence::PutOut => hang_up(cx, peer, "put-out", &sentence!("peer.put-out")),
        Presence::Away if is_same_person(cx.model, peer, id) => sit(cx, peer, id),
        Presence::Away | Presence::Here => {
            role(cx, peer, PeerRole::Asked(id));
            say(cx, peer, FromServer::Ask { need: Need::SeatCode });
            if presence == Presence::Here {
                cx.warn(sentence!("message.knocks", who = who));
            }
        }
    }
}

/// The seat of that name, or the only one with these initials.
fn find<'s>(seats: &'s [Seat], who: &str) -> Option<&'s Seat> {
    let wanted = who.to_lowercase();
    if let Some(seat) = seats.iter().find(|seat| seat.who.to_lowercase() == wanted) {
        return Some(seat);
    }
    let initials = |seat: &&Seat| {
        let first = seat.who.split_whitespace().filter_map(|word| word.chars().next());
        first.flat_map(char::to_lowercase).eq(wanted.chars())
    };
    let mut alike = seats.iter().filter(initials);
    alike.next().filter(|_| alike.next().is_none())
}

/// Whether an account other than the driver's, which is one person, comes back to where it was.
fn is_same_person(model: &Model, peer: PeerId, seat: Id) -> bool {
    let Some(peers) = model.running_session().map(|running| &running.peers) else { return false };
    let before = peers.seats.get(&seat).and_then(|at| at.account.as_ref());
    peers.all.get(&peer).is_some_and(|peer| !peer.is_own_account && before == Some(&peer.account))
}

fn is_presence(model: &Model, seat: Id, presence: Presence) -> bool {
    let state = model.running_session().map(|running| running.session.state());
    state.and_then(|state| state.seat(seat)).is_some_and(|seat| seat.presence == presence)
}

fn code_said(cx: &mut Cx, peer: PeerId, seat: Id, code: &str) {
    let now = cx.env.now;
    let Some(running) = running(cx.model) else { return };
    let is_right = running.session.keyboard(seat).is_some_and(|keyboard| keyboard.code == code);
    let Some(known) = running.peers.all.get_mut(&peer) else { return };
    if known.tried.replace(now).is_some_and(|tried| now < tried + TRY_AGAIN) {
        return no(cx, peer, None, "too-fast", &sentence!("peer.too-fast"));
    }
    if is_right {
        sit(cx, peer, seat);
    } else {
        no(cx, peer, None, "wrong-code", &sentence!("peer.wrong-code"));
    }
}

/// What was written at a seat stays hidden and counted, as nobody's; a ballot goes on with the dots that are left.
fn empty_hands(cx: &mut Cx, seat: Id) {
    let Some(running) = running(cx.model) else { return };
    let state = running.session.state();
    let own: Vec<HiddenNote> = state.hidden.values().filter(|note| note.seat == Some(seat)).cloned().collect();
    let blind_in = state.open_round().map(|round| round.id);
    let at = running.peers.seats.entry(seat).or_default();
    *at = AtKeyboard { blind_in, has_finished: at.has_finished, ..AtKeyboard::default() };
    for note in own {
        let nobodys = HiddenNote { seat: None, ..note.clone() };
        if keep_of(cx, &Event::Dropped { note }, None).is_ok() {
            let _ = keep_of(cx, &Event::Wrote { note: nobodys }, None);
        }
    }
}

/// Somebody is at a seat from now on; whoever was there is sent away.
pub(super) fn sit(cx: &mut Cx, peer: PeerId, seat: Id) {
    let Some(running) = running(cx.model) else { return };
    let other = running.peers.at(seat).filter(|other| *other != peer);
    if let Some(other) = other {
        role(cx, other, PeerRole::Looking);
        hang_up(cx, other, "displaced", &sentence!("peer.displaced"));
    }
    let Some(running) = cx.model.running_session() else { return };
    let from = running.session.state().seat(seat).map_or(Presence::Here, |seat| seat.presence);
    let is_new = running.session.keyboard(seat).is_none_or(|keyboard| keyboard.code.is_empty());
    if from != Presence::Here {
        let _ = keep_of(cx, &Event::Seat { seat, from, to: Presence::Here }, None);
    }
    if is_new {
        let code = format!("{:04}", (cx.env.random)() % 10_000);
        if let Some(running) = self::running(cx.model) {
            std::sync::Arc::make_mut(&mut running.session).give_code(seat, code);
        }
        keep_all(cx);
    }
    role(cx, peer, PeerRole::Seat(seat));
    let Some(running) = self::running(cx.model) else { return };
    let account = running.peers.all.get(&peer).map(|peer| peer.account.clone());
    running.peers.seats.entry(seat).or_default().account = account;
    let message = welcome(running, seat);
    say(cx, peer, message);
}

/// What somebody who comes to a seat is told of it.
fn welcome(running: &crate::app::session::state::RunningSession, seat: Id) -> FromServer {
    let state = running.session.state();
    let keyboard = running.session.keyboard(seat).cloned().unwrap_or_default();
    let at = running.peers.seats.get(&seat);
    let round = state.open_round().filter(|round| at.and_then(|at| at.blind_in) != Some(round.id));
    let ballot = round.map(|round| round.ballots.seats.get(&seat).into_iter().flatten().map(Id::to_string).collect());
    FromServer::Seat {
        who: state.seat(seat).map(|seat| seat.who.clone()).unwrap_or_default(),
        code: keyboard.code,
        last_seq: keyboard.sequence.last(),
        draft: at.and_then(|at| at.draft.clone()),
        mine: crate::workshop::view::own_notes(&running.session, seat),
        ballot,
    }
}

/// A terminal is gone. A seat is away, and comes back to what it left.
fn gone(cx: &mut Cx, peer: PeerId) {
    let Some(peers) = peers(cx.model) else { return };
    let Some(known) = peers.all.remove(&peer) else { return };
    peers.changes += 1;
    match known.role {
        PeerRole::Seat(seat) => {
            let _ = keep_of(cx, &Event::Seat { seat, from: Presence::Here, to: Presence::Away }, None);
        }
        // The room sees the driver's own picture again.
        PeerRole::Stage if peers.stages() == 0 && keep_of(cx, &Event::Shared { is_shared: true }, None).is_ok() => {
            cx.warn(sentence!("message.stage-gone"));
        }
        _ => {}
    }
}

/// Lets somebody in who knocks, or takes the seat from whoever is there; or not.
pub(in crate::app) fn answer(cx: &mut Cx, peer: PeerId, lets_in: bool) {
    let Some(known) = peers(cx.model).and_then(|peers| peers.all.get(&peer)) else { return };
    let role = known.role.clone();
    if !lets_in {
        gone(cx, peer);
        return hang_up(cx, peer, "refused", &sentence!("peer.refused"));
    }
    match role {
        PeerRole::Asked(seat) => sit(cx, peer, seat),
        PeerRole::Knocks(who) => {
            let id = cx.draw_id();
            let Some(running) = cx.model.running_session() else { return };
            let seat = Seat { id, who, decides: false, presence: Presence::Free };
            let at = running.session.state().seats.len();
            match keep_of(cx, &Event::SeatAdded { at, seat }, None) {
                Ok(()) => sit(cx, peer, id),
                Err(_) => hang_up(cx, peer, "full", &sentence!("peer.full")),
            }
        }
        _ => {}
    }
}

/// Sends somebody away who is at a keyboard of their own; what they wrote stays.
pub(in crate::app) fn put_out(cx: &mut Cx, seat: Id) {
    let Some(peer) = cx.model.running_session().and_then(|running| running.peers.at(seat)) else { return };
    if keep_of(cx, &Event::Seat { seat, from: Presence::Here, to: Presence::PutOut }, None).is_ok() {
        role(cx, peer, PeerRole::Looking);
        hang_up(cx, peer, "put-out", &sentence!("peer.put-out"));
    }
}

/// Nobody is at a keyboard of their own where the program has just started.
pub(in crate::app) fn all_are_away(cx: &mut Cx) {
    let Some(running) = cx.model.running_session() else { return };
    let here = running.session.state().seats.iter().filter(|seat| seat.presence == Presence::Here);
    let here: Vec<Id> = here.map(|seat| seat.id).collect();
    for seat in here {
        let _ = keep_of(cx, &Event::Seat { seat, from: Presence::Here, to: Presence::Away }, None);
    }
}
