//! Who can decide and who can see to something: the people of a product, as the settings name them.

use crate::app::query::overview::place_of_product;
use crate::app::query::station_labels::person_title;
use crate::app::{Model, people};
use crate::document::Names;
use crate::workshop::state::{Presence, Seat};

/// What somebody of the team is called: by the part, or by the name the product has for it.
fn called(model: &Model, id: &str, name: &str) -> String {
    match model.settings.names() {
        Names::Roles => person_title(model, id),
        Names::Initials | Names::Full => people::shown(model, name),
    }
}

/// The seats of the session that runs on the product in front.
fn seats(model: &Model) -> &[Seat] {
    let product = model.current_product().map(|product| product.id.as_str());
    let running = model.running_session().filter(|running| Some(running.product.as_str()) == product);
    running.map(|running| running.session.state().seats.as_slice()).unwrap_or_default()
}

/// Who decides: in a session whoever its record says does, otherwise whoever leads the station where the product stands, where the team has somebody for it.
#[must_use]
pub(super) fn who_decides(model: &Model) -> String {
    if let Some(seat) = seats(model).iter().find(|seat| seat.decides) {
        return seat.who.clone();
    }
    let found = || {
        let product = model.current_product()?.product.as_ref()?;
        let cycle = model.current_cycle()?;
        let station = cycle.stations.get(place_of_product(model)?)?;
        station.lead.iter().find_map(|id| Some(called(model, id, product.team.get(id)?)))
    };
    found().unwrap_or_default()
}

/// Who is in the session that runs, everybody of the team, and then the parts that nobody has: what can stand as an owner.
#[must_use]
pub(super) fn known(model: &Model) -> Vec<String> {
    let is_out = |seat: &&Seat| matches!(seat.presence, Presence::Absent | Presence::PutOut);
    let mut known: Vec<String> =
        seats(model).iter().filter(|seat| !is_out(seat)).map(|seat| seat.who.clone()).collect();
    let Some(product) = model.current_product().and_then(|product| product.product.as_ref()) else { return known };
    known.extend(product.team.iter().map(|(id, name)| called(model, id, name)));
    let parts = model.method.people().iter().filter(|person| !product.team.contains_key(&person.id));
    known.extend(parts.map(|person| person.title.get(model.language()).to_owned()));
    let mut seen = std::collections::BTreeSet::new();
    known.retain(|name| seen.insert(name.clone()));
    known
}
