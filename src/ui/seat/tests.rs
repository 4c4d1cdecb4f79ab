use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::{Look, join, presenter};
use crate::app::join::Join;
use crate::app::{ColourDepth, Size};
use crate::i18n::Catalogue;
use crate::ui::theme::Theme;
use crate::workshop::client::Client;
use crate::workshop::seen::{SeenField, SeenForm, SeenItem};
use crate::workshop::view::{Finished, OwnNote, SeenBlock, SeenClock, SeenNote, SeenRound, SeenSection, View};
use crate::workshop::wire::{FromServer, RoomSeat};

const NOW: Duration = Duration::from_mins(1);

fn room() -> FromServer {
    let seat = |who: &str, state: &str| RoomSeat { who: who.into(), state: state.into() };
    let seats = vec![seat("API designer", "free"), seat("Domain expert", "here")];
    FromServer::Room { session: "orders/s".into(), title: "Orders: value".into(), by: "kim".into(), seats }
}

fn view(kind: &str) -> View {
    let note = |n: &str, id: &str, text: &str, under: Option<&str>| SeenNote {
        n: n.into(),
        id: id.into(),
        text: text.into(),
        kind: "task".into(),
        under: under.map(str::to_owned),
    };
    let notes = match kind {
        "write" => Vec::new(),
        _ => vec![
            note("1.1", "a", "See where an order is without calling support", None),
            note("1.2", "b", "Ask where the parcel is", Some("a")),
            note("1.3", "c", "Print a label", None),
        ],
    };
    let section = SeenSection { n: 1, id: "tasks".into(), title: "Tasks".into(), count: 14, notes, more: 0 };
    let block = SeenBlock {
        n: 2,
        of: 8,
        kind: kind.into(),
        title: "1 Tasks".into(),
        question: "Whose work are we looking at?".into(),
        document: "Value proposition".into(),
        section: Some("tasks".into()),
    };
    View {
        block: Some(block),
        clock: Some(SeenClock { left_ms: 80_000, running: true }),
        sections: vec![section],
        ends: "14:37".into(),
        finished: Some(Finished { done: 4, of: 6 }),
        mine: vec![OwnNote { note: 7, section: "tasks".into(), text: "Clerk prints a label".into() }],
        ..View::default()
    }
}

fn round(totals: Option<Vec<(String, u32)>>) -> SeenRound {
    SeenRound {
        id: "r".into(),
        question: "What would people miss most?".into(),
        dots: 3,
        most: Some(2),
        options: vec!["a".into(), "c".into()],
        done: 4,
        voters: 7,
        totals,
        ballot: vec!["c".into()],
    }
}

/// What stands on the screens of a stage and of a seat, in rows.
fn drawn(view: View, (width, height): (u16, u16), unicode: bool) -> [String; 2] {
    let words = Catalogue::english();
    let theme = Theme::load("dark", ColourDepth::True).expect("a built-in theme");
    let look = Look::new(words, &theme, unicode);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    let mut stage = Client::stage();
    let mut seat = Join::new(Some("API designer".into()), words, Size { width, height }, unicode);
    stage.connected();
    seat.client.connected();
    let welcome = FromServer::Seat {
        who: "API designer".into(),
        code: "4711".into(),
        last_seq: 0,
        draft: None,
        mine: Vec::new(),
        ballot: None,
    };
    stage.heard(room(), NOW);
    stage.heard(FromServer::View(Box::new(View { mine: Vec::new(), ..view.clone() })), NOW);
    for message in [room(), welcome, FromServer::View(Box::new(view))] {
        seat.heard(message, NOW, 0);
    }
    let mut text = |draw: &mut dyn FnMut(&mut ratatui::Frame)| {
        terminal.clear().expect("cleared");
        let frame = terminal.draw(|frame| draw(frame)).expect("drawn");
        let rows = frame.buffer.content.chunks(usize::from(width));
        rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n").collect::<String>()
    };
    [text(&mut |frame| presenter(&stage, look, NOW, frame)), text(&mut |frame| join(&mut seat, look, NOW, frame))]
}

fn has(text: &str, wanted: &[&str]) {
    for part in wanted {
        assert!(text.contains(part), "{part:?} is not on the screen:\n{text}");
    }
}

