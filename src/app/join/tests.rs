use super::*;
use crate::workshop::view::{OwnNote, SeenBlock, SeenSection};
use crate::workshop::wire::RoomSeat;

const NOW: Duration = Duration::from_mins(1);

/// Somebody whose name is not known yet, at a session with two seats.
fn come() -> Join {
    let mut join = Join::new(None, Catalogue::english(), Size { width: 80, height: 24 }, true);
    join.client.connected();
    sent(&mut join);
    let seats = ["API designer", "Domain expert"].map(|who| RoomSeat { who: who.into(), state: "free".into() });
    let room = FromServer::Room { session: "p/s".into(), title: "T".into(), by: "kim".into(), seats: seats.into() };
    join.heard(room, NOW, 0);
    join
}

fn seated(view: View) -> Join {
    let mut join = come();
    press(&mut join, &["<down>", "<enter>"]);
    assert!(join.take_call(), "another connection is wanted");
    assert_eq!(join.client.wanted(), Some("Domain expert"));
    join.client.connected();
    sent(&mut join);
    let (who, code) = ("Domain expert".to_owned(), "4711".to_owned());
    join.heard(FromServer::Seat { who, code, last_seq: 0, draft: None, mine: Vec::new(), ballot: None }, NOW, 0);
    join.heard(FromServer::View(Box::new(view)), NOW, 1);
    join
}

fn view(kind: &str) -> View {
    let block = SeenBlock { n: 2, of: 3, kind: kind.into(), section: Some("s".into()), ..SeenBlock::default() };
    let section = |id: &str| SeenSection { id: id.into(), title: id.into(), ..SeenSection::default() };
    View { block: Some(block), sections: vec![section("r"), section("s")], ..View::default() }
}

fn press(join: &mut Join, keys: &[&str]) {
    for key in keys {
        for key in Key::parse_sequence(key.trim_matches(['<', '>'])).expect("keys") {
            join.key(key, NOW);
        }
    }
}

fn typed(join: &mut Join, text: &str) {
    for letter in text.chars() {
        join.key(Key::char(letter), NOW);
    }
}

fn sent(join: &mut Join) -> Vec<ToServer> {
    std::iter::from_fn(|| join.client.next_message(NOW)).collect()
}

#[test]
fn enter_keeps_a_note_and_on_an_empty_line_one_has_finished() {
    let mut join = seated(view("write"));
    assert_eq!((join.pane(), join.keys()), (Pane::Writing, Keys::Writing));
    typed(&mut join, "q d");
    press(&mut join, &["<enter>", "<enter>"]);
    let note = ToServer::Note { seq: 1, section: "s".into(), text: "q d".into() };
    assert_eq!(sent(&mut join), [note, ToServer::Ready { seq: 2, yes: true }]);
    assert!(join.has_finished());
    press(&mut join, &["<enter>"]);
    assert!(sent(&mut join).is_empty(), "it ends nothing twice");
    typed(&mut join, "m");
    assert!(!join.has_finished(), "typing begins again");
    assert_eq!(sent(&mut join), [ToServer::Ready { seq: 3, yes: false }]);
    assert_eq!(join.own_lines().len(), 1, "what is on its way is seen");
}

#[test]
fn an_earlier_note_is_taken_up_changed_and_dropped_without_losing_what_is_typed() {
    let mine = |note, text: &str| OwnNote { note, section: "s".into(), text: text.into() };
    let mut join = seated(View { mine: vec![mine(4, "one"), mine(9, "two")], ..view("write") });
    typed(&mut join, "half");
    press(&mut join, &["<up>", "<up>"]);
    assert_eq!(join.editor().text(), "one");
    typed(&mut join, "!");
    press(&mut join, &["<enter>"]);
    assert_eq!(join.editor().text(), "half");
    assert_eq!(sent(&mut join), [ToServer::Edit { seq: 1, note: 4, text: "one!".into() }]);
    press(&mut join, &["<esc>", "<d>"]);
    assert_eq!(sent(&mut join), [ToServer::Drop { seq: 2, note: 9 }]);
    assert_eq!(join.own_lines().len(), 1);
    press(&mut join, &["<a>"]);
    assert_eq!((join.keys(), join.editor().text()), (Keys::Writing, "half"));
}

