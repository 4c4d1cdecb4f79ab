//! What a table of our files may hold, and in which order.

use std::collections::HashMap;

use super::super::Content;
use super::super::table_model::{
    ACTION_KEYS, ANSWER_KEYS, CANVAS_KEYS, CHECKLIST_KEYS, CRITERION_KEYS, DECISION_KEYS, FOLLOW_UP_KEYS, HISTORY_KEYS,
    MARK_KEYS, NOTE_KEYS, PARKED_KEYS, PRODUCT_KEYS, REVIEWED_KEYS, ROUND_KEYS, SETTINGS_KEYS, WAIVER_KEYS,
};
use crate::document::DocumentBody;
use crate::method::Method;

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// These keys.
    Keys(&'static [&'static str]),
    /// A text under any key.
    Texts,
    /// A table under any key.
    Tables,
    /// Nobody knows.
    Unknown,
}

/// How what nobody knows is ordered, after what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    AsItStands,
    ByName,
}

/// The shape of one kind of file.
pub(super) struct Shape<'m> {
    top: &'static [&'static str],
    /// For tables whose keys the method knows: their order.
    orders: HashMap<&'static str, HashMap<&'m str, usize>>,
}

impl<'m> Shape<'m> {
    pub(super) fn new(content: &Content, method: &'m Method) -> Self {
        fn ranks<'m>(ids: impl Iterator<Item = &'m str>) -> HashMap<&'m str, usize> {
            ids.enumerate().map(|(rank, id)| (id, rank)).collect()
        }
        let mut orders = HashMap::new();
        let top = match content {
            Content::DocumentBody(DocumentBody::Canvas(canvas)) => {
                if let Some(template) = method.canvas(&canvas.head.template) {
                    let sections = ranks(template.sections.iter().map(|section| section.id.as_str()));
                    orders.insert("notes", sections.clone());
                    orders.insert("sections", sections);
                }
                CANVAS_KEYS
            }
            Content::DocumentBody(DocumentBody::Checklist(list)) => {
                if let Some(template) = method.checklist(&list.head.template) {
                    orders.insert("items", ranks(template.items.iter().map(|item| item.id.as_str())));
                }
                CHECKLIST_KEYS
            }
            Content::DocumentBody(DocumentBody::Product(product)) => {
                let stations = method.cycle(&product.cycle).map(|cycle| cycle.stations.as_slice()).unwrap_or_default();
                orders.insert("reviewed", ranks(stations.iter().map(|station| station.id.as_str())));
                orders.insert("team", ranks(method.people().iter().map(|person| person.id.as_str())));
                orders.insert("criteria", ranks(method.criteria().iter().map(|criterion| criterion.id.as_str())));
                PRODUCT_KEYS
            }
            Content::DocumentBody(DocumentBody::Register(_)) => &[],
            Content::FollowUp(_) => FOLLOW_UP_KEYS,
            Content::Settings(_) => SETTINGS_KEYS,
        };
        Self { top, orders }
    }

    /// What the table with that path holds.
    pub(super) fn holds(&self, path: &[&str]) -> Holds {
        let Some(first) = path.first() else { return Holds::Keys(self.top) };
        if !self.top.contains(first) {
            return Holds::Unknown;
        }
        match path {
            [
                "notes" | "sections" | "items" | "criteria" | "decisions" | "actions" | "parked" | "rounds"
                | "reviewed",
            ]
            | ["notes" | "reviewed", _]
            | ["rounds", _, "criteria" | "reviewed"]
            | ["rounds", _, "reviewed", _] => Holds::Tables,
            ["team" | "policy"] => Holds::Texts,
            ["notes", _, _] => Holds::Keys(NOTE_KEYS),
            ["sections", _] => Holds::Keys(MARK_KEYS),
            ["items", _] => Holds::Keys(ANSWER_KEYS),
            ["items", _, "waiver"] => Holds::Keys(WAIVER_KEYS),
            ["history"] => Holds::Keys(HISTORY_KEYS),
            ["criteria", _] | ["rounds", _, "criteria", _] => Holds::Keys(CRITERION_KEYS),
            ["reviewed", _, _] | ["rounds", _, "reviewed", _, _] => Holds::Keys(REVIEWED_KEYS),
            ["rounds", _] => Holds::Keys(ROUND_KEYS),
            ["decisions", _] => Holds::Keys(DECISION_KEYS),
            ["actions", _] => Holds::Keys(ACTION_KEYS),
            ["parked", _] => Holds::Keys(PARKED_KEYS),
            _ => Holds::Unknown,
        }
    }

    /// Whether a table stands at that path, rather than a value.
    pub(super) fn is_table(&self, path: &[&str]) -> bool {
        self.holds(path) != Holds::Unknown && *path != ["history"]
    }

    /// Sorts what stands in the table `path`; `key` gives the key and the place of one.
    pub(super) fn sort<T>(&self, path: &[&str], list: &mut [T], key: impl Fn(&T) -> (&str, usize)) {
        let own = match path {
            [own] | ["rounds", _, own] => Some(own),
            _ => None,
        };
        let known = own.and_then(|own| self.orders.get(own));
        let rest = match path {
            ["sections" | "items" | "criteria" | "team" | "policy"]
            | ["reviewed", ..]
            | ["rounds", _, "criteria"]
            | ["rounds", _, "reviewed", ..] => Rest::ByName,
            _ => Rest::AsItStands,
        };
        let rank = |key: &str| match self.holds(path) {
            Holds::Keys(keys) => keys.iter().position(|known| *known == key),
            _ => known.and_then(|known| known.get(key).copied()),
        };
        list.sort_by(|a, b| {
            let ((a, a_at), (b, b_at)) = (key(a), key(b));
            match (rank(a), rank(b)) {
                (Some(a), Some(b)) => a.cmp(&b),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) if rest == Rest::ByName => a.cmp(b),
                (None, None) => a_at.cmp(&b_at),
            }
        });
    }
}
