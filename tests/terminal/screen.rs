//! What the program writes to the terminal, and what it takes from it.

use std::time::Duration;
use std::{fs, thread};

use stationmaster::document::text::invisible;

use super::harness::{CANVAS, EMPTY, FRAME, Place, Run, find};
use super::output::{Piece, pieces, sequences};

/// Promise: nothing panics at any size, and text being typed is kept through all of them.
#[test]
fn resizing_while_typing_keeps_the_text() {
    let place = Place::workspace();
    let mut run = place.open();
    run.keys("a");
    let mut typed = String::new();
    // Where the window is too small to show the text, what is typed there is seen at the next size.
    let small = [(10, 3), (1, 1), (20, 5), (2, 60), (500, 2), (10, 3)];
    let large = [(40, 12), (300, 100), (120, 36), (500, 200), (80, 24), (80, 24)];
    for (at, (small, large)) in small.into_iter().zip(large).enumerate() {
        let mark = run.mark();
        run.resize(small.0, small.1);
        run.wait_frame(mark);
        run.keys(format!("s{at} "));
        run.resize(large.0, large.1);
        run.keys(format!("l{at} "));
        typed.extend(["s", &at.to_string(), " l", &at.to_string(), " "]);
        run.wait_until("all that was typed", |screen, _| {
            screen.contents().split_whitespace().collect::<Vec<_>>().join(" ").contains(typed.trim())
        });
    }
    run.keys("\r");
    run.wait_for("1.2");
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), [typed.trim()]);
}

/// The processor time of the program so far, in ticks of a hundredth of a second.
#[cfg(target_os = "linux")]
fn ticks(run: &Run) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", run.id())).expect("a process");
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    fields[11..13].iter().map(|field| field.parse::<u64>().expect("a number")).sum()
}

/// Promise: the loop sleeps while nobody types: nothing is written, no processor time is spent. And a typed character
/// costs little more than itself.
#[test]
#[cfg(target_os = "linux")]
fn nothing_is_done_while_nobody_types() {
    let place = Place::workspace();
    let mut run = place.open();
    for is_typing in [false, true] {
        if is_typing {
            run.keys("ahalf a note");
            run.wait_for("half a note");
        }
        // What the start still has to do beside the loop is done soon; from then on nothing is.
        thread::sleep(Duration::from_millis(300));
        let (mark, before) = (run.mark(), ticks(&run));
        thread::sleep(Duration::from_millis(1500));
        assert_eq!(String::from_utf8_lossy(&run.since(mark)), "");
        assert!(ticks(&run) - before <= 1, "{} ticks", ticks(&run) - before);
    }
    let mark = run.mark();
    run.keys("x");
    run.wait_for("half a notex");
    let written = run.since(mark);
    assert!(written.len() < 400, "{} bytes: {:?}", written.len(), String::from_utf8_lossy(&written));
}

/// Fails where something was sent that a terminal could act on, other than what the program means by it.
fn assert_harmless(bytes: &[u8]) {
    let modes = ["25", "1000", "1002", "1003", "1004", "1006", "1015", "1049", "2004", "2026"];
    for piece in pieces(bytes) {
        match piece {
            Piece::Text(text) => {
                let bad = text.char_indices().find(|(at, _)| invisible(&text, *at).is_some());
                assert_eq!(bad, None, "{text:?}");
            }
            Piece::Control(control) => assert!(matches!(control, '\r' | '\n'), "{control:?}"),
            // The question for the terminal's background changes nothing.
            Piece::Sequence(sequence) if sequence == "\x1b]11;?\x1b\\" => {}
            Piece::Sequence(sequence) => {
                let inner = sequence.strip_prefix("\x1b[").unwrap_or_else(|| panic!("{sequence:?}"));
                let (parameters, last) = inner.split_at(inner.len() - 1);
                let is_known = match (parameters.strip_prefix('?'), last) {
                    (Some(mode), "h" | "l") => modes.contains(&mode),
                    (None, "m" | "H" | "J" | "K") => {
                        parameters.bytes().all(|byte| byte.is_ascii_digit() || byte == b';')
                    }
                    _ => false,
                };
                assert!(is_known, "{sequence:?}");
            }
        }
    }
}

