//! May a product go on to a station? Its entry criteria, and the checklists that speak of them.

use chrono::NaiveDate;

use super::progress::ChecklistProgress;
use super::start::Standing;
use crate::document::{Checklist, Product, Reply, Verdict};
use crate::method::{ChecklistTemplate, ItemTemplate, Method, Station};

/// An item that says otherwise than an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// Stem of the checklist.
    pub stem: String,
    /// Id of the item.
    pub item: String,
    pub verdict: Verdict,
}

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
    /// How the entry criteria of `station` stand for a product with these checklists (stem and content) on the day
    /// `today`.
    ///
    /// An item contradicts a yes where it produces the criterion and its verdict is a gap or partial, and no waiver lets
    /// it through. One nobody answered contradicts nothing. An item that sums up others is asked only about criteria that
    /// no other item of its checklist produces.
    #[must_use]
    pub fn of(
        station: &Station,
        product: &Product,
        lists: &[(&str, &Checklist)],
        method: &Method,
        today: NaiveDate,
    ) -> Self {
        let standing = Standing::of(&station.entry_criteria, &product.criteria);
        let contradicted = standing
            .met
            .iter()
            .filter_map(|criterion| contradiction(criterion, product, lists, method, today))
            .collect();
        Self { standing, contradicted }
    }

    /// Whether the product may go on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.standing.is_met() && self.contradicted.is_empty()
    }
}

/// What the checklists of a product say against its yes to a criterion; nothing where they say nothing, or where the
/// answer is another.
#[must_use]
pub fn contradiction(
    criterion: &str,
    product: &Product,
    lists: &[(&str, &Checklist)],
    method: &Method,
    today: NaiveDate,
) -> Option<Contradiction> {
    if product.criteria.get(criterion).is_none_or(|answer| answer.answer != Reply::Yes) {
        return None;
    }
    let mut against = Vec::new();
    for (stem, list) in lists {
        let Some(template) = method.checklist(&list.head.template) else { continue };
        let progress = ChecklistProgress::of(list, template, today);
        for item in producers(template, criterion, list.head.profile.as_deref()) {
            let Some(found) = progress.item(&item.id) else { continue };
            if let Some(verdict @ (Verdict::Gap | Verdict::Partial)) = found.verdict
                && !found.waived
            {
                against.push(Against { stem: (*stem).to_owned(), item: item.id.clone(), verdict });
            }
        }
    }
    (!against.is_empty()).then(|| Contradiction { criterion: criterion.to_owned(), against })
}

/// The items of a profile that produce a criterion; those that sum up others only where no other does.
fn producers<'t>(template: &'t ChecklistTemplate, criterion: &str, profile: Option<&str>) -> Vec<&'t ItemTemplate> {
    let produces =
        |item: &&ItemTemplate| item.applies_to(profile) && item.criteria.iter().any(|produced| produced == criterion);
    let (sums, own): (Vec<_>, Vec<_>) = template.items.iter().filter(produces).partition(|item| item.is_aggregate());
    if own.is_empty() { sums } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Answer, CriterionAnswer, Head, Waiver};

    #[test]
    fn a_yes_that_an_item_contradicts_closes_the_gate() {
        let method = Method::built_in();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
        let cycle = method.cycle("api-productization-cycle").expect("built in");
        let station = cycle.station("api-product-strategy").expect("a station");
        let mut product = Product::default();
        let mut list = Checklist::new(Head::new("api-audit", "Orders"));
        let gate =
            |product: &Product, list: &Checklist| Gate::of(station, product, &[("api-audit", list)], method, today);
        assert_eq!(gate(&product, &list).standing.unsure.len(), 4);
        for id in &station.entry_criteria {
            product.criteria.insert(id.clone(), CriterionAnswer::new(Reply::Yes));
        }
        assert!(gate(&product, &list).is_open());

        let item = "based-on-clear-business-needs";
        let mut set = |verdict, waiver| {
            list.answers.insert(item.to_owned(), Answer { verdict: Some(verdict), waiver, ..Answer::default() });
            gate(&product, &list)
        };
        assert!(set(Verdict::Pass, None).is_open());
        let closed = set(Verdict::Gap, None);
        assert!(!closed.is_open() && closed.standing.is_met());
        assert_eq!(closed.contradicted.len(), 4);
        assert_eq!(closed.contradicted[0].against[0].item, item);
        let waiver = Waiver { reason: "Later".to_owned(), requested_by: None, approved_by: None, until: today };
        assert!(set(Verdict::Gap, Some(waiver)).is_open());
    }
}
