//! How a session is found, taken up again after the program ended, or begun.

use std::sync::Arc;
use std::time::Duration;

use super::happening::{happen, keep_all, moment};
use super::peers::door;
use super::peers::state::Peers;
use super::prepare::beginning;
use super::state::{RunningSession, SessionWishes};
use super::{flow, record};
use crate::app::dialog::PickerItem;
use crate::app::location::Destination;
use crate::app::screen::SessionPlace;
use crate::app::{Cx, Held, Model, SessionEffect, SessionListing, SessionNews, SessionRequest, WorkspaceEffect, place};
use crate::document::session::{SessionRecord, SessionState};
use crate::i18n::Sentence;
use crate::workshop::before::{Before, Earlier};
use crate::workshop::clock::Absence;
use crate::workshop::event::Event;
use crate::workshop::log::Replayed;
use crate::workshop::session::Session;
use crate::workshop::state::{LiveBlock, Presence, Seat, State};

/// Opens the session that runs; where none does, asks which of those of the product in front.
pub(in crate::app) fn open(cx: &mut Cx) {
    if let Some(running) = cx.model.running_session() {
        let file = running.file.clone();
        return show(cx, &file);
    }
    let Some(product) = cx.model.current_product().map(|product| product.id.clone()) else { return };
    cx.effect(WorkspaceEffect::Session(SessionEffect::Find { product }));
}

/// Goes to a session that was asked for when the program was started.
pub(in crate::app) fn go_to(cx: &mut Cx, request: SessionRequest) {
    let (is_alone, is_rehearsal) = (request.is_alone, request.is_rehearsal);
    let Some(file) = request.file else {
        // Which one is asked: it was not named, so it does not begin by itself, but in a rehearsal.
        let begins = request.begins && is_rehearsal;
        cx.model.session_wishes = SessionWishes { begins, is_alone, is_rehearsal };
        return open(cx);
    };
    cx.model.session_wishes = SessionWishes { begins: request.begins, is_alone, is_rehearsal };
    let mut parts = file.split('/');
    let product = parts.next().unwrap_or_default().to_owned();
    let stem = parts.next_back().unwrap_or_default().trim_end_matches(".toml").to_owned();
    cx.effect(WorkspaceEffect::Session(SessionEffect::Read { file, product, stem }));
}

/// Takes what came of something that a session asked for.
pub(in crate::app) fn news(cx: &mut Cx, news: SessionNews) {
    match news {
        SessionNews::Found { product, sessions } => choose(cx, &product, sessions),
        SessionNews::Loaded { file } => loaded(cx, &file),
        SessionNews::Held(held) => held_now(cx, held),
        SessionNews::Door(news) => door::news(cx, news),
        SessionNews::NotForgotten(why) => cx.warn(sentence!("message.session-not-forgotten", why = why)),
        SessionNews::NotKept(why) => cx.warn(sentence!("message.session-not-kept", why = why)),
    }
}

/// A session that runs is gone on with; otherwise it is asked which one is opened.
fn choose(cx: &mut Cx, product: &str, sessions: Vec<SessionListing>) {
    let mut open: Vec<SessionListing> = sessions;
    if cx.model.is_rehearsal() {
        open.retain(|one| one.state == SessionState::Planned);
    }
    open.sort_by_key(|one| match one.state {
        SessionState::Running => 0,
        SessionState::Planned => 1,
        SessionState::Closed => 2,
    });
    let runs = |one: &&SessionListing| one.state == SessionState::Running;
    match open.as_slice() {
        [] if cx.model.is_rehearsal() => return cx.warn(sentence!("message.rehearsal-none")),
        [] => return cx.warn(sentence!("message.session-none")),
        [one] if cx.model.is_rehearsal() => {
            let one = one.clone();
            return read(cx, product, &one);
        }
        [one, rest @ ..] if runs(&one) && !rest.iter().any(|one| runs(&one)) => {
            let one = one.clone();
            return read(cx, product, &one);
        }
        _ => {}
    }
    let product = product.to_owned();
    let choice = |(at, one): (usize, SessionListing)| {
        let state = match one.state {
            SessionState::Planned => key!("session.planned"),
            SessionState::Running => key!("session.running"),
            SessionState::Closed => key!("session.closed"),
        };
        let state = cx.model.words.say(state);
        PickerItem::numbered(at + 1, &format!("{} {} · {state}", one.date, one.title), one)
    };
    let choices: Vec<_> = open.into_iter().enumerate().map(choice).collect();
    cx.pick(sentence!("dialog.session.title")).choices(choices).then(move |cx, one| read(cx, &product, &one));
}

fn read(cx: &mut Cx, product: &str, one: &SessionListing) {
    let (product, stem) = (product.to_owned(), one.stem.clone());
    cx.effect(WorkspaceEffect::Session(SessionEffect::Read { file: one.file.clone(), product, stem }));
}

