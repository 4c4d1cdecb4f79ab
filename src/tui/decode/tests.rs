//! What terminals send, and what it means.

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use proptest::prelude::*;

use super::{Decoder, InputEvent};

fn decode(bytes: impl AsRef<[u8]>) -> Vec<InputEvent> {
    let mut decoder = Decoder::default();
    let mut sent = decoder.take(bytes.as_ref());
    sent.extend(decoder.flush_pending());
    sent
}

/// What came, each as a short word.
fn words(bytes: impl AsRef<[u8]>) -> String {
    let word = |sent: InputEvent| match sent {
        InputEvent::Background { is_light_background } => {
            String::from(if is_light_background { "light" } else { "dark" })
        }
        InputEvent::Event(Event::Paste(text)) => format!("paste:{text}"),
        InputEvent::Event(Event::FocusGained) => "focus".to_owned(),
        InputEvent::Event(Event::FocusLost) => "blur".to_owned(),
        InputEvent::Event(Event::Resize(..)) => "size".to_owned(),
        InputEvent::Event(Event::Mouse(mouse)) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => "press",
                MouseEventKind::Up(MouseButton::Left) => "release",
                MouseEventKind::Drag(MouseButton::Left) => "drag",
                MouseEventKind::ScrollUp => "wheel-up",
                MouseEventKind::ScrollDown => "wheel-down",
                _ => "other",
            };
            format!("{what}@{},{}", mouse.column, mouse.row)
        }
        InputEvent::Event(Event::Key(key)) => {
            let mut word = String::new();
            for (held, name) in
                [(KeyModifiers::CONTROL, "ctrl-"), (KeyModifiers::ALT, "alt-"), (KeyModifiers::SHIFT, "shift-")]
            {
                if key.modifiers.contains(held) {
                    word.push_str(name);
                }
            }
            match key.code {
                KeyCode::Char(character) => word.push(character),
                KeyCode::F(number) => word.extend(["f", &number.to_string()]),
                code => word.extend([format!("{code:?}").to_lowercase()]),
            }
            if key.kind == KeyEventKind::Release {
                word.push_str("-up");
            }
            word
        }
    };
    decode(bytes).into_iter().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    assert_eq!(words("aÄ漢👍"), "a Ä 漢 👍");
    assert_eq!(
        words(b"\r\t\x7f\x08\x00\x01\x1a\x1f\n"),
        "enter tab backspace ctrl-h ctrl-  ctrl-a ctrl-z ctrl-_ ctrl-j"
    );
    assert_eq!(words("\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D\x1b[H\x1b[F"), "up down ctrl-right shift-left home end");
    assert_eq!(words("\x1b[3~\x1b[5~\x1b[6;3~\x1b[1~\x1b[4~\x1b[2~"), "delete pageup alt-pagedown home end insert");
    assert_eq!(words("\x1bOP\x1b[[B\x1b[15~\x1b[24~\x1b[1;2P"), "f1 f2 f5 f12 shift-f1");
    assert_eq!(words("\x1b[Z\x1bx\x1bX\x1b\r\x1b\x7f\x1bä"), "shift-backtab alt-x alt-X alt-enter alt-backspace alt-ä");
    // What is held, in the two ways terminals tell of it.
    assert_eq!(words("\x1b[13;2u\x1b[27;2;13~\x1b[97;5u\x1b[9;2u"), "shift-enter shift-enter ctrl-a shift-backtab");
    assert_eq!(words("\x1b[97;1:3u\x1b[97;1:2u"), "a-up a");
}

#[test]
fn escape_is_a_key_once_nothing_follows() {
    let mut decoder = Decoder::default();
    assert!(decoder.take(b"\x1b").is_empty() && decoder.is_undecided());
    assert_eq!(decoder.take(b"[A").len(), 1);
    assert!(!decoder.is_undecided() && decoder.flush_pending().is_none());
    assert_eq!(words("\x1b"), "esc");
    assert_eq!(words("\x1b\x1b"), "esc esc");
    assert_eq!(words("\x1b\x1b[A"), "esc up");
    assert_eq!(words("\x1b["), "alt-[");
    assert_eq!(words("\x1b]"), "alt-]");
    assert_eq!(words("\x1bO"), "alt-O");
}