#[test]
fn the_room_sees_question_clock_and_counts_while_people_write() {
    for size in [(80, 24), (120, 36), (40, 12)] {
        let [stage, seat] = drawn(view("write"), size, true);
        has(&stage, &["2 of 8", "Whose work are we looking at?", "14 hidden", "left", "4 of 6 have finished"]);
        assert!(!stage.contains("Clerk"), "{stage}");
        has(&seat, &["2 of 8", "1:20", "Yours, hidden (1)", "a ▎ Clerk prints a label", "14 hidden", "keep"]);
    }
    let [stage, _] = drawn(view("write"), (80, 24), true);
    has(&stage, &["██", "ends 14:37", "Value proposition"]);
    let [stage, seat] = drawn(view("write"), (80, 24), false);
    has(&stage, &["##"]);
    assert!(stage.is_ascii() && seat.is_ascii(), "{stage}{seat}");
}

#[test]
fn what_was_revealed_stands_by_its_groups() {
    for size in [(80, 24), (120, 36), (40, 12)] {
        for text in drawn(view("group"), size, true) {
            has(&text, &["1.1", "1.2", "1.3", "Print a label", "2 in group"]);
        }
    }
}

#[test]
fn a_ballot_is_ones_own_and_totals_are_everybodys() {
    let [stage, seat] = drawn(View { round: Some(round(None)), ..view("vote") }, (80, 24), true);
    has(&stage, &["What would people miss most?", "Print a label", "4 of 7 have voted"]);
    assert!(!stage.contains('●'), "{stage}");
    has(&seat, &["2 dots left", "●", "calling support (2)", "dot", "4 of 7 have voted"]);
    let totals = Some(vec![("c".to_owned(), 9), ("a".to_owned(), 5)]);
    for size in [(80, 24), (120, 36), (40, 12)] {
        for text in drawn(View { round: Some(round(totals.clone())), ..view("decide") }, size, true) {
            has(&text, &["Print", "9", "5", "━"]);
        }
    }
}

#[test]
fn a_decision_is_seen_while_it_is_worded_and_what_is_gone_through_is_listed() {
    let field = |label: &str, text: &str| SeenField { label: label.into(), text: text.into() };
    let fields = vec![field("What", "Addresses can be changed until the parcel is loaded"), field("Why", "Most fail")];
    let form = Some(SeenForm { kind: "decision".into(), fields });
    for size in [(80, 24), (120, 36), (40, 12)] {
        for text in drawn(View { form: form.clone(), ..view("group") }, size, true) {
            has(&text, &["Decision, as it is typed", "Addresses can be changed", "1.1"]);
        }
        for text in drawn(View { form: form.clone(), ..view("decide") }, size, true) {
            has(&text, &["Addresses can be changed"]);
        }
    }
    let item = SeenItem { text: "Ask finance for the cost".into(), note: "Business owner · 2026-12-16".into() };
    for kind in ["opening", "answer", "close"] {
        let gone_through = View { items: vec![item.clone(); 3], sections: Vec::new(), ..view(kind) };
        for size in [(80, 24), (120, 36), (40, 12)] {
            for text in drawn(gone_through.clone(), size, true) {
                has(&text, &["Ask finance for the cost", "2026-12-16"]);
            }
        }
    }
    let mut pause = View { back_at: Some("10:20".into()), sections: Vec::new(), ..view("break") };
    pause.block.as_mut().expect("a block").question.clear();
    for text in drawn(pause, (80, 24), true) {
        has(&text, &["Back at 10:20"]);
    }
}

#[test]
fn no_size_makes_it_panic() {
    for width in [1, 5, 23, 24, 30, 60, 200] {
        for height in [1, 2, 5, 6, 7, 9, 60] {
            for kind in ["write", "group", "vote", "close", "break"] {
                let votes = [None, Some(round(None)), Some(round(Some(vec![("a".into(), 1)])))];
                let fields = vec![SeenField { label: "What".into(), text: "A word\nor two".into() }; 4];
                let form = Some(SeenForm { kind: "action".into(), fields });
                let items = vec![SeenItem { text: "漢字 and more".into(), note: "somebody".into() }; 9];
                for round in votes {
                    drawn(
                        View { round, form: form.clone(), items: items.clone(), ..view(kind) },
                        (width, height),
                        true,
                    );
                }
            }
        }
    }
}
