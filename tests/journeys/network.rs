//! The network of lines: along them with arrows, to what a station leads to, and back.

use stationmaster::app::MouseKind;
use stationmaster::app::screen::{GuideState, MapState, NetworkState};

use super::journeys;
use crate::common::Program;

/// Id of the station in focus, and the number of the line.
#[track_caller]
fn focus(program: &Program) -> (&str, usize) {
    match program.model.front::<NetworkState>() {
        Some(state) => (&state.station, state.line + 1),
        None => panic!("no network is in front but {:?}", program.model.screen()),
    }
}

fn on_network() -> Program {
    let mut program = Program::begun();
    program.press("<home>L");
    program
}

journeys! {
    /// Every station and every line has its name on it, from 80 columns on.
    fn the_whole_network_fits() {
        let method = stationmaster::method::Method::built_in();
        for (width, height) in [(80, 24), (120, 36), (200, 60)] {
            let mut program = on_network();
            program.resize(width, height);
            let screen = program.screen();
            for station in method.network().iter().skip(8) {
                assert!(screen.contains(station.title.get("en")), "{}: {screen}", station.id);
            }
            for (at, line) in method.lines().iter().enumerate() {
                let label = format!("{} {}", at + 1, line.title.get("en"));
                assert!(screen.contains(&label), "{label}: {screen}");
            }
            program.shows(&["Strategy", "Monitor", "(◎)", "Decide which need to meet"]);
        }
    }

    /// Arrows go along the rails; what is in focus says what it is for and what it offers.
    fn arrows_go_along_the_lines() {
        let mut program = on_network();
        assert_eq!(focus(&program).0, "api-product-strategy");
        program.press("<down>").shows(&["Help people in every department", "Ecosystem Vision Template"]);
        assert_eq!(focus(&program), ("api-mindset", 6));
        program.press("jj");
        assert_eq!(focus(&program).0, "upskilling");
        program.press("<home>");
        assert_eq!(focus(&program), ("api-product-strategy", 6));
        program.press("<end>");
        assert_eq!(focus(&program), ("budget-and-resource-management", 6));
        program.press("<home><right>");
        assert_eq!(focus(&program), ("api-consumer-experience", 2));
        program.press("<left><left>");
        assert_eq!(focus(&program).0, "monitoring-and-improving", "round the cycle");
        program.press("<tab>");
        let (station, line) = focus(&program);
        assert!(stationmaster::method::Method::built_in().lines()[line - 1].stations.iter().any(|id| id == station));
        program.press("<shift-tab>");
        assert_ne!(focus(&program).1, line);
    }

    /// Enter opens what a station leads to: the station of the cycle, a canvas, one of several.
    fn a_station_opens_what_it_leads_to() {
        let mut program = on_network();
        program.press("<right><right><right>").shows(&["station 4 of 8: API Design"]).press("<enter>");
        assert!(program.model.front::<MapState>().is_some_and(|state| state.station == 3), "{}", program.screen());
        program.press("L");
        assert_eq!(focus(&program).0, "api-design", "it begins where the map stands");
        let mut program = on_network();
        program.press("<up>").shows(&["Follow a person through a task"]).press("<enter>");
        assert_eq!(program.model.screen().file(), Some("orders/customer-journey.toml"));
        program.press("q");
        assert_eq!(focus(&program).0, "user-experience");
        program.press("<up><enter>").shows(&["Open what at Market Insights?"]).press("2");
        assert!(program.model.front::<GuideState>().is_some(), "{}", program.screen());
        program.press("[");
        assert_eq!(focus(&program).0, "market-insights");
        program.press("<esc>").shows(&["API Product Strategy"]);
    }

    fn a_click_puts_a_station_in_focus_and_a_second_opens_it() {
        let mut program = on_network();
        program.click_on("Vendor Management");
        assert_eq!(focus(&program), ("vendor-management", 2));
        program.mouse(MouseKind::WheelDown, 5, 5);
        assert_eq!(focus(&program).0, "design-standards");
        program.click_on("Vendor Management").click_on("Vendor Management");
        assert!(program.model.front::<GuideState>().is_some(), "{}", program.screen());
    }

    /// On a small screen one line is shown at a time.
    fn a_small_screen_shows_one_line_at_a_time() {
        let mut program = on_network();
        program.resize(40, 12).shows(&["1 Business Opportunities Line", "Strategy", "User Experience"]);
        program.press("<down>");
        assert_eq!(focus(&program), ("user-experience", 1));
        program.shows(&["Follow a person through a task"]);
        program.press("<tab>").shows(&["2 Platform Architecture Line"]).press("<end>").shows(&["Vendor Management"]);
        program.click_on("Design Standards");
        assert_eq!(focus(&program), ("design-standards", 2));
    }
}
