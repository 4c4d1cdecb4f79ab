//! Reading guides: from the map, the search and the palette, to the canvases they serve, and back.

use std::sync::Arc;

use stationmaster::app::screen::GuideState;
use stationmaster::app::{Message, MouseKind};
use stationmaster::method::{DataFile, Method};

use super::{VALUE, journeys, on_canvas};
use crate::common::Program;

/// The guide in front: its id, its first line, its link.
#[track_caller]
fn reading(program: &Program) -> (&str, usize, Option<usize>) {
    match program.model.front::<GuideState>() {
        Some(state) => (&state.guide, state.top, state.link),
        None => panic!("no guide is open but {:?}", program.model.screen()),
    }
}

/// The map of the example, at the guide of its second station.
fn on_map() -> Program {
    let mut program = Program::begun();
    program.press("<home><tab><end>").shows(&["API Onboarding Best Practices", "guide"]);
    program
}

journeys! {
    /// A guide of one's own says so, and tells its tips; when it goes, the built-in one stands in its place.
    fn a_guide_of_ones_own_is_read_with_its_tips() {
        let mut program = on_map();
        program.press("<enter>").shows(&["API Onboarding Best Practices"]).hides(&["your own"]);
        let mut own = Method::built_in().clone();
        let mut guide = own.guide("api-onboarding-best-practices").expect("built in").as_ref().clone();
        guide.tips = vec!["Ask whoever came last.".into(), "Watch without helping.".into()];
        own.add_own(DataFile::Guide(guide), "apiops/method/guide.toml");
        program.tell(vec![Message::Method(Arc::new(own))]);
        program.shows(&["your own, not the built-in one"]).press("G").press("<pageup>");
        program.resize(80, 60).press("<home>").shows(&["What helps", "Ask whoever came last.", "Watch without helping."]);
        program.tell(vec![Message::Method(Arc::new(Method::built_in().clone()))]);
        program.hides(&["your own", "What helps"]).shows(&["Traps"]);
    }

    /// A station's guide opens as a page; one reads on by lines and pages, to the end and back, and leaves for the map.
    fn a_guide_of_a_station_is_read_and_left() {
        let mut program = on_map();
        program.press("<enter>").shows(&["What it is for", "When to use it", "Steps"]);
        assert_eq!(reading(&program), ("api-onboarding-best-practices", 0, None));
        program.press("jj");
        assert_eq!(reading(&program).1, 2);
        program.press("k<pagedown>").hides(&["What it is for"]);
        assert!(reading(&program).1 > 10);
        program.press("G").shows(&["For the criteria"]);
        let last = reading(&program).1;
        program.press("<down>");
        assert_eq!(reading(&program).1, last, "the page ends where its last line is seen");
        program.press("<home>").shows(&["What it is for"]).press("q").shows(&["API Consumer Experience"]);
        program.press("<enter><esc>").shows(&["API Consumer Experience"]);
        program.press("<enter>[").shows(&["API Consumer Experience"]);
    }

    /// Every part of it is there, whatever the size of the screen.
    fn the_whole_guide_can_be_read_on_every_screen() {
        let mut program = on_map();
        let guide = stationmaster::method::Method::built_in().guide("api-onboarding-best-practices").expect("built in");
        for (width, height) in [(40, 12), (80, 24), (200, 60)] {
            program.resize(width, height).press("<enter>");
            let mut seen = String::new();
            loop {
                let before = reading(&program).1;
                seen.push_str(&program.screen());
                if program.press("<pagedown>").screen().is_empty() || reading(&program).1 == before {
                    break;
                }
            }
            // A line may end after a hyphen.
            let is_there = |word: &str| word.split_inclusive('-').all(|part| seen.contains(part));
            let whole = |text: &str| text.split_whitespace().all(is_there);
            for text in guide.steps.iter().chain(&guide.traps).chain([&guide.purpose, &guide.when, &guide.result]) {
                assert!(whole(text.get("en")), "{width}x{height}: {text:?}");
            }
            program.press("q");
        }
    }

    /// Lines are short enough to read, and stand in the middle of a wide screen.
    fn a_page_keeps_its_measure() {
        let mut program = on_map();
        program.resize(200, 60).press("<enter>");
        for line in program.screen().lines().skip(1).take(57) {
            let line = line.trim_end_matches(['┃', '│', ' ']);
            let start = line.len() - line.trim_start().len();
            assert!(line.is_empty() || (60..72).contains(&start) && line.trim().chars().count() <= 76, "{line}");
        }
    }

    /// Tab goes to a canvas it serves, Enter opens it, and one comes back to the page as it was left.
    fn the_canvases_it_serves_are_opened_from_it() {
        let mut program = Program::begun();
        program.press(":metrics and ana<enter>");
        assert_eq!(reading(&program).0, "api-metrics-and-analytics");
        program.press("<enter>");
        assert!(program.said().contains("Tab goes to one"), "{}", program.said());
        program.press("<tab>").shows(&["For the canvases and checklists"]);
        assert_eq!(reading(&program).2, Some(0));
        program.press("<shift-tab><tab>");
        let top = reading(&program).1;
        program.press("<enter>");
        let opened = program.model.screen().file().map(str::to_owned);
        assert!(opened.is_some(), "{}", program.screen());
        program.press("q");
        assert_eq!(reading(&program), ("api-metrics-and-analytics", top, Some(0)));
        program.press("<enter>[");
        assert_eq!(reading(&program), ("api-metrics-and-analytics", top, Some(0)));
        program.press("<home>");
        assert_eq!(reading(&program).2, None, "what is not seen is not in focus");
    }

    /// The search finds guides by what they are about, behind what the team wrote, and goes on from hit to hit.
    fn guides_are_found_by_the_search_and_the_palette() {
        let mut program = on_canvas();
        program.press("/versioning").shows(&["API Versioning", "guide"]).press("<enter>");
        assert_eq!(reading(&program).0, "api-versioning-best-practices");
        program.press("n");
        assert_ne!(reading(&program).0, "api-versioning-best-practices");
        program.press("N[[[");
        assert_eq!(program.model.screen().file(), Some(VALUE), "{}", program.screen());
        program.press("/see where").shows(&["See where an order is"]).press("<esc>/versioning kind:task");
        program.shows(&["No matches"]).press("<esc>");
        program.press(":best prac vendor<enter>");
        assert_eq!(reading(&program).0, "vendor-management-best-practices");
        program.press("q");
        assert_eq!(program.model.screen().file(), Some(VALUE));
    }

    fn the_wheel_turns_the_page_and_a_click_opens_a_canvas() {
        let mut program = on_map();
        program.press("<enter>").mouse(MouseKind::WheelDown, 5, 5).mouse(MouseKind::WheelDown, 5, 5);
        assert_eq!(reading(&program).1, 6);
        program.mouse(MouseKind::WheelUp, 5, 5);
        assert_eq!(reading(&program).1, 3);
        program.press("<end>").click_on("API Value Proposition");
        assert!(reading(&program).2.is_some());
        program.click_on("API Value Proposition");
        assert_eq!(program.model.screen().file(), Some(VALUE));
    }
}