/// Promise: no byte sequence in a file makes the terminal do anything: in every view, and in `show`, `list` and `check`.
#[test]
fn hostile_files_do_nothing_to_the_terminal() {
    let marks = "e".to_owned() + &"\u{301}".repeat(500);
    let texts = [
        r"\u001B[2J\u001B[31mred\u001B]0;title\u0007".to_owned(),
        r"\u001B]52;c;c3RvbGVu\u0007 clipboard \u001BPq#0\u001B\\".to_owned(),
        r"\u009B31m C1 \u009D52;c;eA==\u009C \u0085 \u0008 \u007F \u0000".to_owned(),
        "\u{9b}31m raw C1 \u{9d}52;c;eA==\u{9c} \u{85}".to_owned(),
        "bidi \u{202e}esrever\u{202c} \u{2066}x\u{2069} \u{200f}".to_owned(),
        "zero\u{200b}width\u{feff} \u{200d}loose \u{2060} \u{e0041}tag \u{ad}".to_owned(),
        format!("marks {marks}"),
        "family 👨‍👩‍👧 and क्‍ष".to_owned(),
    ];
    let mut canvas = EMPTY.replace("\"Orders\"", r#""Or\u001B[2Jders \u202E""#);
    for (at, text) in texts.iter().enumerate() {
        let fields = ["text", "question", "source"].map(|field| format!("{field} = \"{text}\"\n"));
        canvas.extend([format!("\n[notes.tasks.aaaaa{at}]\n"), fields.concat()]);
    }
    canvas += "\n[sections.tasks]\nstate = \"gap\"\nreason = \"\\u001B[2J \u{202e}\"\n";
    let place = Place::with_canvas(&canvas);
    place.write("orders/business-impact.toml", "format = 1\ncanvas = \"\\u001B[2J\u{202e}\"\n\u{202e}x\u{9b} = 1\n");
    let mut run = place.start(&["open", CANVAS]).size(120, 40).run();
    run.wait_for("family");
    assert!(find(&run.since(0), "👨‍👩‍👧".as_bytes()).is_some(), "a proper family is text");
    for keys in ["\x1b[Z", "2", "3", "4", "?", "\x1b", "1", "g1.1", "e"] {
        let mark = run.mark();
        run.keys(keys);
        run.wait_frame(mark);
    }
    run.leave();
    assert_harmless(&run.since(0));
    assert!(find(&run.since(0), "\u{301}".repeat(50).as_bytes()).is_none(), "marks are capped");
    let mut run = place.start(&["open", "orders/business-impact.toml"]).run();
    run.wait_for("cannot be read");
    run.leave();
    assert_harmless(&run.since(0));
    for arguments in [&["show", CANVAS][..], &["list"], &["check"], &["show", "orders/business-impact.toml"]] {
        let ran = place.command(arguments).args(["--color", "always"]).output().expect("the program runs");
        assert!(!ran.stdout.is_empty() || !ran.stderr.is_empty(), "{arguments:?}");
        assert_harmless(&ran.stdout);
        assert_harmless(&ran.stderr);
    }
}

/// The colours that were asked for; going back to the terminal's own is none.
fn colours(bytes: &[u8]) -> Vec<String> {
    let is_colour = |sequence: &String| {
        let inner = sequence.strip_prefix("\x1b[").and_then(|inner| inner.strip_suffix('m')).unwrap_or_default();
        inner.split(';').any(|code| matches!(code.parse::<u8>(), Ok(30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)))
    };
    sequences(bytes).into_iter().filter(is_colour).collect()
}

/// Everything that a walk over the screens writes.
fn walk(start: super::harness::Start) -> Vec<u8> {
    let mut run = start.run();
    run.wait_for(" filled");
    for keys in ["2", "3", "4", "?", "\x1b", "1", "ax", "\t", "q"] {
        let mark = run.mark();
        run.keys(keys);
        run.wait_frame(mark);
    }
    run.wait_for("station 1 of");
    run.keys("\x03");
    run.assert_left(0);
    run.since(0)
}

/// Promise: `NO_COLOR` gives no colour, on any screen; `--color always` wins over it.
#[test]
fn no_color_means_no_colour() {
    let place = Place::workspace();
    let written = walk(place.start(&["open", CANVAS]).with("NO_COLOR", "1"));
    assert_eq!(colours(&written), Vec::<String>::new());
    let place = Place::workspace();
    let written = walk(place.start(&["open", CANVAS, "--color", "always"]).with("NO_COLOR", "1"));
    assert!(!colours(&written).is_empty());
}

/// Promise: `--ascii`, or a locale without UTF-8, and the program draws with nothing but ASCII.
#[test]
fn ascii_means_ascii() {
    let place = Place::workspace();
    for start in [
        place.start(&["open", CANVAS, "--ascii"]),
        place.start(&["open", CANVAS]).with("LANG", "C"),
        place.start(&["open", CANVAS]).with("LC_ALL", "de_DE.ISO-8859-1"),
    ] {
        let written = walk(start);
        let other: String = String::from_utf8_lossy(&written).chars().filter(|sign| !sign.is_ascii()).collect();
        assert_eq!(other, "");
    }
}

/// Promise: where there is no terminal, the program says so and draws nothing.
#[test]
fn without_a_terminal_a_sentence() {
    let place = Place::workspace();
    for arguments in [&[][..], &["open", CANVAS], &["demo"]] {
        let ran = place.command(arguments).output().expect("the program runs");
        assert_eq!((ran.status.code(), ran.stdout.len()), (Some(2), 0), "{ran:?}");
        assert!(String::from_utf8_lossy(&ran.stderr).starts_with("error: "), "{ran:?}");
    }
}

/// Promise: a terminal that can show no screen gets lines, and not one control sequence.
#[test]
fn a_dumb_terminal_gets_lines() {
    let place = Place::workspace();
    let mut run = place.start(&["open", CANVAS]).with("TERM", "dumb").run();
    run.wait_for("> ");
    run.keys("/quit\r");
    run.assert_left(0);
    assert_eq!(sequences(&run.since(0)), Vec::<String>::new());
}

/// Promise: characters whose bytes come one at a time are the characters they are, in any script.
#[test]
fn characters_may_come_in_pieces() {
    let place = Place::workspace();
    let mut run = place.open();
    let text = "Zürich 漢字 👨‍👩‍👧 क्षि e\u{301}";
    run.keys("a");
    run.wait_for("Esc finish");
    for byte in text.bytes() {
        run.keys([byte]);
        // Long enough for the byte to be read on its own, mostly; nothing depends on it.
        thread::sleep(Duration::from_millis(1));
    }
    run.wait_for("क्षि");
    run.end_typing();
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), [text]);
}