/// A record was read: its screen comes up, and where it runs it is taken up again.
fn loaded(cx: &mut Cx, file: &str) {
    let wishes = std::mem::take(&mut cx.model.session_wishes.begins);
    let Some((_, record)) = record::of(cx.model, file) else {
        place::open_doc(cx, file);
        return;
    };
    show(cx, file);
    let is_free = cx.model.running_session().is_none();
    if record.state == SessionState::Closed && is_free {
        let doc = cx.model.docs.get(file).map(|doc| (doc.product.clone(), doc.stem.clone()));
        if let Some((product, stem)) = doc {
            cx.effect(WorkspaceEffect::Session(SessionEffect::Tidy { product, stem }));
        }
    }
    if wishes && record.state == SessionState::Planned && is_free {
        beginning::begin(cx, file);
    } else if record.state == SessionState::Running && is_free {
        beginning::hold(cx, file);
    }
}

/// Brings the screen of a session to the front, and its product with it.
pub(in crate::app) fn show(cx: &mut Cx, file: &str) {
    if let Some(product) = cx.model.docs.get(file).map(|doc| doc.product.clone()) {
        place::switch_to(cx, &product);
    }
    place::go(cx, &Destination::on(SessionPlace { file: file.to_owned() }));
}

fn held_now(cx: &mut Cx, held: Held) {
    let Some(file) = cx.model.front::<crate::app::screen::SessionState>().map(|state| state.file.clone()) else {
        return;
    };
    let Some((_, record)) = record::of(cx.model, &file) else { return };
    let mut not_kept = None;
    let replayed = match held {
        Held::Elsewhere => return cx.warn(sentence!("message.session-elsewhere")),
        Held::InMemory(why) => {
            not_kept = Some(sentence!("message.session-not-kept", why = why));
            None
        }
        Held::New => None,
        Held::GoesOn(replayed) => Some(replayed),
    };
    let has_begun = |replayed: &Replayed| {
        let state = replayed.session.state();
        // Another plan under the name of an old session shares no block with it.
        let is_it = record.blocks.is_empty() || record.blocks.iter().any(|block| state.block(block.id).is_some());
        state.stage != SessionState::Planned && is_it
    };
    match (record.state, replayed) {
        // What was kept here is newer than any record that says less.
        (SessionState::Planned | SessionState::Running, Some(replayed)) if replayed.stands && has_begun(&replayed) => {
            go_on(cx, &file, *replayed);
        }
        (SessionState::Planned, _) => begin(cx, &file, &record),
        (SessionState::Running, Some(_)) => from_record(cx, &file, &record, true),
        (SessionState::Running, None) => ask_whether_here(cx, file),
        (SessionState::Closed, _) => {}
    }
    if let Some(not_kept) = not_kept {
        cx.warn(not_kept);
    }
}

/// A session as its record has it.
fn planned(record: &SessionRecord) -> State {
    let seat = |attendee: &crate::document::session::Attendee| Seat {
        id: attendee.id,
        who: attendee.who.clone(),
        decides: attendee.decides,
        presence: if attendee.absent { Presence::Absent } else { Presence::Free },
    };
    let seats = record.attendees.iter().filter(|attendee| !attendee.runs).map(seat);
    State { blocks: record.blocks.iter().map(LiveBlock::from).collect(), seats: seats.collect(), ..State::default() }
}

fn take_up(cx: &mut Cx, file: &str, session: Session) {
    let product = cx.model.docs.get(file).map(|doc| doc.product.clone()).unwrap_or_default();
    *cx.model.session = Some(RunningSession {
        product,
        file: file.to_owned(),
        session: Arc::new(session),
        peers: Peers::default(),
        changes: 0,
        slept: None,
        done: Vec::new(),
        undone: Vec::new(),
        asked_reveal: None,
        asked: None,
    });
    door::all_are_away(cx);
    door::open(cx);
}

/// How the documents of a session stand.
fn before(cx: &Cx, file: &str, record: &SessionRecord) -> Before {
    let product = cx.model.docs.get(file).map(|doc| doc.product.as_str()).unwrap_or_default();
    record::before(cx.model, product, record)
}

/// Begins a session with its first block; one without any has nowhere to begin.
fn begin(cx: &mut Cx, file: &str, record: &SessionRecord) {
    if record.blocks.is_empty() {
        cx.effect(WorkspaceEffect::Session(SessionEffect::Forget));
        return cx.warn(sentence!("message.session-no-blocks"));
    }
    let mut session = Session::at(planned(record));
    session.before = before(cx, file, record);
    take_up(cx, file, session);
    keep_all(cx);
    let first = record.blocks.first().map(|block| block.id);
    if happen(cx, Event::Stage { from: SessionState::Planned, to: SessionState::Running }) {
        happen(cx, Event::Entered { from: None, to: first });
        if let Some(running) = super::happening::running(cx.model) {
            // A session that has begun is closed, and does not become a plan again.
            running.done.clear();
        }
        record::write(cx);
        flow::say_where(cx);
    }
}

