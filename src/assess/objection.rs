//! What the checklists of a product say against its criteria. Whoever asks whether a criterion is met asks here, too: a yes
//! that an item contradicts is none.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::progress::ChecklistProgress;
use crate::document::{Checklist, Verdict};
use crate::method::{ChecklistTemplate, ItemTemplate, Method};

/// An item that says otherwise than a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// Stem of the checklist.
    pub stem: String,
    /// Id of the item.
    pub item: String,
    pub verdict: Verdict,
    /// Whether nobody answered the item: its verdict follows from those of others.
    pub is_computed: bool,
}

/// The items of checklists that speak against criteria.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objections(BTreeMap<String, Vec<Against>>);

impl Objections {
    /// What these checklists (stem and content) say on the day `today`.
    ///
    /// An item speaks against a criterion where it produces it and its verdict is a gap or partial, and no waiver lets it
    /// through. One nobody answered says nothing. An item that sums up others is asked only about criteria that no other
    /// item of its checklist produces.
    #[must_use]
    pub fn of<'a>(
        lists: impl IntoIterator<Item = (&'a str, &'a Checklist)>,
        method: &Method,
        today: NaiveDate,
    ) -> Self {
        let mut all: BTreeMap<String, Vec<Against>> = BTreeMap::new();
        for (stem, list) in lists {
            let Some(template) = method.checklist(&list.head.template) else { continue };
            let progress = ChecklistProgress::of(list, template, today);
            let criteria: BTreeSet<&String> = template.items.iter().flat_map(|item| &item.criteria).collect();
            for criterion in criteria {
                for item in producers(template, criterion, list.head.profile.as_deref()) {
                    let Some(found) = progress.item(&item.id) else { continue };
                    if let Some(verdict @ (Verdict::Gap | Verdict::Partial)) = found.verdict
                        && !found.waived
                    {
                        let (stem, item, is_computed) = (stem.to_owned(), item.id.clone(), item.is_aggregate());
                        all.entry(criterion.clone()).or_default().push(Against { stem, item, verdict, is_computed });
                    }
                }
            }
        }
        Self(all)
    }

    /// The items that speak against a criterion, in the order of their checklists.
    #[must_use]
    pub fn to(&self, criterion: &str) -> &[Against] {
        self.0.get(criterion).map_or(&[], Vec::as_slice)
    }
}

/// The items of a profile that produce a criterion; those that sum up others only where no other does.
fn producers<'t>(template: &'t ChecklistTemplate, criterion: &str, profile: Option<&str>) -> Vec<&'t ItemTemplate> {
    let produces =
        |item: &&ItemTemplate| item.applies_to(profile) && item.criteria.iter().any(|produced| produced == criterion);
    let (sums, own): (Vec<_>, Vec<_>) = template.items.iter().filter(produces).partition(|item| item.is_aggregate());
    if own.is_empty() { sums } else { own }
}
