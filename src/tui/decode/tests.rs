//! What terminals send, and what it means.

mod property;

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::{Decoder, InputEvent};

/// A decoder, and the time by its clock.
pub(super) struct Clocked {
    decoder: Decoder,
    now: Instant,
}

impl Clocked {
    pub(super) fn new() -> Self {
        Self { decoder: Decoder::default(), now: Instant::now() }
    }

    pub(super) fn ask(&mut self) {
        self.decoder.expect_answer(self.now);
    }

    /// Some bytes come together.
    pub(super) fn take(&mut self, bytes: impl AsRef<[u8]>) -> Vec<InputEvent> {
        self.decoder.take(bytes.as_ref(), self.now)
    }

    /// Nothing comes for so many milliseconds.
    pub(super) fn pause(&mut self, milliseconds: u64) -> Vec<InputEvent> {
        let end = self.now + Duration::from_millis(milliseconds);
        let mut sent = Vec::new();
        while let Some(deadline) = self.decoder.deadline().filter(|deadline| *deadline <= end) {
            self.now = deadline.max(self.now);
            sent.extend(self.decoder.expire(self.now));
        }
        self.now = end;
        sent
    }
}

fn decode(bytes: impl AsRef<[u8]>) -> Vec<InputEvent> {
    let mut clocked = Clocked::new();
    let mut sent = clocked.take(bytes);
    sent.extend(clocked.pause(5000));
    sent
}

/// What came in pieces, with so many milliseconds after each.
fn slowly(pieces: &[(&str, u64)]) -> String {
    let mut clocked = Clocked::new();
    let mut sent = Vec::new();
    for (piece, pause) in pieces {
        sent.extend(clocked.take(piece));
        sent.extend(clocked.pause(*pause));
    }
    told(sent)
}

/// What came, each as a short word.
fn words(bytes: impl AsRef<[u8]>) -> String {
    told(decode(bytes))
}