#[test]
fn the_mouse_is_told_in_three_ways() {
    assert_eq!(words("\x1b[<0;3;4M\x1b[<32;5;4M\x1b[<0;5;4m"), "press@2,3 drag@4,3 release@4,3");
    assert_eq!(
        words("\x1b[<64;1;1M\x1b[<65;1;1M\x1b[<35;9;9M\x1b[<2;1;1M"),
        "wheel-up@0,0 wheel-down@0,0 other@8,8 other@0,0"
    );
    assert_eq!(words("\x1b[32;3;4M\x1b[35;3;4M"), "press@2,3 release@2,3");
    assert_eq!(words(b"\x1b[M \x23\x24"), "press@2,3");
    assert_eq!(words("\x1b[<0;0;0M\x1b[<9;9Mx"), "x");
}

#[test]
fn a_paste_is_one_piece_whatever_is_in_it() {
    assert_eq!(words("\x1b[200~a\rb\x1b[A\x1b[201~x"), "paste:a\rb\x1b[A x");
    assert_eq!(words("\x1b[200~\x1b[201~"), "paste:");
    assert_eq!(words("\x1b[200~one\x1b]11;rgb:ff/ff/ff\x07two\x1b[201~"), "light paste:onetwo");
    assert_eq!(words("\x1b[200~a\x1b]11;b\x1b[201~"), "paste:a\x1b]11;b");
}

#[test]
fn an_answer_is_never_a_key() {
    for (told, is) in [
        ("rgb:1e1e/1e1e/2e2e", "dark"),
        ("rgb:ffff/ffff/ffff", "light"),
        ("rgb:f/f/f", "light"),
        ("rgba:0000/0000/0000/ffff", "dark"),
        ("#fbfaf7", "light"),
        ("rgb:8080/8080/8080", "light"),
        ("rgb:5050/5050/5050", "dark"),
        ("nonsense", ""),
        ("", ""),
    ] {
        for end in ["\x07", "\x1b\\"] {
            assert_eq!(words(format!("a\x1b]11;{told}{end}b")), format!("a {is} b").replace("  ", " "), "{told}");
            assert_eq!(words(format!("\x1b\x1b]11;{told}{end}")), format!("esc {is}").trim(), "{told}");
        }
    }
    assert_eq!(words("\x1b]12;x"), "alt-] 1 2 ; x");
    assert_eq!(words(format!("\x1b]11;{}", "f".repeat(70))).split(' ').next(), Some("alt-]"));
    // What terminals say of themselves, asked by another program that has just ended.
    assert_eq!(words("\x1b[?62;22c\x1b[?2026;2$y\x1b[>0;276;0cx"), "x");
    assert_eq!(words("\x1b[I\x1b[O"), "focus blur");
}

/// Pieces of what terminals send, whole and broken.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "a",
        "漢",
        "\x1b[A",
        "\x1b[1;5C",
        "\x1b[<0;3;4M",
        "\x1b]11;rgb:ff/ff/ff\x1b\\",
        "\x1b]11;rgb:0/0/0\x07",
        "\x1b[?62c",
        "\x1b[200~x\ny\x1b[201~",
        "\x1b[I",
        "\x1bOP",
        "\x1bx",
        "\r",
        "\x1b[M !!",
    ]);
    prop::collection::vec(known, 1..12).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn where_bytes_are_cut_is_of_no_matter(bytes in pieces(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len())).chain([0, bytes.len()]).collect();
        cuts.sort_unstable();
        let mut decoder = Decoder::default();
        let sent: Vec<InputEvent> = cuts.windows(2).flat_map(|cut| decoder.take(&bytes[cut[0]..cut[1]])).collect();
        prop_assert_eq!(sent, Decoder::default().take(&bytes));
        prop_assert!(!decoder.is_undecided());
    }

    #[test]
    fn no_bytes_break_it_and_it_always_recovers(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut decoder = Decoder::default();
        decoder.take(&bytes);
        decoder.flush_pending();
        // Whatever came before, what is typed after a paste's end and a few keys is understood again.
        decoder.take(b"\x1b[201~\r\r\r\r\r\r");
        let last = decoder.take(b"q").pop();
        prop_assert!(matches!(last, Some(InputEvent::Event(Event::Key(key))) if key.code == KeyCode::Char('q')), "{:?}", last);
    }
}