/// Asks whether a session of which nothing was kept on this machine goes on here: it may be running on another one.
fn ask_whether_here(cx: &mut Cx, file: String) {
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.elsewhere.look"), false),
        PickerItem::of(words, &sentence!("dialog.elsewhere.here"), true),
    ];
    let leave = |cx: &mut Cx| cx.effect(WorkspaceEffect::Session(SessionEffect::Forget));
    let ask = cx.pick(sentence!("dialog.elsewhere.title")).choices(choices).on_cancel(leave);
    ask.then(move |cx, is_here| match record::of(cx.model, &file) {
        Some((_, record)) if is_here && record.state == SessionState::Running => from_record(cx, &file, &record, false),
        _ => leave(cx),
    });
}

/// Goes on with a session of which nothing was kept on this machine: it stands where its record says.
fn from_record(cx: &mut Cx, file: &str, record: &SessionRecord, is_unreadable: bool) {
    let mut session = Session::at(State { stage: SessionState::Running, ..planned(record) });
    let spent = record.blocks.iter().filter_map(|block| Some((block.id, block.spent?.duration()))).collect();
    let opened = record.blocks.iter().filter(|block| block.spent.is_some());
    let opened = opened.map(|block| (block.id, block.opened.unwrap_or(1))).collect();
    session.clock = crate::workshop::clock::Clock::of(spent, opened);
    session.before = before(cx, file, record);
    session.earlier = Earlier { changes: record.changes.clone(), outcome: record.outcome.clone() };
    take_up(cx, file, session);
    keep_all(cx);
    let last = record.blocks.iter().rfind(|block| block.spent.is_some()).or(record.blocks.first());
    happen(cx, Event::Entered { from: None, to: last.map(|block| block.id) });
    cx.warn(if is_unreadable {
        sentence!("message.session-unreadable")
    } else {
        sentence!("message.session-from-record")
    });
}

/// Goes on with a session from what was kept of it: the same block, the same clock.
fn go_on(cx: &mut Cx, file: &str, replayed: Replayed) {
    let at = moment(cx.env);
    let Replayed { mut session, clock, left_out, .. } = replayed;
    let absence = clock.map_or(Absence::None, |clock| session.clock.restore(clock, at.now, at.wall));
    take_up(cx, file, session);
    match absence {
        _ if left_out > 0 => cx.warn(sentence!("message.session-lines-lost", count = left_out)),
        Absence::Counted(away) if away < Duration::from_mins(1) => cx.say(sentence!("message.session-goes-on")),
        Absence::None => cx.say(sentence!("message.session-goes-on")),
        Absence::Counted(away) => {
            cx.say(sentence!("message.session-counted", minutes = minutes(away)));
        }
        Absence::Asked(away) => ask_about(cx, away),
    }
    record::write(cx);
}

fn minutes(time: Duration) -> u64 {
    time.as_secs().div_ceil(60)
}

/// Asks whether the time since the last step counts: nothing is kept by the clock, so nobody knows when the program ended. The clock stands still until then, and goes on afterwards.
fn ask_about(cx: &mut Cx, away: Duration) {
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.absence.leave"), false),
        PickerItem::of(words, &sentence!("dialog.absence.count"), true),
    ];
    // Where the time of day went backwards, there is nothing to count.
    if away.is_zero() {
        run_on(cx, None);
        return cx.warn(sentence!("message.session-went-back"));
    }
    let title = sentence!("dialog.absence.title", minutes = minutes(away));
    let ask = cx.pick(title).choices(choices).on_cancel(|cx| run_on(cx, None));
    ask.then(move |cx, counts| run_on(cx, counts.then_some(away)));
}

/// Lets the clock run again, after counting a time where one counts.
fn run_on(cx: &mut Cx, counted: Option<Duration>) {
    let at = moment(cx.env);
    if let Some(running) = super::happening::running(cx.model) {
        let session = Arc::make_mut(&mut running.session);
        if let Some(time) = counted {
            session.clock.count(time);
        }
        session.clock.resume(at.now);
    }
    keep_all(cx);
}

/// Whether a product is in front whose sessions could be opened.
///
/// # Errors
/// The reason why not, for the person to read.
pub(in crate::app) fn can_open(model: &Model) -> Result<(), Sentence> {
    model.current_product().map(|_| ()).ok_or_else(|| sentence!("reason.no-product"))
}