/// Promise: keys are handled as they come, however many come at once; none waits for the next one.
#[test]
fn many_keys_may_come_at_once() {
    let place = Place::workspace();
    let mut run = place.open_in(120, 40);
    let text = "parcels, ".repeat(250);
    run.keys(format!("a{text}end"));
    run.wait_for("end");
    run.keys(format!("\r{text}\rlast"));
    run.wait_for("last");
    run.end_typing();
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), [format!("{text}end"), text.trim().to_owned(), "last".to_owned()]);
}

/// Promise: pasting is one edit, and several bullets become several notes where the person says so.
#[test]
fn pasted_bullets_become_notes_in_one_step() {
    let place = Place::workspace();
    let mut run = place.open();
    run.paste("- Send a parcel\n- Collect a parcel\n  by hand\n\n* Return a parcel\n");
    run.wait_for("3 lines or bullets");
    run.keys("s");
    run.wait_for("1.3");
    run.wait_saved();
    assert_eq!(place.notes().len(), 3);
    assert_eq!(place.notes()[0], "Send a parcel");
    run.keys("u");
    run.wait_gone("1.3");
    run.wait_saved();
    assert_eq!(place.notes(), Vec::<String>::new());
    // Enter within a paste is a line, never the key.
    run.keys("a");
    run.wait_for("Esc finish");
    run.paste("one\rtwo");
    run.wait_for("2 lines or bullets");
    run.keys("o");
    run.wait_for("Esc finish");
    run.end_typing();
    run.wait_saved();
    assert_eq!(place.notes(), ["one\ntwo"]);
    run.leave();
}

/// Promise: a paste of any size neither blocks nor breaks the program.
#[test]
fn a_huge_paste_is_one_edit() {
    let place = Place::workspace();
    let mut run = place.open();
    let line = "A line of a text that somebody took along from a very long document. ".repeat(14);
    let lines: Vec<String> = (0..200).map(|at| format!("{at} {}", line.trim())).collect();
    let text = lines.join("\n");
    assert!(text.len() > 190_000);
    run.paste(&text);
    run.wait_for("200 lines or bullets");
    run.keys("s");
    run.wait_until("saved", |screen, bytes| {
        find(bytes, FRAME).is_some() && screen.contents().contains("200 notes added")
    });
    run.wait_saved();
    assert_eq!(place.notes(), lines);
    run.keys("u");
    run.wait_for("undone");
    run.wait_saved();
    assert_eq!(place.notes(), Vec::<String>::new());
    // As one note of more than a million bytes it is too long, which is said; what stood there stays.
    run.keys("abefore");
    run.wait_for("before");
    run.paste(&text.replace('\n', " ").repeat(6));
    run.wait_for("too long");
    run.end_typing();
    run.wait_saved();
    assert_eq!(place.notes(), ["before"]);
    run.leave();
}

