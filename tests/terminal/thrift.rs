//! How little is written: over a slow line a key costs what differs, not a screen.

use super::harness::{Place, find};

/// Promise: a typed character costs fewer than 200 bytes, wherever in a line it stands, and what it changes is one frame.
#[test]
fn a_typed_character_is_few_bytes() {
    let place = Place::workspace();
    let mut run = place.open_in(120, 36);
    run.keys("a");
    run.wait_for("Esc finish");
    for (at, character) in "See where an order is without calling support, at any hour of the day".chars().enumerate() {
        let mark = run.mark();
        run.keys(character.to_string());
        run.wait_frame(mark);
        let written = run.since(mark);
        let shown = String::from_utf8_lossy(&written).into_owned();
        assert!(written.len() < 200, "character {at} took {} bytes: {shown:?}", written.len());
        assert_eq!(find(&written[1..], b"\x1b[?2026h"), None, "character {at} took several frames: {shown:?}");
    }
    run.close();
}
