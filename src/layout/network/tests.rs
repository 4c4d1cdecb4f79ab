use proptest::prelude::*;

use std::collections::BTreeSet;

use super::*;
use crate::layout::text::width;
use crate::method::{Group, Method};

/// The network of the method, with the short names of a cycle on the trunk.
fn built_in(cycle: &str) -> (Vec<StopPlan>, Vec<RoutePlan>) {
    let method = Method::built_in();
    let cycle = method.cycle(cycle).expect("built in");
    let stations = method.network();
    let stops = stations
        .iter()
        .map(|station| {
            let short = cycle.station(&station.id).map(|station| station.short.get("en"));
            let label = short.filter(|_| station.group == Group::Core).unwrap_or(station.title.get("en"));
            StopPlan { width: small(width(label)), is_core: station.group == Group::Core }
        })
        .collect();
    let lines = method.lines().iter().enumerate();
    let place = |id: &String| stations.iter().position(|station| station.id == *id);
    let routes = lines
        .map(|(at, line)| RoutePlan {
            stops: line.stations.iter().filter_map(place).collect(),
            width: small(width(&format!("{} {}", at + 1, line.title.get("en")))),
        })
        .collect();
    (stops, routes)
}

fn meet(one: Rect, other: Rect) -> bool {
    !one.intersection(other).is_empty()
}

/// What has to hold of every network: each station stands once, inside, and nothing lies over anything else.
fn judge(network: &Network, stops: &[StopPlan], area: Rect) -> Result<(), String> {
    let fail = |what: String| Err(format!("{what} in {area:?}"));
    for stop in 0..stops.len() {
        if network.stops.iter().filter(|placed| placed.stop == stop).count() != 1 {
            return fail(format!("station {stop} does not stand once"));
        }
    }
    let mut rects: Vec<(String, Rect)> = vec![("details".to_owned(), network.details)];
    for stop in &network.stops {
        rects.push((format!("sign {}", stop.stop), Rect::new(stop.at.x, stop.at.y, 1, 1)));
        rects.push((format!("label {}", stop.stop), stop.label));
        if stop.label.width == 0 {
            return fail(format!("station {} has no label", stop.stop));
        }
    }
    rects.extend(network.titles.iter().enumerate().map(|(at, title)| (format!("title {at}"), *title)));
    for (at, (name, rect)) in rects.iter().enumerate() {
        if !rect.is_empty() && rect.intersection(area) != *rect {
            return fail(format!("{name} {rect:?} lies outside"));
        }
        if let Some((other, _)) = rects[at + 1..].iter().find(|(_, other)| meet(*rect, *other)) {
            return fail(format!("{name} {rect:?} lies over {other}"));
        }
    }
    let is_on_top =
        |title: &Rect| network.tracks.iter().any(|track| track.at.y == title.y && track.at.x + 1 == title.x);
    for track in &network.tracks {
        let cell = Rect::new(track.at.x, track.at.y, 1, 1);
        if cell.intersection(area) != cell {
            return fail(format!("a rail at {:?} lies outside", track.at));
        }
        let over = network.stops.iter().find(|stop| meet(stop.label, cell));
        if let Some(stop) = over {
            return fail(format!("a rail at {:?} runs through the label of {}", track.at, stop.stop));
        }
        if meet(network.details, cell) {
            return fail(format!("a rail at {:?} runs through the details", track.at));
        }
        let titles = network.titles.iter().enumerate();
        if let Some((at, _)) = titles.filter(|(_, title)| !is_on_top(title)).find(|(_, title)| meet(**title, cell)) {
            return fail(format!("a rail at {:?} runs through title {at}", track.at));
        }
    }
    Ok(())
}

/// Every width from 80 on and every height from 24 on, less what the title, the message and the keys take.
#[test]
fn the_network_of_every_cycle_fits_every_screen() {
    for (nth, cycle) in Method::built_in().cycles().iter().enumerate() {
        let (stops, routes) = built_in(&cycle.id);
        // The cycles differ in the names on the trunk only, so that for each a part of the sizes is enough.
        for width in (80..=200).filter(|width| width % 4 == nth || *width == 80) {
            for height in (21..=57).filter(|height| height % 3 == width % 3 || *height == 21) {
                let area = Rect::new(0, 1, small(width), small(height));
                let network = Network::lay(&stops, &routes, area)
                    .unwrap_or_else(|| panic!("{} does not fit {width}x{height}", cycle.id));
                judge(&network, &stops, area).unwrap_or_else(|fault| panic!("{}: {fault}", cycle.id));
                assert!(network.details.height >= 4 && network.details.width >= 40, "{width}x{height}");
                assert!(network.titles.iter().all(|title| !title.is_empty()), "every line is named: {width}x{height}");
            }
        }
    }
}