/// Promise: one key gives the mouse to the terminal and takes it back; being stopped and called back changes nothing in
/// that.
#[test]
fn the_mouse_is_given_to_the_terminal() {
    let place = Place::workspace();
    let mut run = place.open();
    let mouse = |screen: &vt100::Screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
    run.wait_until("the mouse taken", |screen, _| mouse(screen));
    // A click on a key of the last line, as terminals send it.
    run.keys("\x1b[<0;3;24M\x1b[<0;3;24m");
    run.wait_for("Esc finish");
    run.keys("By mouse");
    run.wait_for("By mouse");
    run.keys("\x1b[19~");
    run.wait_until("the mouse given back", |screen, _| !mouse(screen) && screen.contents().contains("mouse off"));
    run.end_typing();
    run.keys("\x1b[19~");
    run.wait_until("the mouse taken", |screen, _| mouse(screen) && !screen.contents().contains("mouse off"));
    run.wait_saved();
    run.leave();
    assert_eq!(place.notes(), ["By mouse"]);
}

/// Promise: what is copied is handed to the terminal for the clipboard; where that is known to lead nowhere, or the text
/// is very long, that is said.
#[test]
fn copying_says_what_keeps_it_from_the_clipboard() {
    let place = Place::workspace();
    let mut run = place.open();
    run.add("Send a parcel");
    let mark = run.mark();
    run.keys("y");
    run.wait_for("copied");
    assert!(find(&run.since(mark), b"\x1b]52;c;U2VuZCBhIHBhcmNlbA==").is_some());
    run.keys("a");
    run.wait_for("Esc finish");
    run.paste(&"parcels and more ".repeat(5000));
    run.wait_for("parcels");
    run.end_typing();
    run.keys("y");
    run.wait_for("85 kB were sent to the clipboard");
    run.leave();
    for (name, value, word) in [
        ("VTE_VERSION", "6003", "VTE is older than 0.76"),
        ("TERM_PROGRAM", "Apple_Terminal", "Terminal on macOS"),
        ("STY", "1.pts-0", "GNU screen does not"),
    ] {
        let mut run = place.start(&["open", CANVAS]).with(name, value).run();
        run.wait_for(" filled");
        run.keys("g1.1y");
        run.wait_for(word);
        run.leave();
        let told = place.command(&["doctor"]).env(name, value).output().expect("the program runs").stdout;
        let told = String::from_utf8(told).expect("UTF-8");
        assert!(told.contains("Clipboard") && told.contains("not reached") && told.contains(word), "{told}");
    }
}

/// Promise: the settings are what they say: the bell rings where something was not done and not before it is wanted,
/// nothing blinks without motion, and the mouse stays the terminal's.
#[test]
fn settings_of_the_terminal_are_real() {
    let place = Place::workspace();
    let steady = b"\x1b[2 q";
    for (wanted, other) in [("true", "false"), ("false", "true")] {
        let mut run = place
            .start(&["open", CANVAS])
            .with("STATIONMASTER_BELL", wanted)
            .with("STATIONMASTER_MOTION", other)
            .with("STATIONMASTER_MOUSE", other)
            .run();
        run.wait_for(" filled");
        assert!(!run.since(0).contains(&7), "nothing happened yet");
        run.keys("Z");
        run.wait_for("Z does nothing here");
        let is_wanted = wanted == "true";
        assert_eq!(run.since(0).contains(&7), is_wanted);
        assert_eq!(find(&run.since(0), steady).is_some(), is_wanted);
        assert_eq!(find(&run.since(0), b"\x1b[?1000h").is_some(), !is_wanted);
        // Where the mouse was never wanted, that it is off is no news.
        assert!(!run.screen().contains("mouse off"));
        run.leave();
        assert_eq!(find(&run.since(0), b"\x1b[0 q").is_some(), is_wanted, "as it was");
    }
}

/// Promise: the terminal's cursor stands on what is in focus, where it is not seen, too: screen readers and magnifiers follow
/// it. What stays where it is writes nothing.
#[test]
fn the_cursor_rests_on_the_focus() {
    let place = Place::workspace();
    let mut run = place.open();
    run.add("First of all");
    run.add("Second to that");
    let rests_on = |run: &Run, text: &str| {
        run.wait_until(&format!("the cursor on {text}"), |screen, _| {
            let (row, column) = screen.cursor_position();
            let line = screen.rows(0, 80).nth(usize::from(row)).unwrap_or_default();
            screen.hide_cursor() && line.contains(text) && column < 80
        });
    };
    rests_on(&run, "Second to that");
    run.keys("k");
    rests_on(&run, "First of all");
    run.keys("t");
    rests_on(&run, "Task");
    run.keys("j");
    rests_on(&run, "Benefit");
    run.keys("\x1b");
    rests_on(&run, "First of all");
    run.close();
}
