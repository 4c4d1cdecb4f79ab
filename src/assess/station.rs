//! What a station offers a product.

use crate::document::Style;
use crate::method::{Method, Station};

/// The ids of the canvases, checklists and guides of a station that concern a product with these styles, in order. A
/// canvas made for one style is left out where others were chosen; while no style is, every canvas stays.
#[must_use]
pub fn resources<'a>(station: &'a Station, styles: &[Style], method: &Method) -> Vec<&'a str> {
    let concerns = |id: &&String| {
        let style = method.canvas(id).and_then(|canvas| canvas.style.as_deref());
        style.is_none_or(|style| styles.is_empty() || styles.iter().any(|chosen| chosen.word() == style))
    };
    station.resources.iter().filter(concerns).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_narrow_the_canvases_of_the_design_station() {
        let method = Method::built_in();
        let cycle = method.cycle("api-productization-cycle").expect("built in");
        let station = cycle.station("api-design").expect("a station");
        let with = |styles: &[Style]| {
            let of_a_style = |id: &&str| ["rest", "event", "graphql"].contains(id);
            resources(station, styles, method).into_iter().filter(of_a_style).collect::<Vec<_>>()
        };
        assert_eq!(with(&[]), ["rest", "event", "graphql"]);
        assert_eq!(with(&[Style::Rest]), ["rest"]);
        assert_eq!(with(&[Style::Graphql, Style::Event]), ["event", "graphql"]);
        assert_eq!(resources(station, &[Style::Event], method).len(), station.resources.len() - 2);
    }
}