pub(super) fn told(sent: Vec<InputEvent>) -> String {
    let word = |sent: InputEvent| match sent {
        InputEvent::Escaped(key) => format!("escaped-{}", told(vec![InputEvent::Event(Event::Key(key))])),
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
    sent.into_iter().map(word).collect::<Vec<_>>().join(" ")
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
    assert_eq!(
        words("\x1b[Z\x1bx\x1bY\x1b\r\x1b\x7f\x1bä"),
        "shift-backtab escaped-x escaped-Y escaped-enter escaped-backspace escaped-ä"
    );
    // What is held, in the two ways terminals tell of it.
    assert_eq!(words("\x1b[13;2u\x1b[27;2;13~\x1b[97;5u\x1b[9;2u"), "shift-enter shift-enter ctrl-a shift-backtab");
    assert_eq!(words("\x1b[97;1:3u\x1b[97;1:2u"), "a-up a");
}

#[test]
fn escape_is_a_key_once_nothing_follows() {
    assert_eq!(slowly(&[("\x1b", 49), ("[A", 0)]), "up");
    assert_eq!(words("\x1b"), "esc");
    assert_eq!(words("\x1b\x1b"), "esc esc");
    assert_eq!(words("\x1b\x1b\x1b"), "esc esc esc");
    assert_eq!(words("\x1b\x1bx"), "esc escaped-x");
    // rxvt has Alt so; elsewhere it is the key, and then another.
    assert_eq!(words("\x1b\x1b[A"), "escaped-up");
    assert_eq!(words("\x1b\x1b[<0;1;1M"), "esc press@0,0");
}

#[test]
fn half_a_sequence_is_no_key_and_makes_nobody_deaf() {
    for half in [
        "\x1b[",
        "\x1bO",
        "\x1b]",
        "\x1bP",
        "\x1b[1;5",
        "\x1b[[",
        "\x1b[M !",
        "\x1b]11;rgb",
        "\x1bPtext",
        "\x1b_G",
        "\x1bX",
    ] {
        assert_eq!(words(half), "", "{half:?}");
        assert_eq!(slowly(&[(half, 1000), ("q", 0)]), "q", "{half:?}");
        assert_eq!(slowly(&[(half, 0), ("\x03", 0)]), "ctrl-c", "{half:?}");
        assert_eq!(slowly(&[(half, 0), ("\x1a", 0)]), "ctrl-z", "{half:?}");
        assert_eq!(slowly(&[(half, 0), ("\x1b[B", 0)]), "down", "{half:?}");
    }
    // Somebody who types into the void is heard in the end, also without a pause.
    let typed: Vec<_> = std::iter::once(("\x1b]11;", 200)).chain(std::iter::repeat_n(("x", 200), 60)).collect();
    assert!(slowly(&typed).ends_with("x x x x"));
}

#[test]
fn what_follows_an_escape_that_was_a_key_is_no_command() {
    for letter in ["[", "O", "]", "P", "X", "^", "_"] {
        assert_eq!(slowly(&[("\x1b", 900), (letter, 2000), ("j", 0)]), "esc j", "{letter}");
        assert_eq!(slowly(&[("\x1b", 1001), (letter, 2000)]), format!("esc {letter}"));
    }
    assert_eq!(slowly(&[("\x1b", 500), ("[A", 0), ("x", 0)]), "esc up x");
    assert_eq!(slowly(&[("\x1b", 500), ("[<35;10;10M", 0), ("x", 0)]), "esc other@9,9 x");
    assert_eq!(slowly(&[("\x1b", 500), ("]11;rgb:f/f/f\x07", 0), ("x", 0)]), "esc light x");
    assert_eq!(
        slowly(&[("\x1b", 200), ("]", 200), ("10;rgb:f/f/f", 200), ("\x1b", 900), ("\\", 0), ("x", 0)]),
        "esc x"
    );
    assert_eq!(slowly(&[("\x1b", 100), ("P>|XTerm(390)\x1b\\", 0), ("x", 0)]), "esc x");
    // Who means the key goes on as soon as what follows cannot belong to a sequence.
    assert_eq!(slowly(&[("\x1b", 300), ("P", 200), ("j", 200), ("k", 0)]), "esc j k");
}

#[test]
fn an_answer_that_was_asked_for_is_known_whatever_became_of_its_escape() {
    let mut clocked = Clocked::new();
    clocked.ask();
    let mut sent = clocked.take("\x1b");
    sent.extend(clocked.pause(249));
    sent.extend(clocked.take("]11;rgb:f/f/f\x1b"));
    sent.extend(clocked.pause(1100));
    sent.extend(clocked.take("\\x"));
    assert_eq!(told(sent), "light x", "the answer counts without its last byte, and that is no key either");
    clocked.ask();
    let mut sent = clocked.take("\x1b");
    sent.extend(clocked.pause(4000));
    sent.extend(clocked.take("]11;rgb:0/0/0\x07x"));
    assert_eq!(told(sent), "esc dark x");
}

#[test]
fn a_paste_that_does_not_end_is_kept_and_ends() {
    assert_eq!(slowly(&[("\x1b[200~half a paste", 1000), ("q", 0)]), "paste:half a paste q");
    assert_eq!(slowly(&[("\x1b[200~half", 10), ("\x03", 0), ("x", 0)]), "paste:half ctrl-c x");
    assert_eq!(words("\x1b[200~half\x1a"), "paste:half ctrl-z");
    assert_eq!(words("\x1b[200~half\x03qq"), "paste:halfqq ctrl-c");
    assert_eq!(slowly(&[("\x1b[200~half", 10), ("\x1b[99;5u", 0)]), "paste:half ctrl-c");
    assert_eq!(words("\x1b[200~a\x03b\x1b[201~"), "paste:a\x03b");
    // The mouse neither is text nor keeps it from ending.
    assert_eq!(slowly(&[("\x1b[200~half", 600), ("\x1b[<35;1;1M", 600)]), "other@0,0 paste:half");
    // The rest comes late, and its end in two pieces.
    assert_eq!(slowly(&[("\x1b[200~one", 3000), (" two\x1b[201~x", 0)]), "paste:one paste: two x");
    assert_eq!(slowly(&[("\x1b[200~one\x1b[20", 1900), ("1~x", 0)]), "paste:one x");
    assert_eq!(slowly(&[("\x1b[200~one", 100), ("\x1b[200~two\x1b[201~", 0)]), "paste:one paste:two");
    // Eight bits on both sides, and only there.
    assert_eq!(words("\u{9b}200~a\u{9b}201~x"), "paste:a x");
    assert_eq!(words("\x1b[200~a\u{9b}201~\x1b[201~"), "paste:a\u{9b}201~");
}

#[test]
fn keys_of_every_terminal_are_keys() {
    assert_eq!(
        words("\x1bOd\x1bOa\x1b[d\x1b[7^\x1b[3$\x1b[5@"),
        "ctrl-left ctrl-up shift-left ctrl-home shift-delete ctrl-shift-pageup"
    );
    assert_eq!(words("\x1bOM\x1bOp\x1bOy\x1bOj\x1bOX\x1bO5C\x1bO1;2P"), "enter 0 9 * = ctrl-right shift-f1");
    assert_eq!(
        words("\x1b[97:65;2u\x1b[57399u\x1b[57414;1:1u\x1b[57423u\x1b[97;;97u\x1b[97;65u"),
        "shift-A 0 enter home a a"
    );
    assert_eq!(words("\x1b[27;5;99~\x1b[1;5R\x1b[13;5~"), "ctrl-c ctrl-f3 ctrl-f3");
    // Nothing is meant with Super or Meta held, and by keys that are only held.
    assert_eq!(words("\x1b[113;9u\x1b[57441;2u\x1b[27;9;113~\x1b[0u\x1b[1;9A"), "");
}

#[test]
fn sequences_that_are_no_keys_are_taken_whole() {
    for sequence in [
        "\x1bOz",
        "\x1bOE",
        "\x1b[E",
        "\x1b[5A",
        "\x1b[1;1R",
        "\x1b[24;80R",
        "\x1b[0n",
        "\x1b[?1;2c",
        "\x1b[?12$y",
        "\x1b[4;1$y",
        "\x1b[ q",
        "\x1b[>1u",
        "\x1b[?1u",
        "\x1b[8;24;80t",
        "\x1b[[Z",
        "\x1b[200;1~",
        "\x1b[201~",
        "\x1b[<0;-1;5M",
        "\x1bP>|XTerm(390)\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b]10;rgb:1/2/3\x07",
        "\x1b]52;c;cXE=\x1b\\",
        "\x1b]l title\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b^message\x1b\\",
        "\x1bXqqq\r\x1b\\",
        "\x1b\\",
        "\x1bPq\x07q\x1b\\",
        "\x1bPqq\x18",
        "\u{9b}A\u{90}",
        "\u{90}q\u{9c}",
        "\u{9d}10;Ü\u{9c}",
        "\u{8f}z",
        "\u{85}",
    ] {
        let expected = if sequence.contains("\u{9b}A") { "up" } else { "" };
        assert_eq!(words(sequence), expected, "{sequence:?}");
        if expected.is_empty() {
            assert_eq!(words(format!("a{sequence}b")), "a b", "{sequence:?}");
        }
    }
    for (raw, is) in [
        (&b"\x9bA\x9b1;5D"[..], "up ctrl-left"),
        (b"\x8fd", "ctrl-left"),
        (b"a\x90q\x9cb", "a b"),
        (b"\x9d11;rgb:0/0/0\x9c", "dark"),
        (b"\x9fGqq\x1b\\x", "x"),
        (b"\x9d0;\xc3\x9cq\x9cx", "x"),
        (b"\x9b200~q\x9b201~x", "paste:q x"),
        (b"\x84x", "x"),
        // A letter that was broken elsewhere begins nothing.
        (b"\x9f\x98x", "\u{fffd} x"),
    ] {
        assert_eq!(words(raw), is, "{raw:?}");
    }
    let long = format!("\x1b[{}mx", "1;".repeat(5000));
    assert_eq!(words(&long), "x");
    assert_eq!(words(format!("\x1b]0;{}\x07x", "q".repeat(500_000))), "x");
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
    // What terminals say of themselves, asked by another program that has just ended.
    assert_eq!(words("\x1b[?62;22c\x1b[?2026;2$y\x1b[>0;276;0cx"), "x");
    assert_eq!(words("\x1b[I\x1b[O"), "focus blur");
}
