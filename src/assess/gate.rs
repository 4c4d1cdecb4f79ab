//! May a product go on to a station? Its entry criteria, and the checklists that speak of them.

use super::objection::{Against, Objections};
use super::start::Standing;
use crate::document::Product;
use crate::method::Station;

/// A criterion answered with yes, and the items that say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Id of the criterion.
    pub criterion: String,
    /// The items, in the order of their checklists.
    pub against: Vec<Against>,
}

/// How a station's entry criteria stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The criteria by their answers.
    pub standing: Standing,
    /// Those answered with yes that items of a checklist contradict.
    pub contradicted: Vec<Contradiction>,
}

impl Gate {
    /// How the entry criteria of `station` stand for a product of whose checklists these are the objections.
    #[must_use]
    pub fn of(station: &Station, product: &Product, objections: &Objections) -> Self {
        let standing = Standing::of(&station.entry_criteria, &product.criteria, objections);
        let found = |id: &String| Contradiction { criterion: id.clone(), against: objections.to(id).to_vec() };
        let contradicted = standing.contradicted.iter().map(found).collect();
        Self { standing, contradicted }
    }

    /// Whether the product may go on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.standing.is_met()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::start::{Because, Start};
    use crate::document::{Answer, Checklist, CriterionAnswer, Head, Reply, Verdict, Waiver};
    use crate::method::Method;
    use chrono::NaiveDate;

    #[test]
    fn a_yes_that_an_item_contradicts_closes_the_gate() {
        let method = Method::built_in();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
        let cycle = method.cycle("api-productization-cycle").expect("built in");
        let station = cycle.station("api-product-strategy").expect("a station");
        let mut product = Product::default();
        let mut list = Checklist::new(Head::new("api-audit", "Orders"));
        let gate = |product: &Product, list: &Checklist| {
            Gate::of(station, product, &Objections::of([("api-audit", list)], method, today))
        };
        assert_eq!(gate(&product, &list).standing.unsure.len(), 4);
        for id in &station.entry_criteria {
            product.criteria.insert(id.clone(), CriterionAnswer::with(Reply::Yes));
        }
        assert!(gate(&product, &list).is_open());

        let item = "based-on-clear-business-needs";
        let mut set = |verdict, waiver| {
            list.answers.insert(item.to_owned(), Answer { verdict: Some(verdict), waiver, ..Answer::default() });
            gate(&product, &list)
        };
        assert!(set(Verdict::Pass, None).is_open());
        let closed = set(Verdict::Gap, None);
        assert!(!closed.is_open() && closed.standing.met.is_empty());
        assert_eq!(closed.contradicted.len(), 4);
        assert_eq!(closed.contradicted[0].against[0].item, item);
        assert!(!closed.contradicted[0].against[0].is_computed);
        let waiver = Waiver { reason: "Later".to_owned(), requested_by: None, approved_by: None, until: today };
        assert!(set(Verdict::Gap, Some(waiver)).is_open());
    }
    /// The gate is open where `start` counts every criterion as met, and nowhere else.
    #[test]
    fn what_a_checklist_contradicts_is_met_nowhere() {
        let method = Method::built_in();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
        let cycle = method.cycle("api-productization-cycle").expect("built in");
        let mut product = Product::default();
        for id in cycle.stations.iter().flat_map(|station| &station.entry_criteria) {
            product.criteria.insert(id.clone(), CriterionAnswer::with(Reply::Yes));
        }
        let mut list = Checklist::new(Head::new("api-audit", "Orders"));
        let answer = Answer { verdict: Some(Verdict::Gap), ..Answer::default() };
        list.answers.insert("based-on-clear-business-needs".to_owned(), answer);
        let objections = Objections::of([("api-audit", &list)], method, today);
        let start = Start::of(cycle, &product, &objections);
        for (standing, station) in start.stations.iter().zip(&cycle.stations) {
            let gate = Gate::of(station, &product, &objections);
            assert_eq!((&gate.standing, gate.is_open()), (standing, standing.is_met()), "{}", station.id);
        }
        let first = start.stations.iter().position(|standing| !standing.contradicted.is_empty()).expect("one");
        assert_eq!((start.recommended, start.because), (Some(first), Because::Unmet));
        let told = crate::i18n::Catalogue::english().tell(&start.sentence(cycle, method, "en"));
        assert!(told.contains(&start.stations[first].contradicted[0]), "{told}");
        assert_eq!(Start::of(cycle, &product, &Objections::default()).because, Because::AllMet);
    }
}
