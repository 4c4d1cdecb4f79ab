use super::*;
use crate::workshop::view::{SeenClock, SeenRound};

const NOW: Duration = Duration::from_secs(100);

fn note(text: &str) -> ToServer {
    ToServer::Note { seq: 0, section: "tasks".into(), text: text.into() }
}

fn sent(client: &mut Client, now: Duration) -> Vec<ToServer> {
    std::iter::from_fn(|| client.next_message(now)).collect()
}

fn welcome(last_seq: u64) -> FromServer {
    let (who, code) = ("API designer".to_owned(), "4711".to_owned());
    FromServer::Seat { who, code, last_seq, draft: Some("half".into()), mine: Vec::new(), ballot: None }
}

/// Somebody at a seat.
fn seated() -> Client {
    let mut client = Client::seat(Some("RA".into()));
    client.connected();
    assert!(matches!(sent(&mut client, NOW)[..], [ToServer::Hello { .. }]));
    let happened = client.heard(welcome(0), NOW);
    assert_eq!(happened, Some(Happened::Seated { draft: Some("half".into()) }));
    client
}

fn numbers(messages: &[ToServer]) -> Vec<Option<u64>> {
    messages.iter().map(ToServer::seq).collect()
}

#[test]
fn what_was_not_answered_is_said_again_after_a_break() {
    let mut client = seated();
    for text in ["a", "b", "c"] {
        client.say(note(text)).expect("there is room");
    }
    assert_eq!(numbers(&sent(&mut client, NOW)), [Some(1), Some(2), Some(3)]);
    client.heard(FromServer::Ack { seq: 1 }, NOW);
    client.lost(NOW);
    assert_eq!(client.line(), &Line::Broken(NOW));
    assert!(!client.is_to_call(NOW) && client.is_to_call(NOW + BETWEEN_TRIES));
    client.say(note("d")).expect("also while nobody listens");
    assert!(sent(&mut client, NOW).is_empty());
    client.connected();
    let hello = sent(&mut client, NOW);
    assert!(matches!(&hello[..], [ToServer::Hello { who: Some(who), .. }] if who == "API designer"), "{hello:?}");
    client.heard(FromServer::Ask { need: Need::SeatCode }, NOW);
    assert_eq!(sent(&mut client, NOW), [ToServer::SeatCode { code: "4711".into() }], "it knows its code");
    // The second was kept, and only its answer was lost.
    assert_eq!(client.heard(welcome(2), NOW), Some(Happened::Seated { draft: None }));
    assert_eq!(numbers(&sent(&mut client, NOW)), [Some(3), Some(4)]);
    client.heard(FromServer::Ack { seq: 4 }, NOW);
    assert!(client.is_settled());
}

#[test]
fn it_is_tried_for_ten_minutes_and_never_where_nobody_was_reached() {
    let mut client = Client::stage();
    client.lost(NOW);
    assert_eq!(client.line(), &Line::Over(Ending::Deserted));
    let mut client = seated();
    client.lost(NOW);
    client.called(NOW + BETWEEN_TRIES);
    client.lost(NOW + BETWEEN_TRIES);
    assert_eq!(client.deadline(NOW), Some(NOW + BETWEEN_TRIES * 2));
    client.lost(NOW + TRIES);
    assert_eq!(client.line(), &Line::Over(Ending::Deserted));
}

#[test]
fn how_it_ends_says_the_server() {
    for (code, line) in [
        ("over", Line::Over(Ending::Closed)),
        ("bye", Line::Over(Ending::Left)),
        ("put-out", Line::Over(Ending::Refused("why".into()))),
        ("too-fast", Line::Up),
    ] {
        let mut client = seated();
        client.heard(FromServer::Bye { code: code.into(), text: "why".into() }, NOW);
        assert_eq!(client.line(), &line, "{code}");
        client.lost(NOW);
        let rests = matches!(client.line(), Line::Broken(_)).then(|| client.deadline(NOW));
        assert_eq!(rests, (code == "too-fast").then_some(Some(NOW + REST)), "{code}");
    }
}

#[test]
fn a_seat_that_is_away_wants_its_code_or_empty_hands() {
    let mut client = Client::seat(Some("RA".into()));
    client.connected();
    sent(&mut client, NOW);
    client.heard(FromServer::Ask { need: Need::SeatCode }, NOW);
    assert_eq!((client.need(), sent(&mut client, NOW).len()), (Some(Need::SeatCode), 0));
    client.say_code(Some("1234".into()));
    assert_eq!(sent(&mut client, NOW), [ToServer::SeatCode { code: "1234".into() }]);
    let no = FromServer::No { seq: None, code: "wrong-code".into(), text: "No".into() };
    assert_eq!(client.heard(no, NOW), Some(Happened::Refused { why: "No".into(), text: None }));
    assert_eq!(client.need(), Some(Need::SeatCode));
    client.say_code(None);
    assert!(matches!(sent(&mut client, NOW)[..], [ToServer::Draft { .. }]));
}

#[test]
fn the_text_of_a_note_that_is_refused_comes_back() {
    let mut client = seated();
    client.say(note("a")).expect("there is room");
    client.say(note("b")).expect("there is room");
    sent(&mut client, NOW);
    let no = |code: &str| FromServer::No { seq: Some(1), code: code.into(), text: "Full".into() };
    let happened = client.heard(no("full"), NOW);
    assert_eq!(happened, Some(Happened::Refused { why: "Full".into(), text: Some("a".into()) }));
    assert_eq!(client.waiting().count(), 1);
    assert_eq!(client.heard(no("gap"), NOW), Some(Happened::CallAgain));
}

#[test]
fn what_is_typed_is_said_once_it_rests_and_when_leaving() {
    let mut client = seated();
    client.typing("tasks", "a", 1, NOW);
    client.typing("tasks", "ab", 2, NOW + Duration::from_secs(1));
    let due = NOW + Duration::from_secs(3);
    let before = NOW + Duration::from_millis(2_999);
    assert_eq!((client.deadline(NOW), sent(&mut client, before).len()), (Some(due), 0));
    let draft = |text: &str| ToServer::Draft { section: "tasks".into(), text: text.into(), cursor: text.len() };
    assert_eq!(sent(&mut client, due), [draft("ab")]);
    assert_eq!(client.deadline(due), None, "nothing wakes anybody");
    client.typing("tasks", "abc", 3, due);
    client.leave();
    assert_eq!(sent(&mut client, due), [draft("abc"), ToServer::Bye]);
    let mut client = seated();
    client.typing("tasks", "a", 1, NOW);
    client.say(note("a")).expect("there is room");
    client.leave();
    assert_eq!(sent(&mut client, NOW).len(), 2, "what is kept is no draft any more");
}

#[test]
fn the_clock_goes_on_by_itself_and_stands_while_the_line_is_broken() {
    let mut client = seated();
    let clock = Some(SeenClock { left_ms: 5_000, running: true });
    let round = Some(SeenRound { id: "r".into(), ballot: vec!["x".into(), "y".into()], ..SeenRound::default() });
    client.heard(FromServer::View(Box::new(View { clock, round, ..View::default() })), NOW);
    assert_eq!(client.left(NOW + Duration::from_secs(7)), Some((-2_000, true)));
    let dot = |note: &str, by| ToServer::Dot { seq: 0, round: "r".into(), note: note.into(), by };
    for message in [dot("z", 1), dot("x", -1)] {
        client.say(message).expect("there is room");
    }
    assert_eq!(client.ballot(), ["y", "z"]);
    client.lost(NOW);
    assert_eq!(client.left(NOW + Duration::from_secs(7)), Some((5_000, false)));
}
