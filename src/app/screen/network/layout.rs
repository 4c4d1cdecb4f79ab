//! Where the network of lines lies on the screen; where it does not fit, one line of it as a list.

use super::NetworkState;
use crate::app::Model;
use crate::app::query::labels::{line_label, station_label};
use crate::app::scene::areas;
use crate::layout::network::{Network, RoutePlan, StopPlan};
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::method::Group;

/// The network map as it stands on the screen.
#[derive(Clone, Debug)]
pub enum NetworkScene {
    /// All of it; stations and lines have the places they have in the method.
    Whole(Network),
    /// One line, a station a row.
    Line {
        /// The title of the line.
        title: Rect,
        /// Its stations, from this one on.
        rows: Rect,
        /// The first station that is seen.
        top: usize,
        /// What is said of the station in focus.
        details: Rect,
    },
}

/// Where the network lies on a screen of the model's size.
pub(super) fn network_of(model: &Model, state: &NetworkState) -> NetworkScene {
    let work = areas(model.size).work;
    let area = work.inset(u16::from(work.width > 90), u16::from(work.height > 24));
    if work.width >= 60
        && let Some(network) = whole(model, area)
    {
        return NetworkScene::Whole(network);
    }
    let (title, rest) = work.inset(1, 0).split_top(1);
    let (rows, details) = rest.split_bottom((rest.height * 5 / 9).clamp(rest.height.min(3), 9));
    let stations = model.method.lines().get(state.line).map_or(0, |line| line.stations.len());
    let at = model
        .method
        .lines()
        .get(state.line)
        .and_then(|line| line.stations.iter().position(|station| *station == state.station));
    let shown = usize::from(rows.height).max(1);
    // The one in focus stands in the middle, as far as the ends let it.
    let top = at.unwrap_or(0).saturating_sub(shown / 2).min(stations.saturating_sub(shown));
    NetworkScene::Line { title, rows, top, details }
}

fn whole(model: &Model, area: Rect) -> Option<Network> {
    let stations = model.method.network();
    let columns = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
    let stops: Vec<StopPlan> = stations
        .iter()
        .map(|station| StopPlan {
            width: columns(&station_label(model, station)),
            is_core: station.group == Group::Core,
        })
        .collect();
    let place = |id: &String| stations.iter().position(|station| station.id == *id);
    let lines = model.method.lines().iter().enumerate();
    let routes: Vec<RoutePlan> = lines
        .map(|(at, line)| RoutePlan {
            stops: line.stations.iter().filter_map(place).collect(),
            width: columns(&line_label(model, at)),
        })
        .collect();
    Network::lay(&stops, &routes, area)
}
