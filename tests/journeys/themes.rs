//! Choosing a theme while looking at one's own canvas, and keys of one's own.

use super::{journeys, on_canvas};

journeys! {
    fn a_theme_shows_while_it_is_chosen_and_esc_goes_back() {
        let mut program = on_canvas();
        let before = program.model.theme().to_owned();
        program.press("<f9>").shows(&["auto", "high-contrast", "projector"]);
        program.press("<down>");
        let shown = program.model.theme().to_owned();
        program.press("<down>");
        assert_ne!(program.model.theme(), shown);
        program.press("<esc>");
        assert_eq!(program.model.theme(), before);
        assert!(program.remembered.is_empty());
    }

    fn a_chosen_theme_is_remembered() {
        let mut program = on_canvas();
        program.press("<f9>").press("<down>");
        let shown = program.model.theme().to_owned();
        program.press("<enter>");
        assert_eq!(program.model.theme(), shown);
        assert_eq!(program.remembered, [("theme", shown)]);
    }
}