/// At 80 columns nothing of a label or a title is cut off.
#[test]
fn nothing_is_cut_off_at_80_columns() {
    let (stops, routes) = built_in("api-productization-cycle");
    let network = Network::lay(&stops, &routes, Rect::new(0, 1, 80, 21)).expect("it fits");
    for placed in &network.stops {
        assert_eq!(placed.label.width, stops[placed.stop].width, "{placed:?}");
    }
    for (title, route) in network.titles.iter().zip(&routes) {
        assert_eq!(title.width, route.width, "{route:?}");
    }
}

/// Rails meet: each side a cell goes on to has a rail or a station there that goes back.
#[test]
fn rails_have_no_gap() {
    let (stops, routes) = built_in("api-productization-cycle");
    for (width, height) in [(80, 21), (120, 33), (200, 57)] {
        let network = Network::lay(&stops, &routes, Rect::new(0, 1, width, height)).expect("it fits");
        let is_there = |x: u16, y: u16| {
            let at = Position { x, y };
            network.tracks.iter().any(|track| track.at == at) || network.stops.iter().any(|stop| stop.at == at)
        };
        for Track { at, sides, .. } in &network.tracks {
            let [up, down, left, right] = *sides;
            let is_stop = network.stops.iter().any(|stop| stop.at == *at);
            assert!(!up || is_there(at.x, at.y - 1), "{at:?} {width}");
            assert!(!down || is_there(at.x, at.y + 1), "{at:?} {width}");
            // The sides of a station point at its label.
            assert!(is_stop || !left || is_there(at.x - 1, at.y), "{at:?} {width}");
            assert!(is_stop || !right || is_there(at.x + 1, at.y), "{at:?} {width}");
        }
    }
}

#[test]
fn arrows_reach_every_station_and_go_along_the_lines() {
    let (stops, routes) = built_in("api-productization-cycle");
    let method = Method::built_in();
    let place = |id: &str| method.network().iter().position(|station| station.id == id).expect("a station");
    for (width, height) in [(80, 21), (120, 33), (200, 57)] {
        let network = Network::lay(&stops, &routes, Rect::new(0, 1, width, height)).expect("it fits");
        let mut seen = BTreeSet::from([0]);
        let mut open = vec![0];
        while let Some(stop) = open.pop() {
            let next = Direction::ALL.into_iter().filter_map(|direction| network.neighbour(stop, direction));
            open.extend(next.filter(|next| seen.insert(*next)));
        }
        assert_eq!(seen.len(), stops.len(), "{width}x{height}");
        let go = |from: &str, direction| network.neighbour(place(from), direction);
        assert_eq!(go("api-product-strategy", Direction::Right), Some(place("api-consumer-experience")));
        assert_eq!(go("api-product-strategy", Direction::Down), Some(place("api-mindset")));
        assert_eq!(go("api-product-strategy", Direction::Up), Some(place("user-experience")));
        assert_eq!(go("upskilling", Direction::Up), Some(place("roles-and-responsibilities")));
        assert_eq!(go("monitoring-and-improving", Direction::Right), Some(place("api-product-strategy")));
        assert_eq!(go("api-product-strategy", Direction::Left), Some(place("monitoring-and-improving")));
    }
}

fn any_plan() -> impl Strategy<Value = (Vec<StopPlan>, Vec<RoutePlan>)> {
    let stops = prop::collection::vec((1u16..30, any::<bool>()), 1..24);
    stops.prop_flat_map(|stops| {
        let count = stops.len();
        let route = (prop::collection::vec(0..count, 1..9), 1u16..30);
        let stops = stops.into_iter().map(|(width, is_core)| StopPlan { width, is_core }).collect::<Vec<_>>();
        (Just(stops), prop::collection::vec(route, 0..7)).prop_map(|(stops, routes)| {
            let routes = routes.into_iter().map(|(stops, width)| RoutePlan { stops, width });
            (stops, routes.collect())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever lines a team brings: they are laid out so that nothing lies over anything else, or not at all.
    #[test]
    fn any_lines_are_laid_out_or_refused((stops, routes) in any_plan(), width in 1u16..220, height in 1u16..70) {
        let area = Rect::new(0, 1, width, height);
        if let Some(network) = Network::lay(&stops, &routes, area) {
            judge(&network, &stops, area).map_err(TestCaseError::fail)?;
        }
    }
}
