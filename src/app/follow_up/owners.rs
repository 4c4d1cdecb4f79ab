//! Who can decide and who can see to something: the people of a product, as the settings name them.

use crate::app::query::overview::place_of_product;
use crate::app::query::station_labels::person_title;
use crate::app::{Model, people};
use crate::document::Names;

/// What somebody of the team is called: by the part, or by the name the product has for it.
fn called(model: &Model, id: &str, name: &str) -> String {
    match model.settings.names() {
        Names::Roles => person_title(model, id),
        Names::Initials | Names::Full => people::shown(model, name),
    }
}

/// Who decides: whoever leads the station where the product stands, where the team has somebody for it.
#[must_use]
pub(super) fn who_decides(model: &Model) -> String {
    let found = || {
        let product = model.current_product()?.product.as_ref()?;
        let cycle = model.current_cycle()?;
        let station = cycle.stations.get(place_of_product(model)?)?;
        station.lead.iter().find_map(|id| Some(called(model, id, product.team.get(id)?)))
    };
    found().unwrap_or_default()
}

/// Everybody of the team, and then the parts that nobody has: what can stand as an owner.
#[must_use]
pub(super) fn known(model: &Model) -> Vec<String> {
    let Some(product) = model.current_product().and_then(|product| product.product.as_ref()) else { return Vec::new() };
    let mut known: Vec<String> = product.team.iter().map(|(id, name)| called(model, id, name)).collect();
    let parts = model.method.people().iter().filter(|person| !product.team.contains_key(&person.id));
    known.extend(parts.map(|person| person.title.get(model.language()).to_owned()));
    let mut seen = std::collections::BTreeSet::new();
    known.retain(|name| seen.insert(name.clone()));
    known
}
