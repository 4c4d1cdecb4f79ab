//! How little is written: over a slow line a key costs what differs, not a screen.

use super::harness::{Place, find};

/// Promise: a typed character costs fewer than 200 bytes, wherever in a line it stands, and what it changes is one frame.
/// One that begins another line of the note costs the ground of that line besides, once.
#[test]
fn a_typed_character_is_few_bytes() {
    let place = Place::workspace();
    let mut run = place.open_in(120, 36);
    run.keys("a");
    run.wait_for("Esc finish");
    let mut lines_begun = 0;
    for (at, character) in "See where an order is without calling support, at any hour of the day".chars().enumerate() {
        let mark = run.mark();
        run.keys(character.to_string());
        run.wait_frame(mark);
        let written = run.since(mark);
        let shown = String::from_utf8_lossy(&written).into_owned();
        if written.len() >= 200 {
            lines_begun += 1;
            assert!(written.len() < 400, "character {at} took {} bytes: {shown:?}", written.len());
        }
        assert_eq!(find(&written[1..], b"\x1b[?2026h"), None, "character {at} took several frames: {shown:?}");
    }
    assert!(lines_begun <= 1, "{lines_begun} characters took 200 bytes or more; the text has two lines");
    run.close();
}
