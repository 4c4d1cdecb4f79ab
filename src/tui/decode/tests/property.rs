//! Whatever terminals send, in whatever pieces, with whatever pauses: what was typed and pasted comes out, and nothing else.

use crossterm::event::{Event, KeyCode};
use proptest::prelude::*;

use super::{Clocked, InputEvent, told};

/// Something that is sent, and the words for what is meant by it.
type Item = (Vec<u8>, String);

/// A key, or what is pressed as one.
fn key() -> impl Strategy<Value = Item> {
    let known = prop::sample::select(vec![
        ("\x1b[A", "up"),
        ("\x1bOB", "down"),
        ("\x1b[1;5C", "ctrl-right"),
        ("\x1bOd", "ctrl-left"),
        ("\x1b[d", "shift-left"),
        ("\x1b[7^", "ctrl-home"),
        ("\x1b[3$", "shift-delete"),
        ("\x1b[[A", "f1"),
        ("\x1b[15~", "f5"),
        ("\x1b[Z", "shift-backtab"),
        ("\x1b[97;5u", "ctrl-a"),
        ("\x1b[97;1:3u", "a-up"),
        ("\x1b[27;2;13~", "shift-enter"),
        ("\u{9b}A", "up"),
        ("\u{8f}P", "f1"),
        ("\x1bx", "escaped-x"),
        ("\x1b\x1b[A", "escaped-up"),
        ("\r", "enter"),
        ("\t", "tab"),
        ("\x7f", "backspace"),
        ("\x03", "ctrl-c"),
        ("\x1b[<0;3;4M", "press@2,3"),
        ("\x1b[<0;3;4m", "release@2,3"),
        ("\x1b[32;3;4M", "press@2,3"),
        ("\x1b[M !!", "press@0,0"),
        ("\x1b[I", "focus"),
        ("\x1b[O", "blur"),
        ("\x1b[200~x\ny\x1b[201~", "paste:x\ny"),
        ("\x1b]11;rgb:ff/ff/ff\x1b\\", "light"),
        ("\u{9d}11;rgb:0/0/0\u{9c}", "dark"),
    ]);
    known.prop_map(|(bytes, word)| (bytes.into(), word.to_owned()))
}

/// A character of any script that can be typed.
fn text() -> impl Strategy<Value = Item> {
    let typed = any::<char>().prop_filter("a control", |character| !character.is_control());
    prop_oneof!["[ -~]".prop_map(|text| text.chars().next().unwrap_or('x')), typed]
        .prop_map(|character| (character.to_string().into_bytes(), character.to_string()))
}

/// A sequence that no table has: of any family, in seven bits or eight, as ECMA-48 forms it.
fn unknown() -> impl Strategy<Value = Item> {
    let control = ("[<=>?]", "[0-9;:]{0,12}", "[ -#%-/]{0,2}", "[c-lnpqs-tv-z]")
        .prop_map(|(private, parameters, between, last)| format!("[{private}{parameters}{between}{last}"));
    let shift = "O[Eefghz`{|}]";
    let string = ("[P^X_]", "[ -~]{0,40}|[ä漢Üß]{0,9}", Just("\\")).prop_map(|(begin, body, _)| (begin, body));
    let osc = "[0-9]{2,3};[ -~]{0,40}".prop_filter("the answer", |body| !body.starts_with("11;"));
    let string = prop_oneof![string, osc.prop_map(|body| ("]".to_owned(), body))];
    let string = (string, any::<bool>()).prop_map(|((begin, body), is_eight)| {
        if is_eight { format!("{begin}{body}\u{9c}") } else { format!("{begin}{body}\x1b\\") }
    });
    prop_oneof![control, shift, string].prop_flat_map(|sequence| {
        let (introducer, rest) = sequence.split_at(1);
        let eight = char::from(introducer.as_bytes()[0] + 0x40);
        prop::sample::select(vec![format!("\x1b{sequence}"), format!("{eight}{rest}")])
            .prop_map(|sequence| (sequence.into_bytes(), String::new()))
    })
}

/// The same sequence with an introducer of seven bits.
fn in_seven_bits((sequence, word): Item) -> Item {
    match *sequence {
        [0xc2, control, ref rest @ ..] => ([&[0x1b, control - 0x40], rest].concat(), word),
        _ => (sequence, word),
    }
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(prop_oneof![2 => key(), 3 => text(), 3 => unknown()], 1..14)
}

/// What is meant by all of them together.
fn meant(items: &[Item]) -> String {
    items.iter().map(|(_, word)| word.as_str()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where bytes are cut, in order, from the first to the last.
fn pieces<'a>(bytes: &'a [u8], cuts: &[(prop::sample::Index, u64)]) -> Vec<(&'a [u8], u64)> {
    let mut cuts: Vec<_> = cuts.iter().map(|(cut, pause)| (cut.index(bytes.len()), *pause)).collect();
    cuts.push((bytes.len(), 0));
    cuts.sort_unstable();
    cuts.dedup_by_key(|(cut, _)| *cut);
    cuts.retain(|(cut, _)| *cut > 0);
    let mut from = 0;
    cuts.into_iter().map(|(to, pause)| (&bytes[std::mem::replace(&mut from, to)..to], pause)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Nothing is taken apart because it came slowly, but an escape after which there was silence.
    #[test]
    fn what_comes_out_is_what_was_meant(
        items in items(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..900u64), 0..12),
    ) {
        let bytes: Vec<u8> = items.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
        let mut clocked = Clocked::new();
        let mut sent = Vec::new();
        for (piece, pause) in pieces(&bytes, &cuts) {
            let pause = if piece.ends_with(b"\x1b") { pause.min(49) } else { pause };
            sent.extend(clocked.take(piece));
            sent.extend(clocked.pause(pause));
        }
        sent.extend(clocked.pause(3000));
        prop_assert_eq!(told(sent), meant(&items), "{:?}", String::from_utf8_lossy(&bytes));
    }

    /// A sequence that was cut behind its escape, however long ago, runs no command and is not typed.
    #[test]
    fn a_cut_behind_an_escape_costs_the_escape_alone(
        first in text(),
        (sequence, _) in unknown().prop_map(in_seven_bits),
        last in text(),
        pause in 51..1000u64,
    ) {
        let mut clocked = Clocked::new();
        let mut sent = clocked.take([first.0, b"\x1b".to_vec()].concat());
        sent.extend(clocked.pause(pause));
        sent.extend(clocked.take(&sequence[1..]));
        sent.extend(clocked.take(&last.0));
        sent.extend(clocked.pause(3000));
        prop_assert_eq!(told(sent), format!("{} esc {}", first.1, last.1));
    }

    #[test]
    fn no_bytes_break_it_and_it_always_recovers(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut clocked = Clocked::new();
        clocked.take(&bytes);
        clocked.pause(3000);
        let last = clocked.take("q").pop();
        prop_assert!(matches!(last, Some(InputEvent::Event(Event::Key(key))) if key.code == KeyCode::Char('q')), "{:?}", last);
    }
}
