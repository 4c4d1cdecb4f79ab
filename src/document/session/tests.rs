use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDate, NaiveTime};

use super::super::Register;
use super::*;
use crate::method::Method;

fn id(word: &str) -> Id {
    Id::new(word).expect("an id")
}

fn reference(text: &str) -> Vec<Reference> {
    vec![Reference::parse(text).expect("a reference")]
}

/// A record with every key in use.
fn whole() -> SessionRecord {
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let mut block = Block::new(id("w2c5kd"), RecordedKind::Known(BlockKind::Write), Minutes::whole(7));
    block.canvas = Some("api-value-proposition".to_owned());
    block.section = Some("tasks".to_owned());
    block.title = Some("Quiet writing".to_owned());
    block.hint = Some("Ask who prints the label".to_owned());
    (block.fixed, block.is_added, block.opened) = (true, true, Some(2));
    block.spent = Some(Minutes::tenths(85));
    block.notes = vec![id("t7qm4k"), id("b2h8xd")];
    let other = Block::new(id("c1d2e3"), RecordedKind::Other("fishbowl".to_owned()), Minutes::whole(9));
    let attendee = Attendee { decides: true, ..Attendee::new(id("m4t8ze"), Some("api-designer"), "API designer") };
    let guest = Attendee { runs: true, absent: true, ..Attendee::new(id("d5f6g7"), None, "Guest") };
    let changes = CanvasChanges {
        added: vec![id("t7qm4k")],
        reworded: vec![id("b2h8xd")],
        moved: vec![id("b2h8xd")],
        grouped: vec![id("b2h8xd")],
        removed: BTreeMap::from([("k3f9aa".to_owned(), "Old text".to_owned())]),
    };
    let vote = Vote {
        id: id("q8n3rt"),
        canvas: Some("api-value-proposition".to_owned()),
        section: Some("tasks".to_owned()),
        question: Some("What would people miss most?".to_owned()),
        dots: 3,
        most: Some(2),
        voters: 7,
        cast: 15,
        paper: true,
        seen: true,
        runoff_of: Some(id("n3h8wq")),
        totals: BTreeMap::from([(id("t7qm4k"), 9), (id("b2h8xd"), 6)]),
    };
    SessionRecord {
        state: SessionState::Closed,
        began: NaiveTime::from_hms_opt(13, 2, 0),
        ended: NaiveTime::from_hms_opt(14, 37, 0),
        canvases: vec!["api-value-proposition".to_owned()],
        attendees: vec![attendee, guest],
        blocks: vec![block, other],
        votes: vec![vote],
        changes: BTreeMap::from([("api-value-proposition".to_owned(), changes)]),
        outcome: Outcome {
            decisions: reference("follow-up#w3k9ze"),
            actions: reference("follow-up#p5v0qr"),
            parked: reference("follow-up#h8s2nd"),
            closed: reference("follow-up#c1d2e3"),
            kept: reference("follow-up#f4g5h6"),
            rated: Some([0, 0, 1, 4, 2]),
        },
        ..SessionRecord::planned("value-proposition-90", "Orders: value proposition", day)
    }
}

#[test]
fn a_record_becomes_a_register_and_back_with_all_it_says() {
    let template = Method::built_in().register(SESSION).expect("built in");
    let (record, planned) = (whole(), SessionRecord::planned(BLANK_AGENDA, "Orders", whole().date));
    for record in [&record, &planned] {
        let register = record.register(template);
        assert_eq!(SessionRecord::of(&register).as_ref(), Some(record));
        assert_eq!(is_over(&register), record.state == SessionState::Closed);
    }
    assert_eq!(record.decider().map(|attendee| attendee.who.as_str()), Some("API designer"));
    assert_eq!(record.minutes(), Minutes::whole(16));
    assert_eq!((record.votes[0].sum(), record.votes[0].room()), (15, 21));
    let other = Register::new(Arc::clone(Method::built_in().register("follow-up").expect("built in")));
    assert_eq!((SessionRecord::of(&other), is_over(&other)), (None, false));
}

#[test]
fn minutes_have_one_decimal_at_most() {
    assert_eq!(Minutes::whole(7).to_string(), "7");
    assert_eq!(Minutes::tenths(85).to_string(), "8.5");
    assert_eq!(Minutes::from_number(8.46), Some(Minutes::tenths(85)));
    assert_eq!(Minutes::from_number(-1.0), None);
    assert_eq!(Minutes::of(Duration::from_secs(63)), Minutes::tenths(11));
    assert_eq!(Minutes::tenths(11).duration(), Duration::from_secs(66));
}