#[test]
fn a_ballot_keeps_to_its_dots_and_begins_somewhere() {
    let round = SeenRound {
        id: "v".into(),
        dots: 3,
        most: Some(2),
        options: vec!["x".into(), "y".into()],
        ..SeenRound::default()
    };
    let mut join = seated(View { round: Some(round), ..view("vote") });
    assert_eq!(join.options(), ["y", "x"]);
    press(&mut join, &["<space>", "<+>", "<space>"]);
    assert_eq!(join.client.ballot(), ["y", "y"]);
    assert_eq!(join.said(), Some("At most 2 dots on one."));
    press(&mut join, &["<down>", "<space>", "<space>"]);
    assert_eq!((join.client.ballot().len(), join.said()), (3, Some("No dot is left. Take one back first.")));
    press(&mut join, &["<->", "<enter>"]);
    assert_eq!(join.client.ballot(), ["y", "y"]);
    assert!(join.has_finished());
    sent(&mut join);
    assert_eq!(join.vote(&[1, 1, 1]), Err(1));
    assert_eq!(join.vote(&[1, 2, 3]), Err(3));
    assert_eq!(join.vote(&[1, 1, 2]), Ok(()));
    assert_eq!(join.client.ballot(), ["y", "x", "x"]);
}

#[test]
fn elsewhere_a_late_note_can_be_written_and_the_close_asks_how_it_went() {
    let mut join = seated(view("talk"));
    assert_eq!(join.pane(), Pane::Room);
    press(&mut join, &["<3>"]);
    assert!(sent(&mut join).is_empty());
    press(&mut join, &["<a>"]);
    typed(&mut join, "late");
    press(&mut join, &["<enter>"]);
    assert_eq!(sent(&mut join), [ToServer::Note { seq: 1, section: "s".into(), text: "late".into() }]);
    assert_eq!(join.pane(), Pane::Room);
    join.heard(FromServer::View(Box::new(view("close"))), NOW, 0);
    press(&mut join, &["<4>"]);
    assert_eq!((sent(&mut join).len(), join.rated()), (1, Some(4)));
}

#[test]
fn every_way_out_has_its_number() {
    let mut join = come();
    press(&mut join, &["<q>"]);
    assert_eq!(join.exit(), Some(2), "no seat was taken");
    let mut join = seated(view("talk"));
    press(&mut join, &["<q>"]);
    assert_eq!((join.exit(), sent(&mut join)), (Some(0), vec![ToServer::Bye]));
    let mut join = seated(view("write"));
    press(&mut join, &["<ctrl-c>"]);
    assert_eq!(join.exit(), Some(130));
    for (code, exit) in [("over", 0), ("full", 2), ("put-out", 2)] {
        let mut join = seated(view("talk"));
        join.heard(FromServer::Bye { code: code.into(), text: "why".into() }, NOW, 0);
        assert_eq!(join.exit(), Some(exit), "{code}");
    }
}

#[test]
fn a_code_lets_one_back_in_and_an_empty_line_without_what_was_written() {
    let mut join = come();
    press(&mut join, &["<enter>"]);
    join.take_call();
    join.client.connected();
    sent(&mut join);
    join.heard(FromServer::Ask { need: Need::SeatCode }, NOW, 0);
    assert_eq!(join.pane(), Pane::SeatCode);
    typed(&mut join, "12");
    press(&mut join, &["<enter>"]);
    assert!(join.said().is_some());
    typed(&mut join, "34");
    press(&mut join, &["<enter>"]);
    assert_eq!(sent(&mut join), [ToServer::SeatCode { code: "1234".into() }]);
}
